//! One scenario file, and how messages name a place in it.

use serde::Deserialize;
use serde_json::Value;
use serde_saphyr::Spanned;

use super::error::LoadError;
use crate::contract::parse_document;

/// The text of a scenario file.
pub(super) struct Source {
    /// The folder it stands in.
    pub(super) area: String,
    /// Its name without the ending.
    pub(super) stem: String,
    /// The file, as messages name it.
    pub(super) file: String,
    text: String,
}

/// A scenario file as YAML, before any of it means something.
pub(super) struct Parsed<'s> {
    source: &'s Source,
    pub(super) value: Value,
    lines: Lines,
}

/// A place in a scenario file.
#[derive(Clone, Copy, Debug)]
pub(super) enum At {
    File,
    Workflow(usize),
    Step(usize, usize),
}

/// Where workflows and steps begin.
#[derive(Default, Deserialize)]
struct Lines {
    #[serde(default)]
    workflows: Vec<WorkflowLines>,
}

#[derive(Deserialize)]
struct WorkflowLines {
    #[serde(rename = "workflowId")]
    id: Option<Spanned<Value>>,
    #[serde(default)]
    steps: Vec<StepLines>,
}

#[derive(Deserialize)]
struct StepLines {
    #[serde(rename = "stepId")]
    id: Option<Spanned<Value>>,
}

impl Source {
    pub(super) fn new(area: &str, stem: &str, file: &str, text: &str) -> Self {
        Source {
            area: area.to_owned(),
            stem: stem.to_owned(),
            file: file.to_owned(),
            text: text.to_owned(),
        }
    }

    pub(super) fn parse(&self) -> Result<Parsed<'_>, LoadError> {
        let yaml = |error: LoadError| LoadError {
            mend: "correct the YAML there".to_owned(),
            ..error
        };
        Ok(Parsed {
            source: self,
            value: parse_document(&self.text, &self.file).map_err(yaml)?,
            // A file whose shape is wrong has no lines, and a message without one is fine.
            lines: parse_document(&self.text, &self.file).unwrap_or_default(),
        })
    }
}

impl Parsed<'_> {
    /// The file, as messages name it.
    pub(super) fn file(&self) -> &str {
        &self.source.file
    }

    /// `area/workflow`.
    pub(super) fn address(&self, workflow: usize) -> String {
        let id = &self.value["workflows"][workflow]["workflowId"];
        let id = id.as_str().map(str::to_owned);
        let id = id.unwrap_or_else(|| format!("workflows[{workflow}]"));
        format!("{}/{id}", self.source.area)
    }

    /// What stands between file and problem in a message: the line, if known, and the
    /// address of the workflow or step.
    pub(super) fn place(&self, at: At) -> String {
        let address = match at {
            At::File => return String::new(),
            At::Workflow(workflow) => self.address(workflow),
            At::Step(workflow, step) => {
                let id = &self.value["workflows"][workflow]["steps"][step]["stepId"];
                let id = id.as_str().map(str::to_owned);
                let id = id.unwrap_or_else(|| format!("steps[{step}]"));
                format!("{}/{id}", self.address(workflow))
            }
        };
        match self.line(at) {
            Some(line) => format!("{line}: {address}"),
            None => format!(" {address}"),
        }
    }

    pub(super) fn error(
        &self,
        at: At,
        problem: impl Into<String>,
        mend: impl Into<String>,
    ) -> LoadError {
        LoadError::new(self.file(), self.place(at), problem, mend)
    }

    fn line(&self, at: At) -> Option<u64> {
        let span = match at {
            At::File => None,
            At::Workflow(workflow) => self.lines.workflows.get(workflow)?.id.as_ref(),
            At::Step(workflow, step) => {
                let steps = &self.lines.workflows.get(workflow)?.steps;
                steps.get(step)?.id.as_ref()
            }
        };
        span.map(|span| span.defined.line())
    }
}

impl At {
    /// The workflow or step that a path into the document leads to, be it a JSON pointer
    /// or of the form `#.workflows[0].steps[1]`.
    pub(super) fn of(path: &str) -> Self {
        let words: Vec<&str> = path
            .split(['/', '.', '[', ']', '#'])
            .filter(|word| !word.is_empty())
            .collect();
        let number = |at: usize| words.get(at).and_then(|word| word.parse().ok());
        match (words.first(), number(1), words.get(2), number(3)) {
            (Some(&"workflows"), Some(workflow), Some(&"steps"), Some(step)) => {
                At::Step(workflow, step)
            }
            (Some(&"workflows"), Some(workflow), ..) => At::Workflow(workflow),
            _ => At::File,
        }
    }
}
