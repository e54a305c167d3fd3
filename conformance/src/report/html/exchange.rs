//! A call and what came back, with what was wrong at its place.

use maud::{Markup, html};

use super::view::{View, exchange_anchor, finding_state, tags, worst};
use crate::page::{Line, Listing, Note, Room, State, command, json_lines, text};
use crate::report::document::{
    AttemptReport, Body, Encoding, ExchangeReport, FindingReport, Header,
};
use crate::report::told::time;

/// So many headers of an answer are shown.
const HEADERS: usize = 64;
/// So many findings are listed above the answer; all are noted in it.
const WRONGS: usize = 5;

/// A call that can be unfolded. What is wrong with it is in sight at once.
pub(super) fn exchange(view: &View<'_>, exchange: &ExchangeReport) -> Markup {
    let findings = view.findings(&exchange.findings);
    let state = worst(&findings);
    html! {
        details.exchange.(state.name()) id=(exchange_anchor(exchange.number))
            open[!findings.is_empty()] {
            summary { (summary(exchange, state)) }
            div.inner { (whole(view, exchange, &findings)) }
        }
    }
}

fn summary(exchange: &ExchangeReport, state: State) -> Markup {
    let last = exchange.last();
    let status = last.and_then(|attempt| attempt.status);
    html! {
        code { (exchange.method) " " (text::plain(&exchange.path)) }
        " → "
        @match status {
            Some(status) => b { (status) },
            None => b { "no answer" },
        }
        span.meta {
            @if let Some(last) = last { (time(last.took_ms)) ", " }
            "exchange " (exchange.number)
            @if exchange.attempts.len() > 1 { ", " (exchange.attempts.len()) " attempts" }
        }
        @match state {
            State::Failed => { " " (state.badge("wrong")) },
            State::Known => { " " (state.badge("known")) },
            _ => {}
        }
    }
}

fn whole(view: &View<'_>, exchange: &ExchangeReport, findings: &[&FindingReport]) -> Markup {
    let attempts = exchange.attempts.len();
    html! {
        @if !findings.is_empty() { (wrongs(view, findings)) }
        p.label { "Request" }
        (request(exchange))
        @if let Some(curl) = &exchange.curl { (command("the call with curl", curl)) }
        @for (index, attempt) in exchange.attempts.iter().enumerate() {
            p.label {
                "Answer"
                @if attempts > 1 { " to attempt " (index + 1) " of " (attempts) }
                ", after " (time(attempt.took_ms))
            }
            // The last one counts, and is what the findings are about.
            @let findings = if index + 1 == attempts { findings } else { &[] };
            (answer(view, attempt, findings, view.room))
        }
    }
}

/// What is wrong, wherever that is.
fn wrongs(view: &View<'_>, findings: &[&FindingReport]) -> Markup {
    html! {
        ul.wrongs {
            @for finding in findings.iter().take(WRONGS) {
                li {
                    (finding_state(finding).mark()) " "
                    (view.link(finding, &finding.claim))
                    @if let Some(place) = &finding.place { " at " (text::code(place)) }
                    ": " (difference(finding))
                }
            }
            @if findings.len() > WRONGS {
                li.meta { "and " (findings.len() - WRONGS) " more" }
            }
        }
    }
}

fn difference(finding: &FindingReport) -> Markup {
    html! { "expected " (text::prose(&finding.expected)) ", got " (text::prose(&finding.actual)) }
}

fn request(exchange: &ExchangeReport) -> Markup {
    let mut lines = vec![line(
        None,
        None,
        &format!("{} {}", exchange.method, exchange.path),
    )];
    lines.extend(exchange.headers.iter().map(header));
    listing(&lines, &[], Room(usize::MAX), true)
}

/// An answer: its status and headers, then its body.
fn answer(
    view: &View<'_>,
    attempt: &AttemptReport,
    findings: &[&FindingReport],
    room: Room,
) -> Markup {
    let notes = notes(view, findings);
    html! {
        (listing(&head(attempt, findings), &notes, Room(usize::MAX), true))
        @if let Some(body) = &attempt.body { (shown_body(body, &notes, room, true)) }
        @if let Some(broken) = &attempt.broken {
            p { "The body broke off: " (text::code(broken)) }
        }
    }
}

/// No more than the surroundings of what is wrong.
pub(super) fn excerpt(
    view: &View<'_>,
    exchange: &ExchangeReport,
    finding: &FindingReport,
) -> Markup {
    let notes = notes(view, &[finding]);
    let Some(attempt) = exchange.last() else {
        return html! {};
    };
    let place = finding.place.as_deref().unwrap_or_default();
    html! {
        p.label.meta {
            code { (exchange.method) " " (text::plain(&exchange.path)) } " → "
            (attempt.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string()))
        }
        @if place.starts_with('/') {
            @if let Some(body) = &attempt.body { (shown_body(body, &notes, Room(0), false)) }
        } @else {
            (listing(&head(attempt, &[finding]), &notes, Room(usize::MAX), true))
            @if let Some(body) = attempt.body.as_ref().filter(|_| place.is_empty()) {
                (shown_body(body, &notes, Room(800), true))
            }
        }
    }
}

/// What is said of the places of an answer.
fn notes(view: &View<'_>, findings: &[&FindingReport]) -> Vec<Note> {
    let placed = findings.iter().filter_map(|finding| {
        let place = finding.place.as_deref()?;
        let place = match place.starts_with('/') {
            true => place.to_owned(),
            false => header_place(place),
        };
        Some(Note {
            place,
            says: html! {
                (difference(finding)) " ("
                (view.link(finding, &format!("finding {}", finding.number))) ")"
            },
            wrong: !finding.known,
        })
    });
    placed.collect()
}

/// Status and headers of an answer. Headers that are missed have a line too.
fn head(attempt: &AttemptReport, findings: &[&FindingReport]) -> Vec<Line> {
    let Some(status) = attempt.status else {
        let failure = attempt.failure.as_ref();
        let why = failure.map_or("no answer", |failure| failure.message.as_str());
        return vec![line(None, None, &format!("no answer: {why}"))];
    };
    let mut lines = vec![line(None, None, &format!("HTTP {status}"))];
    lines.extend(attempt.headers.iter().take(HEADERS).map(header));
    let more = attempt.headers.len().saturating_sub(HEADERS);
    if more > 0 {
        lines.push(line(None, None, &format!("… and {more} more headers")));
    }
    for finding in findings {
        let Some(place) = finding.place.as_deref().filter(|place| is_header(place)) else {
            continue;
        };
        let place = header_place(place);
        if !lines
            .iter()
            .any(|line| line.place.as_deref() == Some(&place))
        {
            let name = finding.place.clone().unwrap_or_default();
            lines.push(line(
                Some(place),
                Some(format!("{name}: ")),
                "(there is none)",
            ));
        }
    }
    lines
}

/// Whether a place is the name of a header.
fn is_header(place: &str) -> bool {
    let mut letters = place.chars();
    !place.is_empty()
        && letters.all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
}

/// A header as a place. No JSON pointer begins like that.
fn header_place(name: &str) -> String {
    format!("header {}", name.to_lowercase())
}

fn header(header: &Header) -> Line {
    line(
        Some(header_place(&header.name)),
        Some(format!("{}: ", text::plain(&header.name))),
        &header.value,
    )
}

fn line(place: Option<String>, key: Option<String>, says: &str) -> Line {
    Line {
        place,
        indent: 0,
        key,
        text: text::plain(says),
    }
}

fn shown_body(body: &Body, notes: &[Note], room: Room, beginning: bool) -> Markup {
    let json = match body.encoding {
        Encoding::Text => json_lines(&body.content),
        Encoding::Base64 => None,
    };
    let lines = json.unwrap_or_else(|| body.content.split('\n').map(text_line).collect());
    html! {
        @if body.encoding == Encoding::Base64 { p.label { "The body is no text; in base64:" } }
        (listing(&lines, notes, room, beginning))
        @if body.cut {
            p.label { "Cut: the whole body has " (body.bytes) " bytes, of which the report keeps the beginning." }
        }
    }
}

fn text_line(says: &str) -> Line {
    Line {
        // All that is wrong with a body that is no JSON is shown where it begins.
        text: says.to_owned(),
        ..Line::default()
    }
}

fn listing(lines: &[Line], notes: &[Note], room: Room, beginning: bool) -> Markup {
    Listing {
        lines,
        notes,
        room,
        beginning,
    }
    .render()
}

/// The calls that no scenario made, and how many there are.
pub(super) fn others(view: &View<'_>) -> (usize, Markup) {
    let exchanges = view.document.exchanges.iter();
    let others: Vec<_> = exchanges
        .filter(|exchange| !in_a_step(view, exchange))
        .collect();
    let calls = html! {
        p.soft { "Calls that found out whom the run was talking to, or put sandboxes back." }
        @for call in &others {
            div data-tags=(tags(worst(&view.findings(&call.findings)), "", [])) {
                p.label { (text::plain(&call.by)) }
                (exchange(view, call))
            }
        }
    };
    (others.len(), calls)
}

fn in_a_step(view: &View<'_>, exchange: &ExchangeReport) -> bool {
    let steps = view
        .document
        .scenarios
        .iter()
        .flat_map(|scenario| &scenario.steps);
    let mut numbers = steps.flat_map(|step| &step.exchanges);
    numbers.any(|number| *number == exchange.number)
}
