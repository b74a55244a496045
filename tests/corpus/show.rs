//! A reading as text that shows all a reader would get: what stands above, the body with its
//! kinds, the sidebar with the places it belongs to, the ledger with its reasons.

use std::fmt::Write as _;

use newsprint::model::{Block, BlockId, BlockKind, Clean, Link, Media, MediaKind, Part, Reading, Video};

/// The whole reading.
pub(crate) fn reading(reading: &Reading) -> String {
    let mut out = String::new();
    head(&mut out, reading);
    let front =
        reading.article.front.iter().map(|front| format!("{:<10} {}", part(front.part), text(&front.block)));
    section(&mut out, "front", front);
    section(&mut out, "body", reading.body().map(body));
    let body: Vec<&Block> = reading.body().collect();
    section(&mut out, "videos", reading.sidebar.videos.iter().map(|found| video(found, &body)));
    section(&mut out, "links", reading.sidebar.links.iter().map(|found| link(found, &body)));
    let dropped = reading.ledger.iter().map(|dropped| {
        let reason = &dropped.reason;
        format!("{}: {}\n    {}", reason.rule(), reason.words(), shown(&dropped.block))
    });
    section(&mut out, "removed", dropped);
    out
}

fn head(out: &mut String, reading: &Reading) {
    let metadata = &reading.metadata;
    _ = writeln!(out, "class: {}", reading.class.name());
    let title = reading.title();
    let fields = [
        ("title", title.as_ref()),
        ("byline", metadata.byline.as_ref()),
        ("published", metadata.published.as_ref()),
        ("modified", metadata.modified.as_ref()),
        ("language", metadata.language.as_ref()),
        ("section", metadata.section.as_ref()),
        ("description", metadata.description.as_ref()),
        ("image", metadata.image.as_ref()),
    ];
    for (name, value) in fields.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        _ = writeln!(out, "{name}: {value}");
    }
    if !metadata.tags.is_empty() {
        let tags: Vec<&str> = metadata.tags.iter().map(newsprint::model::Clean::as_str).collect();
        _ = writeln!(out, "tags: {}", tags.join(", "));
    }
}

fn section(out: &mut String, name: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.collect();
    if !rows.is_empty() {
        _ = writeln!(out, "\n== {name} ({})", rows.len());
    }
    for row in rows {
        _ = writeln!(out, "{row}");
    }
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Title => "title",
        Part::Standfirst => "standfirst",
        Part::Byline => "byline",
        Part::Date => "date",
        Part::Body => "body",
        Part::Caption => "caption",
    }
}

/// A block of the body: what it is, then its text.
fn body(block: &Block) -> String {
    let text = shown(block);
    match &block.kind {
        BlockKind::Heading(level) => format!("{} {text}", "#".repeat(level.get().into())),
        BlockKind::Paragraph => format!("p {text}"),
        BlockKind::Loose => format!("· {text}"),
        BlockKind::Item { depth, ordinal } => {
            let mark = ordinal.map_or("-".to_owned(), |number| format!("{number}."));
            format!("{}{mark} {text}", "  ".repeat(usize::from(*depth)))
        }
        BlockKind::Quote => format!("> {text}"),
        BlockKind::Code => format!("code {text}"),
        BlockKind::Caption => format!("caption {text}"),
        BlockKind::Row => format!("| {text}"),
        BlockKind::Media(_) => text,
    }
}

fn shown(block: &Block) -> String {
    match &block.kind {
        BlockKind::Media(media) => self::media(media),
        _ => text(block),
    }
}

fn media(media: &Media) -> String {
    let mut out = format!("[{:?}", media.kind).to_lowercase();
    for (before, value) in [(' ', &media.title), (' ', &media.url)] {
        if let Some(value) = value {
            _ = write!(out, "{before}{value}");
        }
    }
    out.push(']');
    out
}

/// The text on one line: breaks as `⏎`, cells with ` | ` between.
fn text(block: &Block) -> String {
    block.text().replace('\n', " ⏎ ").replace('\t', " | ")
}

fn video(video: &Video, body: &[&Block]) -> String {
    let mut out = "video".to_owned();
    let duration = video.duration.map(|seconds| Clean::text(&format!("{seconds} s")));
    let fields = [
        ("title", &video.title),
        ("description", &video.description),
        ("url", &video.url),
        ("duration", &duration),
        ("poster", &video.poster),
    ];
    for (name, value) in fields.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        _ = write!(out, "\n    {name}: {value}");
    }
    out + &place("\n    ", video.after, body)
}

fn link(link: &Link, body: &[&Block]) -> String {
    let url = link.url.as_ref().map(|url| format!(" <{url}>")).unwrap_or_default();
    let what = link.what.and_then(MediaKind::name).map(|what| format!(" ({what})")).unwrap_or_default();
    format!("{}{what}: {}{url}{}", link.kind.name(), link.text, place("\n    ", link.after, body))
}

/// The place of something in the sidebar: the first words of the block that it stands behind.
fn place(before: &str, after: Option<BlockId>, body: &[&Block]) -> String {
    let Some(id) = after else { return format!("{before}above the text") };
    let block = body.iter().find(|block| block.id == id);
    let words = block.map_or("?".to_owned(), |block| first_words(&shown(block)));
    format!("{before}after: {words}")
}

/// The first six words; the first twelve letters where words have no space between.
fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').take(6).collect();
    let short = words.join(" ");
    if short.len() < text.len() { format!("{short} …") } else { text.chars().take(40).collect() }
}
