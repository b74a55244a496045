//! XML, and HTML where it looks like it, as a row of tags and texts. Never fails and never expands
//! anything: what is no tag is text, and what a document declares about itself is skipped.

use memchr::{memchr, memchr3, memmem};

/// A piece of a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// `<name ..>`, or `<name ../>`.
    Start { name: &'a str, attributes: Attributes<'a>, is_empty: bool },
    /// `</name>`
    End { name: &'a str },
    /// Between tags, as written: references are not resolved.
    Text(&'a str),
    /// Between `<![CDATA[` and `]]>`.
    Raw(&'a str),
}

/// Walks over a document.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Where something began that never ends.
    open: Option<usize>,
    /// Whether a `]>` may still come.
    has_brackets: bool,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self::from(text, 0)
    }

    /// Walks over a text from a byte on.
    pub(super) fn from(text: &'a str, at: usize) -> Self {
        Self { text, at, open: None, has_brackets: true }
    }

    /// How many bytes of the text were walked over.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Where a tag, a comment or a section began that the text ends in.
    pub(super) fn open(&self) -> Option<usize> {
        self.open
    }

    /// Walks to the end tag of an element whose text is no markup, as a script's; whether there is
    /// one. Else nothing is walked over.
    pub(super) fn skip_to_end_of(&mut self, name: &str) -> bool {
        let mut from = self.at;
        while let Some(found) = self.seek(b"</", from) {
            let behind = self.text.get(found + 2..).unwrap_or_default();
            if behind.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name)) {
                self.at = found;
                return true;
            }
            from = found + 2;
        }
        false
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn seek(&self, what: &[u8], from: usize) -> Option<usize> {
        memmem::find(self.text.as_bytes().get(from..)?, what).map(|at| from + at)
    }

    /// The text up to a place, which is walked over with so many bytes behind it.
    fn take(&mut self, to: usize, behind: usize) -> &'a str {
        let taken = self.text.get(self.at..to).unwrap_or_default();
        self.at = (to + behind).min(self.text.len());
        taken
    }

    /// Gives up: the text ends in the middle of something.
    fn ends_open(&mut self) {
        self.open = Some(self.at);
        self.at = self.text.len();
    }

    fn skip_past(&mut self, opening: usize, end: &[u8]) {
        match self.seek(end, self.at + opening) {
            Some(found) => self.at = found + end.len(),
            None => self.ends_open(),
        }
    }

    /// `<!DOCTYPE ..>`, with what it declares in brackets.
    fn skip_declaration(&mut self) {
        let bytes = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let first = memchr::memchr2(b'[', b'>', bytes).filter(|at| bytes.get(*at) == Some(&b'['));
        if let Some(at) = first.filter(|_| self.has_brackets) {
            self.has_brackets = self.seek(b"]>", self.at + at).is_some();
            if self.has_brackets {
                return self.skip_past(at, b"]>");
            }
        }
        self.skip_past(0, b">");
    }

    fn end_tag(&mut self) -> Option<Token<'a>> {
        let Some(end) = self.seek(b">", self.at) else {
            self.ends_open();
            return None;
        };
        self.at += 2;
        let name = self.take(end, 1).split_ascii_whitespace().next().unwrap_or_default();
        Some(Token::End { name })
    }

    fn start_tag(&mut self) -> Option<Token<'a>> {
        let Some(end) = end_of_tag(self.rest()) else {
            self.ends_open();
            return None;
        };
        self.at += 1;
        let tag = self.take(self.at + end - 1, 1);
        let is_empty = tag.ends_with('/');
        let tag = tag.strip_suffix('/').unwrap_or(tag);
        let border = tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len());
        let (name, attributes) = tag.split_at_checked(border).unwrap_or((tag, ""));
        Some(Token::Start { name, attributes: Attributes(attributes), is_empty })
    }

    fn raw(&mut self) -> Option<Token<'a>> {
        let opening = "<![CDATA[".len();
        let Some(end) = self.seek(b"]]>", self.at + opening) else {
            self.ends_open();
            return None;
        };
        self.at += opening;
        Some(Token::Raw(self.take(end, 3)))
    }

    /// Up to the next tag. What looks like the beginning of one and is none belongs to it.
    fn words(&mut self) -> Token<'a> {
        let bytes = self.text.as_bytes();
        let mut end = self.at + 1;
        while let Some(found) = bytes.get(end..).and_then(|rest| memchr(b'<', rest)) {
            end += found;
            if is_markup(bytes.get(end + 1).copied()) {
                return Token::Text(self.take(end, 0));
            }
            end += 1;
        }
        Token::Text(self.take(bytes.len(), 0))
    }
}

/// Whether what stands behind a `<` makes it one of a tag, a comment or a declaration.
fn is_markup(behind: Option<u8>) -> bool {
    behind.is_none_or(|b| b.is_ascii_alphabetic() || b >= 0x80 || matches!(b, b'/' | b'!' | b'?' | b'_'))
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            let bytes = rest.as_bytes();
            let token = match (bytes.first()?, bytes.get(1)) {
                (b'<', Some(b'/')) => self.end_tag(),
                (b'<', Some(b'?')) => {
                    self.skip_past(0, b"?>");
                    None
                }
                (b'<', Some(b'!')) if rest.starts_with("<![CDATA[") => self.raw(),
                (b'<', Some(b'!')) if rest.starts_with("<!--") => {
                    self.skip_past(4, b"-->");
                    None
                }
                (b'<', Some(b'!')) => {
                    self.skip_declaration();
                    None
                }
                (b'<', None) => {
                    self.ends_open();
                    None
                }
                (b'<', behind) if is_markup(behind.copied()) => self.start_tag(),
                _ => Some(self.words()),
            };
            if token.is_some() {
                return token;
            }
        }
    }
}

/// Where the `>` of a tag stands: not within a quoted value.
fn end_of_tag(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
        let found = *bytes.get(at)?;
        if found == b'>' {
            return Some(at);
        }
        // A quote opens a value only behind a `=`; elsewhere it is a slip.
        let before = bytes.get(..at)?.trim_ascii_end();
        at += 1;
        if before.ends_with(b"=") {
            at += memchr(found, bytes.get(at..)?)? + 1;
        }
    }
}

/// The attributes of a tag, as written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Attributes<'a>(&'a str);

impl<'a> Attributes<'a> {
    /// The value of the first attribute with a name, in capitals or not, as written.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.pairs().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// As written.
    pub(super) fn as_str(&self) -> &'a str {
        self.0
    }

    /// Names and values in order.
    pub(super) fn pairs(&self) -> Pairs<'a> {
        Pairs(self.0)
    }
}

/// Names and values of attributes.
pub(super) struct Pairs<'a>(&'a str);

impl<'a> Iterator for Pairs<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let text =
            self.0.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\''));
        if text.is_empty() {
            self.0 = "";
            return None;
        }
        let end = text.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(text.len()).max(1);
        let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        let Some(value) = rest.trim_start().strip_prefix('=') else {
            self.0 = rest;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, rest) = match quote {
            Some(quote) => {
                let inside = value.get(1..).unwrap_or_default();
                inside.split_once(quote).unwrap_or((inside, ""))
            }
            None => value.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((value, "")),
        };
        self.0 = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lex(text: &str) -> String {
        let mut lexer = Lexer::new(text);
        let mut out: Vec<String> = lexer
            .by_ref()
            .map(|token| match token {
                Token::Start { name, attributes, is_empty } => {
                    let pairs: Vec<String> = attributes.pairs().map(|(k, v)| format!("{k}={v}")).collect();
                    format!("<{name} {}{}", pairs.join(" "), if is_empty { "/" } else { "" })
                }
                Token::End { name } => format!("/{name}"),
                Token::Text(text) => format!("'{text}'"),
                Token::Raw(text) => format!("[{text}]"),
            })
            .collect();
        out.extend(lexer.open().map(|at| format!("open at {at}")));
        out.join(", ")
    }

    #[test]
    fn tags_texts_and_sections() {
        assert_eq!(lex("<a b=\"1\" c='>'>x</a ><d/>"), "<a b=1 c=>, 'x', /a, <d /");
        assert_eq!(lex("<t><![CDATA[<b>&amp;]]></t>"), "<t , [<b>&amp;], /t");
    }

    #[test]
    fn declarations_comments_and_instructions_are_skipped() {
        assert_eq!(lex("<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a \"b>\">]>a<!-- <b> -->c"), "'a', 'c'");
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(lex("AT&T & co <3 > 2 < 5<b>"), "'AT&T & co <3 > 2 < 5', <b ");
    }

    #[test]
    fn what_never_ends_is_told() {
        assert_eq!(lex("<a>x<b c"), "<a , 'x', open at 4");
        assert_eq!(lex("x<![CDATA[y"), "'x', open at 1");
        assert_eq!(lex("x<!-- y"), "'x', open at 1");
        assert_eq!(lex("x<"), "'x', open at 1");
    }

    #[test]
    fn attributes_may_be_written_carelessly() {
        assert_eq!(lex("<a b=1 checked c = 'x y' d=\"e>"), "open at 0");
        assert_eq!(lex("<a b=1 checked c = 'x y'e='f'/>"), "<a b=1 checked= c=x y e=f/");
        assert_eq!(lex("<a say\"what\" b='1'>"), "<a say\"what\"= b=1");
    }
}
