//! The command line: `:theme light`, `:40%`, `:section 3`, and every action by its name.

use std::ops::ControlFlow;

use crate::app::act::{act, open_address};
use crate::app::desk::commands;
use crate::app::{Action, Address, Asked, Effect, Looks, Overlay, Prompt, State, actions, nearest, typing};

/// A command that is no action, or more than one.
struct Row {
    name: &'static str,
    /// What stands behind it.
    wants: &'static str,
    help: &'static str,
}

const COMMANDS: &[Row] = &[
    Row { name: "q", wants: "", help: "Quit at once" },
    Row { name: "theme", wants: "NAME", help: "Wear another theme" },
    Row { name: "measure", wants: "COLUMNS", help: "How wide the text may be" },
    Row { name: "section", wants: "NUMBER", help: "To a section, by its number" },
    Row { name: "open", wants: "ADDRESS", help: "Open an address here, or an item by its number" },
    Row { name: "find", wants: "WORDS", help: "Find words in the text" },
    Row { name: "add", wants: "ADDRESS", help: "Add a feed, by its address or that of its site" },
    Row { name: "tag", wants: "TAG, -TAG", help: "Give the article tags, or take them off" },
    Row { name: "sort", wants: "ORDER", help: "Put the list in another order" },
    Row { name: "filter", wants: "WORDS", help: "Filter the list" },
    Row { name: "save-search", wants: "NAME", help: "Keep what the list is filtered by, under a name" },
    Row { name: "forget-search", wants: "NAME", help: "Forget a search that was kept" },
    Row { name: "rename", wants: "NAME", help: "Call the feed something else" },
    Row {
        name: "complete",
        wants: "auto, always or never",
        help: "When the pages of the feed's items are fetched",
    },
    Row { name: "stop", wants: "", help: "Stop asking the feeds" },
];

/// Begins a command.
pub(in crate::app) fn ask(state: &mut State) -> Option<Effect> {
    let asked = Asked::Command { stem: None, pick: 0 };
    state.overlay = Some(Overlay::Prompt(Prompt { asked, text: String::new() }));
    None
}

/// Does what was typed.
pub(in crate::app) fn run(state: &mut State, text: &str) -> Option<Effect> {
    let text = text.trim().trim_start_matches(':').trim_start();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(digits);
    let count = number.parse().ok();
    let (word, rest) = rest.trim_start().split_once(char::is_whitespace).unwrap_or((rest.trim_start(), ""));
    match (word, rest.trim()) {
        ("", _) if count.is_none() => None,
        ("" | "%", _) => act(state, Action::Percent, count),
        ("q" | "q!" | "qa" | "quit" | "exit", _) => act(state, Action::QuitNow, None),
        ("theme", name) if !name.is_empty() => theme(state, name),
        ("measure", columns) => measure(state, columns),
        ("section", number) => section(state, number),
        ("open", address) => open(state, address),
        ("find", words) if !words.is_empty() => typing::search_for(state, words),
        (word, rest) => match commands::run(state, word, rest) {
            ControlFlow::Break(done) => done,
            ControlFlow::Continue(()) => named(state, word, count.or_else(|| rest.parse().ok())),
        },
    }
}

/// An action by its name.
fn named(state: &mut State, word: &str, count: Option<usize>) -> Option<Effect> {
    if let Ok(action) = word.parse::<Action>() {
        return act(state, action, count);
    }
    let hint = nearest(word, names()).map(|name| format!("; did you mean {name}?")).unwrap_or_default();
    state.complain(format!("“{word}” is not a command{hint}"));
    None
}

fn theme(state: &mut State, name: &str) -> Option<Effect> {
    let themes = &state.looks.themes;
    if let Some(theme) = themes.iter().position(|theme| theme == name) {
        state.looks.wear(theme);
        state.say(format!("theme {name}"));
    } else {
        let near = nearest(name, themes.iter().map(String::as_str));
        let hint = near.map_or_else(|| themes.join(", "), |near| format!("did you mean {near}?"));
        state.complain(format!("there is no theme “{name}”; {hint}"));
    }
    None
}

fn measure(state: &mut State, columns: &str) -> Option<Effect> {
    let (least, most) = (Looks::MEASURES.start(), Looks::MEASURES.end());
    match columns.parse::<u16>().ok().filter(|columns| Looks::MEASURES.contains(columns)) {
        Some(columns) => {
            state.looks.measure = columns;
            state.say(format!("{columns} columns"));
        }
        None => state.complain(format!("measure wants a number from {least} to {most}")),
    }
    None
}

fn section(state: &mut State, number: &str) -> Option<Effect> {
    let count = state.reader()?.outline().len();
    match number.parse::<usize>().ok().filter(|number| (1..=count).contains(number)) {
        Some(number) => {
            let reader = state.reader_mut()?;
            reader.leave_mark();
            reader.leave_shelf();
            reader.scroll_to_chapter(number - 1);
        }
        None if count == 0 => state.complain("the article has no sections"),
        None => state.complain(format!("section wants a number from 1 to {count}")),
    }
    None
}

/// An item's number, or an address; `https://` may be left out.
fn open(state: &mut State, address: &str) -> Option<Effect> {
    if let Ok(number) = address.parse() {
        return act(state, Action::Follow, Some(number));
    }
    let whole = if address.contains("://") { address.to_owned() } else { format!("https://{address}") };
    match Address::parse(&whole) {
        Ok(address) => open_address(state, address),
        Err(_) if address.is_empty() => {
            state.complain("open wants an address, or the number of an item");
            None
        }
        Err(why) => {
            state.complain(why);
            None
        }
    }
}

/// The names of all commands, those of this file first.
fn names() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().map(|row| row.name).chain(actions().map(|row| row.name))
}

/// What may follow what was typed.
fn candidates(state: &State, stem: &str) -> Vec<String> {
    if let Some(name) = stem.strip_prefix("theme ") {
        let fitting = state.looks.themes.iter().filter(|theme| theme.starts_with(name.trim_start()));
        return fitting.map(|theme| format!("theme {theme}")).collect();
    }
    if let Some(fitting) = commands::candidates(state, stem) {
        return fitting;
    }
    let mut fitting: Vec<&str> = names().filter(|name| name.starts_with(stem)).collect();
    let mut seen = std::collections::HashSet::new();
    fitting.retain(|name| seen.insert(*name));
    fitting.into_iter().map(str::to_owned).collect()
}

/// Puts the next name that goes on as what was typed into the line.
pub(in crate::app) fn complete(state: &State, prompt: &mut Prompt, forward: bool) {
    let Asked::Command { stem, pick } = prompt.asked else { return };
    let begun = stem.unwrap_or(prompt.text.len());
    let candidates = candidates(state, prompt.text.get(..begun).unwrap_or_default());
    let count = candidates.len();
    if count == 0 {
        return;
    }
    let next = match stem {
        None if forward => 0,
        None => count - 1,
        Some(_) => (pick + if forward { 1 } else { count - 1 }) % count,
    };
    if let Some(text) = candidates.into_iter().nth(next) {
        prompt.text = text;
        prompt.asked = Asked::Command { stem: Some(begun), pick: next };
    }
}

/// What is said beside the line: what the command does, or what else may be meant.
#[must_use]
pub fn advice(state: &State, text: &str) -> String {
    if text.is_empty() {
        return "tab completes".to_owned();
    }
    let word = text.split(' ').next().unwrap_or_default();
    if let Some(row) = COMMANDS.iter().find(|row| row.name == word) {
        let wants = if row.wants.is_empty() { String::new() } else { format!("{}: ", row.wants) };
        let known =
            if row.name == "theme" { format!("; {}", state.looks.themes.join(", ")) } else { String::new() };
        return format!("{wants}{}{known}", row.help);
    }
    if let Some(row) = actions().find(|row| row.name == word) {
        return row.help.to_owned();
    }
    let others = candidates(state, text);
    others.iter().take(6).map(String::as_str).collect::<Vec<_>>().join("  ")
}
