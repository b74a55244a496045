//! Every setting: one row each. Its name, what it is for, its default, how it is read and how
//! it is written back all come from here.

use super::file::{Entry, Value};
use super::settings::{Draft, RefreshWhen, Settings, Switch};
use super::value::{self, Wrong, listed, quoted};
use crate::app::{Looks, MarkRead, Panes};

/// The sections of the file after its first lines, and what they are for.
pub(super) const SECTIONS: &[(&str, &str)] = &[
    ("desk", "Your library on the screen."),
    ("open", "Programs, as lists of a program and its arguments; no shell sees them."),
    ("fetch", "What newsprint says of itself to the sites it asks."),
    ("save", "What is kept."),
    ("pipe", "Programs that an article may be piped to, by a name of yours."),
    ("keys", "Which keys do what."),
];

/// A row of the table of settings.
pub(super) struct Row {
    /// The section that it stands in; none for the beginning of the file.
    pub(super) section: &'static str,
    /// Its name.
    pub(super) name: &'static str,
    /// What it is for, in a line.
    pub(super) help: &'static str,
    /// Its default as TOML; for one without a default, an example.
    pub(super) usual: &'static str,
    /// Whether there is a default.
    pub(super) is_set: bool,
    /// Reads it.
    pub(super) take: fn(&Entry, &mut Draft<'_>) -> Result<(), Wrong>,
    /// What was chosen, as TOML.
    pub(super) chosen: fn(&Settings) -> Option<String>,
}

/// A row with a default, or with an example only.
macro_rules! row {
    ($section:literal, $name:literal, $help:literal, $usual:literal, $take:expr, $chosen:expr) => {
        Row {
            section: $section,
            name: $name,
            help: $help,
            usual: $usual,
            is_set: true,
            take: $take,
            chosen: $chosen,
        }
    };
    ($section:literal, $name:literal, $help:literal, such as $usual:literal, $take:expr, $chosen:expr) => {
        Row {
            section: $section,
            name: $name,
            help: $help,
            usual: $usual,
            is_set: false,
            take: $take,
            chosen: $chosen,
        }
    };
}

const ROWS: &[Row] = &[
    row!(
        "",
        "theme",
        "The colours: a name that `newsprint themes` lists, or \"auto\" for what suits the terminal.",
        "\"auto\"",
        |entry, draft| theme(entry, draft, true).map(|name| draft.settings.theme = name),
        |settings| settings.theme.as_deref().map(quoted)
    ),
    row!(
        "",
        "theme-dark",
        "What \"auto\" takes on a dark background.",
        "\"dark\"",
        |entry, draft| theme(entry, draft, false).map(|name| draft.settings.theme_dark = name),
        |settings| settings.theme_dark.as_deref().map(quoted)
    ),
    row!(
        "",
        "theme-light",
        "What it takes on a light one.",
        "\"light\"",
        |entry, draft| theme(entry, draft, false).map(|name| draft.settings.theme_light = name),
        |settings| settings.theme_light.as_deref().map(quoted)
    ),
    row!(
        "",
        "measure",
        "The widest column of text: 32 to 120.",
        "72",
        |entry, draft| {
            let columns = value::columns(entry, &Looks::MEASURES, 72)?;
            draft.settings.measure = Some(columns);
            Ok(())
        },
        |settings| settings.measure.map(|columns| columns.to_string())
    ),
    row!(
        "",
        "justify",
        "Stretch lines to one length.",
        "false",
        |entry, draft| value::flag(entry).map(|on| draft.settings.justify = Some(on)),
        |settings| settings.justify.map(|on| on.to_string())
    ),
    row!(
        "",
        "hyphenate",
        "Divide long words at the end of a line, in languages whose rules are known.",
        "false",
        |entry, draft| value::flag(entry).map(|on| draft.settings.hyphenate = Some(on)),
        |settings| settings.hyphenate.map(|on| on.to_string())
    ),
    row!(
        "",
        "bidi",
        "Put right-to-left text in order: \"auto\", \"on\", or \"off\" for a terminal that does it itself.",
        "\"auto\"",
        |entry, draft| switch(entry).map(|choice| draft.settings.bidi = Some(choice)),
        |settings| switched(settings.bidi)
    ),
    row!(
        "",
        "sidebar",
        "Show the sidebar where there is room.",
        "true",
        |entry, draft| value::flag(entry).map(|on| draft.settings.sidebar = Some(on)),
        |settings| settings.sidebar.map(|on| on.to_string())
    ),
    row!(
        "",
        "sidebar-width",
        "How wide it is: 24 to 60. Without it a quarter of the screen, from 30 to 36.",
        such as "34",
        |entry, draft| {
            let columns = value::columns(entry, &Panes::SIDEBARS, 34)?;
            draft.settings.sidebar_width = Some(columns);
            Ok(())
        },
        |settings| settings.sidebar_width.map(|columns| columns.to_string())
    ),
    row!(
        "",
        "mouse",
        "Let clicks choose links from the start; then the mouse selects text with Shift only.",
        "false",
        |entry, draft| value::flag(entry).map(|on| draft.settings.mouse = Some(on)),
        |settings| settings.mouse.map(|on| on.to_string())
    ),
    row!(
        "",
        "hyperlinks",
        "Tell the terminal where links lead (OSC 8): \"auto\", \"on\" or \"off\".",
        "\"auto\"",
        |entry, draft| switch(entry).map(|choice| draft.settings.hyperlinks = Some(choice)),
        |settings| switched(settings.hyperlinks)
    ),
    row!(
        "desk",
        "mark-read",
        "When an article counts as read: \"open\", \"end\" when its end was seen, or \"never\" by itself.",
        "\"open\"",
        |entry, draft| mark_read(entry).map(|when| draft.settings.mark_read = Some(when)),
        |settings| settings.mark_read.map(|when| quoted(when.name()))
    ),
    row!(
        "desk",
        "refresh",
        "When feeds are asked by themselves: at the \"start\", \"never\", or every so many minutes, such as 30.",
        "\"start\"",
        |entry, draft| refresh(entry).map(|when| draft.settings.refresh = Some(when)),
        |settings| settings.refresh.map(refreshed)
    ),
    row!(
        "open",
        "browser",
        "Opens links where $BROWSER does not say how; the address is added at the end.",
        such as "[\"firefox\", \"--new-tab\"]",
        |entry, draft| value::command(entry).map(|command| draft.settings.browser = Some(command)),
        |settings| settings.browser.as_deref().map(listed)
    ),
    row!(
        "open",
        "player",
        "Plays videos where $NEWSPRINT_PLAYER does not say how; else mpv, else the browser.",
        such as "[\"mpv\", \"--fs\"]",
        |entry, draft| value::command(entry).map(|command| draft.settings.player = Some(command)),
        |settings| settings.player.as_deref().map(listed)
    ),
    row!(
        "open",
        "editor",
        "Edits text where neither $VISUAL nor $EDITOR says how.",
        such as "[\"vim\", \"-R\"]",
        |entry, draft| value::command(entry).map(|command| draft.settings.editor = Some(command)),
        |settings| settings.editor.as_deref().map(listed)
    ),
    row!(
        "fetch",
        "user-agent",
        "The name it goes by; without it newsprint/ and its version.",
        such as "\"newsprint (ada@example.com)\"",
        |entry, draft| value::header(entry, "newsprint").map(|said| draft.settings.user_agent = Some(said)),
        |settings| settings.user_agent.as_deref().map(quoted)
    ),
    row!(
        "fetch",
        "accept-language",
        "The languages you read, the best first.",
        such as "\"de, en;q=0.5\"",
        |entry, draft| value::header(entry, "de, en;q=0.5").map(|said| draft.settings.languages = Some(said)),
        |settings| settings.languages.as_deref().map(quoted)
    ),
    row!(
        "save",
        "folder",
        "Where articles are saved.",
        such as "\"~/articles\"",
        |entry, draft| value::folder(entry).map(|folder| draft.settings.save = Some(folder)),
        |settings| settings.save.as_ref().map(|folder| quoted(&folder.to_string_lossy()))
    ),
];

/// The table of settings, in the order of the file.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    ROWS.iter()
}

fn theme(entry: &Entry, draft: &Draft<'_>, auto: bool) -> Result<Option<String>, Wrong> {
    let name = value::text(entry, "light")?;
    if auto && name == "auto" {
        return Ok(None);
    }
    if draft.themes.iter().any(|known| known == name) {
        return Ok(Some(name.to_owned()));
    }
    let known = draft.themes.iter().map(String::as_str).chain(["auto"].into_iter().filter(|_| auto));
    let hint =
        super::mistake::nearest(name, known).unwrap_or_else(|| "newsprint themes lists them".to_owned());
    Err((format!("there is no theme `{name}`"), Some(hint)))
}

fn mark_read(entry: &Entry) -> Result<MarkRead, Wrong> {
    let name = value::word(entry, &MarkRead::ALL.map(MarkRead::name))?;
    Ok(MarkRead::ALL.into_iter().find(|when| when.name() == name).unwrap_or_default())
}

/// More minutes are more than a week.
const LONGEST: i64 = 10_080;

fn refresh(entry: &Entry) -> Result<RefreshWhen, Wrong> {
    match &entry.value {
        Value::Whole(minutes) => {
            let fitting = u32::try_from(*minutes).ok().filter(|_| (5..=LONGEST).contains(minutes));
            let unfit = || {
                (format!("feeds are not asked every {minutes} minutes"), Some("from 5 to 10080".to_owned()))
            };
            fitting.map(RefreshWhen::Minutes).ok_or_else(unfit)
        }
        _ => match value::word(entry, &["start", "never"])? {
            "never" => Ok(RefreshWhen::Never),
            _ => Ok(RefreshWhen::Start),
        },
    }
}

fn refreshed(when: RefreshWhen) -> String {
    match when {
        RefreshWhen::Start => quoted("start"),
        RefreshWhen::Never => quoted("never"),
        RefreshWhen::Minutes(minutes) => minutes.to_string(),
    }
}

fn switch(entry: &Entry) -> Result<Switch, Wrong> {
    let names: Vec<&str> = Switch::ALL.iter().map(|(name, _)| *name).collect();
    let name = value::word(entry, &names)?;
    Ok(Switch::ALL.iter().find(|(known, _)| *known == name).map_or(Switch::Auto, |(_, switch)| *switch))
}

fn switched(chosen: Option<Switch>) -> Option<String> {
    let (name, _) = Switch::ALL.iter().find(|(_, switch)| Some(*switch) == chosen)?;
    Some(quoted(name))
}
