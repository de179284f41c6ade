//! Why a lead ranks where it does, in sentences.

use jiff::Timestamp;
use kazi_catalog::HiddenReason;
use kazi_domain::{Assessment, Basis, Country, NetHourly, Profile, ReachReading, Scope, SkillId, Verdict};

use super::Words;
use crate::{Facts, listing::SeenLead};

/// A factor of the worth, with its sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FactorLine {
    /// `net_hourly`, `fit`, `open`, `trust` or `reach`.
    pub factor: &'static str,
    /// Dollars an hour for `net_hourly`, else 0 to 1; nothing where nobody knows.
    pub value: Option<f64>,
    /// Why.
    pub sentence: String,
}

/// What of the skills asked for a reader has, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FitWords {
    pub have: Vec<String>,
    pub partly: Vec<String>,
    pub missing: Vec<String>,
}

/// The message for what the figure of a worth is: stated, a guess, or not known.
pub(crate) fn worth_note(net: Option<&NetHourly>) -> &'static str {
    match net.map(|net| net.basis) {
        None => "pay-unknown",
        Some(Basis::Estimated) => "an-hour-guess",
        Some(Basis::Stated) => "an-hour",
    }
}

impl Words {
    /// All factors in the order of the product.
    pub(crate) fn factors(
        &self,
        seen: &SeenLead,
        profile: &Profile,
        facts: &Facts,
        now: Timestamp,
    ) -> Vec<FactorLine> {
        let worth = &seen.worth;
        let assessment = seen.lead.assessment();
        let line = |factor, value, sentence| FactorLine { factor, value: Some(value), sentence };
        let ago = self.ago(seen.lead.posted_at(), now);
        vec![
            FactorLine {
                factor: "net_hourly",
                value: worth.factors.net_hourly_usd,
                sentence: self.net_hourly(assessment.net_hourly.as_ref()),
            },
            line("fit", worth.factors.fit, self.fit(seen, profile, facts)),
            line("open", worth.factors.open, self.with("open-sentence", [("ago", ago.into())])),
            line("trust", worth.factors.trust, self.trust(assessment, facts)),
            line("reach", worth.factors.reach, self.reach(&assessment.reach, worth.verdict, profile)),
        ]
    }

    fn net_hourly(&self, net: Option<&NetHourly>) -> String {
        let Some(net) = net else { return self.say("pay-unknown") };
        if net.no_pay().is_some() {
            return self.say("pays-nothing");
        }
        let basis = if net.basis == Basis::Stated { "stated" } else { "estimated" };
        let left = format!(
            "{}: {} ({}; {})",
            self.say("sum-hourly"),
            self.usd(net.usd.likely),
            self.say(basis),
            self.spread(net)
        );
        match self.drawn(net) {
            Some(why) => format!("{left}. {why}: {}", self.usd(net.ranked_usd)),
            None => left,
        }
    }

    /// "between $15 and $27".
    pub(crate) fn spread(&self, net: &NetHourly) -> String {
        let (low, high) = (self.usd(net.usd.low), self.usd(net.usd.high));
        self.with("spread", [("low", low.into()), ("high", high.into())])
    }

    /// "leaves $15 to $27 an hour".
    pub(crate) fn left(&self, net: &NetHourly) -> String {
        let range = self.with(
            "amount-range",
            [("low", self.usd(net.usd.low).into()), ("high", self.usd(net.usd.high).into())],
        );
        self.with("left-hour", [("range", range.into())])
    }

    /// Skills by name: what is had, known in part, missing.
    pub(crate) fn fit_names(&self, seen: &SeenLead, facts: &Facts) -> FitWords {
        let names = |ids: &[SkillId]| ids.iter().map(|id| facts.skill_name(id).to_owned()).collect();
        let fit = &seen.worth.fit;
        FitWords { have: names(&fit.have), partly: names(&fit.partly), missing: names(&fit.missing) }
    }

    /// "You have 3 of 4 of what it asks for; missing Figma".
    pub(crate) fn fit(&self, seen: &SeenLead, profile: &Profile, facts: &Facts) -> String {
        if profile.skills.is_empty() {
            return self.say("fit-no-profile");
        }
        let FitWords { have, partly, missing } = self.fit_names(seen, facts);
        let all = have.len() + partly.len() + missing.len();
        if all == 0 {
            return self.say("fit-nothing-asked");
        }
        let mut parts = vec![self.with("fit-of", [("have", have.len().into()), ("all", all.into())])];
        for (key, names) in [("fit-partly-list", partly), ("fit-missing-list", missing)] {
            if !names.is_empty() {
                parts.push(self.with(key, [("skills", self.list(&names).into())]));
            }
        }
        parts.join(self.semicolon())
    }

    fn trust(&self, assessment: &Assessment, facts: &Facts) -> String {
        if assessment.flags.is_empty() {
            return self.say("trust-fine");
        }
        let names: Vec<String> = assessment.flags.iter().map(|flag| self.flag(&flag.id, facts).0).collect();
        self.with("trust-flags", [("count", names.len().into()), ("flags", self.list(&names).into())])
    }

    /// Whether the reader may take it: "Closed to people in Kenya".
    pub(crate) fn reach(&self, reach: &ReachReading, verdict: Verdict, profile: &Profile) -> String {
        let country = self.country(profile.country);
        match verdict {
            Verdict::Open if reach.scope == Scope::Anywhere => self.say("reach-open-anywhere"),
            Verdict::Open => self.say("reach-open"),
            Verdict::Group => self.say("reach-group"),
            Verdict::Unknown => self.say("reach-unknown"),
            Verdict::Closed if reach.verdict_in(profile.country) != Verdict::Closed => {
                let names: Vec<String> =
                    reach.languages.iter().map(|language| self.language(language)).collect();
                self.with("reach-closed-language", [("languages", self.list(&names).into())])
            }
            Verdict::Closed => self.with("reach-closed", [("country", country.into())]),
        }
    }

    /// Why a lead is hidden: "closed to people in Kenya".
    pub(crate) fn hidden_reason(&self, reason: &HiddenReason, country: Country, facts: &Facts) -> String {
        match reason {
            HiddenReason::Closed => self.with("why-closed", [("country", self.country(country).into())]),
            HiddenReason::Flagged(flag) => {
                self.with("why-flagged", [("flag", self.flag(flag, facts).0.into())])
            }
            HiddenReason::Ended => self.say("why-ended"),
            HiddenReason::NotAnOffer => self.say("why-not-offer"),
        }
    }

    /// How many are hidden for a reason: "11 closed to people in Kenya".
    pub(crate) fn hidden_count(
        &self,
        reason: &HiddenReason,
        count: u64,
        country: Country,
        facts: &Facts,
    ) -> String {
        let number = self.whole(count);
        let counted = [("count", count.into()), ("number", number.into())];
        let [count, number] = counted;
        match reason {
            HiddenReason::Closed => {
                self.with("hidden-closed", [count, number, ("country", self.country(country).into())])
            }
            HiddenReason::Flagged(flag) => {
                self.with("hidden-flagged", [count, number, ("flag", self.flag(flag, facts).0.into())])
            }
            HiddenReason::Ended => self.with("hidden-ended", [count, number]),
            HiddenReason::NotAnOffer => self.with("hidden-not-offer", [count, number]),
        }
    }

    /// Names with the language's comma between them.
    pub(crate) fn list(&self, names: &[String]) -> String {
        names.join(self.comma())
    }

    /// The language's comma, with its space.
    pub(crate) fn comma(&self) -> &'static str {
        if self.tongue == super::Tongue::Arabic { "، " } else { ", " }
    }

    /// The language's semicolon, with its space.
    pub(crate) fn semicolon(&self) -> &'static str {
        if self.tongue == super::Tongue::Arabic { "؛ " } else { "; " }
    }
}
