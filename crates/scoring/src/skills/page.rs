//! A posting as one folded text: title, tags, body.

use std::{borrow::Cow, ops::Range};

use kazi_domain::{DESCRIPTION_BYTES_MAX, Evidence, Part, Posting, TAGS_MAX, TITLE_BYTES_MAX};

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
    /// The places of its gaps there.
    gaps: Range<usize>,
    cut: Cow<'a, Cut<'a>>,
}

/// A posting in one folded text.
pub(super) struct Page<'a> {
    posting: &'a Posting,
    pub(super) folded: Folded,
    pub(super) parts: Vec<FoldedPart<'a>>,
    /// How many tags.
    pub(super) tags: usize,
    /// Where the body begins in the folded text.
    pub(super) body_begin: usize,
}

impl<'a> Page<'a> {
    /// `tags` are the [`joined_tags`] of the posting.
    pub(super) fn new(cut: &'a CutPosting<'a>, tags: &'a str) -> Self {
        let posting = cut.posting;
        let body = if posting.description.is_empty() {
            Cow::Owned(Cut::of(posting.summary.as_deref().unwrap_or_default()))
        } else {
            Cow::Borrowed(&cut.description)
        };
        let room = posting.title.len() + body.text.len() + tags.len();
        let mut page = Self {
            posting,
            folded: Folded::with_capacity(room.min(2 * DESCRIPTION_BYTES_MAX) + 8),
            parts: Vec::with_capacity(3),
            tags: posting.tags.len().min(TAGS_MAX),
            body_begin: 0,
        };
        page.push(Part::Title, Cow::Borrowed(&cut.title), TITLE_BYTES_MAX);
        if page.tags > 0 {
            page.push(Part::Tags, Cow::Owned(Cut::of(tags)), tags.len());
        }
        page.body_begin = page.folded.bytes.len();
        page.push(Part::Description, body, DESCRIPTION_BYTES_MAX);
        page
    }

    fn push(&mut self, part: Part, cut: Cow<'a, Cut<'a>>, bytes_max: usize) {
        let cut = if cut.text.len() > bytes_max { Cow::Owned(cut.first_bytes(bytes_max)) } else { cut };
        let (begin, first_gap) = (self.folded.bytes.len(), self.folded.gaps.len());
        self.folded.push(&cut);
        self.folded.end_part();
        let (folded, gaps) = (begin..self.folded.bytes.len(), first_gap..self.folded.gaps.len());
        self.parts.push(FoldedPart { part, folded, gaps, cut });
    }

    /// The folded text, part by part.
    pub(super) fn stretches(&self) -> impl Iterator<Item = Stretch<'_>> {
        self.parts.iter().map(|part| Stretch {
            folded: part.folded.clone(),
            words: &part.cut.words,
            gaps: &self.folded.gaps[part.gaps.clone()],
        })
    }

    pub(super) fn title_end(&self) -> usize {
        self.parts.get(1).map_or(0, |part| part.folded.start)
    }

    /// The part that a hit stands in.
    pub(super) fn part(&self, hit: &Hit) -> &FoldedPart<'a> {
        &self.parts[hit.stretch as usize]
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
            evidence.start = tag_at(self.posting, evidence.start);
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

/// The tags of a posting as one text, a line each: nothing matches across the end of a line.
pub(super) fn joined_tags(posting: &Posting) -> String {
    let mut joined = String::with_capacity(tags(posting).map(|tag| tag.len() + 1).sum());
    for (number, tag) in tags(posting).enumerate() {
        if number > 0 {
            joined.push('\n');
        }
        joined.push_str(tag);
    }
    joined
}

/// The number of the tag at a byte of the [`joined_tags`].
fn tag_at(posting: &Posting, byte: u32) -> u32 {
    let mut end = 0;
    let before = tags(posting).take_while(|tag| {
        end += tag.len() + 1;
        end <= byte as usize
    });
    u32::try_from(before.count()).unwrap_or(u32::MAX)
}

/// The tags that are read, so far as they are.
fn tags(posting: &Posting) -> impl Iterator<Item = &str> {
    let tags = posting.tags.iter().take(TAGS_MAX);
    tags.map(|tag| &tag[..tag.floor_char_boundary(TITLE_BYTES_MAX)])
}

#[cfg(test)]
mod tests {
    use kazi_domain::{PostingId, SourceId};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_byte_of_the_joined_tags_is_of_one_tag(tags in prop::collection::vec("[aé\n ]{0,4}", 0..6)) {
            let mut posting = Posting::new(PostingId(1), SourceId::new("test").unwrap(), "");
            posting.tags.clone_from(&tags);
            let (joined, mut begin) = (joined_tags(&posting), 0);
            for (number, tag) in (0..).zip(&tags) {
                prop_assert_eq!(joined.get(begin..begin + tag.len()), Some(tag.as_str()));
                for byte in begin..=begin + tag.len() {
                    prop_assert_eq!(tag_at(&posting, u32::try_from(byte).unwrap()), number);
                }
                begin += tag.len() + 1;
            }
        }
    }
}
