//! From the text of a description to what it says.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::super::document::{self, DocumentError};
use super::claims;
use super::model::Description;
use super::operation::Operation;
use super::operations;

impl Description {
    /// Reads a description.
    ///
    /// # Errors
    ///
    /// Names file and place where it is no OpenAPI 3.0 document, lacks one of the three
    /// operations, or holds a reference or a schema that cannot be followed.
    pub fn parse(text: &str, file: &str) -> Result<Self, DocumentError> {
        let document: Value = document::parse(text, file)?;
        check_version(&document, file)?;
        let mut operations = BTreeMap::new();
        for operation in Operation::ALL {
            let found = operations::find(&document, operation, file)?;
            operations.insert(operation, found);
        }
        let version = document
            .pointer("/info/version")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        Ok(Description {
            file: file.to_owned(),
            text: text.to_owned(),
            version,
            known_statuses: known_statuses(&document),
            operations,
            claims: claims::named(&document),
            outline: outline(&document),
            document,
        })
    }
}

fn check_version(document: &Value, file: &str) -> Result<(), DocumentError> {
    let version = document
        .get("openapi")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if version.starts_with("3.0.") {
        return Ok(());
    }
    let problem = match document.get("swagger") {
        Some(_) => "is a Swagger 2 document".to_owned(),
        None if version.is_empty() => "is not an OpenAPI document".to_owned(),
        None => format!("is OpenAPI {version}"),
    };
    Err(DocumentError::new(
        file,
        " `openapi`",
        problem,
        "give a description in OpenAPI 3.0.x",
    ))
}

fn known_statuses(document: &Value) -> Vec<String> {
    let listed = document.pointer("/components/schemas/SandboxStatus/x-extensible-enum");
    let listed = listed.and_then(Value::as_array).into_iter().flatten();
    listed
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// The operations of a document, by their ids alone.
fn outline(document: &Value) -> Value {
    let members = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let operation = |described: &Value| {
        let id = described.get("operationId")?;
        Some(json!({ "operationId": id }))
    };
    let paths = members(&document["paths"]).into_iter().map(|(path, item)| {
        let operations = members(&item).into_iter();
        let operations =
            operations.filter_map(|(method, described)| Some((method, operation(&described)?)));
        (path, operations.collect::<Map<_, _>>().into())
    });
    json!({
        "openapi": document["openapi"],
        "servers": document["servers"],
        "paths": paths.collect::<Map<_, Value>>(),
    })
}
