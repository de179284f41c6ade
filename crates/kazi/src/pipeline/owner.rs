//! Whose the data is: the files that root makes belong to the owner of the folder, who must go on with them.

use std::{
    fs, io,
    os::{fd::OwnedFd, unix::fs::MetadataExt},
    path::{Path, PathBuf},
};

use rustix::{
    fs::{AtFlags, CWD, Dir, FileType, Gid, Mode, OFlags, Uid, chownat, fchown, fstat, openat, statat},
    io::Errno,
};

/// So deep lies nothing that kazi makes.
const DEPTH_MAX: usize = 8;
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

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
        let data = there(openat(CWD, &self.data, FOLDER, Mode::empty()))?;
        data.map_or(Ok(()), |data| self.give_folder(&data, DEPTH_MAX))
    }

    /// Links are not followed and files with several names are left: who owns the folder may have made them of
    /// files that are root's. Nor is a path walked twice, for a link may take the place of a folder at any moment.
    fn give_folder(&self, folder: &OwnedFd, deeper: usize) -> io::Result<()> {
        let (user, group) = (Some(Uid::from_raw(self.user)), Some(Gid::from_raw(self.group)));
        if fstat(folder)?.st_uid == 0 {
            fchown(folder, user, group)?;
        }
        for entry in Dir::read_from(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b"..") {
                continue;
            }
            let Some(about) = there(statat(folder, name, AtFlags::SYMLINK_NOFOLLOW))? else { continue };
            if !FileType::from_raw_mode(about.st_mode).is_dir() {
                if about.st_uid == 0 && about.st_nlink == 1 {
                    there(chownat(folder, name, user, group, AtFlags::SYMLINK_NOFOLLOW))?;
                }
            } else if deeper > 0
                && let Some(inner) = there(openat(folder, name, FOLDER | OFlags::NOFOLLOW, Mode::empty()))?
            {
                self.give_folder(&inner, deeper - 1)?;
            }
        }
        Ok(())
    }
}

/// What was done with an entry of a folder; nothing where it went, or became something else, meanwhile.
fn there<T>(done: rustix::io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => Ok(None),
        Err(error) => Err(error.into()),
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
        let (folder_outside, inside_it) = (folder.path().join("folder"), folder.path().join("folder/file"));
        fs::create_dir(&folder_outside).unwrap();
        fs::write(&inside_it, "").unwrap();
        symlink(&folder_outside, data.join("store/linked")).unwrap();
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
        assert_eq!((user(&outside), user(&inside_it), user(&other)), (0, 0, SOMEBODY + 1));
        assert!(Owner::find(&folder.path().join("data/not/there")).is_some());
    }
}
