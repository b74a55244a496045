//! What was removed, seen and changed: keys in, screen out; and the rules that come of it, as
//! text.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use newsprint::app::{Effect, Key, Keymap, Looks, Msg, Proposal, Size, State, proposals, update};
use newsprint::config::{self, Depth, Theme};
use newsprint::model::{BlockId, Deed, Page, Reading, Reason, Source, Written};
use newsprint::read::{self, Input, Options};
use newsprint::view;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A page with a story and what stood around it. Written for these tests.
const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>Ferry stopped by a barge</title>
<link rel="canonical" href="https://www.gazette.example/ferry"></head><body>
<nav class="main-nav"><a href="/news">News</a> <a href="/sea">Sea</a> <a href="/sport">Sport</a></nav>
<main><article><h1>Ferry stopped by a barge</h1>
<div class="story-text css-1x9k2">
<p>A loaded gravel barge struck the dock early on Wednesday, cracking two pilings and stopping every crossing of the harbour for the day.</p>
<p>Advertisement</p>
<p>No one was hurt. The crew of the early boat saw the barge coming and backed away from the slip with eleven passengers aboard.</p>
<div class="promo-box x7f3" id="calendar-offer"><p>The calendar of the Gazette has a harbour for every month, and this year the tides are printed in blue.</p>
<p>It hangs well in any kitchen, says the editor, who has had one in hers for eleven years.</p></div>
<p>Engineers gave the council three choices on Thursday, and the cheapest of them is to shore up two pilings and to open by Monday.</p>
<div class="promo-box"><p>Our walking tours of the harbour begin every Sunday at nine, in any weather but fog.</p></div>
<p>NOTE: The ferry has crossed the harbour since before there was a bridge, and was never stopped by gravel until this week.</p>
</div>
<aside class="fact-box"><p>The dock was built by prisoners of war from the timber of four wrecked ships, and it was meant to last for ten years.</p></aside>
</article></main>
<footer class="site-foot"><p>Printed on the old press by the quay.</p></footer></body></html>"#;

fn page(text: &str) -> Page {
    Page::new(Source::Stdin, text.as_bytes().to_vec())
}

fn story() -> Reading {
    read::read(&page(PAGE), &Options::of(Input::Html))
}

struct Screen {
    state: State,
    effects: Vec<Effect>,
}

impl Screen {
    fn open(width: u16, height: u16) -> Self {
        let mut state = State::new(Size { width, height }, Looks::default(), Keymap::default());
        state.open(story());
        Self { state, effects: Vec::new() }
    }

    fn press(mut self, keys: &str) -> Self {
        for key in keys.split_whitespace() {
            let key: Key = key.parse().unwrap();
            self.send(Msg::Key(key));
        }
        self
    }

    fn send(&mut self, msg: Msg) {
        self.effects.extend(update(&mut self.state, msg));
    }

    fn text(&self) -> String {
        let Size { width, height } = self.state.size;
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
        view::draw(&self.state, &Theme::shipped("dark", Depth::default()).unwrap(), &mut buffer);
        let row = |cells: &[ratatui::buffer::Cell]| {
            cells.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned()
        };
        buffer.content.chunks(usize::from(width)).map(row).collect::<Vec<_>>().join("\n")
    }

    fn reading(&self) -> &Reading {
        &self.state.reader().unwrap().reading
    }

    fn body(&self) -> String {
        self.reading().text()
    }
}

fn block(reading: &Reading, beginning: &str) -> BlockId {
    reading.blocks().find(|block| block.text().trim().starts_with(beginning)).unwrap().id
}

#[test]
fn what_was_removed_is_shown_in_its_place_with_the_reason() {
    insta::assert_snapshot!(Screen::open(80, 44).press("x").text());
}

#[test]
fn the_ledger_tells_how_much_was_removed_and_what_by_rule() {
    insta::assert_snapshot!(Screen::open(80, 24).press("X").text());
}

#[test]
fn a_line_is_marked_before_it_is_dropped() {
    let screen = Screen::open(80, 16).press("R");
    let marked = |screen: &Screen| screen.state.reader().unwrap().mark.map(|mark| mark.block);
    assert_eq!(marked(&screen), Some(block(screen.reading(), "A loaded")));
    assert!(screen.text().contains("drop this?"), "{}", screen.text());
    let screen = screen.press("j j j k");
    assert_eq!(marked(&screen), Some(block(screen.reading(), "The calendar")));
    let left = screen.press("esc");
    assert_eq!((marked(&left), left.body()), (None, story().text()));
    let dropped = Screen::open(80, 16).press("R j j enter");
    assert!(!dropped.body().contains("The calendar") && dropped.body().contains("It hangs well"));
    assert!(dropped.text().contains("dropped  (U undoes, W makes a rule of it)"), "{}", dropped.text());
    let rule = dropped.reading().ledger.iter().find(|dropped| dropped.reason.rule() == "by-reader").unwrap();
    assert_eq!(rule.reason.words(), "you dropped it");
    assert_eq!(dropped.press("U").body(), story().text());
}

#[test]
fn a_removed_line_is_put_back_and_dropped_again_and_all_of_it_undone() {
    let before = story().text();
    let screen = Screen::open(80, 30).press("r");
    assert!(screen.state.reader().unwrap().removed, "it is seen what can be put back");
    let screen = screen.press("r");
    assert_ne!(screen.body(), before);
    assert!(screen.text().contains("put back into the text"), "{}", screen.text());
    let undone = screen.press("U");
    assert_eq!(undone.body(), before);
    assert!(undone.text().contains("undone"), "{}", undone.text());
    let screen = undone.press("1 r 1 r");
    assert!(screen.text().contains("removed again"), "{}", screen.text());
    assert_eq!(screen.body(), before);
    let screen = screen.press("1 r R R");
    assert_ne!(screen.body(), before);
    let screen = screen.press("U U U U");
    assert_eq!(screen.body(), before);
    assert!(screen.press("U").text().contains("nothing to undo"));
}

#[test]
fn from_the_ledger_one_comes_to_the_place_in_the_text() {
    let screen = Screen::open(80, 14).press("X G enter");
    let reader = screen.state.reader().unwrap();
    let mark = reader.mark.unwrap().block;
    assert!(screen.state.page().is_none() && reader.removed);
    let told = reader.reading.ledger.iter().find(|dropped| dropped.block.id == mark).unwrap().block.text();
    assert_eq!(told, "Advertisement");
    assert!(screen.text().contains("╎ Advertisement  ‹ad marker›"), "{}", screen.text());
    assert!(screen.press("enter").body().contains("Advertisement"));
}

#[test]
fn a_long_text_of_the_ledger_is_cut_and_opened() {
    let mut screen = Screen::open(40, 30).press("R j R");
    screen.send(Msg::Resize(Size { width: 30, height: 30 }));
    let screen = screen.press("X");
    let whole = "the tides are printed in blue";
    let flat = |screen: &Screen| screen.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let screen = screen.press("G");
    assert!(flat(&screen).contains("The calendar") && !flat(&screen).contains(whole), "{}", screen.text());
    let at = screen
        .state
        .page()
        .unwrap()
        .entries
        .iter()
        .position(|entry| entry.0 == block(screen.reading(), "The calendar"));
    let screen = (0..at.unwrap()).fold(screen.press("g"), |screen, _| screen.press("j")).press("l");
    assert!(flat(&screen).contains(whole), "{}", screen.text());
    assert!(!flat(&screen.press("h")).contains(whole));
}

#[test]
fn a_choice_is_kept_as_a_rule_after_a_look_at_what_it_changes() {
    let screen = Screen::open(80, 24).press("R j j R W");
    insta::assert_snapshot!(screen.text());
    assert!(screen.effects.is_empty(), "nothing is written yet");
    insta::assert_snapshot!(screen.press("tab").text());
}

#[test]
fn the_rule_is_written_and_the_page_obeys_it() {
    let mut screen = Screen::open(80, 24).press("R j j R W tab enter");
    let [Effect::KeepRule(rule)] = screen.effects.as_slice() else { panic!("{:?}", screen.effects) };
    insta::assert_snapshot!(rule.to_string());
    screen.send(Msg::RuleKept(Ok((3, "rules.toml".into()))));
    assert!(screen.text().contains("rule 3 is in rules.toml"), "{}", screen.text());
    let rules = config::rules(&rules_of(screen.effects[0].clone())).unwrap();
    let read = read::read(&page(PAGE), &Options { rules, ..Options::of(Input::Html) });
    assert_eq!(screen.body(), read.text());
    assert!(!screen.body().contains("It hangs well"));
    let undone = screen.press("U");
    assert!(undone.text().contains("undone on this page; the rule stays in its file"), "{}", undone.text());
    assert!(undone.body().contains("Our walking") && !undone.body().contains("It hangs well"));
    let undone = undone.press("U");
    assert!(undone.body().contains("It hangs well"), "the rule stays, the text comes back");
}

#[test]
fn a_rule_may_shelve_what_it_is_for() {
    let mut screen = Screen::open(80, 24).press("R j j R W tab l enter");
    let rules = config::rules(&rules_of(screen.effects.remove(0))).unwrap();
    screen.send(Msg::RuleKept(Ok((1, "rules.toml".into()))));
    let read = read::read(&page(PAGE), &Options { rules, ..Options::of(Input::Html) });
    assert_eq!(screen.body(), read.text());
    let beside = |reading: &Reading| {
        let links = reading.sidebar.links.iter();
        links.map(|link| (link.text.to_string(), link.kind, link.after)).collect::<Vec<_>>()
    };
    assert_eq!(beside(screen.reading()), beside(&read));
    assert_eq!(beside(&read).len(), 3);
    assert_eq!(screen.press("U U").body(), story().text());
}

fn rules_of(effect: Effect) -> String {
    match effect {
        Effect::KeepRule(rule) => rule.to_string(),
        _ => String::new(),
    }
}

#[test]
fn a_rule_that_cannot_be_written_changes_nothing() {
    let mut screen = Screen::open(80, 24).press("R j j R W tab enter");
    let before = screen.body();
    screen.send(Msg::RuleKept(Err("rules.toml cannot be written: no space".into())));
    assert!(screen.text().contains("cannot be written: no space"), "{}", screen.text());
    assert_eq!(screen.body(), before);
    assert!(Screen::open(80, 24).press("W").text().contains("first put a line back (r) or drop one (R)"));
}

fn wanted(proposals: &[Proposal]) -> Vec<String> {
    let told = |proposal: &Proposal| {
        format!(
            "{} {} {}/{}",
            proposal.rule.deed.name(),
            proposal.rule.wanted,
            proposal.changed.len(),
            proposal.blocks.len()
        )
    };
    proposals.iter().map(told).collect()
}

#[test]
fn selectors_are_made_of_names_that_stay() {
    let reading = story();
    let proposed = |beginning: &str, deed: Deed| {
        let told = wanted(&proposals(&reading, block(&reading, beginning), deed)).join("\n  ");
        format!("{beginning}\n  {told}")
    };
    let all = [
        proposed("The calendar", Deed::Drop),
        proposed("Our walking", Deed::Drop),
        proposed("NOTE:", Deed::Drop),
        proposed("Printed", Deed::Keep),
        proposed("Advertisement", Deed::Keep),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

/// Whatever is proposed, the page read with that rule finds the same blocks.
#[test]
fn a_preview_tells_what_the_rule_will_find() {
    let reading = story();
    let mut tried = 0;
    for block in reading.blocks() {
        for proposal in Deed::ALL.iter().flat_map(|deed| proposals(&reading, block.id, *deed)) {
            let rules = config::rules(&proposal.rule.to_string()).unwrap();
            let judged = read::judge(&page(PAGE), &Options { rules, ..Options::of(Input::Html) });
            let found: Vec<BlockId> = judged.hits.iter().map(|hit| hit.block).collect();
            assert_eq!(found, proposal.blocks, "{}", proposal.rule);
            assert!(found.contains(&block.id) && proposal.rule.host == "gazette.example");
            tried += usize::from(matches!(proposal.rule.wanted, Written::Selector(_)));
        }
    }
    assert!(tried > 12, "{tried}");
}

fn letters(reading: &Reading) -> (usize, Vec<BlockId>) {
    let mut ids: Vec<BlockId> = reading.blocks().map(|block| block.id).collect();
    ids.sort_unstable();
    (reading.blocks().map(newsprint::model::Block::letters).sum(), ids)
}

#[test]
fn every_size_shows_marks_the_ledger_and_a_rule() {
    for keys in ["R", "r j", "X G l", "R R W tab", "R R W d", "x 1 r", "R R X enter"] {
        for (width, height) in [(1, 1), (20, 4), (21, 5), (40, 12), (39, 7), (100, 13), (200, 60)] {
            let screen = Screen::open(width, height).press(keys);
            assert_eq!(screen.text().split('\n').count(), usize::from(height), "{keys}");
            assert!(screen.text().split('\n').all(|row| row.chars().count() <= usize::from(width)), "{keys}");
        }
    }
}

/// On every page of the corpus that is ours: whatever is moved to and fro, nothing is lost, and
/// what comes back stands where it stood.
#[test]
fn every_page_is_as_it_was_when_all_is_undone() {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let mut seen = 0;
    for folder in std::path::Path::new(pages).read_dir().unwrap() {
        let file = folder.unwrap().path().join("page.html");
        #[expect(clippy::disallowed_methods, reason = "the pages are files")]
        let Ok(bytes) = std::fs::read(&file) else { continue };
        let mut reading = read::read(&Page::new(Source::Stdin, bytes), &Options::of(Input::Html));
        let (before, all) = (format!("{reading:?}"), letters(&reading));
        let body: Vec<BlockId> = reading.body().map(|block| block.id).collect();
        let ledger: Vec<_> = reading.ledger.iter().map(|d| (d.block.id, d.reason.clone())).collect();
        for (at, id) in body.iter().enumerate() {
            let moved = if at % 2 == 0 {
                reading.drop_block(*id, Reason::ByReader)
            } else {
                reading.shelve_block(*id)
            };
            assert!(moved && letters(&reading) == all, "{}", file.display());
        }
        assert!(ledger.iter().all(|(id, _)| reading.restore(*id)) && letters(&reading) == all);
        for (id, reason) in ledger {
            assert!(reading.drop_block(id, reason));
        }
        assert!(body.iter().rev().all(|id| reading.restore(*id)));
        assert_eq!(format!("{reading:?}"), before, "{}", file.display());
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is put back and dropped, every block stays in exactly one place; and undone, the
    /// reading is as it was.
    #[test]
    fn no_letter_is_lost_by_any_choice(
        keys in proptest::collection::vec("[rRjkxXWGgUhl23]|enter|esc|tab|space", 0..80),
        width in 20..120_u16,
    ) {
        let (before, all) = (format!("{:?}", story()), letters(&story()));
        let mut screen = Screen::open(width, 24);
        for key in keys {
            screen = screen.press(&key);
            if let Some(Effect::KeepRule(_)) = screen.effects.pop() {
                screen.send(Msg::RuleKept(Ok((1, "rules.toml".into()))));
            }
            prop_assert_eq!(letters(screen.reading()), all.clone());
        }
        screen = screen.press("esc esc esc");
        for _ in 0..80 {
            screen = screen.press("U");
        }
        prop_assert_eq!(format!("{:?}", screen.reading()), before);
        prop_assert!(screen.state.reader().unwrap().restored.is_empty());
    }
}
