//! Gradient-boosted trees, read from the weights that `.ci/learn` wrote.
//!
//! After J. Friedman, Greedy function approximation: a gradient boosting machine, 2001. What each
//! number adds to a verdict is found by following the means of the nodes on the way down
//! (A. Saabas, Interpreting random forests, 2014).

use super::number::{COUNT, NAMES, Numbers};

/// Trees whose answers are added up.
pub(super) struct Forest {
    trees: Vec<Vec<Node>>,
}

/// A node of a tree. The branch for small numbers follows it at once.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The number that is asked for, and the greatest value that goes the first way; none in a leaf.
    split: Option<(usize, i32)>,
    /// Where the branch for greater numbers begins.
    other: usize,
    /// The mean answer below this node.
    mean: f32,
}

/// What the trees answer about a block.
pub(super) struct Answer {
    /// How sure they are that it is text: 0 to 100.
    pub(super) percent: u8,
    /// The number that spoke most against it.
    pub(super) against: usize,
}

impl Forest {
    /// Reads weights. The first line names the numbers; where they are not the ones that are
    /// counted, or a line is broken, there is no forest.
    pub(super) fn parse(data: &str) -> Option<Self> {
        let mut lines = data.lines().filter(|line| !line.starts_with('#'));
        if !lines.next()?.split(' ').eq(NAMES.iter().copied()) {
            return None;
        }
        let trees = lines.map(tree).collect::<Option<Vec<_>>>()?;
        (!trees.is_empty()).then_some(Self { trees })
    }

    /// Asks all trees about a block.
    pub(super) fn ask(&self, numbers: &Numbers) -> Answer {
        let mut sum = 0.0;
        let mut parts = [0.0_f32; COUNT];
        for tree in &self.trees {
            sum += walk(tree, numbers, &mut parts);
        }
        let worst = parts.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
        Answer { percent: percent(sum), against: worst.map_or(0, |(index, _)| index) }
    }
}

/// Goes down one tree to its answer, and notes what each number added on the way.
fn walk(tree: &[Node], numbers: &Numbers, parts: &mut [f32]) -> f32 {
    let mut at = 0;
    // Every step goes forward in the list, so the walk ends.
    while let Some(node) = tree.get(at) {
        let Some((number, bound)) = node.split else { return node.mean };
        let next = if numbers.at(number) <= bound { at + 1 } else { node.other };
        if let (Some(part), Some(child)) = (parts.get_mut(number), tree.get(next)) {
            *part += child.mean - node.mean;
        }
        at = next;
    }
    0.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn percent(sum: f32) -> u8 {
    (100.0 / (1.0 + (-sum).exp())) as u8
}

/// A tree on one line, a node before its branches: `number,bound,mean` or, for a leaf, `mean`.
fn tree(line: &str) -> Option<Vec<Node>> {
    let mut nodes: Vec<Node> = Vec::new();
    // The nodes whose second branch has not begun.
    let mut open: Vec<usize> = Vec::new();
    for word in line.split(' ') {
        let parts: Vec<&str> = word.split(',').collect();
        let index = nodes.len();
        match parts.as_slice() {
            [number, bound, mean] => {
                let split = (number.parse().ok().filter(|number| *number < COUNT)?, bound.parse().ok()?);
                open.push(index);
                nodes.push(Node { split: Some(split), other: 0, mean: mean.parse().ok()? });
            }
            [mean] => {
                nodes.push(Node { split: None, other: 0, mean: mean.parse().ok()? });
                if let Some(parent) = open.pop() {
                    nodes.get_mut(parent)?.other = index + 1;
                }
            }
            _ => return None,
        }
    }
    open.is_empty().then_some(nodes)
}
