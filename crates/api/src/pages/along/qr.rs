//! QR codes as the path of an inline SVG.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The longest text: beyond it the modules are too fine for a cheap camera and a cheap printer.
const TEXT_BYTES_MAX: usize = 500;
/// The quiet zone around the code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// A QR code, one unit a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Qr {
    /// The side with the quiet zone.
    pub side: usize,
    /// The dark modules, as runs of a line.
    pub path: String,
}

impl Qr {
    /// The code of a text; nothing where it would be too fine to be read.
    pub(crate) fn new(text: &str) -> Option<Self> {
        if text.is_empty() || text.len() > TEXT_BYTES_MAX {
            return None;
        }
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let colors = code.to_colors();
        let mut path = String::new();
        for (y, line) in colors.chunks(width).enumerate() {
            let mut x = 0;
            for run in line.chunk_by(|a, b| a == b) {
                if run[0] == Color::Dark {
                    // Writing to a String cannot fail.
                    let _ = write!(path, "M{} {}h{}", x + QUIET, y + QUIET, run.len());
                }
                x += run.len();
            }
        }
        Some(Self { side: width + 2 * QUIET, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_finders_and_a_quiet_zone() {
        let qr = Qr::new("https://kazi.example/en/leads/16d7ac67677474fc").unwrap();
        let far = qr.side - QUIET - 7;
        assert!(qr.path.starts_with("M4 4h7"), "{}", qr.path);
        assert!(qr.path.contains(&format!("M{far} 4h7")), "the second finder");
        assert!(qr.path.contains(&format!("M4 {}h7", qr.side - QUIET - 1)), "the third finder");
        assert!(qr.path.len() < 6_000, "{} bytes", qr.path.len());
    }

    #[test]
    fn what_no_camera_would_read_is_no_code() {
        assert!(Qr::new("").is_none());
        assert!(Qr::new(&"x".repeat(TEXT_BYTES_MAX + 1)).is_none());
        assert!(Qr::new(&"x".repeat(TEXT_BYTES_MAX)).is_some());
    }
}
