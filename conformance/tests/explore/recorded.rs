//! What is explored can be recorded, and is judged again without a server.

use hopx_mock::{Mock, MockBuilder};
use serde_json::Value;

use crate::binary::{Home, Told, both};
use crate::door::Server;
use crate::run::{explore, twin};

/// An exploration that was recorded.
struct Recorded {
    live: Told,
    home: Home,
    file: String,
}

impl Recorded {
    fn of(mock: MockBuilder, args: &[&str]) -> Self {
        let (server, home) = (Server::start(mock), Home::new());
        let file = home.dir().join("explored.recording");
        let file = file.to_str().expect("Unicode").to_owned();
        let mut command = explore(&home, &server, &both(&server));
        command
            .args(["--settle", "0", "--record", &file])
            .args(args);
        Recorded {
            live: command.output().expect("the binary").into(),
            home,
            file,
        }
    }

    fn judged(&self, args: &[&str]) -> Told {
        self.home.hopx(&[&["judge", &self.file], args].concat())
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.file).expect("a recording")
    }
}

#[test]
fn a_recorded_exploration_gives_the_same_verdict_byte_for_byte() {
    let cases: [(MockBuilder, &[&str], i32); 5] = [
        (Mock::builder(), &["--seed", "7"], 0),
        (Mock::builder(), &["--seed", "7", "--concurrency", "3"], 0),
        // It cannot be put back either.
        (twin("second-resume-404"), &["--seed", "1"], 5),
        (
            twin("pause-pauses-another-too"),
            &["--seed", "3", "--max-requests", "40", "--ledger"],
            1,
        ),
        (
            twin("pause-says-pausing"),
            &["--seed", "1", "--concurrency", "3", "--max-requests", "200"],
            1,
        ),
    ];
    for (mock, args, code) in cases {
        let recorded = Recorded::of(mock, args);
        recorded.live.ended(code, &[]);
        let ledger = args.iter().filter(|arg| **arg == "--ledger");
        let judged = recorded.judged(&ledger.copied().collect::<Vec<_>>());
        assert_eq!((judged.out, judged.code), (recorded.live.out, Some(code)));
        assert_eq!(judged.err, "", "{args:?}");
    }
}

#[test]
fn it_is_judged_anew_at_another_level() {
    let recorded = Recorded::of(twin("pause-again-404"), &["--seed", "1"]);
    recorded.live.ended(
        1,
        &["violated  pause/repeat (expected)", "shortest sequence"],
    );
    let judged = recorded.judged(&["--level", "required"]);
    judged.ended(0, &["0 failed"]);
    assert!(!judged.out.contains("shortest sequence"), "{judged:?}");
}

#[test]
fn what_only_scenarios_have_is_refused() {
    let recorded = Recorded::of(Mock::builder(), &["--seed", "7", "--max-requests", "20"]);
    for args in [&["--strict"][..], &["--report", "json=x.json"], &["-q"]] {
        recorded
            .judged(args)
            .ended(2, &["is of an exploration", "mend: leave it out"]);
    }
}

#[test]
fn another_course_than_the_recorded_one_is_not_made_up() {
    let recorded = Recorded::of(Mock::builder(), &["--seed", "7", "--max-requests", "30"]);
    let other = recorded
        .text()
        .replacen("explore/sequence-2", "explore/sequence-9", 1);
    std::fs::write(&recorded.file, other).expect("a recording");
    recorded
        .judged(&[])
        .ended(2, &["would have explored in another way"]);
}

#[test]
fn recordings_of_it_are_of_a_file_each_and_hold_no_key() {
    let (server, home) = (Server::start(Mock::builder()), Home::new());
    let file = |name: &str| home.dir().join(name).display().to_string();
    let (record, har) = (file("explored.recording"), file("explored.har"));
    let mut command = explore(&home, &server, &both(&server));
    let args = ["--seed", "7", "--max-requests", "30", "--settle", "0"];
    command
        .args(args)
        .args(["--record", &record, "--har", &har]);
    let told: Told = command.output().expect("the binary").into();
    told.ended(0, &[]);
    for file in [&record, &har] {
        let text = std::fs::read_to_string(file).expect("a file");
        let secret = server.api_key().rsplit('.').next().expect("a secret");
        assert!(!text.contains(secret), "{file}");
    }
    let archive: Value =
        serde_json::from_str(&std::fs::read_to_string(&har).expect("a file")).expect("JSON");
    let entries = archive["log"]["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), server.requests().len());
    let asked = server.requests().len();
    let mut command = explore(&home, &server, &both(&server));
    command.args(["--record", &record, "--har", &record]);
    let told: Told = command.output().expect("the binary").into();
    told.ended(2, &["--record and --har name the same file"]);
    assert_eq!(server.requests().len(), asked, "nothing was sent");
}
