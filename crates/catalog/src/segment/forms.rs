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
            let (parts, within) = forms.parts();
            for part in parts {
                self.words.each_with(part, within, |known, set| {
                    if known != word && forms.holds(known) {
                        of_tongue.add(&set());
                        found = true;
                    }
                });
            }
            if found {
                let not_in = |language| !tongue.is_spoken_in(Some(language));
                let elsewhere = self.languages.iter().filter(|(language, _)| not_in(language));
                elsewhere.for_each(|(_, rows)| of_tongue.remove(rows));
                rows.add_bits(&of_tongue);
            }
            others |= found;
        }
        others.then(|| {
            if let Some(exact) = self.words.rows(word) {
                rows.add(&exact);
            }
            rows.compressed()
        })
    }
}
