//! The binary as somebody at a terminal or in a pipeline meets it: exit code, stdout and
//! stderr for input that is wrong, servers that are something else, and runs that go well.

mod baseline;
mod binary;
mod claims;
#[path = "../safety/door.rs"]
mod door;
#[path = "../environment/mod.rs"]
mod environment;
mod keys;
mod known;
mod mock;
mod output;
mod pacing;
mod recordings;
#[cfg(unix)]
mod report_files;

mod runs;
mod terminal;
mod wrong_files;
mod wrong_recordings;
mod wrong_servers;
mod wrong_usage;
