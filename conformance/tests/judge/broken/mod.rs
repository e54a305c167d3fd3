//! Every check has a broken twin: an answer that is at fault in one point.

mod answers;
mod effects;
mod lists;
mod statuses;

use std::collections::BTreeSet;

use hopx_conformance::exit::Exit;
use hopx_conformance::judge::Finding;
use hopx_conformance::recording::{Exchange, Recording};

use super::played::{PLAYED, exit, findings};
use super::twin::{Address, Addressed, parts};

/// A fault of a server, and what has to be said of it.
pub(crate) struct Row {
    pub(crate) name: String,
    /// The call that shows the fault.
    pub(crate) at: Address,
    spoil: Box<dyn Fn(&mut Recording)>,
    /// The claim that must be named.
    pub(crate) claim: String,
    /// The claims that the same fault breaks too.
    also: Vec<String>,
    /// Whether it is about sandboxes that the run was not given, so that it takes two looks.
    pub(crate) of_strangers: bool,
}

impl Row {
    /// The recording of a server with the fault, at the first look at it.
    pub(crate) fn seen_once(&self) -> Recording {
        let mut twin = PLAYED.recording.clone();
        twin.end_with(parts(self.at).0);
        (self.spoil)(&mut twin);
        twin
    }

    /// The recording of a server with the fault, looked at as often as it takes.
    pub(crate) fn twin(&self) -> Recording {
        let mut twin = self.seen_once();
        if self.of_strangers {
            twin.play_again(parts(self.at).0);
        }
        twin
    }
}

/// Every row there is.
pub(crate) fn all() -> Vec<Row> {
    let answers = [
        answers::members(),
        answers::values(),
        answers::bodies(),
        answers::headers(),
    ];
    let statuses = [
        statuses::refused(),
        statuses::untaken(),
        statuses::answered(),
        statuses::codes(),
        statuses::rate_limit(),
    ];
    let lists = [lists::limit_and_filters(), lists::paging()];
    let effects = [effects::given(), effects::strangers()];
    let groups = answers.into_iter().chain(statuses).chain(lists);
    groups.chain(effects).flatten().collect()
}

/// A row on one line each: how much of the recording is at fault, the call, what is wrong with
/// it, the claim (with what else the fault breaks behind it), and how it is made.
macro_rules! rows {
    ($($kind:ident $at:expr, $name:expr => $claims:expr, $spoil:expr;)*) => {
        vec![$($kind($at, $name, &$claims, $spoil)),*]
    };
}
use rows;

/// A fault that takes more than one answer to show.
fn whole(
    at: Address,
    name: impl Into<String>,
    claims: &[&str],
    spoil: impl Fn(&mut Recording) + 'static,
) -> Row {
    let mut claims = claims.iter().map(|claim| (*claim).to_owned());
    Row {
        name: format!("{at}: {}", name.into()),
        at,
        spoil: Box::new(spoil),
        claim: claims.next().expect("a claim"),
        also: claims.collect(),
        of_strangers: false,
    }
}

/// A fault in one answer.
fn one(
    at: Address,
    name: impl Into<String>,
    claims: &[&str],
    spoil: impl Fn(&mut Exchange) + 'static,
) -> Row {
    whole(at, name, claims, move |twin| spoil(twin.exchange(at)))
}

/// A fault in one answer, after which the scenario does not go on.
fn last(
    at: Address,
    name: impl Into<String>,
    claims: &[&str],
    spoil: impl Fn(&mut Exchange) + 'static,
) -> Row {
    whole(at, name, claims, move |twin| {
        spoil(twin.exchange(at));
        twin.end_after(at);
    })
}

/// A fault that is said of sandboxes that the run was not given.
fn strangers(
    at: Address,
    name: impl Into<String>,
    claims: &[&str],
    spoil: impl Fn(&mut Recording) + 'static,
) -> Row {
    Row {
        of_strangers: true,
        ..whole(at, name, claims, spoil)
    }
}

/// Every row names its claim at its place, and no claim that the fault does not break.
fn check(rows: Vec<Row>) {
    let mut wrong = Vec::new();
    for row in rows {
        if let Err(message) = judged_as_it_should(&row) {
            wrong.push(format!("{}: {message}", row.name));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn judged_as_it_should(row: &Row) -> Result<(), String> {
    let mut twin = row.twin();
    let number = twin.exchange(row.at).number;
    let verdict = PLAYED.judge(&twin);
    let named: Vec<_> = findings(&verdict).collect();
    let (scenario, step, _) = parts(row.at);
    let at_its_place = |(address, finding): &(&str, &Finding)| {
        *address == scenario && finding.step == step && finding.exchange == number
    };
    let claims: BTreeSet<_> = named.iter().map(|(_, finding)| &finding.claim).collect();
    if !claims.contains(&row.claim) {
        return Err(format!("{} is not named, but {claims:?}", row.claim));
    }
    let mut of_claim = named
        .iter()
        .filter(|(_, finding)| finding.claim == row.claim);
    if !of_claim.any(at_its_place) {
        return Err(format!("{} is named elsewhere: {named:#?}", row.claim));
    }
    let unrelated = |claim: &&String| **claim != row.claim && !row.also.contains(claim);
    let unrelated: Vec<_> = claims.into_iter().filter(unrelated).collect();
    if !unrelated.is_empty() {
        return Err(format!("{unrelated:?} named besides {}", row.claim));
    }
    if !verdict.own_faults.is_empty() {
        return Err(format!("called a fault of ours: {:?}", verdict.own_faults));
    }
    match exit(&verdict) {
        Exit::Violated => Ok(()),
        other => Err(format!("ends with {other:?}")),
    }
}
