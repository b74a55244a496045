//! A list of subscriptions as OPML 2.0. A feed stands in the folder of each of its tags.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::plain::escape;
use super::Subscription;

/// A folder with what is in it.
#[derive(Default)]
struct Folder<'a> {
    folders: BTreeMap<&'a str, Folder<'a>>,
    feeds: Vec<&'a Subscription>,
}

/// Writes a list. What is read from it is what was written: the feeds without a tag first, then
/// folder by folder.
#[must_use]
pub fn write(title: &str, feeds: &[Subscription]) -> String {
    let mut root = Folder::default();
    for feed in feeds {
        if feed.tags.is_empty() {
            root.feeds.push(feed);
        }
        for tag in &feed.tags {
            let names = tag.split('/').filter(|name| !name.is_empty());
            let folder = names.fold(&mut root, |folder, name| folder.folders.entry(name).or_default());
            folder.feeds.push(feed);
        }
    }
    let title = escape(title);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>{title}</title>\n  </head>\n  <body>\n"
    );
    lines(&mut out, root);
    out.push_str("  </body>\n</opml>\n");
    out
}

/// What is still to be written, the next at the end.
enum Step<'a> {
    Into(&'a str, Folder<'a>),
    Out,
}

fn lines(out: &mut String, root: Folder<'_>) {
    let mut depth = 2;
    let mut steps: Vec<Step<'_>> = fill(out, root, depth);
    while let Some(step) = steps.pop() {
        match step {
            Step::Out => {
                depth -= 1;
                _ = writeln!(out, "{}</outline>", "  ".repeat(depth));
            }
            Step::Into(name, folder) => {
                _ = writeln!(out, "{}<outline text=\"{}\">", "  ".repeat(depth), escape(name));
                depth += 1;
                steps.push(Step::Out);
                steps.extend(fill(out, folder, depth));
            }
        }
    }
}

/// Writes the feeds of a folder; what is to be done with the folders in it.
fn fill<'a>(out: &mut String, folder: Folder<'a>, depth: usize) -> Vec<Step<'a>> {
    for feed in &folder.feeds {
        let title = escape(feed.title.as_deref().unwrap_or(feed.url.as_str()));
        let url = escape(feed.url.as_str());
        _ = write!(
            out,
            "{}<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{url}\"",
            "  ".repeat(depth)
        );
        if let Some(site) = &feed.site {
            _ = write!(out, " htmlUrl=\"{}\"", escape(site.as_str()));
        }
        out.push_str("/>\n");
    }
    folder.folders.into_iter().rev().map(|(name, folder)| Step::Into(name, folder)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::model::Clean;
    use url::Url;

    fn feed(url: &str, title: &str, tags: &[&str]) -> Subscription {
        let tags = tags.iter().map(|tag| Clean::field(tag)).collect();
        let title = Some(Clean::field(title));
        Subscription {
            url: Url::parse(url).unwrap(),
            title,
            site: Url::parse("http://s.example/?a&b").ok(),
            tags,
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let feeds = [
            feed("http://a.example/f?x=1&y='2'", "A \"quoted\" <b> & more", &[]),
            feed("http://b.example/f", "B", &["News", "Sea"]),
            feed("http://c.example/f", "C\u{301} é 海", &["News/Local", "Sea"]),
        ];
        let opml = write("Mine & yours", &feeds);
        let list = read(opml.as_bytes(), None).unwrap();
        assert_eq!(list.title.as_deref(), Some("Mine & yours"));
        assert_eq!((list.feeds.as_slice(), list.broken), (feeds.as_slice(), None));
        assert_eq!(write("Mine & yours", &list.feeds), opml);
    }

    #[test]
    fn folders_stand_in_folders() {
        insta::assert_snapshot!(write("t", &[feed("http://a.example/f", "A", &["News/Local"])]), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <opml version="2.0">
          <head>
            <title>t</title>
          </head>
          <body>
            <outline text="News">
              <outline text="Local">
                <outline type="rss" text="A" title="A" xmlUrl="http://a.example/f" htmlUrl="http://s.example/?a&amp;b"/>
              </outline>
            </outline>
          </body>
        </opml>
        "#);
    }
}
