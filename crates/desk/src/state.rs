//! What all decisions together say: a pure fold.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use kazi_domain::{FieldId, Lead, LeadId, PostingId, SkillBook, SourceId};
use rpds::RedBlackTreeMapSync;

use crate::{
    Activity, ActivityLine, BookEdit, Decision, Gone, HandLead, Mark, Names, Signed, Subject, apply_all,
    difference::{Difference, difference},
    parse_book, secret_hash,
};

/// The source under which leads added by hand stand.
pub const HAND_SOURCE: &str = "by-hand";

/// A map of which each state has a copy that costs nothing: copies share all that is alike.
pub type SharedMap<K, V> = RedBlackTreeMapSync<K, V>;
/// Marks by lead.
pub type Marks = SharedMap<LeadId, Marked>;

/// Somebody who may log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trainer {
    /// What `argon2` made of the password.
    pub password_hash: Arc<str>,
    /// The entry of the journal that set the password: a session of an earlier one has ended.
    pub since: u64,
}

/// A program that may ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRecord {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// When it was added.
    pub at: Timestamp,
}

/// A published edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// Its number; 0 is the one that ships.
    pub number: u32,
    /// Who published it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
    /// The edition whose text it is again.
    pub restored: Option<u32>,
    /// What is different from the edition before.
    pub difference: Difference,
    /// The entry of the journal that holds its text.
    pub sequence: u64,
}

/// Changes that somebody collects for the next edition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The edition that they were made for.
    pub base: u32,
    /// The changes, in order.
    pub edits: Arc<Vec<BookEdit>>,
}

impl Draft {
    /// What shows that a draft is the one that somebody saw: its edition and all its changes.
    pub fn seen(&self) -> String {
        // Changes are written as the journal does.
        secret_hash(&serde_json::to_string(&(self.base, &*self.edits)).unwrap_or_default())
    }
}

/// A verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whether the lead is of the subject.
    pub is: bool,
    /// Who says so.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A mark, who set it, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The mark.
    pub mark: Mark,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// All that was decided. Each decision makes another state of the one before, while readers still hold that:
/// what grows without end is shared between them.
#[derive(Clone, Debug)]
pub struct DeskState {
    /// The last entry of the journal that is folded in.
    pub head: u64,
    /// Who may log in, by name.
    pub trainers: BTreeMap<String, Trainer>,
    /// Programs that may ask, by the SHA-256 of their key.
    pub keys: BTreeMap<String, KeyRecord>,
    /// The editions, from 1.
    pub editions: Vec<Arc<Edition>>,
    /// The text of the current edition.
    pub text: Arc<str>,
    /// The book of the current edition.
    pub book: Arc<SkillBook>,
    /// What earlier editions had.
    pub gone: Gone,
    /// Drafts by trainer.
    pub drafts: BTreeMap<String, Draft>,
    /// Verdicts.
    pub verdicts: SharedMap<(LeadId, Subject), Judgement>,
    /// Marks.
    pub marks: Marks,
    /// By which postings the leads of verdicts and marks are known.
    pub names: Names,
    /// Leads added by hand and not closed.
    pub hand_leads: SharedMap<LeadId, HandLead>,
    /// Who decided what and when.
    pub activity: Activity,
    /// Entries of the journal that could not be read: a removed trainer may stand among them.
    pub unread: u64,
    /// The highest number that an edition has or may have had.
    numbered: u32,
    /// Entries whose editions cannot be matched with.
    passed_over: BTreeSet<u64>,
}

impl DeskState {
    /// Nothing decided yet: `text` is the book that ships.
    pub fn new(text: Arc<str>, book: Arc<SkillBook>) -> Self {
        Self {
            head: 0,
            trainers: BTreeMap::new(),
            keys: BTreeMap::new(),
            editions: Vec::new(),
            text,
            book,
            gone: Gone::default(),
            drafts: BTreeMap::new(),
            verdicts: SharedMap::default(),
            marks: Marks::default(),
            names: Names::default(),
            hand_leads: SharedMap::default(),
            activity: Activity::default(),
            unread: 0,
            numbered: 0,
            passed_over: BTreeSet::new(),
        }
    }

    /// The number of the current edition; 0 for the one that ships.
    pub fn edition(&self) -> u32 {
        self.editions.last().map_or(0, |edition| edition.number)
    }

    /// Whether the current edition has a field or skill.
    pub fn book_has(&self, about: &Subject) -> bool {
        match about {
            Subject::Field(id) => self.book.fields.iter().any(|field| field.id == *id),
            Subject::Skill(id) => self.book.skills.iter().any(|skill| skill.id == *id),
        }
    }

    /// The draft of a trainer; an empty one where there is none.
    pub fn draft(&self, trainer: &str) -> Draft {
        let none = || Draft { base: self.edition(), edits: Arc::default() };
        self.drafts.get(trainer).cloned().unwrap_or_else(none)
    }

    /// The mark of a lead, under whichever id it was marked.
    pub fn mark_of(&self, lead: &Lead) -> Option<&Marked> {
        self.names.find_mark(&self.marks, lead.id, lead.postings())
    }

    /// The verdicts on a lead, under whichever id it was judged; of several on one subject the newest.
    pub fn verdicts_on(&self, lead: &Lead) -> BTreeMap<&Subject, &Judgement> {
        let mut verdicts: BTreeMap<&Subject, &Judgement> = BTreeMap::new();
        if self.verdicts.is_empty() {
            return verdicts;
        }
        for name in self.names.of(lead.id, lead.postings().iter().map(|member| member.posting.id)) {
            for (about, judgement) in verdicts_of(&self.verdicts, name) {
                let newest = verdicts.entry(about).or_insert(judgement);
                if newest.at < judgement.at {
                    *newest = judgement;
                }
            }
        }
        verdicts
    }

    /// The id of a lead as it will be known once it is added.
    pub fn hand_lead_id(lead: &HandLead) -> LeadId {
        let key = lead.url.clone().unwrap_or_else(|| format!("{}\n{}", lead.title, lead.text));
        let source = SourceId::new(HAND_SOURCE).map(|source| PostingId::of(&source, &key));
        source.map_or(LeadId(0), LeadId::from)
    }

    /// The number of the edition that is published next. An entry that could not be read may have been
    /// an edition, so its number is never given again.
    pub(crate) fn next_number(&self) -> u32 {
        self.numbered + 1
    }

    /// Has the fold pass over an edition that this kazi cannot match with.
    pub(crate) fn pass_over(&mut self, sequence: u64) {
        self.passed_over.insert(sequence);
    }

    /// Counts an entry that is in the journal and could not be read.
    pub(crate) fn fold_unread(&mut self, sequence: u64) {
        self.head = sequence;
        self.unread += 1;
        self.numbered += 1;
    }

    /// Folds one entry in. An entry that makes no sense changes nothing: it is kept in the journal.
    pub fn fold(&mut self, sequence: u64, at: Timestamp, signed: Signed) {
        self.head = sequence;
        let Signed { by, decision } = signed;
        let editions = self.editions.len();
        let (lead, hand_title) = self.lead_of(&decision);
        let remembered = decision.without_text();
        let mut again = false;
        match decision {
            Decision::TrainerAdded { name, password_hash } => {
                again = self.trainers.contains_key(&name);
                self.trainers.insert(name, Trainer { password_hash: password_hash.into(), since: sequence });
            }
            Decision::TrainerRemoved { name } => {
                self.trainers.remove(&name);
                self.drafts.remove(&name);
            }
            Decision::KeyAdded { name, secret_hash, scopes } => {
                self.keys.insert(secret_hash, KeyRecord { name, scopes, at });
            }
            Decision::KeyRemoved { name } => self.keys.retain(|_, key| key.name != name),
            Decision::Drafted { base, edit } => self.add_to_draft(&by, base, edit),
            Decision::Undrafted { place, .. } => self.take_from_draft(&by, place),
            Decision::DraftMoved { base } => {
                if let Some(draft) = self.drafts.get_mut(&by) {
                    draft.base = base;
                }
            }
            Decision::DraftDropped { .. } => {
                self.drafts.remove(&by);
            }
            Decision::Published { base, text, why, restored, number } => {
                let number = number.unwrap_or(base + 1);
                let difference = Difference::default();
                let edition = Edition { number, by: by.clone(), at, why, restored, difference, sequence };
                self.publish(edition, text);
            }
            Decision::Judged { lead, about, is, postings } => {
                for name in self.names.of(lead, postings.iter().copied()) {
                    self.verdicts.remove_mut(&(name, about.clone()));
                }
                if let Some(is) = is {
                    self.names.note(lead, &postings);
                    self.verdicts.insert_mut((lead, about), Judgement { is, by: by.clone(), at });
                }
            }
            Decision::Marked { lead, mark, postings } => {
                for name in self.names.of(lead, postings.iter().copied()) {
                    self.marks.remove_mut(&name);
                }
                if let Some(mark) = mark {
                    self.names.note(lead, &postings);
                    self.marks.insert_mut(lead, Marked { mark, by: by.clone(), at });
                }
            }
            Decision::LeadAdded { mut lead } => {
                lead.at = at;
                let id = Self::hand_lead_id(&lead);
                self.hand_leads.insert_mut(id, lead);
            }
            Decision::LeadClosed { lead } => {
                self.hand_leads.remove_mut(&lead);
            }
        }
        let edition = (self.editions.len() > editions).then(|| self.edition());
        let line = ActivityLine { at, by, decision: remembered, edition, lead, hand_title, again };
        self.activity.remember(sequence, line);
    }

    /// The lead that a decision is about, with its title where that was typed in.
    fn lead_of(&self, decision: &Decision) -> (Option<LeadId>, Option<String>) {
        match decision {
            Decision::Judged { lead, .. } | Decision::Marked { lead, .. } => (Some(*lead), None),
            Decision::LeadAdded { lead } => (Some(Self::hand_lead_id(lead)), Some(lead.title.clone())),
            Decision::LeadClosed { lead } => {
                (Some(*lead), self.hand_leads.get(lead).map(|lead| lead.title.clone()))
            }
            _ => (None, None),
        }
    }

    fn add_to_draft(&mut self, by: &str, base: u32, edit: BookEdit) {
        let draft = self.drafts.entry(by.to_owned()).or_default();
        if draft.edits.is_empty() {
            draft.base = base;
        }
        Arc::make_mut(&mut draft.edits).push(edit);
    }

    fn take_from_draft(&mut self, by: &str, place: usize) {
        let Some(draft) = self.drafts.get_mut(by).filter(|draft| place < draft.edits.len()) else { return };
        Arc::make_mut(&mut draft.edits).remove(place);
        if draft.edits.is_empty() {
            self.drafts.remove(by);
        }
    }

    /// The text was checked before it was written, so it is only read here; whether it can be matched
    /// with is asked of the newest alone, when a desk is opened.
    fn publish(&mut self, edition: Edition, text: String) {
        self.numbered = self.numbered.max(edition.number);
        let sequence = edition.sequence;
        let read = if self.passed_over.contains(&sequence) { None } else { parse_book(&text).ok() };
        let Some(book) = read else {
            tracing::error!(sequence, "an edition in the journal does not read and is passed over");
            self.unread += 1;
            return;
        };
        // A draft that made this edition is in it; any other is still work in hand.
        let made = self.drafts.get(&edition.by).map(|draft| apply_all(&self.book, &draft.edits));
        if made.is_some_and(|made| made.is_ok_and(|made| made == book)) {
            self.drafts.remove(&edition.by);
        }
        let difference = difference(&self.book, &book);
        self.gone.remember(&self.book, &book);
        self.editions.push(Arc::new(Edition { difference, ..edition }));
        self.text = text.into();
        self.book = Arc::new(book);
    }
}

/// The verdicts that name a lead so.
fn verdicts_of(
    verdicts: &SharedMap<(LeadId, Subject), Judgement>,
    name: LeadId,
) -> impl Iterator<Item = (&Subject, &Judgement)> {
    // No subject stands before the field of the least id there can be.
    let from = FieldId::new("-").ok().map(|least| (name, Subject::Field(least)));
    let behind = from.into_iter().flat_map(|from| verdicts.range(from..));
    let of_name = behind.take_while(move |((of, _), _)| *of == name);
    of_name.map(|((_, about), judgement)| (about, judgement))
}
