//! What each element of a feed is for. The one table of them; what becomes of a value is told in
//! `channel` and `draft`.

use super::names::Words;

/// Where in a feed something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Around all.
    Root,
    Channel,
    Item,
    /// A person, in Atom.
    Person,
    /// The picture of a feed or of an item.
    Image,
    /// Versions of one medium.
    Group,
    /// A medium.
    Medium,
    Hours,
    Days,
    /// In something that is passed over.
    Elsewhere,
}

/// What a value is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    SpareTitle,
    MediaTitle,
    Link,
    Id,
    Summary,
    SpareSummary,
    Content,
    Published,
    Updated,
    Author,
    SpareAuthor,
    Tag,
    Enclosure,
    Comments,
    Thumbnail,
    Player,
    Picture,
    Duration,
    Language,
    Minutes,
    Period,
    Frequency,
    Hour,
    Day,
}

impl Field {
    /// Whether its value may hold markup.
    pub(super) fn is_html(self) -> bool {
        matches!(self, Self::Title | Self::Summary | Self::SpareSummary | Self::Content | Self::SpareTitle)
    }
}

/// What to do at an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Look at what is in it.
    Enter(Place),
    /// Take its attributes and its text.
    Take(Field),
}

/// Whether an element is a piece of the feed.
pub(super) fn is_item(words: Words, name: &str) -> bool {
    matches!(words, Words::Own | Words::Atom) && matches!(name, "item" | "entry")
}

/// What to do at an element, by where it stands. Its name is in small letters.
pub(super) fn step(place: Place, is_atom: bool, words: Words, name: &str) -> Step {
    use Place::{Channel, Days, Elsewhere, Group, Hours, Image, Item, Medium, Person, Root};
    let words = if words == Words::Atom { Words::Own } else { words };
    match (place, words, name) {
        (Root, Words::Own, "feed" | "channel") => Step::Enter(Channel),
        (Root, ..) => Step::Enter(Root),
        (Channel | Item, Words::Own, "author") if is_atom => Step::Enter(Person),
        (Channel | Item, Words::Own, "image") => Step::Enter(Image),
        (Channel, Words::Own, "skiphours") => Step::Enter(Hours),
        (Channel, Words::Own, "skipdays") => Step::Enter(Days),
        (Item, Words::Media, "group") => Step::Enter(Group),
        (Item | Group, Words::Media, "content") => Step::Enter(Medium),
        (Channel | Item, ..) => taken(own(words, name).or_else(|| extra(words, name))),
        (Group | Medium, ..) => taken(extra(words, name)),
        (Person, Words::Own, "name") => Step::Take(Field::Author),
        (Person, Words::Own, "email") => Step::Take(Field::SpareAuthor),
        (Image, Words::Own, "url") => Step::Take(Field::Picture),
        (Hours, Words::Own, "hour") => Step::Take(Field::Hour),
        (Days, Words::Own, "day") => Step::Take(Field::Day),
        (Person | Image | Hours | Days | Elsewhere, ..) => Step::Enter(Elsewhere),
    }
}

fn taken(field: Option<Field>) -> Step {
    field.map_or(Step::Enter(Place::Elsewhere), Step::Take)
}

/// The elements of RSS and Atom.
fn own(words: Words, name: &str) -> Option<Field> {
    if words != Words::Own {
        return None;
    }
    Some(match name {
        "title" => Field::Title,
        "link" => Field::Link,
        "guid" | "id" => Field::Id,
        "description" | "summary" | "subtitle" | "tagline" => Field::Summary,
        "content" => Field::Content,
        "pubdate" | "published" | "issued" | "created" => Field::Published,
        "updated" | "modified" | "lastbuilddate" => Field::Updated,
        "author" => Field::Author,
        "category" => Field::Tag,
        "enclosure" => Field::Enclosure,
        "comments" => Field::Comments,
        "icon" | "logo" => Field::Picture,
        "language" => Field::Language,
        "ttl" => Field::Minutes,
        _ => return None,
    })
}

/// The elements of other vocabularies.
fn extra(words: Words, name: &str) -> Option<Field> {
    Some(match (words, name) {
        (Words::Content, "encoded") | (Words::Page, "body" | "div") => Field::Content,
        (Words::Dublin | Words::Podcast, "title") => Field::SpareTitle,
        (Words::Dublin | Words::Media, "description") | (Words::Podcast, "summary") => Field::SpareSummary,
        (Words::Dublin, "date" | "issued" | "created") => Field::Published,
        (Words::Dublin, "modified") => Field::Updated,
        (Words::Dublin, "creator") => Field::Author,
        (Words::Podcast, "author") => Field::SpareAuthor,
        (Words::Dublin, "subject") => Field::Tag,
        (Words::Dublin, "language") => Field::Language,
        (Words::Media, "title") => Field::MediaTitle,
        (Words::Media, "thumbnail") => Field::Thumbnail,
        (Words::Media, "player") => Field::Player,
        (Words::Podcast, "image") => Field::Picture,
        (Words::Podcast, "duration") => Field::Duration,
        (Words::Rhythm, "updateperiod") => Field::Period,
        (Words::Rhythm, "updatefrequency") => Field::Frequency,
        _ => return None,
    })
}
