//! Follows, opens, plays and copies: an item of the sidebar, or the article itself.

use crate::app::{Action, Address, Effect, Reader, Screen, State, Trail};
use crate::layout::{Item, ItemKind, ShelfPart, untracked};
use crate::model::Source;

/// Does something with an item: the one whose number was typed, else the chosen one. In the
/// text without a number, the article itself is meant.
pub(super) fn on_item(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let Some(reader) = state.reader_mut() else {
        return match action {
            Action::OpenBrowser | Action::CopyLink => with_article(state, action),
            _ => None,
        };
    };
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

pub(in crate::app) fn with_address(
    state: &mut State,
    action: Action,
    url: &str,
    video: bool,
) -> Option<Effect> {
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
    let own = state.reader().and_then(Reader::host).map(str::to_owned);
    if let Some(what) = state.doubt.about(&address, own.as_deref()) {
        let key = state.keymap.key(action).unwrap_or_default();
        state.complain(format!("{key} again opens {what}"));
        return None;
    }
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

/// Opens an address here, over the article.
pub(in crate::app) fn follow(state: &mut State, address: Address) -> Option<Effect> {
    let ticket = state.ticket();
    let trail = state.trail_mut()?;
    trail.following = Some((ticket, address.clone()));
    trail.renewing = false;
    Some(Effect::Load { ticket, address })
}

/// Enter on a section of the outline goes there to read.
fn enter_outline(state: &mut State) -> Option<Effect> {
    let reader = state.reader_mut()?;
    match reader.entry().filter(|entry| entry.part == ShelfPart::Outline).map(|entry| entry.index) {
        Some(chapter) => {
            reader.leave_shelf();
            reader.scroll_to_chapter(chapter);
        }
        None => state.say("f puts letters on the links; 3 enter opens the third"),
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

/// The address of what is shown, or of what could not be.
fn address_of(screen: &Screen) -> Option<String> {
    let reading = match screen {
        Screen::Reading(reader) => &reader.reading,
        Screen::Loading { address, .. } | Screen::Failed { address, .. } => return Some(address.to_string()),
    };
    let source = match &reading.source {
        Source::Url(url) => Some(url.to_string()),
        _ => None,
    };
    reading.metadata.url.as_ref().map(ToString::to_string).or(source)
}

/// Opens the article itself, or copies its address.
fn with_article(state: &mut State, action: Action) -> Option<Effect> {
    let Some(url) = state.trail().map(Trail::top).and_then(address_of) else {
        state.complain("the article has no address");
        return None;
    };
    with_address(state, action, &untracked(&url), false)
}
