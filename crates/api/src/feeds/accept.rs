//! Which form a reader accepts (RFC 9110, 12.5.1).

use axum::http::{HeaderMap, header};

/// The most media types of one request that are looked at.
const RANGES_MAX: usize = 20;

/// The place of the type in `known` that is accepted with the greatest weight, the first named among equals;
/// nothing where none is named. Wildcards choose nothing: they leave it to the route.
pub(super) fn best_of(headers: &HeaderMap, known: &[&str]) -> Option<usize> {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
    let mut best: Option<(u32, usize)> = None;
    for range in lines.flat_map(|line| line.split(',')).take(RANGES_MAX) {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let Some(place) = known.iter().position(|known| known.eq_ignore_ascii_case(name)) else { continue };
        let weight =
            parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1000), thousandths).unwrap_or(0);
        if weight > best.map_or(0, |(weight, _)| weight) {
            best = Some((weight, place));
        }
    }
    best.map(|(_, place)| place)
}

/// A weight from 0 to 1, in thousandths.
fn thousandths(text: &str) -> Option<u32> {
    let weight: f32 = text.parse().ok().filter(|weight| (0.0..=1.0).contains(weight))?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 1000
    Some((weight * 1000.0).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_liked_form_is_chosen() {
        let known = ["text/csv", "application/atom+xml", "application/json"];
        for (accept, best) in [
            ("text/csv", Some(0)),
            ("application/json;q=0.5, Application/Atom+XML;q=0.9", Some(1)),
            ("application/json, text/csv", Some(2)),
            ("text/csv;q=0, application/json;q=0.001", Some(2)),
            ("text/html,application/xhtml+xml,*/*;q=0.8", None),
            ("*/*", None),
            ("text/csv;q=2", None),
            ("text/csv;q=NaN", None),
            (";;,,q=1", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            assert_eq!(best_of(&headers, &known), best, "{accept}");
        }
        assert_eq!(best_of(&HeaderMap::new(), &known), None);
    }
}
