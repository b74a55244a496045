//! Search in the texts of an article. Small letters find capitals too, unless a capital is typed.
//! A long article is searched in parts, from where the reader is to the end and then from the
//! beginning, so that no key has to wait for it.

use std::ops::Range;

use super::haystack::{Haystack, Needle};
use crate::layout::{Galley, Line};
use crate::model::Reading;

/// How much is searched at once, in bytes of text; to make a text costs more, as do matches.
const PART: usize = 1 << 20;
const MAKING: usize = 6;
const MATCH: usize = 64;

/// A search and what it found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    /// What is searched for.
    pub needle: String,
    /// Where it stands, in order: at first only what was found from the origin on.
    pub matches: Vec<Match>,
    /// Which match the search stands on.
    pub at: usize,
    sought: Needle,
    /// Where the search began, a text and a byte of it.
    origin: (usize, usize),
    /// What was found before the origin.
    above: Vec<Match>,
    /// Where it goes on: before the end of the texts, then before the origin.
    stage: Stage,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// From the origin to the end: the text and the byte to go on with.
    Below(usize, usize),
    /// From the beginning to the origin.
    Above(usize, usize),
    /// Everything was searched.
    #[default]
    Done,
}

/// A place where the needle stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Which text of the galley.
    pub text: usize,
    /// Which bytes of it.
    pub bytes: Range<usize>,
}

impl Match {
    /// The bytes of it that a line shows.
    #[must_use]
    pub fn on(&self, line: &Line) -> Option<Range<usize>> {
        let bytes = self.bytes.start.max(line.start)..self.bytes.end.min(line.end);
        (line.flow == Some(self.text) && !bytes.is_empty()).then_some(bytes)
    }
}

impl Find {
    /// A search that begins at a byte of a text, and will stand on the first match from there on.
    #[must_use]
    pub fn new(needle: &str, origin: (usize, usize)) -> Self {
        let stage = if needle.is_empty() { Stage::Done } else { Stage::Below(origin.0, origin.1) };
        Self { needle: needle.to_owned(), sought: Needle::new(needle), origin, stage, ..Self::default() }
    }

    /// Begins again, because the texts have changed; stands on the same match as far as it can.
    pub(super) fn restart(&mut self) {
        *self = Self { at: self.at, ..Self::new(&self.needle, (0, 0)) };
    }

    /// Whether all was searched.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }

    /// How many matches there are, as far as it is known.
    #[must_use]
    pub fn count(&self) -> usize {
        self.matches.len() + self.above.len()
    }

    /// Searches on for a part.
    pub(super) fn go_on(&mut self, haystack: &mut Haystack, galley: &Galley, reading: &Reading) {
        let texts = galley.texts(reading);
        let mut budget = PART;
        while budget > 0 {
            let (text, from) = match self.stage {
                Stage::Below(text, _) if text >= texts => {
                    self.stage = Stage::Above(0, 0);
                    continue;
                }
                Stage::Above(text, from) if (text, from) >= self.origin || text >= texts => {
                    return self.finish();
                }
                Stage::Below(text, from) | Stage::Above(text, from) => (text, from),
                Stage::Done => return,
            };
            let (whole, made) = haystack.text(galley, reading, text);
            let (found, next) = self.sought.find(whole, from, budget);
            let searched = next.unwrap_or(whole.len()).saturating_sub(from) + 32;
            budget = budget.saturating_sub(searched + made * MAKING + found.len() * MATCH);
            self.take(text, found);
            let then = next.map_or((text + 1, 0), |next| (text, next));
            self.stage = match self.stage {
                Stage::Below(..) => Stage::Below(then.0, then.1),
                _ => Stage::Above(then.0, then.1),
            };
        }
    }

    /// Takes matches in, on their side of the origin.
    fn take(&mut self, text: usize, found: Vec<Range<usize>>) {
        let below = matches!(self.stage, Stage::Below(..));
        let origin = self.origin;
        let matches = found.into_iter().map(|bytes| Match { text, bytes });
        let side = matches.filter(|found| ((found.text, found.bytes.start) >= origin) == below);
        if below { self.matches.extend(side) } else { self.above.extend(side) }
    }

    fn finish(&mut self) {
        self.stage = Stage::Done;
        if !self.matches.is_empty() {
            self.at += self.above.len();
        }
        let below = std::mem::replace(&mut self.matches, std::mem::take(&mut self.above));
        self.matches.extend(below);
        self.at = self.at.min(self.matches.len().saturating_sub(1));
    }

    /// The match that the search stands on.
    #[must_use]
    pub fn here(&self) -> Option<&Match> {
        self.matches.get(self.at)
    }

    /// Goes on to another match; past the last comes the first.
    pub fn step(&mut self, forward: bool, times: usize) {
        let count = self.matches.len();
        if count > 0 {
            let times = times % count;
            self.at = (self.at + if forward { times } else { count - times }) % count;
        }
    }

    /// The matches on a line, and whether the search stands on them. `matches` are in order.
    pub fn on<'a>(&'a self, line: &'a Line) -> impl Iterator<Item = (Range<usize>, bool)> + 'a {
        let text = line.flow.unwrap_or(usize::MAX);
        let first = self.matches.partition_point(|found| (found.text, found.bytes.end) <= (text, line.start));
        let near =
            self.matches.iter().enumerate().skip(first).take_while(move |(_, found)| found.text == text);
        near.map_while(|(index, found)| (found.bytes.start < line.end).then_some((index, found)))
            .filter_map(|(index, found)| Some((found.on(line)?, index == self.at)))
    }
}
