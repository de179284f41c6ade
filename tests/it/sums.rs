//! The sum of every piece of work of the demo, reckoned once more from what is printed, as on paper.

use crate::{demo::demo_in, process::Serving};

/// A row as it is printed.
#[derive(Debug)]
struct Row {
    label: String,
    figure: String,
}

impl Row {
    /// The numbers that stand in a text, in their order.
    fn numbers(text: &str) -> Vec<f64> {
        let digits = text.replace(',', "");
        let numbers = digits.split(|c: char| !c.is_ascii_digit() && c != '.' && c != '−');
        let negative = |number: &str| number.trim_end_matches('.').replace('−', "-").parse().ok();
        numbers.filter_map(negative).collect()
    }

    fn number(&self) -> f64 {
        // A sign that stands apart is the row's, one before the currency the amount's.
        let minus = if self.figure.starts_with("−$") { -1.0 } else { 1.0 };
        minus * Self::numbers(&self.figure).into_iter().next_back().unwrap_or_else(|| panic!("{self:?}"))
    }
}

/// What one of the last digit of an amount is; cents where it has none.
fn last_digit(figure: &str) -> f64 {
    let digits =
        figure.split('.').nth(1).map_or(0, |text| text.chars().take_while(char::is_ascii_digit).count());
    10_f64.powi(-i32::try_from(digits.max(2)).unwrap())
}

/// The rows of the sum of a page.
fn rows(page: &str) -> Vec<Row> {
    let rows = page.split("<th scope=\"row\">").skip(1);
    let row = |row: &str| {
        let (label, rest) = row.split_once("</th><td><bdi>")?;
        let figure = rest.split("</bdi>").next()?.replace('\u{a0}', " ");
        Some(Row { label: label.replace('\u{a0}', " "), figure })
    };
    rows.filter_map(row).collect()
}

/// Reckons a sum from top to bottom, and says where it comes to something else than is printed.
fn reckon(rows: &[Row]) -> Result<(), String> {
    let (mut value, mut hours) = (0.0, 1.0);
    for row in rows {
        let printed = || row.number();
        let comes_to = |value: f64, amount: &str, printed: f64| {
            let near = (value - printed).abs() <= last_digit(amount) * 1.0001;
            if near { Ok(()) } else { Err(format!("{row:?} is {value:.5} from {rows:#?}")) }
        };
        match row.label.as_str() {
            label if label.starts_with("The client pays") || label.starts_with("Pay is not stated") => {
                value = printed();
            }
            label if label.starts_with("In US dollars") => {
                let note = label.split("<small>").nth(1).unwrap_or_default();
                comes_to(value / Row::numbers(note)[0], &row.figure, printed())?;
                value = printed();
            }
            label if label.starts_with("Hours for each piece") => value /= printed(),
            label if label.starts_with("Hours of work") => hours = printed(),
            label if label.starts_with("Unpaid hours") => hours += printed(),
            label if label.starts_with("Left of it") => {
                let (left, by) = row.figure.split_once(" ÷ ").ok_or_else(|| format!("{row:?}"))?;
                let left_row = Row { label: String::new(), figure: left.to_owned() };
                comes_to(value, left, left_row.number())?;
                comes_to(hours, by, printed())?;
                value = left_row.number() / printed();
            }
            label if label.starts_with("An hour leaves") => {
                comes_to(value, &row.figure, printed())?;
                value = printed();
            }
            label if label.starts_with("Rests on guesses") || label.starts_with("Far above") => {
                value = printed();
            }
            // Work that leaves nothing is ranked as if it left a cent.
            label if label.starts_with("Worth for you") => comes_to(value.max(0.0), &row.figure, printed())?,
            _ if row.figure.starts_with('×') => value *= printed(),
            _ if row.figure.starts_with("− ") => value -= printed(),
            _ => return Err(format!("what is {row:?}?")),
        }
    }
    Ok(())
}

async fn all_leads(kazi: &Serving) -> Vec<String> {
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = kazi.json(&format!("/api/v1/leads?limit=100&fields=id&include_hidden=true{cursor}")).await;
        let leads = page["leads"].as_array().unwrap();
        ids.extend(leads.iter().map(|lead| lead["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { return ids };
        cursor = format!("&cursor={next}");
    }
}

#[tokio::test]
async fn every_sum_of_the_demo_comes_to_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let kazi = demo_in(&folder).await;
    let (mut wrong, mut pieces, mut rates) = (Vec::new(), 0, 0);
    let ids = all_leads(&kazi).await;
    for id in &ids {
        let (_, page) = kazi.get(&format!("/en/leads/{id}?have=figma:strong,html,css:learning")).await;
        let rows = rows(&page);
        pieces += usize::from(page.contains("Pieces in an hour") || page.contains("Hours for each piece"));
        rates += usize::from(page.contains("In US dollars"));
        wrong.extend(reckon(&rows).err().map(|error| format!("{id}: {error}")));
    }
    assert!(
        ids.len() > 200 && pieces > 2 && rates > 5,
        "{} leads, {pieces} by the piece, {rates} turned into dollars",
        ids.len()
    );
    assert!(wrong.is_empty(), "{} of {}: {}", wrong.len(), ids.len(), wrong.join("\n"));
}
