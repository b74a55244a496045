//! Every theme can be read on its ground, and none is silent about a role.
//!
//! Contrast is WCAG 2's. What is read needs 4.5:1, the article's own text 7:1, and what is drawn,
//! bars and rules, 3:1; on the theme's ground and on a panel, or on a ground of the role's own,
//! such as that of a match.

use newsprint::config::{Depth, Ground, Theme, contrast, theme_file, theme_names};
use newsprint::layout::Role;
use ratatui::style::{Color, Modifier, Style};

/// The themes that bring their own colours.
fn coloured(depth: Depth) -> Vec<(&'static str, Theme)> {
    let themes = theme_names().filter_map(|name| Some((name, Theme::shipped(name, depth)?)));
    themes.filter(|(_, theme)| theme.ground().is_some()).collect()
}

/// What a role needs, for the eyes that most themes are made for.
fn needed(role: Role) -> f64 {
    match role {
        Role::Body => 7.0,
        role if role.is_ornament() => 3.0,
        _ => 4.5,
    }
}

/// What the letters of a role may lie on: a ground of their own, else the theme's and a panel's.
fn grounds(theme: &Theme, role: Role) -> Vec<Color> {
    let [desk, panel] = [Role::Body, Role::Panel].map(|role| theme.style(role).bg.unwrap());
    let own = theme.style(role).bg.filter(|own| *own != desk);
    own.map_or(vec![desk, panel], |own| vec![own])
}

/// The roles of a theme that have less contrast than they need.
fn too_weak(name: &str, theme: &Theme, needed: impl Fn(Role) -> f64) -> Vec<String> {
    let mut weak = Vec::new();
    for role in Role::ALL {
        let ink = theme.style(*role).fg.unwrap();
        for ground in grounds(theme, *role) {
            let ratio = contrast(ink, ground).unwrap();
            if ratio < needed(*role) {
                weak.push(format!(
                    "{name}: {} has {ratio:.2} on {ground}, not {}",
                    role.name(),
                    needed(*role)
                ));
            }
        }
    }
    weak
}

#[test]
fn every_theme_is_without_a_mistake_and_says_what_it_is() {
    assert!(theme_names().count() >= 10);
    for name in theme_names() {
        let theme =
            Theme::parse(theme_file(name).unwrap()).unwrap_or_else(|wrong| panic!("{name}: {wrong:?}"));
        assert!(!theme.about().is_empty() && theme.about().len() < 64, "{name}");
    }
}

#[test]
fn no_two_themes_look_alike() {
    let themes: Vec<_> = theme_names().filter_map(|name| Theme::shipped(name, Depth::True)).collect();
    for (index, theme) in themes.iter().enumerate() {
        let looks = |theme: &Theme| Role::ALL.iter().map(|role| theme.style(*role)).collect::<Vec<_>>();
        assert!(themes.iter().skip(index + 1).all(|other| looks(other) != looks(theme)), "{}", theme.about());
    }
}

#[test]
fn every_role_can_be_read_on_its_ground_and_on_a_panel() {
    let weak: Vec<String> =
        coloured(Depth::True).iter().flat_map(|(name, theme)| too_weak(name, theme, needed)).collect();
    assert!(weak.is_empty(), "{}", weak.join("\n"));
}

#[test]
fn a_theme_of_high_contrast_has_ten_to_one_for_all_that_is_read() {
    for name in ["contrast-dark", "contrast-light"] {
        let theme = Theme::shipped(name, Depth::True).unwrap();
        let high = |role: Role| if role.is_ornament() { 4.5 } else { 10.0 };
        let weak = too_weak(name, &theme, high);
        assert!(weak.is_empty(), "{}", weak.join("\n"));
        assert!(theme.style(Role::Link).add_modifier.contains(Modifier::UNDERLINED));
    }
}

#[test]
fn with_256_colours_a_theme_can_still_be_read() {
    let weak: Vec<String> =
        coloured(Depth::Indexed).iter().flat_map(|(name, theme)| too_weak(name, theme, needed)).collect();
    assert!(weak.is_empty(), "{}", weak.join("\n"));
}

#[test]
fn a_name_that_ends_in_dark_or_light_keeps_its_word() {
    for (name, theme) in coloured(Depth::True) {
        let said = [("dark", Ground::Dark), ("light", Ground::Light)];
        for (_, ground) in said.iter().filter(|(end, _)| name.ends_with(end)) {
            assert_eq!(theme.ground(), Some(*ground), "{name}");
        }
    }
}

/// The sixteen colours as two terminals have them from the start. Every other one may have
/// others, so this is a lower bound for terminals as they are delivered, no promise for all.
const XTERM: [u32; 16] = [
    0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f,
    0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
];
const CONSOLE: [u32; 16] = [
    0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa, 0x55_5555,
    0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
];

/// A colour of a palette; `default` is what the terminal has of itself.
fn rgb(colour: Option<Color>, palette: &[u32; 16], default: u32) -> Color {
    let names = [
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
    let place = names.iter().position(|name| Some(*name) == colour);
    let [_, red, green, blue] = place.map_or(default, |place| palette[place]).to_be_bytes();
    Color::Rgb(red, green, blue)
}

/// The contrast of a style on a terminal.
fn shown(style: Style, palette: &[u32; 16], ink: u32, ground: u32) -> f64 {
    let (ink, ground) = (rgb(style.fg, palette, ink), rgb(style.bg, palette, ground));
    contrast(ink, ground).unwrap()
}

#[test]
fn the_sixteen_colours_can_be_read_on_black_and_on_white() {
    let [black, white] = [0x00_0000, 0xff_ffff];
    let terminals = [
        ("ansi", Depth::True, &XTERM, 0xe5_e5e5, black),
        ("ansi", Depth::True, &CONSOLE, 0xaa_aaaa, black),
        ("ansi-light", Depth::True, &XTERM, black, white),
        ("ansi-light", Depth::True, &CONSOLE, black, white),
        // What other themes become there brings its own ground.
        ("dark", Depth::Sixteen, &XTERM, black, white),
        ("dark", Depth::Sixteen, &CONSOLE, black, white),
        ("light", Depth::Sixteen, &XTERM, white, black),
        ("light", Depth::Sixteen, &CONSOLE, white, black),
    ];
    for (name, depth, palette, ink, ground) in terminals {
        let theme = Theme::shipped(name, depth).unwrap();
        for role in Role::ALL {
            let ratio = shown(theme.style(*role), palette, ink, ground);
            assert!(ratio >= needed(*role), "{name}: {} has {ratio:.2} on {ground:06x}", role.name());
        }
    }
}

#[test]
fn the_plain_theme_has_no_colour_and_the_ansi_themes_only_the_terminals() {
    for role in Role::ALL {
        let plain = Theme::shipped("plain", Depth::True).unwrap().style(*role);
        assert_eq!((plain.fg, plain.bg), (None, None), "{}", role.name());
        for name in ["ansi", "ansi-light"] {
            let ansi = Theme::shipped(name, Depth::True).unwrap().style(*role);
            let foreign = [ansi.fg, ansi.bg].into_iter().flatten();
            let mut foreign = foreign.filter(|colour| matches!(colour, Color::Rgb(..) | Color::Indexed(_)));
            assert_eq!(foreign.next(), None, "{name} {}", role.name());
        }
    }
}

#[test]
fn on_a_terminal_without_colours_a_theme_sends_none() {
    for name in theme_names() {
        let theme = Theme::shipped(name, Depth::None).unwrap();
        for role in Role::ALL {
            let style = theme.style(*role);
            assert!(
                [style.fg, style.bg].iter().all(|colour| matches!(colour, None | Some(Color::Reset))),
                "{name} {}",
                role.name()
            );
        }
    }
}
