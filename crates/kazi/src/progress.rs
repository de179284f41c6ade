//! Progress of a poll on standard error: a bar for people, plain lines for a file.

use std::{
    fmt::Display,
    io::{self, Write as _},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Polled;

/// Says a line on standard error. Where that is full or closed nobody is left to be told, and the exit code
/// says what happened all the same.
pub fn tell(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// A bar over the sources of one poll.
pub struct Progress(ProgressBar);

impl Progress {
    /// Begins with this many sources to poll.
    pub fn start(sources: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(sources as u64), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} sources  {msg}") {
            bar.set_style(style);
        }
        bar.set_message("polling");
        bar.tick();
        Self(bar)
    }

    /// A source has ended.
    pub fn tell(&self, polled: &Polled) {
        self.0.set_message(format!("{}: {}", polled.source.id, in_words(polled)));
        self.0.inc(1);
        if let Some(problem) = &polled.problem {
            self.0.suspend(|| tell(format_args!("  {}: {problem}", polled.source.id)));
        }
    }

    /// All have ended.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

/// A count of bytes or things that grows while somebody waits.
pub struct Bytes(ProgressBar);

impl Bytes {
    /// Begins, with the count that is the end where that is known.
    pub fn start(what: &'static str, end: Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(end, ProgressDrawTarget::stderr());
        let form = if end.is_some() { "{msg} {bar:24} {percent}%" } else { "{msg} {human_pos}" };
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style);
        }
        bar.set_message(what);
        bar.tick();
        Self(bar)
    }

    /// So many are done.
    pub fn tell(&self, count: u64) {
        self.0.set_position(count);
    }

    /// All are done.
    pub fn finish(self) {
        self.0.finish_and_clear();
    }
}

/// What came of a poll, in a few words.
pub fn in_words(polled: &Polled) -> String {
    let kept = &polled.kept;
    match polled.result {
        "fresh" => {
            let mut words = format!("{} items, {} new", polled.report.items, kept.new);
            for (count, what) in
                [(kept.changed, "changed"), (kept.closed, "closed"), (polled.report.losses, "unreadable")]
            {
                if count > 0 {
                    words.push_str(&format!(", {count} {what}"));
                }
            }
            words
        }
        "unchanged" => "nothing has changed".to_owned(),
        other => other.to_owned(),
    }
}
