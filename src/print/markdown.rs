//! A reading as Markdown: `CommonMark` with the tables and the strike-through of GitHub.
//! Never wrapped: a line break put in by us could turn a word into a mark.

use std::fmt::Write as _;

use crate::model::{Anchor, Block, BlockKind, Marks, Media, MediaKind, Part, Reading};

use super::inline::{Run, by_link, runs};
use super::links::{Footnotes, target};
use super::list::Nesting;
use super::mark_escape::{BREAK, address, code, code_block, escape, escape_heading};
use super::{LinkStyle, Options, extras, extras::Extra, head};

/// The whole reading.
pub(super) fn markdown(reading: &Reading, options: &Options) -> String {
    let mut writer = Writer::new(&reading.anchors, options.links_or(LinkStyle::Inline));
    writer.head(reading);
    for block in reading.body() {
        writer.block(block);
    }
    writer.footnotes();
    for extra in extras::extras(reading, options) {
        writer.extra(&extra);
    }
    writer.finish()
}

struct Writer<'a> {
    anchors: &'a [Anchor],
    style: LinkStyle,
    notes: Footnotes,
    nesting: Nesting,
    last: Last,
    out: String,
}

/// What the last block was, when the next one may join it.
#[derive(PartialEq)]
enum Last {
    Nothing,
    Block,
    Item,
    Quote,
    Row,
}

impl<'a> Writer<'a> {
    fn new(anchors: &'a [Anchor], style: LinkStyle) -> Self {
        let (notes, nesting) = (Footnotes::default(), Nesting::default());
        Self { anchors, style, notes, nesting, last: Last::Nothing, out: String::new() }
    }

    fn head(&mut self, reading: &Reading) {
        if let Some(title) = head::title(reading) {
            self.push(Last::Block, &format!("# {}", escape_heading(&title)));
        }
        for block in head::of(reading, Part::Standfirst) {
            let text = self.inline(block, Marks::STRONG);
            self.push(Last::Block, &text);
        }
        let line = head::line(reading);
        if !line.is_empty() {
            self.push(Last::Block, &format!("*{}*", escape(&line, false)));
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(level) => {
                let hashes = "#".repeat(usize::from(level.get()));
                self.push(Last::Block, &format!("{hashes} {}", escape_heading(&block.text())));
            }
            BlockKind::Paragraph | BlockKind::Loose => {
                let text = self.inline(block, Marks::NONE);
                self.push(Last::Block, &text);
            }
            BlockKind::Caption => {
                let text = self.inline(block, Marks::EMPHASIS);
                self.push(Last::Block, &text);
            }
            BlockKind::Quote => self.quote(block),
            BlockKind::Item { depth, ordinal } => self.item(block, *depth, *ordinal),
            BlockKind::Code => self.push(Last::Block, &code_block(&block.text())),
            BlockKind::Row => self.row(block),
            BlockKind::Media(media) => self.push(Last::Block, &embed(media)),
        }
    }

    fn quote(&mut self, block: &Block) {
        let text = self.inline(block, Marks::NONE);
        let quoted: Vec<String> = text.lines().map(|line| format!("> {line}")).collect();
        self.push(Last::Quote, &quoted.join("\n"));
    }

    fn item(&mut self, block: &Block, depth: u8, ordinal: Option<u32>) {
        if self.last != Last::Item {
            self.nesting.leave();
        }
        let marker = ordinal.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        let indent = self.nesting.enter(depth, marker.len());
        let text = self.inline(block, Marks::NONE);
        let text = text.replace('\n', &format!("\n{}", " ".repeat(indent + marker.len())));
        self.push(Last::Item, &format!("{}{marker}{text}", " ".repeat(indent)));
    }

    fn row(&mut self, block: &Block) {
        let text = block.text();
        let cells: Vec<String> = text.split('\t').map(|cell| cell_text(cell.trim())).collect();
        let first = self.last != Last::Row;
        self.push(Last::Row, &format!("| {} |", cells.join(" | ")));
        if first {
            let rule = vec!["---"; cells.len()].join(" | ");
            _ = write!(self.out, "\n| {rule} |");
        }
    }

    fn footnotes(&mut self) {
        let notes: Vec<String> =
            self.notes.iter().map(|(number, url)| format!("[^{number}]: <{url}>")).collect();
        self.push(Last::Block, &notes.join("\n"));
    }

    fn extra(&mut self, extra: &Extra) {
        self.push(Last::Block, &format!("## {}", extra.title));
        for row in &extra.rows {
            let text = escape(&row.text, true);
            let text = row.url.as_ref().map_or(text.clone(), |url| format!("[{text}]({})", address(url)));
            let detail = row.detail.as_ref().map(|detail| format!(" ({})", escape(detail, false)));
            self.push(Last::Item, &format!("- {text}{}", detail.unwrap_or_default()));
        }
    }

    fn push(&mut self, this: Last, text: &str) {
        if text.is_empty() {
            return;
        }
        self.out.push_str(match (&self.last, &this) {
            (Last::Nothing, _) => "",
            (Last::Item, Last::Item) | (Last::Row, Last::Row) => "\n",
            (Last::Quote, Last::Quote) => "\n>\n",
            _ => "\n\n",
        });
        self.out.push_str(text);
        self.last = this;
    }

    fn inline(&mut self, block: &Block, marks: Marks) -> String {
        let runs = runs(block, self.anchors, self.style != LinkStyle::None);
        let mut out = String::new();
        for group in by_link(&runs) {
            let mut words = String::new();
            for run in group {
                let fresh = if words.is_empty() {
                    out.is_empty() || out.ends_with('\n')
                } else {
                    words.ends_with('\n')
                };
                words.push_str(&marked(run, marks, fresh));
            }
            let url = group.first().and_then(|run| run.link.as_deref());
            // An exclamation mark before a link would make it a picture.
            if url.is_some() && out.ends_with('!') && !words.starts_with(char::is_whitespace) {
                out.pop();
                out.push_str("\\!");
            }
            out.push_str(&self.linked(&words, url));
        }
        one_break_at_a_time(out.trim())
    }

    fn linked(&mut self, words: &str, url: Option<&str>) -> String {
        match (url, self.style) {
            (Some(url), LinkStyle::Inline) => around(words, "[", &format!("]({})", address(url))),
            (Some(url), LinkStyle::Footnotes) => format!("{words}[^{}]", self.notes.number(url)),
            _ => words.to_owned(),
        }
    }

    fn finish(mut self) -> String {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }
}

/// A run with the marks of its style around it.
fn marked(run: &Run, also: Marks, fresh: bool) -> String {
    let marks = run.marks.with(also);
    if run.text.trim().is_empty() {
        return if run.text.contains('\n') { BREAK } else { " " }.to_owned();
    }
    let mut text = if marks.has(Marks::CODE) { code(&run.text) } else { escape(&run.text, fresh) };
    for (mark, sign) in [(Marks::STRIKE, "~~"), (Marks::EMPHASIS, "*"), (Marks::STRONG, "**")] {
        if marks.has(mark) {
            text = around(&text, sign, sign);
        }
    }
    text
}

/// Puts signs around words, and leaves white space at the ends outside: within, it would
/// keep the signs from working.
fn around(words: &str, before: &str, after: &str) -> String {
    let bare = words.trim();
    if bare.is_empty() {
        return words.to_owned();
    }
    let lead = words.len() - words.trim_start().len();
    let (lead, rest) = words.split_at_checked(lead).unwrap_or(("", words));
    let tail = rest.get(bare.len()..).unwrap_or_default();
    format!("{lead}{before}{bare}{after}{tail}")
}

fn one_break_at_a_time(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n")
}

fn cell_text(cell: &str) -> String {
    escape(&cell.replace('\n', " "), true)
}

/// A picture as a picture, everything else as a link.
fn embed(media: &Media) -> String {
    let name = media.title.as_ref().or(media.description.as_ref());
    let name = name.map(|name| escape(&name.folded(), true)).unwrap_or_default();
    let Some(url) = media.url.as_deref().and_then(target) else { return name };
    let url = address(&url);
    match media.kind {
        MediaKind::Image => format!("![{name}]({url})"),
        _ if name.is_empty() => format!("<{url}>"),
        _ => format!("[{name}]({url})"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{anchor, block, ferry, of, span};
    use super::*;

    fn of_spans(spans: Vec<crate::model::Span>) -> String {
        let mut paragraph = block(0, BlockKind::Paragraph, "");
        paragraph.spans = spans;
        let mut reading = of(vec![paragraph]);
        reading.anchors = vec![anchor("https://a.example/x_(y)")];
        markdown(&reading, &Options::default())
    }

    #[test]
    fn a_story_keeps_its_shape() {
        insta::assert_snapshot!(markdown(&ferry(), &Options::default()), @r#"
        # Ferry stops at \*noon\*

        **No boats until the tide turns.**

        *Ada Lind · 2024-05-06 · Sund Courier*

        The harbour ferry **stopped** when the [spring tide](https://sund.example/tide?a=1&b=2) came, said *\<the master> & crew.*

        *The quay. Photo: E. Berg*

        ## What travellers can do

        1. Take the bus:
           - line 4 from the square
        2. Wait.

        > We sail  
        > when she lets us.

        ```
        tide --at `sund`
          high
        ```

        | Hour | Level\|cm |
        | --- | --- |
        | 06 | 142 |

        ![The quay at noon](https://sund.example/quay.jpg)
        "#);
    }

    #[test]
    fn sidebar_ledger_and_footnotes_follow() {
        let links = Some(LinkStyle::Footnotes);
        insta::assert_snapshot!(markdown(&ferry(), &Options { sidebar: true, ledger: true, links, width: None }), @r#"
        # Ferry stops at \*noon\*

        **No boats until the tide turns.**

        *Ada Lind · 2024-05-06 · Sund Courier*

        The harbour ferry **stopped** when the spring tide[^1] came, said *\<the master> & crew.*

        *The quay. Photo: E. Berg*

        ## What travellers can do

        1. Take the bus:
           - line 4 from the square
        2. Wait.

        > We sail  
        > when she lets us.

        ```
        tide --at `sund`
          high
        ```

        | Hour | Level\|cm |
        | --- | --- |
        | 06 | 142 |

        ![The quay at noon](https://sund.example/quay.jpg)

        [^1]: <https://sund.example/tide?a=1&b=2>

        ## Videos

        - [Tide over the quay](https://sund.example/v/1) (1:12)

        ## Links

        - [Why tides differ](https://sund.example/why) (related)

        ## Removed

        - Story continues below advertisement (ad-marker: ad marker)
        "#);
    }

    #[test]
    fn signs_hug_the_words_and_spaces_stay_outside() {
        let text = of_spans(vec![
            span("Look!", Marks::NONE, None),
            span(" here ", Marks::STRONG.with(Marks::EMPHASIS), Some(0)),
            span("now\n", Marks::STRONG, None),
            span("- then `x`", Marks::NONE, None),
            span("f()", Marks::CODE, None),
        ]);
        assert_eq!(
            text,
            "Look! [***here***](https://a.example/x_%28y%29) **now**  \n\\- then \\`x\\``f()`\n"
        );
    }

    #[test]
    fn an_exclamation_mark_does_not_make_a_picture_of_a_link() {
        let text = of_spans(vec![span("Wow!", Marks::NONE, None), span("here", Marks::NONE, Some(0))]);
        assert_eq!(text, "Wow\\![here](https://a.example/x_%28y%29)\n");
    }

    #[test]
    fn hostile_words_stay_words() {
        let text = of_spans(vec![span("<img src=x> [a](javascript:b) # c\n\n\n===", Marks::NONE, None)]);
        assert_eq!(text, "\\<img src=x> \\[a\\](javascript:b) # c  \n\\===\n");
    }
}
