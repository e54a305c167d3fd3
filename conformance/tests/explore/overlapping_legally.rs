//! What no page settles about calls that overlap is left to the server.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use hopx_conformance::recording::Outcome;
use hopx_mock::{Mock, RepeatedChange, Twin};

use crate::binary::everything;
use crate::door::{Door, Reply, answer, refusal};
use crate::rounds::{
    A, B, Making, Meeting, breaks, list, meeting, pause, resume, round, sandbox, server, success,
};
use crate::run::{Explored, twin};

/// Every pair of calls for one sandbox.
fn pairs() -> [Vec<(usize, hopx_conformance::explore::Move)>; 4] {
    let calls = [pause, resume];
    [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(one, other)| vec![calls[one](0, A), calls[other](1, A)])
}

#[test]
fn a_call_in_the_midst_of_another_may_be_refused() {
    for pair in pairs() {
        for refused in [0, 1] {
            let server = server();
            let door = meeting(&server, 2, move |place, request, behind| {
                match place == refused {
                    true => refusal(409, "CONFLICT"),
                    false => behind(request),
                }
            });
            breaks(&server, &door, &[round(&pair)], &[]);
        }
    }
}

#[test]
fn the_order_of_the_answers_need_not_be_that_of_what_was_done() {
    for pair in pairs() {
        let server = server();
        let turn = Arc::new((Mutex::new(0), Condvar::new()));
        let door = meeting(&server, 2, move |place, request, behind| {
            let (done, changed) = &*turn;
            let reply = {
                let mut done = done.lock().expect("no panic");
                while *done != place {
                    done = changed.wait(done).expect("no panic");
                }
                let reply = behind(request);
                *done += 1;
                changed.notify_all();
                reply
            };
            // The first to act is the last to answer.
            let mut done = done.lock().expect("no panic");
            while place == 0 && *done < 2 {
                done = changed.wait(done).expect("no panic");
            }
            reply
        });
        let rounds = [
            round(&pair),
            round(&pair),
            round(&[resume(0, A), pause(1, B)]),
        ];
        breaks(&server, &door, &rounds, &[]);
    }
}

#[test]
fn a_slow_call_may_act_before_between_or_after_others() {
    for acts in ["before", "between", "after"] {
        let server = server();
        let (behind, seen) = (server.behind(), Arc::new((Mutex::new(0), Condvar::new())));
        // The first client pauses once, the second resumes and pauses meanwhile.
        let door = Door::open(move |request| {
            let (count, changed) = &*seen;
            let until = |least: usize| {
                let mut count = count.lock().expect("no panic");
                while *count < least {
                    count = changed.wait(count).expect("no panic");
                }
            };
            let slow = request.is_change() && sandbox(request) == A && request.says("/pause");
            let first = slow && *count.lock().expect("no panic") < 2;
            if !first {
                if request.says("/resume") {
                    // Not before the slow one has come, where that acts first.
                    until(usize::from(acts == "before"));
                }
                let reply = behind(request);
                *count.lock().expect("no panic") += usize::from(request.is_change());
                changed.notify_all();
                return reply;
            }
            match acts {
                "before" => {
                    let reply = behind(request);
                    *count.lock().expect("no panic") += 1;
                    changed.notify_all();
                    until(3);
                    reply
                }
                "between" => {
                    until(1);
                    let reply = behind(request);
                    *count.lock().expect("no panic") += 1;
                    changed.notify_all();
                    reply
                }
                _ => {
                    until(2);
                    behind(request)
                }
            }
        });
        let calls = [pause(0, A), resume(1, A), resume(1, A)];
        breaks(&server, &door, &[round(&calls)], &[]);
    }
}

#[test]
fn what_was_not_done_for_certain_is_judged_by_its_answer_alone() {
    // A failure that passes, and one of the account, have their cause elsewhere.
    type Broken = &'static [&'static str];
    let answers: [(fn() -> Reply, Broken); 4] = [
        (|| None, &[]),
        // Whichever of the two comes first.
        (
            || refusal(500, "INTERNAL_ERROR"),
            &["pause/200", "resume/200"],
        ),
        (|| refusal(503, "SERVICE_UNAVAILABLE"), &[]),
        (|| refusal(403, "FORBIDDEN"), &[]),
    ];
    for (answered, broken) in answers {
        for acts in [false, true] {
            let server = server();
            let before = everything(&server);
            let door = meeting(&server, 2, move |place, request, behind| match place {
                0 => {
                    if acts {
                        behind(request);
                    }
                    answered()
                }
                _ => behind(request),
            });
            let lost = round(&[pause(0, A), resume(1, A)]);
            let made = Making::of(&[lost]).against(&door.base_url);
            let found = made.broken();
            assert_eq!(found.len(), usize::from(!broken.is_empty()), "{found:?}");
            assert!(
                found.iter().all(|claim| broken.contains(claim)),
                "{found:?}"
            );
            assert!(
                matches!(made.outcome(), Outcome::Errored(_)),
                "{:?}",
                made.outcome()
            );
            assert_eq!(everything(&server), before);
        }
    }
}

#[test]
fn what_the_rate_limit_refuses_is_tried_again() {
    let server = server();
    let door = meeting(&server, 2, |place, request, behind| match place {
        0 => refusal(429, "RATE_LIMIT_EXCEEDED"),
        _ => behind(request),
    });
    let limited = round(&[pause(0, A), pause(1, B)]);
    let made = breaks(&server, &door, &[limited], &[]);
    assert_eq!(made.outcome(), &Outcome::Ran);
    let mut calls = made.recording.exchanges();
    assert!(calls.any(|call| call.attempts.len() == 2));
}

#[test]
fn lists_may_learn_late() {
    let server = server();
    let (behind, late) = (server.behind(), Mutex::new((0, None::<String>)));
    // The first two lists after a change show what was there before it.
    let door = Door::open(move |request| {
        let mut late = late.lock().expect("no panic");
        if request.is_change() {
            late.0 = 2;
            return behind(request);
        }
        if late.0 == 0 {
            let reply = behind(request)?;
            let text = String::from_utf8_lossy(&reply).into_owned();
            late.1 = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
        } else {
            late.0 -= 1;
        }
        answer(
            200,
            "application/json",
            &late
                .1
                .clone()?
                .replace("req_", &format!("req_{}_", request.number)),
        )
    });
    let rounds = [
        round(&[pause(0, A), pause(1, A), list(2)]),
        round(&[pause(0, A), resume(1, A)]),
        round(&[pause(0, A), pause(0, B), list(1)]),
    ];
    let mut making = Making::of(&rounds);
    making.settle = Duration::from_secs(30);
    let made = making.against(&door.base_url);
    let none: [&str; 0] = [];
    assert_eq!(made.broken(), none, "{:?}", made.recording.scenarios);
    assert!(made.recording.not_put_back.is_empty());
}

#[test]
fn another_answer_for_the_other_sandbox_is_no_matter() {
    let server = server();
    let meeting = Meeting::of(2);
    let behind = server.behind();
    let door = Door::open(move |request| match meeting.wait(request) {
        // The success says more than it has to.
        Some(_) => {
            behind(request);
            success(
                sandbox(request),
                "paused",
                &format!("req-{}", request.number),
            )
        }
        None => behind(request),
    });
    breaks(&server, &door, &[round(&[pause(0, A), pause(1, B)])], &[]);
}

#[test]
fn the_mock_passes_whatever_the_seed() {
    for (seed, clients) in [("0", "2"), ("1", "3"), ("2", "4"), ("3", "8"), ("4", "16")] {
        for repeated in [RepeatedChange::default(), RepeatedChange::Conflict] {
            let mock = Mock::builder().repeated_change(repeated);
            let args = ["--seed", seed, "--concurrency", clients, "--steps", "12"];
            let explored = Explored::of(mock, &args);
            explored.ended(
                0,
                &["--concurrency ", "pass   explore/overlap-1", " 0 failed"],
            );
        }
    }
}

#[test]
fn legal_twins_pass() {
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || legal(half));
        }
    });
}

/// Every second legal twin, from one on. Some of them show changes late, none too late.
fn legal(first: usize) {
    let legal = Twin::all().filter(|twin| twin.breaks().is_none());
    for one in legal.skip(first).step_by(2) {
        let args = ["--seed", "5", "--max-requests", "30", "--concurrency", "2"];
        let explored = Explored::waiting(twin(one.name()).sandboxes(6), "5", &args);
        let code = explored.told.code;
        assert_eq!(code, Some(0), "{}: {:?}", one.name(), explored.told);
    }
}
