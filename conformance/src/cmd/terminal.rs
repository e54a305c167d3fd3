//! What a terminal shows: colours, how much, and how a run goes on.

use std::cell::{Cell, RefCell};
use std::io::Write;
use std::rc::Rc;
use std::time::Duration;

use clap::{ArgAction, Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::warn;
use crate::printable::{excerpt, printable, printable_lines};
use crate::recording::{Answer, Wait};
use crate::replay::{Tried, Watch};

/// Waits of the rate limit that are shorter are not worth a word while they last.
const WORTH_A_WORD_MS: u64 = 1_000;
/// How much of a body is shown with -vv.
const BODY: usize = 2_000;
/// How often what moves on a terminal moves.
const TICK: Duration = Duration::from_millis(120);

/// Colours.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Terminal")]
pub(super) struct ColorArgs {
    /// Colours: auto shows them on a terminal, and honours NO_COLOR and CLICOLOR_FORCE.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    color: When,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

/// How much is told while a run goes on.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Terminal")]
pub(super) struct ProgressArgs {
    /// Show every call on standard error as it is made (-v), with headers and bodies (-vv).
    #[arg(long, short, action = ArgAction::Count)]
    verbose: u8,
}

impl ColorArgs {
    /// Makes it so for everything that is printed from now on.
    pub(super) fn apply(&self) {
        let choice = match self.color {
            When::Auto => anstream::ColorChoice::Auto,
            When::Always => anstream::ColorChoice::Always,
            When::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

impl ProgressArgs {
    /// Whoever shows on standard error how a run goes on.
    pub(super) fn watch(&self, quiet: bool) -> Rc<Progress> {
        let target = match quiet || self.verbose > 0 {
            true => ProgressDrawTarget::hidden(),
            // It hides itself where standard error is no terminal.
            false => ProgressDrawTarget::stderr(),
        };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{spinner} {prefix}{msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.enable_steady_tick(TICK);
        Rc::new(Progress {
            bar,
            verbose: self.verbose,
            requests: Cell::new(0),
            scenario: RefCell::default(),
        })
    }
}

/// Shows how a run goes on: one line that moves, or a line for every call.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    verbose: u8,
    requests: Cell<u32>,
    scenario: RefCell<String>,
}

impl Progress {
    /// Takes the line away that moves.
    pub(super) fn done(&self) {
        self.bar.finish_and_clear();
    }

    fn show(&self, more: &str) {
        let requests = match self.requests.get() {
            1 => "1 request".to_owned(),
            several => format!("{several} requests"),
        };
        let scenario = self.scenario.borrow();
        self.bar.set_message(format!("{scenario}{requests}{more}"));
    }

    fn say(&self, text: &str) {
        // Nobody may be listening any more; the run goes on all the same.
        let _ = writeln!(anstream::stderr(), "{text}");
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.done();
    }
}

impl Watch for Progress {
    fn begins(&self, address: &str, place: usize, of: Option<usize>) {
        let of = of.map(|of| format!(" of {of}")).unwrap_or_default();
        if self.verbose > 0 {
            self.say(address);
        }
        *self.scenario.borrow_mut() = format!("{place}{of}  {address}, ");
        self.show("");
    }

    fn tried(&self, tried: &Tried<'_>) {
        self.requests.set(self.requests.get() + 1);
        match self.verbose {
            0 => self.show(""),
            1 => self.say(&line(tried)),
            _ => self.say(&wire_log(tried)),
        }
    }

    fn waits(&self, wait: &Wait) {
        if wait.ms < WORTH_A_WORD_MS || !wait.why.is_rate_limit() {
            return;
        }
        let wait_for =
            jiff::SignedDuration::from_millis(i64::try_from(wait.ms).unwrap_or(i64::MAX));
        let until = jiff::Timestamp::now()
            .saturating_add(wait_for)
            .unwrap_or(jiff::Timestamp::MAX);
        let until = until.strftime("%H:%M:%S UTC");
        if self.bar.is_hidden() {
            let seconds = wait.ms.div_ceil(1_000);
            warn(&format!(
                "waiting {seconds} s for {}, until {until}",
                wait.why.words()
            ));
        } else {
            self.show(&format!(", waiting for {} until {until}", wait.why.words()));
        }
    }
}

/// A call on one line.
fn line(tried: &Tried<'_>) -> String {
    let came = match &tried.attempt.result {
        Ok(answer) => answer.status.to_string(),
        Err(failure) => printable(&failure.message),
    };
    format!(
        "{:>4}  {}  {} {}  {came}  {} ms",
        tried.number,
        tried.step,
        tried.request.method,
        printable(&tried.request.target),
        tried.attempt.took_ms
    )
}

/// A call as it went over the wire, with placeholders for keys.
fn wire_log(tried: &Tried<'_>) -> String {
    let mut lines = vec![line(tried)];
    let sent = tried.request.headers.iter();
    lines.extend(sent.map(|header| format!("      > {}", shown(header))));
    if let Ok(answer) = &tried.attempt.result {
        lines.extend(
            answer
                .headers
                .iter()
                .map(|header| format!("      < {}", shown(header))),
        );
        lines.extend(body(answer));
    }
    lines.join("\n")
}

fn shown((name, value): &(String, String)) -> String {
    format!("{}: {}", printable(name), printable(value))
}

fn body(answer: &Answer) -> Vec<String> {
    let text = String::from_utf8_lossy(&answer.body);
    let cut = match text.char_indices().nth(BODY) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    };
    let lines = printable_lines(&cut);
    let lines = lines.lines().filter(|line| !line.is_empty());
    lines
        .map(|line| format!("      < {}", excerpt(line, BODY)))
        .collect()
}
