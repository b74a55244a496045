//! Right to left: the runs of a line in the order in which they are drawn. Every run still
//! knows where it stands in the text.

use std::ops::Range;

use crate::layout::setting::setter::columns;
use crate::layout::{Role, Run};
use crate::wrap::{Directions, turned, visual_from_the_right};

/// A line as it is drawn: its runs in order, and if it begins at the right, there, with its
/// prefix after it.
pub(in crate::layout) fn ordered(
    runs: &[Run],
    line: &Range<usize>,
    directions: &Directions<'_>,
    prefix: &[Run],
    room: usize,
) -> Vec<Run> {
    let missing = room.saturating_sub(columns(runs));
    let drawn = drawn(runs, line, directions);
    if !directions.begins_at_the_right(line.start) {
        return prefix.iter().cloned().chain(drawn).collect();
    }
    let mut whole = Vec::with_capacity(drawn.len() + prefix.len() + 1);
    if missing > 0 {
        whole.push(Run::label(" ".repeat(missing), Role::Body));
    }
    whole.extend(drawn);
    whole.extend(prefix.iter().rev().map(|run| run.beside(visual_from_the_right(&run.text))));
    whole
}

fn drawn(runs: &[Run], line: &Range<usize>, directions: &Directions<'_>) -> Vec<Run> {
    let mut drawn = Vec::with_capacity(runs.len());
    for (stretch, rtl) in directions.stretches(line) {
        let parts = parts(runs, &stretch);
        if rtl {
            drawn.extend(parts.iter().rev().map(turn));
        } else {
            drawn.extend(parts);
        }
    }
    drawn
}

/// What stands in a stretch of the line. What is not part of the text goes with the letter
/// before it.
fn parts(runs: &[Run], stretch: &Range<usize>) -> Vec<Run> {
    let mut parts = Vec::new();
    let mut end = None;
    for run in runs {
        let Some(at) = run.at else {
            let with_it = |end: usize| stretch.contains(&end.saturating_sub(1));
            if end.is_some_and(with_it) {
                parts.push(run.clone());
            }
            continue;
        };
        let whole = at..at + run.text.len();
        end = Some(whole.end);
        let (from, to) = (whole.start.max(stretch.start), whole.end.min(stretch.end));
        if let Some(text) = run.text.get(from.saturating_sub(at)..to.saturating_sub(at)).filter(|_| from < to)
        {
            parts.push(Run { text: text.to_owned(), at: Some(from), ..run.clone() });
        }
    }
    parts
}

fn turn(run: &Run) -> Run {
    Run { text: turned(&run.text), turned: true, ..run.clone() }
}
