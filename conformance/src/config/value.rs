//! From a value of the file to the words that its flag would have been given.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use toml::de::{DeInteger, DeValue};

use super::setting::Kind;

/// A value that is of another type: what it has to be, and an example.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WrongType {
    pub(super) wanted: &'static str,
    pub(super) example: &'static str,
}

/// The words. A path is relative to a folder.
pub(super) fn words(
    value: &DeValue<'_>,
    kind: Kind,
    folder: &Path,
) -> Result<Vec<OsString>, WrongType> {
    let found = match kind {
        Kind::Switch => value.as_bool().map(|on| vec![on.to_string().into()]),
        Kind::Whole => value.as_integer().and_then(whole).map(one),
        Kind::Seconds => seconds(value).map(one),
        Kind::Text => value.as_str().map(one),
        Kind::Path => value
            .as_str()
            .map(|path| vec![located(path, folder).into()]),
        Kind::Words => texts(value)
            .and_then(|words| joined(&words, folder))
            .map(one),
        Kind::Texts => texts(value).map(|texts| texts.into_iter().map(OsString::from).collect()),
        Kind::Files => texts(value).map(|texts| files(&texts, folder)),
    };
    found.ok_or(wrong(kind))
}

fn one(word: impl Into<OsString>) -> Vec<OsString> {
    vec![word.into()]
}

fn whole(number: &DeInteger<'_>) -> Option<String> {
    let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
    Some(number.to_string())
}

fn seconds(value: &DeValue<'_>) -> Option<String> {
    let float = value.as_float().map(|float| float.as_str().to_owned());
    float.or_else(|| value.as_integer().and_then(whole))
}

fn texts<'v>(value: &'v DeValue<'_>) -> Option<Vec<&'v str>> {
    let texts = value.as_array()?.iter().map(|text| text.get_ref().as_str());
    texts.collect()
}

/// A program with its arguments as the flag takes them: in one text, quoted. A program that is
/// named by a path is found as other paths are, any other where programs are.
fn joined(words: &[&str], folder: &Path) -> Option<String> {
    let (program, arguments) = words.split_first()?;
    let program = match program.contains('/') {
        true => located(program, folder).to_str()?.to_owned(),
        false => (*program).to_owned(),
    };
    let words = std::iter::once(program.as_str()).chain(arguments.iter().copied());
    shlex::try_join(words).ok()
}

fn files(texts: &[&str], folder: &Path) -> Vec<OsString> {
    let file = |text: &&str| match text.split_once('=') {
        Some((kind, file)) if !["", "-"].contains(&file) => {
            let mut word = OsString::from(format!("{kind}="));
            word.push(located(file, folder));
            word
        }
        // Refused where it is read.
        _ => text.into(),
    };
    texts.iter().map(file).collect()
}

/// A path that the file names.
fn located(path: &str, folder: &Path) -> PathBuf {
    match (path.strip_prefix("~/"), etcetera::home_dir()) {
        (Some(path), Ok(home)) => home.join(path),
        _ => folder.join(path),
    }
}

fn wrong(kind: Kind) -> WrongType {
    let (wanted, example) = match kind {
        Kind::Switch => ("true or false", "true"),
        Kind::Whole => ("a whole number", "10"),
        Kind::Seconds => ("a number of seconds", "2.5"),
        Kind::Text => ("text", "\"…\""),
        Kind::Path => ("the path of a file or folder", "\"…\""),
        Kind::Words => (
            "a program with its arguments",
            "[\"pass\", \"show\", \"hopx\"]",
        ),
        Kind::Texts => ("a list of texts", "[\"…\"]"),
        Kind::Files => ("a list of files", "[\"junit=run.xml\"]"),
    };
    WrongType { wanted, example }
}
