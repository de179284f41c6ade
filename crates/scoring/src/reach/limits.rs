//! Sentences that limit who may do the work, or say where it is.

use kazi_domain::{Country, Part};

use super::{
    claims::{Claims, Group},
    cue::Cue,
    gap::Gap,
    passage::{LIST_GAP_MAX, PLACE_GAP_MAX, PLACES_MAX, Passage},
    refusals::read_refusals,
    tables::PlaceKind,
};

/// Adds the limits, sites and bare places of a part to what it claims.
pub(super) fn read_limits(passage: &Passage<'_>, claims: &mut Claims) {
    if passage.names_places() {
        read_places(passage, claims);
    } else {
        (0..passage.items.len()).for_each(|index| papers(passage, index, claims));
    }
}

fn read_places(passage: &Passage<'_>, claims: &mut Claims) {
    let mut theme = passage.themes();
    // Refusals first: "freelancers from Chad are not eligible" limits to nothing.
    read_refusals(passage, &mut theme, claims);
    // Places that some phrase speaks of; the others are bare.
    let mut spoken = theme.clone();
    for index in 0..passage.items.len() {
        papers(passage, index, claims);
        limit(passage, index, &theme, &mut spoken, claims);
    }
    for index in 0..passage.items.len() {
        site(passage, index, &mut spoken, claims);
        if let Some(place) = passage.own_office(index) {
            claims.sites.push(Group::of(passage, &[place], index));
        }
    }
    // Hours named without a word on them are those of a meeting, not of a home.
    let is_place = |kind| kind != PlaceKind::Zone || passage.part == Part::Location;
    let bare = |index: &usize| {
        passage.items[*index].place.is_some_and(|place| is_place(place.kind)) && !spoken[*index]
    };
    let bare: Vec<usize> = (0..passage.items.len()).filter(bare).take(PLACES_MAX).collect();
    if let Some(first) = bare.first() {
        claims.bare = Group::of(passage, &bare, *first);
    }
    for index in bare.into_iter().filter(|index| passage.is_field(*index)) {
        claims.sites.push(Group::of(passage, &[index], index));
    }
}

/// "green card", "IR35": papers that only one country knows.
fn papers(passage: &Passage<'_>, index: usize, claims: &mut Claims) {
    let code = match () {
        () if passage.has(index, Cue::PermitUs) => "US",
        () if passage.has(index, Cue::PermitGb) => "GB",
        () => return,
    };
    if passage.in_sentence(index, Cue::Soft) || passage.is_denied(index) {
        return;
    }
    claims.limits.push(Group {
        countries: code.parse::<Country>().into_iter().collect(),
        places: vec![code.to_owned()],
        wide: true,
        permit: true,
        evidence: passage.quote(index),
    });
}

/// "must live in Kenya", "US only", "Remote (EU)".
fn limit(passage: &Passage<'_>, index: usize, theme: &[bool], spoken: &mut [bool], claims: &mut Claims) {
    let mut places = limited_places(passage, index);
    places.retain(|place| !theme[*place]);
    let Some(first) = places.first() else { return };
    if passage.is_denied(*first) || passage.is_denied(index) {
        return;
    }
    // "able to work in PST hours, but can live anywhere": at night, then.
    let hours =
        |place: &usize| passage.items[*place].place.is_some_and(|place| place.kind == PlaceKind::Zone);
    if passage.has(index, Cue::Hours) && claims.any.is_some() && places.iter().all(hours) {
        return;
    }
    places.iter().for_each(|place| spoken[*place] = true);
    // "a US-based remote role, preferably in Lyon": the wish is about the second place.
    let other = passage.is_based_worker(index) && passage.places_after(index, LIST_GAP_MAX).is_empty();
    let near = (1..=2)
        .any(|behind| passage.near(index, index + behind, 1) && passage.has(index + behind, Cue::Soft));
    let wished = if other { near } else { passage.in_sentence(index, Cue::Soft) };
    if !wished {
        let permit = passage.has(index, Cue::Permit) || passage.has(index, Cue::PermitAfter);
        claims.limits.push(Group { permit, ..Group::of(passage, &places, index) });
    }
}

/// The places that a phrase limits the work to.
fn limited_places(passage: &Passage<'_>, index: usize) -> Vec<usize> {
    let cues = passage.items[index].cues;
    let sought = || passage.is_headline() || passage.in_sentence(index, Cue::Hire);
    if cues.any(&[Cue::LimitBefore, Cue::Permit]) || (cues.has(Cue::LimitHire) && sought()) {
        return passage.places_after(index, PLACE_GAP_MAX);
    }
    if cues.any(&[Cue::LimitAfter, Cue::PermitAfter]) {
        let lone = passage.items[index].first == passage.items[index].last;
        let places = passage.places_before(index, usize::from(lone));
        // "French only" asks for the language.
        let language =
            |place: &usize| passage.items[*place].place.is_none() && passage.items[*place].language.is_some();
        return if lone && places.iter().any(language) { Vec::new() } else { places };
    }
    if cues.has(Cue::ClientAfter) && passage.is_based_worker(index) {
        return passage.places_before(index, 0);
    }
    if cues.has(Cue::Worker) && passage.is_headline() && passage.is_followed_by(index, "from") {
        return passage.places_after(index, 1);
    }
    let beside = |other: Option<usize>| {
        let near = |other: usize| passage.near(other, index, 1) && !passage.items[index].before.has(Gap::BAR);
        other.is_some_and(|other| near(other) && passage.has(other, Cue::RemoteWord))
    };
    if cues.has(Cue::SiteBefore) && beside(index.checked_sub(1)) {
        return passage.places_after(index, LIST_GAP_MAX);
    }
    if cues.has(Cue::SiteBefore) {
        // "Location: India, Remote"
        let places = passage.places_after(index, 0);
        let remote =
            |last: &usize| passage.near(*last, last + 1, 0) && passage.has(last + 1, Cue::RemoteWord);
        let wide = places.iter().all(|place| passage.is_wide(*place));
        return if wide && places.last().is_some_and(remote) { places } else { Vec::new() };
    }
    if cues.any(&[Cue::Remote, Cue::RemoteWord, Cue::Any, Cue::AnyWord]) {
        return places_beside_remote(passage, index);
    }
    Vec::new()
}

/// "Remote (US)", "REMOTE - EU", "US Remote", "Remote: Kenya, Uganda".
fn places_beside_remote(passage: &Passage<'_>, index: usize) -> Vec<usize> {
    let item = &passage.items[index];
    let after = passage.places_after(index, 0);
    if let Some(first) = after.first() {
        let before = passage.items[*first].before;
        let listed = before.has(Gap::COMMA.and(Gap::SLASH)) && !passage.is_wide(*first);
        let parted = before.has(Gap::BAR.and(Gap::CLOSE)) || listed;
        // "all over the world: Canada, India" lists examples.
        let anywhere = !item.cues.any(&[Cue::Remote, Cue::RemoteWord]);
        if before.has(Gap::OPEN) || (passage.is_wide(*first) && !parted && !anywhere) {
            return after;
        }
    }
    let parted = item.before.has(Gap::BAR.and(Gap::COMMA).and(Gap::SLASH));
    let told = |left: &usize| (passage.is_headline() && !parted) || passage.is_line(*left, index);
    let left = index.checked_sub(1).filter(|left| told(left) && passage.is_wide(*left));
    left.map(|_| passage.places_before(index, 0)).unwrap_or_default()
}

/// "in our office in Lyon", "Location: Austin, TX".
fn site(passage: &Passage<'_>, index: usize, spoken: &mut [bool], claims: &mut Claims) {
    let cues = passage.items[index].cues;
    if !cues.any(&[Cue::SiteBefore, Cue::Onsite, Cue::OnsiteWord]) || cues.has(Cue::Noise) {
        return;
    }
    // "The sun sets here in Lyon" says where somebody sits, not where the work is.
    let here = ends_with(passage.shown(index), "here in");
    let works = || passage.in_sentence(index, Cue::Hire) || passage.in_sentence(index, Cue::Company);
    if here && !passage.is_headline() && !works() {
        return;
    }
    // "we are a studio based in Lyon": the studio is.
    let of_company = !passage.is_headline()
        && index > 0
        && ((passage.has(index - 1, Cue::Company) && passage.near(index - 1, index, 1))
            || passage.speaks_of_poster(index));
    let mut places = passage.places_after(index, LIST_GAP_MAX);
    // "Lyon onsite", "in Lyon, hybrid"
    if places.is_empty() && !cues.has(Cue::SiteBefore) {
        places = passage.places_before(index, 0);
    }
    places.retain(|place| !of_company && !spoken[*place]);
    if !places.is_empty() && !passage.in_sentence(index, Cue::Soft) {
        places.iter().for_each(|place| spoken[*place] = true);
        claims.sites.push(Group::of(passage, &places, index));
    }
}

/// Whether a text ends with these ASCII letters, whatever their case.
fn ends_with(text: &str, ending: &str) -> bool {
    let begin = text.len().checked_sub(ending.len());
    begin.and_then(|begin| text.get(begin..)).is_some_and(|last| last.eq_ignore_ascii_case(ending))
}
