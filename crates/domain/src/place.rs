//! Countries and languages.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text is no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not two letters.
    #[error("\"{0}\" is no country code: use two letters of ISO 3166, such as KE")]
    Country(String),
    /// Not two or three letters.
    #[error("\"{0}\" is no language code: use two or three letters of ISO 639, such as sw")]
    Language(String),
}

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

    fn index(self) -> usize {
        usize::from(self.0[0] - b'A') * 26 + usize::from(self.0[1] - b'A')
    }
}

impl FromStr for Country {
    type Err = CodeError;
    fn from_str(text: &str) -> Result<Self, CodeError> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => Err(CodeError::Country(text.chars().take(20).collect())),
        }
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

    /// Adds a country.
    pub fn insert(&mut self, country: Country) {
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
        let codes = ["KE", "ZZ", "AA", "US"];
        let set: CountrySet = codes.iter().map(|code| code.parse().unwrap()).collect();
        assert_eq!(format!("{set:?}"), "{AA, KE, US, ZZ}");
        assert!(set.contains(Country::KENYA) && !set.contains("UG".parse().unwrap()));
        assert!("Kenya".parse::<Country>().is_err());
        assert_eq!("en-GB".parse::<Language>().unwrap().code(), "en");
    }
}
