//! Running the binary in a folder, and reading what it says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::environment;

/// What the binary said.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Told {
    /// That it ended with a code, and said all of this.
    #[track_caller]
    pub(crate) fn ended(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        for word in words {
            let said = self.out.contains(word) || self.err.contains(word);
            assert!(said, "{word:?} is not in {self:?}");
        }
    }
}

/// Runs the binary in a folder.
pub(crate) fn hopx_in(dir: &Path, args: &[&str]) -> Told {
    let output = environment::hopx()
        .args(args)
        .current_dir(dir)
        // No repository around the folder counts.
        .env("GIT_CEILING_DIRECTORIES", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("the binary");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Told {
        code: output.status.code(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// Runs git in a folder, as somebody.
#[track_caller]
pub(crate) fn git(dir: &Path, args: &[&str]) {
    let who = [
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@localhost",
        "-c",
        "commit.gpgsign=false",
    ];
    let done = Command::new("git")
        .args(who)
        .args(args)
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .status();
    assert!(done.expect("git").success(), "{args:?}");
}

/// An empty folder of that name.
pub(crate) fn fresh(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("spec")
        .join(name);
    if dir.exists() {
        fs::remove_dir_all(&dir).expect("what is left of the last run can be removed");
    }
    fs::create_dir_all(&dir).expect("a folder");
    dir
}

/// Writes a file, its folders too, and returns its path.
pub(crate) fn write(dir: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, text).expect("a file");
    path.to_str().expect("a path in Unicode").to_owned()
}
