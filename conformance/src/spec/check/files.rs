//! Which of the given files is what.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::finding::{Finding, Spot};
use super::super::source::{Source, unreadable};

/// How the name of a scenario file ends.
const SCENARIO: &str = ".arazzo.yaml";

/// The files of a repository, where none is named.
const USUAL: [&str; 3] = [
    "openapi/hopx-sandboxes.yaml",
    "openapi/claims.yaml",
    "conformance/scenarios",
];

/// The files that are checked together.
#[derive(Debug, Default)]
pub struct Files {
    /// The description, where one is given.
    pub description: Option<Source>,
    /// The claims, where they are given.
    pub claims: Option<Source>,
    /// The scenarios that are given.
    pub scenarios: Vec<Source>,
    /// Why files could not be read.
    pub unread: Vec<Finding>,
}

impl Files {
    /// Reads files and folders; with none, those of the repository around.
    pub fn read(paths: &[PathBuf]) -> Self {
        let mut files = Files::default();
        let usual: Vec<PathBuf>;
        let paths = match paths.is_empty() {
            true => {
                usual = USUAL.iter().map(PathBuf::from).collect();
                &usual
            }
            false => paths,
        };
        for path in paths {
            match path.is_dir() {
                true => files.folder(path),
                false => files.file(path),
            }
        }
        files
    }

    fn folder(&mut self, folder: &Path) {
        let mut found = Vec::new();
        if let Err(error) = scenarios(folder, 0, &mut found) {
            let message = format!("the folder cannot be read: {error}");
            let mend = "name a folder that exists and may be read";
            let shown = folder.display().to_string();
            self.unread
                .push(unreadable(&shown, Spot::default(), "read", &message, mend));
        }
        if found.is_empty() && self.unread.is_empty() {
            let message =
                format!("the folder holds no scenario: no file in it ends in `{SCENARIO}`");
            let mend =
                "name the files of description and claims themselves, or a folder of scenarios";
            let shown = folder.display().to_string();
            self.unread
                .push(unreadable(&shown, Spot::default(), "kind", &message, mend));
        }
        found.sort();
        for file in found {
            self.file(&file);
        }
    }

    fn file(&mut self, path: &Path) {
        match Source::read(path) {
            Ok(source) => self.sort(source),
            Err(finding) => self.unread.push(finding),
        }
    }

    fn sort(&mut self, source: Source) {
        let has = |name: &str| source.value.get(name).is_some();
        if has("arazzo") {
            self.scenarios.push(source);
        } else if has("claims") && has("pages") && !has("openapi") {
            self.once(source, "claims");
        } else if has("openapi") || has("swagger") || has("paths") {
            self.once(source, "description");
        } else {
            let message = "the file is no description, no claims and no scenario";
            let mend = "begin it with `openapi: 3.0.3`, `pages:` and `claims:`, or `arazzo: 1.0.1`";
            self.unread.push(source.finding("", "kind", message, mend));
        }
    }

    fn once(&mut self, source: Source, kind: &str) {
        let place = match kind {
            "claims" => &mut self.claims,
            _ => &mut self.description,
        };
        if let Some(first) = place {
            let message = format!("{} is a file of the same kind: {kind}", first.file);
            let mend = "name one at a time";
            self.unread.push(source.finding("", "kind", message, mend));
            return;
        }
        *place = Some(source);
    }
}

/// The scenario files below a folder.
fn scenarios(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    const DEEPEST: usize = 4;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && depth < DEEPEST {
            scenarios(&path, depth + 1, found)?;
        } else if path.to_string_lossy().ends_with(SCENARIO) {
            found.push(path);
        }
    }
    Ok(())
}
