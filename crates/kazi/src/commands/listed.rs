//! What commands list.

use jiff::Timestamp;
use kazi_api::{ListError, Listing, Shelf};
use kazi_catalog::Query;
use kazi_domain::Profile;

use super::WrongArguments;
use crate::{
    config::Config,
    pipeline::{Engine, sources_unpolled},
};

/// The leads that a query asks for, best first, as the API lists them.
///
/// # Errors
/// [`WrongArguments`] where the query cannot be answered; when the store cannot be read.
pub async fn rank(shelf: &Shelf<'_>, query: Query, profile: &Profile) -> anyhow::Result<Listing> {
    shelf.list(query, profile).await.map_err(|error| match error {
        ListError::Question(wrong) => WrongArguments(wrong).into(),
        ListError::Store(why) => anyhow::anyhow!(why),
    })
}

/// That the configuration names no source of the leads that are there, where it does not: none is listed then,
/// and polling brings none of them back.
///
/// # Errors
/// When the store cannot be read.
pub async fn say_unnamed(config: &Config, engine: &Engine, now: Timestamp) -> anyhow::Result<Option<String>> {
    let (snapshot, store) = (engine.catalog.snapshot(), &*engine.shown);
    let leads = snapshot.len();
    if leads == 0 {
        return Ok(None);
    }
    let sources = sources_unpolled(config.sources.all());
    let any = Query { include_hidden: true, limit: 1, ..Query::default() };
    let shelf = Shelf { snapshot: &snapshot, store, sources: &sources, now };
    let listed = rank(&shelf, any, &Profile::default()).await?;
    Ok(listed.leads.is_empty().then(|| {
        format!(
            "none of the {leads} leads is shown: the configuration names no source of them that may be shown; is it \
             the one that they were polled by? --config FOLDER names another"
        )
    }))
}
