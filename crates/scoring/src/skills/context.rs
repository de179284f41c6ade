//! What stands around a match: whether it is needed, welcome, not meant, or said of the company.

use super::{class::Class, cues::Cue, fold::Folded, scan::Hit, sense::Target};

/// What the words around a match say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Asked for, or simply said.
    Asked,
    /// Nice to have.
    Welcome,
    /// Said not to be needed; the work may still be about it.
    NotNeeded,
    /// Said not to be the work.
    NotMeant,
}

/// How far before a match a "no" reaches, in bytes of the same clause.
const REACH_BEFORE: usize = 26;
/// How far before a match the bare "not" and the "for" that is about it may end.
const REACH_NEXT: usize = 1;
const REACH_FOR: usize = 12;
/// How far after a match its "not required" may stand.
const REACH_AFTER: usize = 40;
/// How far a "nice to have" reaches within its line.
const REACH_OPTIONAL: usize = 160;

/// How far apart the roles of a list stand, with "senior" or the like between them.
const REACH_LISTED: usize = 24;
/// How much longer a word may be than its cue.
const PLURAL_BYTES: usize = 2;
/// "And" or "or", before the last of a list.
const AND: [&[u8]; 7] = [b"and", b"or", b"et", b"ou", b"y", b"e", b"na"];

/// The cues of a text, in order.
pub(super) struct Context<'a> {
    text: &'a Folded,
    cues: Vec<(Cue, usize, usize)>,
    /// Where matches may stand otherwise than [`Standing::Asked`], as ranges apart from each other.
    doubtful: Vec<(usize, usize)>,
    /// Where the words begin that say that what stands right before is taught, sold or hired for.
    subjects: Vec<usize>,
}

/// The bytes before and behind a cue within which it may change how a match stands.
const fn reach_of(cue: Cue) -> Option<(usize, usize)> {
    match cue {
        Cue::NoNeed | Cue::Not | Cue::NotThis => Some((0, REACH_BEFORE)),
        Cue::NotNeededAfter => Some((REACH_AFTER, 0)),
        Cue::Optional => Some((REACH_AFTER, REACH_OPTIONAL)),
        Cue::For | Cue::Subject | Cue::Neutral | Cue::Company | Cue::Work | Cue::Role => None,
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(text: &'a Folded, hits: &[Hit]) -> Self {
        let mut context =
            Self { text, cues: Vec::with_capacity(hits.len()), doubtful: Vec::new(), subjects: Vec::new() };
        for hit in hits {
            if let Target::Cue(cue) = hit.target {
                context.add(cue, hit.begin, hit.end);
            }
        }
        context
    }

    fn add(&mut self, cue: Cue, begin: usize, end: usize) {
        self.cues.push((cue, begin, end));
        if cue == Cue::Subject {
            self.subjects.push(begin);
        }
        let Some((before, behind)) = reach_of(cue) else { return };
        let mut reach = (begin.saturating_sub(before), end + behind);
        while let Some(touched) = self.doubtful.pop_if(|earlier| reach.0 <= earlier.1) {
            reach = (touched.0.min(reach.0), touched.1.max(reach.1));
        }
        self.doubtful.push(reach);
    }

    /// Reads the words around a match. `before` is the match before it and how that stands: a "no"
    /// holds for all of a list.
    pub(super) fn standing(&self, hit: &Hit, before: Option<(&Hit, Standing)>) -> Standing {
        if let Some((earlier, standing)) = before
            && matches!(standing, Standing::NotNeeded | Standing::NotMeant)
            && self.is_list_between(earlier.end, hit.begin)
        {
            return standing;
        }
        let first = self.doubtful.partition_point(|&(_, to)| to < hit.begin);
        if self.doubtful.get(first).is_none_or(|&(from, _)| hit.end < from) {
            return Standing::Asked;
        }
        self.standing_near_cues(hit, before.map(|(earlier, _)| earlier))
    }

    /// As [`Context::standing`], of a match that some cue may reach.
    #[inline(never)]
    fn standing_near_cues(&self, hit: &Hit, before: Option<&Hit>) -> Standing {
        let first_after = self.cues.partition_point(|&(_, begin, _)| begin < hit.begin);
        let (earlier, later) = self.cues.split_at(first_after);
        let near_before = earlier
            .iter()
            .rev()
            .filter(|cue| !matches!(cue.0, Cue::For | Cue::Subject | Cue::NotNeededAfter | Cue::Role))
            .take_while(|cue| hit.begin.saturating_sub(cue.2) <= REACH_BEFORE)
            .take_while(|cue| before.is_none_or(|other| other.begin < cue.1))
            .find(|cue| cue.2 <= hit.begin && self.same_clause(cue.2, hit.begin));
        match near_before {
            Some((Cue::NoNeed, ..)) => return Standing::NotNeeded,
            Some((Cue::Not, _, end)) if hit.begin - end <= REACH_NEXT => return Standing::NotNeeded,
            Some((Cue::NotThis, ..)) => return Standing::NotMeant,
            _ => {}
        }
        let is_after = |wanted: Cue, reach: usize| {
            later
                .iter()
                .take_while(|cue| cue.1.saturating_sub(hit.end) <= reach)
                .any(|cue| cue.0 == wanted && cue.1 >= hit.end && self.same_clause(hit.end, cue.1))
        };
        if is_after(Cue::NotNeededAfter, REACH_AFTER) {
            return Standing::NotNeeded;
        }
        let welcome_before = earlier
            .iter()
            .rev()
            .take_while(|cue| hit.begin.saturating_sub(cue.2) <= REACH_OPTIONAL)
            .any(|cue| cue.0 == Cue::Optional && self.same_line(cue.2, hit.begin));
        if welcome_before || is_after(Cue::Optional, REACH_AFTER) {
            return Standing::Welcome;
        }
        Standing::Asked
    }

    /// Whether a match is named as whom or what the work is for.
    pub(super) fn is_what_for(&self, hit: &Hit) -> bool {
        let earlier = self.cues.partition_point(|&(_, begin, _)| begin < hit.begin);
        self.cues[..earlier].last().is_some_and(|&(cue, _, end)| {
            cue == Cue::For
                && end <= hit.begin
                && hit.begin - end <= REACH_FOR
                && self.same_clause(end, hit.begin)
        })
    }

    /// Whether a match is what somebody teaches, sells or hires for.
    pub(super) fn is_subject(&self, hit: &Hit) -> bool {
        let later = self.subjects.partition_point(|begin| *begin < hit.end);
        let mut near = self.subjects[later..].iter().take_while(|begin| **begin <= hit.end + REACH_NEXT);
        near.any(|begin| self.same_clause(hit.end, *begin))
    }

    /// Whether two matches are roles that a list names side by side: "engineers, product managers".
    pub(super) fn are_listed_roles(&self, one: &Hit, another: &Hit) -> bool {
        let between = another.begin.checked_sub(one.end).filter(|bytes| *bytes <= REACH_LISTED);
        let listed = between.is_some_and(|_| {
            let text = &self.text.bytes[one.end..another.begin];
            let words = || text.split(|byte| !byte.is_ascii_alphabetic());
            text.iter().any(|byte| b",;/&+|*".contains(byte)) || words().any(|word| AND.contains(&word))
        });
        listed && self.is_role(one) && self.is_role(another)
    }

    fn is_role(&self, hit: &Hit) -> bool {
        let later = self.cues.partition_point(|&(_, begin, _)| begin < hit.begin);
        self.cues[later..]
            .iter()
            .take_while(|cue| cue.1 < hit.end)
            .any(|&(cue, _, end)| cue == Cue::Role && end.abs_diff(hit.end) <= PLURAL_BYTES)
    }

    /// Byte ranges in which the text speaks of the company: from such words to the next that speak
    /// of the work, or to the end of the paragraph where those never come.
    pub(super) fn company_ranges(&self) -> Vec<(usize, usize)> {
        let mut ranges = Vec::new();
        let mut open = None;
        for &(cue, begin, _) in &self.cues {
            match cue {
                Cue::Company => open = open.or(Some(begin)),
                Cue::Work => ranges.extend(open.take().map(|from| (from, begin))),
                _ => {}
            }
        }
        ranges.extend(open.map(|from| (from, self.text.bytes.len())));
        ranges
    }

    fn same_clause(&self, from: usize, to: usize) -> bool {
        self.none_between(from, to, |byte| {
            matches!(byte, b'\n' | b',' | b';' | b':' | b'!' | b'?' | b'|' | b'(' | b')')
        }) && self.same_line(from, to)
    }

    /// No line and no sentence ends in between.
    fn same_line(&self, from: usize, to: usize) -> bool {
        self.none_between(from, to, |byte| matches!(byte, b'\n' | b'|'))
            && !(from..to).any(|at| {
                matches!(self.text.bytes[at], b'.' | b'!' | b'?') && self.text.class(at + 1) == Class::SPACE
            })
    }

    fn none_between(&self, from: usize, to: usize, stops: impl Fn(u8) -> bool) -> bool {
        self.text.bytes.get(from..to).is_some_and(|between| !between.iter().any(|byte| stops(*byte)))
    }

    /// Whether only a comma, "or", "nor" or the like stands between two matches.
    fn is_list_between(&self, from: usize, to: usize) -> bool {
        let Some(between) = self.text.bytes.get(from..to) else { return false };
        let words = between.trim_ascii();
        let words = words.strip_prefix(b",").unwrap_or(words).trim_ascii();
        matches!(words, b"" | b"or" | b"nor" | b"ou" | b"ni" | b"o" | b"au" | b"wala")
            && !between.contains(&b'\n')
            && to > from
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cut::Cut;

    const CUES: [Cue; 9] = [
        Cue::NoNeed,
        Cue::Not,
        Cue::NotThis,
        Cue::NotNeededAfter,
        Cue::Optional,
        Cue::Neutral,
        Cue::Work,
        Cue::For,
        Cue::Subject,
    ];

    proptest! {
        #[test]
        fn where_no_cue_reaches_a_match_is_asked_for(
            text in "[ab ,.]{400}",
            cues in prop::collection::vec((0..CUES.len(), 1..60_usize, 1..9_usize), 0..12),
            begin in 0..390_usize,
        ) {
            let mut folded = Folded::default();
            folded.push(&Cut::uncut(&text));
            let mut context = Context::new(&folded, &[]);
            let mut at = 0;
            for (cue, gap, length) in cues {
                context.add(CUES[cue], at + gap, at + gap + length);
                at += gap + length;
            }
            let hit = Hit { target: Target::Skill(0), begin, end: begin + 4, phrase: 0, stretch: 0 };
            prop_assert_eq!(context.standing(&hit, None), context.standing_near_cues(&hit, None));
        }
    }
}
