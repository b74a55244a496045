//! What a screen shows, as text.

use ratatui::buffer::{Buffer, Cell};

/// The rows of a screen, without the blanks at their ends. A wide letter stands once, not once a cell.
pub(crate) fn rows(buffer: &Buffer) -> Vec<String> {
    let row = |cells: &[Cell]| {
        let mut row = String::new();
        let mut skip = 0;
        for cell in cells {
            if skip == 0 {
                row.push_str(cell.symbol());
                skip = newsprint::wrap::width(cell.symbol()).max(1);
            }
            skip -= 1;
        }
        row.trim_end().to_owned()
    };
    buffer.content.chunks(usize::from(buffer.area.width).max(1)).map(row).collect()
}
