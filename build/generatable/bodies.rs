//! Bodies: media types, and the schema of each.

use super::Finding;
use super::answers::is_json;
use super::place::{Place, operations};

const REQUESTS: [&str; 5] = [
    "application/json",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "text/plain",
    "text/x-markdown",
];

pub(super) fn check(root: &Place<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let shared = root.at(&["components", "responses"]);
    for (_, response) in shared.iter().flat_map(Place::members) {
        findings.extend(wrong_answer(&response));
    }
    for operation in operations(root) {
        let responses = operation.place.get("responses");
        for (_, response) in responses.iter().flat_map(Place::members) {
            findings.extend(wrong_answer(&response));
        }
        if let Some(body) = operation.place.get("requestBody") {
            findings.extend(wrong_request(&body.resolved()));
        }
    }
    findings
}

fn wrong_answer(response: &Place<'_>) -> Option<Finding> {
    let content = response
        .get("content")
        .filter(|content| !content.members().is_empty())?;
    match content
        .members()
        .into_iter()
        .find(|(media, _)| is_json(media))
    {
        Some((media, body)) => wrong_body(media, &body),
        None => {
            let problem = "the body is not `application/json` and would be handed out unread";
            let mend = "describe it as `application/json`, or leave `content` out";
            Some(content.finding("media-type", problem, mend))
        }
    }
}

fn wrong_request(body: &Place<'_>) -> Option<Finding> {
    let content = body.get("content")?;
    let members = content.members();
    let [(media, body)] = members.as_slice() else {
        let problem = format!("the request body has {} media types", members.len());
        return Some(content.finding("media-type", problem, "keep one of them"));
    };
    let plain = media.split(';').next().unwrap_or_default();
    if !REQUESTS.contains(&plain) {
        let problem = format!("the generator cannot send `{media}`");
        let mend = format!("use one of {}", REQUESTS.join(", "));
        return Some(body.finding("media-type", problem, mend));
    }
    let schema = body.get("schema").map(|schema| schema.resolved());
    let format = if plain == "application/octet-stream" {
        Some("binary")
    } else {
        None
    };
    let raw = ["application/octet-stream", "text/plain", "text/x-markdown"].contains(&plain);
    if let Some(schema) = schema.filter(|_| raw)
        && (schema.text("type") != Some("string") || schema.text("format") != format)
    {
        let problem = format!("the generator sends `{media}` as it is, and this is no text of it");
        let mend = match format {
            Some(format) => format!("write `type: string` and `format: {format}`"),
            None => "write `type: string`, and no `format`".to_owned(),
        };
        return Some(schema.finding("body-schema", problem, mend));
    }
    wrong_body(media, body)
}

fn wrong_body(media: &str, body: &Place<'_>) -> Option<Finding> {
    if body.get("schema").is_none() {
        let problem = format!("`{media}` has no `schema`");
        return Some(body.finding("body-schema", problem, "add one"));
    }
    body.get("encoding").map(|encoding| {
        let problem = "the generator takes no `encoding`";
        encoding.finding("body-encoding", problem, "remove it")
    })
}
