//! The rows that hold a word in another form.

use super::Segment;
use crate::{
    forms::{Forms, Tongue},
    rows::{Bits, Rows},
};

impl Segment {
    /// The rows that hold a folded word or another form of it; nothing where no row holds another form.
    pub(crate) fn rows_of_forms(&self, word: &str) -> Option<Rows> {
        let mut rows = Bits::none(self.rows());
        let mut others = false;
        for tongue in Tongue::ALL {
            let Some(forms) = Forms::of(word, tongue) else { continue };
            let mut of_tongue = Bits::none(self.rows());
            let mut found = false;
            self.words.each_with(&forms.part, forms.within, |known, set| {
                if known != word && forms.holds(known) {
                    of_tongue.add(&set());
                    found = true;
                }
            });
            if found {
                self.keep_tongue(tongue, &mut of_tongue);
                rows.add_bits(&of_tongue);
                others = true;
            }
        }
        others.then(|| {
            if let Some(exact) = self.words.rows(word) {
                rows.add(&exact);
            }
            rows.compressed()
        })
    }

    /// Keeps the rows whose text is in a tongue.
    fn keep_tongue(&self, tongue: Tongue, rows: &mut Bits) {
        let is_of = |language| Tongue::of(Some(language)) == Some(tongue);
        if Tongue::of(None) == Some(tongue) {
            let others = self.languages.iter().filter(|(language, _)| !is_of(language));
            return others.for_each(|(_, others)| rows.remove(others));
        }
        let mut own = Bits::none(self.rows());
        self.languages.iter().filter(|(language, _)| is_of(language)).for_each(|(_, of)| own.add(of));
        rows.keep_bits(&own);
    }
}
