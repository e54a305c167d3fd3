//! The second count of a run: it bears out every verdict that the judge gives, and none that
//! was tampered with.

use hopx_conformance::accounting::{claims, disagreements};
use hopx_conformance::exit::Exit;
use hopx_conformance::judge::{Finding, ScenarioResult, Verdict};
use hopx_conformance::recording::Recording;

use super::broken;
use super::played::{PLAYED, exit};
use super::twin::{Addressed, given_up};

fn wrong(recording: &Recording, verdict: &Verdict) -> Vec<String> {
    disagreements(&PLAYED.contract, &PLAYED.selected(), recording, verdict)
}

#[test]
fn every_verdict_of_the_judge_is_borne_out() {
    let nothing: Vec<String> = Vec::new();
    let recording = &PLAYED.recording;
    assert_eq!(wrong(recording, &PLAYED.judge(recording)), nothing);
    for row in broken::all().iter().step_by(7) {
        let twin = row.twin();
        assert_eq!(wrong(&twin, &PLAYED.judge(&twin)), nothing, "{}", row.claim);
    }
    let mut given = recording.clone();
    given.scenario("resume/unknown").outcome = given_up();
    given.scenarios.remove(0);
    given.scenarios[0].address = "auth/of-old".to_owned();
    assert_eq!(wrong(&given, &PLAYED.judge(&given)), nothing);
}

/// Changes a verdict behind the back of the judge.
type Tamper = fn(&mut Verdict);

fn invent(verdict: &mut Verdict, claim: &str, exchange: u32) {
    let finding = Finding::new(claim, "step", exchange, "this", "that");
    verdict.scenarios[0].findings.push(finding);
}

#[test]
fn a_verdict_that_was_tampered_with_is_not() {
    let rows: [(&str, Tamper); 7] = [
        ("0 times", |verdict| drop(verdict.scenarios.remove(3))),
        ("2 times", |verdict| {
            verdict.scenarios.push(verdict.scenarios[0].clone());
        }),
        ("neither selected nor recorded", |verdict| {
            verdict.scenarios[0].address = "a/b".to_owned();
        }),
        ("does not bear out", |verdict| {
            verdict.scenarios[0].result = ScenarioResult::Skipped("not me".to_owned());
        }),
        ("requests", |verdict| verdict.scenarios[0].requests += 1),
        ("no claim", |verdict| invent(verdict, "no/claim", 1)),
        ("did not make", |verdict| {
            invent(verdict, "pause/200", 9_999);
        }),
    ];
    for (words, tamper) in rows {
        let mut verdict = PLAYED.judge(&PLAYED.recording);
        tamper(&mut verdict);
        let wrong = wrong(&PLAYED.recording, &verdict);
        assert!(
            wrong.iter().any(|wrong| wrong.contains(words)),
            "{words}: {wrong:?}"
        );
    }
}

#[test]
fn a_disagreement_is_a_fault_of_ours() {
    let mut verdict = PLAYED.judge(&PLAYED.recording);
    assert_eq!(exit(&verdict), Exit::Conforms);
    verdict.blame_ourselves(vec!["the verdict counts 3, and there are 4".to_owned()]);
    assert_eq!(exit(&verdict), Exit::CouldNotTell);
}

#[test]
fn claims_are_held_broken_or_not_checked() {
    let count =
        |recording: &Recording| claims(&PLAYED.selected(), recording, &PLAYED.judge(recording));
    let whole = count(&PLAYED.recording);
    assert!(whole.held > 20, "{whole:?}");
    assert_eq!((whole.broken, whole.unchecked), (0, 0));
    let mut part = PLAYED.recording.clone();
    part.scenarios
        .retain(|record| record.address.starts_with("list/"));
    let part = count(&part);
    assert_eq!(part.held + part.unchecked, whole.held);
    assert!(part.unchecked > 0, "{part:?}");
}
