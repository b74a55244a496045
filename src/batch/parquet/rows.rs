//! The documents of a Parquet file: a row each. Row groups are read in their order and pages as they come,
//! so a page of each column is held at a time; what cannot be read is told row by row.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::Path;

use super::column::{Cell, Column};
use super::footer::{Footer, Group, Leaf};
use super::store::Store;
use crate::batch::Settings;
use crate::batch::answer::{Complaint, Document, Head, Held, Lost, No, Place, Src};
use crate::batch::names::Names;
use crate::model::Clean;

/// What a file ends with, behind how long its footer is.
const END: &[u8] = b"PAR1";
/// The longest footer.
const FOOTER: u64 = 64 << 20;
/// So many columns are named to whoever asked for others.
const NAMED: usize = 12;

/// The rows of a file.
pub(in crate::batch) struct Rows {
    store: Store,
    longest: usize,
    file: Option<String>,
    row: u64,
    /// Of the group that is being read.
    left: usize,
    columns: [Option<Column>; 4],
    /// None when it cannot be read: then that is all that is told.
    table: Result<Table, Option<Document>>,
}

struct Table {
    footer: Footer,
    names: Names,
    /// Of id, address, page and text.
    wanted: [Option<Leaf>; 4],
}

impl Rows {
    /// The rows of a file by its path, or of a stream.
    ///
    /// # Errors
    /// When it cannot be read, or there is no column that could be.
    pub(in crate::batch) fn open(
        path: Option<&Path>,
        from: &mut dyn Read,
        settings: &Settings,
    ) -> io::Result<Self> {
        let store = path.map(Store::of).transpose()?.flatten();
        let mut store = store.map_or_else(|| Store::spooled(from), Ok)?;
        let file = settings.file.as_deref().map(|file| Clean::field(file).into_string());
        let table = match footer(&mut store)? {
            Ok(footer) => Ok(Table::new(footer, &settings.names)?),
            Err(why) => {
                let src = Src { file: file.clone(), place: Place::Offset(store.size) };
                let no = No::Failed(Complaint::new("damaged", why));
                Err(Some(Document::Lost(Box::new(Lost { id: None, src: Some(src), no }))))
            }
        };
        let columns = [None, None, None, None];
        Ok(Self { store, longest: settings.longest, file, row: 0, left: 0, columns, table })
    }

    /// The next row; none at the end.
    pub(in crate::batch) fn next(&mut self) -> io::Result<Option<Document>> {
        while self.left == 0 {
            let table = match &mut self.table {
                Ok(table) => table,
                Err(lost) => return Ok(lost.take()),
            };
            let Some((group, columns)) = table.group() else { return Ok(None) };
            (self.left, self.columns) = (group.rows, columns);
        }
        self.left -= 1;
        let cells = self.cells()?;
        let src = Src { file: self.file.clone(), place: Place::Row(self.row) };
        self.row += 1;
        Ok(Some(self.document(cells, src)))
    }

    /// The values of a row. All columns go on, whichever cannot be read.
    fn cells(&mut self) -> io::Result<[Result<Cell, &'static str>; 4]> {
        let mut cells = [const { Ok(Cell::Null) }; 4];
        for (column, cell) in self.columns.iter_mut().zip(&mut cells) {
            if let Some(column) = column {
                *cell = column.next(&mut self.store)?;
            }
        }
        Ok(cells)
    }

    fn document(&self, cells: [Result<Cell, &'static str>; 4], src: Src) -> Document {
        let [id, url, html, text] = cells;
        let known = id.as_ref().ok().and_then(|id| self.id(id));
        match id.and(Ok(())).and(url).and_then(|url| Ok((url, html?, text?))) {
            Ok((url, html, text)) => self.held(known, &url, [html, text], src),
            Err(why) => lost(known, src, Complaint::new("damaged", why)),
        }
    }

    fn held(&self, id: Option<String>, url: &Cell, bodies: [Cell; 2], src: Src) -> Document {
        let kinds = ["text/html; charset=utf-8", "text/plain; charset=utf-8"];
        let mut bodies = bodies.into_iter().zip(kinds);
        let Some((Cell::Bytes(body), media)) = bodies.find(|(body, _)| *body != Cell::Null) else {
            let names = self.table.as_ref().map(|table| &table.names);
            let why = names.map(Names::neither).unwrap_or_default();
            return lost(id, src, Complaint::new("not-a-record", why));
        };
        if body.len() > self.longest {
            let why = format!("the row is longer than {} bytes", self.longest);
            return lost(id, src, Complaint::new("too-long", why));
        }
        let url = match url {
            Cell::Bytes(url) => Some(String::from_utf8_lossy(url.data()).into_owned()),
            _ => None,
        };
        let media = Some(media.to_owned());
        let head = Head { src, id, url, kind: "row".to_owned(), media, ..Head::default() };
        Document::Held(Box::new(Held { head, block: body.data().to_owned() }))
    }

    /// An id, as JSON.
    fn id(&self, id: &Cell) -> Option<String> {
        match id {
            Cell::Null => None,
            Cell::Number(number) => Some(number.to_string()),
            Cell::Bytes(bytes) => {
                let leaf = self.table.as_ref().ok().and_then(|table| table.wanted.first()?.as_ref());
                let text = match leaf {
                    Some(leaf) if leaf.physical == 7 => hex(bytes.data()),
                    _ => String::from_utf8_lossy(bytes.data()).into_owned(),
                };
                serde_json::to_string(&text).ok()
            }
        }
    }

    /// How far the file is read, of all its bytes.
    pub(in crate::batch) fn share(&self) -> (u64, u64) {
        let all = self.table.as_ref().map_or(0, |table| table.footer.rows);
        (self.row, u64::try_from(all).unwrap_or(u64::MAX))
    }
}

fn lost(id: Option<String>, src: Src, why: Complaint) -> Document {
    Document::Lost(Box::new(Lost { id, src: Some(src), no: No::Failed(why) }))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

/// What the file says of itself, or what is wrong with that.
fn footer(store: &mut Store) -> io::Result<Result<Footer, &'static str>> {
    let Some(at) = store.size.checked_sub(8) else { return Ok(Err("it is too short to be Parquet")) };
    let end = store.read(at, 8)?;
    let length = end.first_chunk().map_or(0, |length| u64::from(u32::from_le_bytes(*length)));
    if !end.ends_with(END) {
        return Ok(Err("it does not end as Parquet does: the end is missing, and with it what is where"));
    }
    let start = at.checked_sub(length).filter(|_| length <= FOOTER);
    let Some(start) = start else {
        return Ok(Err("what it says of itself at its end is longer than it can be"));
    };
    let bytes = store.read(start, usize::try_from(length).unwrap_or_default())?;
    Ok(Footer::new(bytes, store.size))
}

impl Table {
    /// The columns that are read.
    fn new(footer: Footer, names: &Names) -> io::Result<Self> {
        // A name with dots in it goes before one within a struct.
        let find = |name: &String| {
            let fits = footer.leaves.iter().filter(|leaf| !leaf.is_void && leaf.path.join(".") == *name);
            fits.min_by_key(|leaf| leaf.path.len()).cloned()
        };
        let wanted = [&names.id, &names.url, &names.html, &names.text].map(find);
        let table = Self { footer, names: names.clone(), wanted };
        table.check().map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))?;
        Ok(table)
    }

    fn check(&self) -> Result<(), String> {
        let names = &self.names;
        let [id, url, html, text] = &self.wanted;
        if html.is_none() && text.is_none() {
            let all = self.footer.leaves.iter().map(|leaf| Clean::field(&leaf.path.join(".")).into_string());
            let mut all: Vec<String> = all.take(NAMED + 1).collect();
            if let Some(more) = all.get_mut(NAMED) {
                "…".clone_into(more);
            }
            let all = all.join(", ");
            return Err(format!("{}; its columns are {all}; --map html=NAME says which", names.neither()));
        }
        for (leaf, name, may_be_number) in [
            (id, &names.id, true),
            (url, &names.url, false),
            (html, &names.html, false),
            (text, &names.text, false),
        ] {
            let fits = |leaf: &Leaf| match leaf.physical {
                6 => !leaf.is_repeated,
                1 | 2 | 7 => may_be_number && !leaf.is_repeated,
                _ => false,
            };
            if !leaf.as_ref().is_none_or(fits) {
                return Err(format!("the column {name:?} holds no text; --map says which does"));
            }
        }
        Ok(())
    }

    /// The next rows, and their columns.
    fn group(&mut self) -> Option<(Group, [Option<Column>; 4])> {
        let wanted = self.wanted.each_ref().map(|leaf| leaf.as_ref().map(|leaf| leaf.number));
        let numbers: Vec<usize> = wanted.into_iter().flatten().collect();
        let group = self.footer.next(&numbers)?;
        let mut chunks = group.chunks.iter();
        let columns = self.wanted.each_ref().map(|leaf| {
            let leaf = leaf.as_ref()?;
            Column::new(leaf, chunks.next().copied().unwrap_or_default(), group.rows)
        });
        Some((group, columns))
    }
}
