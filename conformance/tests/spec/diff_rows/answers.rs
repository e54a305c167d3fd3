//! Statuses, codes and headers of answers.

use hopx_conformance::spec::Step::{Minor, Patch};
use hopx_conformance::spec::diff::Effect::{Additive, Breaking, Neutral};

use super::Row;

const LIST_CONFLICT: &str =
    "        # From the general table; the page does not say what a list would answer it for.\n";

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "a status of an error is added",
        edits: &[(
            LIST_CONFLICT,
            "        '409': { $ref: '#/components/responses/Conflict' }\n",
        )],
        found: &[("response-status-added", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "a status of an error is removed",
        edits: &[(
            "        '401': { $ref: '#/components/responses/Unauthorized' }\n        '402': { $ref: '#/components/responses/PaymentRequired' }\n        '403': { $ref: '#/components/responses/Forbidden' }\n        # From the general table; the page does not say what a list would answer it for.\n        '404'",
            "        '402': { $ref: '#/components/responses/PaymentRequired' }\n        '403': { $ref: '#/components/responses/Forbidden' }\n        # From the general table; the page does not say what a list would answer it for.\n        '404'",
        )],
        found: &[("response-status-removed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "a success has another status",
        edits: &[(
            "        '200':\n          description: The sandbox is paused.\n",
            "        '202':\n          description: The sandbox is paused.\n",
        )],
        found: &[
            ("response-status-removed", Breaking, Additive),
            ("response-status-added", Additive, Additive),
        ],
        step: Minor,
    },
    Row {
        name: "a status may carry another code",
        edits: &[(
            "x-error-codes: [CONFLICT]",
            "x-error-codes: [CONFLICT, LOCKED]",
        )],
        found: &[("response-error-code-added", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "a status carries a code no more",
        edits: &[(
            "x-error-codes: [RATE_LIMIT_EXCEEDED, RESOURCE_LIMIT_ERROR]",
            "x-error-codes: [RATE_LIMIT_EXCEEDED]",
        )],
        found: &[("response-error-code-removed", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "a header of an answer is removed",
        edits: &[(
            "        Retry-After: { $ref: '#/components/headers/RetryAfter' }\n",
            "",
        )],
        found: &[("response-header-removed", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "a header of an answer is added",
        edits: &[(
            "        Retry-After: { $ref: '#/components/headers/RetryAfter' }\n",
            "        Retry-After: { $ref: '#/components/headers/RetryAfter' }\n        X-Request-Id: { schema: { type: string } }\n",
        )],
        found: &[("response-header-added", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "a header becomes optional",
        edits: &[(
            "      description: When the window ends, in Unix seconds.\n      required: true\n",
            "      description: When the window ends, in Unix seconds.\n      required: false\n",
        )],
        found: &[("response-header-became-optional", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "a header becomes required",
        edits: &[("      required: false\n", "      required: true\n")],
        found: &[("response-header-became-required", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "a header has another type",
        edits: &[(
            "      x-claims: [rate-limits/429/retry-after-header]\n      schema:\n        type: string\n",
            "      x-claims: [rate-limits/429/retry-after-header]\n      schema:\n        type: integer\n",
        )],
        found: &[("response-header-type-changed", Breaking, Neutral)],
        step: Patch,
    },
];
