//! What is typed on the desk: a filter, which works while it is typed; the address of a feed; tags.

use super::asking::errand;
use super::{DeskPane, Errand, Stack, deeds};
use crate::app::{Asked, Effect, Overlay, Prompt, State};

fn ask(state: &mut State, asked: Asked, text: String) -> Option<Effect> {
    state.typed.leave();
    state.overlay = Some(Overlay::Prompt(Prompt { asked, text }));
    None
}

/// Asks what the list is to be filtered by.
pub(super) fn ask_filter(state: &mut State) -> Option<Effect> {
    let filter = state.desk.as_mut()?.filter.clone();
    state.desk.as_mut()?.pane = DeskPane::List;
    ask(state, Asked::Filter, filter)
}

/// The filter has changed while it is typed.
pub(in crate::app) fn filter(state: &mut State, text: &str) -> Option<Effect> {
    errand(filter_by(state, text))
}

/// Filters the list; where the filter is lifted, the selected article stays selected.
pub(super) fn filter_by(state: &mut State, text: &str) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    if desk.filter == text {
        return Vec::new();
    }
    text.clone_into(&mut desk.filter);
    let selected = desk.list.row().map(|row| row.id).filter(|_| text.is_empty());
    let errands = state.ask_list();
    if let Some(desk) = &mut state.desk {
        desk.asked.keep = selected;
    }
    errands
}

/// Asks for a feed's address.
pub(super) fn ask_feed(state: &mut State) -> Option<Effect> {
    let source = state.desk.as_ref().and_then(|desk| desk.source.as_ref());
    let text = source.map(|source| source.as_str().to_owned()).unwrap_or_default();
    ask(state, Asked::AddFeed, text)
}

/// Subscribes.
pub(in crate::app) fn add_feed(state: &mut State, typed: &str) -> Option<Effect> {
    let typed = typed.trim();
    if typed.is_empty() {
        state.say("add wants the address of a feed, or of a site");
        return None;
    }
    state.say(format!("looking for a feed at {typed} …"));
    errand(vec![Errand::AddFeed(typed.to_owned())])
}

/// Asks for tags.
pub(super) fn ask_tag(state: &mut State) -> Option<Effect> {
    let desk = state.shown_desk();
    let on_feed = desk.is_some_and(|desk| desk.pane == DeskPane::Stacks);
    let feed = desk.and_then(super::Desk::feed);
    let article = match desk {
        Some(desk) => desk.list.row().is_some(),
        None => state.reader().is_some_and(|reader| reader.article.is_some()),
    };
    if on_feed && feed.is_none() {
        state.say("choose a feed to tag it; tab goes to the articles");
        return None;
    }
    if !on_feed && !article {
        deeds::nothing(state);
        return None;
    }
    ask(state, Asked::Tag { stem: None, pick: 0 }, String::new())
}

/// Tags what is meant.
pub(in crate::app) fn tag(state: &mut State, typed: &str) -> Option<Effect> {
    errand(deeds::tag(state, typed))
}

impl State {
    /// The tags that there are.
    pub(in crate::app) fn known_tags(&self) -> Vec<&str> {
        let stacks = self.desk.iter().flat_map(|desk| &desk.stacks);
        let tags = stacks.filter_map(|row| match &row.stack {
            Stack::Tag(tag) => Some(tag.as_str()),
            _ => None,
        });
        tags.collect()
    }
}

/// Puts the next tag that goes on as what was typed into the line.
pub(in crate::app) fn complete(state: &State, prompt: &mut Prompt, forward: bool) {
    let Asked::Tag { stem, pick } = prompt.asked else { return };
    let begun = stem.unwrap_or(prompt.text.len());
    let typed = prompt.text.get(..begun).unwrap_or_default().to_owned();
    let from = typed.rfind([',', '-']).map_or(0, |at| at + 1);
    let (before, word) = typed.split_at(from);
    let blank = word.len() - word.trim_start().len();
    let (gap, word) = word.split_at(blank);
    let fitting: Vec<&str> = state
        .known_tags()
        .into_iter()
        .filter(|tag| tag.to_lowercase().starts_with(&word.to_lowercase()))
        .collect();
    let Some(last) = fitting.len().checked_sub(1) else { return };
    let next = match stem {
        None if forward => 0,
        None => last,
        Some(_) => (pick + if forward { 1 } else { last }) % (last + 1),
    };
    if let Some(tag) = fitting.get(next) {
        prompt.text = format!("{before}{gap}{tag}");
        prompt.asked = Asked::Tag { stem: Some(begun), pick: next };
    }
}
