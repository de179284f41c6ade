//! What of a mapping cannot work, found before anything is fetched.

use super::{Kind, Mapping, Rule};
use crate::read;

/// A key of a mapping that cannot work, found before anything is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingProblem {
    /// The key within the mapping, such as `fields.title`.
    pub key: String,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl Mapping {
    /// Every key that cannot work for a source of this kind.
    pub fn check(&self, kind: Kind) -> Vec<MappingProblem> {
        let mut problems = Vec::new();
        for path in &self.items.0 {
            check_path(kind, "items", path, &mut problems);
        }
        for (field, rule) in &self.fields {
            check_rule(kind, &format!("fields.{}", field.as_str()), rule, &mut problems);
        }
        if let Some(follow) = &self.follow {
            check_rule(kind, "follow.url", &follow.url, &mut problems);
            let inner = follow.mapping.check(follow.kind.unwrap_or(kind));
            problems.extend(
                inner.into_iter().map(|problem| MappingProblem {
                    key: format!("follow.mapping.{}", problem.key),
                    ..problem
                }),
            );
        }
        problems
    }
}

fn check_rule(kind: Kind, key: &str, rule: &Rule, problems: &mut Vec<MappingProblem>) {
    for path in rule.at.0.iter().chain(&rule.when.0) {
        check_path(kind, key, path, problems);
    }
    let template = rule.template.as_deref().unwrap_or_default();
    for place in template.split('{').skip(1) {
        match place.split_once('}') {
            Some((path, _)) => check_path(kind, key, path, problems),
            None => problems.push(MappingProblem {
                key: key.to_owned(),
                what: format!("the template \"{template}\" has a \"{{\" without \"}}\""),
                mend: "close it".to_owned(),
            }),
        }
    }
    if rule.at.0.is_empty() && template.is_empty() && rule.value.is_none() {
        problems.push(MappingProblem {
            key: key.to_owned(),
            what: "the rule says nowhere to look".to_owned(),
            mend: "give it \"at\", \"template\" or \"value\"".to_owned(),
        });
    }
}

fn check_path(kind: Kind, key: &str, path: &str, problems: &mut Vec<MappingProblem>) {
    let (checked, mend) = match kind {
        Kind::Html | Kind::Mail => {
            (read::check_selector(path), "write a CSS selector, with \"@name\" behind it for an attribute")
        }
        _ => (read::check_path(path), "write dotted names, or a JSONPath of RFC 9535 that begins with \"$\""),
    };
    if let Err(what) = checked {
        problems.push(MappingProblem {
            key: key.to_owned(),
            what: format!("\"{path}\" is no path: {what}"),
            mend: mend.to_owned(),
        });
    }
}
