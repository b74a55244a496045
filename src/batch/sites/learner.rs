//! Traces of pages to what is known of their sites.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use super::pages::{MOST, Pages};
use crate::read::{Site, Sites, Trace};

/// A site of fewer pages teaches nothing, and what stands on fewer is not kept.
const LEAST: u32 = 5;

/// What stands on a smaller share of the pages is not kept, in percent.
const SHARE: u32 = 10;

/// A text that stands on so many pages does not make one a copy of another.
const COMMON: u32 = 3;

/// A box is the template's when its wordings return on so many of its pages, in percent.
const WORDED: u32 = 90;

/// So many lines are kept of all sites, about 100 MB. With more, lines that stand on one page are
/// forgotten, then those on two: what is forgotten counts too low later, so less is dropped.
const LINES: usize = 1 << 20;

/// So many sites are learned, the first of the input.
const SITES: usize = 1 << 17;

/// Learns what returns on the pages of sites. A line of a trace at a time can be written to it.
#[derive(Debug)]
pub struct Learner {
    sites: BTreeMap<String, Pupil>,
    lines: usize,
    most: usize,
    /// Nothing more is learned: all that is there is needed.
    is_full: bool,
    left: Vec<u8>,
}

/// A site that is being learned.
#[derive(Debug, Default)]
struct Pupil {
    /// How many letters each of its pages has.
    letters: Vec<u32>,
    /// Texts and labels, and the pages that they stand on.
    on: HashMap<u64, Pages>,
    /// Boxes, by their kind and what is said in them.
    boxes: BTreeMap<(u64, u64), Pages>,
}

impl Default for Learner {
    fn default() -> Self {
        Self { sites: BTreeMap::new(), lines: 0, most: LINES, is_full: false, left: Vec::new() }
    }
}

impl Learner {
    /// Learns from a page. The same pages in the same order teach the same.
    pub fn learn(&mut self, trace: &Trace) {
        if self.is_full || self.sites.len() >= SITES && !self.sites.contains_key(&trace.host) {
            return;
        }
        let pupil = self.sites.entry(trace.host.clone()).or_default();
        let before = pupil.lines();
        pupil.learn(trace);
        self.lines = (self.lines + pupil.lines()).saturating_sub(before);
        if self.lines > self.most {
            self.make_room();
        }
    }

    /// Forgets until half of the room is free.
    fn make_room(&mut self) {
        for least in 2..=LEAST {
            self.sites.values_mut().for_each(|pupil| pupil.forget(least));
            self.lines = self.sites.values().map(Pupil::lines).sum();
            if self.lines * 2 <= self.most {
                return;
            }
        }
        self.is_full = self.lines * 4 > self.most * 3;
    }

    /// What was learned.
    #[must_use]
    pub fn end(self) -> Sites {
        let sites = self.sites.into_iter().map(|(host, pupil)| (host, pupil.end()));
        sites.filter(|(_, site)| !site.returning.is_empty()).collect()
    }
}

/// Answers of workers that trace: lines that are no trace tell of documents that could not be read.
impl Write for Learner {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left.extend_from_slice(bytes);
        while let Some(end) = memchr::memchr(b'\n', &self.left) {
            let line: Vec<u8> = self.left.drain(..=end).collect();
            if let Ok(trace) = serde_json::from_slice(&line) {
                self.learn(&trace);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Pupil {
    fn lines(&self) -> usize {
        self.on.len() + self.boxes.len()
    }

    fn learn(&mut self, trace: &Trace) {
        if self.letters.len() >= MOST || self.is_copy(trace) {
            return;
        }
        let page = self.letters.len();
        self.letters.push(letters(trace));
        let labels = trace.labels.iter().copied();
        for hash in trace.texts.iter().map(|(hash, _)| *hash).chain(labels) {
            self.on.entry(hash).or_default().add(page);
        }
        for said in &trace.boxes {
            self.boxes.entry(*said).or_default().add(page);
        }
        if self.letters.len() == MOST {
            // Nothing is added any more.
            self.forget(LEAST);
        }
    }

    /// Whether a page is one that was seen before, under another address or at another hour: it has
    /// most of its letters from it, and about as many.
    fn is_copy(&self, trace: &Trace) -> bool {
        let mut common = vec![0_u32; self.letters.len()];
        for (hash, letters) in &trace.texts {
            for page in self.on.get(hash).filter(|pages| pages.count() < COMMON).iter().flat_map(|p| p.iter())
            {
                if let Some(common) = common.get_mut(page) {
                    *common = common.saturating_add(*letters);
                }
            }
        }
        let own = u64::from(letters(trace));
        common.iter().zip(&self.letters).any(|(common, other)| {
            let (common, other) = (u64::from(*common), u64::from(*other));
            common * 3 >= own.min(other) * 2 && own.max(other) <= own.min(other) * 3 && common > 0
        })
    }

    fn forget(&mut self, least: u32) {
        self.on.retain(|_, pages| pages.count() >= least);
        // To forget only some wordings of a box would make it look as if it had no others.
        let kinds: BTreeMap<u64, u32> = kinds(&self.boxes).into_iter().collect();
        self.boxes.retain(|(kind, _), _| kinds.contains_key(kind));
    }

    fn end(self) -> Site {
        let pages = u32::try_from(self.letters.len()).unwrap_or(u32::MAX);
        let mut site = Site { pages, ..Site::default() };
        if pages < LEAST {
            return site;
        }
        let texts = self.on.into_iter().map(|(hash, on)| (hash, on.count()));
        let all = texts.chain(kinds(&self.boxes));
        site.returning = all.filter(|(_, on)| *on >= LEAST && on * 100 >= pages * SHARE).collect();
        site
    }
}

/// The boxes of which nearly all say what others of their kind say.
fn kinds(boxes: &BTreeMap<(u64, u64), Pages>) -> Vec<(u64, u32)> {
    let mut kinds: BTreeMap<u64, (Pages, Pages)> = BTreeMap::new();
    for ((kind, _), on) in boxes {
        let (all, again) = kinds.entry(*kind).or_default();
        *all = all.with(*on);
        if on.count() > 1 {
            *again = again.with(*on);
        }
    }
    let counts = kinds.into_iter().map(|(kind, (all, again))| (kind, all.count(), again.count()));
    counts.filter(|(_, all, again)| again * 100 >= all * WORDED).map(|(kind, all, _)| (kind, all)).collect()
}

fn letters(trace: &Trace) -> u32 {
    trace.texts.iter().fold(0, |sum: u32, (_, letters)| sum.saturating_add(*letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with three texts of its own, and others.
    fn page(number: u64, others: &[u64]) -> Trace {
        let own = (0..3).map(|text| (number * 10 + text + 1_000_000, 200));
        let texts = own.chain(others.iter().map(|hash| (*hash, 50))).collect();
        Trace { host: "a.example".into(), texts, ..Trace::default() }
    }

    fn learned(pages: impl Iterator<Item = Trace>) -> Site {
        let mut learner = Learner::default();
        pages.for_each(|trace| learner.learn(&trace));
        learner.end().of("a.example").cloned().unwrap_or_default()
    }

    #[test]
    fn what_returns_is_known_with_its_counts() {
        let site = learned((0..20).map(|n| page(n, if n % 2 == 0 { &[7, 8] } else { &[7] })));
        assert_eq!((site.pages, site.returning), (20, [(7, 20), (8, 10)].into()));
        assert_eq!(learned((0..4).map(|n| page(n, &[7]))), Site::default(), "too few pages");
        assert_eq!(learned((0..100).map(|n| page(n, if n < 9 { &[7] } else { &[] }))), Site::default());
    }

    #[test]
    fn a_copy_of_a_page_is_not_another_page() {
        let again = |n: u64| page(n / 5, &[7]);
        let site = learned((0..60).map(again));
        assert_eq!((site.pages, site.returning), (12, [(7, 12)].into()), "five addresses each");
        let edited = |n: u64| {
            let mut trace = page(0, &[7]);
            trace.texts.push((n, 100));
            trace
        };
        assert_eq!(learned((0..30).map(|n| edited(n + 100))), Site::default(), "a report that goes on");
    }

    #[test]
    fn a_box_is_known_when_what_it_says_returns() {
        let with = |n: u64, wording: u64| Trace { boxes: vec![(5, wording)], ..page(n, &[]) };
        let site = learned((0..20).map(|n| with(n, n % 4)));
        assert_eq!(site.returning, [(5, 20)].into());
        assert_eq!(learned((0..20).map(|n| with(n, n))), Site::default(), "each says another thing");
        assert_eq!(learned((0..20).map(|n| with(n, if n < 4 { n + 50 } else { 1 }))), Site::default());
    }

    #[test]
    fn memory_is_bounded_and_what_is_common_outlives_it() {
        let mut learner = Learner { most: 100, ..Learner::default() };
        for n in 0..2000 {
            let host = format!("{}.example", n % 3);
            learner.learn(&Trace { host, ..page(n, &[7]) });
            assert!(learner.lines <= 100, "{n}: {}", learner.lines);
        }
        let sites = learner.end();
        assert_eq!(
            sites.iter().map(|(_, site)| (site.pages, site.on(7))).collect::<Vec<_>>(),
            [(256, 256); 3]
        );
    }

    #[test]
    fn lines_of_answers_are_traces_or_passed_over() {
        let mut learner = Learner::default();
        for n in 0..6 {
            let line = serde_json::to_string(&page(n, &[7])).unwrap() + "\n{\"id\":1,\"error\":{}}\n";
            line.as_bytes().chunks(11).for_each(|some| learner.write_all(some).unwrap());
        }
        assert_eq!(learner.end().of("a.example").map(|site| site.pages), Some(6));
    }
}
