//! From what the parts say to one reading.

use kazi_domain::{
    Country, CountrySet, Evidence, Language, LocationIs, Posting, ReachReading, Scope, WorkIs,
};

use super::claims::{Claims, Group};

/// What the parts of a posting say.
pub(super) struct Parts<'c> {
    /// The field of the place, where it speaks of the work or the worker.
    pub(super) location: &'c Claims,
    /// All of that field, where it holds any words.
    pub(super) location_said: Option<Evidence>,
    /// The title.
    pub(super) title: &'c Claims,
    /// The tags.
    pub(super) tags: &'c Claims,
    /// The pay field, where it may speak of the work.
    pub(super) pay: &'c Claims,
    /// The description.
    pub(super) body: &'c Claims,
    /// Whether it stands on a board of local advertisements.
    pub(super) local: bool,
}

/// A scope, with the places and sentence it rests on.
struct Answer {
    scope: Scope,
    group: Group,
}

impl Answer {
    fn new(scope: Scope, evidence: Option<Evidence>) -> Self {
        Self { scope, group: Group { evidence, ..Group::default() } }
    }

    fn within(scope: Scope, group: &Group) -> Self {
        Self { scope, group: group.clone() }
    }

    fn knows_place(&self) -> bool {
        !self.group.countries.is_empty()
    }
}

/// The reading that the parts make together.
pub(super) fn decide(posting: &Posting, parts: &Parts<'_>) -> ReachReading {
    let Answer { mut scope, mut group } = scope_of(posting, parts);
    if let (Scope::Anywhere, Some(evidence)) = (scope, parts.nearby()) {
        (scope, group) = (Scope::Restricted, parts.home_of_work(evidence));
    }
    if scope != Scope::Onsite && group.spans_world() {
        scope = Scope::Anywhere;
        group = Group { evidence: group.evidence, ..Group::default() };
    }
    if let Some(left) = parts.left_by_refusals(scope) {
        let limited = !group.countries.is_empty();
        let countries = if limited { both(&group.countries, &left.countries) } else { left.countries };
        if !countries.is_empty() {
            group.countries = countries;
            group.evidence.clone_from(&left.evidence);
        }
    }
    ReachReading {
        scope,
        countries: (!group.countries.is_empty()).then_some(group.countries),
        places: group.places,
        languages: parts.languages(),
        group: parts.all().iter().any(|claims| claims.group.is_some()),
        evidence: group.evidence,
    }
}

impl Parts<'_> {
    fn all(&self) -> [&Claims; 4] {
        [self.location, self.title, self.tags, self.body]
    }

    /// The countries that are left where some are shut out.
    fn left_by_refusals(&self, scope: Scope) -> Option<Group> {
        let speaks = |claims: &&&Claims| match scope {
            Scope::Anywhere | Scope::Restricted => true,
            // Where nothing says that the work is done from a distance, what is "not available in Chad" may
            // be wares.
            Scope::Unknown => claims.turns_away,
            Scope::Onsite => false,
        };
        let all = self.all();
        let mut left = all.iter().filter(speaks).filter_map(|claims| claims.except.as_ref());
        let mut first = left.next()?.clone();
        left.for_each(|more| first.countries = both(&first.countries, &more.countries));
        Some(first)
    }

    /// The place that a job's title ends with, where a company is named and no field of the place
    /// says more: "Account manager, Kenya".
    fn title_end(&self, posting: &Posting) -> Option<&Group> {
        let Self { location, title, .. } = self;
        let silent = location.bare.places.is_empty() && location.any.is_none() && location.any_word.is_none();
        let ends = |place: &String| posting.title.trim_end_matches([')', ']', ' ']).ends_with(place.as_str());
        let employed = posting.company.is_some() && posting.location_is != LocationIs::Client;
        (silent && employed && title.bare.places.last().is_some_and(ends)).then_some(&title.bare)
    }

    /// Where a drive to the work is asked for, though it is done from afar.
    fn nearby(&self) -> Option<&Evidence> {
        self.all()
            .into_iter()
            .find_map(|claims| claims.nearby.as_ref())
            .filter(|_| self.place_of_work().is_some())
    }

    /// The places that the posting names as those of the work, the field before the headline.
    fn place_of_work(&self) -> Option<&Group> {
        let Self { location, title, body, .. } = self;
        let bare = [&location.bare, &title.bare].into_iter().filter(|group| !group.places.is_empty());
        bare.chain(location.sites.iter().chain(&title.sites).chain(&body.sites)).next()
    }

    fn home_of_work(&self, evidence: &Evidence) -> Group {
        Group { evidence: Some(evidence.clone()), ..self.place_of_work().cloned().unwrap_or_default() }
    }

    fn languages(&self) -> Vec<Language> {
        let mut languages = Vec::new();
        for language in self.all().iter().flat_map(|claims| &claims.languages) {
            if !languages.contains(language) {
                languages.push(language.clone());
            }
        }
        languages
    }

    /// Whether the headline or the field of the place speaks of work from a distance.
    fn head_remote(&self) -> Option<Evidence> {
        [self.location, self.title, self.tags].into_iter().find_map(Claims::remote_said)
    }

    fn head_any(&self) -> Option<Evidence> {
        let Self { location, title, tags, .. } = self;
        first([&location.any, &location.any_word, &title.any, &tags.any, &tags.any_word])
    }

    /// The field of the place, unless it says nothing but "remote" or is no place by its length.
    fn place_said(&self) -> Option<&Evidence> {
        /// Words that an unknown place may have: "Ville de Sainte-Foy".
        const UNKNOWN_WORDS_MAX: usize = 5;
        let location = self.location;
        let placeless = location.bare.places.is_empty() && location.sites.is_empty();
        let is_place = |said: &&Evidence| {
            let words = said.words.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
            let short = (1..=UNKNOWN_WORDS_MAX).contains(&words.count());
            !placeless || (short && !location.placeless && location.remote_said().is_none())
        };
        self.location_said.as_ref().filter(is_place)
    }
}

/// Asks one question after the other, the plainest words first.
fn scope_of(posting: &Posting, parts: &Parts<'_>) -> Answer {
    let Parts { location, title, body, .. } = parts;
    let (head_remote, head_any) = (parts.head_remote(), parts.head_any());
    let online = posting.work_is == WorkIs::Online || posting.location_is == LocationIs::Residence;
    let site_word = title.onsite_word.clone().filter(|_| !online);
    let head_onsite = first([&location.onsite, &location.onsite_word, &title.onsite]).or(site_word);
    let head_onsite = head_onsite.filter(|_| head_remote.is_none() && head_any.is_none());
    let no_remote = first([&location.no_remote, &title.no_remote, &body.no_remote]);
    if let Some(evidence) = no_remote.or(head_onsite) {
        return onsite(parts, Some(evidence));
    }
    let from_afar = head_remote.or(head_any.clone()).or_else(|| first([&body.remote, &body.any]));
    // "Virtual talk, people in Ohio": who takes part must live there.
    let meets_online = posting.work_is == WorkIs::Local && title.online_word.is_some();
    if let Some(answer) = limited(parts, from_afar.is_some() || online || meets_online) {
        return answer;
    }
    if online && let Some(group) = parts.title_end(posting) {
        return Answer::within(Scope::Restricted, group);
    }
    if let Some(evidence) = head_any {
        return Answer::new(Scope::Anywhere, Some(evidence));
    }
    if let Some(said) = parts.place_said() {
        let known = placed(parts, said, from_afar.is_some(), online);
        // A name that no table knows, beside work from anywhere or on a board of local advertisements, adds
        // nothing.
        if known.knows_place() || (body.any.is_none() && posting.work_is != WorkIs::Local) {
            return known;
        }
    }
    match (from_afar, posting.work_is) {
        // On a board of local advertisements a bare "remote" that names no work says little.
        (Some(evidence), WorkIs::Local) if title.desk_work.is_none() && title.worker.is_none() => {
            Answer::new(Scope::Unknown, Some(evidence))
        }
        (Some(evidence), _) => Answer::new(Scope::Anywhere, Some(evidence)),
        (None, WorkIs::Online) => match &body.onsite {
            Some(evidence) => onsite(parts, Some(evidence.clone())),
            None => Answer::new(
                Scope::Anywhere,
                first([&body.remote_word, &title.online_word, &body.online_word]),
            ),
        },
        (None, work_is) => unsaid(parts, work_is),
    }
}

/// No word on distance: a place named, or what such a source usually shows.
fn unsaid(parts: &Parts<'_>, work_is: WorkIs) -> Answer {
    let Parts { title, body, .. } = parts;
    if !title.bare.places.is_empty() {
        let online = work_is == WorkIs::Local && title.online_word.is_some();
        let scope = if online { Scope::Restricted } else { Scope::Onsite };
        return Answer::within(scope, &title.bare);
    }
    if let Some(group) = title.sites.first().or(body.sites.first()) {
        return Answer::within(Scope::Onsite, group);
    }
    if let Some(evidence) = &body.onsite {
        return onsite(parts, Some(evidence.clone()));
    }
    if let Some(evidence) = title.online_word.as_ref().filter(|_| work_is == WorkIs::Unsaid) {
        return Answer::new(Scope::Anywhere, Some(evidence.clone()));
    }
    let local = title.local_work.as_ref().or(parts.pay.local_work.as_ref());
    let desk = title.desk_work.as_ref().or(title.online_word.as_ref());
    match (work_is, local, desk) {
        (WorkIs::Local, None, Some(desk)) => Answer::new(Scope::Unknown, Some(desk.clone())),
        (WorkIs::Local, local, _) => Answer::new(Scope::Onsite, local.cloned()),
        _ => Answer::new(Scope::Unknown, None),
    }
}

/// The first that says something.
fn first<const N: usize>(claims: [&Option<Evidence>; N]) -> Option<Evidence> {
    claims.into_iter().find_map(Clone::clone)
}

/// In person, at the places that the parts name.
fn onsite(parts: &Parts<'_>, evidence: Option<Evidence>) -> Answer {
    let Parts { location, title, body, .. } = parts;
    let bare = [&location.bare, &title.bare].into_iter().filter(|group| !group.places.is_empty());
    let said = [&location.sites, &title.sites, &location.limits, &title.limits, &body.sites, &body.limits];
    let named = bare.chain(said.into_iter().flatten()).next().cloned();
    let unknown = parts.place_said().filter(|_| named.is_none() && !parts.local);
    let mut group = named.unwrap_or_default();
    group.evidence = evidence.or(group.evidence);
    if let Some(said) = unknown {
        group.places.push(said.words.clone());
        group.countries = leading_code(&said.words);
    }
    let nowhere = unknown.is_some() && group.countries.is_empty();
    Answer { scope: if nowhere { Scope::Unknown } else { Scope::Onsite }, group }
}

/// Limits that somebody states: those of the headline before those of the body, and homes before
/// papers.
fn limited(parts: &Parts<'_>, from_afar: bool) -> Option<Answer> {
    let head: Vec<&Group> = parts.location.limits.iter().chain(&parts.title.limits).collect();
    let narrower = || parts.body.limits.iter().filter(|body| !body.permit && narrows(&head, body)).collect();
    let limits: Vec<&Group> = if head.is_empty() { parts.body.limits.iter().collect() } else { narrower() };
    let limits = if limits.is_empty() { head } else { limits };
    let homes: Vec<&Group> = limits.iter().copied().filter(|group| !group.permit).collect();
    let papers_only = homes.is_empty();
    let (group, more) = if papers_only { limits.split_first()? } else { homes.split_first()? };
    let mut group = (*group).clone();
    more.iter().for_each(|more| group.join(more));
    let place_said = parts.place_said().is_some() || !parts.title.bare.places.is_empty();
    if from_afar || (group.wide && !place_said && !papers_only) {
        return Some(Answer { scope: Scope::Restricted, group });
    }
    Some(onsite(parts, group.evidence))
}

/// The countries of both.
fn both(one: &CountrySet, other: &CountrySet) -> CountrySet {
    one.iter().filter(|country| other.contains(*country)).collect()
}

/// Whether a limit of the body leaves only some of the countries that the head names: "Remote EMEA"
/// above, "legal residency in Portugal" below.
fn narrows(head: &[&Group], body: &Group) -> bool {
    let named = head.iter().fold(CountrySet::EMPTY, |all, group| all.union(&group.countries));
    let within = body.countries.iter().all(|country| named.contains(country));
    body.wide && !body.countries.is_empty() && within && body.countries.len() < named.len()
}

/// The field of the place names one: there in person, or from afar but living there.
fn placed(parts: &Parts<'_>, said: &Evidence, from_afar: bool, online: bool) -> Answer {
    let mut group = parts.location.bare.clone();
    parts.location.sites.iter().for_each(|more| group.join(more));
    if group.places.is_empty() {
        group.places.push(said.words.clone());
        group.countries = leading_code(&said.words);
    }
    group.evidence = Some(said.clone());
    if group.spans_world() {
        return Answer { scope: Scope::Anywhere, group };
    }
    let Parts { title, body, .. } = parts;
    let said_afar = body.remote.is_some() || parts.head_remote().is_some();
    let site_word = body.onsite_word.is_some() && !online;
    let here = body.onsite.is_some() || title.local_work.is_some() || site_word;
    let afar = said_afar || ((from_afar || online) && !here);
    let scope = match (afar, group.countries.is_empty()) {
        (true, _) => Scope::Restricted,
        (false, false) => Scope::Onsite,
        // In whose country nobody can tell: it may be the reader's own town.
        (false, true) => Scope::Unknown,
    };
    Answer { scope, group }
}

/// The country of a place that begins with its code, such as "KE, 30, Garsen".
fn leading_code(location: &str) -> CountrySet {
    let code = location.split(',').next().unwrap_or_default().trim();
    let capitals = code.bytes().all(|byte| byte.is_ascii_uppercase());
    code.parse::<Country>().ok().filter(|_| capitals).into_iter().collect()
}
