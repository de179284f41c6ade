//! The commands, one file each.

pub mod asked;
pub mod assess;
pub mod backup;
pub mod check;
pub mod compact;
pub mod demo;
pub mod digest;
pub mod explain;
pub mod facts;
pub mod filters;
pub mod init;
pub mod key;
pub mod listed;
pub mod migrate;
pub mod parse;
pub mod poll;
pub mod restore;
pub mod serve;
pub mod skills;
pub mod sources;
pub mod top;
pub mod trainer;

#[cfg(test)]
mod tests;

/// What was asked on the command line cannot be had: nothing was done, and the process exits with 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WrongArguments(pub String);

/// Who decides what is typed on the command line.
const OPERATOR: &str = "operator";
