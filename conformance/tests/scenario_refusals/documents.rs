//! Documents that are no Arazzo, and keys that nothing reads.

use super::*;

#[test]
fn documents_that_are_not_arazzo_are_refused() {
    check(&[
        case(
            "yaml-syntax",
            ("info:\n", "info: [\n"),
            ":",
            "",
            "correct the YAML",
        ),
        case(
            "yaml-key-twice",
            (
                "    x-page: resume\n",
                "    x-page: resume\n    x-page: list\n",
            ),
            ":19:",
            "x-page",
            "correct the YAML",
        ),
        case(
            "arazzo-1-1",
            ("1.0.1", "1.1.0"),
            ": ",
            "is Arazzo 1.1.0",
            "Arazzo 1.0.x",
        ),
        case(
            "arazzo-number",
            ("1.0.1", "1.0"),
            ": ",
            "is Arazzo 1.0",
            "Arazzo 1.0.x",
        ),
        case(
            "not-arazzo",
            ("arazzo: 1.0.1", "openapi: 3.0.3"),
            ": ",
            "is not an Arazzo document",
            "Arazzo 1.0.x",
        ),
        case(
            "shape-of-step",
            (
                "successCriteria:\n          - condition: $statusCode == 200\n",
                "successCriteria: 200\n",
            ),
            LOOK,
            "has the wrong shape: invalid type",
            "specification",
        ),
        case(
            "shape-of-workflow",
            ("summary: A sandbox goes round.", "summary: [1]"),
            WORKFLOW,
            "has the wrong shape: invalid type",
            "specification",
        ),
        case(
            "shape-of-info",
            ("version: 0.1.0", "version: 1"),
            ": ",
            "has the wrong shape: invalid type",
            "specification",
        ),
        case(
            "rule-of-step",
            ("            in: query\n", ""),
            LOOK,
            "`workflows[0].steps[0].parameters[0].in` is required",
            "specification",
        ),
        case(
            "step-twice",
            ("stepId: resume", "stepId: look"),
            ":32: area/round/look: ",
            "duplicate stepId `look`",
            "specification",
        ),
        case(
            "two-sources",
            (
                "sourceDescriptions:\n",
                "sourceDescriptions:\n  - name: other\n    url: other.yaml\n",
            ),
            ": ",
            "more than one source",
            "nothing else",
        ),
        case(
            "arazzo-source",
            ("type: openapi", "type: arazzo"),
            ": ",
            "from another Arazzo document",
            "`type: openapi`",
        ),
    ]);
}

#[test]
fn keys_that_nothing_reads_are_refused() {
    check(&[
        case(
            "key-in-root",
            ("info:", "informations: {a: b}\ninfo:"),
            ": ",
            "`informations` in the document",
            "the nearest is `info`",
        ),
        case(
            "key-in-workflow",
            ("summary:", "sumary: Typo.\n    summary:"),
            WORKFLOW,
            "`sumary` in `/workflows/0`",
            "the nearest is `summary`",
        ),
        case(
            "key-in-step",
            ("successCriteria:", "sucessCriteria:"),
            LOOK,
            "`sucessCriteria` in `/workflows/0/steps/0`",
            "the nearest is `successCriteria`",
        ),
        case(
            "key-in-parameter",
            ("value: 100", "value: 100\n            required: true"),
            LOOK,
            "`required` in `/workflows/0/steps/0/parameters/0`",
            "remove it",
        ),
        case(
            "key-in-reference",
            (
                "- reference: $components.parameters.key",
                "- reference: $components.parameters.key\n            in: header",
            ),
            LOOK,
            "`in` in `/workflows/0/steps/0/parameters/1`",
            "remove it",
        ),
        case(
            "key-in-criterion",
            (
                "- condition: $statusCode == 200\n",
                "- condition: $statusCode == 200\n            kind: simple\n",
            ),
            LOOK,
            "`kind` in `/workflows/0/steps/0/successCriteria/0`",
            "remove it",
        ),
        case(
            "key-in-component",
            ("      in: header", "      in: header\n      type: string"),
            ": ",
            "`type` in `/components/parameters/key`",
            "remove it",
        ),
        case(
            "key-without-value",
            (
                "    x-page: resume\n",
                "    x-page: resume\n    description:\n",
            ),
            WORKFLOW,
            "`description` in `/workflows/0` without a value",
            "leave it out",
        ),
        case(
            "extension-in-root",
            ("info:", "x-page: resume\ninfo:"),
            ": ",
            "the extension `x-page` in the document",
            "move it",
        ),
        case(
            "extension-in-parameter",
            ("value: 100", "value: 100\n            x-deliberate: no"),
            LOOK,
            "the extension `x-deliberate`",
            "move it",
        ),
    ]);
}
