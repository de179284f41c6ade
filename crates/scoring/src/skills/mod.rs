//! The skills a posting asks for and the fields its work is of.
//!
//! All words of the skill book are one trie. A posting is folded once (small letters, marks off),
//! scanned once, and every word found is weighed by where it stands and what stands around it.

mod class;
mod compile;
mod context;
mod cues;
mod fields;
mod first_words;
mod fold;
mod lexicon;
mod page;
mod read;
mod scan;
mod sense;

use std::collections::HashMap;

use kazi_domain::{FieldId, Language, Posting, Skill, SkillBook, SkillId, SkillMatch};

pub use compile::{ALIAS_BYTES_MAX, FIELDS_MAX, SKILLS_MAX, WORDS_MAX};

use crate::{RulesError, cut::CutPosting};

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

/// A skill book, compiled.
pub struct SkillMatcher {
    book: SkillBook,
    lexicon: lexicon::Lexicon,
    skill_places: HashMap<SkillId, usize>,
    /// The places of each skill's fields.
    skill_fields: Vec<Vec<u16>>,
    /// The place of the field [`fields::OTHER`].
    other_field: Option<u16>,
}

impl SkillMatcher {
    /// Compiles a book.
    ///
    /// # Errors
    /// All faults at once: names given twice, parents and fields that are not there, circles of
    /// parents, weights out of range, aliases that mean two skills or have no letters.
    pub fn new(book: &SkillBook) -> Result<Self, Vec<RulesError>> {
        let compile::Compiled { lexicon, skill_places, field_places } = compile::compile(book)?;
        let place = |field: &FieldId| field_places.get(field).and_then(|place| u16::try_from(*place).ok());
        let skill_fields =
            book.skills.iter().map(|skill| skill.fields.iter().filter_map(place).collect()).collect();
        let other_field = (0..).zip(&book.fields).find(|(_, field)| field.id.as_str() == fields::OTHER);
        let other_field = other_field.map(|(place, _)| place);
        Ok(Self { book: book.clone(), lexicon, skill_places, skill_fields, other_field })
    }

    /// Reads what a posting asks for.
    pub fn read(&self, posting: &Posting) -> WorkReading {
        self.read_cut(&CutPosting::of(posting))
    }

    /// As [`SkillMatcher::read`], of a posting that is cut.
    pub(crate) fn read_cut(&self, posting: &CutPosting<'_>) -> WorkReading {
        read::read(self, posting)
    }

    /// The book it was compiled from.
    pub fn book(&self) -> &SkillBook {
        &self.book
    }

    /// A skill by its id.
    pub fn skill(&self, id: &SkillId) -> Option<&Skill> {
        self.skill_place(id).map(|place| &self.book.skills[place])
    }

    /// The skill that `id` is part of.
    pub fn parent(&self, id: &SkillId) -> Option<&SkillId> {
        self.skill(id)?.parent.as_ref()
    }

    /// The place of a skill in the book, for columns and bitmaps.
    pub fn skill_place(&self, id: &SkillId) -> Option<usize> {
        self.skill_places.get(id).copied()
    }
}
