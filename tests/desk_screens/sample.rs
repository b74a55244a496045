//! A desk as a reader's might look after a few weeks. All of it was made up for these tests.

use jiff::{SignedDuration, Timestamp};
use newsprint::app::{Desk, FeedState, List, Preview, Stack, StackRow};
use newsprint::library::{Item, Library};
use newsprint::model::{ArticleId, ArticleRow, Clean, FeedId, Sort};

/// Wednesday, 3 March 2021, half past two in the afternoon.
pub(crate) const NOW: i64 = 1_614_781_800;

/// Feeds: the name, the tag, how many are unread.
pub(crate) const FEEDS: &[(&str, &str, u64)] = &[
    ("Halifax Gazette", "Sea", 23),
    ("Sund Courier", "Sea", 4),
    ("Port & Pilot", "Sea", 0),
    ("Tidewater Weekly", "Sea", 108),
    ("港湾新聞", "Sea", 7),
    ("The Slow Compiler", "Computers", 3),
    ("Null Terminated", "Computers", 0),
    ("Kernel Notes, a newsletter on the insides of operating systems", "Computers", 12),
    ("Lochkarte", "Computers", 1),
    ("Ramblings of a 😀 Debugger", "Computers", 2),
    ("جريدة الميناء", "World", 5),
    ("Le Quai", "World", 41),
    ("El Faro del Norte", "World", 1024),
    ("Morgenpost am Sund", "World", 16),
    ("Marl County Record", "", 9),
    ("Allotment Diary", "", 0),
    ("Bread and Salt", "", 2),
    ("The Long Paragraph", "", 1),
    ("Night Bus", "", 0),
    ("Weather for Walkers", "", 6),
];

/// An article: the feed, the headline, who wrote it, words, minutes ago, videos, signs: `r` read, `*` starred.
pub(crate) const ARTICLES: &[(usize, &str, &str, u64, i64, u64, &str)] = &[
    (0, "Halifax ferry terminal closed after barge strikes dock", "Dana Whitlock", 412, 12, 2, ""),
    (
        12,
        "El puerto de Vallehondo reabre tras nueve días de temporal y deja a tres pueblos sin abastecimiento",
        "Inés Calderón",
        1340,
        49,
        0,
        "",
    ),
    (4, "東京港の渡し船、三日間運休 桟橋の修理で", "佐藤 由美", 620, 61, 0, ""),
    (5, "Why our linker got faster when we made it do more work", "Tomas Ek", 3420, 95, 0, "*"),
    (10, "إغلاق ميناء العبّارات ثلاثة أيام بعد اصطدام بارجة بالرصيف", "ليلى حداد", 530, 140, 1, ""),
    (1, "Harbour office sends 14 spare ferries to Tern Island", "Ines Calloway", 680, 160, 3, "r"),
    (
        14,
        "Council votes 7 to 5 to keep the swing bridge open at night, whatever the neighbours say about the noise of lorries",
        "R. Amin",
        510,
        185,
        0,
        "",
    ),
    (9, "I stared at a race condition for nine days 😀 and it stared back", "", 2210, 230, 0, "r"),
    (16, "Rye, slowly", "Marthe Bo", 900, 300, 0, "r*"),
    (19, "Storm from the west by evening", "", 90, 330, 0, ""),
    (11, "À Saint-Aubin, la criée ferme et le quai s’interroge", "Yann Le Goff", 1120, 420, 0, ""),
    (7, "What a page fault costs in 2021", "", 1840, 560, 0, ""),
    (13, "Fährverkehr nach Tarnewitz eingestellt: Eisgang im Sund", "Jörn Petersen", 450, 720, 0, ""),
    (3, "Dredging begins", "", 230, 980, 0, "r"),
    (0, "Transit union and city agree on night shifts", "Erin Fowlow", 380, 1100, 0, ""),
    (1, "Causeway: divers find a second gap", "Ines Calloway", 720, 1220, 1, ""),
    (8, "Die Lochkarte ist tot, es lebe die Lochkarte", "Karla Wien", 1600, 1500, 0, "r"),
    (17, "On waiting rooms", "Pell Ostrava", 4100, 1700, 0, "*"),
    (12, "Doce faros, doce fareros: la última generación", "Inés Calderón", 2600, 1900, 4, ""),
    (14, "Library to stay open on Sundays", "", 210, 2200, 0, ""),
    (5, "Reading the manual of a machine that nobody has any more", "Tomas Ek", 2900, 2900, 0, "r"),
    (4, "渔港重建：五年之后，船回来了吗？", "陈立", 880, 3300, 0, ""),
    (10, "صيادو الساحل يعودون إلى البحر", "سامر ناصر", 760, 4400, 0, "r"),
    (0, "Oyster beds reopen in the eastern passage", "Dana Whitlock", 340, 5200, 0, "r"),
    (19, "A dry week, and cold", "", 80, 7100, 0, "r"),
    (7, "Three schedulers, one clock", "", 2050, 9000, 0, ""),
    (11, "Le bac de nuit", "Yann Le Goff", 640, 12_000, 0, "r"),
    (16, "What salt does", "Marthe Bo", 1300, 20_500, 0, "r"),
    (3, "Twenty winters of tide tables", "", 5200, 41_000, 0, "*"),
    (13, "Vor hundert Jahren: der erste Fährtag", "Jörn Petersen", 980, 560_000, 0, "r"),
];

pub(crate) const TEXT: &str = "A loaded gravel barge struck the Alderney ferry dock early Wednesday, cracking two pilings and forcing Halifax Transit to cancel all cross-harbour service for the day.\n\nNo one was hurt. Transit spokesperson Erin Fowlow said divers would go down as soon as the wind allowed, and that buses would run every ten minutes over the lower bridge until the dock was declared sound.\n\nThe barge had broken free from its tug in the narrows shortly before five. Its owner, a quarry up the basin, said the tow line had been new, and that it would send an engineer of its own to look at what was left of it.";

pub(crate) fn row(at: usize) -> ArticleRow {
    let (feed, title, byline, words, ago, videos, signs) = ARTICLES[at];
    ArticleRow {
        id: ArticleId(at as i64 + 1),
        title: Clean::field(title),
        site: Clean::field(FEEDS[feed].0),
        byline: Some(byline).filter(|name| !name.is_empty()).map(Clean::field),
        url: Some(Clean::field(&format!("https://feed{feed}.example/{at}"))),
        dated: NOW - ago * 60,
        words,
        videos,
        language: (feed == 10).then(|| Clean::field("ar")),
        class: (at == 19).then(|| Clean::field("paywall-stub")),
        read: signs.contains('r'),
        starred: signs.contains('*'),
        is_whole: true,
    }
}

pub(crate) fn rows() -> Vec<ArticleRow> {
    (0..ARTICLES.len()).map(row).collect()
}

pub(crate) fn stacks() -> Vec<StackRow> {
    let row = |stack, name: &str, unread, depth| StackRow {
        stack,
        name: Clean::field(name),
        unread,
        depth,
        state: FeedState::Still,
    };
    let mut rows = vec![
        row(Stack::Unread, "Unread", Some(1264), 0),
        row(Stack::Starred, "Starred", None, 0),
        row(Stack::All, "All", None, 0),
    ];
    let search = Stack::Search { name: Clean::field("Ferries"), query: "ferry OR fähre".to_owned() };
    rows.push(row(search, "Ferries", Some(17), 0));
    for tag in ["Computers", "Sea", "World", ""] {
        let feeds = || FEEDS.iter().enumerate().filter(|(_, feed)| feed.1 == tag);
        if !tag.is_empty() {
            rows.push(row(
                Stack::Tag(Clean::field(tag)),
                tag,
                Some(feeds().map(|(_, feed)| feed.2).sum()),
                0,
            ));
        }
        for (at, (name, _, unread)) in feeds() {
            let state = match at {
                3 => FeedState::Trouble(Clean::field(
                    "asks for a password (403); its address may have changed",
                )),
                _ => FeedState::Still,
            };
            let depth = u8::from(!tag.is_empty());
            let stack = Stack::Feed(FeedId(at as i64));
            rows.push(StackRow { state, ..row(stack, name, Some(*unread), depth) });
        }
    }
    rows
}

/// The desk as it is when it was opened.
pub(crate) fn desk() -> Desk {
    let list = List { rows: rows(), total: Some(ARTICLES.len() as u64), ..List::default() };
    let preview = Some(Preview { id: ArticleId(1), text: Clean::text(TEXT) });
    Desk { stacks: stacks(), list, preview, now: NOW, sort: Sort::Newest, ..Desk::default() }
}

/// Puts all of it into a library, as if the feeds had brought it now.
pub(crate) fn fill(library: &mut Library) {
    let now = Timestamp::now();
    let mut feeds = Vec::new();
    for (at, (name, tag, _)) in FEEDS.iter().enumerate() {
        let feed = library.add_feed(&format!("https://feed{at}.example/feed"), name, now).unwrap();
        if !tag.is_empty() {
            library.tag_feed(feed, tag, true, now).unwrap();
        }
        feeds.push(feed);
    }
    for (at, (feed, title, byline, words, ago, videos, signs)) in ARTICLES.iter().enumerate().rev() {
        let text = if at == 0 {
            TEXT.to_owned()
        } else {
            format!("{title}. {}", "It was said again and again. ".repeat(*words as usize / 6))
        };
        let item = Item {
            key: format!("k{at}"),
            address: Some(format!("https://feed{feed}.example/{at}")),
            title: Clean::field(title),
            byline: Some(Clean::field(byline)),
            site: Clean::field(FEEDS[*feed].0),
            published: Some(now - SignedDuration::from_mins(*ago)),
            language: (*feed == 10).then(|| "ar".to_owned()),
            text: Clean::text(&text),
            html: None,
            videos: *videos as u32,
            wants_page: false,
        };
        let taken = library.take_in(feeds[*feed], &[item], now).unwrap();
        library.mark_read(&taken.new, signs.contains('r'), now).unwrap();
        library.star(&taken.new, signs.contains('*'), now).unwrap();
    }
    library.save_search("Ferries", "ferry").unwrap();
}
