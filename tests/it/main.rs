//! Tests of the whole, by feature.

#![allow(clippy::unwrap_used)] // a test ends where something is not as it must be

mod commands;
mod demo;
mod desk;
mod durability;
mod imports;
mod log;
mod machines;
mod one_list;
mod packaging;
mod process;
mod slow_source;
mod sums;
