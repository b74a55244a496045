//! The one loop: a message in, the state updated, its effect performed, a frame drawn.

mod input;
mod perform;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use url::Url;

use super::terminal::{self, Terminal};
use crate::app::{Address, Effect, Keymap, Looks, Msg, Notice, Openers, Size, State, Tone, Unread, update};
use crate::config::{Depth, Theme, is_light, theme_names};
use crate::model::{Reading, WrittenRule};
use crate::view;
use perform::Edge;

/// Fetches and reads a page, on a thread of its own.
pub type Load = Arc<dyn Fn(&Url) -> Result<Loaded, String> + Send + Sync>;

/// Writes a rule into the reader's file; its number and the name of the file.
pub type Keep = Arc<dyn Fn(&WrittenRule) -> Result<(u32, String), String> + Send + Sync>;

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
    /// Writes the rules that are made.
    pub keep: Keep,
    /// The theme to wear.
    pub colours: Colours,
    /// How the screen looks, but for the themes.
    pub looks: Looks,
    /// Which keys do what.
    pub keymap: Keymap,
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
    let before = wardrobe.looks(job.looks);
    let mut state = State::new(size(&terminal)?, before.clone(), job.keymap);
    state.notice = job.welcome.map(|text| Notice { text, tone: Tone::Plain });
    let mut edge = Edge::new(sender.clone(), job.load, job.keep, openers());
    if before.mouse {
        edge.perform(Effect::Mouse(true), &mut terminal)?;
    }
    for entry in job.entries {
        match entry {
            Entry::Read(reading) => state.open(*reading),
            Entry::Fetch(address, load) => edge.load(state.expect(address.clone()), address, load),
        }
    }
    input::listen(sender)?;
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
    loop {
        terminal.frame(|buffer| {
            break_on_purpose();
            view::draw(state, wardrobe.worn(state), buffer);
        })?;
        for wake in gather(inbox) {
            let effect = match wake {
                Wake::Msg(msg) => update(state, msg),
                Wake::Resumed => {
                    update(state, Msg::Resize(size(terminal)?));
                    edge.perform(Effect::Mouse(state.looks.mouse), terminal)?;
                    Some(Effect::Redraw)
                }
            };
            match effect {
                Some(Effect::Quit) => return Ok(()),
                Some(effect) => edge.perform(effect, terminal)?,
                None => {}
            }
        }
    }
}

/// Waits for a message and takes those that came with it. Of several sizes only the last
/// counts.
fn gather(inbox: &Receiver<Wake>) -> Vec<Wake> {
    let mut wakes: Vec<Wake> = inbox.recv().into_iter().collect();
    for wake in inbox.try_iter().take(BATCH) {
        if let (Some(Wake::Msg(Msg::Resize(old))), Wake::Msg(Msg::Resize(new))) = (wakes.last_mut(), &wake) {
            *old = *new;
        } else {
            wakes.push(wake);
        }
    }
    wakes
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

/// The programs that open addresses, as the environment has them.
pub(super) fn openers() -> Openers {
    let [browser, player] = ["BROWSER", "NEWSPRINT_PLAYER"].map(variable);
    Openers::new(browser.as_deref(), player.as_deref(), perform::is_installed)
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
