//! Waits have an end, and stops are heard at every stage.

use std::sync::Arc;
use std::thread;

use super::pool::{done, pool};
use super::*;

#[test]
fn what_is_called_off_ends_at_once_at_every_stage() {
    // The first words of TLS are heard, and nothing is said to them.
    let silent = Server::with("https", |mut stream, _| _ = std::io::copy(&mut stream, &mut std::io::sink()));
    let server = Server::start();
    let (pool, reports) = pool(Duration::from_secs(15));
    let stages = [
        // Nobody is there, and nobody says so.
        "http://192.0.2.1/".to_owned(),
        silent.url("/"),
        server.url("/hang"),
        server.url("/hang-in-head"),
        server.url("/slow-head"),
        server.url("/hang-in-body"),
        server.url("/slow-body"),
        server.url("/endless-slowly"),
    ];
    for stage in stages {
        let ticket = pool.ask(Request::page(Url::parse(&stage).unwrap()));
        assert!(matches!(reports.recv_timeout(Duration::from_secs(5)).unwrap(), Report::Begun(_)), "{stage}");
        thread::sleep(Duration::from_millis(60));
        let before = now();
        pool.cancel(ticket);
        let (done, answer) = done(&reports);
        assert_eq!(done, ticket);
        // One that was refused before we could call it off is no fault: there is no network here.
        assert!(matches!(answer, Err(FetchError::Cancelled | FetchError::Broken(_))), "{stage}");
        assert!(before.elapsed() < Duration::from_secs(1), "{stage}: {:?}", before.elapsed());
    }
}

#[test]
fn a_stop_breaks_off_the_thread_that_waits() {
    let server = Server::start();
    let client = Arc::new(client_with(|limits| limits.total = Duration::from_secs(30)));
    for path in ["/hang", "/slow-head", "/hang-in-body", "/endless-slowly"] {
        let (stop, request) = (Stop::default(), Request::page(Url::parse(&server.url(path)).unwrap()));
        let (here, its_stop) = (Arc::clone(&client), stop.clone());
        let before = now();
        let waiting = thread::spawn(move || here.ask_until(&its_stop, &request));
        thread::sleep(Duration::from_millis(60));
        stop.stop();
        assert!(matches!(waiting.join().unwrap(), Err(FetchError::Cancelled)), "{path}");
        assert!(before.elapsed() < Duration::from_secs(2), "{path}: {:?}", before.elapsed());
    }
    // The client goes on, and a request that was stopped before it began does not begin.
    let page = Request::page(Url::parse(&server.url("/page")).unwrap());
    assert!(matches!(client.ask(&page), Ok(Answer::Fresh(_))));
    let before = server.heads().len();
    let stop = Stop::default();
    stop.stop();
    assert!(matches!(client.ask_until(&stop, &page), Err(FetchError::Cancelled)));
    assert_eq!(server.heads().len(), before);
}

#[test]
fn each_wait_has_an_end_of_its_own() {
    let server = Server::start();
    let short = Duration::from_millis(250);
    let took = |change: fn(&mut Limits, Duration), url: &str| {
        let client = client_with(|limits| change(limits, short));
        let before = now();
        let answer = client.ask(&Request::page(Url::parse(url).unwrap()));
        assert!(before.elapsed() < Duration::from_secs(5), "{url}: {:?}", before.elapsed());
        answer
    };
    let timed_out = |answer: Result<Answer, FetchError>, what: &str| {
        assert!(matches!(answer, Err(FetchError::Timeout)), "{what}: {answer:?}");
    };
    for path in ["/hang", "/slow-head", "/hang-in-head"] {
        timed_out(took(|limits, short| limits.answer = short, &server.url(path)), path);
        timed_out(took(|limits, short| limits.total = short, &server.url(path)), path);
    }
    let silent = Server::with("https", |mut stream, _| _ = std::io::copy(&mut stream, &mut std::io::sink()));
    timed_out(took(|limits, short| limits.connect = short, &silent.url("/")), "TLS");
    timed_out(took(|limits, short| limits.total = short, &silent.url("/")), "TLS");
    let slow = Server::with("https", |mut stream, _| {
        // A word of TLS that is announced as long, and comes a letter at a time.
        let mut say = |bytes: &[u8]| std::io::Write::write_all(&mut stream, bytes).is_ok();
        let mut heard = say(b"\x16\x03\x03\x40\x00");
        while heard {
            thread::sleep(Duration::from_millis(20));
            heard = say(b"\x02");
        }
    });
    timed_out(took(|limits, short| limits.connect = short, &slow.url("/")), "slow TLS");
    // The idle time counts from byte to byte, the whole time does not.
    let cut = |answer: Result<Answer, FetchError>| match answer {
        Ok(Answer::Fresh(fetched)) => (fetched.cut.unwrap(), String::from_utf8(fetched.page.bytes).unwrap()),
        other => panic!("{other:?}"),
    };
    let (why, bytes) = cut(took(|limits, short| limits.idle = short, &server.url("/hang-in-body")));
    assert_eq!((&*why, &*bytes), ("cut short (no answer in time)", "<p>half"));
    let (why, _) = cut(took(|limits, short| limits.total = short, &server.url("/slow-body")));
    assert_eq!(why, "cut short (no answer in time)");
    let patient = |limits: &mut Limits, short| {
        (limits.idle, limits.total) = (short, 3 * short);
    };
    let (_, bytes) = cut(took(patient, &server.url("/slow-body")));
    assert!(bytes.len() > 10, "idle though bytes came: {bytes}");
    timed_out(took(patient, &server.url("/hops-hang")), "the whole time counts for all hops");
}
