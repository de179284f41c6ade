//! What is logged, and how: `KAZI_LOG` and `KAZI_LOG_FORMAT`.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::progress::tell;

const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// Begins to log, to standard error, what `usual` says unless the environment says otherwise. What of it
/// cannot be used is told.
pub fn start(usual: &str) {
    let asked = |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    let (filter, wrong_filter) = filter(asked("KAZI_LOG").as_deref(), usual);
    let (json, wrong_format) = is_json(asked("KAZI_LOG_FORMAT").as_deref());
    for wrong in [wrong_filter, wrong_format].into_iter().flatten() {
        tell(format_args!("kazi: {wrong}"));
    }
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    // It would tell of a standard error that is full on standard error, and end the program over it.
    let log = log.log_internal_errors(false);
    if json {
        log.json().init();
    } else {
        log.with_ansi(io::stderr().is_terminal()).init();
    }
}

/// What is logged, and why it is not what was asked for.
fn filter(asked: Option<&str>, usual: &str) -> (EnvFilter, Option<String>) {
    let wrong = |asked: &str, why: &str| {
        let told = format!("KAZI_LOG={asked:?}: {why}; it is {usual:?} instead");
        (EnvFilter::new(usual), Some(told))
    };
    let Some(asked) = asked.filter(|asked| !asked.trim().is_empty()) else {
        return (EnvFilter::new(usual), None);
    };
    // A word that is no level names a module and everything in it, and nothing else is logged then.
    let mistyped = asked.split(',').map(str::trim).find(|part| {
        let bare = !part.contains(['=', ':', '[']) && !part.starts_with("kazi");
        bare && !LEVELS.contains(&part.to_ascii_lowercase().as_str())
    });
    match (mistyped, EnvFilter::try_new(asked)) {
        (Some(part), _) => wrong(asked, &format!("{part:?} is none of {}", LEVELS.join(", "))),
        (None, Ok(filter)) => (filter, None),
        (None, Err(error)) => wrong(asked, &error.to_string()),
    }
}

/// Whether the log is JSON, and why it is not what was asked for.
fn is_json(asked: Option<&str>) -> (bool, Option<String>) {
    match asked.map(str::trim) {
        Some("json") => (true, None),
        None | Some("" | "text") => (false, None),
        Some(other) => (false, Some(format!("KAZI_LOG_FORMAT={other:?} is none of json, text; it is text"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_used_is_told() {
        for (asked, wrong) in [
            (None, false),
            (Some(""), false),
            (Some("debug"), false),
            (Some("INFO,sqlx=warn"), false),
            (Some("kazi_fetcher"), false),
            (Some("warn,kazi::pipeline=debug"), false),
            (Some("dbug"), true),
            (Some("info,debgu"), true),
            (Some("kazi=loud"), true),
        ] {
            let (set, told) = filter(asked, "error");
            assert_eq!(told.is_some(), wrong, "{asked:?}: {told:?}");
            assert_eq!(
                set.to_string() == "error",
                wrong || asked.is_none_or(str::is_empty),
                "{asked:?}: {set}"
            );
        }
        for (asked, json, wrong) in [
            (None, false, false),
            (Some("json"), true, false),
            (Some("text"), false, false),
            (Some("jsn"), false, true),
        ] {
            let (set, told) = is_json(asked);
            assert_eq!((set, told.is_some()), (json, wrong), "{asked:?}");
        }
    }
}
