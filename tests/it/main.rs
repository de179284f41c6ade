//! Tests of the whole, by feature.
