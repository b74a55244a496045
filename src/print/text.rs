//! A reading as plain text: what stands above the article, then its body, a blank line
//! between blocks. Without options the body is exactly [`Reading::text`].

use std::fmt::Write as _;

use crate::model::{Anchor, Block, BlockKind, Clean, Part, Reading};
use crate::wrap::{chopped, filled};

use super::inline::{by_link, runs};
use super::links::Footnotes;
use super::{LinkStyle, Options, extras, head};

/// The body as text, then what the options append.
pub(super) fn text(reading: &Reading, options: &Options) -> String {
    let style = options.links_or(LinkStyle::None);
    let mut notes = Footnotes::default();
    let mut out = String::new();
    for line in front(reading) {
        push(&mut out, &filled(&line, options.width));
    }
    for block in reading.body().filter(|block| block.is_prose()) {
        let words = linked(block, &reading.anchors, style, &mut notes);
        push(&mut out, &wrapped(&words, &block.kind, options.width));
    }
    let addresses: Vec<String> = notes.iter().map(|(number, url)| format!("[{number}] {url}")).collect();
    push(&mut out, &addresses.join("\n"));
    for extra in extras::extras(reading, options) {
        let rows = extra.rows.iter().map(|row| filled(&format!("- {}", row.plain()), options.width));
        let list: Vec<String> = std::iter::once(extra.title.to_owned()).chain(rows).collect();
        push(&mut out, &list.join("\n"));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Headline, standfirst, byline and date as the page has them, in its order; the headline of
/// the metadata when the page has none.
fn front(reading: &Reading) -> Vec<String> {
    let parts = &reading.article.front;
    let named = parts.iter().any(|front| front.part == Part::Title);
    let title = head::title(reading).filter(|_| !named).map(Clean::into_string);
    title
        .into_iter()
        .chain(parts.iter().map(|front| front.block.clean_text().trimmed().into_string()))
        .collect()
}

fn push(out: &mut String, block: &str) {
    if !out.is_empty() && !block.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(block);
}

fn wrapped(words: &str, kind: &BlockKind, width: Option<usize>) -> String {
    match kind {
        BlockKind::Code => chopped(words, width),
        // A tab has no width of its own, so in a wrapped row cells stand two columns apart.
        BlockKind::Row if width.is_some() => filled(&words.replace('\t', "  "), width),
        _ => filled(words, width),
    }
}

fn linked(block: &Block, anchors: &[Anchor], style: LinkStyle, notes: &mut Footnotes) -> String {
    if style == LinkStyle::None {
        return block.text();
    }
    let mut out = String::new();
    let runs = runs(block, anchors, true);
    for group in by_link(&runs) {
        out.extend(group.iter().map(|run| run.text.as_str()));
        let Some(url) = group.first().and_then(|run| run.link.as_deref()) else { continue };
        match style {
            LinkStyle::Inline => _ = write!(out, " <{url}>"),
            LinkStyle::Footnotes => _ = write!(out, " [{}]", notes.number(url)),
            LinkStyle::None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples::{ferry, nothing};
    use super::*;

    #[test]
    fn plain_text_is_the_head_and_the_clean_body() {
        let reading = ferry();
        let head = "Ferry stops at *noon*\n\nNo boats until the tide turns.";
        assert_eq!(text(&reading, &Options::default()), format!("{head}\n\n{}\n", reading.text()));
        assert_eq!(text(&nothing(), &Options::default()), "");
    }

    #[test]
    fn a_width_wraps_every_block_by_itself() {
        let options = Options { width: Some(30), ..Options::default() };
        insta::assert_snapshot!(text(&ferry(), &options), @r#"
        Ferry stops at *noon*

        No boats until the tide turns.

        The harbour ferry stopped when
        the spring tide came, said
        <the master> & crew.

        What travellers can do

        Take the bus:

        line 4 from the square

        Wait.

        We sail
        when she lets us.

        tide --at `sund`
          high

        Hour  Level|cm

        06  142
        "#);
    }

    #[test]
    fn sidebar_ledger_and_footnotes_follow_the_text() {
        let options =
            Options { sidebar: true, ledger: true, links: Some(LinkStyle::Footnotes), ..Options::default() };
        insta::assert_snapshot!(text(&ferry(), &options), @r#"
        Ferry stops at *noon*

        No boats until the tide turns.

        The harbour ferry stopped when the spring tide [1] came, said <the master> & crew.

        What travellers can do

        Take the bus:

        line 4 from the square

        Wait.

        We sail
        when she lets us.

        tide --at `sund`
          high

        Hour	Level|cm

        06	142

        [1] https://sund.example/tide?a=1&b=2

        Videos
        - Tide over the quay (1:12) <https://sund.example/v/1>

        Links
        - Why tides differ (related) <https://sund.example/why>

        Removed
        - Story continues below advertisement (ad-marker: ad marker)
        "#);
    }
}
