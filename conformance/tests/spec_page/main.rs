//! The page of a description: what is on it, that a reader finds it, and that nothing that
//! stands in a file is anything but text on it, to a parser and in a browser.

#[expect(dead_code, reason = "other tests need more of it")]
#[path = "../cli/binary.rs"]
mod binary;
mod browser;
mod calls;
#[path = "../pages/chromium.rs"]
mod chromium;
#[path = "../environment/mod.rs"]
mod environment;
mod hostile;
#[path = "../pages/page.rs"]
mod page;
mod refusals;
mod structure;
mod written;
