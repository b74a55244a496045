//! What was typed before, to be had again: a list for each question.

use std::mem::{Discriminant, discriminant};

use crate::app::Asked;

/// How many lines are kept for one question.
const KEPT: usize = 50;

/// The lines that were typed.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Typed {
    lines: Vec<(Discriminant<Asked>, String)>,
    /// How many lines back the prompt stands, and what was typed before that.
    back: usize,
    draft: String,
}

impl Typed {
    /// Keeps a line; one that is there already moves to the end.
    pub(in crate::app) fn keep(&mut self, asked: Asked, line: &str) {
        self.leave();
        if line.is_empty() {
            return;
        }
        let question = discriminant(&asked);
        self.lines.retain(|(of, kept)| *of != question || kept != line);
        self.lines.push((question, line.to_owned()));
        if self.of(asked).count() > KEPT
            && let Some(oldest) = self.lines.iter().position(|(of, _)| *of == question)
        {
            self.lines.remove(oldest);
        }
    }

    /// The prompt is closed.
    pub(in crate::app) fn leave(&mut self) {
        (self.back, self.draft) = (0, String::new());
    }

    /// The line before the one in the prompt, or the one after it.
    pub(in crate::app) fn walk(&mut self, asked: Asked, shown: &str, earlier: bool) -> Option<String> {
        let back = if earlier { self.back + 1 } else { self.back.checked_sub(1)? };
        let line = match back {
            0 => Some(self.draft.clone()),
            back => self.of(asked).rev().nth(back - 1).map(str::to_owned),
        }?;
        if self.back == 0 {
            shown.clone_into(&mut self.draft);
        }
        self.back = back;
        Some(line)
    }

    fn of(&self, asked: Asked) -> impl DoubleEndedIterator<Item = &str> {
        let question = discriminant(&asked);
        self.lines.iter().filter(move |(of, _)| *of == question).map(|(_, line)| line.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Form;

    #[test]
    fn lines_come_back_in_turn_and_at_last_what_was_being_typed() {
        let pipe = Asked::Pipe { form: Form::Text };
        let mut typed = Typed::default();
        for line in ["sort", "wc", "sort", ""] {
            typed.keep(pipe, line);
        }
        typed.keep(Asked::Save { sure: false }, "a.md");
        let json = Asked::Pipe { form: Form::Json };
        assert_eq!(typed.walk(json, "j", true).as_deref(), Some("sort"));
        assert_eq!(typed.walk(json, "sort", true).as_deref(), Some("wc"));
        assert_eq!(typed.walk(json, "wc", true), None);
        assert_eq!(typed.walk(json, "wc", false).as_deref(), Some("sort"));
        assert_eq!(typed.walk(json, "sort", false).as_deref(), Some("j"));
        assert_eq!(typed.walk(json, "j", false), None);
    }
}
