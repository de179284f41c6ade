//! Texts in the letters in which phrases are listed, folded once for all that are sought in them.

use std::borrow::Cow;

use crate::{
    cut::{Cut, PlainWord},
    letters::push_folded,
};

/// A text in small letters without accents, and its plain words.
pub(crate) struct FoldedText<'c> {
    pub(crate) text: String,
    pub(crate) words: Cow<'c, [PlainWord]>,
}

impl<'c> FoldedText<'c> {
    /// Folds the beginning of a text. `form` is the form in which a folded letter is listed; that of ASCII
    /// is the letter itself.
    pub(crate) fn of(cut: &'c Cut<'_>, bytes_max: usize, form: impl Fn(char) -> char) -> Self {
        let text = &cut.text[..cut.text.floor_char_boundary(bytes_max)];
        let whole = cut.words.partition_point(|word| word.end() <= text.len());
        let words = &cut.words[..whole];
        if text.is_ascii() {
            return Self { text: text.to_ascii_lowercase(), words: words.into() };
        }
        let mut folded = String::with_capacity(text.len());
        let mut run = 0;
        // Folding leaves ASCII as long as it is, and moves what stands behind other letters.
        let moved = words.iter().map(|word| {
            if !word.after_signs {
                push_folded(&mut folded, &text[run..word.start()], &form);
                run = word.start();
            }
            word.moved_to(folded.len() + word.start() - run)
        });
        let words = moved.collect();
        push_folded(&mut folded, &text[run..], &form);
        Self { text: folded, words }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::letters::fold_text;

    proptest! {
        #[test]
        fn words_are_where_the_folded_text_has_them(text in "[aB1éĳİ٣ ,.’'—\n]{0,40}", bytes_max in 0..60_usize) {
            let cut = Cut::of(&text);
            let folded = FoldedText::of(&cut, bytes_max, |letter| letter);
            let first = cut.first_bytes(bytes_max);
            prop_assert_eq!(&folded.text, &fold_text(first.text));
            let small: Vec<_> = first.words.iter().map(|word| text[word.range()].to_lowercase()).collect();
            let words: Vec<_> = folded.words.iter().map(|word| &folded.text[word.range()]).collect();
            prop_assert_eq!(words, small);
        }
    }
}
