//! A server on loopback that answers by the path, with every fault that a server can have.
#![allow(unreachable_pub, reason = "integration tests share it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::read::{DeflateEncoder, GzEncoder, ZlibEncoder};

/// What the packed answers hold.
pub const TEXT: &[u8] = b"<p>The ferry to the far bank leaves at noon and is back before the bells.</p>";

/// Starts a server that lives as long as the test; its address.
pub fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    url
}

fn answer(mut stream: TcpStream) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let head: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    let path = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or("/").to_owned();
    let head = head.join("\n");
    let known = redirect(&mut stream, &path) || packed(&mut stream, &path) || faulty(&mut stream, &path);
    if known {
        return;
    }
    match path.as_str() {
        "/etag" if head.to_lowercase().contains("if-none-match: \"one\"") => {
            send(&mut stream, "304 Not Modified", "", b"");
        }
        "/etag" => {
            send(&mut stream, "200 OK", "ETag: \"one\"\r\nCache-Control: max-age=600\r\nAge: 60\r\n", TEXT);
        }
        "/cookie" => send(&mut stream, "200 OK", "Set-Cookie: a=b\r\n", TEXT),
        "/pdf" => send(&mut stream, "200 OK", "Content-Type: application/pdf\r\n", b"%PDF-1.7\n%\xE2\xE3"),
        "/missing" => send(&mut stream, "404 Nope", "", b"gone"),
        _ => match path.strip_prefix("/status-") {
            Some(code) => send(&mut stream, &format!("{code} X"), "Retry-After: 999999999\r\n", b""),
            None => {
                send(&mut stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", head.as_bytes());
            }
        },
    }
}

/// The routes that lead elsewhere.
fn redirect(stream: &mut TcpStream, path: &str) -> bool {
    let (status, to) = match path {
        "/loop" => ("302 Found", "Location: /loop\r\n"),
        "/nowhere" => ("302 Found", ""),
        "/to-file" => ("302 Found", "Location: file:///etc/passwd\r\n"),
        "/to-script" => ("302 Found", "Location: javascript:alert(1)\r\n"),
        "/for-now" => ("302 Found", "Location: /moved\r\n"),
        "/moved" => ("301 Moved Permanently", "Location: dir/page?q=1\r\n"),
        _ => return false,
    };
    send(stream, status, to, b"");
    true
}

/// The routes that pack their answers, or say so.
fn packed(stream: &mut TcpStream, path: &str) -> bool {
    let level = Compression::best();
    let (name, bytes) = match path {
        "/bomb" => ("gzip", all(GzEncoder::new(std::io::repeat(b'x').take(8 << 20), level))),
        "/gzip-cut" => {
            let mut bytes = all(GzEncoder::new(TEXT, level));
            bytes.truncate(bytes.len() - 12);
            ("gzip", bytes)
        }
        "/gzip-not" => ("gzip", TEXT.to_vec()),
        "/gzip-gzip" => ("gzip, gzip", all(GzEncoder::new(&*all(GzEncoder::new(TEXT, level)), level))),
        "/deflate" => ("deflate", all(ZlibEncoder::new(TEXT, level))),
        "/deflate-raw" => ("deflate", all(DeflateEncoder::new(TEXT, level))),
        "/zstd" => ("zstd", zstd::encode_all(TEXT, 3).unwrap()),
        "/encoding-unknown" => ("nonsense", TEXT.to_vec()),
        _ => return false,
    };
    send(stream, "200 OK", &format!("Content-Encoding: {name}\r\n"), &bytes);
    true
}

/// The routes that break the rules of HTTP, or try one's patience.
fn faulty(stream: &mut TcpStream, path: &str) -> bool {
    match path {
        "/hang" => thread::sleep(Duration::from_secs(5)),
        "/long" => send(stream, "200 OK", "", &[b'x'; 5000]),
        "/cut" => _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>half"),
        "/headers-101" => send(stream, "200 OK", &"X-Y: z\r\n".repeat(101), b"x"),
        "/headers-endless" => {
            _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
            while stream.write_all(&b"X-Y: z\r\n".repeat(1000)).is_ok() {}
        }
        _ => return false,
    }
    true
}

fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

fn all(mut from: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).unwrap();
    bytes
}
