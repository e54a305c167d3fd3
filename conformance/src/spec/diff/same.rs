//! Whether two parts say the same, wherever references lead.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::node::Node;

/// Deeper than this, two parts are taken for different.
const DEEPEST: usize = 256;

/// Whether two parts are equal once references are followed.
pub(super) fn same(old: &Node<'_>, new: &Node<'_>) -> bool {
    equal(old, new, &mut BTreeSet::new(), 0)
}

fn equal(
    old: &Node<'_>,
    new: &Node<'_>,
    assumed: &mut BTreeSet<(String, String)>,
    depth: usize,
) -> bool {
    if depth > DEEPEST {
        return false;
    }
    let (Ok(old), Ok(new)) = (old.resolved(), new.resolved()) else {
        return old.value == new.value;
    };
    // What is being compared further up is equal as far as this place is concerned.
    if !assumed.insert((old.pointer.clone(), new.pointer.clone())) {
        return true;
    }
    match (old.value, new.value) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && old.members().into_iter().all(|(name, member)| {
                    new.get(name)
                        .is_some_and(|twin| equal(&member, &twin, assumed, depth + 1))
                })
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && old
                    .items()
                    .iter()
                    .zip(new.items())
                    .all(|(item, twin)| equal(item, &twin, assumed, depth + 1))
        }
        (one, other) => one == other,
    }
}
