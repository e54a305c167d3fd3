//! Operations, bodies and named schemas.

use hopx_conformance::spec::Step::{Major, Minor, Patch};
use hopx_conformance::spec::diff::Effect::{Additive, Breaking, Neutral};

use super::Row;

const PAUSE: &str = "  /v1/sandboxes/{id}/pause:\n    post:\n";
const RESUME_HEAD: &str =
    "  /v1/sandboxes/{id}/resume:\n    post:\n      operationId: resume_sandbox\n";

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "an operation has another id",
        edits: &[(
            "      operationId: pause_sandbox\n",
            "      operationId: suspend_sandbox\n",
        )],
        found: &[("operation-id-changed", Neutral, Breaking)],
        step: Major,
    },
    Row {
        name: "an operation id is spelt in another way",
        edits: &[(
            "      operationId: pause_sandbox\n",
            "      operationId: pauseSandbox\n",
        )],
        found: &[("operation-id-changed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "an operation moves to another path",
        edits: &[(
            "  /v1/sandboxes/{id}/pause:\n",
            "  /v2/sandboxes/{id}/pause:\n",
        )],
        found: &[("operation-moved", Breaking, Additive)],
        step: Minor,
    },
    Row {
        name: "an operation has another method",
        edits: &[(PAUSE, "  /v1/sandboxes/{id}/pause:\n    put:\n")],
        found: &[("operation-moved", Breaking, Additive)],
        step: Minor,
    },
    Row {
        name: "an operation goes and another comes",
        edits: &[(
            RESUME_HEAD,
            "  /v1/sandboxes/{id}/start:\n    post:\n      operationId: start_sandbox\n",
        )],
        found: &[
            ("operation-removed", Breaking, Breaking),
            ("operation-added", Additive, Additive),
        ],
        step: Major,
    },
    Row {
        name: "an operation is deprecated",
        edits: &[(
            "      summary: Pause a running sandbox\n",
            "      summary: Pause a running sandbox\n      deprecated: true\n",
        )],
        found: &[("deprecated", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "an operation takes a body",
        edits: &[(
            "      summary: Pause a running sandbox\n",
            "      summary: Pause a running sandbox\n      requestBody:\n        content:\n          application/json:\n            schema: { type: object }\n",
        )],
        found: &[("request-body-added", Additive, Breaking)],
        step: Major,
    },
    Row {
        name: "an operation asks for a body",
        edits: &[(
            "      summary: Pause a running sandbox\n",
            "      summary: Pause a running sandbox\n      requestBody:\n        required: true\n        content:\n          application/json:\n            schema: { type: object }\n",
        )],
        found: &[("request-body-added", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a success answers another schema",
        edits: &[(
            "schema: { $ref: '#/components/schemas/PausedSandbox' }",
            "schema: { $ref: '#/components/schemas/ResumedSandbox' }",
        )],
        found: &[
            ("description-changed", Neutral, Neutral),
            ("claims-changed", Neutral, Neutral),
            ("response-enum-value-added", Breaking, Neutral),
            ("response-enum-value-removed", Additive, Neutral),
            ("description-changed", Neutral, Neutral),
            ("claims-changed", Neutral, Neutral),
            ("claims-changed", Neutral, Neutral),
            ("claims-changed", Neutral, Neutral),
            ("rust-type-changed", Neutral, Breaking),
        ],
        step: Major,
    },
    Row {
        name: "a schema has another name",
        edits: &[
            (
                "schema: { $ref: '#/components/schemas/PausedSandbox' }",
                "schema: { $ref: '#/components/schemas/Pause' }",
            ),
            ("    PausedSandbox:\n", "    Pause:\n"),
        ],
        found: &[
            ("rust-type-changed", Neutral, Breaking),
            ("schema-removed", Neutral, Breaking),
            ("schema-added", Neutral, Additive),
        ],
        step: Major,
    },
    Row {
        name: "a schema comes that nothing uses",
        edits: &[(
            "    PausedSandbox:\n",
            "    Template:\n      type: object\n\n    PausedSandbox:\n",
        )],
        found: &[("schema-added", Neutral, Additive)],
        step: Minor,
    },
    Row {
        name: "an answer comes as text as well",
        edits: &[(
            "            wrongState: { $ref: '#/components/examples/WrongState' }\n",
            "            wrongState: { $ref: '#/components/examples/WrongState' }\n        text/plain: {}\n",
        )],
        found: &[("response-media-type-added", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "an operation comes to a known path",
        edits: &[(
            "  /v1/sandboxes:\n    get:\n",
            "  /v1/sandboxes:\n    post:\n      operationId: create_sandbox\n      responses: {}\n    get:\n",
        )],
        found: &[("operation-added", Additive, Additive)],
        step: Minor,
    },
    Row {
        name: "an answer says its charset",
        edits: &[(
            "        application/json:\n          schema: { $ref: '#/components/schemas/Error' }\n          examples:\n            wrongState",
            "        application/json; charset=utf-8:\n          schema: { $ref: '#/components/schemas/Error' }\n          examples:\n            wrongState",
        )],
        found: &[("response-media-type-respelt", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "two operations swap their ids",
        edits: &[
            ("operationId: pause_sandbox", "operationId: resume_sandbox_"),
            (
                "operationId: resume_sandbox\n",
                "operationId: pause_sandbox\n",
            ),
        ],
        found: &[
            ("operation-id-changed", Neutral, Breaking),
            ("operation-id-changed", Neutral, Breaking),
        ],
        step: Major,
    },
];
