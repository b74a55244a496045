//! Moving in an article and among its links: keys in, screen out.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::string_slice,
    reason = "a test that cannot go on has failed"
)]

#[path = "../sample/mod.rs"]
mod sample;
mod screen;

use newsprint::app::{Effect, Focus};
use newsprint::layout::Role;
use newsprint::model::{BlockKind, Clean, LinkKind, MediaKind, Reading};
use proptest::prelude::*;
use sample::{Sample, ferry, harbour};
use screen::Screen;

fn open(width: u16, height: u16) -> Screen {
    Screen::new(width, height, vec![ferry()])
}

/// An article with so many links, three a paragraph, in four sections.
fn linked(count: usize) -> Reading {
    let mut sample = Sample::new("The archive").about("Gazette", "", "", "https://gazette.example/archive");
    for first in (1..=count).step_by(3) {
        if first % 12 == 1 {
            sample = sample.heading(2, &format!("Shelf {}", first / 12 + 1));
        }
        let link = |n: usize| format!("[map {n}](https://maps.example/{n}?utm_source=gazette)");
        let links: Vec<String> = (first..(first + 3).min(count + 1)).map(link).collect();
        sample = sample.par(&format!(
            "The surveyors drew {} in the winter of that year, and nobody has looked at them since.",
            links.join(", ")
        ));
    }
    sample.build()
}

#[test]
fn a_number_says_how_far() {
    assert_eq!(open(80, 10).press("5 j").top(), 5);
    assert_eq!(open(80, 10).press("1 2 j 2 k").top(), 10);
    assert_eq!(open(80, 10).press("2 ]").top(), open(80, 10).press("] ]").top());
    assert_eq!(open(80, 10).press("] ] ] 2 [").top(), open(80, 10).press("]").top());
    assert_eq!(open(80, 10).press("2 d").top(), open(80, 10).press("d d").top());
    assert_eq!(open(80, 24).press("3 <").state.looks.measure, 60);
    let two = |keys: &str| Screen::new(80, 24, vec![ferry(), harbour(), ferry()]).press(keys).state.current;
    assert_eq!((two("2 J"), two("9 J"), two("2 J 2 K")), (2, 2, 0));
}

#[test]
fn a_share_of_the_article_is_gone_to_by_its_number() {
    for keys in ["4 0 %", "4 0 g", "4 0 G", ": 4 0 % enter", ": 4 0 enter", "4 0 g g"] {
        let percent = open(80, 12).press(keys).percent();
        assert!((40..=46).contains(&percent), "{keys}: {percent}\n{}", open(80, 12).press(keys).text());
    }
    assert_eq!(open(80, 12).press("G 0 %").percent(), 100);
    assert_eq!(open(80, 12).press("G : 0 % enter").percent(), 0);
    assert_eq!(open(80, 12).press("9 9 9 %").percent(), 100);
    assert!(open(80, 12).press("%").status().contains("40% goes to 40 % of the article"));
    assert_eq!(open(80, 12).press("G g g").top(), 0);
    assert_eq!(open(80, 12).press("4 0 g g g").top(), 0);
}

#[test]
fn letters_lie_on_all_links_and_follow_what_is_typed() {
    let screen = open(120, 36).press("f");
    insta::assert_snapshot!(screen.text());
    assert_eq!(screen.state.reader().unwrap().focus, Focus::Text);
    let screen = screen.press("j");
    assert!(
        matches!(&screen.effects[..], [Effect::Load { address, .. }] if address.host() == "gazette.example")
    );
    assert!(!screen.text().contains("type the letters"));
}

#[test]
fn at_eighty_columns_letters_lie_on_the_text_alone() {
    insta::assert_snapshot!(open(80, 24).press("f").text());
    insta::assert_snapshot!(open(40, 12).press("1 2 j f").text());
}

#[test]
fn letters_can_open_the_browser_play_and_go_to_a_section() {
    let screen = open(120, 36).press("F j");
    assert!(
        matches!(&screen.effects[..], [Effect::Open(address)] if address.url().path() == "/drill"),
        "{:?}",
        screen.effects
    );
    let screen = open(120, 36).press("f f");
    assert!(matches!(&screen.effects[..], [Effect::Play(_)]), "{:?}", screen.effects);
    let before = open(120, 40).press("f");
    let title = "How to cross in the meantime";
    let rows = before.rows();
    let row = rows.iter().filter_map(|row| row.split(['│', '┃']).nth(1)).find(|row| row.contains(title));
    let label = row.unwrap().replace(title, "").trim().to_owned();
    let screen = before.type_in(&label);
    assert!(screen.effects.is_empty(), "{label} {}", screen.text());
    assert!(screen.top() > 0 && screen.state.reader().unwrap().focus == Focus::Text, "{}", screen.text());
    assert_eq!(screen.press("^o").top(), 0);
}

#[test]
fn letters_stay_while_they_are_typed_and_those_that_fit_no_longer_step_back() {
    let screen = Screen::new(120, 50, vec![linked(30)]).press("f");
    let letters = screen.in_role(Role::Hint);
    let long = letters.iter().find(|label| label.len() == 2).unwrap().clone();
    let fitting = letters.iter().filter(|label| label.starts_with(&long[..1])).count();
    let screen = screen.press(&long[..1]);
    let left = screen.in_role(Role::Hint);
    assert_eq!(left.len(), fitting, "{left:?}");
    assert!(left.iter().all(|label| label.len() == 1), "{left:?}");
    let screen = screen.press("backspace");
    assert_eq!(screen.in_role(Role::Hint), letters);
    let screen = screen.press("z 7");
    assert_eq!(screen.in_role(Role::Hint), letters, "what is no letter of a label changes nothing");
    let screen = screen.press("esc");
    assert!(screen.in_role(Role::Hint).is_empty() && screen.effects.is_empty());
    let screen = screen.press("f").resize(60, 20).resize(20, 5).resize(5, 1).resize(120, 50);
    assert_eq!(screen.in_role(Role::Hint), letters);
}

#[test]
fn a_mark_of_several_items_leads_to_them_in_the_sidebar() {
    let mut sample = Sample::new("T").par("One.");
    for n in 1..=5 {
        sample = sample.related(&format!("Story {n}"), &format!("https://a.example/{n}"));
    }
    let screen = Screen::new(80, 24, vec![sample.par("Two.").build()]).press("f");
    assert_eq!(screen.in_role(Role::Hint), ["f"]);
    let screen = screen.press("f");
    assert_eq!(screen.state.reader().unwrap().chosen().unwrap().number, 1);
    assert!(screen.effects.is_empty() && screen.text().contains("Story 5"), "{}", screen.text());
}

#[test]
fn letters_go_when_another_article_comes() {
    let screen = open(80, 24).press("4 enter f").arrive(harbour());
    assert!(screen.in_role(Role::Hint).is_empty() && screen.text().contains("海"), "{}", screen.text());
    assert_eq!(screen.press("j H").top(), 0);
}

#[test]
fn without_a_link_in_sight_there_are_no_letters() {
    let plain = Screen::new(60, 12, vec![Sample::new("T").par("One.").build()]).press("f");
    assert!(plain.status().contains("there is no link on the screen"));
    assert!(Screen::new(60, 12, vec![]).press("f F H L : esc").text().contains("Nothing to read yet."));
}

#[test]
fn a_search_says_where_it_is_and_when_it_begins_again() {
    let screen = open(80, 24).press("/ d o c k enter");
    assert!(screen.status().contains("/dock  1 of 5"), "{}", screen.status());
    let screen = screen.press("4 n");
    assert!(screen.status().contains("/dock  5 of 5"), "{}", screen.status());
    let screen = screen.press("n");
    assert!(screen.status().contains("/dock  1 of 5, from the top again"), "{}", screen.status());
    let screen = screen.press("N");
    assert!(screen.status().contains("/dock  5 of 5, from the end again"), "{}", screen.status());
    let only = open(80, 24).press("/ w h a l e enter n");
    assert!(only.status().contains("1 of 1, the only match"), "{}", only.status());
}

#[test]
fn jumps_are_walked_back_and_forward() {
    let screen = open(80, 12).press("3 j ] ] / w h a l e enter");
    let whale = screen.top();
    let screen = screen.press("^o");
    assert_eq!(screen.top(), open(80, 12).press("3 j ] ]").top());
    let screen = screen.press("^o");
    assert_eq!(screen.top(), open(80, 12).press("3 j ]").top());
    let screen = screen.press("' '");
    assert_eq!(screen.top(), 3);
    let screen = screen.press("^o");
    assert!(screen.status().contains("no jump led here"), "{}", screen.status());
    let screen = screen.press("3 ^n");
    assert_eq!(screen.top(), whale);
    assert!(screen.press("^n").status().contains("this is the newest place"));
}

#[test]
fn choosing_in_the_sidebar_is_a_jump_from_the_text() {
    let screen = open(120, 14).press("3 j tab j j j j j");
    assert_ne!(screen.top(), 3);
    let screen = screen.press("^o");
    assert_eq!((screen.top(), screen.state.reader().unwrap().focus), (3, Focus::Text));
    assert_eq!(open(120, 14).press("3 j G ^o").top(), 3);
    assert_eq!(open(120, 14).press("3 j 5 0 % ^o ^n ^o").top(), 3);
}

#[test]
fn articles_that_were_followed_are_walked_back_and_forward_with_their_places() {
    let screen = open(80, 12).press("9 j 4 enter");
    let first = screen.top_row();
    let screen = screen.arrive(linked(12)).press("5 j");
    let second = screen.top_row();
    let screen = screen.press("1 enter").arrive(harbour());
    assert!(screen.text().contains("海"), "{}", screen.text());
    let screen = screen.press("H");
    assert_eq!(screen.top_row(), second);
    let screen = screen.press("backspace");
    assert_eq!(screen.top_row(), first);
    assert!(screen.press("H").status().contains("no article led here"));

    let screen = open(80, 12).press("4 enter").arrive(linked(12)).press("1 enter").arrive(harbour());
    let screen = screen.press("2 H L");
    assert!(screen.text().contains("The archive"), "{}", screen.text());
    let screen = screen.press("alt-right");
    assert!(screen.text().contains("海"), "{}", screen.text());
    assert!(screen.press("L").status().contains("nothing to go forward to"));
}

#[test]
fn what_was_gone_back_from_is_forgotten_when_another_link_is_followed() {
    let screen =
        open(80, 12).press("4 enter").arrive(linked(12)).press("H 5 enter").arrive(harbour()).press("L");
    assert!(screen.status().contains("nothing to go forward to"));
}

#[test]
fn the_outline_fills_as_the_article_is_read() {
    let screen = Screen::new(120, 24, vec![linked(48)]);
    let outline = |screen: &Screen| {
        let rows = screen.rows();
        let from = rows.iter().position(|row| row.contains("OUTLINE")).unwrap();
        let column = |row: &String| row.split(['│', '┃']).nth(1).unwrap_or_default().trim().to_owned();
        rows[from..].iter().map(column).filter(|row| !row.is_empty()).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(outline(&screen), @"
    OUTLINE 1 of 4
    ○ Shelf 1
    ○ Shelf 2
    ○ Shelf 3
    ○ Shelf 4
    ");
    let screen = screen.press("]");
    insta::assert_snapshot!(outline(&screen), @"
    OUTLINE 1 of 4
    ○ Shelf 1
    ○ Shelf 2
    ○ Shelf 3
    ○ Shelf 4
    ");
    let screen = screen.press("2 ] 6 j");
    insta::assert_snapshot!(outline(&screen), @"
    OUTLINE 3 of 4
    ● Shelf 1
    ● Shelf 2
    ◔ Shelf 3
    ○ Shelf 4
    ");
    let screen = screen.press("G");
    insta::assert_snapshot!(outline(&screen), @"
    OUTLINE 3 of 4
    ● Shelf 1
    ● Shelf 2
    ● Shelf 3
    ● Shelf 4
    ");
}

#[test]
fn without_a_sidebar_the_line_above_says_which_section_it_is() {
    let screen = Screen::new(80, 24, vec![linked(48)]).press("2 ]");
    assert!(screen.rows()[0].contains("§ 2 of 4 · "), "{}", screen.rows()[0]);
    assert!(!Screen::new(80, 24, vec![harbour()]).text().contains('§'));
}

#[test]
fn an_article_without_headings_has_an_outline_of_its_parts_when_there_are_some() {
    let parts = |count: usize| {
        let mut sample = Sample::new("T").about("Gazette", "", "", "https://video.example/");
        for n in 1..=count {
            sample = sample.par(&format!("Part {n} begins here and goes on for a while.")).video(
                &format!("Film {n}"),
                &format!("https://video.example/{n}"),
                None,
            );
        }
        let mut reading = sample.par("The end of it.").build();
        let breaks: Vec<_> = reading.sidebar.videos.iter().filter_map(|video| video.after).collect();
        let body = reading.body().cloned().collect();
        reading.article.sections = newsprint::model::sections(body, &breaks);
        Screen::new(120, 36, vec![reading])
    };
    assert!(!parts(1).text().contains("OUTLINE"));
    insta::assert_snapshot!(parts(2).text());
    let screen = parts(2).press("shift-tab enter");
    assert_eq!(screen.state.reader().unwrap().focus, Focus::Text);
}

#[test]
fn a_long_list_of_links_shows_those_around_the_text() {
    let screen = Screen::new(120, 20, vec![linked(48)]);
    insta::assert_snapshot!(screen.text());
    insta::assert_snapshot!(screen.press("3 ]").text());
}

#[test]
fn the_drawer_shows_a_piece_of_every_part_on_small_screens_too() {
    let screen = |width, height| Screen::new(width, height, vec![linked(48)]).press("2 ] tab 4 j");
    insta::assert_snapshot!(screen(80, 24).text());
    insta::assert_snapshot!(screen(40, 12).text());
    let ferry = Screen::new(40, 12, vec![ferry()]).press("tab tab tab tab j");
    insta::assert_snapshot!(ferry.text());
}

#[test]
fn every_link_is_reached_and_marked_both_ways() {
    let mut screen = Screen::new(120, 20, vec![linked(48)]).press("tab");
    for number in 1..=48 {
        let reader = screen.state.reader().unwrap();
        assert_eq!(reader.chosen().unwrap().number, number);
        let marked = screen.in_role(Role::Selected).join(" ");
        let wanted = format!("map {number}→{number}");
        assert!(marked.contains(&wanted), "{wanted} in {marked}\n{}", screen.text());
        assert!(marked.contains(&format!("{number} map {number}")), "{marked}");
        screen = screen.press("j");
    }
    let mut screen = Screen::new(120, 20, vec![linked(48)]);
    for _ in 0..40 {
        let reader = screen.state.reader().unwrap();
        if let Some(near) = reader.near {
            assert!(!reader.shelf.entries[near].rows.is_empty(), "{}", screen.text());
            assert!(screen.text().contains(&format!("→{}", near + 1)), "{near}\n{}", screen.text());
        }
        screen = screen.press("2 j");
    }
}

#[test]
fn a_link_that_stands_twice_is_one_item_with_two_marks() {
    let reading = Sample::new("T")
        .about("Gazette", "", "", "https://gazette.example/a")
        .par("The [report](https://report.example/x?utm_source=a&id=7) came out on Monday.")
        .par("On Tuesday [the whole report](https://report.example/x?id=7&fbclid=b) was withdrawn, and [others](https://other.example/) with it.")
        .build();
    let screen = Screen::new(110, 16, vec![reading]);
    insta::assert_snapshot!(screen.text());
    let screen = screen.press("1 y 1 o 1 enter");
    let clean = "https://report.example/x?id=7";
    let [Effect::Copy(copied), Effect::Open(opened), Effect::Load { address, .. }] = &screen.effects[..]
    else {
        panic!("{:?}", screen.effects)
    };
    assert_eq!(
        (copied.as_str(), opened.to_string().as_str(), address.to_string().as_str()),
        (clean, clean, clean)
    );
    let original = &screen.state.reader().unwrap().reading.sidebar.links[0].url;
    assert_eq!(original.as_deref(), Some("https://report.example/x?utm_source=a&id=7"));
}

#[test]
fn an_item_that_stands_twice_is_chosen_where_one_reads() {
    let mut sample = Sample::new("T").par("The [report](https://report.example/x) came out on Monday.");
    for n in 0..30 {
        sample = sample.par(&format!("Paragraph {n} says nothing about it at all."));
    }
    let reading = sample.par("Now [the report](https://report.example/x) is gone.").build();
    let screen = Screen::new(120, 16, vec![reading]).press("G");
    let before = screen.top();
    let screen = screen.press("tab");
    assert_eq!((screen.top(), screen.state.reader().unwrap().chosen().unwrap().number), (before, 1));
    assert!(screen.in_role(Role::Selected).join(" ").contains("the report→1"), "{}", screen.text());
    let screen = screen.press("esc g G tab esc g tab");
    assert_eq!(screen.top(), 0);
}

#[test]
fn what_has_no_title_says_what_it_is_and_where() {
    let mut reading = Sample::new("T")
        .par("One.")
        .related("x", "https://social.example/@fair/1")
        .related("y", "https://sound.example/ep/9")
        .par("Two.")
        .build();
    reading.sidebar.videos.push(newsprint::model::Video {
        url: Some(Clean::field("https://player.example/embed/9f8e7d6c5b4a?autoplay=1&utm_medium=embed")),
        duration: Some(3723),
        ..newsprint::model::Video::default()
    });
    for (link, (text, what)) in
        reading.sidebar.links.iter_mut().zip([("Post", MediaKind::Post), ("Audio", MediaKind::Audio)])
    {
        (link.text, link.what, link.kind) = (Clean::field(text), Some(what), LinkKind::Embed);
    }
    let screen = Screen::new(120, 16, vec![reading]).press("tab");
    insta::assert_snapshot!(screen.text());
}

#[test]
fn the_address_of_the_chosen_item_is_told_with_its_host_set_apart() {
    let screen = open(120, 24).press("tab tab tab j");
    assert!(screen.status().contains("https://port.example/statement"), "{}", screen.status());
    assert!(screen.in_role(Role::Host).contains(&"port.example".to_owned()));
}

#[test]
fn commands_do_what_they_say() {
    let screen = open(80, 24).press(":").type_in("measure 50").press("enter");
    assert_eq!(screen.state.looks.measure, 50);
    let screen = screen.press(":").type_in("theme light").press("enter");
    assert_eq!(screen.state.looks.theme, 1);
    let screen = screen.press(":").type_in("section 2").press("enter");
    assert!(screen.top_row().contains("How to cross in the meantime"), "{}", screen.text());
    let screen = screen.press(":").type_in("find whale").press("enter");
    assert!(screen.status().contains("/whale  1 of 1"), "{}", screen.status());
    let screen = screen.press("esc :").type_in("open gazette.example/tides").press("enter");
    assert!(
        matches!(&screen.effects[..], [Effect::Load { address, .. }] if address.to_string() == "https://gazette.example/tides")
    );
    let screen = screen.press("esc :").type_in("help").press("enter");
    assert!(screen.text().contains("Keys"), "{}", screen.text());
    assert_eq!(screen.press("esc :").type_in("q").press("enter").effects.last(), Some(&Effect::Quit));
}

#[test]
fn every_action_is_a_command_by_its_name() {
    let screen = open(80, 12)
        .press(":")
        .type_in("scroll-down 4")
        .press("enter :")
        .type_in("2 scroll-down")
        .press("enter");
    assert_eq!(screen.top(), 6);
    for row in newsprint::app::actions() {
        let screen = open(80, 24).press(":").type_in(row.name).press("enter");
        assert!(!screen.status().contains("is not a command"), "{}", row.name);
    }
}

#[test]
fn a_command_that_is_none_is_refused_with_a_way_out() {
    let told = |command: &str| open(100, 24).press(":").type_in(command).press("enter").status();
    let refusals: Vec<String> =
        ["mesure 60", "measure 9", "theme ligth", "section 9", "open javascript://x", "open", "xyzzy"]
            .map(|command| told(command).split("   ").next().unwrap().trim().to_owned())
            .to_vec();
    insta::assert_snapshot!(refusals.join("\n"), @"
    “mesure” is not a command; did you mean measure?
    measure wants a number from 32 to 120
    there is no theme “ligth”; did you mean light?
    section wants a number from 1 to 3
    javascript: addresses are not opened
    open wants an address, or the number of an item
    “xyzzy” is not a command
    ");
}

#[test]
fn tab_completes_a_command_and_the_line_says_what_it_does() {
    let screen = open(90, 24).press(":").type_in("scroll");
    insta::assert_snapshot!(screen.status(), @" :scroll                                                           scroll-down  scroll-up");
    let screen = screen.press("tab");
    insta::assert_snapshot!(screen.status(), @" :scroll-down                                  Down a line; in the sidebar, the next item");
    let screen = screen.press("tab tab shift-tab");
    insta::assert_snapshot!(screen.status(), @" :scroll-up                                  Up a line; in the sidebar, the previous item");
    let screen = open(90, 24).press(":").type_in("theme l").press("tab");
    insta::assert_snapshot!(screen.status(), @" :theme light                                       NAME: Wear another theme; dark, light");
    assert_eq!(screen.press("enter").state.looks.theme, 1);
    let small = open(40, 12).press(":").type_in("measure");
    insta::assert_snapshot!(small.status(), @" :measure   COLUMNS: How wide the text…");
}

#[test]
fn a_part_of_the_sidebar_is_entered_where_one_reads() {
    let mut sample = Sample::new("T");
    for n in 1..=9 {
        sample = sample.par(&format!("Part {n} of [it](https://a.example/{n}) is short."));
        sample = sample.video(&format!("Film {n}"), &format!("https://video.example/{n}"), None);
        sample = (0..9).fold(sample, |sample, line| sample.par(&format!("Line {line} of part {n}.")));
    }
    let screen = Screen::new(120, 16, vec![sample.build()]).press("5 0 %");
    let before = screen.top();
    let film = |screen: &Screen| screen.state.reader().unwrap().chosen().unwrap().text.to_string();
    let screen = screen.press("tab");
    assert_eq!(film(&screen), "Film 5", "{}", screen.text());
    assert!(screen.top().abs_diff(before) < 16);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_keys_and_no_size_can_break_the_screen(
        keys in proptest::collection::vec(
            "[fFHLjkGg0-9%:nN\\-=\\[\\]xs]|tab|shift-tab|enter|esc|\\^o|\\^n|'|space|backspace|alt-left",
            0..60,
        ),
        (width, height) in (0..160_u16, 0..50_u16),
    ) {
        let mut screen = Screen::new(110, 30, vec![linked(40), ferry()]);
        for (index, key) in keys.iter().enumerate() {
            screen = screen.press(key);
            if matches!(screen.effects.last(), Some(Effect::Load { .. })) {
                screen = screen.arrive(harbour());
                screen.effects.clear();
            }
            if index == keys.len() / 2 {
                screen = screen.resize(width, height);
            }
            screen.rows();
        }
    }
}

#[test]
fn tables_and_code_do_not_disturb_what_is_chosen() {
    let reading = Sample::new("T")
        .block(BlockKind::Row, "[one](https://a.example/1)\t[two](https://a.example/2)")
        .block(BlockKind::Code, "a [three](https://a.example/3) b")
        .build();
    let mut screen = Screen::new(120, 14, vec![reading]).press("tab");
    for number in 1..=3 {
        assert_eq!(screen.state.reader().unwrap().chosen().unwrap().number, number);
        screen = screen.press("j");
    }
    assert!(screen.press("esc f").in_role(Role::Hint).len() >= 3);
}

#[test]
fn whatever_leads_back_gives_up_the_line_that_is_typed() {
    let mut screen = open(80, 24);
    screen.state.keymap = newsprint::config::preset("emacs").unwrap();
    let screen = screen.press("^s").type_in("dock").press("^g");
    assert!(screen.state.overlay.is_none() && screen.state.reader().unwrap().find.is_none());
}
