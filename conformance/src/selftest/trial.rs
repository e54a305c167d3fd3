//! One server on trial, and what came of it.

use std::time::{Duration, Instant};

use hopx_mock::{ControlPlane, Mock, SandboxStatus, Twin};

use super::null::Null;
use super::subject::Subject;
use crate::conclusion::Conclusion;
use crate::exit::Exit;
use crate::judge::{Doubts, Judge, ScenarioResult, Verdict};
use crate::recording::{AuthHeader, Given, Recording, TargetKind};
use crate::replay::{
    Credentials, Interrupt, Patience, Session, SessionOptions, Target, TargetOptions,
};
use crate::scenario::Scenario;

/// Why a trial could not be made: nothing that is on trial.
pub(super) type Error = Box<dyn std::error::Error + Send + Sync>;

/// What all trials share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setup<'s> {
    /// By what is judged.
    pub(crate) judge: Judge<'s>,
    /// What is played.
    pub(crate) scenarios: &'s [&'s Scenario],
}

/// What came of one server.
#[derive(Clone, Debug)]
pub(crate) struct Trial {
    pub(super) subject: Subject,
    /// One run; against servers that are nothing a second one, which begins whatever the first
    /// calls found.
    pub(super) runs: Vec<Ran>,
    pub(super) took: Duration,
}

/// What one run came to.
#[derive(Clone, Debug)]
pub(super) struct Ran {
    pub(super) exit: Exit,
    pub(super) verdict: Verdict,
    /// Why it came to no verdict, or to no good end.
    pub(super) trouble: Vec<String>,
}

/// How long a state change may take to reach lists. No twin takes a time: some are late by a
/// number of lists.
const SETTLE: Duration = Duration::from_millis(10);

/// Nobody here needs a moment, and a machine may be too busy for what takes one.
const PATIENCE: Patience = Patience {
    longest_wait: Duration::from_millis(3),
    least_looks: 3,
};

impl Setup<'_> {
    /// Tries one server. The client is for any server on this machine.
    pub(super) async fn try_on(&self, subject: Subject, client: &Target) -> Result<Trial, Error> {
        let began = Instant::now();
        let runs = match subject {
            Subject::Twin(twin) => vec![self.twin(twin, client).await?],
            Subject::Null(null) => self.null(null, client).await?,
        };
        Ok(Trial {
            subject,
            runs,
            took: began.elapsed(),
        })
    }

    async fn twin(&self, twin: &'static Twin, client: &Target) -> Result<Ran, Error> {
        let mock = Mock::builder().twin(twin).request_log(0).start().await?;
        let plane = mock.control_plane();
        let given = borrowed(plane);
        let keys = Credentials::new(
            plane.api_key().to_owned(),
            Some(plane.other_api_key().to_owned()),
        );
        let session = self.session(client.elsewhere(mock.base_url())?, keys);
        Ok(self.run(session, &given).await)
    }

    async fn null(&self, null: Null, client: &Target) -> Result<Vec<Ran>, Error> {
        let serving = null.serve().await?;
        let target = match null.timeout() {
            Some(timeout) => loopback(&serving.base_url, timeout)?,
            None => client.elsewhere(&serving.base_url)?,
        };
        let session = || -> Result<_, Error> {
            let key = |name: &str| format!("hopx_live_{name}.c2VsZi10ZXN0");
            let keys = Credentials::new(key("Own"), Some(key("Other")));
            Ok(self.session(target.elsewhere(&serving.base_url)?, keys))
        };
        let assumed = ["running", "paused"].map(|status| Given {
            id: format!("sandbox_{status}"),
            found: Some(status.to_owned()),
        });
        let given = assumed.clone().map(|given| given.id);
        Ok(vec![
            self.run(session()?, &given).await,
            self.run(session()?.assuming(&assumed), &given).await,
        ])
    }

    fn session(&self, target: Target, keys: Credentials) -> Session<'_> {
        let options = SessionOptions {
            auth: AuthHeader::Bearer,
            settle: SETTLE,
            patience: PATIENCE,
            max_pages: 10,
            target: TargetKind::Given,
        };
        let never = Interrupt::new().1;
        Session::new(self.judge.contract, target, keys, options, never)
    }

    async fn run(&self, session: Session<'_>, given: &[String]) -> Ran {
        let doubts = Doubts::new(&self.judge);
        let recording = session.replay(self.scenarios, given, &doubts).await;
        let verdict = self.judge.judge(self.scenarios, &recording);
        let conclusion = Conclusion {
            verdict: &verdict,
            recording: &recording,
        };
        Ran {
            exit: conclusion.exit(),
            trouble: trouble(&recording, &verdict),
            verdict,
        }
    }
}

impl Ran {
    /// The scenarios that passed.
    pub(super) fn passed(&self) -> impl Iterator<Item = &str> {
        let scenarios = self.verdict.scenarios.iter();
        let passed = scenarios.filter(|scenario| scenario.result == ScenarioResult::Passed);
        passed.map(|scenario| scenario.address.as_str())
    }
}

/// The client for servers on this machine.
pub(super) fn loopback(base_url: &str, timeout: Duration) -> Result<Target, Error> {
    Ok(Target::new(&TargetOptions {
        base_url: base_url.to_owned(),
        timeout,
        connect_timeout: timeout,
        proxy: None,
        ca_cert: None,
    })?)
}

/// A running and a paused sandbox, as a run on the embedded mock borrows them.
fn borrowed(plane: &ControlPlane) -> Vec<String> {
    let sandboxes = plane.sandboxes();
    let first = |status| sandboxes.iter().find(|sandbox| sandbox.status == status);
    let found = [SandboxStatus::Running, SandboxStatus::Paused].map(first);
    let found = found.into_iter().flatten();
    found.map(|sandbox| sandbox.id.clone()).collect()
}

/// What else came in between of a run and a good end.
fn trouble(recording: &Recording, verdict: &Verdict) -> Vec<String> {
    let unready = recording.unready.iter().map(ToString::to_string);
    let errored = verdict.scenarios.iter().filter_map(|scenario| {
        let ScenarioResult::Errored(reason) = &scenario.result else {
            return None;
        };
        Some(format!("{}: {reason}", scenario.address))
    });
    let faults = verdict.own_faults.iter();
    let faults = faults.map(|fault| format!("{}: a fault of ours: {}", fault.step, fault.what));
    let left = recording.not_put_back.iter();
    let left = left.map(|left| format!("{} was not put back: {}", left.id, left.because));
    unready.chain(errored).chain(faults).chain(left).collect()
}
