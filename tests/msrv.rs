//! The Rust version that the manifest states is one that every dependency is content with.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

const PACKAGE: &str = env!("CARGO_PKG_NAME");
const STATED: &str = env!("CARGO_PKG_RUST_VERSION");

#[test]
fn no_dependency_needs_a_later_rust_than_is_stated() {
    let metadata = metadata();
    let packages = by_id(&metadata["packages"]);
    let needed = needed(&metadata, &packages);
    assert!(needed.len() > 1, "{needed:?}");
    let later: Vec<String> = needed
        .iter()
        .map(|id| packages[id])
        .filter(|package| numbers(&package["rust_version"]) > numbers(&STATED.into()))
        .map(|package| {
            let said = |member: &str| package[member].as_str().unwrap_or_default();
            let (name, version) = (said("name"), said("version"));
            format!("{name} {version} needs {}", said("rust_version"))
        })
        .collect();
    assert!(
        later.is_empty(),
        "{STATED} is stated, but {}\n\nmend: raise `rust-version` in Cargo.toml, or take \
         earlier versions of them into Cargo.lock",
        later.join(", ")
    );
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(["--all-features", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo can be run");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
}

fn by_id(items: &Value) -> BTreeMap<&str, &Value> {
    let mut all = BTreeMap::new();
    for item in items.as_array().expect("a list") {
        all.insert(item["id"].as_str().expect("an id"), item);
    }
    all
}

/// The package and what a build of it needs on any platform, whatever the features.
fn needed<'a>(metadata: &'a Value, packages: &BTreeMap<&'a str, &Value>) -> BTreeSet<&'a str> {
    let nodes = by_id(&metadata["resolve"]["nodes"]);
    let ours = packages.iter().filter(|(_, one)| one["name"] == PACKAGE);
    let mut open: Vec<&str> = ours.map(|(id, _)| *id).collect();
    let mut needed = BTreeSet::new();
    while let Some(id) = open.pop() {
        if needed.insert(id) {
            let links = nodes[id]["deps"].as_array().expect("a list");
            let followed = links.iter().filter(|link| is_needed(link));
            open.extend(followed.filter_map(|link| link["pkg"].as_str()));
        }
    }
    needed
}

fn is_needed(link: &Value) -> bool {
    let kinds = link["dep_kinds"].as_array();
    kinds.into_iter().flatten().any(|one| one["kind"] != "dev")
}

/// `1.89` and `1.89.0` are one version; none at all is content with any.
fn numbers(version: &Value) -> Vec<u64> {
    let text = version.as_str().unwrap_or("0");
    let mut numbers: Vec<u64> = text.split('.').filter_map(|one| one.parse().ok()).collect();
    numbers.resize(3, 0);
    numbers
}
