//! Whose money a word says that an amount is, by where it stands.

use std::ops::Range;

use kazi_domain::{Part, Per};

use super::{
    group::Group,
    lexicon::LEXICON,
    name::{Name, words},
    sense::{Glue, Role, Sense, Unit},
    token::{Kind, Token, Tokens},
};

/// The weight of money that is for something else than the work.
pub(super) const ELSEWHERE: i32 = -16;

/// How far before a word for pay the amount stands that it speaks of: "$500 home office budget".
const OWNED_TOKENS: usize = 4;

/// How far before a word for a benefit that is said which is not in the amount: "(excluding equity and bonus): $200k".
const EXCLUDED_TOKENS: usize = 4;
/// How far before "budget" that is said of who manages it and is not paid it.
const MANAGED_TOKENS: usize = 7;

/// Whether a word before an amount speaks of an earlier one: "€2,000 home office budget and €45k", "401k match
/// up to 4%, $55/hr".
pub(super) fn is_of_another(tokens: Tokens<'_>, index: usize, start: usize, role: Role) -> bool {
    let parts = |at: usize| tokens.is_sign(at, ',') || tokens.is_sign(at, '&') || tokens.is(at, Glue::And);
    let figure = |at: &usize| tokens.number(*at).is_some();
    let own = || (index + 1..start).find(figure);
    let out = || tokens.any_of(index.saturating_sub(EXCLUDED_TOKENS)..index, Group::Excluding);
    let listed = || own().is_some_and(|own| (own..start).any(|at| tokens.is_sign(at, ',')));
    if role == Role::Extra && (out() || listed()) {
        return true;
    }
    let earlier = || (index.saturating_sub(OWNED_TOKENS)..index).rev().find(figure);
    let marked = |at: usize| tokens.mark(at + 1).is_some() || at > 0 && tokens.mark(at - 1).is_some();
    let apart = |at: usize| {
        (at..index).any(|at| parts(at) || matches!(tokens.all()[at].kind, Kind::Stop | Kind::Line))
    };
    parts(index + 1) && own().is_none() && earlier().is_some_and(|at| marked(at) && !apart(at))
}

/// Whether a word says what the work is about and not what an amount is: "logo for a gym, $50", "gym logo $50".
pub(super) fn is_topic(tokens: Tokens<'_>, index: usize, start: usize, role: Role, part: Part) -> bool {
    let parts = |at: usize| tokens.is_sign(at, ',') || tokens.is_dash(at);
    may_be_topic(role) && (index + 1..start).any(parts) || describes_work(tokens, index, role, part)
}

/// Words of these roles also say what is made: "insurance website", "ticket design".
fn may_be_topic(role: Role) -> bool {
    matches!(role, Role::Extra | Role::Funding | Role::Price)
}

/// Whether a word only describes the work named right behind it. In a title that may be any noun: "stock photo
/// retouching $20"; in other texts only a piece of work, as benefits have names of many kinds.
pub(super) fn describes_work(tokens: Tokens<'_>, index: usize, role: Role, part: Part) -> bool {
    let named = may_be_topic(role) || role == Role::Fee && part == Part::Title;
    if !named {
        return false;
    }
    let noun = match tokens.get(index + 1).map(|token| token.kind) {
        Some(Kind::Word(None, groups)) => {
            let long = tokens.word(index + 1).is_some_and(|word| word.len() >= NOUN_BYTES_MIN);
            part == Part::Title && long && !groups.hold(Group::NoNoun)
        }
        Some(Kind::Word(Some(sense), _)) => {
            matches!(sense.unit, Some(Unit::Piece(_))) && !sense.adverb && part != Part::PayText
        }
        _ => false,
    };
    // A verb has an object: "save $20", "raise money".
    noun && !tokens.sense(index).is_some_and(|sense| sense.verb)
}

/// How long a noun behind a topic is at least, in bytes.
const NOUN_BYTES_MIN: usize = 3;

/// The role of a word where it stands: a marketing budget is not pay, and what "I charge" is.
// Most words have none, which is told in fewer steps than a call takes.
#[inline(always)]
pub(super) fn role_at(tokens: Tokens<'_>, index: usize) -> Option<(Role, i32)> {
    let token = tokens.get(index)?;
    let sense = token.sense()?;
    role_of(tokens, index, token, sense, sense.role?)
}

/// As [`role_at`], of a word that alone has a role.
fn role_of(
    tokens: Tokens<'_>,
    index: usize,
    token: &Token,
    sense: &Sense,
    (role, weight): (Role, i32),
) -> Option<(Role, i32)> {
    let before = |words: &[Name]| index > 0 && tokens.is_word(index - 1, words);
    let ambiguous = token.is_of(Group::Ambiguous);
    // "home office", "relocation package", "health insurance stipend"
    let at_home = ambiguous && tokens.is_word(index, words!["office"]) && before(words!["home"]);
    // "referral reward", "sign-on payment"
    let given = matches!(role, Role::Offer | Role::Budget)
        || role == Role::Pay && tokens.is_word(index, words!["reward", "rewards", "payment", "payout"]);
    if at_home || given && follows_extra(tokens, index) {
        return Some((Role::Extra, ELSEWHERE));
    }
    if ambiguous {
        if says_something_else(tokens, index) {
            return None;
        }
        // "our customers pay $20 a month", "users are willing to pay $5", "you pay $30 for the kit"
        if tokens.is_word(index, words!["pay", "pays"]) && is_paid_by_others(tokens, index) {
            return Some((Role::Fee, ELSEWHERE));
        }
    }
    // "€2,200 after taxes"
    if before(words!["after", "before"]) && tokens.is_word(index, words!["taxes"]) {
        return None;
    }
    Some(match role {
        Role::Extra if is_with_salary(tokens, index) => (Role::Salary, OWN),
        Role::Pay if before(words!["without", "avoid"]) => (Role::Fee, ELSEWHERE),
        Role::Budget if is_budget_of_others(tokens, index) => (Role::Fee, ELSEWHERE),
        Role::Fee if sense.verb => {
            if can_spend(tokens, index) {
                (Role::Budget, OWN)
            } else {
                (role, weight)
            }
        }
        // "I charge", "we usually charge", "a flat fee"
        Role::Fee | Role::Price if index > 0 && tokens.is_of(index - 1, Group::OwnPrice) => (Role::Pay, OWN),
        _ => (role, weight),
    })
}

/// Whether a benefit is named as a part of what is paid: "Base salary + bonus: $150K".
fn is_with_salary(tokens: Tokens<'_>, index: usize) -> bool {
    let Some(joint) = index.checked_sub(1) else { return false };
    let joined = tokens.is_sign(joint, '+') || tokens.is_sign(joint, '&') || tokens.is(joint, Glue::And);
    let salary = |at| matches!(tokens.sense(at), Some(Sense { role: Some((Role::Salary, _)), .. }));
    joined && joint.checked_sub(1).is_some_and(salary)
}

/// The weight of what the writer names as his own price or means.
const OWN: i32 = 7;

/// Whether "spend" says what the writer has for the work: "I can spend about $200"; not "we spend $200 on ads".
fn can_spend(tokens: Tokens<'_>, index: usize) -> bool {
    let Some(can) = index.checked_sub(1).filter(|at| tokens.is_word(*at, words!["can", "could"])) else {
        return false;
    };
    (can.saturating_sub(2)..can).any(|at| tokens.is_word(at, words!["i", "we"]))
        && tokens.is_word(index, words!["spend"])
}

fn follows_extra(tokens: Tokens<'_>, index: usize) -> bool {
    let before = index.checked_sub(1);
    before.and_then(|at| tokens.sense(at)?.role).is_some_and(|(role, _)| role == Role::Extra)
}

/// Whether an ambiguous word is no word for pay where it stands.
fn says_something_else(tokens: Tokens<'_>, index: usize) -> bool {
    let here = |words: &[Name]| tokens.is_word(index, words);
    let after = |words: &[Name]| tokens.is_word(index + 1, words);
    let before = |words: &[Name]| index > 0 && tokens.is_word(index - 1, words);
    // "sales page, $300"
    let topic = here(words!["sales", "ventas"])
        && !after(words!["of"])
        && !before(words!["in", "annual", "total", "monthly", "yearly", "en", "de"]);
    // "looking at about $500", but not "looking for a $500 camera"
    let searches = here(words!["looking"]) && !after(words!["at", "to"]);
    // "bei ya kazi", but German "bei 300 Euro"
    let german =
        here(words!["bei"]) && !after(words!["ya", "yangu", "yetu", "ni"]) && !tokens.is_sign(index + 1, ':');
    // "pay close attention"
    let heeds = here(words!["pay", "paying"])
        && (index + 1..index + 3).any(|at| tokens.is_word(at, words!["attention", "heed"]));
    // "a fixed-term contract"
    let term = index + 1 + usize::from(tokens.is_dash(index + 1));
    topic || searches || german || heeds || here(words!["fixed"]) && tokens.is_word(term, words!["term"])
}

/// Whether a budget is somebody else's money: "marketing budget", "budget formation", "budget for training"; not
/// "marketing video, budget $300".
fn is_budget_of_others(tokens: Tokens<'_>, index: usize) -> bool {
    let not_own = |near: Range<usize>| tokens.any_is(near, Glue::NotOwn);
    let purpose = || tokens.is_word(index + 1, words!["for", "de", "para", "pour", "für"]);
    let managed = || tokens.any_of(index.saturating_sub(MANAGED_TOKENS)..index, Group::Managing);
    not_own(index.saturating_sub(1)..index)
        || not_own(index + 1..index + 2)
        || purpose() && not_own(index + 2..index + 4)
        || managed()
}

/// What tells an incentive or a fee that the worker earns from one that comes on top or is asked for.
pub(super) struct Earned<'p> {
    /// What the amount is for, where that is said.
    pub per: Option<Per>,
    /// The title of the posting.
    pub title: &'p str,
}

/// The weight of what is earned under another name than pay, and how far before it stands what says that it is not.
const EARNED: i32 = 7;
const ON_TOP_TOKENS: usize = 2;

impl Earned<'_> {
    /// The role of a word: refugees who work are paid an "incentive", consultants a "daily fee".
    pub(super) fn role(&self, tokens: Tokens<'_>, index: usize, role: (Role, i32)) -> (Role, i32) {
        match role.0 {
            Role::Extra if tokens.is_of(index, Group::Incentive) && self.is_wage(tokens, index) => {
                (Role::Salary, EARNED)
            }
            Role::Fee if tokens.is_of(index, Group::Fee) => {
                let own = own_fee(tokens, index).or_else(|| self.labels(tokens, index).then_some(Role::Rate));
                own.map_or(role, |own| (own, EARNED))
            }
            _ => role,
        }
    }

    /// Whether "fee" alone is the label of an amount by the hour or the day: "Fee: KES 30,000 per day".
    fn labels(&self, tokens: Tokens<'_>, index: usize) -> bool {
        let opens = index.checked_sub(1).and_then(|at| tokens.get(at));
        let opens = opens.is_none_or(|token| matches!(token.kind, Kind::Stop | Kind::Line));
        opens && tokens.is_sign(index + 1, ':') && matches!(self.per, Some(Per::Hour | Per::Day))
    }

    /// Whether an incentive is paid for a span of time, or to an incentive worker, and not on top of other pay.
    fn is_wage(&self, tokens: Tokens<'_>, index: usize) -> bool {
        let on_top = |at: usize| {
            tokens.is_of(at, Group::OnTop)
                || tokens.is_sign(at, '+')
                || tokens.is_sign(at, '&')
                || tokens.is_sign(at, '%')
        };
        let added =
            (index.saturating_sub(ON_TOP_TOKENS)..index).any(on_top) || tokens.is_of(index + 1, Group::OnTop);
        let spanned = matches!(self.per, Some(Per::Hour | Per::Day | Per::Week | Per::Month));
        let of_title = || {
            let mut words = self.title.split(|c: char| !c.is_alphabetic());
            words.any(|word| LEXICON.groups(word).hold(Group::Incentive))
        };
        !added && (spanned || of_title())
    }
}

/// What a fee is that the worker takes: "daily fee", "consultancy fee".
fn own_fee(tokens: Tokens<'_>, index: usize) -> Option<Role> {
    let before = index.checked_sub(1)?;
    let by_time = tokens
        .sense(before)
        .is_some_and(|sense| sense.adverb && matches!(sense.unit, Some(Unit::Time(Per::Hour | Per::Day))));
    match () {
        () if by_time => Some(Role::Rate),
        () if tokens.is_of(before, Group::TakesFee) => Some(Role::Pay),
        () => None,
    }
}

/// Whether who pays is no client: a customer, an applicant, the reader of the posting.
fn is_paid_by_others(tokens: Tokens<'_>, index: usize) -> bool {
    let mut before = (index.saturating_sub(PAYER_TOKENS)..index).rev();
    let payer = before.find(|at| !tokens.is_of(*at, Group::Modal));
    // "you can pay me $20", but "drivers pay us $20"
    let me = tokens.is_word(index + 1, words!["me", "us"])
        && payer.is_some_and(|at| tokens.is_word(at, words!["you"]));
    !me && payer.is_some_and(|at| tokens.is_of(at, Group::OtherPayer))
}

/// How far before "pay" stands who pays.
const PAYER_TOKENS: usize = 5;
