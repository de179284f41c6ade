//! The sources as readers' lists ask for them, by their ids.

use std::ops::Deref;

use hashbrown::HashMap;
use kazi_domain::SourceId;

use crate::SourceInfo;

/// Sources of which one is found at once: every posting of a list is held against them.
#[derive(Clone, Debug, Default)]
pub struct KnownSources {
    sources: Vec<SourceInfo>,
    /// The place of each in the list.
    places: HashMap<SourceId, usize>,
}

impl KnownSources {
    /// The source with this id; nothing where configuration no longer knows it.
    pub fn find(&self, id: &str) -> Option<&SourceInfo> {
        self.places.get(id).map(|place| &self.sources[*place])
    }

    /// Not of a source that configuration no longer knows either: nobody can tell what its owner allows.
    pub(crate) fn may_show(&self, id: &SourceId) -> bool {
        self.find(id.as_str()).is_some_and(|source| source.rights.may_show)
    }
}

impl FromIterator<SourceInfo> for KnownSources {
    fn from_iter<T: IntoIterator<Item = SourceInfo>>(sources: T) -> Self {
        let sources: Vec<SourceInfo> = sources.into_iter().collect();
        // Of two with one id the first counts.
        let places = (0..sources.len()).rev().map(|place| (sources[place].id.clone(), place)).collect();
        Self { sources, places }
    }
}

impl Deref for KnownSources {
    type Target = [SourceInfo];

    fn deref(&self) -> &[SourceInfo] {
        &self.sources
    }
}
