//! Running the binary and reading what it says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::environment;

/// A key that no server knows, where none is to be met.
pub(crate) const SOME_KEY: &str = "hopx_live_SomebodysKey.c29tZWJvZHlzIHNlY3JldA";

/// What the binary said.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The binary, with nothing of HopX in its environment.
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = environment::hopx();
    // What one test leaves in the journal must not meet the port of another.
    let journal = format!(
        "{}/cli/journal-{}",
        env!("CARGO_TARGET_TMPDIR"),
        std::process::id()
    );
    command.env("HOPX_JOURNAL_DIR", journal);
    command.args(args);
    command
}

/// Runs the binary.
pub(crate) fn hopx(args: &[&str]) -> Told {
    told(&mut command(args))
}

/// Runs the binary against a server, with a key in the environment.
pub(crate) fn against(base_url: &str, key: &str, args: &[&str]) -> Told {
    let args = [&["--base-url", base_url], args].concat();
    told(command(&args).env("HOPX_API_KEY", key))
}

/// Runs a command to its end.
pub(crate) fn told(command: &mut Command) -> Told {
    command.output().expect("the binary").into()
}

impl From<Output> for Told {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Told {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl Told {
    /// That it was refused before anything was done, with one error that has all of this
    /// in it, and a mend.
    #[track_caller]
    pub(crate) fn refused(&self, words: &[&str]) {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        assert!(self.err.starts_with("error: "), "{self:?}");
        assert_eq!(self.err.matches("error:").count(), 1, "one error: {self:?}");
        assert_eq!(self.err.matches("mend: ").count(), 1, "one mend: {self:?}");
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not in {self:?}");
        }
    }

    /// That it ended with a code, and said all of this.
    #[track_caller]
    pub(crate) fn ended(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        for word in words {
            assert!(self.says(word), "{word:?} is not in {self:?}");
        }
    }

    /// Whether some text is in what it said, be it here or there.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.out.contains(text) || self.err.contains(text)
    }
}

/// An empty folder of that name.
pub(crate) fn fresh(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("cli")
        .join(name);
    if dir.exists() {
        fs::remove_dir_all(&dir).expect("what is left of the last run can be removed");
    }
    fs::create_dir_all(&dir).expect("a folder");
    dir
}

/// Writes a file, its folders too, and returns its path.
pub(crate) fn write(dir: &Path, name: &str, text: &str) -> String {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, text).expect("a file");
    shown(&path)
}

/// A path as an argument.
pub(crate) fn shown(path: &Path) -> String {
    path.to_str().expect("a path in Unicode").to_owned()
}
