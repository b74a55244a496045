//! The article that this project began with, read from scraped text: its body whole and in
//! order, its videos and related stories beside it, and nothing dropped but markers and
//! repeated lines. The text itself is not ours to copy; where it is not at hand, this says so.

#![allow(clippy::print_stderr, reason = "what is skipped says so")]
#![allow(clippy::disallowed_methods, reason = "the text is a file on this machine")]

use std::fs;
use std::path::Path;

use newsprint::model::{Class, LinkKind, Page, Reading, Source};
use newsprint::read::{self, Input, Options};

/// How each paragraph of the body begins.
const BODY: [&str; 19] = [
    "The U.S. military will",
    "General Terrence O’Shaughnessy, the",
    "“That is just the",
    "The Pentagon previously declined",
    "Trump, who has seized",
    "“Many Gang Members and",
    "“Please go back, you",
    "A caravan of mostly",
    "Some migrants have abandoned",
    "There are 2,100 U.S.",
    "U.S. officials told Reuters",
    "Last week, Defense Secretary",
    "Mattis’ authorization last week",
    "On Sunday, Mattis told",
    "Mattis suggested the mission",
    "Trump, who campaigned against",
    "If the Republicans lose",
    "Trump’s decision to call",
    "The decision to send",
];

/// What is expected of a video.
struct Expected {
    title: &'static str,
    /// How its description begins and ends.
    description: Option<(&'static str, &'static str)>,
    /// How the paragraph above it begins.
    after: Option<&'static str>,
}

const VIDEOS: [Expected; 5] = [
    Expected {
        title: "U.S. to deploy 5,200 troops to border instead of initial 800 in response to migrant caravan",
        description: None,
        after: None,
    },
    Expected {
        title: "U.S. troops get ready as migrant caravan draws nearer top U.S. border",
        description: Some(("The Pentagon will deploy 5,200", "entering the U.S.")),
        after: Some("The Pentagon previously declined"),
    },
    Expected {
        title: "U.S. Department of Defense outlines response to migrant caravan",
        description: None,
        after: Some("“Please go back, you"),
    },
    Expected {
        title: "Second migrant caravan smashes through Mexico border as clashes erupt",
        description: None,
        after: Some("There are 2,100 U.S."),
    },
    Expected {
        title: "Caravan of migrants continues trek towards U.S.",
        description: Some(("A caravan of several thousand", "United States on Monday.")),
        after: Some("The decision to send"),
    },
];

/// What each related link says.
const RELATED: [&str; 3] = [
    "FACT CHECK: President Donald Trump’s false claims against migrant caravan",
    "Mexico offered asylum to migrant caravan members. Several thousand rejected it",
    "‘I want a better future for my children’: Thousands continue grueling trek in migrant caravans",
];

/// The rule and the first two words of everything dropped.
const LEDGER: [(&str, &str); 8] = [
    ("repeated-line", "WATCH ABOVE;"),
    ("ad-marker", "Story continues"),
    ("repeated-line", "U.S. troops"),
    ("ad-marker", "Story continues"),
    ("repeated-line", "Second migrant"),
    ("repeated-line", "Second migrant"),
    ("ad-marker", "Story continues"),
    ("repeated-line", "Caravan of"),
];

/// The text, and its reading; none where the text is not at hand.
fn seed() -> Option<(String, Reading)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/troops-to-border.txt");
    let Ok(text) = fs::read_to_string(path) else {
        eprintln!("skipped: ../shared/seed is not on this machine");
        return None;
    };
    let page = Page::new(Source::Stdin, text.clone().into_bytes());
    Some((text, read::read(&page, &Options::of(Input::Auto))))
}

/// The beginning of the block that something in the sidebar stands behind.
fn stands_behind(reading: &Reading, after: Option<newsprint::model::BlockId>) -> Option<String> {
    let block = reading.body().find(|block| Some(block.id) == after)?;
    Some(block.text())
}

#[test]
fn the_headline_is_the_first_line() {
    let Some((text, reading)) = seed() else { return };
    assert_eq!(reading.class, Class::Article);
    assert_eq!(reading.title().unwrap(), text.lines().next().unwrap());
    assert_eq!(reading.article.front.len(), 1, "headline only");
}

#[test]
fn every_paragraph_is_a_whole_line_of_the_text_in_its_order() {
    let Some((text, reading)) = seed() else { return };
    let body: Vec<String> = reading.body().map(newsprint::model::Block::text).collect();
    assert_eq!(body.len(), BODY.len());
    let mut lines = text.lines().map(str::trim);
    for (paragraph, begins) in body.iter().zip(BODY) {
        assert!(paragraph.starts_with(begins), "{begins}: {paragraph}");
        assert!(lines.any(|line| line == paragraph), "not whole or not in order: {paragraph}");
    }
    assert_eq!(reading.text(), body.join("\n\n"));
}

#[test]
fn each_video_is_one_with_its_title_its_description_and_its_place() {
    let Some((_, reading)) = seed() else { return };
    assert_eq!(reading.sidebar.videos.len(), VIDEOS.len());
    for (video, Expected { title, description, after }) in reading.sidebar.videos.iter().zip(VIDEOS) {
        assert_eq!(video.title.as_deref(), Some(title));
        match (&video.description, description) {
            (Some(found), Some((begins, ends))) => {
                assert!(found.starts_with(begins) && found.ends_with(ends), "{found}");
            }
            (found, wanted) => assert_eq!(found.is_some(), wanted.is_some(), "{title}: {found:?}"),
        }
        let place = stands_behind(&reading, video.after);
        assert_eq!(place.is_some(), after.is_some(), "{title}");
        assert!(place.zip(after).is_none_or(|(place, after)| place.starts_with(after)), "{title}");
    }
}

#[test]
fn related_stories_lose_their_label_and_nothing_else() {
    let Some((_, reading)) = seed() else { return };
    let links: Vec<&str> = reading.sidebar.links.iter().map(|link| link.text.as_str()).collect();
    assert_eq!(links, RELATED);
    assert!(reading.sidebar.links.iter().all(|link| link.kind == LinkKind::Related));
}

#[test]
fn markers_and_repeated_lines_are_dropped_and_nothing_else() {
    let Some((_, reading)) = seed() else { return };
    let found: Vec<(&str, String)> = reading
        .ledger
        .iter()
        .map(|dropped| {
            let text = dropped.block.text();
            let words: Vec<&str> = text.split(' ').take(2).collect();
            (dropped.reason.rule(), words.join(" "))
        })
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(rule, words)| (*rule, words.as_str())).collect();
    assert_eq!(found, LEDGER);
}
