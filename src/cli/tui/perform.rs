//! Performs effects: each deed has its file.

use std::collections::HashMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;

use super::librarian::{self, DeskJob, Librarian};
use super::{Keep, Keys, Load, Wake, clipboard, editing, piping, programs, saving};
use crate::app::{
    Address, Desk, Effect, Errand, Form, Msg, Notice, Openers, Size, State, Ticket, Tone, Word, update,
};
use crate::cli::session;
use crate::cli::terminal::{self, Terminal, WORKER};
use crate::model::{Clean, Reading};
use crate::print::{self, Format};

/// Where messages for the loop go.
#[derive(Clone)]
pub(super) struct Inbox(pub(super) Sender<Wake>);

impl Inbox {
    /// Nobody may be there any more; that is all right.
    pub(super) fn send(&self, msg: Msg) {
        let _ = self.0.send(Wake::Msg(msg));
    }

    pub(super) fn complain(&self, text: String) {
        self.send(said(text, Tone::Mistake));
    }
}

fn said(text: impl Into<String>, tone: Tone) -> Msg {
    Msg::Say(Notice { text: text.into(), tone })
}

/// Where things are given to.
pub(super) struct Programs {
    pub(super) openers: Openers,
    /// Where articles are saved, unless the name says where.
    pub(super) folder: Option<PathBuf>,
    /// Names for programs that the article may be given to.
    pub(super) pipes: Vec<(String, Vec<String>)>,
}

impl Programs {
    /// A command, with the program of its name in the place of a name from the settings.
    fn named(&self, command: Vec<String>) -> Vec<String> {
        let named = self.pipes.iter().find(|(name, _)| command.first() == Some(name));
        match named {
            Some((_, program)) => program.iter().cloned().chain(command.into_iter().skip(1)).collect(),
            None => command,
        }
    }
}

/// Where effects meet the world.
pub(super) struct Edge {
    inbox: Inbox,
    load: Load,
    /// Pages that are fetched in a way of their own.
    special: Vec<(Address, Load)>,
    keep: Keep,
    programs: Programs,
    keys: Keys,
    running: HashMap<Ticket, u32>,
    librarian: Option<Librarian>,
}

impl Edge {
    pub(super) fn new(inbox: Inbox, load: Load, keep: Keep, programs: Programs, keys: Keys) -> Self {
        Self {
            inbox,
            load,
            keep,
            special: Vec::new(),
            programs,
            keys,
            running: HashMap::new(),
            librarian: None,
        }
    }

    /// Performs an effect. What comes of it at once is the answer; what comes later arrives in
    /// the inbox.
    pub(super) fn perform(
        &mut self,
        effect: Effect,
        state: &State,
        terminal: &mut Terminal,
    ) -> io::Result<Vec<Msg>> {
        let mut answers = Vec::new();
        match effect {
            Effect::Quit => {}
            Effect::KeepRule(rule) => answers.push(Msg::RuleKept((self.keep)(&rule))),
            Effect::Load { ticket, address } => self.fetch(ticket, address),
            Effect::Open(address) => {
                programs::open(&self.inbox, &address, self.programs.openers.browse(&address));
            }
            Effect::Play(address) => {
                programs::open(&self.inbox, &address, self.programs.openers.play(&address));
            }
            Effect::Copy(text) => {
                clipboard::copy(&self.inbox, &text);
                if text.len() <= clipboard::TERMINALS_LIMIT {
                    terminal.send(CopyToClipboard::to_clipboard_from(text))?;
                }
            }
            Effect::Save { name, form, over } => {
                let text = written(state, form);
                let result = saving::save(&name, &text, self.programs.folder.as_deref(), over);
                answers.push(Msg::Saved { name, result });
            }
            Effect::Pipe { ticket, command, form, terminal: false } => {
                let command = self.programs.named(command);
                let pid = piping::start(&self.inbox, ticket, &command, written(state, form));
                self.running.extend(pid.map(|pid| (ticket, pid)));
            }
            Effect::Pipe { command, form, .. } => {
                let (command, text) = (self.programs.named(command), written(state, form));
                let failed = terminal.lend(&self.keys, || piping::run_here(&command, text))?;
                answers.extend(failed.map(|failed| said(failed, Tone::Mistake)));
                answers.push(Msg::Resize(size(terminal)?));
            }
            Effect::Edit => answers = self.edit(state, terminal)?,
            Effect::Stop(ticket) => self.stop(ticket),
            Effect::Mouse(on) => terminal.mouse(on)?,
            Effect::Redraw => terminal.forget()?,
            Effect::Suspend => terminal::suspend()?,
            Effect::GoOn => self.inbox.send(Msg::GoOn),
            Effect::Errands(errands) => self.run(errands),
        }
        Ok(answers)
    }

    /// Opens the desk on a library; its first list is on its way.
    pub(super) fn open_desk(&mut self, job: DeskJob, state: &mut State) -> io::Result<()> {
        state.desk = Some(Desk {
            now: librarian::now().as_second(),
            ahead: jiff::tz::TimeZone::system().to_offset(librarian::now()).seconds(),
            warning: job.warning.as_deref().map(Clean::field),
            source: job.source.as_deref().map(Clean::field),
            ..Desk::default()
        });
        self.librarian = Some(Librarian::start(self.inbox.clone(), job)?);
        if let Some(Effect::Errands(errands)) = update(state, Msg::SitDown) {
            self.run(errands);
        }
        Ok(())
    }

    fn run(&mut self, errands: Vec<Errand>) {
        let Some(librarian) = &mut self.librarian else { return };
        errands.into_iter().for_each(|errand| librarian.run(errand));
    }

    /// Looks whether another newsprint has changed the library, and at the clock: what the desk
    /// is to know of it.
    pub(super) fn look(&mut self, state: &State) -> Option<Word> {
        let (librarian, desk) = (self.librarian.as_mut()?, state.desk.as_ref()?);
        librarian.refresh();
        let now = librarian::now().as_second();
        if now == desk.now {
            return None;
        }
        librarian.look();
        Some(Word::Now(now))
    }

    /// How long until something is to be done by itself.
    pub(super) fn until_due(&self) -> Option<Duration> {
        self.librarian.as_ref()?.until_refresh()
    }

    /// Ends when all that was asked of the librarian is done; where the reader stopped is noted.
    pub(super) fn end(&mut self, state: &mut State) {
        if let Some(mut librarian) = self.librarian.take() {
            let marks = state.bookmarks().into_iter();
            marks.for_each(|(article, mark)| librarian.run(Errand::Bookmark(article, mark)));
            librarian.end();
        }
    }

    /// Lends the terminal to the editor.
    fn edit(&self, state: &State, terminal: &mut Terminal) -> io::Result<Vec<Msg>> {
        let text = written(state, Form::Markdown);
        let edit = || editing::edit(self.programs.openers.edit(), "article.md", &text);
        let told = match terminal.lend(&self.keys, edit)? {
            Ok(note) => note.map(|note| said(note, Tone::Plain)),
            Err(why) => Some(said(why, Tone::Mistake)),
        };
        Ok(told.into_iter().chain([Msg::Resize(size(terminal)?)]).collect())
    }

    /// Fetches a page, in its own way if it has one.
    fn fetch(&self, ticket: Ticket, address: Address) {
        let own = self.special.iter().find(|(special, _)| *special == address);
        let load = own.map_or(&self.load, |(_, load)| load).clone();
        self.load(ticket, address, load);
    }

    /// Fetches a page in a way that is kept for when it is to be fetched again.
    pub(super) fn fetch_by(&mut self, ticket: Ticket, address: Address, load: Load) {
        self.special.push((address.clone(), load.clone()));
        self.load(ticket, address, load);
    }

    /// Fetches a page on a thread of its own; if that breaks, the page is at fault, not the
    /// program.
    fn load(&self, ticket: Ticket, address: Address, load: Load) {
        let inbox = self.inbox.clone();
        let work = move || {
            let loaded = catch_unwind(AssertUnwindSafe(|| load(address.url())));
            let loaded = loaded.unwrap_or_else(|_| Err("the page could not be read".into()));
            let note = loaded.as_ref().ok().and_then(|loaded| loaded.note.clone());
            let result = loaded.map(|loaded| Box::new(loaded.reading));
            inbox.send(Msg::Loaded { ticket, result });
            if let Some(text) = note {
                inbox.send(said(text, Tone::Plain));
            }
        };
        if thread::Builder::new().name(WORKER.into()).spawn(work).is_err() {
            let result = Err("the system gives no more threads".into());
            self.inbox.send(Msg::Loaded { ticket, result });
        }
    }

    /// Ends a program that was given the article.
    fn stop(&mut self, ticket: Ticket) {
        if let Some(pid) = self.running.remove(&ticket) {
            session::end(pid);
        }
    }

    /// A program has ended; its number may soon be that of another.
    pub(super) fn forget(&mut self, ticket: Ticket) {
        self.running.remove(&ticket);
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        for pid in self.running.values() {
            session::end(*pid);
        }
    }
}

fn size(terminal: &Terminal) -> io::Result<Size> {
    let (width, height) = terminal.size()?;
    Ok(Size { width, height })
}

/// The article that is shown, in a form.
fn written(state: &State, form: Form) -> String {
    let print = |reading: &Reading, format| print::print(reading, format, &print::Options::default());
    let format = match form {
        Form::Text => Format::Text,
        Form::Markdown => Format::Markdown,
        Form::Json => Format::Json,
        Form::Html => Format::Html,
    };
    state.reader().map(|reader| print(&reader.reading, format)).unwrap_or_default()
}
