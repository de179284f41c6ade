//! What is kept of a posting to know the same work again: a few hundred bytes, no text.

use kazi_domain::{Posting, WorkIs};
use serde::{Deserialize, Serialize};

use super::{
    address,
    apart::ToldApart,
    body::{Body, Spaced, words},
    figures::Runs,
    hashes::{hash, mixed},
    names::Names,
    shingles::{MINS, Shingles},
    specifics::Specifics,
    title::TitleWords,
};
use crate::cut::{Cut, CutPosting};

/// A body of fewer words says too little to know work by it.
const BODY_WORDS_MIN: usize = 20;
/// Fewer words than this of title and body, such as `Virtual assistant`, are many people's where no pay
/// is named beside them. Of 9 postings of a marketplace that agreed in so little with an earlier one, 4
/// were another client's; of 65 with more words or with pay, 3 (4,995 postings of January 2023).
const WHOLE_WORDS_MIN: usize = 4;
/// Least hashes in a band: texts whose band is the same are compared.
const BAND_ROWS: usize = 4;
/// Bands looked up. A pair that shares 0.7 is met with 97 of 100, one that shares 0.85 always.
const BANDS: usize = 13;

/// A body shorter than this share of another is never near it: a few stock sentences stand in many.
const LENGTH_SHARE_MIN: f64 = 0.5;

/// What a posting is known again by. Hashes have fixed keys: the same on every machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Of the source.
    pub(super) source: u64,
    /// Of the canonical address.
    pub(super) url: Option<u64>,
    /// Of the words of the body; of all parts and the source where the body says too little.
    pub(super) text: u64,
    /// Whether the body says enough to know work by it alone.
    pub(super) has_body: bool,
    /// Of the words of the title that say something, sorted.
    pub(super) title: Vec<u32>,
    /// How many different shingles the body has.
    pub(super) shingles: u32,
    /// The least hashes of the shingles; none without a body.
    pub(super) mins: Vec<u16>,
    /// By what it is known where it was written anew; none without a body.
    pub(super) specifics: Option<Specifics>,
    /// What tells it from others of its source.
    told: ToldApart,
}

impl Fingerprint {
    /// The fingerprint of a posting.
    pub fn of(posting: &Posting) -> Self {
        Self::of_cut(&CutPosting::of(posting))
    }

    /// As [`Fingerprint::of`], of a posting that is cut.
    pub(crate) fn of_cut(cut: &CutPosting<'_>) -> Self {
        let posting = cut.posting;
        let (names, body, runs) = (Names::of(posting), Body::of(&cut.description), Runs::of(cut));
        let has_body = body.words.len() >= BODY_WORDS_MIN;
        let url = posting.url.as_deref().and_then(address::canonical);
        let title = TitleWords::of(&cut.title, &names.title);
        let Shingles { text, count, mins } = Shingles::of(if has_body { &body.words } else { &[] });
        let text = if has_body {
            text
        } else {
            let vague = title.telling.len() + body.words.len() < WHOLE_WORDS_MIN && !names_pay(posting);
            let own = url.as_deref().filter(|_| vague);
            whole(posting, own, &names.title, &cut.description)
        };
        Self {
            source: hash([posting.source.as_str()]),
            url: url.as_deref().map(|url| hash([url])),
            text,
            has_body,
            shingles: count,
            mins,
            specifics: has_body.then(|| Specifics::of(posting, &names, &title, body, &runs)),
            told: ToldApart::of(posting, &names, &runs),
            title: title.telling,
        }
    }

    /// Keys under which postings that may be the same work are found.
    pub(super) fn keys(&self) -> Vec<u64> {
        /// Most postings have fewer.
        const USUAL: usize = 48;
        let mut keys = Vec::with_capacity(USUAL);
        keys.extend(self.url);
        keys.push(self.text);
        let bands = self.mins.chunks_exact(BAND_ROWS).take(BANDS).enumerate().map(|(band, rows)| {
            rows.iter().fold(mixed(band as u64), |key, row| mixed(key ^ u64::from(*row)))
        });
        keys.extend(bands);
        let title = self.title.iter().fold(mixed(1 << 32), |key, word| mixed(key ^ u64::from(*word)));
        keys.extend(self.has_body.then_some(title));
        self.specifics.iter().for_each(|specifics| specifics.add_keys(&self.title, &mut keys));
        keys
    }

    /// The share of its shingles that the shorter body has in common with the longer: near 1 where one
    /// is the other with a sentence more or less, and low where many sentences differ a little.
    pub(super) fn shared(&self, other: &Self) -> f64 {
        let (ours, theirs) = (f64::from(self.shingles), f64::from(other.shingles));
        if self.mins.is_empty()
            || other.mins.is_empty()
            || ours.min(theirs) < ours.max(theirs) * LENGTH_SHARE_MIN
        {
            return 0.0;
        }
        let equal = self.mins.iter().zip(&other.mins).filter(|(a, b)| a == b).count();
        #[allow(clippy::cast_precision_loss)]
        let alike = equal as f64 / MINS as f64;
        let common = alike * (ours + theirs) / (1.0 + alike);
        (common / ours.min(theirs)).min(1.0)
    }

    /// The share of words in common with a posting of the same work in other words; nothing where
    /// their specifics do not agree.
    ///
    /// Only of two sources: what one board shows twice in different words are two tasks.
    pub(super) fn agrees(&self, other: &Self) -> Option<f64> {
        if self.source == other.source {
            return None;
        }
        self.specifics.as_ref()?.agree(&self.title, other.specifics.as_ref()?, &other.title)
    }

    /// Whether a title, a sum or a place says that these are two jobs, however alike their texts.
    ///
    /// Another sum at the same address is an edit.
    pub(super) fn told_apart(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.specifics.as_ref(), other.specifics.as_ref());
        let same_url = self.url.is_some() && self.url == other.url;
        self.told.titles_differ(&other.told, ours, theirs)
            || !same_url && self.told.sums_differ(&other.told)
            || ours.zip(theirs).is_some_and(|(ours, theirs)| ours.places_differ(theirs))
    }

    /// The share of title words in common, of all words of both titles.
    pub(super) fn title_shared(&self, other: &Self) -> f64 {
        let common = self.title.iter().filter(|word| other.title.binary_search(word).is_ok()).count();
        let all = self.title.len() + other.title.len() - common;
        #[allow(clippy::cast_precision_loss)]
        if all == 0 { 1.0 } else { common as f64 / all as f64 }
    }
}

/// A key of the words of a body that says enough to know work by it.
pub(crate) fn body_key(posting: &Posting) -> Option<u64> {
    let cut = Cut::of(&posting.description);
    (Body::of(&cut).words.len() >= BODY_WORDS_MIN).then(|| hash(Spaced::of(&cut).words()))
}

fn names_pay(posting: &Posting) -> bool {
    posting.pay.is_some() || posting.pay_text.as_deref().is_some_and(|pay| !pay.trim().is_empty())
}

/// A key of everything a posting without a telling body says, within its source; of its own address
/// too where no hirer is named and the rest says too little.
///
/// An online board shows the same job of a firm once per place.
fn whole(posting: &Posting, own: Option<&str>, title: &str, body: &Cut<'_>) -> u64 {
    let company = posting.company.as_deref();
    let place =
        posting.location.as_deref().filter(|_| company.is_none() || posting.work_is != WorkIs::Online);
    let parts = [Some(posting.source.as_str()), company, place, own.filter(|_| company.is_none())];
    let mut said: Vec<&str> = parts.into_iter().map(Option::unwrap_or_default).collect();
    said.push(posting.pay_text.as_deref().unwrap_or_default());
    said.extend(words(title));
    said.push("|");
    let body = Spaced::of(body);
    said.extend(body.words().chain(posting.tags.iter().map(String::as_str)));
    hash(said)
}
