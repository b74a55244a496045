//! A reading for a terminal: bold, dim, italic and links, and no other escape sequence.
//! Every styled piece ends its own style, so a line cut out of the middle harms nothing.

use std::ops::Range;

use crate::model::{Block, BlockKind, Marks, Part, Reading};
use crate::wrap::wrap_whole;

use super::extras::{self, one_line};
use super::inline::{Run, runs};
use super::links::{Footnotes, web_target};
use super::{LinkStyle, Options, head};

/// The whole reading.
pub(super) fn ansi(reading: &Reading, options: &Options) -> String {
    let style = options.links_or(LinkStyle::Inline);
    let mut painter =
        Painter { reading, style, width: options.width, notes: Footnotes::default(), blocks: Vec::new() };
    painter.head();
    for block in reading.body() {
        painter.block(block);
    }
    painter.footnotes();
    for extra in extras::extras(reading, options) {
        painter.extra(&extra);
    }
    let mut out = painter.blocks.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

struct Painter<'a> {
    reading: &'a Reading,
    style: LinkStyle,
    width: Option<usize>,
    notes: Footnotes,
    blocks: Vec<String>,
}

/// How a block is set: what stands before its first line and before the others, and the
/// style of its words.
#[derive(Clone, Default)]
struct Setting {
    first: String,
    rest: String,
    sgr: &'static str,
    verbatim: bool,
}

impl Painter<'_> {
    fn head(&mut self) {
        let title = head::title(self.reading).unwrap_or_default();
        self.paint(&[Run::plain(title.as_str())], &Setting { sgr: "1", ..Setting::default() });
        for block in head::of(self.reading, Part::Standfirst) {
            let runs = self.runs(block);
            self.paint(&runs, &Setting { sgr: "3", ..Setting::default() });
        }
        self.paint(&[Run::plain(head::line(self.reading))], &Setting { sgr: "2", ..Setting::default() });
    }

    fn block(&mut self, block: &Block) {
        let runs = match &block.kind {
            BlockKind::Media(_) => vec![Run::plain(one_line(block))],
            _ => self.runs(block),
        };
        self.paint(&runs, &setting(&block.kind));
    }

    fn runs(&mut self, block: &Block) -> Vec<Run> {
        let mut runs = runs(block, &self.reading.anchors, self.style != LinkStyle::None);
        if self.style == LinkStyle::Footnotes {
            for run in &mut runs {
                if let Some(url) = run.link.take() {
                    let number = format!(" [{}]", self.notes.number(&url));
                    run.text.push_str(&number);
                }
            }
        }
        runs
    }

    fn footnotes(&mut self) {
        let notes: Vec<String> = self.notes.iter().map(|(number, url)| format!("[{number}] {url}")).collect();
        if !notes.is_empty() {
            self.blocks.push(notes.join("\n"));
        }
    }

    fn extra(&mut self, extra: &extras::Extra) {
        let mut lines = vec![sgr("1", extra.title)];
        for row in &extra.rows {
            let link = row.url.as_deref().and_then(web_target);
            let detail = row.detail.as_ref().map(|detail| Run::plain(format!(" ({detail})")));
            let mut runs = vec![Run { link, ..Run::plain(row.text.as_str()) }];
            runs.extend(detail);
            let setting = Setting { first: "- ".into(), rest: "  ".into(), ..Setting::default() };
            lines.push(self.lines(&runs, &setting));
        }
        self.blocks.push(lines.join("\n"));
    }

    fn paint(&mut self, runs: &[Run], setting: &Setting) {
        if runs.iter().any(|run| !run.text.trim().is_empty()) {
            let lines = self.lines(runs, setting);
            self.blocks.push(lines);
        }
    }

    fn lines(&self, runs: &[Run], setting: &Setting) -> String {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let mut out = String::with_capacity(text.len() + 64);
        for (number, line) in self.ranges(&text, setting).into_iter().enumerate() {
            if number > 0 {
                out.push('\n');
            }
            out.push_str(if number == 0 { &setting.first } else { &setting.rest });
            pieces(runs, &line).for_each(|piece| out.push_str(&painted(&piece, setting.sgr)));
        }
        out
    }

    fn ranges(&self, text: &str, setting: &Setting) -> Vec<Range<usize>> {
        let indent = setting.first.chars().count();
        match self.width {
            Some(width) if !setting.verbatim => wrap_whole(text, width.saturating_sub(indent)),
            _ => lines_of(text),
        }
    }
}

fn setting(kind: &BlockKind) -> Setting {
    let plain = Setting::default();
    match kind {
        BlockKind::Heading(_) => Setting { sgr: "1", ..plain },
        BlockKind::Caption => Setting { sgr: "2;3", ..plain },
        BlockKind::Media(_) => Setting { first: "▪ ".into(), rest: "  ".into(), sgr: "2", ..plain },
        BlockKind::Quote => Setting { first: "│ ".into(), rest: "│ ".into(), sgr: "3", ..plain },
        BlockKind::Code => Setting { verbatim: true, ..plain },
        BlockKind::Item { depth, ordinal } => item(*depth, *ordinal),
        BlockKind::Paragraph | BlockKind::Loose | BlockKind::Row => plain,
    }
}

fn item(depth: u8, ordinal: Option<u32>) -> Setting {
    let indent = " ".repeat(usize::from(depth.min(8)) * 2);
    let marker = ordinal.map_or_else(|| "• ".to_owned(), |number| format!("{number}. "));
    let rest = format!("{indent}{}", " ".repeat(marker.chars().count()));
    Setting { first: format!("{indent}{marker}"), rest, ..Setting::default() }
}

/// Where the lines of a text stand in it.
fn lines_of(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let line = |line: &str| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    };
    text.split('\n').map(line).collect()
}

/// The parts of the runs that stand on a line.
fn pieces(runs: &[Run], line: &Range<usize>) -> impl Iterator<Item = Run> {
    let mut at = 0;
    runs.iter().filter_map(move |run| {
        let start = at;
        at += run.text.len();
        let from = line.start.max(start).min(at) - start;
        let to = line.end.max(start).min(at) - start;
        let text = run.text.get(from..to).filter(|text| !text.is_empty())?;
        Some(Run { text: text.to_owned(), marks: run.marks, link: run.link.clone() })
    })
}

fn painted(piece: &Run, base: &str) -> String {
    let signs = [(Marks::STRONG, "1"), (Marks::EMPHASIS, "3"), (Marks::STRIKE, "9")];
    let mut codes: Vec<&str> = Some(base).filter(|base| !base.is_empty()).into_iter().collect();
    codes.extend(signs.iter().filter(|(mark, _)| piece.marks.has(*mark)).map(|(_, code)| *code));
    let words = sgr(&codes.join(";"), &piece.text.replace('\t', "  "));
    match piece.link.as_deref().and_then(web_target) {
        Some(url) => format!("\x1b]8;;{url}\x1b\\{words}\x1b]8;;\x1b\\"),
        None => words,
    }
}

fn sgr(codes: &str, words: &str) -> String {
    if codes.is_empty() { words.to_owned() } else { format!("\x1b[{codes}m{words}\x1b[0m") }
}

#[cfg(test)]
mod tests {
    use super::super::samples::ferry;
    use super::*;

    #[test]
    fn a_story_with_its_escapes_made_visible() {
        let options = Options { width: Some(40), sidebar: true, ..Options::default() };
        insta::assert_snapshot!(ansi(&ferry(), &options).replace('\x1b', "␛"), @r#"
        ␛[1mFerry stops at *noon*␛[0m

        ␛[3mNo boats until the tide turns.␛[0m

        ␛[2mAda Lind · 2024-05-06 · Sund Courier␛[0m

        The harbour ferry ␛[1mstopped ␛[0mwhen the
        ␛]8;;https://sund.example/tide?a=1&b=2␛\spring tide␛]8;;␛\ came, said␛[3m <the master> &␛[0m
        ␛[3mcrew.␛[0m

        ␛[2;3mThe quay. Photo: E. Berg␛[0m

        ␛[1mWhat travellers can do␛[0m

        1. Take the bus:

          • line 4 from the square

        2. Wait.

        │ ␛[3mWe sail␛[0m
        │ ␛[3mwhen she lets us.␛[0m

        tide --at `sund`
          high

        Hour  Level|cm

        06  142

        ▪ ␛[2mThe quay at noon␛[0m

        ␛[1mVideos␛[0m
        - ␛]8;;https://sund.example/v/1␛\Tide over the quay␛]8;;␛\ (1:12)

        ␛[1mLinks␛[0m
        - ␛]8;;https://sund.example/why␛\Why tides differ␛]8;;␛\ (related)
        "#);
    }

    #[test]
    fn wrapped_lines_show_the_same_words_as_unwrapped_ones() {
        let words = |width| {
            let options = Options { width, links: Some(LinkStyle::None), ..Options::default() };
            let painted = ansi(&ferry(), &options);
            painted.replace("\x1b[0m", "").split_whitespace().map(str::to_owned).collect::<Vec<_>>().concat()
        };
        let bare = |text: String| text.replace("\x1b[1m", "").replace("\x1b[3m", "").replace("│", "");
        assert_eq!(bare(words(Some(200))), bare(words(None)));
    }
}
