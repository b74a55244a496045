//! Gradient-boosted trees, read from the weights that `.ci/learn` wrote.
//!
//! After J. Friedman, Greedy function approximation: a gradient boosting machine, 2001. What each
//! number adds to a verdict is found by following the means of the nodes on the way down
//! (A. Saabas, Interpreting random forests, 2014).

use super::number::{COUNT, NAMES, Numbers};

/// More than what rounding can add to a sum.
const MARGIN: f32 = 0.01;

/// Trees whose answers are added up.
pub(super) struct Forest {
    /// The nodes of all trees, one tree behind the other.
    nodes: Vec<Node>,
    /// Where each tree begins.
    trees: Vec<usize>,
    /// For each tree, the least that it and those behind it can add.
    least: Vec<f32>,
}

/// A node of a tree. The branch for small numbers follows it at once.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The number that is asked for.
    number: u16,
    /// How far behind this node the branch for greater numbers begins; 0 in a leaf.
    other: u16,
    /// The greatest value that goes the first way.
    bound: i32,
    /// The mean answer below this node.
    mean: f32,
}

impl Forest {
    /// Reads weights. The first line names the numbers; where they are not the ones that are
    /// counted, or a line is broken, there is no forest.
    pub(super) fn parse(data: &str) -> Option<Self> {
        let mut lines = data.lines().filter(|line| !line.starts_with('#'));
        if !lines.next()?.split(' ').eq(NAMES.iter().copied()) {
            return None;
        }
        let mut forest = Self { nodes: Vec::new(), trees: Vec::new(), least: Vec::new() };
        for line in lines {
            forest.trees.push(forest.nodes.len());
            forest.nodes.extend(tree(line)?);
        }
        let mut rest = 0.0;
        for root in forest.trees.iter().rev() {
            let leaves = forest.nodes.get(*root..).unwrap_or_default().iter().filter(|node| node.other == 0);
            rest += leaves.take(forest.leaves(*root)).map(|leaf| leaf.mean).fold(f32::INFINITY, f32::min);
            forest.least.push(rest);
        }
        forest.least.reverse();
        (!forest.trees.is_empty()).then_some(forest)
    }

    /// How many leaves a tree has: one more than it has splits.
    fn leaves(&self, root: usize) -> usize {
        let nodes = self.nodes.get(root..).unwrap_or_default().iter();
        let mut open = 1_usize;
        let splits = nodes.take_while(|node| {
            let goes_on = open > 0;
            open = if node.other == 0 { open.saturating_sub(1) } else { open + 1 };
            goes_on
        });
        splits.filter(|node| node.other == 0).count()
    }

    /// How sure the trees are that a block is text, 0 to 100, if they are less sure than that.
    pub(super) fn doubt(&self, numbers: &Numbers, bound: u8) -> Option<u8> {
        // Most blocks are text, and after some trees the others cannot change it.
        let share = f32::from(bound) / 100.0;
        let enough = (share / (1.0 - share)).ln() + MARGIN;
        let mut sum = 0.0;
        for (root, least) in self.trees.iter().zip(&self.least) {
            if sum + least > enough {
                return None;
            }
            sum += self.walk(*root, numbers, |_, _| {});
        }
        Some(percent(sum)).filter(|percent| *percent < bound)
    }

    /// The number that spoke most against a block.
    pub(super) fn against(&self, numbers: &Numbers) -> usize {
        let mut parts = [0.0_f32; COUNT];
        for root in &self.trees {
            self.walk(*root, numbers, |number, added| {
                if let Some(part) = parts.get_mut(number) {
                    *part += added;
                }
            });
        }
        let worst = parts.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
        worst.map_or(0, |(index, _)| index)
    }

    /// Goes down one tree to its answer, and tells what each number added on the way.
    fn walk(&self, root: usize, numbers: &Numbers, mut told: impl FnMut(usize, f32)) -> f32 {
        let mut at = root;
        // Every step goes forward in the list, so the walk ends.
        while let Some(node) = self.nodes.get(at) {
            if node.other == 0 {
                return node.mean;
            }
            let number = usize::from(node.number);
            at += if numbers.at(number) <= node.bound { 1 } else { usize::from(node.other) };
            if let Some(child) = self.nodes.get(at) {
                told(number, child.mean - node.mean);
            }
        }
        0.0
    }
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
                let number = number.parse().ok().filter(|number| usize::from(*number) < COUNT)?;
                open.push(index);
                nodes.push(Node { number, other: 0, bound: bound.parse().ok()?, mean: mean.parse().ok()? });
            }
            [mean] => {
                nodes.push(Node { number: 0, other: 0, bound: 0, mean: mean.parse().ok()? });
                if let Some(parent) = open.pop() {
                    nodes.get_mut(parent)?.other = u16::try_from(index + 1 - parent).ok()?;
                }
            }
            _ => return None,
        }
    }
    // Every split has two branches.
    let splits = nodes.iter().filter(|node| node.other > 0).count();
    (open.is_empty() && nodes.len() == splits * 2 + 1).then_some(nodes)
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
        let percent = |link_share, words| forest.doubt(&numbers(link_share, words), 100);
        assert_eq!((percent(10, 4), percent(10, 40), percent(90, 40)), (Some(26), Some(88), Some(4)));
    }

    #[test]
    fn a_block_is_doubted_only_below_the_bound_however_early_that_is_known() {
        let (links, words) = (Number::LinkShare as usize, Number::Words as usize);
        let trees =
            [format!("{links},50,0 2 -2"), format!("{words},9,0 -1 1"), format!("{words},99,0 0.5 -1.5")];
        let forest = forest(&trees.each_ref().map(String::as_str)).unwrap();
        for (link_share, count) in [(10, 4), (10, 40), (10, 400), (90, 4), (90, 40), (90, 400)] {
            let numbers = numbers(link_share, count);
            let whole = forest.doubt(&numbers, 100);
            for bound in 1..100 {
                assert_eq!(forest.doubt(&numbers, bound), whole.filter(|percent| *percent < bound));
            }
        }
    }

    #[test]
    fn what_speaks_most_against_a_block_is_named() {
        let (links, words) = (Number::LinkShare as usize, Number::Words as usize);
        let forest = forest(&[&format!("{links},50,0 1 -1"), &format!("{words},9,0 -2 2")]).unwrap();
        assert_eq!(forest.against(&numbers(90, 4)), words);
        assert_eq!(forest.against(&numbers(90, 40)), links);
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
