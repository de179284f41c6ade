//! Which fields the work is of: the evidence of all words, weighed and compared.

use kazi_domain::{FieldId, Part, SkillBook};

use super::{
    compile::FIELDS_MAX,
    scan::Hits,
    sense::{Layer, PHRASES_MAX},
};

const _: () = assert!(FIELDS_MAX.is_power_of_two() && FIELDS_MAX as u64 * PHRASES_MAX as u64 <= 1 << 32);

/// The field of all work that is of no other.
pub(super) const OTHER: &str = "other";
/// The field of work that is paid by the task.
const MICROTASK: &str = "microtask";
/// The piece that a board of small tasks pays by.
const TASK_PIECE: &str = "task";

/// The most fields named of one posting.
const FIELDS_NAMED_MAX: usize = 3;

/// The title says what the work is, tags are often a bag of everything, the body explains.
///
/// These figures were set by hand and then moved, a step at a time, to what agreed best with
/// people's labels of 792 postings of seventeen sources (November 2026). A move was kept only where
/// it held on the sets, labelled apart, that make them up: in five folds, figures fitted freely, and
/// a regression over thirty properties of the evidence, did no better on what they had not seen.
const TITLE_WEIGHT: f32 = 4.0;
const TAG_WEIGHT: f32 = 2.6;
const BODY_WEIGHT: f32 = 1.6;
/// Body text this many bytes in counts half.
const BODY_HALVES_BYTES: f32 = 3000.0;
/// Of one more than this many tags, each counts half.
const TAGS_HALVE: f32 = 5.0;
/// How much a skill counts for its field, where a phrase of the field's own counts 1, and how much
/// for its second and third field.
const SKILL_SHARES: [f32; 3] = [0.7, 0.28, 0.1];
/// Less evidence than this says nothing.
const EVIDENCE_MIN: f32 = 0.6;
/// Words said again add up to this much of their weight.
const REPEATED_SHARE: f32 = 0.35;
/// A second field is named from this share of the first's evidence.
const SECOND_SHARE: f32 = 0.5;
const SECOND_SHARE_KIN: f32 = 0.22;
/// And a third.
const THIRD_SHARE: f32 = 0.9;
const THIRD_SHARE_KIN: f32 = 0.45;
/// Beside another field, [`OTHER`] needs so many times that: it is the field of what no other names.
const BESIDE_OTHER: f32 = 1.5;
/// A role that a list of roles names in the headline needs only this share, the least of all.
const LISTED_SHARE: f32 = 0.08;
/// Titles longer than this many bytes go on as bodies do: some sources have no titles and show the
/// beginning of the text.
const TITLE_BYTES: usize = 100;

/// How much words in `part` count for a field.
///
/// `depth` is how many bytes into their part they stand, `tags` how many tags there are.
pub(super) fn place_weight(part: Part, depth: usize, tags: usize) -> f32 {
    match part {
        Part::Title if depth < TITLE_BYTES => TITLE_WEIGHT,
        Part::Tags => TAG_WEIGHT / (1.0 + as_f32(tags.saturating_sub(1)) / TAGS_HALVE),
        _ => BODY_WEIGHT / (1.0 + as_f32(depth) / BODY_HALVES_BYTES),
    }
}

#[allow(clippy::cast_precision_loss)]
fn as_f32(count: usize) -> f32 {
    count as f32
}

/// What speaks for fields and its weight as one number, by which they are sorted: of the same, the
/// weightiest is the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Said(u64);

impl Said {
    /// No weight is below zero, and of such the greater has the greater bits.
    fn new(what: u32, weight: f32) -> Self {
        Self(u64::from(what) << 32 | u64::from(!weight.to_bits()))
    }

    const fn what(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[allow(clippy::cast_possible_truncation)]
    const fn weight(self) -> f32 {
        f32::from_bits(!(self.0 as u32))
    }
}

/// The weight of words that are said again and again, the weightiest first.
fn weight_of_all(mut weights: impl Iterator<Item = f32>) -> f32 {
    let first = weights.next().unwrap_or_default();
    first + weights.sum::<f32>().min(first) * REPEATED_SHARE
}

/// Evidence for the fields of one posting.
pub(super) struct Tally<'a> {
    book: &'a SkillBook,
    /// The places of each skill's fields.
    skill_fields: &'a [Vec<u16>],
    /// By the places of skills.
    skills: Vec<Said>,
    /// By phrases, each with the place of its field below.
    phrases: Vec<Said>,
    /// Fields of roles that the headline lists.
    listed: Vec<u16>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(book: &'a SkillBook, skill_fields: &'a [Vec<u16>], hits: &Hits) -> Self {
        Self {
            book,
            skill_fields,
            skills: Vec::with_capacity(hits.layer(Layer::Skills).len()),
            phrases: Vec::with_capacity(hits.layer(Layer::Fields).len() + 1),
            listed: Vec::new(),
        }
    }

    /// A phrase that speaks for a field.
    pub(super) fn add(&mut self, field: u16, phrase: u32, weight: f32) {
        self.phrases.push(Said::new(phrase * FIELDS_MAX as u32 + u32::from(field), weight));
    }

    /// A skill that speaks for its fields.
    pub(super) fn add_skill(&mut self, place: u16, weight: f32) {
        self.skills.push(Said::new(u32::from(place), weight));
    }

    /// Roles of these two fields stand side by side in a list of the headline.
    pub(super) fn add_listed(&mut self, one: u16, another: u16) {
        if one != another {
            self.listed.extend([one, another]);
        }
    }

    /// What the source pays by: a board that pays by the task offers microtasks, whatever they are about.
    pub(super) fn add_piece(&mut self, piece: Option<&str>) {
        if piece != Some(TASK_PIECE) {
            return;
        }
        let field = (0..).zip(&self.book.fields).find(|(_, field)| field.id.as_str() == MICROTASK);
        if let Some((place, _)) = field {
            self.add(place, PHRASES_MAX - 1, TITLE_WEIGHT);
        }
    }

    /// The fields, most fitting first.
    pub(super) fn fields(mut self) -> Vec<FieldId> {
        let mut totals = self.totals();
        let totals = &mut totals[..self.book.fields.len()];
        let (mut field, top) = greatest(totals);
        if top < EVIDENCE_MIN {
            return self.other();
        }
        let (mut sum, mut named) = (top, Vec::with_capacity(FIELDS_NAMED_MAX));
        while named.len() < FIELDS_NAMED_MAX && sum >= top * LISTED_SHARE {
            if sum >= top * self.share_to_name(field, &named) {
                named.push(field);
            }
            totals[field] = 0.0;
            (field, sum) = greatest(totals);
        }
        named.into_iter().map(|field| self.book.fields[field].id.clone()).collect()
    }

    /// From which share of the first field's evidence on a field is named beside others.
    fn share_to_name(&self, field: usize, named: &[usize]) -> f32 {
        if self.listed.iter().any(|one| usize::from(*one) == field) {
            return LISTED_SHARE;
        }
        let kin = named.iter().any(|one| self.has_kin(*one, field));
        let share = match (named.len(), kin) {
            (0, _) => return 1.0,
            (1, false) => SECOND_SHARE,
            (1, true) => SECOND_SHARE_KIN,
            (_, false) => THIRD_SHARE,
            (_, true) => THIRD_SHARE_KIN,
        };
        if self.is_other(field) { share * BESIDE_OTHER } else { share }
    }

    fn is_other(&self, field: usize) -> bool {
        self.book.fields[field].id.as_str() == OTHER
    }

    fn has_kin(&self, one: usize, another: usize) -> bool {
        let another = &self.book.fields[another].id;
        self.book.fields[one].kin.contains(another)
    }

    /// The sum of each field's evidence: of words said again, the weightiest counts in full.
    fn totals(&mut self) -> [f32; FIELDS_MAX] {
        self.skills.sort_unstable();
        self.phrases.sort_unstable();
        let is_same = |one: &Said, other: &Said| one.what() == other.what();
        let mut totals = [0.0; FIELDS_MAX];
        for same in self.skills.chunk_by(is_same) {
            let fields = &self.skill_fields[same[0].what() as usize];
            for (field, share) in fields.iter().zip(SKILL_SHARES) {
                totals[usize::from(*field)] += weight_of_all(same.iter().map(|said| said.weight() * share));
            }
        }
        for same in self.phrases.chunk_by(is_same) {
            let field = same[0].what() as usize % FIELDS_MAX;
            totals[field] += weight_of_all(same.iter().map(|said| said.weight()));
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

/// The field with the most evidence, the first of several, and how much it is.
fn greatest(totals: &[f32]) -> (usize, f32) {
    let totals = totals.iter().copied().enumerate();
    totals.fold((0, 0.0), |most, next| if next.1 > most.1 { next } else { most })
}
