//! Polling beside a bare reqwest loop over the same addresses, in turn: `cargo bench -p kazi-fetcher`.
//!
//! A server on another thread answers 2,000 addresses with 30 KB of feed in gzip, or "not modified".
//! What is measured ends before reading: robots.txt, limits, address checks, conditional requests
//! and the state of each source are in it.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a benchmark")]

use std::{
    io::Write as _,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use flate2::{Compression, write::GzEncoder};
use jiff::{SignedDuration, Timestamp};
use kazi_fetcher::{
    Clock, Fetched, Fetcher, FetcherOptions, Source, SourceState,
    net::HostLimits,
    source::{Secrets, SourcesConfig, check_sources},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::Instant,
};

const ADDRESSES: usize = 2_000;
const AT_ONCE: usize = 64;
const ROUNDS: usize = 5;

fn main() {
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let address = serve();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for conditional in [false, true] {
            let (mut bare, mut polled) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                bare.push(bare_loop(address, conditional).await);
                polled.push(polling(address, conditional).await);
            }
            let (bare, polled) = (median(bare), median(polled));
            let name = if conditional { "304" } else { "200" };
            println!("{name}: {polled:.0} polls a second, {bare:.0} by bare reqwest: {:.2}", polled / bare);
        }
    });
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

fn rate(since: Instant) -> f64 {
    f64::from(u32::try_from(ADDRESSES).unwrap()) / since.elapsed().as_secs_f64()
}

async fn bare_loop(address: SocketAddr, conditional: bool) -> f64 {
    let client = reqwest::Client::builder().gzip(true).no_proxy().user_agent("bench/1").build().unwrap();
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let (client, next) = (client.clone(), Arc::clone(&next));
        tasks.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= ADDRESSES {
                    return;
                }
                let mut request = client.get(format!("http://{address}/feed/{number}"));
                if conditional {
                    request = request.header("If-None-Match", "\"1\"");
                }
                let response = request.send().await.unwrap();
                assert_eq!(response.status() == 304, conditional);
                assert_eq!(response.bytes().await.unwrap().is_empty(), conditional);
            }
        });
    }
    while tasks.join_next().await.is_some() {}
    rate(start)
}

struct Later(AtomicUsize);

impl Clock for Later {
    fn now(&self) -> Timestamp {
        let seconds = self.0.load(Ordering::Relaxed);
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(i64::try_from(seconds).unwrap())
    }
}

async fn polling(address: SocketAddr, conditional: bool) -> f64 {
    let clock = Arc::new(Later(AtomicUsize::new(1_800_000_000)));
    let options = FetcherOptions {
        host: HostLimits {
            gap: Duration::from_nanos(1),
            burst: 1_000_000.try_into().unwrap(),
            concurrency: 64,
            ..HostLimits::default()
        },
        ..FetcherOptions::new("1", "https://example.org", Arc::clone(&clock) as _)
    };
    let fetcher = Arc::new(Fetcher::new(options).unwrap());
    let sources = Arc::new(sources(address));
    let mut states = vec![SourceState::default(); ADDRESSES];
    if conditional {
        (_, states) = round(&fetcher, &sources, states).await;
        clock.0.fetch_add(100_000, Ordering::Relaxed);
    }
    let (rate, _) = round(&fetcher, &sources, states).await;
    rate
}

async fn round(
    fetcher: &Arc<Fetcher>,
    sources: &Arc<Vec<Arc<Source>>>,
    states: Vec<SourceState>,
) -> (f64, Vec<SourceState>) {
    let start = Instant::now();
    let share = ADDRESSES.div_ceil(AT_ONCE);
    let mut tasks = tokio::task::JoinSet::new();
    for (part, states) in states.chunks(share).enumerate() {
        let (fetcher, sources, mut states) = (Arc::clone(fetcher), Arc::clone(sources), states.to_vec());
        tasks.spawn(async move {
            for (at, state) in states.iter_mut().enumerate() {
                let conditional = state.validators.is_some();
                let fetched = fetcher.fetch(&sources[part * share + at], state).await.unwrap();
                assert_eq!(matches!(fetched, Fetched::Unchanged), conditional, "{fetched:?}");
            }
            (part, states)
        });
    }
    let mut parts = tasks.join_all().await;
    let rate = rate(start);
    parts.sort_by_key(|(part, _)| *part);
    (rate, parts.into_iter().flat_map(|(_, states)| states).collect())
}

fn sources(address: SocketAddr) -> Vec<Arc<Source>> {
    let table = |number| {
        format!(
            "[[source]]\nid = \"s{number}\"\nname = \"S\"\nkind = \"feed\"\nurl = \"http://{address}/feed/{number}\"\n\
             allow_private = true\n[source.rights]\nmay_poll = true\nmay_store = true\nmay_show = true\n\
             may_index = true\nfloor = \"1h\"\nread_on = \"2026-11-01\"\n"
        )
    };
    let config: SourcesConfig = toml::from_str(&(0..ADDRESSES).map(table).collect::<String>()).unwrap();
    let (sources, problems) = check_sources(config, &Secrets::none());
    assert!(problems.is_empty(), "{problems:?}");
    sources.into_iter().map(Arc::new).collect()
}

/// Starts the server, on a thread of its own.
fn serve() -> SocketAddr {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            let full = Arc::new(answer());
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer_all(stream, Arc::clone(&full)));
            }
        });
    });
    told.recv().unwrap()
}

/// 30 KB of text of which no part repeats too well, in gzip.
fn answer() -> Vec<u8> {
    let mut feed = String::from("<rss version=\"2.0\"><channel><title>t</title>");
    let mut number = 1_u64;
    while feed.len() < 30_000 {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        feed += &format!(
            "<item><title>Work {number}</title><description>Some text of the kind that feeds have</description></item>"
        );
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(feed.as_bytes()).unwrap();
    let body = encoder.finish().unwrap();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: \"1\"\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), &body].concat()
}

async fn answer_all(mut stream: TcpStream, full: Arc<Vec<u8>>) {
    stream.set_nodelay(true).unwrap();
    let mut buffer = vec![0; 8192];
    let mut filled = 0;
    while let Ok(count @ 1..) = stream.read(&mut buffer[filled..]).await {
        filled += count;
        let request = buffer[..filled].to_ascii_lowercase();
        if !request.ends_with(b"\r\n\r\n") {
            continue;
        }
        filled = 0;
        let has = |text: &[u8]| request.windows(text.len()).any(|part| part == text);
        let answer: &[u8] = if has(b"get /robots.txt") {
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        } else if has(b"if-none-match") {
            b"HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"
        } else {
            &full
        };
        if stream.write_all(answer).await.is_err() {
            return;
        }
    }
}
