//! What the XML feeds share.

use kazi_domain::escape_markup;

/// Text as XML 1.0 may hold it: signs escaped, control characters that it forbids left out.
pub(super) fn escape(text: &str) -> String {
    let may_stand = |sign: &char| {
        !matches!(sign, '\u{fffe}' | '\u{ffff}') && (*sign >= ' ' || matches!(sign, '\n' | '\t'))
    };
    escape_markup(&text.chars().filter(may_stand).collect::<String>())
}
