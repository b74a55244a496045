//! The routes that lead elsewhere: `/to?URL`, `/for-good?URL`, `/hops-N`, and those that lead astray.

use std::thread;
use std::time::Duration;

use super::Exchange;

pub(super) fn answer(exchange: &mut Exchange<'_>) -> bool {
    if let Some(hops) = exchange.number("/hops-").filter(|hops| *hops > 0) {
        exchange.send("302 Found", &format!("Location: /hops-{}\r\n", hops - 1), b"");
        return true;
    }
    let (status, to) = match exchange.path.split_once('?') {
        Some(("/to", to)) => ("302 Found", to),
        // As if the line had broken: the next must be laid anew.
        Some(("/close-after-to", to)) => {
            exchange.hang_up();
            ("302 Found", to)
        }
        Some(("/for-good", to)) => ("308 Permanent Redirect", to),
        _ => match exchange.path {
            "/loop" => ("302 Found", "/loop"),
            "/hops-hang" => {
                thread::sleep(Duration::from_millis(150));
                ("302 Found", "/hops-hang")
            }
            "/to-file" => ("302 Found", "file:///etc/passwd"),
            "/to-script" => ("302 Found", "javascript:alert(1)"),
            "/to-data" => ("302 Found", "data:text/html,<p>boo"),
            "/to-nonsense" => ("302 Found", "http://[::1"),
            "/to-escape" => ("302 Found", "ftp\u{1b}[31m://x/"),
            "/for-now" => ("302 Found", "/moved"),
            "/moved" => ("301 Moved Permanently", "dir/page?q=1"),
            "/nowhere" => {
                exchange.send("302 Found", "", b"");
                return true;
            }
            _ => return false,
        },
    };
    exchange.send(status, &format!("Location: {to}\r\n"), b"");
    true
}
