//! Lines that are safe, are kept, or have ended.

use super::server::tls::{Authority, Flaw};
use super::*;

/// A client that trusts an authority.
#[expect(clippy::disallowed_methods, reason = "a test sets its own stage")]
fn trusting(authority: &Authority, folder: &tempfile::TempDir) -> Client {
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, authority.pem()).unwrap();
    let said = file.to_str().unwrap().to_owned();
    let surroundings = Surroundings::from(|name| (name == "SSL_CERT_FILE").then(|| said.clone()));
    let tls = line::Tls::default();
    let lines = || line::lines(&tls);
    Client::build(Limits::default(), Manners::default(), surroundings, lines, DefaultResolver::default)
}

#[test]
fn a_feed_that_was_safe_is_not_followed_to_where_it_is_not() {
    let (authority, folder) = (Authority::new(), tempfile::tempdir().unwrap());
    let (safe, plain) = (Server::start_tls(authority.server(Flaw::None)), Server::start());
    let client = trusting(&authority, &folder);
    let url = Url::parse(&safe.url(&format!("/to?{}", plain.url("/feed-1")))).unwrap();
    let refused = client.ask(&Request::feed(url.clone()));
    assert!(matches!(refused, Err(FetchError::Unsafe(at)) if at.path() == "/feed-1"));
    assert!(plain.heads().is_empty(), "it was asked all the same");
    assert!(matches!(client.ask(&Request::page(url)), Ok(Answer::Fresh(_))), "a page may");
    let safe_again = Url::parse(&safe.url(&format!("/to?{}", safe.url("/feed-1")))).unwrap();
    assert!(matches!(client.ask(&Request::feed(safe_again)), Ok(Answer::Fresh(_))));
}

#[test]
fn tls_is_agreed_on_once_and_taken_up_again() {
    let (authority, folder) = (Authority::new(), tempfile::tempdir().unwrap());
    let server = Server::start_tls(authority.server(Flaw::None));
    let client = trusting(&authority, &folder);
    for path in ["/feed-1", "/feed-2", "/close-soon", "/feed-3", "/close-soon", "/feed-3"] {
        let url = Url::parse(&server.url(path)).unwrap();
        assert!(matches!(client.ask(&Request::feed(url)), Ok(Answer::Fresh(_))), "{path}");
    }
    // The server hangs up twice; each time it is greeted with what it gave us before.
    assert_eq!((server.lines(), server.resumed()), (3, 2));
}

#[test]
fn a_line_that_ended_while_it_lay_idle_is_laid_anew() {
    let server = Server::start();
    let client = client();
    for _ in 0..50 {
        assert!(matches!(typed(&client, &server.url("/close-silently")), Ok(Answer::Fresh(_))));
        assert!(matches!(typed(&client, &server.url("/page")), Ok(Answer::Fresh(_))));
    }
    // A server that hangs up on every line is asked once more, not for ever.
    let before = server.heads().len();
    assert!(matches!(typed(&client, &server.url("/close")), Err(FetchError::Broken(_))));
    assert_eq!(server.heads().len() - before, 2);
}
