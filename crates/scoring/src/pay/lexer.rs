//! Cuts a window of text into tokens.

use std::ops::Range;

use super::{
    lexicon::LEXICON,
    number::{Digits, Number, digit_value, read_digits},
    sense::{Glue, MYRIAD},
    token::{Kind, Token, glued_code, word_kind},
    written::{
        address, code_before_thousands, glued_scale, glued_sentence, glued_unit, is_francs, is_version,
        mojibake, money_follows,
    },
};
use crate::letters::is_mark;

/// Words that are written with a full stop which ends no sentence.
const SHORTENED: [&str; 14] =
    ["min", "max", "approx", "ca", "circa", "est", "incl", "excl", "hr", "hrs", "mo", "wk", "yr", "yrs"];

/// Units among them, which may end a sentence all the same.
const SHORTENED_UNITS: [&str; 6] = ["hr", "hrs", "mo", "wk", "yr", "yrs"];

/// Whether a dash and digits follow, twice.
fn has_two_more_groups(rest: &str) -> bool {
    let past_group = |rest: &'_ str| -> Option<usize> {
        let digits = rest.strip_prefix('-')?.bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0).then_some(1 + digits)
    };
    past_group(rest).is_some_and(|end| past_group(&rest[end..]).is_some())
}

/// The signs of ten thousand.
const MYRIADS: [&str; 3] = ["万", "萬", "만"];

/// What stands in place of cents: a dash, and as East Africa writes shillings, "500/=".
const NO_CENTS: [&str; 7] = [".-", ",-", ".–", ",–", "/=", " /=", "/-"];

/// The tokens of `window` of `text`.
///
/// They are put where those of another window were, which are no longer needed: most windows are short,
/// and to make room for each would be much of the work.
pub(super) fn read_tokens<'a>(text: &'a str, window: Range<usize>, tokens: &mut Vec<Token<'a>>) {
    /// Most tokens have more bytes with the space before them.
    const TOKEN_BYTES: usize = 3;
    tokens.clear();
    tokens.reserve(window.len() / TOKEN_BYTES + 1);
    let mut lexer = Lexer { text, at: window.start, glued: None, tokens };
    let mut glued = false;
    while lexer.at < window.end || lexer.glued.is_some() {
        let start = lexer.at;
        let c = text[start..].chars().next().unwrap_or(' ');
        match lexer.next(c) {
            Some(kind) => {
                lexer.tokens.push(Token { kind, start, end: lexer.at, glued });
                glued = true;
            }
            None => glued = false,
        }
    }
}

/// Entities of texts that were encoded twice, and whether each is a dash; the others are spaces.
const ENTITIES: [(&str, bool); 6] = [
    ("&mdash;", true),
    ("&ndash;", true),
    ("&#8211;", true),
    ("&#8212;", true),
    ("&nbsp;", false),
    ("&#160;", false),
];

struct Lexer<'t, 'a> {
    text: &'a str,
    at: usize,
    /// What the word or number just read holds beside itself: the end of a sentence, shillings.
    glued: Option<Kind<'a>>,
    tokens: &'t mut Vec<Token<'a>>,
}

impl<'a> Lexer<'_, 'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next token, past which `at` then stands; nothing for white space.
    fn next(&mut self, c: char) -> Option<Kind<'a>> {
        if self.glued.is_some() {
            return self.glued.take();
        }
        match c {
            ' ' | '\t' | '\r' => self.space(c),
            'a'..='z' => Some(self.address(c).unwrap_or_else(|| self.word(c))),
            'A'..='Z' => Some(self.sign().unwrap_or_else(|| self.word(c))),
            '0'..='9' => Some(self.digits()),
            '$' => self.sign(),
            '\n' => self.one(c, Kind::Line),
            '-' => self.one(c, Kind::Dash),
            '/' | ',' | ':' | '(' | ')' | '|' | '*' | '+' | '%' => self.one(c, Kind::Sign(c)),
            _ if !c.is_ascii() => self.beyond_ascii(c),
            _ => self.other(c),
        }
    }

    /// A character beyond ASCII: of a broken encoding, a currency, or what it is by itself.
    fn beyond_ascii(&mut self, c: char) -> Option<Kind<'a>> {
        if let Some((kind, length)) = mojibake(self.rest()) {
            self.at += length;
            return kind;
        }
        self.sign().or_else(|| self.other(c))
    }

    fn other(&mut self, c: char) -> Option<Kind<'a>> {
        match c {
            _ if c.is_whitespace() => self.space(c),
            _ if digit_value(c).is_some() => Some(self.digits()),
            '.' | '٫' => self.point(c),
            '\u{2010}'..='\u{2015}' | '−' | '~' | '～' | '〜' | '－' | '›' => self.one(c, Kind::Dash),
            '!' | '?' | ';' | '؟' | '。' | '•' | '·' => self.one(c, Kind::Stop),
            '\'' | '’' if self.rest()[c.len_utf8()..].starts_with(char::is_alphabetic) => {
                self.at += c.len_utf8();
                None
            }
            '<' => self.tag(),
            '&' => self.entity(),
            _ if c.is_alphabetic() || c == '¢' => Some(self.word(c)),
            _ => self.one(c, Kind::Sign(c)),
        }
    }

    fn space(&mut self, c: char) -> Option<Kind<'a>> {
        self.at += c.len_utf8();
        None
    }

    /// The currency sign that stands here.
    fn sign(&mut self) -> Option<Kind<'a>> {
        let (mark, length) = LEXICON.sign(self.rest())?;
        self.at += length;
        Some(Kind::Money(mark))
    }

    /// The web address that stands here, whose digits are no money.
    fn address(&mut self, first: char) -> Option<Kind<'a>> {
        let start = self.at;
        let may_be = matches!(first, 'h' | 'w');
        let length = may_be.then(|| address(self.rest())).flatten()?;
        self.at += length;
        Some(Kind::Word(&self.text[start..self.at], None))
    }

    /// Whether a digit stands here.
    fn at_digit(&self) -> bool {
        match self.text.as_bytes().get(self.at) {
            Some(byte @ ..128) => byte.is_ascii_digit(),
            _ => self.rest().starts_with(|c| digit_value(c).is_some()),
        }
    }

    fn one(&mut self, c: char, kind: Kind<'a>) -> Option<Kind<'a>> {
        self.at += c.len_utf8();
        Some(kind)
    }

    /// A number, with the point that may begin it.
    fn digits(&mut self) -> Kind<'a> {
        let spaced = || self.after_spaced_number_or_money() || money_follows(self.rest());
        let (digits, end) = read_digits(self.text, self.at, spaced);
        // "06 12 34", "05/11"
        let padded =
            end > self.at + 1 && self.rest().starts_with('0') && !self.text[..self.at].ends_with('.');
        let telephone = self.is_in_a_telephone_number() || self.begins_telephone_number(end);
        // "555-123-4567"
        let dashed = has_two_more_groups(&self.text[end..]);
        let pixels = PIXELS.contains(&&self.text[self.at..end]) && self.text[end..].starts_with('p');
        self.at = end;
        // "50.-", "1.899,-", "500/-", but "20/-hour"
        let stands = |after: &str| !after.starts_with(char::is_alphanumeric);
        let no_cents = NO_CENTS.iter().find(|mark| self.rest().strip_prefix(**mark).is_some_and(stands));
        self.at += no_cents.map_or(0, |mark| mark.len());
        // East Africa writes so, and where no currency stands before the number, only that names it.
        let marked = self.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Money(_)));
        if no_cents.is_some_and(|mark| mark.ends_with("/=")) && !marked {
            self.glued = Some(word_kind("shillings"));
        }
        // "25万" is 250,000.
        if let (Digits::Number(number), Some(myriad)) =
            (digits, MYRIADS.iter().find(|sign| self.rest().starts_with(**sign)))
        {
            self.at += myriad.len();
            return Kind::Number(Number {
                micros: number.micros.saturating_mul(MYRIAD),
                myriads: true,
                ..number
            });
        }
        match digits {
            Digits::Number(Number { grouped: false, decimals: 0, .. }) if padded => Kind::Digits,
            Digits::Number(_) if telephone || pixels || dashed => Kind::Digits,
            Digits::Number(number) => Kind::Number(number),
            Digits::Other => Kind::Digits,
        }
    }

    /// Whether the digits here, up to `end`, are the code of a country: "+254 712".
    fn begins_telephone_number(&self, end: usize) -> bool {
        let Some(last) = self.tokens.last() else { return false };
        let plus = last.is_sign('+') && last.end == self.at && !last.glued;
        plus && matches!(self.text.as_bytes().get(end..end + 2), Some([b' ' | b'-', b'0'..=b'9']))
    }

    /// Whether a space parts the digits here from bare ones that make no number: those that begin with a zero,
    /// and what follows them.
    fn is_in_a_telephone_number(&self) -> bool {
        let tokens = self.tokens.as_slice();
        let ([.., digits, Token { kind: Kind::Dash, .. }] | [.., digits]) = tokens else { return false };
        let bare = || self.text[digits.start..digits.end].bytes().all(|byte| byte.is_ascii_digit());
        let parted = matches!(&self.text[digits.end..self.at], " " | "-");
        matches!(digits.kind, Kind::Digits) && parted && bare()
    }

    /// Whether a space may set thousands apart in the number that begins here: after a currency, or
    /// as the other end of a range that did so.
    fn after_spaced_number_or_money(&self) -> bool {
        match self.tokens.as_slice() {
            [.., Token { kind: Kind::Money(_), .. }] => true,
            // The code of a currency that is no more: "DEM 170 000".
            [.., Token { kind: Kind::Word(word, None), .. }] => {
                word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase())
            }
            [.., Token { kind: Kind::Number(number), .. }, join] => {
                number.grouped && (matches!(join.kind, Kind::Dash) || join.is(Glue::To))
            }
            _ => false,
        }
    }

    /// A full stop: the end of a sentence, the start of `.75`, or a sign within an abbreviation.
    fn point(&mut self, c: char) -> Option<Kind<'a>> {
        self.at += c.len_utf8();
        let mut after = self.rest().chars();
        let next = after.next();
        let last = self.tokens.last();
        let after_money = last.is_some_and(|last| matches!(last.kind, Kind::Money(_)));
        let after_name = last.is_some_and(|last| matches!(last.kind, Kind::Money(mark) if mark.word));
        if !after_name && next.and_then(digit_value).is_some() {
            return self.fraction();
        }
        // "Rs. 500", "p.a.", "Kshs.500", "..75", "min. $20"
        let begins = || self.rest().trim_start_matches(' ').starts_with(char::is_uppercase);
        let ends = |last: &Token<'_>| last.is_word(&SHORTENED_UNITS) && begins();
        let shortened = last.is_some_and(|last| last.is_word(&SHORTENED) && !ends(last));
        if after_money || shortened || next == Some('.') || next.is_some_and(char::is_lowercase) {
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
                    decimals: written.len(),
                    ..number
                }))
            }
            _ => Some(kind),
        }
    }

    /// An entity that slipped through, where it stands for a dash or a space; else a sign.
    fn entity(&mut self) -> Option<Kind<'a>> {
        let found = ENTITIES.iter().find(|(name, _)| self.rest().starts_with(name));
        match found {
            Some((name, dash)) => {
                self.at += name.len();
                dash.then_some(Kind::Dash)
            }
            None => self.one('&', Kind::Sign('&')),
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
        let letters = rest.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
        let length = match rest.as_bytes().get(letters) {
            // Only letters beyond ASCII need the slower search.
            Some(128..) => rest.find(|c: char| !c.is_alphabetic() && !is_mark(c)).unwrap_or(rest.len()),
            _ => letters,
        };
        self.at += length;
        let word = &self.text[start..self.at];
        let last = self.tokens.last();
        let after_number = last.is_some_and(|last| matches!(last.kind, Kind::Number(_)) && last.end == start);
        let after_per = last.is_some_and(|last| last.is_sign('/') || last.is(Glue::Per) || last.is(Glue::An));
        let scale = after_number.then(|| glued_scale(word)).flatten();
        let unit = || after_per.then(|| glued_unit(word)).flatten();
        if let Some(cut) = scale.or_else(unit) {
            self.at = start + cut;
            self.glued = Some(Kind::Stop);
            return word_kind(&word[..cut]);
        }
        // Letters right before digits name something, such as `B2B`, unless they are a currency.
        let before_digit = self.at_digit();
        // "p.a.", "p/h": no pence
        let shortened =
            || self.rest().strip_prefix(['.', '/']).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        if word.eq_ignore_ascii_case("p") && shortened() || is_version(word, self.rest()) {
            return Kind::Word(word, None);
        }
        if let Some(kind) = code_before_thousands(word, self.rest()) {
            return kind;
        }
        if is_francs(word, self.tokens.last()) {
            return word_kind("francs");
        }
        let kind = match word_kind(word) {
            // "500usd", "Php1000"
            Kind::Word(_, None) if after_number || before_digit => {
                glued_code(word).unwrap_or(Kind::Word(word, None))
            }
            kind => kind,
        };
        // Only a word that says nothing may be two.
        if let (Kind::Word(_, None), Some(cut)) = (kind, glued_sentence(word)) {
            self.at = start + cut;
            self.glued = Some(Kind::Stop);
            return word_kind(&word[..cut]);
        }
        if before_digit && !matches!(kind, Kind::Money(_)) && word.is_ascii() && !word.ends_with("to") {
            let tail = self.rest().find(|c: char| !c.is_alphanumeric()).unwrap_or(self.rest().len());
            self.at += tail;
            return Kind::Word(&self.text[start..self.at], None);
        }
        kind
    }
}

/// Lines of a picture, as in "1080p".
const PIXELS: [&str; 6] = ["360", "480", "720", "1080", "1440", "2160"];

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let mut tokens = Vec::new();
        read_tokens(text, 0..text.len(), &mut tokens);
        let kinds = tokens.into_iter().map(|token| match token.kind {
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
            ("$120-160kPolly is", "$n-nw.?w"),
            ("$9 per hourNo calls onlyGood", "$nww.?ww.w"),
            ("via PayPal or WhatsApp", "?w??"),
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
