//! The exchange that is being judged, and what was found about it.

use super::finding::Finding;
use super::verdict::{Observation, OwnFault, Who};
use crate::contract::Contract;
use crate::recording::Exchange;

/// One exchange under judgement.
pub(super) struct Check<'j> {
    pub(super) contract: &'j Contract,
    pub(super) exchange: &'j Exchange,
    /// The address of the step, for observations.
    address: String,
    notes: &'j mut Notes,
}

/// Everything that judging has brought to light so far.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) findings: Vec<Finding>,
    pub(super) observations: Vec<Observation>,
    pub(super) own_faults: Vec<OwnFault>,
}

impl<'j> Check<'j> {
    pub(super) fn new(
        contract: &'j Contract,
        scenario: &str,
        exchange: &'j Exchange,
        notes: &'j mut Notes,
    ) -> Self {
        Check {
            contract,
            exchange,
            address: format!("{scenario}/{}", exchange.step),
            notes,
        }
    }

    /// A claim is broken.
    pub(super) fn finding(
        &mut self,
        claim: &str,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) {
        self.notes
            .findings
            .push(self.about(claim, expected, actual));
    }

    /// A claim is broken, at a place of the response.
    pub(super) fn finding_at(
        &mut self,
        claim: &str,
        place: &str,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) {
        let finding = self.about(claim, expected, actual).at(place);
        self.notes.findings.push(finding);
    }

    /// Something that nobody fixes was seen.
    pub(super) fn observation(&mut self, claim: Option<&str>, seen: impl Into<String>) {
        self.notes.observe(claim, seen, &self.address);
    }

    /// Something is our own fault.
    pub(super) fn own_fault(&mut self, who: Who, what: impl Into<String>) {
        self.notes.own_faults.push(OwnFault {
            who,
            what: what.into(),
            exchange: self.exchange.number,
            step: self.address.clone(),
        });
    }

    /// The address of the step.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// How much was found so far.
    pub(super) fn found(&self) -> usize {
        self.notes.findings.len()
    }

    fn about(
        &self,
        claim: &str,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) -> Finding {
        Finding::about(self.exchange, claim, expected, actual)
    }
}

impl Notes {
    /// Notes what was seen; the same thing seen again only counts.
    pub(super) fn observe(&mut self, claim: Option<&str>, seen: impl Into<String>, step: &str) {
        let seen = seen.into();
        if let Some(known) = self
            .observations
            .iter_mut()
            .find(|known| known.seen == seen)
        {
            known.times += 1;
            return;
        }
        self.observations.push(Observation {
            claim: claim.map(str::to_owned),
            seen,
            step: step.to_owned(),
            times: 1,
        });
    }
}
