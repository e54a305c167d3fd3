//! A finding in words, for formats that show text.

use super::document::{AttemptReport, Body, Document, Encoding, ExchangeReport, FindingReport};
use crate::printable::{excerpt, printable, printable_lines};

/// How much of a body is shown with a finding.
const BODY: usize = 2_000;

/// A finding with its evidence, in several lines without markup.
pub(crate) fn finding(document: &Document, finding: &FindingReport) -> String {
    let mut text = format!(
        "{}\n\nrequires  {}\n",
        printable(&finding.claim),
        printable_lines(&finding.requirement)
    );
    if let Some(claim) = document.claim(&finding.claim) {
        for source in &claim.sources {
            text += &format!(
                "page      {}: {}\n",
                printable(&source.url),
                printable(&source.says)
            );
        }
    }
    let place = finding.place.as_deref();
    let place = place.map(|place| format!(" at {}", printable(place)));
    text += &format!(
        "in        {}{}\nwrong     {}\nexpected  {}\nactual    {}\n",
        printable(&finding.address()),
        place.unwrap_or_default(),
        finding.who.words(),
        printable(&finding.expected),
        excerpt(&finding.actual, BODY),
    );
    if let Some(called) = document.exchange(finding.exchange) {
        text += &format!("\nexchange {}\n{}", called.number, exchange(called));
    }
    text
}

/// A call and what came back, as it went over the wire.
pub(super) fn exchange(exchange: &ExchangeReport) -> String {
    let mut text = format!("> {} {}\n", exchange.method, printable(&exchange.path));
    for header in &exchange.headers {
        text += &format!(
            "> {}: {}\n",
            printable(&header.name),
            printable(&header.value)
        );
    }
    if let Some(attempt) = exchange.last() {
        text += &answer(attempt);
    }
    text
}

fn answer(attempt: &AttemptReport) -> String {
    let Some(status) = attempt.status else {
        let failure = attempt.failure.as_ref();
        let why = failure.map_or("no answer", |failure| failure.message.as_str());
        return format!("< {}\n", printable(why));
    };
    let mut text = format!("< {status}\n");
    for header in &attempt.headers {
        text += &format!(
            "< {}: {}\n",
            printable(&header.name),
            printable(&header.value)
        );
    }
    if let Some(content) = &attempt.body {
        text += &format!("<\n{}\n", body(content));
    }
    if let Some(broken) = &attempt.broken {
        text += &format!("< broken off: {}\n", printable(broken));
    }
    text
}

/// The beginning of a body, JSON indented.
fn body(body: &Body) -> String {
    let content = match body.encoding {
        Encoding::Base64 => format!("(base64) {}", body.content),
        Encoding::Text => match serde_json::from_str::<serde_json::Value>(&body.content) {
            Ok(value) => serde_json::to_string_pretty(&value).unwrap_or_default(),
            Err(_) => body.content.clone(),
        },
    };
    let shown = printable_lines(&content);
    match shown.char_indices().nth(BODY) {
        Some((end, _)) => format!("{}\n… ({} bytes in all)", &shown[..end], body.bytes),
        None if body.cut => format!("{shown}\n… ({} bytes in all)", body.bytes),
        None => shown,
    }
}

/// So many of a thing, in words.
pub(crate) fn number(count: usize, thing: &str) -> String {
    match count {
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}

/// A time in milliseconds, in the unit that suits it.
#[expect(
    clippy::cast_precision_loss,
    reason = "a time that long has no use for its milliseconds"
)]
pub(crate) fn time(ms: u64) -> String {
    match ms {
        ..1_000 => format!("{ms} ms"),
        _ => format!("{:.2} s", ms as f64 / 1_000.0),
    }
}
