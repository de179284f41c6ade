//! Texts as folded words: how keywords are compared.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest word kept, in characters; the rest of a longer one is cut.
const WORD_CHARS_MAX: usize = 32;
const TATWEEL: char = '\u{640}';

/// Calls `each` with every word of `text`: small letters, without diacritics, digits and the signs of
/// `c++`, `c#` and `.net`-like names kept where they belong to the word.
///
/// A search drops the marks of every script and writes letters that a keyboard may lack as those that people
/// type for them; it joins no others, unlike the readers of postings: who types leaves signs out but means the
/// letters typed.
pub(crate) fn fold_words(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    for token in text.split_ascii_whitespace() {
        if token.is_ascii() {
            split_ascii(token, &mut word, &mut each);
        } else {
            split(token.nfkd().filter(|c| !is_combining_mark(*c) && *c != TATWEEL), &mut word, &mut each);
        }
    }
}

/// Calls `each` with the words of a text between white space; `word` is a buffer, empty before and after.
fn split(characters: impl Iterator<Item = char>, word: &mut String, each: &mut impl FnMut(&str)) {
    let mut length = 0;
    for character in characters {
        if character.is_alphanumeric() || (length > 0 && matches!(character, '+' | '#')) {
            for letter in character.to_lowercase() {
                let mut push = |letter| {
                    if length < WORD_CHARS_MAX {
                        word.push(letter);
                    }
                    length += 1;
                };
                match typed_for(letter) {
                    Some(typed) => typed.chars().for_each(push),
                    None => push(letter),
                }
            }
        } else if length > 0 {
            each(word);
            word.clear();
            length = 0;
        }
    }
    if length > 0 {
        each(word);
        word.clear();
    }
}

/// What people type for a small letter that Unicode does not take apart and their keyboard may lack.
fn typed_for(letter: char) -> Option<&'static str> {
    Some(match letter {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        _ => return None,
    })
}

/// What [`split`] does, a word and not a letter at a time: nearly all text is of this kind.
fn split_ascii(token: &str, word: &mut String, each: &mut impl FnMut(&str)) {
    let mut rest = token;
    while let Some(start) = rest.bytes().position(|byte| byte.is_ascii_alphanumeric()) {
        rest = &rest[start..];
        let goes_on = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#');
        let length = rest.bytes().position(|byte| !goes_on(byte)).unwrap_or(rest.len());
        word.push_str(&rest[..length.min(WORD_CHARS_MAX)]);
        word.make_ascii_lowercase();
        each(word);
        word.clear();
        rest = &rest[length..];
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        fold_words(text, |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn words_fold_as_people_type_them() {
        assert_eq!(words("Développeur C++/C# — Élève"), ["developpeur", "c++", "c#", "eleve"]);
        assert_eq!(
            words("Œuvre ŒUVRE cæsar Straße STRAẞE"),
            ["oeuvre", "oeuvre", "caesar", "strasse", "strasse"]
        );
        assert_eq!(words("مُصَمِّم جـرافيك"), ["مصمم", "جرافيك"]);
        assert_eq!(words("#1 ++ web-design"), ["1", "web", "design"]);
        assert_eq!(words(&"x".repeat(99))[0].len(), WORD_CHARS_MAX);
        assert_eq!(words(&format!("x{}", "œ".repeat(99))), words(&format!("x{}", "oe".repeat(99))));
    }

    proptest! {
        #[test]
        fn plain_text_is_split_as_any_other(token in "[!-~]{0,80}") {
            let (mut plain, mut any) = (Vec::new(), Vec::new());
            split_ascii(&token, &mut String::new(), &mut |word: &str| plain.push(word.to_owned()));
            split(token.chars(), &mut String::new(), &mut |word: &str| any.push(word.to_owned()));
            prop_assert_eq!(plain, any);
        }
    }
}
