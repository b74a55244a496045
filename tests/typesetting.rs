//! How an article is set: every kind of block at three widths, tables, lines of one length,
//! divided words, and scripts that need more than words between spaces.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test that cannot go on has failed"
)]

mod sample;

use newsprint::app::{Keymap, Looks, Msg, Size, State, update};
use newsprint::config::{Depth, Theme};
use newsprint::layout::{Bidi, Galley, Line, Options, Role, Typesetting};
use newsprint::model::{BlockKind, Clean, Part, Reading};
use newsprint::{view, wrap};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sample::{Sample, ferry, harbour};
use unicode_segmentation::UnicodeSegmentation;

fn set_with(reading: &Reading, width: usize, typesetting: Typesetting) -> Vec<Line> {
    let imprint = reading.metadata.byline.is_some();
    let galley = Galley::set(reading, Options { width, removed: false, imprint, typesetting });
    galley.lines(0).cloned().collect()
}

/// The lines as a person sees them; `|` marks the edge of the column.
fn seen(lines: &[Line], width: usize) -> String {
    let row = |line: &Line| {
        let text = line.text().replace('\u{A0}', " ").replace(['\u{2068}', '\u{2069}'], "");
        format!("{text}{}|", " ".repeat(width.saturating_sub(line.width())))
    };
    lines.iter().map(row).collect::<Vec<_>>().join("\n")
}

fn set(reading: &Reading, width: usize) -> String {
    seen(&set_with(reading, width, Typesetting::default()), width)
}

fn paragraph(language: &str, text: &str) -> Reading {
    let mut reading = Sample::new("").par(text).build();
    reading.metadata.language = Some(Clean::field(language));
    reading
}

fn justified() -> Typesetting {
    Typesetting { justify: true, ..Typesetting::default() }
}

fn hyphenated() -> Typesetting {
    Typesetting { hyphenate: true, ..Typesetting::default() }
}

/// An article with every kind of block.
fn everything() -> Reading {
    let mut sample = Sample::new("The lock keepers of Vall count their last winter before the machines come")
        .about("Vall Courier", "2023-11-05T08:00:00+01:00", "Marit Solberg and Jon Aas", "https://vall.example/a")
        .front(Part::Standfirst, "Four people still turn the gates by hand. In spring a cabinet with a fan will do it.")
        .par("The upper gate weighs nine tonnes and opens with one finger, if the finger belongs to [Inga Moe](https://vall.example/inga). She has worked it since she was nineteen.")
        .heading(2, "A gate that listens to nobody else on the river")
        .par("Water finds the cracks first. *Then* come the ducks, she says, and _then_ the inspectors.")
        .block(BlockKind::Quote, "You lean on the beam and wait. The river decides when it is done with you.")
        .block(BlockKind::Quote, "My father said that, and his mother before him.")
        .block(BlockKind::Quote, "— Inga Moe, lock keeper")
        .heading(3, "What the machines will do")
        .par("The plan has eleven steps, of which the last three were printed on the wrong side of the paper:");
    for (number, text) in [
        (8, "measure the water above the gate;"),
        (9, "measure it below;"),
        (10, "open, when both agree;"),
        (11, "ring the bell, which nobody had thought of until the very last meeting."),
    ] {
        sample = sample.item(0, Some(number), text);
    }
    sample
        .item(0, None, "grease,")
        .item(1, None, "from the shop by the bridge, since the other kind freezes;")
        .item(0, None, "rope.")
        .heading(4, "The log book")
        .block(
            BlockKind::Code,
            "gate 2  open\tclosed\nlevel = (above - below) / 2 + drift(hours, since: dawn, until: dusk) - leaks",
        )
        .block(BlockKind::Caption, "Inga Moe at the upper gate in October. (Jon Aas)")
        .block(BlockKind::Row, "Gate\tBuilt\tTonnes")
        .block(BlockKind::Row, "Upper\t1871\t9")
        .block(BlockKind::Row, "Lower, rebuilt after the flood\t1934\t11.5")
        .video("The gate opens", "https://video.example/gate", Some(40))
        .par("Nobody will be dismissed.")
        .build()
}

#[test]
fn every_kind_of_block_in_a_full_column() {
    insta::assert_snapshot!(set(&everything(), 72));
}

#[test]
fn every_kind_of_block_in_a_narrow_column() {
    insta::assert_snapshot!(set(&everything(), 40));
}

#[test]
fn every_kind_of_block_in_a_very_narrow_column() {
    insta::assert_snapshot!(set(&everything(), 20));
}

fn table() -> Reading {
    Sample::new("")
        .block(BlockKind::Row, "Harbour\tWhat it is good for\tBerths\tPrice")
        .block(
            BlockKind::Row,
            "Ostervik\tShelter from the south-west, and fresh bread before seven\t120\t90.00",
        )
        .block(BlockKind::Row, "Sund\tFuel\t8\t1,240.50")
        .block(
            BlockKind::Row,
            "Lille Havn\tNothing at all, [say those who live there](https://sund.example)\t40\t—",
        )
        .build()
}

#[test]
fn a_table_that_fits_has_its_numbers_at_the_right() {
    insta::assert_snapshot!(set(&table(), 100));
}

#[test]
fn the_columns_of_a_wide_table_wrap_within_their_width() {
    insta::assert_snapshot!(set(&table(), 60));
}

#[test]
fn a_table_too_wide_for_columns_is_folded() {
    insta::assert_snapshot!(set(&table(), 28));
}

#[test]
fn a_search_finds_what_stands_in_a_wrapped_cell() {
    let reading = table();
    let galley = Galley::set(&reading, options(60));
    let text = |number| galley.text(&reading, number).into_iter().next().unwrap_or_default();
    let number = (0..galley.texts(&reading)).find(|number| text(*number).contains("bread")).unwrap();
    let at = text(number).find("bread before").unwrap();
    let mut marked = String::new();
    for line in galley.lines(0).filter(|line| line.flow == Some(number)) {
        for run in &line.runs {
            let columns = run.columns_of(&(at..at + "bread before".len()));
            marked.extend(run.text.graphemes(true).skip(columns.start).take(columns.len()));
        }
    }
    assert_eq!(marked.replace(' ', ""), "breadbefore");
}

fn options(width: usize) -> Options {
    Options { width, removed: false, imprint: true, typesetting: Typesetting::default() }
}

const ENGLISH: &str = "The commissioners considered extraordinary measures yesterday, notwithstanding considerable disagreement about responsibilities, and postponed everything until Wednesday.";
const GERMAN: &str = "Die Hafenverwaltung veröffentlichte gestern eine Stellungnahme zur Geschwindigkeitsbegrenzung für Binnenschiffe und kündigte Verkehrsbeschränkungen an.";

#[test]
fn english_words_are_divided_where_a_line_would_stay_empty() {
    insta::assert_snapshot!(seen(&set_with(&paragraph("en-US", ENGLISH), 34, hyphenated()), 34));
}

#[test]
fn german_words_are_divided_too_and_nouns_are_no_names() {
    insta::assert_snapshot!(seen(&set_with(&paragraph("de", GERMAN), 28, hyphenated()), 28));
}

#[test]
fn words_stay_whole_unless_asked_and_where_the_language_is_not_known() {
    let asked = set_with(&paragraph("en", ENGLISH), 34, Typesetting::default());
    let unknown = set_with(&Sample::new("").par(ENGLISH).build(), 34, hyphenated());
    for line in asked.iter().chain(&unknown) {
        assert!(!line.text().ends_with('-'), "{:?}", line.text());
    }
}

#[test]
fn links_marks_and_code_are_never_divided() {
    let text =
        "Ask `extraordinarycommissioners` or [see](https://a.example) or `extraordinarymeasures` there.";
    for width in 12..40 {
        let lines = set_with(&paragraph("en", text), width, hyphenated());
        let hyphens =
            lines.iter().flat_map(|line| &line.runs).filter(|run| run.text == "-" && run.at.is_none());
        assert_eq!(hyphens.count(), 0, "{width}");
    }
}

#[test]
fn justified_lines_end_at_the_edge_but_the_last_and_those_with_too_few_words() {
    insta::assert_snapshot!(seen(&set_with(&paragraph("en", ENGLISH), 44, justified()), 44));
}

#[test]
fn justified_and_divided_lines_are_even_closer() {
    let both = Typesetting { hyphenate: true, ..justified() };
    insta::assert_snapshot!(seen(&set_with(&paragraph("en", ENGLISH), 34, both), 34));
}

#[test]
fn a_single_short_word_is_not_left_on_the_last_line() {
    let text = "The river rose all night and was over the lower gate by dawn.";
    let lines: Vec<String> =
        set_with(&paragraph("en", text), 55, Typesetting::default()).iter().map(Line::text).collect();
    assert_eq!(lines, ["The river rose all night and was over the lower gate", "by dawn."]);
}

#[test]
fn a_mark_is_never_parted_from_its_word() {
    for (text, mark) in [
        ("They met [at the old (and cold!)](https://a.example) quay.", "cold!)→1"),
        ("星期三清晨，[一艘满载砂石的驳船。](https://a.example)撞上了渡船码头。", "。→1"),
    ] {
        for width in 12..60 {
            let lines = set_with(&paragraph("en", text), width, Typesetting::default());
            assert!(lines.iter().any(|line| line.text().contains(mark)), "{width} {:?}", seen(&lines, width));
        }
    }
    let reading = Sample::new("").par("Nine tonnes of oak").video("V", "https://v.example", None).build();
    for width in 8..30 {
        let lines = set_with(&reading, width, Typesetting::default());
        let text = lines.last().unwrap().text();
        assert!(text.contains("▶1") && text.chars().any(char::is_alphabetic), "{width}: {text}");
    }
}

#[test]
fn no_line_of_chinese_or_japanese_begins_with_what_must_not() {
    let texts = [
        "星期三清晨，一艘满载砂石的驳船（长六十米）撞上了渡船码头：「木桩开裂」，交通局说！怎么办？没有人受伤。",
        "「待っていたのは、アヒルだけ。」と船長は言った（笑）。そして、ゆっくりと、きょうの「最終便」が出た！",
    ];
    for text in texts {
        for width in 8..60 {
            for line in set_with(&paragraph("ja", text), width, Typesetting::default()) {
                let (text, first, last) =
                    (line.text(), line.text().chars().next(), line.text().chars().last());
                assert!(!"、。，）」！？：".contains(first.unwrap()), "{width}: {text}");
                assert!(!"（「".contains(last.unwrap()), "{width}: {text}");
            }
        }
    }
}

#[test]
fn chinese_fills_its_column() {
    insta::assert_snapshot!(set(&harbour(), 31));
}

/// An article in Hebrew with a list, a quotation, a table, and names in Latin letters.
fn hebrew() -> Reading {
    let mut reading = Sample::new("ברווזה עצרה את המעבורת")
        .about("דואר המזח", "2024-03-21", "שלמה נהרי", "https://doar.example")
        .par("BBC דיווחה שהמעבורת (מספר 12) איחרה ב-40 דקות, כי [ברווזה ישבה](https://doar.example/1) על הכבש.")
        .heading(2, "מה קרה")
        .block(BlockKind::Quote, "לוח הזמנים ימתין, היא לא.")
        .item(0, Some(9), "לחכות;")
        .item(0, Some(10), "לספור את הגוזלים.")
        .block(BlockKind::Row, "קו\tדקות")
        .block(BlockKind::Row, "צפון\t15")
        .block(BlockKind::Row, "דרום ומערב\t7")
        .par("Only English here.")
        .build();
    reading.metadata.language = Some(Clean::field("he"));
    reading
}

#[test]
fn hebrew_begins_at_the_right_and_is_drawn_from_there() {
    insta::assert_snapshot!(set(&hebrew(), 40));
}

#[test]
fn a_terminal_that_orders_text_itself_gets_it_as_it_is_read() {
    let how = Typesetting { bidi: Bidi::Off, ..Typesetting::default() };
    let lines = set_with(&hebrew(), 80, how);
    assert!(lines.iter().any(|line| line.text().starts_with("BBC דיווחה שהמעבורת (מספר 12)")));
}

#[test]
fn every_letter_of_an_ordered_line_knows_its_place_in_the_text() {
    for width in [9, 20, 33, 80] {
        for how in [Typesetting::default(), justified()] {
            let options = Options { width, removed: false, imprint: true, typesetting: how };
            let reading = hebrew();
            let galley = Galley::set(&reading, options);
            for line in galley.lines(0) {
                let Some(text) = line.flow.and_then(|flow| galley.text(&reading, flow).into_iter().next())
                else {
                    continue;
                };
                let mut bytes = Vec::new();
                for run in &line.runs {
                    let Some(at) = run.at else { continue };
                    let shown = text.get(at..at + run.text.len()).unwrap();
                    let drawn = if run.turned { wrap::turned(&run.text) } else { run.text.clone() };
                    assert_eq!(drawn, shown, "{width}");
                    bytes.extend(at..at + run.text.len());
                }
                bytes.sort_unstable();
                bytes.dedup();
                let whole: String = bytes.iter().map(|byte| text.as_bytes()[*byte] as char).collect();
                assert!(bytes.len() == line.end - line.start || text.contains('\t'), "{width}: {whole:?}");
            }
        }
    }
}

fn screen(reading: Reading, width: u16, height: u16) -> State {
    let mut state = State::new(Size { width, height }, Looks::default(), Keymap::default());
    state.open(reading);
    state
}

fn drawn(state: &State, theme: &Theme) -> Buffer {
    let Size { width, height } = state.size;
    let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
    view::draw(state, theme, &mut buffer);
    buffer
}

/// The cells that a search marks, from left to right, row by row.
fn found(state: &State) -> String {
    let theme =
        Theme::parse("[styles]\nfound = \"#000001\"\nfound-here = \"#000001\"\nbody = \"#000002\"").unwrap();
    let marked = theme.style(Role::Found).fg;
    drawn(state, &theme)
        .content
        .iter()
        .filter(|cell| Some(cell.fg) == marked)
        .map(ratatui::buffer::Cell::symbol)
        .collect()
}

#[test]
fn a_search_marks_hebrew_words_where_they_are_drawn() {
    let mut state = screen(hebrew(), 78, 30);
    for key in ["/", "ב", "ר", "ו", "ו", "ז", "ה", "space", "י", "ש", "enter"] {
        update(&mut state, Msg::Key(key.parse().unwrap()));
    }
    assert_eq!(found(&state).trim(), "שי הזוורב");
}

#[test]
fn a_click_on_a_hebrew_link_chooses_it() {
    let mut state = screen(hebrew(), 60, 30);
    let buffer = drawn(&state, &Theme::shipped("dark", Depth::default()).unwrap());
    let row = |y: u16| (0..60).map(|x| buffer[(x, y)].symbol()).collect::<Vec<_>>();
    let word: Vec<&str> = "הבשי".graphemes(true).collect();
    let (x, y) = (0..30).find_map(|y| Some((row(y).windows(4).position(|at| at == word)?, y))).unwrap();
    update(&mut state, Msg::Click { x: x as u16 + 1, y });
    assert_eq!(state.reader().unwrap().chosen().unwrap().number, 1);
}

#[test]
fn arabic_is_joined_to_no_latin_word_and_keeps_its_numbers() {
    let text = "تأخرت العبارة 40 دقيقة (يوم الأربعاء) كما كتبت BBC News أمس.";
    insta::assert_snapshot!(seen(&set_with(&paragraph("ar", text), 30, Typesetting::default()), 30));
}

/// What must be seen at any width: wide letters, clusters, marks on letters, flags, both
/// directions, tabs.
fn odd() -> Reading {
    Sample::new("渡船👩‍👩‍👧‍👦 שלום e\u{301}")
        .par("🇳🇴🇸🇪 flags, 👩🏽‍🚒 crews, ﷺ and שָׁלוֹם (with e\u{301}\u{323}) نص عربي 42 渡船码头、」。")
        .item(3, Some(1_000), "渡船 👍🏽")
        .block(BlockKind::Quote, "ｗｉｄｅ ｶﾅ שלום")
        .block(BlockKind::Code, "\tx渡\t🇳🇴\ny\u{301}")
        .block(BlockKind::Row, "渡船\t👩‍👩‍👧‍👦\t12")
        .block(BlockKind::Row, "שלום\tb\t3")
        .build()
}

#[test]
fn no_letter_is_cut_in_half_at_any_width() {
    let theme = Theme::shipped("dark", Depth::default()).unwrap();
    for width in 1..=200_u16 {
        for how in [Typesetting::default(), Typesetting { hyphenate: true, ..justified() }] {
            let mut state = screen(odd(), width, 60);
            state.looks.typesetting = how;
            update(&mut state, Msg::Key("j".parse().unwrap()));
            let buffer = drawn(&state, &theme);
            for row in buffer.content.chunks(usize::from(width)) {
                let mut column = 0;
                while let Some(cell) = row.get(column) {
                    let wide = wrap::width(cell.symbol());
                    assert!(wide > 0 && column + wide <= row.len(), "{width}: {:?}", cell.symbol());
                    assert!(row[column + 1..column + wide].iter().all(|behind| behind.symbol() == " "));
                    column += wide;
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_line_is_wider_than_asked_and_no_letter_is_lost(
        text in "[ a-z渡。「é🚢שלם(ع)0-9\u{301}\n-]{0,120}",
        width in 4..80_usize,
        justify: bool,
        hyphenate: bool,
    ) {
        let reading = paragraph("en", &text);
        let lines = set_with(&reading, width, Typesetting { justify, hyphenate, ..Typesetting::default() });
        let letters = |text: &str| {
            let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            letters.sort_unstable();
            letters
        };
        let ours = lines.iter().flat_map(|line| &line.runs).filter(|run| run.at.is_some());
        let shown: String = ours.map(|run| if run.turned { wrap::turned(&run.text) } else { run.text.clone() }).collect();
        prop_assert_eq!(letters(&shown), letters(Clean::text(&text).as_str()));
        for line in &lines {
            prop_assert!(line.width() <= width, "{:?} in {}", line.text(), width);
        }
    }
}

#[test]
fn the_sample_is_set_at_every_width() {
    for width in 1..=200 {
        for reading in [ferry(), everything(), hebrew(), table(), odd()] {
            for line in set_with(&reading, width, Typesetting { hyphenate: true, ..justified() }) {
                assert!(line.width() <= width, "{width}: {:?}", line.text());
            }
        }
    }
}
