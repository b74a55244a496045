//! The text of the desk: a headline in one line, and the beginning of an article in its pane.
//! What is searched for is marked in both.

mod sought;

use super::setting::flow::{Flow, Label};
use super::setting::setter::{Breaking, Setter, Shape};
use super::{Line, Role, Run, Typesetting};
use crate::model::ArticleRow;
use crate::wrap::{Language, clip_words};
pub use sought::Sought;

/// A headline on one line: as much of it as fits, with an ellipsis where something is cut.
#[must_use]
pub fn headline(text: &str, role: Role, sought: &Sought, columns: usize, how: Typesetting) -> Line {
    if columns == 0 {
        return Line::default();
    }
    let mut setter = Setter::new(columns, Typesetting { justify: false, ..how });
    let folded = Flow::plain(text, role).text.replace('\n', " ");
    let flow = marked(&clip_words(&folded, columns), role, sought);
    setter.set(flow, None, Shape::full(Breaking::Words));
    setter.lines.into_iter().next().unwrap_or_default()
}

/// What an article begins with: its headline, who and when, and as many of its first paragraphs
/// as some rows hold.
#[must_use]
pub fn opening(
    row: &ArticleRow,
    facts: &str,
    text: Option<&str>,
    sought: &Sought,
    (columns, rows): (usize, usize),
    how: Typesetting,
) -> Vec<Line> {
    let language = row.language.as_ref().and_then(|tag| Language::of(tag));
    let mut setter = Setter::new(columns, Typesetting { language: language.or(how.language), ..how });
    let is_high = rows >= HIGH;
    setter.set(marked(&row.title, Role::Title, sought), None, Shape::full(Breaking::Even));
    if is_high {
        setter.blank();
    }
    if !facts.is_empty() {
        setter.set(Flow::plain(facts, Role::Meta), None, Shape::full(Breaking::Words));
    }
    if is_high {
        setter.ornament(vec![Run::label("─".repeat(setter.width()), Role::Rule)]);
    }
    for paragraph in text.unwrap_or_default().lines().filter(|line| !line.trim().is_empty()) {
        if setter.lines.len() >= rows {
            break;
        }
        setter.blank();
        setter.set(marked(paragraph, Role::Body, sought), None, Shape::full(Breaking::Words));
    }
    setter.lines.truncate(rows);
    setter.lines
}

/// In fewer rows there is no air around the headline.
const HIGH: usize = 12;

/// A text with what is searched for in a role of its own.
fn marked(text: &str, role: Role, sought: &Sought) -> Flow {
    let folded = Flow::plain(text, role).text;
    let mut flow = Flow::default();
    let mut at = 0;
    for found in sought.on(&folded) {
        flow.push_exact(folded.get(at..found.start).unwrap_or_default(), Label::of(role));
        flow.push_exact(folded.get(found.clone()).unwrap_or_default(), Label::of(Role::Term));
        at = found.end;
    }
    flow.push_exact(folded.get(at..).unwrap_or_default(), Label::of(role));
    flow
}
