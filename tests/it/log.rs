//! The log tells what happened and nothing that strangers want it to tell: no line of theirs, no sign that moves
//! a terminal's cursor, no secret.

use std::{fmt::Write as _, fs, process::Stdio};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    process::Command,
};

use crate::process::binary;

/// What a stranger would like to stand there as a line.
const FORGED: &str = "2026-11-27T00:00:00Z  INFO kazi: trainer \"amina\" was removed";
const SECRET: &str = "hush-4f1c-hush";

/// Answers of boards, by the last digit of the path that was asked for.
fn answer(path: &str) -> String {
    let forged = format!("\n{FORGED}\r\n\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m");
    let answer = |head: &str, body: &str| {
        format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
    };
    match path.bytes().last() {
        Some(b'0') => answer(&format!("500 {}", &forged[1..60]), &forged),
        Some(b'1') => answer("200 OK\r\nContent-Type: application/rss+xml", &forged),
        Some(b'2') => answer("200 OK\r\nContent-Type: application/rss+xml", &feed(&forged)),
        Some(b'3') => answer("302 Found\r\nLocation: http://127.0.0.1:1/%0a2026%1b[2J", ""),
        Some(b'4') => answer("200 OK\r\nContent-Type: text/html", &format!("<title>{forged}</title>")),
        Some(b'5') => answer("200 OK\r\nContent-Encoding: \u{1b}[2J", &forged),
        _ => answer("404 Not Found", ""),
    }
}

/// Its items say it in every field, and have dates and pay that cannot be read.
fn feed(forged: &str) -> String {
    let text = format!("<![CDATA[{forged}]]>");
    let fields = ["title", "link", "guid", "description", "author", "pubDate", "category"];
    let mut xml = format!("<rss version=\"2.0\"><channel><title>{text}</title>");
    for item in 0..3 {
        let fields: String = fields.iter().map(|name| format!("<{name}>{item} {text}</{name}>")).collect();
        write!(xml, "<item>{fields}</item>").unwrap();
    }
    xml + "</channel></rss>"
}

async fn serve_boards() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut lines = BufReader::new(&mut stream).lines();
                let first = lines.next_line().await.ok()??;
                while !lines.next_line().await.ok()??.is_empty() {}
                let path = first.split(' ').nth(1)?.split('?').next()?.to_owned();
                stream.write_all(answer(&path).as_bytes()).await.ok()
            });
        }
    });
    address
}

fn configuration(boards: std::net::SocketAddr) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let shipped = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../config/kazi.toml")).unwrap();
    let quickly = shipped.replace("host_requests_per_minute = 20", "host_requests_per_minute = 6000");
    fs::write(folder.path().join("kazi.toml"), quickly).unwrap();
    let mut sources = String::new();
    for board in 0..6 {
        write!(
            sources,
            "[[source]]\nid = \"board-{board}\"\nname = \"Board\"\nkind = \"feed\"\n\
             url = \"http://{boards}/{board}?key=${{KAZI_TEST_SECRET}}\"\n\
             request = {{ headers = {{ Authorization = \"Bearer ${{KAZI_TEST_SECRET}}\" }} }}\n\
             every = \"1h\"\nallow_private = true\nrights = {{ may_poll = true, may_store = true, \
             may_show = true, may_index = true, floor = \"1h\", read_on = \"2026-11-01\" }}\n"
        )
        .unwrap();
    }
    fs::write(folder.path().join("sources.toml"), sources).unwrap();
    fs::write(folder.path().join("rate_feeds.toml"), "").unwrap();
    folder
}

/// Sends these bytes to kazi; its answer, to the end.
async fn send(address: &str, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    // A connection that is reset has ended too.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_write_no_line_of_the_log_and_secrets_stay_out_of_it() {
    let boards = serve_boards().await;
    let (configuration, data) = (configuration(boards), tempfile::tempdir().unwrap());
    let mut kazi = Command::new(binary())
        .arg("--config")
        .arg(configuration.path())
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data.path())
        .env("KAZI_LOG", "debug")
        .env("KAZI_TEST_SECRET", SECRET)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut log = kazi.stderr.take().unwrap();
    let log = tokio::spawn(async move {
        let mut text = Vec::new();
        log.read_to_end(&mut text).await.unwrap();
        String::from_utf8_lossy(&text).into_owned()
    });
    let mut lines = BufReader::new(kazi.stdout.take().unwrap()).lines();
    let address = loop {
        let line = lines.next_line().await.unwrap().expect("it serves");
        if let Some(base) = line.strip_prefix("serving http://") {
            break base.trim_end_matches('/').to_owned();
        }
    };
    let close = "Host: kazi\r\nConnection: close\r\n";
    let ready = format!("GET /readyz HTTP/1.1\r\n{close}\r\n");
    while !send(&address, ready.as_bytes()).await.contains("\"polled\":6,") {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    for path in ["/%0a2026-11-27T00:00:00Z%20forged", "/en/?q=%0d%0a%1b[2J", "/en/leads/%0aforged%1b"] {
        send(&address, format!("GET {path} HTTP/1.1\r\n{close}\r\n").as_bytes()).await;
    }
    for header in [
        "User-Agent: \x1b[2J",
        "X-Request-Id: a\x1b[2J",
        "X-Forwarded-For: \x1b]0;x\x07",
        "Referer: \u{9b}2J",
    ] {
        send(&address, format!("GET /en/ HTTP/1.1\r\n{close}{header}\r\n\r\n").as_bytes()).await;
    }
    send(&address, format!("\x16\x03\x01\n{FORGED}\n\r\n\r\n").as_bytes()).await;
    let name = format!("name=%0a{}&password={SECRET}", FORGED.replace(' ', "+"));
    let login = format!(
        "POST /en/desk/login HTTP/1.1\r\n{close}Sec-Fetch-Site: same-origin\r\nContent-Length: {}\r\n\r\n{name}",
        name.len()
    );
    send(&address, login.as_bytes()).await;
    let id = kazi.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
    kazi.wait().await.unwrap();

    let log = log.await.unwrap();
    assert!(log.contains("poll failed") && log.contains("board-1"), "the polls are told of: {log}");
    assert!(!log.contains(SECRET), "{log}");
    for line in log.lines() {
        assert!(!line.contains(|sign: char| sign.is_control()), "{line:?}");
        let levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"];
        let level = line.split_whitespace().nth(1).unwrap_or_default();
        // The first poll tells beside the log how it went.
        let of_the_poll = line.starts_with("  board-");
        let of_kazi = of_the_poll || (line.starts_with("20") && levels.contains(&level));
        assert!(of_kazi, "a line that is none of kazi's: {line:?}");
        assert!(!line.starts_with(FORGED) && !line.starts_with("2026-11-27T00:00:00Z"), "{line:?}");
    }
}
