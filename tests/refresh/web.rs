//! A site whose answers a test sets, and may change while it is asked.

use std::collections::HashMap;
use std::io::{BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Mutex, PoisonError};

use crate::common::server::{self, Server};

/// An answer: status, headers that end in line breaks, body.
pub(crate) type Answer = (String, String, Vec<u8>);

type Answers = Arc<Mutex<HashMap<String, Set>>>;

#[derive(Clone)]
enum Set {
    /// An answer as it should be; a 304 where its mark is asked for again.
    Said(Answer),
    /// The beginning of an answer, then the end of the line.
    Cut(Vec<u8>),
    /// Nothing, until the other side has enough.
    Hang,
}

/// The site.
pub(crate) struct Site {
    server: Server,
    answers: Answers,
}

impl Site {
    pub(crate) fn new() -> Self {
        let answers = Answers::default();
        let here = Arc::clone(&answers);
        let server = Server::with("http", move |stream, meeting| {
            let mut line = BufReader::new(stream);
            while let Some(head) = server::head(&mut line) {
                meeting.note(&head);
                let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
                let set = here.lock().unwrap_or_else(PoisonError::into_inner).get(&path).cloned();
                if !answer(line.get_mut(), &head, set) {
                    break;
                }
            }
        });
        Self { server, answers }
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        self.server.url(path)
    }

    /// What is answered from now on.
    pub(crate) fn says(&self, path: &str, status: &str, headers: &str, body: impl Into<Vec<u8>>) {
        self.set(path, Set::Said((status.to_owned(), headers.to_owned(), body.into())));
    }

    /// An answer that ends in the middle.
    pub(crate) fn cuts(&self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.set(path, Set::Cut(bytes.into()));
    }

    /// No answer at all.
    pub(crate) fn hangs(&self, path: &str) {
        self.set(path, Set::Hang);
    }

    /// How often a path was asked for so far, and how often on conditions.
    pub(crate) fn asked(&self, path: &str) -> (usize, usize) {
        let first = format!("GET {path} ");
        let heads = self.server.heads();
        let asked = heads.iter().filter(|head| head.starts_with(&first));
        let on_conditions = |head: &str| {
            let head = head.to_lowercase();
            head.contains("if-none-match") || head.contains("if-modified-since")
        };
        (asked.clone().count(), asked.filter(|head| on_conditions(head)).count())
    }

    fn set(&self, path: &str, set: Set) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), set);
    }
}

/// Whether the line may be used again.
fn answer(line: &mut TcpStream, head: &str, set: Option<Set>) -> bool {
    match set {
        Some(Set::Hang) => {
            _ = line.read(&mut [0]);
            false
        }
        Some(Set::Cut(bytes)) => {
            _ = line.write_all(&bytes);
            false
        }
        Some(Set::Said((status, headers, body))) => {
            if is_known(head, &headers) {
                send(line, "304 Not Modified", &headers, b"")
            } else {
                send(line, &status, &headers, &body)
            }
        }
        None => send(line, "404 Not Found", "", b"no such path"),
    }
}

/// Whether what was sent before need not be sent again.
fn is_known(head: &str, headers: &str) -> bool {
    let value = |text: &str, name: &str| {
        text.lines().find_map(|line| {
            let (header, value) = line.split_once(':')?;
            header.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let same =
        |asked: &str, said: &str| value(head, asked).is_some_and(|asked| Some(asked) == value(headers, said));
    same("if-none-match", "etag") || same("if-modified-since", "last-modified")
}

fn send(line: &mut TcpStream, status: &str, headers: &str, body: &[u8]) -> bool {
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    line.write_all(head.as_bytes()).and_then(|()| line.write_all(body)).and_then(|()| line.flush()).is_ok()
}
