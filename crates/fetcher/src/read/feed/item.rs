//! One item of a feed.

use std::borrow::Cow;

use super::{
    Bases, content, link_of,
    namespace::{Space, Spaces},
};
use crate::read::{
    date,
    draft::{Draft, Text},
    markup::{NodeId, Tree},
    note::Notes,
    text,
};

/// A value with how much it is worth; of several, the one with the lowest rank counts.
struct Best<T>(Option<(u8, T)>);

impl<T> Best<T> {
    fn offer(&mut self, rank: u8, value: T) {
        if self.0.as_ref().is_none_or(|(known, _)| rank < *known) {
            self.0 = Some((rank, value));
        }
    }

    fn take(self) -> Option<T> {
        self.0.map(|(_, value)| value)
    }
}

/// What was found of an item so far.
struct Found<'a> {
    title: Best<Text<'a>>,
    link: Best<(String, NodeId)>,
    full: Best<Text<'a>>,
    short: Best<Text<'a>>,
    published: Vec<(u8, String)>,
    updated: Vec<(u8, String)>,
    draft: Draft<'a>,
}

/// Reads all that an item says.
pub(super) fn read_item<'a>(
    tree: &Tree<'a>,
    item: NodeId,
    spaces: &mut Spaces<'a>,
    bases: &Bases<'_>,
    notes: &mut Notes,
) -> Draft<'a> {
    let mut found = Found {
        title: Best(None),
        link: Best(None),
        full: Best(None),
        short: Best(None),
        published: Vec::new(),
        updated: Vec::new(),
        draft: Draft { language: language_of(tree, item), ..Draft::default() },
    };
    for node in tree.children(item) {
        let (space, undeclared) = spaces.of(tree, node);
        if undeclared && space != Space::Other {
            notes.repaired("a prefix that was never declared was read by its usual meaning", None);
        }
        found.read_element(tree, node, space, bases);
    }
    if let Some(about) = tree.attribute(item, "rdf:about") {
        found.link.offer(6, (about.to_string(), item));
        found.draft.guid = found.draft.guid.take().or_else(|| Some(about.into_owned()));
    }
    if let Some(href) = tree.attribute(item, "href") {
        found.link.offer(5, (href.into_owned(), item));
    }
    found.finish(tree, item, bases)
}

impl<'a> Found<'a> {
    fn read_element(&mut self, tree: &Tree<'a>, node: NodeId, space: Space, bases: &Bases<'_>) {
        let local = small(tree.local(node));
        match space {
            Space::Rss | Space::Atom => self.read_core(tree, node, space, &local, bases),
            Space::Content if matches!(&*local, "encoded" | "items") => self.offer_full(tree, node, space),
            Space::Xhtml if matches!(&*local, "body" | "div") => self.offer_full(tree, node, space),
            Space::DublinCore | Space::DublinTerms => self.read_dublin(tree, node, &local),
            Space::Itunes => self.read_itunes(tree, node, &local),
            Space::Media => self.read_media(tree, node, &local),
            Space::FeedBurner if local == "origlink" => {
                self.link.offer(0, (text::plain_line(&tree.text(node)), node));
            }
            _ => self.read_other(tree, node, &local),
        }
    }

    fn read_core(&mut self, tree: &Tree<'a>, node: NodeId, space: Space, local: &str, bases: &Bases<'_>) {
        match local {
            "title" => self.offer_title(0, content::text_of(tree, node, space)),
            "link" => self.read_link(tree, node),
            "guid" | "id" => self.read_guid(tree, node, space, bases),
            "content" | "fullitem" | "body" => self.offer_full(tree, node, space),
            "description" => self.offer_short(0, content::text_of(tree, node, space)),
            "summary" | "abstract" | "tagline" => self.offer_short(1, content::text_of(tree, node, space)),
            "author" | "creator" => self.add_author(tree, node),
            "category" | "tag" => self.read_category(tree, node),
            "tags" | "keywords" => self.read_keywords(tree, node),
            "pubdate" | "published" => self.published.push((0, date_text(tree, node))),
            "issued" | "created" | "date" => self.published.push((1, date_text(tree, node))),
            "updated" | "modified" | "lastbuilddate" => self.updated.push((0, date_text(tree, node))),
            "enclosure" => {
                if let Some(url) = tree.attribute(node, "url").filter(|url| !url.is_empty()) {
                    self.link.offer(9, (url.into_owned(), node));
                }
            }
            _ => self.read_other(tree, node, local),
        }
    }

    fn offer_title(&mut self, rank: u8, title: Text<'a>) {
        if !title.is_blank() {
            self.title.offer(rank, title);
        }
    }

    fn offer_full(&mut self, tree: &Tree<'a>, node: NodeId, space: Space) {
        let body = content::text_of(tree, node, space);
        if !body.is_blank() {
            self.full.offer(0, body);
        }
    }

    fn offer_short(&mut self, rank: u8, body: Text<'a>) {
        if !body.is_blank() {
            self.short.offer(rank, body);
        }
    }

    fn add_author(&mut self, tree: &Tree<'a>, node: NodeId) {
        let Some(name) = person(tree, node) else { return };
        match &mut self.draft.author {
            Some(names) => names.extend([", ", &name]),
            None => self.draft.author = Some(name),
        }
    }

    fn read_link(&mut self, tree: &Tree<'a>, node: NodeId) {
        let (rel, href) = link_of(tree, node);
        let page = tree.attribute(node, "type").is_none_or(|kind| kind.contains("html"));
        let rank = match rel.as_str() {
            "alternate" | "" if page => 1,
            "alternate" | "" => 2,
            "related" => 7,
            "via" | "self" | "enclosure" => 9,
            _ => return,
        };
        if !href.is_empty() {
            self.link.offer(rank, (href, node));
        }
    }

    fn read_guid(&mut self, tree: &Tree<'a>, node: NodeId, space: Space, bases: &Bases<'_>) {
        let mut guid = text::plain_line(&tree.deep_text(node));
        if guid.is_empty() {
            return;
        }
        let permalink =
            tree.attribute(node, "isPermaLink").is_none_or(|value| !value.eq_ignore_ascii_case("false"));
        if guid.starts_with("http://") || guid.starts_with("https://") {
            self.link.offer(if permalink { 3 } else { 8 }, (guid.clone(), node));
        } else if space == Space::Atom
            && guid.starts_with('/')
            && let Some(url) = bases.of(tree, node).and_then(|base| base.join(&guid).ok())
        {
            // Atom forbids relative ids; where a feed has them they are meant as addresses.
            guid = url.into();
            self.link.offer(4, (guid.clone(), node));
        } else if permalink && guid.starts_with(['/', '.']) {
            self.link.offer(4, (guid.clone(), node));
        }
        self.draft.guid = Some(guid);
    }

    fn read_category(&mut self, tree: &Tree<'a>, node: NodeId) {
        let label = tree.attribute(node, "label").or_else(|| tree.attribute(node, "term"));
        let label = tree.attribute(node, "term").or(label).filter(|label| !label.is_empty());
        let tag = label.unwrap_or_else(|| tree.deep_text(node));
        self.draft.tags.push(tag.into_owned());
    }

    fn read_keywords(&mut self, tree: &Tree<'a>, node: NodeId) {
        if tree.has_children(node) {
            for child in tree.children(node) {
                self.draft.tags.push(tree.text(child).into_owned());
            }
        } else {
            self.draft.tags.extend(tree.text(node).split(',').map(str::to_owned));
        }
    }

    fn read_dublin(&mut self, tree: &Tree<'a>, node: NodeId, local: &str) {
        match local {
            "title" => self.offer_title(1, Text::Markup(tree.deep_text(node))),
            "creator" | "author" => self.add_author(tree, node),
            "publisher" if self.draft.author.is_none() => self.add_author(tree, node),
            "date" | "issued" => self.published.push((2, date_text(tree, node))),
            "created" | "available" => self.published.push((3, date_text(tree, node))),
            "modified" => self.updated.push((1, date_text(tree, node))),
            "subject" => self.draft.tags.push(tree.deep_text(node).into_owned()),
            "description" | "abstract" => self.offer_short(3, Text::Markup(tree.deep_text(node))),
            "language" => self.draft.language = Some(tree.text(node).trim().to_owned()),
            "identifier" => {
                self.draft.guid = self.draft.guid.take().or_else(|| Some(tree.text(node).trim().to_owned()));
            }
            _ => {}
        }
    }

    fn read_itunes(&mut self, tree: &Tree<'a>, node: NodeId, local: &str) {
        match local {
            "title" => self.offer_title(2, Text::Markup(tree.deep_text(node))),
            "author" if self.draft.author.is_none() => self.add_author(tree, node),
            "summary" => self.offer_short(4, Text::Markup(tree.deep_text(node))),
            "subtitle" => self.offer_short(5, Text::Markup(tree.deep_text(node))),
            "keywords" => self.read_keywords(tree, node),
            "category" => {
                let names = std::iter::once(node).chain(tree.children(node));
                self.draft.tags.extend(names.filter_map(|n| tree.attribute(n, "text")).map(Cow::into_owned));
            }
            _ => {}
        }
    }

    fn read_media(&mut self, tree: &Tree<'a>, node: NodeId, local: &str) {
        match local {
            "title" => self.offer_title(1, Text::Markup(tree.deep_text(node))),
            "description" => self.offer_short(6, Text::Markup(tree.deep_text(node))),
            "keywords" => self.read_keywords(tree, node),
            "group" | "content" => {
                for child in tree.children(node) {
                    let local = small(tree.local(child));
                    if matches!(&*local, "title" | "description") {
                        self.read_media(tree, child, &local);
                    }
                }
            }
            _ => {}
        }
    }

    /// Elements of job boards' own, by the names that several of them use.
    fn read_other(&mut self, tree: &Tree<'a>, node: NodeId, local: &str) {
        let draft = &mut self.draft;
        let field = match local {
            "company" | "companyname" | "company_name" | "employer" | "organization" => &mut draft.company,
            "location" | "joblocation" | "job_location" | "region" => &mut draft.location,
            "salary" | "compensation" | "budget" | "salary_range" => &mut draft.pay_text,
            "expirationdate" | "expires" | "expires_at" | "expiry" | "valid_through" => &mut draft.expires_at,
            "job_type" | "jobtype" | "type" | "skills" | "job_category" | "job_tags" => {
                return self.read_keywords(tree, node);
            }
            _ => return,
        };
        let value = tree.deep_text(node).trim().to_owned();
        if field.is_none() && !value.is_empty() {
            *field = Some(value);
        }
    }

    fn finish(self, tree: &Tree<'a>, item: NodeId, bases: &Bases<'_>) -> Draft<'a> {
        let mut draft = self.draft;
        draft.title = self.title.take();
        let (full, short) = (self.full.take(), self.short.take());
        (draft.description, draft.summary) = match (full, short) {
            (Some(full), short) => (Some(full), short),
            (None, short) => (short, None),
        };
        let (link, at) = self.link.take().map_or((None, item), |(link, at)| (Some(link), at));
        draft.base = bases.of(tree, at);
        draft.url = link;
        draft.updated_at = best_date(self.updated);
        draft.posted_at = best_date(self.published).or_else(|| draft.updated_at.clone());
        draft
    }
}

/// A name in small letters; most are written so.
fn small(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

fn date_text(tree: &Tree<'_>, node: NodeId) -> String {
    tree.text(node).trim().to_owned()
}

/// The first date that can be read, else the first that is there, so that the fault is reported.
fn best_date(mut dates: Vec<(u8, String)>) -> Option<String> {
    dates.retain(|(_, text)| !text.is_empty());
    dates.sort_by_key(|(rank, _)| *rank);
    let readable = dates.len() > 1;
    let says = |text: &str| date::read(text, None).is_some_and(date::may_be_of_work);
    let at = dates.iter().position(|(_, text)| readable && says(text));
    (!dates.is_empty()).then(|| dates.swap_remove(at.unwrap_or(0)).1)
}

/// The language of an element by `xml:lang` on it or around it.
fn language_of(tree: &Tree<'_>, mut node: NodeId) -> Option<String> {
    while node != 0 {
        let lang = tree.attributes(node).iter().find(|(name, _)| *name == "xml:lang");
        if let Some((_, tag)) = lang {
            return Some((*tag).to_owned()).filter(|tag| !tag.is_empty());
        }
        node = tree.parent(node);
    }
    None
}

/// A person: a name, else an address of mail, as text or as elements.
pub(super) fn person(tree: &Tree<'_>, node: NodeId) -> Option<String> {
    let part = |wanted: &str| {
        let mut parts = tree.children(node).filter(|child| tree.local(*child).eq_ignore_ascii_case(wanted));
        parts.next().map(|child| text::html_to_line(&tree.deep_text(child))).filter(|name| !name.is_empty())
    };
    let whole = || Some(text::html_to_line(&tree.deep_text(node))).filter(|name| !name.is_empty());
    part("name").or_else(|| part("email")).or_else(|| part("title")).or_else(whole)
}
