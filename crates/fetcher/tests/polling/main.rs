//! Polling: sources, faults, robots, addresses, and a week of politeness.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod addresses;
mod configuration;
mod faults;
mod following;
mod local;
mod politeness;
mod robots;
mod server;
mod state;
mod support;
