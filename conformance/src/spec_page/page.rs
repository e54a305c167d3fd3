//! The page as a whole.

use maud::{Markup, html};

use super::access::{self, access};
use super::answers::{headers, shared};
use super::banner::{self, banner, overview};
use super::claims::{claims, untestable};
use super::client::{self, client};
use super::contested::contested;
use super::left_out::left_out;
use super::operations::operations;
use super::pages::pages;
use super::scenarios::scenarios;
use super::schemas::schemas;
use super::subject::{self, Subject};
use crate::contract::{Contract, DESCRIPTION};
use crate::page::{Choice, Entry, Filter, Page, section, text};
use crate::scenario::Scenario;
use crate::spec::Finding;

/// A part of the page: its section, and how many things are in it.
type Part = (&'static str, &'static str, usize, Markup);

/// The text of the file.
///
/// # Errors
///
/// Where the description cannot be read again; it was read before.
pub(crate) fn render(contract: &Contract, scenarios: &[Scenario]) -> Result<String, Finding> {
    let source = subject::read(contract)?;
    let built_in = contract.description.text == DESCRIPTION;
    let subject = Subject::of(contract, scenarios, &source, built_in);
    let mut parts = parts(&subject);
    parts.retain(|(_, _, count, _)| *count > 0);
    let contents = parts.iter().map(|(id, heading, count, _)| Entry {
        id,
        words: (*heading).to_owned(),
        count: *count,
    });
    let info = subject.document.get("info");
    let title = info.and_then(|info| info.text("title"));
    let title = format!("Description: {}", text::plain(title.unwrap_or("an API")));
    let page = Page {
        title: &title,
        banner: banner(&subject),
        contents: contents.collect(),
        filters: filters(&subject),
        body: html! {
            (overview(&subject))
            @for (id, heading, count, what) in &parts { (section(id, heading, *count, what)) }
        },
        footer: footer(&subject),
        styles: include_str!("spec_page.css"),
    };
    Ok(page.render())
}

fn parts(subject: &Subject<'_>) -> Vec<Part> {
    let components = |kind| subject.components(kind).len();
    let claims_file = &subject.contract.claims;
    vec![
        (
            "contested",
            "Contested",
            subject.contested().len(),
            contested(subject),
        ),
        (
            "operations",
            "Operations",
            subject.operations.len(),
            operations(subject),
        ),
        (
            "answers",
            "Shared answers",
            components("responses"),
            shared(subject),
        ),
        (
            "headers",
            "Headers",
            components("headers"),
            headers(subject),
        ),
        (
            "schemas",
            "Schemas",
            components("schemas"),
            schemas(subject),
        ),
        (
            "access",
            "Servers and keys",
            access::count(subject),
            access(subject),
        ),
        ("claims", "Claims", claims_file.all.len(), claims(subject)),
        (
            "untestable",
            "Not testable here",
            banner::untestable(subject),
            untestable(subject),
        ),
        (
            "scenarios",
            "Scenarios",
            subject.scenarios.len(),
            scenarios(subject),
        ),
        (
            "client",
            "Generated client",
            client::count(),
            client(subject),
        ),
        (
            "pages",
            "Pages of the documentation",
            claims_file.pages.len(),
            pages(subject),
        ),
        (
            "left-out",
            "Left out",
            claims_file.left_out.len(),
            left_out(subject),
        ),
    ]
}

/// What a thing on the page is, in tags and in words.
const KINDS: [(&str, &str); 12] = [
    ("claim", "claims"),
    ("operation", "operations"),
    ("parameter", "parameters"),
    ("answer", "answers"),
    ("header", "headers"),
    ("schema", "schemas"),
    ("member", "members"),
    ("access", "servers and keys"),
    ("scenario", "scenarios"),
    ("client", "generated client"),
    ("page", "pages"),
    ("left-out", "left out"),
];

fn filters(subject: &Subject<'_>) -> Vec<Filter> {
    let choices = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter();
        pairs
            .map(|(value, words)| Choice::new(*value, *words))
            .collect()
    };
    let mut shown = vec![
        ("contested", "contested"),
        ("promised", "promised"),
        ("possible", "may appear"),
        ("untestable", "not testable here"),
    ];
    if subject.census.iter().any(crate::census::Entry::is_orphan) {
        shown.push(("unchecked", "checked by nothing"));
    }
    let operations = subject.operations.iter();
    let operations = operations.map(|operation| {
        let value = operation.id.replace(char::is_whitespace, "_");
        Choice::new(value, text::plain(&operation.id))
    });
    let levels = ["required", "expected", "observed"].map(|level| (level, level));
    vec![
        Filter {
            name: "show",
            words: "Show",
            spread: true,
            choices: choices(&shown),
        },
        Filter {
            name: "level",
            words: "Level",
            spread: false,
            choices: choices(&levels),
        },
        Filter {
            name: "operation",
            words: "Operation",
            spread: false,
            choices: operations.collect(),
        },
        Filter {
            name: "kind",
            words: "Kind",
            spread: false,
            choices: choices(&KINDS),
        },
    ]
}

fn footer(subject: &Subject<'_>) -> Markup {
    let contract = subject.contract;
    html! {
        footer.end {
            p {
                "hopx-conformance " (env!("CARGO_PKG_VERSION")) ", from " (text::plain(&contract.description.file))
                " and " (text::plain(&contract.claims.file))
                ", contract " (text::plain(&contract.fingerprint))
                ". The same files give the same page. It loads nothing."
            }
        }
    }
}
