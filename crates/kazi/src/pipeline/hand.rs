//! Leads that trainers add by hand, as postings of a source of their own.

use jiff::Timestamp;
use kazi_desk::{DeskState, HAND_SOURCE, HandLead};
use kazi_domain::{LeadId, Posting, PostingId, SourceId};
use kazi_fetcher::source::Source;
use kazi_store::Batch;

use super::{Engine, Taken};
use crate::config::{Document, sources};

/// The source as configuration would describe it, were it polled.
const SOURCE: &str = r#"
[[source]]
id = "by-hand"
name = "Added by trainers"
kind = "feed"
url = "https://by-hand.invalid/"
every = "1d"
closes = "at-once"
enabled = false
off_reason = "trainers type these leads in"
[source.rights]
may_poll = false
may_store = true
keep = "unlimited"
may_show = true
may_index = false
floor = "1d"
terms_url = "https://by-hand.invalid/"
read_on = "2026-11-23"
"#;

/// The source under which leads added by hand stand.
///
/// # Errors
/// When its description is wrong, which a test holds it to not being.
pub fn hand_source() -> anyhow::Result<Source> {
    let document = Document { name: format!("built-in source {HAND_SOURCE}"), text: SOURCE.to_owned() };
    let found = sources::check(&document).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", lines.join("\n"))
    })?;
    found.all().first().cloned().ok_or_else(|| anyhow::anyhow!("it describes no source"))
}

fn posting_of(id: LeadId, lead: &HandLead, source: &SourceId) -> Posting {
    let mut posting = Posting::new(PostingId(id.0), source.clone(), lead.title.trim());
    posting.description.clone_from(&lead.text);
    posting.url.clone_from(&lead.url);
    posting.company.clone_from(&lead.company);
    posting.pay_text.clone_from(&lead.pay);
    posting.posted_at = Some(lead.at);
    posting
}

impl Engine {
    /// Shows the leads added by hand, and closes those that are no longer among them.
    pub(super) async fn take_hand_leads(&self, decided: &DeskState, now: Timestamp) -> anyhow::Result<()> {
        let source = hand_source()?;
        let postings =
            decided.hand_leads.iter().map(|(id, lead)| posting_of(*id, lead, &source.id)).collect();
        let taken = Taken { postings, complete: true, ..Taken::default() };
        let mut keeper = self.keeper.lock().await;
        // Nobody polls them: what is closed now was there until now, and is kept as long as other ended work.
        keeper.renew(&source, Batch::default(), now).await?;
        keeper.take(&source, &taken, Batch::default(), now).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, ToSpan};
    use kazi_desk::Decision;

    use super::*;
    use crate::{config, pipeline::Purpose};

    #[tokio::test]
    async fn what_was_added_by_hand_goes_some_time_after_it_was_closed() {
        let folder = tempfile::tempdir().unwrap();
        let config = config::load(None).map_err(|errors| format!("{errors:?}")).unwrap();
        let at: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let engine = Engine::open(&config, &config.sources, folder.path(), Purpose::Poll, at).await.unwrap();
        let decide = async |decision, at| {
            let decided = engine.desk.decide("amina", decision, at).await.unwrap();
            engine.take_effect(&decided, at).await.unwrap();
        };
        let expire = async |at| engine.expire(&[], SignedDuration::from_hours(30 * 24), at).await.unwrap();
        let lead = HandLead {
            title: "Poster for a clinic".to_owned(),
            text: "Two colours, $40.".to_owned(),
            url: None,
            company: None,
            pay: None,
            at,
        };
        let id = DeskState::hand_lead_id(&lead);
        decide(Decision::LeadAdded { lead }, at).await;
        let closed = at + (40 * 24).hours();
        assert_eq!(expire(closed).await, 0, "it is open");
        decide(Decision::LeadClosed { lead: id }, closed).await;
        assert_eq!(expire(closed + (29 * 24).hours()).await, 0, "it ended less than 30 days ago");
        assert_eq!(expire(closed + (31 * 24).hours()).await, 1);
        assert!(engine.store.find_lead(id).await.unwrap().is_none());
        engine.close().await.unwrap();
    }

    #[test]
    fn the_source_is_described_well() {
        let source = hand_source().unwrap();
        assert_eq!(source.id.as_str(), HAND_SOURCE);
        assert!(source.rights.may_show && !source.is_on());
    }
}
