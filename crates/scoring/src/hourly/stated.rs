//! What a posting says of the time that its work takes: `about 10 hours`, `20 hrs/week for a month`,
//! `~ 15 minutes`, `5 pages`.

use std::sync::LazyLock;

use kazi_domain::{Posting, Spread};
use regex::Regex;
use rust_decimal::Decimal;

/// How far into a description words about time are looked for, in bytes.
const TEXT_BYTES_MAX: usize = 8 * 1024;
/// How far around a stretch of time its context reaches, in bytes.
const CONTEXT_BYTES: usize = 40;
/// The most stretches of time read in one text.
const STRETCHES_MAX: usize = 40;

/// What was said of time and quantity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedWork {
    /// Hours of the whole job.
    pub hours: Option<Spread<Decimal>>,
    /// Hours a week.
    pub weekly_hours: Option<Spread<Decimal>>,
    /// Weeks that it lasts.
    pub weeks: Option<Spread<Decimal>>,
    /// Minutes that it, or one piece of it, takes.
    pub minutes: Option<Spread<Decimal>>,
    /// Whether it says that it is full-time work.
    pub full_time: bool,
}

impl StatedWork {
    /// Reads title and body; where both speak of the same thing, the title wins.
    pub fn read(posting: &Posting) -> Self {
        let mut work = Self::default();
        let body = &posting.description;
        let end = body.floor_char_boundary(TEXT_BYTES_MAX.min(body.len()));
        for text in [posting.title.as_str(), &body[..end]] {
            work.read_text(text);
        }
        work
    }

    /// The hours of the whole job, as far as the words together tell.
    pub fn whole_job(&self, week_hours: Decimal) -> Option<Spread<Decimal>> {
        if let Some(hours) = self.hours {
            return Some(hours);
        }
        let full_time = Spread { low: week_hours, likely: week_hours, high: week_hours };
        let weekly = self.weekly_hours.or(self.full_time.then_some(full_time));
        match (weekly, self.weeks) {
            (Some(weekly), Some(weeks)) => Some(Spread {
                low: weekly.low * weeks.low,
                likely: weekly.likely * weeks.likely,
                high: weekly.high * weeks.high,
            }),
            _ => self.minutes.map(|minutes| minutes.map_each(|value| value / Decimal::from(60))),
        }
    }

    fn read_text(&mut self, text: &str) {
        let lower = text.to_lowercase();
        self.full_time |= FULL_TIME.is_match(&lower);
        for found in STRETCH.captures_iter(&lower).take(STRETCHES_MAX) {
            let (Some(whole), Some(unit)) = (found.get(0), found.name("unit")) else { continue };
            let Some(amount) = found.name("low").and_then(|low| number(low.as_str())) else { continue };
            let far_end = found.name("high").and_then(|high| number(high.as_str()));
            let Some(amount) = range(amount, far_end) else { continue };
            let before = lower.floor_char_boundary(whole.start().saturating_sub(CONTEXT_BYTES));
            let after = lower.ceil_char_boundary((whole.end() + CONTEXT_BYTES).min(lower.len()));
            let context = (&lower[before..whole.start()], &lower[whole.end()..after]);
            if ARTICLES.contains(&&found["low"]) && !SPAN_BEFORE.is_match(context.0) {
                continue;
            }
            self.note(amount, Unit::of(unit.as_str()), context);
        }
    }

    fn note(&mut self, amount: Spread<Decimal>, unit: Unit, (before, after): (&str, &str)) {
        let deadline = NOT_WORK_BEFORE.is_match(before) || NOT_WORK_AFTER.is_match(after);
        match unit {
            Unit::Hour if A_WEEK.is_match(after) => set(&mut self.weekly_hours, amount),
            Unit::Hour if A_DAY.is_match(after) => {
                set(&mut self.weekly_hours, amount.map_each(|hours| hours * Decimal::from(5)));
            }
            _ if deadline => {}
            Unit::Hour if WORK_BEFORE.is_match(before) || WORK_AFTER.is_match(after) => {
                set(&mut self.hours, amount);
            }
            Unit::Minute => set(&mut self.minutes, amount),
            Unit::Hour => {}
            Unit::Day if FULL_DAYS.is_match(after) => {
                set(&mut self.hours, amount.map_each(|days| days * Decimal::from(8)));
            }
            Unit::Day => {}
            Unit::Week => set(&mut self.weeks, amount),
            Unit::Month => set(&mut self.weeks, amount.map_each(|months| months * WEEKS_A_MONTH)),
        }
    }
}

/// 52 weeks over 12 months, as pay tables count it.
pub const WEEKS_A_MONTH: Decimal = Decimal::from_parts(4_333, 0, 0, false, 3);

/// Each of the three figures changed in one way.
pub trait MapEach {
    /// Applies `change` to low, likely and high.
    fn map_each(self, change: impl Fn(Decimal) -> Decimal) -> Self;
}

impl MapEach for Spread<Decimal> {
    fn map_each(self, change: impl Fn(Decimal) -> Decimal) -> Self {
        Self { low: change(self.low), likely: change(self.likely), high: change(self.high) }
    }
}

fn set(field: &mut Option<Spread<Decimal>>, amount: Spread<Decimal>) {
    field.get_or_insert(amount);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

impl Unit {
    /// The unit of a word that [`STRETCH`] matched, by how it begins in five languages.
    fn of(word: &str) -> Self {
        const STARTS: [(&str, Unit); 16] = [
            ("mi", Unit::Minute),
            ("dakika", Unit::Minute),
            ("دق", Unit::Minute),
            ("mo", Unit::Month),
            ("mes", Unit::Month),
            ("mwezi", Unit::Month),
            ("miezi", Unit::Month),
            ("d", Unit::Day),
            ("jour", Unit::Day),
            ("día", Unit::Day),
            ("siku", Unit::Day),
            ("w", Unit::Week),
            ("sem", Unit::Week),
            ("wiki", Unit::Week),
            ("أسبوع", Unit::Week),
            ("أسابيع", Unit::Week),
        ];
        let longest = STARTS.iter().filter(|(start, _)| word.starts_with(start)).max_by_key(|(s, _)| s.len());
        longest.map_or(Unit::Hour, |(_, unit)| *unit)
    }
}

/// Articles that stand for one: `for a month`, but not `$500 a month`.
const ARTICLES: [&str; 5] = ["a", "an", "un", "une", "una"];

/// A figure such as `10`, `1.5`, `1,5` or a number word, above zero and at most 10,000.
fn number(text: &str) -> Option<Decimal> {
    const WORDS: [&str; 13] = [
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    let value = match WORDS.iter().position(|word| *word == text) {
        Some(at) => Decimal::from(at),
        None if ARTICLES.contains(&text) => Decimal::ONE,
        None => text.replace(',', ".").parse().ok()?,
    };
    (value > Decimal::ZERO && value <= Decimal::from(10_000)).then_some(value)
}

fn range(first: Decimal, second: Option<Decimal>) -> Option<Spread<Decimal>> {
    let second = second.unwrap_or(first);
    let (low, high) = (first.min(second), first.max(second));
    Some(Spread { low, likely: (low + high) / Decimal::TWO, high })
}

#[allow(clippy::expect_used)]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern that a test compiles")
}

/// An amount and a unit of time: `10 hours`, `10-15 hrs`, `2 to 3 weeks`, `a month`, `heures`, `masaa 3` aside.
static STRETCH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^|[^\w.,$€£])(?P<low>\d{1,5}(?:[.,]\d{1,2})?|an?|une?|una|one|two|three|four|five|six|seven|eight|nine|ten|twelve)",
        r"\s?\+?(?:\s?(?:-|–|—|to|or|à|ou|a|o)\s?(?P<high>\d{1,5}(?:[.,]\d)?|two|three|four|five|six|eight|ten))?\+?[\s-]{0,2}",
        r"(?P<unit>minutes?|mins?|minutos?|dakika|دقائق|دقيقة|hours?|hrs?|hr|h|heures?|horas?|saa|masaa|ساعات|ساعة|",
        r"days?|jours?|journées?|días?|siku|weeks?|wks?|semaines?|semanas?|wiki|أسبوع|أسابيع|months?|mois|mes|meses|mwezi|miezi)\b",
    ))
});
static FULL_TIME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\bfull[ -]?time\b|\btemps plein\b|\btiempo completo\b|\bjornada completa\b"));
static A_WEEK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s?(?:of work )?(?:\(?(?:per|a|each|every|/|par|por|kwa|na)\s?\)?\s?(?:week|wk|semaine|semana|wiki)|weekly|/\s?w\b)",
    )
});
static A_DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s?(?:(?:per|a|each|every|/|par|por|kwa)\s?(?:day|jour|día|siku)|daily)"));
/// Before a stretch of time that is a deadline, an age or an experience and no work.
static NOT_WORK_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:within|with in|\bin|under the|next|last|past|every|each|after|before|since|ago|deliver\w*|delivery|deadline|turnaround|reply|respond|response|notice|minimum of|at least|open|available|break|dans|en|sous|ndani ya|trial|probation\w*|overlap\w*|old(?:er)? than)(?: the| a| of| first| about| max)?[\s:(~]*$",
    )
});
/// After a stretch of time that is the length of something, or no work.
static NOT_WORK_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s-]*(?:of (?:video|audio|footage|recording|content|sleep|experience|film|material|music|overlap|paid|vacation)|ago|old|later|notice|turn|delivery|deadline|video|audio|clip|film|movie|episode|song|experience|trial|probation|before|after|from now|guarantee|warranty|support|free|overlap|response|paid|break)",
    )
});
static WORK_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:takes?|taking|took|last|lasts|spend|about|approx\w*\.?|around|roughly|estimat\w*|needs?|needed|requires?|require|total(?: of)?|only|maximum|max\.?|up to|less than|under|more than|than|budget(?: of)?|for|duration|length|time|~|≈|environ|unas|alrededor de|kama|takriban|effort|workload|durée|hours?:|quick|be)(?: you)?(?: about| around| only| approximately| up to| me| a total of| max| roughly| less than| no more than)?[\s:(~]*$",
    )
});
static WORK_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s-]*(?:of (?:\w+ )?(?:work|effort|time|labou?r|coding|design|development)|total|in total|max|maximum|job|project|task|gig|work|worth|needed|required|to (?:complete|finish|do|build|make)|should|de travail|de trabajo|ya kazi|altogether|session|shift)",
    )
});
static SPAN_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:for|takes?|lasts?|about|than|only|be|roughly|around|pendant|durante|during|over|needs?)[\s:(~]*$",
    )
});
static FULL_DAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s-]*(?:full[ -]?time|of (?:full[ -]?time )?work|job|project|gig|work\b|de travail|de trabajo)",
    )
});

#[cfg(test)]
mod tests {
    use super::*;
    use kazi_domain::{PostingId, SourceId};

    #[test]
    fn stretches_of_time_are_work_only_where_words_say_so() {
        crate::cases::run("hours", |case| {
            let posting = Posting::new(PostingId(1), SourceId::new("test").unwrap(), case);
            let hours = StatedWork::read(&posting).whole_job(Decimal::from(40));
            hours.map_or("none".to_owned(), |hours| {
                let hours = hours.map_each(|hours| hours.round_dp(4).normalize());
                format!("{} {} {}", hours.low, hours.likely, hours.high)
            })
        });
    }
}
