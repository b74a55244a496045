//! The parts of the README that are written from data.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use newsprint::app::{Group, actions};
use newsprint::config::{Depth, Theme, theme_names};
use serde_json::Value;

/// The table of keys.
pub(crate) fn keys() -> String {
    let mut table = String::from("\n| keys | |\n| --- | --- |\n");
    for group in Group::ALL {
        _ = writeln!(table, "| **{}** | |", group.title());
        for row in actions().filter(|row| row.group == *group) {
            let on_desk = row.group == Group::Desk;
            let key = |key: &&str| match key.strip_prefix("desk:") {
                Some(key) if on_desk => format!("`{key}`"),
                Some(key) => format!("desk `{key}`"),
                None => format!("`{key}`"),
            };
            let keys: Vec<String> = row.keys.iter().map(key).collect();
            _ = writeln!(table, "| {} | {} |", keys.join(" "), row.help.replace('|', "\\|"));
        }
    }
    table + "\n"
}

/// The themes, each with its ground and its contrast.
pub(crate) fn themes() -> String {
    let mut table = String::from("\n| theme | | contrast of text |\n| --- | --- | --- |\n");
    for name in theme_names() {
        let theme = Theme::shipped(name, Depth::True).unwrap();
        let contrast = theme.contrast().map(|ratio| format!("{:.1}:1", (ratio * 10.0).floor() / 10.0));
        _ = writeln!(table, "| `{name}` | {} | {} |", theme.about(), contrast.unwrap_or_default());
    }
    table + "\n"
}

/// The languages whose words for clutter are known.
pub(crate) fn languages(folder: &Path) -> String {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let data = files.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    let mut names: Vec<String> = data
        .filter_map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let language = text.starts_with("language = ") || text.contains("\nlanguage = ");
            let name = text.lines().find_map(|line| line.strip_prefix("name = "))?;
            language.then(|| name.trim_matches('"').to_owned())
        })
        .collect();
    names.sort();
    format!("{}.\n", names.join(", "))
}

/// Writes the newest figures into the rows that begin with **newsprint**.
pub(crate) fn figures(text: &str, measured: &str) -> String {
    let measured: Value = serde_json::from_str(measured).unwrap();
    let figure =
        |name: &str| measured.get(name).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {name}"));
    let three = |set: &str| {
        let [all, precision, recall] =
            ["F1", "precision", "recall"].map(|part| figure(&format!("{set} {part}")));
        format!("{all:.3} ({precision:.3} / {recall:.3})")
    };
    let percent = |names: &[&str]| {
        let shares: Vec<String> =
            names.iter().map(|name| format!("{:.1} %", figure(&format!("{name} %")))).collect();
        shares.join(" / ")
    };
    let reading = ["news shingle", "wcxb-dev articles word", "trafilatura snippet"].map(three).join(" | ");
    let clutter = [
        percent(&["clutter dropped", "clutter kept"]),
        percent(&["clutter video_recall", "clutter video_precision"]),
        percent(&["clutter related_recall"]),
    ];
    let metadata = ["title", "authors", "published"].map(|name| percent(&[&format!("metadata {name}")]));
    let rows = [reading, clutter.join(" | "), metadata.join(" | ")];
    let mut rows = rows.iter();
    let line = |line: &str| {
        if line.starts_with("| **newsprint** |") {
            format!("| **newsprint** | {} |\n", rows.next().expect("figures for this table"))
        } else {
            format!("{line}\n")
        }
    };
    text.lines().map(line).collect()
}
