//! A run: the sandboxes are borrowed, the scenarios are played, and everything is put back.

use super::doubt::Doubt;
use super::interrupt::Interrupted;
use super::panic;
use super::session::Session;
use crate::plan::{self, Means};
use crate::recording::{Given, Look, Outcome, Recording, ScenarioRecord, Unready};
use crate::scenario::{Input, Scenario};
use crate::state::Expectations;

/// How often a scenario is played at the most, while it leaves doubts about sandboxes that
/// the run was not given.
const MOST_LOOKS: usize = 3;

impl Session<'_> {
    /// Replays scenarios over the given sandboxes, which are put back at the end.
    pub async fn replay(
        mut self,
        scenarios: &[&Scenario],
        given: &[String],
        doubt: &impl Doubt,
    ) -> Recording {
        let mut recording = self.blank();
        match self.borrow(given, &mut recording).await {
            Ok(()) => {
                let played = self
                    .scenarios_or_panic(scenarios, &mut recording, doubt)
                    .await;
                recording.interrupted = played.is_err();
            }
            Err(why) => unready(&mut recording, given, why),
        }
        recording.broken_off.append(&mut self.broken_off);
        account_for_the_rest(scenarios, &mut recording);
        self.end(recording).await
    }

    /// A recording of nothing yet.
    pub(super) fn blank(&self) -> Recording {
        Recording {
            base_url: self.base_url(),
            started_at: jiff::Timestamp::now().to_string(),
            max_pages: self.options.max_pages,
            max_requests: self.budget.most(),
            target: self.options.target,
            ..Recording::default()
        }
    }

    /// Puts the given sandboxes back.
    pub(super) async fn end(mut self, mut recording: Recording) -> Recording {
        recording.not_put_back = self
            .close_or_panic(&recording.given, &mut recording.closing)
            .await;
        recording.closing.append(&mut self.broken_off);
        recording.waits = std::mem::take(&mut self.waits);
        recording.took_ms = self.elapsed_ms();
        recording
    }

    /// Reads the status of every given sandbox, and writes it down before any is changed.
    pub(super) async fn borrow(
        &mut self,
        given: &[String],
        recording: &mut Recording,
    ) -> Result<(), Unready> {
        let sandboxes = u32::try_from(given.len()).unwrap_or(u32::MAX);
        self.budget.keep_back(plan::kept_back(sandboxes, 1));
        let opened = panic::caught(self.open(given, &mut recording.opening)).await;
        let found = opened.unwrap_or_else(|panic| Err(Unready::CouldNotTell(self.fault(&panic))));
        let kept_back = plan::kept_back(sandboxes, self.pages_to_find);
        let enough = self.budget.keep_back(kept_back) && !self.budget.ran_out();
        if let (Some(most), false) = (self.budget.most(), enough) {
            return Err(Unready::Usage(format!(
                "--max-requests {most} is too few: finding out whom the run is talking to took {}, and putting back may take {kept_back}\n  mend: raise --max-requests",
                self.budget.spent()
            )));
        }
        let found = self.assume(found)?;
        if let Some(claims) = &mut self.claims {
            claims
                .note_found(&found)
                .map_err(|error| Unready::Usage(error.to_string()))?;
        }
        let read = |given: &Given| Some((given.id.clone(), given.found.clone()?));
        self.found = found.iter().filter_map(read).collect();
        recording.given = found;
        Ok(())
    }

    /// What is assumed of the given sandboxes, where it is, whatever the first calls found.
    fn assume(&mut self, found: Result<Vec<Given>, Unready>) -> Result<Vec<Given>, Unready> {
        let (Some(assumed), false) = (&self.assumed, found == Err(Unready::Interrupted)) else {
            return found;
        };
        let statuses = assumed
            .iter()
            .map(|given| (given.id.as_str(), given.found.as_deref()));
        self.expectations = Expectations::found(statuses);
        Ok(assumed.clone())
    }

    async fn scenarios_or_panic(
        &mut self,
        scenarios: &[&Scenario],
        recording: &mut Recording,
        doubt: &impl Doubt,
    ) -> Result<(), Interrupted> {
        let played = panic::caught(self.scenarios(scenarios, recording, doubt)).await;
        played.unwrap_or_else(|panic| {
            self.note_panic(&panic, recording);
            Ok(())
        })
    }

    async fn scenarios(
        &mut self,
        scenarios: &[&Scenario],
        recording: &mut Recording,
        doubt: &impl Doubt,
    ) -> Result<(), Interrupted> {
        for (index, scenario) in scenarios.iter().enumerate() {
            self.tell_begin(&scenario.address, index + 1, Some(scenarios.len()));
            // Written down as it is made, so that a panic loses nothing of it.
            recording.scenarios.push(ScenarioRecord {
                address: scenario.address.clone(),
                outcome: Outcome::Ran,
                looks: Vec::new(),
            });
            let Some(record) = recording.scenarios.last_mut() else {
                continue;
            };
            let played = self
                .scenario(scenario, record, &recording.given, doubt)
                .await;
            if played.is_err() && self.budget.ran_out() {
                // What there is of it is too little to judge.
                let look = record.looks.pop().unwrap_or_default();
                recording.broken_off.extend(look.exchanges);
                if record.looks.is_empty() {
                    record.outcome = Outcome::Skipped(self.too_many_requests());
                }
                continue;
            }
            if played.is_err() {
                record.outcome = Outcome::Errored("the run was interrupted".to_owned());
            }
            played?;
        }
        Ok(())
    }

    async fn scenario(
        &mut self,
        scenario: &Scenario,
        record: &mut ScenarioRecord,
        given: &[Given],
        doubt: &impl Doubt,
    ) -> Result<(), Interrupted> {
        if let Some(reason) = self.missing(scenario, given) {
            record.outcome = Outcome::Skipped(reason);
            return Ok(());
        }
        if !self.budget.affords(plan::fewest_of(scenario, self.means())) {
            record.outcome = Outcome::Skipped(self.too_many_requests());
            return Ok(());
        }
        loop {
            self.look(scenario, record).await?;
            let last = record.looks.len() >= MOST_LOOKS;
            let remains = doubt.remains(scenario, &record.looks, given, last);
            if !remains || record.outcome != Outcome::Ran {
                return Ok(());
            }
            // What somebody else changed just then takes its time to reach every list too.
            self.wait_for_lists(self.options.settle).await?;
        }
    }

    async fn look(
        &mut self,
        scenario: &Scenario,
        record: &mut ScenarioRecord,
    ) -> Result<(), Interrupted> {
        record.looks.push(Look::default());
        if let Some(look) = record.looks.last_mut() {
            record.outcome = self.play(scenario, look).await?;
        }
        Ok(())
    }

    fn means(&self) -> Means {
        Means {
            sandboxes: u32::try_from(self.given.len()).unwrap_or(u32::MAX),
            other_key: self.has_other_key(),
            max_pages: self.options.max_pages,
        }
    }

    pub(super) fn too_many_requests(&self) -> String {
        let most = self.budget.most().unwrap_or_default();
        format!("--max-requests {most} leaves too few for it: raise it")
    }

    /// What a scenario needs and the run does not have.
    fn missing(&self, scenario: &Scenario, given: &[Given]) -> Option<String> {
        for input in &scenario.needs {
            let reason = match input {
                Input::ApiKey => continue,
                Input::OtherApiKey if self.has_other_key() => continue,
                Input::OtherApiKey => "needs a key of another organisation: give --other-api-key",
                Input::Sandbox if given.is_empty() => {
                    "needs a sandbox to work on: give one with --sandbox"
                }
                Input::Sandbox if self.expectations.sandboxes().next().is_none() => {
                    "needs a sandbox to work on, and no list tells the status of those that were given"
                }
                Input::Sandbox if scenario.sandboxes() > self.expectations.sandboxes().count() => {
                    "needs several sandboxes to work on: give more with --sandbox"
                }
                Input::Sandbox => continue,
            };
            return Some(reason.to_owned());
        }
        None
    }
}

/// Says why a run ends before its first scenario.
pub(super) fn unready(recording: &mut Recording, given: &[String], why: Unready) {
    let unread = |id: &String| Given {
        id: id.clone(),
        found: None,
    };
    recording.given = given.iter().map(unread).collect();
    recording.interrupted = why == Unready::Interrupted;
    recording.unready = Some(why).filter(|_| !recording.interrupted);
}

/// Says of every scenario that the run did not come to why that is.
fn account_for_the_rest(scenarios: &[&Scenario], recording: &mut Recording) {
    let reason = match recording.unready {
        Some(_) => "the run could not begin",
        None if recording.interrupted => "the run was interrupted before this",
        None => "the run broke off before this",
    };
    for scenario in scenarios.iter().skip(recording.scenarios.len()) {
        recording.scenarios.push(ScenarioRecord {
            address: scenario.address.clone(),
            outcome: Outcome::Skipped(reason.to_owned()),
            looks: Vec::new(),
        });
    }
}
