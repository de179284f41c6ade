//! Letters as they are compared, the one rule for all readers of this crate: without accents and
//! vowel signs, and in one form where people write several.
//!
//! Case is left to readers that need it at different moments, but for whole phrases, and so is what is theirs alone:
//! numbers of warnings, signs of skills.

use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, decompose_compatible};

/// Accents and vowel signs that stand as characters of their own, and the Arabic stretch. The signs
/// of other scripts are not among them: without its vowels a Hindi or Thai word is another one.
pub(crate) const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}

/// How many bytes of ASCII a text begins with, which no reader needs to take apart.
pub(crate) fn ascii_prefix(text: &[u8]) -> usize {
    /// So many bytes are looked at as one.
    const STEP: usize = 64;
    let whole = text.chunks(STEP).take_while(|step| step.is_ascii()).map(<[u8]>::len).sum::<usize>();
    let rest = text[whole..].iter().position(|byte| !byte.is_ascii());
    whole + rest.unwrap_or(text.len() - whole)
}

/// Calls `each` with what a letter is compared by; with nothing for a mark.
pub(crate) fn plain(letter: char, mut each: impl FnMut(char)) {
    decompose_canonical(letter, |part| one_form(part, &mut each));
}

/// As [`plain`], and letters that only look different are one: `𝗪` and `Ｗ` are `W`. Not for amounts,
/// where `º` and `²` are no letters.
pub(crate) fn plain_look(letter: char, mut each: impl FnMut(char)) {
    decompose_compatible(letter, |part| one_form(part, &mut each));
}

fn one_form(part: char, each: &mut impl FnMut(char)) {
    if is_mark(part) {
        return;
    }
    match latin_of(part) {
        Some(latin) => latin.chars().for_each(each),
        None => each(arabic_of(part)),
    }
}

/// Latin letters that no decomposition takes apart.
const fn latin_of(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'ẞ' => "SS",
        'œ' => "oe",
        'Œ' => "OE",
        'æ' => "ae",
        'Æ' => "AE",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' => "d",
        'Đ' => "D",
        'ı' => "i",
        _ => return None,
    })
}

/// Arabic letters that people write in several ways and no decomposition joins; those with a hamza
/// lose it as a mark.
const fn arabic_of(letter: char) -> char {
    match letter {
        'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        _ => letter,
    }
}

/// Whether a capital behind these letters begins another word: "patienceCareful", as in texts that
/// lost the line ends between their paragraphs. Names of makers and sites are shorter, or begin with a
/// capital themselves: "macOS", "WhatsApp", "OnlyFans".
pub(crate) fn is_glued(letters: &str) -> bool {
    letters.len() >= glued_from(letters) && ends_small(letters) && letters.chars().all(char::is_alphabetic)
}

/// The least bytes of a word before another one that is glued to it.
pub(crate) fn glued_from(word: &str) -> usize {
    const SMALL_MIN: usize = 4;
    const CAPITAL_MIN: usize = 7;
    if word.starts_with(char::is_uppercase) { CAPITAL_MIN } else { SMALL_MIN }
}

/// Whether no letter or figure touches a stretch of a text.
pub(crate) fn stands_alone(text: &str, stretch: &Range<usize>) -> bool {
    let touches = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    !touches(text[..stretch.start].chars().next_back()) && !touches(text[stretch.end..].chars().next())
}

/// Whether a text ends with a small letter.
pub(crate) fn ends_small(text: &str) -> bool {
    text.ends_with(char::is_lowercase)
}

/// A text in small letters without accents, for look-ups of whole phrases.
pub(crate) fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    push_folded(&mut folded, text, |letter| letter);
    folded
}

/// Appends a text so folded, its letters that are not ASCII in the form that `form` gives them.
pub(crate) fn push_folded(folded: &mut String, text: &str, form: impl Fn(char) -> char) {
    let mut rest = text;
    while !rest.is_empty() {
        let (ascii, more) = rest.split_at(ascii_prefix(rest.as_bytes()));
        let begin = folded.len();
        folded.push_str(ascii);
        folded[begin..].make_ascii_lowercase();
        let mut letters = more.chars();
        for small in letters.next().into_iter().flat_map(char::to_lowercase) {
            plain(small, |part| folded.push(form(part)));
        }
        rest = letters.as_str();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, fold: impl Fn(char, &mut dyn FnMut(char))) -> String {
        let mut folded = String::new();
        text.chars().for_each(|letter| fold(letter, &mut |part| folded.push(part)));
        folded
    }

    #[test]
    fn accents_go_and_several_forms_are_one() {
        for (text, form) in [
            ("Łódź, Århus, Đà Nẵng", "Lodz, Arhus, Da Nang"),
            ("Œuvre straße", "OEuvre strasse"),
            ("e\u{301}te\u{301}", "ete"),
            ("أَدُوبي إلى مدرسة", "ادوبي الي مدرسه"),
            ("ﬁ Ｗ 1º", "ﬁ Ｗ 1º"),
        ] {
            assert_eq!(all(text, |letter, each| plain(letter, each)), form, "{text}");
        }
        assert_eq!(all("ﬁ 𝗪Ｗ 1º", |letter, each| plain_look(letter, each)), "fi WW 1o");
    }

    #[test]
    fn a_folded_text_stays_as_it_is() {
        for letter in '\0'..=char::MAX {
            let once = all(letter.encode_utf8(&mut [0; 4]), |letter, each| plain_look(letter, each));
            assert_eq!(all(&once, |letter, each| plain_look(letter, each)), once, "{letter:?}");
        }
    }
}
