//! A list of subscriptions, read without recursion and as far as it goes.

use std::collections::HashMap;

use url::Url;

use super::super::lexer::{Attributes, Lexer, Token};
use super::super::links;
use super::super::nouns::{Broken, Fault};
use super::super::value::shortened;
use super::{NotOpml, Refused, Subscription, Subscriptions, Why};
use crate::model::Clean;
use crate::read;

/// Folders in folders beyond this add nothing to a tag.
const FOLDERS: usize = 8;

/// More feeds are refused.
const FEEDS: usize = 100_000;

/// So many refused lines are listed.
const LISTED: usize = 1000;

/// Reads a list of subscriptions.
pub fn read(bytes: &[u8], content_type: Option<&str>) -> Result<Subscriptions, NotOpml> {
    let text = read::decode_feed(bytes, content_type, None);
    if text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\0' | '\u{FEFF}')).is_empty() {
        return Err(NotOpml::Empty);
    }
    let mut lexer = Lexer::new(&text);
    match lexer.find(|token| matches!(token, Token::Start { .. })) {
        Some(Token::Start { name, .. }) if name.eq_ignore_ascii_case("opml") => {}
        Some(Token::Start { name, .. }) => return Err(NotOpml::Other(shortened(Clean::field(name)).0)),
        _ => return Err(NotOpml::Text),
    }
    let mut walk = Walk::default();
    walk.walk(&mut lexer, text.len());
    Ok(walk.list)
}

#[derive(Default)]
struct Walk {
    list: Subscriptions,
    known: HashMap<Url, usize>,
    /// For each outline that has not ended: whether it is a folder.
    open: Vec<bool>,
    /// The names of the folders around.
    folders: Vec<Clean>,
    in_title: bool,
}

impl Walk {
    fn walk(&mut self, lexer: &mut Lexer<'_>, length: usize) {
        let mut has_ended = false;
        for token in lexer.by_ref() {
            match token {
                Token::Start { name, attributes, is_empty } if name.eq_ignore_ascii_case("outline") => {
                    self.outline(attributes, is_empty);
                }
                Token::Start { name, is_empty, .. } => {
                    self.in_title = !is_empty && name.eq_ignore_ascii_case("title");
                }
                Token::End { name } if name.eq_ignore_ascii_case("outline") => self.close(),
                Token::End { name } => {
                    self.in_title = false;
                    has_ended |= name.eq_ignore_ascii_case("opml");
                }
                Token::Text(text) => self.title(&read::unescape(text)),
                Token::Raw(text) => self.title(text),
            }
        }
        if !has_ended {
            self.list.broken = Some(Broken { at: lexer.open().unwrap_or(length), fault: Fault::Cut });
        }
    }

    fn title(&mut self, text: &str) {
        if self.in_title && self.list.title.is_none() {
            self.list.title = line(text);
        }
    }

    fn outline(&mut self, attributes: Attributes<'_>, is_empty: bool) {
        let value =
            |name: &str| attributes.get(name).map(read::unescape).filter(|text| !text.trim().is_empty());
        let title = value("text").or_else(|| value("title")).and_then(|title| line(&title));
        let is_feed_by_type = || matches!(attributes.get("type"), Some("rss" | "atom" | "feed"));
        let address = value("xmlUrl").or_else(|| value("url").filter(|_| is_feed_by_type()));
        let is_folder = address.is_none() && attributes.get("xmlUrl").is_none() && title.is_some();
        if let Some(address) = address {
            let site = value("htmlUrl").and_then(|site| links::web(&site, None));
            if let Some(command) = value("filtercmd") {
                self.refuse(title.clone(), &command, Why::Command);
            }
            self.subscribe(title, &address, site);
        } else if is_folder && !is_empty {
            self.folders
                .extend(title.map(|title| title.trim_matches('/').to_owned()).map(|t| Clean::field(&t)));
        } else if attributes.get("xmlUrl").is_some() {
            self.refuse(title, "", Why::NoAddress);
        }
        if !is_empty {
            self.open.push(is_folder);
        }
    }

    fn close(&mut self) {
        if self.open.pop() == Some(true) {
            self.folders.pop();
        }
    }

    fn subscribe(&mut self, title: Option<Clean>, address: &str, site: Option<Url>) {
        let url = match subscribable(address) {
            Ok(url) => url,
            Err(why) => return self.refuse(title, address, why),
        };
        let tag = self.tag();
        if let Some(known) = self.known.get(&url).and_then(|at| self.list.feeds.get_mut(*at)) {
            self.list.twins += usize::from(known.tags.contains(&tag) || tag.is_empty());
            known.title = known.title.take().or(title);
            known.site = known.site.take().or(site);
            return add(&mut known.tags, tag);
        }
        if self.list.feeds.len() >= FEEDS {
            return self.refuse(title, address, Why::TooMany);
        }
        self.known.insert(url.clone(), self.list.feeds.len());
        let mut tags = Vec::new();
        add(&mut tags, tag);
        self.list.feeds.push(Subscription { url, title, site, tags });
    }

    /// The folders around, as one tag.
    fn tag(&self) -> Clean {
        let names = self.folders.iter().filter(|name| !name.is_empty()).take(FOLDERS);
        let names: Vec<&str> = names.map(Clean::as_str).collect();
        Clean::field(&names.join("/"))
    }

    fn refuse(&mut self, title: Option<Clean>, address: &str, why: Why) {
        if self.list.refused.len() < LISTED {
            let (address, _) = shortened(Clean::field(address));
            self.list.refused.push(Refused { title, address, why });
        }
    }
}

/// Tags stand in the order of the alphabet.
fn add(tags: &mut Vec<Clean>, tag: Clean) {
    if !tag.is_empty()
        && let Err(at) = tags.binary_search(&tag)
    {
        tags.insert(at, tag);
    }
}

/// The address of a feed, if it can be subscribed to.
fn subscribable(written: &str) -> Result<Url, Why> {
    let written = written.trim();
    if written.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(Why::Blank);
    }
    let written = match written.strip_prefix("feed:") {
        Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
        Some(rest) => rest.to_owned(),
        None => written.to_owned(),
    };
    let url = Url::parse(&written).map_err(|_| Why::NoAddress)?;
    if links::is_web(&url) { Ok(url) } else { Err(Why::NotTheWeb) }
}

fn line(text: &str) -> Option<Clean> {
    Some(shortened(Clean::field(text)).0).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(body: &str) -> Subscriptions {
        let opml = format!("<opml version='2.0'><head><title>Mine</title></head><body>{body}</body></opml>");
        super::read(opml.as_bytes(), None).unwrap()
    }

    fn feeds(body: &str) -> Vec<String> {
        let show = |feed: &Subscription| {
            let tags: Vec<&str> = feed.tags.iter().map(Clean::as_str).collect();
            format!("{} {} [{}]", feed.title.as_deref().unwrap_or("-"), feed.url, tags.join(" "))
        };
        list(body).feeds.iter().map(show).collect()
    }

    #[test]
    fn folders_are_tags_and_twins_are_one() {
        let body = "<outline text='News'><outline text='A' type='rss' xmlUrl='http://a.example/f'/>
            <outline text='Local'><outline title='B' xmlurl='https://b.example/f'></outline></outline></outline>
            <outline text='Also A' xmlUrl='http://a.example/f'/>
            <outline text='Sea'><outline text='A' xmlUrl='http://a.example/f'/></outline>";
        assert_eq!(feeds(body), ["A http://a.example/f [News Sea]", "B https://b.example/f [News/Local]"]);
        assert_eq!(list(body).twins, 1);
    }

    #[test]
    fn what_is_not_the_web_is_refused_and_listed() {
        let refused = |address: &str| {
            let list = list(&format!("<outline text='x' xmlUrl=\"{address}\"/>"));
            assert_eq!(list.feeds, [], "{address}");
            list.refused.first().map(|refused| (refused.address.to_string(), refused.why))
        };
        assert_eq!(refused("|touch /tmp/x"), Some(("|touch /tmp/x".into(), Why::Blank)));
        assert_eq!(refused("exec:true"), Some(("exec:true".into(), Why::NotTheWeb)));
        assert_eq!(
            refused("filter:x:http://a.example/f"),
            Some(("filter:x:http://a.example/f".into(), Why::NotTheWeb))
        );
        assert_eq!(refused("file:///etc/passwd"), Some(("file:///etc/passwd".into(), Why::NotTheWeb)));
        assert_eq!(refused("|true"), Some(("|true".into(), Why::NoAddress)));
        assert_eq!(refused(" "), Some((String::new(), Why::NoAddress)));
    }

    #[test]
    fn a_line_break_makes_no_second_feed() {
        let list = list(
            "<outline text='a&#10;http://evil.example/' xmlUrl='http://h.example/f&#10;http://evil.example/'/>",
        );
        assert_eq!(list.feeds, []);
        assert_eq!(list.refused[0].title.as_deref(), Some("a http://evil.example/"));
        assert_eq!(list.refused[0].why, Why::Blank);
    }

    #[test]
    fn a_filter_is_never_run() {
        let list = list("<outline text='a' filtercmd='rm -r x' xmlUrl='http://a.example/f'/>");
        assert_eq!(list.feeds.len(), 1);
        assert_eq!(list.refused[0].why, Why::Command);
    }

    #[test]
    fn a_cut_list_is_read_as_far_as_it_goes() {
        let cut =
            "<opml><body><outline text='a' xmlUrl='http://a.example/f'/><outline text='b' xmlUrl='http://b";
        let list = super::read(cut.as_bytes(), None).unwrap();
        assert_eq!(list.feeds.len(), 1);
        assert_eq!(list.broken, Some(Broken { at: 59, fault: Fault::Cut }));
    }

    #[test]
    fn what_is_no_list_says_what_it_is() {
        assert_eq!(super::read(b" \n", None), Err(NotOpml::Empty));
        assert_eq!(
            super::read(b"<!doctype html><p>login please", None),
            Err(NotOpml::Other(Clean::field("p")))
        );
        assert_eq!(super::read(b"http://a.example/", None), Err(NotOpml::Text));
    }

    #[test]
    fn thousands_of_folders_in_each_other_are_no_trouble() {
        let body =
            format!("{}<outline text='a' xmlUrl='http://a.example/f'/>", "<outline text='g'>".repeat(20_000));
        assert_eq!(feeds(&body), ["a http://a.example/f [g/g/g/g/g/g/g/g]"]);
    }
}
