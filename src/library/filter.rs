//! Which articles are meant, and in which order; what a list and a search have in common.

use jiff::Timestamp;
use rusqlite::types::Value;

use super::Query;
use super::query::Sought;
use crate::model::{FeedId, Sort};

/// Which articles are meant. Everything that is said must be true of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Carried by this feed.
    pub feed: Option<FeedId>,
    /// Carried by a feed whose title or address has this in it.
    pub feed_named: Vec<String>,
    /// Tagged so, or carried by a feed that is.
    pub tags: Vec<String>,
    /// From a site whose name or address has this in it.
    pub sites: Vec<String>,
    /// Unread, or read.
    pub unread: Option<bool>,
    /// Starred, or not.
    pub starred: Option<bool>,
    /// With a video, or without.
    pub video: Option<bool>,
    /// Older than this.
    pub before: Option<Timestamp>,
    /// As new as this or newer.
    pub after: Option<Timestamp>,
}

/// The order of a list in SQL.
pub(super) trait Key {
    /// What is compared, and whether the greater comes first. The number decides between equals.
    fn key(self) -> (&'static str, bool);
}

impl Key for Sort {
    fn key(self) -> (&'static str, bool) {
        match self {
            Self::Newest => ("a.id", true),
            Self::Oldest => ("a.id", false),
            Self::Date => ("a.dated", true),
            Self::Longest => ("a.words", true),
            Self::Shortest => ("a.words", false),
            Self::Title => ("lower(a.title)", false),
            Self::Site => ("lower(a.site)", false),
        }
    }
}

/// Conditions on the article `a`, with their values in order.
#[derive(Default)]
pub(super) struct Conditions {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Conditions {
    pub(super) fn of(filter: &Filter) -> Self {
        let mut all = Self { sql: "a.hidden = 0".to_owned(), values: Vec::new() };
        all.add(filter);
        all
    }

    /// What a query asks besides.
    pub(super) fn fit(&mut self, query: &Query) {
        self.add(&query.filter);
        let sought = query.sought();
        let [words, begun] = sought.wanted.expressions(" AND ");
        self.stands("IN", "lexicon", words);
        self.begun(begun);
        self.refuse(&sought);
    }

    /// Words that begin so must be in it.
    pub(super) fn begun(&mut self, expression: Option<String>) {
        self.stands("IN", "begun", expression);
    }

    /// What must not be in it.
    pub(super) fn refuse(&mut self, sought: &Sought) {
        let [words, begun] = sought.refused.expressions(" OR ");
        self.stands("NOT IN", "lexicon", words);
        self.stands("NOT IN", "begun", begun);
    }

    fn stands(&mut self, is: &str, index: &str, expression: Option<String>) {
        if let Some(expression) = expression {
            self.and(&format!("a.id {is} (SELECT rowid FROM {index} WHERE {index} MATCH ?)"), [expression]);
        }
    }

    fn add(&mut self, filter: &Filter) {
        let all = self;
        if let Some(feed) = filter.feed {
            all.and("a.id IN (SELECT article FROM items WHERE feed = ?)", [feed.0]);
        }
        for name in &filter.feed_named {
            let sql = "a.id IN (SELECT i.article FROM items i JOIN feeds f ON f.id = i.feed WHERE \
                       instr(lower(coalesce(f.name, f.title) || ' ' || f.address), ?) > 0)";
            all.and(sql, [name.to_lowercase()]);
        }
        for tag in &filter.tags {
            let sql = "a.id IN (SELECT article FROM tags WHERE tag = ? UNION ALL SELECT i.article \
                       FROM feed_tags t JOIN items i ON i.feed = t.feed WHERE t.tag = ?)";
            all.and(sql, [tag.clone(), tag.clone()]);
        }
        for site in &filter.sites {
            let sql = "instr(lower(a.site || ' ' || coalesce(a.url, '')), ?) > 0";
            all.and(sql, [site.to_lowercase()]);
        }
        all.flag("a.read = 0", filter.unread);
        all.flag("a.starred = 1", filter.starred);
        all.flag("a.videos > 0", filter.video);
        if let Some(before) = filter.before {
            all.and("a.dated < ?", [before.as_second()]);
        }
        if let Some(after) = filter.after {
            all.and("a.dated >= ?", [after.as_second()]);
        }
    }

    pub(super) fn and<const N: usize>(&mut self, sql: &str, values: [impl Into<Value>; N]) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.extend(values.map(Into::into));
    }

    fn flag(&mut self, sql: &str, wanted: Option<bool>) {
        let none: [Value; 0] = [];
        match wanted {
            Some(true) => self.and(sql, none),
            Some(false) => self.and(&format!("NOT ({sql})"), none),
            None => {}
        }
    }
}
