use hopx_mock::Twin;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What `openapi/claims.yaml` says of a claim.
#[derive(Debug, Default)]
struct Claim {
    level: String,
    untestable: bool,
}

impl Claim {
    /// Whether a run may fail on it.
    fn can_fail(&self) -> bool {
        self.level != "observed" && !self.untestable
    }
}

/// Every claim by its id. The file is read line by line: it is written with one member a line.
fn claims() -> BTreeMap<String, Claim> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/claims.yaml");
    let text = fs::read_to_string(path).expect("the claims");
    let mut claims = BTreeMap::new();
    let mut last = String::new();
    for line in text.lines() {
        if let Some(id) = line.strip_prefix("  - id: ") {
            last = id.to_owned();
            claims.insert(last.clone(), Claim::default());
        }
        let Some(claim) = claims.get_mut(&last) else {
            continue;
        };
        if let Some(level) = line.strip_prefix("    level: ") {
            claim.level = level.to_owned();
        }
        claim.untestable |= line.starts_with("    untestable:");
    }
    claims
}

fn faults() -> impl Iterator<Item = (&'static Twin, &'static str)> {
    Twin::all().filter_map(|twin| Some((twin, twin.breaks()?)))
}

#[test]
fn every_fault_breaks_a_claim_that_a_run_may_fail_on() {
    let claims = claims();
    assert!(claims.len() > 100, "{}", claims.len());
    for (twin, claim) in faults() {
        let known = claims.get(claim);
        let known = known.unwrap_or_else(|| panic!("{}: no claim {claim}", twin.name()));
        assert!(known.can_fail(), "{}: {claim} is {known:?}", twin.name());
    }
}

#[test]
fn every_claim_that_a_run_may_fail_on_is_broken_by_a_fault() {
    let broken: BTreeSet<&str> = faults().map(|(_, claim)| claim).collect();
    let claims = claims();
    let unbroken: Vec<_> = claims
        .iter()
        .filter(|(id, claim)| claim.can_fail() && !broken.contains(id.as_str()))
        .collect();
    assert!(unbroken.is_empty(), "{unbroken:#?}");
}

#[test]
fn most_claims_are_broken_in_several_ways() {
    let mut ways: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, claim) in faults() {
        *ways.entry(claim).or_default() += 1;
    }
    let once: Vec<_> = ways.iter().filter(|(_, ways)| **ways == 1).collect();
    assert!(once.len() * 4 < ways.len(), "{once:?}");
}

#[test]
fn there_are_many() {
    assert!(faults().count() >= 150, "{}", faults().count());
    let legal = Twin::all().filter(|twin| twin.breaks().is_none());
    assert!(legal.count() >= 45);
}

#[test]
fn each_has_a_name_of_its_own_that_finds_it() {
    let mut names = BTreeSet::new();
    for twin in Twin::all() {
        let name = twin.name();
        assert!(names.insert(name), "{name} twice");
        let plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
        assert!(name.bytes().all(plain), "{name}");
        assert!(Twin::named(name).is_some_and(|found| found.about() == twin.about()));
    }
    assert!(Twin::named("faultless").is_none());
}

#[test]
fn each_says_in_a_line_of_its_own_what_it_does() {
    let mut said = BTreeSet::new();
    for twin in Twin::all() {
        let about = twin.about();
        assert!(said.insert(about), "{}: {about} twice", twin.name());
        assert!(about.len() > 15, "{}: {about}", twin.name());
        assert!(!about.contains('\n') && !about.ends_with('.'), "{about}");
    }
}

#[test]
fn is_shown_with_its_name_and_its_claim() {
    let twin = Twin::named("cursor-ignored").unwrap();
    let shown = format!("{twin:?}");
    assert_eq!(
        shown,
        r#"Twin { name: "cursor-ignored", breaks: Some("list/paging/advances"), .. }"#
    );
}
