//! Members of objects.

use serde_json::Value;

use crate::generatable::names::snake;

use super::super::node::Node;
use super::change::{Effect, Judged};
use super::comparison::{Comparison, Pair};
use super::shift::{self, Shift, Side};
use super::types::Which;

impl<'d> Comparison<'d> {
    pub(super) fn members(&mut self, pair: &Pair<'d>, side: Side) {
        let (old, new) = (
            pair.old.members_of("properties"),
            pair.new.members_of("properties"),
        );
        let lacks = |members: &[(&str, Node<'d>)], name: &str| {
            members.iter().all(|(other, _)| *other != name)
        };
        let respelt = |one: &str, other: &str| {
            snake(one) == snake(other) && lacks(&new, one) && lacks(&old, other)
        };
        for (name, member) in &old {
            let twin = new.iter().find(|(other, _)| other == name);
            match twin.or_else(|| new.iter().find(|(other, _)| respelt(name, other))) {
                Some((other, twin)) => {
                    let twins = Pair::new(member.clone(), twin.clone());
                    self.respelt((name, other), &twins, side);
                    self.member(pair, (name, other), &twins, side);
                }
                None => self.member_removed(name, member, side),
            }
        }
        for (name, member) in &new {
            if lacks(&old, name) && !old.iter().any(|(other, _)| respelt(other, name)) {
                self.member_added(pair, name, member, side);
            }
        }
        self.promised_alone(pair, side, &old, &new);
        self.default_lost(pair, side);
    }

    /// Another spelling of a name that the client has one spelling for.
    fn respelt(&mut self, (old, new): (&str, &str), member: &Pair<'d>, side: Side) {
        if old == new {
            return;
        }
        let callers = match side {
            Side::Unused => Judged::neutral("no operation sends or answers it"),
            _ => Judged::breaking("what goes by the old name is not understood any more"),
        };
        let users = match side.has_types() {
            true => Judged::additive("the field has the same name, and reads another member"),
            false => Judged::neutral("the client has no type for headers"),
        };
        let id = format!("{}-member-renamed", side.word());
        let what = format!("`{old}` is `{new}` now");
        self.note(&member.new, id, what, callers, users);
    }

    fn member(
        &mut self,
        owner: &Pair<'d>,
        (old, name): (&str, &str),
        member: &Pair<'d>,
        side: Side,
    ) {
        let before = self.count();
        let promised = |node: &Node<'d>, name: &str| node.texts_of("required").contains(&name);
        match (promised(&owner.old, old), promised(&owner.new, name)) {
            (false, true) => self.promised(name, member, side, Shift::Narrowed),
            (true, false) => self.promised(name, member, side, Shift::Widened),
            _ => {}
        }
        self.values(member, side);
        self.type_at(member, side, before);
    }

    fn promised(&mut self, name: &str, member: &Pair<'d>, side: Side, shift: Shift) {
        let (id, what) = match shift {
            Shift::Narrowed => ("became-required", format!("`{name}` is always there now")),
            _ => ("became-optional", format!("`{name}` may be absent now")),
        };
        let users = self.users(member, side);
        let id = format!("{}-member-{id}", side.word());
        self.note(&member.new, id, what, shift::callers(side, shift), users);
    }

    fn member_removed(&mut self, name: &str, member: &Node<'d>, side: Side) {
        let callers = match side {
            Side::Unused => Judged::neutral("no operation sends or answers it"),
            side if side.is_sent() => Judged::breaking("whoever sends it may be refused"),
            _ => Judged::breaking("whoever reads it finds it no more"),
        };
        let users = match side.has_types() {
            true => Judged::breaking("the type loses the field and its setter"),
            false => Judged::neutral("the client has no type for headers"),
        };
        let id = format!("{}-member-removed", side.word());
        self.note(member, id, format!("`{name}` is gone"), callers, users);
    }

    fn member_added(&mut self, owner: &Pair<'d>, name: &str, member: &Node<'d>, side: Side) {
        let promised = owner.new.texts_of("required").contains(&name);
        let was_field = self.types.promises(Which::Old, &owner.old.pointer, name);
        let callers = match side {
            Side::Unused => Judged::neutral("no operation sends or answers it"),
            side if side.is_sent() && promised => {
                Judged::breaking("a request without it may be refused")
            }
            side if side.is_sent() => Judged::additive("a request without it still is taken"),
            _ => Judged::additive("whoever does not know the member passes over it"),
        };
        let users = match side.has_types() {
            true if was_field => Judged::breaking("the field of any JSON gets a type"),
            true if side.is_sent() && promised => {
                Judged::breaking("a body cannot be built without it")
            }
            true => Judged::additive("the type has one more field; it may grow"),
            false => Judged::neutral("the client has no type for headers"),
        };
        let how = if promised { "always" } else { "perhaps" };
        let id = format!("{}-member-added", side.word());
        self.note(
            member,
            id,
            format!("`{name}` is new, and {how} there"),
            callers,
            users,
        );
        self.reach(member);
    }

    /// Names that are promised and that no member has.
    fn promised_alone(
        &mut self,
        pair: &Pair<'d>,
        side: Side,
        old: &[(&'d str, Node<'d>)],
        new: &[(&'d str, Node<'d>)],
    ) {
        let described = |name: &str| old.iter().chain(new).any(|(known, _)| *known == name);
        let (before, now) = (pair.old.texts_of("required"), pair.new.texts_of("required"));
        for name in now
            .iter()
            .filter(|name| !before.contains(name) && !described(name))
        {
            let what = format!("`{name}`, which nothing describes, is always there now");
            self.promised_unseen(pair, name, what, side, Shift::Narrowed);
        }
        for name in before
            .iter()
            .filter(|name| !now.contains(name) && !described(name))
        {
            let what = format!("`{name}`, which nothing describes, may be absent now");
            self.promised_unseen(pair, name, what, side, Shift::Widened);
        }
    }

    /// The generator makes a field of any JSON for a promised member without a schema.
    fn promised_unseen(
        &mut self,
        pair: &Pair<'d>,
        name: &str,
        what: String,
        side: Side,
        shift: Shift,
    ) {
        let field = |which, node: &Node<'d>| self.types.promises(which, &node.pointer, name);
        let fields = (field(Which::Old, &pair.old), field(Which::New, &pair.new));
        let users = match (side.has_types(), fields) {
            (true, (false, true)) if side.is_sent() => {
                Judged::breaking("a body cannot be built without it")
            }
            (true, (false, true)) => Judged::additive("the type has one more field; it may grow"),
            (true, (true, false)) => Judged::breaking("the type loses the field and its setter"),
            _ => self.users(pair, side),
        };
        let word = match shift {
            Shift::Narrowed => "required",
            _ => "optional",
        };
        let at = pair.new.get("required").unwrap_or_else(|| pair.new.clone());
        let id = format!("{}-member-became-{word}", side.word());
        self.note(&at, id, what, shift::callers(side, shift), users);
    }

    fn default_lost(&mut self, pair: &Pair<'d>, side: Side) {
        let had = self.types.has_default(Which::Old, &pair.old.pointer);
        let has = self.types.has_default(Which::New, &pair.new.pointer);
        let stays = !self
            .types
            .at(Which::New, &pair.new.pointer)
            .starts_with("Map<");
        if side.has_types() && had && !has && stays {
            let what = "its type in the client has no `Default` any more".to_owned();
            let callers = Judged::neutral("nothing else is sent or answered by this alone");
            let users = Judged::breaking("a promised member cannot be left out");
            self.note(&pair.new, "rust-default-removed", what, callers, users);
        }
    }

    /// Whether an object may have members that are not described.
    pub(super) fn unknown_members(&mut self, pair: &Pair<'d>, side: Side) {
        const KEYWORD: &str = "additionalProperties";
        let (old, new) = pair.values(KEYWORD);
        let is_plain = |value: Option<&Value>| value.is_none_or(Value::is_boolean);
        if !is_plain(old) || !is_plain(new) {
            self.refuse_changed(pair, KEYWORD);
            return;
        }
        let closed = |value: Option<&Value>| value == Some(&Value::Bool(false));
        let (id, what, shift) = match (closed(old), closed(new)) {
            (false, true) => (
                "unknown-members-refused",
                "no other members are legal now",
                Shift::Narrowed,
            ),
            (true, false) => (
                "unknown-members-allowed",
                "other members are legal now",
                Shift::Widened,
            ),
            _ => return,
        };
        let mut callers = shift::callers(side, shift);
        if shift == Shift::Widened && callers.effect == Effect::Breaking {
            callers = Judged::additive("whoever does not know a member passes over it");
        }
        let at = pair.new.get(KEYWORD).unwrap_or_else(|| pair.new.clone());
        let users = self.users(pair, side);
        self.note(&at, format!("{}-{id}", side.word()), what, callers, users);
    }
}
