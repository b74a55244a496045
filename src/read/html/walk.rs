//! One walk over the tree: every visible text node goes into exactly one block.
//!
//! Text gathers in a draft until an element begins or ends a block. Text that a sighted reader
//! does not see in its line (hidden spans, buttons, drawings, fall-backs) gathers in a draft
//! beside it, so that a sentence is not torn and nothing is lost.

use ego_tree::iter::Edge;
use scraper::node::{Element, Node};
use scraper::{ElementRef, Html};
use url::Url;

use super::attributes::Attributes;
use super::draft::{Draft, Style, is_space};
use super::elements::{self, Effect, Flow};
use super::frame::{Began, Frame, kind_of};
use super::links::Links;
use super::media;
use super::naming::{Naming, Traits};
use super::selector::{Fit, Fits, Sought};
use crate::model::{
    Block, BlockId, BlockKind, Cues, Document, Landmark, Marks, Media, MediaKind, Origin, Place, PlaceId,
    Span,
};
use crate::read::user::Hit;

/// What waits for the open draft to end: a block beside it, or media inside it.
enum Waiting {
    Beside(Draft),
    Media(Box<Media>, PlaceId, Cues, Fit),
}

/// The walk and what it has built so far.
pub(super) struct Walk<'a> {
    document: Document,
    hits: Vec<Hit>,
    fits: Fits<'a>,
    links: Links,
    naming: Naming,
    frames: Vec<Frame>,
    draft: Draft,
    beside: Option<Draft>,
    waiting: Vec<Waiting>,
    skipping: usize,
    /// How many texts with letters there were so far.
    texts: usize,
}

/// Walks a parsed page. Gives its blocks, and those of them that a reader's selectors fit.
pub(super) fn walk(html: &Html, base: Option<&Url>, sought: Sought<'_>) -> (Document, Vec<Hit>) {
    let mut walk = Walk {
        document: Document { marked_up: true, ..Document::default() },
        hits: Vec::new(),
        fits: Fits::new(sought),
        links: Links::new(base),
        naming: Naming::default(),
        frames: vec![Frame::ROOT],
        draft: Draft::new(Flow::Loose, PlaceId::ROOT),
        beside: None,
        waiting: Vec::new(),
        skipping: 0,
        texts: 0,
    };
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) => walk.text(text),
                Node::Element(element) => walk.open(element, ElementRef::wrap(node)),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    walk.close(element);
                }
            }
        }
    }
    walk.finish()
}

impl Walk<'_> {
    fn frame(&self) -> Frame {
        self.frames.last().copied().unwrap_or(Frame::ROOT)
    }

    fn text(&mut self, text: &str) {
        if self.skipping > 0 {
            return;
        }
        let is_blank = text.chars().all(is_space);
        self.texts += usize::from(!is_blank);
        let frame = self.frame();
        let style = Style { marks: frame.marks, link: frame.link, cues: frame.cues };
        if self.beside.is_some() {
            self.mark(&frame, text);
        }
        if let Some(beside) = &mut self.beside {
            return beside.push(text, style);
        }
        if self.draft.is_empty() {
            if is_blank {
                return;
            }
            self.begin(&frame);
        } else if frame.flow == Flow::Cell {
            self.enter_cell(&frame);
        }
        self.mark(&frame, text);
        if frame.flow == Flow::Code {
            self.draft.push_verbatim(text, style);
        } else {
            self.draft.push(text, style);
        }
    }

    /// Notes which rules of a reader fit the text that comes in: what fits a block fits all of it.
    fn mark(&mut self, frame: &Frame, text: &str) {
        if self.fits.are_none() || text.chars().all(is_space) {
            return;
        }
        let draft = self.beside.as_mut().unwrap_or(&mut self.draft);
        draft.fit = Some(draft.fit.map_or(frame.fit, |known| self.fits.shared(known, frame.fit)));
    }

    /// Opens the draft for text that stands in this frame.
    fn begin(&mut self, frame: &Frame) {
        self.draft.flow = frame.flow;
        self.draft.place = frame.place;
        if frame.flow == Flow::Cell {
            self.draft.row = Some(frame.row);
            self.draft.cell = frame.cell;
            self.draft.cells = 1;
        }
    }

    /// Begins a cell when text comes from another cell of the row than the text before.
    fn enter_cell(&mut self, frame: &Frame) {
        if self.draft.row == Some(frame.row) && self.draft.cell != frame.cell {
            self.draft.push_cell();
            self.draft.cells += 1;
            self.draft.cell = frame.cell;
            self.draft.place = frame.row;
        }
    }

    fn open(&mut self, element: &Element, node: Option<ElementRef<'_>>) {
        let tag = element.name();
        let effect = elements::effect(tag);
        let is_hidden_template = tag == "template" && element.said("shadowrootmode").is_none();
        if tag == "script" && self.skipping == 0 && self.beside.is_none() {
            self.show(media::of_script(element, &self.links), &self.frame());
        }
        if self.skipping > 0 || effect == Effect::Skip || is_hidden_template {
            self.skipping += 1;
            return;
        }
        let mut frame = self.frame();
        frame.began = Began::Nothing;
        frame.fit = self.fits.enter(frame.fit, node);
        let traits = self.naming.of(element);
        match effect {
            Effect::Skip => {}
            Effect::Break => self.line_break(),
            Effect::Inline(marks) => self.open_inline(&mut frame, element, marks, &traits),
            Effect::Control => self.open_control(&mut frame, element, &traits),
            Effect::Media => self.open_media(&mut frame, element, &traits),
            Effect::Block(flow) => self.open_block(&mut frame, element, flow, &traits),
        }
        if self.beside.is_none() {
            self.embeds(&frame, element, node, &traits);
        }
        self.frames.push(frame);
    }

    fn line_break(&mut self) {
        if let Some(beside) = &mut self.beside {
            beside.push_gap();
        } else if !self.draft.is_empty() && self.draft.push_break() && self.draft.flow != Flow::Code {
            self.flush();
        }
    }

    fn open_inline(&mut self, frame: &mut Frame, element: &Element, marks: Marks, traits: &Traits) {
        frame.marks = frame.marks.with(marks);
        frame.cues = frame.cues.with(traits.cues);
        if element.name() == "a" {
            frame.link = element.said("href").and_then(|href| self.links.add(&mut self.document, href));
            frame.texts = self.texts;
        }
        if traits.is_hidden() {
            self.step_beside(frame, element, traits.landmark.unwrap_or(Landmark::Hidden), traits);
        }
    }

    /// A button, a drawing, a fall-back or a custom element: beside the line when a line is
    /// open, else a block.
    fn open_control(&mut self, frame: &mut Frame, element: &Element, traits: &Traits) {
        let landmark = traits.landmark;
        if landmark.is_none() && !self.draft.is_empty() {
            frame.cues = frame.cues.with(traits.cues);
        } else if self.draft.is_empty() || self.beside.is_some() {
            self.open_block(frame, element, None, traits);
        } else {
            self.step_beside(frame, element, landmark.unwrap_or(Landmark::Control), traits);
        }
    }

    /// From here to the end of the element, text gathers beside the open line.
    fn step_beside(&mut self, frame: &mut Frame, element: &Element, landmark: Landmark, traits: &Traits) {
        if self.beside.is_some() {
            return;
        }
        let traits = &Traits { landmark: Some(landmark), ..*traits };
        if self.draft.is_empty() && frame.flow == Flow::Loose {
            // Nothing to tear: a place of its own is enough.
            return self.open_block(frame, element, None, traits);
        }
        let place = self.place(frame.place, element, traits);
        self.beside = Some(Draft::new(Flow::Loose, place));
        frame.began = Began::Beside;
    }

    fn open_block(&mut self, frame: &mut Frame, element: &Element, flow: Option<Flow>, traits: &Traits) {
        if let Some(beside) = &mut self.beside {
            return beside.push_gap();
        }
        self.flush_unless_row(frame, flow);
        let ordinal = (element.name() == "li").then(|| self.number(element)).flatten();
        frame.place = self.place(frame.place, element, traits);
        frame.cues = Cues::NONE;
        frame.lists.ordinal = ordinal;
        frame.enter(element, flow, traits);
    }

    /// The number of a list item that begins here.
    fn number(&mut self, element: &Element) -> Option<u32> {
        self.frames.iter_mut().rev().find(|frame| frame.began == Began::List)?.number(element)
    }

    /// A cell goes on with the row that its neighbour began.
    fn flush_unless_row(&mut self, frame: &Frame, flow: Option<Flow>) {
        let goes_on =
            flow == Some(Flow::Cell) && self.draft.flow == Flow::Cell && self.draft.row == Some(frame.row);
        if !goes_on {
            self.flush();
        }
    }

    fn open_media(&mut self, frame: &mut Frame, element: &Element, traits: &Traits) {
        let tag = element.name();
        if tag == "img" {
        } else if tag == "iframe" || tag == "embed" {
            // What a frame holds instead of its page is shown by no browser.
            self.skipping = 1;
        } else {
            self.open_block(frame, element, None, traits);
        }
    }

    /// What the element embeds, if it embeds something.
    fn embeds(&mut self, frame: &Frame, element: &Element, node: Option<ElementRef<'_>>, traits: &Traits) {
        let media = media::of(element, node, traits, &self.links);
        if frame.began == Began::Blocks && media.as_ref().is_some_and(|media| media.kind == MediaKind::Map) {
            // What stands in a map is written on it.
            self.document.tree.get_mut(frame.place).landmark = Some(Landmark::Graphic);
        }
        self.show(media, frame);
    }

    /// Adds what is embedded, unless it stands there only for browsers without scripts.
    fn show(&mut self, media: Option<Media>, frame: &Frame) {
        let Some(media) = media else { return };
        let is_fallback = |place| {
            let around = self.document.tree.around(place);
            around.take(4).any(|(_, place)| place.tag.as_ref() == "noscript")
        };
        if !is_fallback(frame.place) {
            self.waiting.push(Waiting::Media(Box::new(media), frame.place, frame.cues, frame.fit));
            if self.draft.is_empty() {
                self.release();
            }
        }
    }

    fn place(&mut self, parent: PlaceId, element: &Element, traits: &Traits) -> PlaceId {
        let landmark = if traits.is_hidden() { Some(Landmark::Hidden) } else { traits.landmark };
        self.document.tree.add(Place {
            parent: Some(parent),
            tag: self.naming.shared(element.name()),
            name: self.naming.name(traits),
            nth: self.naming.nth(parent, element),
            depth: 0,
            landmark,
            cues: traits.cues,
            link: None,
        })
    }

    fn close(&mut self, element: &Element) {
        if self.skipping > 0 {
            self.skipping -= 1;
            if self.skipping > 0 || !matches!(element.name(), "iframe" | "embed") {
                return;
            }
        }
        let frame = self.frame();
        if element.name() == "a" && frame.texts == self.texts {
            // A link without words: it lies over its box, or around the picture in it.
            let place = self.document.tree.get_mut(frame.place);
            place.link = place.link.or(frame.link);
        }
        if frame.began == Began::Beside {
            if let Some(beside) = self.beside.take() {
                self.waiting.push(Waiting::Beside(beside));
            }
            self.draft.push_gap();
        } else if frame.began != Began::Nothing && self.beside.is_none() {
            // A row ends with its row, not with each of its cells.
            let goes_on = self.draft.flow == Flow::Cell && matches!(element.name(), "td" | "th");
            if !goes_on {
                self.flush();
            }
        }
        if self.frames.len() > 1 {
            self.frames.pop();
        }
    }

    /// Ends the open draft, then lets out what waited for it.
    fn flush(&mut self) {
        let draft = std::mem::replace(&mut self.draft, Draft::new(Flow::Loose, PlaceId::ROOT));
        let first_of_item = draft.flow == Flow::Item && self.take_first();
        self.add(draft, first_of_item);
        self.release();
    }

    fn release(&mut self) {
        for waiting in std::mem::take(&mut self.waiting) {
            match waiting {
                Waiting::Beside(draft) => self.add(draft, false),
                Waiting::Media(media, place, cues, fit) => {
                    self.push(BlockKind::Media(media), Vec::new(), place, cues, fit);
                }
            }
        }
    }

    /// Only the first block of a list item bears its mark.
    fn take_first(&mut self) -> bool {
        let is_item = |frame: &&mut Frame| matches!(frame.began, Began::Item { .. });
        let item = self.frames.iter_mut().rev().find(is_item);
        let out = Began::Item { first_is_out: true };
        item.is_some_and(|frame| std::mem::replace(&mut frame.began, out) != out)
    }

    fn add(&mut self, draft: Draft, first_of_item: bool) {
        let (flow, place, cues, cells) = (draft.flow, draft.place, draft.cues, draft.cells);
        let fit = draft.fit.unwrap_or(0);
        let Some(spans) = draft.finish() else { return };
        let lists = self
            .frames
            .iter()
            .rev()
            .find(|frame| matches!(frame.began, Began::Item { .. }))
            .map(|frame| frame.lists);
        let kind = kind_of(flow, cells, first_of_item, lists);
        self.push(kind, spans, place, cues, fit);
    }

    fn push(&mut self, kind: BlockKind, spans: Vec<Span>, place: PlaceId, cues: Cues, fit: Fit) {
        let id = BlockId(self.next());
        self.hits.extend(self.fits.rules(fit).map(|rule| Hit { block: id, rule }));
        let cues = if cues == Cues::EVERY { Cues::NONE } else { cues };
        self.document.blocks.push(Block { id, kind, spans, origin: Origin { place, line: None, cues } });
    }

    fn next(&self) -> u32 {
        u32::try_from(self.document.blocks.len()).unwrap_or(u32::MAX)
    }

    fn finish(mut self) -> (Document, Vec<Hit>) {
        if let Some(beside) = self.beside.take() {
            self.waiting.push(Waiting::Beside(beside));
        }
        self.flush();
        (self.document, self.hits)
    }
}

#[cfg(test)]
mod tests;
