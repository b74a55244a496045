//! The one loop: a message in, the state updated, its effect performed, a frame drawn.

mod clipboard;
mod editing;
mod input;
mod perform;
mod piping;
mod programs;
mod saving;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use url::Url;

use super::hyperlinks;
use super::terminal::{self, Terminal};
use crate::app::{
    Address, Effect, Failure, Keymap, Looks, Msg, Notice, Openers, Size, State, Tone, Unread, Wishes, update,
};
use crate::config::{Depth, Theme, is_light, theme_names};
use crate::model::Reading;
use crate::view;
pub(in crate::cli) use input::Keys;
use perform::{Edge, Inbox, Programs};
pub(super) use programs::is_installed;

/// Fetches and reads a page, on a thread of its own.
pub type Load = Arc<dyn Fn(&Url) -> Result<Loaded, Failure> + Send + Sync>;

/// A page that was fetched and read.
pub struct Loaded {
    /// What it became.
    pub reading: Reading,
    /// What is to be said of it, such as that its end is missing.
    pub note: Option<String>,
}

/// What to show, and how.
pub struct Job {
    /// The articles, in order.
    pub entries: Vec<Entry>,
    /// Fetches the pages that are followed.
    pub load: Load,
    /// The theme to wear.
    pub colours: Colours,
    /// How the screen looks, but for the themes.
    pub looks: Looks,
    /// Which keys do what.
    pub keymap: Keymap,
    /// What the settings say of programs.
    pub wishes: Wishes,
    /// Where articles are saved, unless the name says where.
    pub folder: Option<PathBuf>,
    /// Names for programs that the article may be given to.
    pub pipes: Vec<(String, Vec<String>)>,
    /// Whether links are handed to the terminal; none: if it seems to take them.
    pub hyperlinks: Option<bool>,
    /// What is said until the first key.
    pub welcome: Option<String>,
}

/// What there is to tell when the reader has had enough.
pub struct Parted {
    /// What was fetched in vain, when nothing else could be read either.
    pub unread: Vec<Unread>,
    /// How the screen looked at first.
    pub before: Looks,
    /// How it looked in the end.
    pub after: Looks,
}

/// The themes that there are, and which one is wanted.
#[derive(Default)]
pub struct Colours {
    /// The reader's own themes, which go before ours of the same name.
    pub own: Vec<(String, Theme)>,
    /// The theme that was asked for, whatever the terminal.
    pub asked: Option<String>,
    /// The theme of a terminal that has colours.
    pub usual: Option<String>,
    /// Without it, the theme on a dark background,
    pub dark: Option<String>,
    /// and the one on a light background.
    pub light: Option<String>,
}

/// One article to show.
pub enum Entry {
    /// It has been read.
    Read(Box<Reading>),
    /// It is to be fetched in this way while the screen is already up.
    Fetch(Address, Load),
}

/// Why the screen could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing to draw on.
    #[error("the reader needs a terminal; `newsprint dump` writes to a pipe or a file")]
    NeedsTerminal,
    /// There is no theme of that name.
    #[error("there is no theme `{name}`; choose one of {known}", known = known.join(", "))]
    UnknownTheme {
        /// The name.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// The terminal failed.
    #[error("the terminal failed: {0}")]
    Terminal(#[from] io::Error),
}

/// Something for the loop.
enum Wake {
    /// Something happened.
    Msg(Msg),
    /// The program goes on after it was stopped.
    Resumed,
}

/// How many messages are taken in before a frame is drawn.
const BATCH: usize = 256;

/// Shows the articles until the reader has had enough.
///
/// # Errors
/// If there is no terminal, no such theme, or the terminal fails.
pub fn run(job: Job) -> Result<Parted, Error> {
    if !terminal::is_there() {
        return Err(Error::NeedsTerminal);
    }
    let wardrobe = Wardrobe::open(job.colours)?;
    let (sender, inbox) = mpsc::channel();
    let mut terminal = Terminal::take()?;
    let resumed = sender.clone();
    terminal::watch_signals(move || drop(resumed.send(Wake::Resumed)))?;
    let before =
        Looks { hyperlinks: job.hyperlinks.unwrap_or_else(|| hyperlinks::are_taken(variable)), ..job.looks };
    let before = wardrobe.looks(before);
    let mut state = State::new(size(&terminal)?, before.clone(), job.keymap);
    state.notice = job.welcome.map(|text| Notice { text, tone: Tone::Plain });
    let keys = Keys::default();
    let inbox_of_edge = Inbox(sender.clone());
    let programs = Programs { openers: openers(job.wishes), folder: job.folder, pipes: job.pipes };
    let mut edge = Edge::new(inbox_of_edge, job.load, programs, keys.clone());
    if before.mouse {
        terminal.mouse(true)?;
    }
    for entry in job.entries {
        match entry {
            Entry::Read(reading) => state.open(*reading),
            Entry::Fetch(address, load) => edge.fetch_by(state.expect(address.clone()), address, load),
        }
    }
    input::listen(sender, keys)?;
    turn(&mut state, &wardrobe, &mut edge, &mut terminal, &inbox)?;
    Ok(Parted { unread: state.unread(), before, after: state.looks })
}

/// The loop.
fn turn(
    state: &mut State,
    wardrobe: &Wardrobe,
    edge: &mut Edge,
    terminal: &mut Terminal,
    inbox: &Receiver<Wake>,
) -> Result<(), Error> {
    let clock = Clock::start();
    loop {
        terminal.frame(|buffer| {
            break_on_purpose();
            view::draw(state, wardrobe.worn(state), buffer)
        })?;
        let wakes = gather(inbox, state.waiting().is_some(), clock.after(FRAME));
        update(state, Msg::Time(clock.now()));
        for wake in wakes {
            let effect = match wake {
                Wake::Msg(msg) => {
                    if let Msg::Piped { ticket, .. } = &msg {
                        edge.forget(*ticket);
                    }
                    update(state, msg)
                }
                Wake::Resumed => {
                    update(state, Msg::Resize(size(terminal)?));
                    edge.perform(Effect::Mouse(state.looks.mouse), state, terminal)?;
                    Some(Effect::Redraw)
                }
            };
            match effect {
                Some(Effect::Quit) => return Ok(()),
                Some(effect) => perform(effect, state, edge, terminal)?,
                None => {}
            }
        }
    }
}

/// Performs an effect, and whatever its answer asks for.
fn perform(effect: Effect, state: &mut State, edge: &mut Edge, terminal: &mut Terminal) -> io::Result<()> {
    let mut effects = vec![effect];
    while let Some(effect) = effects.pop() {
        for msg in edge.perform(effect, state, terminal)? {
            effects.extend(update(state, msg));
        }
    }
    Ok(())
}

/// Waits for a message and takes those that came with it, and those of the next moment. Of
/// several sizes only the last counts. While the screen shows that something is being waited for,
/// nobody waits longer than a turn of its wheel. Nothing is drawn before a frame's time has
/// gone by since the last one.
fn gather(inbox: &Receiver<Wake>, moving: bool, due: Instant) -> Vec<Wake> {
    let first = if moving {
        match inbox.recv_timeout(TURN) {
            Err(RecvTimeoutError::Timeout) => return Vec::new(),
            first => first.ok(),
        }
    } else {
        inbox.recv().ok()
    };
    let mut wakes: Vec<Wake> = first.into_iter().collect();
    // Long work that goes on in parts is not to wait for the screen.
    let due = if matches!(wakes.first(), Some(Wake::Msg(Msg::GoOn))) { Clock::start().0 } else { due };
    let until_due = || inbox.recv_timeout(due.saturating_duration_since(Clock::start().0)).ok();
    for wake in std::iter::from_fn(until_due).take(BATCH) {
        if let (Some(Wake::Msg(Msg::Resize(old))), Wake::Msg(Msg::Resize(new))) = (wakes.last_mut(), &wake) {
            *old = *new;
        } else {
            wakes.push(wake);
        }
    }
    wakes
}

/// How long the wheel shows that something is being waited for stands still.
const TURN: Duration = Duration::from_millis(100);

/// How long a frame stands at the least.
const FRAME: Duration = Duration::from_millis(16);

/// The time since the screen was taken.
struct Clock(Instant);

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "the loop tells the time to what has no clock")]
    fn start() -> Self {
        Self(Instant::now())
    }

    /// A moment so far from now.
    fn after(&self, time: Duration) -> Instant {
        self.0 + self.0.elapsed() + time
    }

    fn now(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

fn size(terminal: &Terminal) -> io::Result<Size> {
    let (width, height) = terminal.size()?;
    Ok(Size { width, height })
}

/// The themes that this terminal can show.
struct Wardrobe {
    names: Vec<String>,
    themes: Vec<Theme>,
    first: usize,
    bare: Theme,
}

impl Wardrobe {
    /// What was asked for goes before what the terminal can show, and that before what is
    /// usual.
    fn open(colours: Colours) -> Result<Self, Error> {
        let [no_color, term, colorterm, ground] =
            ["NO_COLOR", "TERM", "COLORTERM", "COLORFGBG"].map(variable);
        let depth = Depth::from_environment(no_color.as_deref(), term.as_deref(), colorterm.as_deref());
        let is_light = ground.is_some_and(|ground| is_light(&ground));
        let (wanted, ours) = if is_light { (colours.light, "light") } else { (colours.dark, "dark") };
        let fitting = match depth {
            Depth::None => "plain".to_owned(),
            Depth::Sixteen => wanted.unwrap_or_else(|| "ansi".to_owned()),
            Depth::Indexed | Depth::True => wanted.unwrap_or_else(|| ours.to_owned()),
        };
        let usual = colours.usual.filter(|_| depth != Depth::None);
        let name = colours.asked.or(usual).unwrap_or(fitting);
        let (names, themes): (Vec<_>, Vec<_>) = themes(colours.own, depth).into_iter().unzip();
        match names.iter().position(|known| *known == name) {
            Some(first) => Ok(Self { names, themes, first, bare: Theme::bare() }),
            None => Err(Error::UnknownTheme { name, known: names }),
        }
    }

    /// How the screen looks, with the themes.
    fn looks(&self, looks: Looks) -> Looks {
        Looks { themes: self.names.clone(), theme: self.first, ..looks }
    }

    fn worn(&self, state: &State) -> &Theme {
        self.themes.get(state.looks.theme).unwrap_or(&self.bare)
    }
}

/// The themes that come with the program, then the reader's own; of two with one name the
/// reader's.
fn themes(own: Vec<(String, Theme)>, depth: Depth) -> Vec<(String, Theme)> {
    let mut themes: Vec<_> =
        theme_names().filter_map(|name| Some((name.to_owned(), Theme::shipped(name, depth)?))).collect();
    for (name, theme) in own {
        let theme = theme.at(depth);
        match themes.iter_mut().find(|(known, _)| *known == name) {
            Some(known) => known.1 = theme,
            None => themes.push((name, theme)),
        }
    }
    themes
}

/// The programs: what the environment says, then what the settings say.
pub(super) fn openers(settings: Wishes) -> Openers {
    let [browser_line, player_line, visual, editor] = ["BROWSER", "NEWSPRINT_PLAYER", "VISUAL", "EDITOR"]
        .map(|name| variable(name).filter(|line| !line.is_empty()));
    let editor_line = visual.or(editor);
    Openers::new(Wishes { browser_line, player_line, editor_line, ..settings }, programs::is_installed)
}

/// Fails where a test asks for it, to show that the terminal is given back.
fn break_on_purpose() {
    let wanted = variable("NEWSPRINT_PANIC").is_some_and(|place| place == "draw");
    assert!(!wanted, "asked to panic while drawing");
}

#[expect(
    clippy::disallowed_methods,
    reason = "the edge of the screen: what the terminal is and which programs open links"
)]
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
