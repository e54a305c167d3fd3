//! `hopx-conformance claims`: every claim, and what checks it. Contacts nobody.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};

use super::inputs::{ContractArgs, Inputs};
use super::{Error, closed};
use crate::census::{self, CheckedBy, Entry};
use crate::contract::{Claim, Level};
use crate::exit::Exit;

const BAD: Style = AnsiColor::Red.on_default().bold();
const STRONG: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Which claims to list, and how.
#[derive(Debug, Args)]
pub(super) struct ClaimsArgs {
    /// Claim to show with its wording, its sources, what is contested, and all that checks it.
    #[arg(value_name = "ID", conflicts_with_all = ["area", "level"])]
    id: Option<String>,
    /// Only claims of this area, such as `list` or `rate-limits`.
    #[arg(long)]
    area: Option<String>,
    /// Only claims of this level.
    #[arg(long, value_enum)]
    level: Option<LevelArg>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    contract: ContractArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LevelArg {
    Observed,
    Expected,
    Required,
}

pub(super) fn run(args: &ClaimsArgs) -> Result<Exit, Error> {
    let inputs = args.contract.read()?;
    let mut entries = census::take(&inputs.contract, &inputs.scenarios);
    entries.retain(|entry| args.asks_for(entry));
    if entries.is_empty() {
        return Err(args.nothing(&inputs).into());
    }
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let written = match &args.id {
        _ if args.json => write_json(&entries, &mut out),
        Some(_) => entries
            .iter()
            .try_for_each(|entry| write_one(entry, &inputs, &mut out)),
        None => write_table(&entries, &mut out),
    };
    match written {
        Err(error) if !closed(&error) => Err(error.into()),
        _ if entries.iter().any(Entry::is_orphan) => Ok(Exit::Violated),
        _ => Ok(Exit::Conforms),
    }
}

impl ClaimsArgs {
    fn asks_for(&self, entry: &Entry) -> bool {
        let level = self.level.map(|level| match level {
            LevelArg::Observed => Level::Observed,
            LevelArg::Expected => Level::Expected,
            LevelArg::Required => Level::Required,
        });
        self.id.as_ref().is_none_or(|id| *id == entry.id)
            && self.area.as_ref().is_none_or(|area| area == entry.area())
            && level.is_none_or(|level| level == entry.level)
    }

    fn nothing(&self, inputs: &Inputs) -> String {
        match &self.id {
            Some(id) => {
                let nearest = inputs.contract.claims.nearest(id).unwrap_or("none");
                format!(
                    "there is no claim `{id}`\n  mend: name one that there is (the nearest is `{nearest}`)"
                )
            }
            None => "no claim is of that area and level\n  mend: see all of them with `claims`"
                .to_owned(),
        }
    }
}

fn write_json(entries: &[Entry], out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, entries)?;
    writeln!(out)
}

fn write_table(entries: &[Entry], out: &mut impl Write) -> io::Result<()> {
    let width = entries
        .iter()
        .map(|entry| entry.id.len())
        .max()
        .unwrap_or(0);
    for entry in entries {
        let (id, level) = (&entry.id, word(entry.level));
        if entry.is_orphan() {
            writeln!(
                out,
                "{id:width$}  {level:8}  {BAD}CHECKED BY NOTHING{BAD:#}"
            )?;
        } else {
            writeln!(
                out,
                "{id:width$}  {level:8}  {DIM}{}{DIM:#}",
                summary(entry)
            )?;
        }
    }
    let untestable = entries.iter().filter(|entry| entry.untestable.is_some());
    writeln!(
        out,
        "{STRONG}{} claims, {} of them not testable here, {} checked by nothing{STRONG:#}",
        entries.len(),
        untestable.count(),
        entries.iter().filter(|entry| entry.is_orphan()).count()
    )
}

fn summary(entry: &Entry) -> String {
    if let Some(reason) = &entry.untestable {
        return format!("not testable here: {reason}");
    }
    let count = |of_it: fn(&CheckedBy) -> bool| {
        let checks = entry.checks.iter();
        checks.filter(|check| of_it(check)).count()
    };
    let steps =
        count(|check| matches!(check, CheckedBy::Step { .. } | CheckedBy::ErrorCode { .. }));
    let mut parts = Vec::new();
    match steps {
        0 => {}
        1 => parts.push("1 step".to_owned()),
        several => parts.push(format!("{several} steps")),
    }
    parts.extend(entry.checks.iter().filter_map(|check| match check {
        CheckedBy::Description { .. } => Some("description".to_owned()),
        CheckedBy::Invariant { name } => Some(format!("invariant {name}")),
        CheckedBy::Wire { name } => Some(format!("check {name}")),
        _ => None,
    }));
    parts.join(", ")
}

fn write_one(entry: &Entry, inputs: &Inputs, out: &mut impl Write) -> io::Result<()> {
    let claims = &inputs.contract.claims;
    let Some(claim) = claims.get(&entry.id) else {
        return Ok(());
    };
    writeln!(
        out,
        "{STRONG}{}{STRONG:#} ({})",
        claim.id,
        word(claim.level)
    )?;
    writeln!(out, "  {}", claim.requirement.trim())?;
    write_sources(claim, inputs, out)?;
    if let Some(reason) = &entry.untestable {
        writeln!(out, "  not testable here: {reason}")?;
    }
    for check in &entry.checks {
        match check {
            CheckedBy::Step { address, criteria } => {
                writeln!(out, "  step {address}: {}", criteria.join(", "))?;
            }
            CheckedBy::ErrorCode { address, code } => {
                writeln!(out, "  step {address}: the error code {code}")?;
            }
            CheckedBy::Description { places } => {
                for place in places {
                    writeln!(out, "  description at {}", place.trim())?;
                }
            }
            CheckedBy::Invariant { name } => writeln!(out, "  invariant {name}")?,
            CheckedBy::Wire { name } => writeln!(out, "  check {name}")?,
        }
    }
    if entry.is_orphan() {
        writeln!(out, "  {BAD}CHECKED BY NOTHING{BAD:#}")?;
    }
    Ok(())
}

fn write_sources(claim: &Claim, inputs: &Inputs, out: &mut impl Write) -> io::Result<()> {
    let pages = &inputs.contract.claims.pages;
    let url = |page: &str| pages.get(page).map_or("", |page| page.url.as_str());
    for source in &claim.sources {
        writeln!(out, "  says      {}: {}", url(&source.page), source.says)?;
    }
    for contest in &claim.contested {
        writeln!(out, "  contested {}: {}", url(&contest.page), contest.says)?;
        writeln!(out, "            chosen: {}", contest.chosen)?;
    }
    for source in &claim.superseded {
        writeln!(out, "  once said {}: {}", url(&source.page), source.says)?;
    }
    Ok(())
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Observed => "observed",
        Level::Expected => "expected",
        Level::Required => "required",
    }
}
