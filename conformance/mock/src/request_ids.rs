//! Request ids: one for each answer of a mock, never the same twice.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

/// Any odd number makes `n * SPREAD` a permutation of all 64-bit numbers, so ids stay unique
/// while they do not look like a count.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Gives out request ids, in the same order in every mock.
#[derive(Debug, Default)]
pub(crate) struct RequestIds(AtomicU64);

impl RequestIds {
    pub(crate) fn next(&self) -> RequestId {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        RequestId(number.wrapping_mul(SPREAD))
    }
}

/// The id of one answer; written `req_` and 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RequestId(u64);

impl RequestId {
    /// The id as text, without going through the formatter: every answer needs it.
    pub(crate) fn text(self) -> RequestIdText {
        let mut text = *b"req_0000000000000000";
        let nibbles = text[4..].iter_mut().rev();
        nibbles.fold(self.0, |rest, digit| {
            *digit = b"0123456789abcdef"[(rest & 0xF) as usize];
            rest >> 4
        });
        RequestIdText(text)
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text().as_str())
    }
}

/// The written form of a [`RequestId`], on the stack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestIdText([u8; 20]);

impl RequestIdText {
    pub(crate) fn as_str(&self) -> &str {
        // Only ASCII is ever written into it.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn are_unique_and_shaped_alike() {
        let ids = RequestIds::default();
        let seen: HashSet<String> = (0..10_000).map(|_| ids.next().to_string()).collect();
        assert_eq!(seen.len(), 10_000);
        assert!(
            seen.iter()
                .all(|id| id.len() == 20 && id.starts_with("req_"))
        );
    }

    #[test]
    fn are_the_same_in_every_mock() {
        let first = RequestIds::default().next().to_string();
        assert_eq!(first, "req_9e3779b97f4a7c15");
        assert_eq!(RequestIds::default().next().to_string(), first);
    }
}
