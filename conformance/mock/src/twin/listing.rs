//! Lists in another order, with other pages and other cursors.

use super::call::Call;
use super::reply::Reply;
use crate::fault::Operation;
use serde_json::{Value, json};

/// Another way to make lists. A cursor is a place in the order of all sandboxes, whatever the
/// filters, so it stays good while statuses change.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    /// Puts all sandboxes of an organisation into the order of lists.
    pub(super) order: fn(&mut Vec<Value>),
    /// Sandboxes on a page unless asked otherwise.
    pub(super) default: usize,
    /// The most sandboxes on a page.
    pub(super) maximum: usize,
    /// Whether a limit above the maximum is refused.
    pub(super) refuses: bool,
    /// The cursor that goes on after the sandbox with this id.
    pub(super) cursor: fn(&str) -> String,
    /// How many sandboxes are left out where a page begins; less than 0 shows as many again.
    pub(super) gap: isize,
}

/// What the mock does itself.
pub(super) const USUAL: Listing = Listing {
    order: |_| {},
    default: 100,
    maximum: 1000,
    refuses: false,
    cursor: str::to_owned,
    gap: 0,
};

impl Listing {
    /// Lets the mock decide on all but the place and the size of the page.
    pub(super) fn hear(&self, call: &mut Call<'_>) {
        if !call.is(Operation::List) {
            return;
        }
        call.forget("cursor");
        if let Some(limit) = asked(call) {
            call.ask(
                "limit",
                limit.clamp(usize::from(limit > 0), 1000).to_string(),
            );
        }
    }

    pub(super) fn say(&self, call: &Call<'_>, reply: &mut Reply) {
        let asked = asked(call);
        if self.refuses && asked.is_some_and(|limit| limit > self.maximum) {
            reply.refuse(400, "INVALID_REQUEST");
            return;
        }
        let limit = asked.unwrap_or(self.default).min(self.maximum);
        let mut all = call.others(call.caller().unwrap_or_default(), crate::http::shown);
        (self.order)(&mut all);
        let Some(rest) = self.rest(call, all) else {
            reply.refuse(400, "INVALID_REQUEST");
            return;
        };
        self.write(limit, &rest, reply);
    }

    /// What follows the place of the cursor, filtered; `None` if the cursor is none.
    fn rest(&self, call: &Call<'_>, mut all: Vec<Value>) -> Option<Vec<Value>> {
        let Some(cursor) = call.asks("cursor") else {
            all.retain(|element| matches(call, element));
            return Some(all);
        };
        let mut places = all.iter();
        let place = places.position(|element| (self.cursor)(id(element)) == cursor)?;
        let mut rest = all.split_off(place + 1);
        all.retain(|element| matches(call, element));
        rest.retain(|element| matches(call, element));
        let gap = self.gap.unsigned_abs();
        if self.gap > 0 {
            rest.drain(..gap.min(rest.len()));
        } else if asked(call).is_none_or(|limit| limit > gap) {
            rest.splice(..0, all.split_off(all.len().saturating_sub(gap)));
        }
        Some(rest)
    }

    fn write(&self, limit: usize, rest: &[Value], reply: &mut Reply) {
        let page = &rest[..limit.min(rest.len())];
        let has_more = page.len() < rest.len();
        let last = page.last().filter(|_| has_more);
        let cursor = last.map(|element| (self.cursor)(id(element)));
        reply.edit(|body| {
            body["data"] = json!(page);
            body["has_more"] = json!(has_more);
            body["next_cursor"] = json!(cursor);
        });
    }
}

/// The limit that is asked for, where it is a number.
fn asked(call: &Call<'_>) -> Option<usize> {
    call.asks("limit")?.parse().ok()
}

/// Whether an element satisfies the filters of a call.
pub(super) fn matches(call: &Call<'_>, element: &Value) -> bool {
    ["status", "region"].into_iter().all(|name| {
        call.asks(name)
            .is_none_or(|wanted| element[name] == *wanted)
    })
}

/// The id of an element.
pub(super) fn id(element: &Value) -> &str {
    element["id"].as_str().unwrap_or_default()
}
