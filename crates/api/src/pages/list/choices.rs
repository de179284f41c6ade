//! The form by which the list is narrowed, and links that take one choice away.

use kazi_domain::Amount;

use crate::{Facts, SourceInfo, asked::Pairs, words::Words};

/// Least dollars an hour that the form offers.
const LEAST_USD: [i64; 6] = [2, 5, 10, 15, 25, 40];
/// Days that the form offers.
const DAYS: [u32; 4] = [1, 3, 7, 30];
/// Currencies that the form offers beside dollars.
const CURRENCIES: [&str; 6] = ["KES", "UGX", "TZS", "ETB", "SSP", "EUR"];
/// What the form has fields of its own for; the rest of an address is carried along unseen.
const IN_FORM: [&str; 9] =
    ["field", "min_hourly", "q", "posted_within", "source", "reach", "sort", "has_pay", "currency"];
/// What narrows the list.
const NARROWS: [&str; 13] = [
    "field",
    "skill",
    "skill_all",
    "min_hourly",
    "max_hourly",
    "source",
    "exclude_source",
    "language",
    "posted_within",
    "has_pay",
    "flags",
    "reach",
    "q",
];

/// The form.
pub(crate) struct Choices {
    pub selects: Vec<Select>,
    /// Further selects, folded away.
    pub more: Vec<Select>,
    pub more_open: bool,
    pub words: String,
    pub kept: Vec<(String, String)>,
}

/// A select field.
pub(crate) struct Select {
    pub name: &'static str,
    pub label: String,
    pub choices: Vec<Choice>,
}

/// A value to choose.
pub(crate) struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// A choice that was made, and the list without it.
pub(crate) struct ActiveChoice {
    pub label: String,
    pub without: String,
}

impl Choices {
    pub(super) fn new(pairs: &Pairs, words: Words, facts: &Facts, sources: &[SourceInfo]) -> Self {
        let more = vec![
            age(pairs, words),
            reach(pairs, words),
            pay(pairs, words),
            source(pairs, words, sources),
            order(pairs, words),
            currency(pairs, words, facts),
        ];
        let kept = pairs.iter().filter(|(name, _)| !IN_FORM.contains(name) && *name != "cursor");
        Self {
            selects: vec![field(pairs, words, facts), least(pairs, words)],
            more_open: more
                .iter()
                .map(|select| select.name)
                .chain(["q"])
                .any(|name| pairs.find(name).is_some()),
            more,
            words: pairs.find("q").unwrap_or_default().to_owned(),
            kept: kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        }
    }
}

/// The choices of one field, the first of which is none; a value of an address that is not among
/// them is offered too, so that sending the form again does not lose it.
fn choices(pairs: &Pairs, name: &str, none: String, offered: Vec<(String, String)>) -> Vec<Choice> {
    let chosen = pairs.find(name).unwrap_or_default();
    let mut all = vec![(String::new(), none)];
    all.extend(offered);
    if !all.iter().any(|(value, _)| value == chosen) {
        all.push((chosen.to_owned(), chosen.to_owned()));
    }
    all.into_iter().map(|(value, label)| Choice { chosen: value == chosen, value, label }).collect()
}

fn select(
    pairs: &Pairs,
    name: &'static str,
    label: String,
    none: String,
    offered: Vec<(String, String)>,
) -> Select {
    Select { name, label, choices: choices(pairs, name, none, offered) }
}

fn field(pairs: &Pairs, words: Words, facts: &Facts) -> Select {
    let offered = facts.book.fields.iter();
    let offered = offered.map(|field| (field.id.to_string(), words.field(&field.id, facts))).collect();
    select(pairs, "field", words.say("field"), words.say("field-any"), offered)
}

fn least(pairs: &Pairs, words: Words) -> Select {
    let label = |usd: i64| {
        words.with(
            "min-hourly-value",
            [("money", words.usd(Amount::from_units(usd).unwrap_or_default()).into())],
        )
    };
    let offered = LEAST_USD.iter().map(|usd| (usd.to_string(), label(*usd))).collect();
    select(pairs, "min_hourly", words.say("min-hourly"), words.say("min-hourly-any"), offered)
}

fn age(pairs: &Pairs, words: Words) -> Select {
    let label = |days: u32| words.with("age-value", [("count", days.into())]);
    let offered = DAYS.iter().map(|days| (format!("{days}d"), label(*days))).collect();
    select(pairs, "posted_within", words.say("age"), words.say("age-any"), offered)
}

fn reach(pairs: &Pairs, words: Words) -> Select {
    let offered = vec![
        ("open".to_owned(), words.say("reach-value-open")),
        ("group".to_owned(), words.say("reach-value-group")),
    ];
    select(pairs, "reach", words.say("reach-label"), words.say("reach-any"), offered)
}

fn pay(pairs: &Pairs, words: Words) -> Select {
    let offered = vec![("true".to_owned(), words.say("pay-stated-only"))];
    select(pairs, "has_pay", words.say("pay-label"), words.say("pay-any"), offered)
}

fn source(pairs: &Pairs, words: Words, sources: &[SourceInfo]) -> Select {
    let shown = sources.iter().filter(|source| source.rights.may_show && source.off.is_none());
    let offered = shown.map(|source| (source.id.to_string(), source.name.clone())).collect();
    select(pairs, "source", words.say("source"), words.say("source-any"), offered)
}

fn order(pairs: &Pairs, words: Words) -> Select {
    let offered = [("net_hourly", "order-net-hourly"), ("posted", "order-posted"), ("fit", "order-fit")];
    let offered = offered.into_iter().map(|(value, key)| (value.to_owned(), words.say(key))).collect();
    select(pairs, "sort", words.say("order"), words.say("order-worth"), offered)
}

fn currency(pairs: &Pairs, words: Words, facts: &Facts) -> Select {
    let known = |code: &&str| facts.rates.currencies().any(|currency| currency.code() == *code);
    let offered = CURRENCIES.iter().copied().filter(known).map(|code| (code.to_owned(), code.to_owned()));
    let none = words.say("second-currency-none");
    select(pairs, "currency", words.say("second-currency"), none, offered.collect())
}

/// The choices made, in the order of the address.
pub(super) fn active(
    pairs: &Pairs,
    words: Words,
    facts: &Facts,
    sources: &[SourceInfo],
    link: impl Fn(&Pairs) -> String,
) -> Vec<ActiveChoice> {
    let form = Choices::new(pairs, words, facts, sources);
    let selects = form.selects.iter().chain(&form.more);
    let selects: Vec<(&str, &[Choice])> =
        selects.map(|select| (select.name, select.choices.as_slice())).collect();
    let made = pairs.iter().filter(|(name, _)| NARROWS.contains(name));
    let label = |name: &str, value: &str| {
        let choices = selects.iter().find(|(known, _)| *known == name).map(|(_, choices)| *choices);
        let chosen = choices.and_then(|choices| choices.iter().find(|choice| choice.chosen));
        chosen.map_or_else(|| format!("“{value}”"), |choice| choice.label.clone())
    };
    let choice = |(name, value): (&str, &str)| ActiveChoice {
        label: label(name, value),
        without: link(&pairs.with(name, None)),
    };
    made.map(choice).collect()
}
