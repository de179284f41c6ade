//! With how many digits each figure of a sum is written: as few as let whoever reckons with them come to
//! what is written below.

use kazi_domain::{Amount, Currency, SumLine};
use rust_decimal::{Decimal, RoundingStrategy, prelude::FromPrimitive};

/// Decimals of dollars and hours; more are taken only where these are too few.
const PLACES_MIN: u32 = 2;
const PLACES_MAX: u32 = 4;
/// No figure is written with more: amounts have no more, and of a factor nobody reckons with more.
const DIGITS_MAX: u32 = 6;
/// From here on an hour is told in cents; below, some piecework leaves only parts of one.
const CENTS_FROM: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
/// A factor is written so exactly at least, as a part of itself: three digits, and four of a rate.
const FACTOR_ERROR_MAX: Decimal = Decimal::from_parts(5, 0, 0, false, 3);
const RATE_ERROR_MAX: Decimal = Decimal::from_parts(5, 0, 0, false, 4);

/// How fast pieces are made, in the words that need fewer zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    AnHour(Decimal),
    HoursEach(Decimal),
}

/// The figures of a sum as they are written.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    /// In the currency of the pay.
    pub pay: Decimal,
    /// Of that currency, for a dollar.
    pub rate: Decimal,
    pub pay_usd: Decimal,
    pub pace: Pace,
    /// Fee, bids and payout, in the order of the sum; with what is left they make the pay, to the last digit.
    pub costs: Vec<Decimal>,
    /// Hours of work; one where no line names them.
    pub hours: Decimal,
    pub hours_named: bool,
    pub unpaid: Decimal,
    pub left: Decimal,
    /// With the unpaid ones.
    pub all_hours: Decimal,
    pub hourly: Decimal,
}

/// What a sum says, in full.
#[derive(Default)]
struct Exact {
    pay: Decimal,
    per_usd: Option<Decimal>,
    pay_usd: Decimal,
    per_hour: Option<Decimal>,
    costs: Vec<Decimal>,
    hours: Option<Decimal>,
    left: Decimal,
    all_hours: Decimal,
    hourly: Amount,
}

impl Figures {
    /// The figures of a sum. Those of lines that it does not have mean nothing.
    pub(super) fn of(lines: &[SumLine]) -> Self {
        let exact = Exact::of(lines);
        let usual = exact.written(PLACES_MIN);
        if usual.1 {
            return usual.0;
        }
        // A cent of what a job of minutes leaves is dollars of an hour.
        let mut finer = (PLACES_MIN + 1..=PLACES_MAX).map(|places| exact.written(places));
        finer.find(|(_, is_right)| *is_right).unwrap_or(usual).0
    }
}

impl Exact {
    fn of(lines: &[SumLine]) -> Self {
        let mut exact = Self::default();
        for line in lines {
            match line {
                SumLine::Pay { money, .. } => {
                    exact.pay = money.amount.to_decimal();
                    if money.currency == Currency::USD {
                        exact.pay_usd = exact.pay;
                    }
                }
                SumLine::Rate { per_usd, usd, .. } => {
                    exact.per_usd = Some(*per_usd);
                    exact.pay_usd = usd.to_decimal();
                }
                SumLine::Pieces { per_hour, .. } => exact.per_hour = Some(*per_hour),
                SumLine::Fee { usd, .. } | SumLine::Bids { usd, .. } | SumLine::Payout { usd, .. } => {
                    exact.costs.push(usd.to_decimal());
                }
                SumLine::Hours { hours, .. } => exact.hours = Some(*hours),
                SumLine::Left { usd, hours, hourly_usd } => {
                    (exact.left, exact.all_hours, exact.hourly) = (usd.to_decimal(), *hours, *hourly_usd);
                }
                SumLine::Usual { .. } | SumLine::Unpaid { .. } | SumLine::NoPay { .. } => {}
            }
        }
        exact
    }

    /// With so many decimals of dollars, and whether an hour comes to what is written of it.
    fn written(&self, places: u32) -> (Figures, bool) {
        let gross = round(self.left + self.costs.iter().sum::<Decimal>(), places);
        let left = round(self.left, places);
        let (pay_usd, pace) = self.piecework(gross, places);
        let (pay, rate) = self.converted(pay_usd);
        let hourly = hourly_figure(self.hourly);
        let near = unit(hourly.scale().max(PLACES_MIN));
        let hours = (PLACES_MIN..=DIGITS_MAX).map(|places| round(self.all_hours, places));
        let right = |hours: &Decimal| {
            left.checked_div(*hours).is_some_and(|an_hour| (an_hour - hourly).abs() <= near)
        };
        let all_hours = hours.clone().find(right);
        let is_right = all_hours.is_some();
        let all_hours = all_hours.unwrap_or_else(|| round(self.all_hours, PLACES_MIN));
        let hours = self.hours.map_or(Decimal::ONE, |hours| round(hours, all_hours.scale().max(PLACES_MIN)));
        let figures = Figures {
            pay,
            rate,
            pay_usd,
            pace,
            costs: share_out(&self.costs, gross - left, places),
            hours,
            hours_named: self.hours.is_some(),
            unpaid: all_hours - hours,
            left,
            all_hours,
            hourly,
        };
        (figures, is_right)
    }

    /// The dollars of a pay, and of piecework the pace that makes them the dollars of an hour.
    fn piecework(&self, gross: Decimal, places: u32) -> (Decimal, Pace) {
        let Some(per_hour) = self.per_hour else {
            return (round(self.pay_usd, places), Pace::AnHour(Decimal::ONE));
        };
        let half = unit(places) / Decimal::TWO;
        let near = |usd: Option<Decimal>| usd.is_some_and(|usd| (usd - gross).abs() <= half);
        // The pay comes first and leaves the pace some room.
        let exact = self.left + self.costs.iter().sum::<Decimal>();
        let of_pay = |pay: Decimal| {
            pay.checked_mul(per_hour).is_some_and(|usd| (usd - exact).abs() <= half / Decimal::TWO)
        };
        let pay = fewest(self.pay_usd, PLACES_MIN, FACTOR_ERROR_MAX, of_pay);
        let hours_each = Decimal::ONE.checked_div(per_hour).filter(|_| per_hour < Decimal::ONE);
        let pace = match hours_each {
            Some(hours) => {
                let hours = fewest(hours, 0, FACTOR_ERROR_MAX, |hours| near(pay.checked_div(hours)));
                Pace::HoursEach(hours)
            }
            None => {
                let pieces = fewest(per_hour, 0, FACTOR_ERROR_MAX, |pieces| near(pay.checked_mul(pieces)));
                Pace::AnHour(pieces)
            }
        };
        (pay, pace)
    }

    /// The pay in its own currency and the rate that makes it these dollars.
    fn converted(&self, pay_usd: Decimal) -> (Decimal, Decimal) {
        let Some(per_usd) = self.per_usd else { return (pay_usd, Decimal::ONE) };
        let half = unit(pay_usd.scale().max(PLACES_MIN)) / Decimal::TWO;
        let near = |usd: Option<Decimal>| usd.is_some_and(|usd| (usd - pay_usd).abs() <= half);
        let pay = fewest(self.pay, PLACES_MIN, RATE_ERROR_MAX, |pay| near(pay.checked_div(per_usd)));
        (pay, fewest(per_usd, PLACES_MIN, RATE_ERROR_MAX, |rate| near(pay.checked_div(rate))))
    }
}

/// What an hour leaves, as it is written wherever it stands.
pub(super) fn hourly_figure(usd: Amount) -> Decimal {
    let exact = usd.to_decimal();
    round(exact, if exact.abs() < CENTS_FROM { PLACES_MAX } else { PLACES_MIN })
}

/// The factors of a worth, and the worth, as they are written.
pub(super) struct Share {
    pub factors: Vec<Decimal>,
    pub worth: Decimal,
}

/// Factors with as few decimals as make a worth of what an hour leaves.
pub(super) fn shares(base: Option<Decimal>, factors: &[f64], worth_usd: f64) -> Share {
    let decimal = |value: f64| Decimal::from_f64(value).unwrap_or_default();
    let worth = round(decimal(worth_usd), PLACES_MIN);
    let exact: Vec<Decimal> = factors.iter().copied().map(decimal).collect();
    let with = |places: u32| exact.iter().map(move |factor| round(*factor, places));
    let half = unit(PLACES_MIN) / Decimal::TWO;
    let right = |places: &u32| {
        let product = with(*places).product::<Decimal>() * base.unwrap_or_default();
        (product - worth).abs() <= half
    };
    let places = (PLACES_MIN..=DIGITS_MAX).find(right);
    let factors = places.map(|places| with(places).collect());
    Share { factors: factors.unwrap_or_else(|| fitted(&exact, base.unwrap_or_default(), worth)), worth }
}

/// Factors of which the greatest that says anything takes up what the base lost when it was rounded, where that is
/// the cent between two worths.
fn fitted(exact: &[Decimal], base: Decimal, worth: Decimal) -> Vec<Decimal> {
    let half = unit(PLACES_MIN) / Decimal::TWO;
    let below_one = (0..exact.len()).filter(|at| exact[*at] < Decimal::ONE);
    let greatest = below_one.max_by_key(|at| exact[*at]);
    let with = |places: u32| -> Option<Vec<Decimal>> {
        let mut factors: Vec<Decimal> = exact.iter().map(|factor| round(*factor, places)).collect();
        let at = greatest?;
        factors[at] = Decimal::ONE;
        let others = factors.iter().product::<Decimal>() * base;
        let needed = worth.checked_div(others)?;
        factors[at] = fewest(needed, places, Decimal::ONE, |factor| (others * factor - worth).abs() <= half);
        let is_known = (needed - exact[at]).abs() <= exact[at] * RATE_ERROR_MAX;
        (is_known || places == DIGITS_MAX).then_some(factors)
    };
    let all = || exact.iter().map(|factor| round(*factor, DIGITS_MAX)).collect();
    (PLACES_MIN..=DIGITS_MAX).find_map(with).unwrap_or_else(all)
}

/// A figure with as few decimals as do, but no fewer than `places` where it has them.
fn fewest(exact: Decimal, places: u32, error_max: Decimal, does: impl Fn(Decimal) -> bool) -> Decimal {
    let known = |rounded: &Decimal| (rounded - exact).abs() <= exact.abs() * error_max;
    let tries = (places..=DIGITS_MAX).map(|places| round(exact, places));
    tries
        .clone()
        .find(|rounded| known(rounded) && does(*rounded))
        .unwrap_or_else(|| tries.clone().find(known).unwrap_or(exact))
}

/// Parts, each rounded up or down so that together they are `total`.
fn share_out(parts: &[Decimal], total: Decimal, places: u32) -> Vec<Decimal> {
    let unit = unit(places);
    let down = |part: &Decimal| part.round_dp_with_strategy(places, RoundingStrategy::ToNegativeInfinity);
    let mut shared: Vec<Decimal> = parts.iter().map(down).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| shared[*at] - parts[*at]);
    let mut missing = total - shared.iter().sum::<Decimal>();
    for at in order.into_iter().cycle().take(2 * parts.len()) {
        if missing >= unit {
            shared[at] += unit;
            missing -= unit;
        } else if missing < Decimal::ZERO && shared[at] > Decimal::ZERO {
            shared[at] -= unit;
            missing += unit;
        }
    }
    shared
}

/// One of the last digit.
fn unit(places: u32) -> Decimal {
    Decimal::new(1, places)
}

fn round(exact: Decimal, places: u32) -> Decimal {
    exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize()
}

#[cfg(test)]
mod tests {
    use kazi_domain::{Basis, Money, Per, Rates};

    use super::*;

    const STATED: Basis = Basis::Stated;

    fn usd(text: &str) -> Amount {
        Amount::from_decimal(decimal(text)).unwrap()
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// A piece that pays so much, costs so much, and so many of which are made in an hour.
    fn piece(pay: &str, per_hour: &str, cost: &str) -> Figures {
        let gross = decimal(pay) * decimal(per_hour);
        let left = gross - decimal(cost);
        let money = Money { amount: usd(pay), currency: Currency::USD };
        let all_hours = decimal("1.05");
        Figures::of(&[
            SumLine::Pay { money, per: Per::Piece, piece: None, basis: STATED },
            SumLine::Pieces { per_hour: decimal(per_hour), basis: STATED },
            SumLine::Payout { usd: usd(cost), basis: STATED },
            SumLine::Unpaid { hours: decimal("0.05"), basis: STATED },
            SumLine::Left {
                usd: Amount::from_decimal(left).unwrap(),
                hours: all_hours,
                hourly_usd: Amount::from_decimal(left / all_hours).unwrap(),
            },
        ])
    }

    #[test]
    fn a_pace_comes_to_what_is_left() {
        // From the demo, where each was written with two decimals: 43.32 and 29.17 stood for these.
        for (pay, per_hour, cost, left) in [
            ("900", "0.053367", "1.68", "46.35"),
            ("0.104", "302.7113", "1.12", "30.36"),
            ("0.005", "60", "0.01", "0.29"),
        ] {
            let figures = piece(pay, per_hour, cost);
            let gross = match figures.pace {
                Pace::AnHour(pieces) => figures.pay * pieces,
                Pace::HoursEach(hours) => figures.pay / hours,
            };
            assert_eq!(round(gross - figures.costs[0], PLACES_MIN), decimal(left), "{figures:?}");
            assert_eq!(figures.left, decimal(left), "{figures:?}");
        }
        assert_eq!(piece("900", "0.053367", "1.68").pace, Pace::HoursEach(decimal("18.74")));
        assert_eq!(piece("0.05", "60", "0.1").pace, Pace::AnHour(decimal("60")));
    }

    #[test]
    fn a_job_of_minutes_has_parts_of_cents() {
        let (left, hours) = (decimal("1.2346"), decimal("0.0512"));
        let figures = Figures::of(&[SumLine::Left {
            usd: Amount::from_decimal(left).unwrap(),
            hours,
            hourly_usd: Amount::from_decimal(left / hours).unwrap(),
        }]);
        let an_hour = round(figures.left / figures.all_hours, PLACES_MIN);
        assert!((an_hour - figures.hourly).abs() <= unit(PLACES_MIN), "{figures:?}");
    }

    #[test]
    fn costs_and_the_rest_make_the_pay() {
        let (third, tenth) = (decimal("0.333333"), decimal("0.1"));
        assert_eq!(share_out(&[third, third, third], Decimal::ONE, 2), ["0.34", "0.33", "0.33"].map(decimal));
        assert_eq!(share_out(&[tenth, third], decimal("0.43"), 2), ["0.10", "0.33"].map(decimal));
        assert_eq!(share_out(&[], Decimal::ZERO, 2), Vec::new());
    }

    #[test]
    fn a_total_has_the_cents_of_its_parts() {
        let rates =
            Rates::new(jiff::civil::date(2026, 8, 8), "a test", [(Currency::EUR, decimal("0.866123"))]);
        let per_usd = rates.unwrap().per_usd(Currency::EUR).unwrap();
        let gross = (decimal("900") / per_usd).round_dp(6);
        let (hours, fee) = (decimal("20"), decimal("103.911"));
        let figures = Figures::of(&[
            SumLine::Pay {
                money: Money { amount: usd("900"), currency: Currency::EUR },
                per: Per::Project,
                piece: None,
                basis: STATED,
            },
            SumLine::Rate {
                per_usd,
                usd: Amount::from_decimal(gross).unwrap(),
                day: jiff::civil::date(2026, 8, 8),
            },
            SumLine::Bids { usd: Amount::from_decimal(fee).unwrap(), basis: STATED },
            SumLine::Hours { hours, basis: STATED, task: None },
            SumLine::Left {
                usd: Amount::from_decimal(gross - fee).unwrap(),
                hours,
                hourly_usd: Amount::from_decimal((gross - fee) / hours).unwrap(),
            },
        ]);
        assert_eq!(figures.pay_usd, decimal("1039.11"));
        assert_eq!(round(figures.pay / figures.rate, 2), figures.pay_usd, "{figures:?}");
        assert_eq!(figures.pay_usd - figures.costs[0], figures.left, "{figures:?}");
    }

    #[test]
    fn factors_come_to_the_worth() {
        let Share { factors, worth } =
            shares(Some(decimal("24.51")), &[0.333_333, 0.954_1, 1.0, 0.85], 6.626_2);
        let product = factors.iter().product::<Decimal>() * decimal("24.51");
        assert_eq!((round(product, 2), worth), (decimal("6.63"), decimal("6.63")), "{factors:?}");
        // Nearly half a cent was lost when the base was rounded, and with any digits of these it is the next cent.
        let Share { factors, worth } = shares(Some(decimal("42.40")), &[0.5466, 0.857_549, 1.0], 19.875_5);
        let product = factors.iter().product::<Decimal>() * decimal("42.40");
        assert_eq!((round(product, 2), worth), (decimal("19.88"), decimal("19.88")), "{factors:?}");
        assert!((factors[1] - decimal("0.857549")).abs() < decimal("0.001"), "{factors:?}");
    }
}
