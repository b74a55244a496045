//! What is printed after the article on demand: the sidebar and the ledger, as plain rows.

use url::Url;

use crate::model::{Block, BlockKind, Dropped, Link, LinkKind, MediaKind, Reading, Video};

use super::Options;
use super::links::target;

/// A list after the article.
pub(super) struct Extra {
    pub(super) title: &'static str,
    pub(super) rows: Vec<Row>,
}

/// One entry of such a list.
pub(super) struct Row {
    pub(super) text: String,
    pub(super) detail: Option<String>,
    pub(super) url: Option<String>,
}

/// The lists that were asked for and are not empty.
pub(super) fn extras(reading: &Reading, options: &Options) -> Vec<Extra> {
    let mut extras = Vec::new();
    if options.sidebar {
        let videos = reading.sidebar.videos.iter().map(video).collect();
        let links = reading.sidebar.links.iter().map(link).collect();
        extras.push(Extra { title: "Videos", rows: videos });
        extras.push(Extra { title: "Links", rows: links });
    }
    if options.ledger {
        extras.push(Extra { title: "Removed", rows: reading.ledger.iter().map(removed).collect() });
    }
    extras.retain(|extra| !extra.rows.is_empty());
    extras
}

fn video(video: &Video) -> Row {
    let text = video.title.as_ref().or(video.description.as_ref());
    Row {
        text: text.map_or_else(|| "Video".to_owned(), |text| text.folded().into_string()),
        detail: video.duration.map(clock),
        url: video.url.as_deref().and_then(target),
    }
}

fn link(link: &Link) -> Row {
    Row {
        text: link.text.folded().into_string(),
        detail: Some(detail(link)),
        url: link.url.as_deref().and_then(target),
    }
}

/// What kind of link it is; of an embed, what it is and where it comes from.
fn detail(link: &Link) -> String {
    let host = || Url::parse(link.url.as_deref()?).ok()?.host_str().map(str::to_owned);
    match (link.kind, host()) {
        (LinkKind::Embed, Some(host)) => {
            let what = link.what.and_then(MediaKind::name).unwrap_or(link.kind.name());
            format!("{what}, {}", host.trim_start_matches("www."))
        }
        (LinkKind::Embed, None) => link.what.and_then(MediaKind::name).unwrap_or(link.kind.name()).to_owned(),
        _ => link.kind.name().to_owned(),
    }
}

fn removed(dropped: &Dropped) -> Row {
    let detail = format!("{}: {}", dropped.reason.rule(), dropped.reason.words());
    Row { text: one_line(&dropped.block), detail: Some(detail), url: None }
}

/// The text of a block on one line; for media, what is known of it.
pub(super) fn one_line(block: &Block) -> String {
    let text = block.clean_text().folded();
    match &block.kind {
        BlockKind::Media(media) if text.is_empty() => {
            let known = media.title.as_ref().or(media.description.as_ref()).or(media.url.as_ref());
            known.map(|text| text.folded().into_string()).unwrap_or_default()
        }
        _ => text.into_string(),
    }
}

/// Seconds as `1:12` or `1:02:03`.
pub(super) fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

impl Row {
    /// The row as plain text: `text (detail) <address>`.
    pub(super) fn plain(&self) -> String {
        let detail = self.detail.as_ref().map(|detail| format!(" ({detail})"));
        let url = self.url.as_ref().map(|url| format!(" <{url}>"));
        format!("{}{}{}", self.text, detail.unwrap_or_default(), url.unwrap_or_default())
    }
}
