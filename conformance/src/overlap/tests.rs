use fastrand::Rng;

use super::history::{Act, History, Said};
use super::order::Possible;
use crate::recording::Overlap;
use crate::scenario::Status::{self, Paused, Running};
use Said::{Conflict, Done, Nothing, Refused};

const WAS_RUNNING: Possible = Possible::ONLY_RUNNING;
const WAS_PAUSED: Possible = Possible::ONLY_PAUSED;

/// A pause or resume that was under way between two places.
fn act(to: Status, said: Said, invoked: u64, answered: u64) -> Act {
    Act {
        exchange: u32::try_from(invoked).expect("a small place"),
        to,
        said,
        place: Overlap {
            client: 1,
            invoked,
            answered: if said == Nothing { u64::MAX } else { answered },
        },
    }
}

fn history(acts: &[Act]) -> History {
    History::of(acts.to_vec())
}

#[test]
fn whoever_may_have_been_last_decides() {
    let both = history(&[act(Paused, Done, 1, 3), act(Running, Done, 2, 4)]);
    assert_eq!(both.ends(WAS_RUNNING), Possible::ANY);
    let ordered = history(&[act(Running, Done, 1, 2), act(Paused, Done, 3, 4)]);
    assert_eq!(ordered.ends(WAS_PAUSED), WAS_PAUSED);
    // The first overlaps both others, which come one after another.
    let long = [
        act(Paused, Done, 1, 6),
        act(Running, Done, 2, 3),
        act(Running, Done, 4, 5),
    ];
    assert_eq!(history(&long).ends(WAS_RUNNING), Possible::ANY);
}

#[test]
fn two_that_agree_leave_no_choice() {
    let both = history(&[act(Paused, Done, 1, 3), act(Paused, Done, 2, 4)]);
    assert_eq!(both.ends(WAS_RUNNING), WAS_PAUSED);
    assert_eq!(history(&[]).ends(WAS_RUNNING), WAS_RUNNING);
}

#[test]
fn a_conflict_has_its_reason_or_is_told() {
    // Nothing else is under way, and nothing has paused it.
    let alone = act(Paused, Conflict, 3, 4);
    let (unexplained, sound) = history(&[act(Running, Done, 1, 2), alone]).unexplained(WAS_RUNNING);
    assert_eq!(unexplained, [alone]);
    assert_eq!(sound.ends(WAS_RUNNING), WAS_RUNNING);
    // It is paused already.
    let repeated = history(&[act(Paused, Done, 1, 2), act(Paused, Conflict, 3, 4)]);
    assert_eq!(repeated.unexplained(WAS_RUNNING).0, []);
    // Another call is under way: no page says what is answered then, and nothing is done.
    let midst = history(&[act(Running, Done, 1, 3), act(Paused, Conflict, 2, 4)]);
    assert_eq!(midst.unexplained(WAS_RUNNING).0, []);
    assert_eq!(midst.ends(WAS_RUNNING), WAS_RUNNING);
}

#[test]
fn a_conflict_tells_which_of_two_was_last() {
    let both = [act(Paused, Done, 1, 3), act(Running, Done, 2, 4)];
    let after = |to| history(&[both[0], both[1], act(to, Conflict, 5, 6)]);
    assert_eq!(after(Paused).ends(WAS_RUNNING), WAS_PAUSED);
    assert_eq!(after(Running).ends(WAS_RUNNING), WAS_RUNNING);
}

#[test]
fn what_was_not_answered_may_have_acted_may_act_yet_or_never() {
    let lost = history(&[act(Paused, Nothing, 1, 0)]);
    assert_eq!(lost.ends(WAS_RUNNING), Possible::ANY);
    let later = history(&[act(Paused, Nothing, 1, 0), act(Running, Done, 2, 3)]);
    assert_eq!(later.ends(WAS_RUNNING), Possible::ANY);
    // It is under way as far as anybody knows.
    let refused = history(&[act(Paused, Nothing, 1, 0), act(Paused, Conflict, 2, 3)]);
    assert_eq!(refused.unexplained(WAS_RUNNING).0, []);
}

#[test]
fn a_refusal_changes_nothing() {
    let refused = history(&[act(Paused, Refused, 1, 2)]);
    assert_eq!(refused.ends(WAS_RUNNING), WAS_RUNNING);
}

#[test]
fn too_much_at_once_is_left_alone() {
    let many: Vec<Act> = (1..=40)
        .map(|place| act(Paused, Done, place, 100))
        .collect();
    assert_eq!(history(&many).ends(WAS_RUNNING), Possible::ANY);
    // One after another there may be many.
    let many: Vec<Act> = (1..=200)
        .map(|place| act(Paused, Done, 2 * place, 2 * place + 1))
        .collect();
    assert_eq!(history(&many).ends(WAS_RUNNING), WAS_PAUSED);
}

/// A legal server: it takes calls at any moment between their beginning and their end, answers a
/// repetition with either answer, and may refuse what comes in the midst of another call.
fn legal(rng: &mut Rng) -> (Possible, History, Status) {
    let begin = if rng.bool() { Running } else { Paused };
    let mut state = begin;
    let (mut acts, mut open, mut place) = (Vec::new(), Vec::new(), 0);
    for _ in 0..rng.usize(1..30) {
        place += 1;
        if open.len() < 4 && rng.bool() {
            let to = if rng.bool() { Running } else { Paused };
            acts.push(act(to, Done, place, u64::MAX));
            open.push((acts.len() - 1, None));
        } else if !open.is_empty() {
            let chosen = rng.usize(0..open.len());
            let (index, taken) = open[chosen];
            let to: Status = acts[index].to;
            match taken {
                // It acts now, and is answered later.
                None => {
                    let repeated = state == to;
                    let said = match rng.u8(0..6) {
                        0 if repeated => Conflict,
                        1 if open.len() > 1 => Conflict,
                        2 => Nothing,
                        _ => Done,
                    };
                    let acted = said == Done || said == Nothing && rng.bool();
                    if acted {
                        state = to;
                    }
                    open[chosen].1 = Some(said);
                }
                Some(said) => {
                    let invoked = acts[index].place.invoked;
                    acts[index] = act(to, said, invoked, place);
                    open.swap_remove(chosen);
                }
            }
        }
    }
    // What is left open is never answered, and may have acted.
    for (index, _) in open {
        acts[index] = act(acts[index].to, Nothing, acts[index].place.invoked, 0);
    }
    (Possible::of(Some(begin.as_str())), history(&acts), state)
}

#[test]
fn no_legal_server_is_accused() {
    for seed in 0..3_000 {
        let (before, history, last) = legal(&mut Rng::with_seed(seed));
        let (unexplained, sound) = history.unexplained(before);
        assert_eq!(unexplained, [], "seed {seed}: {history:?}");
        let ends = sound.ends(before);
        let only = ends.only();
        assert!(
            ends != Possible::NONE && only.is_none_or(|only| only == last),
            "seed {seed}: {history:?}"
        );
    }
}

/// The same, by trying every order.
fn by_hand(before: Status, acts: &[Act], last: Status) -> bool {
    if acts.iter().all(|act| act.said == Nothing) && before == last {
        return true;
    }
    acts.iter().enumerate().any(|(index, first)| {
        let after = |other: &Act| other.place.answered < first.place.invoked;
        if acts.iter().any(after) || first.said == Conflict && first.to != before {
            return false;
        }
        let mut rest = acts.to_vec();
        rest.remove(index);
        by_hand(first.to, &rest, last)
    })
}

#[test]
fn the_search_finds_what_trying_every_order_finds() {
    for seed in 0..2_000 {
        let mut rng = Rng::with_seed(seed);
        let acts: Vec<Act> = (0..rng.usize(1..6))
            .map(|_| {
                let invoked = rng.u64(1..12);
                let to = if rng.bool() { Running } else { Paused };
                let said = [Done, Done, Conflict, Nothing][rng.usize(0..4)];
                act(to, said, invoked, invoked + rng.u64(1..6))
            })
            .collect();
        for (before, possible) in [(Running, WAS_RUNNING), (Paused, WAS_PAUSED)] {
            let ends = super::order::ends(possible, &acts);
            let by_hand = [Running, Paused].map(|last| by_hand(before, &acts, last));
            assert_eq!(
                ends.each().collect::<Vec<_>>(),
                [Running, Paused]
                    .into_iter()
                    .zip(by_hand)
                    .filter(|(_, leads)| *leads)
                    .map(|(last, _)| last)
                    .collect::<Vec<_>>(),
                "seed {seed}: {acts:?}"
            );
        }
    }
}
