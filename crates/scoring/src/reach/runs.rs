//! Plain words in runs, and what stands between these.

use std::{iter, ops::Range};

use crate::cut::PlainWord;

/// The plain words of a stretch of text in runs, each with the bytes between it and the run before. The last run is
/// empty: before it stands what comes behind the last word.
///
/// A word that `joins` belongs to the run of the word before it: what stands between the two says nothing to the
/// reader, such as one space, or signs.
pub(super) fn runs(
    words: &[PlainWord],
    stretch: Range<usize>,
    joins: impl Fn(&PlainWord) -> bool,
) -> impl Iterator<Item = (Range<usize>, &[PlainWord])> {
    let (mut behind, mut rest) = (stretch.start, Some(words));
    iter::from_fn(move || {
        let words = rest?;
        let others = words.iter().skip(1).position(|word| !joins(word));
        let (run, others) = words.split_at(others.map_or(words.len(), |at| at + 1));
        let between = behind..run.first().map_or(stretch.end, PlainWord::start);
        behind = run.last().map_or(stretch.end, PlainWord::end);
        rest = run.first().map(|_| others);
        Some((between, run))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cut::Cut;

    #[test]
    fn runs_and_what_is_between_them_are_the_whole_text() {
        let text = "Hello there, don't go: we pay";
        let cut = Cut::of(text);
        let read = |joins: fn(&PlainWord) -> bool| {
            let runs = runs(&cut.words, 0..text.len(), joins);
            let runs = runs.map(|(between, run)| (&text[between], run.len()));
            runs.collect::<Vec<_>>()
        };
        assert_eq!(read(|word| word.is_next), [("", 2), (", don'", 2), (": ", 2), ("", 0)]);
        assert_eq!(read(|word| word.after_signs), [("", 2), (", don'", 4), ("", 0)]);
        assert_eq!(runs(&[], 3..5, |_| true).collect::<Vec<_>>().len(), 1);
    }
}
