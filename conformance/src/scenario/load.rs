//! Where scenarios come from, and the order in which they are played.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::error::LoadError;
use super::source::Source;
use super::{Scenario, workflow};
use crate::contract::{Contract, read_document};

/// The scenarios that the binary was built with.
static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// Areas in the order they are played; any other follows by name. Whatever comes after the rate
/// limit was spent has to wait for it.
const AREAS: [&str; 5] = ["pause", "resume", "list", "auth", "errors"];
const LAST_AREA: &str = "rate-limits";

/// How the name of a scenario file ends.
const SUFFIX: &str = ".arazzo.yaml";

/// Endings of files that were probably meant to be scenarios.
const ALIKE: [&str; 3] = [".yaml", ".yml", ".json"];

/// The scenarios that the binary was built with.
///
/// # Errors
///
/// Names the first of them that does not fit the contract, which may be another than the
/// one that the binary was built with.
pub fn embedded(contract: &Contract) -> Result<Vec<Scenario>, LoadError> {
    let areas = EMBEDDED.dirs().flat_map(|area| area.files());
    let files = areas.filter_map(|file| {
        let path = file.path();
        let shown = format!("scenarios/{} (built in)", path.display());
        let text = file.contents_utf8().unwrap_or_default();
        (place_of(path)).map(|(area, stem)| Source::new(&area, &stem, &shown, text))
    });
    scenarios(files.collect(), "scenarios (built in)", contract)
}

/// The scenarios of a folder.
///
/// # Errors
///
/// Names file, place and mend of the first thing that cannot be read, is no scenario, or
/// does not fit the contract; and the folder where it holds no scenario at all.
pub fn load_dir(dir: &Path, contract: &Contract) -> Result<Vec<Scenario>, LoadError> {
    let mut files = Vec::new();
    for entry in entries(dir)? {
        if !entry.is_dir() {
            refuse_stray(&entry, "stands in no area")?;
            continue;
        }
        for file in entries(&entry)? {
            if file.is_dir() {
                return Err(LoadError::new(
                    &file.display().to_string(),
                    "",
                    "is a folder inside an area, where no scenario is looked for",
                    "move its scenarios to the area, or make it an area of its own",
                ));
            }
            let Some((area, stem)) = place_of(&file) else {
                refuse_stray(&file, "is not named like a scenario")?;
                continue;
            };
            let shown = file.display().to_string();
            files.push(Source::new(&area, &stem, &shown, &read_document(&file)?));
        }
    }
    scenarios(files, &dir.display().to_string(), contract)
}

/// The scenarios of one text, as if it stood in a folder of that name.
///
/// # Errors
///
/// Names place and mend of the first thing that is no scenario, or does not fit the contract.
pub fn from_text(
    area: &str,
    stem: &str,
    text: &str,
    contract: &Contract,
) -> Result<Vec<Scenario>, LoadError> {
    let shown = format!("{area}/{stem}{SUFFIX}");
    workflow::read_all(&Source::new(area, stem, &shown, text), contract)
}

/// Reads every file, in the order in which the scenarios are played.
fn scenarios(
    mut files: Vec<Source>,
    dir: &str,
    contract: &Contract,
) -> Result<Vec<Scenario>, LoadError> {
    files.sort_by(|one, other| order(one).cmp(&order(other)));
    let mut all: Vec<Scenario> = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for file in files {
        for scenario in workflow::read_all(&file, contract)? {
            let earlier = seen.insert(scenario.address.clone(), scenario.file.clone());
            if let Some(earlier) = earlier {
                return Err(LoadError::new(
                    &scenario.file,
                    format!(" {}", scenario.address),
                    format!("has the address of a workflow of {earlier}"),
                    "give one of the two another `workflowId`",
                ));
            }
            all.push(scenario);
        }
    }
    if all.is_empty() {
        return Err(LoadError::new(
            dir,
            "",
            "holds no scenario",
            format!("name a folder with files like `resume/example{SUFFIX}`"),
        ));
    }
    Ok(all)
}

fn order(file: &Source) -> (bool, usize, &str, &str) {
    let known = AREAS.iter().position(|area| *area == file.area);
    let last = file.area == LAST_AREA;
    (last, known.unwrap_or(AREAS.len()), &file.area, &file.stem)
}

/// Area and stem of a file that is named like a scenario.
fn place_of(path: &Path) -> Option<(String, String)> {
    let name = path.file_name()?.to_str()?;
    let area = path.parent()?.file_name()?.to_str()?;
    let stem = name.strip_suffix(SUFFIX)?;
    (!stem.is_empty()).then(|| (area.to_owned(), stem.to_owned()))
}

/// The visible entries of a folder, by name.
fn entries(dir: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let unreadable = |error: std::io::Error| {
        LoadError::new(
            &dir.display().to_string(),
            "",
            format!("cannot be read: {error}"),
            "name a folder that exists and may be read",
        )
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// Complains about a file that was probably meant to be a scenario; a README is fine.
fn refuse_stray(path: &Path, problem: &str) -> Result<(), LoadError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if !ALIKE.iter().any(|ending| name.ends_with(ending)) {
        return Ok(());
    }
    Err(LoadError::new(
        &path.display().to_string(),
        "",
        problem,
        format!("name it `<area>/<name>{SUFFIX}`, or move it out of the folder"),
    ))
}
