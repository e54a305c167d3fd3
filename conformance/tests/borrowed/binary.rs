//! The real binary with a journal of its own, and what it does to a mock.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use hopx_mock::{ControlPlane, Organization, SandboxStatus};
use tempfile::TempDir;

use crate::environment;

/// A mock's main organisation, as the one that runs are made for.
pub(crate) fn key() -> &'static str {
    Organization::Main.api_key()
}

/// A folder for a journal, and the binary that uses it.
pub(crate) struct Home {
    dir: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        Home {
            dir: tempfile::tempdir().expect("a folder"),
        }
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The binary, with nothing else of HopX in its environment.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = environment::hopx();
        command
            .env("HOPX_JOURNAL_DIR", self.dir())
            .env("HOPX_API_KEY", key())
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the binary to its end.
    pub(crate) fn hopx(&self, args: &[&str]) -> Told {
        self.command(args).output().expect("the binary").into()
    }

    /// Starts a run of some scenarios over given sandboxes.
    pub(crate) fn start(&self, base_url: &str, given: &[String], scenarios: &[&str]) -> Child {
        let mut command = self.command(&["--base-url", base_url]);
        command.args(given.iter().flat_map(|id| ["--sandbox", id]));
        command.args(scenarios).spawn().expect("the binary")
    }

    /// The files of the journal.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.dir()).expect("the folder");
        let paths = files.map(|file| file.expect("a file").path());
        paths
            .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
            .collect()
    }
}

/// What the binary said.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
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
    /// That it ended with a code, and said all of this.
    #[track_caller]
    pub(crate) fn ended(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        for word in words {
            let said = self.out.contains(word) || self.err.contains(word);
            assert!(said, "{word:?} is not in {self:?}");
        }
    }

    /// The arguments of the command for `restore` that it names, as a shell would split them.
    #[track_caller]
    pub(crate) fn mend(&self) -> Vec<String> {
        let (_, command) = self
            .err
            .split_once("hopx-conformance restore")
            .or_else(|| self.out.split_once("hopx-conformance restore"))
            .expect("a command");
        let words = command.lines().next().unwrap_or_default().split(' ');
        let words = words.filter(|word| !word.is_empty()).map(str::to_owned);
        std::iter::once("restore".to_owned()).chain(words).collect()
    }
}

/// Sends a signal to a process of this test.
pub(crate) fn signal(pid: u32, name: &str) {
    // It may have come to its end by itself meanwhile.
    let sent = Command::new("kill").args([name, &pid.to_string()]).output();
    sent.expect("kill");
}

/// The id and the status of every sandbox of every organisation.
pub(crate) fn everything(plane: &ControlPlane) -> Vec<(String, SandboxStatus)> {
    let organizations = [Organization::Main, Organization::Other];
    let sandboxes = organizations.map(|organization| plane.sandboxes_of(organization));
    let told = |sandbox: hopx_mock::SandboxSummary| (sandbox.id, sandbox.status);
    sandboxes.into_iter().flatten().map(told).collect()
}

/// The first sandbox of a status.
pub(crate) fn one(plane: &ControlPlane, status: SandboxStatus) -> String {
    let mut sandboxes = plane.sandboxes().into_iter();
    let found = sandboxes.find(|sandbox| sandbox.status == status);
    found.expect("a sandbox of that status").id
}

/// A running and a paused sandbox, in that order.
pub(crate) fn both(plane: &ControlPlane) -> Vec<String> {
    [SandboxStatus::Running, SandboxStatus::Paused]
        .map(|status| one(plane, status))
        .to_vec()
}
