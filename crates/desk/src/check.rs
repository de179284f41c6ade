//! Whether a decision may be taken now: the rules and limits of the desk.

use kazi_domain::{DESCRIPTION_BYTES_MAX, TITLE_BYTES_MAX};

use crate::{BookEdit, Decision, DeskError, DeskState, HandLead, Signed, compile_book, parse_book};

/// The most changes in one draft.
const DRAFT_MAX: usize = 500;
/// The most trainers, keys and leads added by hand.
const TRAINERS_MAX: usize = 200;
const KEYS_MAX: usize = 200;
const HAND_LEADS_MAX: usize = 5_000;
/// The most verdicts and marks.
const VERDICTS_MAX: usize = 50_000;
const MARKS_MAX: usize = 50_000;
const NAME_CHARS_MAX: usize = 40;
const WHY_CHARS_MAX: usize = 500;

impl DeskState {
    /// Whether a decision may be taken now. Takes as long as compiling a book where one is published:
    /// call it off the async threads.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, signed: &Signed) -> Result<(), DeskError> {
        match &signed.decision {
            Decision::TrainerAdded { name, .. } => {
                check_name(name)?;
                self.check_alike(name)?;
                room("trainers", self.trainers.len(), TRAINERS_MAX, self.trainers.contains_key(name))
            }
            Decision::TrainerRemoved { name } if !self.trainers.contains_key(name) => {
                Err(DeskError::NoTrainer(name.clone()))
            }
            Decision::KeyAdded { name, .. } => {
                check_name(name)?;
                if self.keys.values().any(|key| key.name == *name) {
                    return Err(DeskError::KeyThere(name.clone()));
                }
                room("keys", self.keys.len(), KEYS_MAX, false)
            }
            Decision::KeyRemoved { name } if !self.keys.values().any(|key| key.name == *name) => {
                Err(DeskError::NoKey(name.clone()))
            }
            Decision::Drafted { base, .. } => {
                let draft = self.draft(&signed.by);
                room("changes in a draft", draft.edits.len(), DRAFT_MAX, false)?;
                if draft.base == *base { Ok(()) } else { Err(self.conflict(*base)) }
            }
            Decision::Undrafted { place, edit } => self.check_removal(&signed.by, *place, edit.as_ref()),
            Decision::DraftDropped { seen: Some(seen) } if *seen != self.draft(&signed.by).seen() => {
                Err(DeskError::DraftMovedOn)
            }
            Decision::DraftMoved { base } if *base != self.edition() => Err(self.conflict(*base)),
            Decision::Published { base, text, why, .. } => self.check_edition(*base, text, why),
            Decision::Judged { about, is: Some(_), .. } if !self.book_has(about) => {
                Err(DeskError::NoSubject(about.clone()))
            }
            Decision::Judged { lead, about, is: Some(_), postings } => {
                let mut names = self.names.of(*lead, postings.iter().copied()).into_iter();
                let known = names.any(|name| self.verdicts.contains_key(&(name, about.clone())));
                room("verdicts", self.verdicts.size(), VERDICTS_MAX, known)
            }
            Decision::Marked { lead, mark: Some(_), postings } => {
                let mut names = self.names.of(*lead, postings.iter().copied()).into_iter();
                room("marks", self.marks.size(), MARKS_MAX, names.any(|name| self.marks.contains_key(&name)))
            }
            Decision::LeadAdded { lead } => {
                check_hand_lead(lead)?;
                let known = self.hand_leads.contains_key(&Self::hand_lead_id(lead));
                room("leads added by hand", self.hand_leads.size(), HAND_LEADS_MAX, known)
            }
            Decision::LeadClosed { lead } if !self.hand_leads.contains_key(lead) => {
                Err(DeskError::HandLead("this work was not added by hand, or is closed already"))
            }
            _ => Ok(()),
        }
    }

    /// Names that people say alike are one person's: trainers tell each other apart by them.
    fn check_alike(&self, name: &str) -> Result<(), DeskError> {
        let alike = |known: &&String| *known != name && known.to_lowercase() == name.to_lowercase();
        // Where both are there from an older kazi, each may still get another password.
        match self.trainers.keys().find(alike) {
            Some(known) if !self.trainers.contains_key(name) => Err(DeskError::NameTaken(known.clone())),
            _ => Ok(()),
        }
    }

    fn conflict(&self, base: u32) -> DeskError {
        if base > self.edition() {
            return DeskError::NotYet { base, current: self.edition() };
        }
        let by = self.editions.last().map(|edition| edition.by.clone()).unwrap_or_default();
        DeskError::Conflict { base, current: self.edition(), by }
    }

    /// Whether what stands at this place of a draft is what its author saw there.
    fn check_removal(&self, by: &str, place: usize, seen: Option<&BookEdit>) -> Result<(), DeskError> {
        let draft = self.draft(by);
        let there = draft.edits.get(place).ok_or(DeskError::DraftMovedOn)?;
        if seen.is_none_or(|seen| seen == there) { Ok(()) } else { Err(DeskError::DraftMovedOn) }
    }

    fn check_edition(&self, base: u32, text: &str, why: &str) -> Result<(), DeskError> {
        if base != self.edition() {
            return Err(self.conflict(base));
        }
        if why.trim().is_empty() || why.chars().count() > WHY_CHARS_MAX {
            return Err(DeskError::Why);
        }
        let book = parse_book(text).map_err(DeskError::Book)?;
        if book == *self.book {
            return Err(DeskError::Unchanged);
        }
        compile_book(&book).map(|_| ()).map_err(DeskError::Book)
    }
}

/// Whether there is room for one more; what is there `already` only changes, and needs none.
fn room(what: &'static str, count: usize, most: usize, already: bool) -> Result<(), DeskError> {
    if count < most || already { Ok(()) } else { Err(DeskError::Full { what, most }) }
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
