//! Who may take the work: from the fields of the source and the words of title and body.
//!
//! A text becomes words ([`text`]) with what stands between them ([`gap`]); of a description and tags, only sentences
//! that hold a telling word are read ([`telling`]). The words in the tables under `data/` have numbers ([`vocabulary`]);
//! one trie finds names and phrases in them ([`lexicon`]); neighbours are joined into places ([`mention`]);
//! sentences become claims ([`claims`], by [`phrases`], [`field`], [`refusals`], [`limits`] and [`languages`] over a
//! [`passage`]); and the claims of all parts one reading ([`mod@decide`]).

mod claims;
mod cue;
mod decide;
mod field;
mod form;
mod gap;
mod languages;
mod lexicon;
mod limits;
mod mention;
mod passage;
mod phrases;
mod refusals;
mod runs;
mod tables;
mod telling;
mod text;
mod vocabulary;
mod zones;

use std::sync::LazyLock;

use kazi_domain::{Evidence, LocationIs, Part, Posting, ReachReading, WorkIs};

pub(crate) use self::tables::names_by_country;
use self::{
    claims::Claims,
    decide::{Parts, decide},
    field::read_field,
    languages::read_languages,
    lexicon::Lexicon,
    limits::read_limits,
    passage::Passage,
    phrases::read_phrases,
    text::Words,
};
use crate::cut::{Cut, CutPosting};

/// Reads reach by the tables of places, languages and phrases.
pub struct ReachReader {
    lexicon: Lexicon,
}

impl ReachReader {
    /// Compiles the tables.
    ///
    /// # Panics
    /// Only if a table that is compiled in is malformed, which the tests rule out.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self { lexicon: Lexicon::new().expect("the tables of reach are well formed") }
    }

    /// Reads where and by whom the work may be done.
    pub fn read(&self, posting: &Posting) -> ReachReading {
        self.read_cut(&CutPosting::of(posting))
    }

    /// As [`ReachReader::read`], of a posting that is cut.
    pub(crate) fn read_cut(&self, cut: &CutPosting<'_>) -> ReachReading {
        let posting = cut.posting;
        let location = posting.location.as_deref().map(str::trim).unwrap_or_default();
        let speaks = posting.location_is != LocationIs::Client && !location.is_empty();
        let said = speaks.then(|| Evidence::quote(Part::Location, location, 0..location.len()));
        let words = &mut Words::default();
        let local = posting.work_is == WorkIs::Local;
        let mut claims = |part, text: &Cut<'_>| read_claims(&self.lexicon, part, text, words);
        let location = if speaks { claims(Part::Location, &Cut::of(location)) } else { None };
        let title = claims(Part::Title, &cut.title);
        // On a board of local advertisements the pay field may say more than the title: "$50 and parking".
        let pay = if local { claims(Part::PayText, &cut.pay_text) } else { None };
        let body = claims(Part::Description, &cut.description);
        let tags = self.tags(&posting.tags, words);
        let parts = Parts {
            location: said_by(&location),
            location_said: said,
            title: said_by(&title),
            pay: said_by(&pay),
            body: said_by(&body),
            tags: said_by(&tags),
            local,
        };
        decide(posting, &parts)
    }

    fn tags(&self, tags: &[String], words: &mut Words) -> Option<Claims> {
        let mut all: Option<Claims> = None;
        let may_say = |tag: &(usize, &String)| self.lexicon.telling.may_stand_in(tag.1);
        for (number, tag) in tags.iter().enumerate().filter(may_say) {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let at_tag =
                |evidence: Option<Evidence>| evidence.map(|evidence| Evidence { start: number, ..evidence });
            let Some(claims) = read_claims(&self.lexicon, Part::Tags, &Cut::of(tag), words) else { continue };
            let all = all.get_or_insert_default();
            all.remote = all.remote.take().or_else(|| at_tag(claims.remote));
            all.any = all.any.take().or_else(|| at_tag(claims.any));
        }
        all
    }
}

/// Reads a part; nothing where it names nothing that says anything of reach.
fn read_claims(lexicon: &Lexicon, part: Part, text: &Cut<'_>, words: &mut Words) -> Option<Claims> {
    let passage = Passage::new(lexicon, part, text, words);
    if passage.items.is_empty() && part != Part::Location {
        return None;
    }
    let mut claims = Claims::default();
    read_phrases(&passage, &mut claims);
    if part == Part::Location {
        read_field(&passage, &mut claims);
    }
    read_limits(&passage, &mut claims);
    read_languages(&passage, &mut claims);
    Some(claims)
}

/// What a part says, or what one says that says nothing.
fn said_by(claims: &Option<Claims>) -> &Claims {
    static NOTHING: LazyLock<Claims> = LazyLock::new(Claims::default);
    claims.as_ref().unwrap_or_else(|| &NOTHING)
}
