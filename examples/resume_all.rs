//! Resumes everything that is paused, with a progress bar: what the shell loop of the
//! documentation does (page *resume*), without missing a page or running into the rate limit.
//!
//! ```console
//! $ cargo run --example resume_all                              # on a mock
//! $ HOPX_API_KEY=… cargo run --example resume_all               # names them, changes nothing
//! $ HOPX_API_KEY=… cargo run --example resume_all -- --yes      # resumes them
//! $ HOPX_API_KEY=… cargo run --example resume_all -- --yes us-east
//! ```

mod target;

use std::env;
use std::error::Error;

use hopx_client::{Fleet, FleetOutcome};
use indicatif::{ProgressBar, ProgressStyle};
use target::Target;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let target = Target::choose().await?;
    let (options, regions): (Vec<String>, Vec<String>) = env::args()
        .skip(1)
        .partition(|argument| argument.starts_with('-'));
    let yes = options.iter().any(|option| option == "--yes");

    let mut fleet = target.client.resume_all().concurrency(16);
    if let Some(region) = regions.first() {
        fleet = fleet.region(region.as_str());
    }
    // On an account that costs something a slip of the finger resumes nothing.
    let dry = target.mock.is_none() && !yes;
    let mut fleet = fleet.dry_run(dry).start();

    // Ctrl-C begins no other call, and sees through those in flight.
    let interrupted = tokio::select! {
        read = show(&mut fleet) => { read?; false }
        signal = tokio::signal::ctrl_c() => { signal?; true }
    };
    let report = fleet.cancel().await;
    println!(
        "{} resumed, {} would be, {} failed, {} in doubt, {} untouched",
        report.changed.len(),
        report.planned.len(),
        report.failed.len(),
        report.unsure.len(),
        report.untouched.len(),
    );
    if dry {
        println!("nothing was changed; --yes resumes them");
    }
    if interrupted || !report.failed.is_empty() || !report.unsure.is_empty() {
        return Err("not every sandbox was resumed".into());
    }
    Ok(())
}

async fn show(fleet: &mut Fleet) -> Result<(), hopx_client::Error> {
    let monitor = fleet.monitor();
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}");
    let bar =
        ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    while let Some(outcome) = fleet.next().await {
        let FleetOutcome { id, result, .. } = outcome?;
        if let Err(error) = result {
            bar.println(format!("{id}: {error}"));
        }
        let progress = monitor.progress();
        bar.set_length(progress.found as u64);
        bar.set_position(progress.done() as u64);
        bar.set_message(id);
    }
    bar.finish_with_message("done");
    Ok(())
}
