//! Rounds of a test's own choice, made against a server that a test has in its hand.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, LazyLock};
use std::time::Duration;

use hopx_conformance::contract::{Contract, Level};
use hopx_conformance::explore::{Move, OVERLAPPING, Round, Wanted};
use hopx_conformance::judge::{Judge, Verdict};
use hopx_conformance::recording::{AuthHeader, Outcome, Recording, TargetKind};
use hopx_conformance::replay::{
    Credentials, Guide, Interrupt, Next, Patience, Session, SessionOptions, Target, TargetOptions,
};
use hopx_conformance::scenario::Scenario;
use hopx_conformance::snapshot::Baseline;
use hopx_mock::{Mock, SandboxSeed, SandboxStatus};

use crate::binary::everything;
use crate::door::{Door, Reply, Request, Server, answer};

static CONTRACT: LazyLock<Contract> =
    LazyLock::new(|| Contract::embedded().expect("the contract reads"));

/// The sandboxes that a test works on, both running.
pub(crate) const IDS: [&str; 2] = ["sandbox_aaaaaaaa", "sandbox_bbbbbbbb"];
pub(crate) const A: usize = 0;
pub(crate) const B: usize = 1;

pub(crate) fn pause(client: usize, sandbox: usize) -> (usize, Move) {
    (client, Move::Bring(sandbox, Wanted::Paused))
}

pub(crate) fn resume(client: usize, sandbox: usize) -> (usize, Move) {
    (client, Move::Bring(sandbox, Wanted::Running))
}

pub(crate) fn list(client: usize) -> (usize, Move) {
    (client, Move::List(None))
}

/// A round that begins with both sandboxes running.
pub(crate) fn round(calls: &[(usize, Move)]) -> Round {
    Round {
        calls: calls.to_vec(),
        begin: Wanted::Running,
    }
}

/// A mock with both sandboxes and some others.
pub(crate) fn server() -> Server {
    let seeds = IDS.map(|id| SandboxSeed::new(id).status(SandboxStatus::Running));
    let mut mock = Mock::builder().sandboxes(3);
    for seed in seeds {
        mock = mock.sandbox(seed);
    }
    Server::start(mock)
}

/// A request to pause or resume, among the first so many, once all of them have arrived: they
/// overlap for certain. Later ones are let through.
pub(crate) struct Meeting {
    all: usize,
    arrived: AtomicUsize,
    barrier: Barrier,
}

impl Meeting {
    pub(crate) fn of(all: usize) -> Self {
        Meeting {
            all,
            arrived: AtomicUsize::new(0),
            barrier: Barrier::new(all),
        }
    }

    /// The place of the request among those that met, from 0; none for any other.
    pub(crate) fn wait(&self, request: &Request) -> Option<usize> {
        if !request.is_change() {
            return None;
        }
        let place = self.arrived.fetch_add(1, Ordering::SeqCst);
        (place < self.all).then(|| {
            self.barrier.wait();
            place
        })
    }
}

/// A success of a pause or resume.
pub(crate) fn success(sandbox: usize, status: &str, request_id: &str) -> Reply {
    let id = IDS[sandbox];
    let body = format!(r#"{{"id":"{id}","status":"{status}","request_id":"{request_id}"}}"#);
    answer(200, "application/json", &body)
}

/// The sandbox that a request names.
pub(crate) fn sandbox(request: &Request) -> usize {
    usize::from(request.target().contains(IDS[B]))
}

/// What came of rounds.
pub(crate) struct Made {
    pub(crate) recording: Recording,
    verdict: Verdict,
}

impl Made {
    /// The claims of overlapping calls that are broken.
    pub(crate) fn broken(&self) -> Vec<&str> {
        let mut broken = self.verdict.broken_claims();
        broken.retain(|claim| OVERLAPPING.contains(claim));
        // Which of two calls comes first is for them to settle.
        broken.sort_unstable();
        broken
    }

    /// How the last round ended.
    pub(crate) fn outcome(&self) -> &Outcome {
        &self.recording.scenarios.last().expect("a round").outcome
    }
}

/// How rounds are made.
pub(crate) struct Making {
    pub(crate) rounds: Vec<Round>,
    pub(crate) most: Option<u32>,
    pub(crate) interrupt: Interrupt,
    pub(crate) settle: Duration,
}

impl Making {
    pub(crate) fn of(rounds: &[Round]) -> Self {
        Making {
            rounds: rounds.to_vec(),
            most: None,
            interrupt: Interrupt::new().1,
            settle: Duration::ZERO,
        }
    }

    /// Makes the rounds over both sandboxes and judges what was seen.
    pub(crate) fn against(self, base_url: &str) -> Made {
        let target = Target::new(&TargetOptions::direct(base_url, Duration::from_secs(30)));
        let options = SessionOptions {
            auth: AuthHeader::Bearer,
            settle: self.settle,
            // Nobody here needs a moment.
            patience: Patience {
                longest_wait: Duration::from_millis(3),
                least_looks: 3,
            },
            max_pages: 10,
            target: TargetKind::Given,
        };
        let keys = Credentials::new(crate::binary::key().to_owned(), None);
        let target = target.expect("a target");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let mut rounds = Rounds {
            ahead: self.rounds,
            played: Vec::new(),
        };
        let session = Session::new(&CONTRACT, target, keys, options, self.interrupt);
        let session = session.capped(self.most);
        let recording = runtime.block_on(session.follow(&mut rounds, &IDS.map(str::to_owned)));
        let documented = Baseline::documented().expect("the snapshots read");
        let judge = Judge {
            contract: &CONTRACT,
            documented: &documented,
            level: Level::Expected,
        };
        let played: Vec<&Scenario> = rounds.played.iter().collect();
        Made {
            verdict: judge.judge(&played, &recording),
            recording,
        }
    }
}

/// Makes one round after another.
struct Rounds {
    ahead: Vec<Round>,
    played: Vec<Scenario>,
}

impl Guide for Rounds {
    fn next(&mut self, _: &Recording, _: u32) -> Option<Next> {
        let round = self.ahead.first().cloned()?;
        self.ahead.remove(0);
        let name = format!("round-{}", self.played.len() + 1);
        let together = round.together(&name, &CONTRACT).expect("a scenario");
        self.played.push(together.scenario.clone());
        Some(Next::Together(Box::new(together)))
    }
}

/// A door in front of a mock, which treats the first pauses and resumes as a rule says, once all
/// of them have arrived. The rule is told the place of each, and what leads to the mock.
pub(crate) fn meeting(
    server: &Server,
    all: usize,
    rule: impl Fn(usize, &Request, &dyn Fn(&Request) -> Reply) -> Reply + Send + Sync + 'static,
) -> Door {
    let (behind, meeting) = (server.behind(), Meeting::of(all));
    Door::open(move |request| match meeting.wait(request) {
        Some(place) => rule(place, request, &behind),
        None => behind(request),
    })
}

/// That rounds leave every sandbox as it was, and break these claims.
#[track_caller]
pub(crate) fn breaks(server: &Server, door: &Door, rounds: &[Round], claims: &[&str]) -> Made {
    let before = everything(server);
    let made = Making::of(rounds).against(&door.base_url);
    assert_eq!(made.broken(), claims, "{:?}", made.recording.scenarios);
    assert!(made.recording.not_put_back.is_empty());
    assert_eq!(everything(server), before);
    made
}
