//! A server of raw sockets: it sends exactly the bytes of a table, right or wrong.

use std::{
    collections::HashMap,
    io::Write as _,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use flate2::{Compression, write::GzEncoder};
use serde::Deserialize;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// A feed that every reader reads.
pub const FEED: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Jobs</title>\
    <link>http://feeds.example/</link><description>d</description>\
    <item><title>Logo for a bakery</title><link>http://feeds.example/1</link><guid>1</guid>\
    <description>Budget $300, two rounds of changes.</description></item>\
    <item><title>Landing page</title><link>http://feeds.example/2</link><guid>2</guid>\
    <description>Fixed price of KES 20,000.</description></item></channel></rss>";
/// A feed without items.
pub const EMPTY_FEED: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Jobs</title>\
    <link>http://feeds.example/</link><description>d</description></channel></rss>";
const LOG_IN_PAGE: &str = "<!doctype html><html><head><title>Log in</title></head><body><form action=\"/login\">\
    <input name=\"email\"><input type=\"password\" name=\"password\"><button>Log in</button></form></body></html>";

/// What is sent to one path: lines of the head, an empty one, and lines of the body.
///
/// A line that begins with `@` is made: see [`made`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    #[serde(default = "feed_path")]
    pub path: String,
    pub lines: Vec<String>,
}

fn feed_path() -> String {
    "/feed".to_owned()
}

/// A running server, and what it was asked.
pub struct Server {
    pub address: SocketAddr,
    pub requests: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Starts one. The answers of a path are sent in turn, the last one for ever; what has none is
    /// not found.
    pub async fn start(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&requests);
        let used: Arc<Mutex<HashMap<String, usize>>> = Arc::default();
        let answers = Arc::new(answers);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&answers), Arc::clone(&used), Arc::clone(&log)));
            }
        });
        Self { address, requests, task }
    }
}

async fn serve(
    mut stream: TcpStream,
    answers: Arc<Vec<Answer>>,
    used: Arc<Mutex<HashMap<String, usize>>>,
    log: Arc<Mutex<Vec<String>>>,
) {
    let Some(request) = read_request(&mut stream).await else { return };
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    log.lock().unwrap().push(request);
    let own: Vec<&Answer> = answers.iter().filter(|answer| answer.path == path).collect();
    let turn = {
        let mut used = used.lock().unwrap();
        let turn = used.entry(path).or_default();
        *turn += 1;
        *turn - 1
    };
    let missing = ["HTTP/1.1 404 Not Found".to_owned(), "Content-Length: 0".to_owned(), String::new()];
    let lines = own.get(turn.min(own.len().saturating_sub(1))).map_or(&missing[..], |answer| &answer.lines);
    let _ = send(&mut stream, lines).await;
    let _ = stream.shutdown().await;
}

async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        request.extend_from_slice(&buffer[..count]);
        if request.windows(4).any(|end| end == b"\r\n\r\n") {
            return Some(String::from_utf8_lossy(&request).into_owned());
        }
    }
}

async fn send(stream: &mut TcpStream, lines: &[String]) -> std::io::Result<()> {
    let head = lines.iter().position(String::is_empty).unwrap_or(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let Some(order) = line.strip_prefix('@') else {
            stream.write_all(line.as_bytes()).await?;
            if at <= head {
                stream.write_all(b"\r\n").await?;
            }
            continue;
        };
        match order {
            "hang" => tokio::time::sleep(Duration::from_secs(60)).await,
            "reset" => {
                reset(stream);
                return Ok(());
            }
            "drip" => loop {
                stream.write_all(b"<").await?;
                tokio::time::sleep(Duration::from_millis(20)).await;
            },
            "endless headers" => loop {
                stream.write_all("X-More: and more\r\n".repeat(400).as_bytes()).await?;
            },
            "endless body" => loop {
                stream.write_all(&[b' '; 4096]).await?;
            },
            order => stream.write_all(&made(order)).await?,
        }
        stream.flush().await?;
    }
    Ok(())
}

/// Closes with a reset rather than an end.
fn reset(stream: &TcpStream) {
    let _ = stream.set_zero_linger();
}

/// Bytes that are easier made than written: `feed`, `empty feed`, `log in`, `gzip`, `gzip cut`,
/// `bomb`, `utf-16`, `nulls`, `header 200000`, `bytes 0d 0a`, `crlf`.
fn made(order: &str) -> Vec<u8> {
    let gzip = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    match order.split_once(' ').unwrap_or((order, "")) {
        ("feed", _) => FEED.into(),
        ("empty", _) => EMPTY_FEED.into(),
        ("login", _) => LOG_IN_PAGE.into(),
        ("gzip", "") => gzip(FEED.as_bytes()),
        ("gzip", "cut") => {
            let mut bytes = gzip(FEED.as_bytes());
            bytes.truncate(bytes.len() / 2);
            bytes
        }
        ("gzip", "spoilt") => {
            let mut bytes = gzip(FEED.as_bytes());
            let last = bytes.len() - 6;
            bytes[last] ^= 0xff;
            bytes
        }
        ("gzip", "twice") => gzip(&gzip(FEED.as_bytes())),
        ("bomb", _) => gzip(&vec![b' '; 8 << 20]),
        ("chunk", _) => format!("{:x}\r\n{FEED}\r\n", FEED.len()).into(),
        ("utf-16", _) => {
            let text = FEED.replace("utf-8", "utf-16");
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        }
        ("bom", _) => [b"\xef\xbb\xbf", FEED.as_bytes()].concat(),
        ("nulls", _) => FEED.replace("bakery", "ba\0kery").into(),
        ("latin", _) => FEED.replace("utf-8", "iso-8859-1").replace("bakery", "caf\u{1}").into_bytes(),
        ("header", length) => format!("X-Long: {}\r\n", "x".repeat(length.parse().unwrap())).into(),
        ("headers", count) => {
            (0..count.parse().unwrap()).map(|n| format!("X-{n}: y\r\n")).collect::<String>().into()
        }
        ("spaces", count) => vec![b' '; count.parse().unwrap()],
        ("bytes", hex) => hex.split(' ').map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect(),
        ("deep", _) => format!("<rss><channel>{}", "<item>".repeat(200_000)).into(),
        (other, _) => panic!("no such bytes: {other}"),
    }
}
