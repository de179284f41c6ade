//! The languages of the pages, and how each writes.

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
pub(super) struct TongueFacts {
    pub tongue: Tongue,
    pub code: &'static str,
    sign: &'static str,
    pub messages: &'static str,
    pub decimal: char,
    pub group: char,
    /// Whether a currency's sign follows the number, with a space.
    pub sign_last: bool,
}

/// Numbers after CLDR 47. Arabic is written with Latin digits here, as on the platforms and the phones
/// that its readers use.
pub(super) const TONGUES: [TongueFacts; 5] = [
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

    pub(super) fn facts(self) -> &'static TongueFacts {
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
