//! A recording comes from a file, and a file may hold anything: no recording makes the judge
//! or the report panic.

use hopx_conformance::conclusion::Conclusion;
use hopx_conformance::contract::Level;
use hopx_conformance::recording::{Recording, RecordingFile, to_har};
use hopx_conformance::report::{self, Report};
use serde_json::{Value, json};

use super::played::PLAYED;

/// The scenarios that are left in a recording, so that one is judged in no time.
const KEPT: [&str; 6] = [
    "pause/pause-running",
    "resume/all-paused",
    "list/paging",
    "list/status",
    "auth/no-key-pause",
    "errors/refused-running",
];

/// How many recordings are tried.
const TRIED: u64 = 150;

fn some_of_it() -> Recording {
    let mut recording = PLAYED.recording.clone();
    recording
        .scenarios
        .retain(|record| KEPT.contains(&record.address.as_str()));
    recording
}

/// Some value that may stand anywhere, most often one of the same kind.
fn another(value: &Value, random: &mut fastrand::Rng) -> Value {
    let numbers = [0_u32, 1, 7, 200, 404, 429, 503, 65_535, u32::MAX];
    let texts = [
        "",
        "list",
        "sandbox_mine_1",
        "\u{1b}[31m\u{202e}\u{0}",
        r#"{"data":[{}],"has_more":true,"next_cursor":""}"#,
        r#"{"data":[{"id":"sandbox_mine_1","status":"PAUSED"}],"has_more":false}"#,
        "9999-99-99T99:99:99Z",
    ];
    let others = [
        json!(null),
        json!(-1),
        json!(1.5e300),
        json!([[]]),
        json!({}),
    ];
    match value {
        _ if random.u8(..20) == 0 => others[random.usize(..others.len())].clone(),
        Value::Number(_) => json!(numbers[random.usize(..numbers.len())]),
        Value::Bool(was) => json!(!was),
        Value::Array(_) => json!([]),
        _ => json!(texts[random.usize(..texts.len())]),
    }
}

/// Changes something in a value, somewhere.
fn mutate(value: &mut Value, random: &mut fastrand::Rng) {
    match value {
        Value::Array(elements) if !elements.is_empty() && random.u8(..20) != 0 => {
            let place = random.usize(..elements.len());
            match random.u8(..12) {
                0 => drop(elements.remove(place)),
                1 => elements.push(elements[place].clone()),
                2 => elements.reverse(),
                _ => mutate(&mut elements[place], random),
            }
        }
        Value::Object(members) if !members.is_empty() && random.u8(..200) != 0 => {
            let place = random.usize(..members.len());
            if let Some(member) = members.values_mut().nth(place) {
                mutate(member, random);
            }
        }
        Value::String(text) if !text.is_empty() && random.bool() => *text = garbled(text, random),
        other => *other = another(other, random),
    }
}

/// A text with something in it missing or doubled, most often a body.
fn garbled(text: &str, random: &mut fastrand::Rng) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (one, other) = (
        random.usize(..characters.len()),
        random.usize(..characters.len()),
    );
    let (from, to) = (one.min(other), one.max(other));
    let before = characters[..from].iter();
    match random.bool() {
        true => before.chain(&characters[to..]).collect(),
        false => before
            .chain(&characters[from..to])
            .chain(&characters[from..])
            .collect(),
    }
}

/// Judges, reports and archives a recording.
fn use_it(recording: &Recording) {
    for level in [Level::Required, Level::Observed] {
        let verdict = PLAYED.judging(level).judge(&PLAYED.selected(), recording);
        let conclusion = Conclusion {
            verdict: &verdict,
            recording,
        };
        let report = Report {
            contract: &PLAYED.contract,
            conclusion,
            drift: &[],
            whole_ledger: true,
            quiet: false,
        };
        report::text(&report, None, &mut Vec::new()).expect("a report");
    }
    to_har(recording).expect("an archive");
}

#[test]
fn no_recording_makes_the_judge_panic() {
    let file = RecordingFile::new("1", Level::Expected, &[], some_of_it());
    let whole = serde_json::to_value(&file).expect("JSON");
    let mut judged = 0;
    for seed in 0..TRIED {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut value = whole.clone();
        for _ in 0..=random.u8(..6) {
            mutate(&mut value["recording"], &mut random);
        }
        // What does not fit the format is refused, and that is all.
        let text = value.to_string();
        if let Ok(read) = RecordingFile::parse(text.as_bytes(), "mutated") {
            use_it(&read.recording);
            judged += 1;
        }
    }
    assert!(judged > TRIED / 4, "{judged}: too few fit the format");
}
