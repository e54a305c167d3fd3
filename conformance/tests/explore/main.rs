//! Random sequences, and the shortest that fails: found on servers that are wrong, not found on
//! servers that are right, and harmless to both.

#[expect(dead_code, reason = "other tests need more of it")]
#[path = "../borrowed/binary.rs"]
mod binary;
#[expect(dead_code, reason = "other tests need more of it")]
#[path = "../safety/door.rs"]
mod door;
#[path = "../environment/mod.rs"]
mod environment;
mod found;
mod legal;
mod overlapping;
mod overlapping_found;
mod overlapping_legally;
mod overlapping_safely;
mod recorded;
mod rounds;
mod run;
mod safe;
mod usage;
