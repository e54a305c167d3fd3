//! What is in force, and where it comes from.

use std::ffi::OsString;
use std::fmt;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Flag,
    /// The environment: the name of the variable.
    Variable(String),
    /// The file: its name and the line.
    File(String),
    /// Nobody has said anything.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Flag => formatter.write_str("flag"),
            Origin::Variable(name) => write!(formatter, "environment variable {name}"),
            Origin::File(place) => formatter.write_str(place),
            Origin::Default => formatter.write_str("default"),
        }
    }
}

/// A setting as it may be shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its flag.
    pub flag: String,
    /// Its name in the file, where it may stand there.
    pub name: Option<String>,
    /// Its variable.
    pub variable: Option<String>,
    /// Its values, none where it is not set. A secret is never among them.
    pub values: Vec<String>,
    /// Whether it may have several values.
    pub is_list: bool,
    /// Whether something is kept out of the values.
    pub hidden: bool,
    /// Where they come from.
    pub origin: Origin,
}

/// The settings of a command line.
#[derive(Clone, Debug)]
pub struct InForce {
    /// The command.
    pub command: String,
    /// The file that was read, and how it was found: by flag or variable, or by itself.
    pub file: Option<(String, Origin)>,
    /// The target that is meant, and where that is said.
    pub target: Option<(String, Origin)>,
    /// The settings, in the order of the command's help.
    pub settings: Vec<Shown>,
    /// What is there and of no effect.
    pub remarks: Vec<String>,
}

/// What stands for a secret.
const HIDDEN: &str = "set, hidden";

/// The values of a setting without what is secret in them, and whether something is.
pub(super) fn without_secrets(
    setting: &super::Setting<'_>,
    values: &[OsString],
) -> (Vec<String>, bool) {
    let hidden = |shown: String| (vec![shown], true);
    let first = values.first().map(|value| value.display().to_string());
    match (first, setting.long()) {
        (None, _) => (Vec::new(), false),
        (Some(_), _) if setting.is_secret() => hidden(HIDDEN.to_owned()),
        (Some(name), long) if long.ends_with("api-key-env") => {
            match std::env::var_os(&name).is_some() {
                true => hidden(format!("{name} ({HIDDEN})")),
                false => (vec![format!("{name} (not set)")], false),
            }
        }
        (Some(command), long) if long.ends_with("api-key-command") => {
            let words = shlex::split(&command).unwrap_or_default();
            match &words[..] {
                [program] => (vec![program.clone()], false),
                [program, ..] => hidden(format!("{program} (its arguments are hidden)")),
                [] => hidden(HIDDEN.to_owned()),
            }
        }
        (Some(url), long) if URLS.contains(&long) => {
            let (shown, hidden) = without_password(url);
            (vec![shown], hidden)
        }
        (Some(_), _) => {
            let values = values.iter().map(|value| value.display().to_string());
            (values.collect(), false)
        }
    }
}

/// Flags that take a URL, in which there may be a password.
const URLS: [&str; 2] = ["base-url", "proxy"];

/// A URL without its user name and password, and whether there are any. What may be one and
/// cannot be read is not shown at all.
fn without_password(url: String) -> (String, bool) {
    if !url.contains('@') {
        return (url, false);
    }
    let bare = url::Url::parse(&url).ok().filter(url::Url::has_host);
    let bare = bare.and_then(|mut bare| {
        bare.set_username("").ok()?;
        bare.set_password(None).ok()?;
        Some(bare.to_string())
    });
    (bare.unwrap_or_else(|| HIDDEN.to_owned()), true)
}
