//! What a place of the page is called in addresses: the same for the same input, and never the
//! same for two places.

use std::collections::{BTreeMap, BTreeSet};

use crate::page::slug;

/// The names that are taken.
#[derive(Debug, Default)]
pub(super) struct Anchors(BTreeSet<String>);

impl Anchors {
    /// A name for a thing of a kind. Where two look alike, the later one gets a number.
    pub(super) fn take(&mut self, kind: &str, name: &str) -> String {
        let first = format!("{kind}-{}", slug(name));
        let mut anchor = first.clone();
        let mut number = 2;
        while !self.0.insert(anchor.clone()) {
            anchor = format!("{first}--{number}");
            number += 1;
        }
        anchor
    }
}

/// A place of the page that shows a part of the description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// Its anchor.
    pub(super) anchor: String,
    /// What it is, in words.
    pub(super) words: String,
}

/// Where the page shows which part of the description, by JSON pointer.
#[derive(Debug, Default)]
pub(super) struct Places(BTreeMap<String, Vec<Spot>>);

impl Places {
    /// Notes that a part is shown at a place. A part that is used twice is shown twice.
    pub(super) fn note(&mut self, pointer: &str, anchor: &str, words: String) {
        let spots = self.0.entry(pointer.to_owned()).or_default();
        spots.push(Spot {
            anchor: anchor.to_owned(),
            words,
        });
    }

    /// Where a part is shown, or what is nearest above it.
    pub(super) fn of(&self, pointer: &str) -> &[Spot] {
        let mut pointer = pointer;
        loop {
            if let Some(spots) = self.0.get(pointer) {
                return spots;
            }
            match pointer.rfind('/') {
                Some(end) => pointer = &pointer[..end],
                None => return &[],
            }
        }
    }

    /// The anchor of a part that is shown itself.
    pub(super) fn exactly(&self, pointer: &str) -> Option<&str> {
        let spots = self.0.get(pointer)?;
        spots.first().map(|spot| spot.anchor.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_that_look_alike_get_two_anchors() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.take("member", "A.b c"), "member-A_b_c");
        assert_eq!(anchors.take("member", "A.b<c"), "member-A_b_c--2");
    }

    #[test]
    fn what_has_no_place_is_at_what_holds_it() {
        let mut places = Places::default();
        places.note("/a", "here", "the a".to_owned());
        assert_eq!(places.of("/a/b/c")[0].anchor, "here");
        assert_eq!(places.of("/c"), []);
        assert_eq!(places.exactly("/a/b"), None);
    }
}
