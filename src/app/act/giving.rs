//! Gives the article to others: the clipboard, a file, a program, an editor; and fetches it anew.

use crate::app::desk::prompts;
use crate::app::outside::words::split;
use crate::app::{
    Address, Asked, Effect, Form, Overlay, Page, Piped, Piping, Prompt, Screen, State, Unsaved,
};
use crate::app::{Ticket, command, form};
use crate::model::{Clean, Source, count_words};

pub(super) fn copy_article(state: &mut State) -> Option<Effect> {
    let reading = &state.reader()?.reading;
    let title = reading.title().map(|title| format!("{title}\n\n")).unwrap_or_default();
    let text = format!("{title}{}\n", reading.text());
    state.say(match count_words(&text) {
        1 => "1 word copied".to_owned(),
        words => format!("{} words copied", grouped(words)),
    });
    Some(Effect::Copy(text))
}

/// A number with commas, so that it can be read.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits.char_indices().flat_map(|(at, c)| comma(at).then_some(',').into_iter().chain([c])).collect()
}

pub(super) fn edit(state: &State) -> Option<Effect> {
    state.reader().map(|_| Effect::Edit)
}

/// Asks for a file's name, with one that fits the headline.
pub(super) fn ask_save(state: &mut State) -> Option<Effect> {
    let title = state.reader()?.reading.title().unwrap_or_default();
    ask(state, Asked::Save { sure: false }, form::file_name(&title))
}

/// Asks for a program.
pub(super) fn ask_pipe(state: &mut State) -> Option<Effect> {
    state.reader()?;
    if let Some(piping) = &state.piping {
        let text = format!("{} is still at work; esc stops it", piping.program);
        state.complain(text);
        return None;
    }
    ask(state, Asked::Pipe { form: Form::Text }, String::new())
}

fn ask(state: &mut State, asked: Asked, text: String) -> Option<Effect> {
    state.typed.leave();
    state.overlay = Some(Overlay::Prompt(Prompt { asked, text }));
    None
}

/// What was typed is what was wanted.
pub(in crate::app) fn answer(state: &mut State, prompt: &Prompt) -> Option<Effect> {
    let line = prompt.text.trim();
    state.typed.keep(prompt.asked, line);
    match prompt.asked {
        Asked::Find { .. } | Asked::Filter => None,
        Asked::Command { .. } => command::run(state, line),
        _ if line.is_empty() => None,
        Asked::AddFeed => prompts::add_feed(state, line),
        Asked::Tag { .. } => prompts::tag(state, line),
        Asked::Save { sure } => {
            let Some(form) = Form::of_name(line) else {
                // Why not, the prompt says itself.
                state.overlay = Some(Overlay::Prompt(prompt.clone()));
                return None;
            };
            Some(Effect::Save { name: line.to_owned(), form, over: sure })
        }
        Asked::Pipe { form } => pipe(state, line, form),
    }
}

/// A `!` before the command gives it the terminal.
fn pipe(state: &mut State, line: &str, form: Form) -> Option<Effect> {
    let (terminal, line) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
    let command = match split(line) {
        Ok(command) => command,
        Err(why) => {
            state.complain(format!("{why}: {line}"));
            return None;
        }
    };
    let program = Clean::field(command.first()?).into_string();
    let ticket = state.ticket();
    if !terminal {
        state.piping = Some(Piping { ticket, program });
    }
    Some(Effect::Pipe { ticket, command, form, terminal })
}

/// Tab in a prompt: another form for the program.
pub(in crate::app) fn switch(prompt: &mut Prompt) {
    if let Asked::Pipe { form } = &mut prompt.asked {
        *form = form.next();
    }
}

/// Up and down in a prompt: what was typed before.
pub(in crate::app) fn recall(state: &mut State, prompt: &mut Prompt, earlier: bool) {
    if let Some(line) = state.typed.walk(prompt.asked, &prompt.text, earlier) {
        prompt.text = line;
    }
}

/// A program has answered.
pub(in crate::app) fn piped(state: &mut State, ticket: Ticket, result: Result<Piped, String>) {
    let Some(piping) = state.piping.take_if(|piping| piping.ticket == ticket) else { return };
    match result {
        Err(why) => state.complain(Clean::field(&why).into_string()),
        Ok(Piped { text, trouble }) => {
            match trouble {
                Some(trouble) => state.complain(Clean::field(&trouble).into_string()),
                None if text.trim().is_empty() => state.say(format!("{}: done", piping.program)),
                None => {}
            }
            if !text.trim().is_empty() {
                state.overlay = Some(Overlay::Page(Page::of_output(piping.program, &text)));
            }
        }
    }
}

/// A file was written, or not.
pub(in crate::app) fn saved(state: &mut State, name: String, result: Result<String, Unsaved>) {
    match result {
        Ok(path) => state.say(format!("saved as {}", Clean::field(&path))),
        Err(Unsaved::Exists) => {
            let asked = Asked::Save { sure: true };
            state.overlay = Some(Overlay::Prompt(Prompt { asked, text: name }));
        }
        Err(Unsaved::Failed(why)) => state.complain(Clean::field(&why).into_string()),
    }
}

/// Fetches the page again: one that could not be had, or the article to take the place of what
/// is shown.
pub(super) fn reload(state: &mut State) -> Option<Effect> {
    let address = match state.trail()?.top() {
        Screen::Loading { .. } => {
            state.say("it is on its way");
            return None;
        }
        Screen::Failed { address, .. } => address.clone(),
        Screen::Reading(reader) if reader.article.as_ref().is_some_and(|row| !row.is_whole) => {
            let id = reader.article.as_ref()?.id;
            return crate::app::desk::opening::fetch(state, id);
        }
        Screen::Reading(reader) => {
            let Source::Url(url) = &reader.reading.source else {
                state.say("it did not come from the web; there is nothing to fetch again");
                return None;
            };
            Address::parse(url.as_str()).ok()?
        }
    };
    let ticket = state.ticket();
    let trail = state.trail_mut()?;
    match trail.top_mut() {
        Screen::Reading(_) => {
            trail.following = Some((ticket, address.clone()));
            trail.renewing = true;
        }
        top => *top = Screen::Loading { ticket, address: address.clone() },
    }
    Some(Effect::Load { ticket, address })
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!([7, 999, 1204, 1_234_567].map(grouped), ["7", "999", "1,204", "1,234,567"]);
    }
}
