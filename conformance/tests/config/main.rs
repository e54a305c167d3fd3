//! Settings from flags, environment and file: what goes before what, whom a key goes to, and
//! what is said where something is wrong.

#[expect(dead_code, reason = "other tests need more of it")]
#[path = "../cli/binary.rs"]
mod binary;
mod broken;
#[expect(dead_code, reason = "other tests need more of it")]
#[path = "../safety/door.rs"]
mod door;
#[path = "../environment/mod.rs"]
mod environment;
mod example;
mod home;
mod keys;
mod precedence;
mod shell;
mod shown;
mod suggestions;
mod targets;
