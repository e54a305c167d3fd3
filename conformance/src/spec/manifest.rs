//! The version that a manifest of Cargo gives the crate.

use semver::Version;
use serde::Deserialize;

use super::finding::{Finding, Spot};
use super::source::unreadable;

#[derive(Deserialize)]
struct Manifest {
    package: Option<Package>,
    workspace: Option<Workspace>,
}

#[derive(Deserialize)]
struct Workspace {
    package: Option<Package>,
}

#[derive(Deserialize)]
struct Package {
    version: Option<Given>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Here(String),
    #[expect(dead_code, reason = "that it is inherited is all that counts")]
    Inherited {
        workspace: bool,
    },
}

/// Reads the version from the text of a manifest.
///
/// # Errors
///
/// Names the mend where it is no manifest, or gives no version.
pub(super) fn version(file: &str, text: &str) -> Result<Version, Finding> {
    let parsed: Manifest = toml::from_str(text).map_err(|error| {
        let before = error
            .span()
            .map_or("", |span| text.get(..span.start).unwrap_or(""));
        let message = format!("no manifest of Cargo: {}", error.message());
        let message = message.lines().next().unwrap_or_default().to_owned();
        let spot = Spot {
            line: before.matches('\n').count() as u64 + 1,
            column: before.rsplit('\n').next().unwrap_or("").chars().count() as u64 + 1,
        };
        unreadable(file, spot, "manifest", &message, "name a `Cargo.toml`")
    })?;
    let own = parsed.package.and_then(|package| package.version);
    let shared = parsed
        .workspace
        .and_then(|workspace| workspace.package?.version);
    let given = match (own, shared) {
        (Some(Given::Here(version)), _) | (_, Some(Given::Here(version))) => version,
        _ => {
            let mend = "name the manifest that has it, such as that of the workspace";
            let message = "the manifest gives no version";
            return Err(unreadable(file, Spot::default(), "manifest", message, mend));
        }
    };
    Version::parse(&given).map_err(|error| {
        let message = format!("`{given}` is no version: {error}");
        unreadable(
            file,
            Spot::default(),
            "manifest",
            &message,
            "write one such as 0.2.0",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_the_package_or_of_the_workspace_counts() {
        let inherited =
            "[package]\nversion.workspace = true\n[workspace.package]\nversion = \"0.3.1\"\n";
        let own = "[package]\nname = \"x\"\nversion = \"1.2.3\"\n[workspace.package]\nversion = \"9.0.0\"\n";
        for (text, version) in [(inherited, "0.3.1"), (own, "1.2.3")] {
            let read = super::version("Cargo.toml", text).expect("a version");
            assert_eq!(read.to_string(), version);
        }
    }

    #[test]
    fn what_gives_no_version_is_refused_with_its_place() {
        for text in [
            "",
            "[package]\nversion.workspace = true\n",
            "[package]\nversion = \"one\"\n",
        ] {
            let refused = version("Cargo.toml", text).expect_err("no version");
            assert_eq!(refused.rule, "manifest", "{text}");
        }
        let refused = version("Cargo.toml", "[package]\nversion = = 1\n").expect_err("no TOML");
        assert_eq!(refused.spot.line, 2);
    }
}
