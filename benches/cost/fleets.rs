//! `resume_all` as fast as it goes.

use std::cell::RefCell;

use hopx_client::Client;
use tokio::runtime;

use crate::bench::{Bench, Scenario, Sides};
use crate::measure::Measure;
use crate::shared::side::{IN_FLIGHT, PAGE};
use crate::shared::{Bare, MockProcess, Result, Side, sdk};

/// Those that are paused: a fifth of all.
pub(crate) const PAUSED: u32 = 10_000;
pub(crate) const SANDBOXES: usize = 5 * PAUSED as usize;
/// Each is resumed once, and the list read before that.
pub(crate) const REQUESTS: u32 = PAUSED + PAUSED / PAGE;

const FINISHED: Scenario = Scenario {
    name: "resume_all of 10,000",
    calls: REQUESTS,
    measures: &[(Measure::Throughput, Some(0.85)), (Measure::Cpu, None)],
};

/// Each outcome wakes the thread that reads them, which nothing does on the other side.
const READ: Scenario = Scenario {
    name: "the same, outcome by outcome",
    calls: REQUESTS,
    measures: &[(Measure::Throughput, None), (Measure::Cpu, None)],
};

pub(crate) fn unlimited(bench: &mut Bench) -> Result<()> {
    compare(bench, &FINISHED, &async |sdk| resume_all(sdk).await)?;
    compare(bench, &READ, &async |sdk| complete(read(sdk).await?))
}

fn compare(
    bench: &mut Bench,
    scenario: &Scenario,
    with_sdk: &impl AsyncFn(&Client) -> Result<()>,
) -> Result<()> {
    let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
    let mock = RefCell::new(MockProcess::start(SANDBOXES)?);
    let (sdk, bare) = (sdk(&mock.borrow())?, Bare::new(&mock.borrow())?);
    let sides = Sides {
        prepare: &mut || mock.borrow_mut().pause_again(),
        sdk: &mut || runtime.block_on(with_sdk(&sdk)),
        bare: &mut || runtime.block_on(resume_all(&bare)),
    };
    bench.compare(scenario, sides);
    Ok(())
}

async fn read(sdk: &Client) -> Result<usize> {
    let mut fleet = sdk.resume_all().concurrency(IN_FLIGHT).start();
    let mut resumed = 0;
    while let Some(outcome) = fleet.next().await {
        outcome?.result?;
        resumed += 1;
    }
    Ok(resumed)
}

pub(crate) async fn resume_all(side: &impl Side) -> Result<()> {
    complete(side.resume_all().await?)
}

fn complete(resumed: usize) -> Result<()> {
    match resumed == PAUSED as usize {
        true => Ok(()),
        false => Err(format!("{resumed} sandboxes were resumed").into()),
    }
}
