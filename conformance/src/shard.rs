//! A run in parts: which scenarios and which sandboxes each part has.
//!
//! A pure function of the scenarios that are selected, of how many sandboxes are given and of
//! how many shards there are: every machine comes to the same by itself. Every scenario is in
//! exactly one shard, and every sandbox in at most one.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::{Input, Scenario};

/// More shards than this are a slip of the keyboard.
const MOST: u32 = 1_000;
/// How many sandboxes a scenario wants that is about every one: with one it proves less.
const SEVERAL: usize = 2;

/// One part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which one it is, from 1 to `of`.
    pub number: u32,
    /// How many there are, from 1.
    pub of: u32,
}

/// What a shard has of a run, as recordings and reports keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// Which shard it is, from 1 to `of`.
    pub number: u32,
    /// How many shards there are.
    pub of: u32,
    /// The addresses of its scenarios, in the order they are played.
    pub scenarios: Vec<String>,
    /// How many scenarios all shards have together.
    pub selected: usize,
    /// The sandboxes that all shards have together, in the order they were given.
    pub sandboxes: Vec<String>,
}

/// What every shard of a run has.
#[derive(Clone, Debug)]
pub struct Division {
    /// The shard of every scenario, counted from 0.
    scenarios: BTreeMap<String, usize>,
    /// The shard of every sandbox, counted from 0, in the order they were given.
    sandboxes: Vec<usize>,
}

/// Why there is no such shard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("--shard {text} {problem}\n  mend: {mend}")]
pub struct ShardError {
    text: String,
    problem: String,
    mend: String,
}

impl Shard {
    /// Reads `2/5`: the second of five.
    ///
    /// # Errors
    ///
    /// Where it is no such thing, or there is no such shard.
    pub fn parse(text: &str) -> Result<Self, ShardError> {
        let wrong = |problem: &str, mend: String| ShardError {
            text: text.to_owned(),
            problem: problem.to_owned(),
            mend,
        };
        let form = || "write K/N, such as 2/5 for the second of five shards".to_owned();
        let number = |digits: &str| {
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse::<u32>().ok().filter(|_| plain)
        };
        let halves = text.split_once('/');
        let numbers = halves.and_then(|(shard, of)| number(shard).zip(number(of)));
        let Some((shard, of)) = numbers else {
            return Err(wrong("is no shard", form()));
        };
        match (shard, of) {
            (_, 0) => Err(wrong("is one of no shards at all", form())),
            (_, of) if of > MOST => Err(wrong(
                "is one of more shards than anything is divided into",
                format!("divide the run into {MOST} shards at the most"),
            )),
            (0, of) => Err(wrong(
                "does not exist: shards are counted from 1",
                format!("name one of 1/{of} to {of}/{of}; add 1 to an index that begins with 0"),
            )),
            (shard, of) if shard > of => Err(wrong(
                "does not exist",
                format!("name one of 1/{of} to {of}/{of}"),
            )),
            (number, of) => Ok(Shard { number, of }),
        }
    }

    fn index(self) -> usize {
        self.number.saturating_sub(1) as usize
    }
}

impl Share {
    /// `2/5`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.number, self.of)
    }

    /// What it has of the run, in one line.
    pub fn words(&self) -> String {
        format!(
            "shard {} of {}, which has {} of {} scenarios",
            self.number,
            self.of,
            self.scenarios.len(),
            self.selected
        )
    }

    /// Whether there is nothing left for it to do.
    pub fn is_empty(&self) -> bool {
        self.scenarios.is_empty()
    }

    /// Whether a scenario is one of its own.
    pub fn has(&self, address: &str) -> bool {
        self.scenarios.iter().any(|own| own == address)
    }
}

impl Division {
    /// Divides a run over so many given sandboxes.
    ///
    /// The first shard has as many sandboxes as the scenario works on that wants most of them;
    /// the others have one each as long as there are any, and then the first once more. A
    /// scenario that needs sandboxes is in one of the shards that have enough of them; one that
    /// needs more than there are, or the key of another organisation, is in the first, so that
    /// no other shard is without anything that it can play. What is left is dealt out by
    /// address, always to the shard that has least.
    pub fn of(scenarios: &[&Scenario], sandboxes: usize, shards: u32) -> Self {
        let shards = shards.max(1) as usize;
        let sandboxes = deal_sandboxes(scenarios, sandboxes, shards);
        let held: Vec<usize> = (0..shards)
            .map(|shard| sandboxes.iter().filter(|holder| **holder == shard).count())
            .collect();
        let mut by_address: Vec<&Scenario> = scenarios.to_vec();
        by_address.sort_by(|one, other| one.address.cmp(&other.address));
        let (plain, bound): (Vec<_>, Vec<_>) = by_address
            .into_iter()
            .partition(|scenario| !scenario.changes_state() && !needs_other_key(scenario));
        let mut dealt = BTreeMap::new();
        let mut load = vec![0_usize; shards];
        let mut give = |scenario: &Scenario, shard: usize, load: &mut [usize]| {
            load[shard] += 1;
            dealt.insert(scenario.address.clone(), shard);
        };
        for scenario in bound {
            let enough = |shard: &usize| held[*shard] >= wanted(scenario);
            let fit = (0..shards).filter(enough);
            let fit = fit.filter(|_| !needs_other_key(scenario));
            let shard = fit.min_by_key(|shard| load[*shard]).unwrap_or(0);
            give(scenario, shard, &mut load);
        }
        for (place, scenario) in plain.into_iter().enumerate() {
            let least = (0..shards).min_by_key(|shard| load[*shard]).unwrap_or(0);
            give(scenario, if place == 0 { 0 } else { least }, &mut load);
        }
        Division {
            scenarios: dealt,
            sandboxes,
        }
    }

    /// The scenarios of a shard, in the order they were in.
    pub fn scenarios<'s>(&self, shard: Shard, scenarios: &[&'s Scenario]) -> Vec<&'s Scenario> {
        let own = |scenario: &&&Scenario| {
            self.scenarios.get(&scenario.address).copied() == Some(shard.index())
        };
        scenarios.iter().filter(own).copied().collect()
    }

    /// The sandboxes of a shard, of all that were given, in the order they were given.
    pub fn sandboxes(&self, shard: Shard, given: &[String]) -> Vec<String> {
        let own = given.iter().zip(&self.sandboxes);
        let own = own.filter(|(_, holder)| **holder == shard.index());
        own.map(|(id, _)| id.clone()).collect()
    }

    /// How many sandboxes a shard has.
    pub fn sandboxes_of(&self, shard: Shard) -> usize {
        let holders = self.sandboxes.iter();
        holders.filter(|holder| **holder == shard.index()).count()
    }

    /// What a shard has, to be kept with what it sees.
    pub fn share(&self, shard: Shard, scenarios: &[&Scenario], given: &[String]) -> Share {
        let own = self.scenarios(shard, scenarios);
        Share {
            number: shard.number,
            of: shard.of,
            scenarios: own.iter().map(|own| own.address.clone()).collect(),
            selected: self.scenarios.len(),
            sandboxes: given.to_vec(),
        }
    }
}

/// The shard of every sandbox, counted from 0.
fn deal_sandboxes(scenarios: &[&Scenario], sandboxes: usize, shards: usize) -> Vec<usize> {
    let most = scenarios.iter().map(|scenario| wanted(scenario)).max();
    let together = most.unwrap_or(0).max(1);
    (0..sandboxes)
        .map(|place| place.saturating_sub(together - 1) % shards)
        .collect()
}

/// How many sandboxes a scenario is worth most with.
fn wanted(scenario: &Scenario) -> usize {
    let every = scenario.preparation.is_some_and(|begin| begin.every);
    let several = every || scenario.steps.iter().any(|step| step.each.is_some());
    match several && scenario.changes_state() {
        true => scenario.sandboxes().max(SEVERAL),
        false => scenario.sandboxes(),
    }
}

fn needs_other_key(scenario: &Scenario) -> bool {
    scenario.needs.contains(&Input::OtherApiKey)
}
