#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| kazi_fuzz::judge(text));
