//! The list for spreadsheets (RFC 4180), its cells safe against formulas.

use crate::{listing::Listing, wire::Eyes};

const COLUMNS: [&str; 15] = [
    "id",
    "worth_usd",
    "net_hourly_usd",
    "basis",
    "title",
    "company",
    "pay",
    "fit",
    "reach",
    "posted_at",
    "source",
    "url",
    // New columns stand behind, for those who read by place.
    "warnings",
    "hidden",
    "trust",
];

/// Writes the list, a lead a line.
pub(super) fn write(listing: &Listing, eyes: Eyes<'_>) -> String {
    let words = eyes.words;
    // A byte order mark tells spreadsheets that the text is UTF-8.
    let mut out = format!("\u{feff}{}\r\n", COLUMNS.join(","));
    for seen in &listing.leads {
        let best = seen.lead.best();
        let net = best.assessment.net_hourly.as_ref();
        let pay = best.assessment.pay.as_ref().map(|reading| reading.pay.to_string());
        let basis =
            net.map(|net| if net.basis == kazi_domain::Basis::Stated { "stated" } else { "estimated" });
        let whole = seen.lead.assessment();
        let warnings: Vec<String> =
            whole.flags.iter().map(|flag| words.flag(&flag.id, eyes.facts).0).collect();
        let country = eyes.profile.country;
        let hidden = seen.hidden.iter().map(|reason| words.hidden_reason(reason, country, eyes.facts));
        let cells = [
            seen.lead.id.to_string(),
            net.map(|_| format!("{:.2}", seen.worth.usd)).unwrap_or_default(),
            net.map(|net| format!("{:.2}", net.usd.likely.to_f64())).unwrap_or_default(),
            basis.unwrap_or_default().to_owned(),
            best.posting.title.clone(),
            best.posting.company.clone().unwrap_or_default(),
            pay.unwrap_or_default(),
            words.fit(seen, eyes.profile, eyes.facts),
            words.reach(&best.assessment.reach, seen.worth.verdict, eyes.profile),
            seen.lead.posted_at().to_string(),
            super::attribution(best.posting.source.as_str(), eyes),
            best.posting.url.clone().unwrap_or_default(),
            warnings.join("; "),
            hidden.collect::<Vec<_>>().join("; "),
            format!("{:.2}", whole.trust),
        ];
        let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A quoted cell. One that a spreadsheet would take for a formula begins with an apostrophe, as OWASP
/// advises ("CSV Injection", read 2026-11-23); a plain negative number stays one.
fn cell(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let guard = if formula && text.parse::<f64>().is_err() { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\"").replace('\0', ""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, safe) in [
            ("Logo", "\"Logo\""),
            ("=1+1", "\"'=1+1\""),
            ("+1 555", "\"'+1 555\""),
            ("-2+3", "\"'-2+3\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            (" =HYPERLINK(\"x\")", "\"' =HYPERLINK(\"\"x\"\")\""),
            ("\t=1", "\"'\t=1\""),
            ("-2.50", "\"-2.50\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ] {
            assert_eq!(cell(text), safe, "{text}");
        }
    }
}
