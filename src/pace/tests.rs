//! What follows from what answers say of the rate limit.

use std::time::{Duration, SystemTime};

use crate::rate_limit::RateLimit;

use super::window::{Gate, State};

const MINUTE: Duration = Duration::from_secs(60);

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

/// An answer at `now` of a server whose window of a minute ends at `reset`.
fn answer(state: &mut State, remaining: u64, reset: u64, now: u64) {
    let said = RateLimit {
        limit: 10,
        remaining,
        reset,
    };
    let lasts = Duration::from_secs(reset - now);
    state.answered(false, Some((said, lasts)), at(now));
}

/// The same to a call that went ahead of the others.
fn probe_answer(state: &mut State, remaining: u64, reset: u64, now: u64) {
    let said = RateLimit {
        limit: 10,
        remaining,
        reset,
    };
    state.answered(
        true,
        Some((said, Duration::from_secs(reset - now))),
        at(now),
    );
}

fn is_behind(gate: &Gate) -> bool {
    matches!(gate, Gate::Behind(_))
}

/// How many calls may go at once.
fn admitted(state: &mut State, now: u64) -> usize {
    (0..100)
        .take_while(|_| state.admit(at(now)) == Gate::Open)
        .count()
}

/// A state after one answer.
fn told(remaining: u64) -> State {
    let mut state = State::default();
    assert_eq!(state.admit(at(0)), Gate::Open);
    answer(&mut state, remaining, 60, 0);
    state
}

#[test]
fn nothing_known_holds_nothing_up() {
    assert_eq!(admitted(&mut State::default(), 0), 100);
}

#[test]
fn the_first_of_many_goes_ahead_until_it_is_answered() {
    let mut state = State::default();
    assert_eq!(state.admit_cautiously(at(0)), Gate::Open);
    assert!(is_behind(&state.admit_cautiously(at(0))));
    answer(&mut state, 2, 60, 0);
    assert_eq!(state.admit_cautiously(at(0)), Gate::Open);
    assert_eq!(state.admit_cautiously(at(0)), Gate::Open);
    assert_eq!(state.admit_cautiously(at(0)), Gate::WaitOrChange(MINUTE));
}

#[test]
fn an_answer_without_the_headers_is_a_server_without_a_limit() {
    let mut state = told(0);
    state.answered(false, None, at(0));
    assert_eq!(admitted(&mut state, 0), 100);
}

#[test]
fn no_more_calls_go_than_are_left() {
    let mut state = told(4);
    assert_eq!(admitted(&mut state, 0), 4);
    for remaining in [3, 2, 1, 0] {
        answer(&mut state, remaining, 60, 10);
    }
    assert_eq!(state.admit(at(20)), Gate::Wait(Duration::from_secs(40)));
}

#[test]
fn calls_in_flight_count_as_spent_until_they_are_answered() {
    let mut state = told(9);
    assert_eq!(state.admit(at(0)), Gate::Open);
    assert_eq!(state.admit(at(0)), Gate::Open);
    // It may have counted the other one or not.
    answer(&mut state, 7, 60, 0);
    assert_eq!(admitted(&mut state, 0), 6);
}

#[test]
fn answers_that_overtake_each_other_never_give_more() {
    let mut state = told(9);
    (0..3).for_each(|_| assert_eq!(state.admit(at(0)), Gate::Open));
    answer(&mut state, 1, 60, 0);
    answer(&mut state, 3, 60, 0);
    answer(&mut state, 2, 60, 0);
    assert_eq!(admitted(&mut state, 0), 0);
}

#[test]
fn an_answer_of_an_older_window_says_nothing_of_this_one() {
    let mut state = told(9);
    (0..2).for_each(|_| assert_eq!(state.admit(at(59)), Gate::Open));
    answer(&mut state, 9, 120, 60);
    answer(&mut state, 0, 60, 60);
    assert!(admitted(&mut state, 61) >= 8);
}

#[test]
fn others_with_the_same_key_are_reckoned_with() {
    let mut state = told(9);
    assert_eq!(state.admit(at(0)), Gate::Open);
    answer(&mut state, 2, 60, 0);
    assert_eq!(admitted(&mut state, 0), 2);
}

#[test]
fn a_server_that_always_leaves_one_is_called_one_at_a_time() {
    let mut state = told(1);
    for _ in 0..5 {
        assert_eq!(admitted(&mut state, 0), 1);
        answer(&mut state, 1, 60, 0);
    }
}

#[test]
fn a_window_that_moves_along_is_followed() {
    let mut state = told(5);
    for second in 1..5 {
        assert_eq!(state.admit(at(second)), Gate::Open);
        answer(&mut state, 5, 60 + second, second);
    }
    assert_eq!(admitted(&mut state, 5), 5);
}

#[test]
fn after_a_spent_window_one_call_goes_ahead_and_opens_the_way() {
    let mut state = told(0);
    assert_eq!(state.admit(at(0)), Gate::Wait(MINUTE));
    assert_eq!(state.admit(at(60)), Gate::OpenToProbe);
    assert!(is_behind(&state.admit(at(60))));
    probe_answer(&mut state, 9, 120, 60);
    assert_eq!(admitted(&mut state, 60), 9);
}

#[test]
fn a_call_ahead_that_is_lost_is_followed_by_another() {
    let mut state = told(0);
    assert_eq!(state.admit(at(60)), Gate::OpenToProbe);
    state.gone(true);
    assert_eq!(state.admit(at(60)), Gate::OpenToProbe);
    assert!(is_behind(&state.admit(at(60))));
}

#[test]
fn a_call_from_before_does_not_open_the_way() {
    let mut state = told(1);
    assert_eq!(state.admit(at(0)), Gate::Open);
    assert_eq!(state.admit(at(60)), Gate::OpenToProbe);
    answer(&mut state, 0, 60, 60);
    assert!(is_behind(&state.admit(at(60))));
}

#[test]
fn after_a_window_with_calls_left_the_next_one_is_taken_to_be_whole() {
    let mut state = told(4);
    assert_eq!(admitted(&mut state, 61), 10);
}

#[test]
fn a_server_that_wants_to_be_left_alone_is() {
    let mut state = told(9);
    assert_eq!(state.admit(at(0)), Gate::Open);
    answer(&mut state, 8, 60, 0);
    state.hold(Duration::from_secs(5), at(0));
    assert_eq!(state.admit(at(1)), Gate::Wait(Duration::from_secs(4)));
    assert_eq!(state.admit(at(5)), Gate::OpenToProbe);
    assert!(is_behind(&state.admit(at(5))));
}

#[test]
fn a_wait_of_more_than_an_hour_is_not_believed() {
    let mut state = told(9);
    state.hold(Duration::MAX, at(0));
    assert_eq!(admitted(&mut state, 0), 9);
}

#[test]
fn a_call_ahead_that_is_given_up_is_followed_by_another() {
    let mut state = told(0);
    assert_eq!(state.admit(at(60)), Gate::OpenToProbe);
    let Gate::Behind(number) = state.admit(at(60)) else {
        panic!("it goes ahead alone");
    };
    state.give_up(number);
    assert_eq!(state.admit(at(70)), Gate::OpenToProbe);
    // Whoever waited for the first one as well gives up nothing more.
    state.give_up(number);
    assert!(is_behind(&state.admit(at(70))));
    // The first one is answered after all.
    probe_answer(&mut state, 5, 120, 71);
    assert_eq!(admitted(&mut state, 71), 4);
}

#[test]
fn the_first_of_many_may_be_given_up_as_well() {
    let mut state = State::default();
    assert_eq!(state.admit_cautiously(at(0)), Gate::Open);
    let Gate::Behind(number) = state.admit_cautiously(at(0)) else {
        panic!("it goes ahead alone");
    };
    state.give_up(number);
    assert_eq!(state.admit_cautiously(at(10)), Gate::Open);
    assert!(is_behind(&state.admit_cautiously(at(10))));
}
