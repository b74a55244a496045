//! Writes an article to a file: whole or not at all, and never over another unasked.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::variable;
use crate::app::Unsaved;
use crate::cli::error::plain;

/// Writes a text under the name that was typed; where it is now.
pub(super) fn save(name: &str, text: &str, folder: Option<&Path>, over: bool) -> Result<String, Unsaved> {
    let home = variable("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let path = resolved(name, home.as_deref(), folder);
    match write(&path, text, over) {
        Ok(()) => Ok(shown(&path, home.as_deref())),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Unsaved::Exists),
        Err(error) => {
            Err(Unsaved::Failed(format!("cannot save {}: {}", shown(&path, home.as_deref()), plain(&error))))
        }
    }
}

/// Below the home folder for `~/`, else below the folder of the settings.
fn resolved(name: &str, home: Option<&Path>, folder: Option<&Path>) -> PathBuf {
    let from_home = |path: &Path| match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    };
    let path = from_home(Path::new(name));
    folder.map(from_home).map_or(path.clone(), |folder| folder.join(path))
}

fn shown(path: &Path, home: Option<&Path>) -> String {
    match home.and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) => Path::new("~").join(rest).display().to_string(),
        None => path.display().to_string(),
    }
}

/// Writes beside the file and then gives it its name.
fn write(path: &Path, text: &str, over: bool) -> io::Result<()> {
    if !over && path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
    let done = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| if over { fs::rename(&beside, path) } else { name_anew(&beside, path) });
    if done.is_err() || !over {
        let _ = fs::remove_file(&beside);
    }
    done
}

/// A second name, which is refused where there is one already; where files have only one name,
/// the look before has to do.
fn name_anew(beside: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(beside, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(beside, path),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "a test looks at its files")]
    use super::*;

    #[test]
    fn names_are_below_the_home_or_the_folder_for_what_is_saved() {
        let [home, folder] = [Path::new("/home/ada"), Path::new("~/texts")].map(Some);
        let path = |name, folder| resolved(name, home, folder).display().to_string();
        assert_eq!(path("~/a.md", folder), "/home/ada/a.md");
        assert_eq!(path("a.md", folder), "/home/ada/texts/a.md");
        assert_eq!(path("/tmp/a.md", folder), "/tmp/a.md");
        assert_eq!(path("~ada/a.md", None), "~ada/a.md");
        assert_eq!(shown(Path::new("/home/ada/texts/a.md"), home), "~/texts/a.md");
    }

    #[test]
    fn another_file_is_written_over_only_when_that_was_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let text = || fs::read_to_string(&path).unwrap();
        write(&path, "one", false).unwrap();
        assert_eq!(write(&path, "two", false).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(text(), "one");
        write(&path, "three", true).unwrap();
        assert_eq!(text(), "three");
        assert!(write(&folder.path().join("no/a.md"), "x", false).is_err());
        assert_eq!(folder.path().read_dir().unwrap().count(), 1, "nothing is left beside it");
    }
}
