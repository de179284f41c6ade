//! What another skill book would change, before anybody publishes it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use kazi_catalog::Snapshot;
use kazi_domain::{Assessment, FieldId, Lead, LeadId, Profile, SkillBook, SkillId, SkillMatch};
use kazi_scoring::{
    Rules,
    worth::{SkillTree, worth},
};
use kazi_store::{Store, StoreError};

use crate::{
    Again, DeskState, Difference, Judging, Measure, Subject,
    affected::Affected,
    difference::difference,
    measure::{Measures, find_named, judged_leads},
    readers::Readers,
};

/// The most leads that a preview shows.
pub const LEADS_SHOWN_MAX: usize = 100;
/// The most leads read again for a change of words: two seconds of work.
const READ_MAX: usize = 10_000;
/// The most where only weights change: a fifth of a second.
const REWEIGHED_MAX: usize = 500;
/// Beside them, the most leads read for the verdicts on them, as a share of those.
const JUDGED_SHARE: usize = 4;
/// Leads taken from the store at once.
const CHUNK: usize = 500;
/// A worth that moves by less, in US dollars an hour, does not move for people.
const MOVED_USD_MIN: f64 = 0.005;

/// A lead as one book reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its fields.
    pub fields: Vec<FieldId>,
    /// Its skills.
    pub skills: Vec<SkillId>,
    /// What it is worth to the [`reader`](LeadChange::reader), in US dollars an hour.
    pub worth_usd: f64,
}

/// A lead that changes.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadChange {
    /// The lead.
    pub lead: LeadId,
    /// Its title.
    pub title: String,
    /// What it is read as anew, and the words that make it so, where the books' difference tells them.
    pub gained: Vec<(Subject, String)>,
    /// What it is no longer read as, and the words that made it so.
    pub lost: Vec<(Subject, String)>,
    /// The one skill of the reader that the worths are for, where they move for that reader and not, or less, for
    /// the profile asked for.
    pub reader: Option<SkillId>,
    /// Today.
    pub before: Side,
    /// With the other book.
    pub after: Side,
}

/// What another book changes.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// What is different between the books.
    pub difference: Difference,
    /// Leads that may be read in another way.
    pub affected: u64,
    /// Of those, how many were read, the best ranked first.
    pub read: usize,
    /// Leads that gain a skill or field.
    pub gain: usize,
    /// Leads that lose one.
    pub lose: usize,
    /// Leads whose worth moves: for the profile asked for, or for it with a skill more, one of those that change.
    pub moved: usize,
    /// The leads that change most, at most [`LEADS_SHOWN_MAX`].
    pub leads: Vec<LeadChange>,
    /// How the verdicts come out today and with the other book, where there are any.
    pub measures: BTreeMap<Subject, (Measure, Measure)>,
    /// On how many leads those verdicts are, and on how many there are any: of very many, the last count.
    pub judged: (usize, usize),
}

/// Whom a preview is for, and when.
#[derive(Clone, Debug)]
pub struct Eyes {
    /// The profile.
    pub profile: Profile,
    /// The time.
    pub now: Timestamp,
}

/// Reads the leads that `after` could change as both books do.
///
/// # Errors
/// When the store cannot answer.
pub async fn preview(
    store: &dyn Store,
    snapshot: Arc<Snapshot>,
    rules: Arc<Rules>,
    state: &DeskState,
    eyes: Eyes,
) -> Result<Preview, StoreError> {
    let after: &SkillBook = rules.matcher().book();
    let difference = difference(&state.book, after);
    let readers = Readers::between(&state.book, after, &difference, &eyes.profile);
    let mut affected = Affected::between(&state.book, after);
    affected.wanted.extend(readers.wanted());
    let most = if affected.weights_only { REWEIGHED_MAX } else { READ_MAX };
    let selection = affected.leads(&snapshot, most);
    let mut preview =
        Preview { difference, affected: selection.total, read: selection.leads.len(), ..Preview::default() };
    let (judged, judged_count) = judged_leads(state, most / JUDGED_SHARE);
    let mut ids = selection.leads;
    let affected: BTreeSet<LeadId> = ids.iter().copied().collect();
    let judged: BTreeSet<LeadId> = find_named(store, state, &judged).await?.into_iter().collect();
    ids.extend(judged.iter().filter(|lead| !affected.contains(lead)));
    let compare = Arc::new(Compare {
        tree: SkillTree::new(after),
        today: Arc::clone(&state.book),
        snapshot,
        judging: Judging { rules, marks: state.marks.clone(), names: state.names.clone() },
        eyes,
        readers,
        judged,
    });
    let mut counted = 0;
    let (mut before, mut after) = (Measures::default(), Measures::default());
    for chunk in ids.chunks(CHUNK) {
        let leads = store.find_leads(chunk).await?;
        let compare = Arc::clone(&compare);
        let work = move || leads.into_iter().flatten().map(|lead| compare.lead(&lead)).collect::<Vec<_>>();
        // It only fails where reading panicked, and that was said where it did.
        for (change, judged) in tokio::task::spawn_blocking(work).await.unwrap_or_default() {
            if let Some((lead, then)) = judged {
                counted += 1;
                before.count(state, &lead, lead.assessment());
                after.count(state, &lead, &then);
            }
            if let Some(change) = change {
                preview.count(change);
            }
        }
    }
    preview.leads.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then(a.lead.cmp(&b.lead)));
    preview.leads.truncate(LEADS_SHOWN_MAX);
    preview.judged = (counted, judged_count);
    let both = |(subject, before): (Subject, Measure)| {
        let after = after.0.remove(&subject).unwrap_or_default();
        (subject, (before, after))
    };
    preview.measures = before.0.into_iter().map(both).collect();
    Ok(preview)
}

impl Preview {
    fn count(&mut self, change: LeadChange) {
        self.gain += usize::from(!change.gained.is_empty());
        self.lose += usize::from(!change.lost.is_empty());
        self.moved += usize::from(change.moves());
        // Twice as many as are shown are kept, so that sorting is rare.
        if self.leads.len() >= 2 * LEADS_SHOWN_MAX {
            self.leads.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then(a.lead.cmp(&b.lead)));
            self.leads.truncate(LEADS_SHOWN_MAX);
        }
        self.leads.push(change);
    }
}

impl LeadChange {
    fn moves(&self) -> bool {
        moves((self.before.worth_usd, self.after.worth_usd))
    }

    /// How much people care to see it: what changes among what is worth most.
    fn weight(&self) -> f64 {
        self.before.worth_usd.max(self.after.worth_usd)
    }
}

/// Both books, and the eyes that compare.
struct Compare {
    today: Arc<SkillBook>,
    snapshot: Arc<Snapshot>,
    tree: SkillTree,
    judging: Judging,
    eyes: Eyes,
    readers: Readers,
    judged: BTreeSet<LeadId>,
}

/// A lead that verdicts are on, and how the other book reads it.
type Judged = Option<(Lead, Assessment)>;

impl Compare {
    /// What changes about a lead, and how it is read where a verdict needs it.
    fn lead(&self, lead: &Lead) -> (Option<LeadChange>, Judged) {
        let (after, differs) = self.judging.judge_again(lead.clone(), Again::Book);
        let differs = differs || self.readers.may_refit(lead.assessment());
        let change = if differs { self.change(lead, &after) } else { None };
        let judged = self.judged.contains(&lead.id).then(|| (lead.clone(), after.assessment().clone()));
        (change, judged)
    }

    fn change(&self, before: &Lead, after: &Lead) -> Option<LeadChange> {
        let (one, other) = (before.assessment(), after.assessment());
        let (today, then) = (&*self.today, self.judging.rules.matcher().book());
        let (reader, worth_usd) = self.worths(before, after);
        let side = |assessment: &Assessment, worth_usd| Side {
            fields: assessment.fields.clone(),
            skills: assessment.skills.iter().map(|found| found.skill.clone()).collect(),
            worth_usd,
        };
        let change = LeadChange {
            lead: before.id,
            title: before.best().posting.title.clone(),
            gained: only_in(other, one, |field| words_for(field, then, today, before)),
            lost: only_in(one, other, |field| words_for(field, today, then, before)),
            reader,
            before: side(one, worth_usd.0),
            after: side(other, worth_usd.1),
        };
        let tells = change.moves() || !change.gained.is_empty() || !change.lost.is_empty();
        tells.then_some(change)
    }

    /// What a lead is worth today and then, to whom it moves most, and the one skill of that reader.
    fn worths(&self, before: &Lead, after: &Lead) -> (Option<SkillId>, (f64, f64)) {
        let of = |profile: &Profile, lead: &Lead, tree: &SkillTree| {
            let (rules, now) = (self.snapshot.rules(), self.eyes.now);
            worth(rules, tree, profile, lead.assessment(), lead.posted_at(), now).usd
        };
        let both =
            |profile: &Profile| (of(profile, before, self.snapshot.tree()), of(profile, after, &self.tree));
        let mut most = (None, both(&self.eyes.profile));
        let asked = before.assessment().skills.iter().chain(&after.assessment().skills);
        for (skill, profile) in self.readers.of(asked.map(|found| &found.skill)) {
            let worths = both(profile);
            if moves(worths) && moved_usd(worths) > moved_usd(most.1) {
                most = (Some(skill.clone()), worths);
            }
        }
        most
    }
}

fn moved_usd((before, after): (f64, f64)) -> f64 {
    (after - before).abs()
}

fn moves(worths: (f64, f64)) -> bool {
    moved_usd(worths) >= MOVED_USD_MIN
}

/// The longest of a field's words that only `book` has and a posting of the lead holds; a field that follows from
/// its skills has none.
fn words_for(field: &FieldId, book: &SkillBook, other: &SkillBook, lead: &Lead) -> String {
    let aliases = |book: &SkillBook| -> Vec<String> {
        let known = book.fields.iter().find(|known| known.id == *field);
        known.into_iter().flat_map(|field| &field.aliases).map(|alias| alias.text.clone()).collect()
    };
    let known = aliases(other);
    let postings = lead.postings().iter().map(|assessed| &assessed.posting);
    let texts = postings.flat_map(|posting| [posting.title.as_str(), posting.description.as_str()]);
    let text = texts.collect::<Vec<_>>().join("\n").to_lowercase();
    let mut only = aliases(book);
    only.retain(|words| !known.contains(words) && text.contains(&words.to_lowercase()));
    only.into_iter().max_by_key(String::len).unwrap_or_default()
}

fn only_in(
    one: &Assessment,
    other: &Assessment,
    words_for: impl Fn(&FieldId) -> String,
) -> Vec<(Subject, String)> {
    let fields = one.fields.iter().filter(|field| !other.fields.contains(field));
    let has = |found: &&SkillMatch| !other.skills.iter().any(|known| known.skill == found.skill);
    let skills = one.skills.iter().filter(has);
    fields
        .map(|field| (Subject::Field(field.clone()), words_for(field)))
        .chain(skills.map(|found| (Subject::Skill(found.skill.clone()), found.evidence.words.clone())))
        .collect()
}

#[cfg(test)]
mod tests;
