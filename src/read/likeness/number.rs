//! The numbers that are known about a block, each with its name and its words for people.

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Count,
    Percent,
    YesNo,
}

macro_rules! numbers {
    ($($name:ident $key:literal $unit:ident $words:literal),+ $(,)?) => {
        /// One number about a block.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Number { $(#[doc = $words] $name),+ }

        /// The name of every number, in order: what the weights were learned from.
        pub(super) const NAMES: &[&str] = &[$($key),+];

        const WORDS: &[(Unit, &str)] = &[$((Unit::$unit, $words)),+];
    };
}

numbers! {
    // Its text.
    Letters "letters" Count "letters",
    Words "words" Count "words",
    Sentences "sentences" Count "ends of sentences",
    Ends "ends" YesNo "ends like a sentence",
    Mass "mass" Count "letters of prose",
    LinkShare "link-share" Percent "share of links",
    Links "links" Count "links",
    External "external" Count "links to other sites",
    StartsLink "starts-link" YesNo "starts with a link",
    Commas "commas" Count "commas",
    Digits "digits" Percent "share of digits",
    Capitals "capitals" Percent "share of capitals",
    Colon "colon" YesNo "ends in a colon",
    Quotes "quotes" Count "quotation marks",
    Bars "bars" YesNo "parts between bars or dots",
    At "at" YesNo "has an at sign",
    Year "year" YesNo "names a year",
    Symbol "symbol" YesNo "ends in a symbol",
    Strong "strong" YesNo "bold as a whole",
    Emphasis "emphasis" YesNo "italic as a whole",
    Labelled "labelled" YesNo "begins with a known label",
    Told "told" Count "known phrases of clutter",
    // What it is.
    Level "level" Count "level of the heading",
    Item "item" YesNo "an item of a list",
    Quote "quote" YesNo "a quotation",
    Row "row" YesNo "a row of a table",
    Loose "loose" YesNo "in no element of its own",
    Nth "nth" Count "number among its like",
    // What it is about.
    Topical "topical" Percent "share of words that other paragraphs use",
    OfTitle "of-title" Percent "share of words that the headline uses",
    Author "author" YesNo "names the author",
    Described "described" YesNo "in the page's description",
    Twins "twins" Count "lines that say the same",
    News "news" YesNo "the page calls itself news",
    InData "in-data" Count "in the text that the page's data gives",
    // Where it stands in the text.
    Before "before" YesNo "before the first paragraph",
    Behind "behind" YesNo "behind the last paragraph",
    Inside "inside" YesNo "in the article's part of the page",
    MassBefore "mass-before" Percent "share of the text above it",
    MassAfter "mass-after" Percent "share of the text below it",
    ToPrevious "to-previous" Count "blocks to the paragraph above",
    ToNext "to-next" Count "blocks to the paragraph below",
    PreviousWords "previous-words" Count "words of the block above",
    PreviousLinkShare "previous-link-share" Percent "share of links in the block above",
    PreviousLevel "previous-level" Count "level of the heading above",
    PreviousKept "previous-kept" YesNo "the block above is text",
    PreviousMass "previous-mass" Count "letters of prose in the block above",
    NextWords "next-words" Count "words of the block below",
    NextLinkShare "next-link-share" Percent "share of links in the block below",
    NextLevel "next-level" Count "level of the heading below",
    NextKept "next-kept" YesNo "the block below is text",
    NextMass "next-mass" Count "letters of prose in the block below",
    // The place that it stands in.
    Depth "depth" Count "places around it",
    Unnamed "unnamed" YesNo "its element has no name",
    Foreign "foreign" Count "names around it of what is not the article",
    InBody "in-body" YesNo "a name around it says that it is the text",
    NamedInfo "named-info" YesNo "named as info by the page",
    NamedWidget "named-widget" YesNo "named as widget by the page",
    NamedSummary "named-summary" YesNo "named as summary by the page",
    NamedGallery "named-gallery" YesNo "named as gallery by the page",
    NamedLive "named-live" YesNo "named as live by the page",
    NamedLegal "named-legal" YesNo "named as legal by the page",
    NamedCaption "named-caption" YesNo "named as caption by the page",
    NamedStandfirst "named-standfirst" YesNo "named as standfirst by the page",
    NamedEmbed "named-embed" YesNo "named as embed by the page",
    InAside "in-aside" YesNo "in an aside, a form or a footer",
    KindShare "kind-share" Percent "share of the text in elements of its kind",
    HomeShare "home-share" Percent "share of the text around its element",
    HomeSentences "home-sentences" Count "paragraphs around its element",
    HomeLinks "home-links" Count "links around its element",
    HomeLinkShare "home-link-share" Percent "share of links around its element",
    HomeBlocks "home-blocks" Count "blocks around its element",
    Siblings "siblings" Count "blocks beside it",
    ProseSiblings "prose-siblings" Percent "share of paragraphs among the blocks beside it",
    BoxShare "box-share" Percent "share of the text in its box",
    BoxSentences "box-sentences" Count "paragraphs in its box",
    BoxLinks "box-links" Count "links in its box",
    BoxLinkShare "box-link-share" Percent "share of links in its box",
    BoxBlocks "box-blocks" Count "blocks in its box",
    // The blocks of the page that are set as it is.
    AlikeMass "alike-mass" Percent "share of the text that is set as it is",
    AlikeCount "alike-count" Count "blocks that are set as it is",
    AlikeKept "alike-kept" Percent "share of the blocks set as it is that are text",
    AlikeLinkShare "alike-link-share" Percent "share of links in the blocks set as it is",
    AlikeWords "alike-words" Count "words of the blocks set as it is, on average",
    NamedMass "named-mass" Percent "share of the text in elements of its name",
    NamedCount "named-count" Count "blocks in elements of its name",
}

/// How many numbers there are.
pub(super) const COUNT: usize = NAMES.len();

/// All numbers about one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers([i32; COUNT]);

impl Default for Numbers {
    fn default() -> Self {
        Self([0; COUNT])
    }
}

impl Numbers {
    /// The names of the numbers, in their order.
    #[must_use]
    pub fn names() -> &'static [&'static str] {
        NAMES
    }

    /// The numbers, in the order of their names.
    #[must_use]
    pub fn values(&self) -> &[i32] {
        &self.0
    }

    pub(super) fn set(&mut self, number: Number, value: impl Amount) {
        if let Some(slot) = self.0.get_mut(number as usize) {
            *slot = value.amount();
        }
    }

    pub(super) fn at(&self, index: usize) -> i32 {
        self.0.get(index).copied().unwrap_or_default()
    }

    /// A number in words: "share of links in its box: 83 %".
    pub(super) fn words(&self, index: usize) -> String {
        let Some((unit, words)) = WORDS.get(index) else { return String::new() };
        match (unit, self.at(index)) {
            (Unit::YesNo, 0) => format!("{words}: no"),
            (Unit::YesNo, _) => format!("{words}: yes"),
            (Unit::Count, value) => format!("{words}: {value}"),
            (Unit::Percent, value) => format!("{words}: {value} %"),
        }
    }
}

/// What can be set as a number.
pub(super) trait Amount {
    fn amount(self) -> i32;
}

impl Amount for bool {
    fn amount(self) -> i32 {
        i32::from(self)
    }
}

impl Amount for usize {
    fn amount(self) -> i32 {
        i32::try_from(self).unwrap_or(i32::MAX)
    }
}

impl Amount for u32 {
    fn amount(self) -> i32 {
        i32::try_from(self).unwrap_or(i32::MAX)
    }
}

impl Amount for u8 {
    fn amount(self) -> i32 {
        i32::from(self)
    }
}

/// A share between nothing and the whole, in percent; more than the whole is cut at ten times.
impl Amount for f64 {
    #[expect(clippy::cast_possible_truncation, reason = "held between 0 and 1000")]
    fn amount(self) -> i32 {
        (self * 100.0).clamp(0.0, 1000.0) as i32
    }
}
