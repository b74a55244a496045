//! `newsprint export` and `newsprint backup`: what leaves the library whole.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use url::Url;

use crate::cli::args::upkeep::{BackupArgs, ExportArgs};
use crate::cli::error::{Error, Kind, plain};
use crate::cli::output::Streams;
use crate::feed::opml;

/// Writes the feeds as OPML.
pub(super) fn run(args: &ExportArgs, streams: &mut Streams) -> Result<u8, Error> {
    let feeds = args.place.existing(streams)?.feeds()?;
    let mut list = Vec::new();
    for feed in feeds {
        match Url::parse(&feed.address) {
            Ok(url) => list.push(opml::Subscription {
                url,
                title: Some(feed.title),
                site: Url::parse(&feed.site).ok(),
                tags: feed.tags,
            }),
            Err(why) => streams.note(&format!("{} is left out: {why}", feed.address)),
        }
    }
    let text = opml::write("Feeds of newsprint", &list);
    match args.file.as_deref().filter(|file| *file != Path::new("-")) {
        None => streams.print(&text)?,
        Some(file) => write(file, &text, args.force).map_err(|error| unwritable(file, &error))?,
    }
    Ok(0)
}

/// Writes a file; in place of another at once and whole, or not at all.
fn write(file: &Path, text: &str, force: bool) -> io::Result<()> {
    if force && file.is_file() {
        let mut beside = file.as_os_str().to_owned();
        beside.push(format!(".{}", std::process::id()));
        fill(Path::new(&beside), text).and_then(|()| fs::rename(&beside, file)).inspect_err(|_| {
            _ = fs::remove_file(&beside);
        })
    } else {
        fill(file, text)
    }
}

fn fill(file: &Path, text: &str) -> io::Result<()> {
    let mut open = OpenOptions::new().write(true).create_new(true).open(file)?;
    let written = open.write_all(text.as_bytes()).and_then(|()| open.sync_all());
    written.inspect_err(|_| _ = fs::remove_file(file))
}

fn unwritable(file: &Path, error: &io::Error) -> Error {
    let name = file.display();
    if error.kind() == io::ErrorKind::AlreadyExists {
        return Error::usage(format!("{name} is there already")).hint("--force writes over it");
    }
    Error::new(Kind::Unexpected, format!("cannot write {name}: {}", plain(error)))
}

/// Writes a copy of the library.
pub(super) fn backup(args: &BackupArgs, streams: &mut Streams) -> Result<u8, Error> {
    let library = args.place.existing(streams)?;
    if fs::symlink_metadata(&args.file).is_ok() {
        let name = args.file.display();
        return Err(Error::usage(format!("{name} is there already")).hint("a copy is written to a new file"));
    }
    library.export(&args.file)?;
    Ok(0)
}
