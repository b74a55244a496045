//! What the guard costs and what a second job gains, with the real binary: lines of JSON and an archive,
//! as a filter and with `--out`, in turns, since all hang on what else the machine does.
//! `cargo bench --bench mill`; `NEWSPRINT_PAGES=FILE` takes the lines of a file in place of made ones,
//! `NEWSPRINT_PROGRAM=FILE` another program, `NEWSPRINT_TURNS=N` more turns than five.
//! Prints seconds and ratios, holds all to the same bytes, and judges nothing else.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints what it measured, and a bench that cannot go on has failed"
)]

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Made pages, and how long each is at least.
const PAGES: usize = 400;
const LENGTH: usize = 200 << 10;

/// How many ticks of the processor's clock Linux counts in a second.
const TICKS: f64 = 100.0;

/// How documents are read: a job, a job in a process of its own, two jobs, two such.
const WAYS: [(&str, &[&str]); 4] = [
    ("1 job", &["--jobs", "1", "--no-guard"]),
    ("1 job, guard", &["--jobs", "1", "--guard"]),
    ("2 jobs", &["--jobs", "2", "--no-guard"]),
    ("2 jobs, guard", &["--jobs", "2", "--guard"]),
];

fn setting(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// A page that has something of all: a head, a menu, a text with links, teasers.
fn page(number: usize) -> String {
    let mut page = format!("<html><head><title>Crossing {number}</title><style>");
    page += &".menu a { color: #123; margin: 0 1em } ".repeat(200);
    page += "</style></head><body><ul class=\"menu\">";
    for link in 0..60 {
        let _ = write!(
            page,
            "<li class=\"item item-{link}\"><a href=\"/section/{link}\">Section {link}</a></li>"
        );
    }
    let _ = write!(page, "</ul><article><h1>Crossing {number}</h1>");
    for count in 1..60 {
        let text = format!("So barge {count} left the harbour before noon, and nobody on board saw it go. ");
        let text = text.repeat(3 + count % 7);
        let _ = write!(page, "<p class=\"text\">{text}<a href=\"/{count}\">Barge {count}</a></p>");
    }
    page += "</article>";
    for count in 1.. {
        if page.len() >= LENGTH {
            break;
        }
        let _ = write!(
            page,
            "<div class=\"teaser\"><a href=\"/t/{count}\"><img src=\"/i/{count}.jpg\" width=\"80\"><span \
             class=\"title\">What the harbour master said on day {count}</span></a></div>"
        );
    }
    page + "</body></html>"
}

/// The lines of JSON, and the same pages as an archive.
fn inputs(folder: &Path) -> [PathBuf; 2] {
    let [lines, archive] = ["in.ndjson", "in.warc.gz"].map(|name| folder.join(name));
    if let Some(given) = setting("NEWSPRINT_PAGES") {
        fs::copy(given, &lines).unwrap();
    } else {
        let mut file = BufWriter::new(File::create(&lines).unwrap());
        for number in 0..PAGES {
            let record = serde_json::json!({ "id": number, "html": page(number) });
            writeln!(file, "{record}").unwrap();
        }
    }
    let mut file = File::create(&archive).unwrap();
    for (number, line) in BufReader::new(File::open(&lines).unwrap()).lines().enumerate() {
        let record: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let html = record.get("html").and_then(|html| html.as_str()).unwrap_or_default();
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}");
        let mut member = GzEncoder::new(&mut file, Compression::default());
        write!(
            member,
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:n:{number}>\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
            answer.len()
        )
        .unwrap();
        member.finish().unwrap();
    }
    [lines, archive]
}

/// What the processors have done so far for those that we waited for, in seconds.
fn spent() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit(')').next().unwrap().split_whitespace();
    fields.skip(13).take(2).map(|ticks| ticks.parse::<f64>().unwrap()).sum::<f64>() / TICKS
}

/// Runs it: the seconds on the wall, those of the processors, and what came out.
fn run(input: &Path, way: &[&str], out: Option<&Path>) -> (f64, f64, Vec<u8>) {
    let program = setting("NEWSPRINT_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_newsprint").into());
    let printed = input.with_file_name("printed");
    let mut command = Command::new(program);
    command.arg("batch").arg(input).args(way).env("NEWSPRINT_CONFIG_DIR", input.with_file_name("config"));
    if let Some(out) = out {
        command.arg("--out").arg(out).args(["--progress", "none"]);
    }
    command.stdout(File::create(&printed).unwrap()).stdin(Stdio::null());
    let (before, begun) = (spent(), Instant::now());
    assert!(command.status().unwrap().success());
    let (wall, processor) = (begun.elapsed().as_secs_f64(), spent() - before);
    let made = fs::read(out.map_or(printed, |out| out.join("in.ndjson"))).unwrap();
    (wall, processor, made)
}

fn least(times: impl Iterator<Item = f64>) -> f64 {
    times.fold(f64::INFINITY, f64::min)
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let turns = setting("NEWSPRINT_TURNS").and_then(|turns| turns.to_str()?.parse().ok()).unwrap_or(5);
    let out = folder.path().join("out");
    for input in inputs(folder.path()) {
        for (form, out) in [("filter", None), ("--out", Some(&*out))] {
            let mut times = [const { Vec::new() }; WAYS.len()];
            let mut expected = None;
            for _ in 0..turns {
                for ((_, way), times) in WAYS.iter().zip(&mut times) {
                    let (wall, processor, made) = run(&input, way, out);
                    times.push((wall, processor));
                    assert!(*expected.get_or_insert_with(|| made.clone()) == made, "not the same bytes");
                }
            }
            let name = input.file_name().unwrap().to_string_lossy();
            println!("{name}, {form}, the best of {turns}:");
            let best = times.map(|times| {
                let wall = least(times.iter().map(|(wall, _)| *wall));
                (wall, least(times.iter().map(|(_, processor)| *processor)))
            });
            for ((way, _), (wall, processor)) in WAYS.iter().zip(best) {
                println!("  {way:14} {wall:6.2} s on the wall {processor:6.2} s of the processors");
            }
            let [one, guarded, two, both] = best;
            let cost = |with: f64, without: f64| (with / without - 1.0) * 100.0;
            println!(
                "  the guard costs {:+.1} % of the wall, {:+.1} % of the processors; with two jobs {:+.1} %, {:+.1} %",
                cost(guarded.0, one.0),
                cost(guarded.1, one.1),
                cost(both.0, two.0),
                cost(both.1, two.1)
            );
            println!("  two jobs: {:.2} times one; guarded {:.2}", one.0 / two.0, guarded.0 / both.0);
        }
    }
}
