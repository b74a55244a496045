//! The value of an element: its attributes and its text, and what kind of text that is.

use std::borrow::Cow;

use url::Url;

use super::lexer::Attributes;
use super::{links, plain};
use crate::model::Clean;
use crate::read;

/// The longest line: a title, a name, a tag.
const LINE: usize = 1000;

/// The longest text.
pub(super) const TEXT: usize = 4 << 20;

/// The value of an element.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Debug)]
pub(super) struct Value<'a> {
    pub(super) attributes: Attributes<'a>,
    /// The text, its references resolved; or else markup, as written.
    pub(super) text: String,
    /// Whether the text is markup that stood in the document itself.
    pub(super) is_markup: bool,
    /// Whether the feed is Atom, where a text is plain unless it says otherwise.
    pub(super) is_atom: bool,
    /// What addresses in it are relative to.
    pub(super) base: Option<Url>,
    /// Whether the feed itself says so.
    pub(super) has_base: bool,
    /// Whether something of it was cut off.
    pub(super) is_cut: bool,
}

impl Value<'_> {
    /// An attribute, its references resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.attributes.get(name).map(read::unescape)
    }

    /// The text as an address.
    pub(super) fn address(&self) -> Option<Url> {
        links::web(&self.text, self.base.as_ref())
    }

    /// An attribute as an address.
    pub(super) fn address_in(&self, name: &str) -> Option<Url> {
        links::web(&self.attribute(name)?, self.base.as_ref())
    }

    /// The text on one line without markup; none when nothing is left of it.
    pub(super) fn line(&mut self) -> Option<Clean> {
        if self.is_coded() {
            self.text = decoded(&self.text)?;
        }
        let line = if self.is_plain() { Clean::field(&self.text) } else { plain::line(&self.text) };
        let (line, is_cut) = shortened(line);
        self.is_cut |= is_cut;
        (!line.is_empty()).then_some(line)
    }

    /// The text as HTML; none when it is blank, or no text at all.
    pub(super) fn html(self) -> Option<String> {
        if self.text.trim().is_empty() || self.is_coded() {
            return None;
        }
        if self.is_plain() {
            return Some(plain::paragraphs(&self.text));
        }
        let lines_matter = !self.is_markup && !self.text.contains('<') && self.text.contains("\n\n");
        if !lines_matter {
            return Some(self.text);
        }
        let parts = self.text.split("\n\n").filter(|part| !part.trim().is_empty());
        Some(plain::wrapped(parts.map(str::trim)))
    }

    /// Whether the text is to be taken letter for letter. Feeds that say nothing of it are believed
    /// to mean HTML when there are tags in it.
    fn is_plain(&self) -> bool {
        if self.is_markup {
            return false;
        }
        match self.kind() {
            Some("text" | "text/plain") => true,
            None if self.is_atom => !self.text.contains("</") && !self.text.contains("/>"),
            _ => false,
        }
    }

    /// Whether it is a picture or the like, written as letters.
    fn is_coded(&self) -> bool {
        let kind = self.kind().unwrap_or_default();
        self.attributes.get("mode") == Some("base64")
            || ["image/", "audio/", "video/", "application/octet"].iter().any(|coded| kind.starts_with(coded))
    }

    /// What it is written as.
    fn kind(&self) -> Option<&str> {
        self.attributes.get("type").map(str::trim)
    }
}

/// What was written in 64 letters, as Atom 0.3 lets titles be.
fn decoded(text: &str) -> Option<String> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for b in text.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=') {
        let six = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from(bits >> count & 0xFF));
        }
    }
    String::from_utf8(bytes).ok()
}

/// A line within the limit, and whether something was cut off.
pub(super) fn shortened(line: Clean) -> (Clean, bool) {
    match line.char_indices().nth(LINE) {
        Some((at, _)) => (Clean::field(&format!("{}…", line.slice(0, at).trim_end())), true),
        None => (line, false),
    }
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn titles_in_64_letters() {
        assert_eq!(decoded("RmVycnkgPGI+aGFsdGVkPC9iPg==").as_deref(), Some("Ferry <b>halted</b>"));
        assert_eq!(decoded("No <b>code</b>"), None);
    }
}
