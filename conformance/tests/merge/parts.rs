//! Shards that were run, and the files that they left.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use hopx_conformance::report::document::Document;
use hopx_mock::{ControlPlane, Mock, RateLimit, SandboxStatus};
use serde_json::Value;

use crate::binary::{Told, against, command, fresh, shown, told};
use crate::door::Server;

/// The reports of all shards of a run.
pub(crate) struct Parts {
    pub(crate) dir: PathBuf,
    pub(crate) told: Vec<Told>,
}

/// A server that never says that a limit is spent.
pub(crate) fn server() -> Server {
    let limit = RateLimit::new(100_000, Duration::from_secs(60));
    Server::start(Mock::builder().rate_limit(limit))
}

/// So many sandboxes of a server, half of them running, as arguments.
pub(crate) fn given(server: &ControlPlane, count: usize) -> Vec<String> {
    let of = |status| {
        let sandboxes = server.sandboxes().into_iter();
        sandboxes.filter(move |sandbox| sandbox.status == status)
    };
    let running = of(SandboxStatus::Running).take(count.div_ceil(2));
    let paused = of(SandboxStatus::Paused).take(count / 2);
    let ids = running.chain(paused).map(|sandbox| sandbox.id);
    ids.flat_map(|id| ["--sandbox".to_owned(), id]).collect()
}

impl Parts {
    /// Runs every shard against a server, one after the other.
    pub(crate) fn against(name: &str, base_url: &str, key: &str, of: u32, args: &[&str]) -> Self {
        Parts::run(name, of, args, |args| against(base_url, key, args))
    }

    /// Runs every shard on an embedded mock of its own.
    pub(crate) fn of_the_mock(name: &str, of: u32, args: &[&str]) -> Self {
        Parts::run(name, of, args, |args| {
            told(&mut command(&[&["run"], args].concat()))
        })
    }

    fn run(name: &str, of: u32, args: &[&str], run: impl Fn(&[&str]) -> Told) -> Self {
        let dir = fresh(&format!("merge-{name}"));
        let told = (1..=of).map(|number| {
            let shard = format!("{number}/{of}");
            let report = format!("json={}", shown(&dir.join(format!("shard-{number}.json"))));
            let own = ["--shard", &shard, "--report", &report];
            run(&[args, &own].concat())
        });
        let told = told.collect();
        Parts { dir, told }
    }

    /// The file of a shard.
    pub(crate) fn file(&self, number: u32) -> String {
        shown(&self.dir.join(format!("shard-{number}.json")))
    }

    /// The report of a shard.
    pub(crate) fn document(&self, number: u32) -> Document {
        read(&self.file(number))
    }

    /// Merges shards, and reads what comes of it.
    pub(crate) fn merge(&self, numbers: &[u32]) -> (Told, Document) {
        let files: Vec<String> = numbers.iter().map(|number| self.file(*number)).collect();
        let merged = shown(&self.dir.join("merged.json"));
        let report = format!("json={merged}");
        let mut args = vec!["merge", "--report", &report];
        args.extend(files.iter().map(String::as_str));
        (told(&mut command(&args)), read(&merged))
    }

    /// Writes the report of a shard anew, with a change, and says where.
    pub(crate) fn changed(&self, number: u32, change: impl FnOnce(&mut Value)) -> String {
        let text = fs::read_to_string(self.file(number)).expect("a report");
        let mut report: Value = serde_json::from_str(&text).expect("JSON");
        change(&mut report);
        let file = self.dir.join(format!("changed-{number}.json"));
        fs::write(&file, report.to_string()).expect("a file");
        shown(&file)
    }
}

/// A report.
pub(crate) fn read(file: &str) -> Document {
    let text = fs::read_to_string(file).expect("a report");
    serde_json::from_str(&text).expect("a document")
}
