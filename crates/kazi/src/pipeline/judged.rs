//! What all leads are judged by, and judging them again by fresh exchange rates.

use std::{hash::Hasher, sync::Arc};

use kazi_desk::{Again, DeskState};
use kazi_domain::Rates;
use kazi_store::{Batch, Document};
use siphasher::sip::SipHasher13;

use super::{
    Engine,
    follow::CHUNK,
    rates::{RATES, kept_rates, rates_document},
};

/// Where the store keeps which rules its leads were judged by.
const JUDGED_BY: &str = "judged-by";

impl Engine {
    /// Judges again what was judged by other rules; whether it was.
    pub(super) async fn judge_by_these_rules(&mut self, decided: &DeskState) -> anyhow::Result<bool> {
        if self.store.find_document(JUDGED_BY).await? == Some(self.judged_by(decided)) {
            return Ok(false);
        }
        // Until it is done, nobody may take it for done.
        let mut batch = Batch::default();
        batch.put_document(JUDGED_BY, Document { version: 1, bytes: Vec::new() });
        self.store.save(batch).await?;
        let leads = self.keeper.lock().await.judge_all().await?;
        self.say_judged_by(decided).await?;
        if leads > 0 {
            self.notes.push(format!("the rules have changed: {leads} leads were judged again"));
        }
        Ok(true)
    }

    /// What differs when anything differs that leads are judged by.
    pub(super) fn judged_by(&self, decided: &DeskState) -> Document {
        let mut hasher = SipHasher13::new_with_keys(0x6b61_7a69, 5);
        hasher.write_u64(self.fingerprint);
        if decided.edition() > 0 {
            hasher.write(decided.text.as_bytes());
        }
        for (lead, marked) in &decided.marks {
            hasher.write(format!("{lead} {:?}\n", marked.mark).as_bytes());
        }
        for (origin, _) in self.rates().tables() {
            hasher.write(format!("{} {}\n", origin.day, origin.source).as_bytes());
        }
        Document { version: 1, bytes: hasher.finish().to_be_bytes().to_vec() }
    }

    /// Notes in the store what all leads are judged by now.
    pub(super) async fn say_judged_by(&self, decided: &DeskState) -> anyhow::Result<()> {
        let mut batch = Batch::default();
        batch.put_document(JUDGED_BY, self.judged_by(decided));
        self.store.save(batch).await?;
        Ok(())
    }

    /// What currencies are worth now.
    pub fn rates(&self) -> Rates {
        self.rules.load().hourly().rates().clone()
    }

    /// Lays fresh rates over the known ones, saves them with `batch`, and judges all leads by them.
    ///
    /// What trainers decide meanwhile takes effect after. Readers never wait: they look at the catalog,
    /// which shows a few leads at a time in place of the ones before, and the judging is kept off the
    /// threads that answer. What was read from sources waits for one such step at most, and is judged by
    /// the fresh rates.
    ///
    /// # Errors
    /// When the store cannot read or save. The next start then judges again.
    pub async fn judge_by_rates(&self, fresh: &Rates, mut batch: Batch) -> anyhow::Result<()> {
        let applied = self.applied.lock().await;
        let before = self.rules.load_full();
        let rates = fresh.clone().over(before.hourly().rates());
        tracing::info!(day = %rates.day(), "rates refreshed");
        batch.put_document(RATES, rates_document(&rates)?);
        self.store.save(batch).await?;
        let rules = Arc::new(before.with_rates(rates));
        self.rules.store(Arc::clone(&rules));
        self.keeper.lock().await.judge_by(rules, &applied);
        let mut after = None;
        loop {
            let leads: Vec<_> =
                self.store.scan_leads(after, CHUNK).await?.into_iter().map(|lead| lead.id).collect();
            let Some(last) = leads.last() else { break };
            after = Some(*last);
            self.judge_leads(&leads, Again::All, &applied).await?;
        }
        self.say_judged_by(&applied).await
    }

    /// Judges by the rates that another machine asked for, which judges the leads.
    ///
    /// # Errors
    /// When the copy cannot be read.
    pub(super) async fn take_rates(&self) -> anyhow::Result<()> {
        let applied = self.applied.lock().await;
        let before = self.rules.load_full();
        let rates = kept_rates(&*self.shown, before.hourly().rates()).await?;
        if &rates != before.hourly().rates() {
            tracing::info!(day = %rates.day(), "rates refreshed by another machine");
            let rules = Arc::new(before.with_rates(rates));
            self.rules.store(Arc::clone(&rules));
            self.keeper.lock().await.judge_by(rules, &applied);
        }
        Ok(())
    }
}
