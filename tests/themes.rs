//! Every theme can be read on its ground, and none is silent about a role.

use newsprint::config::{Depth, Theme, contrast, theme_names};
use newsprint::layout::Role;
use ratatui::style::Color;

#[test]
fn every_theme_is_without_a_mistake() {
    for name in theme_names() {
        assert!(Theme::shipped(name, Depth::True).is_some(), "{name}");
    }
}

#[test]
fn every_role_can_be_read_on_its_ground_and_on_a_panel() {
    for name in ["dark", "light"] {
        let theme = Theme::shipped(name, Depth::True).unwrap();
        let [desk, panel] = [Role::Body, Role::Panel].map(|role| theme.style(role).bg.unwrap());
        for role in Role::ALL {
            let ink = theme.style(*role).fg.unwrap();
            let needed = match role {
                Role::Body => 7.0,
                role if role.is_ornament() => 3.0,
                _ => 4.5,
            };
            let own = theme.style(*role).bg.filter(|own| Some(*own) != theme.style(Role::Body).bg);
            for ground in own.map_or(vec![desk, panel], |own| vec![own]) {
                let ratio = contrast(ink, ground).unwrap();
                assert!(ratio >= needed, "{name}: {} has {ratio:.2} on {ground}", role.name());
            }
        }
    }
}

#[test]
fn the_plain_theme_has_no_colour_and_the_ansi_theme_only_the_terminals() {
    for role in Role::ALL {
        let plain = Theme::shipped("plain", Depth::True).unwrap().style(*role);
        assert_eq!((plain.fg, plain.bg), (None, None), "{}", role.name());
        let ansi = Theme::shipped("ansi", Depth::True).unwrap().style(*role);
        assert!(!matches!(ansi.fg, Some(Color::Rgb(..) | Color::Indexed(_))), "{}", role.name());
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
