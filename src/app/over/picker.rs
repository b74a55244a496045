//! The list of themes beside the article: what is moved to is tried on at once; Enter keeps it,
//! Esc brings back the theme that was worn before.

use crate::app::{Action, Effect, Key, Lookup, Overlay, Pane, Size, State};

/// The list of themes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picker {
    /// The theme to come back to.
    pub before: usize,
    /// The topmost theme on the screen.
    pub top: usize,
}

/// Where the list of themes goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PickerPlace {
    /// All of it.
    pub panel: Pane,
    /// Its heading.
    pub heading: Pane,
    /// A row for each theme, as far as there is room.
    pub list: Pane,
    /// What is said of the theme that is tried on.
    pub about: Option<Pane>,
}

/// How wide the list is beside the article, and from which width of the screen on it stands there.
const WIDE: u16 = 37;
const BESIDE: u16 = 72;
/// From this height on there is room to say something of a theme.
const TALL: u16 = 11;

impl PickerPlace {
    /// Beside the article, or below it where the screen is narrow; none where there is no room.
    #[must_use]
    pub fn of(size: Size, count: usize) -> Option<Self> {
        let Size { width, height } = size;
        if width < crate::app::panes::SMALLEST.width || height < crate::app::panes::SMALLEST.height + 1 {
            return None;
        }
        let body = height - 2;
        let panel = if width >= BESIDE {
            Pane { x: width - WIDE, y: 1, width: WIDE, height: body }
        } else {
            let most = u16::try_from(count).unwrap_or(u16::MAX).saturating_add(2);
            let high = (body / 2).clamp(3, 9).min(most).min(body);
            Pane { x: 0, y: 1 + body - high, width, height: high }
        };
        let air = u16::from(panel.height >= TALL);
        let inner = Pane { x: panel.x + 2, width: panel.width - 4, ..panel };
        let about =
            (air > 0 && width >= BESIDE).then(|| Pane { y: panel.y + panel.height - 3, height: 2, ..inner });
        let below = if about.is_some() { 4 } else { 0 };
        let list = Pane { y: panel.y + 1 + air * 2, height: panel.height - 1 - air * 2 - below, ..inner };
        let heading = Pane { y: panel.y + air, height: 1, ..inner };
        Some(Self { panel, heading, list, about })
    }
}

impl State {
    /// Where the list of themes is, if it is open and there is room.
    #[must_use]
    pub fn picker(&self) -> Option<(&Picker, PickerPlace)> {
        match &self.overlay {
            Some(Overlay::Picker(picker)) => Some((picker, self.picker_place()?)),
            _ => None,
        }
    }

    fn picker_place(&self) -> Option<PickerPlace> {
        PickerPlace::of(self.size, self.looks.themes.len())
    }
}

/// Opens the list. Without room for it, or much to choose from, the next theme is all there is.
pub(in crate::app) fn open(state: &mut State) -> Option<Effect> {
    if state.looks.themes.len() < 2 {
        state.say("there is one theme only");
        return None;
    }
    if state.picker_place().is_none() {
        return crate::app::act::act(state, Action::NextTheme, None);
    }
    let before = state.looks.theme;
    try_on(state, Picker { before, top: 0 }, before);
    None
}

/// The list, taken from the screen.
pub(in crate::app) fn take(state: &mut State) -> Option<Picker> {
    match state.overlay.take_if(|overlay| matches!(overlay, Overlay::Picker(_))) {
        Some(Overlay::Picker(picker)) => Some(picker),
        _ => None,
    }
}

/// A key while the list is open. A letter that moves nothing goes to the next theme that begins
/// with it.
pub(in crate::app) fn press(state: &mut State, picker: Picker, key: Key) -> Option<Effect> {
    let (at, last) = (state.looks.theme, state.looks.themes.len().saturating_sub(1));
    let found = match state.keymap.find(&[key]) {
        Lookup::Found(action) => Some(action),
        Lookup::Pending | Lookup::Unbound => None,
    };
    let to = match found {
        Some(Action::ScrollDown) => (at + 1).min(last),
        Some(Action::ScrollUp) => at.saturating_sub(1),
        Some(Action::Theme | Action::NextTheme) => (at + 1) % (last + 1),
        Some(Action::Top) => 0,
        Some(Action::Bottom) => last,
        Some(Action::Follow) => {
            keep(state);
            return None;
        }
        Some(action @ (Action::Back | Action::Quit | Action::QuitNow)) => {
            leave(state, &picker);
            return (action == Action::QuitNow).then_some(Effect::Quit);
        }
        Some(action @ (Action::Suspend | Action::Redraw)) => {
            state.overlay = Some(Overlay::Picker(picker));
            return crate::app::act::act(state, action, None);
        }
        _ => key.typed().and_then(|letter| beginning(state, letter)).unwrap_or(at),
    };
    try_on(state, picker, to);
    None
}

/// The next theme whose name begins with a letter.
fn beginning(state: &State, letter: char) -> Option<usize> {
    let names = &state.looks.themes;
    let mut after = (1..=names.len()).map(|step| (state.looks.theme + step) % names.len());
    after.find(|index| names.get(*index).is_some_and(|name| name.starts_with(letter)))
}

/// The wheel turns the choice.
pub(in crate::app) fn wheel(state: &mut State, picker: Picker, rows: isize) {
    let last = state.looks.themes.len().saturating_sub(1);
    let to = state.looks.theme.saturating_add_signed(rows.signum()).min(last);
    try_on(state, picker, to);
}

/// A click on a theme tries it on; the second keeps it, one beside the list none.
pub(in crate::app) fn click(state: &mut State, picker: Picker, x: u16, y: u16) {
    let Some(place) = state.picker_place() else { return };
    let row = place.list.within(x, y).map(|(row, _)| picker.top + row);
    match row.filter(|to| *to < state.looks.themes.len()) {
        Some(to) if to == state.looks.theme => keep(state),
        Some(to) => try_on(state, picker, to),
        None if place.panel.within(x, y).is_some() => state.overlay = Some(Overlay::Picker(picker)),
        None => leave(state, &picker),
    }
}

/// The terminal told what fits it. What the reader chose, or is choosing, stays.
pub(in crate::app) fn wear(state: &mut State, theme: usize) {
    let open = matches!(state.overlay, Some(Overlay::Picker(_)));
    if state.looks.chosen.is_none() && !open && theme < state.looks.themes.len() {
        state.looks.theme = theme;
    }
}

/// Tries a theme on, and leaves the list open at it.
fn try_on(state: &mut State, mut picker: Picker, to: usize) {
    state.looks.theme = to;
    if let Some(place) = state.picker_place() {
        let rows = usize::from(place.list.height).max(1);
        let most = state.looks.themes.len().saturating_sub(rows);
        picker.top = picker.top.clamp((to + 1).saturating_sub(rows), to).min(most);
    }
    state.overlay = Some(Overlay::Picker(picker));
}

fn keep(state: &mut State) {
    state.looks.wear(state.looks.theme);
    let name = state.looks.theme_name().to_owned();
    state.say(format!("theme {name}"));
}

fn leave(state: &mut State, picker: &Picker) {
    state.looks.theme = picker.before;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Keymap, Looks, Msg, update};

    fn state(width: u16, height: u16) -> State {
        let themes = ["dark", "light", "sepia", "solarized", "nord", "plain"].map(str::to_owned).to_vec();
        let looks = Looks { themes, ..Looks::default() };
        State::new(Size { width, height }, looks, Keymap::default())
    }

    /// The theme worn after some keys, and whether it was chosen.
    fn after(keys: &str) -> (String, Option<usize>) {
        let mut state = state(80, 24);
        for key in keys.split(' ') {
            update(&mut state, Msg::Key(key.parse().unwrap()));
        }
        (state.looks.theme_name().to_owned(), state.looks.chosen)
    }

    #[test]
    fn what_is_moved_to_is_tried_on_and_only_enter_keeps_it() {
        assert_eq!(after("t j j"), ("sepia".into(), None));
        assert_eq!(after("t j j enter"), ("sepia".into(), Some(2)));
        assert_eq!(after("t j j esc"), ("dark".into(), None));
        assert_eq!(after("t j j q"), ("dark".into(), None));
        assert_eq!(after("t G j k"), ("nord".into(), None));
        assert_eq!(after("T T"), ("sepia".into(), Some(2)));
        assert_eq!(after(": t h e m e space s e p i a enter"), ("sepia".into(), Some(2)));
    }

    #[test]
    fn a_letter_goes_to_the_next_theme_that_begins_with_it() {
        assert_eq!(after("t s").0, "sepia");
        assert_eq!(after("t s s").0, "solarized");
        assert_eq!(after("t s s s").0, "sepia");
        assert_eq!(after("t z").0, "dark");
        assert_eq!(after("t t t").0, "sepia");
    }

    #[test]
    fn what_fits_the_terminal_is_worn_unless_the_reader_chose() {
        let mut state = state(80, 24);
        update(&mut state, Msg::Wear(1));
        assert_eq!(state.looks.theme_name(), "light");
        update(&mut state, Msg::Wear(99));
        update(&mut state, Msg::Key("T".parse().unwrap()));
        update(&mut state, Msg::Wear(0));
        assert_eq!(state.looks.theme_name(), "sepia");
    }

    #[test]
    fn a_click_tries_on_and_another_keeps() {
        let mut state = state(80, 24);
        update(&mut state, Msg::Key("t".parse().unwrap()));
        let list = state.picker().unwrap().1.list;
        update(&mut state, Msg::Click { x: list.x, y: list.y + 2 });
        assert_eq!((state.looks.theme_name(), state.looks.chosen), ("sepia", None));
        update(&mut state, Msg::Wheel { rows: 3, x: list.x });
        assert_eq!(state.looks.theme_name(), "solarized");
        update(&mut state, Msg::Click { x: list.x, y: list.y + 3 });
        assert!(state.looks.chosen == Some(3) && state.picker().is_none());
        update(&mut state, Msg::Key("t".parse().unwrap()));
        update(&mut state, Msg::Click { x: 0, y: 3 });
        assert!(state.picker().is_none() && state.looks.theme_name() == "solarized");
    }

    #[test]
    fn the_list_is_on_the_screen_or_not_at_all_and_the_choice_in_it() {
        for (width, height) in [(20, 5), (40, 12), (80, 24), (200, 60), (72, 5), (71, 300)] {
            let place = PickerPlace::of(Size { width, height }, 30).unwrap();
            let rows = [Some(place.heading), Some(place.list), place.about];
            for pane in rows.into_iter().flatten() {
                assert!(
                    pane.x + pane.width <= width && pane.y + pane.height < height,
                    "{width}x{height} {pane:?}"
                );
                assert!(pane.height > 0 && place.panel.within(pane.x, pane.y).is_some());
            }
        }
        assert_eq!(PickerPlace::of(Size { width: 19, height: 5 }, 3), None);
        let mut state = state(40, 8);
        for key in ["t", "j", "j", "j", "j", "k", "G", "g"] {
            update(&mut state, Msg::Key(key.parse().unwrap()));
            let (picker, place) = state.picker().unwrap();
            let shown = picker.top..picker.top + usize::from(place.list.height);
            assert!(shown.contains(&state.looks.theme), "{key}");
        }
    }
}
