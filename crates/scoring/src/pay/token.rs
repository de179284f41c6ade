//! A window of text as tokens.

use std::ops::Range;

use kazi_domain::Currency;

use super::{
    lexicon::{Folded, Glue, LEXICON, Mark, Sense, WORD_BYTES_MAX, fold, is_mark},
    number::{Digits, Number, digit_value, read_digits},
};

/// Codes of currencies that are words too: they count only right before or after an amount that
/// something else says is money.
const CODES_THAT_ARE_WORDS: [&str; 16] = [
    "ALL", "TRY", "TOP", "CUP", "PEN", "MOP", "GEL", "BAM", "MAD", "BOB", "SOS", "COP", "LAK", "RON", "AMD",
    "ANG",
];

/// What a token is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind<'a> {
    /// A number.
    Number(Number),
    /// Digits that make no number.
    Digits,
    /// A currency by its sign, code or name.
    Money(Mark),
    /// A word, with what it means here.
    Word(&'a str, Option<&'static Sense>),
    /// A hyphen, a dash, a tilde between amounts.
    Dash,
    /// Any other sign.
    Sign(char),
    /// The end of a sentence.
    Stop,
    /// The end of a line.
    Line,
}

/// A token and where it stands in its part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Its first byte.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// Whether no white space stands before it.
    pub glued: bool,
}

impl Token<'_> {
    /// What the word means.
    pub(super) fn sense(&self) -> Option<&'static Sense> {
        match self.kind {
            Kind::Word(_, sense) => sense,
            _ => None,
        }
    }

    /// Whether it is a word that joins in this way.
    pub(super) fn is(&self, glue: Glue) -> bool {
        self.sense().is_some_and(|sense| sense.is(glue))
    }

    /// Whether it is this sign.
    pub(super) fn is_sign(&self, sign: char) -> bool {
        matches!(self.kind, Kind::Sign(own) if own == sign)
    }
}

/// The tokens of `window` of `text`.
pub(super) fn tokens(text: &str, window: Range<usize>) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, at: window.start, tokens: Vec::with_capacity(64) };
    let mut glued = false;
    while lexer.at < window.end {
        let start = lexer.at;
        let Some(c) = text[start..].chars().next() else { break };
        match lexer.next(c) {
            Some(kind) => {
                lexer.tokens.push(Token { kind, start, end: lexer.at, glued });
                glued = true;
            }
            None => glued = false,
        }
    }
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token<'a>>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next token, past which `at` then stands; nothing for white space.
    fn next(&mut self, c: char) -> Option<Kind<'a>> {
        if c.is_ascii_alphabetic() || !c.is_ascii() {
            if let Some((kind, length)) = mojibake(self.rest()) {
                self.at += length;
                return kind;
            }
            if let Some((mark, length)) = LEXICON.sign(self.rest()) {
                self.at += length;
                return Some(Kind::Money(mark));
            }
        }
        match c {
            '$' => {
                let (mark, length) = LEXICON.sign(self.rest())?;
                self.at += length;
                Some(Kind::Money(mark))
            }
            '\n' => self.one(c, Kind::Line),
            _ if c.is_whitespace() => {
                self.at += c.len_utf8();
                None
            }
            _ if digit_value(c).is_some() => Some(self.digits()),
            '.' | '٫' => self.point(c),
            '-' | '\u{2010}'..='\u{2015}' | '−' | '~' | '～' | '－' | '›' => self.one(c, Kind::Dash),
            '!' | '?' | ';' | '؟' | '。' | '•' | '·' => self.one(c, Kind::Stop),
            '<' => self.tag(),
            _ if c.is_alphabetic() || c == '¢' => Some(self.word(c)),
            _ => self.one(c, Kind::Sign(c)),
        }
    }

    fn one(&mut self, c: char, kind: Kind<'a>) -> Option<Kind<'a>> {
        self.at += c.len_utf8();
        Some(kind)
    }

    /// A number, with the point that may begin it.
    fn digits(&mut self) -> Kind<'a> {
        let after_money = self.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Money(_)));
        let spaced = after_money || money_follows(self.rest());
        let (digits, end) = read_digits(self.text, self.at, spaced);
        self.at = end;
        match digits {
            Digits::Number(number) => Kind::Number(number),
            Digits::Other => Kind::Digits,
        }
    }

    /// A full stop: the end of a sentence, the start of `.75`, or a sign within an abbreviation.
    fn point(&mut self, c: char) -> Option<Kind<'a>> {
        self.at += c.len_utf8();
        let mut after = self.rest().chars();
        let next = after.next();
        let after_money = self.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Money(_)));
        if next.and_then(digit_value).is_some() {
            return self.fraction();
        }
        // "Rs. 500", "p.a.", "Kshs.500", "..75"
        if after_money || next == Some('.') || next.is_some_and(char::is_lowercase) {
            return None;
        }
        Some(Kind::Stop)
    }

    /// The number that a point begins: `.75`, or `.750.30`, whose first point says nothing.
    fn fraction(&mut self) -> Option<Kind<'a>> {
        let start = self.at;
        let kind = self.digits();
        let written = &self.text[start..self.at];
        match kind {
            Kind::Number(number) if number.decimals == 0 && !number.grouped && written.len() <= 6 => {
                let scale = 10_i64.pow(u32::try_from(written.chars().count()).ok()?);
                Some(Kind::Number(Number {
                    micros: number.micros / scale,
                    grouped: false,
                    decimals: written.len(),
                }))
            }
            _ => Some(kind),
        }
    }

    /// Markup that slipped through is passed over; a lone `<` is a sign.
    fn tag(&mut self) -> Option<Kind<'a>> {
        const TAG_BYTES_MAX: usize = 64;
        let rest = self.rest();
        let opens = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match rest.bytes().take(TAG_BYTES_MAX).position(|byte| byte == b'>') {
            Some(close) if opens => {
                self.at += close + 1;
                Some(Kind::Line)
            }
            _ => self.one('<', Kind::Sign('<')),
        }
    }

    fn word(&mut self, first: char) -> Kind<'a> {
        let start = self.at;
        self.at += first.len_utf8();
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| !c.is_alphabetic() && !is_mark(c)).unwrap_or(rest.len());
        self.at += length;
        let word = &self.text[start..self.at];
        let after_number =
            self.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Number(_)) && last.end == start);
        if let Some(cut) = glued_scale(word).filter(|_| after_number) {
            self.at = start + cut;
            return word_kind(&word[..cut]);
        }
        // Letters right before digits name something, such as `B2B`, unless they are a currency.
        let before_digit = self.rest().starts_with(|c| digit_value(c).is_some());
        let kind = word_kind(word);
        if before_digit && !matches!(kind, Kind::Money(_)) && word.is_ascii() && !word.ends_with("to") {
            let tail = self.rest().find(|c: char| !c.is_alphanumeric()).unwrap_or(self.rest().len());
            self.at += tail;
            return Kind::Word(&self.text[start..self.at], None);
        }
        kind
    }
}

/// `160kPolly is`: a text whose line ends were lost, after an amount in thousands.
fn glued_scale(word: &str) -> Option<usize> {
    let mut chars = word.chars();
    let k = matches!(chars.next(), Some('k' | 'K'));
    let capital = chars.next().is_some_and(char::is_uppercase);
    let small = chars.next().is_none_or(char::is_lowercase);
    (k && capital && small).then_some(1)
}

/// Whether a currency stands behind the digits and spaces that `text` begins with.
fn money_follows(text: &str) -> bool {
    let after = text.trim_start_matches(|c: char| digit_value(c).is_some() || matches!(c, ' ' | ',' | '.'));
    if LEXICON.sign(after).is_some() {
        return true;
    }
    let word = &after[..after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len())];
    matches!(word_kind(word), Kind::Money(mark) if mark.currency.is_some() || mark.family.is_some())
}

/// What a word is: a currency, or a word with its sense.
pub(super) fn word_kind(word: &str) -> Kind<'_> {
    if word.len() > WORD_BYTES_MAX {
        return Kind::Word(word, None);
    }
    let mut folded = Folded::default();
    let sense = LEXICON.cased(word).or_else(|| LEXICON.word(fold(word, &mut folded)?));
    if let Some(mark) = sense.and_then(|sense| sense.mark) {
        return Kind::Money(mark);
    }
    let code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if code && sense.is_none() {
        if let Some(currency) = Currency::from_code(word).filter(|_| !CODES_THAT_ARE_WORDS.contains(&word)) {
            let mark =
                Mark { currency: Some(currency), family: None, exact: true, minor: false, word: false };
            return Kind::Money(mark);
        }
    }
    Kind::Word(word, sense)
}

/// UTF-8 read as Windows-1252, which many feeds carry: what the sequence was, and its length.
fn mojibake(text: &str) -> Option<(Option<Kind<'static>>, usize)> {
    if !text.starts_with(['â', 'Â']) {
        return None;
    }
    const DASHES: [&str; 6] = ["â€“", "â€”", "â€”", "â\u{80}\u{93}", "â\u{80}\u{94}", "â€‘"];
    const SPACES: [&str; 2] = ["Â\u{A0}", "Â "];
    let dash = DASHES.iter().find(|dash| text.starts_with(**dash)).map(|dash| (Some(Kind::Dash), dash.len()));
    dash.or_else(|| SPACES.iter().find(|space| text.starts_with(**space)).map(|space| (None, space.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let kinds = tokens(text, 0..text.len()).into_iter().map(|token| match token.kind {
            Kind::Number(_) => "n",
            Kind::Digits => "d",
            Kind::Money(_) => "$",
            Kind::Word(_, Some(_)) => "w",
            Kind::Word(_, None) => "?",
            Kind::Dash => "-",
            Kind::Sign(_) => "s",
            Kind::Stop => ".",
            Kind::Line => "/",
        });
        kinds.collect()
    }

    #[test]
    fn tokens_of_money() {
        for (text, want) in [
            ("US$40-60/hr", "$n-nsw"),
            ("Rs. 500", "$n"),
            ("Â£13.28 â€“ Â£14", "$n-$n"),
            ("$120-160kPolly is", "$n-nw?w"),
            ("a B2B app", "w??"),
            ("EUR1507 and 37300EUR", "$nwn$"),
            ("$.75", "$n"),
            ("<p>9 800 Kč</p>", "/n$/"),
            ("Was 5. Now", "wn.?"),
        ] {
            assert_eq!(shape(text), want, "{text}");
        }
    }
}
