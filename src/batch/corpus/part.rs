//! A file in the making. It has its name only when it is whole and on the disk: until then it is a
//! part, held by a lock, so that another run knows a part that is worked at from one left behind.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::manifest::{self, Manifest, Output, open};
use super::{Table, hex};

pub(super) const ENDING: &str = ".part";

/// What outputs are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines of JSON.
    Lines,
    /// The same, packed.
    Packed,
    /// Tables.
    Parquet,
}

impl Format {
    const ALL: [Self; 3] = [Self::Lines, Self::Packed, Self::Parquet];

    /// What its files have behind their names.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Lines => ".ndjson",
            Self::Packed => ".ndjson.zst",
            Self::Parquet => ".parquet",
        }
    }
}

/// Output goes to the disk in pieces of this size.
const BUFFER: usize = 256 << 10;

/// The folder of the outputs.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder, made if need be, without what runs that were killed left in it.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        let folder = Self { path: path.to_owned() };
        folder.clear()?;
        Ok(folder)
    }

    fn clear(&self) -> io::Result<()> {
        let _held = self.hold();
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            let is_part = path.to_string_lossy().ends_with(ENDING);
            if is_part && open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
                _ = fs::remove_file(path);
            }
        }
        Ok(())
    }

    /// Keeps other runs from clearing or beginning, where the system knows how.
    fn hold(&self) -> Option<File> {
        let held = open(&self.path).ok()?;
        held.lock().ok().map(|()| held)
    }

    /// Begins a part that nobody else has.
    fn part(&self, name: &str) -> io::Result<(PathBuf, File)> {
        let _held = self.hold();
        let mut number = std::process::id();
        loop {
            let path = self.path.join(format!("{name}.{number}{ENDING}"));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number = number.wrapping_add(1),
                Err(error) => return Err(error),
                Ok(file) => {
                    _ = file.try_lock();
                    return Ok((path, file));
                }
            }
        }
    }

    /// What was renamed stays renamed, whatever happens to the machine.
    fn sync(&self) -> io::Result<()> {
        if cfg!(unix) { open(&self.path)?.sync_all() } else { Ok(()) }
    }

    /// Writes the manifest of an output that is in its place.
    pub(super) fn write(&self, name: &str, manifest: &Manifest) -> io::Result<()> {
        self.write_down(&format!("{name}{}", manifest::ENDING), manifest)
    }

    /// Writes something down in a file of this name.
    pub(super) fn write_down(&self, name: &str, what: &impl Serialize) -> io::Result<()> {
        let mut bytes = serde_json::to_vec_pretty(what)?;
        bytes.push(b'\n');
        let (path, file) = self.part(name.trim_end_matches(".json"))?;
        let written = (&file).write_all(&bytes).and_then(|()| file.sync_all());
        let named = written.and_then(|()| fs::rename(&path, self.path.join(name)));
        named.inspect_err(|_| _ = fs::remove_file(&path))?;
        self.sync()
    }

    /// Takes a file away that may be there.
    pub(super) fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// An output in the making. What is not published is gone.
pub(super) struct Part<'a> {
    folder: &'a Folder,
    path: PathBuf,
    format: Format,
    sink: Option<Sink>,
}

enum Sink {
    Plain(BufWriter<Tee>),
    Zst(BufWriter<zstd::Encoder<'static, Tee>>),
    Table(Box<Table<Tee>>),
}

impl<'a> Part<'a> {
    pub(super) fn begin(folder: &'a Folder, name: &str, format: Format) -> io::Result<Self> {
        let (path, file) = folder.part(name)?;
        let mut part = Self { folder, path, format, sink: None };
        let tee = Tee { file, hash: Sha256::new(), bytes: 0 };
        part.sink = Some(match format {
            Format::Lines => Sink::Plain(BufWriter::with_capacity(BUFFER, tee)),
            Format::Packed => {
                let mut packer = zstd::Encoder::new(tee, 3)?;
                packer.include_checksum(true)?;
                Sink::Zst(BufWriter::with_capacity(BUFFER, packer))
            }
            Format::Parquet => Sink::Table(Box::new(Table::new(tee)?)),
        });
        Ok(part)
    }

    pub(super) fn write(&mut self, line: &str) -> io::Result<()> {
        match &mut self.sink {
            Some(Sink::Plain(sink)) => sink.write_all(line.as_bytes()),
            Some(Sink::Zst(sink)) => sink.write_all(line.as_bytes()),
            Some(Sink::Table(table)) => table.line(line),
            None => Ok(()),
        }
    }

    /// Gives it its name. A manifest that was there goes first: it never speaks of another file.
    pub(super) fn publish(mut self, name: &str) -> io::Result<Output> {
        let tee = self.finish()?;
        let place = Manifest::place(&self.folder.path, name);
        let old = Manifest::read(&place).map(|manifest| manifest.output.name);
        self.folder.remove(&format!("{name}{}", manifest::ENDING))?;
        let output = self.name(tee, format!("{name}{}", self.format.ending()))?;
        let others = Format::ALL.iter().map(|format| format!("{name}{}", format.ending()));
        if let Some(other) =
            others.filter(|other| *other != output.name).find(|other| old.as_ref() == Some(other))
        {
            _ = fs::remove_file(self.folder.path.join(other));
        }
        Ok(output)
    }

    /// Gives it a name of its own.
    pub(super) fn publish_as(mut self, name: String) -> io::Result<Output> {
        let tee = self.finish()?;
        self.name(tee, name)
    }

    /// Everything is on the disk.
    fn finish(&mut self) -> io::Result<Tee> {
        let tee = match self.sink.take() {
            Some(Sink::Plain(sink)) => sink.into_inner().map_err(io::IntoInnerError::into_error)?,
            Some(Sink::Zst(sink)) => sink.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?,
            Some(Sink::Table(table)) => table.finish()?,
            None => return Err(io::Error::other("nothing to publish")),
        };
        tee.file.sync_all()?;
        Ok(tee)
    }

    fn name(&self, tee: Tee, name: String) -> io::Result<Output> {
        fs::rename(&self.path, self.folder.path.join(&name))?;
        self.folder.sync()?;
        Ok(Output { name, bytes: tee.bytes, sha256: hex(&tee.hash.finalize()) })
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        // After it got its name there is nothing at this place.
        self.sink = None;
        _ = fs::remove_file(&self.path);
    }
}

/// Counts and hashes what goes to a file.
struct Tee {
    file: File,
    hash: Sha256,
    bytes: u64,
}

impl Write for Tee {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes += u64::try_from(written).unwrap_or_default();
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
