//! Flags that are wrong, and what is explored without any.

use crate::binary::Home;
use crate::door::Server;
use hopx_mock::Mock;

#[test]
fn without_a_base_url_the_embedded_mock_is_explored() {
    let home = Home::new();
    let told = home.hopx(&["explore", "--seed", "9"]);
    told.ended(
        0,
        &["exploring with --seed 9 ", "(embedded mock)", " 0 failed"],
    );
    let again = home.hopx(&["explore"]);
    again.ended(0, &["exploring with --seed "]);
}

#[test]
fn without_a_sandbox_nothing_is_checked_and_nothing_sent() {
    let server = Server::start(Mock::builder());
    let told = Home::new().hopx(&["explore", "--base-url", &server.base_url()]);
    told.ended(
        4,
        &["no sandbox is given", "mend: ", "Nothing was checked."],
    );
    assert!(server.requests().is_empty());
}

#[test]
fn bad_input_is_refused() {
    let cases: [(&[&str], &[&str]); 6] = [
        (&["--seed", "x"], &["--seed", "invalid digit"]),
        (&["--seed", "-1"], &["'-1'"]),
        (&["--steps", "0"], &["--steps", "1..=50"]),
        (&["--max-requests", "0"], &["--max-requests"]),
        (
            &["--out", "it.yaml"],
            &["it.yaml", "mend: ", ".arazzo.yaml"],
        ),
        (
            &["--out", "/nowhere/explore/it.arazzo.yaml"],
            &["cannot be written", "mend: "],
        ),
    ];
    let home = Home::new();
    for (args, words) in cases {
        let told = home.hopx(&[&["explore"], args].concat());
        told.ended(2, words);
        assert_eq!(told.out, "");
    }
}

#[test]
fn help_shows_an_example() {
    let told = Home::new().hopx(&["explore", "--help"]);
    told.ended(0, &["Example:", "--seed 7", "Exit codes:"]);
}
