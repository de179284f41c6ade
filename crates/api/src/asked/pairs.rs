//! The query of an address as pairs of names and values.

use url::form_urlencoded;

use super::{Asked, Known, Parameter};
use crate::problem::{self, Problem};

/// The most parameters of one request; a form of check boxes sends one for each.
const PAIRS_MAX: usize = 160;

/// Names and values in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads a query. A value may be as long as the address lets it; each parameter says what it takes.
    ///
    /// # Errors
    /// Too many pairs.
    pub(crate) fn read(query: Option<&str>) -> Result<Self, Problem> {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        let pairs: Vec<(String, String)> =
            pairs.take(PAIRS_MAX + 1).map(|(n, v)| (n.into(), v.into())).collect();
        if pairs.len() > PAIRS_MAX {
            let detail = format!("a request may have at most {PAIRS_MAX} parameters");
            return Err(Problem::new(&problem::TOO_MANY_PARAMETERS, detail));
        }
        Ok(Self(pairs))
    }

    /// As a browser's form sends them: empty fields say nothing, and a list comes as several fields of
    /// one name.
    pub(crate) fn of_form(query: Option<&str>) -> Result<Self, Problem> {
        let mut merged: Vec<(String, String)> = Vec::new();
        for (name, value) in Self::read(query)?.0 {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match merged.iter_mut().find(|(known, _)| *known == name) {
                Some((_, list)) => {
                    list.push(',');
                    list.push_str(value);
                }
                None => merged.push((name, value.to_owned())),
            }
        }
        Ok(Self(merged))
    }

    /// What they ask, by the parameters that the route knows.
    ///
    /// # Errors
    /// A name that is not among `parameters`, one given twice, a value that cannot be used.
    pub(crate) fn ask(&self, parameters: &[&[Parameter]], known: Known<'_>) -> Result<Asked, Problem> {
        let mut asked = Asked::default();
        for (at, (name, value)) in self.0.iter().enumerate() {
            let all = || parameters.iter().copied().flatten();
            let Some(parameter) = all().find(|parameter| parameter.name == name) else {
                let shown: String = name.chars().take(64).collect();
                let problem = Problem::new(
                    &problem::UNKNOWN_PARAMETER,
                    format!("there is no parameter \"{shown}\" here"),
                );
                return Err(problem.of_parameter(&shown).with_valid(&shown, all().map(|p| p.name)));
            };
            if self.0[..at].iter().any(|(earlier, _)| earlier == name) {
                let detail = format!("\"{name}\" was given twice: put several values into one, with commas");
                return Err(Problem::new(&problem::REPEATED_PARAMETER, detail).of_parameter(name));
            }
            (parameter.read)(&mut asked, value, known).map_err(|fault| fault.into_problem(name))?;
        }
        asked.check()?;
        Ok(asked)
    }

    /// The value of a name.
    pub(crate) fn find(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The pairs.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The same with another value of one name, or without it.
    #[must_use]
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> Self {
        let mut pairs: Vec<_> = self.0.iter().filter(|(known, _)| known != name).cloned().collect();
        pairs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        Self(pairs)
    }

    /// All but the first of a name.
    #[must_use]
    pub(crate) fn without_first(&self, name: &str) -> Self {
        let mut pairs = self.0.clone();
        if let Some(at) = pairs.iter().position(|(known, _)| known == name) {
            pairs.remove(at);
        }
        Self(pairs)
    }

    /// Only those whose names `keep` wants.
    #[must_use]
    pub(crate) fn only(&self, keep: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| keep(name)).cloned().collect())
    }

    /// As the end of an address: `?a=b`, or nothing where there is no pair.
    pub(crate) fn as_query(&self) -> String {
        let mut query = String::new();
        for (name, value) in &self.0 {
            query.push(if query.is_empty() { '?' } else { '&' });
            encode(name, &mut query);
            query.push('=');
            encode(value, &mut query);
        }
        query
    }
}

/// Writes a name or a value as forms are encoded, but for commas and colons, which are readable in a query and
/// shorter so.
fn encode(text: &str, to: &mut String) {
    to.extend(form_urlencoded::byte_serialize(text.as_bytes()).map(|part| match part {
        "%2C" => ",",
        "%3A" => ":",
        part => part,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_it_was_written() {
        for (query, written) in [
            (
                "have=a%3Astrong%2Cb&q=1+%2B%20%C3%A9%26,,:&empty",
                "?have=a:strong,b&q=1+%2B+%C3%A9%26,,:&empty=",
            ),
            ("", ""),
        ] {
            let Ok(pairs) = Pairs::read(Some(query)) else { panic!("{query}") };
            assert_eq!(pairs.as_query(), written);
            let again = Pairs::read(Some(written.trim_start_matches('?')));
            assert!(again.is_ok_and(|again| again == pairs), "{written}");
        }
    }
}
