//! Commands of the desk that want words: `:add gazette.example`, `:sort longest`.

use std::ops::ControlFlow;

use super::asking::errand;
use super::{Desk, Errand, Stack, act, prompts};
use crate::app::{Effect, State};
use crate::model::{Completion, Sort};

/// Does a command, unless it is none of the desk or has not the words it wants.
pub(in crate::app) fn run(state: &mut State, word: &str, rest: &str) -> ControlFlow<Option<Effect>> {
    let has_desk = state.desk.is_some();
    ControlFlow::Break(match (word, rest) {
        ("stop", "") if has_desk => errand(vec![Errand::StopRefresh]),
        ("add", address) if has_desk || state.keeps => prompts::add_feed(state, address),
        (_, "") => return ControlFlow::Continue(()),
        ("tag", tags) => prompts::tag(state, tags),
        ("sort" | "filter" | "rename" | "complete" | "save-search" | "forget-search", _) if !has_desk => {
            state.complain(format!("{word} is for the desk; newsprint alone opens it"));
            None
        }
        ("sort", name) => sort(state, name),
        ("filter", words) => prompts::filter(state, words),
        ("rename", name) => with_feed(state, "rename", |feed| Errand::RenameFeed(feed, name.to_owned())),
        ("complete", when) => complete(state, when),
        ("save-search", name) => save_search(state, name),
        ("forget-search", name) => errand(vec![Errand::ForgetSearch(name.to_owned())]),
        _ => return ControlFlow::Continue(()),
    })
}

fn sort(state: &mut State, name: &str) -> Option<Effect> {
    if let Some(sort) = Sort::named(name) {
        return errand(act::sort_by(state, sort));
    }
    let names: Vec<&str> = Sort::ALL.iter().map(|sort| sort.name()).collect();
    state.complain(format!("there is no order “{name}”; {}", names.join(", ")));
    None
}

fn with_feed(
    state: &mut State,
    word: &str,
    errand_of: impl FnOnce(crate::model::FeedId) -> Errand,
) -> Option<Effect> {
    if let Some(feed) = state.desk.as_ref().and_then(Desk::feed) {
        return errand(vec![errand_of(feed)]);
    }
    state.complain(format!("{word} is for a feed; choose one first"));
    None
}

fn complete(state: &mut State, when: &str) -> Option<Effect> {
    if let Some(completion) = Completion::named(when) {
        return with_feed(state, "complete", |feed| Errand::Complete(feed, completion));
    }
    state.complain("complete wants auto, always or never");
    None
}

/// Keeps what the list is filtered by, with what the stack asks for.
fn save_search(state: &mut State, name: &str) -> Option<Effect> {
    let desk = state.desk.as_ref()?;
    let of_stack = match desk.shown() {
        Some(Stack::Unread) => "is:unread".to_owned(),
        Some(Stack::Starred) => "is:starred".to_owned(),
        Some(Stack::Search { query, .. }) => query.clone(),
        Some(Stack::Tag(tag)) => format!("tag:\"{tag}\""),
        Some(Stack::Feed(_)) => {
            let name = desk.stacks.get(desk.stack).map(|row| row.name.as_str()).unwrap_or_default();
            format!("feed:\"{name}\"")
        }
        Some(Stack::All) | None => String::new(),
    };
    let query = format!("{of_stack} {}", desk.filter).trim().to_owned();
    if query.is_empty() {
        state.complain("there is nothing to keep: / filters the list first");
        return None;
    }
    state.say(format!("kept as {name}: {query}"));
    errand(vec![Errand::SaveSearch(name.to_owned(), query)])
}

/// What may follow a command of the desk.
pub(in crate::app) fn candidates(state: &State, stem: &str) -> Option<Vec<String>> {
    let (word, begun) = stem.split_once(' ')?;
    let names: Vec<String> = match word {
        "sort" => Sort::ALL.iter().map(|sort| sort.name().to_owned()).collect(),
        "complete" => ["auto", "always", "never"].map(str::to_owned).to_vec(),
        "tag" => state.known_tags().into_iter().map(str::to_owned).collect(),
        "forget-search" => {
            let stacks = state.desk.iter().flat_map(|desk| &desk.stacks);
            let names = stacks.filter_map(|row| match &row.stack {
                Stack::Search { name, .. } => Some(name.as_str().to_owned()),
                _ => None,
            });
            names.collect()
        }
        _ => return None,
    };
    Some(
        names
            .into_iter()
            .filter(|name| name.starts_with(begun.trim_start()))
            .map(|name| format!("{word} {name}"))
            .collect(),
    )
}
