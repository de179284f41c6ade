//! The sum itself, in US dollars and in three views.

use std::{cell::LazyCell, mem, ops::Deref};

use kazi_domain::{Amount, Basis, NetHourly, Origin, Per, Spread, SumLine, TaskId};
use rust_decimal::Decimal;

use super::{
    belief::{HOUR_USD_MAX, WEEK_HOURS, WEEKS_A_YEAR},
    config::{Figures, UnpaidTime, UsualConfig},
    counts::Counts,
    dollars::StatedUsd,
    effort::{Effort, counts, hundredths},
    fees::{Fees, Taken, percent_of},
    pieces::batch_and_name,
    rank::{Guess, ranked},
    stated::{HOUR_MINUTES, MapEach, StatedWork, WEEKS_A_MONTH},
    told::Told,
};
use crate::{cut::CutPosting, skills::WorkReading};

/// Fixed prices above this many times the usual figure for the usual hours are taken to buy more hours.
const USUAL_PRICE: Decimal = hundredths(200);
/// What such a price leaves an hour tends towards this many times the usual figure, never above.
const USUAL_CEILING: Decimal = hundredths(400);
/// The most hours that counting may give.
const COUNTED_HOURS_MAX: u32 = 20_000;
/// Hours over which the costs of a bid are spread, where pay by the hour names no length.
const LONG_JOB_HOURS: u32 = 40;

/// What one pay covers: hours of work, and how they were found.
struct Covered {
    hours: Spread<Decimal>,
    basis: Basis,
    task: Option<TaskId>,
    guess: Option<Guess>,
}

/// All that a sum needs.
pub struct Sum<'a> {
    pub effort: &'a Effort,
    pub fees: Fees<'a>,
    pub posting: &'a CutPosting<'a>,
    pub work: &'a WorkReading,
    pub usual: Option<&'a UsualConfig>,
}

impl Sum<'_> {
    /// The net hourly of a pay; nothing where neither the posting nor a table tells of its hours.
    pub fn net_hourly(&self, mut pay: StatedUsd) -> Option<NetHourly> {
        // Of many postings that pay by the hour nothing more needs to be read.
        let told = LazyCell::new(|| Told::of(self.posting));
        let said = LazyCell::new(|| StatedWork::read(&told));
        let mut lines = mem::take(&mut pay.lines);
        let mut guesses = mem::take(&mut pay.guesses);
        let (gross, covered) = match pay.per {
            Per::Piece => self.by_the_piece(&pay, &told, &said, &mut lines)?,
            Per::Project => (pay.usd, self.project_hours(pay.usd, &told, &said)?),
            per => (pay.usd, time_covered(per, &said)),
        };
        guesses.extend(covered.guess);
        let unpaid = self.unpaid(pay.per, covered.hours);
        let share_of_job = LazyCell::new(|| self.share_of_job(pay.per, covered.hours, &said));

        let fee = self.fees.fee(gross, pay.per);
        let bids = self.fees.bids().map(|bids| scaled(bids, *share_of_job));
        let left = minus(minus(gross, fee), bids);
        let payout = self.payout(left, &share_of_job);
        let left = minus(left, payout);

        let hours = Spread {
            low: covered.hours.low + unpaid.low,
            likely: covered.hours.likely + unpaid.likely,
            high: covered.hours.high + unpaid.high,
        };
        let likely = left.likely.checked_div(hours.likely)?;
        let low = left.low.checked_div(hours.high)?.min(likely);
        let high = left.high.checked_div(hours.low)?.max(likely);
        if fee.is_some_and(|fee| fee.basis == Basis::Estimated) {
            guesses.push(Guess::Fee);
        }

        if pay.per != Per::Hour && pay.per != Per::Piece {
            lines.push(SumLine::Hours {
                hours: covered.hours.likely,
                basis: covered.basis,
                task: covered.task,
            });
        }
        lines.extend(self.taken_lines(fee, bids, payout));
        if !unpaid.likely.is_zero() {
            lines.push(SumLine::Unpaid { hours: unpaid.likely, basis: Basis::Estimated });
        }
        let likely_usd = Amount::from_decimal(likely)?;
        let left_usd = Amount::from_decimal(left.likely)?;
        lines.push(SumLine::Left { usd: left_usd, hours: hours.likely, hourly_usd: likely_usd });

        let usual = self.usual.map(|usual| usual.usd);
        let basis = if guesses.is_empty() && pay.origin != Origin::Estimated {
            Basis::Stated
        } else {
            Basis::Estimated
        };
        if pay.per == Per::Project && covered.hours.likely < Decimal::ONE {
            guesses.push(Guess::ShortJob);
        }
        Some(NetHourly {
            usd: Spread {
                low: Amount::from_decimal(low)?,
                likely: likely_usd,
                high: Amount::from_decimal(high)?,
            },
            ranked_usd: Amount::from_decimal(ranked(likely, &guesses, usual))?,
            basis,
            sum: lines,
        })
    }

    /// Pay by the piece as pay for one hour of pieces.
    fn by_the_piece(
        &self,
        pay: &StatedUsd,
        told: &Told<'_>,
        said: &StatedWork,
        lines: &mut Vec<SumLine>,
    ) -> Option<(Spread<Decimal>, Covered)> {
        let name = pay.piece.as_deref().unwrap_or("task");
        let (batch, _) = batch_and_name(name);
        let row = self.effort.pieces().find(name, told)?;
        let minutes = said.minutes.filter(|_| batch == Decimal::ONE);
        let counts = Counts::read(self.effort.pieces(), told);
        let mut pace = self.pace(row, &counts, told, said, minutes)?;
        // Time that would leave what nobody pays is of something else.
        if pace.basis == Basis::Stated && pay.usd.likely * pace.per_hour.likely > HOUR_USD_MAX * batch {
            let mut counts = counts;
            counts.an_hour = None;
            pace = self.pace(row, &counts, told, &StatedWork::default(), None)?;
        }
        let per_hour = pace.per_hour.map_each(|pieces| pieces / batch);
        let per_hour = if pace.basis == Basis::Stated { per_hour } else { self.slowed(per_hour, pay.usd) };
        lines.push(SumLine::Pieces { per_hour: per_hour.likely, basis: pace.basis });
        let gross = Spread {
            low: pay.usd.low * per_hour.low,
            likely: pay.usd.likely * per_hour.likely,
            high: pay.usd.high * per_hour.high,
        };
        let guess = (pace.basis == Basis::Estimated).then_some(Guess::Pieces);
        Some((gross, Covered { hours: one_hour(), basis: pace.basis, task: None, guess }))
    }

    /// How many pieces of a row an hour makes: as stated, or by their length from the pace of words, else as
    /// in the table. `minutes` are those told of a piece where nothing says that they are.
    fn pace(
        &self,
        row: usize,
        counts: &Counts,
        told: &Told<'_>,
        said: &StatedWork,
        minutes: Option<Spread<Decimal>>,
    ) -> Option<Pace> {
        let pieces = self.effort.pieces();
        let piece = pieces.row(row);
        let stated = |per_hour| Some(Pace { per_hour, basis: Basis::Stated });
        // Of a film they are the length.
        if let Some(minutes) = said.each_minutes.or(minutes).filter(|_| !piece.timed) {
            return stated(one_over(minutes).map_each(|pieces| pieces * HOUR_MINUTES));
        }
        if let Some((per_hour, _)) = counts.an_hour.filter(|(_, told_of)| *told_of == row) {
            return stated(per_hour);
        }
        let by_length = || {
            let length = counts.words_each(row).filter(|_| piece.written)?;
            Some(per(pieces.length(told)?.per_hour.spread(), length))
        };
        let per_hour = by_length().unwrap_or_else(|| piece.per_hour.spread());
        Some(Pace { per_hour, basis: Basis::Estimated })
    }

    /// The hours that the pieces counted in a posting take, or the words of its text.
    fn counted_hours(&self, told: &Told<'_>, said: &StatedWork) -> Option<(Spread<Decimal>, Basis)> {
        let counted = Counts::read(self.effort.pieces(), told);
        let pieces = self.effort.pieces();
        let tells = |row: &usize| counts(pieces.row(*row), self.work);
        let by_pieces = counted.pieces.filter(|(_, row)| tells(row));
        let by_words = || {
            let words = counted.words(pieces, told)?;
            let row = pieces.find("word", told).filter(|row| pieces.is_length(*row) && tells(row))?;
            Some((words, row))
        };
        let (number, row) = by_pieces.or_else(by_words)?;
        let pace = self.pace(row, &counted, told, said, None)?;
        let most = Decimal::from(COUNTED_HOURS_MAX);
        Some((per(number, pace.per_hour).map_each(|hours| hours.min(most)), pace.basis))
    }

    /// The hours of a fixed price: as stated, else by pieces counted in the posting, else by its type
    /// of task, else by what jobs of the field take.
    fn project_hours(&self, usd: Spread<Decimal>, told: &Told<'_>, said: &StatedWork) -> Option<Covered> {
        let counted = self.counted_hours(told, said);
        let is_said =
            |hours: &Option<(Spread<Decimal>, Basis)>| hours.filter(|(_, basis)| *basis == Basis::Stated);
        // Time that would leave what nobody pays is of something else.
        let is_believed = |(hours, basis): &(Spread<Decimal>, Basis)| {
            let all = hours.likely + self.unpaid(Per::Project, *hours).likely;
            *basis == Basis::Estimated || usd.likely <= HOUR_USD_MAX * all
        };
        let whole = said.whole_job().filter(is_believed);
        let counted = counted.filter(is_believed);
        if let Some((hours, basis)) = is_said(&whole).or_else(|| is_said(&counted)) {
            return Some(Covered { hours, basis, task: None, guess: None });
        }
        let task = self.effort.task_of(told, self.work);
        let (hours, guess) = match (whole.or(counted), task) {
            (Some((hours, _)), _) => (hours, Guess::TaskHours),
            (None, Some(task)) => (task.hours.spread(), Guess::TaskHours),
            (None, None) => (self.usual?.hours.spread(), Guess::FieldHours),
        };
        let hours = self.grown(hours, usd);
        let task = task.map(|task| task.id.clone());
        Some(Covered { hours, basis: Basis::Estimated, task, guess: Some(guess) })
    }

    /// Guessed hours grow with a price that is far above the usual one: a bigger price buys a bigger
    /// job. They grow so slowly that more pay still always leaves more an hour.
    fn grown(&self, hours: Spread<Decimal>, usd: Spread<Decimal>) -> Spread<Decimal> {
        let Some(usual) = self.usual.map(|usual| usual.usd.likely) else { return hours };
        let grow = |hours: Decimal, usd: Decimal| {
            let beyond = usd - hours * usual * USUAL_PRICE;
            hours + beyond.max(Decimal::ZERO) / (usual * USUAL_CEILING)
        };
        Spread {
            low: grow(hours.low, usd.high),
            likely: grow(hours.likely, usd.likely),
            high: grow(hours.high, usd.low),
        }
    }

    /// A guessed pace slows with a price that is far above the usual one, as guessed hours grow with it.
    fn slowed(&self, per_hour: Spread<Decimal>, usd: Spread<Decimal>) -> Spread<Decimal> {
        one_over(self.grown(one_over(per_hour), usd))
    }

    fn unpaid(&self, per: Per, hours: Spread<Decimal>) -> Spread<Decimal> {
        let table = self.effort.unpaid();
        let UnpaidTime { hours: fixed, share } = match per {
            Per::Project => &table.project,
            Per::Hour => &table.hour,
            Per::Piece => &table.piece,
            Per::Day | Per::Week | Per::Month | Per::Year => &table.salary,
        };
        Spread {
            low: fixed.low + hours.low * share.low,
            likely: fixed.likely + hours.likely * share.likely,
            high: fixed.high + hours.high * share.high,
        }
    }

    /// The share of the whole job that one pay covers: costs that come once a job are spread by it.
    fn share_of_job(&self, per: Per, hours: Spread<Decimal>, said: &StatedWork) -> Decimal {
        if per == Per::Project {
            return Decimal::ONE;
        }
        let job = said.whole_job().filter(|_| per != Per::Piece);
        let job = job.map_or(Decimal::from(LONG_JOB_HOURS), |(job, _)| job.likely);
        (hours.likely / job).min(Decimal::ONE)
    }

    fn payout(&self, left: Spread<Decimal>, share_of_job: &impl Deref<Target = Decimal>) -> Option<Taken> {
        let payout = self.fees.payout()?;
        let fixed = payout.fixed_usd;
        let fixed = if fixed.is_zero() { fixed } else { fixed * **share_of_job };
        let of = |left: Decimal, percent: Decimal| {
            if left <= Decimal::ZERO {
                return Decimal::ZERO;
            }
            (percent_of(left, percent) + fixed).min(left)
        };
        let Figures { low, likely, high } = payout.percent;
        let usd =
            Spread { low: of(left.high, low), likely: of(left.likely, likely), high: of(left.low, high) };
        (!usd.likely.is_zero()).then_some(Taken { usd, percent: Some(likely), basis: payout.basis })
    }

    fn taken_lines(&self, fee: Option<Taken>, bids: Option<Taken>, payout: Option<Taken>) -> Vec<SumLine> {
        let usd = |taken: Taken| Amount::from_decimal(taken.usd.likely).unwrap_or_default();
        let fee = fee.zip(self.fees.platform).map(|(fee, platform)| SumLine::Fee {
            platform: platform.id.clone(),
            usd: usd(fee),
            percent: fee.percent,
            basis: fee.basis,
        });
        let bids = bids.map(|bids| SumLine::Bids { usd: usd(bids), basis: bids.basis });
        let payout = payout.map(|payout| SumLine::Payout { usd: usd(payout), basis: payout.basis });
        fee.into_iter().chain(bids).chain(payout).collect()
    }
}

const fn one_hour() -> Spread<Decimal> {
    Spread { low: Decimal::ONE, likely: Decimal::ONE, high: Decimal::ONE }
}

/// How many pieces an hour makes.
struct Pace {
    per_hour: Spread<Decimal>,
    basis: Basis,
}

/// So many of the one for one of the other, the least for the most.
fn per(one: Spread<Decimal>, other: Spread<Decimal>) -> Spread<Decimal> {
    Spread { low: one.low / other.high, likely: one.likely / other.likely, high: one.high / other.low }
}

fn one_over(figures: Spread<Decimal>) -> Spread<Decimal> {
    per(one_hour(), figures)
}

/// Pay by time: an hour is an hour; a day or longer is full time unless hours are stated, or fewer days.
fn time_covered(per: Per, said: &impl Deref<Target = StatedWork>) -> Covered {
    match per {
        Per::Hour | Per::Project | Per::Piece => {
            Covered { hours: one_hour(), basis: Basis::Stated, task: None, guess: None }
        }
        Per::Day => day_covered(said),
        Per::Week => weeks_covered(said, Decimal::ONE),
        Per::Month => weeks_covered(said, WEEKS_A_MONTH),
        Per::Year => weeks_covered(said, Decimal::from(WEEKS_A_YEAR)),
    }
}

fn day_covered(said: &StatedWork) -> Covered {
    let (hours, basis, guess) = match said.day() {
        Some(day) => (day, Basis::Stated, None),
        None => {
            let day = full_week().map_each(|hours| hours / Decimal::from(5));
            (day, Basis::Estimated, Some(Guess::FullTime))
        }
    };
    Covered { hours, basis, task: None, guess }
}

fn weeks_covered(said: &StatedWork, weeks: Decimal) -> Covered {
    let (week, basis, guess) = match said.paid_week() {
        Some((week, Basis::Stated)) => (week, Basis::Stated, None),
        Some((week, Basis::Estimated)) => (week, Basis::Estimated, Some(Guess::PartTime)),
        None => (full_week(), Basis::Estimated, Some(Guess::FullTime)),
    };
    Covered { hours: week.map_each(|hours| hours * weeks), basis, task: None, guess }
}

fn full_week() -> Spread<Decimal> {
    let full = Decimal::from(WEEK_HOURS);
    Spread { low: full, likely: full, high: full }
}

fn scaled(taken: Taken, share: Decimal) -> Taken {
    Taken { usd: taken.usd.map_each(|usd| usd * share), ..taken }
}

/// The worst view loses most.
fn minus(gross: Spread<Decimal>, taken: Option<Taken>) -> Spread<Decimal> {
    let Some(Taken { usd, .. }) = taken else { return gross };
    Spread { low: gross.low - usd.high, likely: gross.likely - usd.likely, high: gross.high - usd.low }
}
