//! What configuration and trainers know and readers are told.

use kazi_api::{Facts, FlagInfo, PlatformInfo};
use kazi_desk::DeskState;
use kazi_domain::{Rates, SkillBook};

use crate::config::Config;

/// What configuration knows and readers are told.
pub fn facts_of(config: &Config, decided: &DeskState, rates: &Rates) -> Facts {
    let platforms = config.rules.platforms.platforms.iter().map(PlatformInfo::from);
    let flags = config.rules.warnings.warnings.iter().map(|warning| FlagInfo {
        id: warning.id.clone(),
        name: warning.id.as_str().replace('-', " "),
        advice: warning.advice.clone(),
    });
    Facts {
        book: SkillBook::clone(&decided.book).into(),
        gone: decided.gone.clone(),
        rates: rates.clone(),
        rates_old_after_days: config.settings.rates.old_after_days,
        platforms: platforms.collect(),
        flags: flags.collect(),
    }
}
