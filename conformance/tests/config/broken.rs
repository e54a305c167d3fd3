//! Files that cannot be meant: one error with file, line and mend, before anything is sent.

use crate::home::Home;

/// A file, and what is to be said of it.
const BROKEN: [(&str, &[&str]); 27] = [
    ("level = ", &["toml:1:", "is no TOML"]),
    ("[run\nstrict = true", &["toml:1:", "is no TOML"]),
    (
        "level = \"required\"\nlevel = \"expected\"",
        &["toml:2:1", "duplicate"],
    ),
    (
        "[target.a]\nbase-url = \"http://a\"\n[target.a]\n",
        &["toml:3:", "duplicate"],
    ),
    (
        "levle = \"required\"",
        &["toml:1:1", "no setting `levle`", "nearest is `level`"],
    ),
    ("max_pages = 3", &["toml:1:1", "nearest is `max-pages`"]),
    (
        "[run]\nlevle = 1",
        &["toml:2:1", "in [run]", "nearest is `level`"],
    ),
    (
        "[targets.a]\nbase-url = \"http://a\"",
        &["toml:1:2", "nearest is `target`"],
    ),
    (
        "[self_test]\nverbose = true",
        &["toml:1:2", "nearest is `self-test`"],
    ),
    (
        "nonsense-xyz = 1",
        &["toml:1:1", "`nonsense-xyz`", "schema config"],
    ),
    (
        "timeout = \"soon\"",
        &[
            "toml:1:11",
            "`timeout`",
            "a number of seconds",
            "timeout = 2.5",
        ],
    ),
    (
        "\n\ntimeout = -1",
        &["toml:3:11", "`timeout`", "number of seconds"],
    ),
    ("timeout = 0", &["toml:1:11", "no time at all"]),
    ("max-pages = 1.5", &["toml:1:13", "a whole number"]),
    (
        "max-pages = 0",
        &["toml:1:13", "`max-pages` cannot be used: 0"],
    ),
    ("strict = \"yes\"", &["toml:1:10", "true or false"]),
    (
        "level = \"observed\"",
        &["toml:1:9", "`observed`", "required, expected"],
    ),
    (
        "reports = \"junit=a.xml\"",
        &["toml:1:11", "a list of files"],
    ),
    ("record = [\"a\"]", &["toml:1:10", "the path of a file"]),
    ("run = true", &["toml:1:7", "`run`", "the line [run]"]),
    ("target = \"a\"", &["toml:1:10", "default-target"]),
    (
        "dry-run = true",
        &["toml:1:1", "nothing that a file says", "--dry-run"],
    ),
    ("seed = 3", &["toml:1:1", "belongs to [explore]"]),
    (
        "sandboxes = [\"a\"]",
        &["toml:1:1", "belongs to a target", "[target.NAME]"],
    ),
    (
        "base-url = \"http://a\"",
        &["toml:1:1", "belongs to a target"],
    ),
    (
        "[target.a]\ntimeout = 3",
        &["toml:1:9", "the target `a` has no base URL"],
    ),
    (
        "[target.a]\nbase-url = \"http://a\"\nsandboxes = \"a\"",
        &["toml:3:13", "a list of texts"],
    ),
];

#[test]
fn every_kind_of_broken_file_is_told_with_its_line_and_a_mend() {
    let home = Home::empty("broken");
    for (file, words) in BROKEN {
        home.write("hopx-conformance.toml", file);
        home.hopx(&["run"]).refused(words);
    }
    let (_, words) = BROKEN[0];
    for command in ["list", "config", "mock", "explore", "restore", "self-test"] {
        home.write("hopx-conformance.toml", BROKEN[0].0);
        home.hopx(&[command]).refused(words);
    }
    home.hopx(&["list", "--no-config"]).ended(0, &[]);
}

#[test]
fn a_key_in_the_file_is_refused_and_not_shown() {
    let home = Home::empty("broken-key");
    let target = "[target.a]\nbase-url = \"http://127.0.0.1:9\"\n";
    for name in [
        "api-key",
        "api_key",
        "other-api-key",
        "token",
        "apikey",
        "password",
    ] {
        for table in ["", "[run]\n", target] {
            home.write(
                "hopx-conformance.toml",
                &format!("{table}{name} = \"hunter2\"\n"),
            );
            let told = home.hopx(&["run"]);
            told.refused(&[name, "api-key-env", "api-key-file", "api-key-command"]);
            assert!(!told.says("hunter2"), "{told:?}");
        }
    }
}

#[test]
fn what_stands_on_a_broken_line_is_not_shown() {
    let home = Home::with("broken-line", "api-key = \"hunter2\nlevel = 1\n");
    let told = home.hopx(&["run"]);
    told.refused(&["toml:1:", "is no TOML"]);
    assert!(!told.says("hunter2"), "{told:?}");
}

#[test]
fn two_places_for_one_key_are_refused() {
    for whose in ["", "other-"] {
        let home = Home::with(
            "broken-two",
            &format!(
                "[target.a]\nbase-url = \"http://a\"\n{whose}api-key-env = \"A\"\n{whose}api-key-file = \"a\"\n"
            ),
        );
        let named = [
            format!("{whose}api-key-env"),
            format!("{whose}api-key-file"),
        ];
        home.hopx(&["run"])
            .refused(&["toml:1:9", &named[0], &named[1], "keep one"]);
    }
}

#[test]
fn a_file_that_is_named_and_is_not_there() {
    let home = Home::empty("broken-none");
    home.hopx(&["run", "--config", "mine.toml"])
        .refused(&["mine.toml", "cannot be read"]);
    home.hopx_with(&[("HOPX_CONFORMANCE_CONFIG", "mine.toml")], &["run"])
        .refused(&["mine.toml", "cannot be read"]);
    home.hopx(&["run", "--config", "mine.toml", "--no-config"])
        .refused(&["--config", "--no-config"]);
    home.hopx_with(
        &[("HOPX_CONFORMANCE_CONFIG", "mine.toml")],
        &["list", "--no-config"],
    )
    .ended(0, &[]);
}

#[test]
fn the_file_is_that_of_the_folder_or_the_nearest_above_within_the_repository() {
    let home = Home::with("found", "max-pages = 3\n");
    let value = |folder: &str| {
        let dir = home.dir().join(folder);
        std::fs::create_dir_all(&dir).expect("a folder");
        let mut command = home.command(&["config"]);
        crate::binary::told(command.current_dir(dir)).out
    };
    assert!(value("a/b").contains("hopx-conformance.toml:1"), "above");
    home.write("a/hopx-conformance.toml", "\nmax-pages = 4\n");
    assert!(
        value("a/b").contains("hopx-conformance.toml:2"),
        "the nearest"
    );
    home.write("other/.git", "gitdir: elsewhere\n");
    assert!(
        value("other/b").contains("file     none"),
        "another repository"
    );
}

#[test]
fn outside_of_a_repository_nothing_further_up_is_found() {
    let outside = tempfile::tempdir().expect("a folder");
    let below = outside.path().join("below");
    std::fs::create_dir(&below).expect("a folder");
    std::fs::write(
        outside.path().join("hopx-conformance.toml"),
        "max-pages = 3\n",
    )
    .expect("a file");
    let home = Home::empty("outside");
    let told = crate::binary::told(home.command(&["config"]).current_dir(&below));
    told.ended(0, &["file     none"]);
    let told = crate::binary::told(home.command(&["config"]).current_dir(outside.path()));
    told.ended(0, &["file     hopx-conformance.toml"]);
}
