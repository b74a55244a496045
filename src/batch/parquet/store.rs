//! The bytes of a file, wherever they are asked for: what Parquet needs, since a file is read from its
//! end. What comes as a stream is put into a file without a name first.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// So many bytes of a stream are kept at most.
const MOST: u64 = 16 << 30;

/// A file that can be read anywhere.
#[derive(Debug)]
pub(super) struct Store {
    file: File,
    pub(super) size: u64,
}

impl Store {
    pub(super) fn new(file: File) -> io::Result<Self> {
        Ok(Self { size: file.metadata()?.len(), file })
    }

    /// The file of a path, if it is one that can be read anywhere.
    #[expect(clippy::disallowed_methods, reason = "it is asked for by whoever named it")]
    pub(super) fn of(path: &Path) -> io::Result<Option<Self>> {
        if !path.metadata()?.is_file() {
            return Ok(None);
        }
        Self::new(File::open(path)?).map(Some)
    }

    /// A stream, to its end.
    pub(super) fn spooled(from: &mut dyn Read) -> io::Result<Self> {
        Self::spooled_up_to(from, MOST)
    }

    fn spooled_up_to(from: &mut dyn Read, most: u64) -> io::Result<Self> {
        let mut file = nameless()?;
        if io::copy(&mut from.take(most + 1), &mut file)? > most {
            let gigabytes = most >> 30;
            return Err(io::Error::other(format!(
                "Parquet is read from its end, and more than {gigabytes} GB of a stream are not kept for that; \
                 give it as a file"
            )));
        }
        Self::new(file)
    }

    /// Some bytes. Who asks knows that they are there.
    pub(super) fn read(&mut self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::with_capacity(length);
        (&mut self.file).take(length as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// A file of which nothing is left once it is closed.
fn nameless() -> io::Result<File> {
    let folder = std::env::temp_dir();
    let mut number = std::process::id();
    loop {
        let path = folder.join(format!("newsprint-{number}.spool"));
        match options().open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number = number.wrapping_add(1),
            Err(error) => return Err(error),
            Ok(file) => {
                // Where the system keeps a file that is open, its name can go at once.
                _ = std::fs::remove_file(path);
                return Ok(file);
            }
        }
    }
}

/// Ours alone, and nobody else's before.
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Windows takes it away when it is closed.
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::custom_flags(&mut options, 0x0400_0000);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_kept_up_to_a_bound_and_read_anywhere() {
        let mut store = Store::spooled(&mut &b"0123456789"[..]).unwrap();
        assert_eq!(
            (store.size, store.read(7, 3).unwrap(), store.read(0, 2).unwrap()),
            (10, b"789".to_vec(), b"01".to_vec())
        );
        assert!(Store::spooled_up_to(&mut &b"0123456789"[..], 10).is_ok());
        let error = Store::spooled_up_to(&mut &b"0123456789"[..], 9).unwrap_err();
        assert!(error.to_string().ends_with("give it as a file"), "{error}");
    }
}
