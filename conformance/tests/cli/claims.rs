//! The listing of the claims, and of what checks them.

use hopx_conformance::contract::Contract;
use serde_json::Value;

use crate::binary::{fresh, hopx, write};

const CLAIMS: &str = include_str!("../../../openapi/claims.yaml");

fn listed(args: &[&str]) -> Vec<Value> {
    let told = hopx(&[&["claims", "--json"], args].concat());
    told.ended(0, &[]);
    serde_json::from_str(&told.out).expect("a list")
}

#[test]
fn every_claim_is_listed_with_what_checks_it_or_why_nothing_can() {
    let all = Contract::embedded().expect("the contract").claims.all;
    let told = hopx(&["claims"]);
    told.ended(
        0,
        &[&format!("{} claims", all.len()), "0 checked by nothing"],
    );
    for (line, claim) in told.out.lines().zip(&all) {
        assert!(line.starts_with(&claim.id), "{line}");
        let why = ["step", "description", "invariant", "check", "not testable"];
        assert!(why.iter().any(|word| line.contains(word)), "{line}");
    }
    assert_eq!(listed(&[]).len(), all.len());
}

#[test]
fn claims_are_chosen_by_area_and_level() {
    let rows: [(&[&str], &str, &str); 3] = [
        (&["--area", "resume"], "resume/", ""),
        (&["--level", "observed"], "", "observed"),
        (
            &["--area", "list", "--level", "required"],
            "list/",
            "required",
        ),
    ];
    for (args, area, level) in rows {
        let claims = listed(args);
        assert!(!claims.is_empty(), "{args:?}");
        for claim in claims {
            assert!(claim["id"].as_str().expect("an id").starts_with(area));
            assert!(level.is_empty() || claim["level"] == level, "{claim}");
        }
    }
    hopx(&["claims", "--area", "none"]).refused(&["no claim is of that area"]);
}

#[test]
fn one_claim_is_shown_with_its_sources_and_all_that_checks_it() {
    let told = hopx(&["claims", "pause/200"]);
    told.ended(
        0,
        &["pause/200 (required)", "says      https://", "step pause/"],
    );
    told.ended(0, &["$statusCode == 200", "check answer"]);
    let contract = Contract::embedded().expect("the contract");
    let mut claims = contract.claims.all.iter();
    let contested = claims.find(|claim| !claim.contested.is_empty());
    let id = &contested.expect("a contested claim").id;
    hopx(&["claims", id]).ended(0, &["contested https://", "chosen: "]);
    hopx(&["claims", "pause/20"]).refused(&["no claim `pause/20`", "nearest is `pause/200`"]);
}

#[test]
fn a_claim_that_nothing_checks_is_not_kept_quiet() {
    let orphan = "  - id: pause/of/nobody\n    level: observed\n    requirement: Something else.\n    sources:\n      - page: pause\n        says: Something else.\n";
    let text = CLAIMS.replacen("\nclaims:\n", &format!("\nclaims:\n{orphan}"), 1);
    let file = write(&fresh("orphan"), "claims.yaml", &text);
    let told = hopx(&["claims", "--claims", &file]);
    told.ended(1, &["CHECKED BY NOTHING", "1 checked by nothing"]);
}
