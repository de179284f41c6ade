//! Markdown becomes clean text.

use super::{html_to_text, target};

/// Text written in Markdown: the marks of emphasis, headings and links go, their words stay.
pub(crate) fn markdown_to_text(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for line in markdown.lines() {
        let line = line.trim_start_matches(['#', '>', ' ']);
        let line = match line.strip_prefix("* ").or_else(|| line.strip_prefix("+ ")) {
            Some(item) => format!("- {item}"),
            None => line.to_owned(),
        };
        push_markdown_line(&line.replace("**", "").replace("__", "").replace('`', ""), &mut out);
        out.push('\n');
    }
    html_to_text(&out)
}

/// A line with `[words](address)` as its words, and where they lead if that is worth telling.
fn push_markdown_line(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('[') {
        out.push_str(before);
        let link = behind.split_once("](").and_then(|(words, after)| Some((words, after.split_once(')')?)));
        match link {
            Some((words, (address, after))) if !words.contains('[') => {
                out.push_str(words);
                if let Some(target) = target::telling(address).filter(|target| !words.contains(target)) {
                    out.push_str(&format!(" ({target})"));
                }
                rest = after;
            }
            _ => {
                out.push('[');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
}
