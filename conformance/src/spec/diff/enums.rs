//! Lists of values: closed ones, and open ones that only document.

use serde_json::Value;

use super::super::node::Node;
use super::change::{Effect, Judged};
use super::comparison::{Comparison, Pair};
use super::shift::{self, Shift, Side};

const OPEN: &str = "x-extensible-enum";

impl<'d> Comparison<'d> {
    pub(super) fn enums(&mut self, pair: &Pair<'d>, side: Side) {
        match (pair.old.get("enum"), pair.new.get("enum")) {
            (Some(old), Some(new)) => self.closed(pair, &Pair::new(old, new), side),
            (None, Some(_)) => {
                let what = "only listed values are legal now".to_owned();
                self.moved(pair, side, ("enum", "enum-added"), what, Shift::Narrowed);
            }
            (Some(_), None) => {
                let what = "any value is legal now, not only listed ones".to_owned();
                self.moved(pair, side, ("enum", "enum-removed"), what, Shift::Widened);
            }
            (None, None) => {}
        }
        self.open(pair, side);
    }

    fn closed(&mut self, schema: &Pair<'d>, list: &Pair<'d>, side: Side) {
        for (value, at) in beyond(&list.new, &list.old) {
            let id = format!("{}-enum-value-added", side.word());
            let users = self.users(schema, side);
            let callers = shift::callers(side, Shift::Widened);
            self.note(&at, id, format!("{value} is legal now"), callers, users);
        }
        for (value, at) in beyond(&list.old, &list.new) {
            let id = format!("{}-enum-value-removed", side.word());
            let users = self.users(schema, side);
            let callers = shift::callers(side, Shift::Narrowed);
            self.note(
                &at,
                id,
                format!("{value} is not legal any more"),
                callers,
                users,
            );
        }
    }

    fn open(&mut self, pair: &Pair<'d>, side: Side) {
        let callers = || Judged::neutral("any value was legal and still is; the list documents");
        match (pair.old.get(OPEN), pair.new.get(OPEN)) {
            (Some(old), Some(new)) => {
                for (value, at) in beyond(&new, &old) {
                    let id = format!("{}-known-value-added", side.word());
                    let users = self.variant(pair, side, Effect::Additive);
                    self.note(
                        &at,
                        id,
                        format!("{value} is documented now"),
                        callers(),
                        users,
                    );
                }
                if is_reordered(&old, &new) {
                    let what = "known values stand in another order";
                    let id = format!("{}-known-values-reordered", side.word());
                    let users = match is_named(&pair.new) {
                        true => Judged::additive("variants sort in another order"),
                        false => self.users(pair, side),
                    };
                    self.note(&new, id, what, callers(), users);
                }
                for (value, at) in beyond(&old, &new) {
                    let id = format!("{}-known-value-removed", side.word());
                    let users = self.variant(pair, side, Effect::Breaking);
                    let what = format!("{value} is not documented any more");
                    self.note(&at, id, what, callers(), users);
                }
            }
            (None, Some(at)) => {
                let what = "known values are listed now".to_owned();
                let users = self.users(pair, side);
                let id = format!("{}-known-values-added", side.word());
                self.note(&at, id, what, callers(), users);
            }
            (Some(at), None) => {
                let what = "known values are listed no more".to_owned();
                let users = self.users(pair, side);
                let id = format!("{}-known-values-removed", side.word());
                self.note(&at, id, what, callers(), users);
            }
            (None, None) => {}
        }
    }

    /// Known values become variants of an open enum where the schema has a name.
    fn variant(&self, pair: &Pair<'d>, side: Side, effect: Effect) -> Judged {
        let users = self.users(pair, side);
        if !is_named(&pair.new) || users.effect == Effect::Breaking {
            return users;
        }
        match effect {
            Effect::Breaking => Judged::breaking("the open enum loses the variant"),
            effect => Judged::new(effect, "the open enum has one more variant"),
        }
    }
}

/// Whether a schema has a name of its own, so that a type becomes of it.
fn is_named(schema: &Node<'_>) -> bool {
    schema.pointer.matches('/').count() == 3 && schema.pointer.starts_with("/components/schemas/")
}

/// Whether what both lists have is in another order.
fn is_reordered(old: &Node<'_>, new: &Node<'_>) -> bool {
    let common = |list: &Node<'_>, other: &Node<'_>| -> Vec<Value> {
        let known: Vec<&Value> = other.value.as_array().into_iter().flatten().collect();
        let values = list.value.as_array().into_iter().flatten();
        values
            .filter(|value| known.contains(value))
            .cloned()
            .collect()
    };
    common(old, new) != common(new, old)
}

/// The values of a list that another list lacks.
fn beyond<'d>(list: &Node<'d>, other: &Node<'d>) -> Vec<(&'d Value, Node<'d>)> {
    let known: Vec<Node<'_>> = other.items();
    let items = list.items().into_iter();
    items
        .filter(|item| known.iter().all(|known| known.value != item.value))
        .map(|item| (item.value, item))
        .collect()
}
