//! Which sandboxes a list holds.

use crate::fault::Operation::List;
use crate::organization::Organization::{Main, Other};
use crate::twin::On::Listed;
use crate::twin::listing::{Listing, USUAL, matches};
use crate::twin::{Call, Reply, Twin, fault};
use serde_json::{Value, json};

/// Leaves out of a page what has a status that the list was not asked for by name.
fn hide_unasked(call: &Call<'_>, reply: &mut Reply, status: &str) {
    if !call.asks_for("status", status) {
        reply.data(|elements| elements.retain(|element| element["status"] != status));
    }
}

/// Leaves out of a filtered page what it should hold.
fn keep_if(call: &Call<'_>, reply: &mut Reply, keep: impl Fn(&Value) -> bool) {
    if call.asks("status").is_some() || call.asks("region").is_some() {
        reply.data(|elements| elements.retain(|element| keep(element)));
    }
}

/// Shows, behind the sandboxes of a last page that has room, the first one of an organisation.
fn add_one_of(call: &Call<'_>, reply: &mut Reply, of: crate::Organization) {
    let limit = call.asks("limit").and_then(|limit| limit.parse().ok());
    if !reply.has_more() && reply.len() < limit.unwrap_or(100) {
        let all = call.others(of, crate::http::shown);
        let first = all.into_iter().find(|element| matches(call, element));
        reply.data(|elements| elements.extend(first));
    }
}

pub(super) const TWINS: &[Twin] = &[
    fault(
        "status-ignored",
        "list/filter/status",
        "lists every sandbox, whatever the status asked for",
    )
    .hears(|call| call.forget("status")),
    fault(
        "status-stopped-ignored",
        "list/filter/status",
        "lists every sandbox where status=stopped is asked for",
    )
    .hears(|call| {
        if call.asks_for("status", "stopped") {
            call.forget("status");
        }
    }),
    fault(
        "status-of-another-name",
        "list/filter/status",
        "finds stopped sandboxes where status=paused is asked for, too",
    )
    .hears(|call| {
        if call.asks_for("status", "paused") {
            call.forget("status");
        }
    })
    .says(Listed, |call, reply| {
        if call.asks_for("status", "paused") {
            reply.data(|elements| {
                elements.retain(|element| {
                    element["status"] == "paused" || element["status"] == "stopped"
                });
            });
        }
    }),
    fault(
        "creating-counts-as-running",
        "list/filter/status",
        "finds creating sandboxes where status=running is asked for, too",
    )
    .hears(|call| {
        if call.asks_for("status", "running") {
            call.forget("status");
        }
    })
    .says(Listed, |call, reply| {
        if call.asks_for("status", "running") {
            reply.data(|elements| {
                elements.retain(|element| {
                    element["status"] == "running" || element["status"] == "creating"
                });
            });
        }
    }),
    fault(
        "region-ignored",
        "list/filter/region",
        "lists every sandbox, whatever the region asked for",
    )
    .hears(|call| call.forget("region")),
    fault(
        "region-unknown-ignored",
        "list/filter/region",
        "lists every sandbox where an unknown region is asked for",
    )
    .hears(|call| {
        let region = call.asks("region").unwrap_or_default();
        if region != "us-east" && region != "eu-west" {
            call.forget("region");
        }
    }),
    fault(
        "region-us-east-ignored",
        "list/filter/region",
        "lists every sandbox where region=us-east, the default, is asked for",
    )
    .hears(|call| {
        if call.asks_for("region", "us-east") {
            call.forget("region");
        }
    }),
    fault(
        "status-ignored-with-region",
        "list/filter/together",
        "forgets the status where a region is asked for",
    )
    .hears(|call| {
        if call.asks("region").is_some() {
            call.forget("status");
        }
    }),
    fault(
        "region-ignored-with-status",
        "list/filter/together",
        "forgets the region where a status is asked for",
    )
    .hears(|call| {
        if call.asks("status").is_some() {
            call.forget("region");
        }
    }),
    fault(
        "filters-in-place-of-each-other",
        "list/filter/together",
        "finds what satisfies either the status or the region where both are asked for",
    )
    .hears(|call| {
        if call.asks("status").is_some() && call.asks("region").is_some() {
            call.forget("status");
            call.forget("region");
        }
    })
    .says(Listed, |call, reply| {
        if let (Some(status), Some(region)) = (call.asks("status"), call.asks("region")) {
            reply.data(|elements| {
                elements
                    .retain(|element| element["status"] == *status || element["region"] == *region);
            });
        }
    }),
    fault(
        "status-lost-on-page-two",
        "list/filter/every-page",
        "forgets the status on every page but the first",
    )
    .hears(|call| {
        if call.goes_on() {
            call.forget("status");
        }
    }),
    fault(
        "region-lost-on-page-two",
        "list/filter/every-page",
        "forgets the region on every page but the first",
    )
    .hears(|call| {
        if call.goes_on() {
            call.forget("region");
        }
    }),
    fault(
        "filters-lost-on-page-two",
        "list/filter/every-page",
        "forgets all filters on every page but the first",
    )
    .hears(|call| {
        if call.goes_on() {
            call.forget("region");
            call.forget("status");
        }
    }),
    fault(
        "paused-list-empty",
        "list/filter/complete",
        "finds nothing where status=paused is asked for",
    )
    .says(Listed, |call, reply| {
        if call.asks_for("status", "paused") {
            reply.set("data", json!([]));
            reply.end();
        }
    }),
    fault(
        "creating-list-empty",
        "list/filter/complete",
        "finds nothing where status=creating is asked for",
    )
    .says(Listed, |call, reply| {
        if call.asks_for("status", "creating") {
            reply.set("data", json!([]));
            reply.end();
        }
    }),
    fault(
        "eu-west-list-empty",
        "list/filter/complete",
        "finds nothing where region=eu-west is asked for",
    )
    .says(Listed, |call, reply| {
        if call.asks_for("region", "eu-west") {
            reply.set("data", json!([]));
            reply.end();
        }
    }),
    fault(
        "filters-after-the-limit",
        "list/filter/complete",
        "takes a page of all sandboxes and filters it, and says that this was all",
    )
    .hears(|call| {
        if call.asks("status").is_some() || call.asks("region").is_some() {
            call.forget("status");
            call.forget("region");
            let limit = call
                .asks("limit")
                .and_then(|limit| limit.parse::<usize>().ok());
            call.ask("limit", limit.unwrap_or(20).clamp(1, 20).to_string());
        }
    })
    .says(Listed, |call, reply| {
        if call.asks("status").is_some() || call.asks("region").is_some() {
            reply.data(|elements| elements.retain(|element| matches(call, element)));
            reply.end();
        }
    }),
    fault(
        "filtered-list-misses-its-first",
        "list/filter/complete",
        "leaves the first sandbox out of every filtered list",
    )
    .says(Listed, |call, reply| {
        if !call.goes_on() && (call.asks("status").is_some() || call.asks("region").is_some()) {
            reply.data(|elements| drop(elements.drain(..1.min(elements.len()))));
        }
    }),
    fault(
        "filtered-list-misses-its-last",
        "list/filter/complete",
        "leaves the last sandbox out of every filtered list",
    )
    .says(Listed, |call, reply| {
        if !reply.has_more() && (call.asks("status").is_some() || call.asks("region").is_some()) {
            reply.data(|elements| drop(elements.pop()));
        }
    }),
    fault(
        "region-list-misses-the-paused",
        "list/filter/complete",
        "leaves paused sandboxes out of lists of a region alone",
    )
    .says(Listed, |call, reply| {
        if call.asks("status").is_none() {
            keep_if(call, reply, |element| element["status"] != "paused");
        }
    }),
    fault(
        "running-list-misses-the-desktops",
        "list/filter/complete",
        "leaves sandboxes of one template out of lists of the running ones",
    )
    .says(Listed, |call, reply| {
        if call.asks_for("status", "running") {
            keep_if(call, reply, |element| element["template_name"] != "desktop");
        }
    }),
    fault(
        "paused-missing-from-the-list",
        "list/paging/complete",
        "leaves paused sandboxes out of every list that does not ask for them",
    )
    .says(Listed, |call, reply| hide_unasked(call, reply, "paused")),
    fault(
        "stopped-missing-from-the-list",
        "list/paging/complete",
        "leaves stopped sandboxes out of every list that does not ask for them",
    )
    .says(Listed, |call, reply| hide_unasked(call, reply, "stopped")),
    fault(
        "list-stops-at-ten",
        "list/paging/complete",
        "says after ten sandboxes that this was all, whatever the limit above",
    )
    .lists(Listing {
        maximum: 10,
        ..USUAL
    })
    .says(Listed, |_, reply| {
        if reply.len() >= 10 {
            reply.end();
        }
    }),
    fault(
        "one-of-the-other-organisation",
        "list/own-organisation",
        "shows a sandbox of the main organisation at the end of the other one's lists",
    )
    .says(Listed, |call, reply| {
        if call.caller() == Some(Other) {
            add_one_of(call, reply, Main);
        }
    }),
    fault(
        "everybody-sees-the-main-organisation",
        "list/own-organisation",
        "lists the sandboxes of the main organisation to everybody with a key",
    )
    .hears(|call| {
        if call.is(List) && call.caller() == Some(Other) {
            call.let_in(Main);
        }
    }),
    fault(
        "filtered-list-of-all-organisations",
        "list/own-organisation",
        "lists the sandboxes of both organisations to the other one where a filter is asked for",
    )
    .says(Listed, |call, reply| {
        if call.caller() == Some(Other)
            && (call.asks("status").is_some() || call.asks("region").is_some())
        {
            add_one_of(call, reply, Main);
        }
    }),
];
