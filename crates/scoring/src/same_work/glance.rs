//! What tells at one look that two postings cannot be the same work.

use super::{SAME_TITLE, fingerprint::Fingerprint};

/// The bytes of a fingerprint that tell most postings apart which have a key in common: they stand side by
/// side, so that no more of those is fetched from memory.
#[derive(Clone, Copy)]
pub(super) struct Glance {
    source: u64,
    url: Option<u64>,
    text: u64,
    /// A bit of each word of the title, which two words may share.
    title: u64,
    /// How many words the title has, and the name of who hires.
    title_words: u8,
    hirer_words: u8,
}

impl Glance {
    pub(super) fn of(fingerprint: &Fingerprint) -> Self {
        let Fingerprint { source, url, text, title, specifics, .. } = fingerprint;
        let hirer = specifics.as_ref().map_or(0, |specifics| specifics.hirer_words.len());
        let count = |words: usize| u8::try_from(words).unwrap_or(u8::MAX);
        Self {
            source: *source,
            url: *url,
            text: *text,
            title: title.iter().fold(0, |bits, word| bits | 1 << (word % u64::BITS)),
            title_words: count(title.len()),
            hirer_words: count(hirer),
        }
    }

    /// Whether [`same_work`](super::same_work) may find them the same. Where it does, this is true.
    pub(super) fn may_be_same(&self, other: &Self) -> bool {
        self.text == other.text
            || self.url.is_some() && self.url == other.url
            || self.titles_may_be_alike(other)
    }

    fn titles_may_be_alike(&self, other: &Self) -> bool {
        let (ours, theirs) = (u32::from(self.title_words), u32::from(other.title_words));
        let common = self.title_common_max(other).min(ours).min(theirs);
        let share = f64::from(common) / f64::from(ours + theirs - common);
        // Of two sources three of five words of the shorter title are enough, but for names of who hires.
        let named = u32::from(self.hirer_words) + u32::from(other.hirer_words);
        let enough = common > 0 && common * 5 >= ours.min(theirs).saturating_sub(named) * 3;
        ours + theirs == 0 || share >= SAME_TITLE || self.source != other.source && enough
    }

    /// The most words that both titles may have: those with a bit of the other, and those that share their bit.
    fn title_common_max(&self, other: &Self) -> u32 {
        let hidden = u32::from(self.title_words) - self.title.count_ones();
        (self.title & other.title).count_ones() + hidden
    }
}

#[cfg(test)]
mod tests {
    use kazi_domain::{Posting, PostingId, SourceId};
    use proptest::prelude::*;

    use super::{super::same_work, *};

    const WORDS: [&str; 12] = [
        "logo", "shop", "flyer", "video", "menu", "senior", "500", "1200", "writer", "pwani", "honey", "acme",
    ];

    fn said(most: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..most).prop_map(|words| words.join(" "))
    }

    fn posting() -> impl Strategy<Value = Posting> {
        (0..2_usize, said(6), said(60), prop::option::of(said(3)), prop::option::of("[ab]")).prop_map(
            |(source, title, body, company, page)| {
                let source = SourceId::new(["a", "b"][source]).unwrap();
                let mut posting = Posting::new(PostingId(1), source, &title);
                posting.description = body;
                posting.company = company;
                posting.url = page.map(|page| format!("https://example.org/{page}"));
                posting
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_the_same_work_may_be_so_at_a_glance(one in posting(), other in posting()) {
            let [one, other] = [one, other].map(|posting| Fingerprint::of(&posting));
            if same_work(&one, &other).is_some() {
                prop_assert!(Glance::of(&one).may_be_same(&Glance::of(&other)));
            }
        }
    }
}
