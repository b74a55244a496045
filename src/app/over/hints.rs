//! Labels on all that can be followed on the screen: type one to follow it.

use crate::app::act::{act, go_to_entry};
use crate::app::{Action, Code, Effect, Key, Overlay, Pane, Panes, Reader, State};
use crate::layout::{Role, Run, ShelfPart};
use crate::wrap::width;

/// The letters of labels, those under the strongest fingers first.
const LETTERS: &[u8] = b"fjdkslagh";

/// Something that can be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An item, by its number.
    Item(usize),
    /// Several items that share one mark in the text, by the number of the first.
    Items(usize),
    /// A section, by its entry in the sidebar.
    Section(usize),
}

/// The labels, while one is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hints {
    /// What is done with the one that is typed.
    pub does: Action,
    /// What was typed so far.
    pub typed: String,
    labels: Vec<(Target, String)>,
}

/// A cell of the screen where something can be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its column.
    pub x: u16,
    /// Its row.
    pub y: u16,
    /// How many columns it covers: those of a mark, which the label stands for.
    pub width: usize,
    /// What is there.
    pub target: Target,
}

impl Hints {
    /// The label of something.
    #[must_use]
    pub fn label(&self, target: Target) -> Option<&str> {
        self.labels.iter().find(|(labelled, _)| *labelled == target).map(|(_, label)| label.as_str())
    }

    fn typed_whole(&self) -> Option<Target> {
        self.labels.iter().find(|(_, label)| *label == self.typed).map(|(target, _)| *target)
    }

    fn may_go_on(&self) -> bool {
        self.labels.iter().any(|(_, label)| label.starts_with(&self.typed))
    }
}

/// Lays labels over the screen.
pub(in crate::app) fn lay(state: &mut State, does: Action) -> Option<Effect> {
    let panes = state.panes();
    let places = state.reader().filter(|_| panes.gutter.is_some()).map(|reader| places(reader, &panes));
    let places = places.unwrap_or_default();
    let mut targets: Vec<Target> = Vec::new();
    for place in places {
        if !targets.contains(&place.target) {
            targets.push(place.target);
        }
    }
    if targets.is_empty() {
        state.say("there is no link on the screen");
        return None;
    }
    let labels = targets.iter().copied().zip(labels(targets.len())).collect();
    state.overlay = Some(Overlay::Hints(Hints { does, typed: String::new(), labels }));
    None
}

/// The labels, taken from the screen.
pub(in crate::app) fn take(state: &mut State) -> Option<Hints> {
    match state.overlay.take_if(|overlay| matches!(overlay, Overlay::Hints(_))) {
        Some(Overlay::Hints(hints)) => Some(hints),
        _ => None,
    }
}

/// A key while there are labels. One that begins no label changes nothing.
pub(in crate::app) fn press(state: &mut State, mut hints: Hints, key: Key) -> Option<Effect> {
    match (key.code, key.typed()) {
        (Code::Esc, _) => return None,
        (Code::Char('c'), None) if key.ctrl => return None,
        (Code::Backspace, _) if hints.typed.pop().is_none() => return None,
        (_, Some(c)) => {
            hints.typed.extend(c.to_lowercase());
            if let Some(target) = hints.typed_whole() {
                return follow(state, hints.does, target);
            }
            if !hints.may_go_on() {
                hints.typed.pop();
            }
        }
        _ => {}
    }
    state.overlay = Some(Overlay::Hints(hints));
    None
}

fn follow(state: &mut State, does: Action, target: Target) -> Option<Effect> {
    match target {
        Target::Item(number) => act(state, does, Some(number)),
        Target::Items(number) => {
            let reader = state.reader_mut()?;
            reader.leave_mark();
            reader.choose_item(number);
            None
        }
        Target::Section(entry) => {
            go_to_entry(state.reader_mut()?, entry);
            None
        }
    }
}

/// Labels of letters, as short as they can be, none the beginning of another. The first ones are
/// the shortest.
fn labels(count: usize) -> Vec<String> {
    let many = LETTERS.len();
    let (mut digits, mut all) = (1, many);
    while all < count {
        (digits, all) = (digits + 1, all * many);
    }
    // Every label of one letter less stands for as many of full length as there are letters.
    let short = if digits == 1 { 0 } else { (all - count) / (many - 1) };
    let short_ones = (0..short).map(|number| label(number, digits - 1));
    let long_ones = (short * many..).map(|number| label(number, digits));
    short_ones.chain(long_ones).take(count).collect()
}

/// A number in letters.
fn label(mut number: usize, digits: usize) -> String {
    let mut letters = Vec::with_capacity(digits);
    for _ in 0..digits {
        letters.push(LETTERS.get(number % LETTERS.len()).copied().unwrap_or(b'f'));
        number /= LETTERS.len();
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// Where on the screen something can be followed, from top to bottom, the text first.
#[must_use]
pub fn places(reader: &Reader, panes: &Panes) -> Vec<Place> {
    let mut places = in_text(reader, panes);
    if let Some(shelf) = panes.shelf {
        for (index, entry) in reader.shelf.entries.iter().enumerate() {
            let row = entry.rows.start.checked_sub(reader.shelf_top).filter(|_| !entry.rows.is_empty());
            let target = match entry.part {
                ShelfPart::Outline => Target::Section(index),
                _ => Target::Item(entry.index + 1),
            };
            let line = reader.shelf.lines.get(entry.rows.start);
            let indent = line.and_then(|line| line.runs.first()).map_or(0, |run| indent(&run.text));
            places.extend(row.and_then(|row| place(shelf, row, indent, target)));
        }
    }
    places
}

/// In the text a label stands on the mark of a link, or on the link where its mark is not seen.
fn in_text(reader: &Reader, panes: &Panes) -> Vec<Place> {
    let mut marks = Vec::new();
    let mut links = Vec::new();
    for (row, line) in reader.lines().enumerate() {
        let mut column = 0;
        for run in &line.runs {
            let start = column + indent(&run.text);
            let place = target(run).and_then(|target| place(panes.text, row, start, target));
            match run.role {
                Role::LinkMark | Role::MediaMark => {
                    let width = width(run.text.trim());
                    marks.extend(place.map(|place| Place { width, ..place }));
                }
                _ => links.extend(place),
            }
            column += width(&run.text);
        }
    }
    for link in links {
        let seen = marks.iter().any(|mark: &Place| mark.target == link.target);
        if !seen {
            marks.push(link);
        }
    }
    // A drawer lies over the right of the text.
    let edge = panes.shelf.filter(|_| panes.drawer).map_or(u16::MAX, |shelf| shelf.x.saturating_sub(2));
    marks.retain(|mark| mark.x < edge);
    marks.sort_by_key(|mark| (mark.y, mark.x));
    marks
}

/// Blank columns before a text.
fn indent(text: &str) -> usize {
    width(text) - width(text.trim_start())
}

fn target(run: &Run) -> Option<Target> {
    let (first, last) = run.items?;
    Some(if first == last { Target::Item(first) } else { Target::Items(first) })
}

fn place(pane: Pane, row: usize, column: usize, target: Target) -> Option<Place> {
    let row = u16::try_from(row).ok().filter(|row| *row < pane.height)?;
    let column = u16::try_from(column).ok().filter(|column| *column < pane.width)?;
    Some(Place { x: pane.x + column, y: pane.y + row, width: 0, target })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_begins_another_and_the_first_are_the_shortest() {
        for count in [1, 2, 9, 10, 11, 17, 18, 80, 81, 82, 300] {
            let labels = labels(count);
            assert_eq!(labels.len(), count);
            for (index, label) in labels.iter().enumerate() {
                let others = labels.iter().enumerate().filter(|(other, _)| *other != index);
                assert!(
                    others.into_iter().all(|(_, other)| !other.starts_with(label.as_str())),
                    "{labels:?}"
                );
            }
            assert!(labels.is_sorted_by_key(String::len));
        }
        assert_eq!(labels(3), ["f", "j", "d"]);
        assert_eq!(labels(11).iter().filter(|label| label.len() == 1).count(), 8);
        assert!(labels(81).iter().all(|label| label.len() == 2));
    }
}
