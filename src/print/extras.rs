//! What is printed after the article on demand: the sidebar and the ledger, as plain rows.

use crate::model::{Block, BlockKind, Dropped, Link, LinkKind, MediaKind, Reading, Video, clock, host};

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
    if link.kind != LinkKind::Embed {
        return link.kind.name().to_owned();
    }
    let what = link.what.and_then(MediaKind::name).unwrap_or(link.kind.name());
    let host = link.url.as_deref().and_then(host).filter(|host| *host != *link.text);
    host.map_or_else(|| what.to_owned(), |host| format!("{what}, {host}"))
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

impl Row {
    /// The row as plain text: `text (detail) <address>`.
    pub(super) fn plain(&self) -> String {
        let detail = self.detail.as_ref().map(|detail| format!(" ({detail})"));
        let url = self.url.as_ref().map(|url| format!(" <{url}>"));
        format!("{}{}{}", self.text, detail.unwrap_or_default(), url.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Clean;

    #[test]
    fn an_embed_says_what_it_is_and_where_it_comes_from() {
        let row = |text: &str, what, url: Option<&str>| {
            let (text, url) = (Clean::field(text), url.map(Clean::field));
            let kind = LinkKind::Embed;
            link(&Link { text, url, kind, what: Some(what), after: None, anchor: None, block: None }).plain()
        };
        assert_eq!(
            row("Post by @fair", MediaKind::Post, Some("https://www.social.example/@fair/1")),
            "Post by @fair (post, social.example) <https://www.social.example/@fair/1>"
        );
        assert_eq!(row("Map", MediaKind::Map, None), "Map (map)");
        assert_eq!(
            row("tides.example", MediaKind::Frame, Some("https://tides.example/")),
            "tides.example (embed) <https://tides.example/>"
        );
    }
}
