//! Paths, and the parameters that stand in them.

use super::Finding;
use super::place::{Operation, Place, is_method, operations};

const BESIDE_METHODS: [&str; 5] = ["$ref", "description", "parameters", "servers", "summary"];

/// Methods that the generator writes calls for which do not compile.
const UNSENT: [&str; 2] = ["options", "trace"];

pub(super) fn check(root: &Place<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, item) in root.get("paths").iter().flat_map(Place::members) {
        if !path.starts_with("x-") {
            findings.extend(wrong_path(path, &item));
            findings.extend(unknown_members(&item));
        }
    }
    findings.extend(operations(root).iter().flat_map(mismatches));
    findings
}

fn wrong_path(path: &str, item: &Place<'_>) -> Option<Finding> {
    if !path.starts_with('/') {
        let problem = format!("the path `{path}` does not start with `/` and would be left out");
        return Some(item.finding("path-slash", problem, format!("write `/{path}`")));
    }
    if path.contains(['?', '#']) {
        let problem = format!("the path `{path}` goes on beyond its end");
        let mend = "end it before `?` or `#`, and describe parameters of the query as such";
        return Some(item.finding("path-query", problem, mend));
    }
    if names_in(path).is_none() {
        let problem = format!("the braces in the path `{path}` do not match");
        return Some(item.finding("path-braces", problem, "write each parameter as `{name}`"));
    }
    if item.get("$ref").is_some() {
        let problem = "the whole path is a reference";
        return Some(item.finding("path-ref", problem, "write its operations out here"));
    }
    None
}

fn unknown_members(item: &Place<'_>) -> Vec<Finding> {
    let members = item.members().into_iter();
    let unsent = item
        .members()
        .into_iter()
        .filter(|(name, _)| UNSENT.contains(name));
    let unsent = unsent.map(|(name, place)| {
        let problem = format!("the client sends no `{name}`");
        place.finding("method", problem, "leave the operation out")
    });
    members
        .filter(|(name, _)| !is_method(name) && !BESIDE_METHODS.contains(name))
        .filter(|(name, _)| !name.starts_with("x-"))
        .map(|(name, place)| {
            let problem = format!("`{name}` is no HTTP method and would be left out");
            place.finding(
                "method",
                problem,
                "write a method in small letters, such as `post`",
            )
        })
        .chain(unsent)
        .collect()
}

/// The parameters of the path against those that the operation declares.
fn mismatches(operation: &Operation<'_>) -> Vec<Finding> {
    let Some(named) = names_in(operation.path) else {
        return Vec::new();
    };
    let declared = declared(operation);
    let undeclared = named.iter().filter(|name| {
        !declared
            .iter()
            .any(|parameter| parameter.text("name") == Some(name))
    });
    let mut findings: Vec<Finding> = undeclared
        .map(|name| {
            let problem = format!("the path has `{{{name}}}`, which no parameter declares");
            let mend = format!("add a parameter `{name}` with `in: path` and `required: true`");
            operation.place.finding("path-parameter", problem, mend)
        })
        .collect();
    for parameter in &declared {
        let name = parameter.text("name").unwrap_or_default();
        if !named.contains(&name) {
            let problem = format!("the path has no `{{{name}}}` for the parameter `{name}`");
            let mend = format!("put `{{{name}}}` into the path or remove the parameter");
            findings.push(operation.place.finding("path-parameter", problem, mend));
        }
    }
    findings
}

fn declared<'a>(operation: &Operation<'a>) -> Vec<Place<'a>> {
    let lists = [
        operation.item.get("parameters"),
        operation.place.get("parameters"),
    ];
    let parameters = lists.into_iter().flatten().flat_map(|list| list.items());
    let resolved = parameters.map(|parameter| parameter.resolved());
    resolved
        .filter(|parameter| parameter.text("in") == Some("path"))
        .collect()
}

/// The names in braces, or none if the braces do not match.
fn names_in(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        if before.contains('}') || name.is_empty() || name.contains(['{', '/']) {
            return None;
        }
        names.push(name);
        rest = behind;
    }
    (!rest.contains('}')).then_some(names)
}
