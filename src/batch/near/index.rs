//! The firsts of all that is alike, and tables to find them by: one for the whole, one for each band.
//! Who comes first in the order in which bodies are asked for is the first; who is like a first is none.
//! So the same order gives the same marks, and each is true of the two that it names.

use super::sketch::{Rows, Sketch};
use super::{BANDS, Likeness};
use crate::model::stir;

/// So many firsts at most are compared with a body, the eldest first: a site may fill a template a
/// million times, and nothing must take time with the square of that.
const COMPARED: u8 = 64;
/// Firsts are kept in pieces of so many, so that they need not be moved when there are more.
const PIECE: usize = 4096;
/// A table grows when more than four fifths of it are full, to half as much again.
const FULL: (usize, usize) = (4, 5);
/// What a place in a table is that nobody has.
const FREE: u32 = u32::MAX;

/// The firsts of all that is alike.
#[derive(Debug)]
pub struct Index {
    firsts: Vec<Vec<Sketch>>,
    count: usize,
    most: usize,
    whole: Table,
    bands: Vec<Table>,
}

/// What a body is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The number of the first, in the order in which they were kept.
    pub first: u32,
    /// How alike they are.
    pub likeness: Likeness,
}

impl Index {
    /// How much memory an article takes, at most, in bytes: its sketch, and its places in tables that may
    /// be half empty.
    pub const BYTES: usize = size_of::<Sketch>() + (BANDS + 1) * 8;

    /// Nothing yet, and never more than these bytes.
    #[must_use]
    pub fn within(memory: u64) -> Self {
        let most = usize::try_from(memory).unwrap_or(usize::MAX) / Self::BYTES;
        let most = most.clamp(1, FREE as usize - 1);
        let bands = (0..BANDS).map(|_| Table::default()).collect();
        Self { firsts: Vec::new(), count: 0, most, whole: Table::default(), bands }
    }

    /// How many firsts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether no more are kept.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.count >= self.most
    }

    /// The first that a body is like.
    #[must_use]
    pub fn find(&self, sketch: &Sketch) -> Option<Found> {
        self.find_on(sketch, &mut 0)
    }

    /// The same, where with so many others it was compared before.
    pub(in crate::batch) fn find_on(&self, sketch: &Sketch, compared: &mut u8) -> Option<Found> {
        let same = |first: &u32| self.get(*first).is_some_and(|other| other.whole == sketch.whole);
        if let Some(first) = self.whole.of(hash(&sketch.whole)).find(same) {
            return Some(Found { first, likeness: Likeness { is_exact: true, hundredths: 100 } });
        }
        let rows = sketch.rows.as_ref()?;
        let mut candidates = Vec::new();
        for ((number, table), band) in self.bands.iter().enumerate().zip(rows.bands()) {
            let has_it = |first: &u32| self.band(*first, number) == Some(band);
            candidates.extend(table.of(hash(band)).filter(has_it).take(usize::from(COMPARED)));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let left = usize::from(COMPARED.saturating_sub(*compared));
        candidates.into_iter().take(left).find_map(|first| {
            *compared = compared.saturating_add(1);
            let likeness = rows.likeness(self.rows(first)?)?;
            Some(Found { first, likeness })
        })
    }

    /// Keeps a body that is like none; its number. None when there is no room.
    pub fn keep(&mut self, sketch: Sketch) -> Option<u32> {
        let number = u32::try_from(self.count).ok().filter(|_| !self.is_full())?;
        if self.count.is_multiple_of(PIECE) {
            self.firsts.push(Vec::with_capacity(PIECE));
        }
        self.firsts.last_mut()?.push(sketch);
        self.count += 1;
        self.put(number);
        Some(number)
    }

    fn put(&mut self, number: u32) {
        let Self { firsts, whole, bands, .. } = self;
        let Some(sketch) = get(firsts, number) else { return };
        whole.put(
            number,
            hash(&sketch.whole),
            usize::MAX,
            |_| false,
            |other| get(firsts, other).map(|other| hash(&other.whole)),
        );
        let Some(rows) = &sketch.rows else { return };
        for ((place, table), band) in bands.iter_mut().enumerate().zip(rows.bands()) {
            let band_of = |other| get(firsts, other)?.rows.as_ref()?.bands().get(place);
            // More of the same nobody would look at.
            let most = usize::from(COMPARED);
            table.put(
                number,
                hash(band),
                most,
                |other| band_of(other) == Some(band),
                |other| band_of(other).map(|band| hash(band)),
            );
        }
    }

    fn get(&self, first: u32) -> Option<&Sketch> {
        get(&self.firsts, first)
    }

    fn rows(&self, first: u32) -> Option<&Rows> {
        self.get(first)?.rows.as_ref()
    }

    fn band(&self, first: u32, number: usize) -> Option<&[u8; super::ROWS]> {
        self.rows(first)?.bands().get(number)
    }
}

fn get(firsts: &[Vec<Sketch>], number: u32) -> Option<&Sketch> {
    let number = usize::try_from(number).ok()?;
    firsts.get(number / PIECE)?.get(number % PIECE)
}

/// A number for the bytes of a key, which are chance already.
fn hash(bytes: &[u8]) -> u64 {
    let mut room = [0; 8];
    for (room, byte) in room.iter_mut().zip(bytes) {
        *room = *byte;
    }
    stir(u64::from_le_bytes(room))
}

/// Numbers of firsts, found by a hash: each stands at the next free place behind that of its hash, so
/// those of one hash stand in the order in which they came.
#[derive(Debug, Default)]
struct Table {
    places: Vec<u32>,
    count: usize,
}

impl Table {
    /// All that may have a hash, and some others.
    fn of(&self, hash: u64) -> impl Iterator<Item = u32> {
        let start = self.start(hash);
        let (before, behind) = self.places.split_at_checked(start).unwrap_or_default();
        behind.iter().chain(before).copied().take_while(|number| *number != FREE)
    }

    /// Where the search for a hash begins.
    fn start(&self, hash: u64) -> usize {
        let places = u128::try_from(self.places.len()).unwrap_or_default();
        usize::try_from((u128::from(hash) * places) >> 64).unwrap_or_default()
    }

    /// Adds a number, if fewer than so many are there that are the same.
    fn put(
        &mut self,
        number: u32,
        hash: u64,
        most: usize,
        is_same: impl Fn(u32) -> bool,
        hash_of: impl Fn(u32) -> Option<u64>,
    ) {
        if most < usize::MAX && self.of(hash).filter(|other| is_same(*other)).take(most).count() == most {
            return;
        }
        if (self.count + 1) * FULL.1 > self.places.len() * FULL.0 {
            let larger = (self.places.len() + self.places.len() / 2).max(16);
            let mut old = std::mem::replace(&mut self.places, vec![FREE; larger]);
            old.retain(|number| *number != FREE);
            old.sort_unstable();
            for number in old {
                if let Some(hash) = hash_of(number) {
                    self.place(number, hash);
                }
            }
        }
        self.place(number, hash);
        self.count += 1;
    }

    fn place(&mut self, number: u32, hash: u64) {
        let start = self.start(hash);
        let (before, behind) = self.places.split_at_mut_checked(start).unwrap_or_default();
        if let Some(place) = behind.iter_mut().chain(before).find(|place| **place == FREE) {
            *place = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A body of so many words, the same for the same seed.
    fn body(seed: u64, words: u64) -> String {
        let words = (0..words).map(|word| format!("w{}", stir(seed << 20 | word) % 5000));
        words.collect::<Vec<_>>().join(" ")
    }

    fn sketch(text: &str) -> Sketch {
        Sketch::of(text).unwrap()
    }

    #[test]
    fn the_same_is_found_in_any_dress_and_what_is_short_only_whole() {
        let mut index = Index::within(1 << 20);
        let long = body(1, 200);
        for (number, text) in [long.as_str(), "Ferry sails at noon.", "ﬁne ｆｅｒｒｙ"].iter().enumerate()
        {
            assert_eq!(index.find(&sketch(text)), None);
            assert_eq!(index.keep(sketch(text)), u32::try_from(number).ok());
        }
        let exact = Likeness { is_exact: true, hundredths: 100 };
        let dressed = long.to_uppercase().replace(' ', ",\n ");
        for (text, first) in [(dressed.as_str(), 0), ("FERRY — sails\nat noon", 1), ("fine ferry", 2)] {
            assert_eq!(index.find(&sketch(text)), Some(Found { first, likeness: exact }), "{text}");
        }
        assert_eq!(index.find(&sketch("Ferry sails at nine.")), None);
        let edited = long.replacen('w', "x", 3);
        let found = index.find(&sketch(&edited)).unwrap();
        assert!(found.first == 0 && !found.likeness.is_exact && found.likeness.hundredths > 85, "{found:?}");
    }

    #[test]
    fn tables_that_grow_lose_nothing() {
        let mut index = Index::within(u64::MAX);
        let bodies: Vec<String> = (0..2000).map(|seed| body(seed, 40)).collect();
        for text in &bodies {
            assert_eq!(index.find(&sketch(text)), None);
            index.keep(sketch(text)).unwrap();
        }
        for (number, text) in bodies.iter().enumerate() {
            let edited = format!("Tern Island (Harbour Press) {text}");
            let found = index.find(&sketch(&edited)).map(|found| found.first);
            assert_eq!(found, u32::try_from(number).ok());
        }
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let mut index = Index::within(10 * Index::BYTES as u64);
        let kept: Vec<Option<u32>> = (0..12).map(|seed| index.keep(sketch(&body(seed, 40)))).collect();
        assert_eq!(kept.iter().flatten().count(), 10);
        assert!(index.is_full() && index.find(&sketch(&body(3, 40))).is_some());
        assert_eq!(index.find(&sketch(&body(11, 40))), None);
    }

    #[test]
    fn of_a_template_that_is_filled_for_ever_only_so_many_are_compared() {
        let mut index = Index::within(u64::MAX);
        let template = body(7, 180);
        for day in 0..2000 {
            let numbers = format!("low {day} high {} wind {} rain {}", day + 7, day * 3, day * 5);
            let report = sketch(&format!("{template} {} {numbers}", body(1000 + day, 40)));
            let mut compared = 0;
            assert_eq!(index.find_on(&report, &mut compared), None);
            assert!(compared <= COMPARED);
            index.keep(report).unwrap();
        }
        let places: usize = index.bands.iter().map(|table| table.count).sum();
        assert!(places + 1000 < 2000 * BANDS, "more of the same is not kept: {places}");
    }
}
