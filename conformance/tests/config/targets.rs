//! Targets: which one is meant, and that its key goes to its own server only.

use hopx_conformance::journal::Journal;
use hopx_conformance::recording::Given;
use hopx_mock::Mock;
use serde_json::json;

use crate::binary::{SOME_KEY, told};
use crate::door::{Door, Server};
use crate::home::Home;

/// Two targets with keys of their own, and a usual one.
fn file(one: &str, other: &str) -> String {
    format!(
        "default-target = \"one\"\n[target.one]\nbase-url = \"{one}\"\napi-key-env = \"ONE_KEY\"\n[target.other]\nbase-url = \"{other}\"\napi-key-env = \"OTHER_KEY\"\n"
    )
}

const NOBODY: &str = "http://127.0.0.1:9";

#[test]
fn a_target_gives_base_url_key_and_sandboxes() {
    let server = Server::start(Mock::builder());
    let ids: Vec<String> = server
        .sandboxes()
        .into_iter()
        .map(|it| it.id)
        .take(1)
        .collect();
    let home = Home::with(
        "target",
        &format!(
            "[target.staging]\nbase-url = \"{}\"\napi-key-env = \"STAGING_KEY\"\nsandboxes = [\"{}\"]\n",
            server.base_url(),
            ids[0]
        ),
    );
    let key = [("STAGING_KEY", server.api_key())];
    let told = home.hopx_with(&key, &["run", "--target", "staging", "--dry-run"]);
    told.ended(0, &[&server.base_url(), "1 sandbox"]);
    let told = home.hopx_with(&key, &["run", "list/envelope", "--target", "staging"]);
    told.ended(
        0,
        &["list/envelope", "target staging of hopx-conformance.toml"],
    );
    assert!(!server.requests().is_empty());
    let quiet = home.hopx_with(&key, &["run", "list/envelope", "--target", "staging", "-q"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (Some(0), ""), "{quiet:?}");
    assert!(!told.says(server.api_key()), "{told:?}");
}

#[test]
fn an_unknown_target_is_told_with_the_nearest() {
    let home = Home::with("target-unknown", &file(NOBODY, "http://127.0.0.1:8"));
    for command in ["run", "explore", "restore", "config"] {
        home.hopx(&[command, "--target", "othr"]).refused(&[
            "no target `othr` in hopx-conformance.toml",
            "one, other",
            "nearest is `other`",
        ]);
    }
    home.hopx_with(&[("HOPX_CONFORMANCE_TARGET", "othr")], &[])
        .refused(&["HOPX_CONFORMANCE_TARGET", "`othr`"]);
    let wrong = file(NOBODY, NOBODY).replace("\"one\"", "\"on\"");
    Home::with("target-default-unknown", &wrong)
        .hopx(&["list"])
        .refused(&["toml:1:18", "no target `on`", "nearest is `one`"]);
    Home::empty("target-no-file")
        .hopx(&["--target", "one"])
        .refused(&["--target", "no file with targets", "--config"]);
}

#[test]
fn the_target_that_is_meant() {
    let home = Home::with("target-meant", &file(NOBODY, "http://127.0.0.1:8"));
    let target = |variables: &[(&str, &str)], args: &[&str]| {
        home.config(variables, args)["target"]["name"].clone()
    };
    assert_eq!(target(&[], &[]), "one");
    assert_eq!(target(&[], &["--target", "other"]), "other");
    let variable = [("HOPX_CONFORMANCE_TARGET", "other")];
    assert_eq!(target(&variable, &[]), "other");
    assert_eq!(target(&variable, &["--target", "one"]), "one");
    assert_eq!(target(&[], &["judge", "run.json"]), "one");
    // What was left anywhere is to be found.
    assert_eq!(target(&[], &["restore"]), json!(null));
    assert_eq!(
        target(&[], &["--base-url", "http://127.0.0.1:7"]),
        json!(null)
    );
}

/// Whether a door was called with a key.
fn heard(door: &Door, key: &str) -> bool {
    door.requests().iter().any(|request| request.says(key))
}

#[test]
fn the_key_of_a_target_goes_to_no_other_base_url() {
    let door = Door::open(|_| None);
    let home = Home::with("target-key", &file(NOBODY, "http://127.0.0.1:8"));
    let keys = [
        ("ONE_KEY", "hopx_live_of_one"),
        ("OTHER_KEY", "hopx_live_of_other"),
    ];
    // Beside a target that is named: refused.
    let told = home.hopx_with(&keys, &["--target", "one", "--base-url", &door.base_url]);
    told.refused(&[
        "--base-url",
        "target `one`",
        "hopx-conformance.toml:3",
        "leave",
    ]);
    let elsewhere = [keys[0], keys[1], ("HOPX_BASE_URL", door.base_url.as_str())];
    home.hopx_with(&elsewhere, &["--target", "other"])
        .refused(&["HOPX_BASE_URL", "target `other`", "unset HOPX_BASE_URL"]);
    // In place of the usual target: that has no say, and there is no key.
    home.hopx_with(&keys, &["--base-url", &door.base_url])
        .refused(&["no API key"]);
    home.hopx_with(&elsewhere, &[]).refused(&["no API key"]);
    assert!(door.requests().is_empty(), "nothing was sent");
    // With a key of its own, that goes there and no other.
    let own = [keys[0], keys[1], ("HOPX_API_KEY", SOME_KEY)];
    home.hopx_with(&own, &["auth/bearer", "--base-url", &door.base_url]);
    assert!(heard(&door, SOME_KEY) && !heard(&door, "of_one"));
}

#[test]
fn the_same_base_url_written_otherwise_is_that_of_the_target() {
    let home = Home::with("target-same", &file("http://127.0.0.1:9/v", NOBODY));
    let args = [
        "--target",
        "one",
        "--base-url",
        "HTTP://127.0.0.1:9/v/",
        "--dry-run",
    ];
    home.hopx(&args).ended(0, &["http://127.0.0.1:9/v"]);
}

#[test]
fn a_key_in_the_environment_goes_to_no_target_that_has_its_own() {
    let server = Server::start(Mock::builder());
    let behind = server.behind();
    let door = Door::open(move |request| behind(request));
    let home = Home::with("target-ambient", &file(&door.base_url, NOBODY));
    let variables = [
        ("ONE_KEY", server.api_key()),
        ("HOPX_API_KEY", SOME_KEY),
        ("HOPX_OTHER_API_KEY", "hopx_live_other_elsewhere"),
        ("HOPX_CONFORMANCE_API_KEY_FILE", "/nowhere"),
    ];
    let told = home.hopx_with(&variables, &["auth", "list/other-organisation"]);
    told.ended(
        0,
        &[
            "HOPX_API_KEY is set and not used",
            "--api-key-env HOPX_API_KEY",
        ],
    );
    assert!(heard(&door, server.api_key()));
    for elsewhere in [SOME_KEY, "hopx_live_other_elsewhere"] {
        assert!(!heard(&door, elsewhere), "{elsewhere}");
        assert!(!told.says(elsewhere), "{told:?}");
    }
    // On the command line it is meant.
    let variables = [("ONE_KEY", SOME_KEY), ("HOPX_API_KEY", server.api_key())];
    let told = home.hopx_with(
        &variables,
        &["auth/bearer", "--api-key-env", "HOPX_API_KEY"],
    );
    told.ended(0, &[]);
    assert!(!told.says("is set and not used"), "{told:?}");
}

#[test]
fn a_target_without_a_key_takes_that_of_the_environment() {
    let server = Server::start(Mock::builder());
    let home = Home::with(
        "target-keyless",
        &format!("[target.t]\nbase-url = \"{}\"\n", server.base_url()),
    );
    let key = [("HOPX_API_KEY", server.api_key())];
    home.hopx_with(&key, &["auth/bearer", "--target", "t"])
        .ended(0, &["auth/bearer"]);
    home.hopx(&["auth/bearer", "--target", "t"])
        .ended(2, &["no API key"]);
}

#[test]
fn restore_takes_the_key_of_the_target_that_is_named_and_of_no_other() {
    let server = Server::start(Mock::builder());
    let behind = server.behind();
    let door = Door::open(move |request| behind(request));
    let home = Home::with("target-restore", &file(NOBODY, &door.base_url));
    let dir = home.dir().join("journal");
    let left = server.sandboxes().remove(0);
    let journal = Journal::at(Some(&dir)).expect("a journal");
    let mut claims = journal
        .claim(&door.base_url, std::slice::from_ref(&left.id))
        .expect("a claim");
    let found = Some(left.status.to_string());
    let given = Given {
        id: left.id.clone(),
        found,
    };
    claims.note_found(&[given]).expect("a note");
    // As if the run had been killed.
    drop(claims);
    let restore = |args: &[&str]| {
        let args = [&["restore"], args].concat();
        let mut command = home.command(&args);
        command
            .env("ONE_KEY", SOME_KEY)
            .env("OTHER_KEY", server.api_key());
        told(command.env("HOPX_JOURNAL_DIR", &dir))
    };
    restore(&[]).ended(2, &["no API key", "--target"]);
    // Nobody who looks at one server is to think that nothing was left on any.
    restore(&["--target", "one"]).ended(
        4,
        &[
            "Nothing was left behind there",
            "On another server something was left",
            &format!("restore --base-url {} ", door.base_url),
        ],
    );
    assert!(door.requests().is_empty(), "nothing was sent");
    let restored = restore(&["--target", "other"]);
    restored.ended(0, &[&left.id, "as it was"]);
    assert!(heard(&door, server.api_key()) && !heard(&door, SOME_KEY));
    assert!(!restored.says(server.api_key()), "{restored:?}");
}

#[test]
fn a_proxy_for_servers_is_none_for_the_embedded_mock() {
    let home = Home::with(
        "proxy",
        "proxy = \"http://127.0.0.1:9\"\nca-cert = \"none.pem\"\n",
    );
    home.hopx(&["list/envelope"]).ended(0, &["list/envelope"]);
}
