//! Small feeds written for this project, each with what is to be read from it beside it:
//! `tests/feeds/<name>/feed.xml` or `feed.json`, and `expected.txt`. `UPDATE=1 cargo test --test
//! feeds` rewrites what is expected, for a person to review. Then what holds for any bytes.

#![allow(clippy::disallowed_methods, reason = "feeds and what is read from them are files")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::indexing_slicing, reason = "cuts are made within the text")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use common::Stage;
use newsprint::feed::{self, Feed, Item, Medium, NotAFeed, opml};
use newsprint::model::Clean;
use proptest::prelude::*;
use url::Url;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn bytes(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("feed.xml")).or_else(|_| fs::read(folder.join("feed.json"))).unwrap()
}

fn read(bytes: &[u8]) -> Result<Feed, NotAFeed> {
    feed::read(bytes, None, Url::parse("https://host.example/dir/feed").ok().as_ref())
}

/// One line a fact, and nothing for what is not known.
struct Listing(String);

impl Listing {
    fn line(&mut self, indent: &str, name: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            writeln!(self.0, "{indent}{name}: {value}").unwrap();
        }
    }

    fn list<T: std::fmt::Debug>(&mut self, indent: &str, name: &str, values: &[T]) {
        self.line(indent, name, (!values.is_empty()).then(|| format!("{values:?}")));
    }

    fn item(&mut self, item: &Item) {
        writeln!(self.0, "\n- {}", item.title.as_deref().unwrap_or("(no title)")).unwrap();
        self.line("  ", "id", Some(&item.id));
        self.line("  ", "link", item.link.as_ref());
        self.list("  ", "authors", &item.authors);
        self.line("  ", "published", item.published.as_ref());
        self.line("  ", "updated", item.updated.as_ref());
        self.list("  ", "tags", &item.tags);
        self.line("  ", "picture", item.picture.as_ref());
        self.line("  ", "comments", item.comments.as_ref());
        self.line("  ", "base", item.base.as_ref().filter(|base| Some(*base) != item.link.as_ref()));
        for medium in &item.media {
            self.medium(medium);
        }
        self.line("  ", "summary", item.summary_html.as_ref().map(|html| format!("{html:?}")));
        self.line("  ", "content", item.content_html.as_ref().map(|html| format!("{html:?}")));
        self.line("  ", "teaser", Some("yes").filter(|_| item.teaser));
    }

    fn medium(&mut self, medium: &Medium) {
        self.line("  ", medium.kind.name(), Some(&medium.url));
        self.line("    ", "title", medium.title.as_ref());
        self.line("    ", "seconds", medium.duration);
        self.line("    ", "poster", medium.poster.as_ref());
    }

    fn feed(&mut self, feed: &Feed) {
        self.line("", "format", Some(feed.format.name()));
        self.line("", "title", feed.title.as_ref());
        self.line("", "site", feed.site.as_ref());
        self.line("", "description", feed.description.as_ref());
        self.line("", "language", feed.language.as_ref());
        self.line("", "updated", feed.updated.as_ref());
        self.line("", "picture", feed.picture.as_ref());
        self.line("", "minutes", feed.rhythm.minutes);
        self.list("", "quiet hours", &feed.rhythm.quiet_hours);
        self.list("", "quiet days", &feed.rhythm.quiet_days);
        self.line("", "itself", feed.itself.as_ref());
        self.line("", "next", feed.next.as_ref());
        self.line("", "hub", feed.hub.as_ref());
        self.line("", "broken", feed.broken);
        self.line("", "shortened", Some(feed.shortened.to_string()).filter(|text| !text.is_empty()));
        feed.items.iter().for_each(|item| self.item(item));
    }
}

fn listing(bytes: &[u8]) -> String {
    let mut listing = Listing(String::new());
    match read(bytes) {
        Ok(feed) => listing.feed(&feed),
        Err(why) => listing.line("", "no feed", Some(why)),
    }
    listing.0
}

#[test]
fn every_feed_reads_as_expected() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let (found, path) = (listing(&bytes(&folder)), folder.join("expected.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &found).unwrap();
        }
        if fs::read_to_string(&path).unwrap_or_default() != found {
            wrong.push(format!("{}\n{found}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "not read as expected:\n{}", wrong.join("\n"));
    assert!(folders().len() >= 18);
}

#[test]
fn long_texts_are_cut_and_many_attributes_are_no_trouble() {
    let long = "T".repeat(1 << 20);
    let attributes: String = (0..20_000).fold(String::new(), |all, n| format!("{all} a{n}='1'"));
    let xml = format!(
        "<rss{attributes}><channel><item><title>{long}</title><guid>{long}</guid></item></channel></rss>"
    );
    let feed = read(xml.as_bytes()).unwrap();
    assert_eq!(feed.items[0].title.as_deref().unwrap().chars().count(), 1001);
    assert!(feed.items[0].id.starts_with("hash:"));
}

#[test]
fn depth_is_no_trouble() {
    let deep =
        |tag: &str| format!("{}x{}", format!("<{tag}>").repeat(100_000), format!("</{tag}>").repeat(100_000));
    let xml = format!(
        "<feed><entry><id>1</id>{}<content type='xhtml'>{}</content></entry><entry><id>2</id></entry></feed>",
        deep("x"),
        deep("b")
    );
    let feed = read(xml.as_bytes()).unwrap();
    assert_eq!(feed.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(feed.broken, None);
}

#[test]
fn an_item_becomes_a_page_that_is_read() {
    let feed = read(&bytes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds/rss2"))).unwrap();
    let reading = newsprint::read::read(&feed.items[0].page(), &newsprint::read::Options::default());
    let text: Vec<String> = reading.body().map(newsprint::model::Block::text).collect();
    assert_eq!(text.len(), 2, "{text:?}");
    assert!(text[1].starts_with("Lorries wait"));
}

#[test]
fn dump_prints_the_items_of_a_feed_and_says_what_is_wrong_with_it() {
    let stage = Stage::new();
    let folder = |name: &str| bytes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds").join(name));
    stage.write("feed.xml", folder("rss2"));
    insta::assert_snapshot!(stage.run(&["dump", "--input", "feed", "feed.xml"]), @r"
    Marl Valley Courier
    News of the valley & its bridges
    RSS, 2 items
    https://courier.example/


    Swing bridge reopens – at last
    2024-05-14T08:30:00Z · Dana Whitlock
    https://courier.example/bridge

    The swing bridge over the Marl opened on Tuesday, nine weeks after a barge bent its gate.

    Lorries wait until autumn.


    Ferry times change
    2024-05-13T10:00:00+01:00 · The Desk
    https://courier.example/ferry

    From Monday the ferry leaves ten minutes earlier […]
    -- exit 0 --
    ");
    stage.write("cut.xml", folder("cut"));
    insta::assert_snapshot!(stage.run(&["dump", "--input", "feed", "cut.xml"]), @r"
    Cut short
    RSS, 2 items


    Whole


    Whole too
    -- stderr --
    newsprint: cut.xml: broken at byte 177: it ends in the middle
    -- exit 0 --
    ");
    stage.write("page.xml", folder("page"));
    insta::assert_snapshot!(stage.run(&["dump", "--input", "feed", "page.xml"]), @r"
    -- stderr --
    newsprint: no feed in page.xml: it is a page, not a feed (“404 – gone”)
    -- exit 3 --
    ");
    insta::assert_snapshot!(stage.run(&["dump", "--input", "feed", "-f", "json", "feed.xml"]), @r"
    -- stderr --
    newsprint: the items of a feed are printed as text only (leave out --format)
    -- exit 2 --
    ");
}

fn ids(feed: &Feed) -> Vec<Clean> {
    feed.items.iter().map(|item| item.id.clone()).collect()
}

/// Every feed cut at every byte, or at some when it is long: what is left is a beginning of the
/// whole, with the same ids, but for what tells items apart that have the same one.
#[test]
fn a_cut_feed_is_the_beginning_of_the_whole() {
    let mut kept = 0;
    for folder in folders() {
        let bytes = bytes(&folder);
        let Ok(whole) = read(&bytes) else { continue };
        let whole = ids(&whole);
        for end in 0..bytes.len() {
            let Ok(cut) = read(&bytes[..end]) else { continue };
            let cut = ids(&cut);
            let is_like = |(whole, cut): (&Clean, &Clean)| {
                whole == cut || whole.rsplit_once('#').map(|(id, _)| id) == Some(cut.as_str())
            };
            let fits = cut.len() <= whole.len() && whole.iter().zip(&cut).all(is_like);
            assert!(fits, "{} at {end}: {cut:?} of {whole:?}", folder.display());
            kept += cut.len();
        }
    }
    assert!(kept > 1000);
}

/// Pieces that feeds are made of, in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<rss>",
        "<channel>",
        "<item>",
        "</item>",
        "<entry>",
        "</entry>",
        "<title>",
        "</title>",
        "<guid>1</guid>",
        "<link>http://a.example/</link>",
        "<link href='b'/>",
        "<description>",
        "</description>",
        "<![CDATA[",
        "]]>",
        "&nbsp;",
        "&#27;",
        "&",
        "<",
        ">",
        "\"",
        "'",
        "<!--",
        "-->",
        "<?x",
        "?>",
        "<!DOCTYPE a [",
        "]>",
        "a b",
        "é",
        "<media:group>",
        "</media:group>",
        "<media:content url='http://a.example/1.mp4'>",
        "</media:content>",
        "<content type='xhtml'>",
        "</content>",
        "<p>",
        "</p>",
        "xml:base='http://b.example/'",
        "</channel>",
        "\u{202E}",
        "<media:title>",
        "<author>",
        "</author>",
        "<image>",
        "<url>http://a.example/i.png</url>",
        "<outline xmlUrl='http://a.example/'>",
        "</outline>",
        "<opml>",
        "<outline text='f'>",
    ]);
    (
        prop::sample::select(vec!["<rss>", "<feed>", "<rdf:RDF>", "<opml>", ""]),
        prop::collection::vec(pieces, 0..60),
    )
        .prop_map(|(root, pieces)| format!("{root}{}", pieces.concat()))
}

fn is_clean(text: &str) -> bool {
    Clean::field(text) == *text
}

fn check(bytes: &[u8]) {
    if let Ok(feed) = read(bytes) {
        let ids = ids(&feed);
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{ids:?}");
        assert_eq!(read(bytes).unwrap(), feed);
        let links =
            feed.items.iter().flat_map(|item| item.link.iter().chain(&item.comments).chain(&item.picture));
        assert!(links.chain(&feed.site).all(|url| matches!(url.scheme(), "http" | "https")));
        assert!(feed.items.iter().filter_map(|item| item.title.as_deref()).all(is_clean));
    }
    if let Ok(list) = opml::read(bytes, None) {
        let written = opml::write("t", &list.feeds);
        let again = opml::read(written.as_bytes(), None).unwrap();
        assert_eq!(opml::write("t", &again.feeds), written);
        assert_eq!(again.feeds.len(), list.feeds.len());
    }
    let base = Url::parse("https://host.example/").unwrap();
    assert!(feed::discover(bytes, &base).iter().all(|found| matches!(found.url.scheme(), "http" | "https")));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
        check(&[b"<rss><channel><item><title>".as_slice(), &bytes].concat());
        check(&[b"{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"".as_slice(), &bytes].concat());
    }

    #[test]
    fn any_soup_of_tags_is_read_or_refused(soup in soup()) {
        check(soup.as_bytes());
    }
}
