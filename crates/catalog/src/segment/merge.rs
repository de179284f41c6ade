//! One segment of several.

use kazi_scoring::worth::RankRules;

use super::{
    Reaches, Segment,
    columns::{Asked, Columns, Figures},
    count,
    map::{self, RowMap},
    values::ValueIndex,
    words::WordIndex,
};
use crate::{live::Live, row::known, rows::Rows};

impl Segment {
    /// One segment of several, without the rows that are gone, ranked by `rules`.
    pub(crate) fn merge(parts: &[Live<'_>], rules: &RankRules) -> Self {
        let (order, maps) = rank_order(parts, rules);
        let all = count(order.len());
        let pick = |index: usize| (parts[index].segment, &maps[index]);
        let pairs: Vec<(&Self, &RowMap)> = (0..parts.len()).map(pick).collect();
        macro_rules! merged {
            ($index:ident of $type:ident) => {
                $type::merge(&pairs.iter().map(|(old, map)| (&old.$index, *map)).collect::<Vec<_>>(), all)
            };
        }
        let skills = merged!(skills of ValueIndex);
        let mut reaches = Reaches::default();
        let mut columns = Columns::default();
        let new_places = |old: &Self| -> Vec<u32> {
            let place = |skill| count(skills.position(skill).unwrap_or(usize::MAX));
            old.skills.values().iter().map(place).collect()
        };
        let skill_places: Vec<Vec<u32>> = parts.iter().map(|part| new_places(part.segment)).collect();
        let factors: Vec<Vec<f32>> = parts.iter().map(|part| part.segment.factors(part.reweighed)).collect();
        for (base, part, row) in &order {
            let old = &parts[*part].segment;
            let figures = old.columns.at(*row);
            let reach = reaches.place(&old.reaches[figures.reach as usize]);
            let (places, factors) = (&skill_places[*part], &factors[*part]);
            let asked = old.columns.skills(*row).iter().map(|asked| {
                let factor = factors.get(asked.place as usize).copied().unwrap_or(1.0);
                Asked { place: places[asked.place as usize], weight: asked.weight * factor }
            });
            columns.push(Figures { base: *base, reach, ..*figures }, asked);
        }
        let union = |rows: fn(&Self) -> &Rows| {
            map::merged(&pairs.iter().map(|(old, map)| (rows(old), *map)).collect::<Vec<_>>(), all)
        };
        Self {
            fields: merged!(fields of ValueIndex),
            sources: merged!(sources of ValueIndex),
            languages: merged!(languages of ValueIndex),
            flags: merged!(flags of ValueIndex),
            severe_flags: merged!(severe_flags of ValueIndex),
            skills,
            reaches: reaches.met,
            several_sources: union(|old| &old.several_sources),
            pers: merged!(pers of ValueIndex),
            levels: merged!(levels of ValueIndex),
            has_pay: union(|old| &old.has_pay),
            not_an_offer: union(|old| &old.not_an_offer),
            words: merged!(words of WordIndex),
            ..Self::of_columns(columns)
        }
    }
}

/// All live rows in rank order, as base, part and old row, and where each part's rows go.
fn rank_order(parts: &[Live<'_>], rules: &RankRules) -> (Vec<(f64, usize, u32)>, Vec<RowMap>) {
    let mut order = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let columns = &part.segment.columns;
        for row in (0..part.segment.rows()).filter(|row| !part.deleted.contains(*row)) {
            let figures = columns.at(row);
            let net = known(figures.ranked_usd);
            let base = rules.base(net, f64::from(figures.trust), figures.posted_s);
            order.push((base, number, row));
        }
    }
    let id = |part: usize, row: u32| parts[part].segment.columns.at(row).id;
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| id(a.1, a.2).cmp(&id(b.1, b.2))));
    let mut maps: Vec<RowMap> = parts.iter().map(|part| RowMap::new(part.segment.rows() as usize)).collect();
    for ((_, part, row), new) in order.iter().zip(0..) {
        maps[*part].place(*row, new);
    }
    (order, maps.into_iter().map(RowMap::finish).collect())
}
