//! Polling: sources, faults, robots, addresses, and a week of politeness.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod configuration;
mod faults;
mod politeness;
mod robots;
mod server;
mod state;
mod support;
