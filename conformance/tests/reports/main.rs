//! Reports: each format read back by somebody else's parser, the same from a run and from its
//! recording, and safe whatever a server puts into them.

#[path = "../cli/binary.rs"]
mod binary;
#[expect(dead_code, reason = "other tests need more of it")]
#[path = "../safety/door.rs"]
mod door;
#[path = "../environment/mod.rs"]
mod environment;
mod files;
mod formats;
mod github;
mod hostile;
mod json;
mod junit;
mod lost;
mod markdown;
mod sarif;
mod schemas;
mod secrets;
mod servers;
