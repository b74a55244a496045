//! What an element says of itself: its landmark, its cues, its name.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use html5ever::LocalName;
use memchr::memmem;
use scraper::node::Element;

use super::attributes::Attributes;
use super::cues::{cues, cut};
use super::elements;
use super::players::{self, Class};
use crate::model::{Cue, Cues, Landmark, PlaceId};

/// So much of a style is looked at, white space left out.
const STYLE: usize = 400;

/// What an element says of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits<'a> {
    pub(super) landmark: Option<Landmark>,
    pub(super) cues: Cues,
    pub(super) unseen: bool,
    /// What its class is in the table of players and posts.
    pub(super) class: Class,
    pub(super) classes: &'a str,
    pub(super) id: Option<&'a str>,
}

impl Traits<'_> {
    /// Whether a browser shows nothing of it.
    pub(super) fn is_hidden(&self) -> bool {
        self.unseen || self.landmark == Some(Landmark::Hidden)
    }
}

/// What a class attribute says.
#[derive(Clone, Copy, Debug)]
struct Classes {
    cues: Cues,
    unseen: bool,
    class: Class,
}

/// Looks at elements, and counts places among their siblings.
#[derive(Default)]
pub(super) struct Naming {
    /// Class attributes that were looked at: they repeat.
    classes: HashMap<String, Classes>,
    counts: HashMap<(PlaceId, LocalName), u32>,
    /// Tags and names of places.
    words: HashSet<Arc<str>>,
}

impl Naming {
    /// The classes of an element, and its id behind a `#`.
    pub(super) fn name(&mut self, traits: &Traits<'_>) -> Arc<str> {
        match traits.id {
            Some(id) if !id.trim().is_empty() => {
                format!("{} #{}", cut(traits.classes), cut(id)).trim().into()
            }
            _ => self.shared(cut(traits.classes)),
        }
    }

    /// A word of which the page keeps one copy, however often it says it.
    pub(super) fn shared(&mut self, word: &str) -> Arc<str> {
        if let Some(known) = self.words.get(word) {
            return Arc::clone(known);
        }
        let word: Arc<str> = word.into();
        self.words.insert(Arc::clone(&word));
        word
    }

    /// Which place of that tag this is among its parent's, from 1.
    pub(super) fn nth(&mut self, parent: PlaceId, element: &Element) -> u32 {
        let count = self.counts.entry((parent, element.name.local.clone())).or_insert(0);
        *count += 1;
        *count
    }

    /// What an element says of itself.
    pub(super) fn of<'a>(&mut self, element: &'a Element) -> Traits<'a> {
        let tag = element.name();
        let mut traits = Traits {
            landmark: elements::landmark(tag),
            cues: Cues::NONE,
            unseen: false,
            class: Class::Other,
            classes: "",
            id: None,
        };
        for (key, value) in element.attrs() {
            self.note(&mut traits, tag, key, value);
        }
        // A folded panel of an accordion is hidden until somebody asks for it.
        if element.said("role") == Some("region") && element.said("aria-labelledby").is_some() {
            traits.unseen = element.said("class").is_some_and(is_unseen);
        }
        if tag == "address" {
            traits.cues = traits.cues.with(Cues::of(Cue::Byline));
        } else if tag == "time" {
            traits.cues = traits.cues.with(Cues::of(Cue::Date));
        }
        traits
    }

    /// What a class attribute says.
    fn classes(&mut self, value: &str) -> Classes {
        if let Some(classes) = self.classes.get(value) {
            return *classes;
        }
        let classes =
            Classes { cues: cues(value), unseen: is_unseen(value), class: players::class(cut(value)) };
        self.classes.insert(value.to_owned(), classes);
        classes
    }

    fn note<'a>(&mut self, traits: &mut Traits<'a>, tag: &str, key: &str, value: &'a str) {
        match key {
            "class" => {
                let classes = self.classes(value);
                traits.unseen |= classes.unseen;
                traits.cues = traits.cues.with(classes.cues);
                traits.class = classes.class;
                if classes.class == Class::Post {
                    traits.landmark = Some(Landmark::Post);
                }
                traits.classes = value;
            }
            // A heading's id is made of its words, for links to it.
            "id" if elements::is_heading(tag) => {}
            "id" => {
                traits.id = Some(value);
                traits.cues = traits.cues.with(cues(value));
            }
            "role" => traits.landmark = elements::role(value).or(traits.landmark),
            "hidden" if value != "until-found" => traits.landmark = Some(Landmark::Hidden),
            "style" if is_hidden_style(value) => traits.landmark = Some(Landmark::Hidden),
            "aria-hidden" if value == "true" && is_block_like(tag) => traits.unseen = true,
            "itemprop" => traits.cues = traits.cues.with(by_property(value)),
            "rel" if value.contains("author") => traits.cues = traits.cues.with(Cues::of(Cue::Byline)),
            "rel" if value.contains("tag") && tag == "a" => {
                traits.cues = traits.cues.with(Cues::of(Cue::Tags));
            }
            "data-testid"
            | "data-component"
            | "data-module"
            | "data-type"
            | "data-name"
            | "data-block"
            | "data-component-name"
            | "data-qa"
            | "data-test"
            | "data-gu-name"
            | "data-tb-region"
            | "data-widget"
            | "data-element" => {
                traits.cues = traits.cues.with(cues(value));
            }
            "data-ad" | "data-ad-slot" | "data-ad-unit" | "data-google-query-id" => {
                traits.cues = traits.cues.with(Cues::of(Cue::Ad));
            }
            _ => {}
        }
    }
}

/// Whether the classes hide an element from the eye. Classes such as `lg:block` bring it
/// back on wider screens.
fn is_unseen(classes: &str) -> bool {
    let returns = [":block", ":flex", ":inline", ":grid", ":visible", "-block", "-flex", ":table"];
    classes.split_whitespace().any(is_unseen_class) && !returns.iter().any(|back| classes.contains(back))
}

/// Classes that the common style sheets hide from the eye.
fn is_unseen_class(class: &str) -> bool {
    matches!(
        class,
        "sr-only"
            | "visually-hidden"
            | "visuallyhidden"
            | "screen-reader-text"
            | "screen-reader-only"
            | "u-hidden"
            | "hidden"
            | "is-hidden"
            | "d-none"
            | "invisible"
            | "sr_only"
            | "srOnly"
            | "visuallyHidden"
            | "a11y-hidden"
            | "u-visually-hidden"
            | "hide"
            | "noshow"
            | "element-invisible"
            | "offscreen"
    )
}

fn is_hidden_style(style: &str) -> bool {
    if style.is_ascii() {
        let mut room = [0; STYLE];
        let written = style.bytes().filter(|byte| !matches!(byte, b' ' | b'\t'..=b'\r'));
        let length =
            room.iter_mut().zip(written).map(|(slot, byte)| *slot = byte.to_ascii_lowercase()).count();
        let style = room.get(..length).unwrap_or_default();
        return memmem::find(style, b"display:none").is_some()
            || memmem::find(style, b"visibility:hidden").is_some();
    }
    let style: String =
        style.chars().filter(|c| !c.is_whitespace()).take(STYLE).collect::<String>().to_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

fn is_block_like(tag: &str) -> bool {
    matches!(tag, "div" | "section" | "aside" | "ul" | "ol" | "dialog" | "nav" | "svg")
}

fn by_property(property: &str) -> Cues {
    let cue = |word: &str| match word {
        "articleBody" | "reviewBody" => Cues::of(Cue::Body),
        "headline" => Cues::of(Cue::Headline),
        "alternativeHeadline" => Cues::of(Cue::Standfirst),
        "author" | "creator" => Cues::of(Cue::Byline),
        "datePublished" | "dateModified" | "dateCreated" => Cues::of(Cue::Date),
        "caption" | "copyrightHolder" => Cues::of(Cue::Caption),
        "keywords" => Cues::of(Cue::Tags),
        "comment" => Cues::of(Cue::Comments),
        "breadcrumb" => Cues::of(Cue::Menu),
        _ => Cues::NONE,
    };
    property.split_whitespace().fold(Cues::NONE, |cues, word| cues.with(cue(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(html: &str) -> bool {
        let document = super::super::read(html, None, &[]).0;
        let block = &document.blocks[0];
        let mut around = document.tree.around(block.origin.place);
        around.any(|(_, place)| place.landmark == Some(Landmark::Hidden))
    }

    #[test]
    fn what_a_browser_does_not_show_is_hidden() {
        for html in [
            "<div hidden>a</div>",
            "<div style='color: red; display : NONE'>a</div>",
            "<div class=\"sr-only\">a</div>",
            "<div aria-hidden=true>a</div>",
        ] {
            assert!(hidden(html), "{html}");
        }
    }

    #[test]
    fn what_a_wider_screen_or_a_search_brings_back_is_not() {
        for html in [
            "<div class=\"hidden lg:block\">a</div>",
            "<div hidden=until-found>a</div>",
            "<p aria-hidden=false>a</p>",
            "<div aria-hidden=true role=region aria-labelledby=b>a</div>",
        ] {
            assert!(!hidden(html), "{html}");
        }
    }
}
