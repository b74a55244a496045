//! What a feed of twenty thousand items costs, beside the bare events of quick-xml over the same
//! bytes. `cargo bench --bench feed`. Prints milliseconds of the processor and a ratio, and judges
//! nothing.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::fmt::Write;
use std::time::Duration;

use newsprint::feed;
use quick_xml::Reader;
use quick_xml::events::Event;

const ITEMS: usize = 20_000;

/// The processor's time so far.
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// The best of five, in milliseconds.
fn best(mut deed: impl FnMut() -> usize) -> f64 {
    let run = |_| {
        let start = now();
        assert!(std::hint::black_box(deed()) >= ITEMS, "all items were seen");
        (now().saturating_sub(start)).as_secs_f64() * 1000.0
    };
    (0..5).map(run).fold(f64::MAX, f64::min)
}

fn document() -> String {
    let mut xml = String::from("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Bench</title>");
    for n in 0..ITEMS {
        _ = write!(
            xml,
            "<item><title>Ferry number {n} halted &amp; turned</title><link>https://post.example/{n}</link>\
             <guid isPermaLink=\"false\">post-{n}</guid><pubDate>Fri, 03 May 2024 17:{:02}:00 GMT</pubDate>\
             <category>Sea</category><description><![CDATA[<p>{}</p>]]></description></item>",
            n % 60,
            "A gravel barge struck the dock at dawn. ".repeat(6)
        );
    }
    xml + "</channel></rss>"
}

fn bare(xml: &str) -> usize {
    let mut reader = Reader::from_str(xml);
    let mut items = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if tag.name().as_ref() == "item" => items += 1,
            Ok(Event::Eof) | Err(_) => return items,
            Ok(_) => {}
        }
    }
}

fn main() {
    let xml = document();
    let bare = best(|| bare(&xml));
    let read = best(|| feed::read(xml.as_bytes(), None, None).map_or(0, |feed| feed.items.len()));
    println!("{ITEMS} items, {:.1} MB", f64::from(u32::try_from(xml.len()).unwrap_or(0)) / 1e6);
    println!("events of quick-xml  {bare:7.1} ms");
    println!("feed::read           {read:7.1} ms   {:.1} times the events", read / bare);
}
