//! A lenient reader of XML: any text becomes a tree, and what had to be mended is told.
//!
//! It never fails. A tag that is never closed ends with its parent, an end tag without a start is
//! passed over, a `<` that begins no tag is text, a document that breaks off keeps what it has.
//! Nodes borrow from the text; the text of an element is decoded when it is asked for.

mod attributes;
mod build;

use std::{borrow::Cow, cell::Cell};

use memchr::{memchr, memchr_iter, memchr2, memmem};

use super::{
    entity::{self, Reference, Value},
    name::local,
    note::Notes,
};
use build::Builder;

/// The number of a node in its tree.
pub(crate) type NodeId = u32;

const NONE: NodeId = u32::MAX;

/// How often entities that the document declares itself are replaced.
const OWN_ENTITIES_MAX: usize = 10_000;

/// A document as a tree; node 0 stands for the document itself.
pub(crate) struct Tree<'a> {
    source: &'a str,
    nodes: Vec<Node<'a>>,
    attributes: Vec<(&'a str, &'a str)>,
    entities: Vec<(&'a str, &'a str)>,
    bare_ampersands: Cell<usize>,
    foreign_entities: Cell<usize>,
    own_entities: Cell<usize>,
}

struct Node<'a> {
    name: &'a str,
    /// How many bytes of the name are its prefix and the colon.
    prefix: u32,
    parent: NodeId,
    /// The nearest element, it or one around it, that declares a namespace; else the document.
    scope: NodeId,
    first_child: NodeId,
    next: NodeId,
    attributes: (u32, u32),
    inner: (u32, u32),
}

/// How a document is read.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub nodes_max: usize,
    pub depth_max: usize,
    /// Whether to mend unclosed elements by what is known of feeds.
    pub feed: bool,
}

impl<'a> Tree<'a> {
    /// Reads a text; whatever it holds, there is a tree.
    pub(crate) fn read(source: &'a str, limits: Limits, notes: &mut Notes) -> Self {
        let tree = Self {
            source,
            nodes: Vec::with_capacity(source.len() / 64 + 1),
            attributes: Vec::new(),
            entities: Vec::new(),
            bare_ampersands: Cell::new(0),
            foreign_entities: Cell::new(0),
            own_entities: Cell::new(0),
        };
        Builder::new(tree, limits, notes).run()
    }

    /// Whether any element has an attribute of this name as written: to skip what is rarely there.
    pub(crate) fn has_attribute(&self, name: &str) -> bool {
        self.attributes.iter().any(|(known, _)| *known == name)
    }

    /// Tells what decoding mended, once all texts were asked for.
    pub(crate) fn note_entities(&self, notes: &mut Notes) {
        notes.repaired_times("a bare & was read as text", None, self.bare_ampersands.get());
        notes.repaired_times("an entity of HTML was read in XML", None, self.foreign_entities.get());
    }

    /// The name as written, with its prefix.
    pub(crate) fn name(&self, node: NodeId) -> &'a str {
        self.nodes[node as usize].name
    }

    /// The name without its prefix.
    pub(crate) fn local(&self, node: NodeId) -> &'a str {
        let Node { name, prefix, .. } = self.nodes[node as usize];
        &name[prefix as usize..]
    }

    /// The first prefix of the name; empty where it has none.
    pub(crate) fn prefix(&self, node: NodeId) -> &'a str {
        let Node { name, prefix, .. } = self.nodes[node as usize];
        if prefix == 0 { "" } else { &name[..name.bytes().position(|byte| byte == b':').unwrap_or(0)] }
    }

    /// The nearest element, a node or one around it, that declares a namespace; else the document.
    pub(crate) fn scope(&self, node: NodeId) -> NodeId {
        self.nodes[node as usize].scope
    }

    /// The node that a node stands in; the document stands in itself.
    pub(crate) fn parent(&self, node: NodeId) -> NodeId {
        self.nodes[node as usize].parent
    }

    /// The elements directly within a node.
    pub(crate) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut next = self.nodes[node as usize].first_child;
        std::iter::from_fn(move || {
            let node = (next != NONE).then_some(next)?;
            next = self.nodes[node as usize].next;
            Some(node)
        })
    }

    /// All nodes in the order of the document.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        1..NodeId::try_from(self.nodes.len()).unwrap_or(NONE)
    }

    /// The attributes as written, names and undecoded values.
    pub(crate) fn attributes(&self, node: NodeId) -> &[(&'a str, &'a str)] {
        let (start, end) = self.nodes[node as usize].attributes;
        &self.attributes[start as usize..end as usize]
    }

    /// An attribute by its name without prefix, decoded; white space around it is cut.
    #[inline]
    pub(crate) fn attribute(&self, node: NodeId, name: &str) -> Option<Cow<'a, str>> {
        let attributes = self.attributes(node);
        // Most elements have none.
        if attributes.is_empty() { None } else { self.attribute_of(attributes, name) }
    }

    fn attribute_of(&self, attributes: &[(&'a str, &'a str)], name: &str) -> Option<Cow<'a, str>> {
        let exact = attributes.iter().find(|(full, _)| full.eq_ignore_ascii_case(name));
        let found =
            exact.or_else(|| attributes.iter().find(|(full, _)| local(full).eq_ignore_ascii_case(name)));
        found.map(|(_, value)| self.decode(value.trim()))
    }

    /// What stands between the tags, as written.
    pub(crate) fn inner(&self, node: NodeId) -> &'a str {
        let (start, end) = self.nodes[node as usize].inner;
        &self.source[start as usize..end as usize]
    }

    /// Whether elements stand within.
    pub(crate) fn has_children(&self, node: NodeId) -> bool {
        self.nodes[node as usize].first_child != NONE
    }

    /// The text of an element without elements in it: references decoded once, CDATA opened.
    pub(crate) fn text(&self, node: NodeId) -> Cow<'a, str> {
        let inner = self.inner(node);
        match memchr2(b'<', b'&', inner.as_bytes()) {
            None => return Cow::Borrowed(inner),
            Some(_) if memchr(b'<', inner.as_bytes()).is_none() => return self.decode(inner),
            Some(_) => {}
        }
        if let Some(section) = only_section(inner) {
            return Cow::Borrowed(section);
        }
        let mut out = String::with_capacity(inner.len());
        let mut rest = inner;
        while let Some(at) = memmem::find(rest.as_bytes(), b"<!") {
            out.push_str(&self.decode(&rest[..at]));
            rest = &rest[at..];
            let (open, close) = match rest {
                _ if rest.starts_with("<![CDATA[") => ("<![CDATA[", "]]>"),
                _ if rest.starts_with("<!--") => ("<!--", "-->"),
                _ => {
                    out.push_str("<!");
                    rest = &rest[2..];
                    continue;
                }
            };
            let body = &rest[open.len()..];
            let end = memmem::find(body.as_bytes(), close.as_bytes()).unwrap_or(body.len());
            if close == "]]>" {
                out.push_str(&body[..end]);
            }
            rest = body.get(end + close.len()..).unwrap_or_default();
        }
        out.push_str(&self.decode(rest));
        Cow::Owned(out)
    }

    /// All the text within an element and its elements, one after the other.
    pub(crate) fn deep_text(&self, node: NodeId) -> Cow<'a, str> {
        if !self.has_children(node) {
            return self.text(node);
        }
        Cow::Owned(super::text::html_to_text(self.inner(node)))
    }

    fn decode(&self, text: &'a str) -> Cow<'a, str> {
        entity::decode_with(text, |rest, out| self.decode_one(rest, out))
    }

    /// Decodes the reference at the start of `rest` and answers how many bytes it took.
    fn decode_one(&self, rest: &str, out: &mut String) -> usize {
        let Some(Reference { value, length }) = entity::reference(rest) else {
            out.push('&');
            self.bare_ampersands.set(self.bare_ampersands.get() + 1);
            return 1;
        };
        match value {
            Value::Markup(character) | Value::Char(character) => out.push(character),
            Value::Text(text) => {
                out.push_str(text);
                self.foreign_entities.set(self.foreign_entities.get() + 1);
            }
            Value::Unknown(name) => match self.own_entity(name) {
                // Decoded once and not again: an entity made of entities cannot grow.
                Some(text) => out.push_str(&entity::decode(text)),
                None => {
                    out.push_str(&rest[..length]);
                    self.bare_ampersands.set(self.bare_ampersands.get() + 1);
                }
            },
        }
        length
    }
}

impl<'a> Tree<'a> {
    /// An entity of the document's own; from the [`OWN_ENTITIES_MAX`]th on they are left as they are.
    fn own_entity(&self, name: &str) -> Option<&'a str> {
        let (_, text) = self.entities.iter().find(|(known, _)| *known == name)?;
        let used = self.own_entities.get();
        self.own_entities.set(used + 1);
        (used < OWN_ENTITIES_MAX).then_some(text)
    }
}

/// What stands in the CDATA section that a text consists of.
fn only_section(text: &str) -> Option<&str> {
    let body = text.strip_prefix("<![CDATA[")?;
    section_end(body).filter(|end| end + "]]>".len() == body.len()).map(|end| &body[..end])
}

/// Where the first `]]>` stands. Brackets are rare: they are found sooner than a search for more is prepared.
fn section_end(text: &str) -> Option<usize> {
    memchr_iter(b']', text.as_bytes()).find(|at| text.as_bytes()[*at..].starts_with(b"]]>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(source: &str) -> String {
        let mut notes = Notes::new(10);
        let limits = Limits { nodes_max: 1000, depth_max: 8, feed: true };
        let tree = Tree::read(source, limits, &mut notes);
        fn write(tree: &Tree<'_>, node: NodeId, out: &mut String) {
            for child in tree.children(node) {
                out.push_str(tree.name(child));
                for (name, value) in tree.attributes(child) {
                    out.push_str(&format!(" {name}={value}"));
                }
                out.push('(');
                if !tree.has_children(child) {
                    out.push_str(&tree.text(child));
                }
                write(tree, child, out);
                out.push(')');
            }
        }
        let mut out = String::new();
        write(&tree, 0, &mut out);
        out
    }

    #[test]
    fn any_text_has_a_tree() {
        let cases = [
            ("<a x='1' y=\"2\" z=3 w><b/>t</a>", "a x=1 y=2 z=3 w=(b())"),
            ("<a>1 < 2 &amp; 3 & 4</a>", "a(1 < 2 & 3 & 4)"),
            ("<a><![CDATA[<b>&amp;]]> c<!-- d --></a>", "a(<b>&amp; c)"),
            ("<a><![CDATA[x]]]]></a>", "a(x]])"),
            ("<a><![CDATA[x]]>y]]></a>", "a(xy]]>)"),
            ("<a><![CDATA[x]]", "a(x]])"),
            ("<item><title>x<link>y</link><item><title>z", "item(title(x)link(y))item(title(z))"),
            ("<a><b>x</a></c><d>", "a(b(x))d()"),
            ("<!DOCTYPE r [<!ENTITY e \"v&#33;\">]><r>&e;&f;</r>", "r(v!&f;)"),
            ("<a href=\"x><b>y</b>", "a href=x(b(y))"),
            ("", ""),
            ("<", ""),
            ("<a", ""),
        ];
        for (source, expected) in cases {
            assert_eq!(shape(source), expected, "{source}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "<a>".repeat(50) + "x" + &"</a>".repeat(50);
        assert_eq!(shape(&deep).matches('(').count(), 8);
    }
}
