//! Cuts a window of text into tokens.

use std::ops::{Range, RangeInclusive};

use super::{
    group::Group,
    lexicon::LEXICON,
    number::digit_value,
    sense::Glue,
    token::{Kind, Token, glued_code},
    written::{
        address, code_before_thousands, glued_scale, glued_sentence, glued_unit, is_francs, is_version,
        mojibake,
    },
};
use crate::{
    eight::{ALL, Eight, FIRST, STEP, run},
    known_words::{WHOLE_BYTES_MAX, Word},
    letters::is_mark,
};

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
    while lexer.at < window.end {
        let start = lexer.at;
        let kind = match text.as_bytes()[start] {
            b' ' => lexer.space(' '),
            first @ (b'a'..=b'z' | b'A'..=b'Z') => Some(lexer.latin_word(first)),
            first => lexer.next(first),
        };
        let Some(kind) = kind else {
            glued = false;
            continue;
        };
        let end = lexer.at;
        lexer.tokens.push(Token { kind, start, end, glued });
        glued = true;
        if let Some(kind) = lexer.glued.take() {
            lexer.tokens.push(Token { kind, start: end, end, glued });
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

/// Where the cutting of a text stands.
pub(super) struct Lexer<'t, 'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// What the word or number just read holds beside itself: the end of a sentence, shillings.
    pub(super) glued: Option<Kind<'a>>,
    pub(super) tokens: &'t mut Vec<Token<'a>>,
}

impl<'a> Lexer<'_, 'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next token where no plain space and no letter of ASCII begins it, past which `at` then stands; nothing
    /// for other white space.
    fn next(&mut self, first: u8) -> Option<Kind<'a>> {
        match first {
            b'\t' | b'\r' => self.space(' '),
            b'0'..=b'9' => Some(self.digits()),
            b'$' => self.sign(),
            b'\n' => self.one('\n', Kind::Line),
            b'-' => self.one('-', Kind::Dash),
            b'/' | b',' | b':' | b'(' | b')' | b'|' | b'*' | b'+' | b'%' => {
                self.one(char::from(first), Kind::Sign(char::from(first)))
            }
            ..128 => self.other(char::from(first)),
            128.. => self.beyond_ascii(self.rest().chars().next().unwrap_or(' ')),
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
    fn address(&mut self) -> Option<Kind<'a>> {
        let start = self.at;
        self.at += address(self.rest())?;
        Some(Kind::unknown(&self.text[start..self.at]))
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
        let ends = |last: &Token<'_>| last.is_of(Group::ShortenedUnit) && begins();
        let shortened = last.is_some_and(|last| last.is_of(Group::Shortened) && !ends(last));
        if after_money || shortened || next == Some('.') || next.is_some_and(char::is_lowercase) {
            return None;
        }
        Some(Kind::Stop)
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

    /// A word that begins with a letter of ASCII; or the sign of a currency, or a web address that begins so.
    fn latin_word(&mut self, first: u8) -> Kind<'a> {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        let letters = Letters::at(bytes, start);
        let end = start + letters.length;
        let next = bytes.get(end);
        let special = match next {
            Some(b'$' | b'/' | 128..) if first.is_ascii_uppercase() => self.sign(),
            Some(b':' | b'.') if matches!(first, b'h' | b'w') => self.address(),
            _ => None,
        };
        if let Some(kind) = special {
            return kind;
        }
        if !letters.are_plain(next, self.tokens) {
            return self.word(char::from(first));
        }
        self.at = end;
        let word = Word::lowered(bytes, start, letters.length, letters.head);
        Kind::of_entry(&self.text[start..end], LEXICON.find(word))
    }

    /// A word by all that it touches.
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
            return LEXICON.kind(&word[..cut]);
        }
        // Letters right before digits name something, such as `B2B`, unless they are a currency.
        let before_digit = self.at_digit();
        // "p.a.", "p/h": no pence
        let shortened =
            || self.rest().strip_prefix(['.', '/']).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        if word.eq_ignore_ascii_case("p") && shortened() || is_version(word, self.rest()) {
            return Kind::unknown(word);
        }
        if let Some(kind) = code_before_thousands(word, self.rest()) {
            return kind;
        }
        if is_francs(word, self.tokens.last()) {
            return LEXICON.kind("francs");
        }
        let kind = match LEXICON.kind(word) {
            // "500usd", "Php1000"
            kind @ Kind::Word(_, None, _) if after_number || before_digit => glued_code(word).unwrap_or(kind),
            kind => kind,
        };
        // Only a word that says nothing may be two.
        if let (Kind::Word(_, None, _), Some(cut)) = (kind, glued_sentence(word)) {
            self.at = start + cut;
            self.glued = Some(Kind::Stop);
            return LEXICON.kind(&word[..cut]);
        }
        if before_digit && !matches!(kind, Kind::Money(_)) && word.is_ascii() && !word.ends_with("to") {
            let tail = self.rest().find(|c: char| !c.is_alphanumeric()).unwrap_or(self.rest().len());
            self.at += tail;
            return Kind::unknown(&self.text[start..self.at]);
        }
        kind
    }
}

/// Which letters are capitals, of those before the first byte that is none.
const fn capitals_of(eight: Eight, letters: u64) -> u64 {
    let others = !letters & ALL;
    letters & !eight.small(letters) & (others & others.wrapping_neg()).wrapping_sub(1)
}

/// Letters of ASCII in a row.
pub(super) struct Letters {
    /// The first eight bytes, of which the letters may be fewer.
    pub(super) head: Eight,
    pub(super) length: usize,
    /// Whether one behind the first is a capital.
    pub(super) inner_capital: bool,
}

impl Letters {
    #[inline]
    pub(super) fn at(text: &[u8], start: usize) -> Self {
        let head = Eight::at(text, start);
        let letters = head.letters();
        let mut length = run(letters);
        let mut capitals = capitals_of(head, letters) & !FIRST;
        let mut last = length;
        while last == STEP {
            let eight = Eight::at(text, start + length);
            let letters = eight.letters();
            last = run(letters);
            capitals |= capitals_of(eight, letters);
            length += last;
        }
        Self { head, length, inner_capital: capitals != 0 }
    }

    /// Whether they are a word that is looked up as it stands, as most are: nothing in it and nothing near it
    /// makes it something else.
    #[inline]
    fn are_plain(&self, next: Option<&u8>, before: &[Token<'_>]) -> bool {
        /// Fewer letters may be a currency, a multiplier, or short for something.
        const LONG: RangeInclusive<usize> = 4..=WHOLE_BYTES_MAX;
        let [first, second, ..] = self.head.0.to_le_bytes();
        let touched = matches!(next, Some(b'0'..=b'9' | 128..));
        let php = matches!(first, b'p' | b'P') && (self.length == 1 || matches!(second, b'h' | b'H'));
        let capital = self.length == 1 && first.is_ascii_uppercase();
        let after_number = || matches!(before, [.., Token { kind: Kind::Number(_), .. }]);
        !self.inner_capital
            && !touched
            && (LONG.contains(&self.length)
                || self.length < *LONG.start() && !php && !capital && !after_number())
    }
}

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
            Kind::Word(_, Some(_), _) => "w",
            Kind::Word(_, None, _) => "?",
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
