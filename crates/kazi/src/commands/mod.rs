//! The commands, one file each.

pub mod assess;
pub mod init;
pub mod top;
