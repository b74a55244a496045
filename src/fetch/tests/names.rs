//! Names that lead home, or change their mind, in a world of the test's own.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use ureq::http::Uri;
use ureq::unversioned::resolver::ResolvedSocketAddrs;
use ureq::unversioned::transport::{ConnectionDetails, NextTimeout, TcpConnector, Transport};

use super::*;

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
pub(super) fn elsewhere(
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

pub(super) const PUBLIC: &str = "93.184.216.34";

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
