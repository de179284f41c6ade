//! The rules of a mapping, made ready, and what they do to values.

use jiff::Timestamp;
use kazi_domain::Amount;
use rust_decimal::Decimal;

use super::{draft::Draft, draft::Text, text};
use crate::mapping::{Field, Rule, Transform};

/// The most values that a split makes.
const SPLIT_MAX: usize = 200;

/// What rules look into: an item of data, an element of a page.
pub(crate) trait Item {
    /// Something that finds values in it.
    type Path;
    /// The texts at a path, markup as written.
    fn texts(&self, path: &Self::Path) -> Vec<String>;
}

/// A rule whose paths were read.
#[derive(Debug)]
pub(crate) struct ReadyRule<'a, P> {
    rule: &'a Rule,
    at: Vec<P>,
    when: Vec<P>,
    /// The template cut at its places: a text, and the path of the value behind it.
    template: Vec<(&'a str, Option<P>)>,
}

/// The values that a rule found, and whether they are text without markup already.
pub(crate) struct Values {
    pub texts: Vec<String>,
    pub plain: bool,
}

impl<'a, P> ReadyRule<'a, P> {
    /// Reads the paths of a rule.
    pub(crate) fn new(rule: &'a Rule, parse: impl Fn(&str) -> Result<P, String>) -> Result<Self, String> {
        let at = rule.at.0.iter().map(|path| parse(path)).collect::<Result<_, _>>()?;
        let when = rule.when.0.iter().map(|path| parse(path)).collect::<Result<_, _>>()?;
        let mut template = Vec::new();
        let mut rest = rule.template.as_deref().unwrap_or_default();
        while let Some((before, behind)) = rest.split_once('{') {
            let (path, after) = behind.split_once('}').ok_or("a template has a \"{\" without \"}\"")?;
            template.push((before, Some(parse(path)?)));
            rest = after;
        }
        if !rest.is_empty() {
            template.push((rest, None));
        }
        Ok(Self { rule, at, when, template })
    }

    /// The values that the rule finds in an item, changed as it says.
    pub(crate) fn values(&self, item: &impl Item<Path = P>) -> Values {
        let mut texts = Vec::new();
        let stands = |path| item.texts(path).iter().any(|text| !matches!(text.trim(), "" | "false" | "0"));
        if !self.when.is_empty() && !self.when.iter().any(stands) {
            return Values { texts, plain: false };
        }
        for path in &self.at {
            texts = item.texts(path);
            texts.retain(|text| !text.trim().is_empty());
            if let Some(pattern) = &self.rule.pattern {
                texts = texts.iter().filter_map(|text| first_group(&pattern.0, text)).collect();
            }
            if !texts.is_empty() {
                break;
            }
        }
        if texts.is_empty() {
            texts.extend(self.fill_template(item));
        }
        let mut plain = false;
        for transform in &self.rule.then {
            plain |= apply(transform, &mut texts);
        }
        texts.retain(|text| !text.trim().is_empty());
        if texts.is_empty() {
            texts.extend(self.rule.value.clone());
        }
        Values { texts, plain }
    }

    /// The template with its places filled; nothing where a value is missing.
    fn fill_template(&self, item: &impl Item<Path = P>) -> Option<String> {
        let mut out = String::new();
        for (before, path) in &self.template {
            out.push_str(before);
            if let Some(path) = path {
                out.push_str(
                    item.texts(path).first().map(|text| text.trim()).filter(|text| !text.is_empty())?,
                );
            }
        }
        (!out.is_empty()).then_some(out)
    }
}

fn first_group(pattern: &regex::Regex, text: &str) -> Option<String> {
    let captures = pattern.captures(text)?;
    let group = captures.iter().skip(1).flatten().next().or_else(|| captures.get(0))?;
    Some(group.as_str().trim().to_owned())
}

/// Changes the values; answers whether they hold no markup from now on.
fn apply(transform: &Transform, texts: &mut Vec<String>) -> bool {
    let each = |texts: &mut Vec<String>, change: &dyn Fn(&str) -> Option<String>| {
        *texts = texts.iter().filter_map(|text| change(text)).collect();
    };
    match transform {
        Transform::Html => each(texts, &|value| Some(text::html_to_text(value))),
        Transform::Text => {}
        Transform::Markdown => each(texts, &|value| Some(text::markdown_to_text(value))),
        Transform::FirstLine => each(texts, &|value| {
            text::html_to_text(value).lines().find(|line| !line.trim().is_empty()).map(str::to_owned)
        }),
        Transform::Lower => each(texts, &|value| Some(value.to_lowercase())),
        Transform::Epoch => each(texts, &|value| seconds(value, Decimal::ONE)),
        Transform::EpochMs => each(texts, &|value| seconds(value, Decimal::ONE_THOUSAND)),
        Transform::Cents => each(texts, &|value| divided(value, 100)),
        Transform::DivideBy(divisor) => each(texts, &|value| divided(value, *divisor)),
        Transform::ZeroIsUnknown => each(texts, &|value| {
            let zero = value.trim().parse::<Decimal>().is_ok_and(|number| number.is_zero());
            (!zero).then(|| value.to_owned())
        }),
        Transform::Split(at) => {
            let pieces =
                texts.iter().flat_map(|value| value.split(at.as_str())).map(|piece| piece.trim().to_owned());
            *texts = pieces.take(SPLIT_MAX).collect();
        }
        Transform::Join(between) if !texts.is_empty() => *texts = vec![texts.join(between)],
        Transform::Join(_) => {}
        Transform::Map(table) => each(texts, &|value| lookup(table, value)),
        Transform::Rename(table) => {
            each(texts, &|value| lookup(table, value).or_else(|| Some(value.to_owned())));
        }
        Transform::Becomes(text) => each(texts, &|_| Some(text.clone())),
        Transform::Replace([from, to]) => each(texts, &|value| Some(value.replace(from.as_str(), to))),
        Transform::Date(format) => each(texts, &|value| parse_date(format, value)),
        Transform::Remove(pattern) => {
            each(texts, &|value| Some(pattern.0.replace_all(value, "").trim().to_owned()));
        }
        Transform::Prefix(prefix) => each(texts, &|value| Some(format!("{prefix}{value}"))),
        Transform::Suffix(suffix) => each(texts, &|value| Some(format!("{value}{suffix}"))),
    }
    matches!(transform, Transform::Html | Transform::Text | Transform::Markdown | Transform::FirstLine)
}

fn seconds(value: &str, per_second: Decimal) -> Option<String> {
    let number: Decimal = value.trim().parse().ok()?;
    let amount = Amount::from_decimal(number.checked_div(per_second)?)?;
    Some(Timestamp::from_microsecond(amount.micros()).ok()?.to_string())
}

fn divided(value: &str, divisor: u32) -> Option<String> {
    let amount = super::pay::read_amount(value)?;
    Some(amount.checked_div(Decimal::from(divisor))?.to_decimal().to_string())
}

fn lookup(table: &std::collections::BTreeMap<String, String>, value: &str) -> Option<String> {
    let value = value.trim();
    let found = table.iter().find(|(known, _)| known.to_lowercase() == value.to_lowercase());
    found.map(|(_, other)| other.clone())
}

fn parse_date(format: &str, value: &str) -> Option<String> {
    let parts = jiff::fmt::strtime::parse(format, value.trim()).ok()?;
    let instant = parts.to_timestamp().ok().or_else(|| {
        let day = parts.to_datetime().or_else(|_| parts.to_date().map(Into::into)).ok()?;
        jiff::tz::TimeZone::UTC.to_timestamp(day).ok()
    })?;
    Some(instant.to_string())
}

/// Puts what a rule found into its field of a draft; what was there before goes.
pub(crate) fn fill(draft: &mut Draft<'_>, field: Field, values: Values) {
    let Values { texts, plain } = values;
    if texts.is_empty() {
        return;
    }
    let as_text = |text: String| if plain { Text::Plain(text.into()) } else { Text::Markup(text.into()) };
    match field {
        Field::Title => draft.title = texts.into_iter().next().map(as_text),
        Field::Description => {
            draft.description = Some(as_text(texts.join(if plain { "\n\n" } else { "<p></p>" })));
        }
        Field::Summary => draft.summary = Some(as_text(texts.join("\n\n"))),
        Field::Tags => draft.tags = texts,
        Field::Location => {
            let mut places = texts;
            places.dedup();
            draft.location = Some(places.join(", "));
        }
        _ => {
            let slot = match field {
                Field::Guid => &mut draft.guid,
                Field::Url => &mut draft.url,
                Field::Author => &mut draft.author,
                Field::Company => &mut draft.company,
                Field::PayText => &mut draft.pay_text,
                Field::PayLow => &mut draft.pay.low,
                Field::PayHigh => &mut draft.pay.high,
                Field::PayCurrency => &mut draft.pay.currency,
                Field::PayPer => &mut draft.pay.per,
                Field::PayPiece => &mut draft.pay.piece,
                Field::PayPredicted => &mut draft.pay.predicted,
                Field::Applicants => &mut draft.applicants,
                Field::Language => &mut draft.language,
                Field::PostedAt => &mut draft.posted_at,
                Field::UpdatedAt => &mut draft.updated_at,
                _ => &mut draft.expires_at,
            };
            *slot = texts.into_iter().next();
        }
    }
}
