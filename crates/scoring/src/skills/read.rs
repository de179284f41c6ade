//! From a posting to its skills, fields and language.

use kazi_domain::{
    DESCRIPTION_BYTES_MAX, Evidence, Language, Part, Posting, SkillMatch, TAGS_MAX, TITLE_BYTES_MAX,
};

use super::{
    SkillMatcher, WorkReading,
    context::{Context, Standing},
    fields::{OTHER, Tally, place_weight},
    fold::Folded,
    lexicon::{Layer, Target, small_word_language},
    scan::{Hit, Hits, Scanner},
};

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
/// Where the headline names work of another field, what the body says for [`OTHER`] counts so much:
/// most of it is the trade of those whom the work is for.
const TRADE_SHARE: f32 = 0.5;
/// So many bytes of a body are as a headline.
const HEAD_BYTES: usize = 200;
/// The most skills kept of one posting.
const SKILLS_KEPT_MAX: usize = 32;
/// The fewest small words by which to tell a language.
const SMALL_WORDS_MIN: u32 = 3;

/// A part of the posting within the folded text.
struct FoldedPart<'a> {
    part: Part,
    begin: usize,
    text: &'a str,
    /// Which tag.
    number: usize,
}

/// A posting in one folded text.
struct Page<'a> {
    folded: Folded,
    parts: Vec<FoldedPart<'a>>,
    tags: usize,
    body_begin: usize,
}

impl<'a> Page<'a> {
    fn new(posting: &'a Posting) -> Self {
        let body = if posting.description.is_empty() {
            posting.summary.as_deref().unwrap_or_default()
        } else {
            &posting.description
        };
        let room =
            posting.title.len() + body.len() + posting.tags.iter().map(|tag| tag.len() + 1).sum::<usize>();
        let mut page = Self {
            folded: Folded::with_capacity(room.min(2 * DESCRIPTION_BYTES_MAX) + 8),
            parts: Vec::with_capacity(posting.tags.len().min(TAGS_MAX) + 2),
            tags: posting.tags.len().min(TAGS_MAX),
            body_begin: 0,
        };
        page.push(Part::Title, 0, &posting.title, TITLE_BYTES_MAX);
        for (number, tag) in posting.tags.iter().take(TAGS_MAX).enumerate() {
            page.push(Part::Tags, number, tag, TITLE_BYTES_MAX);
        }
        page.body_begin = page.folded.bytes.len();
        page.push(Part::Description, 0, body, DESCRIPTION_BYTES_MAX);
        page
    }

    fn push(&mut self, part: Part, number: usize, text: &'a str, bytes_max: usize) {
        let text = &text[..text.floor_char_boundary(bytes_max.min(text.len()))];
        let begin = self.folded.push(text);
        self.folded.end_part();
        self.parts.push(FoldedPart { part, begin, text, number });
    }

    fn part(&self, at: usize) -> &FoldedPart<'a> {
        let after = self.parts.partition_point(|part| part.begin <= at);
        &self.parts[after.saturating_sub(1)]
    }

    fn words(&self, begin: usize, end: usize) -> (&FoldedPart<'a>, std::ops::Range<usize>) {
        let part = self.part(begin);
        let start = self.folded.original(begin).min(part.text.len());
        (part, start..self.folded.original(end).clamp(start, part.text.len()))
    }

    fn is_written(&self, begin: usize, end: usize, exact: &str) -> bool {
        let (part, range) = self.words(begin, end);
        part.text.get(range) == Some(exact)
    }

    fn evidence(&self, hit: Hit) -> Evidence {
        let (part, range) = self.words(hit.begin, hit.end);
        let mut evidence = Evidence::quote(part.part, part.text, range);
        if part.part == Part::Tags {
            evidence.start = u32::try_from(part.number).unwrap_or(u32::MAX);
        }
        evidence
    }
}

pub(super) fn read(matcher: &SkillMatcher, posting: &Posting) -> WorkReading {
    let page = Page::new(posting);
    let scanner = Scanner {
        lexicon: &matcher.lexicon,
        text: &page.folded,
        written: |begin: usize, end: usize, exact: &str| page.is_written(begin, end, exact),
    };
    let hits = scanner.scan();
    let reader =
        Reader { matcher, context: Context::new(&page.folded, hits.layer(Layer::Context)), page: &page };
    let (fields, skills) = reader.work(&hits, posting.pay_hint.piece.as_deref());
    let language = posting.language.clone().or_else(|| language_of(hits.layer(Layer::Context)));
    WorkReading { fields, skills, language }
}

struct Reader<'a> {
    matcher: &'a SkillMatcher,
    page: &'a Page<'a>,
    context: Context<'a>,
}

impl Reader<'_> {
    fn work(&self, hits: &Hits, piece: Option<&str>) -> (Vec<kazi_domain::FieldId>, Vec<SkillMatch>) {
        let company = self.context.company_ranges();
        let is_company = |hit: Hit| {
            let after = company.partition_point(|range| range.0 <= hit.begin);
            hit.begin >= self.page.body_begin && after > 0 && hit.begin < company[after - 1].1
        };
        let mut tally = Tally::new(&self.matcher.book);
        tally.add_piece(piece);
        let mut skills: Vec<(u16, f32, Hit)> = Vec::with_capacity(16);
        let mut before = None;
        for hit in hits.layer(Layer::Skills).iter().copied() {
            let Target::Skill(place) = hit.target else { continue };
            let standing = self.context.standing(hit, before);
            before = Some((hit, standing));
            let mut share = share_of(standing);
            if is_company(hit) {
                share *= COMPANY_SHARE;
            }
            let skill = &self.matcher.book.skills[usize::from(place)];
            if standing != Standing::NotMeant {
                let subject = if self.context.is_subject(hit) { FOR_SHARE } else { 1.0 };
                let weight = subject
                    * skill.weight
                    * self.field_weight(hit)
                    * share.max(WELCOME_SHARE * COMPANY_SHARE);
                tally.add_skill(&self.matcher.skill_fields[usize::from(place)], usize::from(place), weight);
            }
            if share > 0.0 {
                skills.push((place, skill.weight * self.fit_weight(hit) * share, hit));
            }
        }
        let title_end = self.page.parts.get(1).map_or(0, |part| part.begin);
        let desk_work = self.headline_names_desk_work(hits);
        let mut before = None;
        for hit in hits.layer(Layer::Fields).iter().copied() {
            let Target::Field(field, strength) = hit.target else { continue };
            let standing = self.context.standing(hit, before);
            let share = match standing {
                Standing::NotMeant => 0.0,
                Standing::NotNeeded => WELCOME_SHARE,
                _ => share_of(standing),
            };
            let share = if is_company(hit) { share * COMPANY_SHARE } else { share };
            let earlier = before.replace((hit, standing));
            let named_before = earlier.is_some();
            if let Some((Hit { target: Target::Field(other, _), .. }, _)) = earlier
                && other != field
                && self.is_head(hit)
                && earlier.is_some_and(|(earlier, _)| self.context.are_listed_roles(earlier, hit))
            {
                tally.add_listed(other);
                tally.add_listed(field);
            }
            // Only in a title: a body says "we are known for" of its own work.
            let what_for = named_before && hit.begin < title_end && self.context.is_what_for(hit);
            let share = if what_for || self.context.is_subject(hit) { share * FOR_SHARE } else { share };
            let trade = desk_work && hit.begin >= self.page.body_begin && self.is_other(field);
            let share = if trade { share * TRADE_SHARE } else { share };
            if share > 0.0 {
                let phrase = self.matcher.book.skills.len() + hit.phrase;
                tally.add(field, phrase, strength * self.field_weight(hit) * share);
            }
        }
        (tally.fields(), self.kept(skills))
    }

    fn field_weight(&self, hit: Hit) -> f32 {
        let part = self.page.part(hit.begin);
        place_weight(part.part, hit.begin - part.begin, self.page.tags)
    }

    /// Whether title and tags name work of a field, and none of [`OTHER`].
    fn headline_names_desk_work(&self, hits: &Hits) -> bool {
        let head = hits.layer(Layer::Fields).iter().take_while(|hit| hit.begin < self.page.body_begin);
        let named = head.filter_map(|hit| match hit.target {
            Target::Field(field, strength) if strength >= 1.0 => Some(self.is_other(field)),
            _ => None,
        });
        named.fold(None, |all, other| Some(all.unwrap_or(true) && !other)).unwrap_or(false)
    }

    fn is_other(&self, field: u16) -> bool {
        self.matcher.book.fields[usize::from(field)].id.as_str() == OTHER
    }

    /// Whether a match stands in the title, or where a body that has none begins.
    fn is_head(&self, hit: Hit) -> bool {
        let part = self.page.part(hit.begin);
        part.part == Part::Title || part.part == Part::Description && hit.begin - part.begin < HEAD_BYTES
    }

    fn fit_weight(&self, hit: Hit) -> f32 {
        match self.page.part(hit.begin).part {
            Part::Title => TITLE_WEIGHT,
            Part::Tags => TAG_WEIGHT,
            _ => BODY_WEIGHT,
        }
    }

    /// Each skill once, where it counts most, most weighty first.
    fn kept(&self, mut found: Vec<(u16, f32, Hit)>) -> Vec<SkillMatch> {
        found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.begin.cmp(&b.2.begin)));
        found.dedup_by_key(|found| found.0);
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.2.begin.cmp(&b.2.begin)));
        found.truncate(SKILLS_KEPT_MAX);
        found
            .into_iter()
            .map(|(place, weight, hit)| SkillMatch {
                skill: self.matcher.book.skills[usize::from(place)].id.clone(),
                part: self.page.part(hit.begin).part,
                weight,
                evidence: self.page.evidence(hit),
            })
            .collect()
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
fn language_of(context: &[Hit]) -> Option<Language> {
    let mut counts = [0_u32; 256];
    for hit in context {
        if let Target::SmallWord(language) = hit.target {
            counts[usize::from(language)] += 1;
        }
    }
    let (first, most) =
        counts.iter().copied().enumerate().max_by_key(|&(place, count)| (count, std::cmp::Reverse(place)))?;
    let second = counts
        .iter()
        .copied()
        .enumerate()
        .filter(|&(place, _)| place != first)
        .map(|(_, count)| count)
        .max()?;
    (most >= SMALL_WORDS_MIN && most > second).then(|| small_word_language(first)).flatten()
}
