//! What all shards together say of the deviations that were known beforehand.

use hopx_conformance::judge::Standing;
use hopx_conformance::report::document::Document;

use crate::binary::{Told, fresh, write};
use crate::parts::{Parts, server};

/// The shards of a run of the list scenarios on a server that keeps the contract, beside a
/// claim that it is said to break in some of them.
fn shards(name: &str, scope: &str, args: &[&str]) -> Parts {
    let known = format!(
        "deviations:\n  - claim: list/200/has-more\n    scope: {scope}\n    reason: an old gateway\n    ticket: OPS-7\n    expires: 2999-01-31\n"
    );
    let known = write(&fresh(&format!("merge-known-{name}")), "known.yaml", &known);
    let server = server();
    let given = [&["--known", known.as_str()], args].concat();
    Parts::against(name, &server.base_url(), server.api_key(), 3, &given)
}

fn standing(document: &Document) -> &Standing {
    &document.known_deviations[0].standing
}

#[test]
fn a_deviation_is_gone_if_each_of_its_scenarios_was_played_by_some_shard() {
    let parts = shards("gone", "[list/envelope, 'list/status*']", &["list"]);
    for number in 1..=3 {
        let document = parts.document(number);
        assert!(
            matches!(standing(&document), Standing::NotChecked(_)),
            "no shard can tell by itself: {document:?}"
        );
    }
    let (told, merged) = parts.merge(&[1, 2, 3]);
    assert_eq!(standing(&merged), &Standing::Stale, "{told:?}");
    assert!(merged.known_deviations[0].unplayed.is_empty());
    told.ended(1, &["it no longer occurs; remove its entry"]);
}

#[test]
fn a_deviation_is_open_as_long_as_a_shard_is_missing_that_might_show_it() {
    let parts = shards("missing", "[list]", &["list"]);
    let (told, merged) = parts.merge(&[1, 3]);
    told.ended(3, &["shard 2 of 3 is missing"]);
    let Standing::NotChecked(why) = standing(&merged) else {
        panic!("{merged:?}");
    };
    let of_the_second = parts.document(2).scenarios;
    let mut addresses = of_the_second.iter().map(|scenario| &scenario.address);
    assert!(addresses.any(|address| why.starts_with(address)), "{why}");
}

#[test]
fn a_deviation_is_open_where_one_of_its_scenarios_was_skipped_by_the_shard_that_had_it() {
    // Nothing is given that it could work on.
    let parts = shards("skipped", "[list/ids-usable, list/envelope]", &["list"]);
    let (told, merged) = parts.merge(&[1, 2, 3]);
    assert_eq!(
        standing(&merged),
        &Standing::NotChecked("list/ids-usable was skipped".to_owned()),
        "{told:?}"
    );
    told.ended(0, &[]);
}

#[test]
fn a_deviation_that_fails_nothing_at_the_level_of_the_shards_is_open() {
    let args = ["list", "--level", "required"];
    let known = "deviations:\n  - claim: rate-limits/headers/limit\n    reason: an old gateway\n    ticket: OPS-7\n    expires: 2999-01-31\n";
    let known = write(&fresh("merge-known-level"), "known.yaml", known);
    let server = server();
    let given = [&["--known", known.as_str()][..], &args].concat();
    let parts = Parts::against("level", &server.base_url(), server.api_key(), 2, &given);
    let (told, merged): (Told, Document) = parts.merge(&[1, 2]);
    assert_eq!(
        standing(&merged),
        &Standing::NotChecked("its claim fails no run at this level".to_owned()),
        "{told:?}"
    );
    told.ended(0, &[]);
}
