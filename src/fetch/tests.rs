//! Fetches from a small server on loopback that answers by the path.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use ureq::http::Uri;
use ureq::unversioned::resolver::ResolvedSocketAddrs;
use ureq::unversioned::transport::{ConnectionDetails, NextTimeout, TcpConnector, Transport};

use super::*;

#[path = "../../tests/common/server/mod.rs"]
mod server;

use server::tls::{Authority, Flaw};
use server::{Server, server};

fn client() -> Client {
    let short = Duration::from_millis(700);
    Client::new(Limits { total: short, body: 4000, ..Limits::default() })
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

/// A pool with short limits, and what it reports.
fn pool(answer: Duration) -> (Pool, mpsc::Receiver<Report>) {
    let (tell, reports) = mpsc::channel();
    let limits = Limits { answer, total: Duration::from_secs(20), ..Limits::default() };
    (Pool::new(limits, Manners::default(), move |report| _ = tell.send(report)), reports)
}

fn done(reports: &mpsc::Receiver<Report>) -> (Ticket, Result<Answer, FetchError>) {
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

/// Names that lead where the test says, one answer after the other, the last for good.
#[derive(Clone, Debug, Default)]
struct Invented(Arc<Mutex<HashMap<String, Vec<IpAddr>>>>);

impl Invented {
    fn of(names: &[(&str, &[&str])]) -> Self {
        let leads = |to: &[&str]| to.iter().rev().map(|to| to.parse().unwrap()).collect();
        let names = names.iter().map(|(name, to)| ((*name).to_owned(), leads(to)));
        Self(Arc::new(Mutex::new(names.collect())))
    }
}

impl Resolver for Invented {
    fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut names = self.0.lock().unwrap();
        let host = uri.host().unwrap();
        let literal = host.trim_matches(['[', ']']).parse().ok().map(|address| vec![address]);
        let mut literal = literal.unwrap_or_default();
        let leads = names.get_mut(host).unwrap_or(&mut literal);
        let address = if leads.len() > 1 { leads.pop() } else { leads.first().copied() };
        let mut found = self.empty();
        found.push(SocketAddr::new(address.ok_or(ureq::Error::HostNotFound)?, uri.port_u16().unwrap_or(80)));
        Ok(found)
    }
}

/// Lines that end at the test's server whatever address was found, which is noted.
#[derive(Clone, Debug)]
struct Diverted {
    to: SocketAddr,
    meant: Arc<Mutex<Vec<IpAddr>>>,
}

impl Connector for Diverted {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        _: Option<()>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        let mut addrs = details.resolver.empty();
        addrs.push(self.to);
        self.meant.lock().unwrap().extend(details.addrs.iter().map(SocketAddr::ip));
        let details = ConnectionDetails {
            uri: details.uri,
            addrs,
            config: details.config,
            request_level: details.request_level,
            resolver: details.resolver,
            now: details.now,
            timeout: details.timeout,
            current_time: Arc::clone(&details.current_time),
            run_connector: Arc::clone(&details.run_connector),
            register_shutdown: Arc::clone(&details.register_shutdown),
        };
        let line = TcpConnector::default().connect(&details, None::<()>)?;
        Ok(line.map(|line| Box::new(line) as Box<dyn Transport>))
    }
}

/// A client in a world of its own: names lead where they are said to, and all lines to the server.
fn elsewhere(
    server: &Server,
    limits: Limits,
    names: &[(&str, &[&str])],
) -> (Client, Arc<Mutex<Vec<IpAddr>>>) {
    let (names, meant) = (Invented::of(names), Arc::default());
    let lines = Diverted { to: server.address(), meant: Arc::clone(&meant) };
    let surroundings = Surroundings::from(|_| None);
    let client = Client::build(limits, Manners::default(), surroundings, || lines.clone(), || names.clone());
    (client, meant)
}

const PUBLIC: &str = "93.184.216.34";

fn typed(client: &Client, url: &str) -> Result<Answer, FetchError> {
    client.ask(&Request::page(Url::parse(url).unwrap()))
}

#[test]
fn a_name_that_leads_home_is_refused_unless_it_was_typed() {
    let server = Server::start();
    for home in ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1", "::ffff:127.0.0.1", "0.0.0.0"]
    {
        let (client, _) = elsewhere(&server, Limits::default(), &[("intra.example", &[home])]);
        let request = Request::page(Url::parse("http://intra.example/page").unwrap());
        assert!(matches!(client.ask(&request.clone().found()), Err(FetchError::Private)), "{home}");
        assert!(matches!(client.ask(&request), Ok(Answer::Fresh(_))), "{home}");
    }
}

#[test]
fn a_public_host_cannot_send_us_home_and_one_at_home_can() {
    let server = Server::start();
    let names: &[(&str, &[&str])] = &[("pub.example", &[PUBLIC]), ("intra.example", &["10.0.0.1"])];
    let (client, meant) = elsewhere(&server, Limits::default(), names);
    for home in ["intra.example", "10.0.0.1", "127.0.0.1", "[::1]", "2130706433", "0177.0.0.1", "localhost"] {
        let url = format!("http://pub.example/to?http://{home}/page");
        assert!(matches!(typed(&client, &url), Err(FetchError::Private)), "{home}");
    }
    assert!(meant.lock().unwrap().iter().all(|address| address.to_string() == PUBLIC), "{meant:?}");
    // By a longer way as well.
    let url = "http://pub.example/to?http://pub.example/to?http://intra.example/page";
    assert!(matches!(typed(&client, url), Err(FetchError::Private)));
    let url = "http://intra.example/to?http://10.0.0.1/page";
    assert!(matches!(typed(&client, url), Ok(Answer::Fresh(_))));
    let url = "http://intra.example/to?http://pub.example/to?http://10.0.0.1/page";
    assert!(matches!(typed(&client, url), Err(FetchError::Private)));
}

#[test]
fn a_name_that_changes_its_mind_is_connected_to_where_it_was_checked() {
    let server = Server::start();
    let twice: &[(&str, &[&str])] = &[("turn.example", &[PUBLIC, "127.0.0.1"])];
    // What is checked is what is connected to: there is no second look between both.
    let (client, meant) = elsewhere(&server, Limits::default(), twice);
    let found = Request::page(Url::parse("http://turn.example/page").unwrap()).found();
    assert!(matches!(client.ask(&found), Ok(Answer::Fresh(_))));
    assert_eq!(meant.lock().unwrap().len(), 1);
    // A redirect to itself, after which the name leads home.
    for next in ["http://turn.example/page", "http://turn.example:22/page", "http://127.0.0.1/page"] {
        let (client, meant) = elsewhere(&server, Limits::default(), twice);
        let url = format!("http://turn.example/close-after-to?{next}");
        let answer = typed(&client, &url);
        assert!(matches!(answer, Err(FetchError::Private)), "{next}: {answer:?}");
        assert!(meant.lock().unwrap().iter().all(|address| address.to_string() == PUBLIC), "{meant:?}");
    }
}

#[test]
fn a_host_is_spared_and_so_are_we() {
    let server = Server::start();
    let hosts: Vec<String> = (0..10).map(|n| format!("h{n}.example")).collect();
    let names: Vec<(&str, &[&str])> = hosts.iter().map(|host| (&**host, &[PUBLIC] as &[&str])).collect();
    let limits = Limits { at_once: 6, per_host: 2, ..Limits::default() };
    for (asked, most, lines) in [(&hosts[..1], 2, 2), (&hosts[..], 6, 20)] {
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
        assert!(server.lines() <= lines, "{} lines", server.lines());
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

/// A client whose limits differ from the usual.
fn client_with(change: impl FnOnce(&mut Limits)) -> Client {
    let mut limits = Limits::default();
    change(&mut limits);
    Client::new(limits)
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
