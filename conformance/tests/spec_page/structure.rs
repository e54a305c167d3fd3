//! What is on the page of the description that is built in, and that one finds the way in it.

use std::fs;

use hopx_conformance::census;
use hopx_conformance::contract::{Contract, Operation};
use hopx_conformance::scenario;
use serde_json::Value;

use crate::binary::fresh;
use crate::page::{Page, text};
use crate::written::{of, real, repository, write};

fn contract() -> Contract {
    Contract::embedded().expect("the contract")
}

/// A name as part of an anchor.
fn slug(name: &str) -> String {
    name.replace('.', "_").replace('/', ".")
}

/// The one element at an anchor.
#[track_caller]
fn at(page: &Page, anchor: &str) -> String {
    let found = page.all(&format!("[id='{anchor}']"));
    assert_eq!(found.len(), 1, "{anchor}");
    text(found[0])
}

#[track_caller]
fn says(said: &str, words: &[&str]) {
    for word in words {
        assert!(said.contains(word), "{word:?} is not in {said:?}");
    }
}

#[test]
fn it_begins_with_what_it_is_about_and_what_is_contested() {
    let page = Page::of(&real().text);
    says(&page.text("h1"), &["HopX sandbox control plane", "0.1.0"]);
    let claims = contract().claims.all.len();
    says(
        &page.text("header .lead"),
        &[
            "3 operations",
            &format!("{claims} documented claims"),
            "4 are contested",
            "3 between list and pagination",
            "1 between data-model, list and state",
        ],
    );
    let contested = real().text.find("id=\"contested\"").expect("the table");
    assert!(
        contested
            < real()
                .text
                .find("id=\"operations\"")
                .expect("the operations")
    );
}

#[test]
fn every_claim_is_there_with_its_level_its_wording_and_what_each_source_says() {
    let page = Page::of(&real().text);
    let contract = contract();
    for claim in &contract.claims.all {
        let said = at(&page, &format!("claim-{}", slug(&claim.id)));
        says(
            &said,
            &[&claim.id, &format!("{:?}", claim.level).to_lowercase()],
        );
        says(&said, &[&claim.requirement.trim().replace('`', "")]);
        for source in claim.sources.iter().chain(&claim.superseded) {
            says(&said, &[&source.page, &source.says.replace('`', "")]);
        }
        let why = claim.untestable.as_deref().unwrap_or_default();
        says(&said, &[why]);
    }
    assert_eq!(page.all("#claims .claim").len(), contract.claims.all.len());
}

#[test]
fn what_is_contested_is_in_the_table_with_both_sides_and_the_choice() {
    let page = Page::of(&real().text);
    let contract = contract();
    let mut contested = 0;
    for claim in &contract.claims.all {
        for contest in &claim.contested {
            contested += 1;
            let said = at(&page, &format!("contested-{}", slug(&claim.id)));
            let said = said.replace('`', "");
            says(
                &said,
                &[
                    &claim.sources[0].page,
                    &claim.sources[0].says.replace('`', ""),
                ],
            );
            says(
                &said,
                &[&contest.page, &contest.says, &contest.chosen, "Stated at"],
            );
        }
    }
    assert!(contested > 0);
    assert_eq!(page.all("#contested tbody tr").len(), contested);
    let marked = page.all("li.row .badge.contested, .schema .badge.contested");
    assert!(
        marked.len() > 4,
        "what rests on them is marked where it stands"
    );
}

#[test]
fn every_operation_parameter_and_answer_is_there() {
    let page = Page::of(&real().text);
    let contract = contract();
    for operation in Operation::ALL {
        let described = contract.description.operation(operation);
        let id = operation.id();
        let said = at(&page, &format!("operation-{id}"));
        says(
            &said,
            &[&described.method, &described.path, "curl", "hopx_client"],
        );
        for parameter in &described.parameters {
            let anchor = format!("parameter-{id}.{}", parameter.name).replace(id, &slug(id));
            says(&at(&page, &anchor), &[&parameter.name]);
        }
        for status in described.statuses() {
            let said = at(&page, &format!("response-{id}.{status}"));
            says(&said, &[&status.to_string()]);
            let response = contract.description.response(operation, status);
            let codes = &response.expect("a response").error_codes;
            says(&said, &codes.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}

/// The members of a schema and of what is within it, with whether they are promised.
fn members(name: &str, schema: &Value, found: &mut Vec<(String, bool)>) {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    for (member, schema) in schema["properties"].as_object().into_iter().flatten() {
        let name = format!("{name}.{member}");
        let promised = required.iter().any(|known| known == member.as_str());
        found.push((name.clone(), promised));
        members(&name, schema, found);
    }
}

#[test]
fn every_member_of_every_schema_is_there_with_its_status() {
    let page = Page::of(&real().text);
    let contract = contract();
    let document = &contract.description.document;
    let schemas = document["components"]["schemas"].as_object();
    let mut all = Vec::new();
    for (name, schema) in schemas.expect("schemas") {
        at(&page, &format!("schema-{name}"));
        members(name, schema, &mut all);
    }
    for (name, promised) in &all {
        let said = at(&page, &format!("member-{name}"));
        let status = if *promised { "promised" } else { "may appear" };
        says(
            &said,
            &[status, name.split('.').next_back().expect("a name")],
        );
        assert!(!said.contains("No claim"), "{said}");
    }
    assert_eq!(page.all("#schemas .member").len(), all.len());
    assert!(all.len() > 35, "{}", all.len());
    says(&at(&page, "member-SandboxList.url"), &["contested"]);
    says(&at(&page, "member-Sandbox.status"), &["contested"]);
}

#[test]
fn shared_answers_headers_and_every_example_are_there() {
    let page = Page::of(&real().text);
    let contract = contract();
    let components = &contract.description.document["components"];
    let names = |kind: &str| components[kind].as_object().expect("components").clone();
    for (kind, prefix) in [
        ("responses", "answer"),
        ("headers", "header"),
        ("securitySchemes", "security"),
    ] {
        for name in names(kind).keys() {
            at(&page, &format!("{prefix}-{name}"));
        }
    }
    let examples = page.all("details.example");
    assert_eq!(examples.len(), names("examples").len());
    let first = text(examples[0]);
    let order = [
        "\"object\": ",
        "\"data\": ",
        "\"has_more\": ",
        "\"request_id\": ",
    ];
    let places: Vec<_> = order.map(|name| first.find(name).expect(name)).to_vec();
    assert!(
        places.is_sorted(),
        "members stay in the order of the file: {first}"
    );
}

#[test]
fn every_scenario_is_there_and_what_it_tests_leads_to_the_claim() {
    let page = Page::of(&real().text);
    let contract = contract();
    let scenarios = scenario::embedded(&contract).expect("scenarios");
    for scenario in &scenarios {
        let said = at(&page, &format!("scenario-{}", slug(&scenario.address)));
        for step in &scenario.steps {
            says(&said, &[&step.id]);
            says(
                &said,
                &step.claims.iter().map(String::as_str).collect::<Vec<_>>(),
            );
        }
    }
    assert_eq!(page.all("#scenarios .scenario").len(), scenarios.len());
    for entry in census::take(&contract, &scenarios) {
        let said = at(&page, &format!("claim-{}", slug(&entry.id)));
        for check in &entry.checks {
            if let census::CheckedBy::Step { address, .. } = check {
                says(&said, &[address]);
            }
        }
        if let Some(reason) = &entry.untestable {
            says(&page.text("#untestable"), &[&entry.id, reason]);
        }
    }
}

#[test]
fn the_outline_of_the_client_and_what_is_left_out_are_there() {
    let page = Page::of(&real().text);
    let outline =
        fs::read_to_string(repository("tests/outline/generated.snap")).expect("a snapshot");
    let said = page.text("#client");
    let lines = outline
        .lines()
        .skip(4)
        .filter(|line| !line.trim().is_empty());
    for line in lines {
        says(&said, &[line.trim()]);
    }
    let said = page.text("#left-out");
    for fact in &contract().claims.left_out {
        says(
            &said,
            &[&fact.fact.replace('`', ""), &fact.reason.replace('`', "")],
        );
    }
}

#[test]
fn every_link_of_the_page_has_a_target_and_every_target_is_one() {
    let links = Page::of(&real().text).has_a_target_for_every_link();
    assert!(links > 500, "{links}");
}

#[test]
fn it_can_be_read_by_whoever_does_not_see_it() {
    Page::of(&real().text).has_landmarks_and_headings();
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let again = of("spec-page-again", &[]);
    assert!(again.text == real().text, "the page differs");
    let path = |name: &str| repository(name).display().to_string();
    let (description, claims) = (
        path("openapi/hopx-sandboxes.yaml"),
        path("openapi/claims.yaml"),
    );
    let scenarios = path("conformance/scenarios");
    let args = [
        "--contract",
        &description,
        "--claims",
        &claims,
        "--scenarios",
        &scenarios,
    ];
    let file = fresh("spec-page-files").join("page.html");
    write(&file, &args).ended(0, &[]);
    let first = fs::read(&file).expect("a page");
    write(&file, &args).ended(0, &[]);
    assert!(
        fs::read(&file).expect("a page") == first,
        "the page differs"
    );
    let page = Page::of(std::str::from_utf8(&first).expect("text"));
    assert_eq!(
        page.all("[data-tags]").len(),
        Page::of(&real().text).all("[data-tags]").len()
    );
}
