//! A server on loopback that answers by the path, with every fault that a server can have. It
//! keeps lines open as servers do, remembers what it was asked, and is gone when it is dropped.
#![allow(dead_code, unreachable_pub, reason = "each test uses its own routes")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::string_slice, clippy::indexing_slicing, reason = "found places are borders")]

mod faults;
mod moves;
mod packed;
mod pages;
pub mod tls;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub use packed::TEXT;

/// A line to whoever asks.
pub trait Line: Read + Write {}
impl<T: Read + Write> Line for T {}

/// What answers by the path. Says whether it knew the path.
type Routes = fn(&mut Exchange<'_>) -> bool;

const ROUTES: &[Routes] = &[moves::answer, packed::answer, faults::answer, pages::answer];

/// One question and its answer.
pub struct Exchange<'a> {
    /// The first line and the headers that were sent.
    pub head: &'a str,
    /// The path, with what follows a `?`.
    pub path: &'a str,
    line: &'a mut dyn Line,
    /// Whether the line may be used again.
    kept: bool,
    /// Where a question is counted, until its answer begins: who has it may ask the next one.
    open: Option<&'a AtomicUsize>,
}

/// The server.
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
    known: Arc<Known>,
}

#[derive(Default)]
struct Known {
    over: AtomicBool,
    lines: AtomicUsize,
    resumed: AtomicUsize,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
    heads: Mutex<Vec<String>>,
}

impl Server {
    /// A server for `http://` addresses.
    pub fn start() -> Self {
        Self::with("http", |stream, known| serve(stream, &known))
    }

    /// A server for `https://` addresses.
    pub fn start_tls(config: Arc<rustls::ServerConfig>) -> Self {
        Self::with("https", move |stream, known| {
            let Ok(tls) = rustls::ServerConnection::new(Arc::clone(&config)) else { return };
            let mut line = rustls::StreamOwned::new(tls, stream);
            if line.conn.complete_io(&mut line.sock).is_err() {
                return;
            }
            let resumed = line.conn.handshake_kind() == Some(rustls::HandshakeKind::Resumed);
            known.0.resumed.fetch_add(usize::from(resumed), Ordering::SeqCst);
            serve(line, &known);
        })
    }

    /// A server that does something else with a line, for proxies and for faults below HTTP.
    pub fn with(
        scheme: &'static str,
        meet: impl Fn(TcpStream, Arc<Meeting>) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let known = Arc::new(Known::default());
        let (here, meet) = (Arc::clone(&known), Arc::new(meet));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if here.over.load(Ordering::SeqCst) {
                    return;
                }
                here.lines.fetch_add(1, Ordering::SeqCst);
                // A test that forgot a line must not hang.
                _ = stream.set_nodelay(true);
                _ = stream.set_read_timeout(Some(Duration::from_secs(30)));
                let (meet, meeting) = (Arc::clone(&meet), Arc::new(Meeting(Arc::clone(&here))));
                thread::spawn(move || meet(stream, meeting));
            }
        });
        Self { address, scheme, known }
    }

    /// The address of a path, which begins with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.address)
    }

    /// The same under another name for this machine.
    pub fn url_at(&self, host: &str, path: &str) -> String {
        format!("{}://{host}:{}{path}", self.scheme, self.address.port())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it was asked, each with its headers.
    pub fn heads(&self) -> Vec<String> {
        self.known.heads.lock().unwrap().clone()
    }

    /// How many lines were laid to it.
    pub fn lines(&self) -> usize {
        self.known.lines.load(Ordering::SeqCst)
    }

    /// How many of these took up TLS where another had left it.
    pub fn resumed(&self) -> usize {
        self.known.resumed.load(Ordering::SeqCst)
    }

    /// How many questions it had at once, at most.
    pub fn most_at_once(&self) -> usize {
        self.known.most_at_once.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.known.over.store(true, Ordering::SeqCst);
        // It waits for the next line; this is the last.
        drop(TcpStream::connect(self.address));
    }
}

/// What the server keeps of a line.
pub struct Meeting(Arc<Known>);

impl Meeting {
    /// Notes what was asked.
    pub fn note(&self, head: &str) {
        self.0.heads.lock().unwrap().push(head.to_owned());
    }
}

/// A server that lives as long as the tests; its address.
pub fn server() -> String {
    let server = Box::leak(Box::new(Server::start()));
    server.url("/")
}

/// Answers what comes over a line until one side has enough.
pub fn serve(line: impl Line, meeting: &Meeting) {
    let mut line = BufReader::new(line);
    while let Some(head) = head(&mut line) {
        meeting.note(&head);
        let known = &meeting.0;
        let now = known.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        known.most_at_once.fetch_max(now, Ordering::SeqCst);
        let path = head.split(' ').nth(1).unwrap_or("/");
        let mut exchange =
            Exchange { head: &head, path, line: line.get_mut(), kept: true, open: Some(&known.at_once) };
        let answered = ROUTES.iter().any(|route| route(&mut exchange));
        if !answered {
            let said = head.as_bytes();
            exchange.send("200 OK", "Content-Type: text/html; charset=utf-8\r\n", said);
        }
        exchange.answered();
        let kept = exchange.kept && !known.over.load(Ordering::SeqCst);
        if !kept {
            break;
        }
    }
}

/// The first line and the headers of a question; none when there is no more.
pub fn head(line: &mut impl BufRead) -> Option<String> {
    let mut head = String::new();
    loop {
        let before = head.len();
        if line.read_line(&mut head).ok()? == 0 {
            return None;
        }
        if head[before..].trim().is_empty() {
            return Some(head.trim_end().to_owned());
        }
    }
}

impl Exchange<'_> {
    /// Counts the question no more.
    fn answered(&mut self) {
        if let Some(open) = self.open.take() {
            open.fetch_sub(1, Ordering::SeqCst);
        }
    }

    /// An answer as it should be.
    pub fn send(&mut self, status: &str, headers: &str, body: &[u8]) {
        let length = body.len();
        self.raw(format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n").as_bytes());
        self.raw(body);
    }

    /// Bytes as they are. Whether they were taken.
    pub fn raw(&mut self, bytes: &[u8]) -> bool {
        self.answered();
        let sent = self.line.write_all(bytes).and_then(|()| self.line.flush());
        self.kept &= sent.is_ok();
        sent.is_ok()
    }

    /// Ends the line after this.
    pub fn hang_up(&mut self) {
        self.kept = false;
    }

    /// Sends the same again and again, with pauses, until nobody takes it.
    pub fn again_and_again(&mut self, bytes: &[u8], pause: Duration) {
        while self.raw(bytes) {
            thread::sleep(pause);
        }
    }

    /// Says nothing until the other side has enough, or for some seconds.
    pub fn hang(&mut self) {
        self.kept = false;
        _ = self.line.read(&mut [0]);
    }

    /// What a header says that was sent.
    pub fn said(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (header, value) = line.split_once(':')?;
            header.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The number at the end of the path, behind this.
    pub fn number(&self, before: &str) -> Option<usize> {
        self.path.strip_prefix(before)?.parse().ok()
    }
}

/// Passes bytes on between two lines until one ends, for proxies.
pub fn join(one: TcpStream, other: TcpStream) {
    fn pass(mut from: TcpStream, mut to: TcpStream) {
        _ = io::copy(&mut from, &mut to);
        _ = to.shutdown(Shutdown::Both);
    }
    let (from, to) = (one.try_clone().unwrap(), other.try_clone().unwrap());
    thread::spawn(move || pass(from, to));
    pass(other, one);
}
