//! The commands: `add`, `refresh`, `import`.

use serde_json::Value;

use super::*;
use crate::common::Stage;

/// What the program says, with the site's address as SITE.
fn say(stage: &Stage, site: &Site, args: &[&str]) -> String {
    let mut all = args.to_vec();
    all.extend(["--library", "news.db"]);
    stage.run(&all).replace(site.url("").as_str(), "SITE")
}

fn json(stage: &Stage, args: &[&str]) -> Vec<Value> {
    let mut all = args.to_vec();
    all.extend(["--library", "news.db", "--json"]);
    stage.stdout(&all, "").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_page_leads_to_its_feed_and_names_the_others() {
    let (stage, site) = (Stage::new(), Site::new());
    let page = "<html><head><link rel=alternate type=application/rss+xml href=/feed title=News>\
                <link rel=alternate type=application/rss+xml href=/sport title=Sport></head></html>";
    site.says("/", "200 OK", "Content-Type: text/html\r\n", page);
    site.says("/feed", "200 OK", RSS, rss(&[(1, &whole(1)), (2, &whole(2))]));
    let first = site.url("/");
    assert_eq!(
        say(&stage, &site, &["add", &first, "--tag", "town"]),
        "1\tHarbour Post\tsubscribed, 2 articles\n-- stderr --\nnewsprint: the page has another feed “Sport”: \
         newsprint add SITE/sport\n-- exit 0 --"
    );
    assert_eq!(site.asked("/feed").0, 1, "what was found is not fetched twice");
    let again = say(&stage, &site, &["add", &site.url("/feed")]);
    assert_eq!(again, "1\tHarbour Post\tthere already\n-- exit 0 --");
    let added = &json(&stage, &["add", &site.url("/feed"), "--name", "Harbour", "--complete", "never"])[0];
    assert_eq!((added["added"].as_bool(), added["title"].as_str()), (Some(false), Some("Harbour")));
    let feeds = &json(&stage, &["feeds"])[0];
    assert_eq!((feeds["tags"][0].as_str(), feeds["complete"].as_str()), (Some("town"), Some("never")));
}

#[test]
fn a_site_that_announces_nothing_may_have_a_feed_where_feeds_are() {
    let (stage, site) = (Stage::new(), Site::new());
    site.says("/", "200 OK", "Content-Type: text/html\r\n", "<html><body>Hello</body></html>");
    site.says("/feed", "200 OK", RSS, rss(&[(1, &whole(1))]));
    assert!(
        say(&stage, &site, &["add", &site.url("/")]).starts_with("1\tHarbour Post\tsubscribed, 1 article\n")
    );
    let none = Site::new();
    none.says(
        "/",
        "200 OK",
        "Content-Type: text/html\r\n",
        "<html><title>Bakery</title><body>Bread</body></html>",
    );
    let said = say(&stage, &none, &["add", &none.url("/")]);
    assert!(said.contains("it is a page, not a feed (“Bakery”), and it leads to no feed"), "{said}");
    assert!(said.ends_with("-- exit 3 --"), "{said}");
    assert!(say(&stage, &none, &["add", "ftp://x.example/"]).ends_with("-- exit 2 --"));
}

#[test]
fn a_refresh_tells_what_failed_and_the_sum() {
    let (stage, site) = (Stage::new(), Site::new());
    site.says("/feed", "200 OK", &format!("{RSS}ETag: \"1\"\r\n"), rss(&[(1, &whole(1))]));
    site.says("/bad", "200 OK", RSS, rss(&[]));
    say(&stage, &site, &["add", &site.url("/feed"), &site.url("/bad")]);
    assert_eq!(say(&stage, &site, &["refresh"]), "no feed is due; --all asks all of them\n-- exit 0 --");
    site.says("/bad", "410 Gone", "", "");
    assert_eq!(
        say(&stage, &site, &["refresh", "--all"]),
        "2 feeds, 1 unchanged, 1 failed; 0 new articles\n-- stderr --\nnewsprint: Harbour Post \
         (SITE/bad): it is gone for good (410); remove it, or look for another on its site\n-- exit 0 --"
    );
    assert!(say(&stage, &site, &["refresh", "2"]).ends_with("-- exit 3 --"), "all that were asked failed");
    let lines = json(&stage, &["refresh", "--all"]);
    let outcomes: Vec<&str> = lines.iter().filter_map(|line| line["outcome"].as_str()).collect();
    assert_eq!(outcomes, ["unchanged", "failed"]);
    assert_eq!((lines[2]["feeds"].as_u64(), lines[2]["failed"].as_u64()), (Some(2), Some(1)));
    assert!(say(&stage, &site, &["refresh", "nothing"]).ends_with("-- exit 3 --"));
}

#[test]
fn a_list_is_imported_once_with_its_folders_as_tags() {
    let (stage, site) = (Stage::new(), Site::new());
    let list = "<opml><body><outline text=News><outline text=Post xmlUrl='https://post.example/feed'/></outline>\
                <outline text=Sea xmlUrl='https://sea.example/rss'/><outline text=Shell xmlUrl='exec:rm'/>\
                </body></opml>";
    stage.write("list.opml", list);
    let said = say(&stage, &site, &["import", "list.opml"]);
    assert!(said.starts_with("2 feeds added; newsprint refresh fetches what they carry\n"), "{said}");
    assert!(said.contains("not taken: Shell exec:rm: only http and https are subscribed to"), "{said}");
    let again = json(&stage, &["import", "list.opml"]);
    assert_eq!((again[0]["added"].as_u64(), again[0]["known"].as_u64()), (Some(0), Some(2)));
    let feeds = json(&stage, &["feeds"]);
    assert_eq!((feeds.len(), feeds[0]["tags"][0].as_str()), (2, Some("News")));
    let wrong = stage.run_with(&["import", "-", "--library", "news.db"], "<html>no</html>");
    assert!(wrong.contains("begins with <html>") && wrong.ends_with("-- exit 3 --"), "{wrong}");
}
