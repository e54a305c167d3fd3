//! Description, claims and scenarios together, once each holds by itself.

use super::super::finding::{Finding, Spot};
use super::super::source::Source;
use super::Files;
use crate::census;
use crate::contract::{CLAIMS, Contract, DESCRIPTION, DocumentError};
use crate::scenario::{self, Scenario};

/// What only shows where all are read together.
pub(super) fn check(files: &Files, sound: bool) -> Vec<Finding> {
    if !sound {
        return Vec::new();
    }
    let contract = match contract(files) {
        Ok(contract) => contract,
        Err(error) => return vec![told("contract", &error)],
    };
    let mut findings = Vec::new();
    let scenarios = match files.scenarios.is_empty() {
        true => {
            scenario::embedded(&contract).map_err(|error| findings.push(told("scenario", &error)))
        }
        false => Ok(each(&files.scenarios, &contract, &mut findings)),
    };
    if let (Ok(scenarios), true) = (scenarios, findings.is_empty()) {
        findings.extend(orphans(&contract, &scenarios));
    }
    findings
}

fn contract(files: &Files) -> Result<Contract, DocumentError> {
    let description = files.description.as_ref().map_or_else(
        || (DESCRIPTION, "hopx-sandboxes.yaml (built in)"),
        |source| (source.text.as_str(), source.file.as_str()),
    );
    let claims = files.claims.as_ref().map_or_else(
        || (CLAIMS, "claims.yaml (built in)"),
        |source| (source.text.as_str(), source.file.as_str()),
    );
    Contract::parse(description, claims)
}

/// The scenarios of each file, or why it has none.
fn each(sources: &[Source], contract: &Contract, findings: &mut Vec<Finding>) -> Vec<Scenario> {
    let mut scenarios = Vec::new();
    for source in sources {
        let mut names = source.file.rsplit('/');
        let stem = names
            .next()
            .unwrap_or_default()
            .trim_end_matches(".arazzo.yaml");
        let area = names.next().unwrap_or("scenarios");
        match scenario::from_text(area, stem, &source.text, contract) {
            Ok(read) => scenarios.extend(read),
            Err(error) => {
                let mut finding = told("scenario", &error);
                finding.file.clone_from(&source.file);
                findings.push(finding);
            }
        }
    }
    scenarios
}

/// Claims that nothing states and nothing tests.
fn orphans(contract: &Contract, scenarios: &[Scenario]) -> Vec<Finding> {
    let entries = census::take(contract, scenarios).into_iter();
    let orphans = entries.filter(census::Entry::is_orphan);
    orphans
        .map(|orphan| Finding {
            file: contract.claims.file.clone(),
            spot: Spot {
                line: contract.claims.line(&orphan.id).unwrap_or(1),
                column: 1,
            },
            rule: "orphan".to_owned(),
            message: format!("claim `{}` is checked by nothing", orphan.id),
            mend: "name it where it is stated or tested, or give it `untestable` with the reason"
                .to_owned(),
        })
        .collect()
}

/// An error of loading as a finding. Its place begins with a line where there is one.
fn told(rule: &str, error: &DocumentError) -> Finding {
    let place = error.place.trim();
    let mut numbers = place.split([':', ' ']).map(str::parse::<u64>);
    let line = numbers.next().and_then(Result::ok);
    let column = line.and(numbers.next().and_then(Result::ok));
    let rest = match line {
        Some(_) => place
            .trim_start_matches(|letter: char| letter.is_ascii_digit() || ": ".contains(letter)),
        None => place,
    };
    let subject = if rest.is_empty() {
        String::new()
    } else {
        format!("{rest} ")
    };
    Finding {
        file: error.file.clone(),
        spot: Spot {
            line: line.unwrap_or(1),
            column: column.unwrap_or(1),
        },
        rule: rule.to_owned(),
        message: format!("{subject}{}", error.problem),
        mend: error.mend.clone(),
    }
}
