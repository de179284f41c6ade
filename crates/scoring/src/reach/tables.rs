//! The tables of places, languages and phrases, as compiled in.

use std::{borrow::Cow, collections::HashMap};

use kazi_domain::{Country, CountrySet, Language};

use super::{
    cue::{Cue, Cues},
    text::folded_words,
};

const COUNTRIES: &str = include_str!("data/countries.tsv");
const REGIONS: &str = include_str!("data/regions.tsv");
const ZONES: &str = include_str!("data/zones.tsv");
const SUBDIVISIONS: &str = include_str!("data/subdivisions.tsv");
const CITIES: &str = include_str!("data/cities.tsv");
const LANGUAGES: &str = include_str!("data/languages.tsv");
const PHRASES: &str = include_str!("data/phrases.tsv");
const FIELDS: &str = include_str!("data/fields.tsv");

/// How far from the hours asked for a country's own may lie, as job ads ask for some overlap.
pub(super) const OVERLAP_HOURS: f32 = 3.0;

/// What kind of place a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlaceKind {
    Country,
    Region,
    Subdivision,
    City,
    Zone,
}

/// A place, or the hours of one.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) kind: PlaceKind,
    pub(super) countries: CountrySet,
    /// Hours from UTC, of a [`PlaceKind::Zone`].
    pub(super) hours: Option<(f32, f32)>,
}

/// What a name or phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// A place by its number.
    Place(u16),
    /// The people of a country, by the number of that place.
    Demonym(u16),
    /// The code of a state, which means something only behind the name of a place.
    Code(u16),
    /// A language by its number.
    Language(u16),
    /// A phrase that says something of reach.
    Cue(Cue),
}

impl Sense {
    /// Whether it may say something where no other name or phrase stands.
    pub(super) fn tells(self) -> bool {
        match self {
            Self::Cue(cue) => Cues::TELLING.has(cue),
            _ => true,
        }
    }
}

/// What a field of the place says that names no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldSays {
    /// The work is done from a distance: "online".
    Online,
    /// From anywhere: "any".
    Any,
    /// Nothing: "n/a".
    Nothing,
}

impl FieldSays {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "online" => Self::Online,
            "any" => Self::Any,
            "nothing" => Self::Nothing,
            _ => return None,
        })
    }
}

/// Which capitals a name is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capitals {
    /// Any.
    Free,
    /// The first letter is one.
    First,
    /// Exactly these.
    Exact,
}

/// A name as the tables write it.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) text: Cow<'static, str>,
    pub(super) capitals: Capitals,
    pub(super) sense: Sense,
}

/// Why a row of a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{table}: \"{row}\": {what}")]
pub struct TableError {
    table: &'static str,
    row: &'static str,
    what: &'static str,
}

/// All tables, read.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) names: Vec<Name>,
    pub(super) places: Vec<Place>,
    pub(super) languages: Vec<Language>,
    /// Each country with the least and most hours from UTC of its people.
    pub(super) hours: Vec<(Country, f32, f32)>,
    regions: Vec<(&'static str, CountrySet)>,
    fields: HashMap<Vec<String>, FieldSays>,
}

impl Tables {
    /// Reads the tables that are compiled in.
    pub(super) fn read() -> Result<Self, TableError> {
        let mut tables = Self::default();
        each("countries", COUNTRIES, |row| tables.country(row))?;
        each("regions", REGIONS, |row| tables.region(row))?;
        each("zones", ZONES, |row| tables.zone(row))?;
        each("subdivisions", SUBDIVISIONS, |row| tables.subdivision(row))?;
        each("cities", CITIES, |row| tables.city(row))?;
        each("languages", LANGUAGES, |row| tables.language(row))?;
        each("phrases", PHRASES, |row| tables.phrases(row))?;
        each("fields", FIELDS, |row| tables.field(row))?;
        Ok(tables)
    }

    /// The countries whose hours lie within `slack` of the hours from `low` to `high`.
    pub(super) fn within_hours(&self, low: f32, high: f32, slack: f32) -> CountrySet {
        let near = |(_, from, to): &&(Country, f32, f32)| *to >= low - slack && *from <= high + slack;
        self.hours.iter().filter(near).map(|(country, ..)| *country).collect()
    }

    /// All countries but these.
    pub(super) fn all_but(&self, shut: &CountrySet) -> CountrySet {
        self.hours.iter().map(|(country, ..)| *country).filter(|country| !shut.contains(*country)).collect()
    }

    fn place(&mut self, kind: PlaceKind, countries: CountrySet, hours: Option<(f32, f32)>) -> Option<u16> {
        self.places.push(Place { kind, countries, hours });
        u16::try_from(self.places.len() - 1).ok()
    }

    /// Adds what fields of the place say that name none.
    fn field(&mut self, row: &[&'static str]) -> Result<(), &'static str> {
        let [meaning, words] = row else { return Err("wants two columns") };
        let meaning = FieldSays::named(meaning).ok_or("no meaning of a field")?;
        self.fields.extend(words.split("; ").map(|words| (folded_words(words), meaning)));
        Ok(())
    }

    /// What a field of the place, or a part of it, says if it names no place.
    pub(super) fn field_says(&self, field: &str) -> Option<FieldSays> {
        self.fields.get(&folded_words(field)).copied()
    }

    fn names(&mut self, list: &'static str, least: Capitals, sense: Sense) {
        for name in list.split("; ").map(str::trim).filter(|name| !name.is_empty()) {
            let (text, capitals) = match name.strip_prefix('=').map(|text| (text, Capitals::Exact)) {
                Some(exact) => exact,
                None => name.strip_prefix('^').map_or((name, least), |text| (text, Capitals::First)),
            };
            if let Some(text) = mojibake(text) {
                self.names.push(Name { text: text.into(), capitals, sense });
            }
            for form in arabic_forms(text, matches!(sense, Sense::Demonym(_))) {
                self.names.push(Name { text: form.into(), capitals, sense });
            }
            self.names.push(Name { text: text.into(), capitals, sense });
        }
    }

    fn country(&mut self, row: &[&'static str]) -> Result<(), &'static str> {
        let [code, hours, demonyms, names] = row else { return Err("wants four columns") };
        let country: Country = code.parse().map_err(|_| "no code of a country")?;
        let (low, high) = hours.split_once("..").unwrap_or((hours, hours));
        let (low, high) =
            low.parse().ok().zip(high.parse().ok()).ok_or("no hours from UTC in the second column")?;
        self.hours.push((country, low, high));
        let place =
            self.place(PlaceKind::Country, [country].into_iter().collect(), None).ok_or("too many")?;
        self.names(names, Capitals::Free, Sense::Place(place));
        self.names(demonyms, Capitals::First, Sense::Demonym(place));
        Ok(())
    }

    fn region(&mut self, row: &[&'static str]) -> Result<(), &'static str> {
        let [names, members] = row else { return Err("wants two columns") };
        let mut countries = CountrySet::EMPTY;
        for member in members.split_whitespace() {
            if let Some(name) = member.strip_prefix('@') {
                countries = countries.union(&self.known_region(name).ok_or("takes in an unknown region")?);
            } else if let Some(code) = member.strip_prefix('-') {
                countries.remove(code.parse().map_err(|_| "no code of a country")?);
            } else {
                countries.insert(member.parse().map_err(|_| "no code of a country")?);
            }
        }
        let place = self.place(PlaceKind::Region, countries, None).ok_or("too many")?;
        self.regions.extend(names.split("; ").map(|name| (name, countries)));
        self.names(names, Capitals::Free, Sense::Place(place));
        Ok(())
    }

    fn known_region(&self, name: &str) -> Option<CountrySet> {
        let same = |known: &str| known.trim_start_matches('=').replace(' ', "_") == name;
        self.regions.iter().find(|(known, _)| same(known)).map(|(_, countries)| *countries)
    }

    fn zone(&mut self, row: &[&'static str]) -> Result<(), &'static str> {
        let [names, hours] = row else { return Err("wants two columns") };
        let (low, high) = hours.split_once("..").unwrap_or((hours, hours));
        let (low, high) =
            low.parse().ok().zip(high.parse().ok()).ok_or("no hours from UTC in the second column")?;
        let countries = self.within_hours(low, high, OVERLAP_HOURS);
        let place = self.place(PlaceKind::Zone, countries, Some((low, high))).ok_or("too many")?;
        self.names(names, Capitals::Free, Sense::Place(place));
        Ok(())
    }

    fn subdivision(&mut self, row: &[&'static str]) -> Result<(), &'static str> {
        let [country, code, names] = row else { return Err("wants three columns") };
        let country: Country = country.parse().map_err(|_| "no code of a country")?;
        let place =
            self.place(PlaceKind::Subdivision, [country].into_iter().collect(), None).ok_or("too many")?;
        self.names(names, Capitals::First, Sense::Place(place));
        if *code != "-" {
            self.names.push(Name {
                text: (*code).into(),
                capitals: Capitals::Exact,
                sense: Sense::Code(place),
            });
        }
        Ok(())
    }

    fn city(&mut self, row: &[&'static str]) -> Result<(), &'static str> {
        let [country, names] = row else { return Err("wants two columns") };
        let country: Country = country.parse().map_err(|_| "no code of a country")?;
        let place = self.place(PlaceKind::City, [country].into_iter().collect(), None).ok_or("too many")?;
        self.names(names, Capitals::First, Sense::Place(place));
        Ok(())
    }

    fn language(&mut self, row: &[&'static str]) -> Result<(), &'static str> {
        let [code, names] = row else { return Err("wants two columns") };
        self.languages.push(code.parse().map_err(|_| "no code of a language")?);
        let number = u16::try_from(self.languages.len() - 1).map_err(|_| "too many")?;
        self.names(names, Capitals::Free, Sense::Language(number));
        Ok(())
    }

    fn phrases(&mut self, row: &[&'static str]) -> Result<(), &'static str> {
        let [class, phrases] = row else { return Err("wants two columns") };
        let cue = Cue::named(class).ok_or("no class of phrases")?;
        self.names(phrases, Capitals::Free, Sense::Cue(cue));
        Ok(())
    }
}

fn each(
    table: &'static str,
    text: &'static str,
    mut read: impl FnMut(&[&'static str]) -> Result<(), &'static str>,
) -> Result<(), TableError> {
    for row in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let columns: Vec<&'static str> = row.split('\t').collect();
        read(&columns).map_err(|what| TableError { table, row, what })?;
    }
    Ok(())
}

/// An Arabic name with the words that are written as one with it: "in", "for", "and", the article; of
/// people also their plurals.
fn arabic_forms(name: &str, people: bool) -> Vec<String> {
    const ARTICLE: &str = "ال";
    const BEFORE: [&str; 3] = ["ب", "ل", "و"];
    const PLURALS: [&str; 4] = ["ين", "ون", "ة", "ات"];
    if !name.starts_with(|first| matches!(first, '\u{620}'..='\u{64a}')) {
        return Vec::new();
    }
    let bare = name.strip_prefix(ARTICLE);
    let plurals = PLURALS.iter().filter(|_| people).map(|plural| format!("{name}{plural}"));
    let mut forms: Vec<String> = plurals.collect();
    let words = [name.to_owned()].into_iter().chain(forms.clone());
    let with = |word: String| {
        let mut with: Vec<String> = BEFORE.iter().map(|before| format!("{before}{word}")).collect();
        match bare {
            Some(bare) => with.push(format!("لل{bare}")),
            None if people => {
                with.extend(["ال", "لل", "وال", "بال"].map(|article| format!("{article}{word}")));
            }
            None => {}
        }
        with
    };
    forms.extend(words.flat_map(with).collect::<Vec<_>>());
    forms
}

/// The names of countries, of their people and of their cities and states, as the tables list them, each list with the
/// code of its country.
pub(crate) fn names_by_country() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = |table: &'static str| table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let lists = |row: &'static str, from: usize| {
        let code = row.split('\t').next().unwrap_or_default();
        row.split('\t').skip(from).map(move |names| (code, names))
    };
    let countries = rows(COUNTRIES).flat_map(move |row| lists(row, 2));
    let cities = rows(CITIES).flat_map(move |row| lists(row, 1));
    countries.chain(cities).chain(rows(SUBDIVISIONS).flat_map(move |row| lists(row, 2)))
}

/// How a Latin name looks where its UTF-8 was taken for Latin-1: "SÃ£o Paulo". Boards show such names.
fn mojibake(name: &str) -> Option<String> {
    let latin = name.chars().all(|letter| letter < '\u{250}');
    (latin && !name.is_ascii()).then(|| name.bytes().map(char::from).collect())
}
