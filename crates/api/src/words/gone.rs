//! What is said of skills and fields that an address names and the book has no more.

use super::Words;
use crate::{
    Facts,
    asked::{FILTERS, GoneName, Known, PROFILE, Pairs},
};

impl Words {
    /// A sentence for each skill and field of an address that trainers put into another or took out.
    pub(crate) fn gone_of(&self, pairs: &Pairs, known: Known<'_>) -> Vec<String> {
        let of_the_book = pairs.only(|name| matches!(name, "have" | "skill" | "skill_all" | "field"));
        let asked = of_the_book.ask(&[FILTERS, PROFILE], known).unwrap_or_default();
        asked.gone.iter().map(|gone| self.gone(gone, known.facts)).collect()
    }

    fn gone(&self, gone: &GoneName, facts: &Facts) -> String {
        match &gone.now {
            Some(now) => {
                let new = facts.skill_name(now).to_owned();
                self.with("gone-merged", [("old", gone.name.clone().into()), ("new", new.into())])
            }
            None => self.fill("gone-left-out", "old", &gone.name),
        }
    }
}
