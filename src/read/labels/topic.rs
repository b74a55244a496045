//! What a line, a label or a phrase can be about. Compiled into the program and into its
//! build script, so that both number the topics alike.

#![allow(dead_code, reason = "the build script needs a part of it, the program another")]

macro_rules! topics {
    ($($name:ident $section:literal $list:literal),+ $(,)?) => {
        /// What a line, a label or a phrase is about. A row names its section and list in the
        /// data files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Topic { $($name),+ }

        /// Every topic with its section and list.
        pub(crate) const TOPICS: &[(Topic, &str, &str)] = &[$((Topic::$name, $section, $list)),+];
    };
}

topics! {
    Ad "ad" "lines",
    Watch "watch" "labels",
    PlayerLine "player" "lines",
    Related "related" "labels",
    RelatedHeading "related" "headings",
    Recirculation "recirculation" "headings",
    ShareWord "share" "words",
    ShareLine "share" "lines",
    Newsletter "newsletter" "phrases",
    NewsletterLine "newsletter" "lines",
    Subscribe "subscribe" "phrases",
    SubscribeLine "subscribe" "lines",
    App "app" "phrases",
    Follow "follow" "phrases",
    Comment "comment" "phrases",
    CommentLine "comment" "lines",
    Feedback "feedback" "phrases",
    Donate "donate" "phrases",
    GalleryLine "gallery" "lines",
    ButtonLine "button" "lines",
    Credit "credit" "labels",
    CaptionLabel "caption" "labels",
    BylinePrefix "byline" "prefixes",
    BylineRole "byline" "roles",
    DatePrefix "date" "prefixes",
    Month "date" "months",
    Weekday "date" "weekdays",
    Counter "counter" "phrases",
    Tags "tags" "labels",
    Copyright "copyright" "phrases",
    Consent "consent" "phrases",
    Bot "bot" "phrases",
    Script "script" "phrases",
    Biography "biography" "phrases",
    Poll "poll" "phrases",
    Cart "cart" "phrases",
}

/// A set of topics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Topics(u64);

impl Topics {
    pub(crate) const fn of(topic: Topic) -> Self {
        Self(1 << topic as u64)
    }

    /// The set as bits.
    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    /// The set of bits.
    pub(crate) const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    pub(crate) const fn has(self, topic: Topic) -> bool {
        self.0 & (1 << topic as u64) != 0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn any(self, topics: &[Topic]) -> bool {
        topics.iter().any(|topic| self.has(*topic))
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}
