//! Reading the report of a shard.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::contract::DocumentError;
use crate::printable::printable;
use crate::report::document::{Document, FORMAT, VERSION};

/// No report comes near it, and what is larger would fill the memory.
const LONGEST: u64 = 1 << 30;
const MEND: &str =
    "name a file that `hopx-conformance run --shard K/N --report json=FILE` has written";

/// The report of a shard, and the file it is from.
#[derive(Clone, Debug)]
pub struct Part {
    /// The file, as messages name it.
    pub file: String,
    /// What it says.
    pub document: Document,
}

impl Part {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Names the file, the place in it and the mend where it cannot be read, or is no report
    /// of this version.
    pub fn load(path: &Path) -> Result<Self, DocumentError> {
        let file = path.display().to_string();
        let text = File::open(path).and_then(read).map_err(|error| {
            let problem = format!("cannot be read: {error}");
            DocumentError::new(&file, "", problem, MEND)
        })?;
        Part::parse(&text, &file)
    }

    /// Reads the text of a file, which messages name as given.
    ///
    /// # Errors
    ///
    /// Names the place and the mend where the text is no report of this version.
    pub fn parse(text: &[u8], file: &str) -> Result<Self, DocumentError> {
        if text.trim_ascii().is_empty() {
            return Err(DocumentError::new(file, "", "is empty", MEND));
        }
        let head: Value = parsed(text, file)?;
        check_head(&head, file)?;
        // Parsed once more, since only text knows its lines.
        let document = parsed(text, file)?;
        let file = file.to_owned();
        Ok(Part { file, document })
    }
}

fn read(file: File) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut text)?;
    match text.len() as u64 > LONGEST {
        true => Err(io::Error::other(format!(
            "it is longer than {LONGEST} bytes"
        ))),
        false => Ok(text),
    }
}

/// Whether the text says that it is what can be read here.
fn check_head(head: &Value, file: &str) -> Result<(), DocumentError> {
    let says = head.get("format").and_then(Value::as_str);
    if says == Some("hopx-conformance recording") {
        let mend = format!("make a report of it: hopx-conformance judge {file} --report json=FILE");
        return Err(DocumentError::new(
            file,
            "",
            "is a recording, not a report",
            mend,
        ));
    }
    if says != Some(FORMAT) {
        let problem = format!("is no report: it has no `\"format\": \"{FORMAT}\"`");
        return Err(DocumentError::new(file, "", problem, MEND));
    }
    let version = head.get("version").unwrap_or(&Value::Null);
    if version.as_u64() != Some(u64::from(VERSION)) {
        let tool = head.pointer("/tool/version").and_then(Value::as_str);
        let problem =
            format!("is a report of version {version}, and this program reads version {VERSION}");
        let mend = format!(
            "merge it with the hopx-conformance that wrote it ({})",
            printable(tool.unwrap_or("?"))
        );
        return Err(DocumentError::new(file, "", problem, mend));
    }
    Ok(())
}

/// Parses JSON into a type, or says at which line, column and member it does not fit.
fn parsed<'t, T: Deserialize<'t>>(text: &'t [u8], file: &str) -> Result<T, DocumentError> {
    let mut source = serde_json::Deserializer::from_slice(text);
    let parsed = serde_path_to_error::deserialize(&mut source).map_err(|error| {
        let member = match error.path().iter().len() {
            0 => String::new(),
            _ => format!(" at `{}`", error.path()),
        };
        malformed(file, error.inner(), &member)
    })?;
    source.end().map_err(|error| malformed(file, &error, ""))?;
    Ok(parsed)
}

fn malformed(file: &str, error: &serde_json::Error, member: &str) -> DocumentError {
    let place = format!("{}:{}", error.line(), error.column());
    let problem = match error.classify() {
        serde_json::error::Category::Eof => "ends in the midst: it is cut off".to_owned(),
        serde_json::error::Category::Data => {
            format!("is no report{member}: {}", printable(&error.to_string()))
        }
        _ => format!("is not JSON: {error}"),
    };
    DocumentError::new(file, place, problem, MEND)
}
