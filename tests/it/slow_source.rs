//! One source that drips delays no other, and nobody who reads; nor do exchange rates that are late.

use std::{fs, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

use crate::process::Serving;

/// Far less than kazi waits for a source that drips.
const WAIT_MAX: Duration = Duration::from_secs(60);

const FEED: &str = "<rss version=\"2.0\"><channel><title>Board</title><item><guid>1</guid>\
    <title>Logo for a bakery</title><link>https://board.example/1</link>\
    <description>Two colours, as a drawing. Pays $200 for all of it.</description></item></channel></rss>";

/// The bank that gives rates, as pages name it.
const BANK: &str = "Bank of Kakuma";
/// Of 10 August 2026, two days after those that come with kazi.
const RATES: &str = r#"{ "time_last_update_unix": 1786320000, "rates": { "USD": 1, "KES": 200 } }"#;

/// A host whose `/quick` answers at once, and whose `/slow` never comes to an end; its `/rates` wait for `released`.
async fn serve_host(at: &str, released: Arc<Semaphore>) -> SocketAddr {
    let listener = TcpListener::bind(at).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, Arc::clone(&released)));
        }
    });
    address
}

async fn answer(mut stream: TcpStream, released: Arc<Semaphore>) -> std::io::Result<()> {
    let mut lines = BufReader::new(&mut stream).lines();
    let asked = lines.next_line().await?.unwrap_or_default();
    while lines.next_line().await?.is_some_and(|line| !line.is_empty()) {}
    if asked.contains("/quick") {
        return stream.write_all(answer_of(FEED).as_bytes()).await;
    }
    if asked.contains("/rates") {
        let _released = released.acquire().await;
        return stream.write_all(answer_of(RATES).as_bytes()).await;
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

fn answer_of(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn source(host: SocketAddr, id: &str, name: &str, kind: &str) -> String {
    format!(
        "[[source]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"{kind}\"\nurl = \"http://{host}/{id}\"\n\
         every = \"1h\"\nallow_private = true\nrights = {{ may_poll = true, may_store = true, \
         may_show = true, may_index = true, floor = \"1h\", read_on = \"2026-11-01\" }}\n"
    )
}

/// Asks again and again until a page says it.
async fn until_said(kazi: &Serving, path: &str, said: impl Fn(u16, &str) -> bool) -> String {
    let asks = async {
        loop {
            let (status, body) = kazi.get(path).await;
            if said(status, &body) {
                return body;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(WAIT_MAX, asks).await.unwrap_or_else(|_| panic!("{path} does not say it"))
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_are_served_while_a_source_drips_and_a_stop_does_not_wait_for_it() {
    let released = Arc::new(Semaphore::new(0));
    let board = serve_host("127.0.0.1:0", Arc::clone(&released)).await;
    // Another host, for of one only so many things are asked at once.
    let bank = serve_host("127.0.0.2:0", Arc::clone(&released)).await;
    let (configuration, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let write = |name: &str, text: String| fs::write(configuration.path().join(name), text).unwrap();
    write("sources.toml", source(board, "slow", "Board", "feed") + &source(board, "quick", "Board", "feed"));
    write("rate_feeds.toml", source(bank, "rates", BANK, "json") + "mapping = { items = \"$\" }\n");
    let [configuration, data] = [&configuration, &data].map(|folder| folder.path().to_str().unwrap());
    let kazi =
        Serving::start(&["--config", configuration, "serve", "--listen", "127.0.0.1:0", "--data", data])
            .await;
    let ready = until_said(&kazi, "/readyz", |status, _| status == 200).await;
    let ready: serde_json::Value = serde_json::from_str(&ready).unwrap();
    assert_eq!((&ready["leads"], &ready["polled"], &ready["sources"]), (&1.into(), &1.into(), &2.into()));

    // Nor for rates: until they come, figures are by those at hand. No poll ends meanwhile.
    let list = kazi.json("/api/v1/leads").await;
    let lead = format!("/en/leads/{}?currency=KES", list["leads"][0]["id"].as_str().unwrap());
    let (_, page) = kazi.get(&lead).await;
    assert!(page.contains("KES") && !page.contains(BANK), "{page}");
    released.add_permits(1);
    until_said(&kazi, &lead, |_, page| page.contains(BANK)).await;

    let (code, _) =
        tokio::time::timeout(WAIT_MAX, kazi.stop()).await.expect("the slow source hears of the stop");
    assert_eq!(code, Some(0));
}
