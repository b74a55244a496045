//! The file of settings as it comes, with everything explained, and as it holds now. Written
//! from the tables of settings and of actions, so neither can say what is not so.

use std::fmt::Write as _;

use super::keys::{preset, preset_names};
use super::settings::Settings;
use super::table::{Row, SECTIONS, rows};
use super::value::{listed, quoted};
use crate::app::{Group, Keymap, actions};

const HEAD: &str = "\
# The settings of newsprint: config.toml, in the folder that `newsprint config` names.
#
# A line that begins with # and a space explains. A line that begins with # alone is a setting at
# its default: take the # away and change it. `newsprint config --check` tells every mistake.
";

const HOST: &str = "
# A program for the addresses of a host and all below it; the first that fits goes before those
# above. None is set; for example:
#[[open.host]]
#host = \"*.youtube.com\"
#command = [\"mpv\"]
";

const PIPE: &str = "\
# None is set; for example:
#words = [\"wc\", \"-w\"]
";

const KEYS: &str = "\
# An action that is named has these keys only; [] takes its keys away. A chord's keys are separated
# by a space: \"g g\". Keys are written j, G, ^d, alt-x, space, enter, esc, tab, shift-tab, up,
# shift-up, pgdn, home, f1.
";

/// The file as it comes: every setting and every action with its default, commented out.
#[must_use]
pub fn default_file() -> String {
    let mut file = HEAD.to_owned();
    for row in rows().filter(|row| row.section.is_empty()) {
        explain(row, &mut file);
    }
    for (section, help) in SECTIONS {
        _ = write!(file, "\n[{section}]\n# {help}\n");
        for row in rows().filter(|row| row.section == *section) {
            explain(row, &mut file);
        }
        match *section {
            "open" => file.push_str(HOST),
            "pipe" => file.push_str(PIPE),
            "keys" => keys(&mut file),
            _ => {}
        }
    }
    file
}

fn explain(row: &Row, file: &mut String) {
    let example = if row.is_set { "" } else { " Not set; for example:" };
    file.push('\n');
    comment(&format!("{}{example}", row.help), file);
    _ = writeln!(file, "#{} = {}", row.name, row.usual);
}

/// Columns of a comment.
const COLUMNS: usize = 98;

/// A comment, in lines that fit any screen. Its words are ours: a letter takes a column.
fn comment(text: &str, file: &mut String) {
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count() + 1;
        if used == 0 || used + length > COLUMNS {
            file.push_str(if used == 0 { "#" } else { "\n#" });
            used = 1;
        }
        file.push(' ');
        file.push_str(word);
        used += length;
    }
    file.push('\n');
}

fn keys(file: &mut String) {
    let names: Vec<&str> = preset_names().collect();
    _ = write!(file, "\n# The set of keys that yours are laid over: {}.\n", names.join(", "));
    _ = write!(file, "#preset = {}\n\n{KEYS}", quoted(names.first().unwrap_or(&"")));
    for group in Group::ALL {
        _ = write!(file, "\n# {}\n", group.title());
        for row in actions().filter(|row| row.group == *group) {
            comment(row.help, file);
            _ = writeln!(file, "#{} = {}", row.name, listed(row.keys));
        }
    }
}

/// What holds now, as a file of settings: what was chosen is marked, `shown` is what was chosen
/// on the screen and goes before the file.
#[must_use]
pub fn current(settings: &Settings, shown: &[(&str, String)]) -> String {
    let mut file = String::new();
    for row in rows().filter(|row| row.section.is_empty()) {
        holds(row, settings, shown, &mut file);
    }
    for (section, _) in SECTIONS {
        _ = write!(file, "\n[{section}]\n");
        for row in rows().filter(|row| row.section == *section) {
            holds(row, settings, shown, &mut file);
        }
        match *section {
            "pipe" => {
                for (name, command) in &settings.pipes {
                    line(&mut file, &quoted(name), &listed(command), YOURS);
                }
            }
            "keys" => bound(settings, &mut file),
            _ => {}
        }
        for (host, command) in settings.hosts.iter().filter(|_| *section == "open") {
            let host =
                if *host == crate::read::HostPattern::Every { "*".to_owned() } else { format!("*.{host}") };
            file.push_str("[[open.host]]\n");
            line(&mut file, "host", &quoted(&host), YOURS);
            line(&mut file, "command", &listed(command), YOURS);
        }
    }
    file
}

const YOURS: &str = "yours";

fn holds(row: &Row, settings: &Settings, shown: &[(&str, String)], file: &mut String) {
    let chosen = (row.chosen)(settings);
    if let Some((_, value)) = shown.iter().find(|(name, _)| *name == row.name) {
        let instead = chosen.unwrap_or_else(|| "nothing".to_owned());
        line(file, row.name, value, &format!("chosen on the screen; the file says {instead}"));
    } else if let Some(chosen) = chosen {
        line(file, row.name, &chosen, YOURS);
    } else if row.is_set {
        line(file, row.name, row.usual, "");
    } else {
        _ = writeln!(file, "# {} is not set", row.name);
    }
}

fn bound(settings: &Settings, file: &mut String) {
    let name = settings.preset.as_deref().or_else(|| preset_names().next()).unwrap_or_default();
    line(file, "preset", &quoted(name), if settings.preset.is_some() { YOURS } else { "" });
    let below: Keymap = preset(name).unwrap_or_default();
    for row in actions() {
        let keys = settings.keymap.spelled(row.action);
        let mark = if keys == below.spelled(row.action) { "" } else { YOURS };
        line(file, row.name, &listed(&keys), mark);
    }
}

fn line(file: &mut String, name: &str, value: &str, mark: &str) {
    let mark = if mark.is_empty() { String::new() } else { format!("  # {mark}") };
    _ = writeln!(file, "{name} = {value}{mark}");
}
