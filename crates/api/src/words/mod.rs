//! What is said to people, by language. The words themselves are data, in `locales/*.ftl`.

mod gone;
mod lead;
mod money;
mod sum;
mod time;

use std::{collections::BTreeMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use kazi_domain::{Country, FieldId, FlagId, Language};
use kazi_scoring::hourly::PlatformFact;
use unic_langid::LanguageIdentifier;

pub(crate) use lead::{FactorLine, FitWords, worth_note};
pub(crate) use sum::SumRow;

use crate::Facts;

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tongue {
    English,
    French,
    Swahili,
    Arabic,
    Somali,
}

/// What is fixed about a language: its code, the sign that links to it, its messages, how it writes numbers.
struct TongueFacts {
    tongue: Tongue,
    code: &'static str,
    sign: &'static str,
    messages: &'static str,
    decimal: char,
    group: char,
    /// Whether a currency's sign follows the number, with a space.
    sign_last: bool,
}

/// Numbers after CLDR 47. Arabic is written with Latin digits here, as on the platforms and the phones
/// that its readers use.
const TONGUES: [TongueFacts; 5] = [
    TongueFacts {
        tongue: Tongue::English,
        code: "en",
        sign: "EN",
        messages: include_str!("../../locales/en.ftl"),
        decimal: '.',
        group: ',',
        sign_last: false,
    },
    TongueFacts {
        tongue: Tongue::French,
        code: "fr",
        sign: "FR",
        messages: include_str!("../../locales/fr.ftl"),
        decimal: ',',
        group: '\u{202f}',
        sign_last: true,
    },
    TongueFacts {
        tongue: Tongue::Swahili,
        code: "sw",
        sign: "SW",
        messages: include_str!("../../locales/sw.ftl"),
        decimal: '.',
        group: ',',
        sign_last: false,
    },
    TongueFacts {
        tongue: Tongue::Arabic,
        code: "ar",
        sign: "عر",
        messages: include_str!("../../locales/ar.ftl"),
        decimal: '.',
        group: ',',
        sign_last: false,
    },
    TongueFacts {
        tongue: Tongue::Somali,
        code: "so",
        sign: "SO",
        messages: include_str!("../../locales/so.ftl"),
        decimal: '.',
        group: ',',
        sign_last: false,
    },
];

impl Tongue {
    /// All, in the order in which pages name them.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        TONGUES.iter().map(|facts| facts.tongue)
    }

    fn facts(self) -> &'static TongueFacts {
        TONGUES.iter().find(|facts| facts.tongue == self).unwrap_or(&TONGUES[0])
    }

    /// The code of ISO 639.
    pub(crate) fn code(self) -> &'static str {
        self.facts().code
    }

    /// A sign short enough for a link on a small screen.
    pub(crate) fn sign(self) -> &'static str {
        self.facts().sign
    }

    /// The direction of its script, as HTML names it.
    pub(crate) fn direction(self) -> &'static str {
        if self == Self::Arabic { "rtl" } else { "ltr" }
    }

    /// The language of a code.
    pub(crate) fn find(code: &str) -> Option<Self> {
        TONGUES.iter().find(|facts| facts.code == code).map(|facts| facts.tongue)
    }

    /// The best language for an `Accept-Language` header (RFC 9110); English where none fits.
    pub(crate) fn guess(accepted: &str) -> Self {
        let mut best = (0.0, Self::English);
        for range in accepted.split(',').take(20) {
            let (tag, weight) = range.split_once(";q=").unwrap_or((range, "1"));
            let weight: f32 = weight.trim().parse().unwrap_or(0.0);
            let code = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
            if let Some(tongue) = Self::find(&code)
                && weight > best.0
            {
                best = (weight, tongue);
            }
        }
        best.1
    }
}

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

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    /// Keys that code puts together from a name.
    const MADE_UP: [&str; 8] =
        ["country-", "fact-", "field-", "flag-", "month-", "pay-", "sum-pay-", "tongue-"];

    /// Each key of a file with the names that fill it in.
    fn messages(text: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut key = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                key = name;
            }
            let names = line.split('$').skip(1);
            let names = names.map(|rest| rest.split([' ', '}']).next().unwrap_or_default());
            found.entry(key).or_default().extend(names.filter(|name| *name != "count" && *name != "number"));
        }
        found.remove("");
        found
    }

    fn files(folder: &Path, out: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, out);
            } else {
                out.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn every_file_reads_without_a_fault() {
        for facts in &TONGUES {
            let read = FluentResource::try_new(facts.messages.to_owned());
            assert!(read.is_ok(), "{}: {:?}", facts.code, read.err().map(|(_, errors)| errors));
        }
    }

    #[test]
    fn every_message_is_in_every_language_and_filled_in_alike() {
        let english = messages(TONGUES[0].messages);
        for facts in &TONGUES[1..] {
            let other = messages(facts.messages);
            for (key, names) in &english {
                assert_eq!(other.get(key), Some(names), "{}.ftl: {key}", facts.code);
            }
            let strange: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
            assert!(strange.is_empty(), "{}.ftl: {strange:?}", facts.code);
        }
    }

    #[test]
    fn every_message_is_used_and_every_used_one_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut code = String::new();
        files(&root.join("src"), &mut code);
        files(&root.join("templates"), &mut code);
        let english = messages(TONGUES[0].messages);
        for key in english.keys() {
            let used =
                code.contains(&format!("\"{key}\"")) || MADE_UP.iter().any(|prefix| key.starts_with(prefix));
            assert!(used, "en.ftl: nobody says {key}");
        }
        for call in [".say(\"", ".with(\"", ".fill(\"", ".count(\""] {
            for said in code.split(call).skip(1) {
                let key = said.split('"').next().unwrap();
                let of_pairs = ["cursor", "include_hidden", "have", "lead", "limit", "q", "x"].contains(&key);
                assert!(of_pairs || english.contains_key(key), "en.ftl has no {key}");
            }
        }
    }

    /// A student who reads Somali reads what a platform asks for in Somali.
    #[test]
    fn facts_of_platforms_are_translated_as_they_stand() {
        let text = include_str!("../../../../config/platforms.toml");
        let platforms: kazi_scoring::hourly::PlatformsConfig = toml::from_str(text).unwrap();
        let platforms = platforms.platforms.iter().map(crate::PlatformInfo::from).collect::<Vec<_>>();
        for fact in platforms.iter().flat_map(crate::PlatformInfo::to_know) {
            assert!(Words::ENGLISH.platform_fact(fact).is_some(), "not as translated: {fact:?}");
        }
    }

    /// What warnings and fields are told by comes from configuration: the languages translate what ships.
    #[test]
    fn advice_and_fields_are_translated_as_they_stand() {
        let read = |text| toml::from_str::<toml::Table>(text).unwrap();
        let text = |entry: &toml::Value, key: &str| entry[key].as_str().unwrap().to_owned();
        for warning in read(include_str!("../../../../config/warnings.toml"))["warning"].as_array().unwrap() {
            let key = format!("flag-{}-advice", text(warning, "id"));
            assert_eq!(Words::ENGLISH.name(&key), Some(text(warning, "advice")), "{key}");
        }
        for field in read(include_str!("../../../../config/skills.toml"))["field"].as_array().unwrap() {
            let key = format!("field-{}", text(field, "id"));
            assert_eq!(Words::ENGLISH.name(&key), Some(text(field, "name")), "{key}");
        }
    }

    #[test]
    fn what_somebody_wrote_anew_is_shown_as_it_is() {
        let french = Words { tongue: Tongue::French };
        let key = "flag-free-work-advice";
        let shipped = Words::ENGLISH.say(key);
        assert_eq!(french.translated(key, &shipped), Some(french.say(key)));
        assert_ne!(french.say(key), shipped);
        assert_eq!(french.translated(key, "Ask Amina at the desk first."), None);
    }

    /// `locales/glossary.csv` says each word of the field once in every language, by its stem: the files say
    /// it so, and no other way takes its place unseen.
    #[test]
    fn the_words_of_the_glossary_are_used() {
        let glossary = include_str!("../../locales/glossary.csv");
        let mut lines = glossary.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let codes = lines.next().unwrap().split_off(2);
        for line in lines {
            for (code, stem) in codes.iter().zip(&line[2..]) {
                let facts = TONGUES.iter().find(|facts| facts.code == *code).unwrap();
                let messages = facts.messages.to_lowercase();
                assert!(messages.contains(&stem.to_lowercase()), "{code}.ftl: {} is not {stem}", line[0]);
            }
        }
    }

    #[test]
    fn numbers_and_ages_follow_the_language() {
        use kazi_domain::{Amount, Currency, Money};
        let money = |tongue, micros, currency| {
            Words { tongue }.money(Money { amount: Amount::from_micros(micros), currency })
        };
        assert_eq!(money(Tongue::English, 21_480_000, Currency::USD), "$21.48");
        assert_eq!(money(Tongue::English, 21_500_000, Currency::USD), "$21.50");
        assert_eq!(money(Tongue::English, 5_000, Currency::USD), "$0.005");
        assert_eq!(money(Tongue::English, -2_000_000, Currency::EUR), "−€2");
        assert_eq!(money(Tongue::Swahili, 15_000_000_000, Currency::KES), "KES\u{a0}15,000");
        assert_eq!(money(Tongue::French, 1_234_500_000, Currency::EUR), "1\u{202f}235\u{a0}€");
        let now: jiff::Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
        let ago = |tongue, minutes| Words { tongue }.ago(now - jiff::SignedDuration::from_mins(minutes), now);
        assert_eq!(ago(Tongue::English, 0), "just now");
        assert_eq!(ago(Tongue::English, 60), "1 hour ago");
        assert_eq!(ago(Tongue::English, 60 * 25), "yesterday");
        assert_eq!(ago(Tongue::French, 60 * 24 * 21), "il y a 3 semaines");
        // A date is laid out from the right, also where nothing around it says so.
        let date = Words { tongue: Tongue::Arabic }.date(jiff::civil::date(2026, 11, 27));
        assert_eq!(date.replace(['\u{2068}', '\u{2069}'], ""), "\u{200f}27 نوفمبر 2026");
        assert_eq!(ago(Tongue::Arabic, 120), "قبل ساعتين");
        assert_eq!(ago(Tongue::Arabic, 180).replace(['\u{2068}', '\u{2069}'], ""), "قبل 3 ساعات");
    }
}
