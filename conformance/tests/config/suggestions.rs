//! What somebody meant who wrote something else.

use crate::home::Home;

#[test]
fn a_command_that_is_mistyped() {
    let home = Home::empty("suggestions");
    home.hopx(&["jugde"])
        .refused(&["`jugde`", "nearest command is `judge`"]);
    home.hopx(&["rnu"])
        .refused(&["`rnu`", "nearest command is `run`"]);
    home.hopx(&["self_test"])
        .refused(&["nearest command is `self-test`"]);
    home.hopx(&["--max-pages", "3", "restore"])
        .refused(&["the command `restore` goes before all flags"]);
    let told = home.hopx(&["lst/envelope"]);
    told.refused(&["nearest address is `list/envelope`"]);
    assert!(!told.says("nearest command"), "{told:?}");
    home.hopx(&["man", "jugde"])
        .refused(&["nearest is `judge`"]);
}

#[test]
fn a_flag_or_a_value_that_is_mistyped() {
    let home = Home::empty("suggestions-flags");
    let cases: [(&[&str], &str); 5] = [
        (&["--base-ulr", "x"], "--base-url"),
        (&["run", "--targte", "x"], "--target"),
        (&["judge", "--levle", "required", "x"], "--level"),
        (&["--level", "requird"], "required"),
        (&["schema", "confg"], "config"),
    ];
    for (args, meant) in cases {
        let told = home.hopx(args);
        told.ended(2, &["a similar", meant]);
    }
}
