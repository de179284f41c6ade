//! Whom a posting turns away: "freelancers from Chad are not eligible", "anywhere but Asia", "no Chadians".

use super::{
    claims::{Claims, Group},
    cue::Cue,
    gap::Gap,
    passage::{LIST_GAP_MAX, PLACE_GAP_MAX, Passage},
};

/// Words that may stand between people and the phrase behind them that turns them away.
const SUBJECT_GAP_MAX: usize = 5;

/// Words that may stand between "articles about" and the people.
const THEME_GAP_MAX: usize = 2;

/// Adds whom a part turns away; their places are marked in `theme`, so that nothing else is read of them.
pub(super) fn read_refusals(passage: &Passage<'_>, theme: &mut [bool], claims: &mut Claims) {
    let mut refusals = Refusals { passage, theme, shut: Group::default(), of_people: false };
    for index in 0..passage.items.len() {
        refusals.read_turned_away(index, claims);
    }
    for index in 0..passage.items.len() {
        refusals.read_left_out(index);
    }
    let Refusals { shut, of_people, .. } = refusals;
    if !shut.countries.is_empty() {
        let countries = passage.lexicon.tables.all_but(&shut.countries);
        claims.except = Some(Group { countries, ..shut });
        claims.turns_away = of_people;
    }
}

struct Refusals<'p, 't, 's> {
    passage: &'p Passage<'t>,
    theme: &'s mut [bool],
    /// The places shut out so far.
    shut: Group,
    of_people: bool,
}

impl Refusals<'_, '_, '_> {
    /// "Chadians will not be considered", "we do not accept applicants from Chad".
    fn read_turned_away(&mut self, index: usize, claims: &mut Claims) {
        let people = match self.passage.items[index].cues {
            cues if cues.has(Cue::Refused) => self.people_before(index),
            cues if cues.has(Cue::Refuses) => self.people_after(index),
            _ => return,
        };
        self.turn_away(&people, index, claims);
    }

    /// "anywhere but Chad", "no applicants from Chad", "no Chadians".
    fn read_left_out(&mut self, index: usize) {
        let passage = self.passage;
        let places = match () {
            () if passage.has(index, Cue::Except) => self.excepted(index),
            () if self.is_no_people(index) => passage.places_after(index, 1),
            () if self.is_no_place(index) => vec![index],
            () => return,
        };
        if !places.iter().any(|place| self.theme[*place]) {
            self.shut_out(&places, index, !passage.has(index, Cue::Except));
        }
    }

    /// The people or places that stand before a phrase which turns them away, as its subject.
    fn people_before(&self, index: usize) -> Vec<usize> {
        let passage = self.passage;
        let mut found = Vec::new();
        let (mut next, mut gap) = (index, SUBJECT_GAP_MAX);
        for at in (0..index).rev() {
            // "Chad only, late bids will not be considered": not of Chad, but "Chadians, do not apply" is of
            // Chadians. "others" are not those named.
            let called = passage.items[at].demonym.is_some();
            let comma = passage.items[next].before.has(Gap::COMMA.and(Gap::OPEN));
            let parted = found.is_empty() && comma && !called;
            if !passage.near(at, next, gap) || parted || (found.is_empty() && self.is_outside(at)) {
                break;
            }
            if passage.countries(at).is_some() {
                found.push(at);
                gap = LIST_GAP_MAX;
            } else if found.is_empty() {
                gap = gap.saturating_sub(1);
            } else {
                break;
            }
            next = at;
        }
        found.reverse();
        if self.speaks_of_people(index) { found } else { Vec::new() }
    }

    /// The people or places that stand behind a phrase which turns them away.
    fn people_after(&self, index: usize) -> Vec<usize> {
        let passage = self.passage;
        let mut found = Vec::new();
        let (mut last, mut gap) = (index, PLACE_GAP_MAX);
        for at in index + 1..passage.items.len() {
            let parted = found.is_empty() && passage.items[at].before.has(Gap::COMMA);
            if !passage.near(last, at, gap) || parted {
                break;
            }
            if passage.countries(at).is_some() {
                found.push(at);
                gap = LIST_GAP_MAX;
            } else if !found.is_empty() {
                break;
            }
            last = at;
        }
        if self.speaks_of_people(index) { found } else { Vec::new() }
    }

    /// "except Chad", "all but Chadians".
    fn excepted(&self, index: usize) -> Vec<usize> {
        let passage = self.passage;
        let places = passage.places_after(index, PLACE_GAP_MAX);
        let people = || passage.near(index, index + 1, 1) && passage.countries(index + 1).is_some();
        if places.is_empty() && people() { vec![index + 1] } else { places }
    }

    /// Whether a sentence speaks of people who work or apply.
    fn speaks_of_people(&self, index: usize) -> bool {
        const PEOPLE: [Cue; 4] = [Cue::Worker, Cue::LimitBefore, Cue::LimitHire, Cue::LimitAfter];
        let passage = self.passage;
        let sentence = passage.items[index].sentence;
        let here = passage.items.iter().filter(|item| item.sentence == sentence);
        passage.is_headline() || here.into_iter().any(|item| item.demonym.is_some() || item.cues.any(&PEOPLE))
    }

    /// Those outside a place are turned away: only those within may.
    fn turn_away(&mut self, people: &[usize], phrase: usize, claims: &mut Claims) {
        let Some(first) = people.first() else { return };
        // "Articles on why Chadians may not apply."
        let of_theme = |before| {
            self.passage.has(before, Cue::ClientBefore) && self.passage.near(before, *first, THEME_GAP_MAX)
        };
        if first.checked_sub(1).is_some_and(of_theme) {
            return;
        }
        let outside = first
            .checked_sub(1)
            .is_some_and(|before| self.is_outside(before) && self.passage.near(before, *first, 1));
        if !outside {
            return self.shut_out(people, phrase, true);
        }
        people.iter().for_each(|place| self.theme[*place] = true);
        claims.limits.push(Group::of(self.passage, people, phrase));
    }

    fn is_outside(&self, index: usize) -> bool {
        self.passage.items[index].cues.any(&[Cue::Outside, Cue::Except])
    }

    /// "no applicants from Chad".
    fn is_no_people(&self, index: usize) -> bool {
        let people = self.passage.items[index].cues.any(&[Cue::LimitBefore, Cue::LimitHire]);
        people && self.is_behind_no(index)
    }

    /// "no Chadians", and in a headline or beside "anywhere" also "not Chad".
    fn is_no_place(&self, index: usize) -> bool {
        const WIDE: [Cue; 4] = [Cue::Any, Cue::AnyWord, Cue::Remote, Cue::RemoteWord];
        let passage = self.passage;
        let item = &passage.items[index];
        if item.language.is_some() || passage.countries(index).is_none() || !self.is_behind_no(index) {
            return false;
        }
        let of_wares = passage.has(index + 1, Cue::ClientAfter) && passage.near(index, index + 1, 0);
        let wide = || passage.is_headline() || WIDE.iter().any(|cue| passage.in_sentence(index, *cue));
        !of_wares && (item.demonym.is_some() || wide())
    }

    fn is_behind_no(&self, index: usize) -> bool {
        let passage = self.passage;
        index.checked_sub(1).is_some_and(|before| passage.is_no(before) && passage.near(before, index, 0))
    }

    fn shut_out(&mut self, places: &[usize], phrase: usize, people: bool) {
        if places.is_empty() {
            return;
        }
        places.iter().for_each(|place| self.theme[*place] = true);
        self.shut.join(&Group::of(self.passage, places, phrase));
        self.of_people |= people;
        if self.shut.evidence.is_none() {
            self.shut.evidence = self.passage.quote(phrase);
        }
    }
}
