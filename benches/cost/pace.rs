//! `resume_all` where the server enforces a rate limit, on a clock that waits for nobody.
//!
//! Mock and client share the clock, so the mock is in this process; what counts is the time on
//! that clock and how often the mock refused.

use std::pin::Pin;
use std::time::{Duration, SystemTime};

use hopx_client::{Client, Clock};
use hopx_mock::{Clock as _, ManualClock, Mock, RateLimit};

use crate::bench::Bench;
use crate::fleets::{REQUESTS, SANDBOXES, resume_all};
use crate::shared::Result;
use crate::table::Line;

const NAME: &str = "resume_all with 1,000 a minute";
const LIMIT: u32 = 1_000;
const WINDOW: Duration = Duration::from_secs(60);
/// Over what the limit allows.
const TIMES: f64 = 1.05;
const REFUSALS: usize = 1;

/// The clock of the mock, on which to wait is to move it.
#[derive(Clone, Default)]
struct HeldClock(ManualClock);

impl Clock for HeldClock {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let (clock, end) = (self.0.clone(), self.0.now() + wait);
        Box::pin(async move {
            // Others get their turn first, and may have moved it.
            tokio::task::yield_now().await;
            if clock.now() < end {
                clock.set(end);
            }
        })
    }
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn limited(bench: &mut Bench) -> Result<()> {
    let clock = HeldClock::default();
    let began = clock.now();
    let mock = Mock::builder()
        .sandboxes(SANDBOXES)
        .clock(clock.0.clone())
        .rate_limit(RateLimit::new(LIMIT, WINDOW).enforced())
        .request_log(SANDBOXES)
        .start()
        .await?;
    let client = Client::builder()
        .api_key(mock.api_key())
        .base_url(mock.base_url())
        .clock(clock.clone())
        .build()?;
    resume_all(&client).await?;
    bench.add(time(clock.now().duration_since(began)?));
    let requests = mock.requests();
    let refused = requests.iter().filter(|request| request.status == 429);
    bench.add(refusals(refused.count()));
    Ok(())
}

fn time(took: Duration) -> Line {
    // The first window begins with the first request, and the last need not end.
    let allowed = WINDOW * (REQUESTS.div_ceil(LIMIT) - 1);
    let ratio = took.as_secs_f64() / allowed.as_secs_f64();
    Line {
        what: NAME,
        measure: "its clock",
        sdk: format!("{:.1} s", took.as_secs_f64()),
        other: format!("{:.1} s", allowed.as_secs_f64()),
        ratio: format!("{ratio:.3}"),
        bound: format!("≤ {TIMES:.2}"),
        keeps: Some(ratio <= TIMES),
    }
}

fn refusals(count: usize) -> Line {
    Line {
        what: NAME,
        measure: "429",
        sdk: count.to_string(),
        other: String::new(),
        ratio: String::new(),
        bound: format!("≤ {REFUSALS}"),
        keeps: Some(count <= REFUSALS),
    }
}
