//! Runs the real binary.

use std::{path::PathBuf, process::Stdio};

use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// The binary beside the one that runs these tests.
pub fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    let path = test.ancestors().nth(2).expect("tests run from target/debug/deps").join("kazi");
    assert!(path.exists(), "{} is not there: run `cargo build -p kazi` first", path.display());
    path
}

/// A `kazi` that serves.
pub struct Serving {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    /// Everything it printed before it served.
    pub printed: String,
    /// Such as `http://127.0.0.1:40000`.
    pub base: String,
    client: reqwest::Client,
}

impl Serving {
    /// Starts `kazi ARGS` and waits until it says where it serves.
    pub async fn start(args: &[&str]) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut child = Command::new(binary())
            .args(args)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(child.stdout.take().expect("standard output is piped")).lines();
        let mut printed = String::new();
        while let Some(line) = lines.next_line().await.expect("standard output is text") {
            if let Some(base) = line.strip_prefix("serving ") {
                let base = base.trim_end_matches('/').to_owned();
                let client = reqwest::Client::builder().no_proxy().build().expect("a client");
                return Self { child, lines, printed, base, client };
            }
            printed.push_str(&line);
            printed.push('\n');
        }
        panic!("it ended before it served; it printed:\n{printed}");
    }

    /// The next line that it prints.
    pub async fn next_line(&mut self) -> String {
        let line = self.lines.next_line().await.expect("standard output is text");
        line.expect("it prints a further line")
    }

    /// The status and body of a path.
    pub async fn get(&self, path: &str) -> (u16, String) {
        let answer = self.client.get(format!("{}{path}", self.base)).send().await.expect("an answer");
        (answer.status().as_u16(), answer.text().await.expect("a body"))
    }

    /// The JSON of a path that answers 200.
    pub async fn json(&self, path: &str) -> serde_json::Value {
        let (status, body) = self.get(path).await;
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap_or_else(|error| panic!("{path}: {error}: {body}"))
    }

    /// A header of the answer to a path.
    pub async fn header(&self, path: &str, name: &str) -> Option<String> {
        let answer = self.client.get(format!("{}{path}", self.base)).send().await.expect("an answer");
        Some(answer.headers().get(name)?.to_str().expect("a header of text").to_owned())
    }

    /// Ends it at once, as a power cut would.
    pub async fn end(&mut self) {
        self.child.kill().await.expect("it can be killed");
    }

    /// Ends it at once, for good.
    pub async fn kill(mut self) {
        self.end().await;
    }

    /// Asks it to stop and waits for it; its exit code and what else it printed.
    pub async fn stop(mut self) -> (Option<i32>, String) {
        let id = self.child.id().expect("it runs").to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().await.expect("kill runs");
        assert!(asked.success());
        let mut rest = String::new();
        while let Some(line) = self.lines.next_line().await.expect("standard output is text") {
            rest.push_str(&line);
            rest.push('\n');
        }
        (self.child.wait().await.expect("it ends").code(), rest)
    }
}
