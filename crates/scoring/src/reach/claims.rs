//! What one part of a posting says about reach, and the places that it names.

use kazi_domain::{CountrySet, Evidence, Language, Part};

use super::{passage::Passage, tables::PlaceKind};

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

    /// The places with the sentence of the phrase that speaks of them.
    pub(super) fn of(passage: &Passage<'_>, places: &[usize], phrase: usize) -> Self {
        let mut group = Self { evidence: passage.quote(phrase), ..Self::default() };
        // In a field of the place hours beside homes narrow them, and open no other country:
        // "Europe, European timezones".
        let hours =
            |place: &usize| passage.items[*place].place.is_some_and(|place| place.kind == PlaceKind::Zone);
        let homes = passage.part == Part::Location && places.iter().any(|place| !hours(place));
        for place in places {
            let known = group.countries;
            group.add(passage, *place);
            if homes && hours(place) {
                group.countries = known;
            }
        }
        group
    }

    /// Takes in a place.
    fn add(&mut self, passage: &Passage<'_>, index: usize) {
        let Some(countries) = passage.countries(index) else { return };
        self.wide |= passage.is_wide(index) || passage.items[index].demonym.is_some();
        self.countries = self.countries.union(&countries);
        self.places.push(passage.shown(index).to_owned());
        if self.evidence.is_none() {
            self.evidence = passage.quote(index);
        }
    }

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
        self.countries.len() >= Self::COUNTRIES_OF_WORLD_MIN
    }
}

/// What a part says.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims {
    pub(super) remote: Option<Evidence>,
    /// A bare "remote" or "online".
    pub(super) remote_word: Option<Evidence>,
    /// A bare "online" or "virtual".
    pub(super) online_word: Option<Evidence>,
    pub(super) no_remote: Option<Evidence>,
    pub(super) onsite: Option<Evidence>,
    /// A bare "hybrid" or "in-house".
    pub(super) onsite_word: Option<Evidence>,
    pub(super) local_work: Option<Evidence>,
    pub(super) desk_work: Option<Evidence>,
    /// Who works, by name: "assistant".
    pub(super) worker: Option<Evidence>,
    pub(super) any: Option<Evidence>,
    /// A bare "worldwide" or "global".
    pub(super) any_word: Option<Evidence>,
    /// Limits on who may do the work.
    pub(super) limits: Vec<Group>,
    /// Places that the work is said to be in.
    pub(super) sites: Vec<Group>,
    /// Places named without a word on what they mean.
    pub(super) bare: Group,
    /// The countries that are left where some are shut out.
    pub(super) except: Option<Group>,
    /// Whether it is people of theirs who are turned away, not wares that are not sold there.
    pub(super) turns_away: bool,
    /// Whether a field of the place names none, known or unknown.
    pub(super) placeless: bool,
    pub(super) languages: Vec<Language>,
    pub(super) group: Option<Evidence>,
    /// From afar, but no further than a drive: "remote (< 200 km)".
    pub(super) nearby: Option<Evidence>,
}

impl Claims {
    /// Where it speaks of work from a distance, in whatever words.
    pub(super) fn remote_said(&self) -> Option<Evidence> {
        self.remote.clone().or_else(|| self.remote_word.clone())
    }
}
