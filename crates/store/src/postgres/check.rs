//! Reads everything and compares, as it stood at one moment.

use kazi_domain::Lead;
use sqlx::{PgPool, Postgres, Transaction};

use super::{
    answer::Fault,
    rows::{count, decode_document, decode_lead, to_row},
};
use crate::{CheckReport, LIST_MAX};

/// The most problems reported.
const PROBLEMS_MAX: usize = 100;

pub(super) type Reading = Transaction<'static, Postgres>;

/// A look at the database as it stands now, which lasts as long as it takes.
pub(super) async fn begin_reading(pool: &PgPool) -> Result<Reading, Fault> {
    let mut reading = pool.begin().await?;
    for setting in [
        "set transaction isolation level repeatable read read only",
        "set local statement_timeout = 0",
        "set local idle_in_transaction_session_timeout = 0",
    ] {
        sqlx::query(setting).execute(&mut *reading).await?;
    }
    Ok(reading)
}

pub(super) async fn check(pool: &PgPool) -> Result<CheckReport, Fault> {
    let mut reading = begin_reading(pool).await?;
    let mut report = CheckReport::default();
    check_leads(&mut reading, &mut report).await?;
    check_documents(&mut reading, &mut report).await?;
    check_index(&mut reading, &mut report).await?;
    Ok(report)
}

async fn check_leads(reading: &mut Reading, report: &mut CheckReport) -> Result<(), Fault> {
    let statement = "select id, body, array(select p.id from posting p where p.lead = lead.id) \
                     from lead where id >= $1 order by id limit $2";
    let mut from = Some(i64::MIN);
    while let Some(first) = from {
        let rows: Vec<(i64, Vec<u8>, Vec<i64>)> = sqlx::query_as(statement)
            .bind(first)
            .bind(i64::try_from(LIST_MAX).unwrap_or(i64::MAX))
            .fetch_all(&mut **reading)
            .await?;
        from = rows.last().and_then(|(id, ..)| id.checked_add(1));
        for (id, body, indexed) in rows {
            report.leads += 1;
            match decode_lead(id, &body) {
                Ok(lead) => check_lead(&lead, &indexed, report),
                Err(fault) => note(report, fault)?,
            }
        }
    }
    Ok(())
}

fn check_lead(lead: &Lead, indexed: &[i64], report: &mut CheckReport) {
    report.postings += lead.postings().len() as u64;
    for assessed in lead.postings() {
        let posting = assessed.posting.id;
        if !indexed.contains(&to_row(posting.0)) {
            problem(report, format!("posting {posting} of lead {} is not in the index", lead.id));
        }
    }
}

async fn check_documents(reading: &mut Reading, report: &mut CheckReport) -> Result<(), Fault> {
    let statement = "select kind, name, body from document where (kind, name) > ($1, $2) \
                     order by kind, name limit 100";
    let mut after = (0_i16, Vec::new());
    loop {
        let rows: Vec<(i16, Vec<u8>, Vec<u8>)> =
            sqlx::query_as(statement).bind(after.0).bind(&after.1).fetch_all(&mut **reading).await?;
        let Some((kind, name, _)) = rows.last() else { return Ok(()) };
        after = (*kind, name.clone());
        for (kind, name, body) in &rows {
            report.documents += 1;
            if let Err(fault) = decode_document(*kind, name, body) {
                note(report, fault)?;
            }
        }
    }
}

async fn check_index(reading: &mut Reading, report: &mut CheckReport) -> Result<(), Fault> {
    let counts = [
        (
            "postings lead to a lead that is gone",
            "select count(*) from posting p where not exists (select from lead l where l.id = p.lead)",
        ),
        (
            "leads have no change",
            "select count(*) from lead l where not exists (select from change c where c.lead = l.id and not c.removed)",
        ),
        (
            "changes tell of a lead that is not there",
            "select count(*) from change c where not c.removed and not exists (select from lead l where l.id = c.lead)",
        ),
        (
            "changes are behind the last one",
            "select count(*) from change c, store s where c.sequence > s.sequence",
        ),
    ];
    for (what, statement) in counts {
        let (wrong,): (i64,) = sqlx::query_as(statement).fetch_one(&mut **reading).await?;
        if wrong > 0 {
            problem(report, format!("{} {what}", count(wrong)));
        }
    }
    Ok(())
}

/// Takes a row that does not read down as a problem; passes on that the database gave up.
fn note(report: &mut CheckReport, fault: Fault) -> Result<(), Fault> {
    match fault {
        Fault::Damaged(reason) => problem(report, reason),
        Fault::Refused(error) => problem(report, error.to_string()),
        fault @ Fault::Database(_) => return Err(fault),
    }
    Ok(())
}

fn problem(report: &mut CheckReport, line: String) {
    if report.problems.len() < PROBLEMS_MAX {
        report.problems.push(line);
    }
}
