//! What is done with an article, by keys and by mouse, and what is shown while one has to wait:
//! keys in, screen out.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

#[allow(dead_code, reason = "each test file uses its own part")]
mod sample;
#[path = "common/screen.rs"]
mod shown;

use newsprint::app::{
    Address, Effect, Failure, Form, Key, Keymap, Looks, Msg, Piped, Size, State, Trouble, Unsaved, update,
};
use newsprint::config::{Depth, Theme};
use newsprint::model::{BlockKind, Class, Reading, Source};
use newsprint::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sample::{Sample, ferry};

struct Screen {
    state: State,
    effects: Vec<Effect>,
}

impl Screen {
    fn new(width: u16, height: u16, reading: Option<Reading>) -> Self {
        let mut state = State::new(Size { width, height }, Looks::default(), Keymap::default());
        if let Some(reading) = reading {
            state.open(reading);
        }
        Self { state, effects: Vec::new() }
    }

    fn send(&mut self, msg: Msg) {
        self.effects.extend(update(&mut self.state, msg));
    }

    fn press(mut self, keys: &str) -> Self {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            let key: Key = key.parse().unwrap();
            self.send(Msg::Key(key));
        }
        self
    }

    /// Types a line into a prompt.
    fn write(mut self, line: &str) -> Self {
        self.send(Msg::Paste(line.to_owned()));
        self
    }

    fn click(&mut self, (x, y): (u16, u16)) {
        self.send(Msg::Click { x, y });
        self.send(Msg::Release);
    }

    fn drag(&mut self, path: &[(u16, u16)]) {
        self.send(Msg::Click { x: path[0].0, y: path[0].1 });
        path[1..].iter().for_each(|(x, y)| self.send(Msg::Drag { x: *x, y: *y }));
        self.send(Msg::Release);
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

    fn last_row(&self) -> String {
        self.rows().pop().unwrap()
    }

    /// The cell where a text begins, in a range of columns.
    fn find(&self, text: &str, columns: std::ops::Range<usize>) -> (u16, u16) {
        let found = self.rows().into_iter().enumerate().find_map(|(y, row)| {
            let cut: String = row.chars().skip(columns.start).take(columns.len()).collect();
            let before = cut.split_once(text)?.0.chars().count();
            Some(((columns.start + before) as u16, y as u16))
        });
        found.unwrap_or_else(|| panic!("no {text:?} in\n{}", self.text()))
    }

    fn top(&self) -> usize {
        self.state.reader().unwrap().top
    }

    fn chosen(&self) -> Option<usize> {
        self.state.reader().unwrap().chosen().map(|item| item.number)
    }
}

fn open(width: u16, height: u16) -> Screen {
    Screen::new(width, height, Some(ferry()))
}

/// A screen that waits for a page.
fn waiting(width: u16, height: u16) -> (Screen, u32) {
    let mut screen = Screen::new(width, height, None);
    let ticket = screen.state.expect(Address::parse("https://gazette.example/ferry").unwrap());
    (screen, ticket)
}

fn failed(trouble: Trouble, why: &str, width: u16, height: u16) -> Screen {
    let (mut screen, ticket) = waiting(width, height);
    screen.send(Msg::Loaded { ticket, result: Err(Failure { why: why.into(), trouble }) });
    screen
}

#[test]
fn waiting_shows_what_for_and_how_long() {
    let (mut screen, _) = waiting(60, 8);
    assert!(screen.text().contains("⠋ fetching gazette.example\n"), "{}", screen.text());
    screen.send(Msg::Time(3_450));
    insta::assert_snapshot!(screen.text());
    let screen = screen.press("?");
    assert!(screen.last_row().contains("⠼ fetching gazette.example, 3 s"), "{}", screen.last_row());
    let screen = screen.press("? esc");
    assert_eq!(screen.state.waiting(), None);
}

#[test]
fn nothing_is_waited_for_on_a_screen_that_is_read() {
    let mut screen = open(80, 24);
    screen.send(Msg::Time(9_000));
    assert_eq!(screen.state.waiting(), None);
    let mut screen = screen.press("3 enter");
    assert_eq!(screen.state.waiting().unwrap().elapsed, 0);
    screen.send(Msg::Time(11_000));
    assert!(screen.last_row().contains("fetching gazette.example, 2 s"), "{}", screen.last_row());
    assert_eq!(screen.press("esc").state.waiting(), None);
}

#[test]
fn a_page_that_cannot_be_had_says_what_can_be_done() {
    insta::assert_snapshot!(failed(Trouble::Refused, "the server answers 403 (Forbidden)", 80, 16).text());
    insta::assert_snapshot!(failed(Trouble::Host, "the host was not found", 40, 12).text());
    let screen =
        failed(Trouble::NoPage, "https://gazette.example/ferry is a PDF, not a page or a text", 80, 16);
    assert!(!screen.text().contains("tries again"), "{}", screen.text());
}

#[test]
fn a_page_that_cannot_be_had_is_opened_elsewhere_copied_and_fetched_again() {
    let mut screen = failed(Trouble::Server, "the server answers 500", 80, 16).press("o y ^r");
    let address = Address::parse("https://gazette.example/ferry").unwrap();
    assert_eq!(screen.effects[0], Effect::Open(address.clone()));
    assert_eq!(screen.effects[1], Effect::Copy(address.to_string()));
    let Effect::Load { ticket, address: again } = screen.effects[2].clone() else { panic!() };
    assert_eq!(again, address);
    screen.send(Msg::Loaded { ticket, result: Ok(Box::new(ferry())) });
    assert!(screen.text().contains("Halifax ferry terminal"));
}

#[test]
fn an_article_is_fetched_anew_at_its_place_and_kept_if_that_fails() {
    let mut reading = ferry();
    reading.source = Source::Url("https://gazette.example/ferry".parse().unwrap());
    let screen = Screen::new(80, 12, Some(reading.clone())).press("] j ^r");
    let (mut screen, before) = (screen, 0);
    let top = screen.top();
    assert!(top > before);
    let Some(Effect::Load { ticket, .. }) = screen.effects.pop() else { panic!() };
    screen.send(Msg::Loaded { ticket, result: Err("no answer in time".into()) });
    assert!(screen.text().contains("no answer in time") && screen.top() == top);
    let mut screen = screen.press("^r");
    let Some(Effect::Load { ticket, .. }) = screen.effects.pop() else { panic!() };
    screen.send(Msg::Loaded { ticket, result: Ok(Box::new(reading)) });
    assert_eq!((screen.top(), screen.state.trail().unwrap().depth()), (top, 0));
    assert!(open(80, 12).press("^r").last_row().contains("did not come from the web"));
}

#[test]
fn what_is_no_article_says_so_above_the_text() {
    let top = |class, width| {
        let mut reading = ferry();
        reading.class = class;
        Screen::new(width, 12, Some(reading)).rows().swap_remove(0)
    };
    insta::assert_snapshot!(
        [
            top(Class::ConsentWall, 80),
            top(Class::BotCheck, 80),
            top(Class::PaywallStub, 80),
            top(Class::ScriptOnly, 80),
            top(Class::VideoOnly, 80),
            top(Class::Listing, 80),
            top(Class::Empty, 40),
            top(Class::Article, 80),
        ]
        .join("\n")
    );
}

#[test]
fn a_name_for_a_file_is_suggested_and_asked_about_when_it_is_taken() {
    let mut screen = open(80, 10).press("s");
    insta::assert_snapshot!(screen.last_row(), @" save as: halifax-ferry-terminal-closed-after-barge-strikes-dock.md    Markdown");
    screen = screen.press("^u").write("~/ferry.txt").press("enter");
    let save = |over| Effect::Save { name: "~/ferry.txt".into(), form: Form::Text, over };
    assert_eq!(screen.effects, [save(false)]);
    screen.send(Msg::Saved { name: "~/ferry.txt".into(), result: Err(Unsaved::Exists) });
    insta::assert_snapshot!(screen.last_row(), @" save as: ~/ferry.txt          there is one already; enter again writes over it");
    let other = screen.press("x backspace enter");
    assert_eq!(other.effects[1], save(false), "another name is asked about again");
    let mut screen = other;
    screen.send(Msg::Saved { name: "~/ferry.txt".into(), result: Err(Unsaved::Exists) });
    let mut screen = screen.press("enter");
    assert_eq!(screen.effects[2], save(true));
    screen.send(Msg::Saved { name: "~/ferry.txt".into(), result: Ok("~/ferry.txt\u{1b}[31m".into()) });
    assert!(screen.last_row().starts_with(" saved as ~/ferry.txt"), "{}", screen.last_row());
    let screen = open(80, 10).press("s ^u").write("ferry.pdf").press("enter");
    assert_eq!(screen.effects, []);
    insta::assert_snapshot!(screen.last_row(), @" save as: ferry.pdf                                   .md, .txt, .html or .json");
}

#[test]
fn prompts_fit_a_small_screen() {
    let mut screen = open(40, 12).press("s");
    screen.send(Msg::Saved { name: "ferry.md".into(), result: Err(Unsaved::Exists) });
    insta::assert_snapshot!(screen.last_row(), @" save as: ferry.md   there is one alre…");
    insta::assert_snapshot!(open(40, 12).press("| tab s o r t").last_row(), @" pipe markdown to: sort   tab: another…");
    insta::assert_snapshot!(open(20, 5).press("s").last_row(), @" save as: ock.md");
}

#[test]
fn a_program_is_named_as_to_a_shell_and_what_it_says_is_a_page() {
    let mut screen = open(60, 12).press("| tab").write("pandoc -f 'gfm raw' -t plain").press("enter");
    let command = ["pandoc", "-f", "gfm raw", "-t", "plain"].map(str::to_owned).to_vec();
    let ticket = 1;
    assert_eq!(screen.effects, [Effect::Pipe { ticket, command, form: Form::Markdown, terminal: false }]);
    screen.send(Msg::Time(2_000));
    assert!(screen.last_row().contains("waiting for pandoc, 2 s"), "{}", screen.last_row());
    let text = "a\tb\n  indented and far too long for a line of the page over the article\n\x1b]0;x\x07\n"
        .to_owned();
    screen.send(Msg::Piped { ticket: 9, result: Ok(Piped { text: "old".into(), trouble: None }) });
    screen.send(Msg::Piped { ticket, result: Ok(Piped { text, trouble: None }) });
    insta::assert_snapshot!(screen.text());
    assert!(screen.press("esc").text().contains("Halifax ferry terminal"));
}

#[test]
fn a_program_that_says_nothing_or_fails_is_a_notice() {
    let answered = |result| {
        let mut screen = open(60, 12).press("| w c enter");
        screen.send(Msg::Piped { ticket: 1, result });
        screen.last_row()
    };
    assert!(answered(Ok(Piped::default())).starts_with(" wc: done"));
    let trouble = Some("wc: exit status: 1\u{9b}31m".to_owned());
    assert!(answered(Ok(Piped { text: String::new(), trouble })).starts_with(" wc: exit status: 1"));
    assert!(answered(Err("wc is not installed".into())).starts_with(" wc is not installed"));
    let screen = open(60, 12).press("| ! l e s s enter");
    assert!(matches!(&screen.effects[..], [Effect::Pipe { terminal: true, .. }]));
    assert_eq!(screen.state.waiting(), None, "it has the screen; there is nothing to show");
    let screen = open(60, 12).press("| w c enter esc");
    assert_eq!(screen.effects[1], Effect::Stop(1));
    assert!(screen.last_row().starts_with(" wc was stopped"));
}

#[test]
fn what_was_typed_before_comes_back_by_question() {
    let screen = open(80, 24).press("/ d o c k enter | w c enter esc / f e r r y enter / up up");
    assert!(screen.last_row().starts_with(" /dock"), "{}", screen.last_row());
    assert!(screen.press("esc | up").last_row().starts_with(" pipe text to: wc"));
}

#[test]
fn copies_say_how_much() {
    let screen = open(80, 24).press("Y");
    assert!(screen.last_row().contains(" words copied"), "{}", screen.last_row());
    let word = Screen::new(80, 24, Some(Sample::new("").par("Ferry").build())).press("Y");
    assert!(word.last_row().contains("1 word copied"), "{}", word.last_row());
}

#[test]
fn an_address_that_deceives_the_eye_is_asked_about_once() {
    let reading = Sample::new("T").par("A [bank](https://bank.example@10.0.0.1/) here.").build();
    let screen = Screen::new(80, 24, Some(reading)).press("1 o");
    assert_eq!(screen.effects, []);
    assert!(screen.last_row().contains("o again opens an address with a name before the @, at 10.0.0.1"));
    let screen = screen.press("j 1 o");
    assert_eq!(screen.effects, [], "something else was pressed in between");
    assert!(matches!(screen.press("1 o").effects[..], [Effect::Open(_)]));
}

#[test]
fn the_wheel_turns_what_is_under_it() {
    let mut screen = open(120, 14);
    screen.send(Msg::Wheel { rows: 3, x: 20 });
    assert_eq!((screen.top(), screen.chosen()), (3, None));
    screen.send(Msg::Wheel { rows: 3, x: 110 });
    let first = screen.chosen().unwrap();
    screen.send(Msg::Wheel { rows: 3, x: 110 });
    assert_eq!(screen.chosen(), Some(first + 1), "in the sidebar it goes from entry to entry");
    (0..9).for_each(|_| screen.send(Msg::Wheel { rows: -3, x: 110 }));
    assert_eq!(screen.chosen(), Some(1));
    screen.send(Msg::Wheel { rows: -99, x: 20 });
    assert_eq!(screen.top(), 0);
    let mut screen = screen.press("?");
    screen.send(Msg::Wheel { rows: 3, x: 110 });
    assert_eq!(screen.state.page().unwrap().top, 3);
}

#[test]
fn a_link_in_the_text_is_chosen_by_the_first_click_and_followed_by_the_second() {
    for width in [80, 120] {
        let mut screen = open(width, 30);
        let here = screen.find("first statement", 0..80);
        screen.click(here);
        assert_eq!(screen.state.reader().unwrap().chosen().unwrap().number, 5);
        assert_eq!(screen.find("first statement", 0..80), here, "it stays under the mouse");
        assert!(screen.last_row().contains("https://port.example/statement"), "{}", screen.text());
        screen.click(here);
        let [Effect::Load { address, .. }] = &screen.effects[..] else { panic!("{:?}", screen.effects) };
        assert_eq!(address.host(), "port.example");
    }
    let mut screen = open(120, 30);
    let here = screen.find("first statement", 0..80);
    screen.click(here);
    screen.click((here.0, here.1 + 3));
    assert_eq!(screen.state.reader().unwrap().chosen(), None, "a click beside it lets it go");
}

#[test]
fn clicks_in_the_sidebar_choose_and_then_follow_or_go_to_the_heading() {
    let mut screen = open(120, 36);
    let video = screen.find("Barge breaks free", 80..120);
    screen.click(video);
    assert_eq!(screen.state.reader().unwrap().chosen().unwrap().number, 1);
    screen.click(video);
    assert!(matches!(&screen.effects[..], [Effect::Play(address)] if address.host() == "video.example"));
    let mut screen = open(120, 24);
    screen.send(Msg::Wheel { rows: 99, x: 110 });
    let heading = screen.find("How to cross", 80..120);
    screen.click(heading);
    let row = screen.find("How to cross", 0..80).1;
    assert!(row > 0, "the heading is on the screen");
    screen.click(heading);
    assert!(screen.state.reader().unwrap().entry().is_none(), "and then the text is read");
}

#[test]
fn lines_of_the_ledger_are_chosen_by_clicks() {
    let mut screen = open(80, 24).press("X");
    let line = screen.find("Sign up for our morning", 0..80);
    screen.click(line);
    let page = screen.state.page().unwrap();
    let chosen = &page.lines[page.chosen_rows()];
    assert!(chosen.iter().any(|line| line.text().contains("Sign up")));
}

#[test]
fn the_edge_of_the_sidebar_is_dragged_and_the_bar_clicked() {
    let mut screen = open(120, 24);
    let edge = screen.find("│", 60..120);
    let before = screen.find("VIDEOS", 60..120).0;
    screen.drag(&[edge, (edge.0 - 1, edge.1), (edge.0 - 12, edge.1 + 3)]);
    assert_eq!(screen.find("VIDEOS", 60..120).0, before - 12);
    assert_eq!(screen.find("│", 60..120).0, edge.0 - 12, "the line is where it was left");
    assert_eq!(screen.top(), 0);
    screen.drag(&[(edge.0 - 12, 8), (0, 8)]);
    assert_eq!(screen.state.looks.sidebar_width, Some(60), "as wide as may be");
    let line = screen.find("│", 40..120).0;
    screen.click((line, 22));
    let reader = screen.state.reader().unwrap();
    assert_eq!(reader.top, reader.last_top());
    screen.drag(&[(line, 20), (line, 12), (line, 1)]);
    assert_eq!(screen.top(), 0);
    let mut narrow = open(80, 24);
    narrow.click((79, 12));
    assert!(narrow.top() > 0, "the scroll bar of a narrow screen");
}

#[test]
fn the_edge_of_the_drawer_is_dragged_too() {
    let mut screen = open(80, 24).press("tab");
    let edge = screen.find("│", 20..80);
    screen.drag(&[edge, (edge.0 + 10, edge.1)]);
    assert_eq!(screen.find("│", 20..80).0, edge.0 + 10);
}

#[test]
fn links_of_the_terminal_are_carried_by_the_cells_and_lead_to_the_web_only() {
    let reading = Sample::new("T")
        .par("A [link](https://a.example/x?y=é) and a [trap](javascript:alert(1)) and a very long one.")
        .block(BlockKind::Paragraph, "[Two words](https://a.example/x?y=é) at the start.")
        .build();
    let draw = |hyperlinks| {
        let mut screen = Screen::new(80, 24, Some(reading.clone()));
        screen.state.looks.hyperlinks = hyperlinks;
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: 80, height: 24 });
        let links = view::draw(&screen.state, &Theme::bare(), &mut buffer);
        let linked = buffer.content.iter().filter_map(|cell| {
            let (_, address) = links.address(cell.underline_color)?;
            assert_eq!(address, "https://a.example/x?y=%C3%A9");
            Some(cell.symbol().to_owned())
        });
        linked.collect::<String>()
    };
    assert!(draw(true).contains("link→1") && draw(true).contains("Two words"), "{}", draw(true));
    assert!(!draw(true).contains("trap"));
    assert_eq!(draw(false), "");
}
