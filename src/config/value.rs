//! One value of a file as what a setting asks for, or what is wrong with it and a way out.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use super::file::{Entry, Value};
use super::mistake::nearest;

/// What is wrong with a value, and a way out.
pub(super) type Wrong = (String, Option<String>);

/// True or false.
pub(super) fn flag(entry: &Entry) -> Result<bool, Wrong> {
    match &entry.value {
        Value::Flag(flag) => Ok(*flag),
        other => {
            let name = &entry.name;
            Err((format!("`{name}` is true or false, not {}", other.kind()), write(name, "true")))
        }
    }
}

/// A number of columns.
pub(super) fn columns(entry: &Entry, allowed: &RangeInclusive<u16>, usual: u16) -> Result<u16, Wrong> {
    let name = &entry.name;
    let what = match &entry.value {
        Value::Whole(number) => {
            if let Some(fitting) = u16::try_from(*number).ok().filter(|number| allowed.contains(number)) {
                return Ok(fitting);
            }
            let (least, most) = (allowed.start(), allowed.end());
            format!("a {name} of {number} columns is not from {least} to {most}")
        }
        other => format!("`{name}` is a whole number, not {}", other.kind()),
    };
    Err((what, write(name, &usual.to_string())))
}

/// A text.
pub(super) fn text<'a>(entry: &'a Entry, example: &str) -> Result<&'a str, Wrong> {
    match &entry.value {
        Value::Text(text) => Ok(text),
        other => {
            let name = &entry.name;
            let what = format!("`{name}` is a name, not {}", other.kind());
            Err((what, write(name, &format!("\"{example}\""))))
        }
    }
}

/// What is sent to a site as it is: one line of plain letters.
pub(super) fn header(entry: &Entry, example: &str) -> Result<String, Wrong> {
    let said = text(entry, example)?.trim();
    if !said.is_empty() && said.len() <= 200 && said.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return Ok(said.to_owned());
    }
    let what = format!("`{}` is one line of 200 letters without accents at most, and not empty", entry.name);
    Err((what, write(&entry.name, &format!("\"{example}\""))))
}

/// One of a few words.
pub(super) fn word<'a>(entry: &'a Entry, words: &[&str]) -> Result<&'a str, Wrong> {
    let found = text(entry, words.first().unwrap_or(&""))?;
    if words.contains(&found) {
        return Ok(found);
    }
    let hint =
        nearest(found, words.iter().copied()).unwrap_or_else(|| format!("one of {}", words.join(", ")));
    Err((format!("`{}` cannot be `{found}`", entry.name), Some(hint)))
}

/// A program with its arguments. No shell ever sees them, so a line of shell is refused.
pub(super) fn command(entry: &Entry) -> Result<Vec<String>, Wrong> {
    let name = &entry.name;
    let example = || write(name, "[\"program\", \"argument\"]");
    let parts = match &entry.value {
        Value::List(parts) => parts,
        Value::Text(line) => {
            let parts: Vec<String> = line.split_whitespace().map(quoted).collect();
            let what = format!("`{name}` is a list of a program and its arguments, not a text");
            return Err((what, write(name, &format!("[{}]", parts.join(", ")))));
        }
        other => {
            let what = format!("`{name}` is a list of a program and its arguments, not {}", other.kind());
            return Err((what, example()));
        }
    };
    let mut command = Vec::new();
    for part in parts {
        match part {
            Value::Text(part) if part.contains('\0') => {
                return Err((format!("`{name}`: no program takes a NUL"), None));
            }
            Value::Text(part) => command.push(part.clone()),
            other => {
                return Err((format!("`{name}`: an argument is a text, not {}", other.kind()), example()));
            }
        }
    }
    if command.first().is_none_or(String::is_empty) {
        return Err((format!("`{name}` names no program"), example()));
    }
    Ok(command)
}

/// A folder, written whole or from the reader's own.
pub(super) fn folder(entry: &Entry) -> Result<PathBuf, Wrong> {
    let text = text(entry, "~/articles")?;
    let path = Path::new(text);
    if (path.is_absolute() || path.starts_with("~")) && !text.contains('\0') {
        return Ok(path.to_owned());
    }
    let hint = write(&entry.name, &quoted(&format!("~/{}", text.trim_start_matches("./"))));
    Err((format!("`{text}` is not a whole path: it would be another folder every time"), hint))
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A list of texts as TOML writes it.
pub(super) fn listed<T: AsRef<str>>(parts: &[T]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| quoted(part.as_ref())).collect();
    format!("[{}]", parts.join(", "))
}

#[expect(clippy::unnecessary_wraps, reason = "a way out is an option everywhere")]
fn write(name: &str, value: &str) -> Option<String> {
    Some(format!("write {name} = {value}"))
}
