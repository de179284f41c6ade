//! What a host asks of robots: RFC 9309, with `Crawl-delay`.

use std::{cmp::Reverse, time::Duration};

use serde::{Deserialize, Serialize};

/// How much of a robots.txt is read; RFC 9309 asks for at least 500 KiB.
pub const ROBOTS_BYTES_MAX: usize = 500 * 1024;
/// The most rules kept for one robot.
const RULES_MAX: usize = 10_000;
/// A longer delay than this between two requests is read as this.
const CRAWL_DELAY_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// The rules of one robots.txt for one robot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Robots {
    rules: Vec<Rule>,
    /// The least time between two requests, where the host asks for one.
    pub crawl_delay: Option<Duration>,
}

/// `Allow` or `Disallow` with the path it holds for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Rule {
    allow: bool,
    /// Percent-encoded; `*` stands for anything and a last `$` for the end.
    pattern: Box<str>,
}

impl Robots {
    /// Everything is allowed: there is no robots.txt.
    pub fn allow_all() -> Self {
        Self::default()
    }

    /// Nothing is allowed: the host could not say.
    pub fn disallow_all() -> Self {
        Self { rules: vec![Rule { allow: false, pattern: "/".into() }], crawl_delay: None }
    }

    /// Reads the rules for the robot `product`, such as `kazi`. Never fails: lines that say nothing
    /// are passed over, as RFC 9309 2.2 asks.
    pub fn parse(text: &[u8], product: &str) -> Self {
        let text = &text[..text.len().min(ROBOTS_BYTES_MAX)];
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut groups = Groups::new(product);
        for line in text.split(|byte| matches!(byte, b'\n' | b'\r')) {
            if let Some((key, value)) = key_and_value(line) {
                groups.take(key, value);
            }
        }
        groups.finish()
    }

    /// Whether a path, with its query and percent-encoded, may be asked for: the longest rule that
    /// matches counts, and `Allow` where two are as long (RFC 9309 2.2.2).
    pub fn allows(&self, path: &str) -> bool {
        let path = if path.is_empty() { "/" } else { path };
        path == "/robots.txt"
            || self.rules.iter().find(|rule| matches(&rule.pattern, path)).is_none_or(|rule| rule.allow)
    }

    /// How many bytes its rules take.
    pub fn size(&self) -> usize {
        self.rules.iter().map(|rule| rule.pattern.len()).sum()
    }
}

/// The groups of one file, as they are read: the rules for the robot by name and those for all.
struct Groups<'a> {
    product: &'a str,
    named: Option<Robots>,
    general: Option<Robots>,
    in_named: bool,
    in_general: bool,
    /// Whether the line before was a `User-agent`: several of them in a row share one group.
    naming: bool,
}

impl<'a> Groups<'a> {
    fn new(product: &'a str) -> Self {
        Self { product, named: None, general: None, in_named: false, in_general: false, naming: false }
    }

    fn take(&mut self, key: Key, value: &[u8]) {
        match key {
            Key::UserAgent => self.name(value),
            Key::Allow | Key::Disallow => {
                self.naming = false;
                if !value.is_empty() {
                    let rule = Rule { allow: key == Key::Allow, pattern: escape(value).into() };
                    self.each(|robots| {
                        if robots.rules.len() < RULES_MAX {
                            robots.rules.push(rule.clone());
                        }
                    });
                }
            }
            Key::CrawlDelay => {
                self.naming = false;
                let delay = std::str::from_utf8(value).ok().and_then(|text| text.parse::<f64>().ok());
                let delay = delay.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                self.each(|robots| robots.crawl_delay = delay.map(|delay| delay.min(CRAWL_DELAY_MAX)));
            }
        }
    }

    fn name(&mut self, value: &[u8]) {
        if !self.naming {
            (self.in_named, self.in_general, self.naming) = (false, false, true);
        }
        let product = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let name = &value[..value.iter().position(|byte| !product(byte)).unwrap_or(value.len())];
        if value.first() == Some(&b'*') && value.get(1).is_none_or(u8::is_ascii_whitespace) {
            self.in_general = true;
            self.general.get_or_insert_default();
        } else if !name.is_empty() && name.eq_ignore_ascii_case(self.product.as_bytes()) {
            self.in_named = true;
            self.named.get_or_insert_default();
        }
    }

    fn each(&mut self, mut change: impl FnMut(&mut Robots)) {
        for (inside, robots) in [(self.in_named, &mut self.named), (self.in_general, &mut self.general)] {
            if let Some(robots) = robots.as_mut().filter(|_| inside) {
                change(robots);
            }
        }
    }

    fn finish(self) -> Robots {
        let mut robots = self.named.or(self.general).unwrap_or_default();
        robots.rules.sort_by_key(|rule| (Reverse(rule.pattern.len()), !rule.allow));
        robots
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    UserAgent,
    Allow,
    Disallow,
    CrawlDelay,
}

/// The key and value of a line. A colon that was forgotten is read as if it stood between two words.
fn key_and_value(line: &[u8]) -> Option<(Key, &[u8])> {
    let line = line.split(|byte| *byte == b'#').next().unwrap_or_default().trim_ascii();
    let colon = line.iter().position(|byte| *byte == b':');
    let at = colon.or_else(|| {
        let space = line.iter().position(u8::is_ascii_whitespace)?;
        let words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count();
        (words == 2).then_some(space)
    })?;
    let (key, value) = (line[..at].trim_ascii(), line[at + 1..].trim_ascii());
    let keys = [
        (&b"user-agent"[..], Key::UserAgent),
        (b"allow", Key::Allow),
        (b"disallow", Key::Disallow),
        (b"crawl-delay", Key::CrawlDelay),
    ];
    keys.into_iter().find(|(name, _)| key.eq_ignore_ascii_case(name)).map(|(_, key)| (key, value))
}

/// Percent-encodes what is not ASCII and writes escapes in capital letters, as URLs have them.
fn escape(pattern: &[u8]) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut bytes = pattern.iter().copied().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match (byte, pattern.get(at + 1..at + 3)) {
            (b'%', Some([high, low])) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.extend(['%', high.to_ascii_uppercase().into(), low.to_ascii_uppercase().into()]);
                bytes.nth(1);
            }
            (0x21..=0x7e, _) => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Whether a pattern matches the beginning of a path. Takes at most `pattern × path` steps, since
/// only the last `*` is ever gone back to.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern.as_bytes(), true),
        None => (pattern.as_bytes(), false),
    };
    let path = path.as_bytes();
    let (mut at, mut seen) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        if at == pattern.len() && (!to_end || seen == path.len()) {
            return true;
        }
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at + 1, seen));
                at += 1;
                continue;
            }
            Some(byte) if path.get(seen) == Some(byte) => {
                (at, seen) = (at + 1, seen + 1);
                continue;
            }
            _ => {}
        }
        let Some((after, from)) = star.filter(|(_, from)| *from < path.len()) else { return false };
        star = Some((after, from + 1));
        (at, seen) = (after, from + 1);
    }
}
