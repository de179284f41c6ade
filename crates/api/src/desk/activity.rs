//! The activity log: who decided what, in the reader's language.

use kazi_desk::{ActivityLine, Decision, Mark};

use crate::words::Words;

/// A line of the activity log.
pub(super) fn activity_line(line: &ActivityLine, words: Words) -> String {
    format!("{} · {} · {}", line.at.strftime("%Y-%m-%d %H:%M"), line.by, what(line, words))
}

fn what(line: &ActivityLine, words: Words) -> String {
    match &line.decision {
        Decision::TrainerAdded { name, .. } => words.fill("desk-did-trainer-added", "name", name),
        Decision::TrainerRemoved { name } => words.fill("desk-did-trainer-removed", "name", name),
        Decision::KeyAdded { name, .. } => words.fill("desk-did-key-added", "name", name),
        Decision::KeyRemoved { name } => words.fill("desk-did-key-removed", "name", name),
        Decision::Drafted { .. } => words.say("desk-did-drafted"),
        Decision::Undrafted { .. } => words.say("desk-did-undrafted"),
        Decision::DraftMoved { base } => words.count("desk-did-draft-moved", (*base).into()),
        Decision::DraftDropped => words.say("desk-did-draft-dropped"),
        Decision::Published { why, .. } => {
            let edition = words.count("desk-did-published", line.edition.unwrap_or(0).into());
            format!("{edition}: {why}")
        }
        Decision::Judged { lead, is, .. } => {
            let verdict = words.fill("desk-did-judged", "lead", &lead.to_string());
            let is =
                is.map_or_else(|| "–".to_owned(), |is| words.say(if is { "desk-yes" } else { "desk-no" }));
            format!("{verdict}: {is}")
        }
        Decision::Marked { lead, mark } => {
            let marked = words.fill("desk-did-marked", "lead", &lead.to_string());
            let mark = match mark {
                Some(Mark::Scam) => words.say("desk-mark-scam"),
                Some(Mark::Fine) => words.say("desk-mark-fine"),
                None => "–".to_owned(),
            };
            format!("{marked}: {mark}")
        }
        Decision::LeadAdded { lead } => words.fill("desk-did-lead-added", "title", &lead.title),
        Decision::LeadClosed { lead } => words.fill("desk-did-lead-closed", "lead", &lead.to_string()),
    }
}
