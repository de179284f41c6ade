//! The plain words that phrases begin with: what is known of each spares most walks of the trie.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    cues::LANGUAGES_MAX,
    sense::{ASCII_ENDINGS, PHRASES_MAX, Sense, Target},
};
use crate::{
    cut::PlainWord,
    known_words::{BEHIND_MAX, KnownWords, Word},
    trie::Trie,
};

/// Plain words that phrases begin with.
pub(super) struct FirstWords {
    known: KnownWords<FirstWord>,
    /// The plain words that go on behind the place of a first word and a space, each with the place in the trie
    /// before its last letter; 0 where all that goes on behind the first word is to be walked.
    seconds: KnownWords,
    /// Sets of languages, a bit for each. The first is empty.
    languages: Vec<u16>,
}

/// What is known of a first word.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstWord {
    /// The place in the trie behind it; 0 where all phrases are to be walked from its first letter.
    place: u32,
    /// The phrase that it is by itself, or [`NO_PHRASE`].
    phrase: u32,
    /// The place of the set of languages of which it is a small word, where it is nothing else.
    pub(super) languages: u8,
    /// Whether anything but plain words goes on behind it.
    takes_signs: bool,
    /// The plain words that go on behind it and a space.
    seconds: Seconds,
}

/// Words, as a set that may hold a few more.
#[derive(Clone, Copy, Debug, Default)]
struct Seconds(u64);

impl Seconds {
    fn add(&mut self, word: Word) {
        self.0 |= Self::bit(word);
    }

    #[inline]
    fn may_hold(self, word: Word) -> bool {
        self.0 & Self::bit(word) != 0
    }

    /// By the highest bits of the hash, which are the best.
    fn bit(word: Word) -> u64 {
        1 << (word.hash() >> (u64::BITS - u64::BITS.trailing_zeros()))
    }
}

/// No phrase has this number.
const NO_PHRASE: u32 = u32::MAX;

/// Where a walk of the trie begins: a place, and how many bytes lead there.
pub(super) type Start = (usize, usize);

const _: () = assert!(LANGUAGES_MAX <= u16::BITS as usize && PHRASES_MAX < NO_PHRASE);
/// The most sets of languages.
pub(super) const LANGUAGE_SETS_MAX: usize = 64;

impl Default for FirstWord {
    /// A word of which nothing is known: all phrases are walked from its first letter on.
    fn default() -> Self {
        Self { place: 0, phrase: NO_PHRASE, languages: 0, takes_signs: true, seconds: Seconds(u64::MAX) }
    }
}

impl FirstWord {
    /// A word of which the place behind it is known, if any is that may be told from all others.
    fn at(place: Option<u32>) -> Self {
        let known =
            |place| Self { place, takes_signs: false, seconds: Seconds::default(), ..Self::default() };
        place.filter(|place| *place <= BEHIND_MAX).map_or_else(Self::default, known)
    }

    /// The phrase that it is by itself.
    #[inline]
    pub(super) fn phrase(&self) -> Option<u32> {
        (self.phrase != NO_PHRASE).then_some(self.phrase)
    }

    /// Whether a phrase may go on behind it, where behind it stands this folded byte and comes this plain word.
    #[inline]
    pub(super) fn may_go_on(&self, behind: u8, next: &PlainWord) -> bool {
        // Most branches taken for one of these would be guessed wrong.
        let with_word = next.is_next & self.seconds.may_hold(next.word());
        let with_signs = !next.is_next & (self.takes_signs | (self.seconds.0 != 0) & (behind == b' '));
        with_word | with_signs
    }
}

impl FirstWords {
    /// Of folded phrases, each with its number and all that it may stand for.
    pub(super) fn of<'p>(
        trie: &Trie,
        phrases: impl Iterator<Item = (&'p [u8], u32, &'p [Sense])> + Clone,
    ) -> Self {
        let inflected =
            phrases.clone().filter(|(text, _, senses)| first_word(text) == *text && inflect(senses));
        let forms: BTreeSet<Vec<u8>> = inflected.flat_map(|(text, ..)| forms_of(text)).collect();
        let mut growing = Growing { firsts: BTreeMap::new(), seconds: Vec::new(), languages: vec![0] };
        for (text, number, senses) in phrases {
            let word = first_word(text);
            // A form has the phrase within it that it is a form of.
            if !word.is_empty() && !forms.contains(word) {
                growing.add(trie, text, number, senses);
            }
        }
        let Growing { firsts, mut seconds, languages } = growing;
        seconds.sort_unstable();
        seconds.dedup_by_key(|(word, _)| *word);
        let firsts = firsts.into_iter().map(|(word, first)| (Word::of(word), first));
        let forms = forms.iter().map(|form| (Word::of(form), FirstWord::default()));
        Self {
            known: KnownWords::of(firsts.chain(forms)),
            seconds: KnownWords::of(seconds.into_iter()),
            languages,
        }
    }

    /// Which of the first of these words phrases may begin with, a bit for each from the lowest on.
    #[inline]
    pub(super) fn likely(&self, words: &[PlainWord]) -> u64 {
        let words = words.iter().take(u64::BITS as usize).rev();
        words.fold(0, |likely, word| likely << 1 | u64::from(self.known.may_hold(word.word())))
    }

    /// What is known of a [likely](FirstWords::likely) word.
    #[inline]
    pub(super) fn find(&self, word: Word) -> Option<&FirstWord> {
        self.known.find_likely(word)
    }

    /// Where to walk for phrases that [may go on](FirstWord::may_go_on) behind a first word of so many bytes, if any
    /// does.
    pub(super) fn start_behind(&self, first: &FirstWord, bytes: usize, next: &PlainWord) -> Option<Start> {
        let from_first = (first.place as usize, if first.place == 0 { 0 } else { bytes });
        if first.place == 0 || !next.is_next {
            return Some(from_first);
        }
        let place = self.seconds.find(next.word().behind(first.place))?;
        Some(if place == 0 { from_first } else { (place as usize, bytes + next.len()) })
    }

    /// The sets of languages of small words, a bit for each language.
    pub(super) fn languages(&self) -> &[u16] {
        &self.languages
    }
}

/// First words as phrases are added.
struct Growing<'p> {
    firsts: BTreeMap<&'p [u8], FirstWord>,
    /// Each with its place in the trie; forms with 0, which counts where one is a word too.
    seconds: Vec<(Word, u32)>,
    languages: Vec<u16>,
}

impl<'p> Growing<'p> {
    /// Adds a phrase that begins with a word.
    fn add(&mut self, trie: &Trie, text: &'p [u8], number: u32, senses: &[Sense]) {
        let word = first_word(text);
        let first = self.firsts.entry(word).or_insert_with(|| FirstWord::at(trie.place_behind(word)));
        let rest = &text[word.len()..];
        if rest.is_empty() {
            match languages_of(senses).and_then(|languages| place_of(&mut self.languages, languages)) {
                Some(languages) => first.languages = languages,
                None => first.phrase = number,
            }
            return;
        }
        let second = rest.strip_prefix(b" ").map(first_word).unwrap_or_default();
        let Some((_, before_last)) = second.split_last() else {
            first.takes_signs = true;
            return;
        };
        first.seconds.add(Word::of(second));
        let place = trie.place_behind(&text[..word.len() + " ".len() + before_last.len()]);
        self.seconds.push((Word::of(second).behind(first.place), place.unwrap_or_default()));
        if " ".len() + second.len() == rest.len() && inflect(senses) {
            for form in forms_of(second).map(Word::of) {
                first.seconds.add(form);
                self.seconds.push((form.behind(first.place), 0));
            }
        }
    }
}

/// The languages of which a phrase is a small word, where it is nothing else.
fn languages_of(senses: &[Sense]) -> Option<u16> {
    senses.iter().try_fold(0, |languages, sense| match sense.target {
        Target::SmallWord(language) => Some(languages | 1 << language),
        _ => None,
    })
}

/// The place of a set among all, to which it is added if there is room.
fn place_of(sets: &mut Vec<u16>, set: u16) -> Option<u8> {
    let place = sets.iter().position(|known| *known == set).unwrap_or(sets.len());
    if place == sets.len() && place < LANGUAGE_SETS_MAX {
        sets.push(set);
    }
    u8::try_from(place).ok().filter(|_| place < sets.len())
}

fn inflect(senses: &[Sense]) -> bool {
    senses.iter().any(|sense| sense.inflects)
}

/// The letters and figures of ASCII that a folded text begins with.
fn first_word(text: &[u8]) -> &[u8] {
    let length = text.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    &text[..length]
}

/// A word with each of the plural endings.
fn forms_of(word: &[u8]) -> [Vec<u8>; ASCII_ENDINGS.len()] {
    ASCII_ENDINGS.map(|ending| [word, ending].concat())
}
