//! RSS, RDF and Atom in one walk over tags and texts, without recursion and without an error path.
//! What does not match is put right where it can be; what was read before stays read.

use std::borrow::Cow;

use url::Url;

use super::capture::Capture;
use super::channel::Channel;
use super::draft::Draft;
use super::fields::{self, Field, Place, Step};
use super::id::Ids;
use super::lexer::{Attributes, Lexer, Token};
use super::links;
use super::names::{Prefixes, Words};
use super::nouns::{Broken, Fault, Feed, Format};
use super::value::Value;
use crate::read;

/// More items are counted and left out.
pub(super) const ITEMS: usize = 100_000;

/// How far up an end tag is looked for. Beyond that it is a stray one.
const UP: usize = 64;

/// An element that has not ended.
#[derive(Debug)]
struct Open<'a> {
    name: &'a str,
    place: Place,
    /// Whether it says what addresses in it are relative to.
    has_base: bool,
}

/// A feed that is being read.
pub(super) struct Reader<'a> {
    lexer: Lexer<'a>,
    prefixes: Prefixes<'a>,
    stack: Vec<Open<'a>>,
    /// How many elements are around the text that is being taken, and that text.
    capture: Option<(usize, Capture<'a>)>,
    /// How many elements are around the item that is being read, and that item.
    draft: Option<(usize, Draft)>,
    channel: Channel,
    feed: Feed,
    ids: Ids,
    document: Option<Url>,
    bases: Vec<Url>,
}

/// Reads a feed that begins at a byte of a text.
pub(super) fn read(text: &str, from: usize, format: Format, base: Option<&Url>) -> Feed {
    let mut reader = Reader {
        lexer: Lexer::from(text, from),
        prefixes: Prefixes::default(),
        stack: Vec::new(),
        capture: None,
        draft: None,
        channel: Channel::default(),
        feed: Feed { format, ..Feed::default() },
        ids: Ids::default(),
        document: base.filter(|base| links::is_web(base)).cloned(),
        bases: Vec::new(),
    };
    reader.walk();
    reader.channel.finish(&mut reader.feed);
    reader.ids.settle(&mut reader.feed);
    reader.feed
}

impl<'a> Reader<'a> {
    fn walk(&mut self) {
        let mut before = self.lexer.at();
        while let Some(token) = self.lexer.next() {
            match token {
                Token::Start { name, attributes, is_empty } => self.start(name, attributes, is_empty, before),
                Token::End { name } => self.end(name, before),
                Token::Text(text) => self.text(text, false),
                Token::Raw(text) => self.text(text, true),
            }
            before = self.lexer.at();
        }
        if let Some(at) = self.lexer.open().or_else(|| (!self.stack.is_empty()).then_some(before)) {
            self.feed.broken = Some(Broken { at, fault: Fault::Cut });
        }
    }

    fn text(&mut self, text: &str, is_raw: bool) {
        if let Some((_, capture)) = &mut self.capture {
            capture.text(text, is_raw);
        }
    }

    fn start(&mut self, name: &'a str, attributes: Attributes<'a>, is_empty: bool, at: usize) {
        self.declare(attributes);
        let (words, local) = self.prefixes.split(name);
        let local = lower(local);
        if fields::is_item(words, &local) && !self.is_markup() {
            if let Some((depth, _)) = self.draft {
                self.mismatch(at);
                self.pop_to(depth);
            }
            return self.open_item(name, attributes, is_empty);
        }
        if let Some((_, capture)) = &mut self.capture {
            if capture.start(&local, attributes, is_empty) {
                self.push(name, Place::Elsewhere, Attributes::default());
            }
            return;
        }
        let place = self.stack.last().map_or(Place::Root, |open| open.place);
        let step = fields::step(place, self.feed.format == Format::Atom, words, &local);
        self.push(name, if let Step::Enter(place) = step { place } else { Place::Elsewhere }, attributes);
        match step {
            Step::Take(field) => {
                self.capture = Some((self.stack.len() - 1, Capture::new(field, attributes)));
            }
            Step::Enter(place) => self.enter(place, attributes),
        }
        if is_empty {
            self.pop();
        }
    }

    /// Whether a text is being taken in which every tag is a part of it: a page within a feed.
    fn is_markup(&self) -> bool {
        self.capture.as_ref().is_some_and(|(_, capture)| capture.is_xhtml())
    }

    fn enter(&mut self, place: Place, attributes: Attributes<'a>) {
        match place {
            Place::Channel => self.channel_says(attributes),
            Place::Group => self.in_draft(Draft::open_group),
            Place::Medium => {
                let value = self.value(Capture::new(Field::Enclosure, attributes));
                self.in_draft(|draft| draft.open_medium(&value));
            }
            _ => {}
        }
    }

    /// What a feed says in its first tag.
    fn channel_says(&mut self, attributes: Attributes<'a>) {
        if let Some(language) = attributes.get("xml:lang") {
            let mut capture = Capture::new(Field::Language, Attributes::default());
            capture.text(language, false);
            let value = self.value(capture);
            self.channel.set(&mut self.feed, Field::Language, value);
        }
    }

    fn in_draft(&mut self, deed: impl FnOnce(&mut Draft)) {
        if let Some((_, draft)) = &mut self.draft {
            deed(draft);
        }
    }

    fn open_item(&mut self, name: &'a str, attributes: Attributes<'a>, is_empty: bool) {
        let mut draft = Draft::default();
        // RSS 1.0 gives the id in the tag.
        if let Some(about) = attributes.get("rdf:about") {
            draft.own = read::unescape(about).into_owned();
        }
        self.draft = Some((self.stack.len(), draft));
        self.push(name, Place::Item, attributes);
        if is_empty {
            self.pop();
        }
    }

    fn push(&mut self, name: &'a str, place: Place, attributes: Attributes<'a>) {
        let written = attributes.get("xml:base").map(read::unescape);
        let base = written.and_then(|written| links::web(&written, self.base().as_ref()));
        self.stack.push(Open { name, place, has_base: base.is_some() });
        self.bases.extend(base);
    }

    fn declare(&mut self, attributes: Attributes<'a>) {
        if !attributes.as_str().contains("xmlns:") {
            return;
        }
        for (name, address) in attributes.pairs() {
            if let Some(prefix) = name.strip_prefix("xmlns:") {
                self.prefixes.declare(prefix, address);
            }
        }
    }

    /// What addresses are relative to here: what the feed says, else where it came from.
    fn base(&self) -> Option<Url> {
        let given = self.bases.last().or(self.document.as_ref());
        given.or(self.feed.itself.as_ref()).or(self.feed.site.as_ref()).cloned()
    }

    fn end(&mut self, name: &str, at: usize) {
        if self.stack.last().is_some_and(|open| open.name == name) {
            return self.pop();
        }
        let taken = self.capture.as_ref().map(|(depth, _)| *depth);
        let ends_taken = |depth: &usize| self.stack.get(*depth).is_some_and(|open| open.name == name);
        let found = taken.filter(ends_taken).or_else(|| {
            let near = self.stack.iter().enumerate().rev().take(UP);
            near.into_iter().find(|(_, open)| open.name == name).map(|(depth, _)| depth)
        });
        self.mismatch(at);
        if let Some(depth) = found {
            self.pop_to(depth);
        }
    }

    fn mismatch(&mut self, at: usize) {
        self.feed.broken.get_or_insert(Broken { at, fault: Fault::Tags });
    }

    /// Ends all elements from a depth on.
    fn pop_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let depth = self.stack.len().saturating_sub(1);
        match self.capture.take() {
            Some((taken, capture)) if taken == depth => self.set(capture),
            Some((taken, mut capture)) => {
                if let Some(open) = self.stack.last() {
                    capture.end(&lower(self.prefixes.split(open.name).1));
                }
                self.capture = Some((taken, capture));
            }
            None => self.leave(),
        }
        if let Some(open) = self.stack.pop()
            && open.has_base
        {
            self.bases.pop();
        }
    }

    /// An element that holds others ends.
    fn leave(&mut self) {
        match self.stack.last().map(|open| open.place) {
            Some(Place::Item) => self.finish_item(),
            Some(Place::Group) => self.in_draft(Draft::close_group),
            Some(Place::Medium) => self.in_draft(Draft::close_medium),
            _ => {}
        }
    }

    fn value(&self, capture: Capture<'a>) -> Value<'a> {
        capture.finish(self.feed.format == Format::Atom, self.base(), !self.bases.is_empty())
    }

    fn set(&mut self, capture: Capture<'a>) {
        let field = capture.field();
        let value = self.value(capture);
        match &mut self.draft {
            Some((_, draft)) => draft.set(field, value),
            None => self.channel.set(&mut self.feed, field, value),
        }
    }

    fn finish_item(&mut self) {
        let base = self.base();
        let Some((_, draft)) = self.draft.take() else { return };
        add(&mut self.feed, &mut self.ids, draft, base.as_ref());
    }
}

/// Adds an item that has ended to its feed.
pub(super) fn add(feed: &mut Feed, ids: &mut Ids, mut draft: Draft, base: Option<&Url>) {
    if feed.items.len() >= ITEMS {
        feed.shortened.items += 1;
        return;
    }
    let Some(item) = draft.finish(base) else { return };
    feed.shortened.texts += draft.cut;
    ids.note(&draft.own, &draft.date);
    feed.items.push(item);
}

/// A name in small letters. Nearly all are.
fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Whether words of a vocabulary are the feed's own; for telling what a document is.
pub(super) fn root(name: &str) -> Option<Format> {
    let (words, local) = Prefixes::default().split(name);
    let own = matches!(words, Words::Own | Words::Atom) || name.ends_with(":feed");
    match &*lower(local) {
        "rss" | "channel" if own => Some(Format::Rss),
        "rdf" => Some(Format::Rdf),
        "feed" if own => Some(Format::Atom),
        _ => None,
    }
}
