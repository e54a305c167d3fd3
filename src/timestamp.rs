//! Points in time as servers write them.

use jiff::civil::Time;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

static PARSER: DateTimeParser = DateTimeParser::new();

/// How many digits of a fraction of a second are kept: down to the nanosecond.
const FRACTION_DIGITS: usize = 9;

/// A point in time, kept as the text that arrived.
///
/// The documentation says ISO 8601 and no more (page *list*), so every common shape of it is
/// read: extended or basic, `T` or a space, with or without seconds and their fraction, with
/// `Z`, an offset or neither. A text in another shape is kept as well: a sandbox is not lost
/// because of the way its creation is written. What is no text at all, such as a number, is kept
/// as its JSON text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Timestamp(String);

impl Timestamp {
    /// The text as it arrived.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The moment that the text names. Without an offset it is taken as UTC, without a time
    /// as the start of the day; digits below the nanosecond are dropped.
    ///
    /// # Errors
    ///
    /// The text is not a date, or not in one of the shapes above.
    pub fn to_moment(&self) -> Result<jiff::Timestamp, jiff::Error> {
        let (text, past_midnight) = without_hour_24(regular(&self.0));
        let pieces = PARSER.parse_pieces(&text)?;
        let time = pieces.time().unwrap_or(Time::midnight());
        let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
        let date = if past_midnight {
            pieces.date().tomorrow()?
        } else {
            pieces.date()
        };
        offset.to_timestamp(date.to_datetime(time))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::String(text) => Self(text),
            other => Self(other.to_string()),
        })
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(&self.0)
    }
}

/// The text as the parser takes it: no space before the offset, no more digits than it keeps.
fn regular(text: &str) -> String {
    let mut regular = String::with_capacity(text.len());
    let mut fraction = None;
    for (index, letter) in text.trim().char_indices() {
        fraction = match fraction {
            Some(digits) if letter.is_ascii_digit() => Some(digits + 1),
            None if matches!(letter, '.' | ',') => Some(0),
            _ => None,
        };
        let surplus = fraction.is_some_and(|digits| digits > FRACTION_DIGITS);
        let gap = letter == ' ' && index > "2026-01-01".len();
        if !surplus && !gap {
            regular.push(letter);
        }
    }
    regular
}

/// ISO 8601 lets a day end at 24:00, the parser does not: that is 00:00 of the next day.
fn without_hour_24(text: String) -> (String, bool) {
    let time = text.find(['T', 't', ' ']).map(|place| place + 1);
    match time {
        Some(start) if text[start..].starts_with("24") => {
            (format!("{}00{}", &text[..start], &text[start + 2..]), true)
        }
        _ => (text, false),
    }
}
