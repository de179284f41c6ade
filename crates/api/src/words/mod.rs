//! What is said to people, by language. The words themselves are data, in `locales/*.ftl`.

mod gone;
mod lead;
mod money;
mod sum;
#[cfg(test)]
mod tests;
mod time;
mod tongue;

use std::{collections::BTreeMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use kazi_desk::Subject;
use kazi_domain::{Country, FieldId, FlagId, Language};
use kazi_scoring::hourly::PlatformFact;
use unic_langid::LanguageIdentifier;

pub(crate) use lead::{FactorLine, FitWords, worth_note};
pub(crate) use sum::SumRow;
pub(crate) use tongue::Tongue;
use tongue::{TONGUES, TongueFacts};

use crate::Facts;

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<BTreeMap<Tongue, Bundle>> =
    LazyLock::new(|| TONGUES.iter().map(|facts| (facts.tongue, bundle(facts))).collect());

fn bundle(facts: &TongueFacts) -> Bundle {
    let identifier: LanguageIdentifier = facts.code.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![identifier]);
    // Marks around what is filled in cost bytes, and matter only where directions mix.
    bundle.set_use_isolating(facts.tongue == Tongue::Arabic);
    // A message that cannot be read is left out here; a test holds the files to having none.
    let resource = match FluentResource::try_new(facts.messages.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

/// Says things in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub tongue: Tongue,
}

impl Words {
    pub(crate) const ENGLISH: Self = Self { tongue: Tongue::English };

    /// A message that has nothing to fill in.
    pub(crate) fn say(&self, key: &str) -> String {
        self.with(key, [])
    }

    /// A message with what fills it in.
    pub(crate) fn with<const N: usize>(
        &self,
        key: &str,
        given: [(&'static str, FluentValue<'_>); N],
    ) -> String {
        let args: FluentArgs<'_> = given.into_iter().collect();
        self.find(key, &args).unwrap_or_else(|| key.to_owned())
    }

    /// A message with one text to fill in: what templates call.
    pub(crate) fn fill(&self, key: &str, name: &'static str, text: &str) -> String {
        self.with(key, [(name, text.into())])
    }

    /// A message in this language, else in English.
    fn find(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        [self.tongue, Tongue::English].into_iter().find_map(|tongue| {
            let bundle = BUNDLES.get(&tongue)?;
            let pattern = bundle.get_message(key)?.value()?;
            Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
        })
    }

    /// A name that may be missing from the messages.
    fn name(&self, key: &str) -> Option<String> {
        self.find(key, &FluentArgs::new())
    }

    /// A message with a count: `$count` chooses the plural form, `$number` is written out.
    pub(crate) fn count(&self, key: &str, count: u64) -> String {
        self.with(key, [("count", count.into()), ("number", self.whole(count).into())])
    }

    /// The translation of what the data that comes with kazi says in English; nothing where that was written
    /// anew since, as no translation says what somebody else means.
    fn translated(&self, key: &str, english: &str) -> Option<String> {
        Self::ENGLISH.name(key).filter(|shipped| shipped == english)?;
        self.name(key)
    }

    /// The name of a field of work.
    pub(crate) fn field(&self, id: &FieldId, facts: &Facts) -> String {
        let english = facts.field_name(id);
        self.translated(&format!("field-{id}"), english).unwrap_or_else(|| english.to_owned())
    }

    /// The name of a field or a skill.
    pub(crate) fn subject(&self, subject: &Subject, facts: &Facts) -> String {
        match subject {
            Subject::Field(field) => self.field(field, facts),
            Subject::Skill(skill) => facts.skill_name(skill).to_owned(),
        }
    }

    /// The name of a country; its code where the messages have none.
    pub(crate) fn country(&self, country: Country) -> String {
        self.name(&format!("country-{country}")).unwrap_or_else(|| country.to_string())
    }

    /// The name of a language; its code where the messages have none.
    pub(crate) fn language(&self, language: &Language) -> String {
        self.name(&format!("tongue-{language}")).unwrap_or_else(|| language.to_string())
    }

    /// A fact about a platform; nothing where it is not translated, or was written anew since.
    pub(crate) fn platform_fact(&self, fact: &PlatformFact) -> Option<String> {
        self.translated(&format!("fact-{}", fact.key.as_ref()?), &fact.text)
    }

    /// What a warning is, and what to do about it.
    pub(crate) fn flag(&self, id: &FlagId, facts: &Facts) -> (String, String) {
        let known = facts.flag(id);
        let name = self.name(&format!("flag-{id}"));
        let key = format!("flag-{id}-advice");
        let advice = match known {
            Some(flag) => self.translated(&key, &flag.advice).unwrap_or_else(|| flag.advice.clone()),
            // A trainer's mark is in no configuration.
            None => self.name(&key).unwrap_or_default(),
        };
        let name = name.or_else(|| known.map(|flag| flag.name.clone())).unwrap_or_else(|| id.to_string());
        (name, advice)
    }
}
