//! The line being typed: letters in and out of it, and what becomes of it. A file of its own for
//! whatever is asked; here only what all questions share.

use crate::app::act::{answer, recall, switch};
use crate::app::desk::prompts;
use crate::app::{Action, Asked, Code, Effect, Key, Lookup, Overlay, Prompt, Reader, State, command};
use crate::layout::Spot;
use crate::model::Clean;

/// How much may be pasted into a line.
const LONGEST: usize = 200;

/// The line being typed, taken from the screen.
pub(in crate::app) fn take(state: &mut State) -> Option<Prompt> {
    match state.overlay.take_if(|overlay| matches!(overlay, Overlay::Prompt(_))) {
        Some(Overlay::Prompt(prompt)) => Some(prompt),
        _ => None,
    }
}

/// A key while a line is typed.
pub(in crate::app) fn press(state: &mut State, mut prompt: Prompt, key: Key) -> Option<Effect> {
    match (key.code, key.typed()) {
        (Code::Esc, _) => return cancel(state, &prompt),
        (Code::Enter, _) => return accept(state, &prompt),
        (Code::Backspace, _) if prompt.text.is_empty() => return cancel(state, &prompt),
        (Code::Backspace, _) => {
            prompt.text.pop();
        }
        (Code::Tab | Code::BackTab, _) if matches!(prompt.asked, Asked::Command { .. }) => {
            command::complete(state, &mut prompt, key.code == Code::Tab);
            state.overlay = Some(Overlay::Prompt(prompt));
            return None;
        }
        (Code::Tab | Code::BackTab, _) if matches!(prompt.asked, Asked::Tag { .. }) => {
            prompts::complete(state, &mut prompt, key.code == Code::Tab);
            state.overlay = Some(Overlay::Prompt(prompt));
            return None;
        }
        (Code::Tab, _) => switch(&mut prompt),
        (Code::Up | Code::Down, _) => recall(state, &mut prompt, key.code == Code::Up),
        (Code::Char('c'), _) if key.ctrl => return cancel(state, &prompt),
        (Code::Char('u'), _) if key.ctrl => prompt.text.clear(),
        // Whatever else leads back, such as the ^g of emacs.
        (_, None) if state.keymap.find(&[key]) == Lookup::Found(Action::Back) => {
            return cancel(state, &prompt);
        }
        (_, Some(c)) => prompt.text.push_str(&Clean::text(&c.to_string())),
        _ => {}
    }
    change(state, prompt)
}

/// A text is pasted into the line, if there is one.
pub(in crate::app) fn paste(state: &mut State, text: &str) -> Option<Effect> {
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
        Asked::Pipe { .. } | Asked::AddFeed => {}
        Asked::Command { stem, .. } | Asked::Tag { stem, .. } => *stem = None,
        Asked::Filter => {
            let effect = prompts::filter(state, &prompt.text);
            state.overlay = Some(Overlay::Prompt(prompt));
            return effect;
        }
    }
    state.overlay = Some(Overlay::Prompt(prompt));
    None
}

/// The line is given up.
fn cancel(state: &mut State, prompt: &Prompt) -> Option<Effect> {
    state.typed.leave();
    match prompt.asked {
        Asked::Find { origin } => leave_search(state, origin),
        Asked::Filter => return prompts::filter(state, ""),
        Asked::Save { .. }
        | Asked::Pipe { .. }
        | Asked::Command { .. }
        | Asked::AddFeed
        | Asked::Tag { .. } => {}
    }
    None
}

/// The line is what was wanted.
fn accept(state: &mut State, prompt: &Prompt) -> Option<Effect> {
    match prompt.asked {
        Asked::Find { origin } => keep_search(state, &prompt.text, origin),
        Asked::Save { .. }
        | Asked::Pipe { .. }
        | Asked::Command { .. }
        | Asked::Filter
        | Asked::AddFeed
        | Asked::Tag { .. } => {}
    }
    answer(state, prompt)
}

/// Searches while it is typed, from where the search began.
fn search(state: &mut State, needle: &str, origin: Spot) {
    if let Some(reader) = state.reader_mut() {
        reader.search(needle, origin);
    }
}

fn leave_search(state: &mut State, origin: Spot) {
    if let Some(reader) = state.reader_mut() {
        reader.cancel_search(origin);
    }
}

/// Searches for words that were typed as a whole.
pub(in crate::app) fn search_for(state: &mut State, needle: &str) -> Option<Effect> {
    let origin = state.reader().map(Reader::here)?;
    search(state, needle, origin);
    keep_search(state, needle, origin);
    None
}

fn keep_search(state: &mut State, needle: &str, origin: Spot) {
    let Some(reader) = state.reader_mut() else { return };
    if !reader.accept_search() {
        state.complain(format!("“{needle}” is not in the text"));
    } else if reader.find.is_some() {
        reader.leave_mark_at(origin);
    }
}
