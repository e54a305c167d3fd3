//! Which target is meant.

use std::ffi::{OsStr, OsString};

use url::Url;

use super::error::ConfigError;
use super::file::{ConfigFile, which_target};
use super::in_force::Origin;
use super::section::Section;

/// A target that is meant.
pub(super) struct Chosen<'f> {
    pub(super) name: String,
    /// Where it is said that it is meant.
    pub(super) origin: Origin,
    pub(super) section: &'f Section,
}

/// What says which server is meant.
pub(super) struct Wanted {
    /// A target by its name, and where it is named.
    pub(super) target: Option<(OsString, Origin)>,
    /// A base URL that is no target's, and where it is given.
    pub(super) base_url: Option<(OsString, Origin)>,
    /// Whether the usual target is meant where nothing is named.
    pub(super) by_default: bool,
}

/// The target that is meant. A base URL from elsewhere is another server than that of the usual
/// target; beside a target that is named it has to be the same, since the keys and sandboxes of
/// the target are for its own server only.
pub(super) fn choose<'f>(
    wanted: Wanted,
    file: Option<&'f ConfigFile>,
) -> Result<Option<Chosen<'f>>, ConfigError> {
    let Some((name, origin)) = wanted.target else {
        let meant = wanted.by_default && wanted.base_url.is_none();
        let usual = file.filter(|_| meant).and_then(usual);
        return Ok(usual);
    };
    let shown = name.display().to_string();
    let named = match &origin {
        Origin::Variable(variable) => variable.clone(),
        _ => "--target".to_owned(),
    };
    let Some(file) = file else {
        return Err(ConfigError::new(
            format!("{named} names the target `{shown}`, and there is no file with targets"),
            "write hopx-conformance.toml with a table [target.NAME], or name the file with --config",
        ));
    };
    let Some(section) = file.targets.get(&shown) else {
        let targets = file.targets.keys().map(String::as_str);
        return Err(ConfigError::new(
            format!("{named}: there is no target `{shown}` in {}", file.name),
            which_target(&shown, targets),
        ));
    };
    if let Some((base_url, origin)) = &wanted.base_url {
        same_server(&shown, section, base_url, origin)?;
    }
    Ok(Some(Chosen {
        name: shown,
        origin,
        section,
    }))
}

fn usual(file: &ConfigFile) -> Option<Chosen<'_>> {
    let (name, place) = file.default_target.as_ref()?;
    Some(Chosen {
        name: name.clone(),
        origin: Origin::File(place.clone()),
        section: file.targets.get(name)?,
    })
}

fn same_server(
    name: &str,
    section: &Section,
    base_url: &OsStr,
    origin: &Origin,
) -> Result<(), ConfigError> {
    let entry = section.get("base-url");
    let of_target = entry.and_then(|entry| entry.values.first());
    if of_target.is_some_and(|of_target| normal(of_target) == normal(base_url)) {
        return Ok(());
    }
    let given = match origin {
        Origin::Variable(variable) => variable.clone(),
        _ => "--base-url".to_owned(),
    };
    let place = entry.map_or(String::new(), |entry| entry.place.clone());
    let mend = match origin {
        Origin::Variable(variable) => format!("unset {variable}"),
        _ => "leave --base-url out".to_owned(),
    };
    Err(ConfigError::new(
        format!(
            "{given} names another server than the target `{name}` ({place}), whose keys and sandboxes are for its own"
        ),
        format!("{mend}, or name no target"),
    ))
}

/// A base URL as it is compared.
fn normal(url: &OsStr) -> String {
    let text = url.to_string_lossy();
    let text = match Url::parse(&text) {
        Ok(url) => url.to_string(),
        Err(_) => text.into_owned(),
    };
    text.trim_end_matches('/').to_owned()
}
