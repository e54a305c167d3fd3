//! Numbers and times of a shard, as they are among those of all shards.

use crate::report::document::Document;

/// What comes before a shard.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// The highest number of an exchange.
    pub(super) exchanges: u32,
    /// The highest number of a finding.
    pub(super) findings: u32,
    /// How long after the first shard it began, in milliseconds.
    pub(super) ms: u64,
}

/// How the number of an exchange stands in a finding about request ids.
const NAMED: &str = ", as in exchange ";

impl Before {
    /// Moves everything that a document numbers behind what comes before it.
    pub(super) fn shift(self, document: &mut Document) {
        let exchange = |number: &mut u32| {
            // 0 is the number of no exchange.
            if *number > 0 {
                *number = number.saturating_add(self.exchanges);
            }
        };
        let findings = |numbers: &mut Vec<u32>| {
            for number in numbers {
                *number = number.saturating_add(self.findings);
            }
        };
        for called in &mut document.exchanges {
            exchange(&mut called.number);
            findings(&mut called.findings);
            for attempt in &mut called.attempts {
                attempt.at_ms = attempt.at_ms.saturating_add(self.ms);
            }
        }
        for finding in &mut document.findings {
            finding.number = finding.number.saturating_add(self.findings);
            exchange(&mut finding.exchange);
            if finding.claim == super::request_ids::CLAIM {
                finding.actual = self.renamed(&finding.actual);
            }
        }
        for scenario in &mut document.scenarios {
            findings(&mut scenario.findings);
            for step in &mut scenario.steps {
                findings(&mut step.findings);
                step.exchanges.iter_mut().for_each(exchange);
            }
        }
        for claim in &mut document.claims {
            findings(&mut claim.findings);
        }
        for fault in &mut document.own_faults {
            exchange(&mut fault.exchange);
        }
        for change in &mut document.ledger {
            exchange(&mut change.exchange);
        }
        for wait in &mut document.waits.each {
            exchange(&mut wait.before);
        }
    }

    /// What comes before the next shard.
    pub(super) fn after(self, document: &Document) -> Self {
        let exchanges = document.exchanges.iter().map(|called| called.number);
        let findings = document.findings.iter().map(|finding| finding.number);
        Before {
            exchanges: exchanges.fold(self.exchanges, u32::max),
            findings: findings.fold(self.findings, u32::max),
            ms: 0,
        }
    }

    fn renamed(self, actual: &str) -> String {
        let renamed = actual.rsplit_once(NAMED).and_then(|(id, number)| {
            let number: u32 = number.parse().ok()?;
            Some(format!(
                "{id}{NAMED}{}",
                number.saturating_add(self.exchanges)
            ))
        });
        renamed.unwrap_or_else(|| actual.to_owned())
    }
}

/// What is said of a request id that an earlier exchange had.
pub(super) fn shared(id: &str, earlier: u32) -> String {
    format!("`{id}`{NAMED}{earlier}")
}
