//! Runs in parts, and one report of them: what each part has, what it leaves, and what all of
//! them come to.

#[path = "../cli/binary.rs"]
mod binary;
mod ci;
mod division;
#[expect(dead_code, reason = "other tests need more of it")]
#[path = "../safety/door.rs"]
mod door;
#[path = "../environment/mod.rs"]
mod environment;
mod known;
mod merged;
mod parts;
mod refused;
mod request_ids;
mod shards;
