//! What a run waited for, in one line.

use std::io::{self, Write};
use std::time::Duration;

use crate::recording::{Recording, Wait, WaitReason};

/// Writes how long was waited, and for what; nothing where nothing was waited for.
pub(super) fn write(recording: &Recording, out: &mut impl Write) -> io::Result<()> {
    if recording.waits.is_empty() {
        return Ok(());
    }
    let parts = WaitReason::ALL.into_iter().filter_map(|why| {
        let of_it = || recording.waits.iter().filter(move |wait| wait.why == why);
        let times = match of_it().count() {
            0 => return None,
            1 => "once".to_owned(),
            several => format!("{several} times"),
        };
        Some(format!(
            "{:.1} s for {} ({times})",
            seconds(of_it()),
            why.words()
        ))
    });
    let parts: Vec<_> = parts.collect();
    let total = seconds(recording.waits.iter());
    writeln!(out, "\nwaited {total:.1} s: {}", parts.join(", "))
}

fn seconds<'w>(waits: impl Iterator<Item = &'w Wait>) -> f64 {
    let total = waits.map(|wait| wait.ms).fold(0, u64::saturating_add);
    Duration::from_millis(total).as_secs_f64()
}
