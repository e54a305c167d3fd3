//! Limit, filters and paging.

use hopx_conformance::recording::Recording;
use serde_json::{Value, json};

use super::answers::LIST;
use super::{Row, check, one, rows, strangers, whole};
use crate::played::{MINE, OTHER, THIRD};
use crate::twin::{Address, Addressed, Spoil, with};

const EVERYTHING: Address = "list/status/everything";
const RUNNING: Address = "list/status/running";
const RUNNING_2: Address = "list/status/running-few-pages@2";
const RUNNING_3: Address = "list/status/running-few-pages@3";
const PAUSED: Address = "list/status/paused";
const US_EAST: Address = "list/region/us-east";
const BOTH: Address = "list/region/eu-west-running";
const ONE_A_PAGE: Address = "list/one-a-page/list";

/// The element of a list at a place.
fn element(twin: &mut Recording, list: Address, place: usize) -> Value {
    twin.exchange(list).answered().json().expect("JSON")["data"][place].clone()
}

/// A stranger with such a status and region.
fn stranger(twin: &mut Recording, status: &str, region: &str) -> Value {
    let body = twin.exchange(EVERYTHING).answered().json().expect("JSON");
    let mut elements = body["data"].as_array().expect("a list").iter();
    let fits = |element: &&Value| element["status"] == status && element["region"] == region;
    let found = elements.find(fits).expect("such a sandbox").clone();
    assert!(found["id"] != MINE && found["id"] != OTHER);
    found
}

/// A list shows a given sandbox that it should not show.
fn shows(list: Address, id: &'static str) -> impl Fn(&mut Recording) {
    move |twin| {
        let element = twin.element(EVERYTHING, id);
        twin.exchange(list).add(element);
    }
}

/// A list shows a stranger that it should not show.
fn shows_one(list: Address, status: &'static str, region: &'static str) -> impl Fn(&mut Recording) {
    move |twin| {
        let element = stranger(twin, status, region);
        twin.exchange(list).add(element);
    }
}

/// A list leaves out the sandbox at a place.
fn leaves_out(list: Address, place: &'static str) -> impl Fn(&mut Recording) {
    move |twin| twin.exchange(list).remove(place)
}

pub(super) fn limit_and_filters() -> Vec<Row> {
    rows! {
        one ONE_A_PAGE, "two sandboxes" => ["list/limit/respected"], |it| {
            let shown = it.answered().json().expect("JSON")["data"][0].clone();
            it.add(with(shown, json!({ "id": "sandbox_too_many" })));
        };
        whole PAGE_3, "one more than asked for" => ["list/limit/respected"], |twin| {
            let shown = element(twin, PAGE_3, 0);
            twin.exchange(PAGE_3).add(with(shown, json!({ "id": "sandbox_too_many" })));
        };
        whole PAUSED, "a given running sandbox" => ["list/filter/status"], shows(PAUSED, MINE);
        strangers PAUSED, "a running stranger" => ["list/filter/status"],
            shows_one(PAUSED, "running", "us-east");
        whole US_EAST, "a given sandbox elsewhere" => ["list/filter/region"], shows(US_EAST, OTHER);
        strangers US_EAST, "a stranger elsewhere" => ["list/filter/region"],
            shows_one(US_EAST, "running", "eu-west");
        strangers US_EAST, "a stranger nowhere" => ["list/filter/region"], |twin| {
            twin.exchange(US_EAST).set("/data/0/region", Value::Null);
        };
        whole "list/region-nowhere/list", "a given sandbox" => ["list/filter/region"],
            shows("list/region-nowhere/list", MINE);
        whole BOTH, "a given sandbox elsewhere" => ["list/filter/together"], shows(BOTH, MINE);
        strangers BOTH, "a paused stranger" => ["list/filter/together"],
            shows_one(BOTH, "paused", "eu-west");
        strangers RUNNING_2, "a stopped stranger" => ["list/filter/every-page"], |twin| {
            twin.exchange(RUNNING_2).set("/data/1/status", json!("stopped"));
        };
        one RUNNING, "a given sandbox left out" => ["list/filter/complete"], |it| it.hide(MINE);
        strangers RUNNING, "a stranger left out" => ["list/filter/complete"],
            leaves_out(RUNNING, "/data/0");
        strangers US_EAST, "a stranger left out" => ["list/filter/complete"],
            leaves_out(US_EAST, "/data/1");
        strangers BOTH, "a stranger left out" => ["list/filter/complete"],
            leaves_out(BOTH, "/data/0");
        strangers "list/status/stopped", "all of them left out"
            => ["list/filter/complete"], |twin| {
            twin.exchange("list/status/stopped").set("/data", json!([]));
        };
        one "pause/pause-running/list-paused", "the paused one left out" => ["list/filter/complete"],
            |it| it.hide(MINE);
        one RUNNING_3, "a given sandbox left out"
            => ["list/filter/complete"],
            |it| it.hide(OTHER);
    }
}

const PAGE_1: Address = "list/paging/few-pages";
const PAGE_2: Address = "list/paging/few-pages@2";
const PAGE_3: Address = "list/paging/few-pages@3";

pub(super) fn paging() -> Vec<Row> {
    rows! {
        one PAGE_1, "more and no cursor" => ["list/200/next-cursor"],
            |it| it.remove("/next_cursor");
        one PAGE_1, "more and a null cursor" => ["list/200/next-cursor"],
            |it| it.set("/next_cursor", Value::Null);
        one PAGE_1, "more and an empty cursor" => ["list/200/next-cursor"],
            |it| it.set("/next_cursor", json!(""));
        one PAGE_1, "more and a number" => ["list/200/next-cursor"],
            |it| it.set("/next_cursor", json!(9));
        one PAGE_3, "no more and a cursor" => ["list/paging/ends-without-cursor"],
            |it| it.set("/next_cursor", json!("c2"));
        one LIST, "no more and a cursor" => ["list/paging/ends-without-cursor"],
            |it| it.set("/next_cursor", json!("c2"));
        whole PAGE_2, "the cursor that led to it" => ["list/paging/advances"], |twin| {
            let first = twin.exchange(PAGE_1).answered().json().expect("JSON").into_owned();
            twin.exchange(PAGE_2).set("/next_cursor", first["next_cursor"].clone());
            twin.cut_before(PAGE_3);
        };
        whole PAGE_2, "the page before once more" => ["list/paging/advances"], |twin| {
            let first = twin.exchange(PAGE_1).answered().json().expect("JSON").into_owned();
            twin.exchange(PAGE_2).set("/data", first["data"].clone());
        };
        whole "list/one-a-page/list@2", "the page before once more"
            => ["list/paging/advances"], |twin| {
            let first = element(twin, ONE_A_PAGE, 0);
            twin.exchange("list/one-a-page/list@2").set("/data/0", first);
        };
        whole "list/one-a-page/list@4", "the third page in a row that is empty"
            => ["list/paging/advances"], |twin| {
            for page in ["list/one-a-page/list@2", "list/one-a-page/list@3", "list/one-a-page/list@4"] {
                twin.exchange(page).set("/data", json!([]));
            }
        };
        whole PAGE_3, "a given sandbox twice" => ["list/paging/exactly-once"], |twin| {
            let mine = twin.element(PAGE_3, MINE);
            twin.exchange(PAGE_3).set("/data/0", mine);
        };
        whole ONE_A_PAGE, "sandboxes without an id" => ["list/element/id"], |twin| {
            for page in [ONE_A_PAGE, "list/one-a-page/list@2", "list/one-a-page/list@3", "list/one-a-page/list@4"] {
                twin.exchange(page).remove("/data/0/id");
            }
        };
        whole ONE_A_PAGE, "empty ids" => ["list/element/id"], |twin| {
            for page in [ONE_A_PAGE, "list/one-a-page/list@2"] {
                twin.exchange(page).set("/data/0/id", json!(""));
            }
        };
        strangers PAGE_2, "the last of the page before"
            => ["list/paging/exactly-once", "list/paging/complete"], |twin| {
            let last = element(twin, PAGE_1, 4);
            twin.exchange(PAGE_2).set("/data/0", last);
        };
        strangers PAGE_3, "one between two pages left out" => ["list/paging/complete"],
            leaves_out(PAGE_2, "/data/0");
        strangers "list/paging/whole", "one left out of the large page" => ["list/paging/complete"],
            leaves_out("list/paging/whole", "/data/5");
        one PAGE_3, "the last one left out" => ["list/paging/complete"], |it| it.hide(OTHER);
        whole PAGE_1, "ends too early" => ["list/paging/complete"], |twin| {
            twin.exchange(PAGE_1).set("/has_more", json!(false));
            twin.exchange(PAGE_1).set("/next_cursor", Value::Null);
            twin.cut_before(PAGE_2);
        };
        whole THEIRS, "a sandbox of ours" => ["list/own-organisation"], shows(THEIRS, MINE);
        whole THEIR_RUNNING, "a sandbox of ours that runs" => ["list/own-organisation"], |twin| {
            let third = twin.element("list/status/everything", THIRD);
            twin.exchange(THEIR_RUNNING).add(third);
        };
        strangers THEIR_RUNNING, "one that our list shows" => ["list/own-organisation"],
            shows_one(THEIR_RUNNING, "running", "us-east");
    }
}

const THEIRS: Address = "list/other-organisation/theirs";
const THEIR_RUNNING: Address = "list/other-organisation/theirs-running";

#[test]
fn a_list_keeps_to_its_limit_and_filters() {
    check(limit_and_filters());
}

#[test]
fn pages_put_together_are_the_list() {
    check(paging());
}
