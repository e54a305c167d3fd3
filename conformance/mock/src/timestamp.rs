//! A moment in whole seconds, as the members of a sandbox show it.

use serde::{Serialize, Serializer};
use std::time::{Duration, SystemTime};

/// A moment between 1970 and the end of the year 9999, as far as RFC 3339 can write; serialises as
/// such a string in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timestamp(u64);

/// The last of these moments, 9999-12-30T22:00:00Z: past it some offset would need a fifth digit.
const LAST: u64 = 253_402_207_200;

impl Timestamp {
    pub(crate) fn unix_seconds(self) -> u64 {
        self.0
    }

    pub(crate) fn plus(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds).min(LAST))
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        Self(since_epoch(time).as_secs().min(LAST))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let time = jiff::Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_secs(self.0 as i64);
        serializer.collect_str(&time)
    }
}

/// How long after 1970 `time` is; nothing for a moment before.
pub(crate) fn since_epoch(time: SystemTime) -> Duration {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(time: SystemTime) -> String {
        serde_json::to_string(&Timestamp::from(time)).unwrap()
    }

    #[test]
    fn is_written_in_utc_with_whole_seconds() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_735_689_600_999);
        assert_eq!(written(time), r#""2025-01-01T00:00:00Z""#);
    }

    #[test]
    fn moments_that_cannot_be_written_are_moved_to_the_nearest_that_can() {
        let early = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(written(early), r#""1970-01-01T00:00:00Z""#);

        let late = SystemTime::UNIX_EPOCH + Duration::from_secs(LAST + 1);
        assert_eq!(written(late), r#""9999-12-30T22:00:00Z""#);
        assert_eq!(Timestamp::from(late).plus(1), Timestamp::from(late));
    }
}
