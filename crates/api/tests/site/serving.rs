//! Connections, over real sockets: who keeps the server waiting is cut off, and nobody else.

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{Router, body::Body, routing::get};
use futures_util::stream;
use kazi_api::Limits;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

/// Longer than any of these tests takes, so that only a server that never answers runs into it.
const LONG: Duration = Duration::from_secs(60);
/// More than the kernel keeps for a client that takes nothing.
const LARGE_BYTES: usize = 64 * 1024 * 1024;

async fn serving(limits: Limits) -> (SocketAddr, CancellationToken, JoinHandle<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let site = Router::new()
        .route("/", get(async || "here"))
        .route("/large", get(async || Body::from(vec![b'x'; LARGE_BYTES])))
        .route(
            "/slow",
            get(async || {
                tokio::time::sleep(Duration::from_millis(300)).await;
                "late"
            }),
        )
        .route("/events", get(async || Body::from_stream(stream::unfold(0, told))));
    let stop = CancellationToken::new();
    (address, stop.clone(), tokio::spawn(kazi_api::serve(listener, site, limits, [].into(), stop)))
}

/// Events over half a second.
async fn told(before: usize) -> Option<(Result<String, Infallible>, usize)> {
    tokio::time::sleep(Duration::from_millis(100)).await;
    (before < 5).then(|| (Ok(format!("event {before}")), before + 1))
}

async fn connect(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).await.expect("a connection")
}

/// What comes until the server ends the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let ended = tokio::time::timeout(LONG, stream.read_to_end(&mut bytes)).await.expect("it ends in time");
    // A connection that is reset has ended too.
    let _ = ended;
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn ask(address: SocketAddr, path: &str) -> String {
    let mut stream = connect(address).await;
    let request = format!("GET {path} HTTP/1.1\r\nhost: kazi.example\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("it is sent");
    rest(&mut stream).await
}

fn impatient() -> Limits {
    let soon = Duration::from_millis(100);
    Limits { asked_within: soon, taken_within: soon, ..Limits::default() }
}

#[tokio::test]
async fn a_request_that_never_ends_is_cut_off() {
    let (address, _stop, _serving) = serving(impatient()).await;
    let mut silent = connect(address).await;
    let mut slow = connect(address).await;
    slow.write_all(b"GET / HTTP/1.1\r\nhost: kazi.example\r\nx-slow: ").await.expect("it is sent");
    let mut kept = connect(address).await;
    kept.write_all(b"GET / HTTP/1.1\r\nhost: kazi.example\r\n\r\n").await.expect("it is sent");
    for stream in [&mut silent, &mut slow] {
        assert!(!rest(stream).await.contains("200 OK"));
    }
    let answer = rest(&mut kept).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("here"), "{answer}");
    assert!(ask(address, "/").await.ends_with("here"), "others are answered");
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_cut_off() {
    let (address, stop, serving) = serving(impatient()).await;
    let mut stream = connect(address).await;
    stream.write_all(b"GET /large HTTP/1.1\r\nhost: kazi.example\r\n\r\n").await.expect("it is sent");
    stop.cancel();
    let drained = tokio::time::timeout(LONG, serving).await.expect("it ends in time").expect("it ends well");
    assert!(drained, "the connection was given up before the answer's own time");
    assert!(rest(&mut stream).await.len() < LARGE_BYTES);
}

#[tokio::test]
async fn a_connection_ends_when_it_is_old() {
    let limits = Limits { connected_for: Duration::from_millis(200), ..Limits::default() };
    let (address, _stop, _serving) = serving(limits).await;
    let mut kept = connect(address).await;
    let (mut answers, mut bytes) = (0, [0; 1024]);
    let asks = async {
        loop {
            let sent = kept.write_all(b"GET / HTTP/1.1\r\nhost: kazi.example\r\n\r\n").await;
            match (sent, kept.read(&mut bytes).await) {
                (Ok(()), Ok(1..)) => answers += 1,
                _ => break,
            }
        }
    };
    tokio::time::timeout(LONG, asks).await.expect("it ends, however often it asks");
    assert!(answers > 0);
}

#[tokio::test]
async fn an_old_connection_has_its_last_answer_whole() {
    let limits = Limits { connected_for: Duration::from_millis(250), ..Limits::default() };
    let (address, _stop, _serving) = serving(limits).await;
    for (path, end) in [("/slow", "late"), ("/events", "event 4\r\n0\r\n\r\n")] {
        let mut stream = connect(address).await;
        let request = format!("GET {path} HTTP/1.1\r\nhost: kazi.example\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("it is sent");
        let answer = rest(&mut stream).await;
        assert!(answer.ends_with(end), "{answer}");
    }
}

#[tokio::test]
async fn no_answer_keeps_an_old_connection_for_ever() {
    let soon = Duration::from_millis(100);
    let limits = Limits { connected_for: soon, followed_for: soon, answer_within: soon, ..Limits::default() };
    let (address, _stop, _serving) = serving(Limits { connections_max: 1, ..limits }).await;
    let mut takes_nothing = connect(address).await;
    takes_nothing.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("it is sent");
    let other = tokio::time::timeout(limits.taken_within / 2, ask(address, "/"))
        .await
        .expect("another gets its place soon");
    assert!(other.ends_with("here"), "{other}");
}

#[tokio::test]
async fn a_head_of_too_many_lines_or_bytes_is_refused() {
    let (address, _stop, _serving) = serving(Limits::default()).await;
    for head in ["x: y\r\n".repeat(200), format!("x: {}\r\n", "y".repeat(100_000))] {
        let mut stream = connect(address).await;
        let request = format!("GET / HTTP/1.1\r\nhost: kazi.example\r\n{head}\r\n");
        // The server may have ended the connection before all is sent.
        let _ = stream.write_all(request.as_bytes()).await;
        let answer = rest(&mut stream).await;
        assert!(!answer.contains("200 OK"), "{answer}");
    }
}

#[tokio::test]
async fn two_lengths_are_no_request() {
    let (address, _stop, _serving) = serving(Limits::default()).await;
    let smuggled = [
        "content-length: 5\r\ncontent-length: 6\r\n\r\nhello",
        "content-length: 5, 6\r\n\r\nhello",
        "transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "transfer-encoding : chunked\r\n\r\n0\r\n\r\n",
    ];
    for rest_of in smuggled {
        let mut stream = connect(address).await;
        let request =
            format!("POST / HTTP/1.1\r\nhost: kazi.example\r\n{rest_of}GET / HTTP/1.1\r\nhost: x\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("it is sent");
        let answer = rest(&mut stream).await;
        assert!(!answer.contains("200 OK"), "{rest_of:?}: {answer}");
    }
}

#[tokio::test]
async fn those_above_the_most_connections_wait() {
    let (address, _stop, _serving) = serving(Limits { connections_max: 1, ..impatient() }).await;
    let _silent = connect(address).await;
    assert!(ask(address, "/").await.ends_with("here"), "the silent one was cut off for it");
}

#[tokio::test]
async fn one_client_leaves_room_for_others() {
    let (address, _stop, _serving) = serving(Limits { connections_max: 4, ..Limits::default() }).await;
    let _silent = [connect(address).await, connect(address).await];
    let refused = rest(&mut connect(address).await).await;
    assert!(refused.starts_with("HTTP/1.1 503 ") && refused.contains("Too many connections"), "{refused}");
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind("127.0.0.2:0".parse().expect("an address")).expect("all of 127.0.0.0/8 is this machine");
    let mut other = socket.connect(address).await.expect("a connection");
    other.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.expect("it is sent");
    assert!(rest(&mut other).await.ends_with("here"));
}

#[tokio::test]
async fn running_answers_are_finished_when_it_stops() {
    let (address, stop, serving) = serving(Limits::default()).await;
    let mut stream = connect(address).await;
    stream.write_all(b"GET /slow HTTP/1.1\r\nhost: kazi.example\r\n\r\n").await.expect("it is sent");
    // The answer to another request says that this one was taken before it.
    assert!(ask(address, "/").await.ends_with("here"));
    stop.cancel();
    assert!(rest(&mut stream).await.ends_with("late"));
    assert!(tokio::time::timeout(LONG, serving).await.expect("in time").expect("well"));
}
