//! Bounds of numbers, texts, lists and objects.

use serde_json::Value;

use super::super::node::Node;
use super::change::{Effect, Judged};
use super::comparison::{Comparison, Pair};
use super::schema::callers_of;
use super::shift::{Shift, Side};

/// A keyword that bounds values.
struct Bound {
    keyword: &'static str,
    /// The word for it in ids.
    word: &'static str,
    /// The keyword that makes it exclusive.
    exclusive: Option<&'static str>,
    is_lower: bool,
    /// The bound that holds where none is given.
    natural: Option<f64>,
}

const fn bound(
    keyword: &'static str,
    word: &'static str,
    exclusive: Option<&'static str>,
    is_lower: bool,
    natural: Option<f64>,
) -> Bound {
    Bound {
        keyword,
        word,
        exclusive,
        is_lower,
        natural,
    }
}

const BOUNDS: [Bound; 8] = [
    bound("minimum", "minimum", Some("exclusiveMinimum"), true, None),
    bound("maximum", "maximum", Some("exclusiveMaximum"), false, None),
    bound("minLength", "min-length", None, true, Some(0.0)),
    bound("maxLength", "max-length", None, false, None),
    bound("minItems", "min-items", None, true, Some(0.0)),
    bound("maxItems", "max-items", None, false, None),
    bound("minProperties", "min-properties", None, true, Some(0.0)),
    bound("maxProperties", "max-properties", None, false, None),
];

/// A bound, and whether it is itself legal.
type Limit = (f64, bool);

impl<'d> Comparison<'d> {
    pub(super) fn bounds(&mut self, pair: &Pair<'d>, side: Side) {
        for bound in &BOUNDS {
            self.bound(pair, side, bound);
        }
        self.multiple(pair, side);
        let unique = (pair.old.flag("uniqueItems"), pair.new.flag("uniqueItems"));
        let (id, what, shift) = match unique {
            (false, true) => (
                "unique-items-added",
                "no element twice now",
                Shift::Narrowed,
            ),
            (true, false) => (
                "unique-items-removed",
                "elements may repeat now",
                Shift::Widened,
            ),
            _ => return,
        };
        self.moved(pair, side, ("uniqueItems", id), what.to_owned(), shift);
    }

    fn bound(&mut self, pair: &Pair<'d>, side: Side, bound: &Bound) {
        let limits = (self.limit(&pair.old, bound), self.limit(&pair.new, bound));
        let (Ok(old), Ok(new)) = limits else {
            return;
        };
        // Below 1001 and up to 1000 are the same for integers.
        let whole =
            pair.old.text("type") == Some("integer") && pair.new.text("type") == Some("integer");
        let (was, is) = match whole {
            true => (
                old.map(|limit| whole_limit(bound, limit)),
                new.map(|limit| whole_limit(bound, limit)),
            ),
            false => (old, new),
        };
        let shift = match (was, is) {
            (None, None) => return,
            (None, Some(_)) => Shift::Narrowed,
            (Some(_), None) => Shift::Widened,
            (Some(was), Some(is)) if was == is => return,
            (Some(was), Some(is)) => match is_tighter(bound, was, is) {
                true => Shift::Narrowed,
                false => Shift::Widened,
            },
        };
        let went = match (old, new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ if (shift == Shift::Narrowed) == bound.is_lower => "increased",
            _ => "decreased",
        };
        let id = format!("{}-{}-{went}", side.word(), bound.word);
        let what = format!(
            "`{}` was {} and is {}",
            bound.keyword,
            shown(old),
            shown(new)
        );
        let users = self.users_of_bound(pair, side, bound, shift);
        let at = pair.new.get(bound.keyword);
        let at = at.or_else(|| bound.exclusive.and_then(|word| pair.new.get(word)));
        let at = at.unwrap_or_else(|| pair.new.clone());
        let callers = callers_of(pair, side, bound.keyword, shift);
        self.note(&at, id, what, callers, users);
    }

    /// The client holds integers of parameters to their bounds, and nothing else.
    fn users_of_bound(&self, pair: &Pair<'d>, side: Side, bound: &Bound, shift: Shift) -> Judged {
        let users = self.users(pair, side);
        let stands_in_parameter = |node: &Node<'_>| node.pointer.ends_with("/schema");
        let held = side == Side::Parameter
            && bound.exclusive.is_some()
            && stands_in_parameter(&pair.old)
            && stands_in_parameter(&pair.new)
            && pair.new.text("type") == Some("integer");
        match (held, shift) {
            _ if users.effect == Effect::Breaking => users,
            (true, Shift::Widened) => Judged::additive("the client lets more values through"),
            (true, _) => Judged::breaking("the client refuses values that it let through"),
            _ => users,
        }
    }

    /// A bound where there is one; one that is no number is refused.
    fn limit(&mut self, schema: &Node<'d>, bound: &Bound) -> Result<Option<Limit>, ()> {
        let Some(value) = schema.value.get(bound.keyword) else {
            return Ok(None);
        };
        let exclusive = bound.exclusive.and_then(|word| schema.value.get(word));
        let number = value.as_f64();
        let (Some(number), true) = (number, exclusive.is_none_or(Value::is_boolean)) else {
            self.refuse(schema, &format!("`{}`, which is no bound,", bound.keyword));
            return Err(());
        };
        let inclusive = exclusive != Some(&Value::Bool(true));
        let says_nothing = Some(number) == bound.natural;
        Ok((!says_nothing).then_some((number, inclusive)))
    }

    fn multiple(&mut self, pair: &Pair<'d>, side: Side) {
        let number = |value: Option<&Value>| value.and_then(Value::as_f64);
        let (old, new) = pair.values("multipleOf");
        let (old, new) = (number(old), number(new));
        if old == new {
            return;
        }
        let divides = |part: f64, whole: f64| part != 0.0 && whole % part == 0.0;
        let shift = match (old, new) {
            (None, _) => Shift::Narrowed,
            (_, None) => Shift::Widened,
            (Some(old), Some(new)) if divides(old, new) => Shift::Narrowed,
            (Some(old), Some(new)) if divides(new, old) => Shift::Widened,
            _ => Shift::Moved,
        };
        let show = |number: Option<f64>| shown(number.map(|number| (number, true)));
        let what = format!("`multipleOf` was {} and is {}", show(old), show(new));
        self.moved(
            pair,
            side,
            ("multipleOf", "multiple-of-changed"),
            what,
            shift,
        );
    }
}

/// The last integer within a limit.
fn whole_limit(bound: &Bound, (number, is_in): Limit) -> Limit {
    let (last, step) = match bound.is_lower {
        true => (number.ceil(), 1.0),
        false => (number.floor(), -1.0),
    };
    let is_out = !is_in && number.fract() == 0.0;
    (if is_out { last + step } else { last }, true)
}

fn is_tighter(bound: &Bound, (old, old_in): Limit, (new, new_in): Limit) -> bool {
    match bound.is_lower {
        _ if old == new => old_in && !new_in,
        true => new > old,
        false => new < old,
    }
}

fn shown(limit: Option<Limit>) -> String {
    match limit {
        None => "not given".to_owned(),
        Some((number, true)) => number.to_string(),
        Some((number, false)) => format!("{number} (exclusive)"),
    }
}
