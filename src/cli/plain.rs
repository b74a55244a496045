//! `newsprint --plain SOURCE`: reads a line at a time, for screen readers, braille displays and
//! terminals that can only print. Nothing is drawn, coloured or moved; typed lines are commands.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::process::Stdio;

use super::dump::no_article;
use super::error::{Error, Kind, plain};
use super::open::wishes;
use super::output::Streams;
use super::plan::{How, Open};
use super::rules::report;
use super::session;
use super::settings;
use super::source::load;
use super::tui::{is_installed, openers, variable};
use crate::aloud::{Command, Deed, Script, Session};
use crate::app::{Address, Openers};
use crate::model::{Clean, Source};
use crate::read;

/// Columns of a terminal that does not say how many it has.
const COLUMNS: usize = 80;

/// Nobody types a longer line.
const LONGEST: u64 = 4096;

/// Where commands come from.
enum Commands {
    /// Standard input.
    Input,
    /// The terminal itself, since standard input is the article.
    Terminal(BufReader<File>),
    /// Nowhere: everything is said at once.
    Nobody,
}

/// Articles that are read, and which one it is now.
struct Reader<'a, 'b> {
    streams: &'a mut Streams<'b>,
    columns: Option<usize>,
    openers: Openers,
    how: How,
    /// The articles: those that were not asked for yet, and those that are being read.
    articles: Vec<Article>,
    current: usize,
}

enum Article {
    Waiting(Source),
    Open(Box<Session>),
}

/// Reads every source in turn.
pub(super) fn run(open: &Open, streams: &mut Streams) -> Result<u8, Error> {
    let chosen = match settings::load() {
        Ok(settings) => settings.chosen,
        Err(wrong) => return Ok(report(&wrong, streams)),
    };
    let openers = openers(wishes(&chosen));
    let mut commands = commands(open, streams);
    let columns = if open.unwrapped { None } else { Some(columns(open, streams)) };
    let articles = open.sources.iter().cloned().map(Article::Waiting).collect();
    let mut reader = Reader { streams, columns, openers, how: open.how.clone(), articles, current: 0 };
    if let Commands::Nobody = commands {
        return reader.say_all();
    }
    if !reader.begin()? {
        return Ok(Kind::Unreadable.exit_code());
    }
    reader.obey(&mut commands)
}

/// Who sits there. Where nobody can see the output grow, nobody is waited for.
fn commands(open: &Open, streams: &Streams) -> Commands {
    if open.sources.contains(&Source::Stdin) {
        let terminal = if streams.terminal { super::terminal::tty().ok() } else { None };
        return terminal.map_or(Commands::Nobody, |tty| Commands::Terminal(BufReader::new(tty)));
    }
    if !streams.terminal && io::stdin().is_terminal() { Commands::Nobody } else { Commands::Input }
}

/// How wide a line may be: what the reader says goes before what the terminal says.
fn columns(open: &Open, streams: &Streams) -> usize {
    let said = variable("COLUMNS").and_then(|columns| columns.parse().ok());
    let terminal = || crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns));
    let there = said.or_else(|| terminal().filter(|_| streams.terminal));
    let there = there.filter(|columns| *columns > 0).unwrap_or(COLUMNS);
    open.measure.map_or(there, |measure| there.min(usize::from(measure)))
}

impl Commands {
    /// The next line; none at the end.
    fn next(&mut self, streams: &mut Streams) -> Result<Option<String>, Error> {
        let mut line = Vec::new();
        let read = match self {
            Self::Input => read_line(&mut *streams.input, &mut line),
            Self::Terminal(terminal) => read_line(terminal, &mut line),
            Self::Nobody => Ok(0),
        };
        let read =
            read.map_err(|error| Error::unreadable(format!("cannot read commands: {}", plain(&error))))?;
        Ok((read > 0).then(|| Clean::field(&String::from_utf8_lossy(&line)).into_string()))
    }
}

/// A line; of one without an end, a piece at a time.
fn read_line(from: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    Read::take(from, LONGEST).read_until(b'\n', line)
}

impl Reader<'_, '_> {
    /// Says all of every article: the exit code.
    fn say_all(&mut self) -> Result<u8, Error> {
        let mut code = 0;
        for at in 0..self.articles.len() {
            self.current = at;
            match self.session() {
                Ok(session) => {
                    let lines = session.whole();
                    self.say(&lines)?;
                }
                Err(error) => {
                    self.streams.report(&error);
                    code = error.kind.exit_code();
                }
            }
        }
        Ok(code)
    }

    /// Opens the first article that can be read; false if there is none.
    fn begin(&mut self) -> Result<bool, Error> {
        while !self.articles.is_empty() {
            if self.go(0)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Does what is typed until the reader has had enough.
    fn obey(&mut self, commands: &mut Commands) -> Result<u8, Error> {
        let mut heard = false;
        loop {
            self.streams.flush()?;
            let Some(line) = commands.next(self.streams)? else {
                // Nobody was there at all: a script that wants to hear everything.
                let all = if heard || self.streams.terminal { Vec::new() } else { self.answer("G")? };
                return self.say(&all).map(|()| 0);
            };
            heard = true;
            let reply = self.perform(&line)?;
            self.say(&reply.lines)?;
            match reply.deed {
                Some(Deed::Quit) => return Ok(0),
                Some(deed) => self.deed(deed)?,
                None => {}
            }
        }
    }

    fn answer(&mut self, line: &str) -> Result<Vec<String>, Error> {
        Ok(self.perform(line)?.lines)
    }

    fn perform(&mut self, line: &str) -> Result<crate::aloud::Reply, Error> {
        Ok(self.session()?.perform(Command::parse(line)))
    }

    fn deed(&mut self, deed: Deed) -> Result<(), Error> {
        match deed {
            Deed::Open(address) => self.start(&address, "opening", Openers::browse),
            Deed::Play(address) => self.start(&address, "playing", Openers::play),
            Deed::Follow(address) => self.follow(&address),
            Deed::NextArticle => self.step(true),
            Deed::PreviousArticle => self.step(false),
            Deed::Quit => Ok(()),
        }
    }

    /// To the next article that can be read, or to the one before.
    fn step(&mut self, forward: bool) -> Result<(), Error> {
        loop {
            let to = if forward { Some(self.current + 1) } else { self.current.checked_sub(1) };
            match to.filter(|to| *to < self.articles.len()) {
                Some(to) if self.go(to)? => return Ok(()),
                Some(_) => {}
                None if forward => return self.say(&["This is the last article.".to_owned()]),
                None => return self.say(&["This is the first article.".to_owned()]),
            }
        }
    }

    /// Reads another page, after the one that leads to it.
    fn follow(&mut self, address: &str) -> Result<(), Error> {
        match Address::parse(address) {
            Ok(address) => {
                self.articles.insert(self.current + 1, Article::Waiting(Source::Url(address.url().clone())));
                self.go(self.current + 1).map(|_| ())
            }
            Err(why) => self.say(&[format!("It cannot be read: {why}.")]),
        }
    }

    /// Goes to an article, and says how it begins. What cannot be read is said and left out, and
    /// nothing moves.
    fn go(&mut self, to: usize) -> Result<bool, Error> {
        let from = std::mem::replace(&mut self.current, to);
        match self.session().map(|session| session.resumed()) {
            Ok(lines) => self.say(&lines).map(|()| true),
            Err(error) => {
                self.streams.report(&error);
                self.articles.remove(to);
                self.current = if to < from { from - 1 } else { from };
                Ok(false)
            }
        }
    }

    /// The article that is read now, fetched if it was not yet.
    fn session(&mut self) -> Result<&mut Session, Error> {
        let nothing = || Error::new(Kind::Unexpected, "there is no article");
        if let Article::Waiting(source) = self.articles.get(self.current).ok_or_else(nothing)? {
            let source = source.clone();
            if let Source::Url(url) = &source {
                self.streams.flush()?;
                self.streams.note(&format!("fetching {} ...", url.host_str().unwrap_or_default()));
            }
            let page = load(&source, &self.how, self.streams)?;
            let reading = read::read(&page, &self.how.options);
            if let Some(error) = no_article(&reading) {
                self.streams.report(&error);
            }
            let session = Session::new(Script::of(&reading), self.columns);
            let article = self.articles.get_mut(self.current).ok_or_else(nothing)?;
            *article = Article::Open(Box::new(session));
        }
        match self.articles.get_mut(self.current) {
            Some(Article::Open(session)) => Ok(session),
            _ => Err(nothing()),
        }
    }

    fn say(&mut self, lines: &[String]) -> Result<(), Error> {
        for line in lines {
            self.streams.print(line)?;
            self.streams.print("\n")?;
        }
        self.streams.flush()
    }

    /// Starts a program that knows nothing of the terminal.
    fn start(
        &mut self,
        address: &str,
        what: &str,
        command: fn(&Openers, &Address) -> Vec<Vec<String>>,
    ) -> Result<(), Error> {
        let address = match Address::parse(address) {
            Ok(address) => address,
            Err(why) => return self.say(&[format!("It is not opened: {why}.")]),
        };
        let mut said = "No program opens links here; set $BROWSER.".to_owned();
        for command in command(&self.openers, &address) {
            let program = command.first().map_or("", String::as_str);
            if !is_installed(program) {
                said = format!("{program} is not installed");
                continue;
            }
            match session::start(&command, [Stdio::null(), Stdio::null(), Stdio::null()]) {
                Ok(child) => {
                    // Waited for on a thread of its own, so that nothing is left of it.
                    std::thread::spawn(move || _ = { child }.wait());
                    said = format!("{what} {}", address.host());
                    break;
                }
                Err(error) => said = format!("{program}: {}", plain(&error)),
            }
        }
        self.say(&[Clean::field(&said).into_string()])
    }
}
