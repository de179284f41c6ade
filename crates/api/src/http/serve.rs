//! Connections: how many, how long each may keep its server waiting, and how old it may become.

use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{body::Body, extract::ConnectInfo, http::Request, response::Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use ipnet::IpNet;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_io_timeout::TimeoutStream;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::{Service, ServiceExt};

use super::Shares;
use crate::Limits;

/// After a connection could not be taken, because there are no descriptors left, say.
const ACCEPT_AGAIN_AFTER: Duration = Duration::from_millis(200);
/// More lines than that no honest request has in its head.
const HEAD_LINES_MAX: usize = 64;
const HEAD_BYTES_MAX: usize = 32 * 1024;

/// What a client is told that holds as many connections as one may.
const ENOUGH: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n\
    Too many connections of one address: end some of them.\n";

/// Serves until `stop`, then lets running answers finish as long as an answer may take; whether all did.
///
/// A client that sends its request too slowly, or does not take its answer, is cut off, and every connection
/// ends when it is old. Those above the most connections wait until another ends. None but the trusted
/// `proxies`, which connect for many, holds more than half of them.
pub async fn serve<S>(
    listener: TcpListener,
    site: S,
    limits: Limits,
    proxies: Arc<[IpNet]>,
    stop: CancellationToken,
) -> bool
where
    S: Service<Request<Body>, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static,
{
    let places = Arc::new(Semaphore::new(limits.connections_max));
    let shares = Shares::of(limits.connections_max);
    let running = TaskTracker::new();
    loop {
        let place = tokio::select! {
            () = stop.cancelled() => break,
            // It never closes, so there is always a place in the end.
            place = Arc::clone(&places).acquire_owned() => place.ok(),
        };
        let (stream, peer) = tokio::select! {
            () = stop.cancelled() => break,
            taken = take(&listener) => taken,
        };
        let address = peer.ip().to_canonical();
        let share = shares.take(address);
        if share.is_none() && !proxies.iter().any(|proxy| proxy.contains(&address)) {
            // Nobody waits for a client that does not take it.
            let _ = stream.try_write(ENOUGH);
            continue;
        }
        let connection = connect(stream, peer, site.clone(), limits, stop.clone());
        running.spawn(async move {
            connection.await;
            drop((place, share));
        });
    }
    // Nobody is to connect to what answers no more.
    drop(listener);
    running.close();
    timeout(limits.answer_within, running.wait()).await.is_ok()
}

async fn take(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(taken) => return taken,
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                sleep(ACCEPT_AGAIN_AFTER).await;
            }
        }
    }
}

fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Serves one connection until it is old or the process ends; then its answer under way is the last one, and
/// may take as long as the longest.
async fn connect<S>(stream: TcpStream, peer: SocketAddr, site: S, limits: Limits, stop: CancellationToken)
where
    S: Service<Request<Body>, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static,
{
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.taken_within));
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        site.clone().oneshot(request.map(Body::new))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.asked_within)
        .max_headers(HEAD_LINES_MAX)
        .max_header_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let mut connection = pin!(connection);
    // Clients go away as they please: how a connection ends is no event.
    tokio::select! {
        biased;
        _ = connection.as_mut() => return,
        () = stop.cancelled() => {}
        () = sleep(limits.connected_for) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(limits.answer_within + limits.followed_for, connection).await;
}
