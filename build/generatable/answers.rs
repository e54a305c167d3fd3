//! Answers: one type for success and one for errors, told apart by listed statuses.

use std::collections::BTreeSet;

use super::Finding;
use super::place::{Place, operations};

pub(super) fn check(root: &Place<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for operation in operations(root) {
        match operation.place.get("responses") {
            Some(responses) => findings.extend(wrong(&responses)),
            None => {
                let problem = "the operation has no `responses`";
                let mend = "list the statuses it answers";
                findings.push(operation.place.finding("responses", problem, mend));
            }
        }
    }
    findings
}

fn wrong(responses: &Place<'_>) -> Vec<Finding> {
    let listed: Vec<_> = responses
        .members()
        .into_iter()
        .filter(|(status, _)| !status.starts_with("x-"))
        .collect();
    let mut findings: Vec<Finding> = listed
        .iter()
        .filter_map(|(status, response)| {
            wrong_status(status, response, &listed).or_else(|| undescribed(response))
        })
        .collect();
    if !listed.iter().any(|(status, _)| status.starts_with('2')) {
        let problem = "no success is listed, so the call would answer raw bytes";
        findings.push(responses.finding("success-status", problem, "list the status of success"));
    }
    match several_bodies(responses, &listed, "success", &['2']) {
        Some(mixed) => findings.push(mixed),
        None => findings.extend(listed.iter().filter_map(wrong_success)),
    }
    findings.extend(several_bodies(responses, &listed, "error", &['4', '5']));
    findings.extend(several_inline(responses, &listed));
    findings
}

fn wrong_status(
    status: &str,
    response: &Place<'_>,
    listed: &[(&str, Place<'_>)],
) -> Option<Finding> {
    if status == "default" {
        let problem = "the generator cannot tell a `default` response from the listed ones";
        let mend = "list the statuses that it stands for (the client hands out any other as it is)";
        return Some(response.finding("default-response", problem, mend));
    }
    let class = status
        .chars()
        .next()
        .filter(|class| ('1'..='5').contains(class));
    let range = class.is_some() && status[1..].eq_ignore_ascii_case("XX");
    let number =
        class.is_some() && status.len() == 3 && status[1..].bytes().all(|b| b.is_ascii_digit());
    if !range && !number {
        let problem = format!("`{status}` is no HTTP status and would be left out");
        return Some(response.finding("response-status", problem, "write three digits in quotes"));
    }
    let covered =
        |(other, _): &&(&str, Place<'_>)| *other != status && other.chars().next() == class;
    if let Some((other, _)) = listed.iter().find(covered).filter(|_| range) {
        let problem = format!("the range `{status}` stands beside `{other}`");
        let mend = "list every status of that range, or none of them";
        return Some(response.finding("status-range", problem, mend));
    }
    None
}

/// A success is told by its number, and hands out what it has read.
fn wrong_success((status, response): &(&str, Place<'_>)) -> Option<Finding> {
    if !status.starts_with('2') {
        return None;
    }
    if status[1..].eq_ignore_ascii_case("XX") {
        let problem = format!("the range `{status}` names no status of success");
        return Some(response.finding("success-range", problem, "list the statuses one by one"));
    }
    let problem = "a success without a body leaves the call nothing to hand out";
    let mend = "describe the JSON that it answers, or teach build/finish/calls.rs to do without";
    let without = body(&response.resolved()) == "no body";
    without.then(|| response.finding("success-body", problem, mend))
}

fn undescribed(response: &Place<'_>) -> Option<Finding> {
    let resolved = response.resolved();
    resolved.text("description").is_none().then(|| {
        let problem = "the response has no `description`";
        resolved.finding("responses", problem, "say when it is answered")
    })
}

/// Success or error responses whose bodies are not all of one type.
fn several_bodies(
    responses: &Place<'_>,
    listed: &[(&str, Place<'_>)],
    group: &str,
    classes: &[char],
) -> Option<Finding> {
    let members = listed
        .iter()
        .filter(|(status, _)| status.starts_with(classes));
    let bodies: BTreeSet<String> = members
        .map(|(_, response)| body(&response.resolved()))
        .collect();
    (bodies.len() > 1).then(|| {
        let bodies: Vec<String> = bodies.into_iter().collect();
        let problem = format!("the {group} responses differ: {}", bodies.join(" and "));
        let mend = format!("give every {group} response the same schema, by `$ref`");
        let rule = if group == "error" {
            "error-schema"
        } else {
            "success-schema"
        };
        responses.finding(rule, problem, mend)
    })
}

/// What the generator makes of a response, in words.
fn body(response: &Place<'_>) -> String {
    let Some(content) = response
        .get("content")
        .filter(|content| !content.members().is_empty())
    else {
        return "no body".to_owned();
    };
    let json = content
        .members()
        .into_iter()
        .find(|(media, _)| is_json(media));
    let schema = json.and_then(|(_, media)| media.get("schema"));
    match schema {
        Some(schema) => schema
            .text("$ref")
            .map_or_else(|| schema.value.to_string(), str::to_owned),
        None => "a body other than JSON".to_owned(),
    }
}

/// Inline schemas of one operation all get one name, so the first would stand for all.
fn several_inline(responses: &Place<'_>, listed: &[(&str, Place<'_>)]) -> Option<Finding> {
    let inline: BTreeSet<String> = listed
        .iter()
        .map(|(_, response)| body(&response.resolved()))
        .filter(|body| body.starts_with('{'))
        .collect();
    (inline.len() > 1).then(|| {
        let problem = "several schemas are written out here, and the first would stand for all";
        let mend = "move them to `#/components/schemas/…` and refer to them";
        responses.finding("inline-schema", problem, mend)
    })
}

pub(super) fn is_json(media: &str) -> bool {
    media == "application/json" || media.starts_with("application/json;")
}
