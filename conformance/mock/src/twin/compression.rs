//! Compressed bodies, without a compressor: the formats allow blocks that are stored as they are.

/// The most bytes of a stored block.
const BLOCK: usize = 0xFFFF;

/// `bytes` in the format gzip (RFC 1952).
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];
    packed.extend(stored(bytes));
    packed.extend(crc32(bytes).to_le_bytes());
    packed.extend((bytes.len() as u32).to_le_bytes());
    packed
}

/// `bytes` in the format zlib (RFC 1950), which HTTP calls deflate.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut packed = vec![0x78, 0x01];
    packed.extend(stored(bytes));
    packed.extend(adler32(bytes).to_be_bytes());
    packed
}

/// Stored blocks (RFC 1951, 3.2.4).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let last = bytes.len().saturating_sub(1) / BLOCK;
    let blocks = (0..=last).map(|number| {
        let end = bytes.len().min((number + 1) * BLOCK);
        (number == last, &bytes[number * BLOCK..end])
    });
    let mut packed = Vec::with_capacity(bytes.len() + 16);
    for (is_last, block) in blocks {
        let length = block.len() as u16;
        packed.push(u8::from(is_last));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    packed
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1));
    let sum = bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc))
    });
    !sum
}

fn adler32(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1, 0), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }

    #[test]
    fn an_empty_body_is_one_empty_block() {
        assert_eq!(stored(b""), [1, 0, 0, 0xFF, 0xFF]);
    }

    #[test]
    fn a_large_body_takes_several_blocks() {
        let packed = stored(&vec![7; BLOCK + 1]);
        assert_eq!(packed.len(), BLOCK + 1 + 2 * 5);
        assert_eq!(packed[0], 0);
        assert_eq!(packed[BLOCK + 5..], [1, 1, 0, 0xFE, 0xFF, 7]);
    }
}
