//! What is likely meant by a name that is none.

/// Below this likeness (Jaro-Winkler, 0 to 1) nothing is suggested.
const LIKENESS_MIN: f64 = 0.75;

/// The name that is most like the one given, where one is like it.
pub fn find_meant<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let rated = names.into_iter().map(|name| (strsim::jaro_winkler(given, name), name));
    let best = rated.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= LIKENESS_MIN).then_some(best.1)
}
