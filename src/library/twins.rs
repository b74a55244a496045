//! The same story brought by several feeds is one article: known by its address, then by its text.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::intake::{number, unput_words};
use super::{Error, pack};
use crate::model::{Print, told_again};

/// The article that an address leads to, or that tells the same.
pub(super) fn of(
    tx: &Transaction<'_>,
    address: Option<&str>,
    text: &str,
    print: Option<Print>,
) -> Result<Option<i64>, Error> {
    let mut find = tx.prepare_cached("SELECT article FROM addresses WHERE address = ?1")?;
    let by_address = address.map(|address| find.query_row([address], |row| row.get(0)).optional());
    match by_address.transpose()?.flatten() {
        Some(article) => Ok(Some(article)),
        None => by_text(tx, text, print, None),
    }
}

/// So many articles with a part of the same print are looked at, the newest first: prints of
/// unlike texts hardly ever share a part, and of many alike none need be found but one.
const NEAR: i64 = 64;

/// So many texts at most are read to be compared; a feed of stories that are nearly, but not quite,
/// the same must not take longer than others.
const COMPARED: usize = 8;

/// An article, other than the one named, that tells the same as a text.
pub(super) fn by_text(
    tx: &Connection,
    text: &str,
    print: Option<Print>,
    but: Option<i64>,
) -> Result<Option<i64>, Error> {
    let Some(print) = print else { return Ok(None) };
    let mut find =
        tx.prepare_cached("SELECT article, print FROM prints WHERE key = ?1 ORDER BY article DESC LIMIT ?2")?;
    let mut body = tx.prepare_cached("SELECT body FROM texts WHERE article = ?1")?;
    let mut seen = Vec::with_capacity(COMPARED);
    for key in print.keys() {
        let mut rows = find.query([key, NEAR])?;
        while let Some(row) = rows.next()? {
            let (article, other): (i64, i64) = (row.get(0)?, row.get(1)?);
            let is_near = print.is_near(Print(other.cast_unsigned()));
            if Some(article) == but || !is_near || seen.contains(&article) {
                continue;
            }
            if seen.len() == COMPARED {
                return Ok(None);
            }
            seen.push(article);
            let packed: Option<Vec<u8>> = body.query_row([article], |row| row.get(0)).optional()?;
            let other = packed.map(|packed| pack::unpack_text(&packed)).transpose()?;
            if other.is_some_and(|other| told_again(text, &other)) {
                return Ok(Some(article));
            }
        }
    }
    Ok(None)
}

/// Writes down that an address leads to an article.
pub(super) fn remember(tx: &Connection, address: &str, article: i64) -> Result<(), Error> {
    tx.prepare_cached("INSERT OR IGNORE INTO addresses VALUES (?1, ?2)")?
        .execute(params![address, article])?;
    Ok(())
}

/// Writes down the print of an article's text.
pub(super) fn put_print(tx: &Connection, article: i64, text: &str) -> Result<(), Error> {
    let print = Print::of(text);
    let stored = print.map(|print| number(print.0));
    let before = print_of(tx, article)?;
    if before == print {
        return Ok(());
    }
    tx.prepare_cached("UPDATE articles SET print = ?2 WHERE id = ?1")?.execute(params![article, stored])?;
    unput_print(tx, article, before)?;
    insert_print(tx, article, print)
}

/// Makes a new article found by what it tells.
pub(super) fn insert_print(tx: &Connection, article: i64, print: Option<Print>) -> Result<(), Error> {
    let Some(print) = print else { return Ok(()) };
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO prints VALUES (?1, ?2, ?3)")?;
    for key in print.keys() {
        insert.execute([key, article, number(print.0)])?;
    }
    Ok(())
}

fn print_of(tx: &Connection, article: i64) -> Result<Option<Print>, Error> {
    let mut find = tx.prepare_cached("SELECT print FROM articles WHERE id = ?1")?;
    let print: Option<i64> = find.query_row([article], |row| row.get(0)).optional()?.flatten();
    Ok(print.map(|print| Print(print.cast_unsigned())))
}

fn unput_print(tx: &Connection, article: i64, print: Option<Print>) -> Result<(), Error> {
    let mut delete = tx.prepare_cached("DELETE FROM prints WHERE key = ?1 AND article = ?2")?;
    for key in print.into_iter().flat_map(Print::keys) {
        delete.execute([key, article])?;
    }
    Ok(())
}

/// Throws an article away, and by what it was found.
pub(super) fn forget(tx: &Connection, article: i64) -> Result<(), Error> {
    unput_print(tx, article, print_of(tx, article)?)?;
    unput_words(tx, article)?;
    tx.prepare_cached("DELETE FROM articles WHERE id = ?1")?.execute([article])?;
    Ok(())
}

/// Makes two articles one: the elder stays, with everything that the reader did to either.
pub(super) fn merge(tx: &Transaction<'_>, one: i64, other: i64) -> Result<i64, Error> {
    let (stays, goes) = (one.min(other), one.max(other));
    for sql in [
        "UPDATE OR IGNORE items SET article = ?1 WHERE article = ?2",
        "UPDATE OR IGNORE addresses SET article = ?1 WHERE article = ?2",
        "INSERT OR IGNORE INTO tags SELECT ?1, tag FROM tags WHERE article = ?2",
        "UPDATE OR IGNORE changes SET target = ?1 WHERE target = ?2 AND field IN
            ('read', 'starred', 'hidden', 'kept', 'tag', 'untag')",
        "UPDATE articles SET (read, starred, kept, hidden, mark) = (SELECT max(articles.read, g.read),
            max(articles.starred, g.starred), max(articles.kept, g.kept), min(articles.hidden, g.hidden),
            coalesce(articles.mark, g.mark) FROM articles g WHERE g.id = ?2) WHERE id = ?1",
    ] {
        tx.execute(sql, [stays, goes])?;
    }
    forget(tx, goes)?;
    super::keeping::recount(tx)?;
    Ok(stays)
}
