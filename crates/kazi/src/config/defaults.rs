//! Every default, as the commented files that `kazi init` writes; there is no second place.

/// The configuration files and their built-in text.
pub const FILES: [(&str, &str); 8] = [
    ("kazi.toml", include_str!("../../../../config/kazi.toml")),
    ("sources.toml", include_str!("../../../../config/sources.toml")),
    ("skills.toml", include_str!("../../../../config/skills.toml")),
    ("platforms.toml", include_str!("../../../../config/platforms.toml")),
    ("effort.toml", include_str!("../../../../config/effort.toml")),
    ("warnings.toml", include_str!("../../../../config/warnings.toml")),
    ("rate_feeds.toml", include_str!("../../../../config/rate_feeds.toml")),
    ("rates.toml", include_str!("../../../../config/rates.toml")),
];

/// The built-in text of a file.
pub fn text_of(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
