//! What a key costs on a long article, and the first screen of a page beside its reading.
//! `cargo bench --bench screen`; with `--profile measure` without the long link. Prints
//! milliseconds and ratios, and judges nothing.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench measures time and prints it")]

use std::fmt::Write;
use std::time::{Duration, Instant};

use newsprint::app::{Effect, Key, Keymap, Looks, Msg, Size, State, update};
use newsprint::config::{Depth, Theme};
use newsprint::model::{Page, Reading, Source};
use newsprint::{print, read, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Ten megabytes.
const LONG: usize = 10 << 20;

const SIZE: Size = Size { width: 120, height: 36 };

const WORDS: &[&str] = &[
    "the",
    "harbour",
    "ferry",
    "was",
    "struck",
    "by",
    "a",
    "gravel",
    "barge",
    "at",
    "dawn",
    "and",
    "nobody",
    "on",
    "board",
    "saw",
    "it",
    "coming",
    "until",
    "Transit",
    "closed",
    "both",
    "terminals",
    "for",
    "days",
];

/// Words one after another, the same on every run.
struct Writer(u64);

impl Writer {
    fn number(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below
    }

    fn sentence(&mut self) -> String {
        let count = 8 + self.number(12);
        let words: Vec<&str> =
            (0..count).filter_map(|_| WORDS.get(self.number(WORDS.len())).copied()).collect();
        format!("So {}. ", words.join(" "))
    }

    fn text(&mut self, bytes: usize) -> String {
        let mut text = String::new();
        while text.len() < bytes {
            text += &self.sentence();
        }
        text
    }
}

/// An article of many paragraphs, with headings, lists and links.
fn paragraphs(bytes: usize) -> String {
    let mut writer = Writer(7);
    let mut page = String::from(
        "<html><head><title>The long crossing</title></head><body><article><h1>The long crossing</h1>",
    );
    let mut count = 0;
    while page.len() < bytes {
        count += 1;
        if count % 20 == 0 {
            let _ = write!(page, "<h2>Chapter {}</h2>", count / 20);
        }
        let length = 200 + writer.number(800);
        let text = writer.text(length);
        match count % 10 {
            3 => {
                let _ = write!(page, "<ul><li>{text}</li><li>{text}</li></ul>");
            }
            7 => {
                let _ = write!(
                    page,
                    "<p>{text} <a href=\"https://gazette.example/{count}\">a link to {count}</a> {text}</p>"
                );
            }
            _ => {
                let _ = write!(page, "<p>{text}</p>");
            }
        }
    }
    page + "</article></body></html>"
}

/// An article of links in a list, rows of a table, and little text.
fn tiny_blocks(bytes: usize) -> String {
    let mut writer = Writer(5);
    let prose = writer.text(4000);
    let mut page = format!(
        "<html><head><title>The register</title></head><body><article><h1>The register</h1><p>{prose}</p><ul>"
    );
    let mut count = 0;
    while page.len() < bytes / 2 {
        count += 1;
        let sentence = writer.sentence();
        let _ = write!(
            page,
            "<li>{sentence} <a href=\"https://gazette.example/{count}\">Ship {count}</a>, at sea.</li>"
        );
    }
    let _ = write!(page, "</ul><p>{prose}</p><table>");
    while page.len() < bytes {
        count += 1;
        let _ = write!(page, "<tr><td>Ship {count}</td><td>{}</td><td>Halifax</td></tr>", writer.number(999));
    }
    page + "</table><p>The end of the register was reached without a storm.</p></article></body></html>"
}

/// An article of one paragraph.
fn giant(bytes: usize) -> String {
    format!(
        "<html><head><title>One breath</title></head><body><article><h1>One breath</h1><p>{}</p></article></body></html>",
        Writer(9).text(bytes)
    )
}

fn reading(html: &str) -> Reading {
    read::read(&Page::new(Source::Stdin, html.as_bytes().to_vec()), &read::Options::default())
}

struct Screen {
    state: State,
    theme: Theme,
}

impl Screen {
    fn open(reading: Reading) -> Self {
        let mut state = State::new(SIZE, Looks::default(), Keymap::default());
        state.open(reading);
        let theme = Theme::shipped("dark", Depth::True).unwrap_or_else(Theme::bare);
        Self { state, theme }
    }

    fn draw(&self) {
        let Size { width, height } = self.state.size;
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
        view::draw(&self.state, &self.theme, &mut buffer);
        std::hint::black_box(buffer);
    }

    /// The time from a message to its frame, and of each part of what goes on behind it.
    fn send(&mut self, msg: Msg, frames: &mut Vec<Duration>) {
        let mut msg = Some(msg);
        while let Some(now) = msg.take() {
            let begun = Instant::now();
            let effect = update(&mut self.state, now);
            self.draw();
            frames.push(begun.elapsed());
            msg = matches!(effect, Some(Effect::GoOn)).then_some(Msg::GoOn);
        }
    }

    fn press(&mut self, keys: &str, frames: &mut Vec<Duration>) {
        for key in keys.split(' ').filter_map(|key| key.parse::<Key>().ok()) {
            self.send(Msg::Key(key), frames);
        }
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Prints the median and the worst of some frames.
fn tell(name: &str, mut frames: Vec<Duration>) {
    frames.sort();
    let median = frames.get(frames.len() / 2).copied().unwrap_or_default();
    let worst = frames.last().copied().unwrap_or_default();
    println!("  {name:24} {:8.3} {:8.3}  of {}", milliseconds(median), milliseconds(worst), frames.len());
}

fn keys(name: &str, html: &str) {
    let begun = Instant::now();
    let reading = reading(html);
    let read = begun.elapsed();
    let begun = Instant::now();
    let mut screen = Screen::open(reading);
    screen.draw();
    println!(
        "{name}: {} MB, read {:.0} ms, opened {:.1} ms",
        html.len() / 1_000_000,
        milliseconds(read),
        milliseconds(begun.elapsed())
    );
    println!("  {:24} {:>8} {:>8}", "frame of a key, ms", "median", "worst");
    let again = |keys: &str, times: usize| vec![keys; times].join(" ");
    for (name, keys) in [
        ("j", again("j", 200)),
        ("space", again("space", 200)),
        ("b", again("b", 200)),
        ("d u", again("d u", 50)),
        ("] [", again("] ] ] [", 50)),
        ("999j 999k", again("9 9 9 j 9 9 9 k", 5)),
        ("G k g", again("G k k g", 10)),
        ("/ f e r r y", "G / f e r r y esc g / f e r r y enter".into()),
        ("n", again("n", 100)),
        ("N", again("N", 100)),
        ("esc", "esc".into()),
        ("/ letters capital", "/ e a backspace T r a n esc".into()),
        ("x", again("x", 10)),
        ("< >", again("< < > >", 5)),
        ("tab", again("tab", 12)),
        ("tab j", again("tab j j j esc", 5)),
        ("- = =", again("- - = =", 4)),
        ("z \\", again("z z \\ \\", 4)),
    ] {
        let mut frames = Vec::new();
        screen.press(&keys, &mut frames);
        tell(name, frames);
    }
    let mut frames = Vec::new();
    for width in [119, 90, 60, 41, 200, 120] {
        screen.send(Msg::Resize(Size { width, height: SIZE.height }), &mut frames);
    }
    tell("resize", frames);
}

/// The best of some runs: what else the machine does only makes a run slower.
fn best(mut run: impl FnMut()) -> Duration {
    let time = |()| {
        let begun = Instant::now();
        run();
        begun.elapsed()
    };
    std::iter::repeat_n((), 15).map(time).min().unwrap_or_default()
}

fn first_screen() {
    let html = paragraphs(200 << 10);
    let dump = best(|| {
        std::hint::black_box(print::print(&reading(&html), print::Format::Text, &print::Options::default()));
    });
    let screen = best(|| Screen::open(reading(&html)).draw());
    let ratio = screen.as_secs_f64() / dump.as_secs_f64();
    println!(
        "first screen of 200 KB: {:.2} ms, dump {:.2} ms, ratio {ratio:.2}",
        milliseconds(screen),
        milliseconds(dump)
    );
}

fn main() {
    first_screen();
    keys("many paragraphs", &paragraphs(LONG));
    keys("one paragraph", &giant(LONG));
    keys("links and rows", &tiny_blocks(LONG));
}
