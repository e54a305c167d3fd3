//! `spec diff` as its user meets it.

use crate::binary::{fresh, git, hopx_in, write};
use crate::{DESCRIPTION, edited};

const MANIFEST: &str = "[package]\nname = \"hopx-client\"\nversion = \"0.1.0\"\n";

/// What breaks users.
fn breaking() -> String {
    edited(&[("        maximum: 1000\n", "        maximum: 100\n")])
}

#[test]
fn files_are_compared_and_the_step_is_told() {
    let dir = fresh("files");
    write(&dir, "old.yaml", DESCRIPTION);
    write(&dir, "new.yaml", breaking());
    let told = hopx_in(&dir, &["spec", "diff", "old.yaml", "new.yaml"]);
    told.ended(
        0,
        &[
            "new.yaml:",
            "parameter-maximum-decreased: ",
            "callers: breaking",
            "users:   breaking",
            "the step: major",
        ],
    );
}

#[test]
fn a_version_that_does_not_go_far_enough_is_a_failure() {
    let dir = fresh("versions");
    write(&dir, "old.yaml", DESCRIPTION);
    write(&dir, "new.yaml", breaking());
    let args = [
        "spec",
        "diff",
        "old.yaml",
        "new.yaml",
        "--from-version",
        "0.1.0",
    ];
    for (version, code, words) in [
        (
            "0.1.0",
            1,
            "does not take the step: major; to mend it, make it 0.2.0 or later",
        ),
        ("0.1.1", 1, "does not take the step"),
        ("0.2.0", 0, "which takes the step: major"),
    ] {
        write(&dir, "Cargo.toml", MANIFEST.replace("0.1.0", version));
        hopx_in(&dir, &args).ended(code, &[words]);
    }
}

#[test]
fn revisions_are_read_with_the_versions_that_they_had() {
    let dir = fresh("revisions");
    git(&dir, &["init", "-q", "-b", "main"]);
    write(&dir, "Cargo.toml", MANIFEST);
    write(&dir, "openapi/hopx-sandboxes.yaml", DESCRIPTION);
    git(&dir, &["add", "."]);
    git(&dir, &["commit", "-q", "-m", "one"]);
    hopx_in(&dir, &["spec", "diff", "main"]).ended(0, &["nothing changed", "none"]);

    write(&dir, "openapi/hopx-sandboxes.yaml", breaking());
    let told = hopx_in(&dir, &["spec", "diff", "main"]);
    told.ended(1, &["goes from 0.1.0 to 0.1.0", "make it 0.2.0"]);
    write(&dir, "Cargo.toml", MANIFEST.replace("0.1.0", "0.2.0"));
    git(&dir, &["commit", "-q", "-a", "-m", "two"]);
    let told = hopx_in(
        &dir,
        &["spec", "diff", "main~1", "main:openapi/hopx-sandboxes.yaml"],
    );
    told.ended(0, &["goes from 0.1.0 to 0.2.0"]);
}

#[test]
fn json_and_markdown_tell_the_same() {
    let dir = fresh("formats");
    write(&dir, "old.yaml", DESCRIPTION);
    write(&dir, "new.yaml", breaking());
    let args = ["spec", "diff", "old.yaml", "new.yaml", "--format"];
    let told = hopx_in(&dir, &[&args[..], &["json"]].concat());
    told.ended(0, &[]);
    let report: serde_json::Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!(report["step"], "major");
    assert_eq!(report["changes"][0]["id"], "parameter-maximum-decreased");
    assert_eq!(report["changes"][0]["callers"]["effect"], "breaking");
    let told = hopx_in(&dir, &[&args[..], &["markdown"]].concat());
    told.ended(0, &["| **breaking**: ", "`parameter-maximum-decreased`"]);
}

#[test]
fn what_cannot_be_read_is_refused_with_a_mend() {
    let dir = fresh("unreadable");
    write(&dir, "new.yaml", DESCRIPTION);
    for (old, words) in [
        ("gone.yaml", "gone.yaml:1:1: read: "),
        (
            "no-such-revision",
            "revision: there is neither such a file nor such a revision",
        ),
    ] {
        let told = hopx_in(&dir, &["spec", "diff", old, "new.yaml"]);
        told.ended(2, &["error: ", words, "to mend it, "]);
        assert_eq!(told.out, "");
    }
    let args = [
        "spec",
        "diff",
        "new.yaml",
        "new.yaml",
        "--manifest",
        "Cargo.toml",
    ];
    hopx_in(&dir, &args).ended(2, &["--from-version"]);
}
