//! `newsprint SOURCE...`: opens pages in the terminal. Addresses are fetched once the screen
//! is up, so that nobody waits in front of nothing; files are read before.

use std::sync::Arc;

use url::Url;

use super::error::{Error, Kind};
use super::output::Streams;
use super::plain;
use super::plan::{How, Open};
use super::remembered::Remembered;
use super::rulebook::Session;
use super::rules::report;
use super::settings::{self, Settings, all_themes};
use super::source::{cannot_fetch, fetch_quietly, load};
use super::tui::{self, Colours, DeskJob, Entry, Job, Keep, Keeper, Load, Loaded, Parted, Ways};
use crate::app::{Action, Address, Keymap, Looks, Wishes};
use crate::config::{self, Switch};
use crate::layout::{Bidi, Typesetting};
use crate::model::{Class, Source, WrittenRule};
use crate::{read, refresh};

/// Opens every source that can be read; the others are reported first.
pub(super) fn run(open: &Open, streams: &mut Streams) -> Result<u8, Error> {
    settings::note_old_files(streams);
    let is_desk = open.sources.is_empty();
    if is_desk && (open.plain || !streams.terminal) {
        return Ok(super::usage(streams));
    }
    if open.plain {
        return plain::run(open, streams);
    }
    if streams.terminal && tui::variable("TERM").is_some_and(|term| term == "dumb") {
        if is_desk {
            return Ok(super::usage(streams));
        }
        streams.note("this terminal can only print (TERM=dumb): reading line by line, as --plain does");
        return plain::run(open, streams);
    }
    let settings = match settings::load() {
        Ok(settings) => settings,
        Err(wrong) => return Ok(report(&wrong, streams)),
    };
    if !streams.terminal {
        return Err(Error::usage("the reader needs a terminal").hint("use `newsprint dump` to print"));
    }
    let session = Session::new(open.how.rules.clone(), open.how.options.rules.clone());
    let mut entries = Vec::new();
    for source in &open.sources {
        match entry(source, &open.how, &session, streams) {
            Ok(entry) => entries.push(entry),
            Err(error) => streams.report(&error),
        }
    }
    if entries.is_empty() && !is_desk {
        return Ok(Kind::Unreadable.exit_code());
    }
    let mut remembered = Remembered::load();
    let chosen = settings.chosen.clone();
    let mut job = job(entries, open, settings, &remembered, &session);
    if is_desk {
        job.desk = Some(desk(open, &chosen, &session)?);
        // The desk explains itself.
        job.welcome = None;
    }
    let parted = show(job, streams)?;
    let before = remembered.clone();
    remembered.learn(&parted.before, &parted.after, &chosen);
    if remembered != before {
        remembered.save();
    }
    Ok(if parted.unread.is_empty() { 0 } else { Kind::Unreadable.exit_code() })
}

fn entry(source: &Source, how: &How, session: &Session, streams: &mut Streams) -> Result<Entry, Error> {
    if let Source::Url(url) = source {
        let address = Address::parse(url.as_str()).map_err(|why| cannot_fetch(url, &why))?;
        return Ok(Entry::Fetch(address, fetching(how.clone(), session.clone())));
    }
    let page = load(source, how, streams)?;
    let reading = Box::new(read::read(&page, &how.options));
    Ok(match reading.class {
        Class::Feed => Entry::Feed(Box::new(page)),
        _ => Entry::Read(reading, Box::new(page)),
    })
}

/// The desk: the library, and when its feeds are asked.
fn desk(open: &Open, chosen: &config::Settings, session: &Session) -> Result<DeskJob, Error> {
    let own = Some(open.place.path()?);
    let opened = open.place.for_desk()?;
    let (refresh, ways) = (chosen.refresh.unwrap_or_default(), ways(open, session));
    Ok(DeskJob { library: opened.library, warning: opened.note, own, source: None, ways, refresh })
}

/// How feeds and the pages of their items are asked and read.
fn ways(open: &Open, session: &Session) -> Ways {
    let (manners, session) = (open.how.manners.clone(), session.clone());
    Arc::new(move || refresh::Settings {
        rules: session.rules(),
        manners: manners.clone(),
        ..refresh::Settings::default()
    })
}

/// How pages are fetched and read: by the rules that there are by then.
fn fetching(how: How, session: Session) -> Load {
    Arc::new(move |url: &Url| {
        let (page, note) = fetch_quietly(url, &how)?;
        let options = read::Options { rules: session.rules(), ..how.options.clone() };
        Ok(Loaded { reading: read::read(&page, &options), note, page })
    })
}

/// What was typed goes before what was last chosen on the screen, and that before what the
/// files say. Links that are followed are read as what they are, whatever was said of the first
/// pages.
fn job(
    entries: Vec<Entry>,
    open: &Open,
    settings: Settings,
    remembered: &Remembered,
    session: &Session,
) -> Job {
    let Settings { chosen, themes } = settings;
    let colours = Colours {
        own: themes,
        asked: open.theme.clone(),
        usual: remembered.theme(&chosen, &all_themes()),
        dark: chosen.theme_dark.clone(),
        light: chosen.theme_light.clone(),
    };
    let looks = looks(open, &chosen, remembered);
    let followed = How { manners: open.how.manners.clone(), ..How::default() };
    let keeper = Keeper { own: open.place.path().ok(), ways: ways(open, session) };
    let load = fetching(followed, session.clone());
    let session = session.clone();
    let keep: Keep = Arc::new(move |rule: &WrittenRule| session.keep(rule));
    let welcome = (!remembered.welcomed).then(|| welcome(&chosen.keymap));
    let (wishes, glyphs) = (wishes(&chosen), open.glyphs);
    let hyperlinks = forced(chosen.hyperlinks);
    let (keymap, folder, pipes) = (chosen.keymap, chosen.save, chosen.pipes);
    let (desk, mark_read) = (None, chosen.mark_read.unwrap_or_default());
    Job {
        entries,
        desk,
        keeper,
        mark_read,
        load,
        keep,
        colours,
        looks,
        keymap,
        wishes,
        folder,
        pipes,
        hyperlinks,
        welcome,
        glyphs,
    }
}

/// How a page is set and shown.
fn looks(open: &Open, chosen: &config::Settings, remembered: &Remembered) -> Looks {
    let usual = Looks::default();
    Looks {
        measure: open.measure.or(remembered.measure(chosen)).unwrap_or(usual.measure),
        sidebar: chosen.sidebar.unwrap_or(usual.sidebar),
        sidebar_width: remembered.sidebar_width(chosen),
        mouse: chosen.mouse.unwrap_or(usual.mouse),
        typesetting: typesetting(chosen),
        ..usual
    }
}

/// What is on or off whatever the terminal can; none if the terminal decides.
fn forced(switch: Option<Switch>) -> Option<bool> {
    match switch.unwrap_or_default() {
        Switch::Auto => None,
        Switch::On => Some(true),
        Switch::Off => Some(false),
    }
}

/// How text is set.
fn typesetting(chosen: &config::Settings) -> Typesetting {
    let bidi = match chosen.bidi.unwrap_or_default() {
        Switch::Auto => Bidi::Auto,
        Switch::On => Bidi::On,
        Switch::Off => Bidi::Off,
    };
    let [justify, hyphenate] = [chosen.justify, chosen.hyphenate].map(Option::unwrap_or_default);
    Typesetting { justify, hyphenate, bidi, language: None }
}

/// What the settings say of programs.
pub(super) fn wishes(chosen: &config::Settings) -> Wishes {
    let host = |(pattern, command): &(read::HostPattern, Vec<String>)| match pattern {
        read::HostPattern::Every => ("*".to_owned(), command.clone()),
        host @ read::HostPattern::Below(_) => (format!("*.{host}"), command.clone()),
    };
    Wishes {
        browser: chosen.browser.clone(),
        player: chosen.player.clone(),
        editor: chosen.editor.clone(),
        hosts: chosen.hosts.iter().map(host).collect(),
        ..Wishes::default()
    }
}

/// Where to begin, for whoever is here for the first time.
fn welcome(keymap: &Keymap) -> String {
    let deeds = [
        (Action::Help, "lists all keys"),
        (Action::PageDown, "turns the page"),
        (Action::FocusNext, "goes to videos and links"),
    ];
    let told = deeds.into_iter().filter_map(|(action, deed)| Some(format!("{} {deed}", keymap.key(action)?)));
    format!("Welcome: {}", told.collect::<Vec<_>>().join(", "))
}

/// Shows the articles; what could not be read is said once more if there was nothing else.
fn show(job: Job, streams: &mut Streams) -> Result<Parted, Error> {
    let parted = tui::run(job).map_err(|error| match error {
        tui::Error::Terminal(_) => Error::new(Kind::Unexpected, error.to_string()),
        tui::Error::NeedsTerminal | tui::Error::UnknownTheme { .. } => Error::usage(error.to_string()),
    })?;
    for unread in &parted.unread {
        streams.report(&cannot_fetch(&unread.address, &*unread.why));
    }
    Ok(parted)
}
