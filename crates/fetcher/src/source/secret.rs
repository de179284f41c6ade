//! Texts of a configuration that name secrets of the environment: `Bearer ${UPWORK_TOKEN}`.

use std::{fmt, sync::Arc};

/// A text with `${NAME}` places, which are filled when a request is sent and never before.
///
/// Only the text as written is ever shown; the filled one is a [`Filled`], which shows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    text: Box<str>,
}

/// A `${` without its name or its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("holds a \"${{\" that is not followed by a NAME and \"}}\"")]
pub struct TemplateError;

/// One piece of a template.
enum Piece<'a> {
    Text(&'a str),
    Name(&'a str),
}

impl Template {
    /// Checks that every `${` is followed by a name of `A-Z`, `a-z`, `0-9`, `_` and `}`.
    ///
    /// # Errors
    /// [`TemplateError`] where one is not.
    pub fn new(text: &str) -> Result<Self, TemplateError> {
        let template = Self { text: text.into() };
        for name in template.names() {
            if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
                return Err(TemplateError);
            }
        }
        Ok(template)
    }

    /// The text as written, with the names of the secrets and not their values.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names of the secrets it needs.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pieces().filter_map(|piece| match piece {
            Piece::Name(name) => Some(name),
            Piece::Text(_) => None,
        })
    }

    /// The text with every secret filled in.
    ///
    /// # Errors
    /// The name of the first secret that is not set.
    pub fn fill(&self, secrets: &Secrets) -> Result<Filled, MissingSecret> {
        let mut text = String::with_capacity(self.text.len());
        for piece in self.pieces() {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Name(name) => match secrets.find(name) {
                    Some(value) => text.push_str(&value),
                    None => return Err(MissingSecret(name.to_owned())),
                },
            }
        }
        Ok(Filled(text))
    }

    /// The text with `value` for every secret: what can be checked before there are any.
    pub(crate) fn with(&self, value: &str) -> String {
        let piece = |piece| match piece {
            Piece::Text(text) => text,
            Piece::Name(_) => value,
        };
        self.pieces().map(piece).collect()
    }

    /// The pieces in order; an unclosed `${` gives a name that no check lets through.
    fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let mut parts = self.text.split("${");
        let first = parts.next().map(Piece::Text);
        let rest = parts.flat_map(|part| match part.split_once('}') {
            Some((name, text)) => [Piece::Name(name), Piece::Text(text)],
            None => [Piece::Name(""), Piece::Text(part)],
        });
        first.into_iter().chain(rest)
    }
}

/// A text with secrets in it: for the wire only, shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Filled(String);

impl Filled {
    /// The text, secrets and all: for the request that is being sent, and nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Filled(…)")
    }
}

/// A secret that a source needs and that is not set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the environment variable {0} is not set")]
pub struct MissingSecret(pub String);

/// Where secrets are looked up: the environment in `kazi`, a table in tests.
#[derive(Clone)]
pub struct Secrets(Arc<Find>);

type Find = dyn Fn(&str) -> Option<String> + Send + Sync;

impl Secrets {
    /// A look-up by name, asked whenever a request is built, so that a new value needs no restart.
    pub fn new(find: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(find))
    }

    /// No secret is set.
    pub fn none() -> Self {
        Self::new(|_| None)
    }

    fn find(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.is_empty())
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_what_is_set_and_shows_none_of_it() {
        let secrets = Secrets::new(|name| (name == "KEY").then(|| "hush".to_owned()));
        let template = Template::new("a ${KEY}b${KEY}").unwrap();
        let filled = template.fill(&secrets).unwrap();
        assert_eq!(filled.expose(), "a hushb".to_owned() + "hush");
        assert!(!format!("{template:?} {filled:?} {secrets:?}").contains("hush"));
        let missing = Template::new("${OTHER}").unwrap().fill(&secrets).unwrap_err();
        assert_eq!(missing.to_string(), "the environment variable OTHER is not set");
    }

    #[test]
    fn refuses_what_is_not_closed() {
        for bad in ["${", "${KEY", "${}", "${A B}", "x${-}"] {
            assert!(Template::new(bad).is_err(), "{bad}");
        }
        assert_eq!(Template::new("$5 and {6}").unwrap().names().count(), 0);
    }
}
