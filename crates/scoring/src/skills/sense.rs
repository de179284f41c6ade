//! What a phrase of the book stands for, and what must hold beside its letters.

use super::cues::Cue;

/// What a phrase of the book stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    /// A skill, by its place in the book.
    Skill(u16),
    /// A field, by its place in the book, and how strongly the phrase speaks for it, 0 to 1.
    Field(u16, f32),
    /// Words that are part of a phrase of another meaning.
    Nothing,
    /// A word that changes what stands near it.
    Cue(Cue),
    /// A small word of a language, by its place in [`small_words`](super::cues::small_words).
    SmallWord(u8),
}

/// Matches of one layer never overlap; those of different layers may: "logo designer" is a field's
/// phrase and holds a skill's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    Skills,
    Fields,
    Context,
}

/// How many layers there are.
pub(super) const LAYERS: usize = 3;

/// What must hold beside the letters for a phrase to mean its target.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sense {
    pub(super) target: Target,
    pub(super) layer: Layer,
    /// Whether plural endings may follow.
    pub(super) inflects: bool,
    /// What else must hold; of most phrases nothing.
    pub(super) more: Option<Box<Conditions>>,
}

/// What must hold beside the letters of few phrases.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Conditions {
    /// The exact writing, where capital letters matter.
    pub(super) cased: Option<Box<str>>,
    /// Folded words one of which must stand near.
    pub(super) near: Vec<Box<[u8]>>,
}

/// Fewer phrases than this make a lexicon.
pub(super) const PHRASES_MAX: u32 = 1 << 26;

/// Plural endings of English, French and Spanish.
pub(super) const ASCII_ENDINGS: [&[u8]; 2] = [b"s", b"es"];
