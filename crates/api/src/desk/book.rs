//! The skill book: find an entry, look at it, change it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kazi_desk::ActivityFilter;
use kazi_domain::{Alias, FieldId, SkillBook, SkillId};

use super::{
    Trainer,
    frame::frame,
    told::{Day, Teller},
};
use crate::{
    App, Facts, SharedApp,
    pages::{Frame, Mistake, Visit, render_private},
    problem::{self, Problem},
    words::Words,
};

/// Skills found at once, and lines of activity shown.
const FOUND_MAX: usize = 60;
const ACTIVITY_MAX: usize = 10;

/// An entry that was found.
struct Found {
    href: String,
    name: String,
    note: String,
}

#[derive(Template)]
#[template(path = "desk/book.html", whitespace = "minimize")]
struct BookPage {
    frame: Frame,
    token: String,
    trainer: String,
    edition: String,
    /// How many changes wait in the draft, in words.
    draft: Option<String>,
    asked: String,
    fields: Vec<(String, String)>,
    found: Vec<Found>,
    /// What was decided lately.
    days: Vec<Day>,
}

/// `GET /{language}/desk`
pub(super) async fn show(trainer: Trainer, visit: Visit) -> Result<Response, Mistake> {
    let (words, facts) = (visit.words, &*visit.facts);
    let asked = visit.pairs.find("q").unwrap_or_default().to_owned();
    let state = trainer.access.desk.state();
    let fields = state.book.fields.iter();
    let drafted = state.draft(&trainer.name).edits.len();
    let latest = state.activity.page(&ActivityFilter::default(), None, ACTIVITY_MAX).lines;
    let teller = Teller::new(&visit, &state, &latest).await.map_err(|problem| visit.mistake(problem))?;
    let page = BookPage {
        frame: frame(&trainer, &words.say("desk-title"), "desk"),
        edition: words.count("desk-edition", state.edition().into()),
        draft: (drafted > 0).then(|| words.count("desk-draft-count", drafted as u64)),
        fields: fields.map(|field| (field.id.to_string(), words.field(&field.id, facts))).collect(),
        found: find(&state.book, &asked, words, facts),
        days: teller.days(&latest),
        asked,
        token: trainer.token,
        trainer: trainer.name,
    };
    render_private(&page)
}

fn find(book: &SkillBook, asked: &str, words: Words, facts: &Facts) -> Vec<Found> {
    let asked = asked.to_lowercase();
    let code = words.tongue.code();
    let holds = |text: &str| text.to_lowercase().contains(&asked);
    let alias = |aliases: &[Alias]| {
        let mut held = aliases.iter().filter(|alias| !asked.is_empty() && holds(&alias.text));
        held.next().map(|alias| alias.text.clone())
    };
    let fields = book.fields.iter().filter_map(|field| {
        let note = alias(&field.aliases);
        let name = words.field(&field.id, facts);
        let found = holds(&field.name) || holds(&name) || note.is_some();
        let href = format!("/{code}/desk/entry/field/{}", field.id);
        found.then(|| Found { href, name, note: note.unwrap_or_default() })
    });
    let skills = book.skills.iter().filter(|_| !asked.is_empty()).filter_map(|skill| {
        let note = alias(&skill.aliases);
        let found = holds(&skill.name) || holds(skill.id.as_str()) || note.is_some();
        let href = format!("/{code}/desk/entry/skill/{}", skill.id);
        found.then(|| Found { href, name: skill.name.clone(), note: note.unwrap_or_default() })
    });
    skills.chain(fields).take(FOUND_MAX).collect()
}

/// An alias as the page shows it.
struct Word {
    text: String,
    note: String,
}

#[derive(Template)]
#[template(path = "desk/entry.html", whitespace = "minimize")]
struct EntryPage {
    frame: Frame,
    token: String,
    owner: String,
    id: String,
    name: String,
    is_skill: bool,
    weight: String,
    parent: String,
    fields: Vec<(String, String, bool)>,
    aliases: Vec<Word>,
    negatives: Vec<String>,
    others: Vec<(String, String)>,
}

/// `GET /{language}/desk/entry/{kind}/{id}`
pub(super) async fn show_entry(
    State(app): State<SharedApp>,
    trainer: Trainer,
    Path((_, kind, id)): Path<(String, String, String)>,
) -> Result<Response, Mistake> {
    let state = trainer.access.desk.state();
    // The draft shows as it will be; where it cannot be made any more, the edition as it is.
    let draft = state.draft(&trainer.name);
    let book = super::edits::drafted(&state, &draft).unwrap_or_else(|_| SkillBook::clone(&state.book));
    let page = match kind.as_str() {
        "field" => field_page(&app, &trainer, &book, &id),
        _ => skill_page(&app, &trainer, &book, &id),
    };
    let missing = || {
        let detail =
            format!("there is no {kind} \"{}\" in the book", id.chars().take(64).collect::<String>());
        Mistake::new(trainer.words, Problem::new(&problem::ROUTE_NOT_FOUND, detail))
    };
    render_private(&page.ok_or_else(missing)?)
}

fn word(alias: &Alias) -> Word {
    let mut notes = Vec::new();
    notes.extend(alias.language.as_ref().map(ToString::to_string));
    if alias.cased {
        notes.push("Aa".to_owned());
    }
    if !alias.near.is_empty() {
        notes.push(format!("… {}", alias.near.join(", ")));
    }
    Word { text: alias.text.clone(), note: notes.join(" · ") }
}

fn field_page(app: &App, trainer: &Trainer, book: &SkillBook, id: &str) -> Option<EntryPage> {
    let id = FieldId::new(id).ok()?;
    let field = book.fields.iter().find(|field| field.id == id)?;
    let name = trainer.words.field(&id, &app.facts());
    Some(EntryPage {
        frame: frame(trainer, &name, &format!("desk/entry/field/{id}")),
        token: trainer.token.clone(),
        owner: format!("field:{id}"),
        id: id.to_string(),
        name,
        is_skill: false,
        weight: String::new(),
        parent: String::new(),
        fields: Vec::new(),
        aliases: field.aliases.iter().map(word).collect(),
        negatives: field.negatives.clone(),
        others: Vec::new(),
    })
}

fn skill_page(app: &App, trainer: &Trainer, book: &SkillBook, id: &str) -> Option<EntryPage> {
    let id = SkillId::new(id).ok()?;
    let skill = book.skills.iter().find(|skill| skill.id == id)?;
    let facts = app.facts();
    let field = |field: &kazi_domain::Field| {
        let name = trainer.words.field(&field.id, &facts);
        (field.id.to_string(), name, skill.fields.contains(&field.id))
    };
    let others = book.skills.iter().filter(|other| other.id != id);
    Some(EntryPage {
        frame: frame(trainer, &skill.name, &format!("desk/entry/skill/{id}")),
        token: trainer.token.clone(),
        owner: format!("skill:{id}"),
        name: skill.name.clone(),
        is_skill: true,
        weight: skill.weight.to_string(),
        parent: skill.parent.as_ref().map(ToString::to_string).unwrap_or_default(),
        fields: book.fields.iter().map(field).collect(),
        aliases: skill.aliases.iter().map(word).collect(),
        negatives: skill.negatives.clone(),
        others: others.map(|other| (other.id.to_string(), other.name.clone())).collect(),
        id: id.to_string(),
    })
}
