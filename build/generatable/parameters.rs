//! Parameters become methods of a call's builder.

use std::collections::BTreeMap;

use super::Finding;
use super::names::snake;
use super::place::{Operation, Place, operations};

/// Methods that a builder has already, and variables that its code uses.
const TAKEN: [&str; 8] = [
    "body",
    "clone",
    "client",
    "header_map",
    "info",
    "new",
    "request",
    "send",
];

pub(super) fn check(root: &Place<'_>) -> Vec<Finding> {
    let shared = root.at(&["components", "parameters"]);
    let mut findings: Vec<Finding> = shared
        .iter()
        .flat_map(Place::members)
        .filter_map(|(_, parameter)| wrong(&parameter))
        .collect();
    for operation in operations(root) {
        for list in [
            operation.item.get("parameters"),
            operation.place.get("parameters"),
        ] {
            let parameters = list.iter().flat_map(Place::items);
            findings.extend(parameters.filter_map(|parameter| wrong(&parameter)));
        }
        findings.extend(collisions(&operation));
    }
    findings.dedup();
    findings
}

fn wrong(parameter: &Place<'_>) -> Option<Finding> {
    if parameter.get("$ref").is_some() {
        return None;
    }
    let name = parameter.text("name").unwrap_or_default();
    if snake(name).is_empty() {
        let problem = "the parameter has no `name`";
        return Some(parameter.finding("parameter-name", problem, "add `name`"));
    }
    if TAKEN.contains(&snake(name).as_str()) {
        let problem = format!("the builder of the call has another use for the name `{name}`");
        let mend = "rename the parameter, or leave it out and set it by hand";
        return Some(parameter.finding("parameter-name", problem, mend));
    }
    wrong_place(parameter, name).or_else(|| wrong_schema(parameter, name))
}

fn wrong_place(parameter: &Place<'_>, name: &str) -> Option<Finding> {
    let place = parameter.text("in").unwrap_or_default();
    if !["header", "path", "query"].contains(&place) {
        let problem = format!("the parameter `{name}` is not `in` a path, a query or a header");
        let mend = "move it there (the generator knows no cookies)";
        return Some(parameter.finding("parameter-place", problem, mend));
    }
    if place == "path" && parameter.value["required"] != true {
        let problem = format!("the path parameter `{name}` is not `required`");
        return Some(parameter.finding("path-required", problem, "add `required: true`"));
    }
    let plain = if place == "query" { "form" } else { "simple" };
    if parameter.text("style").is_some_and(|style| style != plain) {
        let problem = format!("the parameter `{name}` has a style other than `{plain}`");
        return Some(parameter.finding("parameter-style", problem, "remove `style`"));
    }
    None
}

fn wrong_schema(parameter: &Place<'_>, name: &str) -> Option<Finding> {
    let Some(schema) = parameter.get("schema") else {
        let problem = format!("the parameter `{name}` has no `schema`");
        return Some(parameter.finding(
            "parameter-schema",
            problem,
            "add one (`content` is not taken)",
        ));
    };
    let resolved = schema.resolved();
    if resolved.text("type") == Some("object") || resolved.get("properties").is_some() {
        let problem = format!("the parameter `{name}` is an object");
        return Some(schema.finding(
            "parameter-schema",
            problem,
            "make a parameter of every member",
        ));
    }
    let place = parameter.text("in").unwrap_or_default();
    if resolved.text("type") == Some("array") && place != "query" {
        let problem = format!("the generator writes no array into a {place}, as `{name}` asks for");
        return Some(schema.finding("parameter-schema", problem, "make it a string"));
    }
    if resolved.text("type") == Some("array") && parameter.value["explode"] == false {
        let problem = format!("the array `{name}` would be sent as if `explode` were true");
        return Some(parameter.finding("parameter-style", problem, "remove `explode: false`"));
    }
    None
}

/// Parameters of one operation that would be the same method.
fn collisions(operation: &Operation<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut methods = BTreeMap::new();
    let shared = operation.item.get("parameters");
    let own = operation.place.get("parameters");
    let all = shared
        .iter()
        .flat_map(Place::items)
        .map(|place| (place, false));
    let own = own.iter().flat_map(Place::items).map(|place| (place, true));
    for (place, is_own) in all.chain(own) {
        let parameter = place.resolved();
        let Some(name) = parameter.text("name") else {
            continue;
        };
        let named = (name, parameter.text("in"));
        let other = methods.insert(snake(name), (named, is_own));
        // An operation replaces a parameter of its path by naming it again.
        let other = other.filter(|(other, was_own)| *was_own == is_own || *other != named);
        if let Some(((other, _), _)) = other {
            let problem = format!("the parameters `{name}` and `{other}` would be one method");
            findings.push(place.finding("parameter-name", problem, "rename one of them"));
        }
    }
    findings
}
