//! The reader of lines without its edge: typed lines in, said lines out.

#![allow(clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

use std::fmt::Write as _;

use newsprint::aloud::{Command, Script, Session};
use newsprint::model::{Page, Source};
use newsprint::read::{self, Input};
use newsprint::wrap::width;

const PAGE: &str = "<html lang=en><head><title>Sea gate holds</title><link rel=canonical href=https://gazette.example/gate></head><body><main><article>
<h1>Sea gate holds</h1>
<p class=standfirst>The new gate kept the spring tide out of the old town, and its keeper slept through the night.</p>
<p>The sea gate at Marl closed at four on Tuesday morning, said <a href=https://marl.example/office>the harbour office</a>, and kept a tide of five metres out of the old town.</p>
<div class=ad><p>Story continues below advertisement</p></div>
<p>Its keeper, who had oiled the hinges all week, slept through the alarm that he had set for himself.</p>
<h2>What it cost</h2>
<p>The town paid for the gate with a tax on herring that was meant to last for three years and ran for eleven.</p>
<table><tr><td>Part</td><td>Maker</td><td>Crowns</td></tr><tr><td>Hinges</td><td>Ode and Sons</td><td>4,100</td></tr><tr><td>Gate</td><td>Marl Yard</td><td>92,000</td></tr></table>
<blockquote><p>We would pay for it again tomorrow, with cod if there is no herring left in the bay.</p></blockquote>
<h2>What comes next</h2>
<ul><li>The keeper gets a second alarm.</li><li>The gate gets a second keeper.</li></ul>
<ol><li>Paint the gate before the autumn storms.</li><li>Count the herring.</li></ol>
<pre>tide   5.02
gate   6.00</pre>
<p>The next tide of this height is due in nineteen years, when the hinges will have to be oiled once more.</p>
<iframe src=https://www.youtube.com/embed/abc123 title='How the gate closes'></iframe>
</article></main></body></html>";

fn session(html: &str, columns: Option<usize>) -> Session {
    let mut page = Page::new(Source::Stdin, html.as_bytes().to_vec());
    page.content_type = Some("text/html".into());
    Session::new(Script::of(&read::read(&page, &read::Options::of(Input::Auto))), columns)
}

/// What is said when these lines are typed.
fn transcript(session: &mut Session, typed: &[&str]) -> String {
    let mut text = String::new();
    for line in typed {
        let reply = session.perform(Command::parse(line));
        _ = writeln!(text, "> {line}");
        reply.lines.iter().for_each(|line| _ = writeln!(text, "{line}"));
        if let Some(deed) = reply.deed {
            _ = writeln!(text, "({deed:?})");
        }
    }
    text
}

#[test]
fn the_opening_says_what_it_is_and_what_can_be_typed() {
    insta::assert_snapshot!(session(PAGE, None).opening().join("\n"), @"
    Sea gate holds
    gazette.example. 1 minute to read.
    1 video, 1 link, 1 line removed; Enter reads on, h for help.
    ");
    insta::assert_snapshot!(session("<p>", None).whole().join("\n"), @"There is no text to read here; h for help, q quits.");
}

#[test]
fn enter_reads_on_and_everything_is_announced_in_words() {
    let mut session = session(PAGE, None);
    insta::assert_snapshot!(transcript(&mut session, &["", "", "", "3", "", "2", "2", "", "", ""]), @"
    > 
    The new gate kept the spring tide out of the old town, and its keeper slept through the night.
    > 
    The sea gate at Marl closed at four on Tuesday morning, said the harbour office [link 2], and kept a tide of five metres out of the old town.
    > 
    Its keeper, who had oiled the hinges all week, slept through the alarm that he had set for himself.
    > 3
    Heading 2: What it cost
    The town paid for the gate with a tax on herring that was meant to last for three years and ran for eleven.
    Table, 2 rows. Columns: Part, Maker, Crowns.
    Part: Hinges; Maker: Ode and Sons; Crowns: 4,100
    Part: Gate; Maker: Marl Yard; Crowns: 92,000
    > 
    Quote: We would pay for it again tomorrow, with cod if there is no herring left in the bay.
    > 2
    Heading 2: What comes next
    List, 2 items.
    - The keeper gets a second alarm.
    - The gate gets a second keeper.
    > 2
    List, 2 items.
    1. Paint the gate before the autumn storms.
    2. Count the herring.
    > 
    Code:
    tide   5.02
    gate   6.00
    End of code.
    > 
    The next tide of this height is due in nineteen years, when the hinges will have to be oiled once more.
    [video 1: How the gate closes]
    This is the end. b goes back, l lists the links, q quits.
    > 
    This is the end. b goes back, l lists the links, q quits.
    ");
}

#[test]
fn back_again_and_sections() {
    let mut session = session(PAGE, None);
    insta::assert_snapshot!(transcript(&mut session, &["b", "2", "b", "n", "", "b", ".", "p", "p", "p", "n", "n", "n", "s", "s 2", "s 9", "t"]), @"
    > b
    This is the beginning.
    The new gate kept the spring tide out of the old town, and its keeper slept through the night.
    > 2
    The sea gate at Marl closed at four on Tuesday morning, said the harbour office [link 2], and kept a tide of five metres out of the old town.
    Its keeper, who had oiled the hinges all week, slept through the alarm that he had set for himself.
    > b
    The sea gate at Marl closed at four on Tuesday morning, said the harbour office [link 2], and kept a tide of five metres out of the old town.
    > n
    Section 2 of 3: What it cost
    > 
    The town paid for the gate with a tax on herring that was meant to last for three years and ran for eleven.
    > b
    Its keeper, who had oiled the hinges all week, slept through the alarm that he had set for himself.
    > .
    Its keeper, who had oiled the hinges all week, slept through the alarm that he had set for himself.
    > p
    Section 1 of 3: The new gate kept the spring tide out ...
    > p
    This is the first section.
    > p
    This is the first section.
    > n
    Section 2 of 3: What it cost
    > n
    Section 3 of 3: What comes next
    > n
    This is the last section.
    > s
    Section 1 of 3: The new gate kept the spring tide out ...
    Section 2 of 3: What it cost
    Section 3 of 3: What comes next
    > s 2
    Section 2 of 3: What it cost
    > s 9
    There are 3 sections.
    > t
    40 percent, about 1 minute left.
    Section 2 of 3: What it cost
    ");
}

#[test]
fn find_goes_round_and_capitals_count_if_there_are_any() {
    let mut session = session(PAGE, None);
    insta::assert_snapshot!(transcript(&mut session, &["/", "/herring", "/", "/", "/", "/Herring", "/What it"]), @r#"
    > /
    Say what to find: /word
    > /herring
    Section 2 of 3: What it cost, 53 percent.
    The town paid for the gate with a tax on herring that was meant to last for three years and ran for eleven.
    > /
    Section 2 of 3: What it cost, 69 percent.
    Quote: We would pay for it again tomorrow, with cod if there is no herring left in the bay.
    > /
    Section 3 of 3: What comes next, 85 percent.
    2. Count the herring.
    > /
    From the beginning. Section 2 of 3: What it cost, 53 percent.
    The town paid for the gate with a tax on herring that was meant to last for three years and ran for eleven.
    > /Herring
    "Herring" is not in the text.
    > /What it
    From the beginning. Section 2 of 3: What it cost, 53 percent.
    Heading 2: What it cost
    The town paid for the gate with a tax on herring that was meant to last for three years and ran for eleven.
    "#);
}

#[test]
fn links_videos_and_what_was_removed() {
    let mut session = session(PAGE, None);
    insta::assert_snapshot!(transcript(&mut session, &["x", "", "x", "", "x", "X", "l", "v", "o 1", "o 2", "o 7", "o", "f 2", "f 1", "zz", "t", "N", "P", "q"]), @r#"
    > x
    Nothing was removed here; 1 line elsewhere, X lists all.
    > 
    The new gate kept the spring tide out of the old town, and its keeper slept through the night.
    > x
    Nothing was removed here; 1 line elsewhere, X lists all.
    > 
    The sea gate at Marl closed at four on Tuesday morning, said the harbour office [link 2], and kept a tide of five metres out of the old town.
    > x
    Removed here: 1 line.
    "Story continues below advertisement": ad marker.
    > X
    Removed: 1 line.
    "Story continues below advertisement": ad marker.
    > l
    link 2: the harbour office, at marl.example
    > v
    video 1: How the gate closes, at youtube.com
    > o 1
    (Play("https://www.youtube.com/embed/abc123"))
    > o 2
    (Open("https://marl.example/office"))
    > o 7
    There is no item 7; l and v list them.
    > o
    (Open("https://gazette.example/gate"))
    > f 2
    (Follow("https://marl.example/office"))
    > f 1
    Item 1 is a video; o 1 plays it.
    > zz
    "zz" is no command; h for help.
    > t
    27 percent, about 1 minute left.
    Section 1 of 3: The new gate kept the spring tide out ...
    > N
    (NextArticle)
    > P
    (PreviousArticle)
    > q
    (Quit)
    "#);
}

#[test]
fn lines_are_broken_to_the_columns_and_paragraphs_are_parted() {
    let mut session = session(PAGE, Some(30));
    insta::assert_snapshot!(transcript(&mut session, &["2"]), @"
    > 2
    The new gate kept the spring
    tide out of the old town, and
    its keeper slept through the
    night.

    The sea gate at Marl closed at
    four on Tuesday morning, said
    the harbour office [link 2],
    and kept a tide of five metres
    out of the old town.
    ");
    assert!(session.whole().iter().all(|line| width(line) <= 30));
    assert!(transcript(&mut session, &["h"]).lines().all(|line| line.len() <= 30));
}

const END: &str = "This is the end. b goes back, l lists the links, q quits.";

#[test]
fn no_passage_is_said_twice_or_left_out_when_reading_on() {
    let mut session = session(PAGE, None);
    let opening = session.opening().len();
    let all = session.whole().split_off(opening);
    let mut said = Vec::new();
    while said.last().is_none_or(|line| line != END) {
        said.extend(session.perform(Command::On(1)).lines);
    }
    said.pop();
    assert_eq!(said, all);
    assert_eq!(session.perform(Command::Where).lines[0], "100 percent, nothing left.");
}

#[test]
fn any_commands_in_any_order_lead_somewhere_and_the_end_stays_in_reach() {
    let lines =
        ["", "b", "b 2", "n", "p", "/gate", "/", ".", "s 2", "G", "g", "x", "t", "99999", "b 99999", "0"];
    let mut session = session(PAGE, None);
    let mut empty = self::session("<p>", None);
    let mut seed = 7_usize;
    for _ in 0..500 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let line = lines[(seed >> 33) % lines.len()];
        for session in [&mut session, &mut empty] {
            let reply = session.perform(Command::parse(line));
            assert!(reply.deed.is_none() && !reply.lines.is_empty(), "{line}");
            assert_eq!(session.clone().perform(Command::Rest).lines.last().map(String::as_str), Some(END));
        }
    }
}

#[test]
fn a_table_without_a_head_and_nested_lists_are_told_apart() {
    let page = |inner: &str| {
        format!(
            "<title>Gate</title><main><h1>Gate</h1><p>The sea gate at Marl closed at four on Tuesday morning, and kept the tide out of the town.</p>{inner}<p>Its keeper, who had oiled the hinges all week, slept through the alarm that he had set.</p></main>"
        )
    };
    let inner = "<table><tr><td>Height</td><td>six metres</td></tr><tr><td>Keeper</td><td>Ode Brandt</td></tr></table><ul><li>Hinges of bronze<ul><li>oiled in the autumn</li></ul></li><li>A bell of iron</li></ul><figure><img src=a.png alt='The gate at low tide'><figcaption>The gate, seen from the quay.</figcaption></figure>";
    insta::assert_snapshot!(transcript(&mut session(&page(inner), None), &["G"]), @"
    > G
    The sea gate at Marl closed at four on Tuesday morning, and kept the tide out of the town.
    Table, 2 rows.
    Height: six metres
    Keeper: Ode Brandt
    List, 3 items.
    - Hinges of bronze
    Level 2, - oiled in the autumn
    - A bell of iron
    Picture: The gate at low tide
    Caption: The gate, seen from the quay.
    Its keeper, who had oiled the hinges all week, slept through the alarm that he had set.
    This is the end. b goes back, l lists the links, q quits.
    ");
}
