//! Performs effects: fetches on threads, programs without a shell, the clipboard.

use std::io;
use std::os::unix::process::CommandExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, Stdio};
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::clipboard::CopyToClipboard;

use super::{Keep, Load, Wake};
use crate::app::{Address, Effect, Msg, Notice, Openers, Ticket, Tone};
use crate::cli::terminal::{self, Terminal, WORKER};

/// Where effects meet the world.
pub(super) struct Edge {
    inbox: Sender<Wake>,
    load: Load,
    keep: Keep,
    openers: Openers,
}

impl Edge {
    pub(super) fn new(inbox: Sender<Wake>, load: Load, keep: Keep, openers: Openers) -> Self {
        Self { inbox, load, keep, openers }
    }

    /// Performs an effect. What comes of it later arrives in the inbox.
    pub(super) fn perform(&mut self, effect: Effect, terminal: &mut Terminal) -> io::Result<()> {
        match effect {
            Effect::Quit => {}
            Effect::Load { ticket, address } => self.load(ticket, address, self.load.clone()),
            Effect::Open(address) => self.start(self.openers.browse(&address).as_deref()),
            Effect::Play(address) => self.start(self.openers.play(&address).as_deref()),
            Effect::Copy(text) => terminal.send(CopyToClipboard::to_clipboard_from(text))?,
            Effect::KeepRule(rule) => {
                let kept = (self.keep)(&rule);
                let _ = self.inbox.send(Wake::Msg(Msg::RuleKept(kept)));
            }
            Effect::Mouse(on) => terminal.mouse(on)?,
            Effect::Redraw => terminal.forget()?,
            Effect::Suspend => terminal::suspend()?,
            Effect::GoOn => drop(self.inbox.send(Wake::Msg(Msg::GoOn))),
        }
        Ok(())
    }

    /// Fetches a page on a thread of its own; if that breaks, the page is at fault, not the
    /// program.
    pub(super) fn load(&self, ticket: Ticket, address: Address, load: Load) {
        let inbox = self.inbox.clone();
        let work = move || {
            let loaded = catch_unwind(AssertUnwindSafe(|| load(address.url())));
            let loaded = loaded.unwrap_or_else(|_| Err("the page could not be read".into()));
            let note = loaded.as_ref().ok().and_then(|loaded| loaded.note.clone());
            let result = loaded.map(|loaded| Box::new(loaded.reading));
            let _ = inbox.send(Wake::Msg(Msg::Loaded { ticket, result }));
            if let Some(text) = note {
                let _ = inbox.send(Wake::Msg(Msg::Say(Notice { text, tone: Tone::Plain })));
            }
        };
        if thread::Builder::new().name(WORKER.into()).spawn(work).is_err() {
            let result = Err("the system gives no more threads".into());
            let _ = self.inbox.send(Wake::Msg(Msg::Loaded { ticket, result }));
        }
    }

    /// Starts a program that knows nothing of the terminal, and says so if it fails.
    fn start(&self, command: Option<&[String]>) {
        let inbox = self.inbox.clone();
        let say = move |text: String| {
            let _ = inbox.send(Wake::Msg(Msg::Say(Notice { text, tone: Tone::Mistake })));
        };
        let Some((program, arguments)) = command.and_then(<[String]>::split_first) else {
            return say("no program opens links here; set $BROWSER".into());
        };
        let mut child = Command::new(program);
        child.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let program = program.clone();
        match child.process_group(0).spawn() {
            Err(error) => say(format!("{program}: {error}")),
            Ok(mut child) => {
                let wait = move || match child.wait() {
                    Ok(status) if !status.success() => say(format!("{program}: {status}")),
                    _ => {}
                };
                let _ = thread::Builder::new().name(WORKER.into()).spawn(wait);
            }
        }
    }
}

/// Whether a program is on the path.
pub(super) fn is_installed(program: &str) -> bool {
    let path = super::variable("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
