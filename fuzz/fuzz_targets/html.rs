#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kazi_fuzz::read(kazi_fetcher::Kind::Html, bytes));
