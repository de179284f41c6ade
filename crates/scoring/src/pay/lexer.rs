//! Cuts a window of text into tokens.

use std::ops::{Range, RangeInclusive};

use super::{
    group::Group,
    letters::{Letters, is_letter},
    lexicon::LEXICON,
    name::head_of,
    number::digit_value,
    sense::Glue,
    token::{Kind, Token, TokenList, glued_code},
    written::{
        address, behind_sum, code_before_thousands, entity, glued_scale, glued_sentence, glued_unit,
        is_version, mojibake,
    },
};
use crate::{
    known_words::{WHOLE_BYTES_MAX, Word},
    letters::is_mark,
};

/// The tokens of `window` of `text`.
///
/// They are put where those of another window were, which are no longer needed: most windows are short,
/// and to make room for each would be much of the work.
pub(super) fn read_tokens<'a>(text: &'a str, window: Range<usize>, tokens: &mut TokenList<'a>) {
    tokens.begin(text, window.len());
    let mut lexer = Lexer { text, at: window.start, touches: false, glued: None, tokens };
    let bytes = &text.as_bytes()[..window.end];
    while let Some(first) = bytes.get(lexer.at).copied() {
        match first {
            b' ' => {
                lexer.at += 1;
                lexer.touches = false;
            }
            first @ (b'a'..=b'z' | b'A'..=b'Z') => lexer.push_word(first),
            b'0'..=b'9' => lexer.push_number(),
            b'$' => lexer.push_sign(b'$'),
            b'-' => lexer.push(Kind::Dash, lexer.at + 1),
            first @ (b'/' | b',' | b':' | b'(' | b')' | b'|' | b'*' | b'+' | b'%') => {
                lexer.push(Kind::Sign(char::from(first)), lexer.at + 1);
            }
            first => lexer.push_other(first),
        }
    }
}

/// Where the cutting of a text stands.
pub(super) struct Lexer<'t, 'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// Whether no white space came since the last token.
    touches: bool,
    /// What the word or number just read holds beside itself: the end of a sentence, shillings.
    pub(super) glued: Option<Kind>,
    pub(super) tokens: &'t mut TokenList<'a>,
}

impl<'a> Lexer<'_, 'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Adds the token that stands here and ends at a byte, no word.
    #[inline]
    fn push(&mut self, kind: Kind, end: usize) {
        self.push_with_head(kind, 0, end);
    }

    /// Adds the token that stands here and ends at a byte, of which a word has this head.
    #[inline]
    fn push_with_head(&mut self, kind: Kind, head: u64, end: usize) {
        self.tokens.push(Token::new(kind, head, self.at..end, self.touches));
        (self.at, self.touches) = (end, true);
    }

    /// Adds the word that stands here, where a letter of ASCII begins it.
    #[inline]
    fn push_word(&mut self, first: u8) {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        let letters = Letters::at(bytes, start);
        if self.is_plain(first, &letters) {
            let word = Word::lowered(bytes, start, letters.length, letters.head);
            let end = start + letters.length;
            let Some(entry) = LEXICON.find(word) else {
                return self.push_with_head(Kind::UNKNOWN, word.first_bytes(), end);
            };
            match Kind::of_entry(entry, || &self.text[start..end]) {
                kind @ Kind::Word(..) => self.push_with_head(kind, word.first_bytes(), end),
                kind => self.push(kind, end),
            }
        } else {
            self.push_read(|lexer| Some(lexer.latin_word(first)));
        }
    }

    /// Adds the number that stands here, or digits that are none.
    #[inline]
    fn push_number(&mut self) {
        match self.plain_number() {
            Some((number, end)) => self.push(Kind::Number(number), end),
            None => self.push_read(|lexer| Some(lexer.digits())),
        }
    }

    /// Adds the currency sign that stands here, where a sign of ASCII begins it.
    #[inline]
    fn push_sign(&mut self, first: u8) {
        match LEXICON.ascii_sign(first, self.rest()) {
            Some((mark, length)) => self.push(Kind::Money(mark), self.at + length),
            None => self.push(Kind::Sign(char::from(first)), self.at + 1),
        }
    }

    /// Adds the token that stands here and neither letter nor figure of ASCII begins, nor one of the usual signs, or
    /// passes over white space.
    fn push_other(&mut self, first: u8) {
        self.push_read(|lexer| lexer.other_token(first));
    }

    /// Adds what `read` finds here, with what it holds beside itself; where that is nothing, it is white space.
    fn push_read(&mut self, read: impl FnOnce(&mut Self) -> Option<Kind>) {
        let start = self.at;
        let kind = read(self);
        let end = self.at;
        self.at = start;
        match kind {
            Some(kind @ Kind::Word(..)) => {
                self.push_with_head(kind, head_of(self.text.as_bytes(), start..end), end);
            }
            Some(kind) => self.push(kind, end),
            None => (self.at, self.touches) = (end, false),
        }
        if let Some(kind) = self.glued.take() {
            self.push(kind, end);
        }
    }

    /// The next token where neither a plain space nor a letter or figure of ASCII begins it, past which `at` then
    /// stands; nothing for other white space.
    fn other_token(&mut self, first: u8) -> Option<Kind> {
        match first {
            b'\t' | b'\r' => self.space(' '),
            b'\n' => self.one('\n', Kind::Line),
            ..128 => self.other(char::from(first)),
            128.. => self.beyond_ascii(self.rest().chars().next().unwrap_or(' ')),
        }
    }

    /// A character beyond ASCII: of a broken encoding, a currency, or what it is by itself.
    fn beyond_ascii(&mut self, c: char) -> Option<Kind> {
        if let Some((kind, length)) = mojibake(self.rest()) {
            self.at += length;
            return kind;
        }
        self.sign().or_else(|| self.other(c))
    }

    fn other(&mut self, c: char) -> Option<Kind> {
        match c {
            _ if c.is_whitespace() => self.space(c),
            _ if digit_value(c).is_some() => Some(self.digits()),
            '.' | '٫' => self.point(c),
            '\u{2010}'..='\u{2015}' | '−' | '~' | '～' | '〜' | '－' | '›' => self.one(c, Kind::Dash),
            '!' | '?' | ';' | '؟' | '。' | '•' | '·' => self.one(c, Kind::Stop),
            '\'' | '’' if self.rest()[c.len_utf8()..].starts_with(is_letter) => {
                self.at += c.len_utf8();
                None
            }
            '<' => self.tag(),
            '&' => self.entity(),
            _ if is_letter(c) || c == '¢' => Some(self.word(c)),
            _ => self.one(c, Kind::Sign(c)),
        }
    }

    fn space(&mut self, c: char) -> Option<Kind> {
        self.at += c.len_utf8();
        None
    }

    /// The currency sign that stands here.
    fn sign(&mut self) -> Option<Kind> {
        let (mark, length) = LEXICON.sign(self.rest())?;
        self.at += length;
        Some(Kind::Money(mark))
    }

    /// The web address that stands here, whose digits are no money.
    fn address(&mut self) -> Option<Kind> {
        self.at += address(self.rest())?;
        Some(Kind::UNKNOWN)
    }

    /// Whether a digit stands here.
    fn at_digit(&self) -> bool {
        match self.text.as_bytes().get(self.at) {
            Some(byte @ ..128) => byte.is_ascii_digit(),
            _ => self.rest().starts_with(|c| digit_value(c).is_some()),
        }
    }

    fn one(&mut self, c: char, kind: Kind) -> Option<Kind> {
        self.at += c.len_utf8();
        Some(kind)
    }

    /// A full stop: the end of a sentence, the start of `.75`, or a sign within an abbreviation.
    fn point(&mut self, c: char) -> Option<Kind> {
        self.at += c.len_utf8();
        let mut after = self.rest().chars();
        let next = after.next();
        let last = self.tokens.all.last();
        let after_money = last.is_some_and(|last| matches!(last.kind, Kind::Money(_)));
        let after_name = last.is_some_and(|last| matches!(last.kind, Kind::Money(mark) if mark.word));
        if !after_name && next.and_then(digit_value).is_some() {
            return self.fraction();
        }
        // "Rs. 500", "p.a.", "Kshs.500", "..75", "min. $20"
        let begins = || self.rest().trim_start_matches(' ').starts_with(char::is_uppercase);
        let ends = |last: &Token| last.is_of(Group::ShortenedUnit) && begins();
        let shortened = last.is_some_and(|last| last.is_of(Group::Shortened) && !ends(last));
        if after_money || shortened || next == Some('.') || next.is_some_and(char::is_lowercase) {
            return None;
        }
        Some(Kind::Stop)
    }

    /// An entity that slipped through, where it stands for a dash or a space; else a sign.
    fn entity(&mut self) -> Option<Kind> {
        let Some((kind, length)) = entity(self.rest()) else { return self.one('&', Kind::Sign('&')) };
        self.at += length;
        kind
    }

    /// Markup that slipped through is passed over; a lone `<` is a sign.
    fn tag(&mut self) -> Option<Kind> {
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

    /// Whether the letters of ASCII that stand here are a word that is looked up as it stands, as most are: nothing
    /// in it and nothing near it makes it something else.
    #[inline]
    fn is_plain(&self, first: u8, letters: &Letters) -> bool {
        /// Fewer letters may be a currency, a multiplier, or short for something.
        const LONG: RangeInclusive<usize> = 4..=WHOLE_BYTES_MAX;
        let touched = match self.text.as_bytes().get(self.at + letters.length) {
            Some(b'0'..=b'9' | 128..) => true,
            Some(b'$' | b'/') if first.is_ascii_uppercase() => LEXICON.sign(self.rest()).is_some(),
            Some(b':' | b'.') if matches!(first, b'h' | b'w') => address(self.rest()).is_some(),
            _ => false,
        };
        !letters.inner_capital
            && !touched
            && (LONG.contains(&letters.length)
                || letters.length < *LONG.start() && self.is_plain_in_short(letters))
    }

    /// The same of fewer letters.
    fn is_plain_in_short(&self, letters: &Letters) -> bool {
        let [first, second, ..] = letters.head.0.to_le_bytes();
        let php = matches!(first, b'p' | b'P') && (letters.length == 1 || matches!(second, b'h' | b'H'));
        let capital = letters.length == 1 && first.is_ascii_uppercase();
        match self.tokens.all.last() {
            // "40k", "500usd", "1000 Fr", "30000 won"
            Some(last @ Token { kind: Kind::Number(_), .. }) if last.end() == self.at => {
                letters.length == 1 && matches!(first, b'k' | b'K')
            }
            Some(Token { kind: Kind::Number(_), .. }) if matches!(first, b'F' | b'f' | b'W' | b'w') => false,
            _ => !php && !capital,
        }
    }

    /// A word that begins with a letter of ASCII and is no plain one; or the sign of a currency, or a web address that
    /// begins so.
    fn latin_word(&mut self, first: u8) -> Kind {
        let special = if first.is_ascii_uppercase() { self.sign() } else { self.address() };
        special.unwrap_or_else(|| self.word(char::from(first)))
    }

    /// A word by all that it touches.
    fn word(&mut self, first: char) -> Kind {
        let start = self.at;
        self.at += first.len_utf8();
        let rest = &self.text[self.at..];
        let letters = rest.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
        let length = match rest.as_bytes().get(letters) {
            // Only letters beyond ASCII need the slower search.
            Some(128..) => rest.find(|c: char| !is_letter(c) && !is_mark(c)).unwrap_or(rest.len()),
            _ => letters,
        };
        self.at += length;
        let word = &self.text[start..self.at];
        let last = self.tokens.all.last();
        let after_number =
            last.is_some_and(|last| matches!(last.kind, Kind::Number(_)) && last.end() == start);
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
            || self.rest().strip_prefix(['.', '/']).is_some_and(|rest| rest.starts_with(is_letter));
        if word.eq_ignore_ascii_case("p") && shortened() || is_version(word, self.rest()) {
            return Kind::UNKNOWN;
        }
        if let Some(kind) = code_before_thousands(word, self.rest()) {
            return kind;
        }
        if let Some(kind) = behind_sum(word, self.tokens.all.last()) {
            return kind;
        }
        let kind = match LEXICON.kind(word) {
            // "500usd", "Php1000"
            kind @ Kind::Word(None, _) if after_number || before_digit => glued_code(word).unwrap_or(kind),
            kind => kind,
        };
        // Only a word that says nothing may be two.
        if let (Kind::Word(None, _), Some(cut)) = (kind, glued_sentence(word)) {
            self.at = start + cut;
            self.glued = Some(Kind::Stop);
            return LEXICON.kind(&word[..cut]);
        }
        if before_digit && !matches!(kind, Kind::Money(_)) && word.is_ascii() && !word.ends_with("to") {
            let tail = self.rest().find(|c: char| !c.is_alphanumeric()).unwrap_or(self.rest().len());
            self.at += tail;
            return Kind::UNKNOWN;
        }
        kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let mut tokens = TokenList::default();
        read_tokens(text, 0..text.len(), &mut tokens);
        let kinds = tokens.all.iter().map(|token| match token.kind {
            Kind::Number(_) => "n",
            Kind::Digits => "d",
            Kind::Money(_) => "$",
            Kind::Word(Some(_), _) => "w",
            Kind::Word(None, _) => "?",
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
