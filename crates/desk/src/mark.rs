//! A trainer's mark overrules the warnings.

use kazi_domain::{Assessment, Evidence, Flag, FlagId, Part, Posting, Severity};

use crate::Mark;

/// The warning of a lead that a trainer marked as a scam.
pub const MARKED_SCAM: &str = "marked-scam";
/// How far such a lead is trusted.
const SCAM_TRUST: f32 = 0.05;

impl Mark {
    /// Puts what the trainer says in the place of what was read.
    pub fn overrule(self, posting: &Posting, assessment: &mut Assessment) {
        match self {
            Self::Scam => {
                let Ok(id) = FlagId::new(MARKED_SCAM) else { return };
                assessment.flags.retain(|flag| flag.id != id);
                let evidence = Evidence::quote(Part::Title, &posting.title, 0..posting.title.len());
                assessment.flags.insert(0, Flag { id, severity: Severity::Severe, evidence });
                assessment.trust = assessment.trust.min(SCAM_TRUST);
            }
            Self::Fine => {
                assessment.flags.clear();
                assessment.trust = 1.0;
            }
        }
    }
}
