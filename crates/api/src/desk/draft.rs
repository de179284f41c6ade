//! A draft: its changes, and what they would do, beside today.

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, response::Response};
use kazi_desk::{
    DeskState, Draft, Eyes, Measure, Preview, Subject, compile_book, differences, measure_today, preview,
};
use kazi_domain::Profile;

use super::{Trainer, edits::drafted, frame::frame};
use crate::{
    Facts, SharedApp,
    pages::{Frame, Mistake, render_private},
    words::Words,
};

/// Leads shown.
const SHOWN: usize = 50;

/// A lead that changes.
struct Changed {
    href: String,
    title: String,
    gained: Vec<String>,
    lost: Vec<String>,
    before: String,
    after: String,
    /// Whom that is for, where it is for somebody with one skill.
    reader: Option<String>,
    /// Where its fields differ: those of today and those of then.
    fields: Option<(String, String)>,
}

/// A change of the draft.
struct Line {
    /// As the book will differ by it, or why it cannot be made.
    told: String,
    /// The change itself, so that no other is taken out.
    edit: String,
}

/// How verdicts come out.
struct Measured {
    name: String,
    before: String,
    after: String,
}

/// How verdicts on a field or skill come out today.
struct MeasuredToday {
    href: String,
    name: String,
    measure: String,
}

/// What the draft would do.
struct Shown {
    summary: String,
    /// Of how many leads the verdicts were counted, where not of all.
    judged: Option<(usize, usize)>,
    leads: Vec<Changed>,
    measures: Vec<Measured>,
}

#[derive(Template)]
#[template(path = "desk/draft.html", whitespace = "minimize")]
struct DraftPage {
    frame: Frame,
    token: String,
    /// What shows that the draft is still this one when a form is sent.
    seen: String,
    edition: u32,
    move_on: String,
    edits: Vec<Line>,
    faults: Vec<String>,
    /// What others have published since, and who.
    conflict: Option<(String, Vec<String>)>,
    shown: Option<Shown>,
    /// How verdicts come out, where nothing is to be compared with.
    today: Vec<MeasuredToday>,
}

/// `GET /{language}/desk/draft`
pub(super) async fn show(State(app): State<SharedApp>, trainer: Trainer) -> Result<Response, Mistake> {
    let words = trainer.words;
    let mistake = |problem| Mistake::new(words, problem);
    let state = trainer.access.desk.state();
    let draft = state.draft(&trainer.name);
    let mut page = DraftPage {
        frame: frame(&trainer, &words.say("desk-draft"), "desk/draft"),
        seen: draft.seen(),
        edition: state.edition(),
        move_on: words.count("desk-move-on", state.edition().into()),
        edits: lines(&state, &draft),
        faults: Vec::new(),
        conflict: conflict(&state, &draft, words),
        shown: None,
        today: Vec::new(),
        token: trainer.token.clone(),
    };
    if draft.edits.is_empty() {
        let _place = trainer.access.find_place().await.map_err(mistake)?;
        let measures = measure_today(&*app.store, &state).await.map_err(|error| mistake(error.into()))?;
        let facts = app.facts();
        let told = measures.iter().filter(|(about, _)| state.book_has(about));
        page.today = told.map(|(about, measure)| measured_today(about, measure, words, &facts)).collect();
        return render_private(&page);
    }
    let read = match drafted(&state, &draft) {
        Ok(book) => compile_book(&book).map_err(|faults| faults.iter().map(ToString::to_string).collect()),
        Err(problem) => Err(vec![problem.detail]),
    };
    match read {
        Err(faults) => page.faults = faults,
        Ok(matcher) => {
            let _place = trainer.access.find_place().await.map_err(mistake)?;
            let rules = Arc::new(trainer.access.rules.load().with_matcher(matcher));
            let eyes = Eyes { profile: Profile::default(), now: app.now() };
            let shown = preview(&*app.store, app.catalog.snapshot(), rules, &state, eyes).await;
            let shown = shown.map_err(|error| mistake(error.into()))?;
            page.shown = Some(Shown::new(&shown, words, &app.facts()));
        }
    }
    render_private(&page)
}

/// A line for each change, so that each can be taken out.
fn lines(state: &DeskState, draft: &Draft) -> Vec<Line> {
    let told = differences(&state.book, &draft.edits).into_iter().map(|told| match told {
        Ok(difference) => difference.lines().collect::<Vec<_>>().join("; "),
        Err(error) => error.to_string(),
    });
    let line = |(told, edit)| Line { told, edit: serde_json::to_string(edit).unwrap_or_default() };
    told.zip(draft.edits.iter()).map(line).collect()
}

fn conflict(state: &DeskState, draft: &Draft, words: Words) -> Option<(String, Vec<String>)> {
    if draft.edits.is_empty() || draft.base == state.edition() {
        return None;
    }
    let since = state.editions.iter().filter(|edition| edition.number > draft.base);
    let lines = since.clone().flat_map(|edition| edition.difference.lines()).take(100).collect();
    let by: Vec<String> = since.map(|edition| edition.by.clone()).collect();
    Some((words.fill("desk-conflict", "who", &words.list(&by)), lines))
}

impl Shown {
    fn new(preview: &Preview, words: Words, facts: &Facts) -> Self {
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX).into();
        let summary = words.with(
            "desk-preview-summary",
            [
                ("affected", preview.affected.into()),
                ("read", count(preview.read)),
                ("gain", count(preview.gain)),
                ("lose", count(preview.lose)),
                ("moved", count(preview.moved)),
            ],
        );
        let told = |list: &[(Subject, String)]| {
            let one = |(subject, quote): &(Subject, String)| {
                let name = words.subject(subject, facts);
                if quote.is_empty() { name } else { format!("{name} “{quote}”") }
            };
            list.iter().map(one).collect::<Vec<_>>()
        };
        let fields = |fields: &[kazi_domain::FieldId]| {
            words.list(&fields.iter().map(|field| words.field(field, facts)).collect::<Vec<_>>())
        };
        let leads = preview.leads.iter().take(SHOWN).map(|lead| Changed {
            href: format!("/{}/leads/{}", words.tongue.code(), lead.lead),
            title: lead.title.clone(),
            gained: told(&lead.gained),
            lost: told(&lead.lost),
            before: format!("${:.2}", lead.before.worth_usd),
            after: format!("${:.2}", lead.after.worth_usd),
            reader: lead
                .reader
                .as_ref()
                .map(|skill| words.fill("desk-for-reader", "name", facts.skill_name(skill))),
            fields: (lead.before.fields != lead.after.fields)
                .then(|| (fields(&lead.before.fields), fields(&lead.after.fields))),
        });
        let measures = preview.measures.iter().map(|(subject, (before, after))| Measured {
            name: words.subject(subject, facts),
            before: measured(before, words),
            after: measured(after, words),
        });
        let judged = Some(preview.judged).filter(|(read, of)| read < of);
        Self { summary, judged, leads: leads.collect(), measures: measures.collect() }
    }
}

fn measured_today(about: &Subject, measure: &Measure, words: Words, facts: &Facts) -> MeasuredToday {
    let path = about.to_string().replace(':', "/");
    MeasuredToday {
        href: format!("/{}/desk/entry/{path}", words.tongue.code()),
        name: words.subject(about, facts),
        measure: measured(measure, words),
    }
}

/// Precision and recall, in words.
pub(super) fn measured(measure: &Measure, words: Words) -> String {
    let share =
        |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{:.0} %", share * 100.0));
    words.with(
        "desk-measure",
        [("precision", share(measure.precision()).into()), ("recall", share(measure.recall()).into())],
    )
}
