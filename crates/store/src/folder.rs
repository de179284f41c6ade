//! Folders whose names must outlive a power cut.

use std::{fs::File, io, path::Path};

/// Puts the names within a folder on the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}
