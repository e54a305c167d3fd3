//! Members of objects, and values.

use hopx_conformance::spec::Step::{Major, Minor, Patch};
use hopx_conformance::spec::diff::Effect::{Additive, Breaking, Neutral};

use super::Row;

pub(super) const ROWS: &[Row] = &[
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
    Row {
        name: "an open enum is closed, and with it whatever the client took for open",
        edits: &[(
            "x-extensible-enum: [creating, running, stopped, paused, error, deleted]",
            "enum: [creating, running, stopped, paused, error, deleted]",
        )],
        found: &[
            ("response-enum-added", Additive, Breaking),
            ("response-known-values-removed", Neutral, Breaking),
            ("rust-type-changed", Neutral, Breaking),
            ("rust-type-changed", Neutral, Breaking),
            ("rust-type-changed", Neutral, Breaking),
        ],
        step: Major,
    },
    Row {
        name: "the elements of a list have another type",
        edits: &[(
            "          items: { $ref: '#/components/schemas/Sandbox' }\n",
            "          items: { $ref: '#/components/schemas/SandboxStatus' }\n",
        )],
        found: &[
            ("response-type-changed", Breaking, Breaking),
            ("description-changed", Neutral, Neutral),
            ("claims-changed", Neutral, Neutral),
            ("rust-type-changed", Neutral, Breaking),
            ("example-changed", Neutral, Neutral),
        ],
        step: Major,
    },
    Row {
        name: "a member is spelt in another way",
        edits: &[
            ("        template_name:\n", "        templateName:\n"),
            (
                "template_name, region, created_at]",
                "templateName, region, created_at]",
            ),
        ],
        found: &[("response-member-renamed", Breaking, Additive)],
        step: Minor,
    },
    Row {
        name: "a member is promised that nothing describes",
        edits: &[(
            "required: [object, data, has_more, request_id]",
            "required: [object, data, has_more, request_id, total]",
        )],
        found: &[("response-member-became-required", Additive, Additive)],
        step: Minor,
    },
    Row {
        name: "an error promises a member that nothing describes",
        edits: &[(
            "required: [error, code, request_id]",
            "required: [error, code, request_id, hint]",
        )],
        found: &[("response-member-became-required", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "the values of an open enum stand in another order",
        edits: &[(
            "x-extensible-enum: [creating, running, stopped, paused, error, deleted]",
            "x-extensible-enum: [running, creating, stopped, paused, error, deleted]",
        )],
        found: &[("response-known-values-reordered", Neutral, Additive)],
        step: Minor,
    },
    Row {
        name: "a time has to be in the one shape of its format",
        edits: &[("      format: iso8601\n", "      format: date-time\n")],
        found: &[("response-format-changed", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "a list of values says more than a shortest length",
        edits: &[(
            "          minLength: 1\n          description: What went wrong, for a program.",
            "          enum: [CONFLICT]\n          description: What went wrong, for a program.",
        )],
        found: &[
            ("response-enum-added", Additive, Neutral),
            ("response-min-length-removed", Neutral, Neutral),
        ],
        step: Patch,
    },
    Row {
        name: "a member of an answer is read-only",
        edits: &[(
            "          enum: [sandbox]\n",
            "          enum: [sandbox]\n          readOnly: true\n",
        )],
        found: &[("response-read-only-added", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "a member of an answer is write-only",
        edits: &[(
            "        node_id:\n          type: string\n",
            "        node_id:\n          type: string\n          writeOnly: true\n",
        )],
        found: &[("response-write-only-added", Breaking, Neutral)],
        step: Patch,
    },
];
