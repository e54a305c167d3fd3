//! The documented scenarios load, keep their addresses, and can be played.

use std::path::Path;

use hopx_conformance::contract::{Contract, Operation};
use hopx_conformance::scenario::{Input, Scenario, Selection, embedded, load_dir};
use roas_arazzo_executor::{HttpRequest, HttpResponse, Options, Progress, Run};
use serde_json::json;

/// Every scenario in the order it is played, with its steps.
const SCENARIOS: [(&str, &str); 43] = [
    ("pause/pause-running", "list-before pause list list-paused"),
    ("pause/repeat", "pause list-running"),
    ("pause/unknown", "pause"),
    ("pause/escaped", "pause"),
    ("pause/other-organisation", "list-before pause list"),
    ("resume/resume-paused", "list-before resume list"),
    ("resume/after-pausing", "pause list resume"),
    (
        "resume/twice-round",
        "pause resume pause-again resume-again list",
    ),
    ("resume/repeat", "resume"),
    ("resume/unknown", "resume"),
    ("resume/escaped", "resume"),
    ("resume/other-organisation", "pause resume list"),
    ("resume/all-paused", "list-paused resume list-left"),
    ("list/envelope", "list"),
    (
        "list/status",
        "everything running running-few-pages paused stopped creating",
    ),
    (
        "list/region",
        "everything us-east us-east-few-pages eu-west-running",
    ),
    ("list/region-nowhere", "list"),
    ("list/ids-usable", "list-running pause"),
    ("list/other-organisation", "ours theirs theirs-running"),
    ("list/paging", "whole few-pages"),
    ("list/one-a-page", "list"),
    ("list/limit-no-number", "list"),
    ("list/limit-negative", "list"),
    ("list/limit-zero", "list"),
    ("list/limit-huge", "list"),
    ("list/status-nonsense", "list"),
    ("list/cursor-unreadable", "list"),
    ("auth/bearer", "list"),
    ("auth/x-api-key", "list"),
    ("auth/x-api-key-to-change", "resume pause"),
    ("auth/no-key-list", "list"),
    ("auth/no-key-pause", "pause"),
    ("auth/no-key-resume", "resume"),
    ("auth/malformed-list", "list"),
    ("auth/malformed-pause", "pause"),
    ("auth/malformed-resume", "resume"),
    ("auth/invalid-key-list", "list"),
    ("auth/invalid-x-api-key-list", "list"),
    ("auth/invalid-key-pause", "pause"),
    ("auth/invalid-key-resume", "resume"),
    (
        "errors/refused-paused",
        "resume-without-key resume-with-invalid-key list",
    ),
    (
        "errors/refused-running",
        "pause-without-key pause-with-invalid-key list",
    ),
    ("rate-limits/exhausted", "spend"),
];

fn contract() -> Contract {
    Contract::embedded().expect("the contract reads")
}

fn scenarios() -> Vec<Scenario> {
    embedded(&contract()).unwrap_or_else(|error| panic!("{error}"))
}

fn steps(scenario: &Scenario) -> String {
    let ids = scenario.steps.iter().map(|step| step.id.as_str());
    ids.collect::<Vec<_>>().join(" ")
}

#[test]
fn addresses_and_their_order_are_stable() {
    let scenarios = scenarios();
    let found: Vec<(&str, String)> = scenarios
        .iter()
        .map(|scenario| (scenario.address.as_str(), steps(scenario)))
        .collect();
    let wanted: Vec<(&str, String)> = SCENARIOS
        .iter()
        .map(|(address, steps)| (*address, (*steps).to_owned()))
        .collect();
    assert_eq!(found, wanted);
}

/// Fails when a file was added since the test was built: touch `src/scenario/load.rs`.
#[test]
fn the_binary_holds_what_the_folder_holds() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let in_folder = load_dir(&dir, &contract()).unwrap_or_else(|error| panic!("{error}"));
    let addresses = |scenarios: &[Scenario]| -> Vec<String> {
        let addresses = scenarios.iter().map(|scenario| scenario.address.clone());
        addresses.collect()
    };
    assert_eq!(addresses(&scenarios()), addresses(&in_folder));
}

#[test]
fn messages_name_the_embedded_files() {
    let scenarios = scenarios();
    let first = scenarios.first().expect("there are scenarios");
    assert_eq!(
        first.file,
        "scenarios/pause/lifecycle.arazzo.yaml (built in)"
    );
    assert_eq!(first.page, "pause");
    assert_eq!(first.step_address("list"), "pause/pause-running/list");
    assert!(first.changes_state());
}

/// Without `--sandbox` nothing may be paused or resumed but an id that cannot exist.
#[test]
fn without_a_sandbox_only_ids_that_do_not_exist_are_called() {
    let contract = contract();
    for scenario in scenarios() {
        if scenario.changes_state() {
            continue;
        }
        assert_eq!(scenario.preparation, None, "{}", scenario.address);
        for (request, step) in play(&scenario, &contract).iter().zip(&scenario.steps) {
            let harmless = step.operation == Operation::List
                || request.url.contains("/sandbox_doesnotexist_7c41e09b52d8/")
                || request.url.contains("/doesnotexist%20%3F%23%2520%C3%BC/");
            assert!(harmless, "{}: {}", scenario.address, request.url);
        }
    }
}

#[test]
fn the_engine_plays_every_scenario_step_by_step() {
    let contract = contract();
    for scenario in scenarios() {
        let requests = play(&scenario, &contract);
        assert_eq!(requests.len(), scenario.steps.len(), "{}", scenario.address);
        for (request, step) in requests.iter().zip(&scenario.steps) {
            let described = contract.description.operation(step.operation);
            assert_eq!(request.method, described.method, "{}", scenario.address);
            assert_eq!(request.body, None, "{}", scenario.address);
        }
    }
}

#[test]
fn credentials_go_where_the_documents_say() {
    let contract = contract();
    let scenarios = scenarios();
    let sent = |address: &str, step: usize| -> Vec<(String, String)> {
        let scenario = scenarios.iter().find(|one| one.address == address);
        let requests = play(scenario.expect("a scenario"), &contract);
        requests[step].headers.clone()
    };
    let header = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    assert_eq!(
        sent("auth/bearer", 0),
        header("Authorization", "Bearer KEY")
    );
    assert_eq!(sent("auth/x-api-key", 0), header("X-API-Key", "KEY"));
    assert_eq!(sent("auth/no-key-pause", 0), vec![]);
    assert_eq!(
        sent("auth/malformed-list", 0),
        header("Authorization", "Token abc")
    );
    assert_eq!(
        sent("resume/other-organisation", 0),
        header("Authorization", "Bearer OTHER")
    );
    assert_eq!(
        sent("resume/other-organisation", 2),
        header("Authorization", "Bearer KEY")
    );
}

#[test]
fn every_scenario_that_works_on_a_sandbox_takes_a_key_for_it() {
    for scenario in scenarios() {
        let needs = &scenario.needs;
        let has_key = needs.contains(&Input::ApiKey) || needs.contains(&Input::OtherApiKey);
        assert!(
            has_key || !needs.contains(&Input::Sandbox),
            "{}",
            scenario.address
        );
    }
}

/// What the engine sends when every answer has a status that the criteria ask for.
fn play(scenario: &Scenario, contract: &Contract) -> Vec<HttpRequest> {
    let document = contract.description.document.clone();
    let source = &scenario.document.source_descriptions[0];
    let options = Options::new()
        .workflow(&scenario.workflow)
        .source(&source.name, &source.url, document)
        .base_url(&source.name, "http://localhost")
        .inputs(json!({ "api_key": "KEY", "other_api_key": "OTHER", "sandbox": "SANDBOX" }));
    let mut run = Run::start(&scenario.document, &options).expect("the engine starts");
    let mut requests = Vec::new();
    loop {
        match run.advance().expect("the engine goes on") {
            Progress::Send(request) => {
                let status = wanted_status(scenario, requests.len());
                requests.push(request);
                run.supply(HttpResponse::json(status, &json!({})))
                    .expect("the engine takes the answer");
            }
            Progress::Wait(_) => panic!("{} waits", scenario.address),
            Progress::Done(report) => {
                assert!(report.is_success(), "{}: {report}", scenario.address);
                return requests;
            }
        }
    }
}

/// The status that the first criterion of a step names with `==`, or 200.
fn wanted_status(scenario: &Scenario, step: usize) -> u16 {
    let criterion = &scenario.steps[step].criteria[0];
    let named = criterion.split_once("== ");
    named.map_or(200, |(_, rest)| {
        let digits = rest.get(..3).unwrap_or_default();
        digits.parse().expect("a status")
    })
}

fn selected(patterns: &[&str]) -> Result<Vec<String>, String> {
    let scenarios = scenarios();
    let patterns: Vec<String> = patterns
        .iter()
        .map(|pattern| (*pattern).to_owned())
        .collect();
    let selection = Selection::parse(&patterns).map_err(|error| error.to_string())?;
    let chosen = selection
        .apply(&scenarios)
        .map_err(|error| error.to_string())?;
    Ok(chosen.iter().map(|one| one.address.clone()).collect())
}

#[test]
fn nothing_selected_is_everything_but_what_spends_the_rate_limit() {
    let chosen = selected(&[]).expect("a selection");
    let all = SCENARIOS.map(|(address, _)| address);
    assert_eq!(chosen, all[..all.len() - 1]);
    assert_eq!(all[all.len() - 1], "rate-limits/exhausted");
}

#[test]
fn what_spends_the_rate_limit_is_selected_where_that_is_allowed() {
    let scenarios = scenarios();
    for patterns in [&[][..], &["*".to_owned()], &["rate-limits".to_owned()]] {
        let selection = Selection::parse(patterns).expect("patterns");
        let allowed = selection.exhausting(true).apply(&scenarios);
        let allowed = allowed.expect("a selection");
        assert!(allowed.iter().any(|scenario| scenario.exhausts()));
    }
    let error = selected(&["rate-limits/exhausted/spend"]).expect_err("not allowed");
    assert!(error.contains("--exhaust-rate-limit"), "{error}");
}

#[test]
fn patterns_select_by_address_area_step_and_glob() {
    let cases: [(&[&str], &[&str]); 7] = [
        (&["resume/repeat"], &["resume/repeat"]),
        (&["resume/resume-paused/list"], &["resume/resume-paused"]),
        (
            &["errors"],
            &["errors/refused-paused", "errors/refused-running"],
        ),
        (
            &["errors/"],
            &["errors/refused-paused", "errors/refused-running"],
        ),
        (&["*/repeat"], &["pause/repeat", "resume/repeat"]),
        (&["**paging**"], &["list/paging"]),
        // In the order in which they are played, and each once.
        (
            &["pause/repeat", "resume/re*", "resume/repeat"],
            &["pause/repeat", "resume/resume-paused", "resume/repeat"],
        ),
    ];
    for (patterns, wanted) in cases {
        let wanted = wanted.iter().map(|address| (*address).to_owned()).collect();
        assert_eq!(selected(patterns), Ok(wanted), "{patterns:?}");
    }
}

#[test]
fn a_pattern_that_is_of_no_use_is_named() {
    let cases = [
        (
            "resume/unkown",
            "matches no scenario",
            "the nearest address is `resume/unknown`",
        ),
        (
            "resum",
            "matches no scenario",
            "the nearest address is `resume`",
        ),
        ("create/*", "matches no scenario", "give an address"),
        ("resume/[", "is not a pattern", "give an address"),
        ("", "is not a pattern", "give an address"),
    ];
    for (pattern, problem, mend) in cases {
        let error = selected(&["pause", pattern]).expect_err(pattern);
        for wanted in [&format!("`{pattern}` "), problem, mend] {
            assert!(error.contains(wanted), "{pattern}: {error}");
        }
    }
}
