//! What is read from a feed, a list of feeds, or a page that leads to feeds:
//! `cargo run --example feed -- items|opml|discover FILE`. The hostile inputs are run with it.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use newsprint::feed::{self, opml};
use newsprint::model::Clean;
use url::Url;

#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "an example reads a file and says what is wrong"
)]
fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(what), Some(file)) = (arguments.next(), arguments.next()) else {
        eprintln!("feed items|opml|discover FILE");
        return ExitCode::from(2);
    };
    let shown = std::fs::read(&file).map_err(|error| error.to_string()).and_then(|bytes| match &*what {
        "opml" => subscriptions(&bytes),
        "discover" => found(&bytes),
        _ => items(&bytes),
    });
    match shown {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{}: {}", Clean::field(&file), Clean::field(&why));
            ExitCode::FAILURE
        }
    }
}

fn items(bytes: &[u8]) -> Result<(), String> {
    let feed = feed::read(bytes, None, None).map_err(|why| why.to_string())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut line = |text: &str| writeln!(out, "{text}").map_err(|error| error.to_string());
    line(feed.title.as_deref().unwrap_or_default())?;
    for item in &feed.items {
        let title = item.title.as_deref().unwrap_or_default();
        let page = item.link.as_ref().map_or("", Url::as_str);
        line(&format!("{}\t{title}\t{}\t{page}", item.id, item.published.as_deref().unwrap_or_default()))?;
    }
    feed.broken.map_or(Ok(()), |broken| line(&broken.to_string()))
}

fn subscriptions(bytes: &[u8]) -> Result<(), String> {
    let list = opml::read(bytes, None).map_err(|why| why.to_string())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut line = |text: &str| writeln!(out, "{text}").map_err(|error| error.to_string());
    for feed in &list.feeds {
        let tags: Vec<&str> = feed.tags.iter().map(Clean::as_str).collect();
        line(&format!("{}\t{}\t{}", feed.url, feed.title.as_deref().unwrap_or_default(), tags.join(" ")))?;
    }
    for refused in &list.refused {
        line(&format!("refused: “{}”: {}", refused.address, refused.why))?;
    }
    list.broken.map_or(Ok(()), |broken| line(&broken.to_string()))
}

fn found(bytes: &[u8]) -> Result<(), String> {
    let base = Url::parse("https://site.example/").map_err(|error| error.to_string())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for found in feed::discover(bytes, &base) {
        let title = found.title.as_deref().unwrap_or_default();
        writeln!(out, "{}\t{title}", found.url).map_err(|error| error.to_string())?;
    }
    Ok(())
}
