//! Follows what trainers decide: judges again what it touches, and lets readers see it.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use jiff::Timestamp;
use kazi_desk::{Affected, Again, DeskState};
use kazi_domain::LeadId;
use kazi_fetcher::Clock;
use kazi_scoring::{Rules, skills::SkillMatcher, worth::SkillTree};
use tokio_util::sync::CancellationToken;

use super::Engine;

/// How often entries are looked for that another process wrote, such as `kazi skills publish`.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Leads judged again at once; what was read from sources waits no longer than for these.
pub(super) const CHUNK: usize = 2_000;

/// Makes every decision take effect until told to stop; `told` hears of each state before readers do.
pub async fn follow(
    engine: Arc<Engine>,
    clock: Arc<dyn Clock>,
    stop: CancellationToken,
    told: impl Fn(&DeskState),
) {
    let mut changed = engine.desk.subscribe();
    while !stop.is_cancelled() {
        if let Err(error) = engine.desk.refresh().await {
            tracing::error!(%error, "what trainers decided cannot be read");
        }
        let decided = Arc::clone(&changed.borrow_and_update());
        if let Err(error) = engine.take_effect(&decided, clock.now(), &told).await {
            tracing::error!(%error, "what trainers decided could not take effect and is tried again");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            _ = changed.changed() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

impl Engine {
    /// Judges again what these decisions touch that have not taken effect yet.
    ///
    /// # Errors
    /// When the store cannot be read or written, or the book has faults.
    pub async fn take_effect(
        &self,
        decided: &Arc<DeskState>,
        now: Timestamp,
        told: &impl Fn(&DeskState),
    ) -> anyhow::Result<()> {
        let mut applied = self.applied.lock().await;
        if applied.head == decided.head {
            return Ok(());
        }
        let book_changes = applied.edition() != decided.edition();
        let marked = changed_marks(&applied, decided);
        let affected = Affected::between(&applied.book, &decided.book);
        if book_changes || !marked.is_empty() {
            self.swap_rules(decided).await?;
        }
        told(decided);
        if affected.weights_only && marked.is_empty() {
            // Readers' ranks know the new weights by now; what rests on them in the leads follows.
            self.desk.tell_live(decided.head);
        }
        if book_changes {
            let leads = affected.leads(&self.catalog.snapshot(), usize::MAX).leads;
            self.judge_leads(&leads, Again::Book).await?;
        }
        self.judge_leads(&marked, Again::All).await?;
        if applied.hand_leads != decided.hand_leads {
            self.take_hand_leads(decided, now).await?;
        }
        if book_changes || !marked.is_empty() {
            self.say_judged_by(decided).await?;
        }
        *applied = Arc::clone(decided);
        self.desk.tell_live(decided.head);
        Ok(())
    }

    /// Judges and ranks by other rules from now on. A try that failed later may have done it already.
    async fn swap_rules(&self, decided: &DeskState) -> anyhow::Result<()> {
        let mut rules = self.rules.load_full();
        if rules.matcher().book() != &*decided.book {
            let affected = Affected::between(rules.matcher().book(), &decided.book);
            rules = Arc::new(with_book(&rules, decided)?);
            self.catalog.set_rules(self.rank.clone(), SkillTree::new(&decided.book));
            self.catalog.reweigh(&affected.reweighed);
            self.rules.store(Arc::clone(&rules));
        }
        self.keeper.lock().await.judge_by(rules, decided.marks.clone());
        Ok(())
    }

    pub(super) async fn judge_leads(&self, leads: &[LeadId], again: Again) -> anyhow::Result<()> {
        for leads in leads.chunks(CHUNK) {
            self.keeper.lock().await.judge_leads(leads, again).await?;
        }
        Ok(())
    }
}

fn with_book(rules: &Rules, decided: &DeskState) -> anyhow::Result<Rules> {
    let matcher = SkillMatcher::new(&decided.book).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", lines.join("\n"))
    })?;
    Ok(rules.with_matcher(matcher))
}

/// The leads on which the marks of two states differ.
fn changed_marks(before: &DeskState, after: &DeskState) -> Vec<LeadId> {
    let leads: BTreeSet<LeadId> = before.marks.keys().chain(after.marks.keys()).copied().collect();
    let mark = |state: &DeskState, lead: &LeadId| state.marks.get(lead).map(|marked| marked.mark);
    leads.into_iter().filter(|lead| mark(before, lead) != mark(after, lead)).collect()
}
