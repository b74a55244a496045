//! The routes that break the rules of HTTP, or try one's patience.

use std::time::Duration;

use super::Exchange;

const SOON: Duration = Duration::from_millis(20);
const SECOND: Duration = Duration::from_secs(1);

pub(super) fn answer(exchange: &mut Exchange<'_>) -> bool {
    let known =
        slow(exchange) || endless(exchange) || lengths(exchange) || chunks(exchange) || heads(exchange);
    if known {
        exchange.hang_up();
    }
    known
}

/// Those that take their time.
fn slow(exchange: &mut Exchange<'_>) -> bool {
    match exchange.path {
        "/hang" => exchange.hang(),
        "/slow-head" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\n");
            exchange.again_and_again(b"X-Y: z\r\n", SOON);
        }
        "/slow-body" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n<p>");
            exchange.again_and_again(b"x", SOON);
        }
        // A byte a second, as a phone in a tunnel has it.
        "/slower-body" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n<p>");
            exchange.again_and_again(b"x", SECOND);
        }
        "/endless-slowly" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\n\r\n");
            exchange.again_and_again(b"<p>and on ", SOON);
        }
        "/hang-in-body" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>half");
            exchange.hang();
        }
        "/hang-in-head" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\nX-Y");
            exchange.hang();
        }
        _ => return false,
    }
    true
}

/// Those that do not end.
fn endless(exchange: &mut Exchange<'_>) -> bool {
    let many = |bytes: &[u8]| bytes.repeat(1000);
    match exchange.path {
        "/long" => exchange.send("200 OK", "", &[b'x'; 5000]),
        "/endless" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\n\r\n");
            exchange.again_and_again(&many(b"<p>and on "), Duration::ZERO);
        }
        "/chunks-endless" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            exchange.again_and_again(&many(b"1\r\nx\r\n"), Duration::ZERO);
        }
        "/head-endless" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\n");
            exchange.again_and_again(&many(b"X-Y: z\r\n"), Duration::ZERO);
        }
        "/header-endless" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\nX-Y: ");
            exchange.again_and_again(&many(b"zzzzzzzz"), Duration::ZERO);
        }
        _ => return false,
    }
    true
}

/// Those that are wrong about their length.
fn lengths(exchange: &mut Exchange<'_>) -> bool {
    let said: &[&str] = match exchange.path {
        "/cut" | "/length-long" => &["100"],
        "/length-short" => &["3"],
        "/length-twins" => &["7", "7"],
        "/length-two" => &["7", "3"],
        "/length-list" => &["7, 3"],
        "/length-negative" => &["-1"],
        "/length-huge" => &["18446744073709551615"],
        "/length-overflow" => &["99999999999999999999999999"],
        "/length-word" => &["seven"],
        "/length-and-chunks" => {
            let head = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n";
            exchange.raw(head);
            return exchange.raw(b"7\r\n<p>half\r\n0\r\n\r\n");
        }
        _ => return false,
    };
    exchange.raw(b"HTTP/1.1 200 OK\r\n");
    for said in said {
        exchange.raw(format!("Content-Length: {said}\r\n").as_bytes());
    }
    exchange.raw(b"\r\n<p>half");
    true
}

/// Those whose chunks are not in order.
fn chunks(exchange: &mut Exchange<'_>) -> bool {
    let body: &[u8] = match exchange.path {
        "/chunks" => b"3\r\n<p>\r\n4;a=b\r\nhalf\r\n0\r\nX-Y: z\r\n\r\n",
        "/chunks-cut" => b"7\r\n<p>half\r\n",
        "/chunks-bad" => b"7\r\n<p>half\r\nboo\r\nx\r\n",
        "/chunks-huge" => b"7\r\n<p>half\r\nffffffffffffffff\r\nx",
        "/chunks-overflow" => b"7\r\n<p>half\r\nfffffffffffffffff\r\nx",
        "/chunks-negative" => b"7\r\n<p>half\r\n-1\r\nx\r\n",
        _ => return false,
    };
    exchange.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    exchange.raw(body);
    true
}

/// Those that do not begin as an answer does.
fn heads(exchange: &mut Exchange<'_>) -> bool {
    match exchange.path {
        "/close" => {}
        "/close-silently" => exchange.send("200 OK", "", b"<p>half"),
        "/close-soon" => exchange.send("200 OK", "Connection: close\r\n", b"<p>half"),
        "/garbage" => _ = exchange.raw(b"\x00\xff\x13garbage\r\nmore garbage\r\n\r\n"),
        "/no-head" => _ = exchange.raw(b"<p>A page without a head.</p>"),
        "/http-9" => _ = exchange.raw(b"HTTP/9.9 200 OK\r\n\r\n<p>half"),
        "/http-1.0" => _ = exchange.raw(b"HTTP/1.0 200 OK\r\n\r\n<p>half"),
        "/close-in-head" => _ = exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
        "/status-words" => _ = exchange.raw(b"HTTP/1.1 404 \x1b[31mNope\x07\r\nContent-Length: 0\r\n\r\n"),
        "/header-controls" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\nETag: \"a\x1b[31m\"\r\nContent-Length: 7\r\n\r\n<p>half");
        }
        "/header-folded" => {
            exchange.raw(b"HTTP/1.1 200 OK\r\nX-Y: a\r\n b\r\nContent-Length: 7\r\n\r\n<p>half");
        }
        "/headers-101" => exchange.send("200 OK", &"X-Y: z\r\n".repeat(101), b"x"),
        "/headers-100" => exchange.send("200 OK", &"X-Y: z\r\n".repeat(99), b"<p>half"),
        "/header-1mb" => exchange.send("200 OK", &format!("X-Y: {}\r\n", "z".repeat(1 << 20)), b"x"),
        "/hints-first" => {
            exchange.raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n");
            exchange.raw(b"HTTP/1.1 100 Continue\r\n\r\n");
            exchange.send("200 OK", "", b"<p>half");
        }
        "/upgrade" => _ = exchange.raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nx"),
        _ => return false,
    }
    true
}
