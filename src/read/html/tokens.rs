//! A page to tokens for html5ever's tree builder, by the rules of the HTML standard.
//!
//! html5ever's own tokenizer goes from character to character and takes three quarters of the
//! time of a parse. This one goes from one byte that matters to the next, and texts and values
//! are stretches of the page, not copies. What no reader needs is passed over: script and
//! style bodies, but for JSON-LD, and what comments say. What costs more than its length is cut:
//! attributes of one tag past a sane number. Errors of the page are nobody's business here,
//! but for those that the tree builder notices.
//! The tests hold it to html5ever's tokenizer, tree for tree.

use std::borrow::Cow;

use html5ever::interface::{Attribute, QualName};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::{local_name, ns};
use memchr::{memchr, memchr2, memchr3, memmem};

use super::doctype;
use super::names::Names;
use super::references::{Within, begins_open, decode};

/// Attributes of one tag past this number are cut: each is compared with all before it.
const ATTRIBUTES: usize = 256;

/// Most tags have no more attributes.
const FEW: usize = 4;

/// Attribute values longer than this are cut.
const VALUE: usize = 64 * 1024;

/// Passes the tokens of a page to a sink, the end of the page too.
pub(super) fn feed<Sink: TokenSink>(html: &str, sink: &Sink) {
    let page = StrTendril::from_slice(html);
    let has_nulls = memchr(0, html.as_bytes()).is_some();
    let mut reader = Reader { html, page, at: 0, has_nulls, names: Names::default(), sink };
    while reader.at < html.len() {
        reader.step();
    }
    _ = reader.emit(Token::EOFToken);
    sink.end();
}

struct Reader<'a, Sink> {
    html: &'a str,
    /// The page again, in the form whose stretches can be shared.
    page: StrTendril,
    at: usize,
    /// Whether there is a null character in it.
    has_nulls: bool,
    names: Names,
    sink: &'a Sink,
}

impl<Sink: TokenSink> Reader<'_, Sink> {
    fn rest(&self) -> &str {
        self.html.get(self.at..).unwrap_or_default()
    }

    fn emit(&self, token: Token) -> TokenSinkResult<Sink::Handle> {
        self.sink.process_token(token, 1)
    }

    /// Reads the text up to the next angle, and what that opens.
    fn step(&mut self) {
        let rest = self.rest();
        let text = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        self.text(text);
        let rest = self.rest().as_bytes();
        match rest.get(1) {
            Some(b'!') => self.declaration(),
            Some(b'?') => self.comment(past(rest, b'>')),
            Some(b'/') => match rest.get(2) {
                Some(name) if name.is_ascii_alphabetic() => self.tag(TagKind::EndTag),
                Some(b'>') => {
                    self.at += 3;
                    self.fault();
                }
                Some(_) => self.comment(past(rest, b'>')),
                None => self.text(2),
            },
            Some(name) if name.is_ascii_alphabetic() => self.tag(TagKind::StartTag),
            _ => self.text(rest.len().min(1)),
        }
    }

    /// Passes on so many bytes of text, in which references count.
    fn text(&mut self, length: usize) {
        let (from, to) = (self.at, self.at + length);
        self.at = to;
        self.pieces(from, to, Within::Text);
    }

    /// Passes on a stretch of the page as text. Null characters are tokens of their own.
    fn pieces(&self, mut from: usize, to: usize, within: Within) {
        if !self.has_nulls {
            return self.characters(from, to, within);
        }
        let text = self.html.get(from..to).unwrap_or_default();
        for (number, piece) in text.split('\0').enumerate() {
            if number > 0 {
                _ = self.emit(Token::NullCharacterToken);
            }
            self.characters(from, from + piece.len(), within);
            from += piece.len() + 1;
        }
    }

    fn characters(&self, from: usize, to: usize, within: Within) {
        if from < to {
            if within == Within::Text && begins_open(self.html.get(from..to).unwrap_or_default()) {
                self.fault();
            }
            _ = self.emit(Token::CharacterTokens(self.stretch(from, to, within)));
        }
    }

    /// Tells of an error where nothing else comes of it. The tree builder of html5ever counts it
    /// as something that stands between `<pre>` and a line feed, which is then kept.
    fn fault(&self) {
        _ = self.emit(Token::ParseError(Cow::Borrowed("")));
    }

    /// A stretch of the page: shared with it, unless something in it stands for something else.
    fn stretch(&self, from: usize, to: usize, within: Within) -> StrTendril {
        let text = self.html.get(from..to).unwrap_or_default();
        let (Ok(offset), Ok(length)) = (u32::try_from(from), u32::try_from(text.len())) else {
            return decode(text, within);
        };
        match memchr3(b'&', b'\r', 0, text.as_bytes()) {
            None => self.page.subtendril(offset, length),
            Some(_) => decode(text, within),
        }
    }

    /// A comment, a document type, or character data in a drawing.
    fn declaration(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            self.comment(comment_end(rest.as_bytes()));
        } else if let Some(length) = doctype::length(rest) {
            let doctype = doctype::read(rest.get(..length).unwrap_or_default());
            self.at += length;
            _ = self.emit(Token::DoctypeToken(doctype));
        } else if rest.starts_with("<![CDATA[")
            && self.sink.adjusted_current_node_present_but_not_in_html_namespace()
        {
            self.character_data();
        } else {
            self.comment(past(rest.as_bytes(), b'>'));
        }
    }

    /// Passes over so many bytes of comment. That there is one parts the texts around it.
    fn comment(&mut self, length: usize) {
        self.at += length;
        _ = self.emit(Token::CommentToken(StrTendril::new()));
    }

    fn character_data(&mut self) {
        self.at += "<![CDATA[".len();
        let rest = self.rest();
        let length = memmem::find(rest.as_bytes(), b"]]>").unwrap_or(rest.len());
        let from = self.at;
        self.at = (from + length + "]]>".len()).min(self.html.len());
        self.pieces(from, from + length, Within::Raw);
    }

    /// A tag, and the body of an element whose text is no markup. A tag that never ends is
    /// nothing, and nothing is behind it.
    fn tag(&mut self, kind: TagKind) {
        let Some((tag, end)) = self.read_tag(kind) else {
            self.at = self.html.len();
            return;
        };
        self.at = end;
        let name = tag.name.clone();
        let is_data = name == local_name!("script")
            && tag.attrs.iter().any(|attribute| attribute.value.contains("ld+json"));
        match self.emit(Token::TagToken(tag)) {
            TokenSinkResult::RawData(RawKind::Rcdata) => self.raw(&name, Within::Text),
            TokenSinkResult::RawData(RawKind::Rawtext) if &*name == "style" => self.skip_raw(&name),
            TokenSinkResult::RawData(RawKind::Rawtext) => self.raw(&name, Within::Raw),
            TokenSinkResult::RawData(_) => {
                let length = script_end(self.rest().as_bytes());
                if is_data {
                    self.characters(self.at, self.at + length, Within::Raw);
                }
                self.at += length;
            }
            TokenSinkResult::Plaintext => {
                self.characters(self.at, self.html.len(), Within::Raw);
                self.at = self.html.len();
            }
            _ => {}
        }
    }

    fn raw(&mut self, name: &str, within: Within) {
        let from = self.at;
        self.skip_raw(name);
        self.characters(from, self.at, within);
    }

    fn skip_raw(&mut self, name: &str) {
        self.at += raw_end(self.rest().as_bytes(), name);
    }

    /// The tag that begins here, and where it ends. None when it never does.
    fn read_tag(&self, kind: TagKind) -> Option<(Tag, usize)> {
        let bytes = self.html.as_bytes();
        let from = self.at + if kind == TagKind::StartTag { 1 } else { 2 };
        let mut at = position(bytes, from, |b| is_space(b) || matches!(b, b'>' | b'/'))?;
        let mut tag = Tag {
            kind,
            name: self.names.get(self.html.get(from..at)?),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        loop {
            at = position(bytes, at, |b| !is_space(b))?;
            match bytes.get(at)? {
                b'>' => return Some((tag, at + 1)),
                b'/' => {
                    at += 1;
                    tag.self_closing = bytes.get(at) == Some(&b'>');
                }
                _ => {
                    let found = Found::at(bytes, at)?;
                    at = found.end;
                    self.note(&mut tag, &found);
                }
            }
        }
    }

    /// Adds an attribute to a start tag, unless there are enough or one of its name is there.
    fn note(&self, tag: &mut Tag, found: &Found) {
        let (from, to) = found.value;
        if tag.kind == TagKind::EndTag || tag.attrs.len() >= ATTRIBUTES || to - from > VALUE {
            return;
        }
        let (from_name, to_name) = found.name;
        let local = self.names.get(self.html.get(from_name..to_name).unwrap_or_default());
        if tag.attrs.iter().any(|known| known.name.local == local) {
            tag.had_duplicate_attributes = true;
            return;
        }
        let value = self.stretch(from, to, Within::Value);
        if tag.attrs.is_empty() {
            tag.attrs = Vec::with_capacity(FEW);
        }
        tag.attrs.push(Attribute { name: QualName::new(None, ns!(), local), value });
    }
}

/// Where an attribute's name and value are, and where what follows begins.
struct Found {
    name: (usize, usize),
    value: (usize, usize),
    end: usize,
}

impl Found {
    /// The attribute that begins here. None when the page ends in it.
    fn at(bytes: &[u8], from: usize) -> Option<Self> {
        // Even an `=` is a part of the name where the name begins.
        let name_end = position(bytes, from + 1, |b| is_space(b) || matches!(b, b'>' | b'/' | b'='))?;
        let name = (from, name_end);
        let equals = position(bytes, name_end, |b| !is_space(b))?;
        if bytes.get(equals) != Some(&b'=') {
            return Some(Self { name, value: (equals, equals), end: equals });
        }
        let at = position(bytes, equals + 1, |b| !is_space(b))?;
        match bytes.get(at)? {
            b'>' => Some(Self { name, value: (at, at), end: at }),
            quote @ (b'"' | b'\'') => {
                let end = at + 1 + memchr(*quote, bytes.get(at + 1..)?)?;
                Some(Self { name, value: (at + 1, end), end: end + 1 })
            }
            _ => {
                let end = position(bytes, at, |b| is_space(b) || b == b'>')?;
                Some(Self { name, value: (at, end), end })
            }
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0C')
}

/// The first place from `from` on that is wanted. None when there is none.
fn position(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> Option<usize> {
    bytes.get(from..)?.iter().position(|byte| wanted(*byte)).map(|at| from + at)
}

/// How far it is to just behind the next such byte, or to the end.
fn past(bytes: &[u8], byte: u8) -> usize {
    memchr(byte, bytes).map_or(bytes.len(), |at| at + 1)
}

/// Where a comment that begins here ends.
fn comment_end(rest: &[u8]) -> usize {
    let body = rest.get(4..).unwrap_or_default();
    if body.starts_with(b">") {
        return 5;
    }
    if body.starts_with(b"->") {
        return 6;
    }
    let mut at = 0;
    while let Some(next) = body.get(at..).and_then(|tail| memmem::find(tail, b"--")) {
        let tail = body.get(at + next + 2..).unwrap_or_default();
        if tail.starts_with(b">") {
            return 4 + at + next + 3;
        }
        if tail.starts_with(b"!>") {
            return 4 + at + next + 4;
        }
        at += next + 1;
    }
    rest.len()
}

/// Whether a tag name stands at `at`, with its delimiter.
fn is_named(bytes: &[u8], at: usize, name: &str) -> bool {
    let end = at + name.len();
    bytes.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(end).is_some_and(|b| is_space(*b) || matches!(b, b'>' | b'/'))
}

/// Where the closing tag of that name begins, or where the page ends.
fn raw_end(bytes: &[u8], name: &str) -> usize {
    memmem::find_iter(bytes, b"</").find(|at| is_named(bytes, at + 2, name)).unwrap_or(bytes.len())
}

/// Where the closing tag of a script begins, by the web's rules: a comment that opens
/// another script hides one closing tag.
fn script_end(bytes: &[u8]) -> usize {
    let first = raw_end(bytes, "script");
    if memmem::find(bytes.get(..first).unwrap_or_default(), b"<!--").is_none() {
        return first;
    }
    let (mut escaped, mut doubly) = (false, false);
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|tail| memchr2(b'<', b'-', tail)) {
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
mod tests;
