//! Runs that leave a page.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use hopx_mock::{Mock, MockBuilder, Organization, SandboxStatus, Twin};

use crate::binary::{against, command, fresh, shown, told, write};
use crate::door::Server;

/// A page that a run left.
pub(crate) struct Left {
    pub(crate) file: PathBuf,
    pub(crate) text: String,
}

/// Every documented scenario, on the embedded mock.
pub(crate) fn good() -> &'static Left {
    static LEFT: OnceLock<Left> = OnceLock::new();
    LEFT.get_or_init(|| {
        let file = fresh("pages-good").join("run.html");
        let report = format!("html={}", shown(&file));
        told(&mut command(&["run", "--report", &report])).ended(0, &[]);
        left(file)
    })
}

/// Every scenario that can be played with one key, on a twin that spells `stopped` with a
/// capital.
pub(crate) fn broken() -> &'static Left {
    static LEFT: OnceLock<Left> = OnceLock::new();
    LEFT.get_or_init(|| of_a_twin("broken", "stopped-with-a-capital", 25, 1))
}

/// A run against a twin with so many sandboxes, which ends with a code.
pub(crate) fn of_a_twin(name: &str, twin: &str, sandboxes: usize, code: i32) -> Left {
    let twin = Twin::named(twin).expect("a twin");
    let server = serving(Mock::builder().sandboxes(sandboxes).twin(twin));
    of_a_server(name, &server.base_url(), &given(server), code)
}

/// A run against a server, with sandboxes or without.
pub(crate) fn of_a_server(name: &str, base_url: &str, given: &[String], code: i32) -> Left {
    let file = fresh(&format!("pages-{name}")).join("run.html");
    let report = format!("html={}", shown(&file));
    // Nothing of it is about changes that take a moment to show.
    let mut args = vec!["--report", report.as_str(), "--settle", "0"];
    for id in given {
        args.extend(["--sandbox", id]);
    }
    against(base_url, Organization::Main.api_key(), &args).ended(code, &[]);
    left(file)
}

/// A part of the scenarios on the same twin, which may do that for a time.
pub(crate) fn put_up_with() -> Left {
    let dir = fresh("pages-known");
    let known = "deviations:\n  - claim: list/element/status\n    reason: \"it is <b>old</b>\"\n    ticket: OPS-7\n    expires: 2999-12-31\n";
    let known = write(&dir, "known.yaml", known);
    let twin = Twin::named("stopped-with-a-capital").expect("a twin");
    let server = serving(Mock::builder().twin(twin));
    let file = dir.join("run.html");
    let report = format!("html={}", shown(&file));
    let args = ["list/envelope", "--known", &known, "--report", &report];
    against(&server.base_url(), Organization::Main.api_key(), &args).ended(0, &[]);
    left(file)
}

/// A mock that serves until the tests end.
pub(crate) fn serving(builder: MockBuilder) -> &'static Server {
    Box::leak(Box::new(Server::start(builder)))
}

/// A running and a paused sandbox.
pub(crate) fn given(server: &Server) -> Vec<String> {
    let of = |status| {
        let mut sandboxes = server.sandboxes().into_iter();
        sandboxes.find(|sandbox| sandbox.status == status)
    };
    let given = [SandboxStatus::Running, SandboxStatus::Paused].map(of);
    given
        .into_iter()
        .flatten()
        .map(|sandbox| sandbox.id)
        .collect()
}

fn left(file: PathBuf) -> Left {
    let text = fs::read_to_string(&file).expect("a page");
    Left { file, text }
}
