//! Builds the tree: what is open, what closes it, and what had to be mended.

use memchr::{memchr, memmem};

use super::{
    Limits, NONE, Node, NodeId, Tree,
    attributes::{Tag, name_length, read_attributes},
    section_end,
};
use crate::read::{doctype, name::prefix_length, note::Notes};

/// Elements that hold no others of a feed, so that a start of one of [`FEED_PARTS`] ends them.
const FEED_LEAVES: [&str; 7] = ["title", "link", "guid", "pubDate", "category", "comments", "language"];
/// Elements that stand side by side in feeds.
const FEED_PARTS: [&str; 12] = [
    "title",
    "link",
    "guid",
    "pubDate",
    "category",
    "comments",
    "language",
    "description",
    "item",
    "entry",
    "author",
    "content:encoded",
];

/// Makes a tree, tag by tag.
pub(super) struct Builder<'a, 'n> {
    tree: Tree<'a>,
    open: Vec<NodeId>,
    /// The last child of each open node, so that the next one can be tied to it.
    last_child: Vec<NodeId>,
    limits: Limits,
    notes: &'n mut Notes,
}

impl<'a, 'n> Builder<'a, 'n> {
    pub(super) fn new(tree: Tree<'a>, limits: Limits, notes: &'n mut Notes) -> Self {
        Self { tree, open: Vec::new(), last_child: Vec::new(), limits, notes }
    }

    /// Reads the whole text.
    pub(super) fn run(mut self) -> Tree<'a> {
        self.push("", (0, 0), 0);
        let source = self.tree.source;
        let bytes = source.as_bytes();
        let mut at = 0;
        while let Some(found) = next_of(b'<', &bytes[at..]) {
            at += found;
            at = match bytes.get(at + 1) {
                Some(b'/') => self.end_tag(at),
                Some(b'!') => self.declaration(at),
                Some(b'?') => skip_past(source, at, "?>"),
                Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' || *byte >= 0x80 => {
                    self.start_tag(at)
                }
                _ => at + 1,
            };
            if self.tree.nodes.len() >= self.limits.nodes_max {
                self.notes.lost(
                    None,
                    None,
                    format!("read no further than {} elements", self.limits.nodes_max),
                );
                break;
            }
        }
        if self.open.len() > 1 {
            let name = self.tree.name(self.open[self.open.len() - 1]);
            self.notes.repaired(&format!("the document ends within <{name}>"), Some(source.len()));
        }
        self.close_down_to(0, source.len());
        self.tree
    }

    /// `<!…`: CDATA and comments are passed over (the text of an element opens them), a DOCTYPE is
    /// asked for its entities, and anything else is text.
    fn declaration(&mut self, at: usize) -> usize {
        let source = self.tree.source;
        let rest = &source[at..];
        if rest.starts_with("<![CDATA[") {
            return section_end(rest).map_or(source.len(), |end| at + end + "]]>".len());
        }
        if rest.starts_with("<!--") {
            return skip_past(source, at + 4, "-->");
        }
        if self.open.len() <= 1 && rest.get(..9).is_some_and(|word| word.eq_ignore_ascii_case("<!DOCTYPE")) {
            let (entities, length) = doctype::entities(rest);
            self.tree.entities = entities;
            return at + length;
        }
        at + 2
    }

    fn start_tag(&mut self, at: usize) -> usize {
        let source = self.tree.source;
        let name_end = at + 1 + name_length(&source.as_bytes()[at + 1..]);
        let name = &source[at + 1..name_end];
        let first = self.tree.attributes.len();
        let Some(Tag { end, closed }) = read_attributes(source, name_end, &mut self.tree.attributes) else {
            self.tree.attributes.truncate(first);
            return at + 1;
        };
        if self.limits.feed {
            self.close_for(name, at);
        }
        if self.open.len() > self.limits.depth_max {
            self.notes.repaired("elements nested too deep were read as if they stood higher", Some(at));
            self.tree.attributes.truncate(first);
            return end;
        }
        let range = (index(first), index(self.tree.attributes.len()));
        self.push(name, range, end);
        if closed {
            self.close_down_to(self.open.len() - 1, end);
        }
        end
    }

    /// Closes what the start of an element of a feed shows to be over.
    fn close_for(&mut self, name: &str, at: usize) {
        if matches!(name, "item" | "entry") {
            if let Some(depth) = self.depth_of(name) {
                self.notes.repaired(&format!("an <{name}> that was never closed ends at the next"), Some(at));
                self.close_down_to(depth, at);
            }
            return;
        }
        let top = self.open.last().map_or("", |node| self.tree.name(*node));
        if FEED_LEAVES.contains(&top) && FEED_PARTS.contains(&name) && self.depth_of("image").is_none() {
            self.notes
                .repaired(&format!("a <{top}> that was never closed ends at the next element"), Some(at));
            self.close_down_to(self.open.len() - 1, at);
        }
    }

    fn depth_of(&self, name: &str) -> Option<usize> {
        let named = |depth: &usize| {
            let open = self.tree.name(self.open[*depth]);
            // Most are written alike, and lengths differ where names do.
            open.len() == name.len() && (open == name || open.eq_ignore_ascii_case(name))
        };
        (1..self.open.len()).rev().find(named)
    }

    fn end_tag(&mut self, at: usize) -> usize {
        let source = self.tree.source;
        let name_end = at + 2 + name_length(&source.as_bytes()[at + 2..]);
        let name = &source[at + 2..name_end];
        let end =
            next_of(b'>', &source.as_bytes()[name_end..]).map_or(name_end, |found| name_end + found + 1);
        match self.depth_of(name) {
            Some(depth) => {
                if depth + 1 < self.open.len() {
                    self.notes
                        .repaired("elements that were never closed end with the element around", Some(at));
                }
                self.close_down_to(depth, at);
            }
            None => self.notes.repaired("an end tag without a start tag was passed over", Some(at)),
        }
        end
    }

    fn push(&mut self, name: &'a str, attributes: (u32, u32), inner_start: usize) {
        let node = index(self.tree.nodes.len());
        let parent = self.open.last().copied().unwrap_or(0);
        let inner = (index(inner_start), index(inner_start));
        let prefix = index(prefix_length(name));
        let scope = if self.declares(attributes) {
            node
        } else {
            self.tree.nodes.get(parent as usize).map_or(0, |around| around.scope)
        };
        let (first_child, next) = (NONE, NONE);
        self.tree.nodes.push(Node { name, prefix, parent, scope, first_child, next, attributes, inner });
        if let Some(last) = self.last_child.last_mut() {
            let link = match *last {
                NONE => &mut self.tree.nodes[parent as usize].first_child,
                brother => &mut self.tree.nodes[brother as usize].next,
            };
            *link = node;
            *last = node;
        }
        self.open.push(node);
        self.last_child.push(NONE);
    }

    /// Whether any of these attributes declares a namespace.
    fn declares(&self, (start, end): (u32, u32)) -> bool {
        let attributes = &self.tree.attributes[start as usize..end as usize];
        attributes.iter().any(|(name, _)| name.starts_with("xmlns"))
    }

    /// Closes every open node from `depth` upwards; their content ends at byte `end`.
    fn close_down_to(&mut self, depth: usize, end: usize) {
        for node in self.open.drain(depth..) {
            let inner = &mut self.tree.nodes[node as usize].inner;
            inner.1 = index(end).max(inner.0);
        }
        self.last_child.truncate(depth);
    }
}

/// Documents are limited to far fewer bytes than a `u32` counts.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Where a byte stands next; in markup it mostly does at once.
fn next_of(byte: u8, bytes: &[u8]) -> Option<usize> {
    if bytes.first() == Some(&byte) { Some(0) } else { memchr(byte, bytes) }
}

fn skip_past(source: &str, at: usize, end: &str) -> usize {
    memmem::find(&source.as_bytes()[at..], end.as_bytes())
        .map_or(source.len(), |found| at + found + end.len())
}
