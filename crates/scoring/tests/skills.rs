//! Skills and fields: cases by data, laws by property, and the faults that a book may have.
#![allow(clippy::unwrap_used)]

#[path = "../src/cases.rs"]
mod cases;

use std::collections::HashSet;

use kazi_domain::{Alias, FieldId, Part, Posting, PostingId, Skill, SkillBook, SkillId, SourceId};
use kazi_scoring::skills::{SkillMatcher, WorkReading};
use proptest::prelude::*;

thread_local! {
    static SHIPPED: SkillMatcher = SkillMatcher::new(&shipped_book()).unwrap();
}

fn shipped_book() -> SkillBook {
    toml::from_str(&cases::config("skills.toml")).unwrap()
}

fn posting(title: &str, tags: &str, text: &str) -> Posting {
    let source = SourceId::new("case").unwrap();
    let mut posting = Posting::new(PostingId::of(&source, title), source, title.trim());
    posting.tags = tags.split(',').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
    text.trim().replace("\\n", "\n").clone_into(&mut posting.description);
    posting
}

fn read(posting: &Posting) -> WorkReading {
    SHIPPED.with(|matcher| matcher.read(posting))
}

/// "figma, ui-design ; web-design": the skills, most weighty first, and the fields.
fn answer_of(reading: &WorkReading) -> String {
    let skills: Vec<&str> = reading.skills.iter().map(|found| found.skill.as_str()).collect();
    let fields: Vec<&str> = reading.fields.iter().map(FieldId::as_str).collect();
    format!("{} ; {}", skills.join(", "), fields.join(", ")).trim().to_owned()
}

#[test]
fn cases() {
    let count = cases::run("skills", |input| {
        let mut parts = input.splitn(3, '|');
        let mut part = || parts.next().unwrap_or_default();
        answer_of(&read(&posting(part(), part(), part())))
    });
    assert!(count >= 200, "only {count} cases");
}

#[test]
fn work_paid_by_the_task_is_a_microtask_whatever_it_is_about() {
    let mut posting = posting("Film the sunrise", "", "");
    let plain = read(&posting).fields;
    assert!(!plain.contains(&FieldId::new("microtask").unwrap()), "{plain:?}");
    posting.pay_hint.piece = Some("task".to_owned());
    assert!(read(&posting).fields.contains(&FieldId::new("microtask").unwrap()));
    posting.pay_hint.piece = Some("word".to_owned());
    assert_eq!(read(&posting).fields, plain);
}

#[test]
fn the_shipped_book_is_wide_enough() {
    let book = shipped_book();
    assert!(book.skills.len() >= 250, "{}", book.skills.len());
    assert_eq!(book.fields.len(), 15);
    for language in ["fr", "sw", "ar", "so", "es"] {
        let spoken = |skill: &&Skill| {
            skill.aliases.iter().any(|a| a.language.as_ref().is_some_and(|l| l.code() == language))
        };
        assert!(book.skills.iter().filter(spoken).count() >= 40, "{language}");
    }
}

#[test]
fn classifications_are_named_by_their_own_forms() {
    let book = shipped_book();
    let esco: Vec<&str> = book.skills.iter().filter_map(|skill| skill.esco.as_deref()).collect();
    let is_concept = |uri: &&str| {
        let id = uri.strip_prefix("http://data.europa.eu/esco/skill/").unwrap_or_default();
        id.len() == 36 && id.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
    };
    assert_eq!(esco.iter().find(|uri| !is_concept(uri)), None);
    assert_eq!(esco.iter().collect::<HashSet<_>>().len(), esco.len(), "no concept is two skills");
    assert!(esco.len() >= 90, "{}", esco.len());
    let is_occupation = |code: &str| {
        code.len() == 10 && code.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'))
    };
    let onet = book.skills.iter().filter_map(|skill| skill.onet.as_deref());
    assert_eq!(onet.filter(|code| !is_occupation(code)).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn title_counts_above_tags_above_text() {
    let weight = |posting: &Posting| read(posting).skills.first().map_or(0.0, |found| found.weight);
    let title = weight(&posting("Figma", "", ""));
    let tags = weight(&posting("x", "Figma", ""));
    let text = weight(&posting("x", "", "You know Figma."));
    let blurb = weight(&posting("x", "", "About us: our own team loves Figma."));
    assert!(title > tags && tags > text && text > blurb && blurb > 0.0, "{title} {tags} {text} {blurb}");
}

#[test]
fn names_of_work_in_two_parts_are_two() {
    let mut posting =
        posting("Administrative Assistant", "", "Duties, Responsibilities: Data entry, filing.");
    let fields = read(&posting).fields;
    posting.title.push(' ');
    assert_eq!(read(&posting).fields, fields);
}

#[test]
fn languages_are_told_apart() {
    for (text, code) in [
        ("We need a person who will work with our team and you are good", "en"),
        ("Nous cherchons une personne pour travailler avec nous dans la ville", "fr"),
        ("Tunatafuta mtu wa kufanya kazi na timu yetu kwa muda katika kazi hii", "sw"),
        ("نبحث عن مصمم للعمل على موقع مع فريق من المطورين في كل مكان", "ar"),
    ] {
        assert_eq!(read(&posting("", "", text)).language.unwrap().code(), code, "{text}");
    }
    assert_eq!(read(&posting("Logo", "", "")).language, None);
}

fn skill(id: &str, aliases: &[&str]) -> Skill {
    let bare =
        |text: &&str| Alias { text: (*text).to_owned(), language: None, cased: false, near: Vec::new() };
    Skill {
        id: SkillId::new(id).unwrap(),
        name: id.to_owned(),
        fields: Vec::new(),
        parent: None,
        weight: 1.0,
        aliases: aliases.iter().map(bare).collect(),
        negatives: Vec::new(),
        esco: None,
        onet: None,
    }
}

#[test]
fn all_faults_of_a_book_are_reported_with_place_and_mend() {
    let mut figma = skill("figma", &["x", "!!", &"long ".repeat(20)]);
    figma.parent = Some(SkillId::new("nothing").unwrap());
    figma.fields = vec![FieldId::new("nowhere").unwrap()];
    figma.weight = 1.5;
    let mut circle = skill("circle", &["ring"]);
    circle.parent = Some(circle.id.clone());
    let book = SkillBook {
        fields: Vec::new(),
        skills: vec![figma, circle, skill("hoop", &["Ring"]), skill("hoop", &[])],
    };
    let errors = SkillMatcher::new(&book).err().unwrap();
    let text: Vec<String> = errors.iter().map(ToString::to_string).collect();
    for expected in [
        "skills.toml: skill \"hoop\": stands twice",
        "skills.toml: skill \"figma\": weight 1.5",
        "skills.toml: skill \"figma\": field \"nowhere\" is not in the book",
        "skills.toml: skill \"figma\": parent \"nothing\" is not in the book",
        "skills.toml: skill \"figma\": alias \"x\" is one letter",
        "skills.toml: skill \"figma\": alias \"!!\" has no letter",
        "is longer than 80 bytes",
        "skills.toml: skill \"hoop\": alias \"Ring\" also belongs to skill \"circle\"",
        "skills.toml: skill \"circle\": is its own ancestor",
    ] {
        assert!(text.iter().any(|line| line.contains(expected)), "{expected}\n{text:#?}");
    }
}

/// Words of the book, words around them, and anything else, run together in any order.
fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(vec![
            "WordPress", "logo design", "C++", "Go", "no", "not looking for", "about us", "Réact", "تصميم شعار",
            "والترجمة", "R", "UI/UX", ".NET", "is not required", "figma", "ＦＩＧＭＡ", "requirements", "网站WordPress",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec((word, prop::sample::select(vec![" ", ", ", "\n", "", " - ", ". "])), 0..12)
        .prop_map(|words| words.into_iter().map(|(word, gap)| word + gap).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn evidence_stands_where_it_says(title in any_text(), tags in prop::collection::vec(any_text(), 0..4), text in any_text()) {
        let mut posting = posting("", "", "");
        (posting.title, posting.tags, posting.description) = (title, tags, text);
        let reading = read(&posting);
        prop_assert!(reading.fields.len() <= 3 && !reading.fields.is_empty());
        for found in reading.skills {
            prop_assert!(found.weight > 0.0 && found.weight <= 1.0);
            let (start, words) = (found.evidence.start as usize, found.evidence.words.as_str());
            prop_assert!(!words.is_empty());
            let stands = match found.part {
                Part::Title => posting.title[start..].starts_with(words),
                Part::Tags => posting.tags[start].contains(words),
                _ => posting.description[start..].starts_with(words),
            };
            prop_assert!(stands, "{words:?} at {start} of {:?}", found.part);
        }
    }

    #[test]
    fn a_new_alias_takes_no_other_skills_match(added in "[a-d]{2,3}( [a-d]{2,3})?", text in "([a-d]{2,3} ){1,8}") {
        let base = [skill("ab", &[]), skill("cd", &["cd da"]), skill("bc", &["da bc"])];
        let old = SkillBook { fields: Vec::new(), skills: base.to_vec() };
        let mut skills = base.to_vec();
        skills.push(skill("new", &[&added]));
        let new = SkillBook { fields: Vec::new(), skills };
        let (Ok(old), Ok(new)) = (SkillMatcher::new(&old), SkillMatcher::new(&new)) else { return Ok(()) };
        let posting = posting(&text, "", "");
        let after = new.read(&posting);
        for lost in old.read(&posting).skills {
            let kept = after.skills.iter().any(|found| found.skill == lost.skill);
            let overlaps = after.skills.iter().any(|found| found.skill.as_str() == "new");
            prop_assert!(kept || overlaps, "{} lost to nothing in {text:?}", lost.skill);
        }
    }
}
