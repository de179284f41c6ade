//! The classes of phrases that say something about reach.

/// A class of phrases; `data/phrases.tsv` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Cue {
    /// Work is done from a distance.
    Remote,
    /// A word that says so only in a headline or beside others.
    RemoteWord,
    /// A word that may say so, and as often speaks of wares.
    OnlineWord,
    /// Work is not done from a distance.
    NoRemote,
    /// Work is done in person.
    Onsite,
    /// A word that says so, unless the work is online by its source.
    OnsiteWord,
    /// Work that hands do: in person on a board of local advertisements.
    LocalWork,
    /// Work that a desk does: may be done from a distance.
    DeskWork,
    /// From anywhere.
    Any,
    /// A word that says so only in a field of the place or beside "remote".
    AnyWord,
    /// Who must live in the place that follows.
    LimitBefore,
    /// The same, where somebody is looked for.
    LimitHire,
    /// The work is in the place that follows.
    SiteBefore,
    /// Limits to the place before it.
    LimitAfter,
    /// May work in the place that follows.
    Permit,
    /// May work in the place before it.
    PermitAfter,
    /// Papers of the United States.
    PermitUs,
    /// Papers of the United Kingdom.
    PermitGb,
    /// Papers of a country that it does not name.
    PermitAny,
    /// A wish rather than a limit.
    Soft,
    /// The place that follows is of the client, the trade or the theme.
    ClientBefore,
    /// The place before it is.
    ClientAfter,
    /// Somebody who hires.
    Company,
    /// Somebody who works.
    Worker,
    /// Somebody is looked for.
    Hire,
    /// All but the place that follows.
    Except,
    /// Whoever hires turns away the people who follow.
    Refuses,
    /// The people before it are turned away.
    Refused,
    /// Others than those of the place that follows, or than those named before.
    Outside,
    /// The hours that follow are those of the work, not of a home.
    Hours,
    /// Denies what follows.
    Not,
    /// Groups or agencies may take it.
    Group,
    /// They may not.
    NoGroup,
    /// A level of a language.
    Fluent,
    /// A distance from the place of work that the worker may live at.
    Nearby,
    /// Says nothing, and keeps its words from being read otherwise.
    Noise,
}

impl Cue {
    /// The class that the table names.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "remote" => Self::Remote,
            "word-remote" => Self::RemoteWord,
            "word-online" => Self::OnlineWord,
            "no-remote" => Self::NoRemote,
            "onsite" => Self::Onsite,
            "onsite-word" => Self::OnsiteWord,
            "local-work" => Self::LocalWork,
            "desk-work" => Self::DeskWork,
            "any" => Self::Any,
            "word-any" => Self::AnyWord,
            "limit-before" => Self::LimitBefore,
            "limit-hire" => Self::LimitHire,
            "site-before" => Self::SiteBefore,
            "limit-after" => Self::LimitAfter,
            "permit" => Self::Permit,
            "permit-after" => Self::PermitAfter,
            "permit-us" => Self::PermitUs,
            "permit-gb" => Self::PermitGb,
            "permit-any" => Self::PermitAny,
            "soft" => Self::Soft,
            "client-before" => Self::ClientBefore,
            "client-after" => Self::ClientAfter,
            "company" => Self::Company,
            "worker" => Self::Worker,
            "hire" => Self::Hire,
            "except" => Self::Except,
            "refuses" => Self::Refuses,
            "refused" => Self::Refused,
            "outside" => Self::Outside,
            "hours" => Self::Hours,
            "not" => Self::Not,
            "group" => Self::Group,
            "no-group" => Self::NoGroup,
            "fluent" => Self::Fluent,
            "nearby" => Self::Nearby,
            "noise" => Self::Noise,
            _ => return None,
        })
    }
}

/// Classes of one phrase: most have one, some two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cues(u64);

impl Cues {
    /// Those that say something of a description or a tag, whatever stands beside them.
    pub(super) const TELLING: Self = Self::of(&[
        Cue::Remote,
        Cue::RemoteWord,
        Cue::OnlineWord,
        Cue::NoRemote,
        Cue::Onsite,
        Cue::OnsiteWord,
        Cue::Any,
        Cue::PermitUs,
        Cue::PermitGb,
        Cue::Group,
        Cue::Nearby,
    ]);
    /// Those that say something by themselves in one part or another; all others qualify what is beside them.
    pub(super) const SAYING: Self =
        Self::TELLING.and(Self::of(&[Cue::AnyWord, Cue::LocalWork, Cue::DeskWork, Cue::Worker]));

    const fn of(cues: &[Cue]) -> Self {
        let (mut all, mut at) = (Self(0), 0);
        while at < cues.len() {
            all.insert(cues[at]);
            at += 1;
        }
        all
    }

    /// Adds a class.
    pub(super) const fn insert(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u8;
    }

    /// Whether it holds a class.
    pub(super) const fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u8) != 0
    }

    /// Both.
    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it holds any that `other` holds.
    pub(super) const fn has_any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it holds any of these.
    pub(super) fn any(self, cues: &[Cue]) -> bool {
        cues.iter().any(|cue| self.has(*cue))
    }
}
