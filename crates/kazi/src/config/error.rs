//! Errors of configuration: the file, the line, a caret, and how to mend it.

use std::{fmt, ops::Range};

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

/// A fault in a configuration file.
#[derive(Debug)]
pub struct ConfigError {
    message: String,
    mend: Option<String>,
    at: Option<Box<(NamedSource<String>, Range<usize>)>>,
    file: String,
    line: Option<usize>,
}

impl ConfigError {
    /// A fault that has no place in a text, such as a missing file.
    pub fn of_file(file: &str, message: impl Into<String>, mend: &str) -> Self {
        Self {
            message: message.into(),
            mend: Some(mend.to_owned()),
            at: None,
            file: file.to_owned(),
            line: None,
        }
    }

    /// A fault at `span` of the text of a file.
    pub fn at(file: &str, text: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let line = text[..start].matches('\n').count() + 1;
        Self {
            message: message.into(),
            mend: None,
            at: Some(Box::new((NamedSource::new(file, text.to_owned()).with_language("toml"), span))),
            file: file.to_owned(),
            line: Some(line),
        }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn mend(mut self, mend: impl Into<String>) -> Self {
        self.mend = Some(mend.into());
        self
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for ConfigError {}

impl Diagnostic for ConfigError {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.mend.as_ref().map(|mend| Box::new(mend) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.at.as_ref().map(|at| &at.0 as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = &self.at.as_ref()?.1;
        let label = LabeledSpan::new(Some("here".to_owned()), span.start, span.len().max(1));
        Some(Box::new(std::iter::once(label)))
    }
}
