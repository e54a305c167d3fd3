//! What a run does not play, criteria and inputs.

use super::*;

#[test]
fn what_a_run_does_not_play_is_refused() {
    check(&[
        case(
            "depends-on",
            (
                "    x-page: resume",
                "    dependsOn: [round]\n    x-page: resume",
            ),
            WORKFLOW,
            "has `dependsOn`",
            "no detours",
        ),
        case(
            "success-actions",
            (
                "    x-page: resume",
                "    successActions: [{ name: stop, type: end }]\n    x-page: resume",
            ),
            WORKFLOW,
            "has `successActions`",
            "no detours",
        ),
        case(
            "failure-actions",
            (
                "    x-page: resume",
                "    failureActions: [{ name: stop, type: end }]\n    x-page: resume",
            ),
            WORKFLOW,
            "has `failureActions`",
            "no detours",
        ),
        case(
            "workflow-step",
            ("operationId: list_sandboxes", "workflowId: round"),
            LOOK,
            "has `workflowId`",
            "`operationId`",
        ),
        case(
            "operation-path",
            (
                "operationId: list_sandboxes",
                "operationPath: '{$sourceDescriptions.hopx.url}#/paths/~1v1~1sandboxes/get'",
            ),
            LOOK,
            "has `operationPath`",
            "`operationId`",
        ),
        case(
            "request-body",
            (
                "        x-each: look",
                "        requestBody: { payload: { force: true } }\n        x-each: look",
            ),
            RESUME,
            "has `requestBody`",
            "no detours",
        ),
        case(
            "on-success",
            (
                "        x-each: look",
                "        onSuccess: [{ name: stop, type: end }]\n        x-each: look",
            ),
            RESUME,
            "has `onSuccess`",
            "no detours",
        ),
        case(
            "on-failure",
            (
                "        x-each: look",
                "        onFailure: [{ name: stop, type: end }]\n        x-each: look",
            ),
            RESUME,
            "has `onFailure`",
            "no detours",
        ),
    ]);
}

#[test]
fn criteria_of_anything_but_the_status_are_refused() {
    let mend = "bodies and headers are judged by the schema";
    check(&[
        case(
            "no-criteria",
            (
                "        successCriteria:\n          - condition: $statusCode == 200\n        x-claims",
                "        x-claims",
            ),
            LOOK,
            "has no `successCriteria`",
            "$statusCode == 200",
        ),
        case(
            "criterion-of-body",
            (
                "$statusCode == 200 ||",
                "$response.body#/status == 'running' ||",
            ),
            RESUME,
            "which is no comparison of `$statusCode`",
            mend,
        ),
        case(
            "criterion-of-text",
            ("$statusCode == 409", "$statusCode == '409'"),
            RESUME,
            "which is no comparison of `$statusCode`",
            mend,
        ),
        case(
            "criterion-without-comparison",
            ("$statusCode == 409", "$statusCode"),
            RESUME,
            "which is no comparison of `$statusCode`",
            mend,
        ),
        case(
            "criterion-of-other-type",
            (
                "- condition: $statusCode == 200\n",
                "- context: $statusCode\n            condition: '^2'\n            type: regex\n",
            ),
            LOOK,
            "which is no comparison of `$statusCode`",
            mend,
        ),
    ]);
}

#[test]
fn inputs_that_a_run_does_not_have_are_refused() {
    let mend = "api_key, other_api_key and sandbox";
    check(&[
        case(
            "input-named-otherwise",
            (
                "        sandbox: { type: string }",
                "        sandbox: { type: string }\n        region: { type: string }",
            ),
            WORKFLOW,
            "the input `region`",
            mend,
        ),
        case(
            "input-required-only",
            (
                "required: [api_key, sandbox]",
                "required: [api_key, sandbox, other_api_key]",
            ),
            WORKFLOW,
            "the input `other_api_key` in only one of",
            mend,
        ),
        case(
            "input-not-required",
            ("required: [api_key, sandbox]", "required: [api_key]"),
            WORKFLOW,
            "the input `sandbox` in only one of",
            mend,
        ),
        case(
            "input-no-string",
            ("sandbox: { type: string }", "sandbox: { type: integer }"),
            WORKFLOW,
            "the input `sandbox` as something else than a string",
            mend,
        ),
        case(
            "inputs-no-object",
            ("      type: object\n", ""),
            WORKFLOW,
            "not an object",
            mend,
        ),
        case(
            "inputs-by-reference",
            (
                "      type: object\n",
                "      type: object\n      $ref: '#/components/inputs/key'\n",
            ),
            WORKFLOW,
            "has `$ref`",
            mend,
        ),
    ]);
}
