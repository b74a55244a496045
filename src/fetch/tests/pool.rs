//! Many requests at once, and those that are called off.

use std::sync::mpsc;

use super::names::{PUBLIC, elsewhere};
use super::*;

/// A pool with short limits, and what it reports.
pub(super) fn pool(answer: Duration) -> (Pool, mpsc::Receiver<Report>) {
    let (tell, reports) = mpsc::channel();
    let limits = Limits { answer, total: Duration::from_secs(20), ..Limits::default() };
    (Pool::new(limits, Manners::default(), move |report| _ = tell.send(report)), reports)
}

pub(super) fn done(reports: &mpsc::Receiver<Report>) -> (Ticket, Result<Answer, FetchError>) {
    loop {
        if let Report::Done(ticket, answer) = reports.recv_timeout(Duration::from_secs(30)).unwrap() {
            return (ticket, answer);
        }
    }
}

#[test]
fn feeds_that_hang_keep_no_other_waiting() {
    let (pool, reports) = pool(Duration::from_millis(300));
    let base = url("/");
    for n in 0..500 {
        let path = if n % 10 == 0 { "/hang" } else { "/page" };
        pool.ask(Request::feed(base.join(path).unwrap()));
    }
    let answers: Vec<_> = (0..500).map(|_| done(&reports).1).collect();
    assert_eq!(answers.iter().filter(|answer| matches!(answer, Ok(Answer::Fresh(_)))).count(), 450);
    assert_eq!(answers.iter().filter(|answer| matches!(answer, Err(FetchError::Timeout))).count(), 50);
}

#[test]
fn what_is_called_off_is_reported_once_and_the_pool_goes_on() {
    let (pool, reports) = pool(Duration::from_secs(15));
    let base = url("/");
    let hanging: Vec<Ticket> =
        (0..20).map(|_| pool.ask(Request::feed(base.join("/hang").unwrap()))).collect();
    assert!(matches!(reports.recv().unwrap(), Report::Begun(_)));
    pool.cancel(hanging[0]);
    assert_eq!(done(&reports).0, hanging[0]);
    pool.cancel_all();
    let mut rest: Vec<Ticket> = (1..20)
        .map(|_| done(&reports))
        .map(|(ticket, answer)| {
            assert!(matches!(answer, Err(FetchError::Cancelled)));
            ticket
        })
        .collect();
    rest.sort_unstable();
    assert_eq!(rest, hanging[1..]);
    let page = pool.ask(Request::page(base));
    let (ticket, answer) = done(&reports);
    assert_eq!(ticket, page);
    assert!(matches!(answer, Ok(Answer::Fresh(_))), "{answer:?}");
}

#[test]
fn a_host_is_spared_and_so_are_we() {
    let server = Server::start();
    let hosts: Vec<String> = (0..10).map(|n| format!("h{n}.example")).collect();
    let names: Vec<(&str, &[&str])> = hosts.iter().map(|host| (&**host, &[PUBLIC] as &[&str])).collect();
    let limits = Limits { at_once: 6, per_host: 2, ..Limits::default() };
    for (asked, most, lines) in [(&hosts[..1], 2, 2), (&hosts[..], 6, 40)] {
        let server = Server::start();
        let (client, _) = elsewhere(&server, limits, &names);
        let (tell, reports) = mpsc::channel();
        let pool = Pool::of(client, move |report| _ = tell.send(report));
        for n in 0..60 {
            let url = format!("http://{}/a-little-later", asked[n % asked.len()]);
            pool.ask(Request::feed(Url::parse(&url).unwrap()));
        }
        for _ in 0..60 {
            assert!(matches!(done(&reports).1, Ok(Answer::Fresh(_))));
        }
        assert!(server.most_at_once() <= most, "{} at once", server.most_at_once());
        assert!(server.most_at_once() > 1, "one after the other");
        // How many lie idle, and are dropped for others, is a matter of chance: most requests share one.
        assert!(server.lines() <= lines, "{} lines for 60 requests", server.lines());
    }
    drop(server);
}

#[test]
fn five_hundred_feeds_of_a_host_come_over_the_lines_that_are_there() {
    let server = Server::start();
    let (pool, reports) = pool(Duration::from_secs(15));
    for n in 0..500 {
        let url = server.url(&format!("/feed-{}", n % 7));
        pool.ask(Request::feed(Url::parse(&url).unwrap()));
    }
    for _ in 0..500 {
        assert!(matches!(done(&reports).1, Ok(Answer::Fresh(_))));
    }
    assert!(server.lines() <= 16, "{} lines for 500 feeds", server.lines());
}
