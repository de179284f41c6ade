//! What somebody may have meant whose words are nowhere.

use crate::{live::Live, sought::Search, words::fold_words};

/// In longer words two letters may be wrong, in others one.
const LONG_CHARS_MIN: usize = 6;
/// Shorter words are like too many others.
const WORD_CHARS_MIN: usize = 3;

/// The text with every word that no segment holds as the nearest one that some segment does hold.
pub(crate) fn nearly(text: &str, segments: &[Live<'_>]) -> Option<String> {
    let mut mended = false;
    let mut tokens = Vec::new();
    for token in text.split_whitespace() {
        let search = Search::read(token);
        let lone = search.all.first().filter(|sought| {
            let mut words = 0;
            fold_words(token, |_| words += 1);
            words == 1 && sought.any_form
        });
        let missing = lone.filter(|sought| !is_held(&sought.word, segments));
        match missing.and_then(|sought| nearest(&sought.word, segments)) {
            Some(word) => {
                mended = true;
                tokens.push(word);
            }
            None => tokens.push(token.to_owned()),
        }
    }
    mended.then(|| tokens.join(" "))
}

fn is_held(word: &str, segments: &[Live<'_>]) -> bool {
    segments.iter().any(|live| live.eyes.word(live.segment, word).is_some_and(|rows| live.shows_any(&rows)))
}

/// The word with the fewest letters wrong, of these the most frequent.
fn nearest(word: &str, segments: &[Live<'_>]) -> Option<String> {
    let length = word.chars().count();
    if length < WORD_CHARS_MIN {
        return None;
    }
    let most = if length < LONG_CHARS_MIN { 1 } else { 2 };
    let mut best: Option<(usize, std::cmp::Reverse<u64>, &str)> = None;
    for live in segments {
        // Nearly everybody gets the first letter right, and then few words are left to compare.
        let first = &word[..word.chars().next().map_or(0, char::len_utf8)];
        live.segment.words.each_with(first, false, |known, rows| {
            if known.chars().count().abs_diff(length) > most {
                return;
            }
            let wrong = strsim::osa_distance(word, known);
            if wrong > most {
                return;
            }
            let rows = rows();
            // What only postings hold that must not be shown, nobody is told of.
            if live.shows_any(&rows) {
                let found = (wrong, std::cmp::Reverse(rows.len()), known);
                best = Some(best.map_or(found, |best| best.min(found)));
            }
        });
    }
    best.map(|(_, _, known)| known.to_owned())
}
