//! Lists of phrases as the files of words have them, one a line behind its key: `what: phrase | phrase`.

/// The phrases of each line, by its key.
pub struct Lists(Vec<(&'static str, Vec<&'static str>)>);

impl Lists {
    /// Reads `what: phrase | phrase`.
    pub fn parse(text: &'static str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let lists = lines.filter_map(|line| line.split_once(": "));
        Self(lists.map(|(key, words)| (key, words.split(" | ").collect())).collect())
    }

    /// Every key with its phrases.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &[&'static str])> {
        self.0.iter().map(|(key, words)| (*key, words.as_slice()))
    }

    /// All phrases whose key is this.
    pub fn exactly(&self, wanted: &str) -> impl Iterator<Item = &'static str> {
        self.0.iter().filter(move |(key, _)| *key == wanted).flat_map(|(_, words)| words.iter().copied())
    }

    /// All phrases whose key is one of these, or begins with one as its first word.
    pub fn of(&self, keys: &[&str]) -> impl Iterator<Item = &'static str> {
        let wanted = |key: &str| {
            let kind = key.split(' ').next().unwrap_or_default();
            keys.contains(&key) || keys.contains(&kind)
        };
        self.0.iter().filter(move |(key, _)| wanted(key)).flat_map(|(_, words)| words.iter().copied())
    }

    /// The same as one alternative of a pattern, the longest first, and behind them those of which any ending
    /// will do: classes of letters are large, and one for all of them is enough.
    pub fn any(&self, keys: &[&str]) -> String {
        alternative(self.of(keys).collect())
    }
}

/// Phrases as one alternative of a pattern.
pub fn alternative(mut words: Vec<&str>) -> String {
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let pattern = |word: &str| regex::escape(word).replace(' ', r"\s");
    let mut whole: Vec<_> =
        words.iter().filter(|word| !word.ends_with('*')).map(|word| pattern(word)).collect();
    let stems: Vec<_> = words.iter().filter_map(|word| word.strip_suffix('*')).map(pattern).collect();
    if !stems.is_empty() {
        whole.push(format!(r"(?:{})\w*", stems.join("|")));
    }
    whole.join("|")
}
