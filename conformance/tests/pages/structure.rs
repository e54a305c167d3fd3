//! What is on a page, and that one finds the way in it.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};

use crate::page::{Page, text};
use crate::runs::{broken, good, put_up_with};

#[track_caller]
fn says(page: &Page, selector: &str, words: &[&str]) {
    let said = page.text(selector);
    for word in words {
        assert!(said.contains(word), "{word:?} is not in {said:?}");
    }
}

#[test]
fn it_begins_with_the_verdict_on_whom_when_and_how() {
    let page = Page::of(&good().text);
    says(&page, "h1", &["The server keeps every documented claim"]);
    says(
        &page,
        "header .lead",
        &[
            "conforms",
            "exit code 0",
            "http://127.0.0.1:",
            "embedded mock",
            "UTC",
            "98 requests",
        ],
    );
    says(
        &page,
        ".lead",
        &["pausing and resuming the 2 given sandboxes"],
    );
    assert!(page.all("#partial").is_empty(), "a whole run");
    assert!(page.all("#findings").is_empty(), "nothing was found");
}

#[test]
fn a_partial_run_is_said_to_be_one_before_anything_else() {
    let page = Page::of(&broken().text);
    says(&page, "h1", &["The server breaks 1 documented claim."]);
    let alert = broken().text.find("A partial run").expect("an alert");
    assert!(alert < broken().text.find("<main").expect("the content"));
    says(&page, ".alert", &["3 scenarios were not played"]);
    says(&page, "#unproven", &["needs a key of another organisation"]);
}

#[test]
fn what_was_wrong_is_marked_at_its_place() {
    let page = Page::of(&broken().text);
    let marks = page.all("#scenarios .listing mark.wrong");
    assert!(marks.len() > 10, "{}", marks.len());
    for mark in marks {
        assert_eq!(text(mark).trim(), "\"status\": \"Stopped\",");
    }
    let finding = page.text("#findings article .finding:first-of-type .diff");
    assert!(
        finding.contains("stopped") && finding.contains("Stopped"),
        "{finding}"
    );
}

#[test]
fn what_was_known_is_told_from_what_was_not() {
    let page = Page::of(&put_up_with().text);
    says(&page, "h1", &["but for deviations that are known"]);
    says(
        &page,
        ".alert li",
        &[" scenarios were selected: list/envelope"],
    );
    says(&page, ".lead", &["read-only"]);
    says(
        &page,
        "#known li",
        &["it is <b>old</b>", "OPS-7", "2999-12-31"],
    );
    says(
        &page,
        "#findings article.known .badge",
        &["known deviation"],
    );
    assert!(page.all("#findings article.failed, mark.wrong").is_empty());
    assert!(!page.all("#scenarios .listing mark.known").is_empty());
}

#[test]
fn every_scenario_claim_and_call_is_there() {
    let page = Page::of(&good().text);
    assert_eq!(page.all("details.scenario").len(), 42);
    let calls = page.all("details.exchange");
    let numbers: BTreeSet<_> = calls.iter().filter_map(|call| call.value().id()).collect();
    assert_eq!((calls.len(), numbers.len()), (98, 98));
    let claims = page.all(".claim");
    assert!(claims.len() > 100, "{}", claims.len());
    says(
        &page,
        "#claims h3 a[href^='https://docs.hopx.ai/']",
        &["list", "pause", "resume"],
    );
    says(&page, "#claims .claim.skipped", &["Not testable: "]);
    says(&page, "#again", &["hopx-conformance run"]);
    says(&page, "#ledger table", &["resume", "200", "req_"]);
    says(&page, ".exchange .command", &["curl -i", "$HOPX_API_KEY"]);
}

#[test]
fn every_link_of_a_page_has_a_target_and_every_target_is_one() {
    for left in [good(), broken()] {
        Page::of(&left.text).has_a_target_for_every_link();
    }
}

#[test]
fn an_anchor_of_a_finding_is_the_same_in_every_run() {
    let page = Page::of(&broken().text);
    page.one("[id='finding-list.element.status--pause.pause-running.list-before']");
}

#[test]
fn it_can_be_read_by_whoever_does_not_see_it() {
    for left in [good(), broken()] {
        let page = Page::of(&left.text);
        assert_eq!(page.one("html").value().attr("lang"), Some("en"));
        page.has_landmarks_and_headings();
        assert_eq!(
            text(page.one("body > a:first-child")),
            "Skip to the content"
        );
        page.one("output[aria-live='polite']");
        for field in page.all("select, input[type=search]") {
            let id = field.value().id().expect("an id");
            page.one(&format!("label[for='{id}']"));
        }
    }
}

#[test]
fn it_needs_no_network_and_says_so_to_the_browser() {
    let page = Page::of(&good().text);
    let policy = page.one("meta[http-equiv='Content-Security-Policy']");
    let policy = policy.value().attr("content").expect("a policy");
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for element in ["style", "script"] {
        let hash = STANDARD.encode(digest(&SHA256, text(page.one(element)).as_bytes()));
        assert!(
            policy.contains(&format!("{element}-src 'sha256-{hash}'")),
            "{policy}"
        );
        assert_eq!(page.all(element).len(), 1, "{element}");
    }
    let outside = page.all("[src], iframe, object, embed, img, link:not([rel=icon]), [style]");
    assert_eq!(outside.len(), 0);
    assert!(!text(page.one("style")).contains("url("));
}

#[test]
fn without_its_script_nothing_is_hidden_but_what_the_script_works() {
    let page = Page::of(&good().text);
    for hidden in page.all("[hidden]") {
        let name = hidden.value().name();
        let id = hidden.value().id();
        assert!(
            name == "search" || name == "button" || id == Some("nothing"),
            "{name}"
        );
    }
}
