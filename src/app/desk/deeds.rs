//! What a reader does with articles. The rows change at once; should the library say otherwise,
//! they change back.

use super::{DeskPane, Errand, Stack};
use crate::app::State;
use crate::model::{ArticleId, ArticleRow};

/// The articles that are meant: so many rows from the selected one, or the one that is read.
fn meant(state: &State, count: Option<usize>) -> Vec<ArticleRow> {
    if let Some(desk) = state.shown_desk() {
        return desk.list.rows.iter().skip(desk.list.selected).take(count.unwrap_or(1)).cloned().collect();
    }
    state.reader().and_then(|reader| reader.article.as_deref()).cloned().into_iter().collect()
}

fn ids(rows: &[ArticleRow]) -> Vec<ArticleId> {
    rows.iter().map(|row| row.id).collect()
}

/// Marks read, or unread if all are read.
pub(super) fn mark(state: &mut State, count: Option<usize>) -> Vec<Errand> {
    let rows = meant(state, count);
    let read = rows.iter().any(|row| !row.read);
    if rows.is_empty() {
        nothing(state);
        return Vec::new();
    }
    if state.shown_desk().is_none() {
        state.say(if read { "marked read" } else { "marked unread" });
    }
    mark_as(state, &ids(&rows), read)
}

/// Marks articles; those that leave the list by that stay until it is asked anew.
pub(super) fn mark_as(state: &mut State, ids: &[ArticleId], read: bool) -> Vec<Errand> {
    linger(state, ids);
    each(state, ids, |row| row.read = read);
    vec![Errand::Mark(ids.to_vec(), read)]
}

/// Stars, or takes the stars off if all have one.
pub(super) fn star(state: &mut State, count: Option<usize>) -> Vec<Errand> {
    let rows = meant(state, count);
    let on = rows.iter().any(|row| !row.starred);
    if rows.is_empty() {
        nothing(state);
        return Vec::new();
    }
    if state.shown_desk().is_none() {
        state.say(if on { "starred" } else { "the star is off" });
    }
    let ids = ids(&rows);
    linger(state, &ids);
    each(state, &ids, |row| row.starred = on);
    vec![Errand::Star(ids, on)]
}

/// Marks all of the list read.
pub(super) fn mark_all(state: &mut State) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    if desk.list.rows.is_empty() {
        state.say("the list is empty");
        return Vec::new();
    }
    let (stack, filter) = (desk.shown().cloned().unwrap_or(Stack::Unread), desk.filter.clone());
    desk.asked.linger.extend(desk.list.rows.iter().map(|row| row.id));
    desk.list.rows.iter_mut().for_each(|row| row.read = true);
    vec![Errand::MarkAll { stack, filter }]
}

/// Takes articles out of the library; where the keys go to the stacks, gives a feed up.
pub(super) fn remove(state: &mut State, count: Option<usize>) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    if desk.pane == DeskPane::Stacks {
        let name = desk.stacks.get(desk.stack).map(|row| row.name.clone()).unwrap_or_default();
        let errand = match desk.shown() {
            Some(Stack::Feed(feed)) => Errand::RemoveFeed(*feed),
            Some(Stack::Search { name, .. }) => Errand::ForgetSearch(name.as_str().to_owned()),
            _ => {
                state.say("only a feed or a search that was kept can be given up");
                return Vec::new();
            }
        };
        let way_back = if matches!(errand, Errand::RemoveFeed(_)) { "; u undoes" } else { "" };
        state.say(format!("{name}: given up{way_back}"));
        return vec![errand];
    }
    let ids = ids(&meant(state, count));
    if ids.is_empty() {
        nothing(state);
        return Vec::new();
    }
    state.say(if ids.len() == 1 {
        "removed; u undoes".to_owned()
    } else {
        format!("{} removed; u undoes", ids.len())
    });
    if let Some(desk) = &mut state.desk {
        desk.list.remove(&ids);
    }
    let mut errands = vec![Errand::Remove(ids)];
    errands.extend(state.ask_around());
    errands
}

/// Gives tags to what is meant, or takes them off: `sea, -ferry`.
pub(super) fn tag(state: &mut State, typed: &str) -> Vec<Errand> {
    let tags = typed.split(',').map(str::trim).filter_map(|tag| match tag.strip_prefix('-') {
        Some(tag) => Some((tag.trim(), false)).filter(|(tag, _)| !tag.is_empty()),
        None => Some((tag, true)).filter(|(tag, _)| !tag.is_empty()),
    });
    let feed = state.shown_desk().filter(|desk| desk.pane == DeskPane::Stacks).and_then(super::Desk::feed);
    let article = meant(state, None).first().map(|row| row.id);
    let errands: Vec<Errand> = match (feed, article) {
        (Some(feed), _) => tags.map(|(tag, on)| Errand::TagFeed(feed, tag.to_owned(), on)).collect(),
        (None, Some(id)) => tags.map(|(tag, on)| Errand::Tag(id, tag.to_owned(), on)).collect(),
        (None, None) => Vec::new(),
    };
    if errands.is_empty() {
        nothing(state);
    } else {
        linger(state, &article.into_iter().collect::<Vec<_>>());
        state.say(format!("tagged: {typed}"));
    }
    errands
}

/// Articles that do not belong to the list any more stay until it is asked anew.
fn linger(state: &mut State, ids: &[ArticleId]) {
    if let Some(desk) = &mut state.desk {
        desk.asked.linger.extend(ids);
    }
}

/// Changes rows, in the list and of the article that is read.
pub(super) fn each(state: &mut State, ids: &[ArticleId], change: impl Fn(&mut ArticleRow)) {
    if let Some(desk) = &mut state.desk {
        desk.list.each(ids, &change);
    }
    for row in state.articles_mut().filter(|row| ids.contains(&row.id)) {
        change(row);
    }
}

pub(super) fn nothing(state: &mut State) {
    state.say(match state.shown_desk() {
        Some(_) => "there is no article",
        None => "this article is not in the library; s keeps it",
    });
}
