-- Times are seconds since 1970. An article's id is its sequence: what came first has the smaller.
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    name TEXT,
    site TEXT NOT NULL DEFAULT '',
    completion TEXT NOT NULL DEFAULT 'auto' CHECK (completion IN ('auto', 'always', 'never')),
    etag TEXT,
    modified TEXT,
    asked INTEGER,
    next INTEGER NOT NULL DEFAULT 0,
    trouble TEXT,
    added INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT,
    title TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    byline TEXT,
    published INTEGER,
    seen INTEGER NOT NULL,
    dated INTEGER NOT NULL,
    language TEXT,
    words INTEGER NOT NULL DEFAULT 0,
    videos INTEGER NOT NULL DEFAULT 0,
    links INTEGER NOT NULL DEFAULT 0,
    class TEXT,
    -- Whether `pages` has its page, and not only what a feed gave.
    whole INTEGER NOT NULL DEFAULT 0,
    -- From when on its page may be fetched; nothing if it is here, or not wanted. Then how often that
    -- was tried in vain, when, and what came instead.
    due INTEGER,
    tries INTEGER NOT NULL DEFAULT 0,
    tried INTEGER,
    got TEXT,
    print INTEGER,
    mark BLOB,
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX articles_by_date ON articles (dated);
CREATE INDEX articles_unread ON articles (id) WHERE read = 0;
CREATE INDEX articles_unread_by_date ON articles (dated) WHERE read = 0;
CREATE INDEX articles_due ON articles (id) WHERE due IS NOT NULL;
CREATE INDEX articles_starred ON articles (id) WHERE starred = 1;
-- Several addresses may lead to one article.
CREATE TABLE addresses (
    address TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_by_article ON addresses (article);
-- What a feed has carried. An item whose article was thrown away stays known.
CREATE TABLE items (
    feed INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
    key INTEGER NOT NULL,
    article INTEGER REFERENCES articles ON DELETE SET NULL,
    digest INTEGER NOT NULL,
    PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX items_by_feed ON items (feed, article);
CREATE INDEX items_by_article ON items (article);
-- Four parts of an article's print, each with the whole, to find what tells the same.
CREATE TABLE prints (
    key INTEGER NOT NULL,
    article INTEGER NOT NULL,
    print INTEGER NOT NULL,
    PRIMARY KEY (key, article)
) STRICT, WITHOUT ROWID;
-- The page as it came, and its text for search. `origin` says who gave it: 'feed' or 'page'.
CREATE TABLE pages (
    article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    origin TEXT NOT NULL CHECK (origin IN ('feed', 'page')),
    base TEXT,
    content_type TEXT,
    bytes BLOB
) STRICT;
CREATE TABLE texts (
    article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    body BLOB NOT NULL
) STRICT;
CREATE VIRTUAL TABLE lexicon USING fts5 (
    title, body, site, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
-- How the words of an article begin: their first letters up to four, each once. To read through all
-- words with such a beginning takes far too long while somebody types.
CREATE VIRTUAL TABLE begun USING fts5 (
    letters, content = '', contentless_delete = 1, detail = 'none',
    -- What is no blank is a letter here, or a beginning could fall apart: there is no looking for parts.
    tokenize = 'unicode61 remove_diacritics 2 categories ''L* M* N* S* C*'''
);
CREATE TABLE feed_tags (
    feed INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
    tag TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (feed, tag)
) STRICT, WITHOUT ROWID;
CREATE TABLE tags (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    tag TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (article, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_name ON tags (tag, article);
-- What the reader did, and what was there before it, so that it can be undone.
CREATE TABLE deeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    what TEXT NOT NULL
) STRICT;
CREATE TABLE changes (
    deed INTEGER NOT NULL REFERENCES deeds ON DELETE CASCADE,
    field TEXT NOT NULL,
    target INTEGER NOT NULL,
    value TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (deed, field, target, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE searches (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- One row: counted as things change, so that a start need not count, and a check can tell.
CREATE TABLE counts (
    articles INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    starred INTEGER NOT NULL
) STRICT;
INSERT INTO counts VALUES (0, 0, 0);
-- The same by tag: a row for every tag, with what is unread of the articles that have it, or that
-- a feed with it carries.
CREATE TABLE tallies (
    tag TEXT PRIMARY KEY COLLATE NOCASE,
    unread INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
