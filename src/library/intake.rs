//! What a feed carries, taken into the library: what is new, what has changed, what is known. One
//! transaction, whatever happens.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::acts::{Field, change};
use super::pack::Packer;
use super::segment::{beginnings, segmented};
use super::{Error, Library, Sync, tally, twins};
use crate::model::{ArticleId, Clean, FeedId, Print, canonical, count_words, hash};

/// Between these years a clock can be believed: 2020 and 2100, in seconds since 1970.
pub(super) const BELIEVABLE: std::ops::Range<i64> = 1_577_836_800..4_102_444_800;

/// An item of a feed.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// What makes it this item, the same each time the feed is read; of any length.
    pub key: String,
    /// Where its page is.
    pub address: Option<String>,
    /// Its headline.
    pub title: Clean,
    /// Who wrote it.
    pub byline: Option<Clean>,
    /// The site's or the feed's name.
    pub site: Clean,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// Its language, BCP 47.
    pub language: Option<String>,
    /// Its text, as plain text.
    pub text: Clean,
    /// What the feed gives of it, as HTML, to be shown when its page cannot be had.
    pub html: Option<String>,
    /// How many videos it has.
    pub videos: u32,
    /// Whether this is a teaser: the page is to be fetched, see [`Library::due_pages`].
    pub wants_page: bool,
}

/// What became of the items of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// New articles, in the order of the feed.
    pub new: Vec<ArticleId>,
    /// Articles that were known and said something else.
    pub updated: Vec<ArticleId>,
    /// Articles that another feed had brought.
    pub joined: Vec<ArticleId>,
}

/// What is the same for all items of one feed.
struct Intake<'a> {
    tx: &'a Transaction<'a>,
    feed: FeedId,
    now: i64,
    /// The newest date that an item can have.
    newest: i64,
    packer: Packer,
    /// New articles that are not counted yet.
    fresh: i64,
    /// Articles that are not found by their words yet, in the order of their numbers, and whether
    /// they are new.
    unfound: BTreeMap<i64, (&'a Item, bool)>,
}

impl Library {
    /// Takes in what a feed carries. Feeds begin with what is newest, so the last item comes first.
    /// An item whose page was stored keeps its page. What was thrown away does not come back.
    pub fn take_in(&mut self, feed: FeedId, items: &[Item], now: Timestamp) -> Result<Taken, Error> {
        self.write(Sync::Normal, |tx| {
            tx.query_row("SELECT 1 FROM feeds WHERE id = ?1", [feed.0], |_| Ok(()))
                .optional()?
                .ok_or(Error::Unknown("feed"))?;
            let now = now.as_second();
            let mut intake = Intake {
                tx,
                feed,
                now,
                newest: newest(tx, now)?,
                packer: Packer::new(),
                fresh: 0,
                unfound: BTreeMap::new(),
            };
            let mut taken = Taken::default();
            for item in items.iter().rev() {
                intake.take(item, &mut taken)?;
            }
            intake.finish()?;
            taken.new.reverse();
            taken.updated.reverse();
            taken.joined.reverse();
            Ok(taken)
        })
    }
}

/// The newest date that can be believed: now, or where the clock is wrong, the newest there is.
pub(super) fn newest(tx: &Transaction<'_>, now: i64) -> Result<i64, Error> {
    if BELIEVABLE.contains(&now) {
        return Ok(now);
    }
    let newest: Option<i64> = tx.query_row("SELECT max(dated) FROM articles", [], |row| row.get(0))?;
    Ok(newest.unwrap_or(BELIEVABLE.start))
}

impl<'a> Intake<'a> {
    fn take(&mut self, item: &'a Item, taken: &mut Taken) -> Result<(), Error> {
        let key = number(hash(item.key.as_bytes()));
        let digest = digest(item);
        let mut find =
            self.tx.prepare_cached("SELECT article, digest FROM items WHERE feed = ?1 AND key = ?2")?;
        let known = find
            .query_row([self.feed.0, key], |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, i64>(1)?)))
            .optional()?;
        match known {
            Some((None, _)) => {}
            Some((_, same)) if same == digest => {}
            Some((Some(article), _)) => {
                self.update(article, item)?;
                let mut set =
                    self.tx.prepare_cached("UPDATE items SET digest = ?3 WHERE feed = ?1 AND key = ?2")?;
                set.execute([self.feed.0, key, digest])?;
                taken.updated.push(ArticleId(article));
            }
            None => {
                let address = item.address.as_deref().and_then(canonical);
                let print = Print::of(&item.text);
                let twin = twins::of(self.tx, address.as_deref(), &item.text, print)?;
                let article = match twin {
                    Some(twin) => twin,
                    None => self.insert(item, print)?,
                };
                if let Some(address) = address {
                    twins::remember(self.tx, &address, article)?;
                }
                if twin.is_none() {
                    self.carry(article, key, digest)?;
                    taken.new.push(ArticleId(article));
                } else if self.join(article, key, digest)? {
                    taken.joined.push(ArticleId(article));
                }
            }
        }
        Ok(())
    }

    /// Writes down that the feed carries the article; whether it did not before.
    fn join(&self, article: i64, key: i64, digest: i64) -> Result<bool, Error> {
        let mut hidden = self.tx.prepare_cached("SELECT hidden = 1 FROM articles WHERE id = ?1")?;
        if hidden.query_row([article], |row| row.get(0))? {
            change(self.tx, Field::Hidden, article, 0)?;
        }
        let sql = "SELECT (SELECT count(*) FROM items WHERE feed = ?1 AND article = ?2), \
                   (SELECT read = 0 AND hidden = 0 FROM articles WHERE id = ?2)";
        let mut find = self.tx.prepare_cached(sql)?;
        let (carried, unread): (i64, bool) =
            find.query_row([self.feed.0, article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if carried == 0 && unread {
            tally::joins(self.tx, self.feed.0, article)?;
        }
        self.carry(article, key, digest)?;
        if carried == 0 && unread {
            self.tx
                .prepare_cached("UPDATE feeds SET unread = unread + 1 WHERE id = ?1")?
                .execute([self.feed.0])?;
        }
        Ok(carried == 0)
    }

    fn insert(&mut self, item: &'a Item, print: Option<Print>) -> Result<i64, Error> {
        let published = item.published.map(Timestamp::as_second);
        let mut insert = self.tx.prepare_cached(
            "INSERT INTO articles (url, title, site, byline, published, seen, dated, language, words, videos, due, print)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        let article = insert.insert(params![
            item.address.as_deref().map(crate::model::untracked),
            item.title.as_str(),
            item.site.as_str(),
            item.byline.as_deref(),
            published,
            self.now,
            dated(published, self.newest),
            item.language,
            words(&item.text),
            item.videos,
            item.wants_page.then_some(self.now),
            print.map(|print| number(print.0)),
        ])?;
        let html = self.pack_html(item);
        self.tx
            .prepare_cached("INSERT INTO pages VALUES (?1, 'feed', ?2, 'text/html; charset=utf-8', ?3)")?
            .execute(params![article, item.address, html])?;
        let text = self.packer.pack(item.text.as_bytes());
        self.tx.prepare_cached("INSERT INTO texts VALUES (?1, ?2)")?.execute(params![article, text])?;
        twins::insert_print(self.tx, article, print)?;
        self.fresh += 1;
        self.unfound.insert(article, (item, true));
        Ok(article)
    }

    fn carry(&self, article: i64, key: i64, digest: i64) -> Result<(), Error> {
        let mut insert = self.tx.prepare_cached("INSERT INTO items VALUES (?1, ?2, ?3, ?4)")?;
        insert.execute([self.feed.0, key, article, digest])?;
        Ok(())
    }

    /// Counts the new articles and makes them found. All at once and last: whatever else is
    /// written between makes the index write down what it has gathered.
    fn finish(self) -> Result<(), Error> {
        if self.fresh > 0 {
            self.tx
                .execute("UPDATE counts SET articles = articles + ?1, unread = unread + ?1", [self.fresh])?;
            let feed = [self.feed.0, self.fresh];
            self.tx.execute("UPDATE feeds SET unread = unread + ?2 WHERE id = ?1", feed)?;
            tally::brought(self.tx, self.feed.0, self.fresh)?;
        }
        for (article, (item, is_new)) in self.unfound {
            if !is_new {
                unput_words(self.tx, article)?;
            }
            put_words(self.tx, article, &item.title, &item.text, &item.site)?;
        }
        Ok(())
    }

    /// An item that says something else: it stays read, starred and where it is.
    fn update(&mut self, article: i64, item: &'a Item) -> Result<(), Error> {
        let mut whole = self.tx.prepare_cached("SELECT whole FROM articles WHERE id = ?1")?;
        if whole.query_row([article], |row| row.get(0))? {
            return Ok(());
        }
        let mut update = self.tx.prepare_cached(
            "UPDATE articles SET title = ?2, byline = coalesce(?3, byline), words = ?4, videos = ?5 WHERE id = ?1",
        )?;
        let byline = item.byline.as_deref();
        update.execute(params![article, item.title.as_str(), byline, words(&item.text), item.videos])?;
        let html = self.pack_html(item);
        self.tx
            .prepare_cached("UPDATE pages SET base = ?2, bytes = ?3 WHERE article = ?1")?
            .execute(params![article, item.address, html])?;
        put_text(self.tx, &mut self.packer, article, &item.text)?;
        twins::put_print(self.tx, article, &item.text)?;
        let is_new = self.unfound.get(&article).is_some_and(|(_, is_new)| *is_new);
        self.unfound.insert(article, (item, is_new));
        Ok(())
    }

    /// What the feed gives of the article.
    fn pack_html(&mut self, item: &Item) -> Option<Vec<u8>> {
        let html = item.html.as_deref().filter(|html| !html.is_empty())?;
        Some(self.packer.pack(html.as_bytes()))
    }
}

/// Keeps the text of an article, for snippets and for making the index again.
pub(super) fn put_text(
    tx: &Transaction<'_>,
    packer: &mut Packer,
    article: i64,
    text: &str,
) -> Result<(), Error> {
    let mut put = tx.prepare_cached("INSERT OR REPLACE INTO texts VALUES (?1, ?2)")?;
    put.execute(params![article, packer.pack(text.as_bytes())])?;
    Ok(())
}

/// Makes an article found by its words; none of it may be found yet.
pub(super) fn put_words(
    tx: &rusqlite::Connection,
    article: i64,
    title: &str,
    text: &str,
    site: &str,
) -> Result<(), Error> {
    let mut put =
        tx.prepare_cached("INSERT INTO lexicon (rowid, title, body, site) VALUES (?1, ?2, ?3, ?4)")?;
    put.execute(params![article, segmented(title), segmented(text), segmented(site)])?;
    let mut put = tx.prepare_cached("INSERT INTO begun (rowid, letters) VALUES (?1, ?2)")?;
    put.execute(params![article, beginnings([title, text, site])])?;
    Ok(())
}

/// Makes an article found no longer.
pub(super) fn unput_words(tx: &rusqlite::Connection, article: i64) -> Result<(), Error> {
    tx.prepare_cached("DELETE FROM lexicon WHERE rowid = ?1")?.execute([article])?;
    tx.prepare_cached("DELETE FROM begun WHERE rowid = ?1")?.execute([article])?;
    Ok(())
}

/// What an article is ordered by in a list by date: what says that it comes from the future counts
/// as new, and nothing more.
pub(super) fn dated(published: Option<i64>, newest: i64) -> i64 {
    published.filter(|at| *at > 0 && *at <= newest).unwrap_or(newest)
}

pub(super) fn words(text: &str) -> i64 {
    i64::try_from(count_words(text)).unwrap_or(i64::MAX)
}

/// What an item says. The text follows from what the feed gives as HTML, where it gives any.
pub(super) fn digest(item: &Item) -> i64 {
    let byline = item.byline.as_deref().unwrap_or_default();
    let parts = match item.html.as_deref() {
        Some(html) => [html, byline, ""],
        None => [item.title.as_str(), byline, &item.text],
    };
    let parts = parts.iter().map(|part| hash(part.as_bytes()));
    number(parts.fold(0, |sum: u64, part| sum.rotate_left(9) ^ part))
}

/// The same bits as the database has them.
pub(super) fn number(hash: u64) -> i64 {
    hash.cast_signed()
}
