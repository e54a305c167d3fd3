//! Exploring a mock, with the real binary.

use std::path::PathBuf;
use std::process::Command;

use hopx_mock::{AnsweredRequest, Mock, MockBuilder, SandboxStatus, Twin};

use crate::binary::{Home, Told, both, everything};
use crate::door::Server;

/// A mock, as a builder, that is a twin.
pub(crate) fn twin(name: &str) -> MockBuilder {
    Mock::builder().twin(Twin::named(name).unwrap_or_else(|| panic!("no twin {name}")))
}

/// One exploration and what it left behind.
pub(crate) struct Explored {
    pub(crate) told: Told,
    pub(crate) requests: Vec<AnsweredRequest>,
    given: Vec<String>,
    before: Vec<(String, SandboxStatus)>,
    after: Vec<(String, SandboxStatus)>,
    server: Server,
    home: Home,
}

impl Explored {
    /// Explores a mock over a running and a paused sandbox.
    pub(crate) fn of(mock: MockBuilder, args: &[&str]) -> Self {
        Self::waiting(mock, "0", args)
    }

    /// The same with some time to settle.
    pub(crate) fn waiting(mock: MockBuilder, settle: &str, args: &[&str]) -> Self {
        let server = Server::start(mock);
        let (before, given, home) = (everything(&server), both(&server), Home::new());
        let out = home.dir().join("found/explore/it.arazzo.yaml");
        std::fs::create_dir_all(out.parent().expect("a folder")).expect("a folder");
        let mut command = explore(&home, &server, &given);
        command.args(["--settle", settle, "--out"]).arg(&out);
        let told: Told = command.args(args).output().expect("the binary").into();
        Explored {
            told,
            requests: server.requests(),
            after: everything(&server),
            given,
            before,
            server,
            home,
        }
    }

    /// That it ended with a code and said all of this, and left the given sandboxes as they
    /// were and the others alone.
    #[track_caller]
    pub(crate) fn ended(&self, code: i32, words: &[&str]) {
        self.told.ended(code, words);
        assert_eq!(self.after, self.before, "{:?}", self.told);
        assert!(self.home.files().is_empty(), "{:?}", self.told);
        let changed = self
            .requests
            .iter()
            .filter(|request| request.method == "POST");
        for request in changed {
            let given = |id: &String| request.path.contains(&format!("/{id}/"));
            assert!(self.given.iter().any(given), "{}", request.path);
        }
    }

    /// The state that the shortest sequence begins with, and its moves, with `A` and `B` for the
    /// given sandboxes.
    #[track_caller]
    pub(crate) fn shortest(&self) -> Vec<String> {
        let told = self.told.out.split_once("shortest sequence");
        let (_, told) = told.unwrap_or_else(|| panic!("nothing was found: {:?}", self.told));
        let mut lines = told.lines().skip(1).map(str::trim);
        let begin = lines.next().unwrap_or_default();
        let begin = begin.strip_prefix("every given sandbox is ");
        let begin = begin.and_then(|begin| begin.strip_suffix(" at first"));
        let moves = lines.map_while(|line| {
            let (number, step) = line.split_once(". ")?;
            number.parse::<usize>().ok()?;
            let step = step.replace(&self.given[0], "A");
            Some(step.replace(&self.given[1], "B"))
        });
        let begin = begin.expect("a beginning").to_owned();
        std::iter::once(begin).chain(moves).collect()
    }

    /// Plays a workflow of the document that was found, on the same server.
    pub(crate) fn replayed(&self, workflow: &str) -> Told {
        self.played(&self.server, &self.given, workflow)
    }

    /// The same on a server of the same kind that begins anew.
    pub(crate) fn replayed_anew(&self, mock: MockBuilder, workflow: &str) -> Told {
        self.played(&Server::start(mock), &self.given, workflow)
    }

    /// The same with one sandbox only.
    pub(crate) fn replayed_with_one(&self, workflow: &str) -> Told {
        self.played(&self.server, &self.given[..1], workflow)
    }

    fn played(&self, server: &Server, given: &[String], workflow: &str) -> Told {
        let mut command = self
            .home
            .command(&["run", "--base-url", &server.base_url()]);
        command.args(["--settle", "0", workflow, "--scenarios"]);
        command.arg(self.folder());
        command.args(given.iter().flat_map(|id| ["--sandbox", id]));
        command.output().expect("the binary").into()
    }

    fn folder(&self) -> PathBuf {
        self.home.dir().join("found")
    }

    /// The document that was found.
    pub(crate) fn document(&self) -> String {
        let path = self.folder().join("explore/it.arazzo.yaml");
        std::fs::read_to_string(path).expect("a document")
    }
}

/// The command that explores a server over given sandboxes.
pub(crate) fn explore(home: &Home, server: &Server, given: &[String]) -> Command {
    explore_at(home, &server.base_url(), given)
}

/// The same for whatever answers at a base URL.
pub(crate) fn explore_at(home: &Home, base_url: &str, given: &[String]) -> Command {
    let mut command = home.command(&["explore", "--base-url", base_url]);
    command.args(given.iter().flat_map(|id| ["--sandbox", id]));
    command
}
