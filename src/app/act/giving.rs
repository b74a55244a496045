//! Gives the article to others: the clipboard.

use crate::app::{Effect, State};

pub(super) fn copy_article(state: &mut State) -> Option<Effect> {
    let reading = &state.reader()?.reading;
    let title = reading.title().map(|title| format!("{title}\n\n")).unwrap_or_default();
    let text = format!("{title}{}\n", reading.text());
    state.say("article copied");
    Some(Effect::Copy(text))
}
