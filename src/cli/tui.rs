//! The one loop: a message in, the state updated, its effect performed, a frame drawn.

mod background;
mod clipboard;
mod desk;
mod editing;
mod input;
mod librarian;
mod perform;
mod piping;
mod programs;
pub(super) mod refreshing;
mod saving;
pub(super) mod wardrobe;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use url::Url;

use super::hyperlinks;
use super::terminal::{self, Terminal};
use crate::app::{
    Address, Effect, Failure, Keymap, Looks, MarkRead, Msg, Notice, Openers, Size, State, Ticket, Tone,
    Unread, Wishes, update,
};
use crate::config::{Ground, Theme};
use crate::model::{Page, Reading, WrittenRule};
use crate::view::{self, Glyphs, Outfit};
use background::{Asked, Ear, Question};
pub use desk::Keeper;
pub(in crate::cli) use input::Keys;
pub use librarian::{DeskJob, Ways};
use perform::{Edge, Inbox, Programs};
pub(super) use programs::is_installed;
use wardrobe::Wardrobe;

/// Fetches and reads a page, on a thread of its own.
pub type Load = Arc<dyn Fn(&Url) -> Result<Loaded, Failure> + Send + Sync>;

/// Writes a rule into the reader's file; its number and the name of the file.
pub type Keep = Arc<dyn Fn(&WrittenRule) -> Result<(u32, String), String> + Send + Sync>;

/// A page that was fetched and read.
pub struct Loaded {
    /// What it became.
    pub reading: Reading,
    /// What is to be said of it, such as that its end is missing.
    pub note: Option<String>,
    /// The page as it came.
    pub page: Page,
}

/// What to show, and how.
pub struct Job {
    /// The articles, in order.
    pub entries: Vec<Entry>,
    /// The desk, if it is to be opened.
    pub desk: Option<DeskJob>,
    /// The reader's own library, where articles are kept.
    pub keeper: Keeper,
    /// When an article counts as read.
    pub mark_read: MarkRead,
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
    /// The signs to draw with, whatever the terminal.
    pub glyphs: Option<Glyphs>,
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
    /// The theme of a terminal that has colours; none, or `auto`, for one that fits its ground.
    pub usual: Option<String>,
    /// The theme that fits a dark ground.
    pub dark: Option<String>,
    /// The theme that fits a light ground.
    pub light: Option<String>,
}

/// One article to show.
pub enum Entry {
    /// It has been read, from this page.
    Read(Box<Reading>, Box<Page>),
    /// It is a feed, to be looked into.
    Feed(Box<Page>),
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
    #[error("there is no theme `{name}`; `newsprint themes` lists them")]
    UnknownTheme {
        /// The name.
        name: String,
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
    /// The terminal told what its letters lie on.
    Ground(Ground),
    /// A page that was waited for is a feed.
    Feed(Ticket, Box<Page>),
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
    let wardrobe = Wardrobe::open(job.colours, wardrobe::depth())?;
    let (sender, inbox) = mpsc::channel();
    let mut terminal = Terminal::take()?;
    let asks = wardrobe.follows_ground() && background::hears();
    let asked = Asked::now();
    if asks {
        terminal.send(Question)?;
    }
    let resumed = sender.clone();
    terminal::watch_signals(move || drop(resumed.send(Wake::Resumed)))?;
    let hyperlinks = job.hyperlinks.unwrap_or_else(|| hyperlinks::are_taken(variable));
    let before = wardrobe.dress(&Looks { hyperlinks, ..job.looks }, background::presumed());
    if before.typesetting.bidi.is_on() {
        terminal.ordered()?;
    }
    let mut state = State::new(size(&terminal)?, before.clone(), job.keymap);
    (state.mark_read, state.keeps) = (job.mark_read, job.keeper.own.is_some());
    state.notice = job.welcome.map(|text| Notice { text, tone: Tone::Plain });
    let keys = Keys::default();
    let programs = Programs { openers: openers(job.wishes), folder: job.folder, pipes: job.pipes };
    let mut edge = Edge::new(Inbox(sender.clone()), job.load, job.keep, programs, keys.clone(), job.keeper);
    if before.mouse {
        terminal.mouse(true)?;
    }
    input::listen(sender, Ear::new(asks), keys)?;
    for entry in job.entries {
        match entry {
            Entry::Read(reading, page) => {
                desk::at_hand(&edge.pages, *page);
                state.open(*reading);
            }
            Entry::Feed(page) => edge.look_into(*page, &mut state)?,
            Entry::Fetch(address, load) => edge.fetch_by(state.expect(address.clone()), address, load),
        }
    }
    if let Some(desk) = job.desk {
        edge.open_desk(desk, &mut state)?;
    }
    let early = if asks { background::wait(&asked, &inbox) } else { Vec::new() };
    let glyphs = job.glyphs.unwrap_or_else(glyphs);
    let early = librarian::wait(early, &inbox, &state);
    edge.inbox.send(Msg::LookUp);
    let mut reader = Stage { wardrobe, glyphs, edge, terminal, clock: Clock::start() };
    reader.play(&mut state, early, &inbox)?;
    Ok(Parted { unread: state.unread(), before, after: state.looks })
}

/// All that a turn of the loop needs beside the state.
struct Stage {
    wardrobe: Wardrobe,
    glyphs: Glyphs,
    edge: Edge,
    terminal: Terminal,
    clock: Clock,
}

impl Stage {
    /// The loop.
    fn play(&mut self, state: &mut State, early: Vec<Wake>, inbox: &Receiver<Wake>) -> Result<(), Error> {
        let mut wakes = early;
        loop {
            update(state, Msg::Time(self.clock.now()));
            if let Some(now) = self.edge.look(state) {
                wakes.push(Wake::Msg(Msg::Word(now)));
            }
            for wake in wakes {
                match self.take_in(state, wake)? {
                    Some(Effect::Quit) => {
                        self.edge.end(state);
                        return Ok(());
                    }
                    Some(effect) => self.perform(effect, state)?,
                    None => {}
                }
            }
            let Self { wardrobe, glyphs, terminal, .. } = self;
            let outfit = Outfit { theme: wardrobe.worn(state), themes: &wardrobe.themes, glyphs: *glyphs };
            terminal.frame(|buffer| {
                break_on_purpose();
                view::draw_in(state, &outfit, buffer)
            })?;
            wakes = gather(inbox, Rest::of(state, self.edge.until_due()), self.clock.after(FRAME));
        }
    }

    /// Performs an effect, and whatever its answer asks for.
    fn perform(&mut self, effect: Effect, state: &mut State) -> io::Result<()> {
        let mut effects = vec![effect];
        while let Some(effect) = effects.pop() {
            for msg in self.edge.perform(effect, state, &mut self.terminal)? {
                effects.extend(update(state, msg));
            }
        }
        Ok(())
    }

    fn take_in(&mut self, state: &mut State, wake: Wake) -> Result<Option<Effect>, Error> {
        Ok(match wake {
            Wake::Msg(msg) => {
                if let Msg::Piped { ticket, .. } = &msg {
                    self.edge.forget(*ticket);
                }
                update(state, msg)
            }
            Wake::Ground(ground) => update(state, Msg::Wear(self.wardrobe.fitting(ground))),
            Wake::Feed(ticket, page) => {
                self.edge.look_into(*page, state)?;
                update(state, Msg::Feed(Some(ticket)))
            }
            Wake::Resumed => {
                update(state, Msg::Resize(size(&self.terminal)?));
                self.edge.perform(Effect::Mouse(state.looks.mouse), state, &mut self.terminal)?;
                Some(Effect::Redraw)
            }
        })
    }
}

/// How long nobody need do anything.
#[derive(Clone, Copy)]
enum Rest {
    /// Until something happens, or so long.
    Whole(Option<Duration>),
    /// For a turn of the wheel that shows that something is being waited for.
    Turn,
    /// For a moment, then the place is noted where the reader paused.
    Moment,
}

impl Rest {
    fn of(state: &State, due: Option<Duration>) -> Self {
        match (state.waiting(), state.has_moved()) {
            (Some(_), _) => Self::Turn,
            (None, true) => Self::Moment,
            (None, false) => Self::Whole(due),
        }
    }

    /// The first message, or what happens without one.
    fn sleep(self, inbox: &Receiver<Wake>) -> Option<Wake> {
        let (time, else_what) = match self {
            Self::Whole(None) => return inbox.recv().ok(),
            Self::Whole(Some(due)) => (due, None),
            Self::Turn => (TURN, None),
            Self::Moment => (MOMENT, Some(Wake::Msg(Msg::Pause))),
        };
        match inbox.recv_timeout(time) {
            Err(RecvTimeoutError::Timeout) => else_what,
            first => first.ok(),
        }
    }
}

/// Waits for a message and takes those that came with it, and those of the next moment. Of
/// several sizes only the last counts. While the screen shows that something is being waited for,
/// nobody waits longer than a turn of its wheel. Nothing is drawn before a frame's time has
/// gone by since the last one.
fn gather(inbox: &Receiver<Wake>, rest: Rest, due: Instant) -> Vec<Wake> {
    let Some(first) = rest.sleep(inbox) else { return Vec::new() };
    let mut wakes = vec![first];
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

/// How long a reader rests before that counts as a pause.
const MOMENT: Duration = Duration::from_millis(1200);

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

/// The signs that the terminal can show, as far as the environment tells.
pub(super) fn glyphs() -> Glyphs {
    let [term, all, kind, lang] = ["TERM", "LC_ALL", "LC_CTYPE", "LANG"].map(variable);
    Glyphs::from_environment(term.as_deref(), [all.as_deref(), kind.as_deref(), lang.as_deref()])
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
