//! Fetches from a small server on loopback that answers by the path.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use super::*;

/// A server that lives as long as the test; its address.
fn server() -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    Url::parse(&url).unwrap()
}

fn answer(stream: TcpStream) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let head: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    let path = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or("/").to_owned();
    let mut stream = stream;
    match path.as_str() {
        "/hang" => thread::sleep(Duration::from_secs(5)),
        "/bomb" => send(&mut stream, "200 OK", "Content-Encoding: gzip\r\n", &bomb()),
        "/long" => send(&mut stream, "200 OK", "", &[b'x'; 5000]),
        "/cut" => {
            _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>half");
        }
        "/missing" => send(&mut stream, "404 Nope", "", b"gone"),
        "/loop" => send(&mut stream, "302 Found", "Location: /loop\r\n", b""),
        "/nowhere" => send(&mut stream, "302 Found", "", b""),
        "/to-file" => send(&mut stream, "302 Found", "Location: file:///etc/passwd\r\n", b""),
        "/moved" => send(&mut stream, "301 Moved Permanently", "Location: dir/page?q=1\r\n", b""),
        _ => send(
            &mut stream,
            "200 OK",
            "Content-Type: text/html; charset=utf-8\r\n",
            head.join("\n").as_bytes(),
        ),
    }
}

fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

/// Eight megabytes in a few kilobytes.
fn bomb() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut gzip =
        flate2::read::GzEncoder::new(std::io::repeat(b'x').take(8 << 20), flate2::Compression::best());
    gzip.read_to_end(&mut bytes).unwrap();
    bytes
}

fn client() -> Client {
    let short = Duration::from_millis(700);
    Client::new(Limits { total: short, body: 4000, ..Limits::default() })
}

fn fetch(path: &str) -> Result<Fetched, FetchError> {
    client().fetch(&server().join(path).unwrap())
}

#[test]
fn a_page_comes_with_its_type_and_address() {
    let fetched = fetch("/page").unwrap();
    assert_eq!(fetched.page.content_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(fetched.page.base.unwrap().path(), "/page");
    assert!(fetched.cut.is_none());
    let request = String::from_utf8(fetched.page.bytes).unwrap().to_lowercase();
    assert!(request.contains(&format!("user-agent: newsprint/{}", env!("CARGO_PKG_VERSION"))), "{request}");
    assert!(request.contains("accept-encoding: gzip, br"), "{request}");
}

#[test]
fn a_redirect_is_followed_and_its_end_is_the_base() {
    let page = fetch("/moved").unwrap().page;
    assert_eq!(page.base.unwrap().path(), "/dir/page");
    assert!(matches!(page.source, Source::Url(url) if url.path() == "/moved"));
}

#[test]
fn credentials_are_neither_sent_nor_kept() {
    let mut url = server();
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
    assert_eq!(said("/hang"), "no answer in time");
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
    let home = server();
    let refused = Client::call(&client.guarded, &home, now() + Duration::from_secs(1)).unwrap_err();
    assert_eq!(refused.to_string(), "it redirects from the web into a private network");
    assert!(!is_public_host(&home));
    assert!(is_public_host(&Url::parse("http://93.184.216.34/").unwrap()));
}
