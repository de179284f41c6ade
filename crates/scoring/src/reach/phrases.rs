//! What phrases say by themselves: "remote", "anywhere", "on site".

use kazi_domain::{Evidence, Part};

use super::{
    claims::Claims,
    cue::{Cue, Cues},
    passage::Passage,
};

/// Adds what the phrases of a part say.
pub(super) fn read_phrases(passage: &Passage<'_>, claims: &mut Claims) {
    (0..passage.items.len()).for_each(|index| read_phrase(passage, index, claims));
}

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
