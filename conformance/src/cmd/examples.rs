//! Examples and exit codes, as the long help of each command shows them.

/// What follows the short help of commands that judge.
pub(super) const EXIT_CODES: &str = "Exit codes:\n  0 conforms   1 a claim is violated   2 wrong usage or unreadable input\n  3 could not tell   4 nothing was checked   5 a sandbox could not be put back   130 interrupted\n\n--help tells more, with examples and environment variables.";

pub(super) const RUN: &str = "Examples:\n  hopx-conformance                                        # on the embedded mock\n  hopx-conformance run --base-url https://api.hopx.dev    # key in HOPX_API_KEY; only reads\n  hopx-conformance run --target staging 'list/*' auth     # a server and its key from the file\n  hopx-conformance run --base-url https://api.hopx.dev --sandbox ID --sandbox ID\n  hopx-conformance run --record run.json --report junit=run.xml --report markdown=run.md\n  hopx-conformance run --dry-run                          # what it would do; contacts nobody\n\nEvery flag has an environment variable, which goes before hopx-conformance.toml; flags go before both.\n`hopx-conformance config` prints what is in force.\n\nExit codes:\n  0 conforms   1 a claim is violated   2 wrong usage or unreadable input\n  3 could not tell   4 nothing was checked   5 a sandbox could not be put back   130 interrupted";

pub(super) const JUDGE: &str = "Examples:\n  hopx-conformance run --record run.json\n  hopx-conformance judge run.json --level required\n  hopx-conformance judge run.json --report sarif=run.sarif\n  hopx-conformance judge - --format json < run.json\n\nExit codes:\n  0 conforms   1 a claim is violated   2 wrong usage or unreadable input\n  3 could not tell   4 nothing was checked   5 a sandbox could not be put back   130 interrupted";

pub(super) const RESTORE: &str = "Examples:\n  hopx-conformance restore --dry-run                        # what was left; contacts nobody\n  hopx-conformance restore --target staging                 # puts it back\n  hopx-conformance restore --base-url https://api.hopx.dev --sandbox ID\n  hopx-conformance restore --forget --sandbox ID            # gives it up\n\nExit codes:\n  0 everything is as it was   2 wrong usage   3 the server could not be asked\n  4 nothing to restore   5 a sandbox could not be put back";

pub(super) const SELF_TEST: &str = "Examples:\n  hopx-conformance self-test\n  hopx-conformance self-test 'list/*' legal -v\n  hopx-conformance self-test --scenarios mine --format json\n\nExit codes:\n  0 all told apart   1 a fault survives, a legal twin fails, something passes against nothing, or a\n  scenario kills nothing   2 wrong usage or unreadable input   3 the self-test could not be made";

pub(super) const MOCK: &str = "Examples:\n  hopx-conformance mock --port 8080 --sandboxes 120\n  hopx-conformance mock --enforce-rate-limit --json\n  hopx-conformance mock --list-twins\n  hopx-conformance mock --twin cursor-ignored";

pub(super) const LIST: &str = "Examples:\n  hopx-conformance list\n  hopx-conformance list resume 'list/*'\n  hopx-conformance list --scenarios mine";

pub(super) const CLAIMS: &str = "Examples:\n  hopx-conformance claims\n  hopx-conformance claims pause/200\n  hopx-conformance claims --area list --level required --json";

pub(super) const SCHEMA: &str = "Examples:\n  hopx-conformance schema config > hopx-conformance.schema.json\n  hopx-conformance schema report";
