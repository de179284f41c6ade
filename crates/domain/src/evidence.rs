//! The words that a judgement rests on.

use serde::{Deserialize, Serialize};

/// The longest quotation kept, in bytes: enough for the sentence around a pay or a warning.
pub const QUOTE_BYTES_MAX: usize = 240;

/// The part of a posting where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A field of the source's own, such as `salary_min`.
    Field,
    /// The text that the source shows as the pay.
    PayText,
    /// The title.
    Title,
    /// The tags.
    Tags,
    /// The place.
    Location,
    /// The company.
    Company,
    /// The body.
    Description,
}

/// Words of a posting, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The part they stand in.
    pub part: Part,
    /// The byte of that part at which they begin; of [`Part::Tags`], the number of the tag.
    pub start: u32,
    /// The words themselves, at most [`QUOTE_BYTES_MAX`] bytes.
    pub words: String,
}

impl Evidence {
    /// Quotes `range` of `text`, cut at [`QUOTE_BYTES_MAX`] and widened to whole characters.
    pub fn quote(part: Part, text: &str, range: std::ops::Range<usize>) -> Self {
        let whole = text.get(range.clone()).filter(|words| words.len() <= QUOTE_BYTES_MAX);
        let (start, words) = whole.map_or_else(|| cut(text, &range), |words| (range.start, words));
        Self { part, start: u32::try_from(start).unwrap_or(u32::MAX), words: words.to_owned() }
    }
}

/// Whole characters of a text around a range, as many as are kept, and where they begin.
fn cut<'t>(text: &'t str, range: &std::ops::Range<usize>) -> (usize, &'t str) {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
    let end = text.floor_char_boundary(end.min(start + QUOTE_BYTES_MAX)).max(start);
    (start, &text[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_never_splits_a_character() {
        let text = "malipo: €40 kwa saa";
        let evidence = Evidence::quote(Part::Title, text, 9..11);
        assert_eq!(evidence.words, "€");
        assert_eq!(evidence.start, 8);
        assert_eq!(Evidence::quote(Part::Title, text, 90..99).words, "");
        let long = "é".repeat(400);
        assert!(Evidence::quote(Part::Title, &long, 0..800).words.len() <= QUOTE_BYTES_MAX);
    }
}
