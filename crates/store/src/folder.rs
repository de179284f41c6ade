//! Folders whose names must outlive a power cut.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

/// An error, and what to do about the usual cause of one that says that permission is denied.
pub(crate) fn may_be_anothers(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::PermissionDenied {
        format!("{error}; run kazi as the user that the data folder belongs to, or give that user the file")
    } else {
        error.to_string()
    }
}

/// Puts the names within a folder on the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}

/// Makes a folder, and those it stands in, so that they outlive a power cut; one that is there is left as
/// it is.
///
/// # Errors
/// When the system refuses.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let new: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
    fs::create_dir_all(folder)?;
    new.into_iter().filter_map(Path::parent).try_for_each(sync_folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_made_with_those_they_stand_in_and_may_be_there_already() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b/c");
        make_folder(&deep).unwrap();
        make_folder(&deep).unwrap();
        assert!(deep.is_dir());
        fs::write(folder.path().join("file"), "").unwrap();
        assert!(make_folder(&folder.path().join("file/d")).is_err());
    }
}
