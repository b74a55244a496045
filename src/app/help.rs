//! The help page: all the keys, in two columns where there is room for them.

use super::{Group, Keymap, Row, Scene, actions};
use crate::layout::{Line, Role, Run};
use crate::wrap::{width, wrap};

/// Columns for the keys.
const KEYS: usize = 18;

/// From so many columns on the page has two columns.
const TWO: usize = 140;

/// Columns between the two.
const BETWEEN: usize = 4;

/// From so many columns of the screen on there is room for them.
pub(super) const WIDE: u16 = 144;

/// How wide the help page may become.
pub(super) const WIDEST: u16 = 154;

/// The help page, from the table of actions and the keys as they are bound. Over the desk, what
/// is done there comes first.
pub(super) fn help(keymap: &Keymap, columns: usize, scene: Scene) -> Vec<Line> {
    if columns < TWO {
        return joined(&groups(keymap, columns, scene));
    }
    let half = (columns - BETWEEN) / 2;
    let mut left = groups(keymap, half, scene);
    let whole: usize = left.iter().map(Vec::len).sum();
    let mut height = 0;
    let fits = left.iter().take_while(|group| {
        height += group.len();
        // A group goes to the left while most of it is above the middle.
        height * 2 < whole + group.len()
    });
    let right = left.split_off(fits.count());
    beside(joined(&left), joined(&right), half + BETWEEN)
}

fn groups(keymap: &Keymap, columns: usize, scene: Scene) -> Vec<Vec<Line>> {
    let group = |group: &Group| {
        let mut lines = vec![Line::of(vec![Run::label(group.title(), Role::HeadingMajor)])];
        for row in actions().filter(|row| row.group == *group) {
            help_row(row, keymap, columns, &mut lines);
        }
        lines
    };
    let mut all = Group::ALL.to_vec();
    // The order of the others stays.
    let rank = |group: &Group| match group {
        Group::Desk => 0,
        Group::Library => 1,
        _ => 2,
    };
    all.sort_by_key(|group| if scene == Scene::Desk { rank(group) } else { 0 });
    all.iter().map(group).collect()
}

/// Groups with a blank line between them.
fn joined(groups: &[Vec<Line>]) -> Vec<Line> {
    groups.join(&Line::default())
}

/// Two columns, of which the second begins so far from the edge.
fn beside(left: Vec<Line>, right: Vec<Line>, at: usize) -> Vec<Line> {
    let rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let row = |_| {
        let (one, other) = (left.next().unwrap_or_default(), right.next().unwrap_or_default());
        let gap = Run::label(" ".repeat(at.saturating_sub(one.width())), Role::Body);
        Line::of(one.runs.into_iter().chain([gap]).chain(other.runs).collect())
    };
    (0..rows).map(row).collect()
}

/// What an action does, after its keys; without any, after the command that does it.
fn help_row(row: &Row, keymap: &Keymap, columns: usize, lines: &mut Vec<Line>) {
    let keys = keymap.spelled(row.action).into_iter().map(|keys| match keys.strip_prefix("desk:") {
        Some(keys) if row.group == Group::Desk => keys.to_owned(),
        Some(keys) => format!("desk {keys}"),
        None => keys,
    });
    let keys = keys.collect::<Vec<_>>().join("  ");
    let keys = if keys.is_empty() { format!(":{}", row.name) } else { keys };
    let before = KEYS.max(width(&keys) + 2);
    let room = |taken: usize| columns.saturating_sub(taken).max(12);
    for (index, range) in wrap(row.help, room(before), room(KEYS)).into_iter().enumerate() {
        let text = Run::label(row.help.get(range).unwrap_or_default(), Role::Body);
        let gap = |taken: usize| Run::label(" ".repeat(taken), Role::Body);
        lines.push(Line::of(match index {
            0 => vec![Run::label(keys.clone(), Role::Key), gap(before - width(&keys)), text],
            _ => vec![gap(KEYS), text],
        }));
    }
}
