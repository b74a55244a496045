//! A server on this machine, for the tests.

use std::io::{Read, Write};

/// A server on this machine that gives one answer, once it is told to.
pub(crate) struct Server {
    pub(crate) address: String,
    pub(crate) go: std::sync::mpsc::Sender<()>,
}

impl Server {
    pub(crate) fn with(answer: String) -> Self {
        Self::with_each(vec![answer])
    }

    /// One answer after the other, each once it is told to.
    pub(crate) fn with_each(answers: Vec<String>) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/story", listener.local_addr().unwrap());
        let (go, wait) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let _ = stream.read(&mut [0; 4096]).unwrap();
                let _ = wait.recv();
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { address, go }
    }

    pub(crate) fn answer(&self) {
        self.go.send(()).unwrap();
    }
}

pub(crate) fn http(status: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}
