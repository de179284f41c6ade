//! From the likely figure to the one that ranks: how far it is trusted.

use kazi_domain::Amount;
use rust_decimal::Decimal;

use super::{config::Figures, effort::hundredths};

/// Pay that is not stated ranks at so much of the usual figure: a client who names no price often
/// has none in mind.
const UNSTATED: Decimal = hundredths(70);
/// Below the usual figure, an estimate is drawn up by only so much of the distance it would be drawn
/// down from above: a price that looks bad mostly is.
const UPWARD: Decimal = hundredths(30);

/// What is guessed in a figure. Each guess leaves only a share of the trust in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// The pay.
    Pay,
    /// What the pay is for.
    Unit,
    /// Hours, from a type of task, or from pieces counted in the posting.
    TaskHours,
    /// Hours, from what jobs of the field take.
    FieldHours,
    /// Pieces an hour.
    Pieces,
    /// Hours of a full-time week or month.
    FullTime,
    /// Hours of a part-time week or month.
    PartTime,
    /// The platform's fee.
    Fee,
    /// Nothing, but the job is said to take less than an hour; few such jobs do.
    ShortJob,
}

impl Guess {
    const fn trust(self) -> Decimal {
        match self {
            Self::Pay => hundredths(60),
            Self::Unit => hundredths(50),
            Self::TaskHours => hundredths(60),
            Self::FieldHours => hundredths(40),
            Self::Pieces => hundredths(60),
            Self::FullTime => hundredths(90),
            Self::PartTime => hundredths(70),
            Self::Fee => hundredths(95),
            Self::ShortJob => hundredths(50),
        }
    }
}

/// The figure that ranks where pay is not stated.
pub fn unstated(usual: Amount) -> Option<Amount> {
    usual.checked_mul(UNSTATED)
}

/// Draws `likely` towards the usual figure as far as it rests on guesses, and flattens what stands
/// far above it. It never falls when `likely` rises, and never passes twice the usual high.
pub fn ranked(likely: Decimal, guesses: &[Guess], usual: Option<Figures>) -> Decimal {
    let Some(usual) = usual else { return likely };
    let trust = guesses.iter().fold(Decimal::ONE, |trust, guess| trust * guess.trust());
    let pull = Decimal::ONE - trust;
    let pull = if likely < usual.likely { pull * upward(likely, usual.likely) } else { pull };
    let drawn = likely + (usual.likely - likely) * pull;
    flattened(drawn, usual.high)
}

/// How much of a pull upwards is left for a figure below the usual one: less the lower it is, and
/// nothing for work that leaves nothing.
fn upward(likely: Decimal, usual: Decimal) -> Decimal {
    UPWARD * likely.max(Decimal::ZERO) / usual
}

/// `value` up to `knee`; above it ever more slowly, towards twice the knee.
fn flattened(value: Decimal, knee: Decimal) -> Decimal {
    if value <= knee || knee <= Decimal::ZERO {
        return value;
    }
    knee * (Decimal::TWO - knee / value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Figures = Figures { low: hundredths(400), likely: hundredths(1200), high: hundredths(4000) };

    #[test]
    fn figures_are_drawn_to_the_usual_as_far_as_they_are_guessed() {
        assert_eq!(ranked(hundredths(3000), &[], Some(USUAL)), hundredths(3000));
        assert_eq!(ranked(hundredths(3000), &[Guess::TaskHours], Some(USUAL)), hundredths(2280));
        assert_eq!(ranked(hundredths(200), &[Guess::TaskHours], Some(USUAL)), hundredths(220));
        assert_eq!(ranked(-hundredths(50), &[Guess::Pay], Some(USUAL)), -hundredths(50));
        assert_eq!(ranked(hundredths(3000), &[Guess::Pay], None), hundredths(3000));
    }

    #[test]
    fn an_absurd_figure_stays_within_twice_the_usual_high() {
        let absurd = ranked(hundredths(10000000), &[], Some(USUAL));
        assert!(absurd < hundredths(8000) && absurd > hundredths(7000));
        assert!(ranked(hundredths(4100), &[], Some(USUAL)) > hundredths(4000));
    }
}
