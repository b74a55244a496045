//! Opens a copy of the article in an editor, in a file that nobody else can read and that is
//! gone afterwards.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use super::variable;
use crate::cli::error::plain;

/// A folder of our own, gone when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> io::Result<Self> {
        let above = variable("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_dir());
        let above = above.unwrap_or_else(std::env::temp_dir);
        let name = format!("newsprint-{}-{}", std::process::id(), moment());
        let folder = Self(above.join(name));
        let builder = builder();
        builder.create(&folder.0).map(|()| folder)
    }
}

/// Makes folders that only we can read.
#[cfg(unix)]
fn builder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Makes folders; those for what is passing are the user's own there.
#[cfg(not(unix))]
fn builder() -> DirBuilder {
    DirBuilder::new()
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Edits a text; what is to be said of it. The editor has the terminal.
pub(super) fn edit(command: &[String], name: &str, text: &str) -> Result<Option<&'static str>, String> {
    let Some((program, arguments)) = command.split_first() else {
        return Err("there is no editor here; set $EDITOR".into());
    };
    let said = |error: &io::Error| format!("{program}: {}", plain(error));
    let folder = Folder::new().map_err(|error| said(&error))?;
    let path = folder.0.join(name);
    write(&path, text).map_err(|error| said(&error))?;
    let status = Command::new(program).args(arguments).arg(&path).status().map_err(|error| said(&error))?;
    if !status.success() {
        return Err(format!("{program}: {status}"));
    }
    let changed = read(&path).is_ok_and(|now| now != text.as_bytes());
    Ok(changed.then_some("the copy is gone, with its changes: save one under another name in the editor"))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

#[expect(clippy::disallowed_methods, reason = "whether the copy was changed")]
fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Something that no name had before.
#[expect(clippy::disallowed_methods, reason = "a name for a folder")]
fn moment() -> u128 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_nanos())
}
