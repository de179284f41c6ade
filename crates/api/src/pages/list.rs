//! The ranked list.

mod choices;
mod item;

use askama::Template;
use axum::response::Response;

use self::choices::{ActiveChoice, Choices};
pub(crate) use self::item::{Item, SourceLink, Warning, left, pay, warnings};
use super::{frame::Frame, mistake::Mistake, render_kept, visit::Visit};
use crate::{
    Facts, Progress,
    asked::{Asked, FILTERS, PROFILE, Pairs},
    listing::{self, Listing},
    source_info::{kept_for, may_index},
    wire::Eyes,
    words::Words,
};

#[derive(Template)]
#[template(path = "list.html", whitespace = "minimize")]
struct ListPage {
    frame: Frame,
    choices: Choices,
    items: Vec<Item>,
    count: String,
    newest_poll: Option<String>,
    /// How far the first poll is, while it runs.
    polling: Option<String>,
    skills: Vec<String>,
    hidden: Option<Hidden>,
    active: Vec<ActiveChoice>,
    /// Where nothing was found: the same with the words as leads spell them, and what to call that.
    meant: Option<(String, String)>,
    hidden_shown: bool,
    /// The same list without what is hidden otherwise.
    hide: String,
    next: Option<String>,
    next_count: String,
    first: Option<String>,
    /// The filters and the profile, for the same list in other forms.
    along: String,
}

/// Leads that are not listed.
struct Hidden {
    count: String,
    reasons: String,
    show: String,
}

/// `GET /{language}/`
pub(crate) async fn show(visit: Visit) -> Result<Response, Mistake> {
    let mistake = |problem| visit.mistake(problem);
    let asked = visit.ask(&[FILTERS, PROFILE]).map_err(mistake)?;
    let listing = listing::find_leads(&visit.app, &asked).await.map_err(mistake)?;
    let page = ListPage::new(&listing, &asked, &visit);
    render_kept(&page, kept_for(&visit.sources, listing.leads.iter().map(|seen| &*seen.lead)))
}

impl ListPage {
    fn new(listing: &Listing, asked: &Asked, visit: &Visit) -> Self {
        let (words, pairs) = (visit.words, &visit.pairs);
        let eyes = Eyes { now: listing.now, ..visit.eyes(&asked.profile) };
        let mut frame = visit.frame("list-title", "", "list").made_at(listing.now);
        frame.index =
            visit.is_plain() && may_index(eyes.sources, listing.leads.iter().map(|seen| &*seen.lead));
        let newest_poll = |then| words.with("newest-poll", [("ago", words.ago(then, listing.now).into())]);
        let profile = visit.profile();
        let link = |pairs: &Pairs| format!("/{}/{}", words.tongue.code(), pairs.as_query());
        let here = pairs.with("cursor", None);
        let item = |seen| Item::new(seen, asked, eyes, &profile);
        Self {
            count: count(listing, asked, words),
            items: listing.leads.iter().map(item).collect(),
            newest_poll: visit.app.newest_poll().map(newest_poll),
            polling: polling(visit.app.readiness.progress(), words),
            skills: asked.profile.skills.keys().map(|id| eyes.facts.skill_name(id).to_owned()).collect(),
            hidden: hidden(
                listing,
                asked,
                words,
                eyes.facts,
                link(&here.with("include_hidden", Some("true"))),
            ),
            active: choices::active(&here, words, eyes.facts, eyes.sources, link),
            meant: listing.did_you_mean.as_ref().map(|text| {
                let said = [("words", text.clone().into())];
                (link(&here.with("q", Some(text))), words.with("empty-meant", said))
            }),
            hidden_shown: asked.query.include_hidden,
            hide: link(&here.with("include_hidden", None)),
            next: listing.page.next.map(|next| link(&pairs.with("cursor", Some(&next.to_string())))),
            next_count: words.with("next-page", [("count", asked.query.limit.into())]),
            first: pairs.find("cursor").map(|_| link(&here)),
            along: here.as_query(),
            choices: Choices::new(&here, words, eyes.facts, eyes.sources),
            frame,
        }
    }
}

fn polling(progress: Progress, words: Words) -> Option<String> {
    let said = [("polled", progress.polled.into()), ("sources", progress.sources.into())];
    (!progress.ready).then(|| words.with("polling", said))
}

/// "38 pieces of work for somebody in Kenya".
pub(crate) fn count(listing: &Listing, asked: &Asked, words: Words) -> String {
    let key = if asked.query.include_hidden { "count-shown-hidden" } else { "count" };
    let country = words.country(asked.profile.country);
    format!(
        "{} {}",
        words.count(key, listing.page.total),
        words.with("count-from", [("country", country.into())])
    )
}

fn hidden(listing: &Listing, asked: &Asked, words: Words, facts: &Facts, show: String) -> Option<Hidden> {
    let country = asked.profile.country;
    let reason = |(why, count): &(_, u64)| words.hidden_count(why, *count, country, facts);
    (listing.page.hidden > 0).then(|| Hidden {
        count: words.count("hidden-count", listing.page.hidden),
        reasons: words.list(&listing.page.hidden_by.iter().map(reason).collect::<Vec<_>>()),
        show,
    })
}
