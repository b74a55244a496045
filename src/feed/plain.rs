//! HTML of a feed to a line: for titles, names and descriptions, and for telling teasers.

use super::lexer::{Lexer, Token};
use crate::model::Clean;
use crate::read;

/// Elements that a title or a name may hold. Any other in them is something that is talked about.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "del",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "p",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements that part words.
const PARTING: &[&str] =
    &["blockquote", "br", "div", "h1", "h2", "h3", "h4", "img", "li", "ol", "p", "td", "tr", "ul"];

/// How much markup is looked through for a line.
const WITHIN: usize = 64 * 1024;

/// A title of HTML on one line. References that were written twice over are resolved as well.
pub(super) fn line(html: &str) -> Clean {
    if !html.contains(['<', '&']) {
        return Clean::field(html);
    }
    let html = beginning(html, WITHIN);
    let mut text = String::with_capacity(html.len());
    let mut lexer = Lexer::new(html);
    let (mut before, mut ends) = (0, true);
    while let Some(token) = lexer.next() {
        if let Token::Start { name, is_empty: false, .. } = token
            && ends
            && is_one_of(name, &["script", "style"])
        {
            // Looked for once: what has no end now has none later.
            ends = lexer.skip_to_end_of(name);
            if ends {
                lexer.next();
                before = lexer.at();
                continue;
            }
        }
        let written = html.get(before..lexer.at()).unwrap_or_default();
        before = lexer.at();
        match token {
            Token::Text(words) | Token::Raw(words) => text.push_str(&read::unescape(words)),
            Token::Start { name, .. } | Token::End { name } if is_one_of(name, INLINE) => {
                if is_one_of(name, PARTING) {
                    text.push(' ');
                }
            }
            Token::Start { .. } | Token::End { .. } => text.push_str(written),
        }
    }
    // What looks like a tag that never ends is words.
    text.push_str(lexer.open().and_then(|at| html.get(at..)).unwrap_or_default());
    Clean::field(&text)
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The words of a piece of HTML, with all markup gone, and the last link in it when nothing but
/// marks stands behind it.
pub(super) fn words(html: &str) -> (String, Option<String>) {
    let mut text = String::with_capacity(html.len() / 2);
    let mut lexer = Lexer::new(html);
    let (mut inside, mut last) = (false, None);
    while let Some(token) = lexer.next() {
        match token {
            Token::Text(words) | Token::Raw(words) => {
                let words = read::unescape(words);
                if !inside && words.chars().any(char::is_alphanumeric) {
                    last = None;
                }
                text.push_str(&words);
            }
            Token::Start { name, attributes, is_empty } => {
                if name.eq_ignore_ascii_case("a") {
                    inside = true;
                    last = attributes.get("href").map(|href| read::unescape(href).into_owned());
                } else if !is_empty && is_one_of(name, &["script", "style"]) {
                    // What never ends is no text either.
                    if !lexer.skip_to_end_of(name) {
                        break;
                    }
                }
                part(&mut text, name);
            }
            Token::End { name } => {
                inside &= !name.eq_ignore_ascii_case("a");
                part(&mut text, name);
            }
        }
    }
    (text, last)
}

fn part(text: &mut String, name: &str) {
    if is_one_of(name, PARTING) {
        text.push(' ');
    }
}

/// So many bytes of a text, or a few less where a character would be cut.
pub(super) fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Plain text as HTML.
pub(super) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}

/// Each part as a paragraph.
pub(super) fn wrapped<T: AsRef<str>>(parts: impl Iterator<Item = T>) -> String {
    let mut html = String::new();
    for part in parts {
        html.push_str("<p>");
        html.push_str(part.as_ref());
        html.push_str("</p>");
    }
    html
}

/// Plain text with lines as HTML with paragraphs.
pub(super) fn paragraphs(text: &str) -> String {
    let normal = text.replace("\r\n", "\n");
    let parts = normal.split("\n\n").filter(|part| !part.trim().is_empty());
    wrapped(parts.map(|part| escape(part.trim()).replace('\n', "<br>")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_their_markup_and_keep_what_they_talk_of() {
        assert_eq!(line("A <b>bold</b> &amp; old&nbsp;bridge"), "A bold & old bridge");
        assert_eq!(line("How <blink> came and <marquee> went"), "How <blink> came and <marquee> went");
        assert_eq!(line("1 < 2 > 0 AT&T <b"), "1 < 2 > 0 AT&T <b");
        assert_eq!(line("one<br/>two"), "one two");
        assert_eq!(line("a<script>if (1 < 2) x()</script> b"), "a b");
        assert_eq!(line("How <script> tags work"), "How <script> tags work");
    }

    #[test]
    fn the_last_link_is_told_when_nothing_stands_behind_it() {
        assert_eq!(words("<p>a b <a href='/x'>more</a> »</p>"), (" a b more » ".into(), Some("/x".into())));
        assert_eq!(words("<a href='/x'>a</a> b").1, None);
    }

    #[test]
    fn plain_text_becomes_paragraphs() {
        assert_eq!(paragraphs("a < b\nc\r\n\r\nd"), "<p>a &lt; b<br>c</p><p>d</p>");
    }
}
