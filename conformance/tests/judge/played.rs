//! One real run against the mock, whose recording every test mutates.

use std::sync::LazyLock;
use std::time::Duration;

use hopx_conformance::conclusion::Conclusion;
use hopx_conformance::contract::{Contract, Level};
use hopx_conformance::exit::Exit;
use hopx_conformance::judge::{Doubts, Finding, Judge, Verdict};
use hopx_conformance::recording::{AuthHeader, Recording, TargetKind};
use hopx_conformance::replay::{
    Credentials, Interrupt, Patience, Session, SessionOptions, Target, TargetOptions,
};
use hopx_conformance::scenario::{self, Scenario};
use hopx_conformance::snapshot::Baseline;
use hopx_mock::{Mock, RateLimit, SandboxSeed, SandboxStatus};

/// The given sandbox that scenarios with one sandbox work on; found running.
pub(crate) const MINE: &str = "sandbox_mine_1";
/// The other given sandbox; found paused.
pub(crate) const OTHER: &str = "sandbox_mine_2";

/// A third one; found running.
pub(crate) const THIRD: &str = "sandbox_mine_3";

/// The run, played once for all tests.
pub(crate) static PLAYED: LazyLock<Played> = LazyLock::new(Played::play);

/// A run, and what it was judged by.
pub(crate) struct Played {
    pub(crate) contract: Contract,
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) documented: Baseline,
    pub(crate) recording: Recording,
}

impl Played {
    fn play() -> Self {
        let contract = Contract::embedded().expect("the contract reads");
        let mut scenarios = scenario::embedded(&contract).expect("the scenarios read");
        // What spends the rate limit has nothing to mutate.
        scenarios.retain(|scenario| !scenario.exhausts());
        let documented = Baseline::documented().expect("the snapshots read");
        let mut played = Played {
            contract,
            scenarios,
            documented,
            recording: Recording::default(),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        played.recording = runtime.block_on(played.replay());
        played
    }

    async fn replay(&self) -> Recording {
        let mock = Mock::builder()
            .sandboxes(12)
            .sandbox(SandboxSeed::new(MINE).region("us-east"))
            .sandbox(
                SandboxSeed::new(OTHER)
                    .region("eu-west")
                    .status(SandboxStatus::Paused),
            )
            .sandbox(SandboxSeed::new(THIRD).region("us-east"))
            .rate_limit(RateLimit::new(10_000, Duration::from_secs(60)))
            .start()
            .await
            .expect("the mock starts");
        let target = Target::new(&TargetOptions::direct(
            mock.base_url(),
            Duration::from_secs(30),
        ));
        let options = SessionOptions {
            auth: AuthHeader::Bearer,
            settle: Duration::ZERO,
            patience: Patience::default(),
            max_pages: 10,
            target: TargetKind::Given,
        };
        let keys = Credentials::new(
            mock.api_key().to_owned(),
            Some(mock.other_api_key().to_owned()),
        );
        let session = Session::new(
            &self.contract,
            target.expect("a target"),
            keys,
            options,
            Interrupt::new().1,
        );
        let given = [MINE, OTHER, THIRD].map(str::to_owned);
        let judge = self.judging(Level::Expected);
        let doubts = Doubts::new(&judge);
        let recording = session.replay(&self.selected(), &given, &doubts).await;
        assert_eq!(recording.unready, None);
        assert_eq!(recording.not_put_back, []);
        recording
    }

    /// The scenarios in the order they are played.
    pub(crate) fn selected(&self) -> Vec<&Scenario> {
        self.scenarios.iter().collect()
    }

    /// A judge of that level.
    pub(crate) fn judging(&self, level: Level) -> Judge<'_> {
        Judge {
            contract: &self.contract,
            documented: &self.documented,
            level,
        }
    }

    /// The verdict at the level that a run has by default.
    pub(crate) fn judge(&self, recording: &Recording) -> Verdict {
        self.judging(Level::Expected)
            .judge(&self.selected(), recording)
    }
}

/// Every finding of a verdict, with the address of its scenario.
pub(crate) fn findings(verdict: &Verdict) -> impl Iterator<Item = (&str, &Finding)> {
    verdict.scenarios.iter().flat_map(|scenario| {
        let findings = scenario.findings.iter();
        findings.map(|finding| (scenario.address.as_str(), finding))
    })
}

/// How a run with that verdict ends.
pub(crate) fn exit(verdict: &Verdict) -> Exit {
    let conclusion = Conclusion {
        verdict,
        recording: &Recording::default(),
    };
    conclusion.exit()
}
