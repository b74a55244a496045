//! Text to scraper's tree, within limits.
//!
//! html5ever's cost grows with the square of nesting: 82 KB of `<b 0><b 1>..` take it over
//! half a minute. The cure is a sink between tokenizer and tree builder that drops start tags
//! (never their text) when the tree is 512 deep, the limit of browsers, or when 64 formatting
//! elements are open.

use std::cell::{Cell, RefCell};

use ego_tree::Tree;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{LocalName, local_name};
use scraper::node::Node;
use scraper::{Html, HtmlTreeSink};

use super::tokens;
use super::watch::Watched;

/// The deepest tree.
const DEPTH: usize = 512;

/// How many formatting elements may be open.
const FORMATTING: usize = 64;

/// About so many bytes of a page are one node: room is made for them at once.
const BYTES: usize = 128;

/// Parses a page. Never fails, and takes time in proportion to its length.
pub(super) fn parse(html: &str) -> Html {
    let mut tree = Html::new_document();
    tree.tree = Tree::with_capacity(Node::Document, html.len() / BYTES);
    let sink = Watched::new(HtmlTreeSink::new(tree));
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(sink, options);
    let capped =
        Capped { builder, open: Cell::default(), full: Cell::default(), formatting: RefCell::default() };
    tokens::feed(html, &capped);
    capped.builder.sink.finish()
}

/// Passes tokens on to the tree builder, except start tags past the limits.
struct Capped {
    builder: TreeBuilder<<Watched as TreeSink>::Handle, Watched>,
    /// At most this many elements are open: the depth last measured and the tags since.
    open: Cell<usize>,
    /// Whether the tree was too deep and nothing has been closed since.
    full: Cell<bool>,
    /// Formatting elements opened and not closed, by name.
    formatting: RefCell<Vec<(LocalName, usize)>>,
}

impl Capped {
    fn is_over(&self, tag: &Tag) -> bool {
        let name = &tag.name;
        if is_kept(name) {
            return false;
        }
        self.is_too_deep() || self.is_too_formatted(name)
    }

    /// Measures the true depth only when the count of tags since the last time could reach
    /// the limit, so that a page pays for it once in some hundred tags.
    fn is_too_deep(&self) -> bool {
        self.open.set(self.open.get() + 1);
        if self.open.get() >= DEPTH && !self.full.get() {
            self.open.set(self.builder.sink.depth());
            self.full.set(self.open.get() >= DEPTH);
        }
        self.full.get()
    }

    fn is_too_formatted(&self, name: &LocalName) -> bool {
        if !is_formatting(name) {
            return false;
        }
        let mut open = self.formatting.borrow_mut();
        if open.iter().map(|(_, count)| count).sum::<usize>() >= FORMATTING {
            return true;
        }
        match open.iter_mut().find(|(known, _)| known == name) {
            // A link closes the link before it.
            Some((_, count)) if matches!(*name, local_name!("a") | local_name!("nobr")) => *count = 1,
            Some((_, count)) => *count += 1,
            None => open.push((name.clone(), 1)),
        }
        false
    }

    fn close(&self, name: &LocalName) {
        self.full.set(false);
        if let Some((_, count)) = self.formatting.borrow_mut().iter_mut().find(|(known, _)| known == name) {
            *count = count.saturating_sub(1);
        }
    }
}

impl TokenSink for Capped {
    type Handle = <Watched as TreeSink>::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        if let Token::TagToken(tag) = &token {
            match tag.kind {
                TagKind::StartTag if self.is_over(tag) => return TokenSinkResult::Continue,
                TagKind::StartTag => {}
                TagKind::EndTag => self.close(&tag.name),
            }
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Tags that are never dropped: those that hold nothing, and those whose text is no markup.
fn is_kept(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("html")
            | local_name!("head")
            | local_name!("body")
            | local_name!("br")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("base")
            | local_name!("area")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
            | local_name!("script")
            | local_name!("style")
            | local_name!("title")
            | local_name!("textarea")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("xmp")
            | local_name!("plaintext")
    )
}

/// The formatting elements of the HTML standard.
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        parse(html).root_element().text().collect()
    }

    #[test]
    fn eighty_kilobytes_of_formatting_are_parsed_at_once() {
        let open: String =
            (0..4000).map(|n| format!("<b {n}>")).chain((0..4000).map(|n| format!("<i {n}>"))).collect();
        let html = format!("<p>first{open}{}last", "x</b>".repeat(4000));
        let text = text(&html);
        assert!(text.starts_with("first") && text.ends_with("last") && text.matches('x').count() == 4000);
    }

    #[test]
    fn a_hundred_thousand_nested_elements_keep_their_text() {
        let html =
            format!("<p>first</p>{}deep{}<p>last</p>", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert_eq!(text(&html), "firstdeeplast");
    }

    #[test]
    fn nested_lists_stop_growing() {
        let html = "<ul><li>a".repeat(16_000);
        assert_eq!(text(&html).len(), 16_000);
    }
}
