//! Follows what trainers decide: judges again what it touches, and lets readers see it.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use jiff::Timestamp;
use kazi_desk::{Affected, Again, DeskState};
use kazi_domain::LeadId;
use kazi_fetcher::Clock;
use kazi_scoring::{Rules, skills::SkillMatcher, worth::SkillTree};
use kazi_store::StoreError;
use tokio_util::sync::CancellationToken;

use super::{Engine, acknowledged, poller::is_passing};

/// How often entries are looked for that another process wrote, such as `kazi skills publish`.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Leads judged again at once; what was read from sources waits no longer than for these.
pub(super) const CHUNK: usize = 8_000;

/// Makes every decision take effect until told to stop.
pub async fn follow(engine: Arc<Engine>, clock: Arc<dyn Clock>, stop: CancellationToken) {
    let mut changed = engine.desk.subscribe();
    let mut told = None;
    while !stop.is_cancelled() {
        if let Err(error) = engine.desk.refresh().await {
            tracing::error!(%error, "what trainers decided cannot be read");
        }
        if engine.shared.is_some()
            && let Err(error) = engine.take_rates().await
        {
            tracing::error!(%error, "what currencies are worth cannot be read");
        }
        let decided = Arc::clone(&changed.borrow_and_update());
        match engine.take_effect(&decided, clock.now()).await {
            Err(error) if engine.shared.is_some() && is_passing(&error) => {
                tracing::debug!("what trainers decided takes effect later: {error:#}");
            }
            Err(error) => {
                // It is tried each second, and told when there is something new to tell.
                let error = Some(format!("{error:#}"));
                if told != error {
                    let why = error.as_deref().unwrap_or_default();
                    tracing::error!("what trainers decided could not take effect and is tried again: {why}");
                    told = error;
                }
            }
            Ok(()) => told = None,
        }
        tokio::select! {
            () = stop.cancelled() => {}
            _ = changed.changed() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

impl Engine {
    /// From now on `tell` hears of each state of the desk before readers' pages show what follows from it.
    pub fn tell_of_decisions(&self, tell: impl Fn(&DeskState) + Send + Sync + 'static) {
        // Who was told before is told on.
        let _ = self.tell.set(Box::new(tell));
    }

    /// Lets what was decided take effect now, whoever decided it.
    ///
    /// # Errors
    /// As [`Self::take_effect`], and when the journal cannot be read.
    pub async fn catch_up_with_desk(&self, now: Timestamp) -> anyhow::Result<()> {
        let decided = self.desk.refresh().await?;
        self.take_effect(&decided, now).await
    }

    /// Judges again what these decisions touch that have not taken effect yet. Where other machines do
    /// that, readers are ranked by what was decided at once, and see the leads as these are judged.
    ///
    /// # Errors
    /// When the store cannot be read or written, or the book has faults.
    pub(super) async fn take_effect(&self, decided: &Arc<DeskState>, now: Timestamp) -> anyhow::Result<()> {
        let mut applied = self.applied.lock().await;
        if applied.head >= decided.head {
            return Ok(());
        }
        let touched = Touched::between(&applied, decided);
        self.swap_rules(decided).await?;
        if let Some(tell) = self.tell.get() {
            tell(decided);
        }
        if touched.ranks_only() {
            // Readers' ranks know the new weights by now; what rests on them in the leads follows.
            self.desk.tell_live(decided.head);
        }
        if !self.only_shows() {
            self.judge_touched(&touched, decided, now).await?;
            self.say_decided(decided).await?;
        }
        if self.shared.is_none() {
            acknowledged::say_head(&*self.store, &**self.desk.journal(), decided.head).await?;
        }
        *applied = Arc::clone(decided);
        Ok(())
    }

    async fn judge_touched(
        &self,
        touched: &Touched,
        decided: &Arc<DeskState>,
        now: Timestamp,
    ) -> anyhow::Result<()> {
        if touched.book {
            if let Some(shared) = &self.shared {
                shared.wait_shown().await?;
            }
            let leads = touched.affected.leads(&self.catalog.snapshot(), usize::MAX).leads;
            self.judge_leads(&leads, Again::Book, decided).await?;
        }
        let marked = self.leads_named(&touched.marked, decided).await?;
        self.judge_leads(&marked, Again::All, decided).await?;
        if touched.hand_leads {
            self.show_hand_leads(decided, now).await?;
        }
        if touched.book || !touched.marked.is_empty() {
            self.say_judged_by(decided).await?;
        }
        Ok(())
    }

    /// The leads that decisions name so, or that have postings of those.
    async fn leads_named(&self, names: &[LeadId], decided: &DeskState) -> anyhow::Result<Vec<LeadId>> {
        let mut leads: BTreeSet<LeadId> = names.iter().copied().collect();
        for posting in names.iter().flat_map(|name| decided.names.postings(*name)) {
            leads.extend(self.store.find_posting_lead(posting).await?);
        }
        Ok(leads.into_iter().collect())
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
        self.keeper.lock().await.judge_by(rules, decided);
        Ok(())
    }

    /// Judges leads again by what was decided. Entries that come meanwhile hold it up only where leads
    /// are judged by them.
    pub(super) async fn judge_leads(
        &self,
        leads: &[LeadId],
        again: Again,
        decided: &DeskState,
    ) -> anyhow::Result<()> {
        for leads in leads.chunks(CHUNK) {
            loop {
                let done = self.keeper.lock().await.judge_leads(leads, again).await;
                match done {
                    Err(StoreError::Decided { .. }) => self.stand_by(decided).await?,
                    done => break done?,
                }
            }
        }
        Ok(())
    }

    /// Shows the leads added by hand, whatever is decided meanwhile that leaves them as they are.
    pub(super) async fn show_hand_leads(&self, decided: &DeskState, now: Timestamp) -> anyhow::Result<()> {
        loop {
            match self.take_hand_leads(decided, now).await {
                Err(error) if matches!(error.downcast_ref(), Some(StoreError::Decided { .. })) => {
                    self.stand_by(decided).await?;
                }
                done => return done,
            }
        }
    }

    /// Knows the newest entries, where leads are judged as by those that `decided` knows.
    async fn stand_by(&self, decided: &DeskState) -> anyhow::Result<()> {
        let newest = self.desk.refresh().await?;
        if !Touched::between(decided, &newest).nothing() {
            let (expected, found) = (decided.head, newest.head);
            return Err(StoreError::Decided { expected, found }.into());
        }
        self.keeper.lock().await.judge_by(self.rules.load_full(), &newest);
        Ok(())
    }
}

/// What of the leads a decision touches.
struct Touched {
    book: bool,
    affected: Affected,
    marked: Vec<LeadId>,
    hand_leads: bool,
}

impl Touched {
    fn between(before: &DeskState, after: &DeskState) -> Self {
        Self {
            book: before.edition() != after.edition(),
            affected: Affected::between(&before.book, &after.book),
            marked: changed_marks(before, after),
            hand_leads: before.hand_leads != after.hand_leads,
        }
    }

    /// Whether leads stay as they are.
    fn nothing(&self) -> bool {
        !self.book && self.marked.is_empty() && !self.hand_leads
    }

    /// Whether no lead is judged otherwise.
    fn ranks_only(&self) -> bool {
        self.marked.is_empty() && !self.hand_leads && (!self.book || self.affected.weights_only)
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
