//! A data folder, its configuration, and the board that it polls; and what was acknowledged there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines},
    net::{TcpListener, TcpStream},
    process::{Child, ChildStdout, Command},
};

use super::faults::Faults;
use crate::process::binary;

/// Two sources show the same work, so that leads are merged.
const SOURCES: u64 = 2;
/// Items that the board shows at one time.
const ITEMS: u64 = 25;
const TRADES: [&str; 5] = ["logo", "web shop", "translation", "newsletter", "timetable"];

/// A feed on loopback in which something is new, changed and gone at every poll.
pub struct Board {
    address: SocketAddr,
    pub polls: Arc<AtomicU64>,
}

impl Board {
    async fn start(items: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let board = Self { address: listener.local_addr().unwrap(), polls: Arc::default() };
        let polls = Arc::clone(&board.polls);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let polls = Arc::clone(&polls);
                tokio::spawn(async move { answer(stream, &polls, items).await });
            }
        });
        board
    }
}

async fn answer(mut stream: TcpStream, polls: &AtomicU64, items: u64) -> Option<()> {
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        asked.push(stream.read_u8().await.ok()?);
    }
    let (status, body) = match asked.strip_prefix(b"GET /feed/") {
        Some(rest) => ("200 OK", feed(rest[0], polls.fetch_add(1, Ordering::Relaxed), items)),
        None => ("404 Not Found", String::new()),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/rss+xml\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.ok()?;
    stream.write_all(body.as_bytes()).await.ok()
}

fn feed(source: u8, poll: u64, items: u64) -> String {
    let source = char::from(source);
    let mut xml = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Board</title>".to_owned();
    for item in poll..poll + items {
        let trade = TRADES[usize::try_from(item).unwrap() % TRADES.len()];
        let (pay, edit) = (100 + item, poll / 4);
        write!(
            xml,
            "<item><guid isPermaLink=\"false\">{source}-{item}</guid>\
             <title>A {trade} for client number {item}</title>\
             <link>http://127.0.0.1/{source}/{item}</link>\
             <description>Wanted: a {trade} for client number {item}, version {edit} of this text. \
             Remote, worldwide. Pays ${pay} for all of it.</description></item>"
        )
        .unwrap();
    }
    xml + "</channel></rss>"
}

/// Everything that one kazi has.
pub struct Place {
    folder: tempfile::TempDir,
    pub board: Board,
    /// What goes wrong with its disk and its clock.
    pub faults: Faults,
    /// Keys whose adding was acknowledged.
    pub keys: BTreeSet<String>,
    /// Leads that readers were shown.
    pub leads: BTreeSet<String>,
}

impl Place {
    pub async fn new() -> Self {
        Self::with(ITEMS, &[]).await
    }

    /// With so many items of each source at one time, and other settings: what `kazi.toml` says, and what it shall.
    pub async fn with(items: u64, settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let board = Board::start(items).await;
        let config = folder.path().join("config");
        fs::create_dir(&config).unwrap();
        let mut shipped =
            fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../config/kazi.toml")).unwrap();
        let quickly = ("host_requests_per_minute = 20", "host_requests_per_minute = 6000");
        for (from, to) in settings.iter().chain([&quickly]) {
            assert!(shipped.contains(from), "{from}");
            shipped = shipped.replacen(from, to, 1);
        }
        fs::write(config.join("kazi.toml"), shipped).unwrap();
        let mut sources = String::new();
        for source in 0..SOURCES {
            write!(
                sources,
                "[[source]]\nid = \"board-{source}\"\nname = \"Board {source}\"\nkind = \"feed\"\n\
                 url = \"http://{}/feed/{source}\"\nevery = \"1m\"\nslowest = \"2m\"\n\
                 allow_private = true\nrights = {{ may_poll = true, may_store = true, may_show = true, \
                 may_index = true, floor = \"1m\", read_on = \"2026-11-01\" }}\n",
                board.address
            )
            .unwrap();
        }
        fs::write(config.join("sources.toml"), sources).unwrap();
        fs::write(config.join("rate_feeds.toml"), "").unwrap();
        let (keys, leads) = (BTreeSet::new(), BTreeSet::new());
        let faults = Faults::new(folder.path().join("faults"), folder.path().join("data"));
        Self { folder, board, faults, keys, leads }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// `kazi ARGS` on this configuration, and on the data folder `data`.
    pub fn command_on(&self, data: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.arg("--config").arg(self.path("config")).args(args).env("KAZI_DATA", data);
        command.envs(self.faults.environment());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    pub fn command(&self, args: &[&str]) -> Command {
        self.command_on(&self.data(), args)
    }

    /// `kazi ARGS` where the shell's `ulimit LIMIT` holds.
    pub fn limited(&self, limit: &str, args: &[&str]) -> Command {
        let kazi = self.command(args);
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("ulimit {limit} && exec \"$0\" \"$@\""));
        shell.arg(kazi.as_std().get_program()).args(kazi.as_std().get_args());
        shell.envs(kazi.as_std().get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        shell
    }

    pub async fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().await.unwrap()
    }

    /// Everything that is there is sound, and everything that was acknowledged is there.
    pub async fn assert_whole(&self, what: &str) {
        let checked = self.run(&["check", "--json"]).await;
        assert_eq!(checked.status.code(), Some(0), "{what}: {}", told(&checked));
        let listed = told(&self.run(&["key", "list"]).await);
        for key in &self.keys {
            assert!(listed.contains(key.as_str()), "{what}: key {key} is lost:\n{listed}");
        }
    }

    /// Waits until every source was polled again.
    pub async fn until_polled(&self, before: u64) {
        for _ in 0..600 {
            if self.board.polls.load(Ordering::Relaxed) >= before + SOURCES {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("sources that are due are not polled");
    }

    /// The leads that readers see now; they must be there from now on.
    pub async fn note_leads(&mut self, kazi: &Serving) {
        let Some(leads) = kazi.get("/api/v1/leads?limit=100&include_hidden=true").await else { return };
        let leads: serde_json::Value = serde_json::from_str(&leads).unwrap();
        let ids = leads["leads"].as_array().into_iter().flatten();
        self.leads.extend(ids.filter_map(|lead| lead["id"].as_str().map(str::to_owned)));
    }

    pub async fn assert_leads(&self, kazi: &Serving, what: &str) {
        for lead in &self.leads {
            let found = kazi.get(&format!("/api/v1/leads/{lead}")).await;
            assert!(found.is_some(), "{what}: lead {lead} was shown and is lost");
        }
    }
}

pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

/// A `kazi serve`.
pub struct Serving {
    pub child: Child,
    pub base: String,
    client: reqwest::Client,
    _lines: Lines<BufReader<ChildStdout>>,
}

impl Serving {
    /// Starts it and waits until it says where it serves; else what it said when it ended.
    pub async fn start(mut command: Command) -> Result<Self, Output> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while let Some(line) = lines.next_line().await.unwrap() {
            if let Some(base) = line.strip_prefix("serving ") {
                let mut errors = child.stderr.take().unwrap();
                // Read away, or it would wait for a reader.
                tokio::spawn(async move { tokio::io::copy(&mut errors, &mut tokio::io::sink()).await });
                let client = reqwest::Client::builder().no_proxy().build().unwrap();
                let base = base.trim_end_matches('/').to_owned();
                return Ok(Self { child, base, client, _lines: lines });
            }
        }
        Err(child.wait_with_output().await.unwrap())
    }

    /// The body of a path that answers well.
    pub async fn get(&self, path: &str) -> Option<String> {
        let answer = self.client.get(format!("{}{path}", self.base)).send().await.ok()?;
        let fine = answer.status().is_success();
        let body = answer.text().await.ok()?;
        fine.then_some(body)
    }

    /// Waits until a path answers what is looked for.
    pub async fn wait_for(&self, path: &str, what: impl Fn(&str) -> bool) -> String {
        for _ in 0..600 {
            if let Some(body) = self.get(path).await
                && what(&body)
            {
                return body;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{path} never answers what is looked for");
    }

    /// Asks it to stop.
    pub async fn terminate(&self) {
        let id = self.child.id().expect("it runs").to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
    }

    /// Asks it to stop and waits until it has; its exit code.
    pub async fn stop(mut self) -> Option<i32> {
        self.terminate().await;
        self.child.wait().await.unwrap().code()
    }

    /// Where it serves, as `127.0.0.1:40000`.
    pub fn address(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// The titles of all that it shows, by id.
    pub async fn shown(&self) -> BTreeMap<String, String> {
        let list = self.get("/api/v1/leads?limit=100&include_hidden=true").await.expect("it answers");
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        let text = |lead: &serde_json::Value, key: &str| lead[key].as_str().unwrap().to_owned();
        let leads = list["leads"].as_array().unwrap().iter();
        leads.map(|lead| (text(lead, "id"), text(lead, "title"))).collect()
    }

    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }
}

pub const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];
