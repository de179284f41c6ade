//! Tests of the whole live in `it/`.
