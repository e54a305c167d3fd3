//! What the page begins with: the verdict, what it is about, and what keeps it from saying
//! more.

use jiff::Timestamp;
use maud::{Markup, html};

use super::view::View;
use crate::page::{State, command, text};
use crate::report::document::{Document, Ending, ModeKind};
use crate::report::told::{number, time};

pub(super) fn banner(view: &View<'_>) -> Markup {
    let document = view.document;
    let state = state(document.outcome.ending);
    html! {
        header.banner {
            div class={ "verdict " (state.name()) } {
                p.tool { "HopX conformance report" }
                h1 {
                    (state.mark()) " "
                    (text::prose(&document.outcome.sentence))
                }
                p.lead { (lead(document)) }
            }
            (not_put_back(document))
            (partial(document))
        }
    }
}

fn state(ending: Ending) -> State {
    match ending {
        Ending::Conforms => State::Passed,
        Ending::Violated | Ending::NotPutBack => State::Failed,
        Ending::Usage | Ending::CouldNotTell | Ending::NothingChecked | Ending::Interrupted => {
            State::Skipped
        }
    }
}

/// Who judged whom, when and how, in a sentence.
fn lead(document: &Document) -> Markup {
    let (tool, target) = (&document.tool, &document.target);
    html! {
        b { (document.outcome.ending.words()) } " (exit code " (document.outcome.exit_code) "): "
        (tool.name) " " (tool.version) " judged " (text::code(&target.base_url))
        " (" (target.kind.words()) ") on " (date(&document.started_at)) ", " (mode(document))
        ", with " (number(document.counts.requests, "request")) " in " (time(document.took_ms)) "."
    }
}

fn mode(document: &Document) -> Markup {
    let given = document.mode.sandboxes.len();
    let sandboxes = if given == 1 { "sandbox" } else { "sandboxes" };
    html! {
        @match document.mode.kind {
            ModeKind::ReadOnly => "read-only",
            ModeKind::GivenSandboxes => {
                "pausing and resuming the " (given) " given " (sandboxes)
            }
        }
    }
}

/// A time for a reader, and for a machine.
fn date(at: &str) -> Markup {
    let read = at.parse::<Timestamp>().ok();
    let words = read.map(|at| at.strftime("%-d %B %Y, %H:%M:%S UTC").to_string());
    html! {
        @match words {
            Some(words) => time datetime=(text::plain(at)) { (words) },
            None => (text::code(at)),
        }
    }
}

fn partial(document: &Document) -> Markup {
    html! {
        @if !document.partial.is_empty() {
            section.alert aria-labelledby="partial" {
                h2 #partial { "A partial run: it says less than a whole one would" }
                ul {
                    @for why in &document.partial { li { (text::prose(why)) } }
                }
            }
        }
    }
}

fn not_put_back(document: &Document) -> Markup {
    html! {
        @if !document.not_put_back.is_empty() {
            section.alert.failed aria-labelledby="not-put-back" {
                h2 #not-put-back { "NOT PUT BACK" }
                @for left in &document.not_put_back {
                    p {
                        "Sandbox " (text::code(&left.sandbox)) " was " (text::code(&left.found))
                        " and is not: " (text::code(&left.because)) ". Put it back with:"
                    }
                    (command("what puts it back", &left.command))
                }
            }
        }
    }
}
