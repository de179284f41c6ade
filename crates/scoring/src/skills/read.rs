//! From a posting to its skills, fields and language.

use kazi_domain::{FieldId, Language, Part, SkillMatch};

use super::{
    SkillMatcher, WorkReading,
    context::{Context, Standing},
    cues::LANGUAGES_MAX,
    fields::{Tally, place_weight},
    lexicon::small_word_language,
    page::{Page, joined_tags},
    scan::{Hit, Hits, Scanner},
    sense::{Layer, Target},
};
use crate::cut::CutPosting;

/// How much a skill counts in the fit by where it is said: title above tags above text.
const TITLE_WEIGHT: f32 = 1.0;
const TAG_WEIGHT: f32 = 0.85;
const BODY_WEIGHT: f32 = 0.6;
/// Of that, what is nice to have counts so much.
const WELCOME_SHARE: f32 = 0.5;
/// And what only the company says of itself.
const COMPANY_SHARE: f32 = 0.2;
/// What a field's phrase counts where it only says whom or what the work is for.
const FOR_SHARE: f32 = 0.35;
/// Where the headline names work of another field, what the body says for
/// [`OTHER`](super::fields::OTHER) counts so much: most of it is the trade of those whom the work is for.
const TRADE_SHARE: f32 = 0.5;
/// A longer title is the beginning of the text, as sources without titles show it, and so many bytes
/// of the text are as a headline.
const HEADLINE_BYTES_MAX: usize = 120;
const HEAD_BYTES: usize = 200;
/// The most skills kept of one posting.
const SKILLS_KEPT_MAX: usize = 32;
/// The fewest small words by which to tell a language.
const SMALL_WORDS_MIN: u32 = 3;

pub(super) fn read(matcher: &SkillMatcher, cut: &CutPosting<'_>) -> WorkReading {
    let (posting, tags) = (cut.posting, joined_tags(cut.posting));
    let page = Page::new(cut, &tags);
    let written = |begin: usize, end: usize, exact: &str| page.is_written(begin, end, exact);
    let hits = Scanner::new(&matcher.lexicon, &page.folded, written).scan(page.stretches());
    let context = Context::new(&page.folded, hits.layer(Layer::Context));
    let reader = Reader { matcher, company: context.company_ranges(), context, page: &page };
    let (fields, skills) = reader.work(&hits, posting.pay_hint.piece.as_deref());
    let language = posting.language.clone().or_else(|| language_of(&hits.small_words));
    WorkReading { fields, skills, language }
}

struct Reader<'a> {
    matcher: &'a SkillMatcher,
    page: &'a Page<'a>,
    context: Context<'a>,
    /// Where the text speaks of the company.
    company: Vec<(usize, usize)>,
}

impl Reader<'_> {
    fn work(&self, hits: &Hits, piece: Option<&str>) -> (Vec<FieldId>, Vec<SkillMatch>) {
        let mut tally = Tally::new(&self.matcher.book, &self.matcher.skill_fields, hits);
        tally.add_piece(piece);
        let skills = self.weigh_skills(hits, &mut tally);
        self.weigh_fields(hits, &mut tally);
        (tally.fields(), self.kept(skills))
    }

    /// What each skill counts in the fit; for its fields it counts in the tally.
    fn weigh_skills<'h>(&self, hits: &'h Hits, tally: &mut Tally<'_>) -> Vec<Found<'h>> {
        let hits = hits.layer(Layer::Skills);
        let mut found = Vec::with_capacity(hits.len());
        let mut before = None;
        for hit in hits {
            let Target::Skill(place) = hit.target else { continue };
            let standing = self.context.standing(hit, before);
            before = Some((hit, standing));
            let share = share_of(standing) * self.company_share(hit);
            let skill = &self.matcher.book.skills[usize::from(place)];
            if standing != Standing::NotMeant {
                let subject = if self.context.is_subject(hit) { FOR_SHARE } else { 1.0 };
                let said = share.max(WELCOME_SHARE * COMPANY_SHARE);
                let weight = subject * skill.weight * self.field_weight(hit) * said;
                tally.add_skill(place, weight);
            }
            if share > 0.0 {
                found.push(Found::new(place, skill.weight * self.fit_weight(hit) * share, hit));
            }
        }
        found
    }

    fn weigh_fields(&self, hits: &Hits, tally: &mut Tally<'_>) {
        let title_end = self.page.title_end();
        let headline_end =
            if title_end > HEADLINE_BYTES_MAX { self.page.body_begin + HEAD_BYTES } else { title_end };
        let other = self.matcher.other_field;
        let desk_work = self.headline_names_desk_work(hits);
        let mut before: Option<(&Hit, Standing)> = None;
        let fields = hits.layer(Layer::Fields);
        for (place, hit) in fields.iter().enumerate() {
            let Target::Field(field, strength) = hit.target else { continue };
            let standing = self.context.standing(hit, before);
            let earlier = before.replace((hit, standing)).map(|(earlier, _)| earlier);
            let listed =
                |earlier: &&Hit| hit.begin < headline_end && self.context.are_listed_roles(earlier, hit);
            if let Some(Hit { target: Target::Field(other, _), .. }) = earlier.filter(listed) {
                tally.add_listed(*other, field);
            }
            // Only in a title: a body says "we are known for" of its own work.
            let what_for = earlier.is_some() && hit.begin < title_end && self.context.is_what_for(hit);
            let trade_of_next = hit.begin < title_end
                && fields.get(place + 1).is_some_and(|next| self.is_trade_of(hit, next));
            let theirs = what_for || trade_of_next || self.context.is_subject(hit);
            let trade = desk_work && hit.begin >= self.page.body_begin && other == Some(field);
            let share = if standing == Standing::NotNeeded { WELCOME_SHARE } else { share_of(standing) }
                * self.company_share(hit)
                * if theirs { FOR_SHARE } else { 1.0 }
                * if trade { TRADE_SHARE } else { 1.0 };
            if share > 0.0 {
                tally.add(field, hit.phrase, strength * self.field_weight(hit) * share);
            }
        }
    }

    /// Whether two names of work stand as one: of "Payroll Data Entry" the last names the work, and
    /// the one before it the trade. A slash, a dash or a comma sets two side by side, and kin are one
    /// work: "Web Design WordPress Site".
    fn is_trade_of(&self, one: &Hit, next: &Hit) -> bool {
        let named = |hit: &Hit| match hit.target {
            Target::Field(field, strength) if strength >= 1.0 => {
                self.matcher.book.fields.get(usize::from(field))
            }
            _ => None,
        };
        let (Some(field), Some(other)) = (named(one), named(next)) else { return false };
        let kin = field.id == other.id || field.kin.contains(&other.id) || other.kin.contains(&field.id);
        !kin && !self.context.is_what_for(next)
            && one.stretch == next.stretch
            && one.end < next.begin
            && self.page.is_written(one.end, next.begin, " ")
    }

    /// What counts of words that only the company says of itself.
    fn company_share(&self, hit: &Hit) -> f32 {
        let after = self.company.partition_point(|range| range.0 <= hit.begin);
        let within = after > 0 && hit.begin < self.company[after - 1].1;
        if within && hit.begin >= self.page.body_begin { COMPANY_SHARE } else { 1.0 }
    }

    fn field_weight(&self, hit: &Hit) -> f32 {
        let part = self.page.part(hit);
        place_weight(part.part, hit.begin - part.folded.start, self.page.tags)
    }

    /// Whether title and tags name work of a field, and none of [`OTHER`](super::fields::OTHER).
    fn headline_names_desk_work(&self, hits: &Hits) -> bool {
        let head = hits.layer(Layer::Fields).iter().take_while(|hit| hit.begin < self.page.body_begin);
        let named = head.filter_map(|hit| match hit.target {
            Target::Field(field, strength) if strength >= 1.0 => {
                Some(self.matcher.other_field == Some(field))
            }
            _ => None,
        });
        named.fold(None, |all, other| Some(all.unwrap_or(true) && !other)).unwrap_or(false)
    }

    fn fit_weight(&self, hit: &Hit) -> f32 {
        match self.page.part(hit).part {
            Part::Title => TITLE_WEIGHT,
            Part::Tags => TAG_WEIGHT,
            _ => BODY_WEIGHT,
        }
    }

    /// Each skill once, where it counts most, most weighty first.
    fn kept(&self, mut found: Vec<Found<'_>>) -> Vec<SkillMatch> {
        found.sort_unstable_by_key(|found| (found.rank, found.skill));
        let mut kept = Vec::with_capacity(found.len().min(SKILLS_KEPT_MAX));
        found.retain(|found| {
            let is_new = kept.len() < SKILLS_KEPT_MAX && !kept.contains(&found.skill);
            kept.extend(is_new.then_some(found.skill));
            is_new
        });
        let kept = found.into_iter().map(|Found { skill, weight, hit, .. }| SkillMatch {
            skill: self.matcher.book.skills[usize::from(skill)].id.clone(),
            part: self.page.part(hit).part,
            weight,
            evidence: self.page.evidence(hit),
        });
        kept.collect()
    }
}

/// A skill that a posting names.
struct Found<'h> {
    /// Its place in the book.
    skill: u16,
    /// How much it counts in the fit, above 0.
    weight: f32,
    /// Less of what counts more, and of such what stands first.
    rank: u64,
    hit: &'h Hit,
}

impl<'h> Found<'h> {
    fn new(skill: u16, weight: f32, hit: &'h Hit) -> Self {
        // Of weights above 0 the greater has the greater bits.
        let rank = u64::from(!weight.to_bits()) << 32 | hit.begin as u64;
        Self { skill, weight, rank, hit }
    }
}

fn share_of(standing: Standing) -> f32 {
    match standing {
        Standing::Asked => 1.0,
        Standing::Welcome => WELCOME_SHARE,
        Standing::NotNeeded | Standing::NotMeant => 0.0,
    }
}

/// The language whose small words are the most, where one is clearly so.
fn language_of(counts: &[u32; LANGUAGES_MAX]) -> Option<Language> {
    let most = counts.iter().copied().max().filter(|most| *most >= SMALL_WORDS_MIN)?;
    let mut places = (0..LANGUAGES_MAX).filter(|place| counts[*place] == most);
    let first = places.next()?;
    if places.next().is_none() { small_word_language(first) } else { None }
}
