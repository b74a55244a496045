//! A reading as a page of its own. Every word is escaped; nothing is loaded from elsewhere,
//! so pictures are links; only http, https and mailto addresses become links.

use std::fmt::Write as _;

use crate::model::{Block, BlockKind, Clean, Marks, Media, Part, Reading};

use super::extras::{self, Extra};
use super::html_list::ListTags;
use super::inline::{Run, by_link, runs};
use super::links::{Footnotes, target};
use super::{LinkStyle, Options, head};

const STYLE: &str = "body{max-width:42em;margin:2em auto;padding:0 1em;line-height:1.5;font-family:serif}\
.standfirst{font-weight:bold}.byline,.caption,.detail{color:#666;font-size:.9em}\
blockquote{border-left:3px solid #ccc;margin-left:0;padding-left:1em}pre{overflow:auto}td{padding:.1em .6em}";

/// The whole document.
pub(super) fn html(reading: &Reading, options: &Options) -> String {
    let mut page = Page::new(reading, options.links_or(LinkStyle::Inline));
    page.top();
    for block in reading.body() {
        page.block(block);
    }
    page.close();
    page.out.push_str("</article>\n");
    page.footnotes();
    for extra in extras::extras(reading, options) {
        page.extra(&extra);
    }
    page.out.push_str("</body>\n</html>\n");
    page.out
}

struct Page<'a> {
    reading: &'a Reading,
    style: LinkStyle,
    notes: Footnotes,
    lists: ListTags,
    open: Option<&'static str>,
    out: String,
}

impl<'a> Page<'a> {
    fn new(reading: &'a Reading, style: LinkStyle) -> Self {
        Self {
            reading,
            style,
            notes: Footnotes::default(),
            lists: ListTags::default(),
            open: None,
            out: String::new(),
        }
    }

    fn top(&mut self) {
        let title = head::title(self.reading).unwrap_or_default();
        let language =
            self.reading.metadata.language.as_deref().map(|tag| format!(" lang=\"{}\"", escape(tag)));
        self.add(&format!("<!doctype html>\n<html{}>\n<head>\n", language.unwrap_or_default()));
        self.add("<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
        self.add(&format!("<title>{}</title>\n<style>{STYLE}</style>\n", escape(&title)));
        self.add("</head>\n<body>\n<article dir=\"auto\">\n");
        self.line("h1", "", &escape(&title));
        for block in head::of(self.reading, Part::Standfirst) {
            let words = self.inline(block);
            self.line("p", " class=\"standfirst\"", &words);
        }
        self.line("p", " class=\"byline\"", &escape(&head::line(self.reading)));
    }

    fn block(&mut self, block: &Block) {
        let words = self.inline(block);
        match &block.kind {
            BlockKind::Item { depth, ordinal } => return self.item(&words, *depth, *ordinal),
            BlockKind::Quote => self.within("blockquote"),
            BlockKind::Row => self.within("table"),
            _ => self.close(),
        }
        match &block.kind {
            BlockKind::Heading(level) => self.line(&format!("h{}", level.get()), "", &words),
            BlockKind::Caption => self.line("p", " class=\"caption\"", &words),
            BlockKind::Code => self.line("pre", "", &escape(&block.text())),
            BlockKind::Row => self.line("tr", "", &cells(&block.text())),
            BlockKind::Media(media) => self.line("p", " class=\"media\"", &embed(media)),
            BlockKind::Item { .. } => {}
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Loose => self.line("p", "", &words),
        }
    }

    fn item(&mut self, words: &str, depth: u8, ordinal: Option<u32>) {
        if self.open.is_some() {
            self.close();
        }
        let tags = self.lists.enter(depth, ordinal);
        self.add(&format!("{tags}{words}"));
    }

    /// Opens the element that blocks of one kind stand in together.
    fn within(&mut self, tag: &'static str) {
        if self.open != Some(tag) {
            self.close();
            self.add(&format!("<{tag}>\n"));
            self.open = Some(tag);
        }
    }

    fn close(&mut self) {
        let tags = self.lists.leave();
        self.add(&tags);
        if let Some(tag) = self.open.take() {
            self.add(&format!("</{tag}>\n"));
        }
    }

    fn footnotes(&mut self) {
        let notes: Vec<String> =
            self.notes.iter().map(|(_, url)| format!("<li>{}</li>\n", anchor(url, url))).collect();
        if !notes.is_empty() {
            self.add(&format!("<ol class=\"notes\">\n{}</ol>\n", notes.concat()));
        }
    }

    fn extra(&mut self, extra: &Extra) {
        self.add(&format!("<section>\n<h2>{}</h2>\n<ul>\n", extra.title));
        for row in &extra.rows {
            let words = row.url.as_ref().map_or_else(|| escape(&row.text), |url| anchor(url, &row.text));
            let detail = row
                .detail
                .as_ref()
                .map(|detail| format!(" <span class=\"detail\">{}</span>", escape(detail)));
            self.line("li", "", &format!("{words}{}", detail.unwrap_or_default()));
        }
        self.add("</ul>\n</section>\n");
    }

    fn inline(&mut self, block: &Block) -> String {
        let runs = runs(block, &self.reading.anchors, self.style != LinkStyle::None);
        let mut out = String::new();
        for group in by_link(&runs) {
            let words: String = group.iter().map(marked).collect();
            match (group.first().and_then(|run| run.link.as_deref()), self.style) {
                (Some(url), LinkStyle::Inline) => _ = write!(out, "<a href=\"{}\">{words}</a>", escape(url)),
                (Some(url), LinkStyle::Footnotes) => {
                    _ = write!(out, "{words}<sup>{}</sup>", self.notes.number(url));
                }
                _ => out.push_str(&words),
            }
        }
        out
    }

    fn line(&mut self, tag: &str, attributes: &str, inner: &str) {
        if !inner.is_empty() {
            self.add(&format!("<{tag}{attributes}>{inner}</{tag}>\n"));
        }
    }

    fn add(&mut self, text: &str) {
        self.out.push_str(text);
    }
}

fn marked(run: &Run) -> String {
    let mut words = escape(&run.text).replace('\n', "<br>\n");
    let tags = [
        (Marks::CODE, "code"),
        (Marks::SUPER, "sup"),
        (Marks::STRIKE, "s"),
        (Marks::EMPHASIS, "em"),
        (Marks::STRONG, "strong"),
    ];
    for (_, tag) in tags.iter().filter(|(mark, _)| run.marks.has(*mark)) {
        words = format!("<{tag}>{words}</{tag}>");
    }
    words
}

fn cells(text: &str) -> String {
    let cells: Vec<String> = text.split('\t').map(|cell| escape(cell.trim())).collect();
    format!("<td>{}</td>", cells.join("</td><td>"))
}

fn embed(media: &Media) -> String {
    let name = media.title.as_ref().or(media.description.as_ref()).map(Clean::folded);
    match (media.url.as_deref().and_then(target), name) {
        (Some(url), Some(name)) => anchor(&url, &name),
        (Some(url), None) => anchor(&url, &url),
        (None, Some(name)) => escape(&name),
        (None, None) => String::new(),
    }
}

fn anchor(url: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(url), escape(words))
}

/// Text for an element or a quoted attribute.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples::{block, ferry, of};
    use super::*;

    #[test]
    fn a_story_is_a_page_of_its_own() {
        let options = Options { sidebar: true, ledger: true, ..Options::default() };
        insta::assert_snapshot!(html(&ferry(), &options), @r#"
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Ferry stops at *noon*</title>
        <style>body{max-width:42em;margin:2em auto;padding:0 1em;line-height:1.5;font-family:serif}.standfirst{font-weight:bold}.byline,.caption,.detail{color:#666;font-size:.9em}blockquote{border-left:3px solid #ccc;margin-left:0;padding-left:1em}pre{overflow:auto}td{padding:.1em .6em}</style>
        </head>
        <body>
        <article dir="auto">
        <h1>Ferry stops at *noon*</h1>
        <p class="standfirst">No boats until the tide turns.</p>
        <p class="byline">Ada Lind · 2024-05-06 · Sund Courier</p>
        <p>The harbour ferry <strong>stopped </strong>when the <a href="https://sund.example/tide?a=1&amp;b=2">spring tide</a> came, said<em> &lt;the master&gt; &amp; crew.</em></p>
        <p class="caption">The quay. Photo: E. Berg</p>
        <h2>What travellers can do</h2>
        <ol>
        <li value="1">Take the bus:<ul>
        <li>line 4 from the square</li>
        </ul>
        </li>
        <li value="2">Wait.</li>
        </ol>
        <blockquote>
        <p>We sail<br>
        when she lets us.</p>
        </blockquote>
        <pre>tide --at `sund`
          high</pre>
        <table>
        <tr><td>Hour</td><td>Level|cm</td></tr>
        <tr><td>06</td><td>142</td></tr>
        </table>
        <p class="media"><a href="https://sund.example/quay.jpg">The quay at noon</a></p>
        </article>
        <section>
        <h2>Videos</h2>
        <ul>
        <li><a href="https://sund.example/v/1">Tide over the quay</a> <span class="detail">1:12</span></li>
        </ul>
        </section>
        <section>
        <h2>Links</h2>
        <ul>
        <li><a href="https://sund.example/why">Why tides differ</a> <span class="detail">related</span></li>
        </ul>
        </section>
        <section>
        <h2>Removed</h2>
        <ul>
        <li>Story continues below advertisement <span class="detail">ad-marker: ad marker</span></li>
        </ul>
        </section>
        </body>
        </html>
        "#);
    }

    #[test]
    fn hostile_words_stay_words() {
        let page = html(
            &of(vec![block(0, BlockKind::Paragraph, "</p><script>x('\"')</script>")]),
            &Options::default(),
        );
        assert!(page.contains("<p>&lt;/p&gt;&lt;script&gt;x(&#39;&quot;&#39;)&lt;/script&gt;</p>"), "{page}");
    }
}
