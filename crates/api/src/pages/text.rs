//! Text and links of postings, on their way into a page. Markup is the template's; here is only what
//! escaping cannot do.

use kazi_domain::{Assessment, Evidence, Part};

/// The most of a description that a page shows, in bytes: the rest is where the work is offered.
const TEXT_BYTES_MAX: usize = 9_000;

/// An address that may stand in a link: other schemes run things or lead nowhere.
pub(crate) fn safe_link(url: &str) -> Option<&str> {
    let web = ["https://", "http://"]
        .into_iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    (web && !url.chars().any(char::is_control)).then_some(url)
}

/// A stretch of text, marked where a judgement rests on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub text: String,
    pub marked: bool,
}

/// A description in paragraphs of lines of stretches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prose {
    pub paragraphs: Vec<Vec<Vec<Stretch>>>,
    /// Whether the end is missing.
    pub cut: bool,
}

impl Prose {
    /// A description, the words of its assessment's evidence marked.
    pub(crate) fn new(description: &str, assessment: &Assessment) -> Self {
        let cut = description.len() > TEXT_BYTES_MAX;
        let shown = &description[..description.floor_char_boundary(TEXT_BYTES_MAX)];
        let marks = marks(shown, assessment);
        let mut prose = Self { paragraphs: Vec::new(), cut };
        let mut paragraph = Vec::new();
        let mut start = 0;
        for line in shown.split('\n') {
            if line.trim().is_empty() {
                prose.paragraphs.extend((!paragraph.is_empty()).then(|| std::mem::take(&mut paragraph)));
            } else {
                paragraph.push(stretches(line, start, &marks));
            }
            start += line.len() + 1;
        }
        prose.paragraphs.extend((!paragraph.is_empty()).then_some(paragraph));
        prose
    }
}

/// Ranges of the description that evidence quotes, in order, without overlap.
fn marks(text: &str, assessment: &Assessment) -> Vec<(usize, usize)> {
    let pay = assessment.pay.iter().map(|pay| &pay.evidence);
    let skills = assessment.skills.iter().map(|found| &found.evidence);
    let flags = assessment.flags.iter().map(|flag| &flag.evidence);
    let all = pay.chain(skills).chain(flags).chain(assessment.reach.evidence.as_ref());
    let mut marks: Vec<(usize, usize)> = all.filter_map(|evidence| mark(text, evidence)).collect();
    marks.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in marks {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// Where evidence stands; nothing where the text there says something else.
fn mark(text: &str, evidence: &Evidence) -> Option<(usize, usize)> {
    let start = usize::try_from(evidence.start).ok()?;
    let end = start.checked_add(evidence.words.len())?;
    let same = evidence.part == Part::Description && text.get(start..end) == Some(evidence.words.as_str());
    (same && start < end).then_some((start, end))
}

fn stretches(line: &str, line_start: usize, marks: &[(usize, usize)]) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut at = 0;
    let line_end = line_start + line.len();
    let mut push = |text: &str, marked: bool| {
        if !text.is_empty() {
            out.push(Stretch { text: text.to_owned(), marked });
        }
    };
    for (start, end) in marks.iter().filter(|(start, end)| *start < line_end && *end > line_start) {
        let (start, end) = (start.max(&line_start) - line_start, end.min(&line_end) - line_start);
        push(&line[at..start], false);
        push(&line[start..end], true);
        at = end;
    }
    push(&line[at..], false);
    out
}
