//! The `Date` of answers.

use crate::timestamp::Timestamp;
use axum::http::HeaderValue;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// Writes the `Date` of answers, and writes each second only once.
#[derive(Debug, Default)]
pub(crate) struct Date(Mutex<Option<(Timestamp, HeaderValue)>>);

impl Date {
    /// `time` in whole seconds, as HTTP writes it.
    pub(crate) fn at(&self, time: SystemTime) -> HeaderValue {
        let second = Timestamp::from(time);
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((written, value)) if *written == second => value.clone(),
            _ => last.insert((second, write(second))).1.clone(),
        }
    }
}

fn write(second: Timestamp) -> HeaderValue {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(second.unix_seconds());
    HeaderValue::from_str(&httpdate::fmt_http_date(time)).expect("a date is ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_as_http_writes_it() {
        let time = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs_f64(seconds);
        let date = Date::default();
        assert_eq!(
            date.at(time(784_111_777.9)),
            "Sun, 06 Nov 1994 08:49:37 GMT"
        );
        assert_eq!(
            date.at(time(784_111_778.0)),
            "Sun, 06 Nov 1994 08:49:38 GMT"
        );
        assert_eq!(
            date.at(time(784_111_777.0)),
            "Sun, 06 Nov 1994 08:49:37 GMT"
        );
    }

    #[test]
    fn moments_that_cannot_be_written_are_moved_to_the_nearest_that_can() {
        let date = Date::default();
        let early = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(date.at(early), "Thu, 01 Jan 1970 00:00:00 GMT");
        let late = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::from(u32::MAX) * 100);
        assert_eq!(date.at(late), "Thu, 30 Dec 9999 22:00:00 GMT");
    }
}
