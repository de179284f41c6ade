//! What is said of names in an address that mean something else now, or nothing.

use super::Words;
use crate::{
    Facts,
    asked::{FILTERS, GoneName, Known, Meaning, PROFILE, Pairs},
};

/// The parameters whose names may go.
const NAMING: [&str; 7] = ["have", "skill", "skill_all", "field", "source", "exclude_source", "flags"];

impl Words {
    /// A sentence for each such name.
    pub(crate) fn gone_of(&self, pairs: &Pairs, known: Known<'_>) -> Vec<String> {
        let naming = pairs.only(|name| NAMING.contains(&name));
        let asked = naming.ask(&[FILTERS, PROFILE], known).unwrap_or_default();
        asked.gone.iter().map(|gone| self.gone(gone, known.facts)).collect()
    }

    fn gone(&self, gone: &GoneName, facts: &Facts) -> String {
        let of_name = |key| self.fill(key, "old", &gone.name);
        match &gone.meaning {
            Meaning::Another(now) => {
                let new = facts.skill_name(now).to_owned();
                self.with("gone-merged", [("old", gone.name.clone().into()), ("new", new.into())])
            }
            Meaning::LeftOut => of_name("gone-left-out"),
            Meaning::FindsNothing => of_name("gone-finds-nothing"),
            Meaning::NotThere => of_name("gone-not-there"),
        }
    }
}
