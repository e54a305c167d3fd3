//! What a server gets wrong is found, made as short as can be, and reproduced.

use crate::run::{Explored, twin};

/// Explores a twin until the claim is found to be broken, and holds the shortest sequence
/// against what it has to be: the state that it begins with, and the moves.
#[track_caller]
fn found(name: &str, claim: &str, shortest: &[&str]) -> Explored {
    let explored = Explored::of(twin(name), &["--seed", "1"]);
    explored.told.ended(1, &[&format!("violated  {claim} ")]);
    assert_eq!(explored.shortest(), shortest, "{name}: {:?}", explored.told);
    explored
}

/// The same, where the workflow also fails alike on the same server and on one that begins
/// anew, and everything is put back.
#[track_caller]
fn reproduced(name: &str, claim: &str, shortest: &[&str]) {
    let explored = found(name, claim, shortest);
    explored.ended(1, &[]);
    let violated = format!("violated  {claim} ");
    let words = ["FAIL   explore/shortest", violated.as_str()];
    explored.replayed("explore/shortest").ended(1, &words);
    let anew = explored.replayed_anew(twin(name), "explore/shortest");
    anew.ended(1, &words);
}

#[test]
fn a_repetition_that_is_refused_takes_one_move() {
    reproduced("pause-again-404", "pause/repeat", &["paused", "pause A"]);
    reproduced(
        "resume-again-400",
        "resume/repeat",
        &["running", "resume A"],
    );
}

#[test]
fn a_repetition_that_does_the_opposite_is_found_by_what_it_says_or_by_what_lists_show() {
    reproduced("pause-toggles", "pause/200/status", &["paused", "pause A"]);
    let shortest = ["paused", "pause A", "list"];
    reproduced("pause-again-resumes", "pause/effect/listed", &shortest);
}

#[test]
fn what_becomes_of_another_sandbox_is_seen() {
    let (name, claim) = ("pause-pauses-another-too", "pause/effect/only-that");
    let explored = found(name, claim, &["running", "pause A", "list"]);
    let violated = format!("violated  {claim} ");
    let anew = explored.replayed_anew(twin(name), "explore/shortest");
    anew.ended(1, &[&violated]);
}

#[test]
fn what_takes_two_sandboxes_keeps_both() {
    let name = "resume-right-after-another-does-nothing";
    let shortest = ["paused", "resume A", "resume B", "list"];
    reproduced(name, "resume/effect/listed", &shortest);
    // It failed from the beginning, if only as what sequences had to be prepared with.
    let explored = Explored::of(twin(name), &["--seed", "1"]);
    assert!(!explored.document().contains("whole-way"));
}

#[test]
fn a_filter_that_forgets_is_seen_where_it_is_asked() {
    let name = "paused-list-as-at-the-start";
    found(
        name,
        "list/filter/complete",
        &["paused", "list status=paused"],
    );
}

#[test]
fn where_the_server_remembers_the_whole_way_is_told_too() {
    let name = "pause-says-another-status-the-second-time";
    let explored = found(name, "pause/200/status", &["running", "pause A"]);
    explored.ended(1, &["It did no harm earlier", "`whole-way`"]);
    let violated = ["violated  pause/200/status "];
    explored.replayed("explore/shortest").ended(1, &violated);
    // A server that begins anew has to be led to it.
    let anew = |workflow| explored.replayed_anew(twin(name), workflow);
    anew("explore/shortest").ended(0, &["1 passed"]);
    anew("explore/whole-way").ended(1, &violated);
}

#[test]
fn what_cannot_be_put_back_is_said_above_all() {
    let explored = Explored::of(twin("second-resume-404"), &["--seed", "1"]);
    let words = ["NOT PUT BACK", "violated  resume/200 ", "shortest sequence"];
    explored.told.ended(5, &words);
    assert!(explored.told.err.contains("hopx-conformance restore"));
}

#[test]
fn the_same_seed_makes_the_same_calls() {
    let calls = |seed| {
        let explored = Explored::of(twin("pause-again-404"), &["--seed", seed]);
        let calls = explored.requests.iter();
        let calls: Vec<_> = calls
            .map(|request| format!("{} {}", request.method, request.path))
            .collect();
        (explored.document(), calls)
    };
    assert_eq!(calls("7"), calls("7"));
    assert_ne!(calls("7").1, calls("8").1);
}

#[test]
fn no_key_is_shown_or_written() {
    let explored = Explored::of(twin("pause-again-404"), &["--seed", "1"]);
    let (_, secret) = crate::binary::key().split_once('.').expect("two parts");
    let told = &explored.told;
    for text in [&told.out, &told.err, &explored.document()] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn a_workflow_over_several_sandboxes_needs_as_many() {
    let name = "resume-right-after-another-does-nothing";
    let explored = Explored::of(twin(name), &["--seed", "1"]);
    assert!(explored.document().contains("x-nth: 2"));
    let told = explored.replayed_with_one("explore/shortest");
    told.ended(4, &["needs several sandboxes"]);
}
