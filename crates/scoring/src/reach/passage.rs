//! A part of a posting with its items, and who stands near whom in it.

use kazi_domain::{CountrySet, Evidence, Part};

use super::{
    cue::Cue,
    gap::Gap,
    lexicon::Lexicon,
    mention::{Item, read_items},
    tables::PlaceKind,
    text::Words,
};
use crate::cut::Cut;

/// Words that may stand between the places of a list: "Kenya, Uganda, or else Rwanda".
pub(super) const LIST_GAP_MAX: usize = 2;
/// Words that may stand between a phrase and the place it speaks of: "must live in one of the US".
pub(super) const PLACE_GAP_MAX: usize = 4;
/// The most places kept of one part.
pub(super) const PLACES_MAX: usize = 60;

/// A part of a posting, read into items.
pub(super) struct Passage<'t> {
    pub(super) lexicon: &'t Lexicon,
    pub(super) part: Part,
    pub(super) text: &'t str,
    words: &'t Words,
    pub(super) items: Vec<Item>,
}

impl<'t> Passage<'t> {
    /// Reads a part into items; its words take the room of those of the part before.
    pub(super) fn new(lexicon: &'t Lexicon, part: Part, cut: &Cut<'t>, words: &'t mut Words) -> Self {
        let sentences = matches!(part, Part::Description | Part::Tags);
        words.read(cut, sentences.then_some(&lexicon.telling));
        let items = read_items(lexicon, cut, words, part == Part::Location);
        Self { lexicon, part, text: cut.text, words, items }
    }

    /// Whether the part is a headline, where words stand without sentences.
    pub(super) fn is_headline(&self) -> bool {
        matches!(self.part, Part::Title | Part::Location | Part::Tags)
    }

    /// The sentence of an item.
    pub(super) fn quote(&self, index: usize) -> Option<Evidence> {
        let item = self.items.get(index)?;
        Some(Evidence::quote(self.part, self.text, self.words.sentence(item.first, item.last)))
    }

    /// The words of an item.
    pub(super) fn shown(&self, index: usize) -> &'t str {
        self.items.get(index).map_or("", |item| &self.text[self.words.span(item.first, item.last)])
    }

    /// Whether the words of an item are one of these, whatever their case.
    fn is_shown(&self, index: usize, words: &[&str]) -> bool {
        let shown = self.shown(index);
        words.iter().any(|word| shown.eq_ignore_ascii_case(word))
    }

    /// The text from one item to another.
    pub(super) fn between(&self, left: usize, right: usize) -> &'t str {
        match (self.items.get(left), self.items.get(right)) {
            (Some(left), Some(right)) => &self.text[self.words.span(left.last, right.first)],
            _ => "",
        }
    }

    /// Whether an item is a phrase of a class.
    pub(super) fn has(&self, index: usize, cue: Cue) -> bool {
        self.items.get(index).is_some_and(|item| item.cues.has(cue))
    }

    /// Words between two items, when both stand in one sentence.
    pub(super) fn gap(&self, left: usize, right: usize) -> Option<usize> {
        let (left, right) = (self.items.get(left)?, self.items.get(right)?);
        (left.sentence == right.sentence).then(|| right.first.saturating_sub(left.last + 1))
    }

    /// Whether at most so many words part two items.
    pub(super) fn near(&self, left: usize, right: usize, gap_max: usize) -> bool {
        self.gap(left, right).is_some_and(|gap| gap <= gap_max)
    }

    /// Whether a phrase of a class stands in the sentence of an item.
    pub(super) fn in_sentence(&self, index: usize, cue: Cue) -> bool {
        let sentence = self.items[index].sentence;
        let here = |item: &&Item| item.sentence == sentence;
        let before = self.items[..index].iter().rev().take_while(here);
        before.chain(self.items[index..].iter().take_while(here)).any(|item| item.cues.has(cue))
    }

    /// Whether a phrase of a class stands before an item in its sentence.
    pub(super) fn is_behind(&self, index: usize, cue: Cue) -> bool {
        (0..index).rev().take_while(|at| self.gap(*at, index).is_some()).any(|at| self.has(at, cue))
    }

    /// The word before an item.
    pub(super) fn word_before(&self, index: usize) -> &'t str {
        let word = self.items[index].first.checked_sub(1).and_then(|word| self.words.get(word));
        word.map_or("", |word| &self.text[word.range()])
    }

    /// Whether an item is denied: "not remote", "no interns, recruiters, or telecommuting".
    pub(super) fn is_denied(&self, index: usize) -> bool {
        // A longer "not looking for" reaches further than a "no".
        let reach = |at: usize| if self.items[at].last > self.items[at].first + 1 { 3 } else { 1 };
        let before = || (0..index).rev().take_while(|at| self.gap(*at, index).is_some());
        if before().take(3).any(|at| self.has(at, Cue::Not) && self.near(at, index, reach(at))) {
            return true;
        }
        let listed = matches!(self.word_before(index), "or" | "nor");
        listed && before().any(|at| self.is_no(at))
    }

    /// Whether an item is a plain "no" or "not".
    pub(super) fn is_no(&self, index: usize) -> bool {
        self.has(index, Cue::Not) && self.is_shown(index, &["no", "not"])
    }

    /// Whether it names a place or the people of one.
    pub(super) fn names_places(&self) -> bool {
        self.items.iter().any(|item| item.place.is_some() || item.demonym.is_some())
    }

    /// The countries that an item names, itself or by their people.
    pub(super) fn countries(&self, index: usize) -> Option<CountrySet> {
        let item = self.items.get(index)?;
        item.place.map(|place| place.countries).or(item.demonym)
    }

    /// Whether an item is a country, a region or hours rather than a city or state.
    pub(super) fn is_wide(&self, index: usize) -> bool {
        let narrow = |kind| matches!(kind, PlaceKind::City | PlaceKind::Subdivision);
        self.items.get(index).is_some_and(|item| item.place.is_some_and(|place| !narrow(place.kind)))
    }

    /// Whether a sentence begins with "I am", before anybody is looked for.
    pub(super) fn speaks_of_poster(&self, index: usize) -> bool {
        let own = |at: &usize| self.is_shown(*at, &["i'm", "i’m", "i am"]);
        let before = || (0..index).rev().take_while(|at| self.gap(*at, index).is_some());
        before().any(|at| own(&at)) && !before().any(|at| self.has(at, Cue::Hire))
    }

    /// Whether two items make up a line of their own: "India, remote".
    pub(super) fn is_line(&self, left: usize, right: usize) -> bool {
        self.near(left, right, 0) && self.are_apart(left, right)
    }

    /// Whether a line or sentence begins with one item and ends with another.
    fn are_apart(&self, first: usize, last: usize) -> bool {
        let stop = |word: usize| self.words.get(word).is_none_or(|word| word.before.has(Gap::STOP));
        let (first, last) = (&self.items[first], &self.items[last]);
        (first.first == 0 || stop(first.first)) && stop(last.last + 1)
    }

    /// Whether a word stands right behind an item.
    pub(super) fn is_followed_by(&self, index: usize, word: &str) -> bool {
        let next = self.items.get(index).and_then(|item| self.words.get(item.last + 1));
        next.is_some_and(|next| self.text[next.range()].eq_ignore_ascii_case(word))
    }

    /// Whether an item is one of the fields between bars that a headline of jobs has, where all of the
    /// posting is one text: "Teal | Kisumu | REMOTE | …".
    pub(super) fn is_head_field(&self, index: usize) -> bool {
        /// Words of the longest headlines.
        const HEAD_WORDS: usize = 45;
        let item = &self.items[index];
        let barred = item.before.has(Gap::BAR);
        let ends = self.words.get(item.last + 1).is_none_or(|word| word.before.has(Gap::BAR.and(Gap::STOP)));
        self.part == Part::Description && item.first < HEAD_WORDS && barred && ends
    }

    /// Whether an item stands at the top of a description as a field of its own: "Full time | Lyon".
    pub(super) fn is_field(&self, index: usize) -> bool {
        /// Words of the first lines, where such fields stand.
        const TOP_WORDS: usize = 20;
        let item = &self.items[index];
        let marks = Gap::STOP.and(Gap::BAR);
        let begins = item.first == 0 || item.before.has(marks) || self.is_set_apart(index);
        let ends = self.words.get(item.last + 1).is_none_or(|word| word.before.has(marks.and(Gap::OPEN)));
        self.part == Part::Description && item.first < TOP_WORDS && begins && ends
    }

    /// Whether a comma sets an item apart that ends a sentence: "Six months, Nairobi." No other one stands near before
    /// it, as in "clients in Paris, London, Nairobi".
    fn is_set_apart(&self, index: usize) -> bool {
        let listed = index.checked_sub(1).is_some_and(|at| self.near(at, index, LIST_GAP_MAX));
        self.items[index].before.has(Gap::COMMA) && !listed
    }

    /// Whether an item is all of a sentence with its full stop: "Twelve pages. Remote. Artists are encouraged." A line
    /// without one may be a box to tick.
    pub(super) fn is_sentence(&self, index: usize) -> bool {
        let item = &self.items[index];
        let begins = item.first == 0 || item.before.has(Gap::STOP);
        let ends = self.text[self.words.span(item.first, item.last).end..].starts_with('.');
        self.part == Part::Description && begins && ends
    }

    /// The places of the list that begins within `gap_max` words behind an item.
    pub(super) fn places_after(&self, index: usize, gap_max: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let (mut last, mut gap) = (index, gap_max);
        for next in index + 1..self.items.len() {
            if !self.near(last, next, gap) || self.ends_list(next) {
                break;
            }
            if self.items[next].place.is_some() {
                found.push(next);
                gap = LIST_GAP_MAX;
            } else {
                gap = gap.saturating_sub(1);
            }
            last = next;
        }
        found.truncate(PLACES_MAX);
        found
    }

    /// Whether an item begins another thought, so that places behind it are no part of the list.
    fn ends_list(&self, index: usize) -> bool {
        const OTHER: [Cue; 7] = [
            Cue::SiteBefore,
            Cue::ClientBefore,
            Cue::Permit,
            Cue::Except,
            Cue::Remote,
            Cue::Onsite,
            Cue::Hire,
        ];
        let item = &self.items[index];
        item.place.is_none() && (item.language.is_some() || item.cues.any(&OTHER))
    }

    /// The places of the list that ends at most `gap_max` words before an item.
    pub(super) fn places_before(&self, index: usize, gap_max: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let (mut next, mut gap) = (index, gap_max);
        for place in (0..index).rev().take(PLACES_MAX) {
            if !self.near(place, next, gap) || self.countries(place).is_none() {
                break;
            }
            found.push(place);
            (next, gap) = (place, 1);
        }
        found.reverse();
        found
    }

    /// Which places are the client's, the trade's or the theme's, and say nothing of the worker.
    pub(super) fn themes(&self) -> Vec<bool> {
        /// Words that may stand between "clients in" and the place.
        const GAP_MAX: usize = 3;
        let mut theme = vec![false; self.items.len()];
        for (index, item) in self.items.iter().enumerate() {
            let of_client =
                item.cues.has(Cue::ClientBefore) && !item.cues.any(&[Cue::LimitBefore, Cue::SiteBefore]);
            if of_client && !self.names_employer(index) {
                self.places_after(index, GAP_MAX).into_iter().for_each(|place| theme[place] = true);
            }
            let parted = item.before.has(Gap::BAR.and(Gap::OPEN).and(Gap::CLOSE).and(Gap::COMMA));
            // In a field of the place "London office" is in London.
            let of_work = self.part == Part::Location || item.cues.has(Cue::LimitAfter);
            let behind = item.cues.has(Cue::ClientAfter) && !of_work && !parted;
            if behind && index > 0 && self.near(index - 1, index, 0) && !self.is_based_worker(index) {
                theme[index - 1] |= self.countries(index - 1).is_some();
            }
        }
        theme
    }

    /// Whether "based" ends one of the traits that a remote role is told by: "Remote, full time,
    /// US-based, early riser".
    fn is_listed_trait(&self, index: usize) -> bool {
        let Some(place) = index.checked_sub(1) else { return false };
        // A comma at the end of a sentence lists no more than one at the end of the text.
        let comma = |word: usize| {
            self.words
                .get(word)
                .is_some_and(|word| word.before.has(Gap::COMMA) && !word.before.has(Gap::STOP))
        };
        let listed = comma(self.items[place].first) && comma(self.items[index].last + 1);
        let remote = |at: usize| self.has(at, Cue::RemoteWord) || self.has(at, Cue::Remote);
        let before = (0..place).rev().take_while(|at| self.gap(*at, index).is_some());
        listed && before.into_iter().any(remote)
    }

    /// The place of the office that the work is in: "all roles are in our New York office".
    pub(super) fn own_office(&self, index: usize) -> Option<usize> {
        let office = self.is_shown(index, &["office", "offices"]);
        let place = index.checked_sub(1).filter(|place| office && self.near(*place, index, 0))?;
        let first = self.items[place].first;
        let word = |back: usize| {
            let word = first.checked_sub(back).and_then(|at| self.words.get(at));
            word.map_or("", |word| &self.text[word.range()])
        };
        let inside = matches!(word(2), "in" | "at" | "from") && word(1) == "our";
        (inside && self.items[place].place.is_some()).then_some(place)
    }

    /// Whether a title names who hires and where: "intern for a design company in Lyon".
    fn names_employer(&self, index: usize) -> bool {
        const EMPLOYERS: [&str; 4] = ["company", "business", "studio", "firm"];
        let first = self.shown(index).split(' ').next().unwrap_or_default();
        self.part == Part::Title && EMPLOYERS.iter().any(|word| first.eq_ignore_ascii_case(word))
    }

    /// Whether an item is the "based" of "US-based senior developer" or of a bare "US or Kenya-based.", not of
    /// "US-based company".
    pub(super) fn is_based_worker(&self, index: usize) -> bool {
        /// Words that may stand between "based" and the worker.
        const GAP_MAX: usize = 4;
        if !self.shown(index).eq_ignore_ascii_case("based") {
            return false;
        }
        let worker = |next: usize| {
            let cue = self.has(next, Cue::Remote) || self.has(next, Cue::RemoteWord);
            let remote = cue && self.near(index, next, 0) && !self.items[next].before.has(Gap::COMMA);
            remote || (self.near(index, next, GAP_MAX) && self.has(next, Cue::Worker))
        };
        let ends = match self.gap(index, index + 1) {
            Some(_) => self.items[index + 1].before.has(Gap::CLOSE.and(Gap::BAR)),
            None => true,
        };
        let places = self.places_before(index, 0);
        let bare = || places.first().is_some_and(|first| self.are_apart(*first, index));
        (self.is_headline() && ends)
            || self.is_listed_trait(index)
            || worker(index + 1)
            || worker(index + 2)
            || bare()
    }
}
