//! The skill book as readers ask for it, with its skills by their ids.

use std::ops::Deref;

use hashbrown::HashMap;
use kazi_domain::{Skill, SkillBook};

/// A skill book in which a skill is found at once: a profile may name forty, and a book have thousands.
#[derive(Clone, Debug, Default)]
pub struct KnownBook {
    book: SkillBook,
    /// The place of each skill in it.
    places: HashMap<String, usize>,
}

impl KnownBook {
    /// The skill with this id.
    pub(crate) fn skill(&self, id: &str) -> Option<&Skill> {
        self.places.get(id).and_then(|place| self.book.skills.get(*place))
    }
}

impl From<SkillBook> for KnownBook {
    fn from(book: SkillBook) -> Self {
        let places =
            (0..).zip(&book.skills).map(|(place, skill)| (skill.id.as_str().to_owned(), place)).collect();
        Self { book, places }
    }
}

impl Deref for KnownBook {
    type Target = SkillBook;

    fn deref(&self) -> &SkillBook {
        &self.book
    }
}
