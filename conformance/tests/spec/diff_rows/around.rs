//! Servers, credentials, and what only people read.

use hopx_conformance::spec::Step::{Minor, None, Patch};
use hopx_conformance::spec::diff::Effect::{Additive, Breaking, Neutral};

use super::Row;

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "nothing but a comment",
        edits: &[("# Either form is enough, and", "# Both forms do, and")],
        found: &[],
        step: None,
    },
    Row {
        name: "the credential that the client sends is taken no more",
        edits: &[(
            "security:\n  - bearer: []\n  - apiKey: []\n",
            "security:\n  - apiKey: []\n",
        )],
        found: &[("security-alternative-removed", Breaking, Additive)],
        step: Minor,
    },
    Row {
        name: "the other credential is taken no more",
        edits: &[(
            "security:\n  - bearer: []\n  - apiKey: []\n",
            "security:\n  - bearer: []\n",
        )],
        found: &[("security-alternative-removed", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "both credentials are asked for at once",
        edits: &[(
            "security:\n  - bearer: []\n  - apiKey: []\n",
            "security:\n  - bearer: []\n    apiKey: []\n",
        )],
        found: &[
            ("security-alternative-removed", Breaking, Neutral),
            ("security-alternative-removed", Breaking, Additive),
            ("security-alternative-added", Additive, Neutral),
        ],
        step: Minor,
    },
    Row {
        name: "no credential is needed",
        edits: &[(
            "security:\n  - bearer: []\n  - apiKey: []\n",
            "security:\n  - {}\n  - bearer: []\n  - apiKey: []\n",
        )],
        found: &[("security-not-required", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "one operation takes fewer credentials than the others",
        edits: &[(
            "      summary: Pause a running sandbox\n",
            "      summary: Pause a running sandbox\n      security:\n        - bearer: []\n",
        )],
        found: &[("security-alternative-removed", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "a credential is looked for in another header",
        edits: &[("      name: X-API-Key\n", "      name: X-Key\n")],
        found: &[
            ("security-alternative-removed", Breaking, Neutral),
            ("security-alternative-added", Additive, Neutral),
        ],
        step: Patch,
    },
    Row {
        name: "the server has another address",
        edits: &[(
            "  - url: https://api.hopx.dev\n",
            "  - url: https://api.hopx.ai\n",
        )],
        found: &[
            ("server-removed", Breaking, Additive),
            ("server-added", Additive, Additive),
        ],
        step: Minor,
    },
    Row {
        name: "a second server",
        edits: &[(
            "    x-claims: [base-url/production]\n",
            "    x-claims: [base-url/production]\n  - url: https://eu.api.hopx.dev\n",
        )],
        found: &[("server-added", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "nothing but a description",
        edits: &[(
            "      description: Only sandboxes in this status.\n",
            "      description: Only those in this status.\n",
        )],
        found: &[("description-changed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "nothing but a summary",
        edits: &[(
            "      summary: List sandboxes\n",
            "      summary: List all sandboxes\n",
        )],
        found: &[("summary-changed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "nothing but an example of a parameter",
        edits: &[("      example: 10\n", "      example: 11\n")],
        found: &[("example-changed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "nothing but an example of an answer",
        edits: &[(
            "        error: limit must be a positive integer\n",
            "        error: limit must be an integer\n",
        )],
        found: &[("example-changed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "nothing but a claim",
        edits: &[(
            "          x-claims: [list/element/node-id]\n",
            "          x-claims: [list/element/region]\n",
        )],
        found: &[("claims-changed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "nothing but the version of the description",
        edits: &[("  version: 0.1.0\n", "  version: 0.2.0\n")],
        found: &[("info-changed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "a later version of OpenAPI 3.0",
        edits: &[("openapi: 3.0.3\n", "openapi: 3.0.4\n")],
        found: &[("openapi-changed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "one operation needs no credential",
        edits: &[(
            "      summary: Pause a running sandbox\n",
            "      summary: Pause a running sandbox\n      security: []\n",
        )],
        found: &[("security-not-required", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "nothing but a tag",
        edits: &[(
            "tags:\n  - name: Sandboxes\n",
            "tags:\n  - name: Billing\n  - name: Sandboxes\n",
        )],
        found: &[("tags-changed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "the version of the API moves from the paths to the address of the server",
        edits: &[
            (
                "  - url: https://api.hopx.dev\n",
                "  - url: https://api.hopx.dev/v1\n",
            ),
            ("  /v1/sandboxes:\n", "  /sandboxes:\n"),
            (
                "  /v1/sandboxes/{id}/pause:\n",
                "  /sandboxes/{id}/pause:\n",
            ),
            (
                "  /v1/sandboxes/{id}/resume:\n",
                "  /sandboxes/{id}/resume:\n",
            ),
        ],
        found: &[("server-base-moved", Neutral, Additive)],
        step: Minor,
    },
    Row {
        name: "the address of the server grows, and one path with it",
        edits: &[
            (
                "  - url: https://api.hopx.dev\n",
                "  - url: https://api.hopx.dev/v1\n",
            ),
            ("  /v1/sandboxes:\n", "  /sandboxes:\n"),
        ],
        found: &[
            ("server-removed", Breaking, Additive),
            ("server-added", Additive, Additive),
            ("operation-moved", Breaking, Additive),
        ],
        step: Minor,
    },
    Row {
        name: "no credential is needed, and one of two is gone",
        edits: &[(
            "security:\n  - bearer: []\n  - apiKey: []\n",
            "security:\n  - {}\n  - bearer: []\n",
        )],
        found: &[("security-not-required", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "credentials have other names in the description",
        edits: &[
            (
                "security:\n  - bearer: []\n  - apiKey: []\n",
                "security:\n  - apiKey: []\n  - token: []\n",
            ),
            (
                "    bearer:\n      type: http\n",
                "    token:\n      type: http\n",
            ),
        ],
        found: &[],
        step: None,
    },
];
