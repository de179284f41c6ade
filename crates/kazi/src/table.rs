//! Tables for the terminal: as wide as it is, without lines that say nothing.

use comfy_table::{ContentArrangement, Table, presets};

/// The least width that a table is squeezed into; a narrower window wraps.
const COLUMNS_MIN: u16 = 72;

/// A table with this header.
pub fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header);
    if let Some((_, columns)) = console::Term::stdout().size_checked() {
        table.set_width(columns.max(COLUMNS_MIN));
    }
    table
}
