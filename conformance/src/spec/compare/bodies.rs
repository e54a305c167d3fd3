//! Answers and bodies.

use super::super::node::Node;
use super::facts::Facts;
use super::operations::statuses;
use super::schemas;
use super::side::{Subject, names, union};

pub(super) fn responses(operation: &Subject<'_>, facts: &mut Facts<'_>) {
    let responses = operation.member("responses", "answers", facts);
    for status in statuses(&responses) {
        let ours = responses.ours.as_ref().and_then(|node| node.get(status));
        let theirs = responses.theirs.as_ref().and_then(|node| node.get(status));
        let response = operation.part(&format!("status {status}"), ours, theirs, facts);
        response.presence(facts);
        if response.is_on_both() {
            response.skip_but(&["headers", "content"], facts);
            headers(&response, facts);
            content(&response, facts);
        }
    }
}

fn headers(response: &Subject<'_>, facts: &mut Facts<'_>) {
    let all = response.member("headers", "headers", facts);
    let lower = |node: &Option<Node<'_>>| -> Vec<String> {
        let members = node.iter().flat_map(Node::members);
        members.map(|(name, _)| name.to_lowercase()).collect()
    };
    let (ours, theirs) = (lower(&all.ours), lower(&all.theirs));
    for name in union(
        ours.iter().map(String::as_str).collect(),
        theirs.iter().map(String::as_str).collect(),
    ) {
        let find = |node: Option<&Node<'_>>| {
            let members = node?.members().into_iter();
            members
                .into_iter()
                .position(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        let (one, other) = (find(all.ours.as_ref()), find(all.theirs.as_ref()));
        let ours = all
            .ours
            .as_ref()
            .and_then(|node| node.members().into_iter().nth(one?));
        let theirs = all
            .theirs
            .as_ref()
            .and_then(|node| node.members().into_iter().nth(other?));
        let header = response.part(
            &format!("header {name}"),
            ours.map(|(_, node)| node),
            theirs.map(|(_, node)| node),
            facts,
        );
        header.presence(facts);
        if header.is_on_both() {
            header.holds("required", facts, |node| {
                Some(node.flag("required").to_string())
            });
            let schema = header.member("schema", "schema", facts);
            schemas::compare(&schema, &header.name, facts);
        }
    }
}

/// The media types of a body, and what stands under each.
pub(super) fn content(around: &Subject<'_>, facts: &mut Facts<'_>) {
    if !around.is_on_both() {
        return;
    }
    let content = around.member("content", "content", facts);
    for media in names(&content) {
        let ours = content.ours.as_ref().and_then(|node| node.get(media));
        let theirs = content.theirs.as_ref().and_then(|node| node.get(media));
        let body = around.part(media, ours, theirs, facts);
        body.presence(facts);
        if body.is_on_both() {
            body.skip_but(&["schema"], facts);
            let schema = body.member("schema", "body", facts);
            let name = format!("{}: body", around.name);
            schemas::compare(&schema, &name, facts);
        }
    }
}
