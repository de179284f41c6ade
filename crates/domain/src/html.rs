//! Clean text as HTML that can do no harm.

/// What a link in text written by strangers must say of itself.
const LINK_REL: &str = "nofollow ugc noopener noreferrer";

/// The HTML of a posting's text: paragraphs, lists, line ends and links, and nothing else.
///
/// It is made when it is asked for and kept nowhere. It is not filtered but built: whatever stands in
/// the text is escaped, and the only tags are `p`, `br`, `ul`, `li` and `a`, of which `a` alone has
/// attributes, an address of http or https among them. So it holds nothing that runs, whatever the
/// source has sent.
pub fn text_to_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8 + 16);
    let mut open = Open::Nothing;
    for line in text.lines() {
        let item = line.strip_prefix("- ");
        let wanted = match (line.trim().is_empty(), item) {
            (true, _) => Open::Nothing,
            (false, Some(_)) => Open::List,
            (false, None) => Open::Paragraph,
        };
        if wanted == open {
            out.push_str(if open == Open::Paragraph { "<br>" } else { "" });
        } else {
            out.push_str(open.end());
            out.push_str(wanted.start());
            open = wanted;
        }
        match item {
            Some(item) => {
                out.push_str("<li>");
                push_words(item, &mut out);
                out.push_str("</li>");
            }
            None => push_words(line.trim(), &mut out),
        }
    }
    out.push_str(open.end());
    out
}

/// What is open while lines are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Paragraph,
    List,
}

impl Open {
    const fn start(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Paragraph => "<p>",
            Self::List => "<ul>",
        }
    }

    const fn end(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Paragraph => "</p>",
            Self::List => "</ul>",
        }
    }
}

/// Words of one line, escaped, addresses as links.
fn push_words(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        push_escaped(&rest[..at], out);
        rest = &rest[at..];
        let ends =
            |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\'' | '`' | ')');
        let end = rest.find(ends).unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        if address.ends_with("://") {
            push_escaped(address, out);
        } else {
            out.push_str("<a href=\"");
            push_escaped(address, out);
            out.push_str("\" rel=\"");
            out.push_str(LINK_REL);
            out.push_str("\">");
            push_escaped(address, out);
            out.push_str("</a>");
        }
        rest = &rest[address.len()..];
    }
    push_escaped(rest, out);
}

/// Text with the signs of markup written so that they are none, for HTML and XML alike.
pub fn escape_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push_escaped(text, &mut out);
    out
}

fn push_escaped(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_its_shape() {
        let text = "Logo for a bakery.\nTwo rounds.\n\n- sketch\n- vector\nAsk at https://t.me/bakery.";
        let rel = LINK_REL;
        assert_eq!(
            text_to_html(text),
            format!(
                "<p>Logo for a bakery.<br>Two rounds.</p><ul><li>sketch</li><li>vector</li></ul>\
                 <p>Ask at <a href=\"https://t.me/bakery\" rel=\"{rel}\">https://t.me/bakery</a>.</p>"
            )
        );
        assert_eq!(text_to_html(""), "");
    }

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        let hostile = [
            "<script>alert(1)</script>",
            "https://e.example/\"onmouseover=\"alert(1)",
            "https://e.example/'><img src=x onerror=alert(1)>",
            "- <svg/onload=alert(1)>",
            "http://<script>",
            "javascript:alert(1) https://",
        ];
        for text in hostile {
            let html = text_to_html(text);
            let tags = html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default());
            for tag in tags {
                let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
                assert!(["p", "br", "ul", "li", "a"].contains(&name), "{text}: {html}");
                assert!(
                    name == tag.trim_start_matches('/') || tag.starts_with("a href=\"http"),
                    "{text}: {html}"
                );
                assert_eq!(tag.matches('"').count() % 4, 0, "{text}: {html}");
            }
        }
    }
}
