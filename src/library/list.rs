//! Lists of articles, a page at a time: the next page begins behind the last row of this one,
//! whatever has come in between.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Row as DatabaseRow, params_from_iter};

use super::filter::Conditions;
use super::filter::Key as _;
use super::{Error, Filter, Library, Query};
use crate::model::{ArticleId, ArticleRow, Clean, Sort};

/// Where a page of a list ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    key: Value,
    id: i64,
}

/// A page of a list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its rows.
    pub rows: Vec<ArticleRow>,
    /// Where the next page begins, if there may be one.
    pub next: Option<Spot>,
}

pub(super) const COLUMNS: &str = "a.id, a.title, a.site, a.byline, a.url, a.dated, a.words, a.videos, a.language, \
    a.class, a.read, a.starred, a.whole";

/// How many columns a row has.
pub(super) const WIDTH: usize = 13;

impl Library {
    /// A page of so many articles, behind the spot.
    pub fn list(
        &self,
        filter: &Filter,
        sort: Sort,
        behind: Option<&Spot>,
        count: usize,
    ) -> Result<Page, Error> {
        self.matching(filter, &Query::default(), sort, behind, count)
    }

    /// The same, of those that fit a query besides.
    pub fn matching(
        &self,
        filter: &Filter,
        query: &Query,
        sort: Sort,
        behind: Option<&Spot>,
        count: usize,
    ) -> Result<Page, Error> {
        let mut conditions = Conditions::of(filter);
        conditions.fit(query, self.many(&query.sought())?, sort == Sort::Date);
        let (key, is_falling) = sort.key();
        let (sign, way) = if is_falling { ("<", "DESC") } else { (">", "ASC") };
        if let Some(spot) = behind {
            let sql = format!("({key}, a.id) {sign} (?, ?)");
            conditions.and(&sql, [spot.key.clone(), Value::Integer(spot.id)]);
        }
        let order = if key == "a.id" { format!("a.id {way}") } else { format!("{key} {way}, a.id {way}") };
        let sql = format!(
            "SELECT {COLUMNS}, {key} FROM articles a WHERE {} ORDER BY {order} LIMIT {count}",
            conditions.sql
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(conditions.values))?;
        let mut page = Page::default();
        while let Some(found) = rows.next()? {
            let row = row(found)?;
            page.next = Some(Spot { key: found.get(WIDTH)?, id: row.id.0 });
            page.rows.push(row);
        }
        if page.rows.len() < count {
            page.next = None;
        }
        Ok(page)
    }

    /// How many articles fit, counted no further than `most`: one more of them is not told apart.
    pub fn count_matching(&self, filter: &Filter, query: &Query, most: usize) -> Result<u64, Error> {
        let mut conditions = Conditions::of(filter);
        conditions.fit(query, self.many(&query.sought())?, false);
        let sql =
            format!("SELECT count(*) FROM (SELECT 1 FROM articles a WHERE {} LIMIT {most})", conditions.sql);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let count: i64 = statement.query_row(params_from_iter(conditions.values), |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// The spot of an article: what a page behind it begins behind. None if there is no such article.
    pub fn spot(&self, id: ArticleId, sort: Sort) -> Result<Option<Spot>, Error> {
        let sql = format!("SELECT {} FROM articles a WHERE a.id = ?1", sort.key().0);
        let mut find = self.conn.prepare_cached(&sql)?;
        Ok(find.query_row([id.0], |row| Ok(Spot { key: row.get(0)?, id: id.0 })).optional()?)
    }

    /// One article's row, as it is now.
    pub fn row(&self, id: ArticleId) -> Result<ArticleRow, Error> {
        let sql = format!("SELECT {COLUMNS} FROM articles a WHERE a.id = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([id.0])?;
        Ok(row(rows.next()?.ok_or(Error::Unknown("article"))?)?)
    }
}

/// Everything of a row is cleaned again: the file may have been written by anyone.
pub(super) fn row(row: &DatabaseRow<'_>) -> rusqlite::Result<ArticleRow> {
    let clean = |at: usize| -> rusqlite::Result<Option<Clean>> {
        Ok(row.get::<_, Option<String>>(at)?.map(|text| Clean::field(&text)))
    };
    let number = |at: usize| -> rusqlite::Result<u64> {
        Ok(u64::try_from(row.get::<_, i64>(at)?).unwrap_or_default())
    };
    Ok(ArticleRow {
        id: ArticleId(row.get(0)?),
        title: clean(1)?.unwrap_or_default(),
        site: clean(2)?.unwrap_or_default(),
        byline: clean(3)?,
        url: clean(4)?,
        dated: row.get(5)?,
        words: number(6)?,
        videos: number(7)?,
        language: clean(8)?,
        class: clean(9)?,
        read: row.get::<_, i64>(10)? != 0,
        starred: row.get::<_, i64>(11)? != 0,
        is_whole: row.get::<_, i64>(12)? != 0,
    })
}
