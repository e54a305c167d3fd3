//! What the description says of operations and their parameters, for the code that calls them.

use serde_json::Value;
use syn::{Attribute, parse_quote};

use super::bounds;
use crate::generatable::names::{pascal, snake};

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// One operation.
pub(super) struct Operation {
    /// The name of the method that composes it.
    pub(super) method: String,
    /// The name of the type that it composes.
    pub(super) builder: String,
    summary: String,
    text: String,
    page: Option<String>,
    pub(super) parameters: Vec<Parameter>,
}

/// One parameter of an operation.
pub(super) struct Parameter {
    pub(super) setter: String,
    text: String,
    /// Of an integer, where there are any.
    pub(super) bounds: Option<(i64, i64)>,
}

/// Every operation of a description.
pub(super) fn of(description: &Value) -> Vec<Operation> {
    let items = description["paths"].as_object().into_iter().flatten();
    let operations = items.flat_map(|(_, item)| {
        let methods = METHODS.iter().map(|method| &item[*method]);
        methods.map(move |operation| (item, operation))
    });
    operations
        .filter_map(|(item, operation)| Operation::read(description, item, operation))
        .collect()
}

impl Operation {
    fn read(description: &Value, item: &Value, operation: &Value) -> Option<Self> {
        let id = operation["operationId"].as_str()?;
        let lists = [&item["parameters"], &operation["parameters"]];
        let parameters = lists.into_iter().filter_map(Value::as_array).flatten();
        Some(Self {
            method: snake(id),
            builder: pascal(id),
            summary: text(&operation["summary"]),
            text: text(&operation["description"]),
            page: operation["externalDocs"]["url"].as_str().map(str::to_owned),
            parameters: parameters
                .filter_map(|parameter| Parameter::read(resolved(description, parameter)))
                .collect(),
        })
    }

    /// What the method that composes it does.
    pub(super) fn documentation(&self) -> Vec<Attribute> {
        let Self {
            builder,
            summary,
            text,
            ..
        } = self;
        let page = self.page.as_ref().map(|page| format!("Page: <{page}>."));
        let call = format!(
            "Composes the call; [`send`](crate::generated::builder::{builder}::send) makes it."
        );
        let paragraphs = [
            Some(format!("{summary}.")),
            Some(text.clone()),
            Some(call),
            page,
        ];
        lines(&paragraphs.into_iter().flatten().collect::<Vec<_>>())
    }
}

impl Parameter {
    fn read(parameter: &Value) -> Option<Self> {
        let schema = &parameter["schema"];
        Some(Self {
            setter: snake(parameter["name"].as_str()?),
            text: text(&parameter["description"]),
            bounds: bounds::of(schema),
        })
    }

    /// What its setter sets.
    pub(super) fn documentation(&self) -> Vec<Attribute> {
        let mut paragraphs = vec![self.text.clone()];
        if let Some((minimum, maximum)) = self.bounds {
            paragraphs.push(format!(
                "From {minimum} to {maximum}; anything else is refused before it is sent."
            ));
        }
        lines(&paragraphs)
    }
}

fn resolved<'a>(description: &'a Value, part: &'a Value) -> &'a Value {
    let reference = part["$ref"].as_str();
    let target =
        reference.and_then(|reference| description.pointer(reference.trim_start_matches('#')));
    target.unwrap_or(part)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().trim().to_owned()
}

/// Paragraphs as documentation comments.
fn lines(paragraphs: &[String]) -> Vec<Attribute> {
    let paragraphs: Vec<&str> = paragraphs
        .iter()
        .map(String::as_str)
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    let text = paragraphs.join("\n\n");
    text.lines()
        .map(|line| {
            let line = format!(" {line}");
            parse_quote!(#[doc = #line])
        })
        .collect()
}
