//! What all decisions together say: a pure fold.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use jiff::Timestamp;
use kazi_domain::{DESCRIPTION_BYTES_MAX, LeadId, PostingId, SkillBook, SourceId, TITLE_BYTES_MAX};

use crate::{
    BookEdit, Decision, DeskError, HandLead, Mark, Signed, Subject,
    difference::{Difference, difference},
    read_book,
};

/// The source under which leads added by hand stand.
pub const HAND_SOURCE: &str = "by-hand";
/// Lines of activity kept in memory; all of them stay in the journal.
const ACTIVITY_MAX: usize = 500;
/// The most changes in one draft.
const DRAFT_MAX: usize = 500;
/// The most trainers, keys and leads added by hand.
const TRAINERS_MAX: usize = 200;
const KEYS_MAX: usize = 200;
const HAND_LEADS_MAX: usize = 5_000;
/// The most verdicts and marks.
const VERDICTS_MAX: usize = 50_000;
const NAME_CHARS_MAX: usize = 40;
const WHY_CHARS_MAX: usize = 500;

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
    pub difference: Arc<Difference>,
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

/// A line of the activity log.
#[derive(Clone, Debug, PartialEq)]
pub struct ActivityLine {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What, without the text of an edition.
    pub decision: Arc<Decision>,
    /// The number of the edition, where one was published.
    pub edition: Option<u32>,
}

/// All that was decided.
#[derive(Clone, Debug)]
pub struct DeskState {
    /// The last entry of the journal that is folded in.
    pub head: u64,
    /// Who may log in, by name.
    pub trainers: BTreeMap<String, Trainer>,
    /// Programs that may ask, by the SHA-256 of their key.
    pub keys: BTreeMap<String, KeyRecord>,
    /// The editions, from 1.
    pub editions: Vec<Edition>,
    /// The text of the current edition.
    pub text: Arc<str>,
    /// The book of the current edition.
    pub book: Arc<SkillBook>,
    /// Drafts by trainer.
    pub drafts: BTreeMap<String, Draft>,
    /// Verdicts.
    pub verdicts: BTreeMap<(LeadId, Subject), Judgement>,
    /// Marks.
    pub marks: Arc<BTreeMap<LeadId, Marked>>,
    /// Leads added by hand and not closed.
    pub hand_leads: Arc<BTreeMap<LeadId, HandLead>>,
    /// The last decisions, newest first.
    pub activity: VecDeque<ActivityLine>,
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
            drafts: BTreeMap::new(),
            verdicts: BTreeMap::new(),
            marks: Arc::default(),
            hand_leads: Arc::default(),
            activity: VecDeque::new(),
        }
    }

    /// The number of the current edition; 0 for the one that ships.
    pub fn edition(&self) -> u32 {
        self.editions.last().map_or(0, |edition| edition.number)
    }

    /// The draft of a trainer; an empty one where there is none.
    pub fn draft(&self, trainer: &str) -> Draft {
        let none = || Draft { base: self.edition(), edits: Arc::default() };
        self.drafts.get(trainer).cloned().unwrap_or_else(none)
    }

    /// The id of a lead as it will be known once it is added.
    pub fn hand_lead_id(lead: &HandLead) -> LeadId {
        let key = lead.url.clone().unwrap_or_else(|| format!("{}\n{}", lead.title, lead.text));
        let source = SourceId::new(HAND_SOURCE).map(|source| PostingId::of(&source, &key));
        source.map_or(LeadId(0), LeadId::from)
    }

    /// Whether a decision may be taken now, by the rules and limits of the desk.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, signed: &Signed) -> Result<(), DeskError> {
        let full = |what: &'static str, count: usize, most: usize| {
            if count >= most { Err(DeskError::Full { what, most }) } else { Ok(()) }
        };
        match &signed.decision {
            Decision::TrainerAdded { name, .. } => {
                check_name(name)?;
                full("trainers", self.trainers.len(), TRAINERS_MAX)
            }
            Decision::TrainerRemoved { name } if !self.trainers.contains_key(name) => {
                Err(DeskError::NoTrainer(name.clone()))
            }
            Decision::KeyAdded { name, .. } => {
                check_name(name)?;
                if self.keys.values().any(|key| key.name == *name) {
                    return Err(DeskError::KeyThere(name.clone()));
                }
                full("keys", self.keys.len(), KEYS_MAX)
            }
            Decision::KeyRemoved { name } if !self.keys.values().any(|key| key.name == *name) => {
                Err(DeskError::NoKey(name.clone()))
            }
            Decision::Drafted { base, .. } => {
                let draft = self.draft(&signed.by);
                full("changes in a draft", draft.edits.len(), DRAFT_MAX)?;
                if draft.base == *base { Ok(()) } else { Err(self.conflict(*base)) }
            }
            Decision::DraftMoved { base } if *base != self.edition() => Err(self.conflict(*base)),
            Decision::Published { base, text, why, .. } => self.check_edition(*base, text, why),
            Decision::Judged { .. } => full("verdicts", self.verdicts.len(), VERDICTS_MAX),
            Decision::Marked { .. } => full("marks", self.marks.len(), VERDICTS_MAX),
            Decision::LeadAdded { lead } => {
                check_hand_lead(lead)?;
                full("leads added by hand", self.hand_leads.len(), HAND_LEADS_MAX)
            }
            Decision::LeadClosed { lead } if !self.hand_leads.contains_key(lead) => {
                Err(DeskError::HandLead("this work was not added by hand, or is closed already"))
            }
            _ => Ok(()),
        }
    }

    fn conflict(&self, base: u32) -> DeskError {
        let by = self.editions.last().map(|edition| edition.by.clone()).unwrap_or_default();
        DeskError::Conflict { base, current: self.edition(), by }
    }

    fn check_edition(&self, base: u32, text: &str, why: &str) -> Result<(), DeskError> {
        if base != self.edition() {
            return Err(self.conflict(base));
        }
        if why.trim().is_empty() || why.chars().count() > WHY_CHARS_MAX {
            return Err(DeskError::Why);
        }
        let (book, _) = read_book(text).map_err(DeskError::Book)?;
        if book == *self.book { Err(DeskError::Unchanged) } else { Ok(()) }
    }

    /// Folds one entry in. An entry that makes no sense changes nothing: it is kept in the journal.
    pub fn fold(&mut self, sequence: u64, at: Timestamp, signed: Signed) {
        self.head = sequence;
        let Signed { by, decision } = signed;
        let remembered = without_text(&decision);
        let editions = self.editions.len();
        match decision {
            Decision::TrainerAdded { name, password_hash } => {
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
            Decision::Drafted { base, edit } => {
                let draft = self.drafts.entry(by.clone()).or_default();
                if draft.edits.is_empty() {
                    draft.base = base;
                }
                Arc::make_mut(&mut draft.edits).push(edit);
            }
            Decision::Undrafted { place } => {
                if let Some(draft) = self.drafts.get_mut(&by).filter(|draft| place < draft.edits.len()) {
                    Arc::make_mut(&mut draft.edits).remove(place);
                    if draft.edits.is_empty() {
                        self.drafts.remove(&by);
                    }
                }
            }
            Decision::DraftMoved { base } => {
                if let Some(draft) = self.drafts.get_mut(&by) {
                    draft.base = base;
                }
            }
            Decision::DraftDropped => {
                self.drafts.remove(&by);
            }
            Decision::Published { text, why, restored, .. } => {
                self.publish(sequence, at, &by, text, why, restored);
            }
            Decision::Judged { lead, about, is } => match is {
                Some(is) => {
                    self.verdicts.insert((lead, about), Judgement { is, by: by.clone(), at });
                }
                None => {
                    self.verdicts.remove(&(lead, about));
                }
            },
            Decision::Marked { lead, mark } => {
                let marks = Arc::make_mut(&mut self.marks);
                match mark {
                    Some(mark) => {
                        marks.insert(lead, Marked { mark, by: by.clone(), at });
                    }
                    None => {
                        marks.remove(&lead);
                    }
                }
            }
            Decision::LeadAdded { mut lead } => {
                lead.at = at;
                let id = Self::hand_lead_id(&lead);
                Arc::make_mut(&mut self.hand_leads).insert(id, lead);
            }
            Decision::LeadClosed { lead } => {
                Arc::make_mut(&mut self.hand_leads).remove(&lead);
            }
        }
        let edition = (self.editions.len() > editions).then(|| self.edition());
        self.activity.push_front(ActivityLine { at, by, decision: Arc::new(remembered), edition });
        self.activity.truncate(ACTIVITY_MAX);
    }

    fn publish(
        &mut self,
        sequence: u64,
        at: Timestamp,
        by: &str,
        text: String,
        why: String,
        restored: Option<u32>,
    ) {
        // It was checked before it was written; an older kazi may have taken what this one does not.
        let Ok((book, _)) = read_book(&text) else {
            tracing::error!(sequence, "an edition in the journal does not read and is passed over");
            return;
        };
        let difference = Arc::new(difference(&self.book, &book));
        let number = self.edition() + 1;
        self.editions.push(Edition { number, by: by.to_owned(), at, why, restored, difference, sequence });
        self.text = text.into();
        self.book = Arc::new(book);
        // Its author's draft is in it.
        self.drafts.remove(by);
    }
}

/// The decision as the activity log remembers it.
fn without_text(decision: &Decision) -> Decision {
    match decision {
        Decision::Published { base, why, restored, .. } => {
            Decision::Published { base: *base, text: String::new(), why: why.clone(), restored: *restored }
        }
        Decision::TrainerAdded { name, .. } => {
            Decision::TrainerAdded { name: name.clone(), password_hash: String::new() }
        }
        Decision::LeadAdded { lead } => {
            Decision::LeadAdded { lead: HandLead { text: String::new(), ..lead.clone() } }
        }
        other => other.clone(),
    }
}

fn check_name(name: &str) -> Result<(), DeskError> {
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let chars = name.chars().count();
    if chars == 0 || chars > NAME_CHARS_MAX || !name.chars().all(fine) {
        return Err(DeskError::Name(name.chars().take(NAME_CHARS_MAX).collect()));
    }
    Ok(())
}

fn check_hand_lead(lead: &HandLead) -> Result<(), DeskError> {
    let refused = |what: &'static str| Err(DeskError::HandLead(what));
    if lead.title.trim().is_empty() || lead.title.len() > TITLE_BYTES_MAX {
        return refused("a title of at most 500 bytes is needed");
    }
    if lead.text.len() > DESCRIPTION_BYTES_MAX {
        return refused("the text is longer than 64 KiB");
    }
    let address = |url: &str| {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        url.len() <= 2000
            && rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
    };
    if lead.url.as_deref().is_some_and(|url| !address(url)) {
        return refused("the address must begin with https:// or http://");
    }
    let long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.len() > TITLE_BYTES_MAX);
    if long(&lead.company) || long(&lead.pay) {
        return refused("company and pay have at most 500 bytes");
    }
    Ok(())
}
