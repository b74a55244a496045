//! A block, counted beside the others of its page.

use super::super::super::{Input, Options, judge};
use super::*;
use crate::model::{Page, Source};

/// One number about the block that begins so.
fn number(html: &str, begins: &str, name: &str) -> i32 {
    let page = Page::new(Source::Stdin, html.as_bytes().to_vec());
    let judged = judge(&page, &Options { input: Input::Html, ..Options::default() });
    let at = Numbers::names().iter().position(|known| *known == name).unwrap();
    let of = |id: &BlockId| judged.document.block(*id).is_some_and(|block| block.text().starts_with(begins));
    judged.numbers.iter().find(|(id, _)| of(id)).unwrap().1.values()[at]
}

const STORY: &str = "<title>Bridge opens</title><main><h1>Bridge opens</h1><div class=text>\
    <p>The swing bridge over the Marl opened to carts on Tuesday, nine weeks after a barge bent its gate.</p>\
    <p>Engineers replaced the turning gear of the bridge, said the county, which put the cost at two million.</p>\
    <p>See the <a href=https://other.example/a>harbour office</a></p>\
    <p>The keeper of the bridge, who had played chess by post, lost his last game on the day that it opened.</p>\
    </div></main>";

#[test]
fn a_block_is_counted_beside_the_others() {
    assert_eq!(number(STORY, "See the", "words"), 4);
    assert_eq!(number(STORY, "See the", "link-share"), 68);
    assert_eq!(number(STORY, "See the", "to-previous"), 1);
    assert_eq!(number(STORY, "See the", "siblings"), 4);
    assert_eq!(number(STORY, "See the", "prose-siblings"), 75);
    assert_eq!(number(STORY, "See the", "alike-mass"), 100);
}

#[test]
fn what_a_block_is_about_is_told_by_words_that_others_use() {
    assert_eq!(number(STORY, "See the", "topical"), 0);
    assert!(number(STORY, "The keeper", "topical") >= 15);
    assert!(number(STORY, "The swing", "of-title") >= 5);
}
