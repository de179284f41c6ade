//! The forms of Arabic words: without what is written together with them, and irregular plurals from a table.
//!
//! A light stemmer after Larkey, Ballesteros and Connell (light10, 2007). That of Snowball leaves `شعارات` and
//! `والمواقع` nearly as they are and takes the first letter of `وظيفة` for a word.

use std::sync::LazyLock;

use crate::words::fold_words;

/// Words that are written together with the one behind them, with the article, the longest first.
const ARTICLES: [&str; 8] = ["وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل"];
/// The same without it: letters that many words begin with too, so long words alone may lack them.
const PARTICLES: [&str; 5] = ["و", "ف", "ب", "ك", "ل"];
/// Endings of gender, number and owner, the longest first.
const ENDINGS: [&str; 17] =
    ["تها", "تهم", "تنا", "ته", "تك", "ات", "ان", "ون", "ين", "ها", "هم", "نا", "ية", "يه", "ه", "ة", "ي"];
const BEHIND_ARTICLE_MIN: usize = 2;
const BEHIND_PARTICLE_MIN: usize = 4;
const BEFORE_ENDING_MIN: usize = 3;
/// A shorter word has no forms but those of the table.
const WORD_CHARS_MIN: usize = 3;

/// A word with its irregular plurals.
type Family = Vec<String>;

static PLURALS: LazyLock<Vec<Family>> = LazyLock::new(|| {
    let lines = include_str!("arabic_plurals.txt").lines().filter(|line| !line.starts_with('#'));
    let family = |line| {
        let mut family = Family::new();
        fold_words(line, |word| family.push(word.to_owned()));
        family
    };
    lines.map(family).collect()
});

/// What a folded word may be a form of: itself, it without what is written before it, and each of them without its
/// ending. Two words are forms of one where they have a key in common. A word of other letters has itself alone.
pub(super) fn keys(word: &str) -> Vec<&str> {
    let letters = |rest: &str| rest.chars().count();
    let article = ARTICLES.iter().find_map(|article| word.strip_prefix(article));
    let particle = PARTICLES.iter().find_map(|particle| word.strip_prefix(particle));
    let mut keys = vec![word];
    keys.extend(article.filter(|rest| letters(rest) >= BEHIND_ARTICLE_MIN));
    keys.extend(particle.filter(|rest| letters(rest) >= BEHIND_PARTICLE_MIN));
    for bare in keys.clone() {
        let mut rest = ENDINGS.iter().filter_map(|ending| bare.strip_suffix(ending));
        keys.extend(rest.find(|rest| letters(rest) >= BEFORE_ENDING_MIN));
    }
    keys
}

/// The keys by which the forms of a folded word are found, where it is an Arabic one that has any.
pub(super) fn keys_sought(word: &str) -> Option<Vec<String>> {
    if !word.chars().all(|letter| ('\u{620}'..='\u{64a}').contains(&letter)) {
        return None;
    }
    let own = keys(word);
    let family = PLURALS.iter().find(|family| family.iter().any(|form| form == word)).or_else(|| {
        let is = |form: &String| keys(form).iter().any(|key| own.contains(key));
        PLURALS.iter().find(|family| family.iter().any(is))
    });
    if family.is_none() && word.chars().count() < WORD_CHARS_MIN {
        return None;
    }
    // The forms of the table are bare, so that only their endings come off.
    let of_family = family.into_iter().flatten().flat_map(|form| {
        let ending = keys(form).into_iter().skip(1).filter(|key| form.starts_with(key));
        std::iter::once(form.as_str()).chain(ending)
    });
    let mut all: Vec<String> = own.into_iter().chain(of_family).map(str::to_owned).collect();
    all.sort();
    all.dedup();
    Some(all)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_word_stands_in_one_line_of_the_table_and_takes_its_forms_from_there() {
        let mut met = BTreeSet::new();
        for family in PLURALS.iter() {
            assert!(family.len() > 1, "{family:?}");
            for form in family {
                assert!(met.insert(form), "{form} stands in two lines");
                let sought = keys_sought(form).unwrap();
                let holds =
                    |other: &String| keys(other).iter().any(|key| sought.iter().any(|known| known == key));
                assert!(family.iter().all(holds), "{form}");
            }
        }
    }

    #[test]
    fn what_is_written_together_comes_off_long_words() {
        assert_eq!(keys("والشعارات"), ["والشعارات", "شعارات", "الشعارات", "والشعار", "شعار", "الشعار"]);
        assert_eq!(keys("صور"), ["صور"]);
        assert_eq!(keys("logos"), ["logos"]);
    }
}
