//! Countries and languages.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text is no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not the two letters of a country.
    #[error("\"{0}\" is no country code: use two letters of ISO 3166, such as KE")]
    Country(String),
    /// Not two or three letters.
    #[error("\"{0}\" is no language code: use two or three letters of ISO 639, such as sw")]
    Language(String),
}

/// The countries of ISO 3166-1 as of 2026, and Kosovo by the code that others use for it.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH \
    ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT \
    HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS \
    LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI \
    NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG \
    SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG \
    UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";
const KNOWN: CountrySet = CountrySet::of_codes(CODES);

/// A country by its two letters of ISO 3166-1, such as `KE`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// Kenya, where the readers this was made for live.
    pub const KENYA: Self = Self(*b"KE");

    /// The code in capital letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    const fn index(self) -> usize {
        (self.0[0] - b'A') as usize * 26 + (self.0[1] - b'A') as usize
    }
}

impl FromStr for Country {
    type Err = CodeError;
    /// Reads a code in any case, `UK` as `GB`.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let country = match text.as_bytes() {
            [b'U' | b'u', b'K' | b'k'] => Some(Self(*b"GB")),
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        };
        let country = country.filter(|country| KNOWN.contains(*country));
        country.ok_or_else(|| CodeError::Country(text.chars().take(20).collect()))
    }
}

impl TryFrom<String> for Country {
    type Error = CodeError;
    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// A set of countries.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct CountrySet([u64; 11]);

impl CountrySet {
    /// No country.
    pub const EMPTY: Self = Self([0; 11]);

    /// The countries of codes of two letters, each with a space behind it.
    const fn of_codes(codes: &str) -> Self {
        let (codes, mut set, mut at) = (codes.as_bytes(), Self::EMPTY, 0);
        while at + 1 < codes.len() {
            set.insert(Country([codes[at], codes[at + 1]]));
            at += "KE ".len();
        }
        set
    }

    /// Adds a country.
    pub const fn insert(&mut self, country: Country) {
        let index = country.index();
        self.0[index / 64] |= 1 << (index % 64);
    }

    /// Takes a country out.
    pub fn remove(&mut self, country: Country) {
        let index = country.index();
        self.0[index / 64] &= !(1 << (index % 64));
    }

    /// Whether it holds a country.
    pub fn contains(&self, country: Country) -> bool {
        let index = country.index();
        self.0[index / 64] & (1 << (index % 64)) != 0
    }

    /// All that either holds.
    #[must_use]
    pub fn union(mut self, other: &Self) -> Self {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
        }
        self
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// How many it holds.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Its countries, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = Country> + '_ {
        let code = |first: u8, second: u8| Country([b'A' + first, b'A' + second]);
        (0..26).flat_map(move |a| (0..26).map(move |b| code(a, b))).filter(|country| self.contains(*country))
    }
}

impl FromIterator<Country> for CountrySet {
    fn from_iter<T: IntoIterator<Item = Country>>(countries: T) -> Self {
        let mut set = Self::EMPTY;
        for country in countries {
            set.insert(country);
        }
        set
    }
}

impl fmt::Debug for CountrySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for CountrySet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Formats that write lengths first want to know it.
        serializer.collect_seq(self.iter().collect::<Vec<_>>())
    }
}

impl<'de> Deserialize<'de> for CountrySet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Country>::deserialize(deserializer)?.into_iter().collect())
    }
}

/// A language by its two or three letters of ISO 639, such as `sw`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(Box<str>);

impl Language {
    /// The code in small letters.
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl FromStr for Language {
    type Err = CodeError;
    /// Reads a code; of a tag such as `en-GB` its first part.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let code = text.split(['-', '_']).next().unwrap_or_default();
        if !(2..=3).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(CodeError::Language(text.chars().take(20).collect()));
        }
        Ok(Self(code.to_ascii_lowercase().into()))
    }
}

impl TryFrom<String> for Language {
    type Error = CodeError;
    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0.into()
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        let codes = ["KE", "ZW", "AD", "us"];
        let set: CountrySet = codes.iter().map(|code| code.parse().unwrap()).collect();
        assert_eq!(format!("{set:?}"), "{AD, KE, US, ZW}");
        assert!(set.contains(Country::KENYA) && !set.contains("UG".parse().unwrap()));
        assert_eq!("en-GB".parse::<Language>().unwrap().code(), "en");
    }

    #[test]
    fn only_countries_have_codes() {
        assert_eq!(KNOWN.len(), 250);
        assert_eq!("uk".parse::<Country>().unwrap().code(), "GB");
        for strange in ["Kenya", "AA", "ZZ", "EU", "K", "K1", ""] {
            assert!(strange.parse::<Country>().is_err(), "{strange}");
        }
    }
}
