//! A long list, sandbox by sandbox.

use tokio::runtime;

use crate::bench::{Bench, Scenario, Sides, ready};
use crate::measure::Measure;
use crate::shared::side::PAGE;
use crate::shared::{Bare, MockProcess, Result, Side, sdk};

const SANDBOXES: u32 = 100_000;

const STREAM: Scenario = Scenario {
    name: "100,000 sandboxes in pages of 100",
    calls: SANDBOXES / PAGE,
    measures: &[(Measure::Cpu, Some(1.15)), (Measure::Time, Some(1.15))],
};

pub(crate) fn stream(bench: &mut Bench) -> Result<()> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mock = MockProcess::start(SANDBOXES as usize)?;
    let (sdk, bare) = (sdk(&mock)?, Bare::new(&mock)?);
    let sides = Sides {
        prepare: &mut ready,
        sdk: &mut || runtime.block_on(list(&sdk)),
        bare: &mut || runtime.block_on(list(&bare)),
    };
    bench.compare(&STREAM, sides);
    Ok(())
}

async fn list(side: &impl Side) -> Result<()> {
    match side.list().await? {
        SANDBOXES => Ok(()),
        seen => Err(format!("{seen} sandboxes were listed").into()),
    }
}
