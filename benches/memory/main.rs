//! What the SDK keeps in memory, and how often it allocates, next to a bare `reqwest` loop.
//!
//! ```sh
//! cargo bench -p hopx-client --bench memory
//! ```
//!
//! Everything runs on one thread whose allocations are counted, so the figures hardly vary from
//! run to run, but for the peak of lists. See `benches/README.md`.

#[path = "../shared/mod.rs"]
mod shared;

use allocation_counter::{AllocationInfo, measure};
use shared::{Bare, MockProcess, Result, Side, ids, sdk, serves};
use tokio::runtime::{Builder, Runtime};

const RESUMES: usize = 1_000;
/// As many sandboxes are listed, and then a hundred times as many.
const FEW: usize = 1_000;
const MANY: usize = 100 * FEW;
/// How many times as much the long list may take at its peak; one that was kept would take some
/// hundred times as much. How many pieces a page comes in, and with them the buffer of its bytes,
/// varies by this much from run to run. A walk remembers 8 bytes of every page besides, to notice
/// when it is led in a circle.
const FLAT: f64 = 1.5;

fn main() -> Result<()> {
    if serves()? {
        return Ok(());
    }
    let runtime = Builder::new_current_thread().enable_all().build()?;
    println!("{:<44} {:>12} {:>12}", "", "SDK", "bare");
    resumes(&runtime)?;
    fleet(&runtime)?;
    let few = lists(&runtime, FEW)?;
    let many = lists(&runtime, MANY)?;
    let ratio = many as f64 / few as f64;
    let holds = if ratio <= FLAT { "yes" } else { "no" };
    println!("\nA list 100 times as long takes {ratio:.3} times as much at the peak.");
    println!("Bound: {FLAT}; holds: {holds}");
    Ok(())
}

fn resumes(runtime: &Runtime) -> Result<()> {
    let mock = MockProcess::start(FEW)?;
    let (sdk, bare) = (sdk(&mock)?, Bare::new(&mock)?);
    let ids = runtime.block_on(ids(&sdk, RESUMES))?;
    let all = |side: &dyn Fn(&str) -> Result<()>| ids.iter().try_for_each(|id| side(id));
    let [sdk, bare] = [
        counted(|| all(&|id| runtime.block_on(sdk.resume(id))))?,
        counted(|| all(&|id| runtime.block_on(bare.resume(id))))?,
    ];
    each("a resume", RESUMES, &sdk, &bare);
    Ok(())
}

fn fleet(runtime: &Runtime) -> Result<()> {
    let mut mock = MockProcess::start(MANY)?;
    let (sdk, bare) = (sdk(&mock)?, Bare::new(&mock)?);
    let sdk = counted(|| {
        mock.pause_again()?;
        runtime.block_on(Side::resume_all(&sdk)).map(|_| ())
    })?;
    let bare = counted(|| {
        mock.pause_again()?;
        runtime.block_on(bare.resume_all()).map(|_| ())
    })?;
    each("resume_all, by sandbox", MANY / 5, &sdk, &bare);
    peak(&format!("resume_all of {}", MANY / 5), &sdk, &bare);
    Ok(())
}

/// The peak of the SDK. Short lists are read more often, so that as many pages are read of each.
fn lists(runtime: &Runtime, sandboxes: usize) -> Result<u64> {
    let mock = MockProcess::start(sandboxes)?;
    let (sdk, bare) = (sdk(&mock)?, Bare::new(&mock)?);
    let sdk = counted(|| repeated(sandboxes, || runtime.block_on(sdk.list())))?;
    let bare = counted(|| repeated(sandboxes, || runtime.block_on(bare.list())))?;
    each("a listed sandbox", MANY, &sdk, &bare);
    peak(&format!("a list of {sandboxes}"), &sdk, &bare);
    Ok(sdk.bytes_max)
}

fn repeated(sandboxes: usize, list: impl Fn() -> Result<u32>) -> Result<()> {
    (0..MANY / sandboxes).try_for_each(|_| list().map(|_| ()))
}

/// What `work` allocates, after it has been done once before: connections are made then.
fn counted(mut work: impl FnMut() -> Result<()>) -> Result<AllocationInfo> {
    work()?;
    let mut outcome = Ok(());
    let info = measure(|| outcome = work());
    outcome.map(|()| info)
}

fn each(what: &str, times: usize, sdk: &AllocationInfo, bare: &AllocationInfo) {
    let by = |total: u64| format!("{:.1}", total as f64 / times as f64);
    line(
        &format!("allocations of {what}"),
        &by(sdk.count_total),
        &by(bare.count_total),
    );
    line(
        &format!("bytes allocated by {what}"),
        &by(sdk.bytes_total),
        &by(bare.bytes_total),
    );
}

fn peak(what: &str, sdk: &AllocationInfo, bare: &AllocationInfo) {
    let shown = |info: &AllocationInfo| format!("{} KiB", info.bytes_max / 1024);
    line(&format!("peak of {what}"), &shown(sdk), &shown(bare));
}

fn line(what: &str, sdk: &str, bare: &str) {
    println!("{what:<44} {sdk:>12} {bare:>12}");
}
