//! Pages from the web, as a person gets them: a server with every fault that one can have, and what
//! the program makes of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::indexing_slicing, reason = "a test knows its own bytes")]

mod common;

use std::fmt::Write as _;
use std::net::TcpStream;
use std::time::Duration;

use common::Stage;
use common::server::tls::{Authority, Flaw};
use common::server::{self, Server, TEXT};
use newsprint::fetch::{Answer, Client, FetchError, Limits, Request};
use url::Url;

/// What a client with short limits makes of a path: the page, why it was cut, or the failure.
fn fetched(server: &Server, path: &str) -> String {
    let limits = Limits { answer: Duration::from_secs(2), body: 4000, ..Limits::default() };
    let url = Url::parse(&server.url(path)).unwrap();
    match Client::new(limits).fetch(&url) {
        Ok(fetched) => {
            let text = String::from_utf8_lossy(&fetched.page.bytes).into_owned();
            let text = if fetched.page.bytes == TEXT { "the text".to_owned() } else { text };
            let text = if text.len() > 40 { format!("{} bytes", text.len()) } else { text };
            fetched.cut.into_iter().fold(text, |text, cut| format!("{text} -- {cut}"))
        }
        Err(error) => error.to_string().replace(&server.url(""), ""),
    }
}

/// A line for each path.
fn table(server: &Server, paths: &str) -> String {
    paths.split_whitespace().fold(String::new(), |mut table, path| {
        _ = writeln!(table, "{path:20} {}", fetched(server, path));
        table
    })
}

#[test]
fn what_breaks_the_rules_of_http_is_read_as_far_as_it_goes_or_told() {
    let server = Server::start();
    let lengths = "/length-long /length-short /length-twins /length-two /length-list /length-negative /length-huge \
                   /length-overflow /length-word /length-and-chunks";
    let chunks =
        "/chunks /chunks-cut /chunks-bad /chunks-huge /chunks-overflow /chunks-negative /chunks-endless";
    let heads = "/close /garbage /no-head /http-9 /http-1.0 /close-in-head /status-words /header-controls \
                 /header-folded /headers-100 /headers-101 /header-1mb /head-endless /header-endless /hints-first \
                 /upgrade /endless";
    insta::assert_snapshot!(table(&server, &format!("{lengths} {chunks} {heads}")));
}

#[test]
fn what_is_packed_is_unpacked_within_limits() {
    let server = Server::start();
    let good = "/gzip /deflate /deflate-raw /zstd /br /gzip-not /zstd-not /br-not /encoding-unknown \
                /encoding-utf-8 /encoding-empty";
    let bad = "/gzip-cut /gzip-checksum /gzip-gzip /gzip-unsaid-gzip /encodings-6 /bomb-gzip /bomb-zstd /bomb-br \
               /bomb-bomb";
    insta::assert_snapshot!(table(&server, &format!("{good} {bad}")));
}

#[test]
fn moves_are_followed_ten_times_and_to_the_web_only() {
    let server = Server::start();
    let far = "/hops-9 /hops-10 /hops-11 /loop";
    let astray = "/nowhere /to-file /to-script /to-data /to-nonsense /to-escape";
    insta::assert_snapshot!(table(&server, &format!("{far} {astray}")));
}

#[test]
fn what_is_no_page_is_known_by_its_first_bytes_whatever_is_said_of_it() {
    let server = Server::start();
    insta::assert_snapshot!(table(
        &server,
        "/pdf /png /png-as-html /octets /untyped /octets-text /attachment"
    ));
}

/// What `dump` says of an address: standard error and the exit code, without the address.
fn said(server: &Server, path: &str) -> String {
    let stage = Stage::new();
    let output = stage.command(&["dump", &server.url(path)]).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap().replace(&server.url(""), "");
    assert_eq!(stage.path().read_dir().unwrap().count(), 0, "{path} left a file");
    format!("{} {errors}", output.status.code().unwrap())
}

#[test]
fn every_failure_is_told_in_a_line_with_a_way_out() {
    let server = Server::start();
    let statuses = "/status-400 /status-401 /status-402 /status-403 /status-404 /status-410 /status-429?seconds \
                    /status-429?date /status-429?none /status-451 /status-500 /status-502 /status-503?past \
                    /status-503 /status-204 /status-304 /status-999 /forbidden /missing";
    let others = "/pdf /png /empty /gzip-gzip /headers-101 /close /garbage /loop /nowhere /to-file /length-long \
                  /attachment";
    let classes = "/consent-wall /bot-check /bot-check-403 /bot-check-503 /paywall-stub /paywall-stub-402 \
                   /script-only /video-only /listing /feed-3";
    let paths = [statuses, others, classes].join(" ");
    let lines = paths.split_whitespace().fold(String::new(), |mut lines, path| {
        let said = said(&server, path);
        assert!(said.trim_end().lines().count() <= 1, "{said}");
        _ = writeln!(lines, "{path:20} {}", said.trim_end());
        lines
    });
    insta::assert_snapshot!(lines);
}

#[test]
fn hosts_that_are_not_there_are_told() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let dump = |url: &str| Stage::new().run(&["dump", url]);
    assert_eq!(
        dump(&format!("http://{free}/")),
        format!(
            "-- stderr --\nnewsprint: cannot fetch http://{free}/: connection refused \
             (the machine is there, but nothing answers; is the port right?)\n-- exit 3 --"
        )
    );
    assert_eq!(
        dump("http://nowhere.invalid/"),
        "-- stderr --\nnewsprint: cannot fetch http://nowhere.invalid/: the host was not found \
         (is there a network? is the address spelled right?)\n-- exit 3 --"
    );
}

#[test]
fn letters_are_read_as_header_page_or_first_bytes_say() {
    let server = Server::start();
    for path in ["/letters-header", "/letters-quoted", "/letters-meta", "/letters-bom", "/letters-wrong"] {
        let text = Stage::new().stdout(&["dump", &server.url(path)], "");
        assert_eq!(text.trim(), "na\u{EF}ve", "{path}");
    }
}

#[test]
fn certificates_are_checked_and_there_is_no_way_around() {
    let authority = Authority::new();
    let stage = Stage::new();
    stage.write("ca.pem", authority.pem());
    stage.write("empty.pem", "");
    let mut lines = String::new();
    let mut dump = |what: &str, server: &Server, trusted: Option<&str>| {
        let mut command = stage.command(&["dump", &server.url("/story-1")]);
        if let Some(file) = trusted {
            command.env("SSL_CERT_FILE", stage.path().join(file));
        }
        let output = command.output().unwrap();
        let folder = stage.path().to_string_lossy().into_owned();
        let errors =
            String::from_utf8(output.stderr).unwrap().replace(&server.url(""), "").replace(&folder, "");
        _ = writeln!(lines, "{what:15} {} {}", output.status.code().unwrap(), errors.trim_end());
    };
    for flaw in [Flaw::None, Flaw::Expired, Flaw::NotYet, Flaw::OtherHost, Flaw::SelfSigned] {
        let server = Server::start_tls(authority.server(flaw));
        dump(&format!("{flaw:?}"), &server, Some("ca.pem"));
    }
    let good = Server::start_tls(authority.server(Flaw::None));
    dump("unknown issuer", &good, None);
    dump("empty file", &good, Some("empty.pem"));
    dump("no file", &good, Some("nowhere.pem"));
    let plain = Server::start();
    let plain_tls = Server::with("https", |mut stream, _| {
        // What a server says that expected HTTP.
        use std::io::{Read as _, Write as _};
        _ = stream.read(&mut [0; 4096]).and_then(|_| stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
    });
    dump("no TLS", &plain_tls, Some("ca.pem"));
    dump("not needed", &plain, Some("empty.pem"));
    let old = Server::with("https", |mut stream, _| {
        // A server that knows TLS 1.1 at most refuses with this.
        use std::io::{Read as _, Write as _};
        _ = stream.read(&mut [0; 4096]).and_then(|_| stream.write_all(b"\x15\x03\x02\x00\x02\x02\x46"));
    });
    dump("TLS 1.1", &old, Some("ca.pem"));
    insta::assert_snapshot!(lines);
}

#[test]
fn nothing_of_one_host_is_told_to_another() {
    let (one, other) = (Server::start(), Server::start());
    let client = Client::new(Limits::default());
    client.get(&Url::parse(&one.url("/cookie")).unwrap()).unwrap();
    let mut url = Url::parse(&one.url(&format!("/to?{}", other.url("/page")))).unwrap();
    url.set_username("ada").unwrap();
    url.set_password(Some("secret")).unwrap();
    client.get(&url).unwrap();
    let heads = [one.heads(), other.heads()].concat().join("\n").to_lowercase();
    for never in ["cookie", "authorization", "secret", "referer", "ada:"] {
        assert!(!heads.contains(&format!("{never}:")) && !heads.contains("secret"), "{never}: {heads}");
    }
    assert_eq!(other.heads().len(), 1);
}

#[test]
fn what_we_say_of_ourselves_is_said_by_the_settings() {
    let server = Server::start();
    let stage = Stage::new();
    std::fs::create_dir(stage.path().join("config")).unwrap();
    stage
        .write("config/config.toml", "[fetch]\nuser-agent = \"Owl/2\"\naccept-language = \"de, en;q=0.5\"\n");
    assert!(stage.run(&["dump", &server.url("/story-1")]).ends_with("-- exit 0 --"));
    let head = server.heads().join("\n").to_lowercase();
    assert!(head.contains("user-agent: owl/2\r") && head.contains("accept-language: de, en;q=0.5"), "{head}");
    // Nothing can be smuggled in.
    stage.write("config/config.toml", "[fetch]\nuser-agent = \"Owl\\r\\nCookie: a\"\n");
    insta::assert_snapshot!(stage.run(&["dump", &server.url("/story-1")]).replace(&server.url(""), ""), @r#"
    -- stderr --
    newsprint: STAGE/config/config.toml:2: `user-agent` is one line of 200 letters without accents at most, and not empty (write user-agent = "newsprint")
    -- exit 2 --
    "#);
}

/// A proxy that passes every host on to the server, and what it was asked.
fn proxy(to: &Server) -> Server {
    let to = to.address();
    Server::with("http", move |stream, meeting| {
        let mut reader = std::io::BufReader::new(stream.try_clone().unwrap());
        let Some(head) = server::head(&mut reader) else { return };
        meeting.note(&head);
        let mut answer = stream.try_clone().unwrap();
        _ = std::io::Write::write_all(&mut answer, b"HTTP/1.1 200 OK\r\n\r\n");
        server::join(stream, TcpStream::connect(to).unwrap());
    })
}

/// A proxy that says no.
fn refusing(status: &'static str) -> Server {
    Server::with("http", move |mut stream, meeting| {
        let mut reader = std::io::BufReader::new(stream.try_clone().unwrap());
        let Some(head) = server::head(&mut reader) else { return };
        meeting.note(&head);
        _ = std::io::Write::write_all(&mut stream, format!("HTTP/1.1 {status}\r\n\r\n").as_bytes());
    })
}

/// A SOCKS5 proxy that passes every host on to the server; what it was asked for is noted.
fn socks(to: &Server) -> Server {
    use std::io::{Read as _, Write as _};
    let to = to.address();
    Server::with("socks5h", move |mut stream, meeting| {
        let (mut greeting, mut rest) = ([0; 2], [0; 255]);
        stream.read_exact(&mut greeting).unwrap();
        stream.read_exact(&mut rest[..usize::from(greeting[1])]).unwrap();
        stream.write_all(&[5, 0]).unwrap();
        let mut asked = [0; 5];
        stream.read_exact(&mut asked).unwrap();
        assert_eq!(asked[..4], [5, 1, 0, 3], "a name to be connected to");
        let length = usize::from(asked[4]);
        stream.read_exact(&mut rest[..length + 2]).unwrap();
        meeting.note(&String::from_utf8_lossy(&rest[..length]));
        stream.write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 80]).unwrap();
        server::join(stream, TcpStream::connect(to).unwrap());
    })
}

#[test]
fn proxies_come_from_the_environment() {
    let server = Server::start();
    let run = |url: &str, said: &[(&str, &str)]| {
        let stage = Stage::new();
        let mut command = stage.command(&["dump", url]);
        command.envs(said.iter().copied());
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned();
        format!(
            "{} {text}{}",
            output.status.code().unwrap(),
            String::from_utf8_lossy(&output.stderr).trim_end()
        )
    };
    let weir = "http://weir.example/story-1";
    let connect = proxy(&server);
    assert_eq!(run(weir, &[("HTTP_PROXY", &connect.url(""))]), "0 Story 1");
    assert!(connect.heads()[0].starts_with("CONNECT weir.example:80 HTTP/1.1"), "{:?}", connect.heads());
    let socks = socks(&server);
    assert_eq!(run(weir, &[("all_proxy", &socks.url(""))]), "0 Story 1");
    assert_eq!(socks.heads(), ["weir.example"]);
    // Hosts that are spared, and this machine, are asked straight.
    let refusing = refusing("502 Bad Gateway");
    let named = refusing.url("");
    assert!(run(weir, &[("HTTP_PROXY", &named), ("NO_PROXY", "example")]).contains("the host was not found"));
    assert_eq!(run(&server.url("/story-1"), &[("HTTP_PROXY", &named)]), "0 Story 1");
    assert_eq!(refusing.heads().len(), 0);
    let way_out = "(proxies come from HTTPS_PROXY, HTTP_PROXY and ALL_PROXY; NO_PROXY spares hosts)";
    let failed = |why: &str| format!("3 newsprint: cannot fetch {weir}: {why} {way_out}");
    assert_eq!(run(weir, &[("HTTP_PROXY", &named)]), failed("the proxy answers 502"));
    let locked = self::refusing("407 Proxy Authentication Required");
    assert_eq!(
        run(weir, &[("HTTP_PROXY", &locked.url(""))]),
        failed("the proxy wants a name and a password (407)")
    );
    assert_eq!(
        run(weir, &[("HTTP_PROXY", "gopher://x")]),
        failed("HTTP_PROXY is no address of a proxy, such as http://proxy.example:3128")
    );
    let authority = Authority::new();
    let safe = Server::start_tls(authority.server(Flaw::OtherHost));
    let stage = Stage::new();
    stage.write("ca.pem", authority.pem());
    let file = stage.path().join("ca.pem").to_string_lossy().into_owned();
    let connect = proxy(&safe);
    let said = [("HTTPS_PROXY", &*connect.url("")), ("SSL_CERT_FILE", &*file)];
    assert_eq!(run("https://other.example/story-1", &said), "0 Story 1");
    assert!(connect.heads()[0].starts_with("CONNECT other.example:443 HTTP/1.1"), "{:?}", connect.heads());
}

#[test]
fn what_has_not_changed_is_not_sent_again_whatever_it_goes_by() {
    let server = Server::start();
    let client = Client::new(Limits::default());
    for path in ["/etag", "/etag-weak", "/modified", "/vary-all", "/feed-3"] {
        let feed = Request::feed(Url::parse(&server.url(path)).unwrap());
        let Ok(Answer::Fresh(first)) = client.ask(&feed) else { panic!("{path}") };
        let again = client.ask(&feed.unless_unchanged(first.told.validators));
        assert!(matches!(again, Ok(Answer::NotModified(_))), "{path}");
    }
}

#[test]
fn when_to_ask_again_is_told_in_seconds_or_by_a_date() {
    let server = Server::start();
    let wait = |path: &str| match Client::new(Limits::default())
        .ask(&Request::feed(Url::parse(&server.url(path)).unwrap()))
    {
        Ok(Answer::Status(no)) => no.told.retry_after.map(|wait| wait.as_secs()),
        _ => panic!("{path}"),
    };
    let waits =
        ["seconds", "date", "past", "word", "none", ""].map(|said| wait(&format!("/status-429?{said}")));
    assert_eq!(waits, [Some(120), Some(86_400), Some(0), None, None, Some(86_400)]);
}

#[test]
fn a_thread_that_asks_is_stopped_by_time_in_its_body_too() {
    let server = Server::start();
    let limits = Limits { total: Duration::from_millis(400), ..Limits::default() };
    let answer = Client::new(limits).fetch(&Url::parse(&server.url("/endless-slowly")).unwrap());
    assert_eq!(answer.unwrap().cut.as_deref(), Some("cut short (no answer in time)"));
    let answer = Client::new(limits).fetch(&Url::parse(&server.url("/slow-head")).unwrap());
    assert!(matches!(answer, Err(FetchError::Timeout)));
}
