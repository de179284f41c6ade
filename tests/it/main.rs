//! Tests of the whole, by feature.

mod imports;
