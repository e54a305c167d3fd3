//! Whether two parts say the same, wherever references lead.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::node::Node;

/// Deeper than this, two parts are taken for different.
const DEEPEST: usize = 256;

/// Pairs of places of which it is known that they say the same.
pub(super) type Known = BTreeSet<(String, String)>;

/// Whether two parts are equal once references are followed. What is found out is kept, so that
/// no pair is looked at twice.
pub(super) fn same(old: &Node<'_>, new: &Node<'_>, known: &mut Known) -> bool {
    let mut assumed = BTreeSet::new();
    let same = equal(old, new, known, &mut assumed, 0);
    if same {
        known.append(&mut assumed);
    }
    same
}

fn equal(old: &Node<'_>, new: &Node<'_>, known: &Known, assumed: &mut Known, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    let (Ok(old), Ok(new)) = (old.resolved(), new.resolved()) else {
        return old.value == new.value;
    };
    // What is being compared further up is equal as far as this place is concerned.
    let pair = (old.pointer.clone(), new.pointer.clone());
    if known.contains(&pair) || !assumed.insert(pair) {
        return true;
    }
    match (old.value, new.value) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && old.members().into_iter().all(|(name, member)| {
                    new.get(name)
                        .is_some_and(|twin| equal(&member, &twin, known, assumed, depth + 1))
                })
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && old
                    .items()
                    .iter()
                    .zip(new.items())
                    .all(|(item, twin)| equal(item, &twin, known, assumed, depth + 1))
        }
        (one, other) => one == other,
    }
}
