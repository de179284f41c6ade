//! RSS 0.9x, 1.0 and 2.0, RDF, CDF, Atom 0.3 and 1.0, read by one reader.
//!
//! The formats hardly disagree on what a name means, so the version a feed claims to have is not
//! asked: an element is read by its vocabulary and its name, wherever it stands.

mod content;
mod item;
mod namespace;

use std::time::Duration;

use url::Url;

use super::{
    Found, ReadAs,
    data::{Rules, element_value},
    link,
    markup::{Limits, NodeId, Tree},
    note::Notes,
    sniff, text,
};
use crate::document::ReadFailure;
use namespace::{Space, Spaces};

/// The longest interval that a feed may ask for: a longer one is a slip.
const INTERVAL_MAX: Duration = Duration::from_secs(31 * 24 * 3600);

/// Reads a feed; a document that is none has no items.
pub(crate) fn read_feed<'a>(
    tree: &Tree<'a>,
    source: &ReadAs<'_>,
    base: Option<&Url>,
    notes: &mut Notes,
) -> Result<Found<'a>, ReadFailure> {
    let rules = Rules::new(source.mapping)?;
    let mut spaces = Spaces::default();
    let items: Vec<NodeId> = tree.nodes().filter(|node| is_item(tree, *node, &mut spaces)).collect();
    let mut feed = Found { rows: items.len(), title_may_lack: true, ..Found::default() };
    let channel = channel_of(tree, items.first().copied());
    if channel.is_none() && items.is_empty() {
        return Err(sniff::no_feed("XML without a feed", tree.inner(0)));
    }
    let bases = Bases { document: base, any: tree.has_attribute("xml:base") };
    let mut author = None;
    if let Some(channel) = channel {
        author = read_channel(tree, channel, &mut spaces, &bases, &mut feed);
    }
    feed.drafts.reserve(items.len().min(source.limits.items_max));
    for node in items.into_iter().take(source.limits.items_max) {
        let mut draft = item::read_item(tree, node, &mut spaces, &bases, notes);
        draft.author = draft.author.or_else(|| author.clone());
        draft.language = draft.language.or_else(|| feed.info.language.clone());
        if !source.mapping.fields.is_empty() {
            rules.fill(&mut draft, &element_value(tree, node));
        }
        feed.drafts.push(draft);
    }
    tree.note_entities(notes);
    Ok(feed)
}

/// How much of a document is read as a feed, or as other XML.
pub(crate) fn limits(source: &ReadAs<'_>, feed: bool) -> Limits {
    Limits { nodes_max: source.limits.nodes_max, depth_max: source.limits.depth_max, feed }
}

fn is_item<'a>(tree: &Tree<'a>, node: NodeId, spaces: &mut Spaces<'a>) -> bool {
    let local = tree.local(node);
    (local.eq_ignore_ascii_case("item") || local.eq_ignore_ascii_case("entry"))
        && matches!(spaces.of(tree, node).0, Space::Rss | Space::Atom)
}

/// The element that tells about the feed: around the first item, or beside it in RSS 1.0.
fn channel_of(tree: &Tree<'_>, first_item: Option<NodeId>) -> Option<NodeId> {
    let named = |node: &NodeId| matches!(tree.local(*node).to_ascii_lowercase().as_str(), "channel" | "feed");
    tree.nodes().find(named).or_else(|| first_item.map(|node| tree.parent(node)).filter(|node| *node != 0))
}

/// Reads what a feed says of itself, and answers who it says wrote its items.
fn read_channel<'a>(
    tree: &Tree<'a>,
    channel: NodeId,
    spaces: &mut Spaces<'a>,
    bases: &Bases<'_>,
    feed: &mut Found<'_>,
) -> Option<String> {
    let info = &mut feed.info;
    let mut author = None;
    let mut frequency = 1;
    let mut link_rank = u8::MAX;
    info.language = tree.attribute(channel, "xml:lang").map(|tag| tag.trim().to_owned());
    let href = tree.attribute(channel, "href");
    info.url = href.and_then(|href| link::resolve(&href, bases.of(tree, channel).as_ref()));
    for node in tree.children(channel) {
        let (space, _) = spaces.of(tree, node);
        let plain = || tree.deep_text(node).trim().to_owned();
        let core = matches!(space, Space::Rss | Space::Atom);
        match (space, tree.local(node).to_ascii_lowercase().as_str()) {
            (_, "title") if core => {
                let title = content::text_of(tree, node, space);
                info.title = Some(title.to_line()).filter(|title| !title.is_empty()).or(info.title.take());
            }
            (Space::DublinCore, "title") => info.title = info.title.take().or_else(|| Some(plain())),
            (_, "link") if core => {
                let (rel, href) = link_of(tree, node);
                let base = bases.of(tree, node);
                let rank = match rel.as_str() {
                    "next" => {
                        feed.next = link::absolute(&href, base.as_ref()).map(Url::into);
                        continue;
                    }
                    "alternate" | "" => 0,
                    _ => continue,
                };
                if rank < link_rank && !href.is_empty() {
                    info.url = link::resolve(&href, base.as_ref());
                    link_rank = rank;
                }
            }
            (Space::Rss | Space::DublinCore, "language") => info.language = Some(plain()),
            (Space::Rss, "ttl") => info.ttl = minutes(&plain()),
            (Space::Rss, "skiphours") => info.skip_hours = read_hours(tree, node),
            (Space::Rss, "skipdays") => info.skip_days = read_days(tree, node),
            (Space::Syndication, "updateperiod") => info.update_every = period(&plain()),
            (Space::Syndication, "updatefrequency") => frequency = plain().parse().unwrap_or(1).max(1),
            (Space::Atom | Space::Itunes, "author") | (Space::DublinCore, "creator") => {
                author = item::person(tree, node).or(author);
            }
            (Space::Rss, "author" | "managingeditor") => author = author.or_else(|| item::person(tree, node)),
            _ => {}
        }
    }
    info.title = info.title.take().or_else(|| info.url.clone());
    info.update_every = info.update_every.map(|period| period / frequency);
    info.language = info.language.take().filter(|tag| !tag.is_empty()).map(|tag| tag.to_ascii_lowercase());
    author
}

/// The relation and the address of a `link`, whether it is one of RSS or one of Atom.
///
/// A registered relation may be written as an address (RFC 4287, 4.2.7.2).
fn link_of(tree: &Tree<'_>, node: NodeId) -> (String, String) {
    const REGISTRY: &str = "http://www.iana.org/assignments/relation/";
    let rel = tree.attribute(node, "rel").map(|rel| rel.to_ascii_lowercase()).unwrap_or_default();
    let rel = rel.strip_prefix(REGISTRY).map_or_else(|| rel.clone(), str::to_owned);
    let href = tree.attribute(node, "href").filter(|href| !href.is_empty());
    let href = href.map_or_else(|| text::plain_line(&tree.text(node)), std::borrow::Cow::into_owned);
    (rel, href)
}

/// What relative links stand on.
pub(super) struct Bases<'a> {
    document: Option<&'a Url>,
    /// Whether the document sets a base anywhere.
    any: bool,
}

impl Bases<'_> {
    /// The base at a node: `xml:base` of the elements around it, each relative to the next.
    pub(super) fn of(&self, tree: &Tree<'_>, node: NodeId) -> Option<Url> {
        if !self.any || node == 0 {
            return self.document.cloned();
        }
        let around = self.of(tree, tree.parent(node));
        let own = tree.attributes(node).iter().find(|(name, _)| *name == "xml:base");
        match own {
            Some((_, link)) => link::absolute(link, around.as_ref()).or(around),
            None => around,
        }
    }
}

fn minutes(text: &str) -> Option<Duration> {
    let minutes: u64 = text.parse().ok().filter(|minutes| *minutes > 0)?;
    Some(Duration::from_secs(minutes.checked_mul(60)?)).filter(|ttl| *ttl <= INTERVAL_MAX)
}

fn period(text: &str) -> Option<Duration> {
    let hours = match text.to_ascii_lowercase().as_str() {
        "hourly" => 1,
        "daily" => 24,
        "weekly" => 24 * 7,
        "monthly" => 24 * 30,
        "yearly" => 24 * 365,
        _ => return None,
    };
    Some(Duration::from_secs(hours * 3600).min(INTERVAL_MAX))
}

fn read_hours(tree: &Tree<'_>, node: NodeId) -> u32 {
    let hours = tree.children(node).filter_map(|hour| tree.text(hour).trim().parse::<u32>().ok());
    // Hour 24 is midnight in RSS 0.91.
    hours.filter(|hour| *hour <= 24).fold(0, |bits, hour| bits | 1 << (hour % 24))
}

fn read_days(tree: &Tree<'_>, node: NodeId) -> u8 {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let number = |name: &str| DAYS.iter().position(|day| name.trim().to_ascii_lowercase().starts_with(day));
    tree.children(node).filter_map(|day| number(&tree.text(day))).fold(0, |bits, day| bits | 1 << day)
}
