//! Requests and expressions.

use super::*;

#[test]
fn requests_that_the_description_does_not_know_are_refused() {
    check(&[
        case(
            "path-parameter-missing",
            (
                "          - name: id\n            in: path\n            value: $inputs.sandbox\n",
                "",
            ),
            RESUME,
            "does not send the path parameter `id`",
            "add a parameter `id`",
        ),
        case(
            "parameter-unknown",
            ("name: limit", "name: limits"),
            LOOK,
            "the query parameter `limits`, which list_sandboxes does not have",
            "`x-deliberate`",
        ),
        case(
            "parameter-misplaced",
            ("in: query", "in: header"),
            LOOK,
            "the header parameter `limit`",
            "`x-deliberate`",
        ),
        case(
            "cookie",
            ("in: query", "in: cookie"),
            LOOK,
            "the cookie parameter `limit`",
            "`x-deliberate`",
        ),
        case(
            "value-not-allowed",
            ("value: 100", "value: -1"),
            LOOK,
            "sends `-1` as `limit`",
            "`x-deliberate`",
        ),
        case(
            "value-no-number",
            ("value: 100", "value: abc"),
            LOOK,
            "sends `abc` as `limit`",
            "`x-deliberate`",
        ),
        case(
            "value-is-list",
            ("value: 100", "value: [1, 2]"),
            LOOK,
            "more or less than one value",
            "a string or a number",
        ),
        case(
            "parameter-twice",
            (
                "value: 100",
                "value: 100\n          - name: limit\n            in: query\n            value: 10",
            ),
            LOOK,
            "sends the parameter `limit` twice",
            "keep one",
        ),
        case(
            "reference-to-nothing",
            ("$components.parameters.key", "$components.parameters.kee"),
            LOOK,
            "refers to `$components.parameters.kee`",
            "a name that is there",
        ),
        case(
            "component-without-place",
            ("      in: header\n", ""),
            LOOK,
            "where the parameter `Authorization` goes",
            "`in: header`",
        ),
        case(
            "key-in-url",
            ("value: 100", "value: '{$inputs.api_key}'"),
            LOOK,
            "puts a key into the URL, as the parameter `limit`",
            "in the header",
        ),
        case(
            "id-out-of-a-list",
            ("value: $inputs.sandbox", "value: $steps.look.outputs.first"),
            RESUME,
            "takes its sandbox from `$steps.look.outputs.first`",
            "`$inputs.sandbox`",
        ),
        case(
            "id-of-somebody",
            ("value: $inputs.sandbox", "value: sandbox_of_somebody"),
            RESUME,
            "names the sandbox `sandbox_of_somebody`, which may be somebody's",
            "`doesnotexist`",
        ),
    ]);
}

#[test]
fn expressions_that_cannot_be_read_are_refused() {
    check(&[
        case(
            "step-later",
            ("value: 100", "value: $steps.resume.outputs.x"),
            LOOK,
            "reads the step `resume`, which has not been played",
            "an earlier step",
        ),
        case(
            "step-itself",
            ("value: 100", "value: 'n{$steps.look.outputs.x}'"),
            LOOK,
            "reads the step `look`, which has not been played",
            "an earlier step",
        ),
        case(
            "step-unknown",
            ("value: 100", "value: $steps.looks.outputs.x"),
            LOOK,
            "reads the step `looks`, which the workflow does not have",
            "an earlier step",
        ),
        case(
            "input-unknown",
            ("value: $inputs.sandbox", "value: $inputs.sandbx"),
            RESUME,
            "reads the input `sandbx`",
            "correct the name",
        ),
        case(
            "input-of-component",
            ("{$inputs.api_key}", "{$inputs.other_api_key}"),
            LOOK,
            "reads the input `other_api_key`",
            "list it under `required`",
        ),
        case(
            "answer-in-request",
            ("value: 100", "value: $response.body#/data/0/id"),
            LOOK,
            "builds its request from `$response.body#/data/0/id`",
            "`$inputs.NAME`",
        ),
        case(
            "output-of-step",
            (
                "        x-walk: found",
                "        outputs: { first: $steps.resume.outputs.x }\n        x-walk: found",
            ),
            LOOK,
            "reads the step `resume`",
            "an earlier step",
        ),
        case(
            "output-of-workflow",
            (
                "    x-page: resume",
                "    outputs: { status: $statusCode }\n    x-page: resume",
            ),
            WORKFLOW,
            "names an output by `$statusCode`",
            "an earlier step",
        ),
        case(
            "each-unknown",
            ("x-each: look", "x-each: looks"),
            RESUME,
            "the sandboxes of `looks`",
            "a step before it",
        ),
        case(
            "each-itself",
            ("x-each: look", "x-each: resume"),
            RESUME,
            "the sandboxes of `resume`",
            "a step before it",
        ),
        case(
            "each-of-a-list",
            (
                "operationId: resume_sandbox\n        parameters:\n          - name: id\n            in: path\n            value: $inputs.sandbox\n",
                "operationId: list_sandboxes\n        parameters:\n",
            ),
            RESUME,
            "works on no sandbox",
            "`$inputs.sandbox`",
        ),
    ]);
}

#[test]
fn a_reason_lets_a_step_send_what_the_description_does_not_allow() {
    let text = GOOD.replacen("value: 100", "value: abc", 1).replacen(
        "x-walk: found",
        "x-deliberate: Not a number.",
        1,
    );
    let scenarios = load("deliberate", &[("area/file.arazzo.yaml", &text)]);
    let scenarios = scenarios.unwrap_or_else(|error| panic!("{error}"));
    let deliberate = scenarios[0].steps[0].deliberate.as_deref();
    assert_eq!(deliberate, Some("Not a number."));
}
