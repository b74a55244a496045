//! What a Parquet file says of itself at its end: which columns it has, and where they stand. It is held to
//! what the file can be before anything is believed.

use super::thrift::{Kind, Thrift};

/// How deep a column may be in others.
const DEEPEST: usize = 64;

/// A column, as the schema has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Its name, with those of the structs that it is in.
    pub(super) path: Vec<String>,
    /// Which of all columns it is.
    pub(super) number: usize,
    pub(super) physical: i64,
    /// The length of a value, where all have the same.
    pub(super) length: usize,
    /// How many of those that it is in, with itself, may be missing.
    pub(super) levels: i16,
    /// Whether it is in a list.
    pub(super) is_repeated: bool,
    /// Whether it is a number that is never below nought.
    pub(super) is_unsigned: bool,
    /// Whether nothing can be in it: so some write a column that they had nothing for.
    pub(super) is_void: bool,
}

/// A column of some rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) codec: i64,
    pub(super) start: u64,
    pub(super) length: u64,
}

/// Some rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) rows: usize,
    /// Those columns that were asked for.
    pub(super) chunks: Vec<Chunk>,
}

/// The footer, checked.
#[derive(Clone, Debug)]
pub(super) struct Footer {
    bytes: Vec<u8>,
    pub(super) leaves: Vec<Leaf>,
    /// All rows.
    pub(super) rows: usize,
    /// Row groups that are still to come, and where the next is.
    left: usize,
    at: usize,
}

impl Footer {
    /// Reads it. The error says what is wrong.
    pub(super) fn new(bytes: Vec<u8>, file: u64) -> Result<Self, &'static str> {
        const UNREADABLE: &str = "what it says of itself at its end cannot be read";
        let mut thrift = Thrift::new(&bytes);
        let (mut leaves, mut groups) = (None, (0, 0));
        let mut rows = 0_usize;
        let read = thrift.fields(|thrift, id, kind| {
            match (id, kind) {
                (2, Kind::List) => leaves = Some(schema(thrift)?),
                (4, Kind::List) => {
                    let (count, _) = thrift.list()?;
                    groups = (count, thrift.at());
                    for _ in 0..count {
                        rows = rows.checked_add(group(thrift, &[])?.rows)?;
                    }
                }
                _ => return Some(false),
            }
            Some(true)
        });
        let leaves = leaves.filter(|_| read.is_some()).ok_or(UNREADABLE)?;
        // Each row would be answered, so a few bytes could ask for answers without an end.
        if u64::try_from(rows).map_or(true, |rows| rows > file) {
            return Err("it says to have more rows than it has bytes");
        }
        Ok(Self { bytes, leaves, rows, left: groups.0, at: groups.1 })
    }

    /// The next rows, with the columns of these numbers.
    pub(super) fn next(&mut self, wanted: &[usize]) -> Option<Group> {
        self.left = self.left.checked_sub(1)?;
        let mut thrift = Thrift::new(self.bytes.get(self.at..)?);
        let group = group(&mut thrift, wanted)?;
        self.at += thrift.at();
        Some(group)
    }
}

/// A struct on the way to a column.
struct Branch {
    /// How many are still to come in it.
    left: usize,
    levels: i16,
    is_repeated: bool,
    name: Option<String>,
}

#[derive(Default)]
struct Element {
    physical: Option<i64>,
    length: usize,
    repetition: i64,
    name: String,
    children: usize,
    is_unsigned: bool,
    is_void: bool,
}

fn schema(thrift: &mut Thrift) -> Option<Vec<Leaf>> {
    let (count, _) = thrift.list()?;
    let mut leaves = Vec::new();
    let mut branches: Vec<Branch> = Vec::new();
    for number in 0..count {
        let element = element(thrift)?;
        if number == 0 {
            branches.push(Branch { left: element.children, levels: 0, is_repeated: false, name: None });
            continue;
        }
        while branches.last()?.left == 0 {
            branches.pop();
        }
        let above = branches.last_mut()?;
        above.left -= 1;
        let levels = above.levels + i16::from(element.repetition != 0);
        let is_repeated = above.is_repeated || element.repetition == 2;
        match element.physical {
            Some(physical) if element.children == 0 => {
                let names = branches.iter().filter_map(|branch| branch.name.clone());
                let path = names.chain([element.name]).collect();
                let (number, length) = (leaves.len(), element.length);
                let Element { is_unsigned, is_void, .. } = element;
                leaves.push(Leaf {
                    path,
                    number,
                    physical,
                    length,
                    levels,
                    is_repeated,
                    is_unsigned,
                    is_void,
                });
            }
            _ if branches.len() > DEEPEST => return None,
            _ => {
                let name = Some(element.name);
                branches.push(Branch { left: element.children, levels, is_repeated, name });
            }
        }
    }
    branches.iter().all(|branch| branch.left == 0).then_some(leaves)
}

fn element(thrift: &mut Thrift) -> Option<Element> {
    let mut element = Element::default();
    thrift.fields(|thrift, id, kind| {
        match (id, kind) {
            (1, Kind::Number) => element.physical = Some(thrift.number()?),
            (2, Kind::Number) => element.length = thrift.count()?,
            (3, Kind::Number) => element.repetition = thrift.number()?,
            (4, Kind::Bytes) => element.name = String::from_utf8_lossy(thrift.bytes()?).into_owned(),
            (5, Kind::Number) => element.children = thrift.count()?,
            // The unsigned ones, of 8 to 64 bits.
            (6, Kind::Number) => element.is_unsigned |= (11..=14).contains(&thrift.number()?),
            (10, Kind::Struct) => thrift.fields(|_, id, _| {
                element.is_void |= id == 11;
                Some(false)
            })?,
            _ => return Some(false),
        }
        Some(true)
    })?;
    Some(element)
}

fn group(thrift: &mut Thrift, wanted: &[usize]) -> Option<Group> {
    let mut group = Group { rows: 0, chunks: vec![Chunk::default(); wanted.len()] };
    thrift.fields(|thrift, id, kind| {
        match (id, kind) {
            (1, Kind::List) => {
                let (count, _) = thrift.list()?;
                for number in 0..count {
                    let chunk = chunk(thrift)?;
                    for (_, slot) in wanted.iter().zip(&mut group.chunks).filter(|(one, _)| **one == number) {
                        *slot = chunk;
                    }
                }
            }
            (3, Kind::Number) => group.rows = thrift.count()?,
            _ => return Some(false),
        }
        Some(true)
    })?;
    Some(group)
}

/// Where a column stands. One that is in another file, or nowhere, is as if it were empty.
fn chunk(thrift: &mut Thrift) -> Option<Chunk> {
    let (mut chunk, mut is_elsewhere) = (Chunk::default(), false);
    thrift.fields(|thrift, id, kind| {
        match (id, kind) {
            (1, Kind::Bytes) => is_elsewhere = !thrift.bytes()?.is_empty(),
            (3, Kind::Struct) => chunk = place(thrift)?,
            _ => return Some(false),
        }
        Some(true)
    })?;
    Some(if is_elsewhere { Chunk::default() } else { chunk })
}

fn place(thrift: &mut Thrift) -> Option<Chunk> {
    let (mut codec, mut length, mut data, mut dictionary) = (0, 0, 0, 0);
    thrift.fields(|thrift, id, kind| {
        let slot = match (id, kind) {
            (4, Kind::Number) => &mut codec,
            (7, Kind::Number) => &mut length,
            (9, Kind::Number) => &mut data,
            (11, Kind::Number) => &mut dictionary,
            _ => return Some(false),
        };
        *slot = thrift.number()?;
        Some(true)
    })?;
    let start = if dictionary > 0 && dictionary < data { dictionary } else { data };
    let place = |number: i64| u64::try_from(number).ok();
    let chunk = place(start).zip(place(length)).map(|(start, length)| Chunk { codec, start, length });
    Some(chunk.unwrap_or_default())
}
