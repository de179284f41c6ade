//! Reads everything and compares.

use sled::Tree;

use super::{
    keys,
    rows::{self, decode_change, find_number},
    values::{self, ValueError},
};
use crate::{ChangeKind, CheckReport};

/// The most problems reported.
const PROBLEMS_MAX: usize = 100;

/// Reads every lead, document and index entry; an error only where the engine itself gives up.
pub(super) fn check(tree: &Tree) -> Result<CheckReport, ValueError> {
    let mut report = CheckReport::default();
    check_leads(tree, &mut report)?;
    for prefix in [keys::SOURCE, keys::HOST, keys::NAMED] {
        for entry in tree.scan_prefix([prefix]) {
            let (key, framed) = entry?;
            report.documents += 1;
            note(&mut report, values::read(tree, &key, &framed))?;
        }
    }
    check_postings(tree, &mut report)?;
    check_changes(tree, &mut report)?;
    note(&mut report, rows::find_identity(tree))?;
    Ok(report)
}

fn check_leads(tree: &Tree, report: &mut CheckReport) -> Result<(), ValueError> {
    for entry in tree.scan_prefix([keys::LEAD]) {
        let (key, framed) = entry?;
        report.leads += 1;
        let Some(lead) = note(report, rows::decode_lead(tree, &key, &framed))? else { continue };
        report.postings += lead.postings().len() as u64;
        for assessed in lead.postings() {
            let posting = assessed.posting.id;
            if note(report, rows::find_posting(tree, posting))? == Some(None) {
                problem(report, format!("posting {posting} of lead {} is not in the index", lead.id));
            }
        }
    }
    Ok(())
}

fn check_postings(tree: &Tree, report: &mut CheckReport) -> Result<(), ValueError> {
    for entry in tree.scan_prefix([keys::POSTING]) {
        let (key, _) = entry?;
        let Some(Some(lead)) = note(report, find_number(tree, &key))? else { continue };
        if !tree.contains_key(keys::lead(kazi_domain::LeadId(lead)))? {
            problem(report, format!("entry \"{}\" leads to a lead that is gone", key.escape_ascii()));
        }
    }
    Ok(())
}

fn check_changes(tree: &Tree, report: &mut CheckReport) -> Result<(), ValueError> {
    let mut puts = 0;
    let mut after = 0;
    let last = note(report, find_number(tree, &keys::sequence()))?.flatten().unwrap_or(0);
    for entry in tree.scan_prefix([keys::CHANGE]) {
        let (key, framed) = entry?;
        let Some(change) = note(report, decode_change(&key, &framed))? else { continue };
        puts += u64::from(change.kind == ChangeKind::Put);
        after = change.sequence;
    }
    if puts != report.leads {
        problem(report, format!("{} leads are there, and changes tell of {puts}", report.leads));
    }
    if after > last {
        problem(report, format!("change {after} is behind the last one, {last}"));
    }
    Ok(())
}

/// Takes damage down as a problem; passes on that the engine gave up.
fn note<T>(report: &mut CheckReport, read: Result<T, ValueError>) -> Result<Option<T>, ValueError> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(ValueError::Damaged { key, reason }) => {
            problem(report, format!("entry \"{}\": {reason}", key.escape_ascii()));
            Ok(None)
        }
        Err(ValueError::Newer { key, found, known }) => {
            let key = key.escape_ascii();
            problem(
                report,
                format!("entry \"{key}\": version {found} is of a newer kazi, this one reads {known}"),
            );
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn problem(report: &mut CheckReport, line: String) {
    if report.problems.len() < PROBLEMS_MAX {
        report.problems.push(line);
    }
}
