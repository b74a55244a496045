//! Which pages are still to be fetched to make teasers whole, and how that went: one that is tried
//! in vain is not tried for ever.

use jiff::Timestamp;
use rusqlite::params;

use super::{Error, Library, Sync};
use crate::model::{ArticleId, Clean, FeedId};

/// A page that is to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePage {
    /// Whose page it is.
    pub article: ArticleId,
    /// Where it is.
    pub address: String,
    /// A feed that carries it.
    pub feed: Option<FeedId>,
    /// How often it was tried in vain.
    pub tries: u32,
}

impl Library {
    /// The pages that may be fetched at `now`, what came last first: so many of each feed at most,
    /// and so many in all. A clock that was set back does not make one wait for longer than a week.
    pub fn due_pages(&self, now: Timestamp, of_each: usize, count: usize) -> Result<Vec<DuePage>, Error> {
        let sql = "SELECT id, url, feed, tries FROM
            (SELECT id, url, tries, feed, row_number() OVER (PARTITION BY feed ORDER BY id DESC) AS place FROM
             (SELECT id, url, tries, (SELECT i.feed FROM items i WHERE i.article = a.id LIMIT 1) AS feed
              FROM articles a WHERE due IS NOT NULL AND (due <= ?1 OR due > ?1 + 604800) AND hidden = 0
              AND url IS NOT NULL ORDER BY id DESC LIMIT 20000))
            WHERE place <= ?2 ORDER BY id DESC LIMIT ?3";
        let mut statement = self.conn.prepare_cached(sql)?;
        let most = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let pages = statement.query_map(params![now.as_second(), most(of_each), most(count)], |row| {
            Ok(DuePage {
                article: ArticleId(row.get(0)?),
                address: row.get(1)?,
                feed: row.get::<_, Option<i64>>(2)?.map(FeedId),
                tries: u32::try_from(row.get::<_, i64>(3)?).unwrap_or(u32::MAX),
            })
        })?;
        Ok(pages.collect::<Result<_, _>>()?)
    }

    /// Says that the pages of these articles are wanted, or not, where they are not here yet.
    pub fn want_pages(&mut self, articles: &[ArticleId], wanted: bool, now: Timestamp) -> Result<(), Error> {
        self.write(Sync::Normal, |tx| {
            let mut set = tx.prepare_cached(
                "UPDATE articles SET due = ?2 WHERE id = ?1
                 AND NOT EXISTS (SELECT 1 FROM pages WHERE article = ?1 AND origin = 'page')",
            )?;
            for article in articles {
                set.execute(params![article.0, wanted.then(|| now.as_second())])?;
            }
            Ok(())
        })
    }

    /// Writes down that a page was tried for in vain: what came instead, and when it may be tried
    /// again; never by itself if none.
    pub fn tried_page(
        &mut self,
        article: ArticleId,
        got: &str,
        now: Timestamp,
        again: Option<Timestamp>,
    ) -> Result<(), Error> {
        let got = Clean::field(got);
        self.write(Sync::Normal, |tx| {
            let mut set = tx.prepare_cached(
                "UPDATE articles SET tries = tries + 1, tried = ?2, got = ?3, due = ?4 WHERE id = ?1",
            )?;
            let again = again.map(Timestamp::as_second);
            match set.execute(params![article.0, now.as_second(), got.as_str(), again])? {
                0 => Err(Error::Unknown("article")),
                _ => Ok(()),
            }
        })
    }
}
