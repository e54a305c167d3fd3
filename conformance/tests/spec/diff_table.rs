//! Every kind of change is classified as a careful reader would.

use std::sync::LazyLock;

use hopx_conformance::spec::diff::{self, Change, Effect};
use hopx_conformance::spec::{Source, Step};

use crate::diff_rows::{Row, rows};
use crate::{DESCRIPTION, edited};

fn source(name: &str, text: &str) -> Source {
    Source::parse(name, text.to_owned()).expect("YAML")
}

fn changes(old: &str, new: &str) -> Vec<Change> {
    let (old, new) = (source("old.yaml", old), source("new.yaml", new));
    diff::changes(&old, &new).expect("a comparison")
}

/// The changes of every row, in the order of the table.
static TABLE: LazyLock<Vec<Vec<Change>>> = LazyLock::new(|| {
    rows()
        .map(|row| changes(DESCRIPTION, &edited(row.edits)))
        .collect()
});

fn told(changes: &[Change]) -> Vec<(&str, Effect, Effect)> {
    let told = changes.iter();
    told.map(|change| {
        (
            change.id.as_str(),
            change.callers.effect,
            change.users.effect,
        )
    })
    .collect()
}

#[test]
fn each_edit_of_the_table_is_what_it_says() {
    let mut wrong = Vec::new();
    for (
        Row {
            name, found, step, ..
        },
        changes,
    ) in rows().zip(TABLE.iter())
    {
        let mut expected = found.to_vec();
        let mut told = told(changes);
        expected.sort_unstable();
        told.sort_unstable();
        if told != expected || Step::of(changes) != *step {
            wrong.push(format!(
                "{name}\n  expected {expected:?} {step:?}\n  got      {told:?} {:?}",
                Step::of(changes)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_row_twice_and_at_least_forty() {
    let mut names: Vec<_> = rows().map(|row| row.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), rows().count());
    assert!(rows().count() >= 40, "{} rows", rows().count());
}

#[test]
fn a_description_is_no_change_of_itself() {
    assert_eq!(changes(DESCRIPTION, DESCRIPTION), []);
}

#[test]
fn each_change_tells_its_place_and_its_reasons() {
    for (Row { name, edits, .. }, changes) in rows().zip(TABLE.iter()) {
        let new = edited(edits);
        for change in changes {
            let text = match change.file.as_str() {
                "old.yaml" => DESCRIPTION,
                _ => new.as_str(),
            };
            let line = usize::try_from(change.spot.line).expect("a line");
            assert!(
                line <= text.lines().count() && line > 0,
                "{name}: {change:?}"
            );
            assert!(!change.what.is_empty(), "{name}: {change:?}");
            assert!(!change.callers.because.is_empty(), "{name}: {change:?}");
            assert!(!change.users.because.is_empty(), "{name}: {change:?}");
        }
    }
}

#[test]
fn taking_an_edit_back_is_a_change_too() {
    for Row {
        name, edits, found, ..
    } in rows()
    {
        let back = changes(&edited(edits), DESCRIPTION);
        assert_eq!(back.is_empty(), found.is_empty(), "{name}");
    }
}
