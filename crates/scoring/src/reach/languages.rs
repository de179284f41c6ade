//! Languages that the work asks for at a working or native level.

use super::{claims::Claims, cue::Cue, passage::Passage};

/// Words that may stand between the level and the language: "fluent in written German".
const LEVEL_GAP_MAX: usize = 3;

/// Adds the languages that a part asks for.
pub(super) fn read_languages(passage: &Passage<'_>, claims: &mut Claims) {
    for index in 0..passage.items.len() {
        let Some(number) = passage.items[index].language else { continue };
        if !is_asked(passage, index) || is_choice(passage, index) || passage.in_sentence(index, Cue::Soft) {
            continue;
        }
        let language = passage.lexicon.language(number);
        if !claims.languages.contains(language) {
            claims.languages.push(language.clone());
        }
    }
}

/// "native German", "German speaker", "fluent French and German", "Italian is indispensable".
fn is_asked(passage: &Passage<'_>, index: usize) -> bool {
    let level = |at: usize| passage.has(at, Cue::Fluent);
    let before =
        index.checked_sub(1).is_some_and(|left| level(left) && passage.near(left, index, LEVEL_GAP_MAX));
    let after = level(index + 1) && passage.near(index, index + 1, 1);
    let listed = index.checked_sub(2).is_some_and(|level_at| {
        let list = passage.items[index - 1].language.is_some() && passage.near(index - 1, index, 1);
        list && level(level_at) && passage.near(level_at, index - 1, LEVEL_GAP_MAX)
    });
    before || after || listed
}

/// "French or German": neither is needed.
fn is_choice(passage: &Passage<'_>, index: usize) -> bool {
    let is_language = |at: usize| passage.items.get(at).is_some_and(|item| item.language.is_some());
    let parted_by_or = |left: usize, right: usize| {
        let or = |word: &str| matches!(word, "or" | "ou" | "o" | "au" | "أو");
        is_language(left)
            && is_language(right)
            && passage.near(left, right, 1)
            && passage.between(left, right).split_whitespace().any(or)
    };
    parted_by_or(index, index + 1) || index.checked_sub(1).is_some_and(|left| parted_by_or(left, index))
}
