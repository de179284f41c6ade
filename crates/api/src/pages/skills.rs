//! What the reader can do: picked on a form, kept in the address.

use askama::Template;
use axum::response::Response;
use kazi_domain::{Country, Level, Profile, Skill, SkillId};

use super::{frame::Frame, mistake::Mistake, render, visit::Visit};
use crate::{Facts, asked::PROFILE, words::Words};

/// The first fields of the book are what the course teaches.
const TAUGHT: usize = 3;
/// Where the readers this was made for live and come from.
const COUNTRIES: [&str; 10] = ["KE", "UG", "TZ", "ET", "SO", "SS", "SD", "CD", "BI", "RW"];
const LEVELS: [(Level, &str, &str); 3] = [
    (Level::Learning, "learning", "level-learning"),
    (Level::Able, "able", "level-able"),
    (Level::Strong, "strong", "level-strong"),
];

#[derive(Template)]
#[template(path = "skills.html", whitespace = "minimize")]
struct SkillsPage {
    frame: Frame,
    groups: Vec<Group>,
    picked: Vec<Picked>,
    countries: Vec<(String, String, bool)>,
    kept: Vec<(String, String)>,
    list: String,
    clear: String,
}

/// Skills of one field.
struct Group {
    name: String,
    /// Whether it is unfolded: what the course teaches, and what holds a tick.
    open: bool,
    skills: Vec<Pick>,
}

/// A skill to tick.
struct Pick {
    value: String,
    name: String,
    ticked: bool,
}

/// A skill that the reader has, and links that change its level.
struct Picked {
    name: String,
    levels: Vec<LevelLink>,
    remove: String,
}

/// A link that sets a level.
struct LevelLink {
    label: String,
    href: String,
    current: bool,
}

/// `GET /{language}/skills`
pub(crate) async fn show(visit: Visit) -> Result<Response, Mistake> {
    let asked = visit.ask(&[PROFILE]).map_err(|problem| visit.mistake(problem))?;
    render(&SkillsPage::new(&asked.profile, &visit))
}

impl SkillsPage {
    fn new(profile: &Profile, visit: &Visit) -> Self {
        let (words, pairs, facts) = (visit.words, &visit.pairs, &*visit.facts);
        let mut frame = visit.frame("skills-title", "skills", "skills");
        frame.index = visit.is_plain();
        let here = format!("/{}/skills", words.tongue.code());
        let link =
            |profile: &Profile| format!("{here}{}", pairs.with("have", have(profile).as_deref()).as_query());
        let picked = |(id, level): (&SkillId, &Level)| Picked {
            name: facts.skill_name(id).to_owned(),
            levels: level_links(profile, id, *level, words, link),
            remove: link(&without(profile, id)),
        };
        let kept = pairs.iter().filter(|(name, _)| *name != "have" && *name != "country");
        Self {
            groups: groups(profile, words, facts),
            picked: profile.skills.iter().map(picked).collect(),
            countries: countries(profile.country, words),
            kept: kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            list: format!("/{}/{}", words.tongue.code(), visit.profile().as_query()),
            clear: link(&Profile { skills: std::collections::BTreeMap::new(), ..profile.clone() }),
            frame,
        }
    }
}

/// The value of `have` for a profile.
pub(super) fn have(profile: &Profile) -> Option<String> {
    let one = |(id, level): (&SkillId, &Level)| value(id, *level);
    let all: Vec<String> = profile.skills.iter().map(one).collect();
    (!all.is_empty()).then(|| all.join(","))
}

fn value(id: &SkillId, level: Level) -> String {
    match LEVELS.iter().find(|(known, _, _)| *known == level) {
        Some((_, name, _)) if level != Level::Able => format!("{id}:{name}"),
        _ => id.to_string(),
    }
}

fn without(profile: &Profile, id: &SkillId) -> Profile {
    let mut profile = profile.clone();
    profile.skills.remove(id);
    profile
}

fn level_links(
    profile: &Profile,
    id: &SkillId,
    level: Level,
    words: Words,
    link: impl Fn(&Profile) -> String,
) -> Vec<LevelLink> {
    let to = |(to, _, key): &(Level, &str, &str)| {
        let mut profile = profile.clone();
        profile.skills.insert(id.clone(), *to);
        LevelLink { label: words.say(key), href: link(&profile), current: *to == level }
    };
    LEVELS.iter().map(to).collect()
}

/// The skills by the field they speak for most, in the order of the book.
fn groups(profile: &Profile, words: Words, facts: &Facts) -> Vec<Group> {
    let pick = |skill: &Skill| {
        let level = profile.skills.get(&skill.id);
        let ticked = level.is_some();
        Pick { value: value(&skill.id, level.copied().unwrap_or_default()), name: skill.name.clone(), ticked }
    };
    let of = |wanted: Option<&kazi_domain::FieldId>| {
        let skills = facts.book.skills.iter().filter(|skill| skill.fields.first() == wanted);
        skills.map(pick).collect::<Vec<_>>()
    };
    let fields = facts.book.fields.iter().map(|field| (words.field(&field.id, facts), of(Some(&field.id))));
    let all = fields.chain([(words.say("skills-other"), of(None))]);
    all.enumerate()
        .filter(|(_, (_, skills))| !skills.is_empty())
        .map(|(at, (name, skills))| {
            let open = at < TAUGHT || skills.iter().any(|skill| skill.ticked);
            Group { name, open, skills }
        })
        .collect()
}

fn countries(chosen: Country, words: Words) -> Vec<(String, String, bool)> {
    let mut codes: Vec<String> = COUNTRIES.iter().map(|code| (*code).to_owned()).collect();
    if !codes.iter().any(|code| code == chosen.code()) {
        codes.push(chosen.code().to_owned());
    }
    let named = |code: String| {
        let name = code.parse().map_or_else(|_| code.clone(), |country| words.country(country));
        let current = code == chosen.code();
        (code, name, current)
    };
    codes.into_iter().map(named).collect()
}
