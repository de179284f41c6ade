//! What trainers decide, as the journal holds it.
//!
//! This is a form on disk: variants and fields are only ever added, each with a default, and what an
//! older kazi wrote reads for good.

use jiff::Timestamp;
use kazi_domain::{LeadId, PostingId};
use serde::{Deserialize, Serialize};

use crate::{BookEdit, Subject};

/// A decision and who took it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signed {
    /// The trainer, the name of an API key, or `operator` for the command line.
    pub by: String,
    /// What was decided.
    #[serde(flatten)]
    pub decision: Decision,
}

/// Something that a trainer or the operator decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Decision {
    /// A trainer may log in from now on; one of the same name gets the new password.
    TrainerAdded {
        /// The name to log in with.
        name: String,
        /// What `argon2` made of the password.
        password_hash: String,
    },
    /// A trainer may not log in any more; what was decided stays.
    TrainerRemoved {
        /// The name.
        name: String,
    },
    /// A program may ask on somebody's behalf.
    KeyAdded {
        /// A name for people.
        name: String,
        /// The SHA-256 of the key, in hexadecimal digits.
        secret_hash: String,
        /// What it may do, such as `read` and `tune`.
        scopes: Vec<String>,
    },
    /// A program may not ask any more.
    KeyRemoved {
        /// The name.
        name: String,
    },
    /// One change more in somebody's draft of the next edition.
    Drafted {
        /// The edition that it was made for.
        base: u32,
        /// The change.
        edit: BookEdit,
    },
    /// One change less in a draft.
    Undrafted {
        /// Its place in the draft, from 0.
        place: usize,
        /// The change that its author saw there, which must still be; an older kazi did not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        edit: Option<BookEdit>,
    },
    /// The draft is held against another edition: its author has seen what others published.
    DraftMoved {
        /// That edition.
        base: u32,
    },
    /// A draft is thrown away.
    DraftDropped {
        /// The draft that its author saw, which it must still be: its [`seen`](crate::Draft::seen). An older
        /// kazi did not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<String>,
    },
    /// A new edition of the skill book.
    Published {
        /// The edition that its author saw, which must be the current one.
        base: u32,
        /// The whole book as TOML.
        text: String,
        /// Why, in the trainer's words.
        why: String,
        /// The edition whose text this is again, where one was restored.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        restored: Option<u32>,
        /// Its number, set by the desk; where an older kazi wrote none, the one behind `base`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<u32>,
    },
    /// "Yes, this is graphic design", or "no"; nothing takes a verdict back.
    Judged {
        /// The lead.
        lead: LeadId,
        /// What it is or is not.
        about: Subject,
        /// Whether it is.
        is: Option<bool>,
        /// The postings that the lead had, by which it is known under any id; an older kazi did not say.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        postings: Vec<PostingId>,
    },
    /// A lead is a scam, or is fine, whatever the warnings say; nothing takes a mark back.
    Marked {
        /// The lead.
        lead: LeadId,
        /// What it is.
        mark: Option<Mark>,
        /// As of a verdict.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        postings: Vec<PostingId>,
    },
    /// A lead that somebody found elsewhere.
    LeadAdded {
        /// What was typed.
        lead: HandLead,
    },
    /// A lead added by hand is over, or was a mistake.
    LeadClosed {
        /// The lead.
        lead: LeadId,
    },
}

/// What a trainer says of a lead that overrules the warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Hidden, with a warning, whatever the text says.
    Scam,
    /// No warning counts.
    Fine,
}

/// A lead as typed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandLead {
    /// The title.
    pub title: String,
    /// The text, pasted.
    pub text: String,
    /// Where it is offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who hires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The pay, in the words of the offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<String>,
    /// When it was typed in; set by the desk.
    #[serde(default)]
    pub at: Timestamp,
}
