//! Parameters of operations.

use hopx_conformance::spec::Step::{Major, Minor, None, Patch};
use hopx_conformance::spec::diff::Effect::{Additive, Breaking, Neutral};

use super::Row;

const CURSOR: &str = "        - $ref: '#/components/parameters/Cursor'\n";

pub(super) const ROWS: &[Row] = &[
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
        found: &[("parameter-minimum-increased", Breaking, Breaking)],
        step: Major,
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
    Row {
        name: "a text of a parameter has a longest length",
        edits: &[(
            "        minLength: 1\n      example: us-east\n",
            "        minLength: 1\n        maxLength: 20\n      example: us-east\n",
        )],
        found: &[("parameter-max-length-added", Breaking, Neutral)],
        step: Patch,
    },
    Row {
        name: "a parameter is any number, and its maximum is lowered",
        edits: &[(
            "        type: integer\n        minimum: 1\n        maximum: 1000\n",
            "        type: number\n        minimum: 1\n        maximum: 100\n",
        )],
        found: &[
            ("parameter-type-changed", Additive, Breaking),
            ("parameter-maximum-decreased", Breaking, Breaking),
        ],
        step: Major,
    },
    Row {
        name: "the maximum of a parameter is written as an exclusive one",
        edits: &[(
            "        maximum: 1000\n",
            "        maximum: 1001\n        exclusiveMaximum: true\n",
        )],
        found: &[],
        step: None,
    },
    Row {
        name: "a format says of a parameter what its bounds say",
        edits: &[(
            "        type: integer\n        minimum: 1\n        maximum: 1000\n",
            "        type: integer\n        format: int32\n        minimum: 1\n        maximum: 1000\n",
        )],
        found: &[("parameter-format-changed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "the default of a parameter is written as a fraction",
        edits: &[("        default: 100\n", "        default: 100.0\n")],
        found: &[],
        step: None,
    },
    Row {
        name: "a parameter may be null, which no setter sends",
        edits: &[(
            "        type: integer\n        minimum: 1\n",
            "        type: integer\n        nullable: true\n        minimum: 1\n",
        )],
        found: &[("parameter-became-nullable", Additive, Neutral)],
        step: Patch,
    },
    Row {
        name: "a parameter is spelt in another way",
        edits: &[("      name: cursor\n", "      name: Cursor\n")],
        found: &[("parameter-renamed", Breaking, Additive)],
        step: Minor,
    },
    Row {
        name: "a single value need not be taken apart",
        edits: &[(
            "      name: cursor\n      in: query\n",
            "      name: cursor\n      in: query\n      explode: false\n",
        )],
        found: &[("parameter-style-changed", Neutral, Neutral)],
        step: Patch,
    },
    Row {
        name: "a list is joined that was taken apart",
        edits: &[
            (
                "        type: string\n        enum: [creating, running, stopped, paused]\n",
                "        type: array\n        items: { type: string }\n",
            ),
            (
                "      name: status\n      in: query\n",
                "      name: status\n      in: query\n      explode: false\n",
            ),
        ],
        found: &[
            ("parameter-style-changed", Breaking, Additive),
            ("parameter-type-changed", Breaking, Breaking),
        ],
        step: Major,
    },
    Row {
        name: "a parameter that every call has to have, on the path of an operation",
        edits: &[(
            "  /v1/sandboxes/{id}/pause:\n",
            "  /v1/sandboxes/{id}/pause:\n    parameters: [{ name: force, in: query, required: true, schema: { type: boolean } }]\n",
        )],
        found: &[("parameter-added", Breaking, Breaking)],
        step: Major,
    },
    Row {
        name: "a parameter moves to the path of its operation",
        edits: &[
            (
                "pause/repeat]\n      parameters:\n        - $ref: '#/components/parameters/SandboxId'\n",
                "pause/repeat]\n",
            ),
            (
                "  /v1/sandboxes/{id}/pause:\n",
                "  /v1/sandboxes/{id}/pause:\n    parameters: [{ $ref: '#/components/parameters/SandboxId' }]\n",
            ),
        ],
        found: &[],
        step: None,
    },
];
