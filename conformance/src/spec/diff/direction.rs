//! Members that are sent or answered, and not both.

use super::change::Judged;
use super::comparison::{Comparison, Pair};
use super::shift::{self, Shift, Side};

impl<'d> Comparison<'d> {
    /// Whether a member goes one way only.
    pub(super) fn direction(&mut self, pair: &Pair<'d>, side: Side) {
        for (keyword, word, leaves_out) in [
            ("readOnly", "read-only", side.is_sent()),
            ("writeOnly", "write-only", side == Side::Response),
        ] {
            let is = pair.new.flag(keyword);
            if pair.old.flag(keyword) == is {
                continue;
            }
            let (id, what) = match is {
                true => (format!("{word}-added"), format!("it is {word} now")),
                false => (format!("{word}-removed"), format!("it is {word} no more")),
            };
            let callers = match (leaves_out, is) {
                _ if side == Side::Unused => shift::callers(side, Shift::Moved),
                (false, _) => Judged::neutral("it goes this way as before"),
                (true, true) if side.is_sent() => {
                    Judged::breaking("whoever sends it may be refused")
                }
                (true, true) => Judged::breaking("whoever reads it finds it no more"),
                (true, false) => Judged::additive("it goes this way as well now"),
            };
            let at = pair.new.get(keyword).unwrap_or_else(|| pair.new.clone());
            let users = self.users(pair, side);
            self.note(&at, format!("{}-{id}", side.word()), what, callers, users);
        }
    }
}
