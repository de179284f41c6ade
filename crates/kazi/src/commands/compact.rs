//! `kazi compact`: writes the store anew, for it never gives space back by itself.

use std::io::Write;

use kazi_store::{SledOptions, SledStore};

use crate::{
    cli::CompactArgs,
    pipeline::data::{STORE, prepare_data},
    progress::Bytes,
};

/// Runs `kazi compact`.
///
/// # Errors
/// When another kazi holds the store, or it is damaged, or the disk has no room for it twice. The store is
/// then as it was.
pub async fn run(args: &CompactArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let data = &args.data.data;
    prepare_data(data)?;
    let progress = Bytes::start("compacting", None);
    let compacted = SledStore::compact(&data.join(STORE), SledOptions::default()).await;
    progress.finish();
    let done = compacted?;
    writeln!(
        out,
        "{}: {} bytes before, {} now, {} entries",
        data.join(STORE).display(),
        done.bytes_before,
        done.bytes_after,
        done.entries
    )?;
    Ok(())
}
