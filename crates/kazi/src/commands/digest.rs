//! `kazi digest`: one file to pass on by phone, as a page or as plain text.

use std::io::Write;

use kazi_api::{DigestForm, DigestOrder, write_digest};
use kazi_fetcher::net::Pinned;
use url::form_urlencoded::Serializer;

use super::serve::Site;
use crate::{
    cli::{DigestArgs, FilterArgs},
    config::Config,
    pipeline::Purpose,
};

/// Runs `kazi digest`.
///
/// # Errors
/// When a filter or the language cannot be used, or the store not be read.
pub async fn run(config: &Config, args: &DigestArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let sources = (&config.sources, &config.rate_feeds);
    let site = Site::open(config, sources, &args.data.data, Purpose::Read, Pinned::new()).await?;
    let order = DigestOrder {
        language: &args.language,
        query: &query_of(&args.filter, args.limit),
        site: args.site.as_deref().unwrap_or_default().trim_end_matches('/'),
        form: if args.text { DigestForm::Text } else { DigestForm::Html },
    };
    let written = write_digest(&site.app(), order).await;
    site.engine.close().await?;
    out.write_all(written.map_err(anyhow::Error::msg)?.as_bytes())?;
    Ok(())
}

/// The filters as the address of the list holds them.
fn query_of(filter: &FilterArgs, limit: u16) -> String {
    let mut query = Serializer::new(String::new());
    for (name, values) in [
        ("field", &filter.field),
        ("skill", &filter.skill),
        ("source", &filter.source),
        ("have", &filter.have),
    ] {
        if !values.is_empty() {
            query.append_pair(name, &values.join(","));
        }
    }
    if let Some(usd) = filter.min_hourly {
        query.append_pair("min_hourly", &usd.to_string());
    }
    if let Some(words) = &filter.q {
        query.append_pair("q", words);
    }
    if filter.include_hidden {
        query.append_pair("include_hidden", "true");
    }
    query.append_pair("limit", &limit.to_string());
    query.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_the_lists_own() {
        let filter = FilterArgs {
            field: vec!["web-design".to_owned()],
            skill: Vec::new(),
            source: Vec::new(),
            min_hourly: Some(7.5),
            q: Some("logo -crypto".to_owned()),
            have: vec!["figma".to_owned(), "html:learning".to_owned()],
            include_hidden: false,
        };
        let query = query_of(&filter, 100);
        assert_eq!(
            query,
            "field=web-design&have=figma%2Chtml%3Alearning&min_hourly=7.5&q=logo+-crypto&limit=100"
        );
    }
}
