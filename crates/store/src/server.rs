//! A PostgreSQL server of its own for a test: in a temporary folder, reached through a socket in it.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use tempfile::TempDir;

/// Where Debian puts the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";
/// The user that Debian makes for it: PostgreSQL refuses to run as root.
const DEBIAN_USER: &str = "postgres";
const MISSING: &str = "PostgreSQL is missing: install Debian's package postgresql";

/// A server that runs until it is dropped.
pub struct PostgresServer {
    programs: PathBuf,
    folder: TempDir,
    databases: AtomicU32,
}

impl PostgresServer {
    /// Makes and starts one.
    ///
    /// # Panics
    /// Without PostgreSQL, saying what to install; and where it does not start.
    #[allow(clippy::expect_used)]
    pub fn start() -> Self {
        let programs = programs().expect(MISSING);
        let folder = tempfile::Builder::new().prefix("kazi-pg-").tempdir().expect("a temporary folder");
        if is_root() {
            let given = Command::new("chown").arg(DEBIAN_USER).arg(folder.path()).status();
            assert!(given.is_ok_and(|status| status.success()), "{MISSING}: there is no user {DEBIAN_USER}");
        }
        let server = Self { programs, folder, databases: AtomicU32::new(0) };
        let data = server.data();
        server.run(
            "initdb",
            &["--no-sync", "-A", "trust", "-U", "kazi", "-E", "UTF8", "--locale=C", "-D", &data],
        );
        server.restart();
        server
    }

    /// A new and empty database, as the address by which it is reached.
    ///
    /// # Panics
    /// Where it cannot be made.
    pub fn database(&self) -> String {
        let name = format!("kazi_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let folder = self.folder();
        self.run("createdb", &["-h", &folder, "-U", "kazi", &name]);
        format!("postgres://kazi@localhost/{name}?host={folder}")
    }

    /// Ends it as a crash would: nothing is put in order, and it recovers when it is started again.
    ///
    /// # Panics
    /// Where it does not end.
    pub fn crash(&self) {
        self.run("pg_ctl", &["stop", "-w", "-m", "immediate", "-D", &self.data()]);
    }

    /// Starts it after [`Self::crash`].
    ///
    /// # Panics
    /// Where it does not start.
    pub fn restart(&self) {
        let (folder, data) = (self.folder(), self.data());
        // What the operating system was given outlives a process that is killed, so no fsync is needed.
        let options = format!("-c listen_addresses= -c fsync=off -c max_connections=300 -k {folder}");
        self.run("pg_ctl", &["start", "-w", "-D", &data, "-l", &format!("{folder}/log"), "-o", &options]);
    }

    fn folder(&self) -> String {
        self.folder.path().display().to_string()
    }

    fn data(&self) -> String {
        format!("{}/data", self.folder())
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let path = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", DEBIAN_USER, "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.args(arguments).current_dir("/").stdin(Stdio::null());
        command
    }

    #[allow(clippy::expect_used)]
    fn run(&self, program: &str, arguments: &[&str]) {
        let output = self.command(program, arguments).output().expect("a program of PostgreSQL runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program} {arguments:?}: {errors}");
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        // It may be down already.
        let _ = self.command("pg_ctl", &["stop", "-w", "-m", "immediate", "-D", &self.data()]).output();
    }
}

/// The folder with the programs: Debian's newest version, or where the path leads to.
fn programs() -> Option<PathBuf> {
    let complete =
        |folder: &PathBuf| ["initdb", "pg_ctl", "createdb"].iter().all(|name| folder.join(name).exists());
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let newest = versions.filter(complete).max_by_key(|folder| version(folder));
    let on_path = || std::env::split_paths(&std::env::var_os("PATH")?).find(complete);
    newest.or_else(on_path)
}

fn version(programs: &Path) -> Option<u32> {
    programs.parent()?.file_name()?.to_str()?.parse().ok()
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}
