//! An article on a line: as JSON, as columns for a pipe, and fitted to a terminal.

use jiff::Timestamp;
use serde::Serialize;

use crate::cli::error::Error;
use crate::cli::output::Streams;
use crate::cli::tui;
use crate::library::{Details, Library};
use crate::model::{ArticleId, ArticleRow, Clean};
use crate::view::Glyphs;
use crate::wrap::{clip, width};

/// A site takes so many columns at most.
const SITE: usize = 20;

/// A terminal that does not say how wide it is.
const COLUMNS: usize = 80;

/// An article as JSON.
#[derive(Serialize)]
struct Line<'a> {
    id: i64,
    title: Option<&'a str>,
    url: Option<&'a str>,
    site: Option<&'a str>,
    byline: Option<&'a str>,
    published: Option<String>,
    seen: Option<String>,
    language: Option<&'a str>,
    words: u64,
    videos: u64,
    links: u64,
    class: Option<&'a str>,
    read: bool,
    starred: bool,
    whole: bool,
    tags: Vec<&'a str>,
    feeds: Vec<Carrier<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Vec<Piece<'a>>>,
}

/// A feed that carries an article.
#[derive(Serialize)]
struct Carrier<'a> {
    id: i64,
    title: &'a str,
}

/// A piece of a snippet.
#[derive(Serialize)]
struct Piece<'a> {
    text: &'a str,
    found: bool,
}

/// An article as a line of JSON.
pub(super) fn json(
    library: &Library,
    id: ArticleId,
    snippet: Option<&[(Clean, bool)]>,
) -> Result<String, Error> {
    let Details { row, published, seen, links, tags, feeds, .. } = library.details(id)?;
    let line = Line {
        id: row.id.0,
        title: said(&row.title),
        url: row.url.as_deref(),
        site: said(&row.site),
        byline: row.byline.as_deref(),
        published: published.and_then(time),
        seen: time(seen),
        language: row.language.as_deref(),
        words: row.words,
        videos: row.videos,
        links,
        class: row.class.as_deref(),
        read: row.read,
        starred: row.starred,
        whole: row.is_whole,
        tags: tags.iter().map(Clean::as_str).collect(),
        feeds: feeds.iter().map(|(id, title)| Carrier { id: id.0, title }).collect(),
        snippet: snippet
            .map(|pieces| pieces.iter().map(|(text, is_found)| Piece { text, found: *is_found }).collect()),
    };
    line_of(&line)
}

/// A text, if there is any.
fn said(text: &Clean) -> Option<&str> {
    Some(text.as_str()).filter(|text| !text.is_empty())
}

/// Articles as lines of JSON.
pub(super) fn print_json(library: &Library, ids: &[ArticleId], streams: &mut Streams) -> Result<(), Error> {
    ids.iter().try_for_each(|id| streams.print(&json(library, *id, None)?))
}

/// Anything as a line of JSON.
pub(super) fn line_of(value: &impl Serialize) -> Result<String, Error> {
    let line = serde_json::to_string(value);
    line.map(|line| line + "\n").map_err(|error| Error::new(crate::cli::Kind::Unexpected, error.to_string()))
}

/// A moment in UTC, as RFC 3339; none that no calendar has.
pub(super) fn time(seconds: i64) -> Option<String> {
    Timestamp::from_second(seconds).ok().map(|time| time.to_string())
}

/// The columns of an article for a pipe. No clean text holds a tab.
pub(super) fn columns(row: &ArticleRow) -> String {
    let marks: String = [(!row.read, 'U'), (row.starred, 'S'), (row.videos > 0, 'V')]
        .into_iter()
        .map(|(is_set, mark)| if is_set { mark } else { '-' })
        .collect();
    let date = time(row.dated).unwrap_or_default();
    format!("{}\t{date}\t{marks}\t{}\t{}", row.id.0, row.site, row.title)
}

/// How rows are set on a terminal.
pub(super) struct Table {
    columns: usize,
    id: usize,
    age: usize,
    site: usize,
    glyphs: Glyphs,
    now: Timestamp,
}

impl Table {
    /// A table that these rows fit in.
    pub(super) fn of(rows: &[&ArticleRow]) -> Self {
        let columns = crossterm::terminal::size().map_or(COLUMNS, |(columns, _)| usize::from(columns));
        Self::within(columns, tui::glyphs(), Timestamp::now(), rows)
    }

    fn within(columns: usize, glyphs: Glyphs, now: Timestamp, rows: &[&ArticleRow]) -> Self {
        let widest = |of: fn(&ArticleRow) -> usize| rows.iter().map(|row| of(row)).max().unwrap_or_default();
        Self {
            columns: columns.max(1),
            id: widest(|row| row.id.0.to_string().len()),
            age: rows.iter().map(|row| age(row.dated, now).len()).max().unwrap_or_default(),
            site: widest(|row| width(&row.site)).min(SITE).min(columns / 4),
            glyphs,
            now,
        }
    }

    /// How wide the terminal is.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// A row; an unread one is bold.
    pub(super) fn line(&self, row: &ArticleRow) -> String {
        let signs = if self.glyphs == Glyphs::Unicode { ['•', '★', '▶'] } else { ['*', '+', '>'] };
        let marks: String = [!row.read, row.starred, row.videos > 0]
            .into_iter()
            .zip(signs)
            .map(|(is_set, sign)| if is_set { sign } else { ' ' })
            .collect();
        let site = clip(&row.site, self.site);
        let gap = " ".repeat(self.site.saturating_sub(width(&site)));
        let age = age(row.dated, self.now);
        let before =
            format!("{:>id$}  {age:>wide$} {marks} {site}{gap}  ", row.id.0, id = self.id, wide = self.age);
        let title = clip(&row.title, self.columns.saturating_sub(width(&before)));
        let title = if row.read { title } else { bold(&title) };
        format!("{before}{title}").trim_end().to_owned()
    }
}

/// Text in bold, and the end of it.
pub(super) fn bold(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\x1b[1m{text}\x1b[22m") }
}

/// How long ago something was, or its date once that is longer ago than a week.
pub(super) fn age(at: i64, now: Timestamp) -> String {
    let Ok(time) = Timestamp::from_second(at) else { return "?".to_owned() };
    match now.as_second().saturating_sub(at) {
        ..60 => "now".to_owned(),
        ago @ 60..3_600 => format!("{} min", ago / 60),
        ago @ 3_600..86_400 => format!("{} h", ago / 3_600),
        ago @ 86_400..604_800 => format!("{} d", ago / 86_400),
        _ => time.strftime("%Y-%m-%d").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: i64, site: &str, title: &str, ago: i64, is_new: bool) -> ArticleRow {
        ArticleRow {
            id: ArticleId(id),
            title: Clean::field(title),
            site: Clean::field(site),
            byline: None,
            url: None,
            dated: moment().as_second() - ago,
            words: 0,
            videos: u64::from(is_new),
            language: None,
            class: None,
            read: !is_new,
            starred: !is_new,
            is_whole: true,
        }
    }

    fn moment() -> Timestamp {
        "2026-03-04T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn rows_fit_the_terminal_by_what_is_seen() {
        let rows = [
            row(7, "The Sund and Marl Courier and Gazette", "Ferries halted by fog until noon", 60, true),
            row(123, "港町新報", "灯台の猫、十年ぶりに島へ帰る", 90_000, false),
            row(9, "", "Cow on board", 999_999, true),
        ];
        let rows: Vec<&ArticleRow> = rows.iter().collect();
        let set = |columns, glyphs| {
            let table = Table::within(columns, glyphs, moment(), &rows);
            rows.iter().map(|row| table.line(row).replace('\x1b', "^") + "\n").collect::<String>()
        };
        insta::assert_snapshot!(set(60, Glyphs::Unicode), @"
          7       1 min • ▶ The Sund and M…  ^[1mFerries halted by fog…^[22m
        123         1 d  ★  港町新報         灯台の猫、十年ぶりに島…
          9  2026-02-20 • ▶                  ^[1mCow on board^[22m
        ");
        insta::assert_snapshot!(set(48, Glyphs::Ascii), @"
          7       1 min * > The Sund an…  ^[1mFerries halte…^[22m
        123         1 d  +  港町新報      灯台の猫、十…
          9  2026-02-20 * >               ^[1mCow on board^[22m
        ");
        insta::assert_snapshot!(set(1, Glyphs::Ascii), @"
          7       1 min * >
        123         1 d  +
          9  2026-02-20 * >
        ");
    }

    #[test]
    fn an_age_is_told_in_the_largest_whole_measure() {
        let now = moment();
        let told = |ago: i64| age(now.as_second() - ago, now);
        assert_eq!([-5, 0, 59].map(told), ["now", "now", "now"], "no clock makes it come from the future");
        assert_eq!([60, 3_599, 3_600].map(told), ["1 min", "59 min", "1 h"]);
        assert_eq!([86_399, 86_400, 604_799].map(told), ["23 h", "1 d", "6 d"]);
        assert_eq!([604_800, 200_000_000].map(told), ["2026-02-25", "2019-11-01"]);
        assert_eq!(age(i64::MAX, now), "?");
    }
}
