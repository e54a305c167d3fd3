//! What a run comes to, as the exit code of the process.

use std::process::ExitCode;

/// The exit codes of `hopx-conformance`. Where several hold, the first of the list below that
/// does is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 5: a sandbox could not be put back.
    NotPutBack,
    /// 130: interrupted, and everything put back.
    Interrupted,
    /// 2: wrong usage, unreadable input, or a selection that matches nothing.
    Usage,
    /// 1: a claim is violated, or the run was to prove all it can and did not.
    Violated,
    /// 3: whether the server conforms cannot be told: it is unreachable or something else
    /// entirely, refuses the key, or a fault of ours came in between.
    CouldNotTell,
    /// 4: nothing was checked.
    NothingChecked,
    /// 0: the server conforms.
    Conforms,
}

impl Exit {
    /// The number that the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Exit::NotPutBack => 5,
            Exit::Interrupted => 130,
            Exit::Usage => 2,
            Exit::Violated => 1,
            Exit::CouldNotTell => 3,
            Exit::NothingChecked => 4,
            Exit::Conforms => 0,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_codes_is_the_documented_one() {
        let order = [
            Exit::NotPutBack,
            Exit::Interrupted,
            Exit::Usage,
            Exit::Violated,
            Exit::CouldNotTell,
            Exit::NothingChecked,
            Exit::Conforms,
        ];
        assert!(order.is_sorted());
        assert_eq!(order.map(Exit::code), [5, 130, 2, 1, 3, 4, 0]);
    }
}
