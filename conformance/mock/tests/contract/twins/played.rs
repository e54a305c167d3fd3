//! A fixed sequence of calls, which shows of every twin that it differs.

use super::raw::{Bytes, Caller};
use hopx_mock::{Clock, Mock, MockBuilder, Organization, SandboxStatus};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// A clock that stands still, and only adds up what is waited for on it.
#[derive(Clone, Default)]
struct Still(Arc<AtomicU64>);

impl Clock for Still {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
    }

    fn sleep(&self, by: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.0.fetch_add(by.as_millis() as u64, Ordering::Relaxed);
        Box::pin(async {})
    }
}

/// A call, what came, and for how many milliseconds calls have been held so far.
pub(super) type Call = (String, Bytes, u64);

/// Plays the sequence against a mock, until `enough` of a call.
pub(super) async fn play(builder: MockBuilder, enough: impl FnMut(usize, &Call) -> bool) {
    let clock = Still::default();
    let mock = builder.clock(clock.clone()).start().await.unwrap();
    let [mine, theirs] =
        [Organization::Main, Organization::Other].map(|of| one_running_one_paused(&mock, of));
    let mut player = Player {
        mine,
        theirs,
        caller: Caller::of(mock.base_url()),
        clock,
        made: 0,
        enough,
        done: false,
        key: bearer(mock.api_key()),
        mock,
    };
    player.keys().await;
    player.lists().await;
    player.changes().await;
    player.refusals().await;
    player.many().await;
}

/// The ids of two sandboxes, as they stand in a path.
fn one_running_one_paused(mock: &Mock, of: Organization) -> [String; 2] {
    [SandboxStatus::Running, SandboxStatus::Paused].map(|status| {
        let all = mock.sandboxes_of(of).into_iter();
        let mut alike = all.filter(|sandbox| sandbox.status == status);
        encoded(&alike.next().expect("there is one").id)
    })
}

fn bearer(key: &str) -> String {
    format!("Authorization: Bearer {key}\r\n")
}

struct Player<F> {
    mock: Mock,
    /// A running and a paused sandbox.
    mine: [String; 2],
    /// The same of the other organisation.
    theirs: [String; 2],
    caller: Caller,
    clock: Still,
    made: usize,
    enough: F,
    done: bool,
    /// The header with the key that is used.
    key: String,
}

impl<F: FnMut(usize, &Call) -> bool> Player<F> {
    async fn call(&mut self, method: &str, target: &str) -> Bytes {
        if self.done {
            return Bytes::default();
        }
        let answer = self.caller.call(method, target, &self.key).await;
        let said = format!("{method} {target} {}", self.key.trim_end());
        let held = self.clock.0.load(Ordering::Relaxed);
        self.done = (self.enough)(self.made, &(said, answer.clone(), held));
        self.made += 1;
        answer
    }

    async fn list(&mut self, query: &str) -> Bytes {
        self.call("GET", &format!("/v1/sandboxes?{query}")).await
    }

    /// Lists page by page, up to eight of them.
    async fn walk(&mut self, query: &str) {
        let mut page = self.list(query).await;
        for _ in 0..7 {
            let cursor = page
                .json()
                .and_then(|body| Some(body["next_cursor"].as_str()?.to_owned()));
            let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) else {
                return;
            };
            let cursor: String = encoded(&cursor);
            page = self.list(&format!("{query}&cursor={cursor}")).await;
        }
    }

    async fn pause(&mut self, id: &str) {
        self.call("POST", &format!("/v1/sandboxes/{id}/pause"))
            .await;
    }

    async fn resume(&mut self, id: &str) {
        self.call("POST", &format!("/v1/sandboxes/{id}/resume"))
            .await;
    }

    /// Calls with bad keys, and with keys in other places.
    async fn keys(&mut self) {
        let good = self.key.clone();
        let [running, paused] = self.mine.clone();
        let (public, _) = self.mock.api_key().split_once('.').expect("a dot");
        let bad = [
            String::new(),
            bearer("nobody"),
            "X-API-Key: nobody\r\n".to_owned(),
            bearer(&format!("{public}.of_another")),
            "Authorization: Token t\r\n".to_owned(),
            format!("X-API-Key: {}\r\n", self.mock.api_key()),
        ];
        for key in bad {
            self.key = key;
            self.list("").await;
            self.pause(&running).await;
            self.resume(&paused).await;
            self.pause("sandbox_unknown").await;
            self.resume("sandbox_unknown").await;
        }
        self.key = good;
        self.list("").await;
        self.pause(&paused).await;
        self.resume(&running).await;
    }

    async fn lists(&mut self) {
        for query in [
            "limit=4",
            "limit=1",
            "limit=1000",
            "status=running&limit=3",
            "status=paused",
            "status=stopped",
            "status=creating",
            "region=us-east&limit=4",
            "region=eu-west",
            "status=running&region=eu-west",
            "region=nowhere",
        ] {
            self.walk(query).await;
        }
        for query in [
            "limit=abc",
            "limit=-1",
            "limit=0",
            "limit=100000",
            "status=nonsense",
            "cursor=nonsense",
        ] {
            self.list(query).await;
        }
    }

    /// Two sandboxes, through two rounds of pauses and resumes.
    async fn changes(&mut self) {
        let [running, paused] = self.mine.clone();
        for _ in 0..2 {
            for _ in 0..2 {
                self.pause(&running).await;
                self.look().await;
            }
            for _ in 0..2 {
                self.resume(&running).await;
                self.look().await;
            }
            self.resume(&paused).await;
            self.look().await;
            self.pause(&paused).await;
        }
    }

    async fn look(&mut self) {
        for query in ["", "status=paused", "status=running"] {
            self.list(query).await;
        }
    }

    /// What does not exist, or belongs to others.
    async fn refusals(&mut self) {
        for id in ["sandbox_unknown", "a%20b%2Fc"] {
            self.pause(id).await;
            self.resume(id).await;
        }
        for theirs in self.theirs.clone() {
            self.pause(&theirs).await;
            self.resume(&theirs).await;
        }
        self.key = bearer(self.mock.other_api_key());
        for query in ["", "status=running"] {
            self.list(query).await;
        }
        self.key = bearer(self.mock.api_key());
    }

    /// Resumes of all that is paused, and lists enough for what shows only now and then.
    async fn many(&mut self) {
        let paused = self.mock.sandboxes().into_iter();
        let paused = paused.filter(|sandbox| sandbox.status == SandboxStatus::Paused);
        for sandbox in paused {
            self.resume(&encoded(&sandbox.id)).await;
        }
        self.look().await;
        for _ in 0..45 {
            self.list("limit=2").await;
        }
    }
}

/// A text as part of a URL.
fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    text.bytes()
        .map(|byte| match plain(&byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}
