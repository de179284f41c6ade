//! Tests of the whole, by feature.

mod commands;
mod demo;
mod imports;
mod process;
