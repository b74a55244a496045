//! The desk: keys in; state, errands and screen out. A librarian of the tests does the errands, in a
//! library in memory.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test that cannot go on has failed"
)]

mod articles;
mod desk;
mod librarian;
mod news;
#[path = "../common/screen.rs"]
mod shown;

use jiff::Timestamp;
use newsprint::app::{
    Desk, Effect, Errand, Key, Keymap, Looks, MarkRead, Msg, Scene, Size, State, Word, update,
};
use newsprint::config::{Depth, Theme};
use newsprint::library::{Item, Library};
use newsprint::model::{ArticleId, Clean, FeedId};
use newsprint::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A desk on a library, and all that was asked of the edge.
struct Stage {
    state: State,
    library: Library,
    /// Effects and errands that the librarian of the tests does not do.
    effects: Vec<Effect>,
    errands: Vec<Errand>,
    /// Words are kept back, as by a librarian that is busy.
    is_busy: bool,
    kept_back: Vec<Word>,
}

fn now() -> Timestamp {
    "2026-03-04T08:00:00Z".parse().unwrap()
}

const WORDS: [&str; 32] = [
    "ferry", "harbour", "lantern", "council", "orchard", "bridge", "gravel", "morning", "engine", "captain",
    "village", "timber", "winter", "signal", "market", "river", "choir", "island", "letter", "copper",
    "garden", "railway", "thunder", "kitchen", "museum", "window", "valley", "pepper", "school", "anchor",
    "meadow", "ribbon",
];

/// An item with so many paragraphs, none of which tells what another tells.
fn item(key: &str, title: &str, paragraphs: usize) -> Item {
    let mut at = title.bytes().fold(7_u64, |at, byte| at.wrapping_mul(131).wrapping_add(u64::from(byte)));
    let mut word = || {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        WORDS[(at >> 40) as usize % WORDS.len()]
    };
    let mut paragraph = |number: usize| {
        let words: Vec<&str> = (0..24).map(|_| word()).collect();
        format!("Paragraph {number} of {title}: {}, said the captain.", words.join(" "))
    };
    let texts: Vec<String> = (1..=paragraphs).map(&mut paragraph).collect();
    let html = format!("<p>{}</p>", texts.join("</p><p>"));
    Item {
        key: key.to_owned(),
        address: Some(format!("https://gazette.example/{key}")),
        title: Clean::field(title),
        site: Clean::field("Halifax Gazette"),
        text: Clean::text(&texts.join("\n\n")),
        html: Some(format!(
            "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{html}</article></body></html>"
        )),
        ..Item::default()
    }
}

/// A library with a feed of `count` articles, the newest of which is the last.
fn library(count: usize) -> (Library, FeedId) {
    let mut library = Library::in_memory().unwrap();
    let feed = library.add_feed("https://gazette.example/feed", "Gazette", now()).unwrap();
    bring(&mut library, feed, 1..=count);
    (library, feed)
}

/// Brings articles, the last of which is the newest.
fn bring(library: &mut Library, feed: FeedId, numbers: std::ops::RangeInclusive<usize>) {
    let title = |number: usize| format!("Story {number}");
    // Of long lists nothing is read.
    let paragraphs = if numbers.clone().count() < 100 { 30 } else { 0 };
    let short = |number: usize| item(&format!("{}-{number}", feed.0), &title(number), paragraphs);
    let items: Vec<Item> = numbers.rev().map(short).collect();
    library.take_in(feed, &items, now()).unwrap();
}

impl Stage {
    fn open((library, _): (Library, FeedId)) -> Self {
        Self::of_size(library, 120, 30)
    }

    fn of_size(library: Library, width: u16, height: u16) -> Self {
        let mut state = State::new(Size { width, height }, Looks::default(), Keymap::default());
        state.desk = Some(Desk { now: now().as_second(), ..Desk::default() });
        let (effects, errands, kept_back) = (Vec::new(), Vec::new(), Vec::new());
        let mut opened = Self { state, library, effects, errands, is_busy: false, kept_back };
        opened.send(Msg::SitDown);
        opened.errands.clear();
        opened
    }

    fn send(&mut self, msg: Msg) {
        let mut effect = update(&mut self.state, msg);
        let mut words = Vec::new();
        loop {
            match effect {
                Some(Effect::Errands(errands)) => {
                    for errand in errands {
                        self.errands.push(errand.clone());
                        words.extend(librarian::words(&mut self.library, errand));
                    }
                    if self.is_busy {
                        self.kept_back.append(&mut words);
                    }
                }
                Some(Effect::GoOn) => {
                    effect = update(&mut self.state, Msg::GoOn);
                    continue;
                }
                Some(other) => self.effects.push(other),
                None => {}
            }
            if words.is_empty() {
                return;
            }
            effect = update(&mut self.state, Msg::Word(words.remove(0)));
        }
    }

    /// Keys as a person writes them, separated by spaces.
    fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            let key: Key = key.parse().unwrap();
            self.send(Msg::Key(key));
        }
        self
    }

    /// Types letters, each as a key.
    fn write(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            let key = if letter == ' ' { "space".to_owned() } else { letter.to_string() };
            self.send(Msg::Key(key.parse().unwrap()));
        }
        self
    }

    fn word(&mut self, word: Word) -> &mut Self {
        self.send(Msg::Word(word));
        self
    }

    fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.send(Msg::Resize(Size { width, height }));
        self
    }

    fn desk(&self) -> &Desk {
        self.state.desk.as_ref().unwrap()
    }

    /// The selected article's title.
    fn selected(&self) -> String {
        self.desk().list.row().map(|row| row.title.to_string()).unwrap_or_default()
    }

    /// The titles of the list, those that are unread with a sign.
    fn titles(&self) -> Vec<String> {
        let title = |row: &newsprint::model::ArticleRow| {
            format!(
                "{}{}{}",
                row.title,
                if row.read { "" } else { " •" },
                if row.starred { " *" } else { "" }
            )
        };
        self.desk().list.rows.iter().map(title).collect()
    }

    fn ids(&self) -> Vec<ArticleId> {
        self.desk().list.rows.iter().map(|row| row.id).collect()
    }

    /// What is unread, by stack.
    fn unread(&self, name: &str) -> Option<u64> {
        self.desk().stacks.iter().find(|row| row.name == name)?.unread
    }

    fn notice(&self) -> &str {
        self.state.notice.as_ref().map_or("", |notice| &notice.text)
    }

    fn rows(&self) -> Vec<String> {
        let Size { width, height } = self.state.size;
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
        view::draw(&self.state, &Theme::shipped("dark", Depth::default()).unwrap(), &mut buffer);
        shown::rows(&buffer)
    }

    fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// The line of the screen on which the selected article's title begins.
    fn line_of_selected(&self) -> usize {
        let panes = self.state.desk_panes();
        self.desk().line_of_selected(&panes, self.desk().list.top)
    }

    fn is_reading(&self) -> bool {
        self.state.scene() == Scene::Reader
    }

    /// The headline of the article that is open.
    fn open_title(&self) -> String {
        let title = self.state.reader().and_then(|reader| reader.reading.title());
        title.map(|title| title.to_string()).unwrap_or_default()
    }
}

#[test]
fn a_mark_read_setting_has_a_name_and_a_default() {
    assert_eq!(MarkRead::ALL.map(MarkRead::name), ["open", "end", "never"]);
    assert_eq!(MarkRead::default(), MarkRead::Open);
}
