//! A child process: started, asked, and when it dies, found out why.

use std::io::{self, BufReader, Read};
use std::process::{ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle};

use super::Terms;
use super::watch::{Watch, Watched};
use super::wire::{self, Message};
use crate::batch::answer::{Answer, Document};

/// So much of what a child said last is kept.
const LAST_WORDS: usize = 4 << 10;
/// So much of a pipe may be wasted, since it is kept in pages.
const WASTE: usize = 64 << 10;

/// A child that reads documents.
#[derive(Debug)]
pub(super) struct Ward {
    watch: Arc<Watch>,
    watched: Arc<Watched>,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    said: Option<JoinHandle<Vec<u8>>>,
    is_new: bool,
    /// How much may be on its way to it without anybody having to wait.
    room: usize,
    /// Whether it was handed the next document already.
    is_ahead: bool,
}

/// Why a child ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Death {
    Time,
    Memory,
    /// By somebody else.
    Killed,
    Crash(String),
}

impl Ward {
    /// Starts a child and waits until it is ready.
    pub(super) fn start(terms: &Terms, watch: &Arc<Watch>) -> io::Result<Self> {
        let mut command = Command::new(&terms.program);
        command.args(&terms.arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Ctrl-C is for us: a child ends when we do.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let streams = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let watched = watch.add(child);
        let (Some(input), Some(output), Some(errors)) = streams else { return Err(wire::garbled()) };
        let said = Some(thread::spawn(move || last_words(errors)));
        let (watch, output) = (watch.clone(), BufReader::with_capacity(64 << 10, output));
        let mut ward =
            Self { watch, watched, input: Some(input), output, said, is_new: true, room: 0, is_ahead: false };
        let hello = serde_json::to_vec(&terms.hello)?;
        ward.watch.begin(&ward.watched);
        match ward.say(|input| wire::say(input, wire::HELLO, &[], &hello)).and_then(|()| ward.hear()) {
            Ok(Message { letter: wire::HELLO, bytes, .. }) => {
                let size: usize =
                    String::from_utf8(bytes).ok().and_then(|size| size.parse().ok()).unwrap_or(0);
                ward.room = size.saturating_sub(WASTE);
                Ok(ward)
            }
            Ok(_) => Err(wire::garbled()),
            Err(_) => {
                let why = match ward.bury() {
                    Death::Time => "it took too long".to_owned(),
                    Death::Memory => "it has too little memory".to_owned(),
                    Death::Killed => "it was killed".to_owned(),
                    Death::Crash(how) => how,
                };
                Err(io::Error::other(format!("a worker's process cannot start: {why}")))
            }
        }
    }

    /// Whether it has not answered anything yet.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    /// Has a document read, and hands it the next so that it need not wait for it. After an error
    /// there is no child any more, and none that has the next document.
    pub(super) fn ask(&mut self, document: &Document, next: Option<&Document>) -> Result<Answer, Death> {
        // The time of a document that was handed over before begins only now: before, it was in the pipe.
        self.watch.begin(&self.watched);
        let has_it = std::mem::take(&mut self.is_ahead);
        let asked = if has_it { Ok(()) } else { self.say(|input| wire::ask(input, document)) };
        if let Some(next) = next.filter(|next| asked.is_ok() && self.fits(document, next)) {
            // If it cannot be said, there will be no answer either.
            self.is_ahead = self.say(|input| wire::ask(input, next)).is_ok();
        }
        let answer = asked.and_then(|()| self.hear()).and_then(wire::answered);
        self.is_new = false;
        answer.map_err(|_| self.bury())
    }

    /// Whether the next document is sure to fit into the pipe: whoever has to wait until it is taken
    /// may wait for a child that waits until its answer is taken.
    fn fits(&self, document: &Document, next: &Document) -> bool {
        let sizes = wire::size(document).zip(wire::size(next));
        sizes.is_some_and(|(this, next)| this.saturating_add(next) <= self.room)
    }

    fn say(&mut self, what: impl FnOnce(&mut ChildStdin) -> io::Result<()>) -> io::Result<()> {
        what(self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?)
    }

    fn hear(&mut self) -> io::Result<Message> {
        let mut message = Message::default();
        let heard = wire::hear(&mut self.output, &mut message);
        self.watched.end();
        match heard? {
            // It may have been killed in the very moment in which it answered.
            _ if self.watched.is_overdue() => Err(io::ErrorKind::TimedOut.into()),
            true => Ok(message),
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// Makes sure that it is dead, and finds out why.
    fn bury(&mut self) -> Death {
        self.input = None;
        // One that closed its output may still be about to say why. One that speaks nonsense may go on.
        self.watch.begin(&self.watched);
        let said = self.said.take().and_then(|said| said.join().ok()).unwrap_or_default();
        self.watched.end();
        let status = {
            let mut child = self.watched.child.lock().unwrap_or_else(PoisonError::into_inner);
            _ = child.kill();
            child.wait()
        };
        let said = String::from_utf8_lossy(&said);
        if self.watched.is_overdue() {
            Death::Time
        } else if said.contains("memory allocation of") {
            Death::Memory
        } else {
            status.map_or_else(|error| Death::Crash(error.to_string()), death)
        }
    }
}

impl Drop for Ward {
    fn drop(&mut self) {
        self.watch.weigh(&self.watched);
        self.input = None;
        self.watched.kill();
        _ = self.watched.child.lock().unwrap_or_else(PoisonError::into_inner).wait();
    }
}

#[cfg(unix)]
fn death(status: ExitStatus) -> Death {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(9) => Death::Killed,
        Some(signal) => Death::Crash(format!("signal {signal}")),
        None => Death::Crash(format!("exit code {}", status.code().unwrap_or_default())),
    }
}

#[cfg(not(unix))]
fn death(status: ExitStatus) -> Death {
    Death::Crash(format!("exit code {}", status.code().unwrap_or_default()))
}

/// Reads to the end, so that a child never waits for us, and keeps the last of it.
fn last_words(mut errors: ChildStderr) -> Vec<u8> {
    let (mut said, mut piece) = (Vec::new(), [0; 1 << 10]);
    loop {
        match errors.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Ok(read @ 1..) => {
                said.extend_from_slice(piece.get(..read).unwrap_or_default());
                let over = said.len().saturating_sub(LAST_WORDS);
                said.drain(..over);
            }
            Ok(0) | Err(_) => return said,
        }
    }
}
