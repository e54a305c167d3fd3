//! Generates the client from the description.
//!
//! The description is read, checked for what the generator cannot take, relaxed, and handed
//! to the generator. Whatever is in the way stops the build with one line per finding.

#[path = "build/culprit.rs"]
mod culprit;
#[path = "build/extras.rs"]
mod extras;
#[path = "build/finish/mod.rs"]
mod finish;
#[path = "build/generatable/mod.rs"]
mod generatable;
#[path = "build/generate.rs"]
mod generate;
#[path = "build/outline/mod.rs"]
mod outline;
#[path = "build/relax/mod.rs"]
mod relax;
#[expect(
    unreachable_pub,
    reason = "shared with the harness, which shows spots to its users"
)]
#[path = "build/yaml.rs"]
mod yaml;

use std::path::Path;
use std::{env, fs, process};

use yaml::{Document, Unreadable};

/// The description, seen from the package's folder.
const DESCRIPTION: &str = "openapi/hopx-sandboxes.yaml";

fn main() {
    println!("cargo::rerun-if-changed={DESCRIPTION}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    if let Err(lines) = run() {
        for line in lines {
            println!("cargo::error={line}");
        }
        process::exit(1);
    }
}

fn run() -> Result<(), Vec<String>> {
    let home = env::var("CARGO_MANIFEST_DIR").map_err(|error| vec![error.to_string()])?;
    let text = fs::read_to_string(Path::new(&home).join(DESCRIPTION))
        .map_err(|error| vec![format!("{DESCRIPTION}: cannot be read: {error}")])?;
    let code = code(&text)?;
    write("client.rs", &code)?;
    write(
        "outline.txt",
        &outline::outline(&code).map_err(|error| not_rust(&error))?,
    )?;
    write("forgiven.md", &relax::documentation())
}

fn write(name: &str, text: &str) -> Result<(), Vec<String>> {
    let folder = env::var("OUT_DIR").map_err(|error| vec![error.to_string()])?;
    let target = Path::new(&folder).join(name);
    fs::write(&target, text)
        .map_err(|error| vec![format!("{}: cannot be written: {error}", target.display())])
}

fn code(text: &str) -> Result<String, Vec<String>> {
    let description = Document::parse(text).map_err(|unreadable| vec![not_yaml(&unreadable)])?;
    let findings = generatable::check(&description.value);
    if !findings.is_empty() {
        return Err(findings
            .iter()
            .map(|finding| shown(finding, &description))
            .collect());
    }
    let client = generate::client(&relax::relaxed(&description.value))
        .map_err(|finding| vec![shown(&finding, &description)])?;
    let extra = extras::module(&description.value);
    finish::finished(client, extra, &description.value).map_err(|error| not_rust(&error))
}

fn not_rust(error: &syn::Error) -> Vec<String> {
    vec![format!(
        "{DESCRIPTION}: the generated code is not Rust: {error}"
    )]
}

fn shown(finding: &generatable::Finding, description: &Document) -> String {
    let line = description.spots.at(&finding.place).line;
    format!("{DESCRIPTION}:{line}: {finding}")
}

fn not_yaml(unreadable: &Unreadable) -> String {
    let Unreadable { spot, problem } = unreadable;
    let (line, column) = (spot.line, spot.column);
    format!(
        "{DESCRIPTION}:{line}:{column}: {problem} [rule yaml]; to mend it, correct the YAML here"
    )
}
