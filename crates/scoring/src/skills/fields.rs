//! Which fields the work is of: the evidence of all words, weighed and compared.

use kazi_domain::{FieldId, Part, SkillBook};

/// The field of all work that is of no other.
pub(super) const OTHER: &str = "other";

/// The most fields named of one posting.
const FIELDS_NAMED_MAX: usize = 3;

/// How much evidence counts by where it stands.
#[derive(Clone, Copy)]
struct Places {
    title: f32,
    tags: f32,
    body: f32,
}

/// The title says what the work is; tags are often a bag of everything; the body explains.
const PLACES: Places = Places { title: 4.0, tags: 1.5, body: 1.0 };
/// Body text this many bytes in counts half.
const BODY_HALVES_BYTES: f32 = 900.0;
/// Of this many tags, each counts half.
const TAGS_HALVE: f32 = 6.0;
/// How much the second and third field of a skill count against its first.
const SKILL_FIELD_SHARES: [f32; 3] = [1.0, 0.5, 0.3];
/// A field is named beside the first from this share of its evidence.
const SECOND_SHARE: f32 = 0.5;
/// And the third.
const THIRD_SHARE: f32 = 0.7;
/// Less evidence than this says nothing.
const EVIDENCE_MIN: f32 = 0.6;
/// Words repeated add so much of their weight in all, at most.
const REPEATED_SHARE: f32 = 0.35;

/// How much words in `part` count for a field.
///
/// `depth` is how many bytes into the body they stand, `tags` how many tags there are.
pub(super) fn place_weight(part: Part, depth: usize, tags: usize) -> f32 {
    match part {
        Part::Title => PLACES.title,
        Part::Tags => PLACES.tags / (1.0 + bytes(tags.saturating_sub(1)) / TAGS_HALVE),
        _ => PLACES.body / (1.0 + bytes(depth) / BODY_HALVES_BYTES),
    }
}

#[allow(clippy::cast_precision_loss)]
fn bytes(count: usize) -> f32 {
    count as f32
}

/// Evidence for the fields of one posting.
pub(super) struct Tally<'a> {
    book: &'a SkillBook,
    /// Field, phrase, weight.
    evidence: Vec<(u16, usize, f32)>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(book: &'a SkillBook) -> Self {
        Self { book, evidence: Vec::with_capacity(32) }
    }

    /// Words that speak for a field.
    pub(super) fn add(&mut self, field: u16, phrase: usize, weight: f32) {
        self.evidence.push((field, phrase, weight));
    }

    /// A skill that speaks for its fields.
    pub(super) fn add_skill(&mut self, fields: &[u16], phrase: usize, weight: f32) {
        for (field, share) in fields.iter().zip(SKILL_FIELD_SHARES) {
            self.add(*field, phrase, weight * share);
        }
    }

    /// The fields, most fitting first.
    pub(super) fn fields(mut self) -> Vec<FieldId> {
        let totals = self.totals();
        let mut order: Vec<(usize, f32)> =
            totals.into_iter().enumerate().filter(|(_, sum)| *sum > 0.0).collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let Some((_, top)) = order.first().copied().filter(|(_, top)| *top >= EVIDENCE_MIN) else {
            return self.other();
        };
        let named = |rank: usize, sum: f32| match rank {
            0 => true,
            1 => sum >= top * SECOND_SHARE,
            _ => sum >= top * THIRD_SHARE,
        };
        let fields = order.iter().take(FIELDS_NAMED_MAX).enumerate();
        fields
            .take_while(|(rank, (_, sum))| named(*rank, *sum))
            .map(|(_, (field, _))| self.book.fields[*field].id.clone())
            .collect()
    }

    /// The sum of each field's evidence: of words said again, the weightiest counts in full.
    fn totals(&mut self) -> Vec<f32> {
        self.evidence.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        let mut totals = vec![0.0; self.book.fields.len()];
        for same in self.evidence.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let first = same[0].2;
            let again: f32 = same[1..].iter().map(|evidence| evidence.2).sum();
            totals[usize::from(same[0].0)] += first + (again * REPEATED_SHARE).min(first * REPEATED_SHARE);
        }
        totals
    }

    fn other(&self) -> Vec<FieldId> {
        self.book
            .fields
            .iter()
            .filter(|field| field.id.as_str() == OTHER)
            .map(|field| field.id.clone())
            .collect()
    }
}
