//! The environment that tests run the binary in: nothing in it of whoever runs the tests, be it
//! somebody's key, the colours of a terminal or a workflow of GitHub.
#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "every binary of tests uses a part of it"
)]

use std::env;
use std::ffi::OsString;
use std::process::Command;

/// What the binary goes by beside the variables of its own.
const OTHERS: [&str; 4] = ["CLICOLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "NO_COLOR"];

/// The variables there are that would change what the binary does.
fn in_the_way() -> impl Iterator<Item = OsString> {
    env::vars_os().map(|(name, _)| name).filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("HOPX_") && name != "HOPX_REQUIRE_CHROMIUM"
            || OTHERS.contains(&name.as_ref())
    })
}

/// Takes them out of the environment of a command.
pub(crate) fn clear(command: &mut Command) -> &mut Command {
    for name in in_the_way() {
        command.env_remove(name);
    }
    command
}

/// The binary in a clear environment.
pub(crate) fn hopx() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hopx-conformance"));
    clear(&mut command);
    command
}

/// Runs a test that cannot say with which environment the binary is run: in this process where
/// the environment is clear, and else in one of its own. `test` is the name of the test.
pub(crate) fn in_clear(test: &str, body: impl FnOnce()) {
    if in_the_way().next().is_none() {
        return body();
    }
    let mut again = Command::new(env::current_exe().expect("the binary of this test"));
    let done = clear(again.args([test, "--exact", "--nocapture"])).status();
    assert!(done.expect("the binary of this test").success(), "{test}");
}
