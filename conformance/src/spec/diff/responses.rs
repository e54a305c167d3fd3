//! Answers: statuses, headers, codes of errors, bodies.

use crate::spec::node::Node;

use super::change::Judged;
use super::comparison::{Comparison, Pair};
use super::shift::{self, Shift, Side};

const CODES: &str = "x-error-codes";

impl<'d> Comparison<'d> {
    pub(super) fn responses(&mut self, operation: &Pair<'d>) {
        let Some(pair) = operation.both("responses") else {
            self.refuse_changed(operation, "responses");
            return;
        };
        self.extensions(&pair);
        let listed = |node: &Node<'d>| -> Vec<(&'d str, Node<'d>)> {
            let members = node.members().into_iter();
            members
                .filter(|(status, _)| !status.starts_with("x-"))
                .collect()
        };
        let (old, new) = (listed(&pair.old), listed(&pair.new));
        for (status, response) in &old {
            match new.iter().find(|(other, _)| other == status) {
                Some((_, twin)) => self.response(&Pair::new(response.clone(), twin.clone())),
                None => self.status_removed(status, response),
            }
        }
        for (status, response) in &new {
            if old.iter().all(|(other, _)| other != status) {
                self.reach(response);
                let what = format!("{status} is answered too");
                let callers =
                    Judged::additive("HTTP has callers take an unknown status by its class");
                let users = match status.starts_with('2') {
                    true => Judged::additive("one more status is a success"),
                    false => Judged::neutral("the client hands out errors of every status"),
                };
                self.note(response, "response-status-added", what, callers, users);
            }
        }
    }

    fn status_removed(&mut self, status: &str, response: &Node<'d>) {
        let what = format!("{status} is answered no more");
        let (callers, users) = match status.starts_with('2') {
            true => (
                Judged::breaking("whoever waits for this success waits in vain"),
                Judged::additive("a success changes under the same names"),
            ),
            false => (
                Judged::neutral("whoever handles it has nothing to handle"),
                Judged::neutral("the client hands out errors of every status"),
            ),
        };
        self.note(response, "response-status-removed", what, callers, users);
    }

    fn response(&mut self, pair: &Pair<'d>) {
        let Some(pair) = self.follow_both(pair) else {
            return;
        };
        if !self.first_time(&pair, Side::Response) {
            return;
        }
        self.documentation(&pair);
        self.rest(&pair, &["$ref", "headers", "content"]);
        self.codes(&pair);
        self.headers(&pair);
        self.content(&pair, Side::Response);
    }

    fn codes(&mut self, pair: &Pair<'d>) {
        let lists = |node: &Node<'d>| node.items_of(CODES);
        let (old, new) = (lists(&pair.old), lists(&pair.new));
        let users = || Judged::neutral("codes are texts in the client");
        let among =
            |code: &Node<'d>, list: &[Node<'d>]| list.iter().any(|known| known.value == code.value);
        for code in new.iter().filter(|code| !among(code, &old)) {
            let what = format!("the code {} may come", code.value);
            let callers = Judged::additive("whoever does not know the code goes by the status");
            self.note(code, "response-error-code-added", what, callers, users());
        }
        for code in old.iter().filter(|code| !among(code, &new)) {
            let what = format!("the code {} comes no more", code.value);
            let callers = match new.is_empty() {
                true => Judged::breaking("which codes come is not said any more"),
                false => Judged::additive("whatever comes now could come before"),
            };
            self.note(code, "response-error-code-removed", what, callers, users());
        }
    }

    fn headers(&mut self, pair: &Pair<'d>) {
        let (old, new) = (
            pair.old.members_of("headers"),
            pair.new.members_of("headers"),
        );
        let users = || Judged::neutral("the client has no type for headers");
        for (name, header) in &old {
            let twin = new
                .iter()
                .find(|(other, _)| other.eq_ignore_ascii_case(name));
            match twin {
                Some((_, twin)) => self.header(&Pair::new(header.clone(), twin.clone())),
                None => {
                    self.reach(header);
                    let what = format!("the header `{name}` is gone");
                    let callers = Judged::breaking("whoever reads it finds it no more");
                    self.note(header, "response-header-removed", what, callers, users());
                }
            }
        }
        for (name, header) in &new {
            if old
                .iter()
                .all(|(other, _)| !other.eq_ignore_ascii_case(name))
            {
                self.reach(header);
                let what = format!("the header `{name}` is new");
                let callers = Judged::additive("whoever does not know it passes over it");
                self.note(header, "response-header-added", what, callers, users());
            }
        }
    }

    fn header(&mut self, pair: &Pair<'d>) {
        let Some(pair) = self.follow_both(pair) else {
            return;
        };
        if !self.first_time(&pair, Side::Header) {
            return;
        }
        self.documentation(&pair);
        self.rest(&pair, &["$ref", "required", "schema"]);
        let users = Judged::neutral("the client has no type for headers");
        let (id, what, shift) = match (pair.old.flag("required"), pair.new.flag("required")) {
            (false, true) => (
                "response-header-became-required",
                "it always comes now",
                Some(Shift::Narrowed),
            ),
            (true, false) => (
                "response-header-became-optional",
                "it may be absent now",
                Some(Shift::Widened),
            ),
            _ => ("", "", None),
        };
        if let Some(shift) = shift {
            self.note(
                &pair.new,
                id,
                what,
                shift::callers(Side::Header, shift),
                users,
            );
        }
        match pair.both("schema") {
            Some(schema) => self.values(&schema, Side::Header),
            None => self.refuse_changed(&pair, "schema"),
        }
    }
}
