//! Playing one scenario: the engine says what to send, this sends it.

use roas_arazzo_executor::{ExecutionError, HttpRequest, HttpResponse, Options, Progress, Run};

use super::call::{Call, succeeded};
use super::credentials::{HALF, OTHER, OWN};
use super::interrupt::Interrupted;
use super::session::Session;
use crate::contract::Operation;
use crate::recording::{Answer, AuthHeader, Exchange, Look, Outcome, Role};
use crate::scenario::{Input, Scenario, Status, Step, Walk};
use crate::silence::silence;
use crate::state;

/// Stands for the base URL while the engine builds a request.
const BASE: &str = "http://target.invalid";

/// The name of the calls before the first step.
const PREPARE: &str = "prepare";

/// What is to be told the engine about a step.
pub(super) enum Told {
    /// The answer that decides how the workflow goes on.
    Answer(Answer),
    /// The workflow cannot go on.
    Stop(Outcome),
}

impl Session<'_> {
    /// Plays a scenario once, writing down every call as it is made.
    pub(super) async fn play(
        &mut self,
        scenario: &Scenario,
        look: &mut Look,
    ) -> Result<Outcome, Interrupted> {
        look.inputs = self.inputs(scenario);
        if let Some(outcome) = self.prepare(scenario, look).await? {
            return Ok(outcome);
        }
        let options = self.engine_options(scenario, look);
        let mut run = match Run::start(&scenario.document, &options) {
            Ok(run) => run,
            Err(error) => return Ok(unplayable(&error)),
        };
        let mut steps = scenario.steps.iter();
        loop {
            let request = match run.advance() {
                Ok(Progress::Send(request)) => request,
                Ok(Progress::Wait(wait)) => {
                    self.sleep(wait).await?;
                    continue;
                }
                Ok(Progress::Done(_)) => return Ok(Outcome::Ran),
                Err(error) => return Ok(unplayable(&error)),
            };
            let Some(step) = steps.next() else {
                return Ok(Outcome::Errored(
                    "the engine asked for a step that the scenario does not have".to_owned(),
                ));
            };
            match self.step((scenario, step), &request, look).await? {
                Told::Stop(outcome) => return Ok(outcome),
                Told::Answer(answer) => {
                    if let Err(error) = run.supply(response(answer)) {
                        return Ok(unplayable(&error));
                    }
                }
            }
        }
    }

    fn engine_options(&self, scenario: &Scenario, look: &Look) -> Options {
        let mut options = Options::new().workflow(&scenario.workflow);
        for source in &scenario.document.source_descriptions {
            options = options
                .source(
                    &source.name,
                    &source.url,
                    self.contract.description.outline.clone(),
                )
                .base_url(&source.name, BASE);
        }
        for (name, value) in &look.inputs {
            options = options.input(name, value.as_str());
        }
        options
    }

    fn inputs(&self, scenario: &Scenario) -> std::collections::BTreeMap<String, String> {
        let value = |input: Input| match input {
            Input::ApiKey => OWN.to_owned(),
            Input::OtherApiKey => OTHER.to_owned(),
            Input::Sandbox => self.subject().unwrap_or_default(),
        };
        scenario
            .needs
            .iter()
            .map(|input| (input.name().to_owned(), value(*input)))
            .collect()
    }

    /// The sandbox that scenarios with one sandbox work on.
    fn subject(&self) -> Option<String> {
        self.nth_sandbox(0).cloned()
    }

    /// A given sandbox whose status is known, by its place among them.
    pub(super) fn nth_sandbox(&self, place: usize) -> Option<&String> {
        let known = |id: &&String| self.expectations.sandboxes().any(|(known, _)| known == *id);
        self.given.iter().filter(known).nth(place)
    }

    /// Brings the given sandboxes into the state that the scenario begins with.
    pub(super) async fn prepare(
        &mut self,
        scenario: &Scenario,
        look: &mut Look,
    ) -> Result<Option<Outcome>, Interrupted> {
        let Some(preparation) = scenario.preparation else {
            return Ok(None);
        };
        let subject = self.subject();
        let ids: Vec<String> = if preparation.every {
            self.expectations
                .sandboxes()
                .map(|(id, _)| id.to_owned())
                .collect()
        } else {
            subject.into_iter().collect()
        };
        for id in ids {
            if self.expectations.status(&id) == Some(preparation.status.as_str()) {
                continue;
            }
            let operation = leading_to(preparation.status);
            let call = self.plain_call(operation, PREPARE, Role::Prepare, Some(&id), &[]);
            let exchange = self.call(call).await?;
            let what = described(&exchange);
            let done = succeeded(exchange.answer());
            let conflict = exchange.status() == Some(409);
            look.exchanges.push(exchange);
            if conflict {
                self.see_again(look).await?;
            }
            if !done && self.expectations.status(&id) != Some(preparation.status.as_str()) {
                return Ok(Some(Outcome::Errored(format!(
                    "sandbox {id} could not be brought to {}: {} {what}",
                    preparation.status.as_str(),
                    operation.word()
                ))));
            }
        }
        Ok(None)
    }

    /// Looks what state the given sandboxes are in, after a call said that one of them is in
    /// another than was thought.
    pub(super) async fn see_again(&mut self, look: &mut Look) -> Result<(), Interrupted> {
        let query = [("limit", self.page_size.to_string())];
        let role = Role::Step {
            poll: 0,
            page: 1,
            turn: 1,
        };
        let call = self.plain_call(Operation::List, PREPARE, role, None, &query);
        let walks = self.walk_until_settled(&call, Some(Walk::Found)).await?;
        look.exchanges.extend(walks.into_iter().flatten());
        Ok(())
    }

    async fn step(
        &mut self,
        (scenario, step): (&Scenario, &Step),
        request: &HttpRequest,
        look: &mut Look,
    ) -> Result<Told, Interrupted> {
        let mut call = self.call_of(step, request);
        if step.exhaust {
            return self.exhaust((scenario, step), &call, look).await;
        }
        if step.operation == Operation::List {
            let walks = self.walk_until_settled(&call, step.walk).await?;
            let pages = walks.last().map(Vec::as_slice).unwrap_or_default();
            // A page further on that says nothing leaves the rest of the list unseen.
            let mute = pages.iter().find(|page| {
                page.answer().is_none() || silence(page, Some((scenario, step))).is_some()
            });
            let deciding = mute
                .or(pages.first())
                .map(|page| told(page, scenario, step));
            let told = deciding.unwrap_or_else(|| {
                Told::Stop(Outcome::Errored("no page was asked for".to_owned()))
            });
            look.exchanges.extend(walks.into_iter().flatten());
            return Ok(told);
        }
        if let Some(sandbox) = step.nth.and_then(|nth| self.nth_sandbox(nth.get() - 1)) {
            let template = &self.contract.description.operation(call.operation).path;
            call = call.for_sandbox(template, sandbox);
        }
        let Some(from) = &step.each else {
            if let Some(sandbox) = self.forbids(&call) {
                let reason = format!(
                    "step {} would {} sandbox {sandbox}, which the run was not given",
                    step.id,
                    step.operation.word()
                );
                return Ok(Told::Stop(Outcome::Errored(reason)));
            }
            let exchange = self.call(call).await?;
            let told = told(&exchange, scenario, step);
            look.exchanges.push(exchange);
            return Ok(told);
        };
        self.turns((scenario, step), &call, from, look).await
    }

    /// Repeats a call for every given sandbox that an earlier step showed. What decides is
    /// the first answer that is no success, or the last.
    async fn turns(
        &mut self,
        (scenario, step): (&Scenario, &Step),
        call: &Call,
        from: &str,
        look: &mut Look,
    ) -> Result<Told, Interrupted> {
        let seen = state::WalkSeen::read(look.last_walk(from));
        let shown = self.given_among(&seen);
        let template = &self.contract.description.operation(call.operation).path;
        let mut deciding: Option<Told> = None;
        for (index, id) in shown.iter().enumerate() {
            let turn = u32::try_from(index).unwrap_or(u32::MAX) + 1;
            let mut call = call.for_sandbox(template, id);
            call.role = Role::Step {
                poll: 0,
                page: 1,
                turn,
            };
            let exchange = self.call(call).await?;
            let answer = told(&exchange, scenario, step);
            look.exchanges.push(exchange);
            let decided = matches!(&deciding, Some(Told::Stop(_)))
                || matches!(&deciding, Some(Told::Answer(answer)) if !answer.is_success());
            if !decided {
                deciding = Some(answer);
            }
        }
        let nothing = || {
            Told::Stop(if seen.complete {
                Outcome::Errored(format!("step {from} showed none of the given sandboxes"))
            } else {
                Outcome::Skipped(format!(
                    "step {from} came to none of the given sandboxes within {} pages: raise --max-pages",
                    self.max_pages
                ))
            })
        };
        Ok(deciding.unwrap_or_else(nothing))
    }

    /// The given sandboxes that a walk showed.
    fn given_among(&self, seen: &state::WalkSeen) -> Vec<String> {
        let given = self.expectations.sandboxes().map(|(id, _)| id.to_owned());
        given.filter(|id| seen.statuses.contains_key(id)).collect()
    }

    fn call_of(&self, step: &Step, request: &HttpRequest) -> Call {
        let own = AuthHeader::Bearer.carrying(OWN);
        let own_other = AuthHeader::Bearer.carrying(OTHER);
        let header = |header: &(String, String)| match header {
            (name, _) if step.half_a_key => AuthHeader::named(name).carrying(HALF),
            header if step.header_as_written => header.clone(),
            header if *header == own => self.options.auth.carrying(OWN),
            header if *header == own_other => self.options.auth.carrying(OTHER),
            header => header.clone(),
        };
        Call {
            step: step.id.clone(),
            role: Role::Step {
                poll: 0,
                page: 1,
                turn: 1,
            },
            operation: step.operation,
            method: request.method.clone(),
            target: request
                .url
                .strip_prefix(BASE)
                .unwrap_or(&request.url)
                .to_owned(),
            headers: request.headers.iter().map(header).collect(),
        }
    }
}

/// The operation that leads to a status.
pub(super) fn leading_to(status: Status) -> Operation {
    match status {
        Status::Running => Operation::Resume,
        Status::Paused => Operation::Pause,
    }
}

/// What came of a call, in a few words.
pub(super) fn described(exchange: &Exchange) -> String {
    match (exchange.answer(), exchange.failure()) {
        (Some(answer), _) => format!("answered {}", answer.status),
        (_, Some(failure)) => format!("got no answer ({})", failure.message),
        _ => "was not made".to_owned(),
    }
}

pub(super) fn told(exchange: &Exchange, scenario: &Scenario, step: &Step) -> Told {
    if let Some(reason) = silence(exchange, Some((scenario, step))) {
        return Told::Stop(Outcome::Errored(reason));
    }
    match exchange.answer() {
        Some(answer) => Told::Answer(answer.clone()),
        None => Told::Stop(Outcome::Errored(format!(
            "step {} {}",
            exchange.step,
            described(exchange)
        ))),
    }
}

fn response(answer: Answer) -> HttpResponse {
    let mut response = HttpResponse::default();
    response.status = answer.status;
    response.headers = answer.headers;
    response.body = answer.body.into_bytes();
    response
}

fn unplayable(error: &ExecutionError) -> Outcome {
    Outcome::Errored(format!("the scenario cannot be played: {error}"))
}
