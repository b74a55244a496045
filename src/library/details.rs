//! What is known of one article besides its row, and how its text begins.

use rusqlite::OptionalExtension as _;

use super::{Error, Library, pack};
use crate::model::{ArticleId, ArticleRow, Clean, FeedId};

/// Everything that is known of an article but its text.
#[derive(Clone, Debug)]
pub struct Details {
    /// Its row.
    pub row: ArticleRow,
    /// When it was published, as it says, in seconds since 1970.
    pub published: Option<i64>,
    /// When it came, in seconds since 1970.
    pub seen: i64,
    /// Its links.
    pub links: u64,
    /// Its tags.
    pub tags: Vec<Clean>,
    /// The feeds that carry it, with their titles.
    pub feeds: Vec<(FeedId, Clean)>,
    /// From when on its page may be fetched, in seconds since 1970; none if it is here or not wanted.
    pub due: Option<i64>,
    /// How its page was tried for in vain.
    pub tried: Option<Tried>,
}

/// Tries to fetch a page that brought none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// How many.
    pub times: u32,
    /// When the last was, in seconds since 1970.
    pub at: i64,
    /// What came instead: the class of a page, or what went wrong.
    pub got: Clean,
}

impl Library {
    /// What is known of an article.
    pub fn details(&self, id: ArticleId) -> Result<Details, Error> {
        let sql = "SELECT published, seen, links, due, tries, tried, got FROM articles WHERE id = ?1";
        let mut find = self.conn.prepare_cached(sql)?;
        let mut rows = find.query([id.0])?;
        let row = rows.next()?.ok_or(Error::Unknown("article"))?;
        let times: i64 = row.get(4)?;
        let tried = (times > 0).then(|| -> Result<Tried, Error> {
            let got: Option<String> = row.get(6)?;
            Ok(Tried {
                times: u32::try_from(times).unwrap_or(u32::MAX),
                at: row.get::<_, Option<i64>>(5)?.unwrap_or_default(),
                got: Clean::field(&got.unwrap_or_default()),
            })
        });
        Ok(Details {
            row: self.row(id)?,
            published: row.get(0)?,
            seen: row.get(1)?,
            links: u64::try_from(row.get::<_, i64>(2)?).unwrap_or_default(),
            tags: self.tags_of(id)?,
            feeds: self.titled_feeds_of(id)?,
            due: row.get(3)?,
            tried: tried.transpose()?,
        })
    }

    /// How the text of an article begins: whole paragraphs, no more than so many letters but for
    /// the first. Nothing is read anew.
    pub fn preview(&self, id: ArticleId, letters: usize) -> Result<Clean, Error> {
        let mut find = self.conn.prepare_cached("SELECT body FROM texts WHERE article = ?1")?;
        let packed: Option<Vec<u8>> = find.query_row([id.0], |row| row.get(0)).optional()?;
        let text = packed.map(|packed| pack::unpack_text(&packed)).transpose()?.unwrap_or_default();
        let mut end = 0;
        let mut left = letters;
        for paragraph in text.split_inclusive("\n\n") {
            let count = paragraph.chars().count();
            if count > left {
                break;
            }
            left -= count;
            end += paragraph.len();
        }
        if end == 0 {
            end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
        }
        Ok(Clean::text(text.get(..end).unwrap_or_default().trim_end()))
    }

    fn titled_feeds_of(&self, id: ArticleId) -> Result<Vec<(FeedId, Clean)>, Error> {
        let sql = "SELECT DISTINCT f.id, coalesce(f.name, nullif(f.title, ''), f.address) FROM items i
                   JOIN feeds f ON f.id = i.feed WHERE i.article = ?1 AND f.removed = 0 ORDER BY f.id";
        let mut feeds = self.conn.prepare_cached(sql)?;
        let feeds = feeds
            .query_map([id.0], |row| Ok((FeedId(row.get(0)?), Clean::field(&row.get::<_, String>(1)?))))?;
        Ok(feeds.collect::<Result<_, _>>()?)
    }
}
