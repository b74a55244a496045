//! What each action does to the state.

use super::{Action, Address, Effect, Focus, Overlay, Page, PageKind, Prompt, State};
use crate::layout::{Item, ItemKind, ShelfPart};

/// Columns that one press makes the text wider.
const STEP: i16 = 4;

/// Does an action; the count is what was typed before it.
pub(super) fn act(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    match action {
        Action::Help => turn_page(state, PageKind::Help),
        Action::Ledger => turn_page(state, PageKind::Ledger),
        Action::Details => turn_page(state, PageKind::Details),
        Action::Back => back(state, false),
        Action::Quit => back(state, true),
        Action::QuitNow => Some(Effect::Quit),
        Action::Suspend => Some(Effect::Suspend),
        Action::Redraw => Some(Effect::Redraw),
        Action::Theme | Action::Narrower | Action::Wider | Action::Zen | Action::Sidebar | Action::Mouse => {
            restyle(state, action)
        }
        Action::Justify | Action::Hyphenate => typeset(state, action),
        Action::NextArticle => turn(state, true),
        Action::PreviousArticle => turn(state, false),
        Action::Restore => restore(state, count),
        _ if matches!(state.overlay, Some(Overlay::Page(_))) => move_page(state, action, count),
        Action::Follow | Action::OpenBrowser | Action::Play | Action::CopyLink => {
            on_item(state, action, count)
        }
        Action::CopyArticle => copy_article(state),
        Action::Find | Action::FindNext | Action::FindPrevious => find(state, action, count),
        Action::ShowRemoved => show_removed(state),
        _ => move_in_article(state, action, count),
    }
}

/// Moves in the text or in the sidebar, wherever the keys go.
fn move_in_article(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let reader = state.reader_mut()?;
    let times = count.unwrap_or(1);
    let rows = isize::try_from(times).unwrap_or(isize::MAX);
    let half = isize::try_from(reader.height().div_ceil(2)).unwrap_or(1);
    // A page leaves two rows of the last one, to read on from.
    let page = isize::try_from(reader.height().saturating_sub(2).max(1)).unwrap_or(1);
    match (action, reader.focus) {
        (Action::ScrollDown, Focus::Shelf { entry }) => reader.choose(entry.saturating_add(times)),
        (Action::ScrollUp, Focus::Shelf { entry }) => reader.choose(entry.saturating_sub(times)),
        (Action::Top, Focus::Shelf { .. }) => reader.choose(0),
        (Action::Bottom, Focus::Shelf { .. }) => reader.choose(usize::MAX),
        (Action::ScrollDown, _) => reader.scroll(rows),
        (Action::ScrollUp, _) => reader.scroll(-rows),
        (Action::HalfDown, _) => reader.scroll(half * rows),
        (Action::HalfUp, _) => reader.scroll(-half * rows),
        (Action::PageDown, _) => reader.scroll(page * rows),
        (Action::PageUp, _) => reader.scroll(-page * rows),
        (Action::Top, _) => reader.scroll_to_start(),
        (Action::Bottom, _) => reader.scroll_to_end(),
        (Action::NextSection, _) => reader.scroll_to_section(true, times),
        (Action::PreviousSection, _) => reader.scroll_to_section(false, times),
        (Action::Fold, _) => reader.fold(),
        (Action::FoldAll, _) => reader.fold_all(),
        (Action::FocusNext, _) => reader.turn_focus(true),
        (Action::FocusPrevious, _) => reader.turn_focus(false),
        (Action::FocusShelf, Focus::Text) => reader.choose(reader.near.unwrap_or(0)),
        (Action::FocusText, _) => reader.leave_shelf(),
        _ => {}
    }
    None
}

fn move_page(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let height = usize::from(state.panes().text.height);
    let Some(Overlay::Page(page)) = &mut state.overlay else { return None };
    let times = count.unwrap_or(1);
    if page.choose(action, times, height) {
        return None;
    }
    page.top = match action {
        Action::ScrollDown => page.top.saturating_add(times),
        Action::ScrollUp => page.top.saturating_sub(times),
        Action::HalfDown => page.top + height / 2,
        Action::HalfUp => page.top.saturating_sub(height / 2),
        Action::PageDown => page.top + height,
        Action::PageUp => page.top.saturating_sub(height),
        Action::Top => 0,
        Action::Bottom => page.lines.len(),
        _ => page.top,
    };
    None
}

/// Opens a page over the article; the same key closes it again.
fn turn_page(state: &mut State, kind: PageKind) -> Option<Effect> {
    let open = state.page().is_some_and(|page| page.kind == kind);
    let known = kind == PageKind::Help || state.reader().is_some();
    state.overlay = (!open && known).then(|| Overlay::Page(Page::new(kind)));
    None
}

/// Closes whatever was opened last. With nothing left, `q` quits and Esc says so.
fn back(state: &mut State, quits: bool) -> Option<Effect> {
    if state.overlay.take().is_some() {
        return None;
    }
    if let Some(reader) = state.reader_mut() {
        if reader.focus != Focus::Text {
            reader.leave_shelf();
            return None;
        }
        if reader.find.take().is_some() && !quits {
            return None;
        }
    }
    if let Some(trail) = state.trail_mut()
        && (trail.following.take().is_some() || trail.back() || (!quits && trail.stop()))
    {
        return None;
    }
    if !quits {
        state.say("q quits");
    }
    quits.then_some(Effect::Quit)
}

fn restyle(state: &mut State, action: Action) -> Option<Effect> {
    let looks = &mut state.looks;
    match action {
        Action::Theme => {
            looks.theme = (looks.theme + 1) % looks.themes.len().max(1);
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

fn typeset(state: &mut State, action: Action) -> Option<Effect> {
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

fn turn(state: &mut State, forward: bool) -> Option<Effect> {
    let next = if forward { state.current.checked_add(1) } else { state.current.checked_sub(1) };
    match next.filter(|next| *next < state.trails.len()) {
        Some(next) => {
            state.current = next;
            state.overlay = None;
        }
        None if state.trails.len() < 2 => state.say("there is one article only"),
        None if forward => state.say("this is the last article"),
        None => state.say("this is the first article"),
    }
    None
}

fn find(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let reader = state.reader_mut()?;
    if action == Action::Find {
        let origin = reader.galley.spot(reader.top);
        state.overlay = Some(Overlay::Find(Prompt { text: String::new(), origin }));
        return None;
    }
    match reader.find {
        Some(_) => reader.step_match(action == Action::FindNext, count.unwrap_or(1)),
        None => state.say("/ finds"),
    }
    None
}

fn show_removed(state: &mut State) -> Option<Effect> {
    let reader = state.reader_mut()?;
    if reader.removals + reader.restored.len() == 0 {
        state.say("nothing was removed");
    } else {
        reader.removed = !reader.removed;
    }
    None
}

/// Puts a removed line back into the text, or drops it again: on the page of what was removed
/// the chosen one, in the text the marked one.
fn restore(state: &mut State, count: Option<usize>) -> Option<Effect> {
    let chosen = state.page().map(Page::chosen);
    let reader = state.reader_mut()?;
    let shown = reader.removed;
    let target = chosen.unwrap_or_else(|| reader.marked(count.unwrap_or(1)));
    let done = target.and_then(|id| reader.restore_or_drop(id));
    if let Some(Overlay::Page(page)) = &mut state.overlay {
        page.set_anew();
    }
    match done {
        Some(true) => state.say("put back into the text"),
        Some(false) => state.say("removed again"),
        None if chosen.is_some() => {}
        None if shown => state.say("no removed line is on the screen"),
        None => {
            let key = state.keymap.key(Action::ShowRemoved).unwrap_or_default();
            state.say(format!("{key} shows what was removed; then it can be put back"));
        }
    }
    None
}

fn copy_article(state: &mut State) -> Option<Effect> {
    let reading = &state.reader()?.reading;
    let title = reading.title().map(|title| format!("{title}\n\n")).unwrap_or_default();
    let text = format!("{title}{}\n", reading.text());
    state.say("article copied");
    Some(Effect::Copy(text))
}

/// Does something with an item: the one whose number was typed, else the chosen one. In the
/// text without a number, the article itself is meant.
fn on_item(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let reader = state.reader_mut()?;
    let item = match count {
        Some(number) => {
            let item = reader.galley.items.get(number.wrapping_sub(1)).cloned();
            if item.is_none() {
                state.complain(format!("there is no item {number}"));
                return None;
            }
            item
        }
        None => reader.chosen().cloned(),
    };
    match item {
        Some(item) => with_item(state, action, &item),
        None if action == Action::Follow => enter_outline(state),
        None if action == Action::Play => play_first(state),
        None => with_article(state, action),
    }
}

fn with_item(state: &mut State, action: Action, item: &Item) -> Option<Effect> {
    let Some(url) = &item.url else {
        state.complain(format!("the page gives no address for item {}", item.number));
        return None;
    };
    with_address(state, action, url.as_str(), item.kind == ItemKind::Video)
}

fn with_address(state: &mut State, action: Action, url: &str, video: bool) -> Option<Effect> {
    if action == Action::CopyLink {
        state.say("link copied");
        return Some(Effect::Copy(url.to_owned()));
    }
    let address = match Address::parse(url) {
        Ok(address) => address,
        Err(why) => {
            state.complain(why);
            return None;
        }
    };
    let host = address.host().to_owned();
    match action {
        Action::Follow if !video => follow(state, address),
        Action::Follow | Action::Play => {
            state.say(format!("playing from {host} …"));
            Some(Effect::Play(address))
        }
        _ => {
            state.say(format!("opening {host} …"));
            Some(Effect::Open(address))
        }
    }
}

fn follow(state: &mut State, address: Address) -> Option<Effect> {
    let ticket = state.ticket();
    state.say(format!("fetching {} …", address.host()));
    let trail = state.trail_mut()?;
    trail.following = Some((ticket, address.clone()));
    Some(Effect::Load { ticket, address })
}

/// Enter on a heading of the outline goes there to read.
fn enter_outline(state: &mut State) -> Option<Effect> {
    let reader = state.reader_mut()?;
    let outline = reader.entry().filter(|entry| entry.part == ShelfPart::Outline);
    let block =
        outline.and_then(|entry| reader.galley.headings.get(entry.index)).map(|heading| heading.block);
    match block {
        Some(block) => {
            reader.leave_shelf();
            reader.scroll_to_heading(block);
        }
        None => state.say("tab to the links first, or type a number: 3 enter"),
    }
    None
}

fn play_first(state: &mut State) -> Option<Effect> {
    let reader = state.reader()?;
    let videos: Vec<&Item> = reader.galley.items.iter().filter(|item| item.kind == ItemKind::Video).collect();
    match videos.as_slice() {
        [] => {
            state.say("there is no video");
            None
        }
        [only] => {
            let only = (*only).clone();
            with_item(state, Action::Play, &only)
        }
        _ => {
            state.say("which video? 2v plays the second");
            None
        }
    }
}

/// Opens the article itself, or copies its address.
fn with_article(state: &mut State, action: Action) -> Option<Effect> {
    let reading = &state.reader()?.reading;
    let source = match &reading.source {
        crate::model::Source::Url(url) => Some(url.to_string()),
        _ => None,
    };
    let Some(url) = reading.metadata.url.as_ref().map(ToString::to_string).or(source) else {
        state.complain("the article has no address");
        return None;
    };
    with_address(state, action, &url, false)
}
