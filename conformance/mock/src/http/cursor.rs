//! Cursors: a place in the order of creation, written so that nobody is tempted to read it.
//!
//! A cursor holds no filter. The order of creation is the same under every filter, so the
//! place is good with other filters, too: the answer is then what matches these, from there on.

use crate::store::Sequence;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const SEQUENCE: usize = 8;
const CHECK: usize = 4;

/// The cursor that goes on right after `position`.
pub(super) fn write(position: Sequence) -> String {
    let mut bytes = [0; SEQUENCE + CHECK];
    bytes[..SEQUENCE].copy_from_slice(&position.0.to_be_bytes());
    bytes[SEQUENCE..].copy_from_slice(&check(position));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether [`write()`] wrote this.
pub(crate) fn is_cursor(text: &str) -> bool {
    read(text).is_some()
}

/// The position that `cursor` holds; `None` if [`write()`] never wrote it.
pub(super) fn read(cursor: &str) -> Option<Sequence> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (sequence, rest) = bytes.split_first_chunk::<SEQUENCE>()?;
    let position = Sequence(u64::from_be_bytes(*sequence));
    (rest == check(position)).then_some(position)
}

/// Tells cursors from other text that happens to be base64. No protection against forgery.
fn check(position: Sequence) -> [u8; CHECK] {
    let mixed = (position.0 ^ 0x686F_7078).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    ((mixed >> 32) as u32).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_as_the_position_it_was_written_for() {
        for number in [0, 1, 1_000_000, u64::MAX] {
            let position = Sequence(number);
            assert_eq!(read(&write(position)), Some(position));
        }
    }

    #[test]
    fn what_was_never_written_cannot_be_read() {
        let good = write(Sequence(7));
        let longer = format!("{good}AAAA");
        let swapped: String = good.chars().rev().collect();
        for text in [
            "",
            "nonsense",
            "%",
            "AAAAAAAAAAAAAAAA",
            &good[1..],
            &longer,
            &swapped,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
