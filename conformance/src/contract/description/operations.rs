//! One operation of a description, with its parameters and responses.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::document::DocumentError;
use super::super::schema::{self, ResponseSchema};
use super::claims;
use super::model::{HeaderPromise, OperationDescription, Parameter, ResponseDescription};
use super::operation::Operation;

/// Finds an operation by its id and reads it.
pub(super) fn find(
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
        if let (true, Some(claim)) = (required, claims::first(header)) {
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
        error_code_claim: claims::first(response),
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
