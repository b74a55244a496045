//! The only writer of the state: a message in, at most one effect out.

use super::act::{self, act, piped, saved};
use super::{
    Address, Code, Errand, Failure, Form, Key, Lookup, Notice, Reader, Screen, Size, State, Ticket, Word,
    desk, hints, mouse, picker, typing,
};
use crate::model::{Clean, Reading, WrittenRule};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The wheel was turned.
    Wheel {
        /// By so many rows, downwards.
        rows: isize,
        /// Over this column.
        x: u16,
    },
    /// A cell of the screen was clicked.
    Click {
        /// Its column.
        x: u16,
        /// Its row.
        y: u16,
    },
    /// The mouse was moved while its button is down.
    Drag {
        /// To this column
        x: u16,
        /// and this row.
        y: u16,
    },
    /// The mouse's button was let go.
    Release,
    /// So many milliseconds have gone by since the start.
    Time(u64),
    /// The screen has another size.
    Resize(Size),
    /// A page arrived, or not.
    Loaded {
        /// The question that this answers.
        ticket: Ticket,
        /// The page, or why there is none.
        result: Result<Box<Reading>, Failure>,
    },
    /// A program has answered, or could not.
    Piped {
        /// The question that this answers.
        ticket: Ticket,
        /// What it said, or why it could not be asked.
        result: Result<Piped, String>,
    },
    /// A file was written, or not.
    Saved {
        /// The name as it was typed.
        name: String,
        /// Where it is now, or why it is not.
        result: Result<String, Unsaved>,
    },
    /// The edge has something to say.
    Say(Notice),
    /// A rule was written, as this number of that file, or not.
    RuleKept(Result<(u32, String), String>),
    /// There is time to go on with long work.
    GoOn,
    /// This theme fits the terminal; it is worn unless the reader has chosen one.
    Wear(usize),
    /// The desk is to be opened.
    SitDown,
    /// The edge tells something of the library.
    Word(Word),
    /// The screen is up: there is time to ask whether what is on it is in the library.
    LookUp,
    /// No key was pressed for a while.
    Pause,
    /// The page of this ticket, or one that nobody waited for, is a feed.
    Feed(Option<Ticket>),
}

/// What a program said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piped {
    /// What it printed.
    pub text: String,
    /// What went wrong with it, in words.
    pub trouble: Option<String>,
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsaved {
    /// There is one of that name.
    Exists,
    /// It could not be.
    Failed(String),
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
    /// Write the article to a file.
    Save {
        /// The name as it was typed.
        name: String,
        /// What to write.
        form: Form,
        /// Whether it may take the place of another file.
        over: bool,
    },
    /// Give the article to a program; answer with the ticket.
    Pipe {
        /// To be given back with the answer.
        ticket: Ticket,
        /// The program and its arguments.
        command: Vec<String>,
        /// What it is given.
        form: Form,
        /// Whether it is given the terminal as well.
        terminal: bool,
    },
    /// Stop the program of that ticket.
    Stop(Ticket),
    /// Open a copy of the article in an editor.
    Edit,
    /// Catch clicks, or let them be.
    Mouse(bool),
    /// Draw every cell anew.
    Redraw,
    /// Go back to the shell until continued.
    Suspend,
    /// Answer with [`Msg::GoOn`], behind the keys that are waiting.
    GoOn,
    /// Put the article that is shown into the library.
    Keep,
    /// Do this with the library, in this order.
    Errands(Vec<Errand>),
}

/// Takes in what happened.
pub fn update(state: &mut State, msg: Msg) -> Option<Effect> {
    let effect = match msg {
        Msg::Key(key) => press(state, key),
        Msg::Paste(text) => typing::paste(state, &text),
        Msg::Wheel { rows, x } => mouse::wheel(state, rows, x),
        Msg::Click { x, y } => mouse::click(state, x, y),
        Msg::Drag { x, y } => mouse::drag(state, x, y),
        Msg::Release => mouse::release(state),
        Msg::Time(now) => tell_time(state, now),
        Msg::Resize(size) => resize(state, size),
        Msg::Loaded { ticket, result } => arrive(state, ticket, result),
        Msg::Piped { ticket, result } => {
            piped(state, ticket, result);
            None
        }
        Msg::Saved { name, result } => {
            saved(state, name, result);
            None
        }
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
        Msg::SitDown => desk::sit_down(state),
        Msg::Word(word) => desk::hear(state, word),
        Msg::Feed(ticket) => desk::keeping::is_feed(state, ticket),
        Msg::LookUp => look_up(state),
        Msg::Pause => desk::opening::pause(state),
    };
    state.settle();
    effect.or_else(|| desk::opening::mark_at_end(state)).or_else(|| go_on(state))
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

fn tell_time(state: &mut State, now: u64) -> Option<Effect> {
    state.waits.now = now;
    None
}

fn press(state: &mut State, key: Key) -> Option<Effect> {
    state.notice = None;
    if let Some(picker) = picker::take(state) {
        return picker::press(state, picker, key);
    }
    state.pointed = false;
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
    match state.keymap.find_in(state.scene(), &state.pending.keys) {
        Lookup::Pending => None,
        Lookup::Unbound => {
            state.pending = super::Pending::default();
            None
        }
        Lookup::Found(action) => {
            let count = std::mem::take(&mut state.pending).count;
            state.doubt.turn();
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

/// A page arrived for a screen that waits for it, to lie on top of one that asked, or to take
/// its place.
fn arrive(state: &mut State, ticket: Ticket, result: Result<Box<Reading>, Failure>) -> Option<Effect> {
    let trail = state.trails.iter_mut().find(|trail| trail.waits_for(ticket))?;
    let result = result.map(|reading| Screen::Reading(Box::new(Reader::new(*reading)))).map_err(|failure| {
        let why = Clean::field(&failure.why).into_string();
        Failure { why, ..failure }
    });
    if let Screen::Loading { address, .. } = trail.top() {
        let failed = |failure| Screen::Failed { address: address.clone(), failure };
        let screen = result.unwrap_or_else(failed);
        *trail.top_mut() = screen;
        return look_up(state);
    }
    trail.following = None;
    match result {
        Ok(screen) => {
            if trail.renewing {
                trail.renew(screen);
            } else {
                trail.push(screen);
            }
            // Letters on the links of the article below mean nothing here.
            hints::take(state);
            state.notice = None;
            return look_up(state);
        }
        Err(failure) => state.complain(failure.why),
    }
    None
}

/// Asks whether the articles that have come are in the library.
fn look_up(state: &State) -> Option<Effect> {
    let is_outside = state.keeps && state.desk.is_none();
    let addresses = if is_outside { state.addresses() } else { Vec::new() };
    desk::errand(addresses.into_iter().map(Errand::Find).collect())
}
