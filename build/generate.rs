//! Runs the generator and turns whatever it does not take into findings.

use std::panic::{self, AssertUnwindSafe};

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{CrateVers, GenerationSettings, Generator, InterfaceStyle};
use serde_json::{Map, Value, json};

use crate::generatable::Finding;

/// The client for a relaxed description.
pub(crate) fn client(relaxed: &Value) -> Result<TokenStream, Finding> {
    quietly(|| generated(relaxed).map_err(|problem| refusal(relaxed, &problem)))
}

/// What no rule foresaw, with the place as near as trying finds it.
fn refusal(relaxed: &Value, problem: &str) -> Finding {
    let place = culprit(relaxed).unwrap_or_default();
    let operation = relaxed
        .pointer(&place)
        .and_then(|blamed| blamed["operationId"].as_str());
    Finding {
        operation: operation.map(str::to_owned),
        place,
        rule: "generator",
        problem: format!("the generator gives up: {problem}"),
        mend: "say it in a simpler way, or take the last change back".to_owned(),
    }
}

fn generated(relaxed: &Value) -> Result<TokenStream, String> {
    let attempt = || {
        let description: OpenAPI = serde_json::from_value(relaxed.clone())
            .map_err(|error| first_line(&error.to_string()))?;
        Generator::new(&settings())
            .generate_tokens(&description)
            .map_err(|error| first_line(&error.to_string()))
    };
    panic::catch_unwind(AssertUnwindSafe(attempt)).unwrap_or_else(|panic| Err(message(&*panic)))
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_derive("schemars::JsonSchema")
        .with_crate("hopx-client", CrateVers::Any, None);
    settings
}

/// The place whose removal lets the rest be generated: schemas first, since operations use them.
fn culprit(relaxed: &Value) -> Option<String> {
    let mut schemas_only = relaxed.clone();
    schemas_only["paths"] = json!({});
    if generated(&schemas_only).is_err() {
        let names = relaxed.pointer("/components/schemas")?.as_object()?.keys();
        return names
            .map(|name| pointer(&["components", "schemas", name]))
            .find(|place| {
                let mut rest = schemas_only.clone();
                if let Some(schema) = rest.pointer_mut(place) {
                    *schema = json!({});
                }
                generated(&rest).is_ok()
            });
    }
    let operations = relaxed["paths"]
        .as_object()?
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flat_map(Map::keys);
            methods.map(move |method| (path, method))
        });
    let blamed = operations.into_iter().find(|(path, method)| {
        let mut rest = relaxed.clone();
        let item = rest["paths"][path.as_str()].as_object_mut();
        item.is_some_and(|item| item.remove(method.as_str()).is_some()) && generated(&rest).is_ok()
    });
    blamed.map(|(path, method)| pointer(&["paths", path, method]))
}

fn pointer(segments: &[&str]) -> String {
    segments
        .iter()
        .map(|segment| format!("/{}", segment.replace('~', "~0").replace('/', "~1")))
        .collect()
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    first_line(text.unwrap_or("no reason given"))
}

/// One finding is one line; the generator quotes whole structures.
fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// Without the messages that panics print: the generator's are caught and reported.
fn quietly<T>(run: impl FnOnce() -> T) -> T {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let outcome = run();
    panic::set_hook(usual);
    outcome
}
