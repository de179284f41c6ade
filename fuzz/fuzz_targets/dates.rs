#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let item = [b"<rss><item><title>t</title><pubDate>", bytes, b"</pubDate></item></rss>"].concat();
    kazi_fuzz::read(kazi_fetcher::Kind::Feed, &item);
});
