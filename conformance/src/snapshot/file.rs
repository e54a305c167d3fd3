//! One snapshot file, in the format of insta.

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::IgnoredAny;
use serde_json::Value;

use crate::contract::DocumentError;

/// How the files are called that hold accepted texts.
pub(super) const ENDING: &str = ".snap";
/// What to do about a file that is not in the format.
const REPAIR: &str = "restore the file, or remove it and write it anew with --update";

/// The file of an address below a folder.
pub(super) fn path(dir: &Path, address: &str) -> Result<PathBuf, DocumentError> {
    let words: Vec<&str> = address.split('/').collect();
    if words.len() != 3 || !words.iter().all(|word| is_plain(word)) {
        return Err(DocumentError::new(
            &dir.display().to_string(),
            "",
            format!("cannot hold a snapshot of `{address}`"),
            "name it area/workflow/step, in letters, digits, `-`, `_` and `.`",
        ));
    }
    Ok(dir.join(format!("{address}{ENDING}")))
}

/// Whether a word of an address can be the name of a file anywhere.
fn is_plain(word: &str) -> bool {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    !word.is_empty() && !word.starts_with('.') && word.chars().all(allowed)
}

/// The pending text beside an accepted one.
pub(super) fn pending(path: &Path) -> PathBuf {
    path.with_extension("snap.new")
}

/// Reads the text of a file; none where there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<String>, DocumentError> {
    let name = path.display().to_string();
    match fs::read(path) {
        Ok(bytes) => parse(&bytes, &name).map(Some),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(DocumentError::new(
            &name,
            "",
            format!("cannot be read: {error}"),
            "make it a file that may be read",
        )),
    }
}

/// The text in the contents of a file.
pub(super) fn parse(bytes: &[u8], name: &str) -> Result<String, DocumentError> {
    let whole = std::str::from_utf8(bytes).map_err(|error| {
        let place = format!("byte {}", error.valid_up_to());
        DocumentError::new(name, place, "is not UTF-8", REPAIR)
    })?;
    let whole = whole.replace("\r\n", "\n");
    let (header, text) = split(&whole).ok_or_else(|| {
        let problem = "does not begin with a header between two lines `---`";
        DocumentError::new(name, "1", problem, REPAIR)
    })?;
    check_header(header, name)?;
    if let Some(line) = conflict(&whole) {
        let problem = "holds the marks of a merge that was not finished";
        return Err(DocumentError::new(name, line.to_string(), problem, REPAIR));
    }
    Ok(trimmed(text).to_owned())
}

/// A text as files keep it: what is blank at its end is nobody's business.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_end()
}

/// The header and the text below it.
fn split(whole: &str) -> Option<(&str, &str)> {
    let rest = whole.strip_prefix("---\n")?;
    if let Some(text) = rest.strip_prefix("---\n") {
        return Some(("", text));
    }
    rest.split_once("\n---\n")
        .or_else(|| Some((rest.strip_suffix("\n---")?, "")))
}

fn check_header(header: &str, name: &str) -> Result<(), DocumentError> {
    let parsed: Result<std::collections::BTreeMap<String, IgnoredAny>, _> =
        serde_saphyr::from_str(header);
    match parsed {
        Err(_) => Err(DocumentError::new(
            name,
            "2",
            "has a header that is not YAML",
            REPAIR,
        )),
        Ok(header) if header.contains_key("extension") => Err(DocumentError::new(
            name,
            "2",
            "is a binary snapshot",
            "keep snapshots of other programs in another folder",
        )),
        Ok(_) => Ok(()),
    }
}

/// The line of the first mark of an unfinished merge, from 1.
fn conflict(whole: &str) -> Option<usize> {
    let marks = ["<<<<<<< ", ">>>>>>> "];
    let mut lines = whole.lines();
    let place = lines.position(|line| marks.iter().any(|mark| line.starts_with(mark)));
    place.map(|place| place + 1)
}

/// Writes a text as insta would, all of it or nothing.
///
/// insta gives nobody a snapshot but its own assertions and its reader: so a draft is
/// written for it to read, it writes that in its format, and the result takes the place of
/// the file. No setting or variable of insta plays a part in that.
pub(super) fn write(path: &Path, address: &str, text: &str) -> Result<(), DocumentError> {
    let draft = path.with_extension(format!("draft-{}", std::process::id()));
    let written = write_draft(&draft, address, text).and_then(|()| Ok(fs::rename(&draft, path)?));
    written.map_err(|error| {
        // Whatever is left of the draft is of no use; the error is what counts.
        let _ = fs::remove_file(&draft);
        DocumentError::new(
            &path.display().to_string(),
            "",
            format!("cannot be written: {error}"),
            "name a folder that may be written to",
        )
    })
}

fn write_draft(draft: &Path, address: &str, text: &str) -> Result<(), Box<dyn std::error::Error>> {
    if let Some(folder) = draft.parent() {
        fs::create_dir_all(folder)?;
    }
    let address = Value::from(address);
    fs::write(
        draft,
        format!("---\ndescription: {address}\n---\n{}\n", trimmed(text)),
    )?;
    insta::Snapshot::from_file(draft)?.save(draft)
}
