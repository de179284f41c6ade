//! Names of elements and attributes.

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    &name[prefix_length(name)..]
}

/// How many bytes of a name are its prefix and the colon.
pub(crate) fn prefix_length(name: &str) -> usize {
    // Names are short: a search that is made for long texts takes longer to begin.
    name.bytes().rposition(|byte| byte == b':').map_or(0, |colon| colon + 1)
}
