//! The text of an element while it is being heard: plain, until a tag in it makes it markup.

use url::Url;

use super::fields::Field;
use super::lexer::Attributes;
use super::plain;
use super::value::{TEXT, Value};
use crate::read;

/// Elements of HTML that hold nothing and have no end.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// A text that is being heard.
#[derive(Debug)]
pub(super) struct Capture<'a> {
    field: Field,
    attributes: Attributes<'a>,
    text: String,
    is_markup: bool,
    is_cut: bool,
}

impl<'a> Capture<'a> {
    pub(super) fn new(field: Field, attributes: Attributes<'a>) -> Self {
        Self { field, attributes, text: String::new(), is_markup: false, is_cut: false }
    }

    pub(super) fn field(&self) -> Field {
        self.field
    }

    /// Whether it says of itself that it is a page.
    pub(super) fn is_xhtml(&self) -> bool {
        self.attributes.get("type").is_some_and(|kind| kind.contains("xhtml"))
    }

    /// Hears a text. In a raw one no references count.
    pub(super) fn text(&mut self, text: &str, is_raw: bool) {
        match (self.is_markup, is_raw) {
            (false, false) => self.push(&read::unescape(text)),
            (true, true) => self.push(&plain::escape(text)),
            (false, true) | (true, false) => self.push(text),
        }
    }

    /// Hears a tag in it; whether an end tag is to be waited for.
    pub(super) fn start(&mut self, name: &str, attributes: Attributes<'a>, is_empty: bool) -> bool {
        let is_void = VOID.contains(&name);
        if self.field.is_html() {
            self.become_markup();
            self.push(&format!("<{name}{}>", attributes.as_str().trim_end()));
            if is_empty && !is_void {
                self.end(name);
            }
        }
        !is_empty && !is_void
    }

    /// Hears the end of an element in it.
    pub(super) fn end(&mut self, name: &str) {
        if self.is_markup {
            self.push(&format!("</{name}>"));
        }
    }

    /// What was plain so far is escaped, unless it was HTML already.
    fn become_markup(&mut self) {
        if !self.is_markup {
            if !self.text.contains('<') {
                self.text = plain::escape(&self.text);
            }
            self.is_markup = true;
        }
    }

    fn push(&mut self, text: &str) {
        let room = TEXT.saturating_sub(self.text.len());
        self.is_cut |= text.len() > room;
        self.text.push_str(plain::beginning(text, room));
    }

    /// All that was heard.
    pub(super) fn finish(self, is_atom: bool, base: Option<Url>, has_base: bool) -> Value<'a> {
        let Self { attributes, text, is_markup, is_cut, .. } = self;
        Value { attributes, text, is_markup, is_atom, base, has_base, is_cut }
    }
}
