//! Parameters, matched by name and place.

use crate::generatable::names::snake;

use super::super::node::Node;
use super::change::{Effect, Judged};
use super::comparison::{Comparison, Pair};
use super::paths::{Operation, Twins};
use super::shift::Side;

/// Members of a parameter that are compared.
const KNOWN: [&str; 9] = [
    "$ref",
    "name",
    "in",
    "required",
    "schema",
    "style",
    "explode",
    "allowEmptyValue",
    "allowReserved",
];

/// A parameter of an operation.
#[derive(Clone)]
struct Parameter<'d> {
    name: &'d str,
    place: &'d str,
    node: Node<'d>,
}

impl<'d> Parameter<'d> {
    fn is(&self, name: &str, place: &str) -> bool {
        let named = match place {
            "header" => self.name.eq_ignore_ascii_case(name),
            _ => self.name == name,
        };
        named && self.place == place
    }

    fn required(&self) -> bool {
        self.node.flag("required")
    }

    fn words(&self) -> String {
        format!("the {} parameter `{}`", self.place, self.name)
    }
}

impl<'d> Comparison<'d> {
    pub(super) fn parameters(&mut self, twins: &Twins<'d>) {
        let mut old = self.parameters_of(&twins.old);
        let mut new = self.parameters_of(&twins.new);
        self.pair_off(&mut old, &mut new, |one, other| {
            other.is(one.name, one.place)
        });
        let renamed: Vec<(&str, &str)> = if twins.moved() {
            Vec::new()
        } else {
            let names = twins.old.path_names().into_iter();
            names.zip(twins.new.path_names()).collect()
        };
        self.pair_off(&mut old, &mut new, |one, other| {
            let path = one.place == "path" && other.place == "path";
            path && renamed.contains(&(one.name, other.name))
        });
        self.pair_off(&mut old, &mut new, |one, other| one.name == other.name);
        self.pair_off(&mut old, &mut new, |one, other| {
            one.place == other.place && snake(one.name) == snake(other.name)
        });
        for gone in &old {
            let what = format!("{} of {} is gone", gone.words(), twins.old.label());
            let callers = Judged::breaking("whoever sends it is not understood any more");
            let users = Judged::breaking("the call loses its setter");
            self.note(&gone.node, "parameter-removed", what, callers, users);
        }
        for come in &new {
            self.parameter_added(come, &twins.new);
        }
    }

    fn pair_off(
        &mut self,
        old: &mut Vec<Parameter<'d>>,
        new: &mut Vec<Parameter<'d>>,
        are_twins: impl Fn(&Parameter<'d>, &Parameter<'d>) -> bool,
    ) {
        for one in std::mem::take(old) {
            match new.iter().position(|other| are_twins(&one, other)) {
                Some(at) => {
                    let other = new.remove(at);
                    self.parameter(&one, &other);
                }
                None => old.push(one),
            }
        }
    }

    /// Those of the operation, and those of its path that it does not replace.
    fn parameters_of(&mut self, operation: &Operation<'d>) -> Vec<Parameter<'d>> {
        let mut all: Vec<Parameter<'d>> = Vec::new();
        let own = operation.node.items_of("parameters").into_iter();
        for node in own.chain(operation.item.items_of("parameters")) {
            let Some(node) = self.follow(&node) else {
                continue;
            };
            let (Some(name), Some(place)) = (node.text("name"), node.text("in")) else {
                self.refuse(&node, "a parameter without `name` or `in`");
                continue;
            };
            if !all.iter().any(|known| known.is(name, place)) {
                all.push(Parameter { name, place, node });
            }
        }
        all
    }

    fn parameter_added(&mut self, come: &Parameter<'d>, operation: &Operation<'d>) {
        let (callers, users) = match come.required() {
            true => (
                Judged::breaking("a call without it may be refused"),
                Judged::breaking("a call cannot be sent without it"),
            ),
            false => (
                Judged::additive("a call without it still is taken"),
                Judged::additive("the call has one more setter"),
            ),
        };
        let how = if come.required() {
            "required"
        } else {
            "optional"
        };
        let what = format!(
            "{} of {} is new, and {how}",
            come.words(),
            operation.label()
        );
        self.note(&come.node, "parameter-added", what, callers, users);
    }

    fn parameter(&mut self, old: &Parameter<'d>, new: &Parameter<'d>) {
        let pair = Pair::new(old.node.clone(), new.node.clone());
        self.renamed(old, new);
        if !self.first_time(&pair, Side::Parameter) {
            return;
        }
        self.documentation(&pair);
        self.rest(&pair, &KNOWN);
        self.parameter_required(old, new);
        self.serialisation(old, new);
        if let Some(schema) = pair.both("schema") {
            self.schemas(&schema, Side::Parameter);
        } else {
            self.refuse_changed(&pair, "schema");
        }
    }

    fn renamed(&mut self, old: &Parameter<'d>, new: &Parameter<'d>) {
        if old.place != new.place {
            let what = format!("{} is {} now", old.words(), new.words());
            let callers = Judged::breaking("it is looked for at another place");
            let users = match [old.place, new.place].contains(&"path") {
                true => Judged::breaking("its setter takes another type"),
                false => Judged::additive("the same setter sends another request"),
            };
            self.note(&new.node, "parameter-moved", what, callers, users);
        } else if old.name != new.name {
            let what = format!("{} is {} now", old.words(), new.words());
            let callers = match old.place {
                "path" => Judged::neutral("its name is never sent"),
                "header" if old.name.eq_ignore_ascii_case(new.name) => {
                    Judged::neutral("case means nothing in the name of a header")
                }
                _ => Judged::breaking("what is sent under the old name is not understood any more"),
            };
            let users = match (snake(old.name) == snake(new.name), callers.effect) {
                (false, _) => Judged::breaking("its setter has another name"),
                (true, Effect::Breaking) => {
                    Judged::additive("the same setter sends another request")
                }
                (true, _) => Judged::neutral("its setter has the same name"),
            };
            self.note(&new.node, "parameter-renamed", what, callers, users);
        }
    }

    fn parameter_required(&mut self, old: &Parameter<'d>, new: &Parameter<'d>) {
        let at = new.node.get("required");
        let at = at.unwrap_or_else(|| new.node.clone());
        match (old.required(), new.required()) {
            (false, true) => {
                let what = format!("{} is required now", new.words());
                let callers = Judged::breaking("a call without it may be refused");
                let users = Judged::breaking("a call cannot be sent without it");
                self.note(&at, "parameter-became-required", what, callers, users);
            }
            (true, false) => {
                let what = format!("{} may be left out now", new.words());
                let callers = Judged::additive("a call with it still is taken");
                let users = Judged::additive("a call can be sent without it");
                self.note(&at, "parameter-became-optional", what, callers, users);
            }
            _ => {}
        }
    }

    /// Whether there may be more than one value in it.
    fn are_lists(&mut self, old: &Parameter<'d>, new: &Parameter<'d>) -> bool {
        const SINGLE: [&str; 4] = ["boolean", "integer", "number", "string"];
        [old, new].into_iter().any(|parameter| {
            let schema = parameter.node.get("schema");
            let schema = schema.and_then(|schema| self.follow(&schema));
            let kind = schema.and_then(|schema| schema.text("type"));
            kind.is_none_or(|kind| !SINGLE.contains(&kind))
        })
    }

    /// How a value is written, and what it may hold.
    fn serialisation(&mut self, old: &Parameter<'d>, new: &Parameter<'d>) {
        if old.place == new.place && written(old) != written(new) {
            let what = format!("{} is written in another way", new.words());
            let (callers, users) = match self.are_lists(old, new) {
                // Only `explode` differs, which takes lists and objects apart.
                false if written(old).0 == written(new).0 => {
                    let because = "a single value is the same text";
                    (Judged::neutral(because), Judged::neutral(because))
                }
                _ => (
                    Judged::breaking("the same value is another text"),
                    Judged::additive("the same setter sends another request"),
                ),
            };
            self.note(&new.node, "parameter-style-changed", what, callers, users);
        }
        for (name, id) in [
            ("allowEmptyValue", "parameter-allow-empty-value-changed"),
            ("allowReserved", "parameter-allow-reserved-changed"),
        ] {
            let (was, is) = (old.node.flag(name), new.node.flag(name));
            if was != is {
                let what = format!("`{name}` was {was} and is {is}");
                let callers = match is {
                    true => Judged::additive("what was taken before still is"),
                    false => Judged::breaking("what was taken before may be refused"),
                };
                let users = Judged::new(Effect::Neutral, "the client does not make use of it");
                self.note(&new.node, id, what, callers, users);
            }
        }
    }
}

/// Style, and whether lists are taken apart.
fn written(parameter: &Parameter<'_>) -> (String, bool) {
    let usual = match parameter.place {
        "query" | "cookie" => "form",
        _ => "simple",
    };
    let style = parameter.node.text("style").unwrap_or(usual).to_owned();
    let explode = parameter.node.value.get("explode");
    let explode = explode.and_then(serde_json::Value::as_bool);
    let explode = explode.unwrap_or(style == "form");
    (style, explode)
}
