//! Extensions, and what they name of the contract.

use super::*;

#[test]
fn extensions_that_cannot_be_read_are_refused() {
    check(&[
        case(
            "extension-of-workflow",
            ("x-sandbox:", "x-sandboxes:"),
            WORKFLOW,
            "unknown field `x-sandboxes`, expected `x-page` or `x-sandbox`",
            "correct its name",
        ),
        case(
            "extension-of-step",
            ("x-walk:", "x-walks:"),
            LOOK,
            "unknown field `x-walks`",
            "correct its name",
        ),
        case(
            "member-of-extension",
            ("{ status: paused }", "{ status: paused, all: true }"),
            WORKFLOW,
            "unknown field `all`, expected `status` or `every`",
            "correct its name",
        ),
        case(
            "status-of-extension",
            ("{ status: paused }", "{ status: stopped }"),
            WORKFLOW,
            "unknown variant `stopped`, expected `running` or `paused`",
            "or its value",
        ),
        case(
            "walk-of-extension",
            ("x-walk: found", "x-walk: all"),
            LOOK,
            "unknown variant `all`",
            "or its value",
        ),
        case(
            "walk-of-no-list",
            ("x-each: look", "x-walk: whole"),
            RESUME,
            "lists nothing",
            "list_sandboxes",
        ),
        case(
            "exhausting-by-walking",
            ("x-walk: found", "x-walk: found\n        x-exhaust: true"),
            LOOK,
            "has `x-exhaust`, and is no list of one page",
            "without `x-walk`",
        ),
        case(
            "exhausting-by-changing",
            ("x-each: look", "x-exhaust: true"),
            RESUME,
            "has `x-exhaust`, and is no list of one page",
            "call list_sandboxes",
        ),
        case(
            "nth-of-none",
            ("x-walk: found", "x-nth: 2"),
            LOOK,
            "`x-nth` and works on none",
            "use `$inputs.sandbox`",
        ),
        case(
            "nth-of-every-one",
            ("x-each: look", "x-each: look\n        x-nth: 2"),
            RESUME,
            "or on every one",
            "no `x-each`",
        ),
        case(
            "nth-of-a-fixed-id",
            (
                "            value: $inputs.sandbox\n          - reference: $components.parameters.key\n        successCriteria:\n          - condition: $statusCode == 200 || $statusCode == 409\n        x-claims: [resume/200]\n        x-each: look",
                "            value: sandbox_doesnotexist\n          - reference: $components.parameters.key\n        successCriteria:\n          - condition: $statusCode == 200 || $statusCode == 409\n        x-claims: [resume/200]\n        x-nth: 2",
            ),
            RESUME,
            "`x-nth` and works on none",
            "use `$inputs.sandbox`",
        ),
        case(
            "nth-from-nought",
            ("x-each: look", "x-nth: 0"),
            RESUME,
            "cannot be read",
            "or its value",
        ),
        case(
            "error-code-of-extension",
            (
                "x-each: look",
                "x-error-code: { code: CONFLICT, because: errors/409/code }",
            ),
            RESUME,
            "unknown field `because`, expected `code` or `claim`",
            "correct its name",
        ),
        case(
            "error-code-unknown",
            (
                "x-each: look",
                "x-error-code: { code: CONFLICTING, claim: errors/409/code }",
            ),
            RESUME,
            "the error code `CONFLICTING`",
            "CONFLICT",
        ),
        case(
            "header-as-written-of-nothing",
            (
                "          - reference: $components.parameters.key\n        successCriteria:\n          - condition: $statusCode == 200\n",
                "        successCriteria:\n          - condition: $statusCode == 200\n        x-header-as-written: true\n",
            ),
            LOOK,
            "sends no header",
            "send a credential",
        ),
        case(
            "half-a-key-in-no-header",
            ("x-walk: found", "x-half-a-key: true"),
            LOOK,
            "no `x-header-as-written`",
            "add it",
        ),
        case(
            "sandbox-not-taken",
            (
                "      required: [api_key, sandbox]\n      properties:\n        api_key: { type: string }\n        sandbox: { type: string }\n",
                "      required: [api_key]\n      properties:\n        api_key: { type: string }\n",
            ),
            WORKFLOW,
            "prepares a sandbox",
            "list `sandbox` under `required`",
        ),
    ]);
}

#[test]
fn what_the_contract_does_not_have_is_refused() {
    check(&[
        case(
            "operation",
            ("operationId: list_sandboxes", "operationId: get_sandbox"),
            LOOK,
            "the operation `get_sandbox`",
            "list_sandboxes, pause_sandbox, resume_sandbox",
        ),
        case(
            "claim",
            ("[resume/200]", "[resume/200, resume/202]"),
            RESUME,
            "names the claim `resume/202`",
            "the nearest is `resume/20",
        ),
        case(
            "claim-of-error-code",
            (
                "x-each: look",
                "x-error-code: { code: CONFLICT, claim: errors/409 }",
            ),
            RESUME,
            "names the claim `errors/409`",
            "the nearest is `errors/409/code`",
        ),
        case(
            "no-claims",
            ("        x-claims: [list/200]\n", ""),
            LOOK,
            "names no claim",
            "under `x-claims`",
        ),
        case(
            "empty-claims",
            ("x-claims: [list/200]", "x-claims: []"),
            LOOK,
            "names no claim",
            "under `x-claims`",
        ),
        case(
            "no-page",
            ("    x-page: resume\n", ""),
            WORKFLOW,
            "has no `x-page`",
            "resume",
        ),
        case(
            "page",
            ("x-page: resume", "x-page: resumes"),
            WORKFLOW,
            "names the page `resumes`",
            "resume",
        ),
        case(
            "no-summary",
            ("    summary: A sandbox goes round.\n", ""),
            WORKFLOW,
            "has no `summary`",
            "in one line",
        ),
    ]);
}
