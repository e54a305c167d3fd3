//! A round as lines: what overlapped what, sandbox by sandbox.

use std::io::{self, Write};

use super::round::Round;
use crate::contract::Operation;
use crate::overlap::{History, Possible};
use crate::printable::printable;
use crate::recording::{Exchange, Overlap, ScenarioRecord};
use crate::state::WalkSeen;

/// Draws the calls of a round as they were made, and says what a list showed in the end.
///
/// # Errors
///
/// Whatever the stream answers.
pub(in crate::explore) fn timeline(
    round: &Round,
    given: &[&str],
    record: &ScenarioRecord,
    out: &mut impl Write,
) -> io::Result<()> {
    let exchanges = record.looks.iter().flat_map(|look| &look.exchanges);
    let exchanges: Vec<&Exchange> = exchanges.collect();
    let mut calls: Vec<(&Exchange, Overlap)> = exchanges
        .iter()
        .filter_map(|exchange| Some((*exchange, exchange.overlap?)))
        .collect();
    calls.sort_by_key(|(_, overlap)| overlap.invoked);
    let places = Places::of(&calls);
    let seen = last_list(&exchanges);
    for id in given {
        let of_it = calls
            .iter()
            .filter(|(call, _)| call.sandbox.as_deref() == Some(*id));
        let of_it: Vec<_> = of_it.collect();
        if of_it.is_empty() {
            continue;
        }
        writeln!(
            out,
            "  sandbox {}, {} at first",
            printable(id),
            round.begin.as_str()
        )?;
        for (call, overlap) in of_it {
            line(call, overlap, &places, out)?;
        }
        let shown = seen.statuses.get(*id).cloned().flatten();
        let shown = shown.map_or_else(|| "not shown".to_owned(), |status| printable(&status));
        let history = History::read(exchanges.iter().copied(), id);
        let ends = history.ends(Possible::of(Some(round.begin.as_str())));
        let only = ends.only().filter(|only| only.as_str() != shown);
        let only =
            only.map(|only| format!(", and every order of the calls leaves it {}", only.as_str()));
        writeln!(
            out,
            "    in the end, a list has it {shown}{}",
            only.unwrap_or_default()
        )?;
    }
    let lists = calls
        .iter()
        .filter(|(call, _)| call.operation == Operation::List);
    let lists: Vec<_> = lists.collect();
    if !lists.is_empty() {
        writeln!(out, "  lists, which prove nothing while calls overlap")?;
    }
    for (call, overlap) in lists {
        line(call, overlap, &places, out)?;
    }
    Ok(())
}

fn line(
    call: &Exchange,
    overlap: &Overlap,
    places: &Places,
    out: &mut impl Write,
) -> io::Result<()> {
    let answer = match call.answer() {
        Some(answer) => {
            let body = answer.json();
            let member = |name| Some(body.as_ref()?.get(name)?.as_str()?.to_owned());
            let word = member("code")
                .or_else(|| member("status"))
                .unwrap_or_default();
            format!("{} {}", answer.status, printable(&word))
        }
        None => "no answer".to_owned(),
    };
    writeln!(
        out,
        "    client {}  {:<9}  {}  {}",
        overlap.client,
        call.step,
        places.bar(overlap),
        answer.trim_end()
    )
}

/// The places at which something happened.
struct Places(Vec<u64>);

impl Places {
    fn of(calls: &[(&Exchange, Overlap)]) -> Self {
        let both = |(_, overlap): &(&Exchange, Overlap)| [overlap.invoked, overlap.answered];
        let mut places: Vec<u64> = calls.iter().flat_map(both).collect();
        places.sort_unstable();
        places.dedup();
        Places(places)
    }

    fn bar(&self, overlap: &Overlap) -> String {
        let under_way = overlap.invoked..overlap.answered;
        let column = |place: &u64| {
            let ends = *place == overlap.invoked || *place == overlap.answered;
            // What follows a place is under way until the next one.
            match (ends, under_way.contains(place)) {
                (true, true) => "|--",
                (true, false) => "|  ",
                (false, true) => "---",
                (false, false) => "   ",
            }
        };
        self.0.iter().map(column).collect()
    }
}

/// What the last list shows that was taken by itself.
fn last_list(exchanges: &[&Exchange]) -> WalkSeen {
    let lists = exchanges
        .rsplit(|exchange| exchange.overlap.is_some())
        .next();
    let lists = lists.unwrap_or_default();
    let last = lists.iter().map(|exchange| exchange.poll()).max();
    let pages = lists
        .iter()
        .filter(|exchange| Some(exchange.poll()) == last);
    WalkSeen::read(pages.copied())
}
