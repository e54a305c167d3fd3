//! Annotations for a workflow of GitHub: ours are commands, and nothing that a server says is.

use crate::binary::{command, hopx, told};
use crate::files::Files;
use crate::servers::{Broken, key};

/// The lines that a workflow takes for commands.
fn commands(text: &str) -> Vec<&str> {
    let lines = text.lines();
    let is_command = |line: &&str| line.trim_start().starts_with("::") || line.contains("##[");
    lines.filter(is_command).collect()
}

#[test]
fn a_broken_claim_is_an_error_at_its_line() {
    let broken = Broken::saying("\"gone\"");
    let args = ["--sandbox", &broken.running, "pause", "--format", "github"];
    let files = Files::against("github", &broken.door.base_url, key(), &args);
    files.told.ended(1, &["violated  pause/200/status"]);
    let commands = commands(&files.told.out);
    // GitHub shows the first ten errors of a step: the verdict is one of them.
    assert!(
        commands[0].starts_with("::error title=hopx-conformance::"),
        "{commands:?}"
    );
    assert!(
        commands[1].starts_with("::error file=openapi/claims.yaml,line="),
        "{commands:?}"
    );
    assert!(commands[1].contains(",title=violated%3A pause/200/status::"));
}

#[test]
fn it_is_on_by_itself_in_a_workflow_and_off_where_something_else_is_asked_for() {
    let live = Files::of_the_mock("github-auto", &["list/envelope"]);
    let recording = live.path("recording.json");
    let in_a_workflow = |args: &[&str], value: &str| {
        let args = [&["judge", recording.as_str()], args].concat();
        told(command(&args).env("GITHUB_ACTIONS", value))
    };
    let plain = hopx(&["judge", &recording]);
    let told = in_a_workflow(&[], "true");
    assert!(
        told.out.starts_with(&plain.out),
        "all of the text, and more"
    );
    assert_eq!(commands(&told.out).len(), 1, "{told:?}");
    assert!(
        told.out.contains("::notice title=hopx-conformance::"),
        "{told:?}"
    );
    assert_eq!(in_a_workflow(&["--format", "human"], "true").out, plain.out);
    assert_eq!(in_a_workflow(&[], "false").out, plain.out);
}

#[test]
fn no_server_gets_a_command_into_a_workflow() {
    let evil = r#""%0A::error::a\n::warning::b\r\n::stop-commands::x##[error]c::d""#;
    let broken = Broken::saying(evil);
    let args = ["--sandbox", &broken.running, "pause", "--format", "github"];
    let files = Files::against("github-evil", &broken.door.base_url, key(), &args);
    files.told.ended(1, &["::error"]);
    for line in commands(&files.told.out) {
        let level = ["error", "warning", "notice"].iter();
        let ours = level
            .map(|level| format!("::{level} "))
            .any(|ours| line.starts_with(&ours) && line.contains("title="));
        assert!(ours, "{line}");
        assert!(!line.contains("%0A::"), "{line}");
    }
    assert!(
        files.told.out.contains("%250A::error"),
        "an escape stays one"
    );
}
