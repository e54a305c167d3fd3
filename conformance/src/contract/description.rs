//! The OpenAPI description, reduced to what the harness asks it.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::claims::Claims;
use super::document::{self, DocumentError};
use super::schema::{self, ResponseSchema};

/// One of the three operations.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// `GET /v1/sandboxes`
    List,
    /// `POST /v1/sandboxes/{id}/pause`
    Pause,
    /// `POST /v1/sandboxes/{id}/resume`
    Resume,
}

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
    operations: BTreeMap<Operation, OperationDescription>,
    known_statuses: Vec<String>,
    claims: BTreeSet<(String, String)>,
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
    responses: BTreeMap<u16, ResponseDescription>,
}

/// One parameter as described.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Whether it is a part of the path (otherwise of the query).
    pub in_path: bool,
    schema: Value,
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

impl Operation {
    /// All three, in the order of the description.
    pub const ALL: [Operation; 3] = [Operation::List, Operation::Pause, Operation::Resume];

    /// The operation id in the description.
    pub fn id(self) -> &'static str {
        match self {
            Operation::List => "list_sandboxes",
            Operation::Pause => "pause_sandbox",
            Operation::Resume => "resume_sandbox",
        }
    }

    /// The word that claims and addresses use for it.
    pub fn word(self) -> &'static str {
        match self {
            Operation::List => "list",
            Operation::Pause => "pause",
            Operation::Resume => "resume",
        }
    }

    /// The operation of that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Operation::ALL
            .into_iter()
            .find(|operation| operation.id() == id)
    }
}

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
            let found = find_operation(&document, operation, file)?;
            operations.insert(operation, found);
        }
        let mut claims = BTreeSet::new();
        collect_claims(&document, "", &mut claims);
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
            claims,
            outline: outline(&document),
            document,
        })
    }

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

    /// Checks that the description names only claims that there are.
    pub(super) fn check_claims(&self, claims: &Claims) -> Result<(), DocumentError> {
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

/// Escapes a text for a path segment or a query value: all but what RFC 3986 leaves unreserved.
pub fn escape(text: &str) -> String {
    const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(text, UNRESERVED).to_string()
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

fn find_operation(
    document: &Value,
    operation: Operation,
    file: &str,
) -> Result<OperationDescription, DocumentError> {
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for (method, found) in item.as_object().into_iter().flatten() {
            if found.get("operationId").and_then(Value::as_str) == Some(operation.id()) {
                return read_operation(document, path, method, found, operation, file);
            }
        }
    }
    Err(DocumentError::new(
        file,
        " `paths`",
        format!("has no operation `{}`", operation.id()),
        format!(
            "give the operation that should {} the operationId `{}`",
            operation.word(),
            operation.id()
        ),
    ))
}

fn read_operation(
    document: &Value,
    path: &str,
    method: &str,
    found: &Value,
    operation: Operation,
    file: &str,
) -> Result<OperationDescription, DocumentError> {
    let mut parameters = Vec::new();
    for parameter in items(found, "parameters") {
        let place = format!(" `{}` parameters", operation.id());
        let parameter = schema::resolve(document, parameter, file, &place)?;
        parameters.push(Parameter {
            name: text(parameter, "name"),
            in_path: text(parameter, "in") == "path",
            schema: schema::to_json_schema(
                document,
                parameter.get("schema").unwrap_or(&Value::Null),
                file,
                &place,
            )?,
        });
    }
    let mut responses = BTreeMap::new();
    let listed = found.get("responses").and_then(Value::as_object);
    for (status, response) in listed.into_iter().flatten() {
        let place = format!(" `{}` response {status}", operation.id());
        let number = status.parse::<u16>().map_err(|_| {
            DocumentError::new(
                file,
                &*place,
                "is not a status code",
                "list every status by its number",
            )
        })?;
        responses.insert(number, read_response(document, response, file, &place)?);
    }
    complete(operation, path, &responses, file)?;
    Ok(OperationDescription {
        path: path.to_owned(),
        method: method.to_uppercase(),
        parameters,
        responses,
    })
}

/// Without these the operation could not be called or judged.
fn complete(
    operation: Operation,
    path: &str,
    responses: &BTreeMap<u16, ResponseDescription>,
    file: &str,
) -> Result<(), DocumentError> {
    let place = format!(" `{}`", operation.id());
    let lacks = |what: &str, mend: &str| {
        Err(DocumentError::new(
            file,
            &*place,
            format!("lacks {what}"),
            mend,
        ))
    };
    if operation != Operation::List && !path.contains("{id}") {
        return lacks(
            "`{id}` in its path",
            "name the sandbox in the path as `{id}`",
        );
    }
    if !responses.contains_key(&200) {
        return lacks("the response 200", "describe what a success answers");
    }
    if !responses.keys().any(|status| *status >= 400) {
        return lacks("a response for an error", "describe what an error answers");
    }
    Ok(())
}

fn read_response(
    document: &Value,
    response: &Value,
    file: &str,
    place: &str,
) -> Result<ResponseDescription, DocumentError> {
    let response = schema::resolve(document, response, file, place)?;
    let mut headers = Vec::new();
    let listed = response.get("headers").and_then(Value::as_object);
    for (name, header) in listed.into_iter().flatten() {
        let header = schema::resolve(document, header, file, place)?;
        let required = header
            .get("required")
            .and_then(Value::as_bool)
            .unwrap_or(false);
        if let (true, Some(claim)) = (required, first_claim(header)) {
            headers.push(HeaderPromise {
                name: name.to_lowercase(),
                spelt: name.clone(),
                claim,
            });
        }
    }
    let body = response
        .pointer("/content/application~1json/schema")
        .ok_or_else(|| {
            DocumentError::new(
                file,
                place,
                "has no schema for application/json",
                "describe its body under content: application/json",
            )
        })?;
    let error_codes = items(response, "x-error-codes")
        .filter_map(Value::as_str)
        .map(str::to_owned);
    Ok(ResponseDescription {
        headers,
        error_codes: error_codes.collect(),
        error_code_claim: first_claim(response),
        examples: examples(document, response, file, place)?,
        schema: ResponseSchema::compile(
            schema::to_json_schema(document, body, file, place)?,
            file,
            place,
        )?,
    })
}

fn examples(
    document: &Value,
    response: &Value,
    file: &str,
    place: &str,
) -> Result<Vec<(String, Value)>, DocumentError> {
    let listed = response.pointer("/content/application~1json/examples");
    let listed = listed.and_then(Value::as_object).into_iter().flatten();
    let mut examples = Vec::new();
    for (name, example) in listed {
        let example = schema::resolve(document, example, file, place)?;
        if let Some(value) = example.get("value") {
            examples.push((name.clone(), value.clone()));
        }
    }
    Ok(examples)
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

/// Every claim that is named anywhere, with the JSON pointer of the place that names it.
fn collect_claims(value: &Value, pointer: &str, found: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                if name == "x-claims" {
                    let ids = member
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str);
                    found.extend(ids.map(|id| (id.to_owned(), format!(" {pointer}"))));
                } else {
                    collect_claims(member, &pointer, found);
                }
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                collect_claims(element, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn first_claim(value: &Value) -> Option<String> {
    items(value, "x-claims")
        .next()
        .and_then(Value::as_str)
        .map(str::to_owned)
}

fn items<'v>(value: &'v Value, member: &str) -> impl Iterator<Item = &'v Value> {
    value
        .get(member)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn text(value: &Value, member: &str) -> String {
    value
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}
