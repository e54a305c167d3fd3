//! What is refused, and what stays as it was.

use std::fs;

use crate::binary::fresh;
use crate::written::write;

#[test]
fn a_description_that_is_none_leaves_what_was_there() {
    let dir = fresh("spec-page-refused");
    let (file, bad) = (dir.join("page.html"), dir.join("bad.yaml"));
    fs::write(&file, "before").expect("a file");
    fs::write(&bad, "swagger: '2.0'\n").expect("a file");
    let told = write(&file, &["--contract", bad.to_str().expect("a path")]);
    told.refused(&["bad.yaml", "is a Swagger 2 document"]);
    assert_eq!(fs::read_to_string(&file).expect("a file"), "before");
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let file = fresh("spec-page-nowhere").join("no").join("page.html");
    write(&file, &[]).refused(&["page.html", "cannot be written"]);
}
