//! The activity log: who decided what and when, as far back as is remembered.

use std::collections::BTreeSet;

use jiff::Timestamp;
use kazi_domain::LeadId;

use crate::{Decision, HandLead, SharedMap};

/// Lines kept in memory, 50 MB at most; all of them stay in the journal.
const LINES_MAX: usize = 100_000;

/// A line of the activity log.
#[derive(Clone, Debug, PartialEq)]
pub struct ActivityLine {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What, without the text of an edition or a lead, and without secrets.
    pub decision: Decision,
    /// The number of the edition, where one was published.
    pub edition: Option<u32>,
    /// The lead that it is about.
    pub lead: Option<LeadId>,
    /// The title of a lead that was added by hand.
    pub hand_title: Option<String>,
    /// Whether the trainer was there before: the password is another one.
    pub again: bool,
}

/// What a decision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionKind {
    /// An edition is published or restored.
    Edition,
    /// A draft changes.
    Draft,
    /// A lead is, or is not, of a skill or field.
    Verdict,
    /// A lead is a scam, or is fine.
    Mark,
    /// A lead is added or closed by hand.
    Lead,
    /// Who may log in, and which programs may ask.
    Account,
}

impl DecisionKind {
    /// All, in the order in which pages offer them.
    pub const ALL: [Self; 6] =
        [Self::Edition, Self::Draft, Self::Verdict, Self::Mark, Self::Lead, Self::Account];

    /// Its name in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edition => "edition",
            Self::Draft => "draft",
            Self::Verdict => "verdict",
            Self::Mark => "mark",
            Self::Lead => "lead",
            Self::Account => "account",
        }
    }
}

impl Decision {
    /// What it is about.
    pub fn kind(&self) -> DecisionKind {
        match self {
            Self::TrainerAdded { .. }
            | Self::TrainerRemoved { .. }
            | Self::KeyAdded { .. }
            | Self::KeyRemoved { .. } => DecisionKind::Account,
            Self::Drafted { .. }
            | Self::Undrafted { .. }
            | Self::DraftMoved { .. }
            | Self::DraftDropped { .. } => DecisionKind::Draft,
            Self::Published { .. } => DecisionKind::Edition,
            Self::Judged { .. } => DecisionKind::Verdict,
            Self::Marked { .. } => DecisionKind::Mark,
            Self::LeadAdded { .. } | Self::LeadClosed { .. } => DecisionKind::Lead,
        }
    }

    /// The decision as the log remembers it: the journal alone holds long texts and what passwords became.
    pub(crate) fn without_text(&self) -> Self {
        match self {
            Self::Published { base, why, restored, number, .. } => {
                let (text, why) = (String::new(), why.clone());
                Self::Published { base: *base, text, why, restored: *restored, number: *number }
            }
            Self::TrainerAdded { name, .. } => {
                Self::TrainerAdded { name: name.clone(), password_hash: String::new() }
            }
            Self::KeyAdded { name, scopes, .. } => {
                Self::KeyAdded { name: name.clone(), secret_hash: String::new(), scopes: scopes.clone() }
            }
            Self::Judged { lead, about, is, .. } => {
                Self::Judged { lead: *lead, about: about.clone(), is: *is, postings: Vec::new() }
            }
            Self::Marked { lead, mark, .. } => {
                Self::Marked { lead: *lead, mark: *mark, postings: Vec::new() }
            }
            Self::LeadAdded { lead } => {
                Self::LeadAdded { lead: HandLead { text: String::new(), ..lead.clone() } }
            }
            other => other.clone(),
        }
    }
}

/// Which lines are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityFilter {
    /// Only what this person decided.
    pub by: Option<String>,
    /// Only decisions of this kind.
    pub kind: Option<DecisionKind>,
}

impl ActivityFilter {
    fn lets_through(&self, line: &ActivityLine) -> bool {
        self.by.as_ref().is_none_or(|by| *by == line.by)
            && self.kind.is_none_or(|kind| kind == line.decision.kind())
    }
}

/// Some lines, newest first, and where those before and behind them begin.
#[derive(Clone, Debug, PartialEq)]
pub struct ActivityPage<'a> {
    /// The lines with the places of their entries in the journal.
    pub lines: Vec<(u64, &'a ActivityLine)>,
    /// The page of older lines is what stands before this place.
    pub older: Option<u64>,
    /// The page of newer lines is what stands before this place.
    pub newer: Option<u64>,
}

/// What was decided, by the place of its entry in the journal.
#[derive(Clone, Debug, Default)]
pub struct Activity {
    lines: SharedMap<u64, ActivityLine>,
    /// Whether older lines were let go.
    cut: bool,
}

impl Activity {
    pub(crate) fn remember(&mut self, sequence: u64, line: ActivityLine) {
        self.lines.insert_mut(sequence, line);
        if self.lines.size() > LINES_MAX
            && let Some(oldest) = self.lines.first().map(|(oldest, _)| *oldest)
        {
            self.lines.remove_mut(&oldest);
            self.cut = true;
        }
    }

    /// How many decisions are remembered.
    pub fn len(&self) -> usize {
        self.lines.size()
    }

    /// Whether nothing was decided yet.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether the journal holds more than is remembered.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Everybody who decided something.
    pub fn people(&self) -> BTreeSet<&str> {
        self.lines.values().map(|line| line.by.as_str()).collect()
    }

    /// The newest lines that stand before a place of the journal, or of all.
    pub fn page(&self, filter: &ActivityFilter, before: Option<u64>, limit: usize) -> ActivityPage<'_> {
        let before = before.unwrap_or(u64::MAX);
        let wanted = |(_, line): &(&u64, &ActivityLine)| filter.lets_through(line);
        let mut older = self.lines.range(..before).rev().filter(wanted);
        let lines: Vec<_> = older.by_ref().take(limit).map(|(sequence, line)| (*sequence, line)).collect();
        let more = older.next().is_some();
        let mut newer = self.lines.range(before..).filter(wanted).map(|(sequence, _)| *sequence);
        let newest_of_newer = newer.by_ref().take(limit).last();
        ActivityPage {
            older: lines.last().filter(|_| more).map(|(sequence, _)| *sequence),
            newer: newest_of_newer.map(|sequence| sequence + 1),
            lines,
        }
    }
}

#[cfg(test)]
mod tests;
