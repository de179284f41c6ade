//! What one part of a posting says about reach, sentence by sentence.

use kazi_domain::{CountrySet, Evidence, Language, Part};

use super::{
    cue::{Cue, Cues},
    languages::read_languages,
    lexicon::Lexicon,
    limits::read_limits,
    passage::Passage,
    tables::FieldSays,
    text::Words,
};
use crate::cut::Cut;

/// Places named together, by one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Their countries.
    pub(super) countries: CountrySet,
    /// As worded.
    pub(super) places: Vec<String>,
    /// Whether one of them is a country, a region or hours rather than a city or state.
    pub(super) wide: bool,
    /// Whether a paper or permit is asked for rather than a home.
    pub(super) permit: bool,
    /// The sentence.
    pub(super) evidence: Option<Evidence>,
}

impl Group {
    /// A limit that leaves so many countries is none.
    const COUNTRIES_OF_WORLD_MIN: usize = 150;

    /// Takes in another group's places.
    pub(super) fn join(&mut self, more: &Self) {
        self.countries = self.countries.union(&more.countries);
        self.wide |= more.wide;
        let new =
            more.places.iter().filter(|place| !self.places.contains(place)).cloned().collect::<Vec<_>>();
        self.places.extend(new);
    }

    /// Whether hardly a country is left out.
    pub(super) fn spans_world(&self) -> bool {
        self.countries.len() >= Self::COUNTRIES_OF_WORLD_MIN
    }
}

/// What a part says.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims {
    pub(super) remote: Option<Evidence>,
    /// A bare "remote" or "online".
    pub(super) remote_word: Option<Evidence>,
    /// A bare "online" or "virtual".
    pub(super) online_word: Option<Evidence>,
    pub(super) no_remote: Option<Evidence>,
    pub(super) onsite: Option<Evidence>,
    /// A bare "hybrid" or "in-house".
    pub(super) onsite_word: Option<Evidence>,
    pub(super) local_work: Option<Evidence>,
    pub(super) desk_work: Option<Evidence>,
    /// Who works, by name: "assistant".
    pub(super) worker: Option<Evidence>,
    pub(super) any: Option<Evidence>,
    /// A bare "worldwide" or "global".
    pub(super) any_word: Option<Evidence>,
    /// Limits on who may do the work.
    pub(super) limits: Vec<Group>,
    /// Places that the work is said to be in.
    pub(super) sites: Vec<Group>,
    /// Places named without a word on what they mean.
    pub(super) bare: Group,
    /// The countries that are left where some are shut out.
    pub(super) except: Option<Group>,
    /// Whether it is people of theirs who are turned away, not wares that are not sold there.
    pub(super) turns_away: bool,
    /// Whether a field of the place names none, known or unknown.
    pub(super) placeless: bool,
    pub(super) languages: Vec<Language>,
    pub(super) group: Option<Evidence>,
    /// From afar, but no further than a drive: "remote (< 200 km)".
    pub(super) nearby: Option<Evidence>,
}

impl Claims {
    /// Where it speaks of work from a distance, in whatever words.
    pub(super) fn remote_said(&self) -> Option<Evidence> {
        self.remote.clone().or_else(|| self.remote_word.clone())
    }
}

/// Reads a part; nothing where it names nothing that says anything of reach.
pub(super) fn read_claims(
    lexicon: &Lexicon,
    part: Part,
    text: &Cut<'_>,
    words: &mut Words,
) -> Option<Claims> {
    let passage = Passage::new(lexicon, part, text, words);
    if passage.items.is_empty() && part != Part::Location {
        return None;
    }
    let mut claims = Claims::default();
    for index in 0..passage.items.len() {
        read_phrase(&passage, index, &mut claims);
    }
    if part == Part::Location {
        read_field(lexicon, text.text, &passage, &mut claims);
    }
    read_limits(&passage, &mut claims);
    read_languages(&passage, &mut claims);
    Some(claims)
}

/// What a field of the place says that names none: "Online", "n/a", "Remote (any)".
fn read_field(lexicon: &Lexicon, field: &str, passage: &Passage<'_>, claims: &mut Claims) {
    const PARTS: [char; 8] = [',', '،', '|', ';', '(', ')', '[', ']'];
    let whole = lexicon.tables.field_says(field);
    let parts = || field.split(PARTS).flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" / "));
    let said: Vec<_> = match whole {
        Some(said) => vec![Some(said)],
        None => {
            let worded = parts().filter(|part| part.contains(char::is_alphanumeric));
            worded.map(|part| lexicon.tables.field_says(part)).collect()
        }
    };
    let says = |meaning| said.contains(&Some(meaning));
    let evidence = || Some(Evidence::quote(Part::Location, field, 0..field.len()));
    if says(FieldSays::Online) && claims.remote_word.is_none() {
        claims.remote_word = evidence();
    }
    claims.placeless =
        said.iter().all(Option::is_some) && passage.items.iter().all(|item| item.place.is_none());
    // "GB, all": all of it.
    if claims.placeless && says(FieldSays::Any) && claims.any.is_none() {
        claims.any = evidence();
    }
}

/// What a phrase says by itself.
fn read_phrase(passage: &Passage<'_>, index: usize, claims: &mut Claims) {
    let cues = passage.items[index].cues;
    if cues.has(Cue::Noise) || !cues.has_any(Cues::SAYING) {
        return;
    }
    let denied = passage.is_denied(index);
    let set = |slot: &mut Option<Evidence>| {
        if slot.is_none() {
            *slot = passage.quote(index);
        }
    };
    if cues.has(Cue::NoRemote) || (denied && cues.any(&[Cue::Remote, Cue::RemoteWord])) {
        set(&mut claims.no_remote);
    } else if says_remote(passage, index) {
        set(&mut claims.remote);
    } else if cues.any(&[Cue::Remote, Cue::RemoteWord]) {
        set(&mut claims.remote_word);
    }
    if denied {
        return;
    }
    if cues.has(Cue::AnyWord) {
        set(if is_beside_remote(passage, index) { &mut claims.any } else { &mut claims.any_word });
    }
    if cues.has(Cue::Any) && !is_of_wares(passage, index) {
        set(&mut claims.any);
    }
    if cues.has(Cue::LocalWork) && !is_whom_for(passage, index) {
        set(&mut claims.local_work);
    }
    if cues.has(Cue::Nearby) && is_asked_nearby(passage, index) {
        set(&mut claims.nearby);
    }
    for (cue, slot) in [
        (Cue::Onsite, &mut claims.onsite),
        (Cue::OnsiteWord, &mut claims.onsite_word),
        (Cue::OnlineWord, &mut claims.online_word),
        (Cue::DeskWork, &mut claims.desk_work),
        (Cue::Worker, &mut claims.worker),
        (Cue::Group, &mut claims.group),
    ] {
        if cues.has(cue) {
            set(slot);
        }
    }
}

/// Whether a phrase says by itself that the work is done from afar: no clients stand before it, or it is a
/// field of a headline or all of a sentence.
fn says_remote(passage: &Passage<'_>, index: usize) -> bool {
    let plain = passage.has(index, Cue::Remote) && !passage.is_behind(index, Cue::ClientBefore);
    plain
        || (passage.has(index, Cue::RemoteWord)
            && (passage.is_head_field(index) || passage.is_sentence(index)))
}

/// Whether work of hands is only whom or what work at a desk is for: "a logo for my food truck".
fn is_whom_for(passage: &Passage<'_>, index: usize) -> bool {
    let before = (0..index).rev().take_while(|at| passage.gap(*at, index).is_some());
    before.filter(|at| passage.has(*at, Cue::DeskWork)).any(|desk| {
        let mut between = passage.between(desk, index).split_whitespace();
        between.any(|word| word.eq_ignore_ascii_case("for"))
    })
}

/// Whether "anywhere in the world" in a description is where wares go or what a firm does: "we deliver
/// anywhere in the world". A worker, a search for one, or a verb of living beside it says otherwise.
fn is_of_wares(passage: &Passage<'_>, index: usize) -> bool {
    const OF_WORK: [Cue; 4] = [Cue::Worker, Cue::Hire, Cue::Remote, Cue::RemoteWord];
    const VERBS: [&str; 10] =
        ["be", "live", "living", "work", "working", "based", "located", "from", "reside", "you"];
    const VAGUE: [&str; 4] = ["any", "anywhere", "all", "or"];
    let is_one_of = |words: &[&str], said: &str| words.iter().any(|word| said.eq_ignore_ascii_case(word));
    let wide = passage.shown(index).split_whitespace().next().unwrap_or_default();
    let vague = passage.part == Part::Description && is_one_of(&VAGUE, wide);
    vague
        && !is_one_of(&VERBS, passage.word_before(index))
        && !OF_WORK.iter().any(|cue| passage.in_sentence(index, *cue))
}

/// "remote, but within a two hour drive", "must live less than 50 miles from …".
fn is_asked_nearby(passage: &Passage<'_>, index: usize) -> bool {
    const ASKED: [Cue; 4] = [Cue::Remote, Cue::RemoteWord, Cue::LimitBefore, Cue::LimitHire];
    ASKED.iter().any(|cue| passage.in_sentence(index, *cue)) && !passage.in_sentence(index, Cue::Soft)
}

/// "remote, worldwide", "global remote".
fn is_beside_remote(passage: &Passage<'_>, index: usize) -> bool {
    let remote = |other: usize| passage.has(other, Cue::Remote) || passage.has(other, Cue::RemoteWord);
    let before = index.checked_sub(1).is_some_and(|left| remote(left) && passage.near(left, index, 1));
    before || (remote(index + 1) && passage.near(index, index + 1, 0))
}
