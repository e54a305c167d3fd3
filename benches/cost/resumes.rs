//! Resumes: one after another, and many at a time.

use tokio::runtime;

use crate::bench::{Bench, Scenario, Sides, ready};
use crate::measure::Measure;
use crate::shared::side::in_flight;
use crate::shared::{Bare, MockProcess, Result, Side, ids, sdk};

/// In the mock; a fifth of them is paused.
const SANDBOXES: usize = 100;

const ONE_BY_ONE: Scenario = Scenario {
    name: "one resume after another",
    calls: 2_000,
    measures: &[(Measure::Cpu, Some(1.25)), (Measure::Time, None)],
};

const AT_A_TIME: Scenario = Scenario {
    name: "64 resumes in flight",
    calls: 10_000,
    measures: &[(Measure::Throughput, Some(0.9)), (Measure::Cpu, None)],
};

pub(crate) fn one_after_another(bench: &mut Bench) -> Result<()> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mock = MockProcess::start(SANDBOXES)?;
    let (sdk, bare) = (sdk(&mock)?, Bare::new(&mock)?);
    let ids = runtime.block_on(ids(&sdk, ONE_BY_ONE.calls as usize))?;
    let sides = Sides {
        prepare: &mut ready,
        sdk: &mut || runtime.block_on(one_by_one(&sdk, &ids)),
        bare: &mut || runtime.block_on(one_by_one(&bare, &ids)),
    };
    bench.compare(&ONE_BY_ONE, sides);
    Ok(())
}

async fn one_by_one(side: &impl Side, ids: &[String]) -> Result<()> {
    for id in ids {
        side.resume(id).await?;
    }
    Ok(())
}

pub(crate) fn many_at_a_time(bench: &mut Bench) -> Result<()> {
    let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
    let mock = MockProcess::start(SANDBOXES)?;
    let (sdk, bare) = (sdk(&mock)?, Bare::new(&mock)?);
    let ids = runtime.block_on(ids(&sdk, AT_A_TIME.calls as usize))?;
    let sides = Sides {
        prepare: &mut ready,
        sdk: &mut || runtime.block_on(in_flight(&sdk, ids.clone())),
        bare: &mut || runtime.block_on(in_flight(&bare, ids.clone())),
    };
    bench.compare(&AT_A_TIME, sides);
    Ok(())
}
