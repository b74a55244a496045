//! Cuts what no reader needs before the parser sees it: script and style bodies, comments,
//! and attributes past a sane number. One linear scan that knows quotes, comments and raw text.
//!
//! The tokenizer is three quarters of the cost of parsing, half of a news page is script, and
//! the tokenizer compares each attribute with all before it, so a tag with 60,000 of them
//! takes seconds. JSON-LD scripts stay: they are data about the article.

use memchr::{memchr, memchr3, memmem};

/// Attributes of one tag past this number are cut.
const ATTRIBUTES: usize = 256;

/// Attribute values longer than this are cut.
const VALUE: usize = 64 * 1024;

/// The page without script and style bodies and comments.
pub(super) fn prune(html: &str) -> String {
    let mut pruner = Pruner { html, at: 0, kept: String::with_capacity(html.len()), foreign: 0 };
    pruner.run();
    pruner.kept
}

struct Pruner<'a> {
    html: &'a str,
    at: usize,
    kept: String,
    /// How many `svg` and `math` elements are open: raw text is parsed otherwise in there.
    foreign: usize,
}

/// A tag: where it ends, and what it is.
struct Tag<'a> {
    name: &'a str,
    text: &'a str,
    closing: bool,
}

impl<'a> Pruner<'a> {
    fn run(&mut self) {
        while let Some(next) = memchr(b'<', self.rest().as_bytes()) {
            self.keep(next);
            if self.rest().starts_with("<!--") {
                let end = comment_end(self.rest());
                self.at += end;
            } else if let Some(tag) = self.tag() {
                self.pass(&tag);
            } else {
                self.keep(1);
            }
        }
        self.keep(self.rest().len());
    }

    fn rest(&self) -> &'a str {
        self.html.get(self.at..).unwrap_or_default()
    }

    fn keep(&mut self, bytes: usize) {
        self.kept.push_str(self.rest().get(..bytes).unwrap_or_default());
        self.at += bytes;
    }

    /// The tag that begins here, if one does.
    fn tag(&self) -> Option<Tag<'a>> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let closing = bytes.get(1) == Some(&b'/');
        let from = 1 + usize::from(closing);
        if !bytes.get(from)?.is_ascii_alphabetic() {
            return None;
        }
        let is_end = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/');
        let name_end = from + bytes.get(from..)?.iter().position(is_end)?;
        let end = tag_end(bytes, name_end)?;
        Some(Tag { name: rest.get(from..name_end)?, text: rest.get(..end)?, closing })
    }

    fn pass(&mut self, tag: &Tag<'a>) {
        push_tag(&mut self.kept, tag.text);
        self.at += tag.text.len();
        let is = |name: &str| tag.name.eq_ignore_ascii_case(name);
        let empty = tag.text.ends_with("/>");
        if is("svg") || is("math") {
            if tag.closing {
                self.foreign = self.foreign.saturating_sub(1);
            } else if !empty {
                self.foreign += 1;
            }
        } else if !tag.closing && !(empty && self.foreign > 0) {
            self.raw_text(tag);
        }
    }

    /// Passes over the body of an element whose text is no markup.
    fn raw_text(&mut self, tag: &Tag<'a>) {
        let is = |name: &str| tag.name.eq_ignore_ascii_case(name);
        if is("script") {
            let end = script_end(self.rest());
            self.body(end, is_data(tag.text));
        } else if is("style") {
            let end = closing_tag(self.rest(), "style");
            self.body(end, self.foreign > 0);
        } else if self.foreign == 0 {
            let raw = ["textarea", "title", "xmp", "iframe", "noembed", "noframes"];
            if let Some(name) = raw.into_iter().find(|name| is(name)) {
                let end = closing_tag(self.rest(), name);
                self.keep(end);
            } else if is("plaintext") {
                self.keep(self.rest().len());
            }
        }
    }

    fn body(&mut self, end: usize, wanted: bool) {
        if wanted {
            self.keep(end);
        } else {
            self.at += end;
        }
    }
}

/// Whether a script tag holds JSON-LD.
fn is_data(tag: &str) -> bool {
    memmem::find(tag.to_ascii_lowercase().as_bytes(), b"ld+json").is_some()
}

/// Where a tag ends, one past its `>`. Quotes are honoured only where a value can begin.
fn tag_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut after_equals = false;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => return Some(at),
            b'"' | b'\'' if after_equals => at += memchr(*byte, bytes.get(at..)?)? + 1,
            b'=' => {
                after_equals = true;
                continue;
            }
            b if b.is_ascii_whitespace() => continue,
            _ => {}
        }
        after_equals = false;
    }
    None
}

/// Adds a tag, cutting attributes and values that are too many or too long.
fn push_tag(kept: &mut String, tag: &str) {
    let equals = memchr::memchr_iter(b'=', tag.as_bytes()).count();
    let spaces = || tag.bytes().filter(u8::is_ascii_whitespace).count();
    if tag.len() <= VALUE
        && (equals <= ATTRIBUTES && spaces() <= ATTRIBUTES * 8 || equals + spaces() <= ATTRIBUTES)
    {
        kept.push_str(tag);
        return;
    }
    push_capped(kept, tag);
}

fn push_capped(kept: &mut String, tag: &str) {
    let bytes = tag.as_bytes();
    let mut at = bytes.iter().position(u8::is_ascii_whitespace).unwrap_or(bytes.len());
    kept.push_str(tag.get(..at).unwrap_or_default());
    for _ in 0..ATTRIBUTES {
        let end = attribute_end(bytes, at);
        let piece = tag.get(at..end).unwrap_or_default();
        if piece.trim().is_empty() || piece.trim() == ">" {
            break;
        }
        if piece.len() <= VALUE {
            kept.push_str(piece.trim_end_matches('>'));
        }
        at = end;
    }
    kept.push('>');
}

/// Where the attribute that begins at `at` ends.
fn attribute_end(bytes: &[u8], mut at: usize) -> usize {
    let skip = |mut at: usize, stop: fn(&u8) -> bool| {
        while bytes.get(at).is_some_and(|b| !stop(b)) {
            at += 1;
        }
        at
    };
    at = skip(at, |b| !b.is_ascii_whitespace());
    at = skip(at, |b| b.is_ascii_whitespace() || matches!(b, b'=' | b'>'));
    let value = skip(at, |b| !b.is_ascii_whitespace());
    if bytes.get(value) != Some(&b'=') {
        return at.max(value.min(at + 1)).min(bytes.len());
    }
    at = skip(value + 1, |b| !b.is_ascii_whitespace());
    match bytes.get(at) {
        Some(quote @ (b'"' | b'\'')) => {
            let from = at + 1;
            from + memchr(*quote, bytes.get(from..).unwrap_or_default()).map_or(0, |end| end + 1)
        }
        _ => skip(at, |b| b.is_ascii_whitespace() || *b == b'>'),
    }
}

/// Where a comment that begins here ends.
fn comment_end(rest: &str) -> usize {
    if rest.starts_with("<!-->") {
        return 5;
    }
    if rest.starts_with("<!--->") {
        return 6;
    }
    let body = rest.as_bytes().get(4..).unwrap_or_default();
    let plain = memmem::find(body, b"-->").map(|at| at + 7);
    let banged = plain.is_none().then(|| memmem::find(body, b"--!>").map(|at| at + 8)).flatten();
    plain.or(banged).unwrap_or(rest.len())
}

/// Where the closing tag of that name begins.
fn closing_tag(rest: &str, name: &str) -> usize {
    let bytes = rest.as_bytes();
    memmem::find_iter(bytes, b"</").find(|at| is_named(bytes, at + 2, name)).unwrap_or(bytes.len())
}

/// Whether a tag name stands at `at`, with its delimiter.
fn is_named(bytes: &[u8], at: usize, name: &str) -> bool {
    let found =
        bytes.get(at..at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
    found && bytes.get(at + name.len()).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
}

/// Where the closing tag of a script begins, by the web's rules: a comment that opens
/// another script hides one closing tag.
fn script_end(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let (mut escaped, mut doubly) = (false, false);
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|tail| memchr3(b'<', b'-', b'-', tail)) {
        at += next;
        let tail = bytes.get(at..).unwrap_or_default();
        if tail.starts_with(b"-->") {
            (escaped, doubly) = (false, false);
        } else if tail.starts_with(b"<!--") {
            escaped = true;
        } else if escaped && !doubly && tail.starts_with(b"<") && is_named(bytes, at + 1, "script") {
            doubly = true;
        } else if tail.starts_with(b"</") && is_named(bytes, at + 2, "script") {
            if !doubly {
                return at;
            }
            doubly = false;
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_and_style_bodies_and_comments_go() {
        let html = "<p>a<script>if (a < b) x('</p>')</script><style>p{}</style><!-- <p>no</p> -->b</p>";
        assert_eq!(prune(html), "<p>a<script></script><style></style>b</p>");
    }

    #[test]
    fn json_ld_stays() {
        let html = r#"<script type="application/ld+json">{"a":"<b>"}</script>"#;
        assert_eq!(prune(html), html);
    }

    #[test]
    fn a_script_written_inside_a_quoted_value_is_no_script() {
        let html = r#"<a title="<script>">text</a><p>more</p>"#;
        assert_eq!(prune(html), html);
    }

    #[test]
    fn a_script_that_writes_a_script_ends_where_browsers_end_it() {
        assert_eq!(prune("<script><!-- <script> </script> --></script>b"), "<script></script>b");
    }

    #[test]
    fn an_empty_style_in_a_drawing_does_not_swallow_the_page() {
        let html = "<svg><style/></svg><p>text</p>";
        assert_eq!(prune(html), html);
    }

    #[test]
    fn a_title_is_no_markup() {
        let html = "<title>a <!-- b</title><p>text</p>";
        assert_eq!(prune(html), html);
    }

    #[test]
    fn attributes_past_the_limit_are_cut_and_the_text_stays() {
        let many: String = (0..60_000).map(|n| format!(" a{n}=\"{n}\"")).collect();
        let kept = prune(&format!("<p{many}>text</p>"));
        assert!(kept.starts_with("<p a0=\"0\" a1=\"1\"") && kept.ends_with(">text</p>"));
        assert!(kept.len() < 6_000, "{}", kept.len());
    }

    #[test]
    fn a_huge_value_is_cut_and_its_neighbours_stay() {
        let kept = prune(&format!("<p class=a title=\"{}\" id=b>text</p>", "x".repeat(1 << 20)));
        assert_eq!(kept, "<p class=a id=b>text</p>");
    }

    #[test]
    fn lone_angles_stay_text() {
        assert_eq!(prune("1 < 2 <3 </ <"), "1 < 2 <3 </ <");
    }
}
