#![no_main]

use kazi_fetcher::Robots;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let robots = Robots::parse(bytes, "kazi");
    assert!(robots.allows("/robots.txt"));
    assert_eq!(robots.allows(""), robots.allows("/"));
});
