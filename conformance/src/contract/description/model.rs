//! What the description says.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::claims::Claims;
use super::super::document::DocumentError;
use super::super::schema::{self, ResponseSchema};
use super::claims;
use super::escape::escape;
use super::operation::Operation;

/// What the description says about the three operations.
#[derive(Debug)]
pub struct Description {
    /// The file it was read from, as messages name it.
    pub file: String,
    /// The version that the description gives itself.
    pub version: String,
    /// The text of the file: the document below forgets the order of its members.
    pub text: String,
    /// The whole document.
    pub document: Value,
    /// What the scenario engine needs of it: paths, methods and operation ids.
    pub outline: Value,
    pub(super) operations: BTreeMap<Operation, OperationDescription>,
    pub(super) known_statuses: Vec<String>,
    pub(super) claims: BTreeSet<(String, String)>,
}

/// One operation as described.
#[derive(Debug)]
pub struct OperationDescription {
    /// The path template.
    pub path: String,
    /// Upper-case method.
    pub method: String,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    pub(super) responses: BTreeMap<u16, ResponseDescription>,
}

/// One parameter as described.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Whether it is a part of the path (otherwise of the query).
    pub in_path: bool,
    pub(super) schema: Value,
}

/// One response as described.
#[derive(Debug)]
pub struct ResponseDescription {
    /// The headers that it promises.
    pub headers: Vec<HeaderPromise>,
    /// The codes that an error of this status may carry; empty for a success.
    pub error_codes: Vec<String>,
    /// The claim behind those codes.
    pub error_code_claim: Option<String>,
    /// What its body must look like.
    pub schema: ResponseSchema,
    /// The examples of its body, by name.
    pub examples: Vec<(String, Value)>,
}

/// A header that a response promises.
#[derive(Clone, Debug)]
pub struct HeaderPromise {
    /// Its name in lower case.
    pub name: String,
    /// Its name as the description spells it.
    pub spelt: String,
    /// The claim behind it.
    pub claim: String,
}

impl Description {
    /// What it says about an operation.
    pub fn operation(&self, operation: Operation) -> &OperationDescription {
        &self.operations[&operation]
    }

    /// What it says about a response, if it lists that status.
    pub fn response(&self, operation: Operation, status: u16) -> Option<&ResponseDescription> {
        self.operations[&operation].responses.get(&status)
    }

    /// The documented statuses of a sandbox, as spelt.
    pub fn known_statuses(&self) -> &[String] {
        &self.known_statuses
    }

    /// Every claim that some part of the description names.
    pub fn claims(&self) -> impl Iterator<Item = &str> {
        self.claims.iter().map(|(id, _)| id.as_str())
    }

    /// The places that name a claim, as JSON pointers.
    pub fn places_of(&self, claim: &str) -> impl Iterator<Item = String> {
        let places = self.claims.iter().filter(move |(id, _)| id == claim);
        places.map(|(_, place)| place.trim().to_owned())
    }

    /// The places that name a claim and that answers are held against, as JSON pointers. What is
    /// said of a server, an operation, a parameter or a header that may be absent, no answer can
    /// break by itself.
    pub fn judged_places_of(&self, claim: &str) -> impl Iterator<Item = String> {
        let places = self.places_of(claim);
        places.filter(|place| claims::is_judged(&self.document, place))
    }

    /// Checks that the description names only claims that there are.
    pub(in crate::contract) fn check_claims(&self, claims: &Claims) -> Result<(), DocumentError> {
        for (id, place) in &self.claims {
            claims.require(id, &self.file, place)?;
        }
        Ok(())
    }
}

impl OperationDescription {
    /// Its path for a sandbox, whose id is escaped so that it stays one segment.
    pub fn path_of(&self, id: &str) -> String {
        self.path.replace("{id}", &escape(id))
    }

    /// The response that stands for every error: the schemas of all errors are one.
    pub fn any_error(&self) -> Option<&ResponseDescription> {
        self.responses
            .iter()
            .find(|(status, _)| **status >= 400)
            .map(|(_, response)| response)
    }

    /// The statuses that the description lists.
    pub fn statuses(&self) -> impl Iterator<Item = u16> {
        self.responses.keys().copied()
    }

    /// The parameter of that name.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name)
    }
}

impl Parameter {
    /// Whether a value, as text, is one that the description allows.
    pub fn allows(&self, text: &str) -> bool {
        let is_integer = self.schema.get("type").and_then(Value::as_str) == Some("integer");
        let value = match (is_integer, text.parse::<i64>()) {
            (true, Ok(number)) => Value::from(number),
            _ => Value::from(text),
        };
        schema::fits(&self.schema, &value)
    }
}
