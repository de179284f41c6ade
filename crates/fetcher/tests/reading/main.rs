//! Reading: what comes of documents, by cases, by documents and by mutation.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cases;
mod configurations;
mod details;
mod documents;
mod encodings;
mod mutations;
mod support;
