//! Arguments that several commands read alike.

use std::time::Duration;

/// A number of seconds.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is no number of seconds; give one such as 2 or 0.5");
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
}

/// A time that is not over before it begins.
pub(super) fn some_seconds(text: &str) -> Result<Duration, String> {
    match seconds(text)? {
        Duration::ZERO => Err("0 leaves no time at all; give more".to_owned()),
        duration => Ok(duration),
    }
}
