//! What is likely meant by a name that is none.

/// Below this likeness (Jaro-Winkler, 0 to 1) nothing is suggested.
const LIKENESS_MIN: f64 = 0.75;

/// Names by their likeness to the one given, the likest first.
pub(crate) fn likest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<(f64, &'a str)> {
    let mut ranked: Vec<(f64, &str)> =
        names.into_iter().map(|name| (strsim::jaro_winkler(given, name), name)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    ranked
}

/// The first of names ranked by [`likest`], where it is like the one given.
pub(crate) fn meant_of<'a>(ranked: &[(f64, &'a str)]) -> Option<&'a str> {
    ranked.first().filter(|best| best.0 >= LIKENESS_MIN).map(|best| best.1)
}

/// The name that is most like the one given, where one is like it.
pub fn find_meant<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    meant_of(&likest(given, names))
}
