//! Texts of a feed, with all the ways in which feeds wrap markup.

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::namespace::Space;
use crate::read::{
    draft::Text,
    markup::{NodeId, Tree},
    text,
};

/// The text of an element: escaped, in CDATA, as elements, or in base64.
pub(super) fn text_of<'a>(tree: &Tree<'a>, node: NodeId, space: Space) -> Text<'a> {
    let attribute = |name| tree.attribute(node, name).map(|value| value.to_ascii_lowercase());
    if tree.has_children(node) {
        // Of several forms of one text the last is the richest (RFC 2046, 5.1.4).
        return match tree.children(node).last() {
            Some(part) if attribute("type").as_deref() == Some("multipart/alternative") => {
                text_of(tree, part, space)
            }
            _ => Text::markup(tree.inner(node)),
        };
    }
    let (kind, mode) = (attribute("type"), attribute("mode"));
    let body = tree.text(node);
    let kind = kind.as_deref().unwrap_or(if space == Space::Atom { "text" } else { "html" });
    let binary = !kind.starts_with("text") && kind.contains('/') && !kind.ends_with("xml");
    if (mode.as_deref() == Some("base64") || binary)
        && let Some(decoded) = base64_text(&body)
    {
        return Text::markup(decoded);
    }
    // Many feeds put markup where Atom says plain text; text that reads as markup is taken for it.
    if matches!(kind, "text" | "text/plain") && !text::shows_markup(&body) {
        return Text::Plain(body);
    }
    Text::Markup(body)
}

fn base64_text(body: &str) -> Option<String> {
    let packed: String = body.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = STANDARD.decode(packed).ok()?;
    Some(Cow::into_owned(String::from_utf8_lossy(&bytes)))
}
