//! What words mean where pay is read, as `words.txt` lists them.

use std::{collections::HashMap, sync::LazyLock};

use kazi_domain::{Currency, Per};

/// The longest word looked up, in bytes; longer ones mean nothing here.
pub(super) const WORD_BYTES_MAX: usize = 31;
/// The longest word that is looked up in exactly its letters, in bytes.
const CASED_BYTES_MAX: usize = 3;
/// The longest currency sign, in bytes.
const SIGN_BYTES_MAX: usize = 5;

/// What a pay is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// An hour, a day, a week, a month, a year, or the whole job.
    Time(Per),
    /// Two weeks.
    TwoWeeks,
    /// A piece by its name.
    Piece(&'static str),
    /// Something that is sold by the piece and not made: a seat, a ticket.
    Goods,
}

/// Small words that join amounts and units. A word can be several at once: French "à", Spanish "hasta".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Glue {
    /// "per", "each".
    Per = 1,
    /// "an": an amount "an hour".
    An = 1 << 1,
    /// Between the ends of a range.
    To = 1 << 2,
    /// Between the ends of a range that "between" opened.
    And = 1 << 3,
    /// Opens a range.
    Between = 1 << 4,
    /// Says that the amount is the least.
    From = 1 << 5,
    /// Says that the amount is the most.
    UpTo = 1 << 6,
    /// Says nothing about pay and may stand between an amount and its unit.
    Filler = 1 << 7,
    /// After an amount: "or more".
    OpenAbove = 1 << 8,
    /// Joins a starting rate to a later one: "increases to".
    Rising = 1 << 9,
    /// Makes a number the place in a row: "5th".
    Ordinal = 1 << 10,
    /// Makes a budget somebody else's money: "marketing budget".
    NotOwn = 1 << 11,
    /// "About".
    About = 1 << 12,
    /// After tax.
    AfterTax = 1 << 13,
    /// Says that an amount follows from the pay: "works out to", "equals".
    Derived = 1 << 14,
}

/// What a word says about whose money an amount near it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Pay by the month or the year.
    Salary,
    /// Pay of any kind.
    Pay,
    /// Says that somebody gives something.
    Offer,
    /// A rate, by the hour or the piece.
    Rate,
    /// The sum for the whole job.
    Budget,
    /// Money of the company.
    Funding,
    /// A benefit beside the pay.
    Extra,
    /// What goods cost.
    Price,
    /// What the worker or somebody else pays.
    Fee,
    /// A number of people or things.
    Count,
}

/// A family of currencies that share a name.
pub(super) type Family = &'static str;

/// A currency as a posting marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The currency, where the mark alone decides.
    pub currency: Option<Currency>,
    /// The name shared with other countries' currencies.
    pub family: Option<Family>,
    /// Whether it is a code or a sign that names its country: `CAD`, `C$`.
    pub exact: bool,
    /// Whether it is a hundredth: cents, pence.
    pub minor: bool,
    /// Whether it is a word of small letters, which stands after the amount in most languages.
    pub word: bool,
}

/// All that a word can mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Sense {
    /// What a pay is for.
    pub unit: Option<Unit>,
    /// Whether the unit needs no "per": "hourly".
    pub adverb: bool,
    /// What it joins.
    glue: u16,
    /// Whose money.
    pub role: Option<(Role, i32)>,
    /// The currency.
    pub mark: Option<Mark>,
    /// What it multiplies the number before it with; 1 for nothing.
    pub scale: i64,
    /// The country, for adjectives such as "Canadian".
    pub nation: Option<&'static str>,
}

impl Sense {
    /// Whether it joins anything.
    pub(super) fn joins(&self) -> bool {
        self.glue != 0
    }

    /// Whether it joins in this way.
    pub(super) fn is(&self, glue: Glue) -> bool {
        self.glue & glue as u16 != 0
    }
}

/// The words, compiled.
pub(super) struct Lexicon {
    words: HashMap<Box<str>, Sense>,
    /// For each first byte, which lengths words have: most words of a text mean nothing here, and
    /// this tells so without a look-up.
    lengths: [u32; 256],
    cased: HashMap<Box<str>, Sense>,
    /// Signs by their first character, longest first.
    signs: HashMap<char, Vec<(&'static str, Mark)>>,
}

/// The words of `words.txt`.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("words.txt")).0);

/// Currencies that share a name, by country.
const FAMILIES: &[(Family, &str, Currency)] = &[
    ("dollar", "US", Currency::USD),
    ("dollar", "CA", Currency::CAD),
    ("dollar", "AU", Currency::AUD),
    ("dollar", "NZ", Currency::NZD),
    ("dollar", "SG", Currency::SGD),
    ("dollar", "HK", Currency::HKD),
    ("shilling", "KE", Currency::KES),
    ("shilling", "UG", Currency::UGX),
    ("shilling", "TZ", Currency::TZS),
    ("shilling", "SO", Currency::SOS),
    ("pound", "EG", Currency::EGP),
    ("pound", "SS", Currency::SSP),
    ("franc", "CH", Currency::CHF),
    ("franc", "RW", Currency::RWF),
    ("franc", "BI", Currency::BIF),
    ("franc", "CD", Currency::CDF),
    ("peso", "MX", Currency::MXN),
    ("peso", "CO", Currency::COP),
    ("peso", "AR", Currency::ARS),
    ("peso", "CL", Currency::CLP),
    ("peso", "PH", Currency::PHP),
    ("krone", "SE", Currency::SEK),
    ("krone", "NO", Currency::NOK),
    ("krone", "DK", Currency::DKK),
];

/// The currency that a name shared by several countries means in one of them.
pub(super) fn currency_in(family: Family, nation: &str) -> Option<Currency> {
    FAMILIES.iter().find(|(name, code, _)| *name == family && *code == nation).map(|row| row.2)
}

impl Lexicon {
    /// Compiles a list; answers also the lines that say nothing, for the test that there is none.
    fn parse(text: &'static str) -> (Self, Vec<&'static str>) {
        let mut lexicon =
            Self { words: HashMap::new(), lengths: [0; 256], cased: HashMap::new(), signs: HashMap::new() };
        let mut faults = Vec::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let added = line.split_once(": ").and_then(|(key, words)| lexicon.add(key, words));
            if added.is_none() {
                faults.push(line);
            }
        }
        for word in lexicon.words.keys() {
            lexicon.lengths[usize::from(word.as_bytes()[0])] |=
                1_u32.checked_shl(length_of(word)).unwrap_or(0);
        }
        for signs in lexicon.signs.values_mut() {
            signs.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
        }
        (lexicon, faults)
    }

    fn add(&mut self, key: &'static str, words: &'static str) -> Option<()> {
        let (kind, value) = key.split_once(' ').unwrap_or((key, ""));
        if kind == "sign" {
            return self.add_signs(Currency::from_code(value)?, words);
        }
        let cased = kind == "cased";
        for word in words.split_ascii_whitespace() {
            let mut folded = Folded::default();
            let (table, key) =
                if cased { (&mut self.cased, word) } else { (&mut self.words, fold(word, &mut folded)?) };
            let sense = table.entry(key.into()).or_insert_with(|| Sense { scale: 1, ..Sense::default() });
            add_sense(sense, kind, value)?;
        }
        Some(())
    }

    fn add_signs(&mut self, currency: Currency, signs: &'static str) -> Option<()> {
        for sign in signs.split_ascii_whitespace() {
            let family = matches!(sign, "$" | "＄" | "﹩").then_some("dollar");
            let mark =
                Mark { currency: Some(currency), family, exact: family.is_none(), minor: false, word: false };
            self.signs.entry(sign.chars().next()?).or_default().push((sign, mark));
        }
        Some(())
    }

    /// The words that are a currency or speak of pay.
    pub(super) fn money_words(&self) -> impl Iterator<Item = &str> {
        let pays = |sense: &Sense| {
            sense.mark.is_some() || matches!(sense.role, Some((role, 1..)) if role != Role::Offer)
        };
        self.words.iter().filter(move |(_, sense)| pays(sense)).map(|(word, _)| &**word)
    }

    /// What a folded word means.
    pub(super) fn word(&self, folded: &str) -> Option<&Sense> {
        let lengths = self.lengths[usize::from(*folded.as_bytes().first()?)];
        let known = lengths & 1_u32.checked_shl(length_of(folded)).unwrap_or(0) != 0;
        known.then(|| self.words.get(folded)).flatten()
    }

    /// What a word means in exactly these letters.
    pub(super) fn cased(&self, word: &str) -> Option<&Sense> {
        let fits =
            word.len() <= CASED_BYTES_MAX && word.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
        fits.then(|| self.cased.get(word)).flatten()
    }

    /// The currency sign that `text` begins with.
    pub(super) fn sign(&self, text: &str) -> Option<(Mark, usize)> {
        let first = text.chars().next()?;
        // Letters begin a sign only where one follows soon: "CA$", "S/.".
        let near = &text.as_bytes()[..text.len().min(SIGN_BYTES_MAX)];
        if first.is_ascii_alphabetic() && memchr::memchr2(b'$', b'/', near).is_none() && near.is_ascii() {
            return None;
        }
        let signs = self.signs.get(&first)?;
        signs.iter().find(|(sign, _)| text.starts_with(sign)).map(|(sign, mark)| (*mark, sign.len()))
    }
}

/// The length of a word, where it fits [`Lexicon::lengths`].
fn length_of(word: &str) -> u32 {
    u32::try_from(word.len()).unwrap_or(u32::MAX)
}

fn add_sense(sense: &mut Sense, kind: &str, value: &'static str) -> Option<()> {
    match kind {
        "unit" | "each" => {
            sense.unit = Some(unit(value)?);
            sense.adverb |= kind == "each";
        }
        "piece" => sense.unit = Some(Unit::Piece(value)),
        "apiece" => (sense.unit, sense.adverb) = (Some(Unit::Piece(value)), true),
        "goods" => sense.unit = Some(Unit::Goods),
        "scale" => sense.scale = value.parse().ok()?,
        "lakh-a-year" => {
            sense.scale = 100_000;
            sense.unit = Some(Unit::Time(Per::Year));
            sense.adverb = true;
        }
        "nation" => sense.nation = Some(value),
        "money" | "cased" | "minor" | "family" => sense.mark = Some(mark(kind, value)?),
        _ => match (role(kind), glue(kind)) {
            (Some(role), _) => sense.role = Some((role, value.parse().ok()?)),
            (None, Some(glue)) => sense.glue |= glue as u16,
            (None, None) => return None,
        },
    }
    Some(())
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "hour" => Unit::Time(Per::Hour),
        "day" => Unit::Time(Per::Day),
        "week" => Unit::Time(Per::Week),
        "two-weeks" => Unit::TwoWeeks,
        "month" => Unit::Time(Per::Month),
        "year" => Unit::Time(Per::Year),
        "project" => Unit::Time(Per::Project),
        _ => return None,
    })
}

fn mark(kind: &str, value: &'static str) -> Option<Mark> {
    let (family, code) = match kind {
        "family" => value.split_once(' ').map(|(family, code)| (Some(family), code))?,
        _ => (None, value),
    };
    let currency = Currency::from_code(code);
    if currency.is_none() && code != "-" {
        return None;
    }
    Some(Mark {
        currency,
        family,
        exact: kind == "money" || kind == "cased",
        minor: kind == "minor",
        word: true,
    })
}

fn role(name: &str) -> Option<Role> {
    Some(match name {
        "salary" => Role::Salary,
        "pay" => Role::Pay,
        "offer" => Role::Offer,
        "rate" => Role::Rate,
        "budget" => Role::Budget,
        "funding" => Role::Funding,
        "extra" => Role::Extra,
        "price" => Role::Price,
        "fee" => Role::Fee,
        "count" => Role::Count,
        _ => return None,
    })
}

fn glue(name: &str) -> Option<Glue> {
    Some(match name {
        "per" => Glue::Per,
        "an" => Glue::An,
        "to" => Glue::To,
        "and" => Glue::And,
        "between" => Glue::Between,
        "from" => Glue::From,
        "upto" => Glue::UpTo,
        "filler" => Glue::Filler,
        "about" => Glue::About,
        "open-above" => Glue::OpenAbove,
        "rising" => Glue::Rising,
        "after-tax" => Glue::AfterTax,
        "ordinal" => Glue::Ordinal,
        "not-own" => Glue::NotOwn,
        "derived" => Glue::Derived,
        _ => return None,
    })
}

/// Room for a folded word.
pub(super) type Folded = [u8; WORD_BYTES_MAX];

/// Small letters without accents; nothing when that does not fit.
pub(super) fn fold<'b>(word: &str, folded: &'b mut Folded) -> Option<&'b str> {
    let mut length = 0;
    if word.is_ascii() {
        let folded = folded.get_mut(..word.len())?;
        folded.copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        return std::str::from_utf8(folded).ok();
    }
    for c in word.chars().flat_map(char::to_lowercase) {
        let Some(plain) = plain_letter(c) else { continue };
        let end = length + plain.len_utf8();
        plain.encode_utf8(folded.get_mut(length..end)?);
        length = end;
    }
    std::str::from_utf8(&folded[..length]).ok()
}

/// The letter without its accent; nothing for marks that stand alone.
fn plain_letter(c: char) -> Option<char> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ő' => 'o',
        'ř' => 'r',
        'š' | 'ś' => 's',
        'ù'..='ü' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' => 'l',
        'أ' | 'إ' | 'آ' => 'ا',
        'ة' => 'ه',
        'ى' => 'ي',
        _ if is_mark(c) => return None,
        _ => c,
    })
}

/// A text in small letters without accents, for look-ups of whole phrases.
pub(crate) fn fold_text(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter_map(plain_letter).collect()
}

/// Accents and vowel signs that stand as characters of their own.
pub(super) fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36F | 0x640 | 0x64B..=0x652)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_words_says_something() {
        assert_eq!(Lexicon::parse(include_str!("words.txt")).1, Vec::<&str>::new());
    }

    #[test]
    fn the_longest_sign_wins() {
        let (mark, length) = LEXICON.sign("US$ 40").unwrap();
        assert_eq!((mark.currency, length), (Some(Currency::USD), 3));
        assert!(LEXICON.sign("$40").unwrap().0.family.is_some());
    }
}
