//! Lines of one length: the spaces of a line are widened, the text stays as it is.

use crate::layout::setting::flow::Flow;
use crate::layout::setting::setter::{Breaking, columns};
use crate::layout::{Role, Run};

/// A gap between two words may grow to so many columns; a line that would need more stays
/// short.
const WIDEST: usize = 3;

/// Whether a flow is set in lines of one length: running text is, headlines and captions are
/// not.
pub(in crate::layout) fn wanted(flow: &Flow, breaking: Breaking) -> bool {
    let role = flow.pieces.first().map(|piece| piece.label.role);
    breaking == Breaking::Words && matches!(role, Some(Role::Body | Role::Quote | Role::Link))
}

/// The runs of a line spread to so many columns. `row` decides from which side the wider
/// gaps come, so that they do not form rivers.
pub(in crate::layout) fn spread(runs: Vec<Run>, room: usize, row: usize) -> Vec<Run> {
    let missing = room.saturating_sub(columns(&runs));
    let gaps: usize = runs.iter().filter(|run| run.at.is_some()).map(|run| spaces(&run.text)).sum();
    if missing == 0 || gaps == 0 || 1 + missing.div_ceil(gaps) > WIDEST {
        return runs;
    }
    let extra = |gap: usize| {
        let gap = if row.is_multiple_of(2) { gap } else { gaps - 1 - gap };
        (gap + 1) * missing / gaps - gap * missing / gaps
    };
    let mut wide = Vec::with_capacity(runs.len() + gaps);
    let mut gap = 0;
    for run in runs {
        match run.at {
            Some(at) => widen(&run, at, &mut gap, &extra, &mut wide),
            None => wide.push(run),
        }
    }
    wide
}

fn spaces(text: &str) -> usize {
    text.matches(' ').count()
}

/// One run with its gaps widened: cut after each space that grows, so that every letter
/// still knows its place in the text.
fn widen(run: &Run, at: usize, gap: &mut usize, extra: &impl Fn(usize) -> usize, wide: &mut Vec<Run>) {
    let mut done = at;
    let mut held = String::new();
    for word in run.text.split_inclusive(' ') {
        held.push_str(word);
        let more = if word.ends_with(' ') { extra(*gap) } else { 0 };
        *gap += usize::from(word.ends_with(' '));
        if more > 0 {
            let len = held.len();
            wide.push(Run { text: std::mem::take(&mut held), at: Some(done), ..run.clone() });
            wide.push(run.beside(" ".repeat(more)));
            done += len;
        }
    }
    if !held.is_empty() {
        wide.push(Run { text: held, at: Some(done), ..run.clone() });
    }
}
