//! A call to make, and the path and query of it.

use percent_encoding::percent_decode_str;

use super::credentials::OWN;
use super::session::Session;
use crate::contract::{Operation, escape};
use crate::recording::{Answer, Role};

/// A call to make.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) step: String,
    pub(super) role: Role,
    pub(super) operation: Operation,
    pub(super) method: String,
    /// Path and query, without the prefix of the base URL.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
}

impl Call {
    /// The path, without the query.
    pub(super) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The same call for another sandbox.
    pub(super) fn for_sandbox(&self, template: &str, sandbox: &str) -> Call {
        Call {
            target: template.replace("{id}", &escape(sandbox)),
            ..self.clone()
        }
    }

    /// The same call with a query parameter set to a value.
    pub(super) fn with(&self, name: &str, value: &str) -> Call {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let mut query = decode_query(query);
        query.retain(|(key, _)| key != name);
        query.push((name.to_owned(), value.to_owned()));
        Call {
            target: with_query(path, &query),
            ..self.clone()
        }
    }

    /// The value of a query parameter.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        let found = decode_query(query).into_iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value)
    }
}

impl Session<'_> {
    /// A call of an operation with the key of the run.
    pub(super) fn plain_call(
        &self,
        operation: Operation,
        step: &str,
        role: Role,
        sandbox: Option<&str>,
        query: &[(&str, String)],
    ) -> Call {
        let described = self.contract.description.operation(operation);
        let path = described
            .path
            .replace("{id}", &escape(sandbox.unwrap_or_default()));
        let query: Vec<_> = query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        Call {
            step: step.to_owned(),
            role,
            operation,
            method: described.method.clone(),
            target: with_query(&path, &query),
            headers: vec![self.options.auth.carrying(OWN)],
        }
    }

    /// Whether a call would pause or resume a sandbox that exists and that the run was not
    /// given: such a call is never made.
    pub(super) fn forbids(&self, call: &Call) -> Option<String> {
        let template = &self.contract.description.operation(call.operation).path;
        let sandbox = sandbox_in(template, call.path())?;
        let stranger = self.shown.contains(&sandbox) && !self.given.contains(&sandbox);
        stranger.then_some(sandbox)
    }
}

/// Whether an answer is one that a conforming server gives to a valid call.
pub(super) fn succeeded(answer: Option<&Answer>) -> bool {
    answer.is_some_and(Answer::is_success)
}

/// The id in a path, decoded, by the template of the path.
pub(super) fn sandbox_in(template: &str, path: &str) -> Option<String> {
    let (before, after) = template.split_once("{id}")?;
    let id = path.strip_prefix(before)?.strip_suffix(after)?;
    Some(percent_decode_str(id).decode_utf8_lossy().into_owned())
}

fn with_query(path: &str, query: &[(String, String)]) -> String {
    if query.is_empty() {
        return path.to_owned();
    }
    let pairs = query
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)));
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

/// The pairs of a query, decoded.
pub(super) fn decode_query(query: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}
