//! Which exchange of a step its snapshot is about.

use super::exchange;
use crate::recording::{Look, Role};
use crate::snapshot::telling;

#[test]
fn the_last_poll_of_the_first_page_tells() {
    let roles = [
        ("pause", Role::Prepare),
        (
            "list",
            Role::Step {
                poll: 0,
                page: 1,
                turn: 1,
            },
        ),
        (
            "list",
            Role::Step {
                poll: 0,
                page: 2,
                turn: 1,
            },
        ),
        (
            "list",
            Role::Step {
                poll: 1,
                page: 1,
                turn: 1,
            },
        ),
        (
            "list",
            Role::Step {
                poll: 1,
                page: 2,
                turn: 1,
            },
        ),
        (
            "pause",
            Role::Step {
                poll: 0,
                page: 1,
                turn: 1,
            },
        ),
        (
            "pause",
            Role::Step {
                poll: 0,
                page: 1,
                turn: 2,
            },
        ),
    ];
    let mut look = Look::default();
    for (number, (step, role)) in (1..).zip(roles) {
        let mut one = exchange(step, 200, "{}");
        one.number = number;
        one.role = role;
        look.exchanges.push(one);
    }
    let numbers: Vec<_> = telling(&look).into_iter().map(|one| one.number).collect();
    assert_eq!(numbers, [4, 6]);
}
