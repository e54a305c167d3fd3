//! Schemas, keyword by keyword.

use serde_json::Value;

use super::super::node::Node;
use super::change::Judged;
use super::comparison::{Comparison, Pair};
use super::shift::{self, Shift, Side};
use super::types::Which;

/// Keywords that there is a rule for; what people read has its own.
const KNOWN: [&str; 24] = [
    "$ref",
    "type",
    "format",
    "enum",
    "nullable",
    "default",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "items",
    "properties",
    "required",
    "readOnly",
    "writeOnly",
];

/// Formats that say nothing about which values are legal.
const HINTS: [&str; 1] = ["password"];

impl<'d> Comparison<'d> {
    /// Compares the schemas at two places, and the types that become of them.
    pub(super) fn schemas(&mut self, pair: &Pair<'d>, side: Side) {
        let before = self.count();
        self.values(pair, side);
        self.type_at(pair, side, before);
    }

    /// Compares the values that two schemas allow.
    pub(super) fn values(&mut self, pair: &Pair<'d>, side: Side) {
        let Some(resolved) = self.follow_both(pair) else {
            return;
        };
        if self.first_time(&resolved, side) {
            let at = resolved.new.clone();
            self.deeper(&at, |comparison| comparison.keywords(&resolved, side));
        }
    }

    /// A type that changed though nothing that was noted says so.
    pub(super) fn type_at(&mut self, pair: &Pair<'d>, side: Side, since: usize) {
        let Some((old, new)) = self.types_of(pair, side) else {
            return;
        };
        let told = self.since(since).iter().any(|change| {
            change.users.effect == super::Effect::Breaking
                && (change.pointer.starts_with(&pair.new.pointer)
                    || change.pointer.starts_with(&pair.old.pointer))
        });
        if !told {
            let what = format!("its type in the client was `{old}` and is `{new}`");
            let callers = Judged::neutral("what is sent and answered is the same");
            self.note(
                &pair.new,
                "rust-type-changed",
                what,
                callers,
                retyped(&old, &new),
            );
        }
    }

    /// The types in the client, where they differ.
    fn types_of(&self, pair: &Pair<'d>, side: Side) -> Option<(String, String)> {
        let old = self.types.at(Which::Old, &pair.old.pointer);
        let new = self.types.at(Which::New, &pair.new.pointer);
        (side.has_types() && old != new).then_some((old, new))
    }

    /// What a change of a keyword does to users of the crate.
    pub(super) fn users(&self, pair: &Pair<'d>, side: Side) -> Judged {
        if !side.has_types() {
            return Judged::neutral("the client has no type for headers");
        }
        match self.types_of(pair, side) {
            Some((old, new)) => retyped(&old, &new),
            None => Judged::neutral("its type in the client stays as it is"),
        }
    }

    fn keywords(&mut self, pair: &Pair<'d>, side: Side) {
        self.documentation(pair);
        self.rest(
            pair,
            &[KNOWN.as_slice(), &["additionalProperties"]].concat(),
        );
        match self.kind(pair, side) {
            Kind::Same => self.format(pair, side),
            // An integer is a number: the bounds go on meaning the same.
            Kind::Kin => {}
            Kind::Other => return,
        }
        self.direction(pair, side);
        self.null(pair, side);
        self.enums(pair, side);
        self.default(pair, side);
        self.bounds(pair, side);
        self.pattern(pair, side);
        self.members(pair, side);
        self.unknown_members(pair, side);
        self.elements(pair, side);
    }

    /// Notes a change of one keyword that moves the legal values.
    pub(super) fn moved(
        &mut self,
        pair: &Pair<'d>,
        side: Side,
        (keyword, id): (&str, &str),
        what: String,
        shift: Shift,
    ) {
        let at = pair.new.get(keyword).unwrap_or_else(|| pair.new.clone());
        let users = self.users(pair, side);
        let id = format!("{}-{id}", side.word());
        let callers = callers_of(pair, side, keyword, shift);
        self.note(&at, id, what, callers, users);
    }

    /// Whether the kind of value is still the same, so that the rest can be compared.
    fn kind(&mut self, pair: &Pair<'d>, side: Side) -> Kind {
        let (old, new) = (pair.old.text("type"), pair.new.text("type"));
        if old == new {
            return Kind::Same;
        }
        let shift = match (old, new) {
            (None, _) | (Some("number"), Some("integer")) => Shift::Narrowed,
            (_, None) | (Some("integer"), Some("number")) => Shift::Widened,
            _ => Shift::Moved,
        };
        let what = format!("`type` was {} and is {}", word(old), word(new));
        self.moved(pair, side, ("type", "type-changed"), what, shift);
        match shift {
            Shift::Moved => Kind::Other,
            _ => Kind::Kin,
        }
    }

    fn format(&mut self, pair: &Pair<'d>, side: Side) {
        let (old, new) = (pair.old.text("format"), pair.new.text("format"));
        if old == new {
            return;
        }
        let what = format!("`format` was {} and is {}", word(old), word(new));
        let says = |format: Option<&'d str>, schema: &Node<'d>| {
            let says =
                |format: &&str| !HINTS.contains(format) && !holds_anyway(format, schema.value);
            format.filter(says)
        };
        let shift = match (says(old, &pair.old), says(new, &pair.new)) {
            (None, None) => None,
            (None, Some(_)) => Some(Shift::Narrowed),
            (Some(_), None) => Some(Shift::Widened),
            (Some("int32"), Some("int64")) | (Some("float"), Some("double")) => {
                Some(Shift::Widened)
            }
            // The description's own name for every shape of ISO 8601.
            (Some("date-time"), Some("iso8601")) => Some(Shift::Widened),
            (Some("int64"), Some("int32"))
            | (Some("double"), Some("float"))
            | (Some("iso8601"), Some("date-time")) => Some(Shift::Narrowed),
            _ => Some(Shift::Moved),
        };
        match shift {
            Some(shift) => self.moved(pair, side, ("format", "format-changed"), what, shift),
            None => {
                let at = pair.new.get("format").unwrap_or_else(|| pair.new.clone());
                let users = self.users(pair, side);
                let callers = Judged::neutral("the same values are legal");
                self.note(
                    &at,
                    format!("{}-format-changed", side.word()),
                    what,
                    callers,
                    users,
                );
            }
        }
    }

    fn null(&mut self, pair: &Pair<'d>, side: Side) {
        let (id, what, shift) = match (pair.old.flag("nullable"), pair.new.flag("nullable")) {
            (false, true) => ("became-nullable", "it may be null now", Shift::Widened),
            (true, false) => (
                "became-not-nullable",
                "it is never null now",
                Shift::Narrowed,
            ),
            _ => return,
        };
        self.moved(pair, side, ("nullable", id), what.to_owned(), shift);
    }

    fn default(&mut self, pair: &Pair<'d>, side: Side) {
        let (old, new) = pair.values("default");
        let number = |value: Option<&Value>| value.and_then(Value::as_f64);
        if old == new || number(old).is_some() && number(old) == number(new) {
            return;
        }
        let (id, what) = match (old, new) {
            (None, Some(new)) => ("default-added", format!("left out, it is {new} now")),
            (Some(old), None) => ("default-removed", format!("left out, it was {old}")),
            _ => (
                "default-changed",
                format!("left out, it was {} and is {}", shown(old), shown(new)),
            ),
        };
        let callers = match (side.is_sent(), old) {
            (false, _) => Judged::neutral("a default means nothing in what a server sends"),
            (true, None) => Judged::additive("what a call means that leaves it out is now said"),
            (true, Some(_)) => Judged::breaking("a call that leaves it out may mean another thing"),
        };
        let users = Judged::neutral("the client sends no defaults and fills none in");
        let at = pair.new.get("default").unwrap_or_else(|| pair.new.clone());
        self.note(&at, format!("{}-{id}", side.word()), what, callers, users);
    }

    fn pattern(&mut self, pair: &Pair<'d>, side: Side) {
        let (old, new) = (pair.old.text("pattern"), pair.new.text("pattern"));
        let (id, what, shift) = match (old, new) {
            (None, Some(_)) => (
                "pattern-added",
                "it has to match a pattern now",
                Shift::Narrowed,
            ),
            (Some(_), None) => (
                "pattern-removed",
                "it need match no pattern now",
                Shift::Widened,
            ),
            (Some(old), Some(new)) if old != new => (
                "pattern-changed",
                "it has to match another pattern",
                Shift::Moved,
            ),
            _ => return,
        };
        self.moved(pair, side, ("pattern", id), what.to_owned(), shift);
    }

    fn elements(&mut self, pair: &Pair<'d>, side: Side) {
        match (pair.old.get("items"), pair.new.get("items")) {
            (Some(old), Some(new)) => self.schemas(&Pair::new(old, new), side),
            (None, Some(_)) => {
                let what = "its elements have a schema now".to_owned();
                self.moved(pair, side, ("items", "items-added"), what, Shift::Narrowed);
            }
            (Some(_), None) => {
                let what = "its elements have no schema any more".to_owned();
                self.moved(pair, side, ("items", "items-removed"), what, Shift::Widened);
            }
            (None, None) => {}
        }
    }
}

/// What became of the kind of value.
enum Kind {
    /// It is the same.
    Same,
    /// One is among the values of the other.
    Kin,
    /// Nothing else can be compared.
    Other,
}

/// What a moved keyword does to callers: where the values are listed, the list alone decides.
pub(super) fn callers_of(pair: &Pair<'_>, side: Side, keyword: &str, shift: Shift) -> Judged {
    const ABOUT_VALUES: [&str; 7] = [
        "format",
        "pattern",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "multipleOf",
    ];
    let listed = pair.new.value.get("enum").is_some() && ABOUT_VALUES.contains(&keyword);
    match listed && side != Side::Unused {
        true => Judged::neutral("the list of legal values decides"),
        false => shift::callers(side, shift),
    }
}

/// Whether the bounds of an integer leave nothing for its format to say.
fn holds_anyway(format: &str, schema: &Value) -> bool {
    let reach = match format {
        "int32" => f64::from(i32::MIN)..=f64::from(i32::MAX),
        "int64" => i64::MIN as f64..=i64::MAX as f64,
        _ => return false,
    };
    let within = |bound: &str| {
        schema[bound]
            .as_f64()
            .is_some_and(|bound| reach.contains(&bound))
    };
    schema["type"] == "integer" && within("minimum") && within("maximum")
}

fn retyped(old: &str, new: &str) -> Judged {
    let because = format!("its type in the client was `{old}` and is `{new}`");
    Judged::breaking(&because)
}

fn word(text: Option<&str>) -> String {
    text.map_or_else(|| "not given".to_owned(), |text| format!("`{text}`"))
}

fn shown(value: Option<&Value>) -> String {
    value.map(Value::to_string).unwrap_or_default()
}
