//! Words around a skill that change what it means: no, not, nice to have, about us.

/// What words around a match say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// What follows in the clause is not needed: "no WordPress".
    NoNeed,
    /// The very next words are not needed: "not Canva".
    Not,
    /// What follows is whom or what the work is for, not the work: "a logo for a dentist".
    For,
    /// What stands right before is what somebody teaches, sells or hires for, not the work: "Web
    /// Development Instructor".
    Subject,
    /// What follows in the clause is not the work: "not looking for an agency".
    NotThis,
    /// What comes before in the clause is not needed: "WordPress is not required".
    NotNeededAfter,
    /// What follows or comes before in the clause is welcome and not needed.
    Optional,
    /// Looks like a "no" and says nothing: "no experience", "not only".
    Neutral,
    /// Here begins talk of the company, not of the work.
    Company,
    /// Here begins talk of the work.
    Work,
    /// Ends the name of somebody who works: of a list of such names each is wanted.
    Role,
}

/// The cues' names in `cues.txt`.
const NAMES: [(&str, Cue); 11] = [
    ("no need", Cue::NoNeed),
    ("not", Cue::Not),
    ("for", Cue::For),
    ("subject", Cue::Subject),
    ("not this", Cue::NotThis),
    ("not needed after", Cue::NotNeededAfter),
    ("optional", Cue::Optional),
    ("neutral", Cue::Neutral),
    ("company", Cue::Company),
    ("work", Cue::Work),
    ("role", Cue::Role),
];

/// All cues with the words that are one.
pub(super) fn cues() -> impl Iterator<Item = (Cue, &'static str)> {
    lines(include_str!("cues.txt"))
        .filter_map(|(name, phrases)| {
            let (_, cue) = NAMES.iter().find(|(known, _)| *known == name)?;
            Some(phrases.split('|').map(|phrase| (*cue, phrase.trim())))
        })
        .flatten()
}

/// The most languages that small words tell apart.
pub(super) const LANGUAGES_MAX: usize = 16;

/// The languages that small words tell apart, each with its words.
pub(super) fn small_words() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    lines(include_str!("small_words.txt")).map(|(language, words)| (language, words.split_whitespace()))
}

/// The lines `name: rest` of a table, without those that explain.
fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        for (name, phrases) in lines(include_str!("cues.txt")) {
            assert!(NAMES.iter().any(|(known, _)| *known == name), "{name} is no cue");
            assert!(phrases.split('|').all(|phrase| !phrase.trim().is_empty()), "{phrases}");
        }
        for (name, _) in NAMES {
            assert!(lines(include_str!("cues.txt")).any(|(found, _)| found == name), "{name} has no words");
        }
        assert!(small_words().count() <= LANGUAGES_MAX);
        for (language, words) in small_words() {
            assert!(language.parse::<kazi_domain::Language>().is_ok(), "{language}");
            assert!(words.count() >= 10, "{language} has too few words");
        }
    }
}
