//! One amount with its currency: `$40`, `31,2k €`, `KSh elfu 5`, `50 cents`.

use kazi_domain::Currency;

use super::{
    group::Group,
    lexicon::LEXICON,
    name::words,
    number::Number,
    sense::{Family, Glue, LAKH, MYRIAD, Mark, Unit},
    token::{Kind, Token, Tokens},
};

/// A unit of a currency in millionths.
pub(super) const ONE: i64 = 1_000_000;

/// One amount with its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// In millionths, multiplied.
    pub micros: i64,
    /// The currency.
    pub mark: Option<Mark>,
    /// What a word or letter such as `k` multiplied it with; 1 for nothing.
    pub scale: i64,
    /// Whether thousands were set apart.
    pub grouped: bool,
    /// Whether points did so: `20.000`.
    pub dotted: bool,
    /// A unit that came with the multiplier: `12 LPA`.
    pub unit: Option<&'static Unit>,
    /// The currency that the multiplier is used with: `5 lakh`.
    pub counts: Option<Currency>,
}

/// Whether an amount may begin with a token, as with few.
pub(super) const fn may_start_figure(token: &Token) -> bool {
    matches!(token.kind, Kind::Number(_) | Kind::Money(_))
}

/// Reads the amount that begins at a token, with its currency before or after it, and where it ends.
pub(super) fn read_figure(tokens: Tokens<'_>, at: usize) -> Option<(Figure, usize)> {
    read_end(tokens, at, None)
}

/// As [`read_figure`], for the end of a range whose other end has this currency.
pub(super) fn read_end(tokens: Tokens<'_>, at: usize, other: Option<Mark>) -> Option<(Figure, usize)> {
    usual_figure(tokens, at).or_else(|| read_any(tokens, at, other))
}

/// The amount at a token where it is written as most are: a sign of a currency, a number, and nothing that belongs to
/// it behind: "$40 - ", "US$ 1,500."
fn usual_figure(tokens: Tokens<'_>, at: usize) -> Option<(Figure, usize)> {
    let [before, number, behind @ ..] = tokens.all().get(at..)? else { return None };
    let Kind::Money(mark) = before.kind else { return None };
    let Kind::Number(Number { micros, grouped, dotted: false, myriads: false, .. }) = number.kind else {
        return None;
    };
    let ends = behind.first().is_none_or(ends_figure);
    let figure =
        Figure { micros, mark: Some(mark), scale: 1, grouped, dotted: false, unit: None, counts: None };
    (ends && !mark.word && !mark.minor).then_some((figure, at + 2))
}

/// Whether an amount is over before a token, as nothing that belongs to one begins with it: "$40/hr", "$40 an hour".
fn ends_figure(token: &Token) -> bool {
    match token.kind {
        Kind::Dash | Kind::Stop | Kind::Line => true,
        Kind::Sign(sign) => !matches!(sign, '%' | '+' | '('),
        Kind::Word(Some(sense), _) => {
            let small = token.is(Glue::Per) || token.is(Glue::An);
            small && !token.glued && sense.scale == 0 && sense.nation.is_none() && !token.is(Glue::Ordinal)
        }
        _ => false,
    }
}

fn read_any(tokens: Tokens<'_>, at: usize, other: Option<Mark>) -> Option<(Figure, usize)> {
    let (before, mut next) = marks_before(tokens, at);
    let front = tokens.sense(next).map_or(1, |sense| sense.scale);
    // "KSh elfu 5": Swahili multiplies from the front.
    let fronted = front > 1 && tokens.number(next + 1).is_some() && before.is_some();
    next += usize::from(fronted);
    let number_at = next;
    let number = tokens.number(number_at)?;
    next += 1;
    let scale = if fronted { front } else { 1 };
    let Number { micros, grouped, dotted, .. } = number;
    let mut figure = Figure { micros, mark: before, scale, grouped, dotted, unit: None, counts: None };
    let goes_on = |at: usize| {
        let kind = tokens.get(at).map(|token| token.kind);
        matches!(kind, Some(Kind::Word(..) | Kind::Money(_) | Kind::Sign(_)))
    };
    if !fronted && goes_on(next) {
        next = read_multiplier(tokens, &mut figure, next, other.is_some());
    }
    if before.is_none_or(|mark| !mark.exact) && goes_on(next) {
        next = read_mark_after(tokens, &mut figure, next);
    }
    if number.myriads {
        figure.scale = MYRIAD;
    }
    // "$1.500.000" are pesos of one country or another.
    let bare = |mark: &Mark| mark.family == Some(Family::DollarSign) && !mark.exact;
    if dotted
        && micros >= 1_000_000 * ONE
        && let Some(mark) = figure.mark.filter(bare)
    {
        figure.mark = Some(Mark { currency: None, ..mark });
    }
    if figure.mark.is_some_and(|mark| mark.minor) {
        figure.micros /= 100;
    }
    let counted = if number.myriads { 1 } else { figure.scale };
    figure.micros = figure.micros.checked_mul(counted)?;
    // "24/7"
    let divisor = before.is_none()
        && at > 1
        && tokens.is_sign(at - 1, '/')
        && tokens.is_digits(at - 2)
        && at.checked_sub(3).is_none_or(|at| tokens.mark(at).is_none());
    let other = divisor || is_savings_plan(tokens, number_at) || is_part(tokens, next, before.is_some());
    (!other).then_some((figure, next))
}

/// Whether what stands behind a number makes it a place in a row or a share: "5th", "1/2 up front", "20%".
fn is_part(tokens: Tokens<'_>, at: usize, marked: bool) -> bool {
    match tokens.get(at).map(|token| token.kind) {
        Some(Kind::Sign(sign)) => sign == '%' || sign == '/' && !marked && tokens.is_digits(at + 1),
        Some(Kind::Word(..)) => {
            tokens.is(at, Glue::Ordinal) && tokens.glued(at) || tokens.is_word(at, words!["percent"])
        }
        _ => false,
    }
}

/// The currency marks before an amount: `USD $`, `C$`.
fn marks_before(tokens: Tokens<'_>, at: usize) -> (Option<Mark>, usize) {
    let mut mark = None;
    let mut next = at;
    // "¢5", but not "c5"
    while let Some(more) = tokens.mark(next).filter(|mark| next < at + 2 && !(mark.minor && mark.word)) {
        mark = merged(mark, Some(more));
        next += 1;
    }
    // "shilingi za Kenya 500", "Kenyan shillings 500"
    if let Some((local, after)) = mark.and_then(|mark| of_nation(tokens, mark, next)) {
        (mark, next) = (Some(local), after);
    } else if let Some(own) = mark.filter(|mark| mark.word && !mark.exact)
        && let Some(nation) = at.checked_sub(1).and_then(|at| nation_before(tokens, at))
    {
        mark = in_nation(own, nation).or(mark);
    }
    // "USD: 40" and "EUR ~40"
    let between = tokens.is_sign(next, ':') || tokens.is_sign(next, '~') || tokens.is(next, Glue::About);
    if mark.is_some_and(|mark| mark.exact || mark.family == Some(Family::Pound))
        && between
        && tokens.number(next + 1).is_some()
    {
        next += 1;
    }
    (mark, next)
}

/// `k`, `lakh`, `million` after a number.
fn read_multiplier(tokens: Tokens<'_>, figure: &mut Figure, at: usize, is_money: bool) -> usize {
    // "$100+B"
    let at =
        if tokens.is_sign(at, '+') && tokens.glued(at + 1) && scales(tokens, at + 1) { at + 1 } else { at };
    if counts_lakhs(tokens, figure.mark, at) {
        (figure.scale, figure.counts) = (LAKH, Some(Currency::INR));
        return at + 1;
    }
    let Some(token) = tokens.get(at).filter(|_| scales(tokens, at)) else { return at };
    let letter = token.len() == 1;
    // "6M-9M JPY"
    let range = tokens.is_exactly(at, "M") && tokens.is_dash(at + 1) && tokens.number(at + 2).is_some();
    let unmarked = figure.mark.is_none() && tokens.mark(at + 1).is_none() && !is_money && !range;
    // "€42.000 b/a" is gross
    if letter && !token.glued && tokens.is_sign(at + 1, '/') {
        return at;
    }
    // "80 k €" but not "5 m wide", nor "10m" of a minute
    let measure = tokens.is_word(at, words!["m", "b"]) && unmarked;
    if letter && !token.glued && unmarked || measure {
        return at;
    }
    if let Some(sense) = token.sense() {
        figure.scale = sense.scale;
        figure.counts = sense.counts;
        figure.unit = sense.unit.as_ref().filter(|_| !sense.bound);
    }
    at + 1
}

/// Whether the letter of lakhs stands right behind a number of rupees: `₹25-30L`.
fn counts_lakhs(tokens: Tokens<'_>, mark: Option<Mark>, at: usize) -> bool {
    let rupees = [Currency::INR, Currency::PKR, Currency::BDT, Currency::NPR, Currency::LKR];
    let own = mark.is_none_or(|mark| mark.currency.is_some_and(|currency| rupees.contains(&currency)));
    own && tokens.is_exactly(at, "L") && tokens.glued(at)
}

fn scales(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.sense(at).is_some_and(|sense| sense.scale > 1)
}

/// The currency behind an amount, which one before it can only make more exact: `$40 CAD`.
fn read_mark_after(tokens: Tokens<'_>, figure: &mut Figure, at: usize) -> usize {
    if let Some((nation, mark_at)) = nation_at(tokens, at)
        && let Some(mark) = tokens.mark(mark_at)
    {
        let own = Mark { family: Some(mark.family.unwrap_or(Family::Dollar)), ..mark };
        figure.mark = Some(in_nation(own, nation).unwrap_or(Mark { currency: None, exact: true, ..mark }));
        return mark_at + 1;
    }
    // A code that is a word too, behind a sign that may be its own: "$500,000 COP".
    if figure.mark.is_some_and(|mark| mark.family.is_some() && !mark.exact) && tokens.is_exactly(at, "COP") {
        figure.mark = figure.mark.map(|mark| Mark { currency: Some(Currency::COP), exact: true, ..mark });
        return at + 1;
    }
    let Some(mark) = tokens.mark(at) else { return at };
    let loose_sign = !tokens.glued(at) && tokens.glued(at + 1) && !mark.word;
    let next_ones = tokens.number(at + 1).is_some() && (figure.mark.is_some() || loose_sign);
    let letter = tokens.get(at).is_some_and(|token| token.len() == 1);
    let loose_letter = mark.minor && letter && !tokens.glued(at);
    let adds_nothing = figure.mark.is_some() && !mark.exact && !mark.word;
    if next_ones || loose_letter || adds_nothing {
        return at;
    }
    figure.mark = merged(figure.mark, Some(mark));
    // "francs congolais", "francs CFA"
    if let Some((local, after)) = of_nation(tokens, mark, at + 1) {
        figure.mark = Some(local);
        return after;
    }
    let exact = tokens
        .mark(at + 1)
        .filter(|next| next.exact && mark.family.is_some() && !starts_figure(tokens, at + 1));
    if exact.is_some() {
        figure.mark = exact;
        return at + 2;
    }
    at + 1
}

/// The currency behind a unit, and where it ends: "$20 an hour CAD", "12-15 per hour USD", "0.04 per word (USD)".
pub(super) fn mark_behind(
    tokens: Tokens<'_>,
    end: usize,
    first: Option<Mark>,
    last: Option<Mark>,
) -> Option<(Mark, usize)> {
    let bracket = usize::from(tokens.is_sign(end, '(') && tokens.is_sign(end + 2, ')'));
    let at = end + bracket;
    let mark = tokens.mark(at).filter(|mark| mark.exact && !starts_figure(tokens, at))?;
    let fits = match first.and_then(|mark| mark.family) {
        Some(family) => mark.currency.is_some_and(|own| LEXICON.in_family(family, own)),
        None => first.is_none() && last.is_none() && tokens.mark(at + 1).is_none(),
    };
    fits.then_some((mark, at + 1 + bracket))
}

/// The country named at a token, and where its name ends: "Kenyan", "South Sudanese", "Sudan Kusini".
fn nation_at(tokens: Tokens<'_>, at: usize) -> Option<(&'static str, usize)> {
    let south = |at: usize| tokens.is_of(at, Group::South);
    let named = at + usize::from(south(at)) + usize::from(south(at) && tokens.is_dash(at + 1));
    let nation = tokens.sense(named)?.nation?;
    let southern = named > at || south(named + 1);
    let end = named + 1 + usize::from(named == at && southern);
    Some((if southern && nation == "SD" { "SS" } else { nation }, end))
}

/// The country whose name ends at a token.
fn nation_before(tokens: Tokens<'_>, at: usize) -> Option<&'static str> {
    let starts = [at.checked_sub(2), at.checked_sub(1), Some(at)];
    let mut named = starts.into_iter().flatten().filter_map(|start| nation_at(tokens, start));
    named.find(|(_, end)| *end == at + 1).map(|(nation, _)| nation)
}

/// A currency whose name several share, as one country has it.
fn in_nation(mark: Mark, nation: &str) -> Option<Mark> {
    let currency = LEXICON.currency_in(mark.family?, nation)?;
    Some(Mark { currency: Some(currency), exact: true, ..mark })
}

/// A currency with its country behind it, and where that ends: "francs congolais", "shilingi za Kenya".
fn of_nation(tokens: Tokens<'_>, mark: Mark, at: usize) -> Option<(Mark, usize)> {
    if mark.exact || !mark.word {
        return None;
    }
    let at = at + usize::from(tokens.is_word(at, words!["ya", "za", "la", "of", "de", "du"]));
    let (nation, end) = nation_at(tokens, at)?;
    Some((in_nation(mark, nation)?, end))
}

/// `401k`, `401(k)`, `403(b)`.
fn is_savings_plan(tokens: Tokens<'_>, at: usize) -> bool {
    let Some(number) = tokens.number(at) else { return false };
    let letter = |at: usize| tokens.is_word(at, words!["k", "ks", "b"]);
    matches!(number.micros / ONE, 401 | 403)
        && (letter(at + 1) || tokens.is_sign(at + 1, '(') && letter(at + 2))
}

/// The more telling of two marks of one amount: `$` beside `CAD`.
pub(super) fn merged(one: Option<Mark>, other: Option<Mark>) -> Option<Mark> {
    match (one, other) {
        (Some(one), Some(other)) if other.exact && !one.exact => {
            Some(Mark { minor: one.minor || other.minor, ..other })
        }
        (Some(one), Some(other)) if other.minor => Some(Mark { minor: true, ..one }),
        (Some(one), _) => Some(one),
        (None, other) => other,
    }
}

/// Gives both ends of a range the multiplier that only one carries: `60-120k`, `£28K-35`,
/// `$150-$175,000`.
pub(super) fn aligned(mut low: Figure, mut high: Figure) -> (Figure, Figure) {
    // "5-10 cents"
    if low.mark.is_none() && high.mark.is_some_and(|mark| mark.minor) {
        (low.micros, low.mark) = (low.micros / 100, high.mark);
    }
    let scaled =
        |figure: Figure, by: i64| Figure { micros: figure.micros.saturating_mul(by), scale: by, ..figure };
    // "60-120k", but "$500-$1k"
    let counted_alike = || low.micros < 1000 * ONE && low.micros < 2 * (high.micros / high.scale);
    if low.scale == 1 && high.scale > 1 && counted_alike() {
        low = scaled(low, high.scale);
    } else if high.scale == 1 && low.scale > 1 && high.micros < 1000 * ONE {
        high = scaled(high, low.scale);
    } else if low.scale == 1 && high.scale == 1 && high.grouped && !low.grouped {
        let fits = (10 * ONE..1000 * ONE).contains(&low.micros) && high.micros >= 10_000 * ONE;
        let thousands = low.micros.saturating_mul(1000);
        if fits && thousands <= high.micros && high.micros / thousands < 5 {
            low = scaled(low, 1000);
        }
    }
    (low, high)
}

/// Whether a number, not a currency alone, stands at a place or right after a currency there.
pub(super) fn starts_figure(tokens: Tokens<'_>, at: usize) -> bool {
    matches!(tokens.get(at).map(|token| token.kind), Some(Kind::Number(_)))
        || tokens.mark(at).is_some() && tokens.number(at + 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::{
        super::{lexer::read_tokens, token::TokenList},
        *,
    };

    #[test]
    fn the_usual_amounts_are_read_as_all_others_are() {
        let signs = ["$", "US$", "\u{a3}", "KES ", "usd ", "C", "", "2/", "$ $"];
        let numbers = ["5", "40.50", "1,500", "2.500.000", "401", "25\u{4e07}"];
        let behind = [
            "",
            " - ",
            "-9",
            ". ",
            "\n",
            "k",
            "%",
            "/2",
            " USD",
            "th",
            " (k)",
            "b ",
            " an hour",
            " per cent",
            "/h",
            "+B",
            "|",
        ];
        let mut usual = 0;
        for (sign, number) in signs.iter().flat_map(|sign| numbers.map(|number| (sign, number))) {
            for end in behind {
                let text = format!("{sign}{number}{end}");
                let mut list = TokenList::default();
                read_tokens(&text, 0..text.len(), &mut list);
                let tokens = Tokens(&list);
                for at in 0..list.all.len() {
                    if let Some(figure) = usual_figure(tokens, at) {
                        assert_eq!(Some(figure), read_any(tokens, at, None), "{text}");
                        usual += 1;
                    }
                }
            }
        }
        assert!(usual > 40, "{usual}");
    }
}
