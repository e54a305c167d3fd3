//! What the lists of a run have proved.

use std::collections::BTreeSet;

use super::played::Played;
use super::warning::{Gap, Warning};
use crate::contract::{Contract, Operation};
use crate::recording::{Credential, Exchange, Recording, Role};
use crate::scenario::{Step, Walk};
use crate::state::{self, WalkSeen};

pub(super) fn weigh(
    contract: &Contract,
    played: &[Played<'_>],
    recording: &Recording,
) -> Vec<Warning> {
    let pages: Vec<&Exchange> = played
        .iter()
        .flat_map(Played::exchanges)
        .filter(|exchange| is_own_page(exchange))
        .collect();
    let mut warnings = Vec::new();
    let shown: BTreeSet<String> = pages.iter().flat_map(|page| statuses(page)).collect();
    let sandboxes: usize = pages.iter().map(|page| sandboxes_on(page)).sum();
    if !pages.is_empty() && sandboxes == 0 {
        // On empty lists nothing else can be expected either.
        warnings.push(Warning {
            gap: Gap::EmptyLists,
            says: "every list was empty: no sandbox was seen".to_owned(),
            more: "run it with a key of an account that has sandboxes".to_owned(),
        });
    } else {
        warnings.extend(one_page(played, &pages));
        warnings.extend(one_status(contract, &pages, &shown));
    }
    warnings.extend(cut(played, recording));
    warnings
}

/// A list that could be read, asked for with the key of the run.
fn is_own_page(exchange: &Exchange) -> bool {
    exchange.operation == Operation::List
        && exchange.credential == Credential::Own
        && state::readable_page(exchange).is_some()
}

fn sandboxes_on(page: &Exchange) -> usize {
    state::readable_page(page).map_or(0, |body| state::elements(&body).count())
}

fn statuses(page: &Exchange) -> Vec<String> {
    let body = state::readable_page(page).unwrap_or_default();
    state::elements(&body)
        .filter_map(state::status)
        .map(str::to_lowercase)
        .collect()
}

/// Where small pages were asked for and one was enough all the same. A list that announces
/// more and has no second page is for the judge.
fn one_page(played: &[Played<'_>], pages: &[&Exchange]) -> Option<Warning> {
    let small = played
        .iter()
        .flat_map(|played| played.scenario.steps.iter().map(move |step| (played, step)))
        .filter(|(_, step)| matches!(step.walk, Some(Walk::AsWritten | Walk::Few)))
        .flat_map(|(played, step)| {
            played
                .exchanges()
                .filter(move |page| page.step == step.id && is_own_page(page))
        });
    let smallest = small
        .filter_map(|page| page.query("limit")?.parse::<u32>().ok())
        .min()?;
    let ended = |page: &&&Exchange| {
        let body = state::readable_page(page).unwrap_or_default();
        page_number(page) == 1 && state::is_last(&body)
    };
    let all = pages.iter().filter(ended).count() == pages.len();
    all.then(|| Warning {
        gap: Gap::OnePage,
        says: format!(
            "no list had a second page, and the smallest that was asked for holds {smallest}: paging was not seen"
        ),
        more: format!(
            "run it with a key of an account that has more than {smallest} of them"
        ),
    })
}

fn page_number(page: &Exchange) -> u32 {
    match page.role {
        Role::Step { page, .. } => page,
        Role::Prepare => 0,
    }
}

/// Where lists were filtered by a documented status, and no list showed any other.
fn one_status(
    contract: &Contract,
    pages: &[&Exchange],
    shown: &BTreeSet<String>,
) -> Option<Warning> {
    let known = contract.description.known_statuses();
    let documented = |status: &str| known.iter().any(|known| known == status);
    let filtered = pages
        .iter()
        .any(|page| page.query("status").is_some_and(documented));
    let only = shown.first().filter(|_| filtered && shown.len() == 1)?;
    Some(Warning {
        gap: Gap::OneStatus,
        says: format!(
            "every sandbox that was shown was {only}: what a filter by status leaves out was not seen"
        ),
        more: "run it where some sandbox has another status, or give one with --sandbox".to_owned(),
    })
}

/// Lists that went on where the run stopped. Walks that stop early by design are none.
fn cut(played: &[Played<'_>], recording: &Recording) -> Option<Warning> {
    let mut cut = Vec::new();
    for played in played {
        for step in &played.scenario.steps {
            if is_cut(played, step, recording) {
                cut.push(played.scenario.step_address(&step.id));
            }
        }
    }
    let first = cut.first()?;
    let others = match cut.len() {
        1 => String::new(),
        several => format!(", and {} others", several - 1),
    };
    Some(Warning {
        gap: Gap::WalkCut,
        says: format!(
            "the list of {first} went on after {} pages, where the run stopped{others}",
            recording.max_pages
        ),
        more: "raise --max-pages".to_owned(),
    })
}

fn is_cut(played: &Played<'_>, step: &Step, recording: &Recording) -> bool {
    if !matches!(step.walk, Some(Walk::Whole | Walk::Found | Walk::Few)) {
        return false;
    }
    played.looks().any(|look| {
        let pages: Vec<_> = look.last_walk(&step.id).collect();
        let Some(last) = pages.last() else {
            return false;
        };
        let seen = WalkSeen::read(pages.iter().copied());
        let given = || recording.given.iter().map(|given| &given.id);
        // Whoever looks for the given sandboxes may stop once they are seen.
        let found = step.walk == Some(Walk::Found)
            && !recording.given.is_empty()
            && given().any(|id| seen.statuses.contains_key(id));
        let body = state::readable_page(last).unwrap_or_default();
        let announced = body.get("has_more").and_then(serde_json::Value::as_bool);
        let walked = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        walked >= recording.max_pages && announced == Some(true) && !found
    })
}
