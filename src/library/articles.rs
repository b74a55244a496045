//! Whole articles: kept with the bytes they came as, so that they can be shown without a network
//! and read again by a better judge.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::acts::{Field, change, count, unpacked};
use super::intake::{dated, newest, put_text, put_words, unput_words, words};
use super::pack::{Packer, unpack};
use super::{Error, Library, Sync, twins};
use crate::model::{
    ArticleId, Bookmark, Clean, FeedId, Page, Print, Reading, Source, canonical, host, untracked,
};

/// A page to be kept, and the reading that was made of it.
pub struct Keep<'a> {
    /// The article that it is the page of; a new one if none.
    pub article: Option<ArticleId>,
    /// Where it was found, if that is an address.
    pub address: Option<&'a str>,
    /// The page as it came.
    pub page: &'a Page,
    /// What it became.
    pub reading: &'a Reading,
    /// Whether the reader asked for it to be kept.
    pub by_hand: bool,
}

/// An article of the library.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its number.
    pub id: ArticleId,
    /// The page as it came, or what the feed gave of it: to be read, which takes as long as it
    /// would to fetch a reading from the disk.
    pub page: Page,
    /// Whether the page is what a feed gave, and no page.
    pub is_from_feed: bool,
    /// Where the reader stopped.
    pub bookmark: Option<Bookmark>,
    /// Its tags.
    pub tags: Vec<Clean>,
    /// The feeds that carry it.
    pub feeds: Vec<FeedId>,
}

impl Library {
    /// Keeps a page, or keeps it anew: what it says replaces what was known, and nothing that the
    /// reader did is touched. If another article tells the same, both become one; the number of
    /// the article it is now.
    pub fn store(&mut self, keep: &Keep<'_>, now: Timestamp) -> Result<ArticleId, Error> {
        let sync = if keep.by_hand { Sync::Full } else { Sync::Normal };
        self.write(sync, |tx| {
            let address = keep.address.and_then(canonical);
            let article = match (keep.article, &address) {
                (Some(article), _) => article.0,
                (None, address) => {
                    let found = twins::of(tx, address.as_deref(), "", None)?;
                    found.map_or_else(|| blank(tx, now.as_second()), Ok)?
                }
            };
            put_reading(tx, article, keep, now.as_second())?;
            if let Some(address) = address {
                twins::remember(tx, &address, article)?;
            }
            if keep.by_hand {
                change(tx, Field::Kept, article, 1)?;
                change(tx, Field::Hidden, article, 0)?;
            }
            let text = keep.reading.text();
            let twin = twins::by_text(tx, &text, Print::of(&text), Some(article))?;
            let Some(twin) = twin else { return Ok(ArticleId(article)) };
            let stays = twins::merge(tx, article, twin)?;
            put_reading(tx, stays, keep, now.as_second())?;
            Ok(ArticleId(stays))
        })
    }

    /// An article with its page.
    pub fn get(&self, id: ArticleId) -> Result<Article, Error> {
        let sql = "SELECT a.url, a.mark, p.origin, p.base, p.content_type, p.bytes FROM articles a
                   LEFT JOIN pages p ON p.article = a.id WHERE a.id = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([id.0])?;
        let row = rows.next()?.ok_or(Error::Unknown("article"))?;
        let (url, base): (Option<String>, Option<String>) = (row.get(0)?, row.get(3)?);
        let parsed = |address: Option<&String>| address.and_then(|address| address.parse().ok());
        let url = parsed(url.as_ref());
        let packed: Option<Vec<u8>> = row.get(5)?;
        let bytes = packed.map(|packed| unpack(&packed)).transpose()?.unwrap_or_default();
        let source = url.clone().map_or_else(|| Source::Record(id.0.to_string()), Source::Url);
        let base = parsed(base.as_ref()).or(url);
        Ok(Article {
            id,
            page: Page { source, base, content_type: row.get(4)?, bytes },
            is_from_feed: row.get::<_, Option<String>>(2)?.as_deref() != Some("page"),
            bookmark: row.get::<_, Option<Vec<u8>>>(1)?.and_then(|mark| unpacked(&mark)),
            tags: self.tags_of(id)?,
            feeds: self.feeds_of(id)?,
        })
    }

    /// The article that an address leads to.
    pub fn find(&self, address: &str) -> Result<Option<ArticleId>, Error> {
        let Some(key) = canonical(address) else { return Ok(None) };
        let mut find = self.conn.prepare_cached("SELECT article FROM addresses WHERE address = ?1")?;
        Ok(find.query_row([key], |row| Ok(ArticleId(row.get(0)?))).optional()?)
    }

    pub(super) fn tags_of(&self, id: ArticleId) -> Result<Vec<Clean>, Error> {
        let mut tags = self.conn.prepare_cached("SELECT tag FROM tags WHERE article = ?1 ORDER BY tag")?;
        let tags = tags.query_map([id.0], |row| Ok(Clean::field(&row.get::<_, String>(0)?)))?;
        Ok(tags.collect::<Result<_, _>>()?)
    }

    fn feeds_of(&self, id: ArticleId) -> Result<Vec<FeedId>, Error> {
        let sql = "SELECT DISTINCT feed FROM items WHERE article = ?1 ORDER BY feed";
        let mut feeds = self.conn.prepare_cached(sql)?;
        let feeds = feeds.query_map([id.0], |row| Ok(FeedId(row.get(0)?)))?;
        Ok(feeds.collect::<Result<_, _>>()?)
    }
}

/// An article of which nothing is known yet.
fn blank(tx: &Transaction<'_>, now: i64) -> Result<i64, Error> {
    let newest = newest(tx, now)?;
    let article =
        tx.prepare_cached("INSERT INTO articles (seen, dated) VALUES (?1, ?2)")?.insert([now, newest])?;
    count(tx, article, [1, 1, 0])?;
    Ok(article)
}

fn put_reading(tx: &Transaction<'_>, article: i64, keep: &Keep<'_>, now: i64) -> Result<(), Error> {
    put_facts(tx, article, keep.address, keep.reading, now)?;
    let mut page = tx.prepare_cached("INSERT OR REPLACE INTO pages VALUES (?1, 'page', ?2, ?3, ?4)")?;
    let base = keep.page.base.as_ref().map(url::Url::as_str);
    page.execute(params![article, base, keep.page.content_type, Packer::new().pack(&keep.page.bytes)])?;
    Ok(())
}

/// What a page was read as.
pub(super) fn put_facts(
    tx: &Transaction<'_>,
    article: i64,
    address: Option<&str>,
    reading: &Reading,
    now: i64,
) -> Result<(), Error> {
    let known = &reading.metadata;
    let text = reading.text();
    let published =
        known.published.as_deref().and_then(|at| at.parse::<Timestamp>().ok()).map(Timestamp::as_second);
    let newest = newest(tx, now)?;
    let mut update = tx.prepare_cached(
        "UPDATE articles SET url = coalesce(?2, url), title = coalesce(nullif(?3, ''), title),
         site = coalesce(nullif(?4, ''), nullif(site, ''), ?13, ''), byline = coalesce(?5, byline),
         dated = CASE WHEN published IS NULL AND ?6 IS NOT NULL THEN ?7 ELSE dated END,
         published = coalesce(published, ?6), language = coalesce(?8, language), words = ?9, videos = ?10,
         links = ?11, class = ?12, due = NULL, whole = 1 WHERE id = ?1 RETURNING title, site",
    )?;
    let title = reading.title().unwrap_or_default();
    // A page that does not say its site's name is called by its host; the feed may know better.
    let bare = address.and_then(host);
    let named = known.site.as_deref().filter(|site| Some(*site) != bare.as_deref());
    let (title, site): (String, String) = update
        .query_row(
            params![
                article,
                address.map(untracked),
                title.as_str(),
                named,
                known.byline.as_deref(),
                published,
                dated(published, newest),
                known.language.as_deref(),
                words(&text),
                i64::try_from(reading.sidebar.videos.len()).unwrap_or(i64::MAX),
                i64::try_from(reading.sidebar.links.len()).unwrap_or(i64::MAX),
                reading.class.name(),
                bare,
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?
        .ok_or(Error::Unknown("article"))?;
    put_text(tx, &mut Packer::new(), article, &text)?;
    twins::put_print(tx, article, &text)?;
    unput_words(tx, article)?;
    put_words(tx, article, &title, &text, &site)
}
