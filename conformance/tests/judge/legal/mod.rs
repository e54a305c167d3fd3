//! Servers differ, and what is legal is never held against one.

mod answers;
mod bodies;
mod elements;
mod headers;
mod pages;

use hopx_conformance::recording::{Exchange, Recording};
use serde_json::Value;

use super::played::PLAYED;
use super::twin::Spoil;

/// A difference that is legal.
struct Difference {
    name: String,
    make: Box<dyn Fn(&mut Recording)>,
}

fn legal(name: impl Into<String>, make: impl Fn(&mut Recording) + 'static) -> Difference {
    Difference {
        name: name.into(),
        make: Box::new(make),
    }
}

fn check(differences: Vec<Difference>) {
    for Difference { name, make } in differences {
        let mut twin = PLAYED.recording.clone();
        make(&mut twin);
        let verdict = PLAYED.judge(&twin);
        let broken: Vec<_> = verdict
            .scenarios
            .iter()
            .flat_map(|scenario| &scenario.findings)
            .collect();
        assert!(broken.is_empty(), "{name}: {broken:#?}");
        assert!(
            verdict.own_faults.is_empty(),
            "{name}: {:#?}",
            verdict.own_faults
        );
    }
}

/// The same change to every answer of the run.
fn everywhere(change: impl Fn(&mut Exchange) + 'static) -> impl Fn(&mut Recording) {
    move |twin| {
        let looks = twin
            .scenarios
            .iter_mut()
            .flat_map(|record| &mut record.looks);
        looks.flat_map(|look| &mut look.exchanges).for_each(&change);
    }
}

/// The same change to every element of every list.
fn every_element(change: impl Fn(&mut Value) + 'static) -> impl Fn(&mut Recording) {
    everywhere(move |exchange| {
        exchange.body(|body| {
            let elements = body.get_mut("data").and_then(Value::as_array_mut);
            elements.into_iter().flatten().for_each(&change);
        });
    })
}
