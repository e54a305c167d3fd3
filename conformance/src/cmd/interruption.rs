//! What somebody who interrupts a run is told, and when the run heeds nothing but that.
//!
//! The first signal ends the run, and everything is put back. The second tells what is still
//! to be put back. The third ends the process at once: the journal keeps what is borrowed.
//! Which signals these are makes no difference: some programs send SIGTERM twice at once.

use crate::exit::Exit;
use crate::journal::RestoreCommand;
use crate::printable::printable;
use crate::replay::{Interrupt, Standing};

use super::warn;

/// Tells of interruptions for as long as the process lives. Must be called inside of a tokio
/// runtime.
pub(super) fn attend(interrupt: Interrupt, standing: Standing, restore: Option<RestoreCommand>) {
    tokio::spawn(attended(interrupt, standing, restore));
}

async fn attended(mut interrupt: Interrupt, standing: Standing, restore: Option<RestoreCommand>) {
    interrupt.times(1).await;
    // Putting back may take a while.
    warn("interrupted; putting back what was borrowed");
    interrupt.times(2).await;
    let left = standing.left();
    if left.is_empty() {
        // The run is ending by itself.
        return;
    }
    warn(&format!(
        "still putting back {}; once more ends this at once, and leaves it so",
        listed(&standing)
    ));
    interrupt.times(3).await;
    if standing.left().is_empty() {
        return;
    }
    let Some(restore) = restore else {
        // Sandboxes that end with this process are not left behind.
        std::process::exit(Exit::Interrupted.code().into());
    };
    let left = standing.left();
    warn(&format!(
        "NOT PUT BACK: {}\n  mend: {}",
        listed(&standing),
        restore.of(left.keys().map(String::as_str))
    ));
    std::process::exit(Exit::NotPutBack.code().into());
}

fn listed(standing: &Standing) -> String {
    let left = standing.left();
    let one = |(id, found): (&String, &String)| format!("{} (was {found})", printable(id));
    left.iter().map(one).collect::<Vec<_>>().join(", ")
}
