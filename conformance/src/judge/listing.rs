//! What a list owes over its pages: the limit, the filters, each sandbox once, an end.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::finding::Finding;
use crate::contract::Contract;
use crate::recording::{Credential, Exchange, Given, Look};
use crate::scenario::Scenario;
use crate::state;

/// Judges the lists of one time through a scenario.
pub(super) fn judge(
    contract: &Contract,
    scenario: &Scenario,
    look: &Look,
    given: &[Given],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut walks = Vec::new();
    for step in &scenario.steps {
        let walk = Walk::read(look.last_walk(&step.id), given);
        if walk.pages.is_empty() {
            continue;
        }
        for page in &walk.pages {
            limit(page, &mut findings);
            filters(contract, &walk, page, &mut findings);
        }
        cursors(&walk, &mut findings);
        once(&walk, &mut findings);
        walks.push(walk);
    }
    organisations(&walks, &mut findings);
    // Lists that were taken at different times can be held against each other only where
    // nothing was meant to change in between.
    if !scenario.changes_state() {
        complete(&walks, &mut findings);
    }
    findings
}

/// The readable pages of one walk.
struct Walk<'l> {
    pages: Vec<Page<'l>>,
    given: BTreeSet<&'l str>,
    /// Whether it came to the end of the list.
    ended: bool,
}

struct Page<'l> {
    exchange: &'l Exchange,
    number: usize,
    body: Cow<'l, Value>,
}

impl<'l> Walk<'l> {
    fn read(exchanges: impl Iterator<Item = &'l Exchange>, given: &'l [Given]) -> Self {
        let mut pages = Vec::new();
        let mut ended = false;
        let mut partial = false;
        for (index, exchange) in exchanges.enumerate() {
            let Some(body) = state::readable_page(exchange) else {
                ended = false;
                break;
            };
            partial |= index == 0 && state::asks_for_a_part(exchange);
            ended = state::is_last(&body) && !partial;
            pages.push(Page {
                exchange,
                number: index + 1,
                body,
            });
        }
        Walk {
            pages,
            given: given.iter().map(|given| given.id.as_str()).collect(),
            ended,
        }
    }

    /// Whose key it was asked for with.
    fn credential(&self) -> Option<Credential> {
        self.pages.first().map(|page| page.exchange.credential)
    }

    fn is_given(&self, id: &str) -> bool {
        self.given.contains(id)
    }

    /// Its filters: what makes it another list.
    fn filters(&self) -> Filters<'l> {
        let query = |name| {
            self.pages
                .first()
                .and_then(|page| page.exchange.query(name))
        };
        Filters {
            status: query("status"),
            region: query("region"),
        }
    }

    fn elements(&self) -> impl Iterator<Item = (&Page<'l>, &Value)> {
        self.pages
            .iter()
            .flat_map(|page| state::elements(&page.body).map(move |element| (page, element)))
    }

    fn ids(&self) -> BTreeSet<&str> {
        self.elements()
            .filter_map(|(_, element)| state::id(element))
            .collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Filters<'l> {
    status: Option<&'l str>,
    region: Option<&'l str>,
}

impl Filters<'_> {
    fn admit(&self, element: &Value) -> bool {
        let status = state::status(element).unwrap_or_default();
        self.status
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(status))
            && self
                .region
                .is_none_or(|wanted| region(element) == Some(wanted))
    }

    fn readable(&self, element: &Value) -> bool {
        let is_text = |name: &str| element.get(name).is_some_and(Value::is_string);
        let region = || is_text("region") || element.get("region").is_some_and(Value::is_null);
        (self.status.is_none() || is_text("status")) && (self.region.is_none() || region())
    }

    fn any(&self) -> bool {
        self.status.is_some() || self.region.is_some()
    }
}

fn limit(page: &Page<'_>, findings: &mut Vec<Finding>) {
    let asked = page
        .exchange
        .query("limit")
        .and_then(|limit| limit.parse::<usize>().ok())
        .filter(|limit| *limit > 0);
    let shown = state::elements(&page.body).count();
    if let Some(asked) = asked.filter(|asked| shown > *asked) {
        let finding = about(
            page,
            "list/limit/respected",
            format!("no more than {asked} sandboxes"),
            format!("{shown} sandboxes"),
        );
        findings.push(finding.at("/data"));
    }
}

/// Every element satisfies every filter. A filter value that the description does not allow
/// may be refused or ignored.
fn filters(contract: &Contract, walk: &Walk<'_>, page: &Page<'_>, findings: &mut Vec<Finding>) {
    let filters = walk.filters();
    let described = contract.description.operation(page.exchange.operation);
    let parameter = described.parameter("status");
    let allowed = |status| parameter.is_none_or(|parameter| parameter.allows(status));
    if !filters.status.is_none_or(allowed) {
        return;
    }
    for (index, element) in state::elements(&page.body).enumerate() {
        // An element without a readable status or region is for the schema to judge.
        if filters.admit(element) || !filters.readable(element) {
            continue;
        }
        let id = state::id(element).unwrap_or_default();
        let finding = about(
            page,
            broken_filter(filters, element, page.number),
            wanted(filters),
            actual(filters, element),
        );
        findings.push(
            finding
                .at(format!("/data/{index}"))
                .of(id, walk.is_given(id)),
        );
    }
}

/// What the key of another organisation shows is none of ours: neither a given sandbox nor
/// one that the run's own key shows. One of them is enough to say so.
fn organisations(walks: &[Walk<'_>], findings: &mut Vec<Finding>) {
    let ours = walks
        .iter()
        .filter(|walk| walk.credential() == Some(Credential::Own));
    let ours: BTreeSet<&str> = ours.flat_map(Walk::ids).collect();
    let theirs = walks
        .iter()
        .filter(|walk| walk.credential() == Some(Credential::Other));
    for walk in theirs {
        let mut shared = walk
            .elements()
            .filter_map(|(page, element)| Some((page, state::id(element)?)));
        let Some((page, id)) = shared.find(|(_, id)| walk.is_given(id) || ours.contains(id)) else {
            continue;
        };
        let expected =
            "no sandbox that the run's own key shows (unless both keys are of one organisation)";
        let finding = about(page, "list/own-organisation", expected, format!("`{id}`"));
        findings.push(finding.at("/data").of(id, walk.is_given(id)));
    }
}

/// Which claim an element breaks that does not satisfy the filters.
fn broken_filter(filters: Filters<'_>, element: &Value, page: usize) -> &'static str {
    let by_status = filters.status.is_some_and(|wanted| {
        !state::status(element).is_some_and(|status| wanted.eq_ignore_ascii_case(status))
    });
    match (filters.status, filters.region) {
        _ if page > 1 => "list/filter/every-page",
        (Some(_), Some(_)) => "list/filter/together",
        _ if by_status => "list/filter/status",
        _ => "list/filter/region",
    }
}

/// `next_cursor` is there when it has to be, and leads on.
fn cursors(walk: &Walk<'_>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in &walk.pages {
        let cursor = page.body.get("next_cursor").and_then(Value::as_str);
        match (has_more(&page.body), cursor) {
            (Some(true), None) => {
                let expected = "a next_cursor, since has_more is true";
                findings
                    .push(about(page, "list/200/next-cursor", expected, "none").at("/next_cursor"));
            }
            (Some(false), Some(cursor)) => {
                let expected = "null or none, since has_more is false";
                findings.push(
                    about(
                        page,
                        "list/paging/ends-without-cursor",
                        expected,
                        format!("`{cursor}`"),
                    )
                    .at("/next_cursor"),
                );
            }
            (Some(true), Some(cursor)) => {
                if let Some(earlier) = seen.insert(cursor.to_owned(), page.number) {
                    let actual = format!(
                        "page {} leads where page {earlier} led, to `{cursor}`",
                        page.number
                    );
                    findings.push(
                        about(
                            page,
                            "list/paging/advances",
                            "a cursor that leads further",
                            actual,
                        )
                        .at("/next_cursor"),
                    );
                }
            }
            _ => {}
        }
    }
    repeated_pages(walk, findings);
    barren_pages(walk, findings);
}

/// A page that shows the very sandboxes of the page before: the cursor was not followed.
fn repeated_pages(walk: &Walk<'_>, findings: &mut Vec<Finding>) {
    let ids = |page: &Page<'_>| {
        state::elements(&page.body)
            .filter_map(named)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    for pair in walk.pages.windows(2) {
        let [before, page] = pair else { continue };
        let shown = ids(page);
        if !shown.is_empty() && shown == ids(before) {
            let actual = format!(
                "page {} shows the same sandboxes as page {}",
                page.number, before.number
            );
            findings.push(
                about(
                    page,
                    "list/paging/advances",
                    "a page that goes on where the one before ended",
                    actual,
                )
                .at("/data"),
            );
            return;
        }
    }
}

/// A list without filters that goes on page after page and shows nothing new. With filters
/// a server may search on and find nothing for a while.
fn barren_pages(walk: &Walk<'_>, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    let mut barren = 0;
    for page in &walk.pages {
        let ids = state::elements(&page.body).map(named);
        // Whether a sandbox without an id was shown before, nobody can tell.
        let new = ids
            .filter(|id| id.is_none_or(|id| seen.insert(id.to_owned())))
            .count();
        barren = if new == 0 { barren + 1 } else { 0 };
        if barren == state::BARREN_PAGES
            && !walk.filters().any()
            && has_more(&page.body) == Some(true)
        {
            let actual = format!("{barren} pages in a row show none, and yet has_more is true");
            findings.push(
                about(
                    page,
                    "list/paging/advances",
                    "a sandbox that was not shown before",
                    actual,
                )
                .at("/data"),
            );
            return;
        }
    }
}

fn once(walk: &Walk<'_>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (page, element) in walk.elements() {
        let Some(id) = named(element) else {
            continue;
        };
        if let Some(earlier) = seen.insert(id, page.number) {
            let actual = format!("`{id}` on page {earlier} and on page {}", page.number);
            let finding = about(page, "list/paging/exactly-once", "no sandbox twice", actual);
            findings.push(finding.at("/data").of(id, walk.is_given(id)));
        }
    }
}

/// Whatever one list shows, the other lists of the scenario show too, where they came to
/// their end and it satisfies their filters.
fn complete(walks: &[Walk<'_>], findings: &mut Vec<Finding>) {
    let ours = || {
        walks
            .iter()
            .filter(|walk| walk.credential() == Some(Credential::Own))
    };
    for walk in ours().filter(|walk| walk.ended) {
        let Some(page) = walk.pages.last() else {
            continue;
        };
        let filters = walk.filters();
        let shown = walk.ids();
        let mut reported = BTreeSet::new();
        for other in ours() {
            for (_, element) in other.elements() {
                let Some(id) = state::id(element).filter(|id| !shown.contains(id)) else {
                    continue;
                };
                // Given sandboxes are left to the agreement of lists with answers, which does
                // not look at lists of a region.
                let left_to_others = walk.is_given(id) && filters.region.is_none();
                // What a list shows against its own filters is no evidence against others.
                let shown_rightly = other.filters().admit(element) && filters.admit(element);
                if !shown_rightly || left_to_others || !reported.insert(id) {
                    continue;
                }
                let claim = if filters.any() {
                    "list/filter/complete"
                } else {
                    "list/paging/complete"
                };
                let expected = format!("every sandbox {}", wanted(filters));
                let actual = format!(
                    "`{id}` is left out, which step {} shows",
                    other.pages.first().map_or("", |page| &page.exchange.step)
                );
                // A list of a region may learn of what was done to a given one later than the
                // rest; nobody waits for it, so it takes another look as for the others.
                let finding = about(page, claim, expected, actual).at("/data");
                findings.push(finding.of(id, false));
            }
        }
    }
}

fn about(
    page: &Page<'_>,
    claim: &str,
    expected: impl Into<String>,
    actual: impl Into<String>,
) -> Finding {
    Finding::about(page.exchange, claim, expected, actual)
}

fn wanted(filters: Filters<'_>) -> String {
    match (filters.status, filters.region) {
        (Some(status), Some(region)) => format!("in status `{status}` and region `{region}`"),
        (Some(status), None) => format!("in status `{status}`"),
        (None, Some(region)) => format!("in region `{region}`"),
        (None, None) => "of the organisation".to_owned(),
    }
}

fn actual(filters: Filters<'_>, element: &Value) -> String {
    let mut parts = vec![format!(
        "`{}`",
        state::id(element).unwrap_or("a sandbox without id")
    )];
    if filters.status.is_some() {
        parts.push(format!(
            "in status {}",
            element.get("status").unwrap_or(&Value::Null)
        ));
    }
    if filters.region.is_some() {
        parts.push(format!(
            "in region {}",
            element.get("region").unwrap_or(&Value::Null)
        ));
    }
    parts.join(" ")
}

fn has_more(body: &Value) -> Option<bool> {
    body.get("has_more")?.as_bool()
}

/// The id of an element, where it is one: that it is there is for the schema to judge.
fn named(element: &Value) -> Option<&str> {
    state::id(element).filter(|id| !id.is_empty())
}

fn region(element: &Value) -> Option<&str> {
    element.get("region")?.as_str()
}
