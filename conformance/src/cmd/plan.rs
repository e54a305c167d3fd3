//! What a run is going to do: in one line before its first request, in full with `--dry-run`.

use std::io::{self, Write};

use anstyle::Style;

use super::{Error, closed};
use crate::exit::Exit;
use crate::plan::{Means, Plan, REQUESTS_A_MINUTE, Span, minutes_of_waiting};
use crate::shard::Share;

const STRONG: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Prints a plan.
pub(super) fn tell(
    plan: &Plan,
    target: &str,
    shard: Option<&str>,
    means: Means,
    most: Option<u32>,
) -> Result<Exit, Error> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let told = shard.map_or(Ok(()), |shard| writeln!(out, "{STRONG}{shard}{STRONG:#}"));
    match told.and_then(|()| write(plan, target, means, most, &mut out)) {
        Err(error) if !closed(&error) => Err(error.into()),
        _ => Ok(Exit::Conforms),
    }
}

/// Says in one line, before anything is sent, what is going to be.
pub(super) fn announce(plan: &Plan, shard: Option<&Share>) {
    let shard = shard.map(|shard| format!("shard {}, ", shard.name()));
    let line = format!(
        "plan: {}{}; {}",
        shard.unwrap_or_default(),
        totals(plan),
        waiting(plan.requests)
    );
    // Nobody may be listening any more; the run goes on all the same.
    let _ = writeln!(anstream::stderr(), "{DIM}{line}{DIM:#}");
}

fn totals(plan: &Plan) -> String {
    let played = plan
        .scenarios
        .iter()
        .filter(|planned| planned.skipped.is_none());
    format!(
        "{} of {} scenarios, {}{}",
        played.count(),
        plan.scenarios.len(),
        requests(plan.requests),
        changes(plan.changes)
    )
}

fn write(
    plan: &Plan,
    target: &str,
    means: Means,
    most: Option<u32>,
    out: &mut impl Write,
) -> io::Result<()> {
    let sandboxes = counted(means.sandboxes, "sandbox", "sandboxes");
    let other = if means.other_key { "with" } else { "without" };
    writeln!(
        out,
        "plan for {target}: {sandboxes}, {other} a key of another organisation, {} a list at the most\n",
        counted(means.max_pages, "page", "pages")
    )?;
    let width = plan.scenarios.iter().map(|planned| planned.address.len());
    let width = width.max().unwrap_or(0);
    for planned in &plan.scenarios {
        let remark = match planned.skipped {
            Some(reason) => format!("not played: {reason}"),
            None => format!("{}{}", requests(planned.requests), changes(planned.changes)),
        };
        writeln!(out, "  {:width$}  {DIM}{remark}{DIM:#}", planned.address)?;
    }
    writeln!(
        out,
        "\nto begin {}, to put back {}",
        requests(plan.opening),
        requests(plan.closing)
    )?;
    writeln!(out, "{STRONG}{}{STRONG:#}", totals(plan))?;
    writeln!(out, "{}", waiting(plan.requests))?;
    if let Some(most) = most {
        writeln!(
            out,
            "--max-requests {most}: {}",
            if most < plan.requests.about {
                "about so many are not enough, and what they do not reach is not played"
            } else {
                "about so many are enough"
            }
        )?;
    }
    writeln!(
        out,
        "{DIM}assumed: lists that fit on one page, at the least and about; walks to --max-pages, at the most.\n\
         A change that lists do not show yet, a second look and a refused call cost more.{DIM:#}"
    )
}

fn requests(span: Span) -> String {
    format!("{} requests", spanned(span))
}

fn changes(span: Span) -> String {
    match span.most {
        0 => String::new(),
        _ => format!(", {} of them pause or resume", spanned(span)),
    }
}

fn spanned(Span { least, about, most }: Span) -> String {
    match (least, most) {
        (least, most) if least == most => about.to_string(),
        _ => format!("about {about} ({least} to {most})"),
    }
}

fn waiting(requests: Span) -> String {
    let minutes = |requests| match minutes_of_waiting(requests) {
        0 => "no time".to_owned(),
        1 => "about 1 minute".to_owned(),
        several => format!("about {several} minutes"),
    };
    let (about, most) = (minutes(requests.about), minutes(requests.most));
    let most = if about == most {
        String::new()
    } else {
        format!(", {most} at the most")
    };
    format!("the documented limit of {REQUESTS_A_MINUTE} requests a minute costs {about}{most}")
}

fn counted(number: u32, one: &str, several: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {several}"),
    }
}
