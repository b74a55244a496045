//! The line above the text and the line below it.

use super::pages::no_article;
use super::paint::Paint;
use super::{address, desk, waiting};
use crate::app::{
    Action, Asked, Focus, Form, Marked, Overlay, Page, PageKind, Pane, Pending, Prompt, Reader, Screen,
    State, Tone, Trail, Wish, advice,
};
use crate::layout::Role;
use crate::model::{ArticleRow, BlockId};
use crate::wrap::{clip, clip_words, width};

/// Blank columns at both ends of a line.
const MARGIN: usize = 1;

/// In fewer columns what does not fit is left out rather than cut.
const LEAST: usize = 12;

/// Where, and what is read; how far.
pub(super) fn top(state: &State, paint: &mut Paint<'_>, pane: Pane) {
    let right = place(state);
    let room = usize::from(pane.width).saturating_sub(width(&right) + MARGIN * 2 + 2);
    let mut column = MARGIN;
    for (index, (text, role)) in heading(state).into_iter().enumerate() {
        let gap = if index == 0 { "" } else { " · " };
        let left = (room + MARGIN).saturating_sub(column + width(gap));
        if left < LEAST && width(&text) > left && role != Role::Mistake {
            break;
        }
        column = paint.text(pane, 0, column, gap, Role::Top);
        column = paint.text(pane, 0, column, &clip_words(&text, left), role);
    }
    let start = usize::from(pane.width).saturating_sub(width(&right) + MARGIN);
    paint.text(pane, 0, start.max(column + 1), &right, Role::Top);
}

/// What the line above the text says at its left.
fn heading(state: &State) -> Vec<(String, Role)> {
    if let Some(page) = state.page() {
        return vec![(page.title().to_owned(), Role::TopSite)];
    }
    let Some(reader) = state.reader() else {
        return vec![("newsprint".to_owned(), Role::TopSite)];
    };
    if let Some((what, way_out)) = no_article(reader.reading.class) {
        return vec![(what.to_owned(), Role::Mistake), (with_keys(way_out, state), Role::Top)];
    }
    // As in a book: where it is from and, once the headline has left the screen, that.
    let site = reader.imprint.site.clone().map(|site| (site, Role::TopSite));
    let time = || reader.imprint.minutes.map(|minutes| format!("{minutes} min"));
    let beside = reader.running_title().or_else(time).map(|text| (text, Role::Top));
    site.into_iter().chain(beside).collect()
}

/// A hint with the keys in the place of their names.
fn with_keys(hint: &str, state: &State) -> String {
    let actions = [("{o}", Action::OpenBrowser), ("{v}", Action::Play), ("{tab}", Action::FocusNext)];
    actions.iter().fold(hint.to_owned(), |hint, (name, action)| {
        hint.replace(name, &state.keymap.key(*action).unwrap_or_default())
    })
}

/// What it says at its right: which article of how many, how deep, how far.
fn place(state: &State) -> String {
    if let Some(shown) = state.shown_desk().filter(|_| state.page().is_none()) {
        return desk::place(shown);
    }
    let mut parts = Vec::new();
    if state.trails.len() > 1 {
        parts.push(format!("{} of {}", state.current + 1, state.trails.len()));
    } else if let Some(row) = kept(state).filter(|_| state.page().is_none()) {
        parts.extend(row.starred.then(|| "★".to_owned()));
        let listed =
            state.desk.as_ref().filter(|desk| desk.list.row().is_some_and(|listed| listed.id == row.id));
        parts.extend(listed.map(desk::place));
    }
    if let Some(page) = state.page() {
        let shown = page.top + usize::from(state.panes().text.height);
        parts.push(format!("{} %", (shown * 100).checked_div(page.lines.len()).unwrap_or(100).min(100)));
    } else if let Some(reader) = state.reader() {
        let beside = state.panes().shelf.is_some();
        let section = reader.chapter_here().filter(|_| !beside && state.size.width >= 60);
        parts.extend(section.map(|section| format!("§ {} of {}", section + 1, reader.outline().len())));
        parts.push(format!("{} %", reader.percent()));
    }
    parts.join(" · ")
}

/// The row of the article that is shown, if it was opened from the desk.
fn kept(state: &State) -> Option<&ArticleRow> {
    state.reader()?.article.as_deref().filter(|_| state.desk.is_some())
}

/// What was removed, said, typed or found; the keys that may help.
pub(super) fn status(state: &State, paint: &mut Paint<'_>, pane: Option<Pane>) {
    let Some(pane) = pane else { return };
    if let Some(Overlay::Prompt(prompt)) = &state.overlay {
        return self::prompt(state, prompt, paint, pane);
    }
    let (text, role) = telling(state);
    let columns = usize::from(pane.width);
    let room = columns.saturating_sub(MARGIN * 2);
    let end = if is_address(state) {
        address::draw(paint, pane, MARGIN, &text, room)
    } else {
        paint.text(pane, 0, MARGIN, &clip_words(&text, room), role)
    };
    let hints = hints(state);
    let wide = |hint: &(String, &str)| width(&hint.0) + 1 + width(hint.1) + 2;
    let mut room = columns.saturating_sub(end + 2);
    let fitting = hints.iter().take_while(|hint| {
        let fits = wide(hint) <= room;
        room = room.saturating_sub(wide(hint));
        fits
    });
    let fitting: Vec<_> = fitting.collect();
    let total: usize = fitting.iter().map(|hint| wide(hint)).sum();
    let mut column = columns.saturating_sub(total + MARGIN) + 2;
    for (key, text) in fitting {
        column = paint.text(pane, 0, column, key, Role::Key) + 1;
        column = paint.text(pane, 0, column, text, Role::Status) + 2;
    }
}

/// The line being typed, with how often it was found.
fn prompt(state: &State, prompt: &Prompt, paint: &mut Paint<'_>, pane: Pane) {
    let sign = prompt.asked.sign();
    let (count, role) = remark(state, prompt);
    let columns = usize::from(pane.width);
    let least = width(sign) + width(&prompt.text).min(columns / 3) + 5;
    let count =
        if width(&count) + least > columns { clip(&count, columns.saturating_sub(least)) } else { count };
    let room = columns.saturating_sub(width(&count) + width(sign) + 5);
    let mut shown = prompt.text.as_str();
    while width(shown) > room {
        let mut letters = shown.chars();
        letters.next();
        shown = letters.as_str();
    }
    paint.fill(pane, Role::Body);
    let column = paint.text(pane, 0, MARGIN, sign, Role::Key);
    let column = paint.text(pane, 0, column, shown, Role::Prompt);
    paint.block(pane, 0, column, " ", Role::Caret);
    let start = usize::from(pane.width).saturating_sub(width(&count) + MARGIN);
    paint.text(pane, 0, start, &count, role);
}

/// What is said of the line while it is typed.
fn remark(state: &State, prompt: &Prompt) -> (String, Role) {
    let text = match prompt.asked {
        _ if prompt.text.is_empty() && !matches!(prompt.asked, Asked::Command { .. }) => String::new(),
        Asked::Find { .. } => format!("{} found", found(state)),
        Asked::Save { sure: true } => {
            return ("there is one already; enter again writes over it".to_owned(), Role::Mistake);
        }
        Asked::Save { .. } => match Form::of_name(&prompt.text) {
            Some(form) => form.name().to_owned(),
            None => return (".md, .txt, .html or .json".to_owned(), Role::Mistake),
        },
        Asked::Command { .. } => advice(state, &prompt.text),
        Asked::Pipe { .. } => "tab: another form".to_owned(),
        Asked::Filter => "site:gazette  tag:sea  is:starred  esc lifts it".to_owned(),
        Asked::AddFeed => "the address of a feed, or of a site that has one".to_owned(),
        Asked::Tag { .. } => "tab completes; -sea takes sea off; commas between".to_owned(),
    };
    (text, Role::Status)
}

fn found(state: &State) -> usize {
    state.reader().and_then(|reader| reader.find.as_ref()).map_or(0, crate::app::Find::count)
}

/// Whether the line below the text tells where the chosen item leads.
fn is_address(state: &State) -> bool {
    let chosen = state.reader().and_then(Reader::chosen).filter(|_| state.page().is_none());
    let quiet = state.notice.is_none() && state.pending == Pending::default();
    quiet && state.waiting().is_none() && chosen.is_some_and(|item| item.url.is_some())
}

/// What the line below the text says at its left.
fn telling(state: &State) -> (String, Role) {
    if let Some(notice) = &state.notice {
        let role = if notice.tone == Tone::Mistake { Role::Mistake } else { Role::Notice };
        return (notice.text.clone(), role);
    }
    if state.pending.count.is_some() || !state.pending.keys.is_empty() {
        let count = state.pending.count.map(|count| count.to_string()).unwrap_or_default();
        let keys: Vec<String> = state.pending.keys.iter().map(ToString::to_string).collect();
        return (format!("{count}{} …", keys.join(" ")), Role::Notice);
    }
    let told_above = is_loading(state) && state.page().is_none();
    if let Some(waiting) = state.waiting().filter(|_| !told_above) {
        return (waiting::telling(&waiting), Role::Status);
    }
    if let Some(Overlay::Hints(hints)) = &state.overlay {
        let does = if hints.does == Action::Follow { "follow" } else { "open in the browser" };
        return (format!("type the letters of what to {does}"), Role::Notice);
    }
    if let Some(shown) = state.shown_desk().filter(|_| state.page().is_none()) {
        return desk::telling(shown);
    }
    match (state.page(), state.reader()) {
        (Some(page), Some(reader)) if page.kind == PageKind::Ledger => (count_removed(reader), Role::Status),
        (None, Some(reader)) => of_article(state, reader),
        _ => (String::new(), Role::Status),
    }
}

fn of_article(state: &State, reader: &Reader) -> (String, Role) {
    if let Some(mark) = reader.mark {
        return (of_mark(reader, mark), Role::Status);
    }
    if let Some(item) = reader.chosen() {
        // The real address, because what a link says and where it leads may differ.
        return (item.url.as_ref().map_or("no address".into(), ToString::to_string), Role::Status);
    }
    if let Some(find) = &reader.find {
        return (format!("/{}  {} of {}", find.needle, find.place(), find.count()), Role::Status);
    }
    let key = state.keymap.key(Action::ShowRemoved).unwrap_or_default();
    let removed = match (reader.removals + reader.restored.len(), reader.removed) {
        (0, _) => "nothing removed".into(),
        (_, true) => format!("{} ({key} to hide)", count_removed(reader)),
        (_, false) => format!("{} ({key} to see)", count_removed(reader)),
    };
    (removed, Role::Status)
}

/// What the marked line is.
fn of_mark(reader: &Reader, mark: Marked) -> String {
    let mut ledger = reader.reading.ledger.iter();
    let dropped = ledger.find(|dropped| dropped.block.id == mark.block);
    let was = || reader.restored.get(&mark.block);
    match (dropped, mark.wish) {
        (Some(dropped), _) => format!("removed: {}", dropped.reason.told(mark.block)),
        (None, Wish::PutBack) => {
            format!("put back; was {}", was().map(|reason| reason.told(mark.block)).unwrap_or_default())
        }
        (None, Wish::Drop) => "drop this?".to_owned(),
    }
}

fn count_removed(reader: &Reader) -> String {
    let removed = match reader.removals {
        1 => "1 line removed".to_owned(),
        count => format!("{count} lines removed"),
    };
    match reader.restored.len() {
        0 => removed,
        count => format!("{removed}, {count} put back"),
    }
}

/// Keys that help right now, the most useful first.
fn hints(state: &State) -> Vec<(String, &'static str)> {
    let plain = state.page().is_none() && state.picker().is_none() && state.waiting().is_none();
    if let Some(shown) = state.shown_desk().filter(|_| plain) {
        return desk::hints(state, shown);
    }
    let rows = match (state.page(), state.reader()) {
        _ if state.picker().is_some() => {
            vec![(Action::Follow, "keep"), (Action::Back, "as before"), (Action::ScrollDown, "next")]
        }
        (Some(page), reader) => on_page(page, reader),
        (None, Some(reader)) if reader.mark.is_some() || state.waiting().is_none() => {
            on_article(state, reader)
        }
        (None, _) if state.waiting().is_some() => vec![(Action::Back, "stop"), (Action::Quit, "quit")],
        (None, _) => vec![(Action::Help, "help"), (Action::Quit, "quit")],
    };
    rows.into_iter().filter_map(|(action, text)| Some((state.keymap.key(action)?, text))).collect()
}

/// The keys of a page of newsprint's own: help, what was removed, a rule.
fn on_page(page: &Page, reader: Option<&Reader>) -> Vec<(Action, &'static str)> {
    if page.kind == PageKind::Rule {
        return vec![
            (Action::Follow, "write it"),
            (Action::FocusNext, "another"),
            (Action::FocusShelf, "what it does"),
            (Action::Back, "leave"),
        ];
    }
    [(Action::Back, "back")]
        .into_iter()
        .chain(reader.zip(page.chosen()).map(|(reader, id)| restoring(reader, id)))
        .chain(page.chosen().into_iter().flat_map(|_| {
            [(Action::Follow, "in the text"), (Action::FocusShelf, "whole"), (Action::KeepRule, "rule")]
        }))
        .chain([(Action::ScrollDown, "down")])
        .collect()
}

/// The keys of an article, by what is done with it just now.
fn on_article(state: &State, reader: &Reader) -> Vec<(Action, &'static str)> {
    if let Some(mark) = &reader.mark {
        return marking(mark.wish).to_vec();
    }
    if matches!(state.overlay, Some(Overlay::Hints(_))) {
        return vec![(Action::Back, "leave")];
    }
    if reader.focus != Focus::Text {
        return vec![
            (Action::Follow, "open"),
            (Action::OpenBrowser, "browser"),
            (Action::Back, "back"),
            (Action::CopyLink, "copy"),
            (Action::Play, "play"),
        ];
    }
    if reader.find.is_some() {
        return vec![(Action::FindNext, "next"), (Action::FindPrevious, "previous"), (Action::Back, "done")];
    }
    let is_kept = kept(state).is_some();
    [(Action::Help, "help")]
        .into_iter()
        .chain(reader.removed.then_some((Action::Restore, "put back")))
        .chain(is_kept.then_some((Action::Quit, "desk")))
        .chain((state.trails.len() > 1 || is_kept).then_some((Action::NextArticle, "next")))
        .chain(is_kept.then_some((Action::Star, "star")))
        .chain((!reader.shelf.is_empty()).then_some((Action::FocusNext, "sidebar")))
        .chain((!reader.outline().is_empty()).then_some((Action::NextSection, "next section")))
        .chain([(Action::OpenBrowser, "open"), (Action::Find, "find")])
        .collect()
}

/// The keys while a line is marked.
fn marking(wish: Wish) -> [(Action, &'static str); 4] {
    let does = if wish == Wish::Drop { "drop it" } else { "put it back" };
    [
        (Action::Follow, does),
        (Action::ScrollDown, "next"),
        (Action::ScrollUp, "previous"),
        (Action::Back, "leave"),
    ]
}

fn restoring(reader: &Reader, id: BlockId) -> (Action, &'static str) {
    (Action::Restore, if reader.restored.contains_key(&id) { "remove again" } else { "put back" })
}

fn is_loading(state: &State) -> bool {
    matches!(state.trail().map(Trail::top), Some(Screen::Loading { .. }))
}

/// All that a tiny screen has room for.
pub(super) fn one_line(state: &State, paint: &mut Paint<'_>, pane: Pane) {
    let title = match state.trail().map(Trail::top) {
        Some(Screen::Reading(reader)) => reader.reading.title().map(|title| title.folded().into_string()),
        Some(Screen::Loading { .. }) => state.waiting().map(|waiting| waiting::telling(&waiting)),
        Some(Screen::Failed { failure, .. }) => Some(failure.why.clone()),
        None => state.shown_desk().map(desk::one_line),
    };
    let text = format!("{} {}", place(state), title.unwrap_or_else(|| "newsprint".to_owned()));
    paint.text(pane, 0, 0, &clip_words(text.trim_start(), usize::from(pane.width)), Role::Body);
}
