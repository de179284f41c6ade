//! Reading a source over the network: has it changed, and what does it say?

use std::sync::Arc;

use http::{StatusCode, header};

use super::{
    Fetcher, Halt, Learnt, Meter, PollProblem, Read,
    pages::Pages,
    read_safely,
    request::{Page, make_conditional},
    schedule::JITTER_SHARE,
};
use crate::{
    clock::later,
    document::{Document, Reading},
    hash::hash_bytes,
    mapping::FollowedPage,
    net::{
        exchange::Answer,
        headers::{fresh_for, text},
    },
    source::{Keep, Request, Source},
    state::{Hints, SourceState, Validators},
};

/// What the first page is.
pub(super) enum First {
    /// As it was.
    Unchanged(Learnt),
    /// Something else than before.
    Document(Box<Document>, Learnt),
}

impl Fetcher {
    /// Asks for the first page, and where it has changed for all others.
    pub(super) async fn read_remote(
        &self,
        source: &Arc<Source>,
        request: &Request,
        state: &mut SourceState,
        meter: &mut Meter,
    ) -> Result<Read, Halt> {
        let (document, learnt) = match self.first(source, request, state, meter).await? {
            First::Unchanged(learnt) => return Ok(Read { unchanged: true, learnt, ..Read::default() }),
            First::Document(document, learnt) => (document, learnt),
        };
        let at = document.url.clone();
        let reading = read_safely(source, *document).await?;
        if let Some(failure) = reading.failure {
            return Err(failure.into());
        }
        state.hints = hints(&reading);
        let mut pages = Pages::new(self, source, request, state, meter, learnt);
        pages.read_all(reading, at).await;
        Ok(pages.into_read())
    }

    /// Asks for the first page, conditionally where it was read before.
    pub(super) async fn first(
        &self,
        source: &Source,
        request: &Request,
        state: &SourceState,
        meter: &mut Meter,
    ) -> Result<First, Halt> {
        let may_rely = !lists_documents(source) && self.may_rely_on_old(source, state);
        let mut ask = self.ask(source, request, state, &Page::First)?;
        let kept = state.validators.as_ref().filter(|kept| may_rely && kept.url == request.url.as_str());
        if let Some(validators) = kept {
            make_conditional(&mut ask.headers, validators);
        }
        let answer = self.network.exchange(ask, meter).await?;
        let mut learnt = self.learn(request, state, &answer);
        if answer.status == StatusCode::NOT_MODIFIED {
            if kept.is_none() {
                return Err(PollProblem::NotModifiedUnasked.into());
            }
            (learnt.validators, learnt.content_hash) = (state.validators.clone(), state.content_hash);
            return Ok(First::Unchanged(learnt));
        }
        let document = self.document(answer, false)?;
        // Needed where the server gives no validators, or does not heed them.
        let needs_hash = learnt.validators.is_none() || kept.is_some();
        learnt.content_hash = needs_hash.then(|| hash_bytes(&document.body));
        if may_rely && needs_hash && state.content_hash == learnt.content_hash {
            return Ok(First::Unchanged(learnt));
        }
        Ok(First::Document(Box::new(document), learnt))
    }

    /// Whether what was read before may be kept until after the next poll. Where it may not, it must
    /// be read again in time: the answer "not modified" would let it lapse.
    fn may_rely_on_old(&self, source: &Source, state: &SourceState) -> bool {
        match (source.rights.keep, state.read_at) {
            (Keep::Unlimited, _) => true,
            (Keep::Nothing, _) | (_, None) => false,
            (Keep::For(keep), Some(read_at)) => {
                // The next poll comes at most so much later: `check_sources` has bounded it.
                let next =
                    later(self.options.clock.now(), source.slowest.duration().mul_f64(1.0 + JITTER_SHARE));
                next < later(read_at, keep.duration())
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
    pub(super) fn document(&self, answer: Answer, followed: bool) -> Result<Document, Halt> {
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
