//! Reading a source over the network: its pages, and what they point to.

use std::{collections::BTreeSet, sync::Arc};

use http::{StatusCode, header};
use kazi_domain::{Posting, PostingId};
use url::Url;

use super::{
    Fetcher, Halt, Learnt, Meter, PollProblem, Read, read_safely,
    request::{Page, make_conditional, next_page},
};
use crate::{
    document::{Document, Follow, Reading},
    hash::{hash_bytes, hash_posting},
    mapping::FollowedPage,
    net::{
        exchange::{Answer, Ask},
        headers::{fresh_for, text},
    },
    source::{Keep, Request, Source},
    state::{Hints, SourceState, Validators},
};

impl Fetcher {
    /// Asks for the first page, and where it has changed for all others.
    pub(super) async fn read_remote(
        &self,
        source: &Arc<Source>,
        request: &Request,
        state: &mut SourceState,
        meter: &mut Meter,
    ) -> Result<Read, Halt> {
        let started = tokio::time::Instant::now();
        let mut ask = self.ask(source, request, state, &Page::First)?;
        let conditional = self.add_validators(source, request, state, &mut ask);
        let answer = self.network.exchange(ask, meter).await?;
        let mut learnt = self.learn(request, state, &answer);
        if answer.status == StatusCode::NOT_MODIFIED {
            if !conditional {
                return Err(PollProblem::NotModifiedUnasked.into());
            }
            (learnt.validators, learnt.content_hash) = (state.validators.clone(), state.content_hash);
            return Ok(Read { unchanged: true, learnt, ..Read::default() });
        }
        let document = self.document(answer, false)?;
        let hash = hash_bytes(0, &document.body);
        if !lists_documents(source) && self.may_rely_on_old(source, state) && state.content_hash == Some(hash)
        {
            learnt.content_hash = Some(hash);
            return Ok(Read { unchanged: true, learnt, ..Read::default() });
        }
        learnt.content_hash = Some(hash);
        let mut read = Read { learnt, ..Read::default() };
        let at = document.url.clone();
        let reading = read_safely(source, document).await?;
        if let Some(failure) = reading.failure {
            return Err(failure.into());
        }
        state.hints = hints(&reading);
        read.fresh.complete = true;
        let mut pages = Pages { fetcher: self, source, request, state, meter, started, read };
        pages.read_all(reading, at).await;
        Ok(pages.read)
    }

    /// Makes the request conditional where the answer "not modified" would help.
    fn add_validators(&self, source: &Source, request: &Request, state: &SourceState, ask: &mut Ask) -> bool {
        let kept = state.validators.as_ref().filter(|kept| {
            kept.url == request.url.as_str()
                && !lists_documents(source)
                && self.may_rely_on_old(source, state)
        });
        if let Some(validators) = kept {
            make_conditional(&mut ask.headers, validators);
        }
        kept.is_some()
    }

    /// Whether what was read before may be kept until after the next poll. Where it may not, it must
    /// be read again in time: the answer "not modified" would let it lapse.
    fn may_rely_on_old(&self, source: &Source, state: &SourceState) -> bool {
        match (source.rights.keep, state.read_at) {
            (Keep::Unlimited, _) => true,
            (Keep::Nothing, _) | (_, None) => false,
            (Keep::For(keep), Some(read_at)) => {
                let next = crate::clock::later(self.options.clock.now(), 2 * source.every.duration());
                next < crate::clock::later(read_at, keep.duration())
            }
        }
    }

    fn learn(&self, request: &Request, state: &SourceState, answer: &Answer) -> Learnt {
        let header = |name| text(&answer.headers, name).filter(|text| text.len() <= 1024).map(str::to_owned);
        let (etag, last_modified) = (header(header::ETAG), header(header::LAST_MODIFIED));
        let some = etag.is_some() || last_modified.is_some();
        let now = self.options.clock.now();
        let has_secrets = request.url.names().next().is_some();
        let moved = answer.moved.as_ref().map(ToString::to_string).filter(|_| !has_secrets);
        Learnt {
            validators: some.then(|| Validators {
                url: request.url.as_str().to_owned(),
                etag,
                last_modified,
            }),
            content_hash: None,
            moved_to: moved.or_else(|| state.moved_to.clone()),
            fresh_for: fresh_for(&http::Request::new(()), answer.status, &answer.headers, now),
            retry_after: None,
        }
    }

    /// The document of an answer that is one.
    fn document(&self, answer: Answer, followed: bool) -> Result<Document, Halt> {
        let Answer { status, headers, body, url, .. } = answer;
        match status.as_u16() {
            200..=299 if body.iter().all(u8::is_ascii_whitespace) => Err(PollProblem::Empty.into()),
            200 | 203 => Ok(Document {
                content_location: text(&headers, header::CONTENT_LOCATION).map(str::to_owned),
                content_type: text(&headers, header::CONTENT_TYPE).map(str::to_owned),
                followed,
                url: Some(url),
                ..Document::new(body, self.options.clock.now())
            }),
            404 => Err(PollProblem::NotFound.into()),
            410 => Err(PollProblem::Gone.into()),
            status @ (401 | 402 | 403 | 407 | 451) => Err(PollProblem::Refused(status).into()),
            status => Err(PollProblem::Status(status).into()),
        }
    }
}

/// Whether the first page only tells where the postings are: it may stay the same while they change.
fn lists_documents(source: &Source) -> bool {
    source.mapping.follow.as_ref().is_some_and(|follow| follow.page == FollowedPage::List)
}

fn hints(reading: &Reading) -> Hints {
    let feed = &reading.feed;
    Hints {
        ttl_seconds: feed.ttl.map(|ttl| ttl.as_secs()),
        update_seconds: feed.update_every.map(|every| every.as_secs()),
        skip_hours: feed.skip_hours,
        skip_days: feed.skip_days,
    }
}

/// The reading of all pages of one poll. What fails after the first page costs that page alone.
struct Pages<'a> {
    fetcher: &'a Fetcher,
    source: &'a Arc<Source>,
    request: &'a Request,
    state: &'a SourceState,
    meter: &'a mut Meter,
    started: tokio::time::Instant,
    read: Read,
}

impl Pages<'_> {
    async fn read_all(&mut self, first: Reading, at: Option<Url>) {
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
