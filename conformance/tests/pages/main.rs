//! The page of a report: what is in it, that a reader finds it, and that nothing that a server
//! sent is anything but text in it, to a parser and in a browser.

#[expect(dead_code, reason = "other tests need more of it")]
#[path = "../cli/binary.rs"]
mod binary;
mod browser;
mod chromium;
#[expect(dead_code, reason = "other tests need more of it")]
#[path = "../safety/door.rs"]
mod door;
#[path = "../environment/mod.rs"]
mod environment;
mod evil;
mod hostile;
mod page;
mod runs;
mod size;
mod structure;
