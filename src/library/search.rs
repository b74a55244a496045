//! Finding articles by their words. What was seen last is ranked best first; a word that stands in
//! everything is ranked among the newest articles that have it.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};

use super::filter::Conditions;
use super::segment::{CUT, segmented};
use super::{Error, Filter, Library, Query, pack};
use crate::model::{ArticleId, ArticleRow, Clean, Sort};

/// So many of the newest hits are ranked.
const RANKED: usize = 2000;

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
    /// The best hits, so many at most. A query without words is a list of what its fields mean.
    pub fn search(&self, query: &Query, count: usize) -> Result<Vec<Hit>, Error> {
        let Some(expression) = query.expression() else {
            let page = self.matching(&Filter::default(), query, Sort::Newest, None, count)?;
            return Ok(page.rows.into_iter().map(|row| Hit { row, snippet: Vec::new() }).collect());
        };
        let conditions = Conditions::of(&query.filter);
        let mut values = vec![Value::Text(expression.clone())];
        values.extend(conditions.values);
        // The index goes first, newest first, so that it need not be read to its end.
        let sql = format!(
            "SELECT id FROM (SELECT a.id AS id, bm25(lexicon, {WEIGHTS}) AS rank FROM lexicon CROSS JOIN articles a
             WHERE lexicon MATCH ?1 AND a.id = lexicon.rowid AND {} ORDER BY lexicon.rowid DESC LIMIT {RANKED})
             ORDER BY rank, id DESC LIMIT {count}",
            conditions.sql
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let found = statement.query_map(params_from_iter(values), |row| Ok(ArticleId(row.get(0)?)))?;
        let found: Vec<ArticleId> = found.collect::<Result<_, _>>()?;
        let rows = found.into_iter().map(|id| self.row(id)).collect::<Result<Vec<_>, _>>()?;
        self.with_snippets(rows, &expression)
    }

    /// Cuts snippets: the texts of the hits go through a small index in memory, which cuts words
    /// exactly as the large one did.
    fn with_snippets(&self, rows: Vec<ArticleRow>, expression: &str) -> Result<Vec<Hit>, Error> {
        let mut snippets = self.snippets.borrow_mut();
        let small = match &*snippets {
            Some(small) => small,
            None => snippets.insert(small_index()?),
        };
        small.execute("DELETE FROM texts", [])?;
        let tx = small.unchecked_transaction()?;
        let mut text = self.conn.prepare_cached("SELECT body FROM texts WHERE article = ?1")?;
        let mut put = tx.prepare_cached("INSERT INTO texts (rowid, body) VALUES (?1, ?2)")?;
        for row in &rows {
            let packed: Option<Vec<u8>> = text.query_row([row.id.0], |row| row.get(0)).optional()?;
            let body = packed.map(|packed| pack::unpack_text(&packed)).transpose()?.unwrap_or_default();
            put.execute(params![row.id.0, segmented(&format!("{}\n{}\n{body}", row.title, row.site))])?;
        }
        let sql = format!(
            "SELECT snippet(texts, 0, char(1), char(2), '…', {SNIPPET}) FROM texts WHERE texts MATCH ?1 AND rowid = ?2"
        );
        let mut cut = tx.prepare_cached(&sql)?;
        let hits = rows.into_iter().map(|row| {
            let snippet: Option<String> =
                cut.query_row(params![expression, row.id.0], |row| row.get(0)).optional()?;
            Ok(Hit { row, snippet: pieces(&snippet.unwrap_or_default()) })
        });
        hits.collect()
    }
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
            let text = Clean::text(&text.replace(CUT, "").replace(['\n', '\t'], " "));
            if !text.is_empty() {
                pieces.push((text, is_found));
            }
        }
    }
    pieces
}
