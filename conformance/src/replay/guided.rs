//! Replaying what is decided only as the run goes on.

use super::interrupt::Interrupted;
use super::session::Session;
use super::{panic, unready};
use crate::contract::Operation;
use crate::recording::{Look, Outcome, Recording, ScenarioRecord};
use crate::scenario::Scenario;

/// Says what to play next, by what was seen so far.
pub trait Guide {
    /// The next scenario; none where it is enough. So many requests are left for it.
    fn next(&mut self, so_far: &Recording, left: u32) -> Option<Scenario>;
}

impl Session<'_> {
    /// Replays what a guide says over the given sandboxes, which are put back at the end.
    pub async fn follow(mut self, guide: &mut impl Guide, given: &[String]) -> Recording {
        let mut recording = self.blank();
        match self.borrow(given, &mut recording).await {
            Ok(()) => {
                let followed = panic::caught(self.guided(guide, &mut recording)).await;
                let followed = followed.unwrap_or_else(|panic| {
                    self.note_panic(&panic, &mut recording);
                    Ok(())
                });
                recording.interrupted = followed.is_err();
            }
            Err(why) => unready(&mut recording, given, why),
        }
        recording.broken_off.append(&mut self.broken_off);
        self.end(recording).await
    }

    async fn guided(
        &mut self,
        guide: &mut impl Guide,
        recording: &mut Recording,
    ) -> Result<(), Interrupted> {
        while let Some(scenario) = guide.next(recording, self.budget.left()) {
            // Written down as it is made, so that a panic loses nothing of it.
            recording.scenarios.push(ScenarioRecord {
                address: scenario.address.clone(),
                outcome: Outcome::Ran,
                looks: vec![Look::default()],
            });
            let Some(record) = recording.scenarios.last_mut() else {
                continue;
            };
            let played = self.whole(&scenario, record).await;
            if played.is_err() && self.budget.ran_out() {
                // What there is of it is too little to judge.
                let looks = std::mem::take(&mut record.looks);
                record.outcome = Outcome::Skipped(self.too_many_requests());
                let calls = looks.into_iter().flat_map(|look| look.exchanges);
                recording.broken_off.extend(calls);
                return Ok(());
            }
            if played.is_err() {
                record.outcome = Outcome::Errored("the run was interrupted".to_owned());
            }
            played?;
        }
        Ok(())
    }

    /// Plays a scenario once, and looks before and after its steps what became of the given
    /// sandboxes, where a list is due.
    async fn whole(
        &mut self,
        scenario: &Scenario,
        record: &mut ScenarioRecord,
    ) -> Result<(), Interrupted> {
        let Some(look) = record.looks.last_mut() else {
            return Ok(());
        };
        // What a preparation has done is seen by itself, so that no step is blamed for it.
        if let Some(outcome) = self.prepare(scenario, look).await? {
            record.outcome = outcome;
        } else {
            if !look.exchanges.is_empty() {
                self.see_again(look).await?;
            }
            record.outcome = self.play(scenario, look).await?;
        }
        let last = look.exchanges.last();
        if last.is_some_and(|exchange| exchange.operation != Operation::List) {
            self.see_again(look).await?;
        }
        Ok(())
    }
}
