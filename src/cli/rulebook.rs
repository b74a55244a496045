//! The reader's file of rules, changed: read, rewritten beside itself, and put in its place at
//! once, so that it is whole at any moment.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use super::error::{Error, plain};
use super::plan::RulesFrom;
use super::rules::path;
use super::settings::{text, told};
use crate::config::{self, Mistake};
use crate::model::WrittenRule;
use crate::read::UserRules;

/// Changes the file of rules; its path, and what else came of it. A file that is not there is
/// an empty one.
pub(super) fn change<T>(
    from: &RulesFrom,
    change: impl FnOnce(&str) -> Result<(String, T), Vec<Mistake>>,
) -> Result<(PathBuf, T), Vec<Error>> {
    let Some(path) = path(from) else {
        let nowhere = match from {
            RulesFrom::Nowhere => "rules are left aside (--no-rules)",
            _ => "there is no folder of settings to keep rules in",
        };
        return Err(vec![Error::usage(nowhere)]);
    };
    let before = if path.exists() { text(&path).map_err(|error| vec![error])? } else { String::new() };
    let wrong =
        |found: Vec<Mistake>| found.into_iter().map(|mistake| told(&path, mistake)).collect::<Vec<_>>();
    let (after, more) = change(&before).map_err(wrong)?;
    let failed = |error: io::Error| {
        vec![Error::usage(format!("{} cannot be written: {}", path.display(), plain(&error)))]
    };
    replace(&path, &after).map_err(failed)?;
    Ok((path, more))
}

/// Puts a text in the place of a file, all at once. A link stays a link to it.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let path = if path.exists() { path.canonicalize()? } else { path.to_owned() };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    let written = write(&beside, &path, text).and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        _ = fs::remove_file(&beside);
    }
    written
}

fn write(beside: &Path, path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(beside)?;
    if let Ok(known) = path.metadata() {
        file.set_permissions(known.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// The rules of a session: those that it began with, and those that were made in it.
#[derive(Clone)]
pub(super) struct Session {
    from: RulesFrom,
    rules: Arc<RwLock<UserRules>>,
}

impl Session {
    pub(super) fn new(from: RulesFrom, rules: UserRules) -> Self {
        Self { from, rules: Arc::new(RwLock::new(rules)) }
    }

    /// The rules as they are now.
    pub(super) fn rules(&self) -> UserRules {
        self.rules.read().map(|rules| Arc::clone(&rules)).unwrap_or_default()
    }

    /// Writes a rule; its number and the name of its file.
    pub(super) fn keep(&self, rule: &WrittenRule) -> Result<(u32, String), String> {
        let added = change(&self.from, |text| {
            let (text, _) = config::with_rule(text, rule)?;
            let rules = config::rules(&text)?;
            Ok((text, rules))
        });
        let (path, rules) =
            added.map_err(|wrong| wrong.first().map_or_else(String::new, |error| error.message.clone()))?;
        let number = u32::try_from(rules.len()).unwrap_or(u32::MAX);
        if let Ok(mut known) = self.rules.write() {
            *known = rules;
        }
        Ok((number, path.display().to_string()))
    }
}
