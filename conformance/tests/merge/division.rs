//! What each shard has of a run.

use std::collections::{BTreeMap, BTreeSet};

use hopx_conformance::contract::Contract;
use hopx_conformance::scenario::{self, Input, Scenario};
use hopx_conformance::shard::{Division, Shard};

fn scenarios() -> Vec<Scenario> {
    let contract = Contract::embedded().expect("the contract");
    scenario::embedded(&contract).expect("the scenarios")
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("box-{number}")).collect()
}

fn shards(of: u32) -> impl Iterator<Item = Shard> {
    (1..=of).map(move |number| Shard { number, of })
}

/// Every division that is tried: how many shards, how many sandboxes, and the result.
fn divisions(scenarios: &[&Scenario]) -> Vec<(u32, usize, Division)> {
    let pairs = (1..=7).flat_map(|of| (0..=6).map(move |sandboxes| (of, sandboxes)));
    let divided = |(of, sandboxes)| (of, sandboxes, Division::of(scenarios, sandboxes, of));
    pairs.map(divided).collect()
}

#[test]
fn every_scenario_is_in_exactly_one_shard() {
    let all = scenarios();
    let all: Vec<&Scenario> = all.iter().collect();
    for (of, sandboxes, division) in divisions(&all) {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for shard in shards(of) {
            for own in division.scenarios(shard, &all) {
                *times.entry(&own.address).or_default() += 1;
            }
        }
        assert_eq!(times.len(), all.len(), "{of} shards, {sandboxes} sandboxes");
        assert!(times.values().all(|times| *times == 1), "{times:?}");
    }
}

#[test]
fn every_sandbox_is_in_exactly_one_shard() {
    let all = scenarios();
    let all: Vec<&Scenario> = all.iter().collect();
    for (of, sandboxes, division) in divisions(&all) {
        let given = ids(sandboxes);
        let mut dealt: Vec<String> = shards(of)
            .flat_map(|shard| division.sandboxes(shard, &given))
            .collect();
        dealt.sort();
        assert_eq!(dealt, given, "{of} shards");
    }
}

#[test]
fn a_scenario_that_needs_sandboxes_is_where_there_are_enough() {
    let all = scenarios();
    let all: Vec<&Scenario> = all.iter().collect();
    for (of, sandboxes, division) in divisions(&all) {
        for shard in shards(of) {
            for own in division.scenarios(shard, &all) {
                let every = own.preparation.is_some_and(|begin| begin.every);
                let wanted = own.sandboxes().max(if every { 2 } else { 0 });
                let held = division.sandboxes_of(shard);
                let as_good_as_whole = held >= wanted.min(sandboxes);
                assert!(as_good_as_whole, "{} in {shard:?}, {held}", own.address);
            }
        }
    }
}

#[test]
fn only_the_first_shard_has_what_may_have_to_be_skipped() {
    let all = scenarios();
    let all: Vec<&Scenario> = all.iter().collect();
    for (of, _, division) in divisions(&all) {
        for shard in shards(of) {
            let own = division.scenarios(shard, &all);
            let without_sandboxes = division.sandboxes_of(shard) == 0;
            let skipped = |own: &&Scenario| {
                own.needs.contains(&Input::OtherApiKey) || without_sandboxes && own.changes_state()
            };
            if shard.number > 1 {
                assert!(!own.iter().any(skipped), "{shard:?}");
            }
            let playable = own.iter().any(|own| !skipped(own));
            assert!(playable || own.is_empty(), "{shard:?} has nothing to play");
        }
    }
}

#[test]
fn more_sandboxes_spread_what_needs_them() {
    let all = scenarios();
    let all: Vec<&Scenario> = all.iter().collect();
    let holders = |sandboxes| {
        let division = Division::of(&all, sandboxes, 5);
        let changing = |shard: &Shard| {
            let own = division.scenarios(*shard, &all);
            own.iter().any(|own| own.changes_state())
        };
        shards(5).filter(changing).count()
    };
    assert_eq!([0, 1, 2, 3, 4].map(holders), [1, 1, 1, 2, 3]);
}

#[test]
fn a_division_is_the_same_whatever_the_order_of_the_scenarios() {
    let all = scenarios();
    let forth: Vec<&Scenario> = all.iter().collect();
    let back: Vec<&Scenario> = all.iter().rev().collect();
    let turned: Vec<&Scenario> = all[9..].iter().chain(&all[..9]).collect();
    for other in [back, turned] {
        for (of, sandboxes, division) in divisions(&forth) {
            let divided = Division::of(&other, sandboxes, of);
            for shard in shards(of) {
                let addresses = |own: Vec<&Scenario>| -> BTreeSet<String> {
                    own.iter().map(|own| own.address.clone()).collect()
                };
                assert_eq!(
                    addresses(division.scenarios(shard, &forth)),
                    addresses(divided.scenarios(shard, &other)),
                );
            }
        }
    }
}

#[test]
fn a_shard_plays_its_scenarios_in_the_order_of_the_whole_run() {
    let all = scenarios();
    let all: Vec<&Scenario> = all.iter().collect();
    for (of, _, division) in divisions(&all) {
        for shard in shards(of) {
            let own = division.scenarios(shard, &all);
            let place = |own: &&Scenario| all.iter().position(|all| all.address == own.address);
            let places: Vec<_> = own.iter().map(place).collect();
            assert!(places.is_sorted(), "{shard:?}");
        }
    }
}

#[test]
fn more_shards_than_scenarios_leave_some_empty() {
    let all = scenarios();
    let two: Vec<&Scenario> = all.iter().take(2).collect();
    let division = Division::of(&two, 0, 7);
    let empty = shards(7).filter(|shard| division.scenarios(*shard, &two).is_empty());
    assert!(empty.count() >= 5);
}

#[test]
fn a_shard_is_written_as_its_number_and_how_many_there_are() {
    assert_eq!(Shard::parse("2/5"), Ok(Shard { number: 2, of: 5 }));
    assert_eq!(Shard::parse("1/1"), Ok(Shard { number: 1, of: 1 }));
    for wrong in [
        "", "2", "a/b", "2/", "/5", "-1/5", "+1/5", "1/5/6", "1.5/2", "2 / 5", "0/0",
    ] {
        assert!(Shard::parse(wrong).is_err(), "{wrong}");
    }
}
