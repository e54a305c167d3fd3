//! The command that puts back what was left, as a shell takes it.

use std::path::PathBuf;

/// `hopx-conformance restore` for one base URL.
#[derive(Clone, Debug)]
pub struct RestoreCommand {
    pub(super) base_url: String,
    /// The folder of the journal, where it is not the usual one.
    pub(super) dir: Option<PathBuf>,
}

impl RestoreCommand {
    /// The command for some sandboxes.
    pub fn of<'i>(&self, sandboxes: impl IntoIterator<Item = &'i str>) -> String {
        let mut command = format!(
            "hopx-conformance restore --base-url {}",
            quoted(&self.base_url)
        );
        for sandbox in sandboxes {
            // With `=`, an id that begins like a flag is an id all the same.
            let between = if sandbox.starts_with('-') { '=' } else { ' ' };
            command.push_str(&format!(" --sandbox{between}{}", quoted(sandbox)));
        }
        if let Some(dir) = &self.dir {
            let dir = quoted(&dir.display().to_string());
            command.push_str(&format!(" --journal-dir {dir}"));
        }
        command
    }
}

fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=@%+,".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_it_as_it_is_meant() {
        let command = |base_url: &str, dir: Option<&str>| RestoreCommand {
            base_url: base_url.to_owned(),
            dir: dir.map(PathBuf::from),
        };
        assert_eq!(
            command("http://[::1]:1/p", None).of(["a-b", "-x", "it's"]),
            r"hopx-conformance restore --base-url 'http://[::1]:1/p' --sandbox a-b --sandbox=-x --sandbox 'it'\''s'"
        );
        assert_eq!(
            command("https://a.test", Some("/tmp/a b")).of([]),
            "hopx-conformance restore --base-url https://a.test --journal-dir '/tmp/a b'"
        );
    }
}
