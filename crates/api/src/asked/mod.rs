//! What a request asks: its parameters, read strictly and explained when they cannot be.

mod described;
mod pairs;
mod parameters;
mod values;

pub(crate) use pairs::Pairs;
pub(crate) use parameters::{Asked, CHANGES, FACETS, FILTERS, FOLLOW, Known, PROFILE, Parameter, SPARSE};
