//! Known deviations fail nothing as long as they are known, occur, and have not expired.

use std::fs;

use hopx_mock::Mock;

use crate::binary::{Told, against, fresh, hopx, shown, write};
use crate::door::{Door, Server};

/// The scenarios of the runs here: three that meet the fault, and one that does not.
const SOME: [&str; 4] = [
    "pause/unknown",
    "resume/unknown",
    "list/envelope",
    "auth/bearer",
];

/// A recording of a server whose pause and resume do not tell the limit of the rate limit.
struct Recorded {
    file: String,
    dir: std::path::PathBuf,
}

impl Recorded {
    /// Makes it in an empty folder of that name.
    fn of_a_faulty_server(name: &str) -> Self {
        let (server, dir) = (Server::start(Mock::builder()), fresh(name));
        let behind = server.behind();
        let door = Door::open(move |request| {
            let reply = behind(request)?;
            match request.is_change() {
                true => {
                    let text = String::from_utf8(reply).ok()?;
                    Some(text.replace("x-ratelimit-limit", "x-other").into_bytes())
                }
                false => Some(reply),
            }
        });
        let file = shown(&dir.join("run.json"));
        let args = [&["--record", file.as_str()], &SOME[..]].concat();
        against(&door.base_url, server.api_key(), &args).ended(1, &["breaks 1 documented claim."]);
        Recorded { file, dir }
    }

    /// Judges it with a file of these entries.
    fn judged(&self, deviations: &str) -> Told {
        let known = write(&self.dir, "known.yaml", deviations);
        hopx(&["judge", &self.file, "--known", &known])
    }
}

/// An entry for what is at fault.
fn entry(scope: &str, expires: &str) -> String {
    format!(
        "  - claim: rate-limits/headers/limit\n{scope}    reason: the gateway drops it\n    ticket: OPS-7\n    expires: {expires}\n"
    )
}

fn known(scope: &str, expires: &str) -> String {
    format!("deviations:\n{}", entry(scope, expires))
}

const LONG: &str = "2999-12-31";
const PAST: &str = "2020-01-31";
const WHERE: &str = "    scope: ['*/unknown']\n";

#[test]
fn a_known_deviation_fails_nothing_and_is_shown_with_its_reason() {
    let recorded = Recorded::of_a_faulty_server("known");
    for scope in [
        "",
        WHERE,
        "    scope: '*/unknown'\n",
        "    scope: [pause, resume/unknown]\n",
    ] {
        let told = recorded.judged(&known(scope, LONG));
        told.ended(
            0,
            &[
                "known  pause/unknown",
                "2 passed, 0 failed",
                "2 known",
                "found 2 times",
            ],
        );
        told.ended(
            0,
            &[
                "the gateway drops it (OPS-7, until 2999-12-31;",
                "known.yaml:2:5",
            ],
        );
        told.ended(0, &["but for deviations that are known."]);
        assert!(!told.says("violated"), "{told:?}");
    }
}

#[test]
fn it_is_known_in_a_run_as_in_a_recording() {
    let dir = fresh("known-live");
    let file = write(&dir, "known.yaml", "deviations: []\n");
    let record = shown(&dir.join("run.json"));
    let live = hopx(&["run", "auth", "--known", &file, "--record", &record]);
    live.ended(0, &[]);
    let offline = hopx(&["judge", &record, "--known", &file]);
    assert_eq!((live.out, live.code), (offline.out, offline.code));
}

#[test]
fn it_fails_nothing_where_it_kept_a_scenario_from_its_end_either() {
    let recorded = Recorded::of_a_faulty_server("known-errored");
    let text = fs::read_to_string(&recorded.file).expect("text");
    let errored = text.replace(r#""outcome": "ran""#, r#""outcome": {"errored": "stuck"}"#);
    assert_ne!(errored, text);
    fs::write(&recorded.file, errored).expect("a file");
    let told = recorded.judged(&known(WHERE, LONG));
    told.ended(3, &["known  pause/unknown", "2 could not be told, 2 known"]);
}

#[test]
fn outside_of_its_scope_the_same_deviation_fails() {
    let recorded = Recorded::of_a_faulty_server("known-scope");
    let told = recorded.judged(&known("    scope: pause\n", LONG));
    told.ended(
        1,
        &[
            "known  pause/unknown",
            "FAIL   resume/unknown",
            "found once",
        ],
    );
}

#[test]
fn another_deviation_in_its_scope_fails() {
    let recorded = Recorded::of_a_faulty_server("known-other");
    let other = known(WHERE, LONG).replace("headers/limit", "headers/reset");
    recorded
        .judged(&other)
        .ended(1, &["violated  rate-limits/headers/limit"]);
}

#[test]
fn one_that_has_expired_fails_again_and_says_so() {
    let recorded = Recorded::of_a_faulty_server("known-expired");
    let told = recorded.judged(&known(WHERE, PAST));
    told.ended(
        1,
        &[
            "violated",
            "EXPIRED  rate-limits/headers/limit",
            "fails again",
            "until 2020-01-31",
        ],
    );
}

#[test]
fn its_last_day_is_the_day_of_the_recording_whenever_it_is_judged() {
    let recorded = Recorded::of_a_faulty_server("known-day");
    let text = fs::read_to_string(&recorded.file).expect("text");
    let (_, day) = text.split_once("\"started_at\": \"").expect("a moment");
    let day = &day[..10];
    recorded.judged(&known(WHERE, day)).ended(0, &["2 known"]);
    let later = text.replacen(day, "2999-12-31", 1);
    fs::write(&recorded.file, later).expect("a file");
    recorded.judged(&known(WHERE, day)).ended(1, &["EXPIRED"]);
}

#[test]
fn one_that_no_longer_occurs_fails() {
    let recorded = Recorded::of_a_faulty_server("known-stale");
    let stale = known("    scope: [list/envelope, auth/bearer]\n", LONG);
    let told = recorded.judged(&format!("{stale}{}", entry(WHERE, LONG)));
    told.ended(
        1,
        &[
            "0 failed",
            "STALE    rate-limits/headers/limit in list/envelope, auth/bearer",
        ],
    );
    told.ended(
        1,
        &["No claim is broken anew, and 1 known deviation has expired or is gone."],
    );
}

#[test]
fn one_whose_scenarios_were_not_all_played_is_not_called_gone() {
    let recorded = Recorded::of_a_faulty_server("known-open");
    for (scope, reason) in [("list", "was not selected"), ("list/envelope", "")] {
        let entries = entry(&format!("    scope: {scope}\n"), LONG) + &entry(WHERE, LONG);
        let told = recorded.judged(&format!("deviations:\n{entries}"));
        match reason {
            "" => told.ended(1, &["STALE"]),
            _ => told.ended(0, &["cannot be told", reason]),
        }
    }
}

#[test]
fn at_a_level_that_does_not_judge_it_nothing_is_said_of_it() {
    let recorded = Recorded::of_a_faulty_server("known-level");
    let file = write(&recorded.dir, "known.yaml", &known(WHERE, LONG));
    let args = [
        "judge",
        &recorded.file,
        "--level",
        "required",
        "--known",
        &file,
    ];
    hopx(&args).ended(0, &["4 passed", "fails no run at this level"]);
}

#[test]
fn entries_that_lack_something_are_refused_with_their_place() {
    let good = known(WHERE, LONG);
    let dir = fresh("known-wrong");
    let cases = [
        ("    reason: the gateway drops it\n", "", "has no reason"),
        ("the gateway drops it", "''", "has no reason"),
        ("    expires: 2999-12-31\n", "", "has no expiry"),
        ("2999-12-31", "2999-02-31", "which is no day"),
        ("2999-12-31", "soon", "which is no day"),
        (
            "headers/limit",
            "headers/limits",
            "nearest is `rate-limits/headers/limit`",
        ),
        ("headers/limit", "default", "which is only observed"),
        (
            "rate-limits/headers/limit",
            "base-url/production",
            "which no run can test",
        ),
        ("'*/unknown'", "'*/unknowns'", "matches no scenario"),
        ("'*/unknown'", "'[x'", "is not a pattern"),
        ("['*/unknown']", "[]", "without a scenario"),
        (
            "the gateway drops it",
            "'TODO: say why'",
            "is a draft still",
        ),
        ("OPS-7", "TODO", "is a draft still"),
    ];
    for (old, new, problem) in cases {
        assert!(good.contains(old), "{old}");
        let file = write(&dir, "known.yaml", &good.replacen(old, new, 1));
        hopx(&["--known", &file]).refused(&[&format!("{file}:2:5"), problem]);
    }
    let twice = format!("{good}{}", entry(WHERE, PAST));
    let file = write(&dir, "known.yaml", &twice);
    hopx(&["--known", &file]).refused(&[&format!("{file}:7:5"), "stands twice"]);
    let file = write(&dir, "known.yaml", &good.replacen("ticket", "tickets", 1));
    hopx(&["--known", &file]).refused(&[&format!("{file}:5:"), "tickets"]);
    let missing = shown(&dir.join("none.yaml"));
    hopx(&["--known", &missing]).refused(&[&missing, "cannot be read"]);
}

#[test]
fn a_draft_has_every_violation_and_waits_for_reasons() {
    let recorded = Recorded::of_a_faulty_server("known-draft");
    let file = shown(&recorded.dir.join("draft.yaml"));
    let drafted = hopx(&["judge", &recorded.file, "--known", &file, "--write"]);
    drafted.ended(1, &["violated", &file, "1 new"]);
    let refused = hopx(&["judge", &recorded.file, "--known", &file]);
    refused.refused(&[&file, "is a draft still"]);
    let text = fs::read_to_string(&file).expect("the draft");
    for line in [
        "  - claim: rate-limits/headers/limit\n",
        "      - pause/unknown\n",
        "      - resume/unknown\n",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    let finished = text.replace("TODO: say why this is put up with", "we know");
    let finished = finished.replace("TODO: name it, or remove this line", "OPS-7");
    recorded
        .judged(&finished)
        .ended(0, &["2 known", "we know (OPS-7"]);
}

#[test]
fn a_draft_that_is_not_finished_is_kept_by_the_next_one() {
    let recorded = Recorded::of_a_faulty_server("known-twice");
    let file = shown(&recorded.dir.join("draft.yaml"));
    let draft = || {
        hopx(&["judge", &recorded.file, "--known", &file, "--write"]).ended(1, &["violated"]);
        fs::read_to_string(&file).expect("the draft")
    };
    assert_eq!(draft(), draft());
}

#[test]
fn a_new_draft_keeps_what_still_occurs_and_tells_what_it_leaves_out() {
    let recorded = Recorded::of_a_faulty_server("known-again");
    let gone = entry("    scope: list/envelope\n", LONG).replace("OPS-7", "OPS-8");
    let kept = entry("    scope: pause\n", LONG)
        .replace("the gateway", "\"every \\\"old\\\" gateway\\n")
        .replace("drops it", "drops it\"");
    let open = entry("    scope: list\n", LONG);
    let file = write(
        &recorded.dir,
        "known.yaml",
        &format!("deviations:\n{gone}{kept}{open}"),
    );
    let told = hopx(&["judge", &recorded.file, "--known", &file, "--write"]);
    told.ended(1, &["left out", "OPS-8", "1 new"]);
    let text = fs::read_to_string(&file).expect("the draft");
    assert!(!text.contains("OPS-8"), "{text}");
    for kept in [
        "scope: pause\n    reason: \"every \\\"old\\\" gateway\\n",
        "scope: list\n",
        "scope: resume/unknown\n",
    ] {
        assert!(text.contains(kept), "{kept} is not in {text}");
    }
}

#[test]
fn a_run_drafts_what_it_finds_too() {
    let file = shown(&fresh("known-run").join("draft.yaml"));
    hopx(&["run", "auth", "--known", &file, "--write"]).ended(0, &[]);
    let text = fs::read_to_string(&file).expect("the draft");
    assert!(text.ends_with("\ndeviations: []\n"), "{text}");
    hopx(&["run", "auth", "--known", &file]).ended(0, &[]);
    hopx(&["run", "auth", "--write"]).ended(2, &["--known"]);
}
