//! What the documentation holds and no claim states, with the reason.

use maud::{Markup, html};

use super::subject::Subject;
use super::words::tags;
use crate::page::text;

pub(super) fn left_out(subject: &Subject<'_>) -> Markup {
    html! {
        ul.rows {
            @for fact in &subject.contract.claims.left_out {
                li.row data-tags=(tags("left-out", &[]).value()) {
                    div { p { (text::prose(&fact.fact)) } }
                    div { p { (text::prose(&fact.reason)) } }
                }
            }
        }
    }
}
