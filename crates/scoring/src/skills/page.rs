//! A posting as one folded text: title, tags, body.

use std::{borrow::Cow, ops::Range};

use kazi_domain::{DESCRIPTION_BYTES_MAX, Evidence, Part, TAGS_MAX, TITLE_BYTES_MAX};

use super::{
    fold::Folded,
    scan::{Hit, Stretch},
};
use crate::cut::{Cut, CutPosting};

/// A part of the posting within the folded text.
pub(super) struct FoldedPart<'a> {
    pub(super) part: Part,
    /// Its bytes there.
    pub(super) folded: Range<usize>,
    cut: Cow<'a, Cut<'a>>,
    /// Which tag.
    number: usize,
}

/// A posting in one folded text.
pub(super) struct Page<'a> {
    pub(super) folded: Folded,
    pub(super) parts: Vec<FoldedPart<'a>>,
    /// How many tags.
    pub(super) tags: usize,
    /// Where the body begins in the folded text.
    pub(super) body_begin: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(cut: &'a CutPosting<'a>) -> Self {
        let posting = cut.posting;
        let body = if posting.description.is_empty() {
            Cow::Owned(Cut::of(posting.summary.as_deref().unwrap_or_default()))
        } else {
            Cow::Borrowed(&cut.description)
        };
        let tags = posting.tags.iter().map(|tag| tag.len() + 1).sum::<usize>();
        let room = posting.title.len() + body.text.len() + tags;
        let mut page = Self {
            folded: Folded::with_capacity(room.min(2 * DESCRIPTION_BYTES_MAX) + 8),
            parts: Vec::with_capacity(posting.tags.len().min(TAGS_MAX) + 2),
            tags: posting.tags.len().min(TAGS_MAX),
            body_begin: 0,
        };
        page.push(Part::Title, 0, Cow::Borrowed(&cut.title), TITLE_BYTES_MAX);
        for (number, tag) in posting.tags.iter().take(TAGS_MAX).enumerate() {
            page.push(Part::Tags, number, Cow::Owned(Cut::of(tag)), TITLE_BYTES_MAX);
        }
        page.body_begin = page.folded.bytes.len();
        page.push(Part::Description, 0, body, DESCRIPTION_BYTES_MAX);
        page
    }

    fn push(&mut self, part: Part, number: usize, cut: Cow<'a, Cut<'a>>, bytes_max: usize) {
        let cut = if cut.text.len() > bytes_max { Cow::Owned(cut.first_bytes(bytes_max)) } else { cut };
        let begin = self.folded.push(&cut);
        self.folded.end_part();
        self.parts.push(FoldedPart { part, folded: begin..self.folded.bytes.len(), cut, number });
    }

    /// The folded text, part by part.
    pub(super) fn stretches(&self) -> impl Iterator<Item = Stretch<'_>> {
        self.parts.iter().map(|part| Stretch { folded: part.folded.clone(), words: &part.cut.words })
    }

    pub(super) fn title_end(&self) -> usize {
        self.parts.get(1).map_or(0, |part| part.folded.start)
    }

    /// The part that a hit stands in.
    pub(super) fn part(&self, hit: &Hit) -> &FoldedPart<'a> {
        &self.parts[hit.stretch]
    }

    /// Whether folded bytes of one part were written exactly so.
    pub(super) fn is_written(&self, begin: usize, end: usize, exact: &str) -> bool {
        let after = self.parts.partition_point(|part| part.folded.start <= begin);
        let part = &self.parts[after.saturating_sub(1)];
        part.cut.text.get(self.written(part, begin..end)) == Some(exact)
    }

    pub(super) fn evidence(&self, hit: &Hit) -> Evidence {
        let part = self.part(hit);
        let mut evidence = Evidence::quote(part.part, part.cut.text, self.written(part, hit.begin..hit.end));
        if part.part == Part::Tags {
            evidence.start = u32::try_from(part.number).unwrap_or(u32::MAX);
        }
        evidence
    }

    /// Where folded bytes stand in the text of their part.
    fn written(&self, part: &FoldedPart<'_>, folded: Range<usize>) -> Range<usize> {
        let text = part.cut.text;
        let begin = self.folded.original(folded.start).min(text.len());
        begin..self.folded.original(folded.end).clamp(begin, text.len())
    }
}
