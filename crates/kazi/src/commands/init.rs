//! `kazi init`: writes the commented configuration.

use std::{fs, io::Write};

use anyhow::Context;

use crate::{cli::InitArgs, config::defaults};

/// Writes every file that is not there yet.
///
/// # Errors
/// When the folder or a file cannot be written.
pub fn run(args: &InitArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let folder = &args.folder;
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    for (name, text) in defaults::FILES {
        let path = folder.join(name);
        // `create_new` and not a look first: nothing that somebody wrote is ever overwritten.
        match fs::File::create_new(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())
                    .with_context(|| format!("cannot write {}", path.display()))?;
                writeln!(out, "wrote {}", path.display())?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                writeln!(out, "left  {} as it is", path.display())?;
            }
            Err(error) => return Err(error).with_context(|| format!("cannot write {}", path.display())),
        }
    }
    writeln!(out, "\nEdit them, then: kazi serve --config {}", folder.display())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("kazi.toml"), "mine").unwrap();
        let mut out = Vec::new();
        run(&InitArgs { folder: folder.path().to_owned() }, &mut out).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("kazi.toml")).unwrap(), "mine");
        assert!(folder.path().join("skills.toml").exists());
        assert!(String::from_utf8(out).unwrap().contains("left "));
    }
}
