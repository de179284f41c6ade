//! What is taken before the worker has the money: the platform's fee, bids, the payout.

use kazi_domain::{Amount, Basis, Money, Per, Rates, Spread};
use rust_decimal::Decimal;

use super::config::{BidsConfig, FeeConfig, PayoutConfig, PlatformConfig, PlatformsConfig};
use super::effort::{fault_of, hundredths};
use crate::RulesError;

/// The best chance of winning a bid that is believed, in percent, however few have applied.
const CHANCE_PERCENT_MAX: Decimal = hundredths(5000);

/// What is taken from the pay of one posting.
pub struct Fees<'a> {
    /// The platform; nothing where none is known.
    pub platform: Option<&'a PlatformConfig>,
    /// How many have applied, where the source says so.
    pub applicants: Option<u32>,
    /// For fees that are set in another currency.
    pub rates: &'a Rates,
}

/// One thing taken, in US dollars, in the three views. `high` is the view in which least is left.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// US dollars, from what is taken if things go well to what is taken if they go badly.
    pub usd: Spread<Decimal>,
    /// The share it is of the pay in the likely view, where it is one.
    pub percent: Option<Decimal>,
    /// Whether published.
    pub basis: Basis,
}

impl Fees<'_> {
    /// The platform's fee on `gross` US dollars. `gross` runs from the worst to the best pay.
    pub fn fee(&self, gross: Spread<Decimal>, per: Per) -> Option<Taken> {
        let fee = self.platform?.fee.as_ref()?;
        let minimum = fee.minimum.filter(|_| per == Per::Project).and_then(|least| self.usd(fee, least));
        let of = |gross: Decimal, percent: Option<Decimal>| {
            let share = match percent {
                Some(percent) => percent_of(gross, percent),
                None => self.tiered(fee, gross),
            };
            minimum.map_or(share, |least| share.max(least))
        };
        let usd = Spread {
            low: of(gross.high, fee.percent.map(|percent| percent.low)),
            likely: of(gross.likely, fee.percent.map(|percent| percent.likely)),
            high: of(gross.low, fee.percent.map(|percent| percent.high)),
        };
        if usd.high.is_zero() {
            return None;
        }
        let share = usd.likely * Decimal::ONE_HUNDRED / gross.likely;
        let is_minimum = minimum.is_some_and(|least| usd.likely == least);
        Some(Taken { usd, percent: (!is_minimum).then_some(share.round_dp(2)), basis: fee.basis })
    }

    /// What bids for one job cost, over the chance of winning it.
    pub fn bids(&self) -> Option<Taken> {
        let bids = self.platform?.bids.as_ref()?;
        let chance = self.chance_percent(bids);
        let usd = Spread {
            low: bids.usd.low * Decimal::ONE_HUNDRED / chance.high,
            likely: bids.usd.likely * Decimal::ONE_HUNDRED / chance.likely,
            high: bids.usd.high * Decimal::ONE_HUNDRED / chance.low,
        };
        (!usd.high.is_zero()).then_some(Taken { usd, percent: None, basis: Basis::Estimated })
    }

    /// One of those who applied and the reader wins; but one client in many hires nobody, so the
    /// table's best chance stays the bound for crowded postings and half for empty ones.
    fn chance_percent(&self, bids: &BidsConfig) -> Spread<Decimal> {
        let table = bids.chance_percent.spread();
        let Some(applicants) = self.applicants else { return table };
        let share = Decimal::ONE_HUNDRED / (Decimal::from(applicants) + Decimal::ONE);
        let likely = share.clamp(table.low.min(CHANCE_PERCENT_MAX), CHANCE_PERCENT_MAX.max(table.low));
        Spread { low: table.low.min(likely), likely, high: table.high.max(likely) }
    }

    /// The share of a payout, in percent.
    pub fn payout(&self) -> Option<&PayoutConfig> {
        self.platform?.payout.as_ref()
    }

    fn tiered(&self, fee: &FeeConfig, gross: Decimal) -> Decimal {
        let (mut taken, mut from) = (Decimal::ZERO, Decimal::ZERO);
        for tier in &fee.tiers {
            let limit = tier.up_to.and_then(|limit| self.usd(fee, limit)).unwrap_or(gross);
            let to = limit.min(gross);
            if to > from {
                taken += percent_of(to - from, tier.percent);
                from = to;
            }
        }
        taken
    }

    fn usd(&self, fee: &FeeConfig, units: Decimal) -> Option<Decimal> {
        let money = Money { amount: Amount::from_decimal(units)?, currency: fee.currency };
        self.rates.convert(money, kazi_domain::Currency::USD).map(|money| money.amount.to_decimal())
    }
}

/// So many percent of a sum.
pub fn percent_of(sum: Decimal, percent: Decimal) -> Decimal {
    let mut share = sum * percent;
    // Two decimals more are a hundredth, as long as there is room for them.
    if share.set_scale(share.scale() + 2).is_err() {
        share /= Decimal::ONE_HUNDRED;
    }
    share
}

/// What is wrong with the table of platforms.
pub fn faults(config: &PlatformsConfig, rates: &Rates) -> Vec<RulesError> {
    let mut faults = Vec::new();
    let mut say = |place: &str, what: String| {
        faults.push(RulesError { document: "platforms.toml", place: place.to_owned(), what });
    };
    if let Some(id) = &config.fallback
        && !config.platforms.iter().any(|platform| platform.id == *id)
    {
        say("fallback", format!("there is no platform \"{id}\": name one of the platforms below"));
    }
    for (at, platform) in config.platforms.iter().enumerate() {
        let place = format!("platform \"{}\"", platform.id);
        if config.platforms[..at].iter().any(|earlier| earlier.id == platform.id) {
            say(&place, "is given twice: keep one".to_owned());
        }
        if let Some(fee) = &platform.fee {
            fee_faults(fee, rates).into_iter().for_each(|what| say(&place, what));
        }
        if let Some(bids) = &platform.bids {
            let chances = fault_of(bids.chance_percent, hundredths(10), Decimal::ONE_HUNDRED);
            let costs = fault_of(bids.usd, Decimal::ZERO, Decimal::ONE_THOUSAND);
            chances
                .map(|what| format!("chance_percent {what}"))
                .into_iter()
                .for_each(|what| say(&place, what));
            costs.map(|what| format!("bids {what}")).into_iter().for_each(|what| say(&place, what));
        }
        if let Some(payout) = &platform.payout
            && let Some(what) = fault_of(payout.percent, Decimal::ZERO, Decimal::ONE_HUNDRED)
        {
            say(&place, format!("payout percent {what}"));
        }
    }
    faults
}

fn fee_faults(fee: &FeeConfig, rates: &Rates) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(what) = fee.percent.and_then(|percent| fault_of(percent, Decimal::ZERO, Decimal::ONE_HUNDRED))
    {
        faults.push(format!("fee percent {what}"));
    }
    if fee.percent.is_some() != fee.tiers.is_empty() {
        faults.push("a fee has either percent or tiers: keep one of them".to_owned());
    }
    let falls = fee.tiers.windows(2).all(|pair| {
        pair[0].percent >= pair[1].percent
            && pair[0].up_to.is_some_and(|limit| pair[1].up_to.is_none_or(|next| next > limit))
    });
    let within = |tier: &super::FeeTier| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&tier.percent);
    if !falls || !fee.tiers.iter().all(within) {
        faults.push("tiers go from the smallest sum to the largest, with a falling percent".to_owned());
    }
    if rates.per_usd(fee.currency).is_none() {
        faults.push(format!("there is no rate of {}: add one to rates.toml", fee.currency.code()));
    }
    faults
}
