//! One entry as one line: `{"crc":"9ae0daaf","v":1,"sequence":1,"at":"…","what":{…}}`.
//!
//! The checksum is CRC-32 (IEEE 802.3) over the line behind it, so that a line reads the same with any
//! tool for JSON lines.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Entry;

/// The form that is written.
const VERSION: u16 = 1;
const OPENING: &str = "{\"crc\":\"";
const CRC_DIGITS: usize = 8;

#[derive(Serialize)]
struct Written<'a> {
    v: u16,
    sequence: u64,
    at: Timestamp,
    what: &'a Value,
}

#[derive(Deserialize)]
struct Read {
    v: u16,
    sequence: u64,
    at: Timestamp,
    what: Value,
}

/// The line of an entry, with its end.
pub(crate) fn write(sequence: u64, at: Timestamp, what: &Value) -> Result<String, serde_json::Error> {
    let body = serde_json::to_string(&Written { v: VERSION, sequence, at, what })?;
    let rest = format!("\",{}", &body[1..]);
    Ok(format!("{OPENING}{:08x}{rest}\n", crc32fast::hash(rest.as_bytes())))
}

/// The entry of a line without its end, or what is wrong with it.
pub(crate) fn read(line: &[u8]) -> Result<Entry, String> {
    let behind = line.strip_prefix(OPENING.as_bytes()).ok_or("it does not begin as an entry")?;
    let (crc, rest) = behind.split_at_checked(CRC_DIGITS).ok_or("it is cut short")?;
    let crc = std::str::from_utf8(crc).ok().and_then(|digits| u32::from_str_radix(digits, 16).ok());
    if crc != Some(crc32fast::hash(rest)) {
        return Err("its checksum does not match".to_owned());
    }
    let read: Read = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    if read.v > VERSION {
        return Err(format!("its form {} is of a newer kazi", read.v));
    }
    Ok(Entry { sequence: read.sequence, at: read.at, what: read.what })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let what = json!({ "typed": "Kiswahili ñ \n\" \\" });
        let line = write(7, Timestamp::UNIX_EPOCH, &what).unwrap();
        let line = line.strip_suffix('\n').unwrap().as_bytes();
        assert_eq!(read(line), Ok(Entry { sequence: 7, at: Timestamp::UNIX_EPOCH, what }));
        for bit in 0..line.len() * 8 {
            let mut bent = line.to_vec();
            bent[bit / 8] ^= 1 << (bit % 8);
            // Digits of the checksum may be capitals as well.
            if !bent.eq_ignore_ascii_case(line) {
                assert!(read(&bent).is_err(), "bit {bit}");
            }
        }
        for length in 0..line.len() {
            assert!(read(&line[..length]).is_err(), "cut at {length}");
        }
    }
}
