//! What the edge tells, taken in.

use super::asking::{Part, errand};
use super::{Errand, Stack, StackRow, Word, keeping, moving, opening, seeking};
use crate::app::{Effect, State, Ticket};
use crate::model::{ArticleRow, Clean};

/// Takes in a word.
pub(in crate::app) fn hear(state: &mut State, word: Word) -> Option<Effect> {
    let mut errands = take_in(state, word);
    errands.extend(state.ask_around());
    errand(errands)
}

fn take_in(state: &mut State, word: Word) -> Vec<Errand> {
    match word {
        Word::Done(text) => state.say(Clean::field(&text).into_string()),
        Word::Failed(text) => state.complain(Clean::field(&text).into_string()),
        Word::Grown => {
            let mut errands = vec![Errand::Stacks];
            // A list that is being asked for comes as it is by now.
            let asks = state.desk.as_ref().is_some_and(|desk| desk.asked.list.is_some());
            if !asks {
                errands.extend(state.ask_part(Part::Again));
            }
            return errands;
        }
        word @ Word::Opened { .. } => return opening::opened(state, word),
        Word::Whole { article, row, result } => opening::whole(state, article, row, result),
        Word::List { ticket, rows, more, total } => {
            take_list(state, ticket, rows, more, total);
            return seeking::go_on(state);
        }
        Word::Lost(ticket, why) => {
            let asked = state.desk.iter_mut().map(|desk| &mut desk.asked);
            asked.for_each(|asked| {
                asked.list.take_if(|(of, _)| *of == ticket);
                asked.open.take_if(|(of, _)| *of == ticket);
            });
            state.complain(Clean::field(&why).into_string());
        }
        Word::Found { address, row, bookmark } => return keeping::found(state, &address, &row, bookmark),
        Word::Kept { source, row } => keeping::kept(state, &source, &row),
        Word::Stacks(stacks) => return take_stacks(state, stacks),
        Word::Changed(rows) => take_changes(state, &rows),
        word => take_on_desk(state, word),
    }
    Vec::new()
}

/// The stacks as they are by now; a feed that was just added is chosen once its stack is here.
fn take_stacks(state: &mut State, stacks: Vec<StackRow>) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    desk.restack(stacks);
    let added = desk.asked.show.map(Stack::Feed);
    let Some(place) = added.and_then(|stack| desk.stacks.iter().position(|row| row.stack == stack)) else {
        return Vec::new();
    };
    desk.asked.show = None;
    moving::choose_stack(state, place)
}

fn take_changes(state: &mut State, rows: &[ArticleRow]) {
    for row in rows {
        let known = state.articles_mut().filter(|known| known.id == row.id);
        known.for_each(|known| *known = row.clone());
    }
    state.desk.iter_mut().for_each(|desk| desk.list.change(rows));
}

fn take_on_desk(state: &mut State, word: Word) {
    let Some(desk) = &mut state.desk else { return };
    match word {
        Word::Added(feed) => desk.asked.show = Some(feed),
        Word::Preview(preview) => {
            if desk.asked.preview == Some(preview.id) {
                desk.preview = Some(preview);
            }
        }
        Word::Feed(feed, fares) => desk.fares(feed, &fares),
        Word::Refreshing(how) => desk.refreshing = how,
        Word::Now(now) => desk.now = now,
        Word::List { .. }
        | Word::Changed(_)
        | Word::Opened { .. }
        | Word::Whole { .. }
        | Word::Stacks(_)
        | Word::Lost(..)
        | Word::Found { .. }
        | Word::Kept { .. }
        | Word::Done(_)
        | Word::Failed(_)
        | Word::Grown => {}
    }
}

/// Takes in a part of the list. What is selected stays on its line of the screen.
fn take_list(state: &mut State, ticket: Ticket, rows: Vec<ArticleRow>, more: bool, total: Option<u64>) {
    let panes = state.desk_panes();
    let Some(desk) = &mut state.desk else { return };
    let Some((_, part)) = desk.asked.list.take_if(|(asked, _)| *asked == ticket) else { return };
    match part {
        Part::First => {
            desk.list.replace(rows, more, total);
            if let Some(place) = desk.asked.keep.take().and_then(|id| desk.list.place(id)) {
                desk.list.select(place);
            }
        }
        Part::More => desk.list.append(rows, more, total),
        Part::Again => {
            let line = desk.line_of_selected(&panes, desk.list.top);
            let was_empty = desk.list.rows.is_empty();
            desk.list.renew(rows, more, total, &desk.asked.linger);
            desk.list.top = if was_empty { 0 } else { desk.top_for_line(&panes, line) };
        }
    }
}
