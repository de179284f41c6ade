//! What is around every page of the trainers.

use super::Trainer;
use crate::{
    asked::Pairs,
    pages::{DESK_STYLE, Frame},
};

/// The pages of the trainers' navigation; whatever else is theirs belongs to the skill book, the last of them.
const PAGES: [&str; 6] =
    ["desk/draft", "desk/editions", "desk/suggestions", "desk/add", "desk/activity", "desk"];

/// What is around every page of the trainers.
pub(super) fn frame(trainer: &Trainer, title: &str, path: &str) -> Frame {
    let mut frame = Frame::new(trainer.words, title.to_owned(), path, &Pairs::default());
    frame.index = false;
    frame.here = PAGES.into_iter().find(|page| path.starts_with(page)).unwrap_or_default();
    frame.style = DESK_STYLE;
    frame
}
