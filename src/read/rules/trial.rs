//! A small page in, a verdict for each of its blocks out, in words: what the tests of the
//! rules share. A page is tried before all rules, for a rule is right only beside the others.

use crate::model::{Page, Part, Shelf, Source, Verdict, VideoPart};
use crate::read::{Input, Options, judge};

/// The text and the verdict of every block of a page of HTML.
pub(super) fn of_html(html: &str) -> Vec<(String, String)> {
    try_page(html, Input::Html)
}

/// The text and the verdict of every block of a plain text.
pub(super) fn of_text(text: &str) -> Vec<(String, String)> {
    try_page(text, Input::Text)
}

/// What becomes of the block of a page that holds these words.
pub(super) fn of_block(html: &str, words: &str) -> String {
    find(&of_html(html), words)
}

/// What becomes of a block that stands in the middle of a story of five paragraphs.
pub(super) fn in_story(block: &str, words: &str) -> String {
    of_block(&story(block), words)
}

/// What becomes of a line that stands in the middle of a plain text.
pub(super) fn in_text(line: &str) -> String {
    let text = PROSE.map(str::to_owned);
    let [a, b, c, d] = &text;
    find(&of_text(&format!("Bridge opens\n\n{a}\n\n{b}\n\n{line}\n\n{c}\n\n{d}\n")), line)
}

/// A story with a headline and four paragraphs, and a block between the second and the third.
pub(super) fn story(block: &str) -> String {
    let [a, b, c, d] = PROSE;
    format!(
        "<title>Bridge opens</title><main><article><h1>Bridge opens</h1>\
         <p>{a}</p><p>{b}</p>{block}<p>{c}</p><p>{d}</p></article></main>"
    )
}

/// The same four, as a page has them.
pub(super) fn paragraphs() -> String {
    PROSE.map(|text| format!("<p>{text}</p>")).concat()
}

/// Four paragraphs that no rule has anything to say about.
pub(super) const PROSE: [&str; 4] = [
    "The swing bridge over the Marl opened to carts and cyclists on Tuesday morning, nine weeks after a barge bent its eastern gate.",
    "Engineers replaced forty metres of rail and the whole of the turning gear, said the county, which put the cost at two million crowns.",
    "Lorries will have to wait until the autumn, when divers are to look at the piers once more, according to the engineer in charge.",
    "The keeper of the bridge, who had been playing chess by post for nine weeks, lost his last game on the morning that it opened.",
];

fn try_page(page: &str, input: Input) -> Vec<(String, String)> {
    let page = Page::new(Source::Stdin, page.as_bytes().to_vec());
    let judged = judge(&page, &Options::of(input));
    let texts = judged.document.blocks.iter().map(crate::model::Block::text);
    texts.zip(judged.verdicts.iter().map(words)).collect()
}

fn find(verdicts: &[(String, String)], words: &str) -> String {
    let found = verdicts.iter().find(|(text, _)| text.contains(words));
    let Some((_, verdict)) = found else { panic!("no block says {words}: {verdicts:#?}") };
    verdict.clone()
}

/// A verdict in words, without numbers of blocks.
fn words(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Keep(part) => match part {
            Part::Title => "title",
            Part::Standfirst => "standfirst",
            Part::Byline => "byline",
            Part::Date => "date",
            Part::Body => "body",
            Part::Caption => "caption",
        }
        .to_owned(),
        Verdict::Shelve(Shelf::Related { .. }) => "related".to_owned(),
        Verdict::Shelve(Shelf::Embed) => "embed".to_owned(),
        Verdict::Shelve(Shelf::Video { part, .. }) => match part {
            VideoPart::Player => "video player".to_owned(),
            VideoPart::Title { .. } => "video title".to_owned(),
            VideoPart::Description { .. } => "video description".to_owned(),
            VideoPart::Duration { seconds } => format!("video of {seconds} s"),
        },
        Verdict::Drop(reason) => reason.rule().to_owned(),
    }
}
