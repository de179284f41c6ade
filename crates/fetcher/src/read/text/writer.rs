//! Builds clean text: white space folded, lines and lists kept, invisible characters gone.

use super::elements::Role;

/// Builds text with folded white space.
pub(super) struct Writer {
    pub(super) out: String,
    /// Line ends to write before the next character: 0, 1 or 2.
    breaks: u8,
    space: bool,
    bullet: bool,
    keep_lines: bool,
    /// Whether a name in angle brackets may be text.
    pub(super) words: bool,
    /// Whether a CDATA section was begun.
    pub(super) section: bool,
    pre: u8,
    /// Where the link that is open points, and where its words begin.
    link: Option<(String, usize)>,
}

impl Writer {
    pub(super) fn new(capacity: usize, keep_lines: bool) -> Self {
        let out = String::with_capacity(capacity);
        Self {
            out,
            breaks: 0,
            space: false,
            bullet: false,
            keep_lines,
            words: false,
            section: false,
            pre: 0,
            link: None,
        }
    }

    /// A tag of an element of this role and name.
    pub(super) fn tag(&mut self, role: Option<Role>, name: &str, end: bool) {
        match role {
            Some(Role::Item) => {
                self.line_break(1);
                self.bullet |= !end;
            }
            Some(Role::Cell) => self.space = true,
            Some(Role::Paragraph) => {
                self.line_break(if self.bullet { 1 } else { 2 });
                if name.eq_ignore_ascii_case("pre") {
                    self.pre = if end { self.pre.saturating_sub(1) } else { self.pre.saturating_add(1) };
                }
            }
            Some(Role::Line) if name.eq_ignore_ascii_case("br") => self.breaks = (self.breaks + 1).min(2),
            Some(Role::Line) => self.line_break(1),
            _ => {}
        }
    }

    /// A link begins whose target is to be told behind its words, if they do not name it.
    pub(super) fn open_link(&mut self, target: Option<String>) {
        self.close_link();
        self.link = target.map(|target| (target, self.out.len()));
    }

    /// The words of a link are over.
    pub(super) fn close_link(&mut self) {
        let Some((target, start)) = self.link.take() else { return };
        let words = self.out.get(start..).unwrap_or_default().trim();
        let named = target.rsplit("://").next().unwrap_or_default();
        if !words.contains(named.trim_end_matches('/')) {
            self.push_str(if words.is_empty() { "(" } else { " (" });
            self.push_str(&target);
            self.push(')');
        }
    }

    fn line_break(&mut self, count: u8) {
        self.breaks = self.breaks.max(count);
    }

    /// Pushes text of an open CDATA section, without its end.
    pub(super) fn push_section(&mut self, text: &str) {
        match text.split_once("]]>") {
            Some((before, after)) => {
                self.section = false;
                self.push_str(before);
                self.push_str(after);
            }
            None => self.push_str(text),
        }
    }

    pub(super) fn push_str(&mut self, text: &str) {
        let mut rest = self.push_words(text);
        while let Some(character) = rest.chars().next() {
            self.push(character);
            rest = self.push_words(&rest[character.len_utf8()..]);
        }
    }

    /// Pushes what stands before the first `<` or `&`, and answers the rest.
    pub(super) fn push_words<'a>(&mut self, text: &'a str) -> &'a str {
        let mut rest = text;
        loop {
            let (run, behind) = rest.split_at(plain_run(rest.as_bytes()));
            if !run.is_empty() {
                self.flush();
                self.out.push_str(run);
            }
            rest = behind;
            match rest.chars().next() {
                None | Some('<' | '&') => return rest,
                Some(character) => {
                    self.push(character);
                    rest = &rest[character.len_utf8()..];
                }
            }
        }
    }

    pub(super) fn push(&mut self, character: char) {
        match character {
            '\n' | '\u{2028}' | '\u{2029}' if self.keep_lines || self.pre > 0 => {
                self.breaks = (self.breaks + 1).min(2);
            }
            '\r' if self.keep_lines => {}
            '\u{b}' | '\u{c}' => self.space = true,
            // Invisible: they hide words from search and break up amounts.
            '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\u{180e}' => {}
            // Marks that turn the direction of text can make it read as something else.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            // Joiners belong between letters of some scripts and within emoji only.
            '\u{200c}' | '\u{200d}' if self.space || self.at_plain() => {}
            character if character.is_whitespace() => self.space = true,
            character if character.is_control() => {}
            character => {
                self.flush();
                self.out.push(character);
            }
        }
    }

    fn at_plain(&self) -> bool {
        let last = self.out.chars().next_back();
        last.is_none_or(|c| c.is_ascii() || matches!(c, '\u{2010}'..='\u{2015}'))
    }

    fn flush(&mut self) {
        if self.breaks > 0 && !self.out.is_empty() {
            self.out.push_str(if self.breaks > 1 { "\n\n" } else { "\n" });
        } else if self.space && !self.out.is_empty() {
            self.out.push(' ');
        }
        if self.bullet {
            self.out.push_str("- ");
        }
        (self.breaks, self.space, self.bullet) = (0, false, false);
    }
}

/// Whether all of a text is such a run, so that a writer leaves it as it is.
pub(super) fn is_clean(text: &str) -> bool {
    plain_run(text.as_bytes()) == text.len()
}

/// How many bytes are looked at as one.
const STEP: usize = 16;

/// How many bytes at the start are printable ASCII but `<` and `&`, with single spaces between: most text is
/// made of such runs, and they are copied as they are.
fn plain_run(bytes: &[u8]) -> usize {
    if bytes.first().is_none_or(|byte| *byte == b' ' || !is_plain(*byte)) {
        return 0;
    }
    let mut end = 0;
    loop {
        let rest = &bytes[end..];
        let mut last = [0; STEP + 1];
        let step = rest.first_chunk().unwrap_or_else(|| {
            last[..rest.len()].copy_from_slice(rest);
            &last
        });
        let plain = u128::from_le_bytes(odd_bytes(step)).trailing_zeros() as usize / 8;
        end += plain;
        if plain < STEP {
            return end - usize::from(bytes[end - 1] == b' ');
        }
    }
}

/// Which bytes of a step end a run: 1 for those that do, and else 0. The byte behind the step only tells
/// whether a second space follows.
// A function of its own: as part of another one the bytes are looked at one by one.
#[inline(never)]
fn odd_bytes(step: &[u8; STEP + 1]) -> [u8; STEP] {
    std::array::from_fn(|at| {
        let (byte, next) = (step[at], step[at + 1]);
        u8::from(!is_plain(byte) | ((byte == b' ') & (next == b' ')))
    })
}

fn is_plain(byte: u8) -> bool {
    (0x20..=0x7e).contains(&byte) & (byte != b'<') & (byte != b'&')
}

#[cfg(test)]
mod tests {
    use super::{is_plain, plain_run};

    #[test]
    fn runs_end_where_they_do_byte_by_byte() {
        let by_byte = |text: &[u8]| {
            let single = |at: usize| text[at] != b' ' || at > 0 && text[at - 1] != b' ';
            let fine = |at: &usize| is_plain(text[*at]) && single(*at);
            let end = (0..text.len()).take_while(fine).count();
            text[..end].iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1)
        };
        let word = "We pay well for what is done well, and soon";
        for at in 0..word.len() {
            for odd in ["", " ", "  ", "\n", "\u{e9}", "\u{7f}", "!", "<", " &"] {
                let text = format!("{}{odd}{}", &word[..at], &word[at..]);
                assert_eq!(plain_run(text.as_bytes()), by_byte(text.as_bytes()), "{text:?}");
                assert_eq!(plain_run(&text.as_bytes()[..at]), by_byte(&text.as_bytes()[..at]), "{text:?}");
            }
        }
    }
}
