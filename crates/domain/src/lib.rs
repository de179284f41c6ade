//! The nouns of kazi: money, pay, posting, skill, profile, lead.
//!
//! No IO, no async, no clock. Every other crate speaks in these words; none of them is a form on
//! disk or on the wire, which have types of their own in `store` and `api`.

mod assessment;
mod evidence;
mod html;
mod id;
mod lead;
mod money;
mod pay;
mod place;
mod posting;
mod profile;
mod skill;

pub use assessment::{
    Assessment, Basis, Experience, Flag, Kind, NetHourly, ReachReading, Scope, Severity, SkillMatch, Spread,
    SumLine, Verdict,
};
pub use evidence::{Evidence, Part, QUOTE_BYTES_MAX};
pub use html::{escape_markup, text_to_html};
pub use id::{
    FieldId, FlagId, IdError, LeadId, NAME_BYTES_MAX, PlatformId, PostingId, SkillId, SourceId, TaskId,
};
pub use lead::{AssessedPosting, Lead, SameWork};
pub use money::{Amount, Currency, Money, Rates, RatesError, RatesOrigin};
pub use pay::{Origin, Pay, PayNote, PayReading, Per};
pub use place::{CodeError, Country, CountrySet, Language};
pub use posting::{
    DESCRIPTION_BYTES_MAX, LocationIs, PayHint, Posting, StatedPay, TAGS_MAX, TITLE_BYTES_MAX, WorkIs,
};
pub use profile::{Level, Profile};
pub use skill::{Alias, Field, Skill, SkillBook};
