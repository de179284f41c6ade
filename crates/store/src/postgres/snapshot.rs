//! All that the database holds, as it stood at one moment, while others write to it.

use std::sync::Arc;

use kazi_domain::LeadId;
use sqlx::PgPool;

use super::{
    answer::Fault,
    check::{Reading, begin_reading},
    rows::{self, HOST, NAMED, SOURCE, decode_document, sequence},
};
use crate::{DocumentKey, Held, Snapshot, StoreError, snapshot::Filling};

/// Rows asked for at once; a document may be a megabyte.
const LEADS_AT_ONCE: usize = 200;
const DOCUMENTS_AT_ONCE: i64 = 16;

/// Begins to read; the transaction lasts until all is read or nobody listens any more.
pub(super) async fn begin(pool: PgPool, name: Arc<str>) -> Result<Snapshot, Fault> {
    let mut reading = begin_reading(&pool).await?;
    let (filling, snapshot) = Snapshot::new(sequence(&mut *reading).await?);
    tokio::spawn(async move {
        let told: Result<Option<Held>, StoreError> = match fill(&mut reading, &filling).await {
            Ok(()) => Ok(None),
            Err(fault) => Err(fault.of(&name)),
        };
        // Nobody may be listening by now, and then nobody needs to hear it.
        let _ = filling.send(told).await;
    });
    Ok(snapshot)
}

async fn fill(reading: &mut Reading, filling: &Filling) -> Result<(), Fault> {
    let mut after: Option<LeadId> = None;
    loop {
        let leads = rows::scan_leads(&mut **reading, after, LEADS_AT_ONCE).await?;
        let Some(last) = leads.last() else { break };
        after = Some(last.id);
        for lead in leads {
            if filling.send(Ok(Some(Held::Lead(Box::new(lead))))).await.is_err() {
                return Ok(());
            }
        }
    }
    fill_documents(reading, filling).await
}

async fn fill_documents(reading: &mut Reading, filling: &Filling) -> Result<(), Fault> {
    let statement = "select kind, name, body from document where (kind, name) > ($1, $2) \
                     order by kind, name limit $3";
    let mut after = (i16::MIN, Vec::new());
    loop {
        let page: Vec<(i16, Vec<u8>, Vec<u8>)> = sqlx::query_as(statement)
            .bind(after.0)
            .bind(&after.1)
            .bind(DOCUMENTS_AT_ONCE)
            .fetch_all(&mut **reading)
            .await?;
        let Some((kind, name, _)) = page.last() else { return Ok(()) };
        after = (*kind, name.clone());
        for (kind, name, body) in page {
            let document = decode_document(kind, &name, &body)?;
            let name = rows::text(name)?;
            let key = match kind {
                SOURCE => DocumentKey::Source(name),
                HOST => DocumentKey::Host(name),
                NAMED => DocumentKey::Named(name),
                _ => return Err(Fault::Damaged(format!("document \"{name}\" is of no kind"))),
            };
            if filling.send(Ok(Some(Held::Document(key, document)))).await.is_err() {
                return Ok(());
            }
        }
    }
}
