//! Warnings that no posting gives by itself: one text under many names.

use std::collections::BTreeMap;

use kazi_domain::{AssessedPosting, Evidence, Flag, Part};

use super::{Warnings, worst_first};
use crate::same_work::{body_key, hirer_words};

impl Warnings {
    /// Reads what only the postings of one lead tell together, in the place of what they told before.
    ///
    /// Those that are open count, and only where the words of their bodies are the same: what is nearly
    /// the same may well be a template that several hirers use honestly.
    pub fn read_together(&self, postings: &mut [AssessedPosting]) {
        let texts = self.texts_of_many(postings);
        for AssessedPosting { posting, assessment, closed_at, .. } in postings {
            let may_be = closed_at.is_none() && !texts.is_empty();
            let key = may_be.then(|| body_key(posting)).flatten();
            let flags = &mut assessment.flags;
            flags.retain(|flag| self.find(&flag.id).is_none_or(|warning| warning.names_from.is_none()));
            flags.extend(key.and_then(|key| texts.get(&key)).into_iter().flatten().cloned());
            worst_first(flags);
            assessment.trust = self.trust(flags);
        }
    }

    /// Reads the warnings of one text under these names.
    fn read_names<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Vec<Flag> {
        let hirers = hirers(names);
        let words = hirers.join(", ");
        let many =
            self.warnings.iter().filter(|warning| warning.names_from.is_some_and(|n| hirers.len() >= n));
        many.map(|warning| Flag {
            id: warning.id.clone(),
            severity: warning.severity,
            evidence: Evidence::quote(Part::Company, &words, 0..words.len()),
        })
        .collect()
    }

    /// The warnings of texts under many names, by the key of the text.
    fn texts_of_many(&self, postings: &[AssessedPosting]) -> BTreeMap<u64, Vec<Flag>> {
        let open = postings.iter().filter(|member| member.closed_at.is_none()).map(|member| &member.posting);
        let named = open.filter_map(|posting| Some((posting, posting.company.as_deref()?)));
        let mut texts: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
        // Nearly all leads have one name, and then their texts are not looked at.
        if !self.read_names(named.clone().map(|(_, name)| name)).is_empty() {
            for (posting, name) in named {
                if let Some(key) = body_key(posting) {
                    texts.entry(key).or_default().push(name);
                }
            }
        }
        texts.into_iter().map(|(key, names)| (key, self.read_names(names))).collect()
    }
}

/// The hirers behind these names, in order. `ACME` and `Acme Ltd` are one, and so is `Acme Kenya`: a name
/// that another goes on from is the same firm's.
fn hirers<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let folded = names.into_iter().map(|name| (name.to_lowercase(), name.trim()));
    let folded: Vec<(String, &str)> = folded.collect();
    let mut named: Vec<(Vec<&str>, &str)> =
        folded.iter().map(|(lowered, name)| (hirer_words(lowered), *name)).collect();
    named.retain(|(words, _)| !words.is_empty());
    named.sort_unstable();
    named.dedup_by(|(later, _), (kept, _)| later.starts_with(kept));
    named.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use kazi_domain::{Assessment, Kind, Posting, PostingId, ReachReading, SameWork, SourceId};

    use super::*;

    const WARNINGS: &str = "[[warning]]\nid = \"many-names\"\nseverity = \"caution\"\ntrust = 0.5\n\
                            advice = \"x\"\nnames_from = 3\n";
    const TEXT: &str = "Type two hundred pages of handwritten notes into a sheet, check each line against the \
                        picture, and send the sheet back within a week of the start.";

    fn warnings() -> Warnings {
        Warnings::new(toml::from_str(WARNINGS).unwrap()).unwrap_or_else(|errors| panic!("{errors:?}"))
    }

    #[test]
    fn names_are_told_apart_as_hirers_are() {
        let warnings = warnings();
        let words =
            |names: &[&str]| warnings.read_names(names.iter().copied()).pop().map(|flag| flag.evidence.words);
        assert_eq!(words(&["Cobalt", "Acme", "Borealis"]).as_deref(), Some("Acme, Borealis, Cobalt"));
        for two in [
            ["Acme Ltd", "ACME", "Borealis"],
            ["Acme, Inc.", "The Acme Company", "Borealis"],
            ["Acme", "Acme Kenya", "Borealis"],
            ["Acme", "Borealis", " - "],
        ] {
            assert_eq!(words(&two), None, "{two:?}");
        }
        let four = ["Acme Ltd", "Zawadi", "ACME", "Borealis", "Kobo & Co", "zawadi"];
        assert_eq!(words(&four).as_deref(), Some("ACME, Borealis, Kobo & Co, Zawadi"));
    }

    fn member(id: u64, name: &str, text: &str) -> AssessedPosting {
        let mut posting = Posting::new(PostingId(id), SourceId::new("test").unwrap(), "Typist");
        posting.company = Some(name.to_owned());
        posting.description = text.to_owned();
        let assessment = Assessment {
            kind: Kind::Offer,
            pay: None,
            net_hourly: None,
            fields: Vec::new(),
            skills: Vec::new(),
            reach: ReachReading::unknown(),
            flags: Vec::new(),
            trust: 1.0,
            language: None,
        };
        let (same, first_seen) = (SameWork::Text, Timestamp::UNIX_EPOCH);
        AssessedPosting { posting, assessment, same, first_seen, closed_at: None }
    }

    /// Which of these postings carry the warning, by their trust.
    fn warned(postings: &mut [AssessedPosting]) -> Vec<bool> {
        warnings().read_together(postings);
        let warned = |member: &AssessedPosting| {
            let Assessment { flags, trust, .. } = &member.assessment;
            assert_eq!(flags.len() == 1, (trust - 0.5).abs() < 1e-6, "{flags:?}");
            !flags.is_empty()
        };
        postings.iter().map(warned).collect()
    }

    #[test]
    fn only_open_postings_of_one_text_count() {
        let shouted = TEXT.to_uppercase();
        let longer = format!("{TEXT} Begin today.");
        let mut postings = [
            member(1, "Acme", TEXT),
            member(2, "Borealis", &shouted),
            member(3, "Cobalt", TEXT),
            member(4, "Delta", &longer),
        ];
        assert_eq!(warned(&mut postings), [true, true, true, false]);
        assert_eq!(warned(&mut postings), [true, true, true, false], "once, however often it is read");
        postings[1].closed_at = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(warned(&mut postings), [false; 4]);
        let mut short =
            [(1, "Acme"), (2, "Borealis"), (3, "Cobalt")].map(|(id, name)| member(id, name, "Typist"));
        assert_eq!(warned(&mut short), [false; 3], "in so few words many ask for the same");
    }
}
