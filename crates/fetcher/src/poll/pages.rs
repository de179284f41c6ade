//! The pages after the first, and what pages point to.

use std::{collections::BTreeSet, sync::Arc};

use kazi_domain::{Posting, PostingId};
use tokio::time::Instant;
use url::Url;

use super::{Fetcher, Fresh, Halt, Learnt, Meter, PollProblem, Read, read_safely, request::next_page};
use crate::{
    document::{Follow, Reading},
    hash::hash_posting,
    net::exchange::Ask,
    source::{Request, Source},
    state::SourceState,
};

/// The reading of all pages of one poll. What fails after the first page costs that page alone.
pub(super) struct Pages<'a> {
    fetcher: &'a Fetcher,
    source: &'a Arc<Source>,
    request: &'a Request,
    state: &'a SourceState,
    meter: &'a mut Meter,
    started: Instant,
    read: Read,
}

impl<'a> Pages<'a> {
    pub(super) fn new(
        fetcher: &'a Fetcher,
        source: &'a Arc<Source>,
        request: &'a Request,
        state: &'a SourceState,
        meter: &'a mut Meter,
        learnt: Learnt,
    ) -> Self {
        let fresh = Fresh { complete: true, ..Fresh::default() };
        let read = Read { fresh, learnt, ..Read::default() };
        Self { fetcher, source, request, state, meter, started: Instant::now(), read }
    }

    pub(super) fn into_read(self) -> Read {
        self.read
    }

    /// Keeps the first page, and reads those after it.
    pub(super) async fn read_all(&mut self, first: Reading, at: Option<Url>) {
        let mut ids: BTreeSet<PostingId> = first.postings.iter().map(|posting| posting.id).collect();
        let mut next =
            at.as_ref().and_then(|at| next_page(&self.source.paging, 1, at, first.next.as_deref()));
        self.take(first).await;
        for number in 2..=self.source.paging.pages_max() {
            let Some(page) = next.take() else { return };
            if self.is_spent() {
                return;
            }
            let asked = self.fetcher.ask(self.source, self.request, self.state, &page);
            let Some((reading, at)) = self.fetch(asked, false, &format!("page {number}")).await else {
                return;
            };
            if reading.rows == 0 {
                return;
            }
            let before = ids.len();
            ids.extend(reading.postings.iter().map(|posting| posting.id));
            if ids.len() == before && !reading.postings.is_empty() {
                // Many a site shows its last page again behind the end. Where the second page is the first
                // one again, it may be that the source has more and nobody turns its pages.
                if number > 2 {
                    return;
                }
                self.read.warnings.push(format!("page {number} shows nothing that earlier pages do not"));
                return;
            }
            next = next_page(&self.source.paging, number, &at, reading.next.as_deref());
            self.take(reading).await;
        }
        // The source has more pages than are read: what is not seen has not vanished.
        self.read.fresh.complete &= next.is_none() || self.source.paging.pages_max() == 1;
    }

    /// Keeps a reading, with what it points to.
    async fn take(&mut self, mut reading: Reading) {
        let follow = std::mem::take(&mut reading.follow);
        let items: usize = self.read.fresh.readings.iter().map(|reading| reading.postings.len()).sum();
        let room = self.fetcher.options.budget.items.saturating_sub(items);
        if reading.postings.len() > room {
            reading.postings.truncate(room);
            self.short(&format!("more than {} items", self.fetcher.options.budget.items));
        }
        let at_most = self.source.mapping.follow.as_ref().map_or(0, |rule| rule.at_most);
        let mut documents = Vec::new();
        let mut followed = 0;
        for Follow { url, posting } in follow {
            let index = posting.and_then(|id| reading.postings.iter().position(|posting| posting.id == id));
            if posting.is_some() && index.is_none() {
                continue;
            }
            if let Some(index) = index.filter(|index| self.is_known(&reading.postings[*index])) {
                self.read.fresh.still_there.push(reading.postings.remove(index).id);
                continue;
            }
            if followed >= at_most || self.is_spent() {
                self.unfinished(index.map(|index| reading.postings[index].id));
                continue;
            }
            followed += 1;
            match index {
                Some(index) => self.complete(&mut reading.postings[index], url).await,
                None => documents.push(url),
            }
        }
        self.read.fresh.readings.push(reading);
        for url in documents {
            let what = format!("the document at {}", url.path());
            let asked = self.fetcher.ask_followed(self.source, self.request, self.state, url);
            if let Some((reading, _)) = self.fetch(asked, true, &what).await {
                self.read.fresh.readings.push(reading);
            }
        }
    }

    /// Whether a posting is as it was when its detail page was read.
    fn is_known(&self, posting: &Posting) -> bool {
        self.state.seen.get(&posting.id) == Some(&hash_posting(posting))
    }

    /// A posting whose detail page is still to be read: the next poll does.
    fn unfinished(&mut self, posting: Option<PostingId>) {
        match posting {
            Some(id) => {
                self.read.unfinished.insert(id);
            }
            None => self.read.fresh.complete = false,
        }
    }

    /// Completes a posting from its own page.
    async fn complete(&mut self, posting: &mut Posting, url: Url) {
        let listed = hash_posting(posting);
        let asked = self.fetcher.ask_followed(self.source, self.request, self.state, url);
        let answer = match asked {
            Ok(ask) => self.fetcher.network.exchange(ask, self.meter).await,
            Err(halt) => Err(halt),
        };
        match answer.and_then(|answer| self.fetcher.document(answer, true)) {
            Ok(document) => {
                let source = Arc::clone(self.source);
                let mut whole = posting.clone();
                let read = tokio::task::spawn_blocking(move || {
                    let repairs = crate::read::read_detail(&source.read_as(), &document, &mut whole);
                    (whole, repairs)
                });
                if let Ok((whole, _)) = read.await {
                    *posting = whole;
                }
                self.read.listed.insert(posting.id, listed);
            }
            Err(halt) => {
                self.warn(halt, "the page of an item");
                self.read.unfinished.insert(posting.id);
            }
        }
    }

    /// A document after the first; nothing, and a warning, where it cannot be had.
    async fn fetch(
        &mut self,
        asked: Result<Ask, Halt>,
        followed: bool,
        what: &str,
    ) -> Option<(Reading, Url)> {
        let fetched = async {
            let answer = self.fetcher.network.exchange(asked?, self.meter).await?;
            let at = answer.url.clone();
            let document = self.fetcher.document(answer, followed)?;
            let reading = read_safely(self.source, document).await?;
            match reading.failure {
                Some(failure) => Err(failure.into()),
                None => Ok((reading, at)),
            }
        };
        match fetched.await {
            Ok(fetched) => Some(fetched),
            Err(halt) => {
                self.warn(halt, what);
                self.read.fresh.complete = false;
                None
            }
        }
    }

    fn warn(&mut self, halt: Halt, what: &str) {
        let why = match halt {
            Halt::PutOff(wait) => wait.why.to_string(),
            Halt::Problem(problem) => {
                if let PollProblem::TooOften { wait } | PollProblem::Unavailable { wait } = problem {
                    self.read.learnt.retry_after = self.read.learnt.retry_after.max(wait);
                }
                problem.to_string()
            }
        };
        self.read.warnings.push(format!("{what} is missing: {why}"));
    }

    /// Whether the poll has spent what it may.
    fn is_spent(&mut self) -> bool {
        let budget = &self.fetcher.options.budget;
        let spent = if self.meter.bytes >= budget.bytes {
            format!("more than {} bytes", budget.bytes)
        } else if self.meter.requests >= budget.documents {
            format!("more than {} documents", budget.documents)
        } else if self.started.elapsed() >= budget.time {
            format!("more than {} seconds", budget.time.as_secs())
        } else {
            return false;
        };
        self.short(&spent);
        true
    }

    fn short(&mut self, of: &str) {
        self.read.fresh.complete = false;
        let warning = format!("not read to the end: {of}");
        if !self.read.warnings.contains(&warning) {
            self.read.warnings.push(warning);
        }
    }
}
