//! What the mock answers, statement by statement. Most tests call the router in memory; those in
//! `server` and `faults::connections` use a socket.

#[cfg(test)]
mod api;
#[cfg(test)]
mod authentication;
#[cfg(test)]
mod changes;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod elements;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod handle;
#[cfg(test)]
mod ids;
#[cfg(test)]
mod list;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod rate_limit;
#[cfg(test)]
mod server;
#[cfg(test)]
mod twins;
