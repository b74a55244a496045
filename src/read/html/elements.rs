//! What each element of HTML does to the text in it.

use crate::model::{Landmark, Level, Marks};

/// What an element does to the text in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Effect {
    /// Its text is no text of the page.
    Skip,
    /// It stays in the line, in a style.
    Inline(Marks),
    /// It is an element of its own in a line, or a block where no line is open.
    Control,
    /// It breaks the line.
    Break,
    /// It begins and ends blocks, of this flow where it says so.
    Block(Option<Flow>),
    /// It shows something that is not text.
    Media,
}

/// What kind of block the text in an element becomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Flow {
    Loose,
    Paragraph,
    Heading(Level),
    Item,
    Quote,
    Code,
    Caption,
    Cell,
}

/// What an element does, by its name.
pub(super) fn effect(tag: &str) -> Effect {
    use Effect::{Block, Break, Control, Inline, Media, Skip};
    match tag {
        "script" | "style" | "head" | "title" | "desc" | "noembed" | "noframes" | "meta" | "link"
        | "base" | "param" | "source" | "track" | "area" | "col" | "colgroup" | "input" | "datalist"
        | "rp" => Skip,
        "br" => Break,
        "b" | "strong" => Inline(Marks::STRONG),
        "i" | "em" | "cite" | "var" | "dfn" => Inline(Marks::EMPHASIS),
        "code" | "kbd" | "samp" | "tt" => Inline(Marks::CODE),
        "s" | "strike" | "del" => Inline(Marks::STRIKE),
        "sup" => Inline(Marks::SUPER),
        "button" | "select" | "textarea" | "svg" | "noscript" | "canvas" | "meter" | "progress"
        | "optgroup" | "option" => Control,
        "img" | "iframe" | "video" | "audio" | "object" | "embed" => Media,
        "p" => Block(Some(Flow::Paragraph)),
        "h1" => Block(Some(Flow::Heading(Level::new(1)))),
        "h2" => Block(Some(Flow::Heading(Level::new(2)))),
        "h3" => Block(Some(Flow::Heading(Level::new(3)))),
        "h4" => Block(Some(Flow::Heading(Level::new(4)))),
        "h5" => Block(Some(Flow::Heading(Level::new(5)))),
        "h6" => Block(Some(Flow::Heading(Level::new(6)))),
        "li" => Block(Some(Flow::Item)),
        "blockquote" => Block(Some(Flow::Quote)),
        "pre" | "listing" | "xmp" | "plaintext" => Block(Some(Flow::Code)),
        "figcaption" | "caption" => Block(Some(Flow::Caption)),
        "td" | "th" => Block(Some(Flow::Cell)),
        "html" | "body" | "address" | "article" | "aside" | "center" | "dd" | "details" | "dialog"
        | "dir" | "div" | "dl" | "dt" | "fieldset" | "figure" | "footer" | "form" | "frameset" | "header"
        | "hgroup" | "hr" | "legend" | "main" | "menu" | "nav" | "ol" | "search" | "section" | "summary"
        | "table" | "tbody" | "tfoot" | "thead" | "tr" | "ul" | "template" | "picture-block" => Block(None),
        "span" | "a" | "u" | "font" | "small" | "big" | "time" | "abbr" | "mark" | "q" | "sub" | "ins"
        | "label" | "bdi" | "bdo" | "data" | "wbr" | "ruby" | "rt" | "nobr" | "acronym" | "picture"
        | "math" => Inline(Marks::NONE),
        // A custom element: what it does is its page's secret.
        custom if custom.contains('-') => Control,
        _ => Inline(Marks::NONE),
    }
}

/// What an element is for, by its name.
pub(super) fn landmark(tag: &str) -> Option<Landmark> {
    Some(match tag {
        "main" => Landmark::Main,
        "article" => Landmark::Article,
        "header" => Landmark::Header,
        "footer" => Landmark::Footer,
        "nav" | "menu" => Landmark::Navigation,
        "aside" => Landmark::Aside,
        "form" | "search" | "fieldset" => Landmark::Form,
        "dialog" => Landmark::Dialog,
        "button" | "select" | "textarea" | "option" | "optgroup" | "meter" | "progress" | "legend" => {
            Landmark::Control
        }
        "figure" => Landmark::Figure,
        "details" => Landmark::Details,
        "svg" => Landmark::Graphic,
        "noscript" | "canvas" | "video" | "audio" | "object" | "amp-video" | "amp-audio" => {
            Landmark::Fallback
        }
        _ => return None,
    })
}

/// What an element is for, by its ARIA role.
pub(super) fn role(role: &str) -> Option<Landmark> {
    Some(match role.trim() {
        "main" => Landmark::Main,
        "article" => Landmark::Article,
        "banner" => Landmark::Header,
        "contentinfo" => Landmark::Footer,
        "navigation" | "menu" | "menubar" | "tablist" | "toolbar" => Landmark::Navigation,
        "complementary" => Landmark::Aside,
        "form" | "search" => Landmark::Form,
        "dialog" | "alertdialog" => Landmark::Dialog,
        "button" | "tab" | "switch" | "slider" => Landmark::Control,
        "figure" => Landmark::Figure,
        _ => return None,
    })
}
