//! The rate limit.

use crate::fault::Operation::List;
use crate::twin::On::{Any, Changed, Good, Listed, Refused, Status};
use crate::twin::{Call, Reply, Twin, fault};
use serde_json::{Value, json};

const LIMIT: &str = "x-ratelimit-limit";
const REMAINING: &str = "x-ratelimit-remaining";
const RESET: &str = "x-ratelimit-reset";

/// Every fortieth call is one too many, if it is a list with a good key.
fn too_many(call: &Call<'_>) -> bool {
    call.is(List) && call.caller().is_some() && call.number.is_multiple_of(40)
}

/// Refuses it, with what `change` does to the documented answer.
fn refuse(call: &Call<'_>, reply: &mut Reply, change: impl FnOnce(&mut Reply)) {
    if too_many(call) {
        reply.refuse(429, "RATE_LIMIT_EXCEEDED");
        reply.set("retry_after", 1);
        reply.header("retry-after", "1");
        reply.header(RESET, &(call.now() + 1).to_string());
        change(reply);
    }
}

/// How many calls it takes to spend the documented limit, and how many are refused then.
const ALLOWED: u64 = 100;
const REFUSED: u64 = 3;

/// Refuses what goes beyond the limit, as documented but for what `change` does. The window ends
/// after a few calls that were refused.
pub(super) fn refuse_beyond(call: &Call<'_>, reply: &mut Reply, change: impl FnOnce(&mut Reply)) {
    let beyond = call.number.saturating_sub(ALLOWED);
    if call.caller().is_some() && (1..=REFUSED).contains(&beyond) {
        call.undo();
        reply.refuse(429, "RATE_LIMIT_EXCEEDED");
        reply.set("retry_after", 1);
        reply.header(REMAINING, "0");
        reply.header(RESET, &(call.now() + 1).to_string());
        change(reply);
    }
}

pub(super) const TWINS: &[Twin] = &[
    fault(
        "beyond-the-limit-without-retry-after",
        "rate-limits/429/retry-after",
        "refuses three calls once the limit is spent, and does not say when to come back",
    )
    .says(Any, |call, reply| {
        refuse_beyond(call, reply, |reply| reply.remove("retry_after"));
    }),
    fault(
        "beyond-the-limit-with-a-time-for-retry-after",
        "rate-limits/429/retry-after",
        "refuses three calls once the limit is spent, and says retry_after as a time",
    )
    .says(Any, |call, reply| {
        refuse_beyond(call, reply, |reply| {
            reply.set("retry_after", "2026-01-01T00:00:00Z");
        });
    }),
    fault(
        "beyond-the-limit-called-quota",
        "errors/429/code",
        "refuses three calls once the limit is spent, with the code QUOTA_EXCEEDED",
    )
    .says(Any, |call, reply| {
        refuse_beyond(call, reply, |reply| reply.set("code", "QUOTA_EXCEEDED"));
    }),
    fault(
        "no-limit-header",
        "rate-limits/headers/limit",
        "sends no X-RateLimit-Limit",
    )
    .says(Any, |_, reply| reply.no_header(LIMIT)),
    fault(
        "no-limit-header-on-errors",
        "rate-limits/headers/limit",
        "sends no X-RateLimit-Limit with errors",
    )
    .says(Refused, |_, reply| reply.no_header(LIMIT)),
    fault(
        "no-limit-header-on-pauses",
        "rate-limits/headers/limit",
        "sends no X-RateLimit-Limit with good pauses and resumes",
    )
    .says(Changed, |_, reply| reply.no_header(LIMIT)),
    fault(
        "limit-header-with-window",
        "rate-limits/headers/limit",
        "adds the window to X-RateLimit-Limit",
    )
    .says(Any, |_, reply| reply.header(LIMIT, "100;w=60")),
    fault(
        "limit-header-is-unlimited",
        "rate-limits/headers/limit",
        "has a word in X-RateLimit-Limit",
    )
    .says(Good, |_, reply| reply.header(LIMIT, "unlimited")),
    fault(
        "no-remaining-header",
        "rate-limits/headers/remaining",
        "sends no X-RateLimit-Remaining",
    )
    .says(Any, |_, reply| reply.no_header(REMAINING)),
    fault(
        "no-remaining-header-on-errors",
        "rate-limits/headers/remaining",
        "sends no X-RateLimit-Remaining with errors",
    )
    .says(Refused, |_, reply| reply.no_header(REMAINING)),
    fault(
        "no-remaining-header-on-refused-keys",
        "rate-limits/headers/remaining",
        "sends no X-RateLimit-Remaining with a 401",
    )
    .says(Status(401), |_, reply| reply.no_header(REMAINING)),
    fault(
        "remaining-above-the-limit",
        "rate-limits/headers/remaining",
        "says that more calls remain than the limit has",
    )
    .says(Any, |_, reply| reply.header(REMAINING, "101")),
    fault(
        "remaining-below-nothing",
        "rate-limits/headers/remaining",
        "says on lists that less than no calls remain",
    )
    .says(Listed, |_, reply| reply.header(REMAINING, "-1")),
    fault(
        "remaining-in-parts",
        "rate-limits/headers/remaining",
        "says that parts of calls remain",
    )
    .says(Any, |_, reply| reply.header(REMAINING, "57.5")),
    fault(
        "no-reset-header",
        "rate-limits/headers/reset",
        "sends no X-RateLimit-Reset",
    )
    .says(Any, |_, reply| reply.no_header(RESET)),
    fault(
        "no-reset-header-on-errors",
        "rate-limits/headers/reset",
        "sends no X-RateLimit-Reset with errors",
    )
    .says(Refused, |_, reply| reply.no_header(RESET)),
    fault(
        "no-reset-header-on-later-pages",
        "rate-limits/headers/reset",
        "sends no X-RateLimit-Reset with any page but the first",
    )
    .says(Listed, |call, reply| {
        if call.goes_on() {
            reply.no_header(RESET);
        }
    }),
    fault(
        "reset-in-seconds-to-go",
        "rate-limits/headers/reset",
        "says in X-RateLimit-Reset how many seconds are left",
    )
    .says(Any, |_, reply| reply.header(RESET, "60")),
    fault(
        "reset-in-milliseconds",
        "rate-limits/headers/reset",
        "says X-RateLimit-Reset in milliseconds",
    )
    .says(Any, |call, reply| {
        reply.header(RESET, &(call.now() * 1000 + 60_000).to_string());
    }),
    fault(
        "reset-as-a-date",
        "rate-limits/headers/reset",
        "says X-RateLimit-Reset as ISO 8601 does",
    )
    .says(Any, |_, reply| reply.header(RESET, "2026-01-01T00:00:00Z")),
    fault(
        "no-rate-limit-headers-on-errors",
        "rate-limits/headers/limit",
        "sends none of the three headers with errors",
    )
    .says(Refused, |_, reply| {
        for name in [LIMIT, REMAINING, RESET] {
            reply.no_header(name);
        }
    }),
    fault(
        "too-many-without-retry-after",
        "rate-limits/429/retry-after",
        "answers every 40th call, if it is a list, with 429 and does not say when to come back",
    )
    .says(Listed, |call, reply| {
        refuse(call, reply, |reply| {
            reply.remove("retry_after");
            reply.no_header("retry-after");
        });
    }),
    fault(
        "too-many-with-retry-after-in-the-header-only",
        "rate-limits/429/retry-after",
        "says when to come back in Retry-After only, with every 40th call, if it is a list",
    )
    .says(Listed, |call, reply| {
        refuse(call, reply, |reply| reply.remove("retry_after"));
    }),
    fault(
        "too-many-with-retry-after-as-text",
        "rate-limits/429/retry-after",
        "says retry_after as a text, with every 40th call, if it is a list",
    )
    .says(Listed, |call, reply| {
        refuse(call, reply, |reply| reply.set("retry_after", "1"));
    }),
    fault(
        "too-many-with-retry-after-in-parts",
        "rate-limits/429/retry-after",
        "says retry_after with a fraction, with every 40th call, if it is a list",
    )
    .says(Listed, |call, reply| {
        refuse(call, reply, |reply| reply.set("retry_after", json!(0.5)));
    }),
    fault(
        "too-many-with-retry-after-null",
        "rate-limits/429/retry-after",
        "has a null for retry_after, with every 40th call, if it is a list",
    )
    .says(Listed, |call, reply| {
        refuse(call, reply, |reply| reply.set("retry_after", Value::Null));
    }),
    fault(
        "too-many-called-throttled",
        "errors/429/code",
        "answers every 40th call, if it is a list, with 429 and the code THROTTLED",
    )
    .says(Listed, |call, reply| {
        refuse(call, reply, |reply| reply.set("code", "THROTTLED"));
    }),
    fault(
        "too-many-called-too-many",
        "errors/429/code",
        "answers every 40th call, if it is a list, with 429 and the code TOO_MANY_REQUESTS",
    )
    .says(Listed, |call, reply| {
        refuse(call, reply, |reply| reply.set("code", "TOO_MANY_REQUESTS"));
    }),
];
