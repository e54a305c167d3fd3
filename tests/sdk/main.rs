//! What the client does beyond one call that succeeds: how it is made, how it fails, tries again,
//! keeps the pace and walks through lists, and that nothing of it gives the key away.

#[path = "../clock/mod.rs"]
mod clock;
#[path = "../server/mod.rs"]
mod server;
mod usual;

#[cfg(test)]
mod bad_servers;
#[cfg(test)]
mod construction;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod fleets;
#[cfg(test)]
mod own_http_client;
#[cfg(test)]
mod pacing;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod redirects;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod tls;
