//! The frame around every value on disk: version, length, checksum.
//!
//! `version u16 · length u32 · crc u32 · body`, little endian. The checksum is CRC-32 (IEEE 802.3) over
//! key, version, length and body: a value that stands under another key is noticed too.

/// Bytes before the body.
pub(crate) const FRAME_BYTES: usize = 10;

/// Why bytes on disk are not a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FrameError {
    #[error("it is cut short")]
    Short,
    #[error("its checksum does not match")]
    Checksum,
}

/// Puts a frame around `body`, bound to `key`.
pub(crate) fn seal(key: &[u8], version: u16, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    let mut framed = Vec::with_capacity(FRAME_BYTES + body.len());
    framed.extend_from_slice(&version.to_le_bytes());
    framed.extend_from_slice(&length.to_le_bytes());
    framed.extend_from_slice(&checksum(key, version, length, body).to_le_bytes());
    framed.extend_from_slice(body);
    framed
}

/// Takes the frame off: the version and the body.
pub(crate) fn unseal<'a>(key: &[u8], framed: &'a [u8]) -> Result<(u16, &'a [u8]), FrameError> {
    let (version, rest) = framed.split_first_chunk::<2>().ok_or(FrameError::Short)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or(FrameError::Short)?;
    let (crc, body) = rest.split_first_chunk::<4>().ok_or(FrameError::Short)?;
    let (version, length) = (u16::from_le_bytes(*version), u32::from_le_bytes(*length));
    if usize::try_from(length) != Ok(body.len()) {
        return Err(FrameError::Short);
    }
    if checksum(key, version, length, body) != u32::from_le_bytes(*crc) {
        return Err(FrameError::Checksum);
    }
    Ok((version, body))
}

fn checksum(key: &[u8], version: u16, length: u32, body: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(key);
    hasher.update(&version.to_le_bytes());
    hasher.update(&length.to_le_bytes());
    hasher.update(body);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_stands() {
        let framed = seal(b"key", 7, b"malipo");
        // Version and length with their low byte first, then the checksum.
        assert_eq!(framed, b"\x07\0\x06\0\0\0\x48\x11\x7c\xd3malipo");
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let framed = seal(b"key", 7, b"malipo");
        assert_eq!(unseal(b"key", &framed), Ok((7, &b"malipo"[..])));
        assert_eq!(unseal(b"kex", &framed), Err(FrameError::Checksum));
        for bit in 0..framed.len() * 8 {
            let mut bent = framed.clone();
            bent[bit / 8] ^= 1 << (bit % 8);
            assert!(unseal(b"key", &bent).is_err(), "bit {bit}");
        }
        for length in 0..framed.len() {
            assert!(unseal(b"key", &framed[..length]).is_err(), "cut at {length}");
        }
    }
}
