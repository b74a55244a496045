//! Which articles are meant, and in which order; what a list and a search have in common.

use jiff::Timestamp;
use rusqlite::types::Value;

use super::Query;
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

    /// What a query asks besides. What few articles have leads; what very many have is only looked
    /// up, along an index if the order has one (by number it needs none).
    pub(super) fn fit(&mut self, query: &Query, many: [Option<bool>; 2], is_indexed: bool) {
        self.add(&query.filter);
        let follows = is_indexed || many.contains(&Some(false));
        let [id, begun_id] = many.map(|many| if many == Some(true) && follows { "+a.id" } else { "a.id" });
        let sought = query.sought();
        let [_, begun] = sought.wanted.expressions(" AND ");
        let [refused, refused_begun] = sought.refused.expressions(" OR ");
        match sought.words() {
            Some(words) => self.stands(id, "IN", "lexicon", Some(words)),
            None => self.stands(id, "NOT IN", "lexicon", refused),
        }
        self.stands(begun_id, "IN", "begun", begun);
        self.stands(begun_id, "NOT IN", "begun", refused_begun);
    }

    /// The same, where the words themselves are looked for by the caller.
    pub(super) fn fit_besides_words(&mut self, query: &Query) {
        self.add(&query.filter);
        let sought = query.sought();
        self.stands("a.id", "IN", "begun", sought.wanted.expressions(" AND ")[1].clone());
        self.stands("a.id", "NOT IN", "begun", sought.refused.expressions(" OR ")[1].clone());
    }

    fn stands(&mut self, id: &str, is: &str, index: &str, expression: Option<String>) {
        if let Some(expression) = expression {
            self.and(&format!("{id} {is} (SELECT rowid FROM {index} WHERE {index} MATCH ?)"), [expression]);
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
