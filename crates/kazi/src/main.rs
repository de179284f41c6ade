//! kazi.

#[allow(dead_code)]
mod commands;

fn main() {}
