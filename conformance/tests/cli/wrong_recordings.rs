//! Files that `judge` cannot judge: one error, with the place in the file and what mends it.

use std::fs;

use crate::binary::{fresh, hopx, shown, write};

/// A recording of one scenario, as text, and a path beside it.
fn recorded(name: &str) -> (String, String) {
    let dir = fresh(name);
    let file = shown(&dir.join("run.json"));
    let har = shown(&dir.join("run.har"));
    hopx(&["run", "auth/bearer", "--record", &file, "--har", &har]).ended(0, &[]);
    (fs::read_to_string(&file).expect("text"), file)
}

#[track_caller]
fn refused(name: &str, text: &str, words: &[&str]) {
    let file = write(&fresh(name), "wrong.json", text);
    hopx(&["judge", &file]).refused(&[&[file.as_str()], words].concat());
}

#[test]
fn what_is_no_recording() {
    let mend = "--record FILE";
    refused("wrong-other", "", &["is empty", mend]);
    refused("wrong-other", " \n", &["is empty", mend]);
    refused(
        "wrong-other",
        "openapi: 3.0.3\n",
        &[":1:1: is not JSON", mend],
    );
    refused("wrong-other", "{\"a\": 1}", &["is no recording", mend]);
    refused("wrong-other", "[]", &["is no recording", mend]);
    refused("wrong-other", "7 8", &[":1:3: is not JSON", mend]);
    let (_, file) = recorded("wrong-har");
    let har = file.replace("run.json", "run.har");
    hopx(&["judge", &har]).refused(&[&har, "is a HAR file", mend]);
    let deep = "[".repeat(100_000);
    refused("wrong-other", &deep, &["is not JSON", mend]);
}

#[test]
fn what_is_not_there_or_no_file() {
    let dir = fresh("wrong-nothing");
    let missing = shown(&dir.join("none.json"));
    hopx(&["judge", &missing]).refused(&[&missing, "cannot be read"]);
    let folder = shown(&dir);
    hopx(&["judge", &folder]).refused(&[&folder, "cannot be read"]);
}

#[test]
fn what_would_fill_the_memory() {
    let file = shown(&fresh("wrong-giant").join("giant.json"));
    let giant = fs::File::create(&file).expect("a file");
    giant.set_len(3 << 30).expect("a sparse file");
    hopx(&["judge", &file]).refused(&[&file, "longer than"]);
}

#[test]
fn a_recording_that_is_cut_off_anywhere() {
    let (text, file) = recorded("wrong-cut");
    let length = text.trim_end().len();
    for end in [1, 20, length / 3, length / 2, length - 1] {
        fs::write(&file, &text[..end]).expect("a file");
        hopx(&["judge", &file]).refused(&[&file, "is cut off"]);
    }
}

#[test]
fn a_recording_of_another_version() {
    let (text, _) = recorded("wrong-version");
    for other in ["2", "0", "\"1\"", "null"] {
        let text = text.replacen("\"version\": 1", &format!("\"version\": {other}"), 1);
        refused(
            "wrong-other-version",
            &text,
            &["of version", "reads version 1", "record anew"],
        );
    }
}

#[test]
fn a_recording_with_a_member_that_is_something_else() {
    let (text, _) = recorded("wrong-member");
    let text = text.replacen("\"took_ms\": ", "\"took_ms\": -", 1);
    refused(
        "wrong-value",
        &text,
        &["is no recording at `recording.took_ms`"],
    );
}
