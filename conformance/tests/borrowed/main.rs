//! Borrowed sandboxes: whatever becomes of the process that borrowed them, they end as they
//! began, and nobody else borrows them meanwhile.

mod binary;
#[expect(dead_code, reason = "other tests need more of it")]
#[path = "../safety/door.rs"]
mod door;
#[path = "../environment/mod.rs"]
mod environment;
mod killed;
mod left;
mod locked;
mod restored;
mod signalled;
