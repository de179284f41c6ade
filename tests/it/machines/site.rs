//! The processes of the test: pollers and replicas.

use std::{fmt::Write as _, fs, process::Stdio};

use tokio::process::{Child, Command};

use super::boards::{BOARDS, Boards, FLOOR};
use crate::process::{Serving, binary};

/// A configuration over `database` that polls all boards.
pub fn configuration(database: &str, boards: &Boards) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let built_in = |name: &str| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../config/").to_owned() + name;
        fs::read_to_string(path).unwrap()
    };
    let mut settings = built_in("kazi.toml");
    for (from, to) in [
        ("use = \"sled\"", format!("use = \"{database}\"")),
        ("lease = \"30s\"", "lease = \"3s\"".to_owned()),
        ("host_requests_per_minute = 20", "host_requests_per_minute = 600".to_owned()),
    ] {
        assert!(settings.contains(from), "{from}");
        settings = settings.replacen(from, &to, 1);
    }
    fs::write(folder.path().join("kazi.toml"), settings).unwrap();
    let (address, floor) = (boards.address, FLOOR.as_secs());
    let mut sources = String::new();
    for board in 0..BOARDS {
        write!(
            sources,
            "[[source]]\nid = \"board-{board}\"\nname = \"Board {board}\"\nkind = \"feed\"\n\
             url = \"http://{address}/board/{board}\"\nevery = \"{floor}s\"\nslowest = \"{floor}s\"\n\
             allow_private = true\ncloses = \"never\"\nrights = {{ may_poll = true, may_store = true, \
             may_show = true, may_index = true, floor = \"{floor}s\", read_on = \"2026-11-01\" }}\n"
        )
        .unwrap();
    }
    fs::write(folder.path().join("sources.toml"), sources).unwrap();
    folder
}

/// A `kazi poll --keep-on`.
pub struct Poller {
    child: Child,
    data: tempfile::TempDir,
}

impl Poller {
    pub fn start(configuration: &tempfile::TempDir) -> Self {
        let data = tempfile::tempdir().unwrap();
        Self { child: run(configuration, &data), data }
    }

    pub async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }

    /// What a supervisor does: one that ended, because the database was away when it started.
    pub fn start_if_ended(&mut self, configuration: &tempfile::TempDir) {
        if self.child.try_wait().unwrap().is_some() {
            self.child = run(configuration, &self.data);
        }
    }
}

fn run(configuration: &tempfile::TempDir, data: &tempfile::TempDir) -> Child {
    Command::new(binary())
        .args(["--config".as_ref(), configuration.path().as_os_str()])
        .args(["poll", "--keep-on", "--data"])
        .arg(data.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

/// A `kazi serve --no-poll`, with a copy of its own that outlives it.
pub struct Replica {
    serving: Serving,
    data: tempfile::TempDir,
}

impl Replica {
    pub async fn start(configuration: &tempfile::TempDir) -> Self {
        let data = tempfile::tempdir().unwrap();
        Self { serving: serve(configuration, &data).await, data }
    }

    /// Kills it and starts it again on what it left.
    pub async fn start_again(&mut self, configuration: &tempfile::TempDir) {
        self.serving.end().await;
        self.serving = serve(configuration, &self.data).await;
    }

    /// The titles of all leads, in the order shown.
    pub async fn titles(&self) -> Vec<String> {
        let list = self.serving.json("/api/v1/leads?limit=100&include_hidden=true").await;
        let leads = list["leads"].as_array().unwrap();
        leads.iter().map(|lead| lead["title"].as_str().unwrap().to_owned()).collect()
    }

    /// The fields of the lead with this title.
    pub async fn fields_of(&self, title: &str) -> Vec<String> {
        let list = self.serving.json("/api/v1/leads?limit=100&include_hidden=true").await;
        let leads = list["leads"].as_array().unwrap();
        let lead = leads.iter().find(|lead| lead["title"] == title).expect("the lead is there");
        let fields = lead["fields"].as_array().unwrap();
        fields.iter().map(|field| field.as_str().unwrap().to_owned()).collect()
    }

    /// The place behind the first change that is behind `since`, and whether more come.
    pub async fn first_change(&self, since: &str) -> (String, bool) {
        let page = self.serving.json(&format!("/api/v1/changes?limit=1&since={since}")).await;
        (page["next"].as_str().unwrap_or_else(|| panic!("{page:#}")).to_owned(), page["more"] == true)
    }

    pub async fn stale_since(&self) -> Option<String> {
        self.serving.header("/api/v1/leads?limit=1", "kazi-stale-since").await
    }

    pub async fn page(&self) -> String {
        self.serving.get("/en/").await.1
    }
}

async fn serve(configuration: &tempfile::TempDir, data: &tempfile::TempDir) -> Serving {
    let (configuration, data) = (configuration.path().to_str().unwrap(), data.path().to_str().unwrap());
    Serving::start(&[
        "--config",
        configuration,
        "serve",
        "--no-poll",
        "--listen",
        "127.0.0.1:0",
        "--data",
        data,
    ])
    .await
}
