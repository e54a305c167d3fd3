//! A server that differs legally is left alone.

use hopx_mock::{Mock, RepeatedChange, Twin};

use crate::run::{Explored, twin};

#[test]
fn the_mock_passes_whatever_the_seed() {
    for seed in ["0", "1", "2", "3", "18446744073709551615"] {
        let explored = Explored::of(Mock::builder(), &["--seed", seed]);
        let words = [&format!("--seed {seed} "), " passed, 0 failed"];
        explored.ended(0, &words);
    }
    let conflicts = Mock::builder().repeated_change(RepeatedChange::Conflict);
    Explored::of(conflicts, &["--seed", "4"]).ended(0, &[]);
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
        let args = ["--seed", "5", "--max-requests", "30"];
        let explored = Explored::waiting(twin(one.name()).sandboxes(6), "5", &args);
        let code = explored.told.code;
        assert_eq!(code, Some(0), "{}: {:?}", one.name(), explored.told);
    }
}

#[test]
fn a_list_that_learns_late_is_not_blamed_where_requests_run_out() {
    for most in [20, 31, 40] {
        let text = most.to_string();
        let args = ["--seed", "5", "--max-requests", &text];
        let explored = Explored::waiting(twin("lists-learn-late"), "10", &args);
        explored.ended(0, &[]);
    }
}
