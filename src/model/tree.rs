//! The skeleton of a page: the elements that hold blocks, and what they say of themselves.
//! Plain text has a skeleton of one place.

use std::fmt::Write as _;
use std::sync::Arc;

use super::LinkId;

/// The number of a place in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub u32);

impl PlaceId {
    /// The root of every tree.
    pub const ROOT: Self = Self(0);

    /// As an index into the tree's places.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An element of the page that holds blocks or other places.
#[derive(Clone, Debug)]
pub struct Place {
    /// The place around it; none for the root.
    pub parent: Option<PlaceId>,
    /// The element's name.
    pub tag: Arc<str>,
    /// Its classes, then `#` and its id, as the page wrote them (cut to a sane length).
    pub name: Arc<str>,
    /// Which place it is among its parent's places of the same tag, from 1.
    pub nth: u32,
    /// How many places are around it.
    pub depth: u32,
    /// What the element is for, when it says so.
    pub landmark: Option<Landmark>,
    /// What its class, id and data attributes hint at.
    pub cues: Cues,
    /// Where a link without words in it leads: one laid over the place, or around a picture.
    pub link: Option<LinkId>,
}

/// What an element is for, by its tag or ARIA role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Landmark {
    /// `main`.
    Main,
    /// `article`.
    Article,
    /// `header` or `banner`.
    Header,
    /// `footer` or `contentinfo`.
    Footer,
    /// `nav`, menus, tabs, breadcrumbs.
    Navigation,
    /// `aside` or `complementary`.
    Aside,
    /// `form` and `search`.
    Form,
    /// `dialog`.
    Dialog,
    /// `button`, `select`, `input`, `label`.
    Control,
    /// `figure`.
    Figure,
    /// `details`.
    Details,
    /// Not shown by a browser: `hidden`, `display:none`, `aria-hidden`.
    Hidden,
    /// Shown only where scripts or players do not run: `noscript`, text inside `video`.
    Fallback,
    /// A drawing with text in it.
    Graphic,
    /// An embedded post of a social network.
    Post,
}

impl Landmark {
    /// In words, for a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Main => "main part",
            Self::Article => "article",
            Self::Header => "page header",
            Self::Footer => "page footer",
            Self::Navigation => "navigation",
            Self::Aside => "box beside the text",
            Self::Form => "form",
            Self::Dialog => "dialog",
            Self::Control => "button or field",
            Self::Figure => "figure",
            Self::Details => "folded details",
            Self::Hidden => "hidden text",
            Self::Fallback => "text for browsers without scripts",
            Self::Graphic => "text in a drawing",
            Self::Post => "embedded post",
        }
    }
}

macro_rules! cues {
    ($($name:ident $word:literal),+ $(,)?) => {
        /// One thing that an element's class or id can hint at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Cue { $(#[doc = $word] $name),+ }

        impl Cue {
            /// Every cue, in order.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name in data files and in explanations.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

cues! {
    Ad "ad", Related "related", Recirculation "recirculation", Newsletter "newsletter",
    Share "share", Comments "comments", Player "player", Gallery "gallery", Paywall "paywall",
    Byline "byline", Biography "biography", Date "date", Caption "caption", Tags "tags",
    Menu "menu", Footer "footer", Sidebar "sidebar", Consent "consent", Overlay "overlay",
    Widget "widget", Body "body", Headline "headline", Standfirst "standfirst",
    Hidden "hidden", Contents "contents", Poll "poll", Legal "legal", Audio "audio",
    Quote "quote", Feedback "feedback", Shop "shop", Info "info", Summary "summary", Embed "embed",
    App "app", Live "live", Post "post", Member "member",
}

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cues(u64);

impl Cues {
    /// The empty set.
    pub const NONE: Self = Self(0);
    /// Every cue: where narrowing starts.
    pub const EVERY: Self = Self(u64::MAX);

    /// The set of one cue.
    #[must_use]
    pub const fn of(cue: Cue) -> Self {
        Self(1 << cue as u64)
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both sets share.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// This set less the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the cue is in the set.
    #[must_use]
    pub const fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u64) != 0
    }

    /// Whether any cue of `other` is in the set.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether no cue is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many cues are in the set.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The first cue of the set, in the order of [`Cue::ALL`].
    #[must_use]
    pub fn first(self) -> Option<Cue> {
        Cue::ALL.iter().copied().find(|cue| self.has(*cue))
    }
}

/// A link that is laid over a box is looked for so many places around.
const LAID: usize = 4;

/// The places of a page. Never empty: place 0 is the root.
#[derive(Clone, Debug)]
pub struct Tree {
    root: Place,
    rest: Vec<Place>,
}

impl Default for Tree {
    fn default() -> Self {
        let root = Place {
            parent: None,
            tag: "root".into(),
            name: "".into(),
            nth: 1,
            depth: 0,
            landmark: None,
            cues: Cues::NONE,
            link: None,
        };
        Self { root, rest: Vec::new() }
    }
}

impl Tree {
    /// Adds a place and returns its number. A parent that is not there becomes the root.
    pub fn add(&mut self, mut place: Place) -> PlaceId {
        let parent = place.parent.filter(|id| id.index() < self.len()).unwrap_or(PlaceId::ROOT);
        place.parent = Some(parent);
        place.depth = self.get(parent).depth + 1;
        self.rest.push(place);
        PlaceId(u32::try_from(self.rest.len()).unwrap_or(u32::MAX))
    }

    /// The place of that number; the root for one that is not there.
    #[must_use]
    pub fn get(&self, id: PlaceId) -> &Place {
        id.index().checked_sub(1).and_then(|index| self.rest.get(index)).unwrap_or(&self.root)
    }

    /// The place of that number, to be changed; the root for one that is not there.
    pub fn get_mut(&mut self, id: PlaceId) -> &mut Place {
        id.index().checked_sub(1).and_then(|index| self.rest.get_mut(index)).unwrap_or(&mut self.root)
    }

    /// How many places there are; at least one.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "a tree is never empty")]
    pub fn len(&self) -> usize {
        self.rest.len() + 1
    }

    /// Every place with its number; parents come before their children.
    pub fn iter(&self) -> impl Iterator<Item = (PlaceId, &Place)> {
        let places = std::iter::once(&self.root).chain(&self.rest);
        places.zip(0u32..).map(|(place, number)| (PlaceId(number), place))
    }

    /// A place and everything around it, innermost first.
    pub fn around(&self, id: PlaceId) -> impl Iterator<Item = (PlaceId, &Place)> {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let id = next?;
            let place = self.get(id);
            next = place.parent;
            Some((id, place))
        })
    }

    /// The link laid over the box that a place stands in.
    #[must_use]
    pub fn laid_over(&self, id: PlaceId) -> Option<LinkId> {
        let is_box = |place: &Place| {
            !matches!(place.landmark, Some(Landmark::Main | Landmark::Article))
                && !place.cues.has(Cue::Body)
                && &*place.tag != "body"
        };
        let mut boxes = self.around(id).take(LAID).take_while(|(_, place)| is_box(place));
        boxes.find_map(|(_, place)| place.link)
    }

    /// Whether `inner` is `outer` or inside it.
    #[must_use]
    pub fn is_within(&self, inner: PlaceId, outer: PlaceId) -> bool {
        let depth = self.get(outer).depth;
        self.around(inner).take_while(|(_, place)| place.depth >= depth).any(|(id, _)| id == outer)
    }

    /// The way to a place, as a person writes it: `main > div.story > p[3]`.
    #[must_use]
    pub fn path(&self, id: PlaceId) -> String {
        let mut steps: Vec<_> = self.around(id).collect();
        steps.reverse();
        let mut path = String::new();
        for (_, place) in steps.iter().filter(|(id, _)| *id != PlaceId::ROOT) {
            if !path.is_empty() {
                path.push_str(" > ");
            }
            path.push_str(&place.tag);
            match place.name.split_whitespace().next() {
                Some(id) if id.starts_with('#') => path.push_str(id),
                Some(class) => path.extend(['.'].into_iter().chain(class.chars())),
                None => _ = write!(path, "[{}]", place.nth),
            }
        }
        path
    }
}
