//! Colours: how they are written, what a terminal with fewer of them shows, and contrast.

use ratatui::style::Color;

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None at all.
    None,
    /// The sixteen of the terminal's own palette.
    Sixteen,
    /// 256.
    Indexed,
    /// Every one.
    #[default]
    True,
}

impl Depth {
    /// From the environment: `NO_COLOR`, `TERM`, `COLORTERM`.
    #[must_use]
    pub fn from_environment(no_color: Option<&str>, term: Option<&str>, colorterm: Option<&str>) -> Self {
        let term = term.unwrap_or_default();
        if no_color.is_some_and(|value| !value.is_empty())
            || ["", "dumb"].contains(&term)
            || term.ends_with("-mono")
        {
            Self::None
        } else if colorterm.is_some_and(|value| value == "truecolor" || value == "24bit")
            || term.ends_with("-direct")
        {
            Self::True
        } else if term.contains("256color") || colorterm.is_some_and(|value| !value.is_empty()) {
            Self::Indexed
        } else {
            Self::Sixteen
        }
    }
}

/// The terminal's own colours, by name.
const NAMED: &[(&str, Color)] = &[
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

/// The names that a colour may have without a palette.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|(name, _)| *name)
}

/// Reads `#1c1e22` or a name.
pub(super) fn read(text: &str) -> Option<Color> {
    if let Some(digits) = text.strip_prefix('#') {
        let six = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| six)?;
        let [_, red, green, blue] = number.to_be_bytes();
        return Some(Color::Rgb(red, green, blue));
    }
    NAMED.iter().find(|(name, _)| *name == text).map(|(_, colour)| *colour)
}

/// How many colours a terminal needs to show this one.
pub(super) fn needs(colour: Color) -> Depth {
    match colour {
        Color::Rgb(..) => Depth::True,
        Color::Indexed(_) => Depth::Indexed,
        Color::Reset => Depth::None,
        _ => Depth::Sixteen,
    }
}

/// The nearest of the 256 colours.
pub(super) fn degrade(colour: Color) -> Color {
    match colour {
        Color::Rgb(red, green, blue) => Color::Indexed(indexed([red, green, blue])),
        _ => colour,
    }
}

/// The nearest of the 256 colours that can be read where it is to lie.
pub(super) fn degrade_ink(ink: Color, legible: impl Fn(Color) -> bool) -> Color {
    let near = degrade(ink);
    let Some(wanted) = rgb(ink).filter(|_| near != ink && !legible(near)) else { return near };
    let away = |colour: &Color| rgb(*colour).map_or(u32::MAX, |found| distance(wanted, found));
    let others = (16..=255).map(Color::Indexed).filter(|colour| legible(*colour));
    others.min_by_key(away).unwrap_or(near)
}

/// The six steps of each side of the 256-colour cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest of the 240 fixed colours: the cube or the greys.
fn indexed(rgb: [u8; 3]) -> u8 {
    let nearest_step =
        |value: u8| (0_u8..6).zip(STEPS).min_by_key(|(_, step)| step.abs_diff(value)).unwrap_or_default();
    let [(r, red), (g, green), (b, blue)] = rgb.map(nearest_step);
    let mean = rgb.iter().map(|value| u16::from(*value)).sum::<u16>() / 3;
    let grey = u8::try_from(mean.saturating_sub(3) / 10).unwrap_or(23).min(23);
    let shade = 8 + 10 * grey;
    if distance(rgb, [shade; 3]) < distance(rgb, [red, green, blue]) {
        232 + grey
    } else {
        16 + 36 * r + 6 * g + b
    }
}

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

/// The contrast of two colours as WCAG 2 counts it, 1 to 21; none for colours that only the
/// terminal knows.
#[must_use]
pub fn contrast(one: Color, other: Color) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

fn luminance(colour: Color) -> Option<f64> {
    let [red, green, blue] = rgb(colour)?;
    let linear = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    Some(0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue))
}

/// What a colour is made of, if that is the same on every terminal.
fn rgb(colour: Color) -> Option<[u8; 3]> {
    let step = |side: u8| STEPS.get(usize::from(side % 6)).copied();
    match colour {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(grey @ 232..) => Some([8 + 10 * (grey - 232); 3]),
        Color::Indexed(cube @ 16..) => {
            let cube = cube - 16;
            Some([step(cube / 36)?, step(cube / 6)?, step(cube)?])
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_by_number_and_by_name_and_nothing_else() {
        assert_eq!(read("#16181d"), Some(Color::Rgb(0x16, 0x18, 0x1d)));
        assert_eq!(read("bright-black"), Some(Color::DarkGray));
        for text in ["#fff", "#éé", "#+12345", "grue", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn fewer_colours_are_near_ones() {
        assert_eq!(degrade(Color::Rgb(255, 255, 255)), Color::Indexed(231));
        assert_eq!(degrade(Color::Rgb(8, 8, 8)), Color::Indexed(232));
        assert_eq!(degrade(Color::Red), Color::Red);
    }

    #[test]
    fn a_colour_of_the_cube_is_made_of_its_steps() {
        assert_eq!(rgb(Color::Indexed(16 + 36 + 6 * 5 + 2)), Some([95, 255, 135]));
        assert_eq!(rgb(Color::Indexed(255)), Some([238; 3]));
        assert_eq!(rgb(Color::Indexed(7)), None);
    }

    #[test]
    fn the_environment_says_how_many() {
        assert_eq!(
            Depth::from_environment(Some("1"), Some("xterm-256color"), Some("truecolor")),
            Depth::None
        );
        assert_eq!(Depth::from_environment(None, Some("xterm-256color"), Some("truecolor")), Depth::True);
        assert_eq!(Depth::from_environment(Some(""), Some("xterm-256color"), None), Depth::Indexed);
        assert_eq!(Depth::from_environment(None, Some("linux"), None), Depth::Sixteen);
        assert_eq!(Depth::from_environment(None, Some("dumb"), None), Depth::None);
        assert_eq!(Depth::from_environment(None, None, None), Depth::None);
    }

    #[test]
    fn black_on_white_is_twenty_one_to_one() {
        let ratio = contrast(Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)).unwrap();
        assert!((ratio - 21.0).abs() < 1e-9);
    }
}
