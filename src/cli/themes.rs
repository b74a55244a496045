//! `newsprint themes`: the names that `--theme` takes, the reader's own at the end; on a terminal
//! with a sample of each. `newsprint themes NAME` prints the file of one, to make another of.

use std::fmt::Write;

use ratatui::style::{Color, Modifier, Style};

use super::error::Error;
use super::output::Streams;
use super::settings::{all_themes, theme, theme_text};
use super::tui;
use crate::app::nearest;
use crate::config::{Depth, Ground, Theme};
use crate::layout::Role;
use crate::view::Glyphs;

/// Lists them, one a line, or prints one.
pub(super) fn run(name: Option<&str>, streams: &mut Streams) -> Result<u8, Error> {
    if let Some(name) = name {
        let text = theme_text(name).unwrap_or_else(|| Err(unknown(name)))?;
        streams.print(&text)?;
        return Ok(0);
    }
    let depth = tui::wardrobe::depth();
    let swatches = streams.terminal && depth != Depth::None;
    for name in all_themes() {
        let theme = if swatches { theme(&name) } else { Ok(None) };
        let theme = theme.unwrap_or_else(|wrong| {
            for error in &wrong {
                streams.report(error);
            }
            None
        });
        let line = theme.map_or_else(|| name.clone(), |theme| row(&name, theme, depth, tui::glyphs()));
        streams.print(&format!("{line}\n"))?;
    }
    Ok(0)
}

fn unknown(name: &str) -> Error {
    let names = all_themes();
    let near = nearest(name, names.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
    let hint = near.unwrap_or_else(|| "newsprint themes lists them".to_owned());
    Error::usage(format!("there is no theme `{name}`")).hint(hint)
}

/// What a sample shows, and in which roles.
const SAMPLE: &[(&str, Role)] = &[
    ("Title", Role::Title),
    ("Body", Role::Body),
    ("link", Role::Link),
    ("▶1", Role::MediaMark),
    ("removed", Role::Removed),
    ("•", Role::UnreadMark),
    ("★", Role::Star),
    ("found", Role::Found),
];

/// A theme in a line: its name, its ground, the contrast of its text, and a sample of it.
fn row(name: &str, theme: Theme, depth: Depth, glyphs: Glyphs) -> String {
    let ground = theme.ground().map_or("yours", Ground::name);
    let contrast = theme.contrast().map(|ratio| format!("{:.1}:1", (ratio * 10.0).floor() / 10.0));
    let mut line = format!("{name:<17} {ground:<5} {:>6}  ", contrast.unwrap_or_default());
    let theme = theme.at(depth);
    let body = theme.style(Role::Body);
    for (text, role) in SAMPLE {
        let text = if glyphs == Glyphs::Unicode { (*text).to_owned() } else { text.replace('▶', ">") };
        line.push_str(&dyed(" ", body));
        line.push_str(&dyed(&text, body.patch(theme.style(*role))));
    }
    line + &dyed(" ", body)
}

/// Text in a style, and the end of it.
fn dyed(text: &str, style: Style) -> String {
    let weights = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
        (Modifier::CROSSED_OUT, 9),
    ];
    let mut codes = String::from("0");
    for (_, code) in weights.iter().filter(|(weight, _)| style.add_modifier.contains(*weight)) {
        _ = write!(codes, ";{code}");
    }
    colour(style.fg, 30, &mut codes);
    colour(style.bg, 40, &mut codes);
    format!("\x1b[{codes}m{text}\x1b[0m")
}

/// The numbers of a colour: from 30 for letters, from 40 for their ground.
fn colour(colour: Option<Color>, first: u8, codes: &mut String) {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        None | Some(Color::Reset) => {}
        Some(Color::Rgb(red, green, blue)) => _ = write!(codes, ";{};2;{red};{green};{blue}", first + 8),
        Some(Color::Indexed(index)) => _ = write!(codes, ";{};5;{index}", first + 8),
        Some(named) => {
            let place =
                (0_u8..16).zip(NAMED).find(|(_, colour)| *colour == named).map_or(0, |(place, _)| place);
            _ = write!(codes, ";{}", if place < 8 { first + place } else { first + 52 + place });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped(name: &str, depth: Depth) -> String {
        row(name, Theme::shipped(name, Depth::True).unwrap(), depth, Glyphs::Unicode).replace('\x1b', "^")
    }

    #[test]
    fn a_row_has_the_figures_of_a_theme_and_its_colours() {
        let dark = shipped("dark", Depth::True);
        assert!(
            dark.starts_with("dark              dark  12.1:1  ^[0;38;2;216;212;202;48;2;21;23;28m ^[0m"),
            "{dark}"
        );
        assert!(dark.contains("^[0;1;38;2;246;241;230;48;2;21;23;28mTitle^[0m"), "{dark}");
        assert!(shipped("nord", Depth::Indexed).contains(";48;5;"));
        let ansi = shipped("ansi", Depth::Sixteen);
        assert!(ansi.starts_with("ansi              yours         ^[0m ^[0m^[0;1mTitle^[0m"), "{ansi}");
        assert!(ansi.contains("^[0;1;93m▶1^[0m") && ansi.contains("^[0;30;46mfound^[0m"), "{ansi}");
    }
}
