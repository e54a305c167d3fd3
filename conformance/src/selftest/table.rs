//! The kill table for a terminal: what was found by whom, what is wrong, and the score.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::outcome::{Caught, Fate, Fault, Legal, Nothing, Score, SelfTest, Spread};
use crate::exit::Exit;

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const UNSURE: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();

/// How many scenarios are named before the others are only counted.
const SOME: usize = 2;

/// Writes the table: a line for each claim, or for each fault where all is to be shown.
///
/// # Errors
///
/// Whatever the stream answers.
pub(crate) fn write(test: &SelfTest, all: bool, out: &mut impl Write) -> io::Result<()> {
    if all {
        faults(test, out)?;
        legal(test, out)?;
        scenarios(test, out)?;
    } else {
        claims(test, out)?;
    }
    null(test, out)?;
    survivors(test, out)?;
    misnamed(test, out)?;
    failing(test, out)?;
    idle(test, out)?;
    score(test, out)
}

fn heading(words: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n{STRONG}{words}{STRONG:#}")
}

/// A line for each claim that some fault breaks.
fn claims(test: &SelfTest, out: &mut impl Write) -> io::Result<()> {
    let mut claims: Vec<(&str, Vec<&Fault>)> = Vec::new();
    for fault in &test.faults {
        match claims.iter_mut().find(|(claim, _)| *claim == fault.claim) {
            Some((_, faults)) => faults.push(fault),
            None => claims.push((fault.claim, vec![fault])),
        }
    }
    if claims.is_empty() {
        return Ok(());
    }
    claims.sort_by_key(|(claim, _)| *claim);
    let width = width(claims.iter().map(|(claim, _)| *claim));
    heading("Faults, by the claim that they break", out)?;
    writeln!(
        out,
        "  {DIM}{:width$}  killed  named  caught by{DIM:#}",
        "claim"
    )?;
    for (claim, faults) in claims {
        let all = faults.len();
        let with = |fate: Fate| faults.iter().filter(|fault| fault.fate == fate).count();
        let (killed, named) = (all - with(Fate::Survived), with(Fate::Killed));
        let style = style(killed == all, named == all);
        let (killed, named) = (format!("{killed}/{all}"), format!("{named}/{all}"));
        writeln!(
            out,
            "  {style}{claim:width$}{style:#}  {killed:>6}  {named:>5}  {}",
            some(&by_how_many(&faults))
        )?;
    }
    Ok(())
}

fn style(killed: bool, named: bool) -> Style {
    match (killed, named) {
        (true, true) => GOOD,
        (true, false) => UNSURE,
        (false, _) => BAD,
    }
}

/// The scenarios that caught some of these faults: those that named the right claim of most of
/// them first.
fn by_how_many<'f>(faults: &[&'f Fault]) -> Vec<&'f str> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for fault in faults {
        for by in &fault.caught_by {
            let weight = if by.names(fault.claim) { 1_000 } else { 1 };
            match counts.iter_mut().find(|(known, _)| *known == by.scenario) {
                Some((_, count)) => *count += weight,
                None => counts.push((&by.scenario, weight)),
            }
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(scenario, _)| scenario).collect()
}

/// The first of some scenarios, and how many more there are.
fn some(scenarios: &[&str]) -> String {
    let named = scenarios.iter().take(SOME).copied();
    let named = named.collect::<Vec<_>>().join(", ");
    match scenarios.len() {
        0 => "nothing".to_owned(),
        all if all > SOME => format!("{named} and {} more", all - SOME),
        _ => named,
    }
}

/// A line for each fault.
fn faults(test: &SelfTest, out: &mut impl Write) -> io::Result<()> {
    if test.faults.is_empty() {
        return Ok(());
    }
    let names = width(test.faults.iter().map(|fault| fault.name));
    let claims = width(test.faults.iter().map(|fault| fault.claim));
    heading("Faults", out)?;
    for fault in &test.faults {
        let (style, word) = match fault.fate {
            Fate::Killed => (GOOD, "killed  "),
            Fate::KilledUnderAnotherClaim => (UNSURE, "misnamed"),
            Fate::Survived => (BAD, "SURVIVED"),
        };
        let scenarios: Vec<_> = scenarios_of(&fault.caught_by).collect();
        writeln!(
            out,
            "  {style}{word}{style:#}  {:names$}  {:claims$}  {DIM}{}{DIM:#}",
            fault.name,
            fault.claim,
            scenarios.join(", ")
        )?;
    }
    Ok(())
}

fn scenarios_of(caught: &[Caught]) -> impl Iterator<Item = &str> {
    caught.iter().map(|caught| caught.scenario.as_str())
}

fn legal(test: &SelfTest, out: &mut impl Write) -> io::Result<()> {
    if test.legal.is_empty() {
        return Ok(());
    }
    let width = width(test.legal.iter().map(|legal| legal.name));
    heading("Legal twins", out)?;
    for legal in &test.legal {
        let (style, word) = if legal.conforms {
            (GOOD, "pass")
        } else {
            (BAD, "FAIL")
        };
        let (name, about) = (legal.name, legal.about);
        writeln!(
            out,
            "  {style}{word}{style:#}  {name:width$}  {DIM}{about}{DIM:#}"
        )?;
    }
    Ok(())
}

/// How many faults each scenario kills.
fn scenarios(test: &SelfTest, out: &mut impl Write) -> io::Result<()> {
    if test.faults.is_empty() {
        return Ok(());
    }
    let rows = || test.scenarios.iter();
    let width = width(rows().map(|row| row.scenario.as_str()));
    heading("Scenarios, with the faults that they kill", out)?;
    writeln!(out, "  {DIM}{:width$}  kills  alone{DIM:#}", "scenario")?;
    for row in rows() {
        writeln!(
            out,
            "  {:width$}  {:>5}  {:>5}",
            row.scenario, row.kills, row.alone
        )?;
    }
    Ok(())
}

fn null(test: &SelfTest, out: &mut impl Write) -> io::Result<()> {
    if test.null.is_empty() {
        return Ok(());
    }
    let width = width(test.null.iter().map(|null| null.name));
    heading("Null targets, against which nothing may pass", out)?;
    for null in &test.null {
        let Nothing {
            name,
            about,
            run,
            undeterred,
            ..
        } = null;
        writeln!(out, "  {name:width$}  {DIM}{about}{DIM:#}")?;
        writeln!(out, "  {:width$}    run: {}", "", spread(run))?;
        writeln!(
            out,
            "  {:width$}    played all the same: {}",
            "",
            spread(undeterred)
        )?;
    }
    Ok(())
}

fn spread(spread: &Spread) -> String {
    let Spread {
        passed,
        failed,
        errored,
        skipped,
    } = spread;
    let style = if passed.is_empty() { GOOD } else { BAD };
    let which = if passed.is_empty() {
        String::new()
    } else {
        format!(" ({})", passed.join(", "))
    };
    format!(
        "{style}{} passed{style:#}{which}, {failed} failed, {errored} errors, {skipped} skipped",
        passed.len()
    )
}

fn survivors(test: &SelfTest, out: &mut impl Write) -> io::Result<()> {
    let survived = |fault: &&Fault| fault.fate == Fate::Survived;
    let survivors: Vec<_> = test.faults.iter().filter(survived).collect();
    if survivors.is_empty() {
        return Ok(());
    }
    heading("Survivors: faults that nothing found", out)?;
    for fault in survivors {
        let Fault {
            name, claim, about, ..
        } = fault;
        writeln!(out, "  {BAD}{name}{BAD:#}  breaks {claim}: {about}")?;
        trouble(&fault.trouble, out)?;
        writeln!(
            out,
            "    {DIM}see: hopx-conformance mock --twin {name}{DIM:#}"
        )?;
    }
    Ok(())
}

fn misnamed(test: &SelfTest, out: &mut impl Write) -> io::Result<()> {
    let other = |fault: &&Fault| fault.fate == Fate::KilledUnderAnotherClaim;
    let misnamed: Vec<_> = test.faults.iter().filter(other).collect();
    if misnamed.is_empty() {
        return Ok(());
    }
    heading("Killed, but under other claims", out)?;
    for fault in misnamed {
        let Fault { name, claim, .. } = fault;
        writeln!(out, "  {UNSURE}{name}{UNSURE:#}  breaks {claim}")?;
        found(&fault.caught_by, out)?;
    }
    Ok(())
}

fn failing(test: &SelfTest, out: &mut impl Write) -> io::Result<()> {
    let failing: Vec<_> = test.legal.iter().filter(|legal| !legal.conforms).collect();
    if failing.is_empty() {
        return Ok(());
    }
    heading("Legal twins that fail", out)?;
    for legal in failing {
        let Legal { name, about, .. } = legal;
        writeln!(out, "  {BAD}{name}{BAD:#}  {about}")?;
        found(&legal.caught_by, out)?;
        trouble(&legal.trouble, out)?;
    }
    Ok(())
}

fn found(caught: &[Caught], out: &mut impl Write) -> io::Result<()> {
    for Caught { scenario, claims } in caught {
        writeln!(out, "    {scenario} found {}", claims.join(", "))?;
    }
    Ok(())
}

fn trouble(trouble: &[String], out: &mut impl Write) -> io::Result<()> {
    for line in trouble {
        writeln!(out, "    {line}")?;
    }
    Ok(())
}

fn idle(test: &SelfTest, out: &mut impl Write) -> io::Result<()> {
    let idle: Vec<_> = test.idle().collect();
    if idle.is_empty() {
        return Ok(());
    }
    heading("Scenarios that kill nothing", out)?;
    for scenario in idle {
        writeln!(out, "  {BAD}{scenario}{BAD:#}")?;
    }
    Ok(())
}

fn score(test: &SelfTest, out: &mut impl Write) -> io::Result<()> {
    let Score {
        faults,
        killed,
        named,
        legal,
        conforming,
        null,
        null_passes,
        scenarios,
        idle,
    } = &test.score;
    heading("Score", out)?;
    if *faults > 0 {
        let percent = percent(*killed, *faults);
        writeln!(
            out,
            "  {killed} of {faults} faults killed ({percent}), {named} under the right claim"
        )?;
    }
    if *legal > 0 {
        writeln!(out, "  {conforming} of {legal} legal twins pass")?;
    }
    if *null > 0 {
        writeln!(out, "  {null_passes} passes against {null} null targets")?;
    }
    if let Some(idle) = idle {
        let busy = scenarios - idle;
        writeln!(out, "  {busy} of {scenarios} scenarios kill a fault")?;
    }
    let (style, word) = match test.exit() {
        Exit::Conforms => (GOOD, "The harness tells them apart."),
        _ => (BAD, "The harness does NOT tell them all apart."),
    };
    let seconds = test.took_ms / 1_000;
    let tenths = test.took_ms % 1_000 / 100;
    writeln!(
        out,
        "\n{style}{word}{style:#} {DIM}({seconds}.{tenths} s){DIM:#}"
    )
}

/// A share with one decimal, which is 100 only where nothing is missing.
fn percent(part: usize, whole: usize) -> String {
    let thousandths = part * 1_000 / whole;
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

fn width<'w>(words: impl Iterator<Item = &'w str>) -> usize {
    words.map(str::len).max().unwrap_or_default()
}
