//! kazi.
fn main() {}
