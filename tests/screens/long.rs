//! Articles so long that only what is seen is set: nothing is lost, nothing jumps. And folding.

use super::*;
use newsprint::layout::Line;

/// An article of every kind of block, much longer than what is set at once.
fn long() -> Reading {
    let mut sample = Sample::new("The long crossing");
    for chapter in 0..40 {
        sample =
            sample.block(BlockKind::Heading(newsprint::model::Level::new(2)), &format!("Chapter {chapter}"));
        for paragraph in 0..12 {
            let text = format!("Paragraph {paragraph} of {chapter}: ").to_owned()
                + &"the ferry crossed the harbour again, ".repeat(3 + (paragraph * 7 + chapter) % 11);
            sample = match paragraph % 6 {
                1 => sample.block(BlockKind::Quote, &text).block(BlockKind::Quote, "Said twice."),
                2 => sample.item(1, Some(1), &text).item(1, Some(2), "short"),
                3 => sample.block(BlockKind::Row, "a\tb\tc").block(BlockKind::Row, "ferry\tdock\tbarge"),
                4 => sample
                    .block(BlockKind::Code, "let ferry = 1;\n\tlet dock = 2;")
                    .dropped("Share", Reason::Outside),
                5 => sample.par(&format!(
                    "{text} [a link {chapter}](https://gazette.example/{chapter}-{paragraph}) end"
                )),
                _ => sample.par(&text),
            };
        }
    }
    let breaths = (0..3000).map(|breath| format!("Breath {breath} of a giant paragraph, never ending. "));
    sample.par(&breaths.collect::<String>()).par("The Needle in the end.").build()
}

/// The lines of an article set whole.
fn whole(reading: &Reading, screen: &Screen) -> Vec<String> {
    let width = usize::from(screen.state.panes().text.width);
    let removed = screen.state.reader().unwrap().removed;
    let galley =
        Galley::set(reading, Options { width, removed, imprint: false, typesetting: Typesetting::default() });
    galley.lines(0).map(Line::text).collect()
}

fn shown(screen: &Screen) -> Vec<String> {
    screen.state.reader().unwrap().lines().map(Line::text).collect()
}

/// Presses a key until it changes nothing more; what was on each screen.
fn walk(mut screen: Screen, key: &str) -> Vec<Vec<String>> {
    let mut screens = vec![shown(&screen)];
    loop {
        screen = screen.press(key);
        let now = shown(&screen);
        if screens.last() == Some(&now) {
            return screens;
        }
        screens.push(now);
    }
}

#[test]
fn paging_down_and_up_a_long_article_shows_every_line_once() {
    for removed in ["", "x"] {
        let reading = long();
        let open = || Screen::new(80, 24, vec![reading.clone()]).press(removed);
        let whole = whole(&reading, &open());
        assert!(whole.len() > 4000);
        let height = usize::from(open().state.panes().text.height);
        let step = height - 2;
        let down = walk(open(), "space");
        for (page, lines) in down.iter().enumerate().take(down.len() - 1) {
            assert_eq!(lines[..], whole[page * step..page * step + height], "{page}");
        }
        assert_eq!(down.last().unwrap()[..], whole[whole.len() - height..]);
        let up = walk(open().press("G"), "b");
        for (page, lines) in up.iter().enumerate().take(up.len() - 1) {
            let end = whole.len() - page * step;
            assert_eq!(lines[..], whole[end - height..end], "{page}");
        }
        assert_eq!(up.last().unwrap()[..], whole[..height]);
    }
}

#[test]
fn a_line_up_moves_the_text_by_a_line_wherever_the_reader_came_from() {
    for keys in ["G", "] ] ] ] ] ] ]", "/ n e e d l e enter", "9 9 9 9 j", "G [ [", "tab G esc"] {
        let mut screen = Screen::new(120, 30, vec![long()]).press(keys);
        for _ in 0..70 {
            let before = shown(&screen);
            screen = screen.press("k");
            let now = shown(&screen);
            assert_eq!(now[1..], before[..before.len() - 1], "after {keys}");
        }
    }
}

#[test]
fn a_resize_keeps_the_place_in_a_long_article() {
    for keys in ["G k k", "1 9 ]", "/ N e e d l e enter", "8 ] d d j"] {
        let screen = Screen::new(120, 24, vec![long()]).press(keys);
        let before = screen.top_row();
        let screen = screen.resize(41, 24).resize(300, 10).resize(7, 2).resize(90, 50).resize(120, 24);
        assert_eq!(screen.top_row(), before, "after {keys}");
        assert_eq!(screen.press("x x < > z z").top_row(), before, "after {keys}");
    }
}

#[test]
fn how_far_one_has_read_never_goes_back_on_the_way_down() {
    let mut screen = Screen::new(80, 24, vec![long()]);
    let mut percents = vec![screen.state.reader().unwrap().percent()];
    while percents.last() != Some(&100) {
        screen = screen.press("space");
        percents.push(screen.state.reader().unwrap().percent());
    }
    assert!(percents.is_sorted() && percents[0] == 0, "{percents:?}");
    assert!(percents.iter().filter(|percent| (40..60).contains(*percent)).count() > 3);
}

#[test]
fn a_search_in_a_long_article_goes_on_from_the_reader_and_around() {
    let at = |screen: &Screen| screen.text().lines().last().unwrap().trim().to_owned();
    let screen = Screen::new(80, 24, vec![long()]).press("2 0 ] / p a r a g r a p h space 0 enter");
    assert!(at(&screen).starts_with("/paragraph 0  20 of 40"), "{}", at(&screen));
    assert!(screen.text().contains("Paragraph 0 of 19:"));
    let screen = screen.press("N");
    assert!(
        at(&screen).starts_with("/paragraph 0  19 of 40") && screen.text().contains("Paragraph 0 of 18:")
    );
    let screen = screen.press("2 2 n");
    assert!(at(&screen).starts_with("/paragraph 0  1 of 40") && screen.text().contains("Paragraph 0 of 0:"));
    let screen = screen.press("esc / N e e d l e");
    assert!(screen.text().contains("The Needle in the end.") && screen.text().contains("1 found"));
    let screen = screen.press("^u g i a n t");
    assert!(screen.text().contains("3000 found"), "{}", screen.text());
}

#[test]
fn steps_typed_before_a_search_is_over_lead_where_they_lead_after_it() {
    let text = "So the ferry crossed the harbour again. ".repeat(20_000);
    let article = || Sample::new("Long").par(&text).par(&text).par("The ferry is in.").build();
    for keys in ["enter", "enter n", "enter 3 n", "enter 3 n 2 N", "enter N", "enter N n", "enter 5 N 9 n"] {
        for start in ["/ f e r r y", "G / f e r r y"] {
            let patient = Screen::new(80, 24, vec![article()]).press(start).press(keys);
            let mut hasty = Screen::new(80, 24, vec![article()]);
            for key in format!("{start} {keys}").split(' ') {
                update(&mut hasty.state, Msg::Key(key.parse().unwrap()));
            }
            hasty.send(Msg::GoOn);
            assert_eq!(hasty.top_row(), patient.top_row(), "{start} {keys}");
            let place = |screen: &Screen| {
                let find = screen.state.reader().unwrap().find.as_ref().unwrap();
                (find.place(), find.count(), find.is_done())
            };
            assert_eq!(place(&hasty), place(&patient), "{start} {keys}");
        }
    }
}

#[test]
fn the_nearest_item_is_the_last_one_above_where_none_is_on_the_screen() {
    let screen = Screen::new(120, 20, vec![long()]).press("3 ]");
    let reader = screen.state.reader().unwrap();
    let near = &reader.shelf.entries[reader.near.unwrap()];
    assert_eq!(reader.galley.items[near.index].text, "a link 1");
    assert!(!screen.text().lines().any(|line| line.contains("→") && line.contains("end")));
    let screen = screen.press("tab");
    assert!(screen.text().contains("a link 1→4"), "{}", screen.text());
}

#[test]
fn a_folded_section_shows_its_heading_and_what_it_hides() {
    let screen = Screen::new(100, 30, vec![ferry()]).press("] ] -");
    insta::assert_snapshot!(screen.text());
    let screen = screen.press("=");
    insta::assert_snapshot!("all_sections_folded", screen.text());
    let role = screen.roles();
    assert!(role.contains("=fold"), "{role}");
    let text = screen.press("= g").text();
    assert_eq!(text, Screen::new(100, 30, vec![ferry()]).press("] ] g").text());
}

#[test]
fn folding_leaves_the_heading_where_it_is() {
    let screen = Screen::new(100, 30, vec![long()]).press("5 ] j j j");
    let screen = screen.press("k k k");
    let heading = |screen: &Screen| shown(screen).iter().position(|line| line == "Chapter 4").unwrap();
    let before = heading(&screen);
    let screen = screen.press("-");
    assert_eq!(heading(&screen), before);
    assert!(shown(&screen)[before + 1].contains("⋯ "), "{}", screen.text());
    assert_eq!(shown(&screen)[before + 4], "Chapter 5");
    let screen = screen.press("-");
    assert_eq!(heading(&screen), before);
    assert!(shown(&screen)[before + 2].contains("Paragraph 0 of 4"));
}

#[test]
fn what_is_looked_for_in_a_folded_section_unfolds_it() {
    let screen = Screen::new(120, 30, vec![long()]).press("= / o f space 7 : enter");
    assert!(screen.text().contains("Paragraph 0 of 7:"), "{}", screen.text());
    assert_eq!(screen.state.reader().unwrap().sections().filter(|section| !section.folded).count(), 1);
    let screen = Screen::new(120, 30, vec![long()]).press("= tab j j");
    assert!(screen.text().contains("a link 1→3"), "{}", screen.text());
}

#[test]
fn sections_know_how_far_they_are_read() {
    let screen = Screen::new(100, 30, vec![long()]).press("1 1 ]");
    let reader = screen.state.reader().unwrap();
    assert_eq!(reader.section_here(), Some((10, 40)));
    let sections: Vec<_> = reader.sections().collect();
    assert_eq!((sections[10].title, sections[10].read), ("Chapter 10", 0));
    assert!(sections[..10].iter().all(|section| section.read == 100));
    let share: usize = sections.iter().map(|section| section.share).sum();
    assert!((60..=100).contains(&share), "{share}");
    let screen = screen.press("space");
    let read = screen.state.reader().unwrap().sections().nth(10).unwrap().read;
    assert!((1..100).contains(&read), "{read}");
    let screen = screen.press("G");
    assert!(screen.state.reader().unwrap().sections().all(|section| section.read == 100));
}

#[test]
fn a_section_without_a_heading_is_known_by_its_first_words() {
    let reading =
        Sample::new("T").par("One two three four five six seven eight nine.").par("Second.").build();
    let screen = Screen::new(60, 14, vec![reading]).press("-");
    assert_eq!(
        screen.state.reader().unwrap().sections().next().unwrap().title,
        "One two three four five six seven eight …"
    );
    insta::assert_snapshot!(screen.text(), @"
    1 min                                                100 %

    T
    ────────────────────────────────────────────────────────

    One two three four five six seven eight nine.
      ⋯ 2 paragraphs, 1 min






    nothing removed                     ? help  o open  / find
    ");
}
