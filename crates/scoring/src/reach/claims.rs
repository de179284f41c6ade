//! What one part of a posting says about reach, sentence by sentence.

use kazi_domain::{Country, CountrySet, Evidence, Language, Part};

use super::{
    cue::Cue,
    lexicon::Lexicon,
    mention::{Item, read_items},
    tables::PlaceKind,
    text::{Gap, Words},
};

/// Words that may stand between a phrase and the place it speaks of: "must live in one of the US".
const PLACE_GAP_MAX: usize = 4;
/// Words that may stand between the places of a list: "Kenya, Uganda, or else Rwanda".
const LIST_GAP_MAX: usize = 2;
/// The most places kept of one part.
const PLACES_MAX: usize = 60;

/// Words to quote: from the first to the last.
type WordRange = (usize, usize);

/// Places named together, by one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Their countries.
    pub(super) countries: CountrySet,
    /// As worded.
    pub(super) places: Vec<String>,
    /// Whether one of them is a country, a region or hours rather than a city or state.
    pub(super) wide: bool,
    /// Whether a paper or permit is asked for rather than a home.
    pub(super) permit: bool,
    /// The sentence.
    pub(super) evidence: Option<Evidence>,
}

impl Group {
    /// A limit that leaves so many countries is none.
    const COUNTRIES_OF_WORLD_MIN: usize = 150;

    /// Takes in another group's places.
    pub(super) fn join(&mut self, more: &Self) {
        self.countries = self.countries.union(&more.countries);
        self.wide |= more.wide;
        let new =
            more.places.iter().filter(|place| !self.places.contains(place)).cloned().collect::<Vec<_>>();
        self.places.extend(new);
    }

    /// Whether hardly a country is left out.
    pub(super) fn spans_world(&self) -> bool {
        self.countries.iter().count() >= Self::COUNTRIES_OF_WORLD_MIN
    }
}

/// What a part says.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims {
    pub(super) remote: Option<Evidence>,
    /// A bare "remote" or "online".
    pub(super) remote_word: Option<Evidence>,
    pub(super) no_remote: Option<Evidence>,
    pub(super) onsite: Option<Evidence>,
    pub(super) local_work: Option<Evidence>,
    pub(super) desk_work: Option<Evidence>,
    pub(super) any: Option<Evidence>,
    /// A bare "worldwide" or "global".
    pub(super) any_word: Option<Evidence>,
    /// Limits on who may do the work.
    pub(super) limits: Vec<Group>,
    /// Places that the work is said to be in.
    pub(super) sites: Vec<Group>,
    /// Places named without a word on what they mean.
    pub(super) bare: Group,
    /// Countries shut out.
    pub(super) except: Option<Group>,
    pub(super) languages: Vec<Language>,
    pub(super) group: Option<Evidence>,
}

impl Claims {
    /// Where it speaks of work from a distance, in whatever words.
    pub(super) fn remote_said(&self) -> Option<Evidence> {
        self.remote.clone().or_else(|| self.remote_word.clone())
    }
}

/// Reads a part.
pub(super) fn read_claims(lexicon: &Lexicon, part: Part, text: &str) -> Claims {
    let words = Words::new(text);
    let items = read_items(lexicon, text, &words);
    let reading = Reading { lexicon, part, text, words: &words, items: &items };
    reading.read()
}

struct Reading<'t> {
    lexicon: &'t Lexicon,
    part: Part,
    text: &'t str,
    words: &'t Words,
    items: &'t [Item],
}

impl Reading<'_> {
    fn read(&self) -> Claims {
        let mut claims = Claims::default();
        let mut spoken = vec![false; self.items.len()];
        let theme = self.themes(&mut spoken);
        for index in 0..self.items.len() {
            self.phrase(index, &mut claims);
            self.limit(index, &theme, &mut spoken, &mut claims);
            self.language(index, &mut claims);
        }
        for index in 0..self.items.len() {
            self.site(index, &mut spoken, &mut claims);
        }
        for (index, item) in self.items.iter().enumerate() {
            if item.place.is_some()
                && !spoken[index]
                && !theme[index]
                && claims.bare.places.len() < PLACES_MAX
            {
                self.add(index, &mut claims.bare);
            }
        }
        claims
    }

    fn headline(&self) -> bool {
        matches!(self.part, Part::Title | Part::Location | Part::Tags)
    }

    fn quote(&self, (first, last): WordRange) -> Evidence {
        Evidence::quote(self.part, self.text, self.words.sentence(first, last))
    }

    fn at(&self, index: usize) -> Option<Evidence> {
        let item = &self.items[index];
        Some(self.quote((item.first, item.last)))
    }

    fn has(&self, index: usize, cue: Cue) -> bool {
        self.items.get(index).is_some_and(|item| item.cues.has(cue))
    }

    /// Words between two items, when both stand in one sentence.
    fn gap(&self, left: usize, right: usize) -> Option<usize> {
        let (left, right) = (self.items.get(left)?, self.items.get(right)?);
        (left.sentence == right.sentence).then(|| right.first.saturating_sub(left.last + 1))
    }

    fn near(&self, left: usize, right: usize, gap_max: usize) -> bool {
        self.gap(left, right).is_some_and(|gap| gap <= gap_max)
    }

    fn in_sentence(&self, index: usize, cue: Cue) -> bool {
        let sentence = self.items[index].sentence;
        let around = |item: &&Item| item.sentence == sentence;
        let before = self.items[..index].iter().rev().take_while(around);
        before.chain(self.items[index..].iter().take_while(around)).any(|item| item.cues.has(cue))
    }

    /// Which places are the client's, the trade's or the theme's, and say nothing of the worker.
    fn themes(&self, spoken: &mut [bool]) -> Vec<bool> {
        let mut theme = vec![false; self.items.len()];
        for (index, item) in self.items.iter().enumerate() {
            if item.cues.has(Cue::ClientBefore) && !item.cues.any(&[Cue::LimitBefore, Cue::SiteBefore]) {
                for place in self.places_after(index, PLACE_GAP_MAX - 1) {
                    theme[place] = true;
                }
            }
            let behind = item.cues.has(Cue::ClientAfter) && !item.cues.any(&[Cue::LimitAfter]);
            if behind && index > 0 && self.near(index - 1, index, 0) && !self.based_worker(index) {
                let place = &self.items[index - 1];
                let parted = item.before.has(Gap::BAR.and(Gap::OPEN).and(Gap::CLOSE).and(Gap::COMMA));
                if (place.place.is_some() || place.demonym.is_some()) && !parted {
                    theme[index - 1] = true;
                }
            }
        }
        for (index, mark) in theme.iter().enumerate() {
            spoken[index] |= mark;
        }
        theme
    }

    /// "US-based senior developer": a worker stands behind "based".
    fn based_worker(&self, index: usize) -> bool {
        let item = &self.items[index];
        let based = &self.text[self.words.span(item.first, item.last)];
        if !based.eq_ignore_ascii_case("based") {
            return false;
        }
        let worker = |next: usize| self.near(index, next, 4) && self.has(next, Cue::Worker);
        let ends = self.gap(index, index + 1).is_none() || self.items[index + 1].before.has(Gap::CLOSE);
        (self.headline() && ends) || worker(index + 1) || worker(index + 2)
    }

    /// The places of the list that begins within `gap_max` words behind an item.
    fn places_after(&self, index: usize, gap_max: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let (mut last, mut gap) = (index, gap_max);
        for next in index + 1..self.items.len() {
            if !self.near(last, next, gap) {
                break;
            }
            if self.items[next].place.is_some() {
                found.push(next);
                gap = LIST_GAP_MAX;
            } else if self.items[next].language.is_some() || self.parts_list(next) {
                break;
            } else {
                gap = gap.saturating_sub(1);
            }
            last = next;
        }
        found
    }

    /// Whether an item begins another thought, so that places behind it are no part of the list.
    fn parts_list(&self, index: usize) -> bool {
        const OTHER: [Cue; 8] = [
            Cue::LimitBefore,
            Cue::SiteBefore,
            Cue::ClientBefore,
            Cue::Permit,
            Cue::Except,
            Cue::Remote,
            Cue::Onsite,
            Cue::Hire,
        ];
        self.items[index].cues.any(&OTHER)
    }

    /// The places of the list that ends right before an item.
    fn places_before(&self, index: usize, gap_max: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let (mut next, mut gap) = (index, gap_max);
        for place in (0..index).rev() {
            let item = &self.items[place];
            if !self.near(place, next, gap) || !(item.place.is_some() || item.demonym.is_some()) {
                break;
            }
            found.push(place);
            (next, gap) = (place, 1);
        }
        found.reverse();
        found
    }

    fn add(&self, index: usize, group: &mut Group) {
        let item = &self.items[index];
        let Some(countries) = item.place.map(|place| place.countries).or(item.demonym) else { return };
        let kind = item.place.map_or(PlaceKind::Country, |place| place.kind);
        group.wide |= !matches!(kind, PlaceKind::City | PlaceKind::Subdivision);
        group.countries = group.countries.union(&countries);
        group.places.push(self.text[self.words.span(item.first, item.last)].to_owned());
        if group.evidence.is_none() {
            group.evidence = self.at(index);
        }
    }

    fn group_of(&self, places: &[usize], cue: usize) -> Group {
        let mut group = Group { evidence: self.at(cue), ..Group::default() };
        for place in places.iter().take(PLACES_MAX) {
            self.add(*place, &mut group);
        }
        group
    }

    fn denied(&self, index: usize) -> bool {
        index > 0 && self.has(index - 1, Cue::Not) && self.near(index - 1, index, 1)
    }

    fn phrase(&self, index: usize, claims: &mut Claims) {
        let cues = self.items[index].cues;
        if cues.has(Cue::Noise) {
            return;
        }
        let evidence = || self.at(index);
        let denied = self.denied(index);
        let set = |slot: &mut Option<Evidence>| *slot = slot.take().or_else(evidence);
        if cues.has(Cue::NoRemote) || (denied && cues.any(&[Cue::Remote, Cue::RemoteWord])) {
            set(&mut claims.no_remote);
        } else if cues.has(Cue::Remote) && !self.in_sentence(index, Cue::ClientBefore) {
            set(&mut claims.remote);
        } else if cues.any(&[Cue::Remote, Cue::RemoteWord]) {
            set(&mut claims.remote_word);
        }
        if cues.has(Cue::Any) && !denied {
            set(&mut claims.any);
        }
        if cues.has(Cue::AnyWord) {
            let beside = |other: usize| {
                self.items.get(other).is_some_and(|item| item.cues.any(&[Cue::Remote, Cue::RemoteWord]))
            };
            let remote = (index > 0 && beside(index - 1) && self.near(index - 1, index, 1))
                || (beside(index + 1) && self.near(index, index + 1, 0));
            set(if remote { &mut claims.any } else { &mut claims.any_word });
        }
        if cues.has(Cue::Onsite) && !denied {
            set(&mut claims.onsite);
        }
        for (cue, slot) in [
            (Cue::LocalWork, &mut claims.local_work),
            (Cue::DeskWork, &mut claims.desk_work),
            (Cue::Group, &mut claims.group),
        ] {
            if cues.has(cue) && !denied {
                set(slot);
            }
        }
    }

    fn limit(&self, index: usize, theme: &[bool], spoken: &mut [bool], claims: &mut Claims) {
        let cues = self.items[index].cues;
        let (mut places, mut permit) = (Vec::new(), false);
        if cues.has(Cue::Except) {
            places = self.places_after(index, PLACE_GAP_MAX);
            if !places.is_empty() {
                let mut group = self.group_of(&places, index);
                group.countries = self.lexicon.tables.all_but(&group.countries);
                claims.except = claims.except.take().or(Some(group));
            }
            places.iter().for_each(|place| spoken[*place] = true);
            return;
        }
        if cues.any(&[Cue::PermitUs, Cue::PermitGb])
            && !self.in_sentence(index, Cue::Soft)
            && !self.denied(index)
        {
            let code = if cues.has(Cue::PermitUs) { "US" } else { "GB" };
            let mut group = self.group_of(&[], index);
            group.countries = code.parse::<Country>().into_iter().collect();
            group.places.push(code.to_owned());
            (group.permit, group.wide) = (true, true);
            claims.limits.push(group);
        }
        if cues.any(&[Cue::LimitBefore, Cue::Permit]) {
            places = self.places_after(index, PLACE_GAP_MAX);
            permit = cues.has(Cue::Permit);
        } else if cues.has(Cue::LimitAfter) {
            let gap = usize::from(self.items[index].first == self.items[index].last);
            places = self.places_before(index, gap);
        } else if cues.has(Cue::ClientAfter) && index > 0 && self.based_worker(index) {
            places = self.places_before(index, 0);
        } else if cues.any(&[Cue::Remote, Cue::RemoteWord, Cue::Any, Cue::AnyWord]) {
            places = self.places_beside_remote(index);
        }
        places.retain(|place| {
            !theme[*place] && (self.items[*place].place.is_some() || self.items[*place].demonym.is_some())
        });
        if places.is_empty() || self.denied(index) {
            return;
        }
        if self.in_sentence(index, Cue::Soft) {
            places.iter().for_each(|place| spoken[*place] = true);
            return;
        }
        places.iter().for_each(|place| spoken[*place] = true);
        let mut group = self.group_of(&places, index);
        group.permit = permit;
        claims.limits.push(group);
    }

    /// "Remote (US)", "REMOTE - EU", "US Remote", "Remote: Kenya, Uganda".
    fn places_beside_remote(&self, index: usize) -> Vec<usize> {
        let item = &self.items[index];
        let wide = |place: usize| {
            self.items[place]
                .place
                .is_some_and(|place| !matches!(place.kind, PlaceKind::City | PlaceKind::Subdivision))
        };
        let after = self.places_after(index, 0);
        if let Some(first) = after.first() {
            let before = self.items[*first].before;
            let open = before.has(Gap::OPEN);
            let loose = before.has(Gap::BAR.and(Gap::CLOSE))
                || (before.has(Gap::COMMA.and(Gap::SLASH)) && !wide(*first));
            if open || (wide(*first) && !loose) || (self.part == Part::Location && !loose) {
                return after;
            }
        }
        let left =
            index.checked_sub(1).filter(|left| self.headline() && self.near(*left, index, 0) && wide(*left));
        let loose = item.before.has(Gap::BAR.and(Gap::COMMA).and(Gap::SLASH));
        left.filter(|_| !loose).map(|left| self.places_before(left + 1, 0)).unwrap_or_default()
    }

    fn site(&self, index: usize, spoken: &mut [bool], claims: &mut Claims) {
        if !self.items[index].cues.any(&[Cue::SiteBefore, Cue::Onsite]) || self.has(index, Cue::Noise) {
            return;
        }
        let places: Vec<usize> =
            self.places_after(index, LIST_GAP_MAX).into_iter().filter(|place| !spoken[*place]).collect();
        if places.is_empty() || self.in_sentence(index, Cue::Soft) {
            return;
        }
        places.iter().for_each(|place| spoken[*place] = true);
        claims.sites.push(self.group_of(&places, index));
    }

    fn language(&self, index: usize, claims: &mut Claims) {
        let Some(number) = self.items[index].language else { return };
        let asked = |other: usize, gap: usize| {
            self.has(other, Cue::Fluent)
                && (self.near(other, index, gap) || self.near(index, other, gap.min(1)))
        };
        let list = |other: usize| self.items.get(other).is_some_and(|item| item.language.is_some());
        let before = index.checked_sub(1).is_some_and(|left| {
            asked(left, 3)
                || (list(left)
                    && self.near(left, index, 1)
                    && left
                        .checked_sub(1)
                        .is_some_and(|more| self.has(more, Cue::Fluent) && self.near(more, left, 3)))
        });
        if !(before || asked(index + 1, 1)) || self.in_sentence(index, Cue::Soft) || self.is_choice(index) {
            return;
        }
        let language = self.lexicon.language(number);
        if !claims.languages.contains(language) {
            claims.languages.push(language.clone());
        }
    }

    /// "French or German": neither is needed.
    fn is_choice(&self, index: usize) -> bool {
        let or_between = |left: usize, right: usize| {
            let (Some(a), Some(b)) = (self.items.get(left), self.items.get(right)) else { return false };
            let between = &self.text[self.words.span(a.last, b.first)];
            a.language.is_some()
                && b.language.is_some()
                && self.near(left, right, 1)
                && between.split_whitespace().any(|word| matches!(word, "or" | "ou" | "o" | "au" | "أو"))
        };
        or_between(index, index + 1) || index.checked_sub(1).is_some_and(|left| or_between(left, index))
    }
}
