//! What a request asks: its parameters, read strictly and explained when they cannot be.

mod command;
mod described;
mod pairs;
mod parameter;
mod parameters;
mod values;

pub use command::{OfferedParameter, ReadQuestion, offered_filters, offered_profile, read_question};
pub(crate) use pairs::Pairs;
pub(crate) use parameter::{Asked, GoneName, Known, Meaning, Parameter};
pub(crate) use parameters::{ACTIVITY, CHANGES, FACETS, FILTERS, FOLLOW, PROFILE, ROWS, SPARSE};
