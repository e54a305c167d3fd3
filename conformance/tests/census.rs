//! Every documented statement is checked by something, or says why it cannot be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use hopx_conformance::census;
use hopx_conformance::contract::{Claim, Contract};
use hopx_conformance::judge::CHECKS;
use hopx_conformance::scenario;
use regex::Regex;

static CONTRACT: LazyLock<Contract> =
    LazyLock::new(|| Contract::embedded().expect("the contract reads"));

/// Claims, each with a place that names it.
type Named = BTreeMap<String, String>;

fn claims() -> &'static [Claim] {
    &CONTRACT.claims.all
}

/// The claims that steps of scenarios name.
fn in_scenarios() -> Named {
    let mut named = Named::new();
    for scenario in scenario::embedded(&CONTRACT).expect("the scenarios read") {
        for step in &scenario.steps {
            let of_code = step.error_code.iter().map(|code| &code.claim);
            for claim in step.claims.iter().chain(of_code) {
                named.insert(claim.clone(), scenario.step_address(&step.id));
            }
        }
    }
    named
}

/// The claims that those parts of the description name that answers are held against.
fn in_description() -> Named {
    let mut named = Named::new();
    for claim in CONTRACT.description.claims() {
        for place in CONTRACT.description.judged_places_of(claim) {
            named.insert(claim.to_owned(), place);
        }
    }
    named
}

/// What looks like a claim in the source of the judge, with its place: a string of two or more
/// parts that begins with an area of the claims. A media type, a path or a pointer does not.
fn in_files_of_the_judge() -> Vec<(String, String)> {
    let literal = Regex::new(r#""([a-z0-9-]+(?:/[a-z0-9-]+)+)""#).expect("a pattern");
    let area = |id: &str| id.split('/').next().unwrap_or_default().to_owned();
    let areas: BTreeSet<_> = claims().iter().map(|claim| area(&claim.id)).collect();
    let mut named = Vec::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/judge")) {
        let name = file.file_name().expect("a name").to_string_lossy();
        // The list of what the others name.
        if name == "claims.rs" {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a source file");
        for (index, line) in text.lines().enumerate() {
            for found in literal.captures_iter(line) {
                let place = format!("src/judge/{name}:{}", index + 1);
                if areas.contains(&area(&found[1])) {
                    named.push((found[1].to_owned(), place));
                }
            }
        }
    }
    named
}

fn in_judge() -> Named {
    in_files_of_the_judge().into_iter().collect()
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

fn no_complaints(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_claim_is_checked_or_says_why_it_cannot_be() {
    let checks = [in_scenarios(), in_description(), in_judge()];
    let checked = |claim: &Claim| checks.iter().any(|named| named.contains_key(&claim.id));
    let orphans = claims()
        .iter()
        .filter(|claim| claim.untestable.is_none() && !checked(claim));
    let complaint = |claim: &Claim| {
        format!(
            "{} is checked by nothing\n  mend: name it in a step or in `x-claims`, judge it, or give \
             `untestable` with the reason",
            claim.id
        )
    };
    no_complaints(&orphans.map(complaint).collect::<Vec<_>>());
}

#[test]
fn what_is_said_of_a_parameter_or_an_operation_checks_nothing_by_itself() {
    let judged = in_description();
    for claim in ["list/limit/respected", "list/filter/status", "auth/bearer"] {
        assert!(CONTRACT.description.claims().any(|named| named == claim));
        assert!(!judged.contains_key(claim), "{claim}: {judged:?}");
    }
    for claim in [
        "list/element/id",
        "rate-limits/headers/reset",
        "errors/404/code",
    ] {
        assert!(judged.contains_key(claim), "{claim}");
    }
    // A header that may be absent.
    assert!(!judged.contains_key("rate-limits/429/retry-after-header"));
}

#[test]
fn nothing_is_both_untestable_and_tested() {
    let tested = [in_scenarios(), in_judge()];
    let mut complaints = Vec::new();
    for claim in claims().iter().filter(|claim| claim.untestable.is_some()) {
        for place in tested.iter().filter_map(|named| named.get(&claim.id)) {
            complaints.push(format!(
                "{} is untestable, and {place} tests it\n  mend: remove one of the two",
                claim.id
            ));
        }
    }
    no_complaints(&complaints);
}

#[test]
fn a_claim_that_says_why_it_cannot_be_checked_gives_a_reason() {
    let reasons = claims()
        .iter()
        .filter_map(|claim| Some((&claim.id, claim.untestable.as_ref()?)));
    for (id, reason) in reasons {
        let words = reason.split_whitespace().count();
        assert!(
            words >= 5,
            "{id} is untestable because of `{reason}`\n  mend: say why the three endpoints \
             cannot show it"
        );
    }
}

#[test]
fn the_judge_names_no_claim_that_there_is_not() {
    let named = in_judge();
    assert!(
        named.len() > 30,
        "few claims are found in src/judge: {named:?}"
    );
    let strangers = named
        .iter()
        .filter(|(id, _)| CONTRACT.claims.get(id).is_none());
    let complaint = |(id, place): (&String, &String)| {
        let nearest = CONTRACT.claims.nearest(id).unwrap_or_default();
        format!(
            "{place} names {id}, which claims.yaml does not have\n  mend: name one that \
             there is (the nearest is {nearest}), or add it"
        )
    };
    no_complaints(&strangers.map(complaint).collect::<Vec<_>>());
}

/// The name of a check, by a place in its file.
fn check_at(place: &str) -> &str {
    let file = place.rsplit('/').next().unwrap_or_default();
    file.split('.').next().unwrap_or_default()
}

#[test]
fn the_census_has_every_claim_that_a_file_of_the_judge_names() {
    let mut complaints = Vec::new();
    for (claim, place) in in_files_of_the_judge() {
        let file = check_at(&place);
        let mut checks = CHECKS
            .iter()
            .filter(|check| check.claims.contains(&claim.as_str()));
        // What the judge says as a whole stands with the check that finds it.
        if !checks.any(|check| check.name == file || file == "recording") {
            complaints.push(format!(
                "{place}: `{claim}` is not of `{file}` in judge::CHECKS: add it"
            ));
        }
    }
    no_complaints(&complaints);
}

#[test]
fn the_census_has_no_claim_that_no_file_of_the_judge_names() {
    let named = in_files_of_the_judge();
    let mut complaints = Vec::new();
    for check in CHECKS {
        let built = |claim: &str| claim.ends_with("/200") && check.name == "answer";
        let of_it = |claim: &str| {
            named
                .iter()
                .any(|(named, place)| named == claim && check_at(place) == check.name)
        };
        for claim in check.claims {
            if !built(claim) && !of_it(claim) {
                complaints.push(format!(
                    "src/judge/{}.rs does not name `{claim}`: take it out of judge::CHECKS",
                    check.name
                ));
            }
        }
    }
    no_complaints(&complaints);
}

#[test]
fn the_census_leaves_no_claim_out_and_none_unaccounted_for() {
    let scenarios = scenario::embedded(&CONTRACT).expect("the scenarios read");
    let entries = census::take(&CONTRACT, &scenarios);
    let ids: Vec<_> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let all: Vec<_> = claims().iter().map(|claim| claim.id.as_str()).collect();
    assert_eq!(ids, all);
    let orphans = entries.iter().filter(|entry| entry.is_orphan());
    let orphans: Vec<_> = orphans.map(|entry| entry.id.clone()).collect();
    no_complaints(&orphans);
}

#[test]
fn every_page_is_cited() {
    let mut cited = BTreeSet::new();
    for claim in claims() {
        let sources = claim.sources.iter().chain(&claim.superseded);
        cited.extend(sources.map(|source| source.page.as_str()));
        cited.extend(claim.contested.iter().map(|contest| contest.page.as_str()));
    }
    let idle = CONTRACT
        .claims
        .pages
        .keys()
        .filter(|page| !cited.contains(page.as_str()));
    let complaint = |page: &String| {
        format!(
            "no claim cites the page `{page}`\n  mend: state what it says as a claim, or take it \
             off the list"
        )
    };
    no_complaints(&idle.map(complaint).collect::<Vec<_>>());
}

#[test]
fn every_page_that_a_scenario_names_is_listed() {
    for scenario in scenario::embedded(&CONTRACT).expect("the scenarios read") {
        let listed = CONTRACT.claims.pages.contains_key(&scenario.page);
        assert!(
            listed,
            "{} is of the page `{}`, which claims.yaml does not list\n  mend: correct `x-page`, \
             or list the page",
            scenario.address, scenario.page
        );
    }
}
