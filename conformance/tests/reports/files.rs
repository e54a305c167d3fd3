//! A run with every report there is, and what it left.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::binary::{Told, against, command, fresh, shown, told};

/// Every kind of report, with the name of its file.
pub(crate) const KINDS: [(&str, &str); 6] = [
    ("json", "run.json"),
    ("junit", "run.xml"),
    ("html", "run.html"),
    ("markdown", "run.md"),
    ("sarif", "run.sarif"),
    ("har", "run.har"),
];

/// What a run told and left.
pub(crate) struct Files {
    pub(crate) dir: PathBuf,
    pub(crate) told: Told,
}

impl Files {
    /// The arguments that ask for every report in an empty folder of that name.
    pub(crate) fn wanted(name: &str) -> (PathBuf, Vec<String>) {
        let dir = fresh(&format!("reports-{name}"));
        let mut args = Vec::new();
        for (kind, file) in KINDS {
            args.push("--report".to_owned());
            args.push(format!("{kind}={}", shown(&dir.join(file))));
        }
        args.push("--record".to_owned());
        args.push(shown(&dir.join("recording.json")));
        (dir, args)
    }

    /// A run on the embedded mock.
    pub(crate) fn of_the_mock(name: &str, args: &[&str]) -> Self {
        let (dir, wanted) = Files::wanted(name);
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let told = told(&mut command(&[args, &wanted[..]].concat()));
        Files { dir, told }
    }

    /// A run against a server.
    pub(crate) fn against(name: &str, base_url: &str, key: &str, args: &[&str]) -> Self {
        let (dir, wanted) = Files::wanted(name);
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let told = against(base_url, key, &[args, &wanted[..]].concat());
        Files { dir, told }
    }

    /// The text of a file.
    pub(crate) fn text(&self, file: &str) -> String {
        fs::read_to_string(self.dir.join(file)).expect("a report")
    }

    /// A file of JSON.
    pub(crate) fn json(&self, file: &str) -> Value {
        serde_json::from_str(&self.text(file)).expect("JSON")
    }

    /// The path of a file.
    pub(crate) fn path(&self, file: &str) -> String {
        shown(&self.dir.join(file))
    }
}
