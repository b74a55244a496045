//! Performs effects: each deed has its file.

use std::collections::HashMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::clipboard::CopyToClipboard;

use super::desk::{Keeper, Pages, at_hand};
use super::librarian::Librarian;
use super::{Keep, Keys, Load, Loaded, Wake, clipboard, editing, piping, programs, saving};
use crate::app::{Address, Effect, Form, Msg, Notice, Openers, Size, State, Ticket, Tone};
use crate::cli::session;
use crate::cli::terminal::{self, Terminal, WORKER};
use crate::model::{Class, Page, Reading};
use crate::print::{self, Format};

/// Where messages for the loop go.
#[derive(Clone)]
pub(super) struct Inbox(pub(super) Sender<Wake>);

impl Inbox {
    /// Nobody may be there any more; that is all right.
    pub(super) fn send(&self, msg: Msg) {
        let _ = self.0.send(Wake::Msg(msg));
    }

    /// A page that was waited for is a feed.
    fn feed(&self, ticket: Ticket, page: Page) {
        _ = self.0.send(Wake::Feed(ticket, Box::new(page)));
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
    pub(super) inbox: Inbox,
    load: Load,
    /// Pages that are fetched in a way of their own.
    special: Vec<(Address, Load)>,
    keep: Keep,
    programs: Programs,
    keys: Keys,
    running: HashMap<Ticket, u32>,
    pub(super) librarian: Option<Librarian>,
    pub(super) keeper: Keeper,
    /// The pages that were read, as they came, to be kept if the reader says so.
    pub(super) pages: Pages,
}

impl Edge {
    pub(super) fn new(
        inbox: Inbox,
        load: Load,
        keep: Keep,
        programs: Programs,
        keys: Keys,
        keeper: Keeper,
    ) -> Self {
        Self {
            inbox,
            load,
            keep,
            special: Vec::new(),
            programs,
            keys,
            running: HashMap::new(),
            librarian: None,
            keeper,
            pages: Pages::default(),
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
            Effect::Keep => self.keep_shown(state),
        }
        Ok(answers)
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
        self.load(ticket, address, load, false);
    }

    /// Fetches a page in a way that is kept for when it is to be fetched again.
    pub(super) fn fetch_by(&mut self, ticket: Ticket, address: Address, load: Load) {
        self.special.push((address.clone(), load.clone()));
        self.load(ticket, address, load, true);
    }

    /// Fetches a page on a thread of its own; if that breaks, the page is at fault, not the
    /// program. A feed that was named is looked into.
    fn load(&self, ticket: Ticket, address: Address, load: Load, is_named: bool) {
        let (inbox, pages) = (self.inbox.clone(), self.pages.clone());
        let work = move || {
            let loaded = catch_unwind(AssertUnwindSafe(|| load(address.url())));
            let loaded = loaded.unwrap_or_else(|_| Err("the page could not be read".into()));
            let note = loaded.as_ref().ok().and_then(|loaded| loaded.note.clone());
            let result = match loaded {
                Ok(Loaded { reading, page, .. }) if is_named && reading.class == Class::Feed => {
                    inbox.feed(ticket, page);
                    return;
                }
                Ok(Loaded { reading, page, .. }) => {
                    at_hand(&pages, page);
                    Ok(Box::new(reading))
                }
                Err(failure) => Err(failure),
            };
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
