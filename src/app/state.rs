//! Everything the screen shows, in one value.

use std::ops::RangeInclusive;

use super::mouse::Grip;
use super::outside::address::Doubt;
use super::outside::waiting::{Piping, Waits};
use super::over::typed::Typed;
use super::panes::Wish;
use super::{
    Address, Desk, DeskPanes, Keymap, MarkRead, Overlay, Page, PageKind, Panes, Reader, Scene, Screen, Size,
    Ticket, Trail, help,
};
use crate::layout::Typesetting;
use crate::model::Reading;

/// Everything the screen shows.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is true by itself")]
pub struct State {
    /// The size of the screen.
    pub size: Size,
    /// The desk, if there is one. It is shown while no article is.
    pub desk: Option<Desk>,
    /// One trail for each source, and which one is shown.
    pub trails: Vec<Trail>,
    /// Which trail is shown.
    pub current: usize,
    /// What lies over the article.
    pub overlay: Option<Overlay>,
    /// What was pressed of a command that is not whole yet.
    pub pending: Pending,
    /// What the program has to say, until the next key.
    pub notice: Option<Notice>,
    /// How the screen looks.
    pub looks: Looks,
    /// Whether there is a library to keep articles in.
    pub keeps: bool,
    /// When an article counts as read.
    pub mark_read: MarkRead,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The program that was given the article, while it is at work.
    pub piping: Option<Piping>,
    pub(super) waits: Waits,
    pub(super) typed: Typed,
    pub(super) doubt: Doubt,
    pub(super) grip: Option<Grip>,
    /// Whether the mouse chose the item, in the text: then no drawer opens over it.
    pub(super) pointed: bool,
    /// Whether the last action was a `g` with a number: after it, the second g of vim's `40gg` is no other.
    pub(super) topped: bool,
    /// Whether time was asked for to go on with long work.
    pub(super) goes_on: bool,
}

/// A page that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it should have come from.
    pub address: Address,
    /// Why it did not.
    pub why: String,
}

/// How the screen looks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "switches that a reader turns one by one")]
pub struct Looks {
    /// The widest column of text.
    pub measure: u16,
    /// Whether there is a sidebar where there is room.
    pub sidebar: bool,
    /// How wide it is; none for what the screen suggests.
    pub sidebar_width: Option<u16>,
    /// Nothing but the text.
    pub zen: bool,
    /// Whether clicks are caught.
    pub mouse: bool,
    /// Whether the terminal takes links with their addresses (OSC 8).
    pub hyperlinks: bool,
    /// The names of the themes.
    pub themes: Vec<String>,
    /// Which theme is worn.
    pub theme: usize,
    /// How text is set.
    pub typesetting: Typesetting,
    /// Which one the reader chose here, if any; what is only tried on is not chosen.
    pub chosen: Option<usize>,
}

/// What was pressed of a command that is not whole yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// The keys of a chord.
    pub keys: Vec<super::Key>,
    /// The number before them.
    pub count: Option<usize>,
}

/// What the program has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// In words.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Plain,
    /// Something could not be done.
    Mistake,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            measure: 72,
            sidebar: true,
            sidebar_width: None,
            zen: false,
            mouse: false,
            hyperlinks: false,
            themes: vec!["dark".into()],
            theme: 0,
            typesetting: Typesetting::default(),
            chosen: None,
        }
    }
}

impl Looks {
    /// How wide a column of text a reader may choose.
    pub const MEASURES: RangeInclusive<u16> = 32..=120;

    /// A wider or narrower column.
    pub(super) fn widen(&mut self, by: i16) {
        self.measure =
            self.measure.saturating_add_signed(by).clamp(*Self::MEASURES.start(), *Self::MEASURES.end());
    }

    /// Wears a theme because the reader says so.
    pub(super) fn wear(&mut self, theme: usize) {
        (self.theme, self.chosen) = (theme, Some(theme));
    }

    /// The name of the theme that is worn.
    #[must_use]
    pub fn theme_name(&self) -> &str {
        self.themes.get(self.theme).map_or("", String::as_str)
    }
}

impl State {
    /// A screen with no article on it.
    #[must_use]
    pub fn new(size: Size, looks: Looks, keymap: Keymap) -> Self {
        Self {
            size,
            desk: None,
            trails: Vec::new(),
            current: 0,
            overlay: None,
            pending: Pending::default(),
            notice: None,
            looks,
            keeps: false,
            mark_read: MarkRead::default(),
            keymap,
            piping: None,
            waits: Waits::default(),
            typed: Typed::default(),
            doubt: Doubt::default(),
            grip: None,
            pointed: false,
            topped: false,
            goes_on: false,
        }
    }

    /// Adds an article.
    pub fn open(&mut self, reading: Reading) {
        self.trails.push(Trail::new(Screen::Reading(Box::new(Reader::new(reading)))));
        self.settle();
    }

    /// Adds a page that is still to be fetched; the answer must carry the ticket.
    pub fn expect(&mut self, address: Address) -> Ticket {
        let ticket = self.ticket();
        self.trails.push(Trail::new(Screen::Loading { ticket, address }));
        ticket
    }

    /// A number that no question had before.
    pub(super) fn ticket(&mut self) -> Ticket {
        self.waits.ticket()
    }

    /// What fills the screen.
    #[must_use]
    pub fn scene(&self) -> Scene {
        if self.desk.is_some() && self.trails.is_empty() { Scene::Desk } else { Scene::Reader }
    }

    /// The desk, if it is what is shown.
    #[must_use]
    pub fn shown_desk(&self) -> Option<&Desk> {
        self.desk.as_ref().filter(|_| self.trails.is_empty())
    }

    /// Where on the desk everything goes.
    #[must_use]
    pub fn desk_panes(&self) -> DeskPanes {
        self.desk
            .as_ref()
            .map(|desk| DeskPanes::of(self.size, desk, self.looks.sidebar, self.looks.zen))
            .unwrap_or_default()
    }

    /// The trail that is shown.
    #[must_use]
    pub fn trail(&self) -> Option<&Trail> {
        self.trails.get(self.current)
    }

    pub(super) fn trail_mut(&mut self) -> Option<&mut Trail> {
        self.trails.get_mut(self.current)
    }

    /// The article that is shown.
    #[must_use]
    pub fn reader(&self) -> Option<&Reader> {
        match self.trail()?.top() {
            Screen::Reading(reader) => Some(reader),
            Screen::Loading { .. } | Screen::Failed { .. } => None,
        }
    }

    pub(super) fn reader_mut(&mut self) -> Option<&mut Reader> {
        match self.trail_mut()?.top_mut() {
            Screen::Reading(reader) => Some(reader),
            Screen::Loading { .. } | Screen::Failed { .. } => None,
        }
    }

    /// Where on the screen everything goes.
    #[must_use]
    pub fn panes(&self) -> Panes {
        let covered = matches!(self.overlay, Some(Overlay::Page(_)));
        let reader = self.reader();
        let focused = reader.is_some_and(|reader| reader.entry().is_some()) && !self.pointed;
        let wanted = (self.looks.sidebar || focused) && !covered;
        let help = self.page().is_some_and(|page| page.kind == PageKind::Help);
        let measure = self.looks.measure;
        let wish = Wish {
            // The help page has two columns where they fit.
            measure: if help && self.size.width >= help::WIDE { help::WIDEST } else { measure },
            shelf: wanted && reader.is_some_and(|reader| !reader.shelf.is_empty()),
            focused,
            zen: self.looks.zen && !covered && !focused,
            sidebar: self.looks.sidebar_width,
        };
        Panes::of(self.size, wish)
    }

    /// Sets for the screen what is shown on it, wherever something has changed.
    pub(super) fn settle(&mut self) {
        let desk_panes = self.desk_panes();
        if let Some(desk) = &mut self.desk {
            desk.settle(&desk_panes);
        }
        let panes = self.panes();
        let imprint = panes.top.is_none();
        let typesetting = self.looks.typesetting;
        if let Some(Overlay::Page(mut page)) =
            self.overlay.take_if(|overlay| matches!(overlay, Overlay::Page(_)))
        {
            let shown = (self.scene(), self.reader());
            page.fit(panes.text.width, usize::from(panes.text.height), &self.keymap, shown);
            self.overlay = Some(Overlay::Page(page));
        } else if let Some(reader) = self.reader_mut() {
            reader.fit(&panes, imprint, typesetting);
        }
    }

    /// The pages that were waited for in vain, if there was nothing at all to read.
    #[must_use]
    pub fn unread(&self) -> Vec<Unread> {
        let unread = |trail: &Trail| match trail.top() {
            Screen::Reading(_) => None,
            Screen::Loading { address, .. } => {
                Some(Unread { address: address.clone(), why: super::trail::STOPPED.into() })
            }
            Screen::Failed { address, failure } => {
                Some(Unread { address: address.clone(), why: failure.why.clone() })
            }
        };
        self.trails.iter().map(unread).collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    /// The page that lies over the article.
    #[must_use]
    pub fn page(&self) -> Option<&Page> {
        match &self.overlay {
            Some(Overlay::Page(page)) => Some(page),
            _ => None,
        }
    }

    /// Whether there is a search in the article.
    pub(super) fn is_finding(&self) -> bool {
        self.reader().is_some_and(|reader| reader.find.is_some())
    }

    /// Has something to say.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone: Tone::Plain });
    }

    /// Has something to complain about.
    pub(super) fn complain(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone: Tone::Mistake });
    }
}
