//! Finding articles by their words, best first. What fits thousands of articles is not ranked: the
//! newest of them come first.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use super::filter::Conditions;
use super::query::Sought;
use super::segment::{CUT, segmented};
use super::{Error, Filter, Library, Query, pack};
use crate::model::{ArticleId, ArticleRow, Clean, Sort};

/// What fits as many articles or more is not ranked.
const RANKED: i64 = 2000;

/// A snippet is looked for in so many bytes first.
const NEAR: usize = 32 << 10;

/// A word in the headline counts as much as so many in the text; one in the site's name, so many.
const WEIGHTS: &str = "8.0, 1.0, 3.0";

/// Around what was found, in a snippet. No clean text holds them.
const BEGIN: char = '\u{1}';
const END: char = '\u{2}';

/// The words of a snippet.
const SNIPPET: usize = 24;

/// An article that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The article.
    pub row: ArticleRow,
    /// Where the words stand: pieces of text, and whether each was looked for.
    pub snippet: Vec<(Clean, bool)>,
}

impl Library {
    /// What fits best, so many at most; of what fits very many articles, the newest. A query
    /// without words is a list of what its fields mean.
    pub fn search(&self, query: &Query, count: usize) -> Result<Vec<Hit>, Error> {
        let Some(expression) = query.expression() else {
            let page = self.matching(&Filter::default(), query, Sort::Newest, None, count)?;
            return Ok(page.rows.into_iter().map(|row| Hit { row, snippet: Vec::new() }).collect());
        };
        let sought = query.sought();
        let many = self.many(&sought)?;
        let rows = match sought.words() {
            Some(words) if many[0] == Some(false) => {
                self.by_words(&words, query, &format!("bm25(lexicon, {WEIGHTS}), a.id DESC"), count)?
            }
            // What is newest is found soon, unless a filter refuses most of it.
            Some(words) if query.filter == Filter::default() && !many.contains(&Some(false)) => {
                self.by_words(&words, query, "lexicon.rowid DESC", count)?
            }
            _ => self.matching(&Filter::default(), query, Sort::Newest, None, count)?.rows,
        };
        self.with_snippets(rows, &expression, sought.wanted.is_loose)
    }

    /// Whether very many articles have the words, and the beginnings of words, that are wanted.
    pub(super) fn many(&self, sought: &Sought) -> Result<[Option<bool>; 2], Error> {
        let [words, begun] = sought.wanted.expressions(" AND ");
        let many = |index: &str, expression: Option<String>| -> Result<Option<bool>, Error> {
            let Some(expression) = expression else { return Ok(None) };
            let sql =
                format!("SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ?1 LIMIT {RANKED})");
            let fits: i64 = self.conn.prepare_cached(&sql)?.query_row([expression], |row| row.get(0))?;
            Ok(Some(fits >= RANKED))
        };
        Ok([many("lexicon", words)?, many("begun", begun)?])
    }

    /// Articles with words, in an order that the index of words knows.
    fn by_words(
        &self,
        words: &str,
        query: &Query,
        order: &str,
        count: usize,
    ) -> Result<Vec<ArticleRow>, Error> {
        let mut conditions = Conditions::of(&Filter::default());
        conditions.fit_besides_words(query);
        let sql = format!(
            "SELECT a.id FROM lexicon CROSS JOIN articles a WHERE lexicon MATCH ? AND a.id = lexicon.rowid AND {}
             ORDER BY {order} LIMIT {count}",
            conditions.sql
        );
        let values = std::iter::once(Value::Text(words.to_owned())).chain(conditions.values);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let found = statement.query_map(params_from_iter(values), |row| Ok(ArticleId(row.get(0)?)))?;
        found.map(|id| self.row(id?)).collect()
    }

    /// Cuts snippets: the texts of the hits go through a small index in memory, which cuts words
    /// exactly as the large one did.
    fn with_snippets(
        &self,
        rows: Vec<ArticleRow>,
        expression: &str,
        is_loose: bool,
    ) -> Result<Vec<Hit>, Error> {
        let mut snippets = self.snippets.borrow_mut();
        let small = match &*snippets {
            Some(small) => small,
            None => snippets.insert(small_index()?),
        };
        let tx = small.unchecked_transaction()?;
        let mut find = self.conn.prepare_cached("SELECT body FROM texts WHERE article = ?1")?;
        let mut hits = Vec::with_capacity(rows.len());
        for row in rows {
            let packed: Option<Vec<u8>> = find.query_row([row.id.0], |row| row.get(0)).optional()?;
            let body = packed.map(|packed| pack::unpack_text(&packed)).transpose()?.unwrap_or_default();
            let whole = format!("{}\n{}\n{body}", row.title, row.site);
            let end = (NEAR..).take(4).find(|at| whole.is_char_boundary(*at)).unwrap_or(whole.len());
            let short = whole.get(..end).unwrap_or(&whole);
            let mut snippet = cut(&tx, short, expression)?;
            if snippet.is_none() && short.len() < whole.len() {
                snippet = cut(&tx, &whole, expression)?;
            }
            if snippet.is_some() || !is_loose {
                hits.push(Hit { row, snippet: pieces(&snippet.unwrap_or_default()) });
            }
        }
        Ok(hits)
    }
}

/// Cuts a snippet out of one text, if what is looked for stands there.
fn cut(small: &Connection, text: &str, expression: &str) -> Result<Option<String>, Error> {
    small
        .prepare_cached("INSERT OR REPLACE INTO texts (rowid, body) VALUES (1, ?1)")?
        .execute([segmented(text)])?;
    let sql = format!(
        "SELECT snippet(texts, 0, char(1), char(2), '…', {SNIPPET}) FROM texts WHERE texts MATCH ?1 AND rowid = 1"
    );
    Ok(small.prepare_cached(&sql)?.query_row([expression], |row| row.get(0)).optional()?)
}

fn small_index() -> Result<Connection, Error> {
    let small = Connection::open_in_memory()?;
    small.execute_batch(
        "CREATE VIRTUAL TABLE texts USING fts5 (body, tokenize = 'unicode61 remove_diacritics 2')",
    )?;
    Ok(small)
}

/// Cuts a snippet at its marks.
fn pieces(snippet: &str) -> Vec<(Clean, bool)> {
    let mut pieces = Vec::new();
    for (at, part) in snippet.split(BEGIN).enumerate() {
        let (found, rest) = if at == 0 { ("", part) } else { part.split_once(END).unwrap_or((part, "")) };
        for (text, is_found) in [(found, true), (rest, false)] {
            let text = Clean::text(&text.replace(CUT, "").replace("\n\n", " ").replace(['\n', '\t'], " "));
            if !text.is_empty() {
                pieces.push((text, is_found));
            }
        }
    }
    pieces
}
