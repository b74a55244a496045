//! Fetches from a small server on loopback that answers by the path.

use std::net::TcpListener;

use super::*;

#[path = "../../../tests/common/server/mod.rs"]
mod server;

mod names;
mod pool;
mod stops;
mod tls;

use server::{Server, server};

fn client() -> Client {
    client_with(|limits| limits.body = 4000)
}

fn url(path: &str) -> Url {
    Url::parse(&server()).unwrap().join(path).unwrap()
}

fn fetch(path: &str) -> Result<Fetched, FetchError> {
    client().fetch(&url(path))
}

#[test]
fn a_page_comes_with_its_type_and_address() {
    let fetched = fetch("/page").unwrap();
    assert_eq!(fetched.page.content_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(fetched.page.base.unwrap().path(), "/page");
    assert!(fetched.cut.is_none());
    let request = String::from_utf8(fetched.page.bytes).unwrap().to_lowercase();
    assert!(request.contains(&format!("user-agent: newsprint/{}", env!("CARGO_PKG_VERSION"))), "{request}");
    assert!(request.contains("accept-encoding: gzip, br, zstd"), "{request}");
}

#[test]
fn a_redirect_is_followed_and_its_end_is_the_base() {
    let page = fetch("/moved").unwrap().page;
    assert_eq!(page.base.unwrap().path(), "/dir/page");
    assert!(matches!(page.source, Source::Url(url) if url.path() == "/moved"));
}

#[test]
fn credentials_are_neither_sent_nor_kept() {
    let mut url = url("/");
    url.set_username("ada").unwrap();
    url.set_password(Some("secret")).unwrap();
    let page = client().get(&url).unwrap();
    assert!(!String::from_utf8_lossy(&page.bytes).to_lowercase().contains("authorization"));
    assert_eq!(page.base.unwrap().username(), "");
}

#[test]
fn a_page_is_cut_at_the_cap_after_decompression() {
    for path in ["/long", "/bomb"] {
        let fetched = fetch(path).unwrap();
        assert_eq!(fetched.page.bytes.len(), 4000, "{path}");
        assert!(fetched.cut.is_some(), "{path}");
    }
}

#[test]
fn what_came_before_the_line_broke_is_kept() {
    let fetched = fetch("/cut").unwrap();
    assert_eq!(fetched.page.bytes, b"<p>half");
    assert!(fetched.cut.unwrap().starts_with("cut short"));
}

#[test]
fn failures_are_named() {
    let said = |path| fetch(path).map(|fetched| fetched.page).unwrap_err().to_string();
    assert_eq!(said("/missing"), "the server answers 404 (Not Found)");
    let hurried = client_with(|limits| limits.total = Duration::from_millis(700));
    assert_eq!(hurried.fetch(&url("/hang")).unwrap_err().to_string(), "no answer in time");
    assert_eq!(said("/nowhere"), "it redirects without saying where to");
    assert_eq!(said("/to-file"), "file: is no web address; http and https are fetched");
    assert!(said("/loop").starts_with("more than 10 redirects"));
}

#[test]
fn an_address_that_nobody_answers_is_an_error() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = Url::parse(&format!("http://{free}/")).unwrap();
    assert_eq!(client().get(&url).unwrap_err().to_string(), "connection refused");
}

#[test]
fn a_page_of_the_web_cannot_send_us_home() {
    let client = client();
    let home = url("/");
    let refused = client.call(&client.guarded, &home, &[], now() + Duration::from_secs(1)).unwrap_err();
    assert_eq!(refused.to_string(), "it leads from the web into a private network");
    assert!(client.seen.is_home(&home));
    assert!(!client.seen.is_home(&Url::parse("http://93.184.216.34/").unwrap()));
}

fn ask(request: &Request) -> Result<Answer, FetchError> {
    client().ask(request)
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let feed = Request::feed(url("/etag"));
    let Answer::Fresh(first) = ask(&feed).unwrap() else { panic!("fresh") };
    let told = first.told;
    assert_eq!(told.fresh_for, Some(Duration::from_secs(540)));
    assert_eq!(told.validators.as_ref().unwrap().etag.as_deref(), Some("\"one\""));
    let again = ask(&feed.unless_unchanged(told.validators)).unwrap();
    assert!(matches!(again, Answer::NotModified(_)), "{again:?}");
}

#[test]
fn statuses_are_values() {
    let status = |path| match ask(&Request::feed(url(path))).unwrap() {
        Answer::Status(status) => (status.code, status.told.retry_after.map(|wait| wait.as_secs())),
        other => panic!("{path}: {other:?}"),
    };
    assert_eq!(status("/status-429"), (429, Some(86_400)));
    assert_eq!(status("/status-503"), (503, Some(86_400)));
    assert_eq!(status("/status-999").0, 999);
    assert_eq!(status("/status-304").0, 304);
    assert!(matches!(ask(&Request::feed(url("/status-410"))), Ok(Answer::Gone(_))));
    assert!(matches!(ask(&Request::feed(url("/status-204"))), Ok(Answer::Empty(_))));
}

#[test]
fn a_move_for_good_is_told_and_one_for_now_is_not() {
    let moved = |path| fetch(path).unwrap().told.moved.map(|url| url.path().to_owned());
    assert_eq!(moved("/moved").as_deref(), Some("/dir/page"));
    assert_eq!(moved("/for-now"), None);
    assert_eq!(moved("/page"), None);
}

#[test]
fn odd_packings_are_read_or_said() {
    for path in ["/zstd", "/gzip-not", "/deflate", "/deflate-raw", "/encoding-unknown"] {
        assert_eq!(fetch(path).unwrap().page.bytes, server::TEXT, "{path}");
    }
    assert!(fetch("/gzip-cut").unwrap().cut.unwrap().starts_with("cut short"));
    assert_eq!(fetch("/gzip-gzip").unwrap_err().to_string(), "the answer is packed more than once");
    assert_eq!(fetch("/pdf").unwrap_err().to_string(), "it is a PDF, not a page or a text");
}

#[test]
fn a_flood_of_headers_is_refused() {
    assert_eq!(fetch("/headers-101").unwrap_err().to_string(), "the answer has more than 100 headers");
    assert!(fetch("/head-endless").is_err());
}

#[test]
fn cookies_do_not_come_back() {
    let client = client();
    let url = url("/cookie");
    client.get(&url).unwrap();
    let page = client.get(&url.join("/page").unwrap()).unwrap();
    assert!(!String::from_utf8_lossy(&page.bytes).to_lowercase().contains("cookie"));
}

#[test]
fn an_address_from_a_feed_does_not_lead_home() {
    let hosts = "127.0.0.1 127.1 2130706433 0x7f.1 0177.0.0.1 [::1] [::ffff:7f00:1] [64:ff9b::7f00:1] localhost \
         localhost. LOCALHOST a.localhost 0 0.0.0.0 [::] 169.254.169.254 [fe80::1] 10.0.0.1 172.16.0.1 192.168.0.1 \
         100.64.0.1 [fc00::1] \u{2460}\u{2461}\u{2466}.0.0.1 \u{ff11}\u{ff12}\u{ff17}.0.0.1 h.example@127.0.0.1 224.0.0.1 \
         255.255.255.255";
    for host in hosts.split_whitespace() {
        let found = Request::page(Url::parse(&format!("http://{host}/")).unwrap()).found();
        assert!(matches!(ask(&found), Err(FetchError::Private)), "{host}");
    }
}

fn typed(client: &Client, url: &str) -> Result<Answer, FetchError> {
    client.ask(&Request::page(Url::parse(url).unwrap()))
}

/// A client whose limits differ from the usual.
fn client_with(change: impl FnOnce(&mut Limits)) -> Client {
    let mut limits = Limits::default();
    change(&mut limits);
    Client::new(limits)
}
