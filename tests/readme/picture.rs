//! The screen as a picture: cells to SVG. Knows no keys and no pages.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// The width and the height of a cell.
const WIDE: f32 = 8.4;
const HIGH: f32 = 20.0;

/// The room around the screen.
const MARGIN: f32 = 14.0;

/// Signs that a font may give another width than a letter's; each stands alone.
const SIGNS: [&str; 6] = ["▶", "→", "‹", "›", "★", "•"];

/// Draws a screen.
pub(crate) fn svg(buffer: &Buffer, ground: Color, title: &str, from: &str) -> String {
    let columns = usize::from(buffer.area.width);
    let (width, height) = (
        f32::from(buffer.area.width) * WIDE + 2.0 * MARGIN,
        f32::from(buffer.area.height) * HIGH + 2.0 * MARGIN,
    );
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0} {height:.0}" width="{width:.0}" height="{height:.0}" role="img">
<!-- The real screen, drawn cell by cell by tests/readme (UPDATE=1 cargo test draws it anew).
     What is on it is {from}, written for this project. -->
<title>{title}</title>
<rect width="100%" height="100%" rx="8" fill="{}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
"#,
        hex(ground)
    );
    for (row, cells) in buffer.content.chunks(columns).enumerate() {
        for run in runs(cells) {
            run.draw(row, ground, &mut svg);
        }
    }
    svg + "</g>\n</svg>\n"
}

/// Cells beside each other that look alike.
struct Run<'a> {
    column: usize,
    length: usize,
    text: String,
    look: &'a Cell,
}

/// The runs of a row.
fn runs(cells: &[Cell]) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = Vec::new();
    for (column, cell) in cells.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if run.goes_on_with(cell) => {
                run.text.push_str(cell.symbol());
                run.length += 1;
            }
            _ => runs.push(Run { column, length: 1, text: cell.symbol().to_owned(), look: cell }),
        }
    }
    runs
}

/// Whether a sign must stand alone.
fn alone(sign: &str) -> bool {
    SIGNS.contains(&sign) || line(sign).is_some()
}

/// How thick the upright line is that a sign draws, and whether it is dashed.
fn line(sign: &str) -> Option<(f32, bool)> {
    match sign {
        "│" => Some((1.0, false)),
        "┃" => Some((2.5, false)),
        "╎" => Some((1.0, true)),
        _ => None,
    }
}

impl Run<'_> {
    /// Whether a cell looks the same. Two blanks end a run, so that no blank is wider than a letter.
    fn goes_on_with(&self, cell: &Cell) -> bool {
        let blanks = cell.symbol() == " " && self.text.ends_with(' ');
        let apart = blanks || alone(cell.symbol()) || alone(&self.text);
        !apart && self.look.style() == cell.style()
    }

    fn draw(&self, row: usize, ground: Color, svg: &mut String) {
        let at = |cells: usize, size: f32| MARGIN + f32::from(u16::try_from(cells).unwrap_or(0)) * size;
        let (x, y) = (at(self.column, WIDE), at(row, HIGH));
        let width = at(self.length, WIDE) - MARGIN;
        if self.look.bg != Color::Reset && self.look.bg != ground {
            _ = writeln!(
                svg,
                r#"<rect x="{x:.1}" y="{y:.0}" width="{width:.1}" height="{HIGH:.0}" fill="{}"/>"#,
                hex(self.look.bg)
            );
        }
        let fill = hex(self.look.fg);
        if let Some((thick, dashed)) = line(&self.text) {
            let dashes = if dashed { r#" stroke-dasharray="4 3""# } else { "" };
            let (x, end) = (x + WIDE / 2.0, y + HIGH);
            _ = writeln!(
                svg,
                r#"<path d="M{x:.1} {y:.0}V{end:.0}" stroke="{fill}" stroke-width="{thick}"{dashes}/>"#
            );
            return;
        }
        let text = self.text.trim_end();
        if text.is_empty() {
            return;
        }
        let lead = text.len() - text.trim_start().len();
        let letters = text.chars().count();
        let (x, length) = (x + at(lead, WIDE) - MARGIN, at(letters - lead, WIDE) - MARGIN);
        let (base, weight) = (y + 14.5, self.weight());
        let text = text.trim_start().replace('&', "&amp;").replace('<', "&lt;");
        _ = writeln!(
            svg,
            r#"<text x="{x:.1}" y="{base:.1}" textLength="{length:.1}" lengthAdjust="spacingAndGlyphs" fill="{fill}"{weight}>{text}</text>"#
        );
    }

    fn weight(&self) -> String {
        let mut weight = String::new();
        for (modifier, words) in [
            (Modifier::BOLD, r#" font-weight="bold""#),
            (Modifier::ITALIC, r#" font-style="italic""#),
            (Modifier::UNDERLINED, r#" text-decoration="underline""#),
        ] {
            if self.look.modifier.contains(modifier) {
                weight.push_str(words);
            }
        }
        weight
    }
}

/// A colour as the web writes it.
fn hex(colour: Color) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => "currentColor".to_owned(),
    }
}
