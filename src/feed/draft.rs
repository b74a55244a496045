//! One item, gathered value by value, and what follows when it ends.

use url::Url;

use super::channel::first;
use super::dates;
use super::fields::Field;
use super::media::{self, Group};
use super::nouns::{Item, Medium};
use super::teaser;
use super::value::{Value, shortened};
use crate::model::Clean;
use crate::read;

/// How many tags, authors and media an item may have.
const MANY: usize = 64;

/// An item that has not ended.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) item: Item,
    /// The feed's own id of it.
    pub(super) own: String,
    /// Its date as written.
    pub(super) date: String,
    /// How many of its texts were cut.
    pub(super) cut: usize,
    is_page: bool,
    spare: Spare,
    duration: Option<u32>,
    player: Option<Url>,
    group: Option<Group>,
    thumbnail: Option<Url>,
    in_medium: bool,
}

/// What is taken when there is nothing better.
#[derive(Debug, Default)]
struct Spare {
    title: Option<Clean>,
    summary: Option<String>,
    author: Option<Clean>,
}

impl Draft {
    /// Hears a value.
    pub(super) fn set(&mut self, field: Field, mut value: Value<'_>) {
        self.cut += usize::from(value.is_cut);
        value.is_cut = false;
        match field {
            Field::Title => first(&mut self.item.title, || value.line()),
            Field::SpareTitle => first(&mut self.spare.title, || value.line()),
            Field::Summary => self.text(value, |draft| &mut draft.item.summary_html),
            Field::SpareSummary => self.text(value, |draft| &mut draft.spare.summary),
            Field::Content => self.content(value),
            Field::Published | Field::Updated => self.date(field, &value.text),
            Field::Author => self.author(&mut value),
            Field::SpareAuthor => first(&mut self.spare.author, || name(&value.text)),
            Field::Tag => self.tag(&mut value),
            Field::Id => self.id(value),
            Field::Link => self.link(&value),
            Field::Comments => first(&mut self.item.comments, || value.address()),
            Field::Duration => first(&mut self.duration, || read::seconds(&value.text)),
            Field::Picture => {
                first(&mut self.item.picture, || value.address_in("href").or_else(|| value.address()));
            }
            Field::Enclosure => {
                let url = value.address_in("url").or_else(|| value.address_in("href"));
                self.medium(url.map(|url| media::enclosure(url, &value)));
            }
            Field::MediaTitle => self.media_title(&mut value),
            Field::Thumbnail => self.thumbnail(&value),
            Field::Player => first(&mut self.player, || value.address_in("url")),
            _ => {}
        }
    }

    /// A text of HTML. The first wins.
    fn text(&mut self, value: Value<'_>, slot: fn(&mut Self) -> &mut Option<String>) {
        if slot(self).is_none() {
            *slot(self) = value.html();
        }
    }

    /// The whole text. Of several, the longest.
    fn content(&mut self, value: Value<'_>) {
        let base = value.base.clone().filter(|_| value.has_base);
        let Some(html) = value.html() else { return };
        if self.item.content_html.as_ref().is_none_or(|before| before.len() < html.len()) {
            self.item.content_html = Some(html);
            self.item.base = base;
        }
    }

    fn date(&mut self, field: Field, text: &str) {
        if self.date.is_empty() {
            text.trim().clone_into(&mut self.date);
        }
        let slot = if field == Field::Updated { &mut self.item.updated } else { &mut self.item.published };
        first(slot, || dates::rfc3339(text));
    }

    fn author(&mut self, value: &mut Value<'_>) {
        let name = value.line().and_then(|line| name(&line));
        add(&mut self.item.authors, name);
    }

    fn tag(&mut self, value: &mut Value<'_>) {
        let named = value.attribute("label").or_else(|| value.attribute("term"));
        let tag = match named {
            Some(named) => Some(shortened(Clean::field(&named)).0).filter(|tag| !tag.is_empty()),
            None => value.line(),
        };
        add(&mut self.item.tags, tag);
    }

    fn id(&mut self, value: Value<'_>) {
        if value.text.trim().is_empty() || !self.own.is_empty() {
            return;
        }
        self.is_page = value.attribute("isPermaLink").is_none_or(|says| says.trim() != "false");
        self.own = value.text;
    }

    /// RSS writes the address as text, Atom in an attribute, with what it is to the item.
    fn link(&mut self, value: &Value<'_>) {
        if value.attributes.get("href").is_none() {
            return first(&mut self.item.link, || value.address());
        }
        let url = value.address_in("href");
        let relation = value.attribute("rel").map(|rel| rel.trim().to_ascii_lowercase());
        match relation.as_deref() {
            None | Some("alternate" | "") => first(&mut self.item.link, || url),
            Some("enclosure") => self.medium(url.map(|url| media::enclosure(url, value))),
            Some("replies") => first(&mut self.item.comments, || url),
            Some(_) => {}
        }
    }

    fn medium(&mut self, medium: Option<Medium>) {
        let Some(medium) = medium.filter(|_| self.item.media.len() < MANY) else { return };
        if self.item.media.iter().all(|known| known.url != medium.url) {
            self.item.media.push(medium);
        }
    }

    /// A medium of Media RSS begins.
    pub(super) fn open_medium(&mut self, value: &Value<'_>) {
        let before = self.item.media.len();
        self.medium(value.address_in("url").map(|url| media::content(url, value)));
        self.in_medium = self.item.media.len() > before;
    }

    /// A medium of Media RSS ends.
    pub(super) fn close_medium(&mut self) {
        self.in_medium = false;
    }

    /// Versions of one medium begin.
    pub(super) fn open_group(&mut self) {
        self.group = Some(Group::from(self.item.media.len()));
    }

    /// Versions of one medium end: the first is kept.
    pub(super) fn close_group(&mut self) {
        if let Some(group) = self.group.take() {
            group.close(&mut self.item.media);
        }
    }

    fn media_title(&mut self, value: &mut Value<'_>) {
        let title = value.line();
        match (self.item.media.last_mut(), &mut self.group) {
            (Some(medium), _) if self.in_medium => first(&mut medium.title, || title),
            (_, Some(group)) => first(&mut group.title, || title),
            _ => first(&mut self.spare.title, || title),
        }
    }

    fn thumbnail(&mut self, value: &Value<'_>) {
        let url = value.address_in("url");
        match (self.item.media.last_mut(), &mut self.group) {
            (Some(medium), _) if self.in_medium => first(&mut medium.poster, || url),
            (_, Some(group)) => first(&mut group.poster, || url),
            _ => first(&mut self.thumbnail, || url),
        }
    }

    /// The item, without its id; none when there is nothing in it.
    pub(super) fn finish(&mut self, base: Option<&Url>) -> Option<Item> {
        let mut item = std::mem::take(&mut self.item);
        let page = || super::links::web(&self.own, None).filter(|_| self.is_page);
        first(&mut item.link, page);
        first(&mut item.title, || self.spare.title.take());
        first(&mut item.summary_html, || self.spare.summary.take());
        first(&mut item.published, || item.updated.clone());
        if item.authors.is_empty() {
            item.authors.extend(self.spare.author.take());
        }
        media::settle(&mut item, self.duration, self.player.take(), self.thumbnail.take());
        first(&mut item.base, || item.link.clone().or_else(|| base.cloned()));
        item.teaser = teaser::is_teaser(&item);
        let is_blank = item.link.is_none()
            && item.title.is_none()
            && item.html().is_none()
            && item.media.is_empty()
            && self.own.trim().is_empty();
        (!is_blank).then_some(item)
    }
}

/// Adds what is not there yet.
fn add(to: &mut Vec<Clean>, value: Option<Clean>) {
    to.extend(value.filter(|value| to.len() < MANY && !to.contains(value)));
}

/// The name in `mail@host (Name)` or `Name <mail@host>`; else all of it.
pub(super) fn name(written: &str) -> Option<Clean> {
    let line = shortened(Clean::field(written)).0;
    let in_brackets = line.strip_suffix(')').and_then(|line| line.split_once(" ("));
    let named = match in_brackets {
        Some((mail, name)) if mail.contains('@') && !mail.contains(' ') => name,
        _ => match line.split_once('<') {
            Some((name, mail)) if mail.contains('@') && !name.trim().is_empty() => name,
            _ => &line,
        },
    };
    let named = Clean::field(named.trim_matches(|c: char| c.is_whitespace() || c == '"'));
    (!named.is_empty()).then_some(named)
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_name_is_found_beside_its_mail() {
        let read = |text: &str| name(text).map(|name| name.to_string()).unwrap_or_default();
        assert_eq!(read("desk@post.example (Dana Whitlock)"), "Dana Whitlock");
        assert_eq!(read("Dana Whitlock <desk@post.example>"), "Dana Whitlock");
        assert_eq!(read("Dana Whitlock (Halifax)"), "Dana Whitlock (Halifax)");
        assert_eq!(read("desk@post.example"), "desk@post.example");
        assert_eq!(read(" \u{202e} "), "");
    }
}
