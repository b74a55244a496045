//! A CSS selector of a reader's rule, and the elements around a text that such selectors fit.

use std::fmt;

use scraper::ElementRef;
use scraper::error::SelectorErrorKind;

/// A CSS selector: `div.promo, aside.box`.
#[derive(Clone, Debug)]
pub struct Selector {
    written: Box<str>,
    parsed: scraper::Selector,
}

/// What makes a browser count siblings or look ahead: a page could make that slow.
const COSTLY: [&str; 4] = [":has(", ":nth-", "-of-type", ":only-"];

impl Selector {
    /// A selector as it is written.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(written: &str) -> Result<Self, String> {
        let small = written.to_ascii_lowercase();
        if let Some(costly) = COSTLY.iter().find(|costly| small.contains(*costly)) {
            return Err(format!("`{costly}` is not supported in a selector"));
        }
        match scraper::Selector::parse(written) {
            Ok(parsed) => Ok(Self { written: written.into(), parsed }),
            Err(_) if written.trim().is_empty() => Err("the selector is empty".to_owned()),
            // What the parser says of a name that it does not know is meant for its developers.
            Err(SelectorErrorKind::UnexpectedSelectorParseError(_)) => {
                Err(format!("`{written}` has something that is not supported in a selector"))
            }
            Err(error) => Err(format!("`{written}` is not a CSS selector: {error}")),
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// The selectors that are looked for on a page, with the numbers of their rules.
pub(in crate::read) type Sought<'a> = Vec<(u32, &'a Selector)>;

/// Which rules' elements a text stands in: the number of a set. 0 is none.
pub(super) type Fit = u32;

/// The sets of rules that were met on the walk. An element's set is that of the element around
/// it and its own rules, so the sets are a tree.
#[derive(Default)]
pub(super) struct Fits<'a> {
    sought: Sought<'a>,
    /// The set around each set, how deep it is, and the rule it adds.
    sets: Vec<(Fit, u32, u32)>,
}

impl<'a> Fits<'a> {
    pub(super) fn new(sought: Sought<'a>) -> Self {
        Self { sought, sets: Vec::new() }
    }

    /// Whether nothing is looked for.
    pub(super) fn are_none(&self) -> bool {
        self.sought.is_empty()
    }

    /// The set of an element in an element of that set.
    pub(super) fn enter(&mut self, outer: Fit, element: Option<ElementRef<'_>>) -> Fit {
        let Some(element) = element.filter(|_| !self.sought.is_empty()) else { return outer };
        let mut set = outer;
        for (rule, selector) in &self.sought {
            if selector.parsed.matches(&element) {
                self.sets.push((set, self.depth(set) + 1, *rule));
                set = u32::try_from(self.sets.len()).unwrap_or(outer);
            }
        }
        set
    }

    fn set(&self, set: Fit) -> Option<(Fit, u32, u32)> {
        set.checked_sub(1).and_then(|at| self.sets.get(at as usize)).copied()
    }

    fn depth(&self, set: Fit) -> u32 {
        self.set(set).map_or(0, |(_, depth, _)| depth)
    }

    /// What two sets share.
    pub(super) fn shared(&self, mut one: Fit, mut other: Fit) -> Fit {
        while one != other {
            let deeper = if self.depth(one) >= self.depth(other) { &mut one } else { &mut other };
            *deeper = self.set(*deeper).map_or(0, |(outer, _, _)| outer);
        }
        one
    }

    /// The rules of a set.
    pub(super) fn rules(&self, set: Fit) -> impl Iterator<Item = u32> {
        let mut next = set;
        std::iter::from_fn(move || {
            let (outer, _, rule) = self.set(next)?;
            next = outer;
            Some(rule)
        })
    }
}
