//! Everything that a run has left unproven.

use std::collections::BTreeSet;

use super::lists;
use super::played::{Played, sandboxes_of};
use super::warning::{Gap, Warning};
use crate::contract::Contract;
use crate::recording::{Credential, Exchange, Outcome, Recording, ScenarioRecord};
use crate::scenario::Scenario;

/// Everything that a recording of these scenarios leaves unproven. A run that could not begin
/// or was interrupted says so by itself, and is not warned of.
pub fn weigh(contract: &Contract, scenarios: &[&Scenario], recording: &Recording) -> Vec<Warning> {
    if recording.unready.is_some() || recording.interrupted {
        return Vec::new();
    }
    let played: Vec<Played<'_>> = recording
        .scenarios
        .iter()
        .filter(|record| !record.looks.is_empty())
        .filter_map(|record| {
            let mut of_it = scenarios.iter();
            let scenario = of_it.find(|scenario| scenario.address == record.address)?;
            Some(Played { scenario, record })
        })
        .collect();
    let mut warnings = not_played(scenarios, recording);
    warnings.extend(one_sandbox(&played));
    warnings.extend(alike(&played));
    warnings.extend(lists::weigh(contract, &played, recording));
    warnings
}

/// One warning for each reason, however many scenarios it kept from being played.
fn not_played(scenarios: &[&Scenario], recording: &Recording) -> Vec<Warning> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut note = |reason, address| match reasons.iter_mut().find(|(known, _)| *known == reason) {
        Some((_, addresses)) => addresses.push(address),
        None => reasons.push((reason, vec![address])),
    };
    for record in &recording.scenarios {
        if let Outcome::Skipped(reason) = &record.outcome {
            note(reason.as_str(), record.address.as_str());
        }
    }
    for scenario in scenarios {
        let recorded = |record: &ScenarioRecord| record.address == scenario.address;
        if !recording.scenarios.iter().any(recorded) {
            let reason = "not in this recording: run it to record it";
            note(reason, scenario.address.as_str());
        }
    }
    let warning = |(reason, addresses): (&str, Vec<&str>)| {
        let (why, more) = match reason.split_once(": ") {
            Some((why, mend)) => (why, mend.to_owned()),
            None => (reason, "run them again".to_owned()),
        };
        let which = match addresses.as_slice() {
            [one] => format!("{one} was not played"),
            several => format!("{} scenarios were not played", several.len()),
        };
        Warning {
            gap: Gap::NotPlayed,
            says: format!("{which}: {why}"),
            more,
        }
    };
    reasons.into_iter().map(warning).collect()
}

fn one_sandbox(played: &[Played<'_>]) -> Option<Warning> {
    let with_one: Vec<&str> = played
        .iter()
        .filter(|played| sandboxes_of(played.scenario, played.record) == Some(1))
        .map(|played| played.scenario.address.as_str())
        .collect();
    let says = match with_one[..] {
        [] => return None,
        [address] => format!("{address} is about several sandboxes, and had 1"),
        _ => format!(
            "{} are about several sandboxes, and had 1",
            with_one.join(" and ")
        ),
    };
    Some(Warning {
        gap: Gap::OneSandbox,
        says,
        more: "give --sandbox a second time".to_owned(),
    })
}

/// Servers that have the same answer to everything.
fn alike(played: &[Played<'_>]) -> Option<Warning> {
    let own: Vec<_> = played
        .iter()
        .flat_map(Played::exchanges)
        .filter(|exchange| exchange.credential == Credential::Own)
        .collect();
    if !own.is_empty() && own.iter().all(|exchange| exchange.status() == Some(401)) {
        return Some(Warning {
            gap: Gap::AllRefused,
            says: format!(
                "every call of a scenario with the key of the run ({}) was answered 401",
                own.len()
            ),
            more: "check that the key is still valid, and run again".to_owned(),
        });
    }
    let statuses: BTreeSet<_> = played
        .iter()
        .flat_map(Played::exchanges)
        .map(Exchange::status)
        .collect();
    let only = statuses.first().copied().flatten();
    let only = only.filter(|_| statuses.len() == 1)?;
    // Where all that was asked may have this answer, it proves as much as any.
    let unfit = played.iter().any(|played| {
        let mut exchanges = played.exchanges();
        exchanges.any(|exchange| {
            let step = played.scenario.step(&exchange.step);
            let unmet = step.and_then(|step| played.scenario.unmet(step, only));
            unmet.is_some_and(|unmet| !unmet.is_empty())
        })
    });
    unfit.then(|| Warning {
        gap: Gap::OneAnswer,
        says: format!("every call was answered {only}, whatever it asked for"),
        more: "check that --base-url leads to the API itself, and to nothing in front of it"
            .to_owned(),
    })
}
