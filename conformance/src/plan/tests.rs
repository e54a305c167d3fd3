//! What a plan says of what.

use super::*;
use crate::contract::Contract;
use crate::scenario;

const MEANS: Means = Means {
    sandboxes: 2,
    other_key: true,
    max_pages: 10,
};

fn plan(means: Means) -> Plan {
    let contract = Contract::embedded().expect("the contract");
    let scenarios = scenario::embedded(&contract).expect("the scenarios");
    Plan::of(&scenarios.iter().collect::<Vec<_>>(), means)
}

#[test]
fn more_means_plan_more() {
    let all = plan(MEANS);
    assert!(
        all.scenarios
            .iter()
            .all(|planned| planned.skipped.is_none())
    );
    assert!(all.requests.least <= all.requests.about && all.requests.about <= all.requests.most);
    let alone = plan(Means {
        sandboxes: 0,
        other_key: false,
        ..MEANS
    });
    assert_eq!(alone.changes, Span::default(), "nothing is given");
    assert_eq!(alone.closing, Span::default(), "nothing is put back");
    assert!(alone.requests.about < all.requests.about);
    let skipped = alone
        .scenarios
        .iter()
        .filter(|planned| planned.skipped.is_some());
    assert!(skipped.count() > 5);
}

#[test]
fn longer_walks_raise_the_most_and_nothing_else() {
    let (few, many) = (
        plan(MEANS),
        plan(Means {
            max_pages: 20,
            ..MEANS
        }),
    );
    assert!(few.requests.most < many.requests.most);
    assert_eq!(
        (few.requests.least, few.requests.about),
        (many.requests.least, many.requests.about)
    );
}

#[test]
fn the_limit_costs_a_minute_for_every_hundred_requests_before_the_last() {
    let rows = [(0, 0), (1, 0), (100, 0), (101, 1), (200, 1), (201, 2)];
    for (requests, minutes) in rows {
        assert_eq!(minutes_of_waiting(requests), minutes, "{requests}");
    }
}

#[test]
fn what_is_kept_back_puts_every_sandbox_back_twice_and_looks() {
    let rows = [((0, 9), 0), ((1, 1), 4), ((2, 1), 6), ((2, 5), 14)];
    for ((sandboxes, pages), kept) in rows {
        assert_eq!(kept_back(sandboxes, pages), kept, "{sandboxes}, {pages}");
    }
    assert_eq!(fewest(MEANS), 9, "3 to begin and 6 to put back");
}
