//! Edits of the description, and what each of them is.

use hopx_conformance::spec::Step::{self, Major, Minor, None, Patch};
use hopx_conformance::spec::diff::Effect::{self, Additive, Breaking, Neutral};

/// An edit and what is to be found: id, callers, users.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) edits: &'static [(&'static str, &'static str)],
    pub(crate) found: &'static [(&'static str, Effect, Effect)],
    pub(crate) step: Step,
}

const CURSOR: &str = "        - $ref: '#/components/parameters/Cursor'\n";
const PAUSE: &str = "  /v1/sandboxes/{id}/pause:\n    post:\n";
const LIST_CONFLICT: &str =
    "        # From the general table; the page does not say what a list would answer it for.\n";

/// The whole of the resume path.
const RESUME_HEAD: &str =
    "  /v1/sandboxes/{id}/resume:\n    post:\n      operationId: resume_sandbox\n";

pub(crate) const ROWS: &[Row] = &[
    Row {
        name: "nothing but a comment",
        edits: &[("# Either form is enough, and", "# Both forms do, and")],
        found: &[],
        step: None,
    },
    // Parameters.
    Row {
        name: "an optional parameter is added",
        edits: &[(
            CURSOR,
            "        - $ref: '#/components/parameters/Cursor'\n        - { name: template, in: query, schema: { type: string } }\n",
        )],
        found: &[("parameter-added", Additive, Additive)],
        step: Minor,
    },
    Row {
        name: "a required parameter is added",
        edits: &[(
            CURSOR,
            "        - $ref: '#/components/parameters/Cursor'\n        - { name: template, in: query, required: true, schema: { type: string } }\n",
        )],
        found: &[("parameter-added", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a parameter is removed",
        edits: &[(CURSOR, "")],
        found: &[("parameter-removed", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a parameter becomes required",
        edits: &[(
            "      name: region\n      in: query\n",
            "      name: region\n      in: query\n      required: true\n",
        )],
        found: &[("parameter-became-required", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a parameter moves from the query to a header",
        edits: &[(
            "      name: region\n      in: query\n",
            "      name: region\n      in: header\n",
        )],
        found: &[("parameter-moved", Breaking, Additive)],
        step: Minor,
    },
    Row {
        name: "a parameter is renamed",
        edits: &[("      name: cursor\n", "      name: starting_after\n")],
        found: &[
            ("parameter-removed", Breaking, Breaking),
            ("parameter-added", Additive, Additive),
        ],
        step: Major,
    },
    Row {
        name: "the parameter of a path has another name",
        edits: &[
            (
                "  /v1/sandboxes/{id}/pause:\n",
                "  /v1/sandboxes/{sandbox_id}/pause:\n",
            ),
            (
                "  /v1/sandboxes/{id}/resume:\n",
                "  /v1/sandboxes/{sandbox_id}/resume:\n",
            ),
            ("      name: id\n", "      name: sandbox_id\n"),
        ],
        found: &[
            ("parameter-renamed", Neutral, Breaking),
            ("parameter-renamed", Neutral, Breaking),
        ],
        step: Major,
    },
    Row {
        name: "the maximum of a parameter is lowered",
        edits: &[("        maximum: 1000\n", "        maximum: 100\n")],
        found: &[("parameter-maximum-decreased", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "the maximum of a parameter is raised",
        edits: &[("        maximum: 1000\n", "        maximum: 2000\n")],
        found: &[("parameter-maximum-increased", Additive, Additive)],
        step: Minor,
    },
    Row {
        name: "the maximum of a parameter is removed",
        edits: &[("        maximum: 1000\n", "")],
        found: &[("parameter-maximum-removed", Additive, Additive)],
        step: Minor,
    },
    Row {
        name: "the minimum of a parameter is raised",
        edits: &[("        minimum: 1\n", "        minimum: 5\n")],
        found: &[("parameter-minimum-increased", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "the minimum of a parameter becomes exclusive",
        edits: &[(
            "        minimum: 1\n",
            "        minimum: 1\n        exclusiveMinimum: true\n",
        )],
        found: &[("parameter-minimum-increased", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "the minimum of a parameter goes below zero, and its type with it",
        edits: &[("        minimum: 1\n", "        minimum: -1\n")],
        found: &[("parameter-minimum-decreased", Additive, Breaking)],
        step: Major,
    },
    Row {
        name: "the default of a parameter changes",
        edits: &[("        default: 100\n", "        default: 20\n")],
        found: &[("parameter-default-changed", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "the default of a parameter is removed",
        edits: &[("        default: 100\n", "")],
        found: &[("parameter-default-removed", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "a default of a parameter is added",
        edits: &[(
            "        enum: [creating, running, stopped, paused]\n",
            "        enum: [creating, running, stopped, paused]\n        default: running\n",
        )],
        found: &[("parameter-default-added", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "the type of a parameter changes",
        edits: &[(
            "        type: integer\n        minimum: 1\n        maximum: 1000\n        default: 100\n",
            "        type: string\n        default: 100\n",
        )],
        found: &[("parameter-type-changed", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a value of a parameter goes",
        edits: &[(
            "enum: [creating, running, stopped, paused]",
            "enum: [creating, running, paused]",
        )],
        found: &[("parameter-enum-value-removed", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "a value of a parameter comes that the open enum knows",
        edits: &[(
            "enum: [creating, running, stopped, paused]",
            "enum: [creating, running, stopped, paused, error]",
        )],
        found: &[("parameter-enum-value-added", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "a value of a parameter comes that no open enum knows",
        edits: &[(
            "enum: [creating, running, stopped, paused]",
            "enum: [creating, running, stopped, paused, all]",
        )],
        found: &[("parameter-enum-value-added", Additive, Breaking)],
        step: Major,
    },
    Row {
        name: "a parameter is deprecated",
        edits: &[(
            "      name: cursor\n      in: query\n",
            "      name: cursor\n      in: query\n      deprecated: true\n",
        )],
        found: &[("deprecated", Neutral, Neutral)],
        step: Patch,
    },
    // Statuses.
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
    // Headers.
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
    // Members.
    Row {
        name: "a member is added that may appear",
        edits: &[(
            "        live_mode:\n",
            "        cpu_model:\n          type: string\n          nullable: true\n        live_mode:\n",
        )],
        found: &[("response-member-added", Additive, Additive)],
        step: Minor,
    },
    Row {
        name: "a member is added that is promised",
        edits: &[
            (
                "required: [id, object, status, public_host,",
                "required: [cpu_model, id, object, status, public_host,",
            ),
            (
                "        live_mode:\n",
                "        cpu_model:\n          type: string\n        live_mode:\n",
            ),
        ],
        found: &[("response-member-added", Additive, Additive)],
        step: Minor,
    },
    Row {
        name: "a promised member is removed",
        edits: &[
            ("template_name, region, created_at]", "region, created_at]"),
            (
                "        template_name:\n          type: string\n          description: The template it was created from.\n          x-claims: [list/element/template-name]\n",
                "",
            ),
        ],
        found: &[("response-member-removed", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a member that may appear is removed",
        edits: &[(
            "        live_mode:\n          type: boolean\n          nullable: true\n          description: Whether the sandbox was created in live mode.\n          x-claims: [list/element/live-mode]\n",
            "",
        )],
        found: &[("response-member-removed", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a promised member may be absent",
        edits: &[("template_name, region, created_at]", "region, created_at]")],
        found: &[("response-member-became-optional", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a promised member that the client takes for optional may be absent",
        edits: &[(
            "template_name, region, created_at]",
            "template_name, created_at]",
        )],
        found: &[("response-member-became-optional", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a member that may appear is promised",
        edits: &[(
            "required: [object, data, has_more, request_id]",
            "required: [object, data, has_more, request_id, url]",
        )],
        found: &[("response-member-became-required", Additive, Breaking)],
        step: Major,
    },
    Row {
        name: "what an error promises changes nothing in the client",
        edits: &[(
            "required: [error, code, request_id]",
            "required: [error, code]",
        )],
        found: &[("response-member-became-optional", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "a member has another type",
        edits: &[(
            "        organization_id:\n          type: integer\n",
            "        organization_id:\n          type: string\n",
        )],
        found: &[("response-type-changed", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a member becomes null at times",
        edits: &[(
            "        template_name:\n          type: string\n",
            "        template_name:\n          type: string\n          nullable: true\n",
        )],
        found: &[("response-became-nullable", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a member is never null any more",
        edits: &[(
            "        region:\n          type: string\n          nullable: true\n",
            "        region:\n          type: string\n",
        )],
        found: &[("response-became-not-nullable", Additive, Breaking)],
        step: Major,
    },
    Row {
        name: "a member that may appear is never null any more",
        edits: &[(
            "        live_mode:\n          type: boolean\n          nullable: true\n",
            "        live_mode:\n          type: boolean\n",
        )],
        found: &[("response-became-not-nullable", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "a text of an answer may be empty",
        edits: &[(
            "          minLength: 1\n          description: Identifies the sandbox. Opaque.\n",
            "          description: Identifies the sandbox. Opaque.\n",
        )],
        found: &[("response-min-length-removed", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "a text of an answer has a longest length",
        edits: &[(
            "          minLength: 1\n          description: Identifies the sandbox. Opaque.\n",
            "          minLength: 1\n          maxLength: 64\n          description: Identifies the sandbox. Opaque.\n",
        )],
        found: &[("response-max-length-added", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "a text of an answer has no format any more",
        edits: &[(
            "          type: string\n          format: uri\n",
            "          type: string\n",
        )],
        found: &[("response-format-changed", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "a number of an answer has a format",
        edits: &[(
            "              type: integer\n              nullable: true\n              description: Virtual processors.\n",
            "              type: integer\n              format: int32\n              nullable: true\n              description: Virtual processors.\n",
        )],
        found: &[("response-format-changed", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "a secret is a text like any other",
        edits: &[("          format: password\n", "")],
        found: &[("response-format-changed", Neutral, Breaking)],
        step: Major,
    },
    Row {
        name: "a pattern of an answer is dropped",
        edits: &[(
            "      pattern: '^\\d{4}(-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01]))([Tt ]([01]\\d|2[0-4])(:?[0-5]\\d(:?([0-5]\\d|60)([.,]\\d+)?)?)?( ?([Zz]|[+-]([01]\\d|2[0-3])(:?[0-5]\\d)?))?)?$'\n",
            "",
        )],
        found: &[("response-pattern-removed", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "a promised member is added to an object that promised nothing",
        edits: &[(
            "          x-claims: [list/element/resources]\n          properties:\n",
            "          x-claims: [list/element/resources]\n          required: [gpu]\n          properties:\n            gpu:\n              type: integer\n",
        )],
        found: &[
            ("response-member-added", Additive, Additive),
            ("rust-default-removed", Neutral, Breaking),
        ],
        step: Major,
    },
    Row {
        name: "an object has no other members than described",
        edits: &[(
            "    PausedSandbox:\n      type: object\n",
            "    PausedSandbox:\n      type: object\n      additionalProperties: false\n",
        )],
        found: &[("response-unknown-members-refused", Additive, Neutral)],
        step: Patch,
    },
    // Enums.
    Row {
        name: "a closed enum of an answer gains a value that is known",
        edits: &[(
            "          enum: [paused]\n",
            "          enum: [paused, stopped]\n",
        )],
        found: &[("response-enum-value-added", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "a closed enum of an answer gains a value that is not known",
        edits: &[(
            "          enum: [paused]\n",
            "          enum: [paused, pausing]\n",
        )],
        found: &[("response-enum-value-added", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a closed enum is opened",
        edits: &[("          enum: [sandbox]\n", "")],
        found: &[("response-enum-removed", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "an open enum gains a value",
        edits: &[(
            "x-extensible-enum: [creating, running, stopped, paused, error, deleted]",
            "x-extensible-enum: [creating, running, stopped, paused, error, deleted, archived]",
        )],
        found: &[("response-known-value-added", Neutral, Additive)],
        step: Minor,
    },
    Row {
        name: "an open enum loses a value",
        edits: &[(
            "x-extensible-enum: [creating, running, stopped, paused, error, deleted]",
            "x-extensible-enum: [creating, running, stopped, paused, error]",
        )],
        found: &[("response-known-value-removed", Neutral, Breaking)],
        step: Major,
    },
    // Operations and paths.
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
    // Security and servers.
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
    // What only people read.
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
];
