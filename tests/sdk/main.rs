//! What the client does beyond one call that succeeds: how it is made, how it fails, tries again,
//! keeps the pace and walks through lists, and that nothing of it gives the key away.

#[path = "../clock/mod.rs"]
mod clock;
#[path = "../server/mod.rs"]
mod server;

mod bad_servers;
mod construction;
mod errors;
mod pacing;
mod paging;
mod retries;
mod secrets;
mod tls;
mod tracing;
mod usual;
