//! What the names of elements mean for text.

/// What an element does to the text around and within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Its content is not for readers.
    Hidden,
    /// It has a blank line around it.
    Paragraph,
    /// It stands on a line of its own.
    Line,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// It marks words within a line.
    Inline,
    /// It says nothing about the text; known so that `a < b` or `Vec<u8>` is not taken for markup.
    Other,
}

impl Role {
    /// Whether it breaks lines: then the line ends of the source mean nothing.
    pub(super) fn breaks_lines(self) -> bool {
        matches!(self, Self::Paragraph | Self::Line | Self::Item)
    }
}

/// The longest name in the table, in bytes.
const NAME_BYTES_MAX: usize = 12;

/// The role of an element of HTML, SVG or MathML, in any case; nothing for a name that none has.
pub(super) fn role(name: &str) -> Option<Role> {
    // Most names are written in small letters.
    role_of_small(name.as_bytes()).or_else(|| {
        let mut lower = [0; NAME_BYTES_MAX];
        let lower = lower.get_mut(..name.len())?;
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        role_of_small(lower)
    })
}

#[rustfmt::skip]
fn role_of_small(name: &[u8]) -> Option<Role> {
    Some(match name {
        b"script" | b"style" | b"template" | b"noscript" | b"head" | b"textarea" | b"select" | b"noframes"
        | b"xmp" => Role::Hidden,
        b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" | b"dl" | b"table"
        | b"blockquote" | b"pre" | b"section" | b"article" | b"hr" | b"fieldset" | b"figure" => {
            Role::Paragraph
        }
        b"br" | b"div" | b"tr" | b"dt" | b"dd" | b"header" | b"footer" | b"main" | b"nav" | b"aside"
        | b"form" | b"address" | b"caption" | b"figcaption" | b"option" | b"thead" | b"tbody" | b"tfoot"
        | b"center" | b"summary" | b"details" | b"body" => Role::Line,
        b"li" => Role::Item,
        b"td" | b"th" => Role::Cell,
        b"a" | b"b" | b"i" | b"u" | b"s" | b"em" | b"strong" | b"span" | b"font" | b"small" | b"big"
        | b"sub" | b"sup" | b"code" | b"tt" | b"kbd" | b"samp" | b"var" | b"abbr" | b"acronym" | b"cite"
        | b"q" | b"del" | b"ins" | b"mark" | b"img" | b"label" | b"time" | b"strike" | b"svg" | b"path"
        | b"math" | b"video" | b"audio" | b"source" | b"button" | b"input" | b"html" | b"wbr" | b"bdi"
        | b"bdo" | b"nobr" => Role::Inline,
        b"col" | b"colgroup" | b"meta" | b"link" | b"title" | b"base" | b"basefont" | b"applet" | b"area"
        | b"map" | b"param" | b"embed" | b"object" | b"iframe" | b"noembed" | b"frame" | b"frameset"
        | b"blink" | b"marquee" | b"bgsound" | b"layer" | b"ilayer" | b"canvas" | b"data" | b"datalist"
        | b"dialog" | b"dir" | b"hgroup" | b"image" | b"isindex" | b"keygen" | b"legend" | b"listing"
        | b"menu" | b"menuitem" | b"meter" | b"multicol" | b"nextid" | b"optgroup" | b"output"
        | b"picture" | b"plaintext" | b"progress" | b"rb" | b"rp" | b"rt" | b"rtc" | b"ruby" | b"slot"
        | b"spacer" | b"track" | b"xml" | b"g" | b"circle" | b"rect" | b"line" | b"polygon" | b"polyline"
        | b"ellipse" | b"text" | b"tspan" | b"use" | b"defs" | b"desc" | b"symbol" | b"animate" | b"set"
        | b"mi" | b"mn" | b"mo" | b"mrow" | b"semantics" => Role::Other,
        _ => return None,
    })
}
