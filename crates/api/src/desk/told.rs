//! Decisions in the reader's words, with links to what they are about.

use std::{array, collections::HashMap, sync::Arc};

use jiff::{civil::Date, tz::TimeZone};
use kazi_desk::{ActivityLine, Decision, DeskState, Mark, Subject};
use kazi_domain::{LeadId, Profile};

use super::{editions, leads::lead_showing};
use crate::{Facts, listing, pages::Visit, problem::Problem, words::Words};

/// The marks at which a sentence is cut: of Unicode's private use, so that no message holds them.
const MARKS: [char; 2] = ['\u{e000}', '\u{e001}'];

/// The decisions of one day.
pub(super) struct Day {
    pub exact: String,
    pub said: String,
    pub deeds: Vec<Deed>,
}

/// One decision.
pub(super) struct Deed {
    pub exact: String,
    pub clock: String,
    pub by: String,
    pub told: Vec<Piece>,
    /// The change of a draft, in the notation of drafts.
    pub change: Option<String>,
    /// Why, in the trainer's words.
    pub why: Option<String>,
}

/// A piece of a sentence: plain text, or what it is about.
#[derive(Clone, Default)]
pub(super) struct Piece {
    pub text: String,
    pub href: Option<String>,
    /// Whether it is a name that keeps to itself.
    pub named: bool,
    pub language: Option<String>,
}

/// What is there of a lead that decisions are about.
struct Shown {
    id: LeadId,
    title: String,
    language: Option<String>,
}

/// Tells decisions.
pub(super) struct Teller<'a> {
    words: Words,
    facts: &'a Facts,
    state: &'a DeskState,
    /// By the id that a decision names: the lead may have joined another since.
    leads: HashMap<LeadId, Arc<Shown>>,
}

impl<'a> Teller<'a> {
    /// Finds what these lines are about.
    ///
    /// # Errors
    /// The store cannot answer.
    pub(super) async fn new(
        visit: &'a Visit,
        state: &'a DeskState,
        lines: &[(u64, &ActivityLine)],
    ) -> Result<Self, Problem> {
        let mut named: Vec<LeadId> = lines.iter().filter_map(|(_, line)| line.lead).collect();
        named.sort_unstable();
        named.dedup();
        let mut showing = Vec::with_capacity(named.len());
        for id in &named {
            showing.push(lead_showing(&visit.app, *id).await?);
        }
        let seen = listing::find_these(&visit.app, &showing, &Profile::default()).await?;
        let shown: HashMap<LeadId, Arc<Shown>> = seen
            .into_iter()
            .map(|seen| {
                let best = seen.lead.best();
                let language = best.assessment.language.as_ref().map(ToString::to_string);
                let title = best.posting.title.clone();
                (seen.lead.id, Arc::new(Shown { id: seen.lead.id, title, language }))
            })
            .collect();
        let there = |(named, showing): (LeadId, LeadId)| Some((named, Arc::clone(shown.get(&showing)?)));
        let leads = named.into_iter().zip(showing).filter_map(there).collect();
        Ok(Self { words: visit.words, facts: &visit.facts, state, leads })
    }

    /// The decisions, newest first, day by day in UTC.
    pub(super) fn days(&self, lines: &[(u64, &ActivityLine)]) -> Vec<Day> {
        let mut days: Vec<(Date, Vec<Deed>)> = Vec::new();
        for (_, line) in lines {
            let time = TimeZone::UTC.to_datetime(line.at);
            if days.last().is_none_or(|(date, _)| *date != time.date()) {
                days.push((time.date(), Vec::new()));
            }
            if let Some((_, deeds)) = days.last_mut() {
                deeds.push(self.deed(line, time.strftime("%H:%M").to_string()));
            }
        }
        let day = |(date, deeds): (Date, Vec<Deed>)| Day {
            exact: date.to_string(),
            said: self.words.date(date),
            deeds,
        };
        days.into_iter().map(day).collect()
    }

    fn deed(&self, line: &ActivityLine, clock: String) -> Deed {
        let (change, why) = match &line.decision {
            Decision::Drafted { edit, .. } | Decision::Undrafted { edit: Some(edit), .. } => {
                (Some(edit.to_string()), None)
            }
            Decision::Published { why, .. } => (None, Some(why.clone())),
            _ => (None, None),
        };
        let (exact, by) = (line.at.to_string(), line.by.clone());
        Deed { exact, clock, by, told: self.tell(line), change, why }
    }

    fn tell(&self, line: &ActivityLine) -> Vec<Piece> {
        let lead = || ("lead", self.lead(line));
        let say = |key| sentence(self.words, key, &[]);
        let of_name = |key, name: &str| sentence(self.words, key, &[("name", Piece::name(name))]);
        match &line.decision {
            Decision::TrainerAdded { name, .. } if line.again => of_name("desk-did-password-set", name),
            Decision::TrainerAdded { name, .. } => of_name("desk-did-trainer-added", name),
            Decision::TrainerRemoved { name } => of_name("desk-did-trainer-removed", name),
            Decision::KeyAdded { name, .. } => of_name("desk-did-key-added", name),
            Decision::KeyRemoved { name } => of_name("desk-did-key-removed", name),
            Decision::Drafted { edit, .. } => {
                sentence(self.words, "desk-did-drafted", &[("about", self.entry(&edit.subject()))])
            }
            Decision::Undrafted { edit: Some(edit), .. } => {
                sentence(self.words, "desk-did-undrafted", &[("about", self.entry(&edit.subject()))])
            }
            Decision::Undrafted { edit: None, .. } => say("desk-did-undrafted-some"),
            Decision::DraftMoved { base } => {
                sentence(self.words, "desk-did-draft-moved", &[("edition", self.edition(*base))])
            }
            Decision::DraftDropped { .. } => say("desk-did-draft-dropped"),
            Decision::Published { restored, .. } => self.published(line.edition, *restored),
            Decision::Judged { about, is, .. } => {
                let key = match is {
                    Some(true) => "desk-did-judged-yes",
                    Some(false) => "desk-did-judged-no",
                    None => "desk-did-judged-none",
                };
                sentence(self.words, key, &[lead(), ("about", self.entry(about))])
            }
            Decision::Marked { mark, .. } => {
                let key = match mark {
                    Some(Mark::Scam) => "desk-did-marked-scam",
                    Some(Mark::Fine) => "desk-did-marked-fine",
                    None => "desk-did-marked-none",
                };
                sentence(self.words, key, &[lead()])
            }
            Decision::LeadAdded { .. } => sentence(self.words, "desk-did-lead-added", &[lead()]),
            Decision::LeadClosed { .. } => sentence(self.words, "desk-did-lead-closed", &[lead()]),
        }
    }

    fn published(&self, edition: Option<u32>, restored: Option<u32>) -> Vec<Piece> {
        match (edition, restored) {
            (None, _) => sentence(self.words, "desk-did-published-unread", &[]),
            (Some(edition), None) => {
                sentence(self.words, "desk-did-published", &[("edition", self.edition(edition))])
            }
            (Some(edition), Some(old)) => {
                let pieces = [("old", self.edition(old)), ("edition", self.edition(edition))];
                sentence(self.words, "desk-did-restored", &pieces)
            }
        }
    }

    /// The lead by its title where it is still there, else by the title that was typed, else by its id.
    fn lead(&self, line: &ActivityLine) -> Piece {
        let id = line.lead.map(|id| id.to_string()).unwrap_or_default();
        let gone = || {
            Piece::name(
                line.hand_title.clone().unwrap_or_else(|| self.words.fill("desk-work-named", "id", &id)),
            )
        };
        line.lead.and_then(|id| self.leads.get(&id)).map_or_else(gone, |shown| Piece {
            href: Some(format!("/{}/leads/{}", self.words.tongue.code(), shown.id)),
            language: shown.language.clone(),
            ..Piece::name(&shown.title)
        })
    }

    /// A field or a skill, with its page where the book still has it.
    fn entry(&self, about: &Subject) -> Piece {
        let path = about.to_string().replace(':', "/");
        let href = format!("/{}/desk/entry/{path}", self.words.tongue.code());
        let href = self.state.book_has(about).then_some(href);
        Piece { href, ..Piece::name(self.words.subject(about, self.facts)) }
    }

    fn edition(&self, number: u32) -> Piece {
        let text = self.words.count("desk-edition-named", number.into());
        let href = format!("/{}/desk/editions#edition-{number}", self.words.tongue.code());
        Piece { href: editions::is_shown(self.state, number).then_some(href), text, ..Piece::default() }
    }
}

impl Piece {
    fn name(text: impl Into<String>) -> Self {
        Self { text: text.into(), named: true, ..Self::default() }
    }
}

/// A message in pieces: marks take the place of what fills it in, and the message is cut at them.
fn sentence<const N: usize>(words: Words, key: &str, pieces: &[(&'static str, Piece); N]) -> Vec<Piece> {
    let filled = array::from_fn(|place| (pieces[place].0, String::from(MARKS[place]).into()));
    let mut told = Vec::new();
    for part in words.with::<N>(key, filled).split_inclusive(MARKS) {
        told.push(Piece { text: part.trim_end_matches(MARKS).to_owned(), ..Piece::default() });
        let place = MARKS.iter().position(|mark| part.ends_with(*mark));
        told.extend(place.map(|place| pieces[place].1.clone()));
    }
    told
}
