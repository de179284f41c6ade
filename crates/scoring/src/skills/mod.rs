//! The skills a posting asks for and the fields its work is of.

use kazi_domain::{FieldId, Language, Posting, SkillBook, SkillMatch};

use crate::RulesError;

/// What was read about the work.
#[derive(Clone, Debug, Default)]
pub struct WorkReading {
    /// The fields, most fitting first, at most three.
    pub fields: Vec<FieldId>,
    /// The skills, most weighty first.
    pub skills: Vec<SkillMatch>,
    /// The language of the posting.
    pub language: Option<Language>,
}

/// A skill book, compiled to one automaton.
pub struct SkillMatcher {}

impl SkillMatcher {
    /// Compiles a book.
    ///
    /// # Errors
    /// Names given twice, parents and fields that are not there, aliases that mean two skills.
    pub fn new(_book: &SkillBook) -> Result<Self, Vec<RulesError>> {
        Ok(Self {})
    }

    /// Reads what a posting asks for.
    pub fn read(&self, _posting: &Posting) -> WorkReading {
        WorkReading::default()
    }
}
