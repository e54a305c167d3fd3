//! What the page is about, read once: every part of it with its anchor.

use std::collections::{BTreeMap, BTreeSet};

use super::anchors::{Anchors, Places, Spot};
use super::reach::Reach;
use crate::census::{self, Entry};
use crate::contract::{Claim, Contract, Operation};
use crate::scenario::Scenario;
use crate::spec::{Finding, Node, Source};

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
    /// The description.
    pub(super) document: Node<'s>,
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
    pub(super) node: Node<'s>,
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
    pub(super) node: Node<'s>,
    /// Whether it stands among the components, where several operations may share it.
    pub(super) shared: bool,
}

/// The text of the description, with the place of everything in it.
pub(super) fn read(contract: &Contract) -> Result<Source, Finding> {
    let text = contract.description.text.clone();
    Source::parse(&contract.description.file, text)
}

impl<'s> Subject<'s> {
    pub(super) fn of(
        contract: &'s Contract,
        scenarios: &'s [Scenario],
        source: &'s Source,
        built_in: bool,
    ) -> Self {
        let document = Node::root(source);
        let mut builder = Builder {
            document: document.clone(),
            anchors: Anchors::default(),
            places: Places::default(),
        };
        let operations = builder.operations();
        builder.components();
        let mut reach = Reach::default();
        for (number, operation) in operations.iter().enumerate() {
            reach.follow(&operation.node, number);
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

    /// The components of a kind, by name, in the order of the file.
    pub(super) fn components(&self, kind: &str) -> Vec<(&'s str, Node<'s>)> {
        let components = self.document.get("components");
        components.map_or_else(Vec::new, |components| components.written_of(kind))
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
    document: Node<'s>,
    anchors: Anchors,
    places: Places,
}

impl<'s> Builder<'s> {
    fn operations(&mut self) -> Vec<Described<'s>> {
        let mut operations = Vec::new();
        for (path, item) in self.document.written_of("paths") {
            for (method, node) in item.written() {
                if METHODS.contains(&method) {
                    operations.push(self.operation(path, &item, method, node));
                }
            }
        }
        operations
    }

    fn operation(
        &mut self,
        path: &'s str,
        item: &Node<'s>,
        method: &str,
        node: Node<'s>,
    ) -> Described<'s> {
        let method_word = method.to_uppercase();
        let id = node.text("operationId").map(str::to_owned);
        let id = id.unwrap_or_else(|| format!("{method_word} {path}"));
        let anchor = self.anchors.take("operation", &id);
        self.places
            .note(&node.pointer, &anchor, format!("the operation {id}"));
        let mut parameters = self.parameters(&id, item);
        parameters.extend(self.parameters(&id, &node));
        let responses = node.written_of("responses").into_iter();
        let responses = responses.filter_map(|(status, response)| {
            let words = format!("the answer {status} of {id}");
            self.part(("response", &id, status), &response, words)
        });
        Described {
            responses: responses.collect(),
            method: method_word,
            id,
            path,
            node,
            anchor,
            parameters,
        }
    }

    fn parameters(&mut self, id: &str, node: &Node<'s>) -> Vec<Part<'s>> {
        let listed = node.items_of("parameters").into_iter();
        let parts = listed.filter_map(|parameter| {
            let resolved = parameter.resolved().ok()?;
            let name = resolved.text("name").unwrap_or("without a name");
            let words = format!("the parameter {name} of {id}");
            self.part(("parameter", id, name), &parameter, words)
        });
        parts.collect()
    }

    fn part(
        &mut self,
        (kind, id, name): (&str, &str, &str),
        node: &Node<'s>,
        words: String,
    ) -> Option<Part<'s>> {
        let resolved = node.resolved().ok()?;
        let anchor = self.anchors.take(kind, &format!("{id}/{name}"));
        let shared = resolved.pointer != node.pointer;
        self.places.note(&node.pointer, &anchor, words.clone());
        // A shared answer has a place of its own; a shared parameter has none but this.
        if shared && kind == "parameter" {
            self.places.note(&resolved.pointer, &anchor, words);
        }
        Some(Part {
            name: name.to_owned(),
            anchor,
            node: resolved,
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
            for (name, node) in components.written_of(member) {
                let anchor = self.anchors.take(kind, name);
                self.places
                    .note(&node.pointer, &anchor, format!("{words} {name}"));
                if kind == "schema" {
                    self.members(name, &node, 0);
                }
            }
        }
        self.servers();
    }

    fn members(&mut self, name: &str, node: &Node<'_>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for (member, schema) in node.written_of("properties") {
            let name = format!("{name}.{member}");
            let anchor = self.anchors.take("member", &name.replace('.', "/"));
            self.places
                .note(&schema.pointer, &anchor, format!("the member {name}"));
            self.members(&name, &schema, depth + 1);
        }
        for part in parts(node) {
            self.members(name, &part, depth + 1);
        }
    }

    fn servers(&mut self) {
        for (index, server) in self.document.items_of("servers").iter().enumerate() {
            let url = server.text("url").unwrap_or_default();
            let anchor = self.anchors.take("server", &index.to_string());
            self.places
                .note(&server.pointer, &anchor, format!("the server {url}"));
        }
    }
}

/// Members deeper than this are not shown by themselves.
pub(super) const DEEPEST: usize = 16;

/// The schemas within one whose members are members of it or of its elements.
pub(super) fn parts<'d>(node: &Node<'d>) -> Vec<Node<'d>> {
    let mut parts: Vec<_> = node.get("items").into_iter().collect();
    for combined in ["allOf", "oneOf", "anyOf"] {
        parts.extend(node.items_of(combined));
    }
    parts
}
