//! One server on trial, and what came of it.

use std::time::{Duration, Instant};

use hopx_mock::{ControlPlane, Mock, Organization, SandboxStatus, Twin};

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

/// What calls servers on this machine, any of them: to make it takes longer than a call.
#[derive(Debug)]
pub(super) struct Caller {
    client: Target,
    keys: Credentials,
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

/// How long one call may take. A mock in this very process answers at once.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How long a state change may take to reach lists. No twin takes a time: some are late by a
/// number of lists.
const SETTLE: Duration = Duration::from_millis(10);

/// Nobody here needs a moment, and a machine may be too busy for what takes one.
const PATIENCE: Patience = Patience {
    longest_wait: Duration::from_millis(3),
    least_looks: 3,
};

impl Setup<'_> {
    /// Tries one server.
    pub(super) async fn try_on(&self, subject: Subject, caller: &Caller) -> Result<Trial, Error> {
        let began = Instant::now();
        let runs = match subject {
            Subject::Twin(twin) => vec![self.twin(twin, caller).await?],
            Subject::Null(null) => self.null(null, caller).await?,
        };
        Ok(Trial {
            subject,
            runs,
            took: began.elapsed(),
        })
    }

    async fn twin(&self, twin: &'static Twin, caller: &Caller) -> Result<Ran, Error> {
        let mock = Mock::builder().twin(twin).request_log(0).start().await?;
        let given = borrowed(mock.control_plane());
        let session = self.session(caller, caller.client.elsewhere(mock.base_url())?);
        let scenarios = self.worth_playing(Subject::Twin(twin));
        Ok(self.run(session, &scenarios, &given).await)
    }

    async fn null(&self, null: Null, caller: &Caller) -> Result<Vec<Ran>, Error> {
        let serving = null.serve().await?;
        let target = match null.timeout() {
            Some(timeout) => loopback(&serving.base_url, timeout)?,
            None => caller.client.elsewhere(&serving.base_url)?,
        };
        let session = || -> Result<_, Error> {
            Ok(self.session(caller, target.elsewhere(&serving.base_url)?))
        };
        let assumed = ["running", "paused"].map(|status| Given {
            id: format!("sandbox_{status}"),
            found: Some(status.to_owned()),
        });
        let given = assumed.clone().map(|given| given.id);
        Ok(vec![
            self.run(session()?, self.scenarios, &given).await,
            self.run(session()?.assuming(&assumed), self.scenarios, &given)
                .await,
        ])
    }

    /// To spend the rate limit takes more requests than all the rest, so it is left out where
    /// the claim that is broken has nothing to do with it.
    fn worth_playing(&self, subject: Subject) -> Vec<&Scenario> {
        let of_refusals = subject.claim().is_none_or(is_about_refusals);
        let scenarios = self.scenarios.iter().copied();
        scenarios
            .filter(|scenario| of_refusals || !scenario.exhausts())
            .collect()
    }

    fn session(&self, caller: &Caller, target: Target) -> Session<'_> {
        let options = SessionOptions {
            auth: AuthHeader::Bearer,
            settle: SETTLE,
            patience: PATIENCE,
            max_pages: 10,
            target: TargetKind::Given,
        };
        let never = Interrupt::new().1;
        let keys = caller.keys.clone();
        Session::new(self.judge.contract, target, keys, options, never)
    }

    async fn run(&self, session: Session<'_>, scenarios: &[&Scenario], given: &[String]) -> Ran {
        let doubts = Doubts::new(&self.judge);
        let recording = session.replay(scenarios, given, &doubts).await;
        let verdict = self.judge.judge(scenarios, &recording);
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

impl Caller {
    /// A caller with the keys of every mock.
    pub(super) fn new() -> Result<Self, Error> {
        let [own, other] =
            [Organization::Main, Organization::Other].map(|whose| whose.api_key().to_owned());
        Ok(Caller {
            client: loopback("http://127.0.0.1", TIMEOUT)?,
            keys: Credentials::new(own, Some(other)),
        })
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

/// Whether a claim is about what the rate limit refuses.
fn is_about_refusals(claim: &str) -> bool {
    claim.split('/').any(|part| part == "429")
}

/// The client for servers on this machine.
fn loopback(base_url: &str, timeout: Duration) -> Result<Target, Error> {
    Ok(Target::new(&TargetOptions::direct(base_url, timeout))?)
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
