//! Which vocabulary an element of a feed belongs to.

use crate::read::markup::{NodeId, Tree};

/// A vocabulary of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS in any version, or no namespace at all.
    Rss,
    Atom,
    Content,
    DublinCore,
    DublinTerms,
    Itunes,
    Media,
    Syndication,
    FeedBurner,
    Xhtml,
    /// Anything else; elements of boards' own stand here.
    Other,
}

/// What a namespace of a vocabulary contains, in small letters, most telling first. By parts and
/// not whole, for feeds write them in many ways: with and without a slash, a version, `https`.
const SPACES: [(&str, Space); 19] = [
    ("w3.org/2005/atom", Space::Atom),
    ("purl.org/atom", Space::Atom),
    ("purl.org/rss/1.0/modules/content", Space::Content),
    ("purl.org/rss/1.0/modules/syndication", Space::Syndication),
    ("purl.org/rss/1.0/modules/slash", Space::Other),
    ("purl.org/rss/1.0/modules", Space::Other),
    ("purl.org/dc/terms", Space::DublinTerms),
    ("purl.org/dc/elements", Space::DublinCore),
    ("itunes.com/dtds", Space::Itunes),
    ("itunes.apple.com/dtds", Space::Itunes),
    ("search.yahoo.com/mrss", Space::Media),
    ("feedburner", Space::FeedBurner),
    ("w3.org/1999/xhtml", Space::Xhtml),
    ("purl.org/rss", Space::Rss),
    ("userland.com/rss", Space::Rss),
    ("harvard.edu/tech/rss", Space::Rss),
    ("netscape.com/", Space::Rss),
    ("purl.org/net/rss", Space::Rss),
    ("rssboard.org", Space::Rss),
];
/// What a prefix means where the document does not declare it.
const PREFIXES: [(&str, Space); 15] = [
    ("atom", Space::Atom),
    ("atom10", Space::Atom),
    ("atom03", Space::Atom),
    ("a10", Space::Atom),
    ("content", Space::Content),
    ("dc", Space::DublinCore),
    ("dcterms", Space::DublinTerms),
    ("dct", Space::DublinTerms),
    ("itunes", Space::Itunes),
    ("media", Space::Media),
    ("sy", Space::Syndication),
    ("feedburner", Space::FeedBurner),
    ("xhtml", Space::Xhtml),
    ("rss", Space::Rss),
    ("rdf", Space::Rss),
];

/// How many prefixes are remembered.
const PREFIXES_MAX: usize = 16;

/// The vocabularies of elements; what was found of the last ones is remembered, for most elements of a feed
/// stand in one scope and have few prefixes.
#[derive(Default)]
pub(super) struct Spaces<'a> {
    scope: NodeId,
    known: Vec<(&'a str, (Space, bool))>,
}

impl<'a> Spaces<'a> {
    /// The vocabulary of an element, and whether its prefix was never declared.
    pub(super) fn of(&mut self, tree: &Tree<'a>, node: NodeId) -> (Space, bool) {
        let (scope, prefix) = (tree.scope(node), tree.prefix(node));
        if self.scope != scope || self.known.len() >= PREFIXES_MAX {
            self.scope = scope;
            self.known.clear();
        }
        if let Some((_, space)) = self.known.iter().find(|(known, _)| *known == prefix) {
            return *space;
        }
        let space = read_space(tree, scope, prefix);
        self.known.push((prefix, space));
        space
    }
}

fn read_space(tree: &Tree<'_>, scope: NodeId, prefix: &str) -> (Space, bool) {
    match declared(tree, scope, prefix) {
        Some(uri) => (by_uri(uri, prefix), false),
        None if prefix.is_empty() => (Space::Rss, false),
        None => {
            let known = PREFIXES.iter().find(|(known, _)| known.eq_ignore_ascii_case(prefix));
            (known.map_or(Space::Other, |(_, space)| *space), true)
        }
    }
}

fn declared<'a>(tree: &Tree<'a>, scope: NodeId, prefix: &str) -> Option<&'a str> {
    let mut node = scope;
    loop {
        for (name, value) in tree.attributes(node) {
            let declares = match name.strip_prefix("xmlns") {
                Some("") => prefix.is_empty(),
                Some(rest) => rest.strip_prefix(':') == Some(prefix) && !prefix.is_empty(),
                None => false,
            };
            if declares {
                return Some(value);
            }
        }
        if node == 0 {
            return None;
        }
        node = tree.scope(tree.parent(node));
    }
}

fn by_uri(uri: &str, prefix: &str) -> Space {
    let uri = uri.trim().to_ascii_lowercase();
    let known = SPACES.iter().find(|(part, _)| uri.contains(part)).map(|(_, space)| *space);
    // Elements without a prefix in a namespace that nobody knows are still those of the feed.
    known.unwrap_or(if prefix.is_empty() { Space::Rss } else { Space::Other })
}
