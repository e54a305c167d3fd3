//! Bodies: media types and their schemas.

use crate::spec::node::Node;

use super::change::Judged;
use super::comparison::{Comparison, Pair};
use super::shift::Side;

impl<'d> Comparison<'d> {
    pub(super) fn request_body(&mut self, operation: &Pair<'d>) {
        let (old, new) = (
            operation.old.get("requestBody"),
            operation.new.get("requestBody"),
        );
        match (old, new) {
            (None, None) => {}
            (None, Some(new)) => self.body_added(&new),
            (Some(old), None) => {
                let callers = Judged::breaking("what callers send is not understood any more");
                let users = Judged::breaking("the call loses its body");
                self.note(
                    &old,
                    "request-body-removed",
                    "a body is sent no more",
                    callers,
                    users,
                );
            }
            (Some(old), Some(new)) => {
                let Some(pair) = self.follow_both(&Pair::new(old, new)) else {
                    return;
                };
                if self.first_time(&pair, Side::Request) {
                    self.documentation(&pair);
                    self.rest(&pair, &["$ref", "content", "required"]);
                    self.body_required(&pair);
                    self.content(&pair, Side::Request);
                }
            }
        }
    }

    fn body_added(&mut self, new: &Node<'d>) {
        let Some(body) = self.follow(new) else {
            return;
        };
        let callers = match body.flag("required") {
            true => Judged::breaking("a request without it may be refused"),
            false => Judged::additive("a request without it still is taken"),
        };
        let users = Judged::breaking("the client sends no call without a body that is described");
        let how = if body.flag("required") {
            "has to"
        } else {
            "may"
        };
        let what = format!("a body {how} be sent now");
        self.note(new, "request-body-added", what, callers, users);
    }

    fn body_required(&mut self, pair: &Pair<'d>) {
        let users = || Judged::neutral("the client always sends it");
        match (pair.old.flag("required"), pair.new.flag("required")) {
            (false, true) => {
                let callers = Judged::breaking("a request without it may be refused");
                let (id, what) = ("request-body-became-required", "the body is required now");
                self.note(&pair.new, id, what, callers, users());
            }
            (true, false) => {
                let callers = Judged::additive("a request with it still is taken");
                let (id, what) = (
                    "request-body-became-optional",
                    "the body may be left out now",
                );
                self.note(&pair.new, id, what, callers, users());
            }
            _ => {}
        }
    }

    /// Compares the media types of a body, and what stands under each.
    pub(super) fn content(&mut self, pair: &Pair<'d>, side: Side) {
        let (old, new) = (
            pair.old.members_of("content"),
            pair.new.members_of("content"),
        );
        for (media, body) in &old {
            match twin(media, &old, &new) {
                Some((other, twin)) => {
                    let pair = Pair::new(body.clone(), twin.clone());
                    if media != other {
                        let what = format!("`{media}` is `{other}` now");
                        let because = "it is the same kind of body";
                        let id = format!("{}-media-type-respelt", side.word());
                        let judged = || Judged::neutral(because);
                        self.note(&pair.new, id, what, judged(), judged());
                    }
                    self.media(&pair, side);
                }
                None => {
                    let what = format!("`{media}` is gone");
                    let callers = match side.is_sent() {
                        true => Judged::breaking("a body of that kind is not taken any more"),
                        false => Judged::breaking("a body of that kind does not come any more"),
                    };
                    let users = match is_json(media) {
                        true => Judged::breaking("the body in the client has another type"),
                        false => Judged::neutral("the client reads JSON only"),
                    };
                    let id = format!("{}-media-type-removed", side.word());
                    self.note(body, id, what, callers, users);
                }
            }
        }
        for (media, body) in &new {
            if twin(media, &new, &old).is_none() {
                let what = format!("`{media}` is new");
                let callers = Judged::additive("whoever does not know it goes on as before");
                let users = match is_json(media) {
                    true => Judged::breaking("the body in the client has another type"),
                    false => Judged::neutral("the client reads JSON only"),
                };
                let id = format!("{}-media-type-added", side.word());
                self.note(body, id, what, callers, users);
            }
        }
    }

    fn media(&mut self, pair: &Pair<'d>, side: Side) {
        self.documentation(pair);
        self.rest(pair, &["schema"]);
        match pair.both("schema") {
            Some(schema) => self.schemas(&schema, side),
            None => self.refuse_changed(pair, "schema"),
        }
    }
}

/// The same media type on the other side, or the one that differs in its parameters alone.
fn twin<'l, 'd>(
    media: &str,
    here: &[(&'d str, Node<'d>)],
    there: &'l [(&'d str, Node<'d>)],
) -> Option<&'l (&'d str, Node<'d>)> {
    let only = |list: &[(&str, Node<'d>)]| {
        list.iter()
            .filter(|(other, _)| essence(other) == essence(media))
            .count()
            == 1
    };
    let same = there.iter().find(|(other, _)| *other == media);
    same.or_else(|| {
        let alike = there
            .iter()
            .find(|(other, _)| essence(other) == essence(media));
        alike.filter(|_| only(here) && only(there))
    })
}

fn essence(media: &str) -> String {
    media
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase()
}

fn is_json(media: &str) -> bool {
    essence(media) == "application/json"
}
