//! Dates in fixtures: written relative to now, so that the demo never looks old.

use std::borrow::Cow;

use jiff::{Timestamp, ToSpan, fmt::rfc2822};

/// Fills in every `{{ago 3h rfc2822}}` and `{{in 10d date}}` of a text.
///
/// Amounts are in minutes, hours or days. The forms are `rfc2822 rfc3339 unix unixms date datetime
/// dmy`. What is no such template stays as it is.
pub fn fill_dates(text: &str, now: Timestamp) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let Some(length) = rest[start..].find("}}") else { break };
        let inside = &rest[start + 2..start + length];
        filled.push_str(&rest[..start]);
        match date(inside, now) {
            Some(date) => filled.push_str(&date),
            None => filled.push_str(&rest[start..start + length + 2]),
        }
        rest = &rest[start + length + 2..];
    }
    filled.push_str(rest);
    filled
}

fn date(template: &str, now: Timestamp) -> Option<Cow<'static, str>> {
    let mut words = template.split_whitespace();
    let (direction, amount, form) = (words.next()?, words.next()?, words.next()?);
    let (number, unit) = amount.split_at_checked(amount.len().checked_sub(1)?)?;
    let number: i64 = number.parse().ok()?;
    let minutes = number.checked_mul(match unit {
        "m" => 1,
        "h" => 60,
        "d" => 24 * 60,
        _ => return None,
    })?;
    let span = match direction {
        "ago" => (-minutes).minutes(),
        "in" => minutes.minutes(),
        _ => return None,
    };
    let at = now.checked_add(span).ok()?;
    let zoned = at.to_zoned_datetime(jiff::tz::TimeZone::UTC);
    Some(Cow::Owned(match form {
        "rfc2822" => rfc2822::to_string(&zoned).ok()?,
        "rfc3339" => zoned.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "unix" => at.as_second().to_string(),
        "unixms" => at.as_millisecond().to_string(),
        "date" => zoned.strftime("%Y-%m-%d").to_string(),
        "datetime" => zoned.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        "dmy" => zoned.strftime("%d.%m.%Y").to_string(),
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_filled_in_and_other_braces_stay() {
        let now = "2026-11-23T10:00:00Z".parse().unwrap();
        let filled = |text| fill_dates(text, now);
        assert_eq!(filled("a {{ago 3h rfc3339}} b"), "a 2026-11-23T07:00:00Z b");
        assert_eq!(filled("{{in 10d date}}|{{ago 1d dmy}}"), "2026-12-03|22.11.2026");
        assert_eq!(filled("{{ago 1m rfc2822}}"), "Mon, 23 Nov 2026 09:59:00 +0000");
        assert_eq!(filled("{{name}} {{ago x date}} {{open"), "{{name}} {{ago x date}} {{open");
    }
}
