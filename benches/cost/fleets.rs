//! `resume_all` as fast as it goes.

use std::cell::RefCell;

use tokio::runtime;

use crate::bench::{Bench, Scenario, Sides};
use crate::measure::Measure;
use crate::shared::side::PAGE;
use crate::shared::{Bare, MockProcess, Result, Side, sdk};

/// Those that are paused: a fifth of all.
pub(crate) const PAUSED: u32 = 10_000;
pub(crate) const SANDBOXES: usize = 5 * PAUSED as usize;
/// Each is resumed once, and the list read before that.
pub(crate) const REQUESTS: u32 = PAUSED + PAUSED / PAGE;

const RESUME_ALL: Scenario = Scenario {
    name: "resume_all of 10,000",
    calls: REQUESTS,
    measures: &[(Measure::Throughput, Some(0.85)), (Measure::Cpu, None)],
};

pub(crate) fn unlimited(bench: &mut Bench) -> Result<()> {
    let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
    let mock = RefCell::new(MockProcess::start(SANDBOXES)?);
    let (sdk, bare) = (sdk(&mock.borrow())?, Bare::new(&mock.borrow())?);
    let sides = Sides {
        prepare: &mut || mock.borrow_mut().pause_again(),
        sdk: &mut || runtime.block_on(resume_all(&sdk)),
        bare: &mut || runtime.block_on(resume_all(&bare)),
    };
    bench.compare(&RESUME_ALL, sides);
    Ok(())
}

pub(crate) async fn resume_all(side: &impl Side) -> Result<()> {
    match side.resume_all().await? {
        all if all == PAUSED as usize => Ok(()),
        some => Err(format!("{some} sandboxes were resumed").into()),
    }
}
