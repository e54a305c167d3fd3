//! What the run did to the given sandboxes, and what it waited for.

use maud::{Markup, html};

use super::view::{View, tags};
use crate::ledger::Change;
use crate::page::{State, text};
use crate::report::told::time;

pub(super) fn ledger(view: &View<'_>) -> Markup {
    let head = [
        "at",
        "sandbox",
        "call",
        "answer",
        "status",
        "by",
        "request id",
    ];
    html! {
        p.soft { "Every pause and resume of a given sandbox that was not refused." }
        div.scroll role="region" aria-label="Table of pauses and resumes" tabindex="0" {
            table {
                thead { tr { @for name in head { th scope="col" { (name) } } } }
                tbody { @for change in &view.document.ledger { (row(view, change)) } }
            }
        }
    }
}

fn row(view: &View<'_>, change: &Change) -> Markup {
    let status = |status: &Option<String>| text::plain(status.as_deref().unwrap_or("unknown"));
    let state = match change.to {
        Some(_) => State::Passed,
        None => State::Failed,
    };
    html! {
        tr data-tags=(tags(state, change.operation.word(), [])) {
            td { (text::plain(change.at.as_deref().unwrap_or("unknown"))) }
            td { (text::code(&change.sandbox)) }
            td { (change.operation.word()) ", " (view.exchange(change.exchange)) }
            td { @match change.status { Some(status) => (status), None => "no answer" } }
            td { (status(&change.from)) " → " (status(&change.to)) }
            td { (view.address(&change.by)) }
            td { @match &change.request_id { Some(id) => (text::code(id)), None => "none" } }
        }
    }
}

pub(super) fn waits(view: &View<'_>) -> Markup {
    let waits = &view.document.waits;
    html! {
        p { "The run waited " (time(waits.total_ms)) " in all:" }
        ul.plain {
            @for sum in &waits.by_reason {
                @let of_it = waits.each.iter().filter(|wait| wait.why == sum.why);
                li data-tags=(tags(State::Observed, "", [])) {
                    (time(sum.ms)) " for " (text::prose(&sum.words))
                    details {
                        summary { (sum.times) (if sum.times == 1 { " time" } else { " times" }) }
                        ul {
                            @for wait in of_it.take(200) {
                                li { (time(wait.ms)) " before " (view.exchange(wait.before)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
