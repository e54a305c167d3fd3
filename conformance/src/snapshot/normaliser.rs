//! From an answer to the text that is compared with a snapshot.

use std::collections::BTreeMap;

use super::full::Full;
use super::mask::{Ids, Numbers};
use super::node::{Node, unreadable};
use super::promise::{Comparison, Promise, kept};
use super::situation::{self, Situation, WrittenFilter};
use crate::contract::{Contract, ResponseDescription};
use crate::recording::{Answer, Exchange, Look, Role};
use crate::scenario::{Scenario, Step, Walk};

/// Turns the answers of one look at a scenario into texts.
///
/// The numbers in its placeholders hold for that look: two ids of a kind never have the same
/// one, and in full texts an id keeps its number wherever it appears.
#[derive(Debug)]
pub struct Normaliser<'n> {
    contract: &'n Contract,
    scenario: &'n Scenario,
    given: Vec<String>,
    strangers: Numbers,
    numbers: Numbers,
}

/// The exchange of every step that its snapshot is about: the last time the step was polled,
/// on the first page and for the first sandbox.
pub fn telling(look: &Look) -> Vec<&Exchange> {
    let mut last: BTreeMap<&str, &Exchange> = BTreeMap::new();
    for exchange in look.exchanges.iter().filter(|exchange| tells(exchange)) {
        last.insert(&exchange.step, exchange);
    }
    let mut telling: Vec<_> = last.into_values().collect();
    telling.sort_by_key(|exchange| exchange.number);
    telling
}

fn tells(exchange: &Exchange) -> bool {
    matches!(
        exchange.role,
        Role::Step {
            page: 1,
            turn: 1,
            ..
        }
    )
}

/// What the documentation promises of the answer to a step: the text of its snapshot.
///
/// None where the step does not fix one status, or where its status filter is not written
/// in the document.
pub fn promised(contract: &Contract, scenario: &Scenario, step: &Step) -> Option<String> {
    let status = situation::fixed_status(contract, step)?;
    let response = contract.description.response(step.operation, status)?;
    let filter = match situation::written_filter(scenario, step) {
        WrittenFilter::None => None,
        WrittenFilter::Status(filter) => Some(filter),
        WrittenFilter::Open => return None,
    };
    let situation = Situation::new(contract, step, status, filter.as_deref());
    let promise = Promise::of(contract, response.schema.json_schema(), &situation);
    let ids = Ids {
        place: place(scenario, step),
        asked: None,
        given: &[],
        strangers: &mut Numbers::default(),
    };
    Some(document(
        status,
        "application/json",
        &[],
        &kept(&promise, &ids),
    ))
}

impl<'n> Normaliser<'n> {
    /// For one look at a scenario, in a run that was given these sandboxes.
    pub fn new<'g>(
        contract: &'n Contract,
        scenario: &'n Scenario,
        given: impl IntoIterator<Item = &'g str>,
    ) -> Self {
        let given: Vec<_> = given.into_iter().map(str::to_owned).collect();
        let mut numbers = Numbers::default();
        for id in &given {
            numbers.of("sandbox", id);
        }
        Normaliser {
            contract,
            scenario,
            given,
            strangers: Numbers::default(),
            numbers,
        }
    }

    /// Only what the documentation promises: the same text for every conforming server.
    ///
    /// None where there is nothing to compare: the exchange is not one of a step, is not the
    /// first page or the first sandbox, was not answered, or its step allows several
    /// statuses. Which repetition of a step counts is for [`telling`] to say.
    pub fn documented(&mut self, exchange: &Exchange) -> Option<String> {
        let answer = exchange.answer().filter(|_| tells(exchange))?;
        let scenario = self.scenario;
        let step = scenario.step(&exchange.step)?;
        promised(self.contract, scenario, step)?;
        let body = self.promised_body(exchange, step, answer);
        Some(document(answer.status, &media_type(answer), &[], &body))
    }

    /// Everything that was answered, with placeholders for what differs from run to run.
    ///
    /// None under the same conditions as [`Normaliser::documented`], except that a step may
    /// allow several statuses.
    pub fn full(&mut self, exchange: &Exchange) -> Option<String> {
        let answer = exchange.answer().filter(|_| tells(exchange))?;
        let walk = self.scenario.step(&exchange.step)?.walk;
        let full = Full {
            given: &self.given,
            small_pages: matches!(walk, Some(Walk::AsWritten | Walk::Few)),
            numbers: &mut self.numbers,
        };
        let body = full.body(exchange, answer);
        Some(document(
            answer.status,
            &media_type(answer),
            &limit_headers(answer),
            &body,
        ))
    }

    fn promised_body(&mut self, exchange: &Exchange, step: &Step, answer: &Answer) -> Node {
        let Some(response) = self.response(exchange, answer) else {
            return Node::mark("undescribed");
        };
        let Some(body) = answer.json().filter(|_| answer.broken.is_none()) else {
            return unreadable(answer);
        };
        let filter = situation::sent_filter(exchange);
        let situation = Situation::new(self.contract, step, answer.status, filter);
        let promise = Promise::of(self.contract, response.schema.json_schema(), &situation);
        let misfits = response.schema.misfits(&body);
        let mut ids = Ids {
            place: place(self.scenario, step),
            asked: exchange.sandbox.as_deref(),
            given: &self.given,
            strangers: &mut self.strangers,
        };
        let mut comparison = Comparison {
            misfits: misfits.into_iter().map(|place| place.pointer).collect(),
            ids: &mut ids,
        };
        comparison.node(&promise, Some(&body), "")
    }

    /// What is described for an answer; every error has the one envelope.
    fn response(&self, exchange: &Exchange, answer: &Answer) -> Option<&'n ResponseDescription> {
        let description = &self.contract.description;
        let listed = description.response(exchange.operation, answer.status);
        let operation = description.operation(exchange.operation);
        listed.or_else(|| operation.any_error().filter(|_| answer.status >= 400))
    }
}

/// The place of a step in its scenario, from 1.
fn place(scenario: &Scenario, step: &Step) -> usize {
    let before = scenario.steps.iter().take_while(|one| one.id != step.id);
    before.count() + 1
}

/// The text of a snapshot.
fn document(status: u16, media_type: &str, headers: &[&str], body: &Node) -> String {
    let mut text = format!("{status} {media_type}\n");
    for header in headers {
        text.push_str(&format!("{header}: [value]\n"));
    }
    text.push('\n');
    text.push_str(&body.text());
    text
}

/// The media type of an answer, without its parameters.
fn media_type(answer: &Answer) -> String {
    let header = answer.header("content-type").unwrap_or_default();
    let essence = header.split(';').next().unwrap_or_default().trim();
    if essence.is_empty() {
        "[no media type]".to_owned()
    } else {
        essence.to_ascii_lowercase()
    }
}

/// The names of the headers that speak of the rate limit.
fn limit_headers(answer: &Answer) -> Vec<&str> {
    let names = answer.headers.iter().map(|(name, _)| name.as_str());
    let mut names: Vec<_> = names
        .filter(|name| name.contains("ratelimit") || *name == "retry-after")
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}
