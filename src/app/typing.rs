//! The line being typed: letters in and out of it, and what becomes of it. A file of its own for
//! whatever is asked; here only what all questions share.

use super::act::{answer, recall, switch};
use super::{Asked, Code, Effect, Find, Key, Overlay, Prompt, State};
use crate::layout::Spot;
use crate::model::Clean;

/// How much may be pasted into a line.
const LONGEST: usize = 200;

/// The line being typed, taken from the screen.
pub(super) fn take(state: &mut State) -> Option<Prompt> {
    match state.overlay.take_if(|overlay| matches!(overlay, Overlay::Prompt(_))) {
        Some(Overlay::Prompt(prompt)) => Some(prompt),
        _ => None,
    }
}

/// A key while a line is typed.
pub(super) fn press(state: &mut State, mut prompt: Prompt, key: Key) -> Option<Effect> {
    match (key.code, key.typed()) {
        (Code::Esc, _) => return cancel(state, &prompt),
        (Code::Enter, _) => return accept(state, &prompt),
        (Code::Backspace, _) if prompt.text.is_empty() => return cancel(state, &prompt),
        (Code::Backspace, _) => {
            prompt.text.pop();
        }
        (Code::Tab, _) => switch(&mut prompt),
        (Code::Up | Code::Down, _) => recall(state, &mut prompt, key.code == Code::Up),
        (Code::Char('c'), _) if key.ctrl => return cancel(state, &prompt),
        (Code::Char('u'), _) if key.ctrl => prompt.text.clear(),
        (_, Some(c)) => prompt.text.push_str(&Clean::text(&c.to_string())),
        _ => {}
    }
    change(state, prompt)
}

/// A text is pasted into the line, if there is one.
pub(super) fn paste(state: &mut State, text: &str) -> Option<Effect> {
    let mut prompt = take(state)?;
    let line: String = Clean::field(text).chars().take(LONGEST).collect();
    prompt.text.push_str(&line);
    change(state, prompt)
}

/// The line has changed; it stays on the screen.
fn change(state: &mut State, mut prompt: Prompt) -> Option<Effect> {
    match &mut prompt.asked {
        Asked::Find { origin } => search(state, &prompt.text, *origin),
        // Another name may be that of another file.
        Asked::Save { sure } => *sure = false,
        Asked::Pipe { .. } => {}
    }
    state.overlay = Some(Overlay::Prompt(prompt));
    None
}

/// The line is given up.
fn cancel(state: &mut State, prompt: &Prompt) -> Option<Effect> {
    state.typed.leave();
    match prompt.asked {
        Asked::Find { origin } => leave_search(state, origin),
        Asked::Save { .. } | Asked::Pipe { .. } => {}
    }
    None
}

/// The line is what was wanted.
fn accept(state: &mut State, prompt: &Prompt) -> Option<Effect> {
    if let Asked::Find { .. } = prompt.asked {
        keep_search(state, &prompt.text);
    }
    answer(state, prompt)
}

/// Searches while it is typed, from where the search began.
fn search(state: &mut State, needle: &str, origin: Spot) {
    if let Some(reader) = state.reader_mut() {
        let row = reader.galley.row(origin);
        reader.find = (!needle.is_empty()).then(|| Find::new(&reader.galley, needle, row));
        match reader.find.as_ref().and_then(Find::here) {
            Some(_) => reader.show_match(),
            None => reader.scroll_to(row),
        }
    }
}

fn leave_search(state: &mut State, origin: Spot) {
    if let Some(reader) = state.reader_mut() {
        reader.find = None;
        reader.scroll_to(reader.galley.row(origin));
    }
}

fn keep_search(state: &mut State, needle: &str) {
    let Some(reader) = state.reader_mut() else { return };
    if reader.find.as_ref().is_some_and(|find| find.matches.is_empty()) {
        reader.find = None;
        state.complain(format!("“{needle}” is not in the text"));
    }
}
