//! What every page begins with.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::Timestamp;
use kazi_domain::Profile;

use super::{
    frame::{Frame, profile_of},
    mistake::{Mistake, words_of},
};
use crate::{
    Facts, KnownSources, SharedApp,
    asked::{Asked, Known, Pairs, Parameter},
    problem::Problem,
    wire::Eyes,
    words::Words,
};

/// A visit: the language and the question of an address, and what the site knows at that moment, which
/// stays the same until the page is made.
pub(crate) struct Visit {
    pub app: SharedApp,
    pub words: Words,
    /// What the address asks, as it was written.
    pub pairs: Pairs,
    pub facts: Arc<Facts>,
    pub sources: Arc<KnownSources>,
    pub now: Timestamp,
}

impl Visit {
    pub(crate) fn new(app: &SharedApp, words: Words, pairs: Pairs) -> Self {
        let (facts, sources) = (app.facts.load_full(), app.sources.load_full());
        Self { app: Arc::clone(app), words, pairs, facts, sources, now: app.now() }
    }

    /// A page that tells of a problem, in the reader's language.
    pub(crate) fn mistake(&self, problem: Problem) -> Mistake {
        Mistake::new(self.words, problem).for_reader(&self.pairs)
    }

    /// What the address asks, by the parameters that the page knows.
    ///
    /// # Errors
    /// See [`Pairs::ask`].
    pub(crate) fn ask(&self, parameters: &[&[Parameter]]) -> Result<Asked, Problem> {
        self.pairs.ask(parameters, self.known())
    }

    /// What values can be checked against.
    pub(crate) fn known(&self) -> Known<'_> {
        Known::bookmarked(&self.facts, &self.sources)
    }

    /// How this reader sees leads.
    pub(crate) fn eyes<'a>(&'a self, profile: &'a Profile) -> Eyes<'a> {
        Eyes { profile, facts: &self.facts, sources: &self.sources, words: self.words, now: self.now }
    }

    /// The frame of a page of the navigation, or of one below it.
    pub(crate) fn frame(&self, title_key: &str, path: &str, here: &'static str) -> Frame {
        let mut frame = Frame::new(self.words, self.words.say(title_key), path, &self.pairs);
        frame.here = here;
        frame.notes = self.notes();
        frame
    }

    /// What of the address is not as it was.
    pub(crate) fn notes(&self) -> Vec<String> {
        self.words.gone_of(&self.pairs, self.known())
    }

    /// Whether the address asks nothing: such a page is the same for all.
    pub(crate) fn is_plain(&self) -> bool {
        self.pairs.iter().next().is_none()
    }

    /// What of the address says who is reading.
    pub(crate) fn profile(&self) -> Pairs {
        profile_of(&self.pairs)
    }
}

impl FromRequestParts<SharedApp> for Visit {
    type Rejection = Mistake;

    async fn from_request_parts(parts: &mut Parts, app: &SharedApp) -> Result<Self, Mistake> {
        let words = words_of(parts.uri.path().split('/').nth(1).unwrap_or_default())?;
        let pairs = Pairs::of_form(parts.uri.query()).map_err(|problem| Mistake::new(words, problem))?;
        Ok(Self::new(app, words, pairs))
    }
}
