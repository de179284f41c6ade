//! What the owner allows.

use super::{Check, is_remote};
use crate::{
    mapping::Kind,
    source::{Attribution, AttributionConfig, Interval, Keep, Rights, RightsConfig},
};

impl Check {
    pub(super) fn rights(&mut self, kind: Kind, own_server: bool, config: Option<RightsConfig>) -> Rights {
        let Some(config) = config else {
            if is_remote(kind) {
                let mend =
                    "add [source.rights] with may_poll, may_store, may_show, may_index, floor and read_on";
                self.problem("rights", "does not say what its owner allows", mend);
            }
            return own_rights();
        };
        let keep = match (config.may_store, config.keep.as_deref()) {
            (false, _) => Keep::Nothing,
            (true, None | Some("unlimited")) => Keep::Unlimited,
            (true, Some(text)) => text.parse().map_or_else(
                |_| {
                    let what = format!("has no time in rights.keep = \"{text}\"");
                    self.problem("rights.keep", what, "write \"24h\", \"30d\" or \"unlimited\"");
                    Keep::Nothing
                },
                Keep::For,
            ),
        };
        // Nobody but the operator is bothered by what happens on the operator's own network.
        if is_remote(kind) && !own_server && config.floor.seconds() < 60 {
            self.problem(
                "rights.floor",
                "may be polled more often than once a minute",
                "set rights.floor = \"1m\" or more",
            );
        }
        if is_remote(kind) && config.may_poll && config.read_on.is_none() {
            self.problem(
                "rights.read_on",
                "may be polled by terms that nobody has read",
                "read them, and set rights.read_on to the day",
            );
        }
        if let Some(url) = &config.terms_url {
            self.web_address("rights.terms_url", url);
        }
        Rights {
            may_poll: config.may_poll,
            keep,
            may_show: config.may_show,
            may_index: config.may_index,
            attribution: config.attribution.map(|attribution| self.attribution(attribution)),
            floor: config.floor,
            terms_url: config.terms_url,
            read_on: config.read_on,
        }
    }

    fn attribution(&mut self, config: AttributionConfig) -> Attribution {
        self.web_address("rights.attribution.link", &config.link);
        if config.text.trim().is_empty() {
            self.problem(
                "rights.attribution.text",
                "has an attribution without words",
                "write the words its owner asks for",
            );
        }
        Attribution { text: config.text, link: config.link, followed: config.followed }
    }
}

/// What the reader may do with files and messages of the operator's own.
fn own_rights() -> Rights {
    Rights {
        may_poll: true,
        keep: Keep::Unlimited,
        may_show: true,
        may_index: false,
        attribution: None,
        floor: Interval::from_seconds(0),
        terms_url: None,
        read_on: None,
    }
}
