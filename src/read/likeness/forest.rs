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
    // Every split has two branches.
    let splits = nodes.iter().filter(|node| node.split.is_some()).count();
    (nodes.len() == splits * 2 + 1).then_some(nodes)
}

#[cfg(test)]
mod tests {
    use super::super::number::Number;
    use super::*;

    /// Asks for the share of links first, then for the words.
    fn forest(trees: &[&str]) -> Option<Forest> {
        Forest::parse(&format!("# a note\n{}\n{}", NAMES.join(" "), trees.join("\n")))
    }

    fn numbers(link_share: u8, words: usize) -> Numbers {
        let mut numbers = Numbers::default();
        numbers.set(Number::LinkShare, link_share);
        numbers.set(Number::Words, words);
        numbers
    }

    #[test]
    fn a_tree_is_followed_to_its_leaf() {
        let (links, words) = (Number::LinkShare as usize, Number::Words as usize);
        let tree = format!("{links},50,0 {words},9,1 -1 2 -3");
        let forest = forest(&[&tree]).unwrap();
        let percent = |link_share, words| forest.ask(&numbers(link_share, words)).percent;
        assert_eq!((percent(10, 4), percent(10, 40), percent(90, 40)), (26, 88, 4));
    }

    #[test]
    fn what_speaks_most_against_a_block_is_named() {
        let (links, words) = (Number::LinkShare as usize, Number::Words as usize);
        let forest = forest(&[&format!("{links},50,0 1 -1"), &format!("{words},9,0 -2 2")]).unwrap();
        assert_eq!(forest.ask(&numbers(90, 4)).against, words);
        assert_eq!(forest.ask(&numbers(90, 40)).against, links);
    }

    #[test]
    fn broken_or_foreign_weights_are_no_forest() {
        assert!(forest(&["1,50,0 1"]).is_none());
        assert!(forest(&["1,x,0 1 1"]).is_none());
        assert!(forest(&["999,50,0 1 1"]).is_none());
        assert!(forest(&[]).is_none());
        assert!(Forest::parse("words\n1").is_none());
    }
}
