//! Search in the texts of an article. Small letters find capitals too, unless a capital is typed.
//! A long article is searched in parts, from where the reader is to the end and then from the
//! beginning, so that no key has to wait for it.

use std::ops::Range;

use crate::app::reader::haystack::{Haystack, Needle};
use crate::layout::{Galley, Line};
use crate::model::Reading;

/// How much is searched at once, in bytes of text. To make a text costs more, as do matches, and
/// every text costs something, however short it is.
const PART: usize = 1 << 19;
const MAKING: usize = 10;
const MATCH: usize = 64;
const TEXT: usize = 128;

/// A search and what it found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    /// What is searched for.
    pub needle: String,
    sought: Needle,
    /// Where the search began, a text and a byte of it.
    origin: (usize, usize),
    /// What was found from the origin on, and what before it; each in order.
    below: Vec<Match>,
    above: Vec<Match>,
    /// Which match the search stands on, counted from the origin and around.
    at: usize,
    stage: Stage,
    /// Whether the reader is to be taken to the first match.
    pub(in crate::app) leads: bool,
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

/// A place where the needle stands: a text of the galley, and which bytes of it. Short, since a
/// letter may be found a million times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Match {
    text: u32,
    start: u32,
    end: u32,
}

impl Match {
    fn new(text: usize, bytes: &Range<usize>) -> Self {
        let short = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self { text: short(text), start: short(bytes.start), end: short(bytes.end) }
    }

    fn text(self) -> usize {
        self.text as usize
    }

    fn bytes(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The bytes of it that a line shows.
    fn on(self, line: &Line) -> Option<Range<usize>> {
        let bytes = self.bytes();
        let bytes = bytes.start.max(line.start)..bytes.end.min(line.end);
        (line.flow == Some(self.text()) && !bytes.is_empty()).then_some(bytes)
    }
}

impl Find {
    /// A search that begins at a byte of a text, and will stand on the first match from there on.
    #[must_use]
    pub fn new(needle: &str, origin: (usize, usize)) -> Self {
        let stage = if needle.is_empty() { Stage::Done } else { Stage::Below(origin.0, origin.1) };
        Self {
            needle: needle.to_owned(),
            sought: Needle::new(needle),
            origin,
            stage,
            leads: true,
            ..Self::default()
        }
    }

    /// Begins again, because the texts have changed; stands on the same match as far as it can.
    pub(in crate::app) fn restart(&mut self) {
        let at = self.place().saturating_sub(1);
        *self = Self { at, leads: false, ..Self::new(&self.needle, (0, 0)) };
    }

    /// Whether all was searched.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }

    /// How many matches there are, as far as it is known.
    #[must_use]
    pub fn count(&self) -> usize {
        self.below.len() + self.above.len()
    }

    /// Which match of the article the search stands on, counted from 1.
    #[must_use]
    pub fn place(&self) -> usize {
        match self.at.checked_sub(self.below.len()) {
            Some(above) => (above + 1).min(self.count()),
            None => self.above.len() + self.at + 1,
        }
    }

    /// Searches on for a part.
    pub(in crate::app) fn go_on(&mut self, haystack: &mut Haystack, galley: &Galley, reading: &Reading) {
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
            let searched = next.unwrap_or(whole.len()).saturating_sub(from);
            budget = budget.saturating_sub(TEXT + searched + made * MAKING + found.len() * MATCH);
            self.take(text, &found);
            let then = next.map_or((text + 1, 0), |next| (text, next));
            self.stage = match self.stage {
                Stage::Below(..) => Stage::Below(then.0, then.1),
                _ => Stage::Above(then.0, then.1),
            };
        }
    }

    /// Takes matches in, on their side of the origin.
    fn take(&mut self, text: usize, found: &[Range<usize>]) {
        let is_below = matches!(self.stage, Stage::Below(..));
        let origin = self.origin;
        let own = found.iter().filter(|bytes| ((text, bytes.start) >= origin) == is_below);
        let side = if is_below { &mut self.below } else { &mut self.above };
        side.extend(own.map(|bytes| Match::new(text, bytes)));
    }

    fn finish(&mut self) {
        self.stage = Stage::Done;
        self.at = self.at.min(self.count().saturating_sub(1));
    }

    /// The match that the search stands on: the number of a text, and the bytes of it.
    #[must_use]
    pub fn here(&self) -> Option<(usize, Range<usize>)> {
        let above = || self.above.get(self.at.checked_sub(self.below.len())?);
        let found = self.below.get(self.at).or_else(above)?;
        Some((found.text(), found.bytes()))
    }

    /// Whether another match is where it will be when all is searched: matches are found in the
    /// order in which the search steps through them.
    pub(in crate::app) fn knows_the_step(&self, forward: bool, times: usize) -> bool {
        let count = self.count();
        self.at < count && if forward { self.at.saturating_add(times) < count } else { times <= self.at }
    }

    /// Goes on to another match; past the last comes the first.
    pub fn step(&mut self, forward: bool, times: usize) {
        let count = self.count();
        if count > 0 {
            let times = times % count;
            self.at = (self.at + if forward { times } else { count - times }) % count;
        }
    }

    /// The matches on a line, and whether the search stands on them.
    pub fn on<'a>(&'a self, line: &'a Line) -> impl Iterator<Item = (Range<usize>, bool)> + 'a {
        let sides = [(&self.above, self.below.len()), (&self.below, 0)];
        sides.into_iter().flat_map(move |(matches, shift)| {
            let on_line = matches_on(matches, line);
            on_line.map(move |(index, bytes)| (bytes, index + shift == self.at))
        })
    }
}

/// Those of some matches that a line shows. They are in order.
fn matches_on<'a>(matches: &'a [Match], line: &'a Line) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
    let text = line.flow.unwrap_or(usize::MAX);
    let first = matches.partition_point(|found| (found.text(), found.bytes().end) <= (text, line.start));
    let near = matches.iter().enumerate().skip(first).take_while(move |(_, found)| found.text() == text);
    let near = near.take_while(|(_, found)| found.bytes().start < line.end);
    near.filter_map(|(index, found)| Some((index, found.on(line)?)))
}
