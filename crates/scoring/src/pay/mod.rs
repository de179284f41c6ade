//! What a posting says about pay, and the words that made us think so.
//!
//! A text is searched for digits; around them it is cut into tokens ([`lexer`]), the tokens into
//! statements of amounts ([`statement`]), each statement is weighed by the words near it
//! ([`context`]), and what it leaves open is settled ([`settle`]). A pay text that is one usual
//! statement needs no tokens ([`whole`]), and in messages of chats a sum needs less around it
//! ([`message`]). The words are data: `words.txt`.

mod around;
mod choose;
mod context;
mod counted;
mod each;
mod entry;
mod figure;
mod fold;
mod for_what;
mod group;
mod job;
mod label;
mod letters;
mod lexer;
mod lexicon;
mod message;
mod name;
mod nation;
mod number;
mod numeral;
mod piece;
mod place;
mod prefilter;
mod range;
mod role;
mod rough;
mod sense;
mod settle;
mod span;
mod spelled;
mod statement;
mod structured;
mod token;
mod unit;
mod whole;
mod window;
mod written;

use std::{borrow::Cow, cell::OnceCell, ops::Range};

use kazi_domain::{Amount, Currency, Part, Pay, PayNote, PayReading, Per, Posting};

use self::{
    choose::{Candidate, Candidates},
    context::{SUPPORT_MIN, Support, support, support_of_whole},
    for_what::UnitRead,
    job::takes_time,
    lexer::read_tokens,
    message::{is_of_else, mark_of_parts},
    nation::Nations,
    prefilter::{may_speak_of_pay, may_state_pay},
    sense::{Glue, Role},
    spelled::{BRIEF_BYTES_MAX, spell},
    statement::{Statement, statements},
    structured::read_fields,
    token::{TokenList, Tokens},
    whole::whole_statement,
    window::windows,
};
use crate::{cut::CutPosting, kind::read_kind_of_cut};

/// How much of a text before and after a digit is looked at, in bytes: a sentence or so.
const BEFORE_BYTES: usize = 120;
const AFTER_BYTES: usize = 64;
/// The most statements weighed of one posting.
const CANDIDATES_MAX: usize = 64;

/// Reads the pay of a posting: its fields first, then its pay text, its title and its body, of
/// which the best supported statement wins.
pub fn read_pay(posting: &Posting) -> Option<PayReading> {
    read(posting, OnceCell::new())
}

/// As [`read_pay`], of a posting of which it is known whether it speaks of work.
pub(crate) fn read_pay_knowing(posting: &Posting, speaks_of_work: bool) -> Option<PayReading> {
    read(posting, OnceCell::from(speaks_of_work))
}

fn read(posting: &Posting, speaks_of_work: OnceCell<bool>) -> Option<PayReading> {
    let body = if posting.description.is_empty() {
        posting.summary.as_deref().unwrap_or_default()
    } else {
        posting.description.as_str()
    };
    let mut reader = Reader {
        about: About { posting, nations: Nations::of(posting) },
        is_brief: body.len() <= BRIEF_BYTES_MAX,
        speaks_of_work,
        tokens: TokenList::default(),
        candidates: Candidates::default(),
    };
    let pay_text = posting.pay_text.as_deref().unwrap_or_default();
    let parts = [(Part::PayText, pay_text), (Part::Title, &posting.title), (Part::Description, body)];
    for (part, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
        reader.read(part, text);
    }
    let stated = reader.candidates.best();
    match read_fields(posting) {
        Some(fields) => Some(with_contradiction(fields, stated)),
        None => stated,
    }
}

/// Reads the parts of a posting one after another.
struct Reader<'p> {
    about: About<'p>,
    /// Whether it is as short as a message of a chat, where amounts are written in words too.
    is_brief: bool,
    /// Whether it speaks of work, found out where that is asked.
    speaks_of_work: OnceCell<bool>,
    /// Room for the tokens of one window.
    tokens: TokenList<'p>,
    candidates: Candidates<'p>,
}

impl<'p> Reader<'p> {
    fn read(&mut self, part: Part, text: &'p str) {
        if part == Part::PayText && self.read_whole(text) {
            return;
        }
        let mut digits = false;
        for window in windows(text, BEFORE_BYTES, AFTER_BYTES) {
            digits = true;
            if self.is_short(part) || may_speak_of_pay(text, window.clone()) {
                self.weigh(part, text, window);
            }
        }
        if !digits && self.spells(part) {
            self.weigh(part, text, 0..text.len());
        }
    }

    /// Whether an amount is named in a message that speaks of work, where it is most likely the pay.
    fn is_named(&self, statement: &Statement) -> bool {
        let read = || read_kind_of_cut(&CutPosting::of(self.about.posting)).speaks_of_work;
        let speaks = || *self.speaks_of_work.get_or_init(read);
        self.is_brief && statement.mark.is_some() && !is_of_else(Tokens(&self.tokens), statement) && speaks()
    }

    /// Reads a pay text that is nothing but one statement, written as most are; whether it is that.
    fn read_whole(&mut self, text: &'p str) -> bool {
        let Some(mut statement) = whole_statement(text) else { return false };
        let support = support_of_whole(&statement);
        if support.score >= SUPPORT_MIN {
            let (place, said) = ((Part::PayText, text, 0..text.len()), statement.unit.take());
            let tokens = TokenList::default();
            let candidate = self.about.candidate(place, Tokens(&tokens), &statement, said, &support);
            self.candidates.extend(candidate);
        }
        true
    }

    /// Whether amounts of a part may be in words: those of long texts are in digits, and searched for fast.
    fn spells(&self, part: Part) -> bool {
        self.is_brief || part == Part::PayText
    }

    /// Whether all of a part is weighed: most windows of long texts hold no pay.
    fn is_short(&self, part: Part) -> bool {
        self.is_brief || part != Part::Description
    }

    /// Weighs the statements of a window.
    fn weigh(&mut self, part: Part, text: &'p str, window: Range<usize>) {
        read_tokens(text, window.clone(), &mut self.tokens);
        if self.spells(part) {
            spell(&mut self.tokens);
        }
        if !self.is_short(part) && !may_state_pay(text, window, &self.tokens.all) {
            return;
        }
        let tokens = Tokens(&self.tokens);
        for mut statement in statements(tokens) {
            if self.candidates.len() >= CANDIDATES_MAX {
                return;
            }
            let in_message = self.is_brief && part != Part::PayText;
            if in_message {
                statement.mark = statement.mark.or_else(|| mark_of_parts(tokens, &statement));
            }
            let mut support = support(tokens, &statement, part, &self.about.posting.title, in_message);
            let weak = (0..SUPPORT_MIN).contains(&support.score);
            if weak && part == Part::Description && self.is_named(&statement) {
                support = support.of_message();
            }
            if support.score >= SUPPORT_MIN
                && let Some(range) = tokens.bytes(&statement.tokens)
            {
                let said = statement.unit.take().or(support.unit.take());
                let place = (part, text, range);
                self.candidates.extend(self.about.candidate(place, tokens, &statement, said, &support));
            }
        }
    }
}

/// A part of a posting, its text, and some bytes of that.
type Place<'p> = (Part, &'p str, Range<usize>);

/// A posting and what it says of its countries.
struct About<'p> {
    posting: &'p Posting,
    nations: Nations<'p>,
}

impl<'p> About<'p> {
    /// What a statement says as pay; `said` is what it is for, where it or the words before it say so.
    fn candidate(
        &self,
        (part, text, range): Place<'p>,
        tokens: Tokens<'_>,
        statement: &Statement,
        said: Option<UnitRead>,
        support: &Support,
    ) -> Option<Candidate<'p>> {
        let hint = (part == Part::PayText).then_some(&self.posting.pay_hint);
        let (currency, currency_note) =
            settle::currency(tokens, statement, said.as_ref(), &self.nations, hint);
        let unit_said = said.is_some();
        let alone = part == Part::Title || support.clause;
        // "25 dollars for 30 minutes" is the sum for the whole job.
        let role = if takes_time(tokens, statement.tokens.end) { Some(Role::Budget) } else { support.role };
        let (mut unit, mut unit_note) = settle::unit(statement, said, role, currency, hint, alone);
        if let Some(piece) = unit.take_if(|unit| unit.piece.is_some()) {
            // What a source says of its own bare figures is knowledge.
            let whole = unit_said && piece::is_whole_job(&piece, statement, currency);
            if whole {
                (unit, unit_note) = (Some(UnitRead::bare(Per::Project)), Some(PayNote::PerAssumed));
            } else {
                unit = Some(piece::named_by(piece, self.posting, tokens));
            }
        }
        let unit_note = unit_note.or_else(|| unit.as_ref()?.share.note(unit.as_ref()?.per));
        let taxed = tokens.any_is(statement.first..statement.tokens.end + 2, Glue::AfterTax);
        let notes = [
            currency_note,
            unit_note,
            statement.swapped.then_some(PayNote::Swapped),
            support.bonus.then_some(PayNote::WithBonus),
            taxed.then_some(PayNote::AfterTax),
        ];
        let pay = pay_of(statement, currency, unit)?;
        Some(Candidate { pay, notes, part, text, range, score: support.score, unit_said })
    }
}

fn pay_of(statement: &Statement, currency: Option<Currency>, unit: Option<UnitRead>) -> Option<Pay> {
    let share = unit.as_ref().map(|unit| unit.share);
    let amount = |micros: i64| Amount::from_micros(share.map_or(micros, |share| share.of(micros)));
    let (per, piece) = unit.map_or((None, None), |unit| (Some(unit.per), unit.piece.map(Cow::into_owned)));
    Pay::new(statement.low.map(amount), statement.high.map(amount), currency, per, piece)
}

/// Notes on a pay from fields that the words say something else.
fn with_contradiction(mut fields: PayReading, stated: Option<PayReading>) -> PayReading {
    let Some(stated) = stated else { return fields };
    let (own, other) = (&fields.pay, &stated.pay);
    let comparable = own.per() == other.per() && own.currency() == other.currency();
    let apart = own.high().zip(other.low()).is_some_and(|(high, low)| high < low)
        || own.low().zip(other.high()).is_some_and(|(low, high)| low > high);
    if comparable && apart {
        fields.notes.push(PayNote::Contradicted);
    }
    fields
}
