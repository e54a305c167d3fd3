//! The command that puts back what was left, as a shell takes it.

use std::path::Path;

/// `hopx-conformance restore` for some sandboxes of a base URL, with the folder of the journal
/// where it is not the usual one.
pub fn restore_command<'i>(
    base_url: &str,
    sandboxes: impl IntoIterator<Item = &'i str>,
    dir: Option<&Path>,
) -> String {
    let mut command = format!("hopx-conformance restore --base-url {}", quoted(base_url));
    for sandbox in sandboxes {
        // With `=`, an id that begins like a flag is an id all the same.
        let between = if sandbox.starts_with('-') { '=' } else { ' ' };
        command.push_str(&format!(" --sandbox{between}{}", quoted(sandbox)));
    }
    if let Some(dir) = dir {
        command.push_str(&format!(
            " --journal-dir {}",
            quoted(&dir.display().to_string())
        ));
    }
    command
}

fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=@%+,[]".contains(letter);
    // Brackets are those of an IPv6 address, and patterns to a shell.
    if !word.is_empty() && word.chars().all(plain) && !word.contains('[') {
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
        let command = restore_command("http://[::1]:1/p", ["a-b", "-x", "it's"], None);
        assert_eq!(
            command,
            r"hopx-conformance restore --base-url 'http://[::1]:1/p' --sandbox a-b --sandbox=-x --sandbox 'it'\''s'"
        );
        let command = restore_command("https://a.test", [], Some(Path::new("/tmp/a b")));
        assert_eq!(
            command,
            "hopx-conformance restore --base-url https://a.test --journal-dir '/tmp/a b'"
        );
    }
}
