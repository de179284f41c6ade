//! The ranked list.

mod choices;
mod item;

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};

use self::choices::{ActiveChoice, Choices};
pub(crate) use self::item::{Item, SourceLink, Warning, warnings};
use super::{
    frame::{Frame, profile_of},
    mistake::{Mistake, words_of},
    render_kept,
};
use crate::{
    App, Facts, Progress,
    asked::{Asked, FILTERS, Known, PROFILE, Pairs},
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
pub(crate) async fn show(
    State(app): State<App>,
    Path(language): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Mistake> {
    let words = words_of(&language)?;
    let (facts, sources) = (app.facts(), app.sources());
    let mistake = |problem| Mistake::new(words, problem);
    let pairs = Pairs::of_form(query.as_deref()).map_err(mistake)?;
    let known = Known { facts: &facts, sources: &sources };
    let asked = pairs.ask(&[FILTERS, PROFILE], known).map_err(mistake)?;
    let listing = listing::find_leads(&app, &asked).await.map_err(mistake)?;
    let eyes = Eyes { profile: &asked.profile, facts: &facts, sources: &sources, words, now: listing.now };
    let mut page = ListPage::new(&listing, &asked, &pairs, eyes);
    page.frame = page.frame.made_at(listing.now);
    page.newest_poll = app
        .newest_poll()
        .map(|then| words.with("newest-poll", [("ago", words.ago(then, listing.now).into())]));
    page.polling = polling(app.readiness.progress(), words);
    render_kept(&page, kept_for(&sources, listing.leads.iter().map(|seen| &seen.lead)))
}

impl ListPage {
    fn new(listing: &Listing, asked: &Asked, pairs: &Pairs, eyes: Eyes<'_>) -> Self {
        let words = eyes.words;
        let mut frame = Frame::new(words, words.say("list-title"), "", pairs);
        frame.here = "list";
        let plain = pairs.iter().next().is_none();
        frame.index = plain && may_index(eyes.sources, listing.leads.iter().map(|seen| &seen.lead));
        let profile = profile_of(pairs);
        let link = |pairs: &Pairs| format!("/{}/{}", words.tongue.code(), pairs.as_query());
        let here = pairs.with("cursor", None);
        let item = |seen| Item::new(seen, asked, eyes, &profile);
        Self {
            count: count(listing, asked, words),
            items: listing.leads.iter().map(item).collect(),
            newest_poll: None,
            polling: None,
            skills: asked.profile.skills.keys().map(|id| eyes.facts.skill_name(id).to_owned()).collect(),
            hidden: hidden(
                listing,
                asked,
                words,
                eyes.facts,
                link(&here.with("include_hidden", Some("true"))),
            ),
            active: choices::active(&here, words, eyes.facts, eyes.sources, link),
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
