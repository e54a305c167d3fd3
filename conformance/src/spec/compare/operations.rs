//! Operations, servers and credentials.

use std::collections::BTreeSet;

use super::super::node::Node;
use super::super::words::METHODS;
use super::base;
use super::bodies;
use super::facts::{Facts, Said, claims_at};
use super::side::{Subject, names, union};

/// Members of an operation that are compared.
const KNOWN: [&str; 6] = [
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "deprecated",
];

pub(super) fn compare<'d>(ours: &Node<'d>, theirs: &Node<'d>, facts: &mut Facts<'_>) {
    let root = Subject {
        name: String::new(),
        ours: Some(ours.clone()),
        theirs: Some(theirs.clone()),
        claims: Vec::new(),
    };
    root.skip_but(
        &[
            "openapi",
            "info",
            "servers",
            "security",
            "paths",
            "components",
        ],
        facts,
    );
    let bases = (base_of(ours, theirs), base_of(theirs, ours));
    servers(&root, (&bases.0, &bases.1), facts);
    let (mine, other) = (operations(ours, &bases.0), operations(theirs, &bases.1));
    let keys = |all: &[(String, Node<'d>, Node<'d>)]| -> Vec<String> {
        all.iter().map(|(key, ..)| key.clone()).collect()
    };
    let (our_keys, their_keys) = (keys(&mine), keys(&other));
    let keys = union(
        our_keys.iter().map(String::as_str).collect(),
        their_keys.iter().map(String::as_str).collect(),
    );
    for key in keys {
        let find = |all: &[(String, Node<'d>, Node<'d>)]| {
            let found = all.iter().find(|(known, ..)| known == key);
            found.map(|(_, item, node)| (item.clone(), node.clone()))
        };
        let (mine, other) = (find(&mine), find(&other));
        let node =
            |side: &Option<(Node<'d>, Node<'d>)>| side.as_ref().map(|(_, node)| node.clone());
        let operation = root.part(key, node(&mine), node(&other), facts);
        operation.presence(facts);
        if let (Some((our_item, _)), Some((their_item, _)), true) =
            (&mine, &other, operation.is_on_both())
        {
            one(&operation, our_item, their_item, facts);
        }
    }
}

fn one<'d>(
    operation: &Subject<'d>,
    our_item: &Node<'d>,
    their_item: &Node<'d>,
    facts: &mut Facts<'_>,
) {
    operation.skip_but(&KNOWN, facts);
    credentials(operation, facts);
    parameters(operation, our_item, their_item, facts);
    let body = operation.member("requestBody", "request body", facts);
    body.presence(facts);
    bodies::content(&body, facts);
    bodies::responses(operation, facts);
}

/// What one document has before all its paths and the other has in them.
fn base_of(here: &Node<'_>, there: &Node<'_>) -> String {
    let there = there.members_of("paths").into_iter();
    let known: BTreeSet<String> = there.map(|(path, _)| erased(path)).collect();
    base::of(here, |path| known.contains(&erased(path)))
}

/// The operations of a document, by method and path without the names of parameters.
fn operations<'d>(root: &Node<'d>, base: &str) -> Vec<(String, Node<'d>, Node<'d>)> {
    let mut found = Vec::new();
    for (path, item) in root.members_of("paths") {
        for (method, node) in item.members() {
            if METHODS.contains(&method) && node.value.is_object() {
                let key = format!("{} {base}{}", method.to_uppercase(), erased(path));
                found.push((key, item.clone(), node));
            }
        }
    }
    found
}

/// A path with `{}` for each parameter.
fn erased(path: &str) -> String {
    let mut parts = path.split('{');
    let mut erased = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        erased += "{}";
        erased += part.split_once('}').map_or("", |(_, rest)| rest);
    }
    erased
}

fn servers<'d>(root: &Subject<'d>, bases: (&str, &str), facts: &mut Facts<'_>) {
    let list = |side: &Option<Node<'d>>, base: &str| -> Vec<(String, Node<'d>)> {
        let servers = side.iter().flat_map(|root| root.items_of("servers"));
        let servers = servers.filter(|server| server.text("url").is_some());
        servers
            .map(|server| (base::server(&server, base), server))
            .collect()
    };
    let (ours, theirs) = (list(&root.ours, bases.0), list(&root.theirs, bases.1));
    let urls = union(
        ours.iter().map(|(url, _)| url.as_str()).collect(),
        theirs.iter().map(|(url, _)| url.as_str()).collect(),
    );
    for url in urls {
        let find = |all: &[(String, Node<'d>)]| {
            let found = all.iter().find(|(known, _)| known == url);
            found.map(|(_, server)| server.clone())
        };
        let server = root.part(&format!("server {url}"), find(&ours), find(&theirs), facts);
        server.presence(facts);
    }
}

/// The ways in, by what is sent.
fn credentials(operation: &Subject<'_>, facts: &mut Facts<'_>) {
    let (Some(ours), Some(theirs)) = (&operation.ours, &operation.theirs) else {
        return;
    };
    let (mine, other) = (ways(ours), ways(theirs));
    for way in mine.union(&other) {
        let subject = format!("{}: credential {way}", operation.name);
        let claims = scheme_claims(ours, way);
        let one = taken(ours, mine.contains(way));
        let two = taken(theirs, other.contains(way));
        facts.note(&subject, one, two, &claims);
    }
}

fn taken<'d>(operation: &Node<'d>, is_taken: bool) -> Option<Said<'d>> {
    is_taken.then(|| Said {
        node: listed_at(operation),
        text: "taken".to_owned(),
    })
}

/// The list of credentials that holds for an operation, or the document.
fn listed_at<'d>(operation: &Node<'d>) -> Node<'d> {
    let root = Node::root(operation.source);
    let list = operation.get("security").or_else(|| root.get("security"));
    list.unwrap_or(root)
}

/// The claims of the scheme of ours that sends this.
fn scheme_claims(operation: &Node<'_>, way: &str) -> Vec<String> {
    let root = Node::root(operation.source);
    let schemes = root.at(&["components", "securitySchemes"]);
    let schemes = schemes.iter().flat_map(Node::members);
    let found = schemes.filter(|(_, scheme)| sent(scheme) == way);
    found.flat_map(|(_, scheme)| claims_at(&scheme)).collect()
}

fn ways(operation: &Node<'_>) -> BTreeSet<String> {
    let root = Node::root(operation.source);
    let list = operation.get("security").or_else(|| root.get("security"));
    let alternatives = list.map(|list| list.items()).unwrap_or_default();
    let mut ways: BTreeSet<String> = alternatives
        .iter()
        .map(|alternative| {
            let mut parts: Vec<String> = alternative
                .members()
                .into_iter()
                .map(|(name, _)| {
                    let scheme = root.at(&["components", "securitySchemes", name]);
                    let scheme = scheme.and_then(|scheme| scheme.resolved().ok());
                    scheme.map_or_else(|| format!("undefined {name}"), |scheme| sent(&scheme))
                })
                .collect();
            parts.sort();
            parts.join(" and ")
        })
        .map(|way| {
            if way.is_empty() {
                "none".to_owned()
            } else {
                way
            }
        })
        .collect();
    if ways.is_empty() {
        ways.insert("none".to_owned());
    }
    ways
}

fn sent(scheme: &Node<'_>) -> String {
    let text = |name: &str| scheme.text(name).unwrap_or_default();
    match text("type") {
        "http" => format!("http {}", text("scheme").to_lowercase()),
        "apiKey" => format!("apiKey in {} {}", text("in"), text("name")),
        other => other.to_owned(),
    }
}

fn parameters<'d>(
    operation: &Subject<'d>,
    our_item: &Node<'d>,
    their_item: &Node<'d>,
    facts: &mut Facts<'_>,
) {
    let (Some(ours), Some(theirs)) = (&operation.ours, &operation.theirs) else {
        return;
    };
    let mine = listed(ours, our_item, facts);
    let other = listed(theirs, their_item, facts);
    let keys = union(
        mine.iter().map(|(key, _)| key.as_str()).collect(),
        other.iter().map(|(key, _)| key.as_str()).collect(),
    );
    for key in keys {
        let find = |all: &[(String, Node<'d>)]| {
            let found = all.iter().find(|(known, _)| known == key);
            found.map(|(_, node)| node.clone())
        };
        let parameter = operation.part(key, find(&mine), find(&other), facts);
        parameter.presence(facts);
        if parameter.is_on_both() {
            parameter.holds("required", facts, |node| {
                Some(node.flag("required").to_string())
            });
            parameter.skip_but(&["name", "in", "required", "schema", "deprecated"], facts);
            let schema = parameter.member("schema", "schema", facts);
            super::schemas::compare(&schema, &parameter.name, facts);
        }
    }
}

/// The parameters by what they are called; those of a path by where they stand in it.
fn listed<'d>(
    operation: &Node<'d>,
    item: &Node<'d>,
    facts: &mut Facts<'_>,
) -> Vec<(String, Node<'d>)> {
    let path = item
        .pointer
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .replace("~1", "/");
    let in_path: Vec<String> = path
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name.to_owned()))
        .collect();
    let mut all: Vec<(String, Node<'d>)> = Vec::new();
    let own = operation.items_of("parameters").into_iter();
    for node in own.chain(item.items_of("parameters")) {
        let Ok(parameter) = node.resolved() else {
            facts.skip("$ref", &node);
            continue;
        };
        let name = parameter.text("name").unwrap_or_default();
        let place = parameter.text("in").unwrap_or_default();
        let position = in_path.iter().position(|known| known == name);
        let key = match (place, position) {
            ("path", Some(at)) => format!("path parameter {}", at + 1),
            ("header", _) => format!("header parameter {}", name.to_lowercase()),
            _ => format!("{place} parameter {name}"),
        };
        if !all.iter().any(|(known, _)| *known == key) {
            all.push((key, parameter));
        }
    }
    all
}

/// The statuses of both sides that are no extensions.
pub(super) fn statuses<'d>(responses: &Subject<'d>) -> Vec<&'d str> {
    let names = names(responses).into_iter();
    names.filter(|status| !status.starts_with("x-")).collect()
}
