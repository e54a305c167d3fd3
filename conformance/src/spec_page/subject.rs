//! What the page is about, read once: every part of it with its anchor.

use std::collections::{BTreeMap, BTreeSet};

use super::anchors::{Anchors, Places, Spot};
use super::node::{Node, below};
use super::reach::Reach;
use crate::census::{self, Entry};
use crate::contract::{Claim, Contract, DocumentError, Operation, parse_document};
use crate::scenario::Scenario;

/// The methods of OpenAPI, as a path names them.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The contract and the scenarios, as the parts of the page see them.
pub(super) struct Subject<'s> {
    pub(super) contract: &'s Contract,
    pub(super) scenarios: &'s [Scenario],
    /// What checks each claim, in the order of the claims.
    pub(super) census: Vec<Entry>,
    /// The description, in the order of its file.
    pub(super) document: &'s Node,
    pub(super) operations: Vec<Described<'s>>,
    /// Where each part of the description is shown.
    pub(super) places: Places,
    /// Which operations lead to what.
    pub(super) reach: Reach,
    /// Whether the description is the one that the client of this build is generated from.
    pub(super) built_in: bool,
    scenario_anchors: BTreeMap<String, String>,
}

/// An operation of the description.
pub(super) struct Described<'s> {
    pub(super) id: String,
    pub(super) method: String,
    pub(super) path: &'s str,
    pub(super) node: &'s Node,
    pub(super) pointer: String,
    pub(super) anchor: String,
    pub(super) parameters: Vec<Part<'s>>,
    /// By status.
    pub(super) responses: Vec<Part<'s>>,
}

/// A parameter or a response of an operation.
pub(super) struct Part<'s> {
    /// Its name or its status.
    pub(super) name: String,
    pub(super) anchor: String,
    /// What it is, references followed.
    pub(super) node: &'s Node,
    /// Where that is.
    pub(super) pointer: String,
    /// Whether it stands among the components, where several operations may share it.
    pub(super) shared: bool,
}

/// The text of the description, with its members in order.
pub(super) fn read(contract: &Contract) -> Result<Node, DocumentError> {
    parse_document(&contract.description.text, &contract.description.file)
}

impl<'s> Subject<'s> {
    pub(super) fn of(
        contract: &'s Contract,
        scenarios: &'s [Scenario],
        document: &'s Node,
        built_in: bool,
    ) -> Self {
        let mut builder = Builder {
            document,
            anchors: Anchors::default(),
            places: Places::default(),
        };
        let operations = builder.operations();
        builder.components();
        let mut reach = Reach::default();
        for (number, operation) in operations.iter().enumerate() {
            reach.follow(document, number, &operation.pointer);
        }
        let addresses = scenarios.iter().map(|scenario| scenario.address.as_str());
        let scenario_anchors = addresses.map(|address| {
            (
                address.to_owned(),
                builder.anchors.take("scenario", address),
            )
        });
        Subject {
            contract,
            scenarios,
            census: census::take(contract, scenarios),
            document,
            scenario_anchors: scenario_anchors.collect(),
            places: builder.places,
            operations,
            reach,
            built_in,
        }
    }

    /// The claim of that id.
    pub(super) fn claim(&self, id: &str) -> Option<&'s Claim> {
        self.contract.claims.get(id)
    }

    /// The contested claims.
    pub(super) fn contested(&self) -> Vec<&'s Claim> {
        let claims = self.contract.claims.all.iter();
        claims.filter(|claim| !claim.contested.is_empty()).collect()
    }

    /// The address of a page of the documentation.
    pub(super) fn url(&self, page: &str) -> &'s str {
        let page = self.contract.claims.pages.get(page);
        page.map_or("", |page| page.url.as_str())
    }

    /// The anchor of a scenario.
    pub(super) fn scenario(&self, address: &str) -> Option<&str> {
        self.scenario_anchors.get(address).map(String::as_str)
    }

    /// The operations of these numbers, by their ids.
    pub(super) fn ids(&self, numbers: &BTreeSet<usize>) -> Vec<&str> {
        let ids = numbers.iter();
        ids.filter_map(|number| Some(self.operations.get(*number)?.id.as_str()))
            .collect()
    }

    /// The operations that a claim is about: those that name it, and the one of its area. What
    /// is about none is about each.
    pub(super) fn operations_of(&self, id: &str) -> Vec<&str> {
        let mut numbers = self.reach.claim(id);
        let area = id.split('/').next().unwrap_or_default();
        let mut known = Operation::ALL.into_iter();
        let of_area = known.find(|operation| operation.word() == area);
        let of_area = of_area.and_then(|known| {
            let mut described = self.operations.iter();
            described.position(|operation| operation.id == known.id())
        });
        numbers.extend(of_area);
        if numbers.is_empty() {
            numbers.extend(0..self.operations.len());
        }
        self.ids(&numbers)
    }

    /// Where the page shows what names a claim.
    pub(super) fn shown(&self, places: &[String]) -> Vec<&Spot> {
        let mut spots: Vec<&Spot> = Vec::new();
        for place in places {
            for spot in self.places.of(place) {
                if !spots.contains(&spot) {
                    spots.push(spot);
                }
            }
        }
        spots
    }
}

/// Gives everything in the description its place.
struct Builder<'s> {
    document: &'s Node,
    anchors: Anchors,
    places: Places,
}

impl<'s> Builder<'s> {
    fn operations(&mut self) -> Vec<Described<'s>> {
        let mut operations = Vec::new();
        for (path, item) in self.document.under("paths") {
            let at = below("/paths", path);
            for (method, node) in item.members() {
                if METHODS.contains(&method.as_str()) {
                    operations.push(self.operation(path, &at, item, method, node));
                }
            }
        }
        operations
    }

    fn operation(
        &mut self,
        path: &'s str,
        at: &str,
        item: &'s Node,
        method: &str,
        node: &'s Node,
    ) -> Described<'s> {
        let method_word = method.to_uppercase();
        let id = node.text("operationId").map(str::to_owned);
        let id = id.unwrap_or_else(|| format!("{method_word} {path}"));
        let anchor = self.anchors.take("operation", &id);
        let pointer = below(at, method);
        self.places
            .note(&pointer, &anchor, format!("the operation {id}"));
        let mut parameters = self.parameters(&id, at, item);
        parameters.extend(self.parameters(&id, &pointer, node));
        let responses = node.under("responses").iter();
        let at = below(&pointer, "responses");
        let responses = responses.filter_map(|(status, response)| {
            let words = format!("the answer {status} of {id}");
            self.part(
                ("response", &id, status),
                &below(&at, status),
                response,
                words,
            )
        });
        Described {
            responses: responses.collect(),
            method: method_word,
            id,
            path,
            node,
            pointer,
            anchor,
            parameters,
        }
    }

    fn parameters(&mut self, id: &str, at: &str, node: &'s Node) -> Vec<Part<'s>> {
        let at = below(at, "parameters");
        let listed = node.items("parameters").iter().enumerate();
        let parts = listed.filter_map(|(index, parameter)| {
            let here = below(&at, &index.to_string());
            let (_, resolved) = self.document.resolved(&here, parameter)?;
            let name = resolved.text("name").unwrap_or("without a name");
            let words = format!("the parameter {name} of {id}");
            self.part(("parameter", id, name), &here, parameter, words)
        });
        parts.collect()
    }

    fn part(
        &mut self,
        (kind, id, name): (&str, &str, &str),
        here: &str,
        node: &'s Node,
        words: String,
    ) -> Option<Part<'s>> {
        let (pointer, resolved) = self.document.resolved(here, node)?;
        let anchor = self.anchors.take(kind, &format!("{id}/{name}"));
        let shared = pointer != here;
        self.places.note(here, &anchor, words.clone());
        // A shared answer has a place of its own; a shared parameter has none but this.
        if shared && kind == "parameter" {
            self.places.note(&pointer, &anchor, words);
        }
        Some(Part {
            name: name.to_owned(),
            anchor,
            node: resolved,
            pointer,
            shared,
        })
    }

    fn components(&mut self) {
        let kinds = [
            ("responses", "answer", "the answer"),
            ("headers", "header", "the header"),
            ("schemas", "schema", "the schema"),
            ("securitySchemes", "security", "the way to authenticate"),
        ];
        let Some(components) = self.document.get("components") else {
            return self.servers();
        };
        for (member, kind, words) in kinds {
            for (name, node) in components.under(member) {
                let pointer = below(&format!("/components/{member}"), name);
                let anchor = self.anchors.take(kind, name);
                self.places
                    .note(&pointer, &anchor, format!("{words} {name}"));
                if kind == "schema" {
                    self.members(name, &pointer, node, 0);
                }
            }
        }
        self.servers();
    }

    fn members(&mut self, name: &str, pointer: &str, node: &Node, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for (member, schema) in node.under("properties") {
            let name = format!("{name}.{member}");
            let pointer = below(&below(pointer, "properties"), member);
            let anchor = self.anchors.take("member", &name.replace('.', "/"));
            self.places
                .note(&pointer, &anchor, format!("the member {name}"));
            self.members(&name, &pointer, schema, depth + 1);
        }
        for (pointer, part) in parts(pointer, node) {
            self.members(name, &pointer, part, depth + 1);
        }
    }

    fn servers(&mut self) {
        for (index, server) in self.document.items("servers").iter().enumerate() {
            let url = server.text("url").unwrap_or_default();
            let anchor = self.anchors.take("server", &index.to_string());
            let pointer = format!("/servers/{index}");
            self.places
                .note(&pointer, &anchor, format!("the server {url}"));
        }
    }
}

/// Members deeper than this are not shown by themselves.
pub(super) const DEEPEST: usize = 16;

/// The schemas within one whose members are members of it or of its elements.
pub(super) fn parts<'n>(pointer: &str, node: &'n Node) -> Vec<(String, &'n Node)> {
    let items = node
        .get("items")
        .map(|items| (below(pointer, "items"), items));
    let mut parts: Vec<_> = items.into_iter().collect();
    for combined in ["allOf", "oneOf", "anyOf"] {
        let each = node.items(combined).iter().enumerate();
        parts.extend(each.map(|(index, part)| (format!("{pointer}/{combined}/{index}"), part)));
    }
    parts
}
