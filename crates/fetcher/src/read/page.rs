//! Pages of HTML: lists read by selectors, and the JobPosting that a page carries.

use std::borrow::Cow;

use memchr::{memchr, memmem};
use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::{
    Found, Link, ReadAs,
    draft::{Draft, Text},
    job_posting, link,
    note::Notes,
    rule::{Item, ReadyRule, fill},
    text,
};
use crate::{
    document::ReadFailure,
    mapping::{Field, FollowedPage, Mapping},
};

/// How deep elements may be nested before a page is given to html5ever, whose time grows with the
/// square of the depth: 128 KB of `<ul><li>` take seconds. Real pages stay below 60.
const DEPTH_MAX: usize = 256;

/// Where a value stands in an element: a selector, and the name of an attribute behind `@`.
#[derive(Debug)]
pub(crate) struct ElementPath {
    selector: Option<Selector>,
    attribute: Option<String>,
}

impl ElementPath {
    /// Reads `h2.title`, `a.job @href`, or `@data-id` for the element itself.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (selector, attribute) = match text.rsplit_once('@') {
            Some((selector, name)) if !name.contains([']', ')', '"']) => {
                (selector.trim(), Some(name.trim().to_owned()))
            }
            _ => (text.trim(), None),
        };
        let selector = match selector {
            "" => None,
            selector => Some(Selector::parse(selector).map_err(|error| error.to_string())?),
        };
        Ok(Self { selector, attribute })
    }

    fn value(&self, element: ElementRef<'_>) -> Option<String> {
        match &self.attribute {
            Some(name) => element.attr(name).map(str::to_owned),
            None => Some(element.inner_html()),
        }
    }
}

impl Item for ElementRef<'_> {
    type Path = ElementPath;

    fn texts(&self, path: &ElementPath) -> Vec<String> {
        match &path.selector {
            None => path.value(*self).into_iter().collect(),
            Some(selector) => self.select(selector).filter_map(|element| path.value(element)).collect(),
        }
    }
}

/// The rules of a mapping for elements.
struct Rules<'a> {
    fields: Vec<(Field, ReadyRule<'a, ElementPath>)>,
    follow: Option<(ReadyRule<'a, ElementPath>, FollowedPage)>,
}

impl<'a> Rules<'a> {
    fn new(mapping: &'a Mapping) -> Result<Self, ReadFailure> {
        let wrong = |key: &str, what: String| ReadFailure::Mapping(format!("{key}: {what}"));
        let mut fields = Vec::new();
        for (field, rule) in &mapping.fields {
            let ready =
                ReadyRule::new(rule, ElementPath::parse).map_err(|what| wrong(field.as_str(), what))?;
            fields.push((*field, ready));
        }
        let follow = mapping.follow.as_ref().map(|follow| {
            let rule =
                ReadyRule::new(&follow.url, ElementPath::parse).map_err(|what| wrong("follow.url", what))?;
            Ok((rule, follow.page))
        });
        Ok(Self { fields, follow: follow.transpose()? })
    }
}

/// Reads the items of a page.
pub(crate) fn read_page<'a>(
    markup: &str,
    source: &ReadAs<'_>,
    base: Option<&Url>,
    notes: &mut Notes,
) -> Result<Found<'a>, ReadFailure> {
    let mut found = if source.mapping.items.0.is_empty() {
        read_single(markup, source, base, notes)?
    } else {
        read_list(markup, source, base, notes)?
    };
    found.info.language = language_of(markup);
    for draft in &mut found.drafts {
        draft.language = draft.language.take().or_else(|| found.info.language.clone());
    }
    if found.drafts.is_empty()
        && found.links.is_empty()
        && let Some(wall) = super::sniff::wall(markup)
    {
        return Err(wall);
    }
    Ok(found)
}

/// A page without a list: the JobPostings it carries, completed by rules over the whole page.
fn read_single<'a>(
    markup: &str,
    source: &ReadAs<'_>,
    base: Option<&Url>,
    notes: &mut Notes,
) -> Result<Found<'a>, ReadFailure> {
    let rules = Rules::new(source.mapping)?;
    let mut postings = job_posting::in_json_ld(markup, notes);
    let microdata = postings.is_empty() && memmem::find(markup.as_bytes(), b"itemtype").is_some();
    let page = (microdata || !rules.fields.is_empty()).then(|| parse(markup, notes));
    if let Some(page) = page.as_ref().filter(|_| microdata) {
        postings = job_posting::in_microdata(page);
    }
    let mut drafts: Vec<Draft<'a>> = postings.iter().map(job_posting::draft_of).collect();
    let single = drafts.len() <= 1;
    if let Some(page) = page.filter(|_| !rules.fields.is_empty()) {
        if drafts.is_empty() {
            drafts.push(Draft::default());
        }
        for (field, rule) in rules.fields.iter().filter(|_| single) {
            fill(&mut drafts[0], *field, rule.values(&page.root_element()));
        }
        drafts.retain(|draft| !draft.says_nothing());
    }
    for draft in &mut drafts {
        draft.base = base.cloned();
        // A page with one posting is where that posting is read.
        draft.url = draft.url.take().or_else(|| base.filter(|_| single).map(ToString::to_string));
    }
    Ok(Found { rows: drafts.len(), drafts, ..Found::default() })
}

fn read_list<'a>(
    markup: &str,
    source: &ReadAs<'_>,
    base: Option<&Url>,
    notes: &mut Notes,
) -> Result<Found<'a>, ReadFailure> {
    let rules = Rules::new(source.mapping)?;
    let page = parse(markup, notes);
    let base = page_base(&page, base);
    let mut found = Found { next: find_next(&page, source)?, ..Found::default() };
    for path in &source.mapping.items.0 {
        let selector =
            Selector::parse(path).map_err(|error| ReadFailure::Mapping(format!("items: {error}")))?;
        for element in page.select(&selector) {
            found.rows += 1;
            if found.rows > source.limits.items_max {
                continue;
            }
            let mut draft = Draft { base: base.clone(), ..Draft::default() };
            for (field, rule) in &rules.fields {
                fill(&mut draft, *field, rule.values(&element));
            }
            if push_link(&rules, &element, base.as_ref(), &mut found) {
                continue;
            }
            if rules.fields.is_empty() {
                draft.title = Some(Text::markup(element.inner_html()));
            }
            found.drafts.push(draft);
        }
        if found.rows > 0 {
            break;
        }
    }
    Ok(found)
}

/// Notes the page that an item points to; answers whether the item is nothing but that pointer.
fn push_link(rules: &Rules<'_>, element: &ElementRef<'_>, base: Option<&Url>, found: &mut Found<'_>) -> bool {
    let Some((rule, page)) = &rules.follow else { return false };
    let address = rule.values(element).texts.into_iter().next();
    let url = address.and_then(|address| link::absolute(&address, base));
    let list = *page == FollowedPage::List;
    if let Some(url) = url {
        found.links.push(Link { url, draft: (!list).then_some(found.drafts.len()) });
    }
    list
}

fn find_next(page: &Html, source: &ReadAs<'_>) -> Result<Option<String>, ReadFailure> {
    let Some(path) = source.next.filter(|path| !path.is_empty()) else { return Ok(None) };
    let path = ElementPath::parse(path).map_err(|what| ReadFailure::Mapping(format!("next: {what}")))?;
    Ok(page.root_element().texts(&path).into_iter().find(|text| !text.trim().is_empty()))
}

/// `<base href>` of the page.
fn page_base(page: &Html, base: Option<&Url>) -> Option<Url> {
    let own = Selector::parse("base[href]").ok().and_then(|selector| {
        let element = page.select(&selector).next()?;
        link::absolute(element.attr("href")?, base)
    });
    own.or_else(|| base.cloned())
}

fn language_of(markup: &str) -> Option<String> {
    let start = &markup[..markup.floor_char_boundary(markup.len().min(2048))];
    let tag = &start[start.find("<html")?..];
    let tag = &tag[..tag.find('>')?];
    let value = tag[tag.find("lang=")? + 5..].trim_start_matches(['"', '\'']);
    let end = value.find(['"', '\'', ' ']).unwrap_or(value.len());
    Some(value[..end].to_owned()).filter(|tag| !tag.is_empty())
}

fn parse(markup: &str, notes: &mut Notes) -> Html {
    let bounded = bounded(markup);
    if let Cow::Owned(_) = bounded {
        notes.repaired("elements nested too deep were left out", None);
    }
    Html::parse_document(&bounded)
}

/// Elements that take no end tag, or that the next of their kind ends: they do not nest.
const FLAT: [&str; 27] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "option", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot", "colgroup", "html",
];

/// The markup without the tags that nest deeper than [`DEPTH_MAX`].
fn bounded(markup: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut depth, mut kept, mut at) = (0_usize, 0, 0);
    let bytes = markup.as_bytes();
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        at += found;
        let Some(length) = text::tag_length(&markup[at + 1..]) else {
            at += 1;
            continue;
        };
        let end = at + 1 + length;
        let tag = &markup[at..end];
        let closing = tag.starts_with("</");
        let name = text::tag_name(&tag[if closing { 2 } else { 1 }..]);
        let nests = !name.is_empty() && !FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name));
        let too_deep = nests && depth >= DEPTH_MAX + usize::from(closing);
        if nests {
            depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        }
        if too_deep {
            out.push_str(&markup[kept..at]);
            kept = end;
        }
        at = end;
        if name.eq_ignore_ascii_case("script") && !closing {
            at += memmem::find(&bytes[at..], b"</script").unwrap_or(0);
        }
    }
    if kept == 0 {
        return Cow::Borrowed(markup);
    }
    out.push_str(&markup[kept..]);
    Cow::Owned(out)
}
