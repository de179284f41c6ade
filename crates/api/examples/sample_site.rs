//! Serves a few made-up leads on loopback, to look at pages without a poll.

#[allow(dead_code)]
#[path = "../tests/site/sample.rs"]
mod sample;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = sample::site(sample::leads()).await;
    let (limits, proxies, stop) = (app.limits, app.proxies.clone(), app.stop.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:7979").await?;
    kazi_api::serve(listener, kazi_api::Site::new(app), limits, proxies, stop).await;
    Ok(())
}
