//! One source that drips delays no other, and nobody who reads.

use std::{fs, time::Duration};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::process::Serving;

/// Far less than kazi waits for a source that drips.
const WAIT_MAX: Duration = Duration::from_secs(60);

const FEED: &str = "<rss version=\"2.0\"><channel><title>Board</title><item><guid>1</guid>\
    <title>Logo for a bakery</title><link>https://board.example/1</link>\
    <description>Two colours, as a drawing. Pays $200 for all of it.</description></item></channel></rss>";

/// A board whose `/quick` answers at once, and whose `/slow` never comes to an end.
async fn serve_board() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    address
}

async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut lines = BufReader::new(&mut stream).lines();
    let asked = lines.next_line().await?.unwrap_or_default();
    while lines.next_line().await?.is_some_and(|line| !line.is_empty()) {}
    if asked.contains("/quick") {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", FEED.len());
        return stream.write_all((head + FEED).as_bytes()).await;
    }
    if !asked.contains("/slow") {
        return stream
            .write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .await;
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n").await?;
    loop {
        stream.write_all(b" ").await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_are_served_while_a_source_drips_and_a_stop_does_not_wait_for_it() {
    let board = serve_board().await;
    let (configuration, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let source = |id: &str| {
        format!(
            "[[source]]\nid = \"{id}\"\nname = \"Board\"\nkind = \"feed\"\nurl = \"http://{board}/{id}\"\n\
             every = \"1h\"\nallow_private = true\nrights = {{ may_poll = true, may_store = true, \
             may_show = true, may_index = true, floor = \"1h\", read_on = \"2026-11-01\" }}\n"
        )
    };
    fs::write(configuration.path().join("sources.toml"), source("slow") + &source("quick")).unwrap();
    fs::write(configuration.path().join("rate_feeds.toml"), "").unwrap();
    let [configuration, data] = [&configuration, &data].map(|folder| folder.path().to_str().unwrap());
    let kazi =
        Serving::start(&["--config", configuration, "serve", "--listen", "127.0.0.1:0", "--data", data])
            .await;
    let ready = async {
        loop {
            let (status, body) = kazi.get("/readyz").await;
            if status == 200 {
                return body;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let ready = tokio::time::timeout(WAIT_MAX, ready).await.expect("the quick source has a lead to show");
    let ready: serde_json::Value = serde_json::from_str(&ready).unwrap();
    assert_eq!((&ready["leads"], &ready["polled"], &ready["sources"]), (&1.into(), &1.into(), &2.into()));
    let (code, _) =
        tokio::time::timeout(WAIT_MAX, kazi.stop()).await.expect("the slow source hears of the stop");
    assert_eq!(code, Some(0));
}
