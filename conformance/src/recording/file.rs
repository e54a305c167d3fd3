//! A recording in a file: JSON of a versioned format, with what it was played and judged by.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Explored, Recording};
use crate::contract::{DocumentError, Level};

/// What a file calls itself.
const FORMAT: &str = "hopx-conformance recording";
/// The version of the format that is written, and the only one that is read.
const VERSION: u64 = 1;
/// No recording comes near it, and what is larger would fill the memory.
const LONGEST: u64 = 1 << 30;

/// A recording as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecordingFile {
    format: String,
    version: u64,
    /// The version of the program that recorded it.
    pub tool: String,
    /// The version of the contract that it was played and judged by.
    pub contract: String,
    /// The lowest level of a claim that failed the run.
    pub level: Level,
    /// The patterns that chose the scenarios; none at all chose every one.
    pub selection: Vec<String>,
    /// How it was explored, where that is what was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explored: Option<Explored>,
    /// What was seen.
    pub recording: Recording,
}

impl RecordingFile {
    /// A recording that this program has made.
    pub fn new(contract: &str, level: Level, selection: &[String], recording: Recording) -> Self {
        RecordingFile {
            format: FORMAT.to_owned(),
            version: VERSION,
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            contract: contract.to_owned(),
            level,
            selection: selection.to_vec(),
            explored: None,
            recording,
        }
    }

    /// The same of an exploration.
    pub fn of_exploration(self, explored: Explored) -> Self {
        RecordingFile {
            explored: Some(explored),
            ..self
        }
    }

    /// The text of the file.
    ///
    /// # Errors
    ///
    /// None that a recording can cause.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }

    /// Reads a file, or standard input where its name is `-`.
    ///
    /// # Errors
    ///
    /// Names the file, the place in it and the mend where it cannot be read, or is no
    /// recording of this version.
    pub fn load(path: &Path) -> Result<Self, DocumentError> {
        let (name, read) = if path.as_os_str() == "-" {
            ("standard input".to_owned(), read(io::stdin().lock()))
        } else {
            let name = path.display().to_string();
            (name, File::open(path).and_then(read_file))
        };
        let text = read.map_err(|error| unreadable(&name, &error))?;
        RecordingFile::parse(&text, &name)
    }

    /// Reads the text of a file, which messages name as given.
    ///
    /// # Errors
    ///
    /// Names the place and the mend where the text is no recording of this version.
    pub fn parse(text: &[u8], name: &str) -> Result<Self, DocumentError> {
        if text.trim_ascii().is_empty() {
            return Err(no_recording(name, "", "is empty"));
        }
        let head: Value = parsed(text, name)?;
        check_head(&head, name)?;
        // Parsed once more, since only text knows its lines.
        parsed(text, name)
    }
}

fn read_file(file: File) -> io::Result<Vec<u8>> {
    match file.metadata()?.len() {
        length if length > LONGEST => Err(too_long()),
        _ => read(file),
    }
}

fn read(source: impl Read) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    source.take(LONGEST + 1).read_to_end(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(too_long());
    }
    Ok(text)
}

fn too_long() -> io::Error {
    io::Error::other(format!("it is longer than {LONGEST} bytes"))
}

/// Whether the text says that it is what can be read here.
fn check_head(head: &Value, name: &str) -> Result<(), DocumentError> {
    if head
        .get("log")
        .is_some_and(|log| log.get("entries").is_some())
    {
        return Err(no_recording(
            name,
            "",
            "is a HAR file, which is for other tools",
        ));
    }
    if head.get("format").and_then(Value::as_str) != Some(FORMAT) {
        let problem = format!("is no recording: it has no `\"format\": \"{FORMAT}\"`");
        return Err(no_recording(name, "", problem));
    }
    let version = head.get("version").unwrap_or(&Value::Null);
    if version.as_u64() != Some(VERSION) {
        let tool = head.get("tool").and_then(Value::as_str).unwrap_or("?");
        return Err(DocumentError::new(
            name,
            "",
            format!(
                "is a recording of version {version}, and this program reads version {VERSION}"
            ),
            format!("judge it with the hopx-conformance that recorded it ({tool}), or record anew"),
        ));
    }
    Ok(())
}

/// Parses JSON into a type, or says at which line, column and member it does not fit.
fn parsed<'t, T: Deserialize<'t>>(text: &'t [u8], name: &str) -> Result<T, DocumentError> {
    let mut source = serde_json::Deserializer::from_slice(text);
    let parsed = serde_path_to_error::deserialize(&mut source).map_err(|error| {
        let member = match error.path().iter().len() {
            0 => String::new(),
            _ => format!(" at `{}`", error.path()),
        };
        malformed(name, error.inner(), &member)
    })?;
    source.end().map_err(|error| malformed(name, &error, ""))?;
    Ok(parsed)
}

fn malformed(name: &str, error: &serde_json::Error, member: &str) -> DocumentError {
    let place = format!("{}:{}", error.line(), error.column());
    let problem = match error.classify() {
        serde_json::error::Category::Eof => "ends in the midst: it is cut off".to_owned(),
        serde_json::error::Category::Data => format!("is no recording{member}: {error}"),
        _ => format!("is not JSON: {error}"),
    };
    no_recording(name, &place, problem)
}

fn unreadable(name: &str, error: &io::Error) -> DocumentError {
    no_recording(name, "", format!("cannot be read: {error}"))
}

fn no_recording(name: &str, place: &str, problem: impl Into<String>) -> DocumentError {
    let mend = "name a file that `hopx-conformance run --record FILE` has written";
    DocumentError::new(name, place, problem, mend)
}
