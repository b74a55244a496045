//! How the screen looks: theme, width, sidebar, mouse.

use crate::app::{Action, Effect, State};

/// Columns that one press makes the text wider.
const STEP: i16 = 4;

pub(super) fn restyle(state: &mut State, action: Action) -> Option<Effect> {
    let looks = &mut state.looks;
    match action {
        Action::NextTheme => {
            looks.wear((looks.theme + 1) % looks.themes.len().max(1));
            let name = looks.theme_name().to_owned();
            state.say(format!("theme {name}"));
        }
        Action::Narrower => looks.widen(-STEP),
        Action::Wider => looks.widen(STEP),
        Action::Zen => looks.zen = !looks.zen,
        Action::Sidebar => looks.sidebar = !looks.sidebar,
        Action::Mouse => {
            looks.mouse = !looks.mouse;
            let mouse = looks.mouse;
            state.say(if mouse {
                "clicks choose links; shift-drag selects"
            } else {
                "the mouse selects text"
            });
            return Some(Effect::Mouse(mouse));
        }
        _ => {}
    }
    None
}

/// How text is set.
pub(super) fn typeset(state: &mut State, action: Action) -> Option<Effect> {
    let typesetting = &mut state.looks.typesetting;
    let (chosen, on, off) = match action {
        Action::Justify => (&mut typesetting.justify, "lines of one length", "ragged lines"),
        _ => (&mut typesetting.hyphenate, "words are divided", "words stay whole"),
    };
    *chosen = !*chosen;
    let says = if *chosen { on } else { off };
    state.say(says);
    None
}
