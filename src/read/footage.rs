//! Which player of the page plays which video of its data. Players are often empty boxes that a
//! script fills, while the data for search engines says all: title, address, length.

use super::addresses::{holds_name, video_key};
use super::labels::fold;
use crate::model::{BlockKind, Clean, Document, Media, MediaKind, Metadata, NamedVideo, Video, count_words};

/// So many videos are taken from a page's data where the page shows none.
const NAMED: usize = 4;

/// Completes the videos of the page from the videos that its data names.
pub(super) fn complete(videos: &mut Vec<Video>, metadata: &Metadata) {
    let mut left: Vec<&NamedVideo> = metadata.videos.iter().collect();
    let mut nameless: Vec<&mut Video> = Vec::new();
    for video in videos.iter_mut() {
        match left.iter().position(|named| is_same(video, named)) {
            Some(at) => {
                let named = left.remove(at);
                shorten(video, &named.media);
                fill(video, &named.media);
            }
            None => nameless.push(video),
        }
    }
    // One player that says nothing of itself, and one video in the data: they are the same.
    let titled: Vec<&NamedVideo> = left.into_iter().filter(|named| named.media.title.is_some()).collect();
    let is_empty = |video: &Video| video.url.is_none() || video.title.is_none();
    if let ([video], [named]) = (nameless.as_mut_slice(), titled.as_slice())
        && is_empty(video)
        && !contradict(video, named)
    {
        fill(video, &named.media);
    } else if let ([video], [named]) = (nameless.as_mut_slice(), metadata.videos.as_slice())
        && video.url.is_none()
    {
        fill(video, &named.media);
    }
    if videos.is_empty() {
        *videos = named_only(metadata);
    }
}

/// Whether a player and a video of the data are told to be the same: by title, address or number.
fn is_same(video: &Video, named: &NamedVideo) -> bool {
    let title = |text: &Option<Clean>| text.as_deref().map(fold).filter(|text| !text.is_empty());
    let by_title = title(&video.title).is_some_and(|own| title(&named.media.title) == Some(own));
    let key = video.url.as_deref().and_then(video_key);
    let by_key = key.is_some_and(|key| {
        named.known_as.iter().any(|address| video_key(address).is_some_and(|known| known == key))
    });
    let mut ids = video.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Media(media) => media.id.as_deref(),
        _ => None,
    });
    by_title || by_key || ids.any(|id| named.known_as.iter().any(|known| holds_name(known, id)))
}

/// Whether a player plays something that the data's video is told not to be: it leads to a
/// platform with numbers of its own, and the data leads elsewhere.
fn contradict(video: &Video, named: &NamedVideo) -> bool {
    let key = video.url.as_deref().and_then(video_key);
    key.is_some_and(|key| key.contains(' '))
        && named.known_as.iter().any(|address| video_key(address).is_some())
}

/// Frames of unknown hosts that the page's data names as the players of its videos.
pub(super) fn recognise(document: &mut Document) {
    let known = |url: &Clean| {
        let key = video_key(url);
        let mut addresses = document.metadata.videos.iter().flat_map(|named| &named.known_as);
        key.is_some() && addresses.any(|address| video_key(address) == key)
    };
    for block in &mut document.blocks {
        if let BlockKind::Media(media) = &mut block.kind
            && media.kind == MediaKind::Frame
            && media.url.as_ref().is_some_and(known)
        {
            media.kind = MediaKind::Video;
        }
    }
}

/// A line beside a player may hold more than its title: a credit, a label. The data's title is
/// the bare one.
fn shorten(video: &mut Video, media: &Media) {
    let Some((line, title)) = video.title.as_ref().zip(media.title.as_ref()) else { return };
    let (long, short) = (fold(line), fold(title));
    let holds = long.starts_with(&short) || long.ends_with(&short);
    if holds && long != short && count_words(&short) >= 3 {
        video.title = Some(title.clone());
    }
}

/// Fills what a video does not say of itself.
pub(super) fn fill(video: &mut Video, media: &Media) {
    video.title = video.title.take().or_else(|| media.title.clone());
    video.description = video.description.take().or_else(|| media.description.clone());
    video.url = video.url.take().or_else(|| media.url.clone());
    video.duration = video.duration.or(media.duration);
    video.poster = video.poster.take().or_else(|| media.poster.clone());
}

/// The videos that the page's data names, where scripts make the players and the page shows
/// none. Where they stood is not known.
fn named_only(metadata: &Metadata) -> Vec<Video> {
    let all = metadata.videos.iter().map(|named| &named.media);
    let playable = all.filter(|media| media.url.is_some() && media.title.is_some());
    let video = |media: &Media| {
        let mut video = Video::default();
        fill(&mut video, media);
        video
    };
    playable.take(NAMED).map(video).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{Page, Source, Video};
    use crate::read::{Input, Options, read};

    const PROSE: &str = "<p>The swing bridge over the Marl opened to carts and cyclists on Tuesday morning, nine weeks after a barge bent its gate.</p>";

    fn videos(data: &str, players: &str) -> Vec<Video> {
        let html = format!(
            "<script type=application/ld+json>{data}</script><main><h1>Bridge opens</h1>{PROSE}{players}{PROSE}</main>"
        );
        let page = Page::new(Source::Stdin, html.into_bytes());
        read(&page, &Options::of(Input::Html)).sidebar.videos
    }

    const DATA: &str = r#"[{"@type": "VideoObject", "name": "First cart crosses", "embedUrl": "https://news.example/embed/90817/", "contentUrl": "https://cdn.example/a.mp4", "duration": "PT1M12S", "thumbnailUrl": "https://news.example/a.jpg", "description": "A cart."}]"#;

    #[test]
    fn a_player_is_known_by_its_number_its_address_or_its_title() {
        for player in [
            "<div class=video-player data-video-id=90817></div>",
            "<iframe src=https://www.news.example/embed/90817?autoplay=0></iframe>",
            "<video src=https://cdn.example/a.mp4></video>",
            "<div class=video-player data-video-id=1><div>First Cart crosses</div></div>",
        ] {
            let players = format!("{player}{PROSE}<iframe src=https://www.youtube.com/embed/zzz></iframe>");
            let found = videos(DATA, &players);
            let [first, other] = found.as_slice() else { panic!("{player}: {found:?}") };
            assert_eq!(first.duration, Some(72), "{player}");
            assert_eq!(first.title.as_deref().map(str::to_lowercase).as_deref(), Some("first cart crosses"));
            assert_eq!(first.poster.as_deref(), Some("https://news.example/a.jpg"), "{player}");
            assert_eq!(other.title, None, "{player}");
        }
    }

    #[test]
    fn one_player_without_an_address_is_the_one_video_of_the_data() {
        let found = videos(DATA, "<video poster=https://news.example/b.jpg></video>");
        let [video] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(video.url.as_deref(), Some("https://cdn.example/a.mp4"));
        assert_eq!(video.title.as_deref(), Some("First cart crosses"));
    }

    #[test]
    fn a_player_of_one_video_does_not_take_the_title_of_another() {
        let data = r#"{"@type": "VideoObject", "name": "First cart crosses", "embedUrl": "https://www.youtube.com/embed/abc"}"#;
        let found = videos(data, "<iframe src=https://www.youtube.com/embed/zzz></iframe>");
        let [video] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            (video.title.as_deref(), video.url.as_deref()),
            (None, Some("https://www.youtube.com/embed/zzz"))
        );
    }

    #[test]
    fn two_players_without_a_name_stay_without_one() {
        let found = videos(DATA, &format!("<video poster=a.jpg></video>{PROSE}<video poster=b.jpg></video>"));
        assert!(found.len() == 2 && found.iter().all(|video| video.title.is_none()), "{found:?}");
    }
}
