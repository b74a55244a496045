//! What the edge tells, taken in.

use super::asking::{Part, Then, errand};
use super::{Errand, Word};
use crate::app::{Effect, State};
use crate::model::Clean;

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
        word => take_on_desk(state, word),
    }
    Vec::new()
}

fn take_on_desk(state: &mut State, word: Word) {
    let Some(desk) = &mut state.desk else { return };
    match word {
        Word::Stacks(stacks) => desk.restack(stacks),
        Word::List { ticket, rows, more, total } => {
            let Some((_, part)) = desk.asked.list.take_if(|(asked, _)| *asked == ticket) else { return };
            match part {
                Part::First => {
                    desk.list.replace(rows, more, total);
                }
                Part::More => desk.list.append(rows, more, total),
                Part::Again => {
                    let linger = std::mem::take(&mut desk.asked.linger);
                    desk.list.renew(rows, more, total, &linger);
                    desk.asked.linger = linger;
                }
            }
            if desk.asked.then == Some(Then::Last) {
                desk.list.select(usize::MAX);
                desk.asked.then = None;
            }
        }
        Word::Preview(preview) => {
            if desk.asked.preview == Some(preview.id) {
                desk.preview = Some(preview);
            }
        }
        Word::Changed(rows) => desk.list.change(&rows),
        Word::Feed(feed, fares) => desk.fares(feed, &fares),
        Word::Refreshing(how) => desk.refreshing = how,
        Word::Now(now) => desk.now = now,
        Word::Opened { .. } | Word::Done(_) | Word::Failed(_) | Word::Grown => {}
    }
}
