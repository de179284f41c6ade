//! Whose the data is: the files that root makes belong to the owner of the folder, who must go on with them.

use std::{
    fs, io,
    os::unix::fs::{MetadataExt, lchown},
    path::{Path, PathBuf},
};

/// Whom a data folder belongs to, looked at before a command makes anything in it.
pub struct Owner {
    data: PathBuf,
    user: u32,
    group: u32,
}

impl Owner {
    /// Nothing where this process is not root, which alone may give files away, or where the data is root's own.
    /// A folder that is not there yet will belong to whom the one around it belongs to.
    pub fn find(data: &Path) -> Option<Self> {
        if !rustix::process::geteuid().is_root() {
            return None;
        }
        let around = |folder: &&Path| {
            fs::metadata(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()
        };
        let known = data.ancestors().find_map(|folder| around(&folder))?;
        (known.uid() != 0).then(|| Self { data: data.to_owned(), user: known.uid(), group: known.gid() })
    }

    /// Gives the owner what of the data is root's.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn give(&self) -> io::Result<()> {
        self.give_one(&self.data)
    }

    /// Links are not followed and files with several names are left: who owns the folder may have made them of
    /// files that are root's.
    fn give_one(&self, path: &Path) -> io::Result<()> {
        let top = path == self.data;
        let about = match if top { fs::metadata(path) } else { fs::symlink_metadata(path) } {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            about => about?,
        };
        if about.uid() == 0 && (about.is_dir() || about.nlink() == 1) {
            lchown(path, Some(self.user), Some(self.group))?;
        }
        if !about.is_dir() {
            return Ok(());
        }
        fs::read_dir(path)?.try_for_each(|entry| self.give_one(&entry?.path()))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{chown, symlink};

    use super::*;

    /// Root alone may give files away: anybody else sees here only that nothing is tried.
    #[test]
    fn what_root_makes_belongs_to_the_owner_of_the_folder() {
        const SOMEBODY: u32 = 12_345;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let is_root = rustix::process::geteuid().is_root();
        if !is_root {
            assert!(Owner::find(&data).is_none());
            return;
        }
        assert!(Owner::find(&data).is_none(), "of root's own");
        chown(folder.path(), Some(SOMEBODY), Some(SOMEBODY)).unwrap();
        let owner = Owner::find(&data).unwrap();
        fs::create_dir_all(data.join("store/sled")).unwrap();
        let outside = folder.path().join("outside");
        for file in [&data.join("journal.jsonl"), &data.join("store/sled/db"), &outside] {
            fs::write(file, "").unwrap();
        }
        symlink(&outside, data.join("link")).unwrap();
        fs::hard_link(&outside, data.join("another-name")).unwrap();
        let other = data.join("of-another");
        fs::write(&other, "").unwrap();
        chown(&other, Some(SOMEBODY + 1), None).unwrap();
        owner.give().unwrap();
        let user = |path: &Path| fs::symlink_metadata(path).unwrap().uid();
        for given in ["", "journal.jsonl", "store", "store/sled", "store/sled/db", "link"] {
            assert_eq!(user(&data.join(given)), SOMEBODY, "{given}");
        }
        assert_eq!((user(&outside), user(&other)), (0, SOMEBODY + 1));
        assert!(Owner::find(&folder.path().join("data/not/there")).is_some());
    }
}
