//! Changes that only readers notice.

use super::change::Judged;
use super::comparison::{Comparison, Pair};

/// Members that are there for people, and how changes of them are called.
const FOR_PEOPLE: [(&str, &str); 8] = [
    ("title", "title-changed"),
    ("summary", "summary-changed"),
    ("description", "description-changed"),
    ("example", "example-changed"),
    ("examples", "example-changed"),
    ("externalDocs", "external-docs-changed"),
    ("tags", "tags-changed"),
    ("x-claims", "claims-changed"),
];

/// Extensions that the comparison or the generator gives a meaning.
const MEANT: [&str; 4] = [
    "x-claims",
    "x-error-codes",
    "x-extensible-enum",
    "x-rust-type",
];

impl<'d> Comparison<'d> {
    /// Compares what people read, and extensions that nothing reads.
    pub(super) fn documentation(&mut self, pair: &Pair<'d>) {
        for (name, id) in FOR_PEOPLE {
            // An example that is shared is told of once, where it stands.
            let same = match name {
                "examples" => {
                    let (old, new) = pair.values(name);
                    old == new
                }
                _ => self.same(pair, name),
            };
            if !same {
                self.read_by_people(pair, name, id);
            }
        }
        self.extensions(pair);
        self.deprecation(pair);
    }

    /// Compares extensions alone, where members have names that people chose.
    pub(super) fn extensions(&mut self, pair: &Pair<'d>) {
        for name in extensions(pair) {
            if !MEANT.contains(&name) && !name.starts_with("x-dropshot") && !self.same(pair, name) {
                self.read_by_people(pair, name, "extension-changed");
            }
        }
        self.refuse_changed(pair, "x-rust-type");
        for name in extensions(pair) {
            if name.starts_with("x-dropshot") {
                self.refuse_changed(pair, name);
            }
        }
    }

    fn read_by_people(&mut self, pair: &Pair<'d>, name: &str, id: &str) {
        let (old, new) = (pair.old.get(name), pair.new.get(name));
        let what = match (&old, &new) {
            (None, _) => format!("`{name}` was added"),
            (_, None) => format!("`{name}` was removed"),
            _ => format!("`{name}` says something else"),
        };
        let at = new.or(old).unwrap_or_else(|| pair.new.clone());
        let because = "only people read it";
        self.note(
            &at,
            id,
            what,
            Judged::neutral(because),
            Judged::neutral(because),
        );
    }

    fn deprecation(&mut self, pair: &Pair<'d>) {
        let (old, new) = (pair.old.flag("deprecated"), pair.new.flag("deprecated"));
        let (id, what) = match (old, new) {
            (false, true) => ("deprecated", "it is to be used no more"),
            (true, false) => ("no-longer-deprecated", "it may be used again"),
            _ => return,
        };
        let at = pair
            .new
            .get("deprecated")
            .unwrap_or_else(|| pair.new.clone());
        let because = "it works as before";
        self.note(
            &at,
            id,
            what,
            Judged::neutral(because),
            Judged::neutral(because),
        );
    }

    /// Refuses whatever changed besides these members: there is no rule for it.
    pub(super) fn rest(&mut self, pair: &Pair<'d>, known: &[&str]) {
        for name in names(pair) {
            let people = FOR_PEOPLE.iter().any(|(member, _)| *member == name);
            if !people && !known.contains(&name) && !name.starts_with("x-") && name != "deprecated"
            {
                self.refuse_changed(pair, name);
            }
        }
    }
}

/// The names of members on either side, each once.
pub(super) fn names<'d>(pair: &Pair<'d>) -> Vec<&'d str> {
    let mut names: Vec<&str> = Vec::new();
    for side in [&pair.old, &pair.new] {
        for (name, _) in side.members() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn extensions<'d>(pair: &Pair<'d>) -> Vec<&'d str> {
    let names = names(pair).into_iter();
    names.filter(|name| name.starts_with("x-")).collect()
}
