//! What a run may do to a real account: pause and resume what it was given and nothing else,
//! leave it all as it was, stay within the rate limit, and keep the keys to itself.

mod changes;
mod door;
#[path = "../environment/mod.rs"]
mod environment;
mod interrupted;
mod panics;
mod play;
mod put_back;
mod reach;
mod secrets;
mod settling;
mod spent;
