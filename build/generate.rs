//! Runs the generator and turns whatever it does not take into findings.

use std::panic::{self, AssertUnwindSafe};

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{CrateVers, GenerationSettings, Generator, InterfaceStyle};
use serde_json::Value;

use crate::culprit;
use crate::generatable::Finding;

/// The segments of the pointer to an operation: before the first slash, `paths`, path, method.
const OPERATION_SEGMENTS: usize = 4;

/// The client for a relaxed description.
pub(crate) fn client(relaxed: &Value) -> Result<TokenStream, Finding> {
    quietly(|| generated(relaxed).map_err(|problem| refusal(relaxed, &problem)))
}

/// What no rule foresaw, with the place as near as trying finds it.
fn refusal(relaxed: &Value, problem: &str) -> Finding {
    let fits = |description: &Value| generated(description).is_ok();
    let place = culprit::culprit(relaxed, &fits).unwrap_or_default();
    let around: Vec<&str> = place.split('/').take(OPERATION_SEGMENTS).collect();
    let operation = relaxed
        .pointer(&around.join("/"))
        .and_then(|operation| operation["operationId"].as_str());
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
        .with_inner_type(quote::quote!(crate::call::Transport))
        .with_crate("hopx-client", CrateVers::Any, None);
    settings
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
