//! The only writer of the state: a message in, at most one effect out.

use super::act::{self, act};
use super::{
    Action, Address, Code, Key, Lookup, Notice, Overlay, Reader, Screen, Size, State, Ticket, hints, picker,
    typing,
};
use crate::model::{Clean, Reading, WrittenRule};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The wheel was turned, by rows.
    Wheel(isize),
    /// A cell of the screen was clicked.
    Click {
        /// Its column.
        x: u16,
        /// Its row.
        y: u16,
    },
    /// The screen has another size.
    Resize(Size),
    /// A page arrived, or not.
    Loaded {
        /// The question that this answers.
        ticket: Ticket,
        /// The page, or why there is none.
        result: Result<Box<Reading>, String>,
    },
    /// The edge has something to say.
    Say(Notice),
    /// A rule was written, as this number of that file, or not.
    RuleKept(Result<(u32, String), String>),
    /// There is time to go on with long work.
    GoOn,
    /// This theme fits the terminal; it is worn unless the reader has chosen one.
    Wear(usize),
}

/// Something for the edge to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Fetch and read a page; answer with the ticket.
    Load {
        /// To be given back with the answer.
        ticket: Ticket,
        /// What to fetch.
        address: Address,
    },
    /// Open an address in the browser.
    Open(Address),
    /// Play an address.
    Play(Address),
    /// Put text on the clipboard.
    Copy(String),
    /// Write a rule into the reader's file of rules; answer with its number.
    KeepRule(Box<WrittenRule>),
    /// Catch clicks, or let them be.
    Mouse(bool),
    /// Draw every cell anew.
    Redraw,
    /// Go back to the shell until continued.
    Suspend,
    /// Answer with [`Msg::GoOn`], behind the keys that are waiting.
    GoOn,
}

/// Takes in what happened.
pub fn update(state: &mut State, msg: Msg) -> Option<Effect> {
    let effect = match msg {
        Msg::Key(key) => press(state, key),
        Msg::Paste(text) => typing::paste(state, &text),
        Msg::Wheel(rows) => wheel(state, rows),
        Msg::Click { x, y } => click(state, x, y),
        Msg::Resize(size) => resize(state, size),
        Msg::Loaded { ticket, result } => arrive(state, ticket, result),
        Msg::Say(notice) => {
            state.notice = Some(notice);
            None
        }
        Msg::RuleKept(result) => act::rule_kept(state, result),
        Msg::GoOn => {
            state.goes_on = false;
            state.reader_mut().and_then(|reader| {
                reader.search_on();
                None
            })
        }
        Msg::Wear(theme) => {
            picker::wear(state, theme);
            None
        }
    };
    state.settle();
    effect.or_else(|| go_on(state))
}

/// Asks for time, if there is long work to go on with and none was asked for yet.
fn go_on(state: &mut State) -> Option<Effect> {
    let wanted = !state.goes_on && state.reader().is_some_and(Reader::is_searching);
    state.goes_on |= wanted;
    wanted.then_some(Effect::GoOn)
}

fn resize(state: &mut State, size: Size) -> Option<Effect> {
    state.size = size;
    None
}

fn press(state: &mut State, key: Key) -> Option<Effect> {
    state.notice = None;
    if let Some(picker) = picker::take(state) {
        return picker::press(state, picker, key);
    }
    if let Some(prompt) = typing::take(state) {
        return typing::press(state, prompt, key);
    }
    if let Some(hints) = hints::take(state) {
        return hints::press(state, hints, key);
    }
    if count_up(state, key) {
        return None;
    }
    let pending = !state.pending.keys.is_empty() || state.pending.count.is_some();
    if key.code == Code::Esc && pending {
        state.pending = super::Pending::default();
        return None;
    }
    state.pending.keys.push(key);
    match state.keymap.find(&state.pending.keys) {
        Lookup::Pending => None,
        Lookup::Unbound => {
            state.pending = super::Pending::default();
            None
        }
        Lookup::Found(action) => {
            let count = std::mem::take(&mut state.pending).count;
            act(state, action, count)
        }
    }
}

/// Takes a digit into the count before a command.
fn count_up(state: &mut State, key: Key) -> bool {
    let digit = key.typed().and_then(|c| c.to_digit(10)).filter(|_| state.pending.keys.is_empty());
    let Some(digit) = digit.filter(|digit| *digit > 0 || state.pending.count.is_some()) else {
        return false;
    };
    let count = state.pending.count.unwrap_or(0) * 10 + digit as usize;
    state.pending.count = Some(count.min(9999));
    true
}

fn wheel(state: &mut State, rows: isize) -> Option<Effect> {
    let action = if rows < 0 { Action::ScrollUp } else { Action::ScrollDown };
    if let Some(picker) = picker::take(state) {
        picker::wheel(state, picker, rows);
        return None;
    }
    if let Some(Overlay::Page(_)) = state.overlay {
        return act(state, action, Some(rows.unsigned_abs()));
    }
    if let Some(reader) = state.reader_mut() {
        reader.scroll(rows);
    }
    None
}

fn click(state: &mut State, x: u16, y: u16) -> Option<Effect> {
    if let Some(picker) = picker::take(state) {
        picker::click(state, picker, x, y);
        return None;
    }
    if state.overlay.is_some() {
        return None;
    }
    let panes = state.panes();
    let reader = state.reader_mut()?;
    if let Some((row, _)) = panes.shelf.and_then(|shelf| shelf.within(x, y)) {
        let row = row + reader.shelf_top;
        let entry = reader.shelf.entries.iter().position(|entry| entry.rows.contains(&row))?;
        reader.choose(entry);
    } else if let Some((row, column)) = panes.text.within(x, y) {
        let number = item_at(reader, row, column)?;
        reader.choose_item(number);
    }
    None
}

/// The number of the item whose link or mark is at a cell of the text.
fn item_at(reader: &Reader, row: usize, column: usize) -> Option<usize> {
    let line = reader.galley.line(reader.top + row)?;
    let mut end = 0;
    let mut runs = line.runs.iter();
    let run = runs.find(|run| {
        end += crate::wrap::width(&run.text);
        column < end
    })?;
    run.items.map(|(first, _)| first)
}

/// A page arrived for a screen that waits for it, or to lie on top of one that asked.
fn arrive(state: &mut State, ticket: Ticket, result: Result<Box<Reading>, String>) -> Option<Effect> {
    let trail = state.trails.iter_mut().find(|trail| trail.waits_for(ticket))?;
    let result = result
        .map(|reading| Screen::Reading(Box::new(Reader::new(*reading))))
        .map_err(|message| Clean::field(&message).into_string());
    if let Screen::Loading { address, .. } = trail.top() {
        let failed = |message| Screen::Failed { address: address.clone(), message };
        let screen = result.unwrap_or_else(failed);
        *trail.top_mut() = screen;
        return None;
    }
    trail.following = None;
    match result {
        Ok(screen) => {
            trail.push(screen);
            // Letters on the links of the article below mean nothing here.
            hints::take(state);
            state.notice = None;
        }
        Err(message) => state.complain(message),
    }
    None
}
