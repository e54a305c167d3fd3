//! Runs in this very process, and what they leave behind.

use std::sync::LazyLock;
use std::time::Duration;

use hopx_conformance::conclusion::Conclusion;
use hopx_conformance::contract::{Contract, Level};
use hopx_conformance::exit::Exit;
use hopx_conformance::judge::{Doubts, Judge};
use hopx_conformance::recording::{AuthHeader, NotPutBack, Recording, TargetKind};
use hopx_conformance::replay::{
    Credentials, Doubt, Interrupt, Patience, Session, SessionOptions, Target, TargetOptions,
};
use hopx_conformance::report::{self, Report};
use hopx_conformance::scenario::{self, Scenario, Selection};
use hopx_conformance::snapshot::Baseline;
use hopx_mock::{ControlPlane, Organization, SandboxStatus};

pub(crate) static CONTRACT: LazyLock<Contract> =
    LazyLock::new(|| Contract::embedded().expect("the contract"));
static SCENARIOS: LazyLock<Vec<Scenario>> =
    LazyLock::new(|| scenario::embedded(&CONTRACT).expect("the scenarios"));
static DOCUMENTED: LazyLock<Baseline> =
    LazyLock::new(|| Baseline::documented().expect("the snapshots"));
static JUDGE: LazyLock<Judge<'static>> = LazyLock::new(|| Judge {
    contract: &CONTRACT,
    documented: &DOCUMENTED,
    level: Level::Expected,
});

/// A run to make.
pub(crate) struct Play<'p> {
    pub(crate) base_url: &'p str,
    pub(crate) given: Vec<String>,
    /// None plays the documented ones.
    pub(crate) scenarios: Option<&'p [Scenario]>,
    /// All of them if empty.
    pub(crate) patterns: &'p [&'p str],
    pub(crate) settle: Duration,
    pub(crate) patience: Patience,
    pub(crate) interrupt: Interrupt,
}

/// What a run came to.
pub(crate) struct Played {
    pub(crate) recording: Recording,
    pub(crate) exit: Exit,
    pub(crate) not_put_back: Vec<NotPutBack>,
    /// The report, without colours.
    pub(crate) text: String,
}

impl Played {
    /// That it ended with a code.
    #[track_caller]
    pub(crate) fn ended(&self, code: u8) {
        assert_eq!(self.exit.code(), code, "{}", self.text);
    }

    /// That the report says something.
    #[track_caller]
    pub(crate) fn says(&self, words: &str) {
        let text = &self.text;
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
}

impl<'p> Play<'p> {
    /// A run of every documented scenario that waits for nothing.
    pub(crate) fn against(base_url: &'p str, given: &[String]) -> Self {
        Play {
            base_url,
            given: given.to_vec(),
            scenarios: None,
            patterns: &[],
            settle: Duration::ZERO,
            patience: Patience::default(),
            interrupt: Interrupt::new().1,
        }
    }

    /// The same run of some scenarios.
    pub(crate) fn only(self, patterns: &'p [&'p str]) -> Self {
        Play { patterns, ..self }
    }

    /// Makes the run.
    pub(crate) fn run(self) -> Played {
        self.run_with(&Doubts::new(&JUDGE))
    }

    /// Makes the run, with something else in place of what the judge has doubts about.
    pub(crate) fn run_with(self, doubt: &impl Doubt) -> Played {
        let all = self.scenarios.unwrap_or(&SCENARIOS);
        let patterns: Vec<_> = self
            .patterns
            .iter()
            .map(|text| (*text).to_owned())
            .collect();
        let selection = Selection::parse(&patterns).expect("patterns");
        let chosen = selection.apply(all).expect("a scenario");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let session = self.session();
        let recording = runtime.block_on(session.replay(&chosen, &self.given, doubt));
        let verdict = JUDGE.judge(&chosen, &recording);
        let conclusion = Conclusion {
            verdict: &verdict,
            recording: &recording,
        };
        let (exit, text) = (conclusion.exit(), text(conclusion));
        Played {
            exit,
            not_put_back: recording.not_put_back.clone(),
            text,
            recording,
        }
    }

    /// The run before it is made.
    pub(crate) fn session(&self) -> Session<'static> {
        let target = Target::new(&TargetOptions::direct(
            self.base_url,
            Duration::from_secs(10),
        ));
        let other = Organization::Other.api_key().to_owned();
        let credentials = Credentials::new(Organization::Main.api_key().to_owned(), Some(other));
        let options = SessionOptions {
            auth: AuthHeader::Bearer,
            settle: self.settle,
            patience: self.patience,
            max_pages: 10,
            target: TargetKind::Given,
        };
        let interrupt = self.interrupt.clone();
        Session::new(
            &CONTRACT,
            target.expect("a target"),
            credentials,
            options,
            interrupt,
        )
    }
}

fn text(conclusion: Conclusion<'_>) -> String {
    let report = Report {
        contract: &CONTRACT,
        conclusion,
        drift: &[],
        whole_ledger: false,
        quiet: false,
    };
    let mut out = anstream::StripStream::new(Vec::new());
    report::text(&report, None, &mut out).expect("a report");
    String::from_utf8(out.into_inner()).expect("text")
}

/// The id and the status of every sandbox of every organisation.
pub(crate) fn everything(plane: &ControlPlane) -> Vec<(String, SandboxStatus)> {
    let organizations = [Organization::Main, Organization::Other];
    let sandboxes = organizations.map(|organization| plane.sandboxes_of(organization));
    let told = |sandbox: hopx_mock::SandboxSummary| (sandbox.id, sandbox.status);
    sandboxes.into_iter().flatten().map(told).collect()
}

/// The first sandboxes of some statuses, each another.
pub(crate) fn some(plane: &ControlPlane, statuses: &[SandboxStatus]) -> Vec<String> {
    let mut left = plane.sandboxes();
    let taken = statuses.iter().map(|status| {
        let place = left.iter().position(|sandbox| sandbox.status == *status);
        left.remove(place.expect("a sandbox of that status")).id
    });
    taken.collect()
}

/// A running and a paused sandbox, in that order.
pub(crate) fn both(plane: &ControlPlane) -> Vec<String> {
    some(plane, &[SandboxStatus::Running, SandboxStatus::Paused])
}
