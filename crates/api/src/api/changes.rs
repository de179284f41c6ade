//! What is new, changed and gone, for those who keep a copy.

use std::{collections::HashMap, fmt, str::FromStr};

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use jiff::SignedDuration;
use kazi_domain::{LeadId, Profile};
use kazi_store::{ChangeKind, StoreId};

use super::answer;
use crate::{
    App, SharedApp,
    asked::{CHANGES, Known, PROFILE, Pairs},
    listing::{self, SeenLead},
    problem::{self, Problem},
    wire::{ChangeForm, ChangesForm, Eyes},
    words::Words,
};

/// A lead is stamped when it is read and told of when it is saved. What was stamped so long before somebody
/// asked may still have been untold, and counts as new: told as new twice is better than never.
const UNTOLD_FOR: SignedDuration = SignedDuration::from_mins(2);
/// A change that was told so lately may not have come to this machine's copy yet. A copy that is further behind
/// is stale and says so.
const COPIED_WITHIN: SignedDuration = SignedDuration::from_mins(1);
/// The most digits of a number in [`Since`].
const DIGITS_MAX: usize = 18;

/// How far somebody knows the changes: the number of the last one, the second at which all were known, and the store
/// that they are of. Without a store it is either before all changes or from a kazi that told no store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Since {
    sequence: u64,
    complete_s: i64,
    store: Option<StoreId>,
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.sequence, self.complete_s)?;
        self.store.map_or(Ok(()), |store| write!(f, "-{store}"))
    }
}

impl FromStr for Since {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "what an earlier answer gave as \"next\" or \"at\", or 0-0 to begin anew";
        let number = |text: &str| -> Option<u64> {
            let fine =
                (1..=DIGITS_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            if fine { text.parse().ok() } else { None }
        };
        let mut parts = text.splitn(3, '-');
        let sequence = parts.next().and_then(number).ok_or(wrong)?;
        let complete_s =
            parts.next().and_then(number).and_then(|seconds| i64::try_from(seconds).ok()).ok_or(wrong)?;
        let store = parts.next().map(str::parse).transpose().map_err(|_| wrong)?;
        Ok(Self { sequence, complete_s, store })
    }
}

impl Since {
    /// Behind all changes up to now. The store lists changes behind a number and does not tell the last one, so
    /// the distance is halved until it is found.
    pub(super) async fn now(app: &App) -> Result<Self, Problem> {
        let store = app.store.identity().await?;
        let (mut known, mut beyond) = (0, 1);
        while let Some(change) = app.store.list_changes(beyond, 1).await?.first() {
            known = change.sequence;
            beyond = known.saturating_mul(2);
        }
        while known + 1 < beyond {
            let middle = u64::midpoint(known, beyond);
            match app.store.list_changes(middle, 1).await?.first() {
                Some(change) => known = change.sequence,
                None => beyond = middle,
            }
        }
        // The change numbered `beyond` itself may be the last one.
        if let Some(change) = app.store.list_changes(known, 1).await?.first() {
            known = change.sequence;
        }
        Ok(Self { sequence: known, complete_s: (app.clock)().as_second(), store: Some(store) })
    }

    /// Whether changes can come behind this one.
    ///
    /// # Errors
    /// Another store told it, whose place this one has taken: whoever went on from it would miss changes, or wait for
    /// the next one for ever.
    pub(super) async fn check(self, app: &App) -> Result<(), Problem> {
        self.check_store(app.store.identity().await?)?;
        self.check_number(app).await
    }

    /// Whether it counts the changes of this store.
    fn check_store(self, identity: StoreId) -> Result<(), Problem> {
        if self == Self::default() || self.store == Some(identity) { Ok(()) } else { Err(another_store()) }
    }

    /// Whether it is not beyond the last change: a store that was put back to an earlier state is still the same.
    async fn check_number(self, app: &App) -> Result<(), Problem> {
        let told_lately = self.complete_s >= (app.clock)().as_second() - COPIED_WITHIN.as_secs();
        let behind = told_lately || (app.stale)().is_some();
        if self.sequence == 0 || behind || !app.store.list_changes(self.sequence - 1, 1).await?.is_empty() {
            return Ok(());
        }
        Err(another_store())
    }
}

fn another_store() -> Problem {
    let detail = "the store here is another than the one that told this: begin anew with since=0-0, and keep only \
                  what comes then";
    Problem::new(&problem::UNKNOWN_CHANGE, detail)
}

/// `GET /api/v1/changes`
pub(crate) async fn list_changes(
    State(app): State<SharedApp>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = {
        let (facts, sources) = (app.facts(), app.sources());
        let known = Known::new(&facts, &sources);
        Pairs::read(query.as_deref())?.ask(&[CHANGES, PROFILE], known)?
    };
    let changes =
        list_since(&app, asked.since.unwrap_or_default(), asked.query.limit, &asked.profile).await?;
    Ok(answer(changes))
}

/// The changes behind `since`, oldest first.
pub(super) async fn list_since(
    app: &App,
    since: Since,
    limit: usize,
    profile: &Profile,
) -> Result<ChangesForm, Problem> {
    let asked_s = (app.clock)().as_second();
    let store = app.store.identity().await?;
    since.check_store(store)?;
    let rows = app.store.list_changes(since.sequence, limit).await?;
    if rows.is_empty() {
        since.check_number(app).await?;
    }
    let since = Since { store: Some(store), ..since };
    let put = rows.iter().filter(|row| row.kind == ChangeKind::Put);
    let ids: Vec<LeadId> = put.map(|row| row.lead).collect();
    let seen = listing::find_these(app, &ids, profile).await?;
    let seen: HashMap<LeadId, SeenLead> = seen.into_iter().map(|seen| (seen.lead.id, seen)).collect();
    let (facts, sources) = (app.facts(), app.sources());
    let words = Words::ENGLISH;
    let eyes = Eyes { profile, facts: &facts, sources: &sources, words, now: app.now() };
    let changes = rows.iter().map(|row| {
        let at = Since { sequence: row.sequence, ..since }.to_string();
        match seen.get(&row.lead).filter(|seen| seen.lead.closed_at().is_none()) {
            Some(seen) => ChangeForm::of_lead(seen, eyes, is_new(seen, since), at),
            None => ChangeForm::gone(row.lead, at),
        }
    });
    let changes = changes.collect();
    let more = rows.len() >= limit;
    // Until all is told, what is new stays what it was for the first page.
    let complete_s = if more || rows.is_empty() { since.complete_s } else { asked_s };
    let sequence = rows.last().map_or(since.sequence, |row| row.sequence);
    Ok(ChangesForm { changes, next: Since { sequence, complete_s, ..since }.to_string(), more })
}

fn is_new(seen: &SeenLead, since: Since) -> bool {
    let first_seen = seen.lead.postings().iter().map(|posting| posting.first_seen.as_second()).min();
    first_seen.is_some_and(|first_seen| first_seen > since.complete_s - UNTOLD_FOR.as_secs())
}

#[cfg(test)]
mod tests {
    use super::{Since, StoreId};

    #[test]
    fn only_what_was_given_out_is_taken_back() {
        let of_old = Since { sequence: 812, complete_s: 1_795_435_200, store: None };
        let since = Since { store: Some(StoreId::new().unwrap()), ..of_old };
        for since in [of_old, since, Since::default()] {
            assert_eq!(since.to_string().parse(), Ok(since));
        }
        for text in [
            "",
            "1",
            "-",
            "1-",
            "-1",
            "1--1",
            "+1-1",
            "1-1-1",
            "1-1-",
            "1-1-00112233-4455-6677-8899-AABBCCDDEEFF",
            "9999999999999999999-1",
            "1-99999999999999999999",
        ] {
            assert!(text.parse::<Since>().is_err(), "{text}");
        }
    }
}
