//! What the desk and the shell ask: stacks with their counts, lists that are filtered, beginnings,
//! details, pages that are still to be fetched.

use super::*;

/// Two feeds, one with a tag; one story in both of them.
fn two_feeds() -> (Library, FeedId, FeedId) {
    let (mut library, gazette) = library();
    let wire = library.add_feed("https://wire.example/rss", "Wire", now()).unwrap();
    library.tag_feed(gazette, "sea", true, now()).unwrap();
    let mut same = item("x", "Ferry closed", "Short.");
    same.address = Some("https://gazette.example/b".to_owned());
    let own = item("y", "Rail strike is off", "Trains run on the harbour line.");
    library.take_in(wire, &[own, same], now()).unwrap();
    (library, gazette, wire)
}

fn tags(library: &Library) -> Vec<(String, u64)> {
    let tags = library.stacks().unwrap().tags.into_iter();
    tags.map(|(tag, unread)| (tag.into_string(), unread)).collect()
}

fn tag(name: &str, unread: u64) -> (String, u64) {
    (name.to_owned(), unread)
}

#[test]
fn every_stack_has_its_count_and_an_article_counts_once() {
    let (mut library, gazette, wire) = two_feeds();
    let all = ids(&library);
    assert_eq!(tags(&library), [tag("sea", 3)]);
    library.tag_feed(wire, "Sea", true, now()).unwrap();
    library.tag(all[0], "rail", true, now()).unwrap();
    library.tag(all[0], "SEA", true, now()).unwrap();
    assert_eq!(tags(&library), [tag("rail", 1), tag("sea", 4)]);
    library.mark_read(&all[..2], true, now()).unwrap();
    library.star(&all[..1], true, now()).unwrap();
    let stacks = library.stacks().unwrap();
    assert_eq!((stacks.articles, stacks.unread, stacks.starred), (4, 2, 1));
    let feeds: Vec<(&str, u64)> = stacks.feeds.iter().map(|feed| (&*feed.title, feed.unread)).collect();
    assert_eq!(feeds, [("Gazette", 2), ("Wire", 1)]);
    assert_eq!(tags(&library), [tag("rail", 0), tag("sea", 2)]);
    sound(&library);
    library.tag_feed(gazette, "sea", false, now()).unwrap();
    library.tag(all[0], "rail", false, now()).unwrap();
    assert_eq!(tags(&library), [tag("sea", 1)]);
    sound(&library);
    library.remove_feed(wire, now()).unwrap();
    sound(&library);
    while library.undo().unwrap().is_some() {
        sound(&library);
    }
    assert_eq!(library.stacks().unwrap().unread, 4);
}

#[test]
fn counts_that_are_kept_are_those_that_are_counted() {
    let (mut library, gazette, _) = two_feeds();
    let all = ids(&library);
    library.star(&all[1..], true, now()).unwrap();
    library.mark_read(&all[2..3], true, now()).unwrap();
    let (unread, starred) = (Some(true), Some(true));
    let sea = vec!["sea".to_owned()];
    let filters = [
        Filter::default(),
        Filter { unread, ..Filter::default() },
        Filter { starred, ..Filter::default() },
        Filter { unread, starred, ..Filter::default() },
        Filter { unread, feed: Some(gazette), ..Filter::default() },
        Filter { feed: Some(gazette), ..Filter::default() },
        Filter { unread, tags: sea.clone(), ..Filter::default() },
        Filter { unread, tags: vec!["sea".to_owned(), "none".to_owned()], ..Filter::default() },
        Filter { unread, tags: vec!["none".to_owned()], ..Filter::default() },
        Filter { tags: sea, sites: vec!["halifax".to_owned()], ..Filter::default() },
    ];
    for filter in filters {
        let listed = library.list(&filter, Sort::Newest, None, 100).unwrap().rows.len() as u64;
        assert_eq!(library.count(&filter).unwrap(), listed, "{filter:?}");
    }
}

#[test]
fn a_list_is_filtered_by_words_in_every_order_and_in_parts() {
    let (library, gazette, _) = two_feeds();
    let stack = Filter { feed: Some(gazette), ..Filter::default() };
    for (typed, wanted) in
        [("", 3), ("th", 2), ("harbour", 0), ("-council", 2), ("is:unread pil", 1), ("東", 1)]
    {
        let query = Query::typing(typed, &TimeZone::UTC);
        for sort in Sort::ALL {
            let whole = library.matching(&stack, &query, sort, None, 10).unwrap().rows;
            assert_eq!(whole.len(), wanted, "{typed}");
            let mut parts = Vec::new();
            let mut spot = None;
            while let Some(row) = library.matching(&stack, &query, sort, spot.as_ref(), 1).unwrap().rows.pop()
            {
                spot = library.spot(row.id, sort).unwrap();
                parts.push(row);
            }
            assert_eq!(parts, whole, "{typed} {}", sort.name());
        }
        assert_eq!(library.count_matching(&stack, &query, 100).unwrap(), wanted as u64);
        assert_eq!(library.count_matching(&stack, &query, 2).unwrap(), wanted.min(2) as u64);
    }
    assert_eq!(library.spot(ArticleId(99), Sort::Title).unwrap(), None);
}

#[test]
fn the_beginning_of_a_text_is_whole_paragraphs() {
    let (mut library, feed) = library();
    let text = "The barge drifted.\n\nIt struck the dock at dawn.\n\nNo one was hurt.";
    let id = library.take_in(feed, &[item("p", "Barge", text)], now()).unwrap().new[0];
    let preview = |letters| library.preview(id, letters).unwrap().into_string();
    assert_eq!(preview(1000), text);
    assert_eq!(preview(50), "The barge drifted.\n\nIt struck the dock at dawn.");
    assert_eq!(preview(30), "The barge drifted.");
    assert_eq!(preview(9), "The barge");
    assert_eq!(library.preview(ArticleId(99), 9).unwrap(), "");
}

#[test]
fn everything_that_is_known_of_an_article_can_be_asked() {
    let (mut library, gazette, wire) = two_feeds();
    let id = library.find("https://gazette.example/b").unwrap().unwrap();
    library.tag(id, "harbour", true, now()).unwrap();
    let known = library.details(id).unwrap();
    let feeds: Vec<(FeedId, &str)> = known.feeds.iter().map(|(id, title)| (*id, &**title)).collect();
    assert_eq!(feeds, [(gazette, "Gazette"), (wire, "Wire")]);
    assert_eq!((known.row.id, known.seen, known.tags.len()), (id, now().as_second(), 1));
    assert_eq!((known.due, known.tried), (None, None));
    assert!(matches!(library.details(ArticleId(99)), Err(Error::Unknown("article"))));
}

#[test]
fn a_page_that_is_tried_in_vain_is_not_tried_for_ever() {
    let (mut library, feed) = library();
    let teaser =
        |n: usize| Item { wants_page: true, ..item(&format!("t{n}"), "Teaser", &format!("So {n} …")) };
    let items: Vec<Item> = (0..3).map(teaser).collect();
    let taken = library.take_in(feed, &items, now()).unwrap().new;
    let hour = |hours: i64| now() + jiff::SignedDuration::from_hours(hours);
    let due = |library: &Library, at: Timestamp| {
        let pages = library.due_pages(at, 10, 10).unwrap();
        pages.iter().map(|page| (page.article, page.tries)).collect::<Vec<_>>()
    };
    assert_eq!(due(&library, now()), [(taken[0], 0), (taken[1], 0), (taken[2], 0)]);
    assert_eq!(library.due_pages(now(), 2, 10).unwrap().len(), 2);
    let page = &library.due_pages(now(), 1, 10).unwrap()[0];
    assert_eq!((&*page.address, page.feed), ("https://gazette.example/t0", Some(feed)));
    library.tried_page(taken[0], "consent-wall \u{1b}[2J", now(), Some(hour(2))).unwrap();
    library.tried_page(taken[1], "404", now(), None).unwrap();
    assert_eq!(due(&library, hour(1)), [(taken[2], 0)]);
    assert_eq!(due(&library, hour(3)), [(taken[0], 1), (taken[2], 0)]);
    let tried = library.details(taken[0]).unwrap().tried.unwrap();
    assert_eq!((tried.times, tried.at, &*tried.got), (1, now().as_second(), "consent-wall \u{FFFD}[2J"));
    let back = "1970-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(due(&library, back).len(), 2, "a clock that is set back holds nothing up");
    library.want_pages(&taken[1..2], true, now()).unwrap();
    library.want_pages(&taken[2..], false, now()).unwrap();
    assert_eq!(due(&library, hour(1)), [(taken[1], 1)]);
    library.remove(&taken[1..2], now()).unwrap();
    assert_eq!(due(&library, hour(1)), []);
    assert!(matches!(library.tried_page(ArticleId(99), "404", now(), None), Err(Error::Unknown(_))));
}

#[test]
fn a_feed_that_moved_keeps_its_articles_and_asks_its_new_server_afresh() {
    let (mut library, feed, wire) = two_feeds();
    let said = newsprint::model::Validators { etag: Some("\"1\"".to_owned()), last_modified: None };
    library.asked(feed, &said, now(), now(), None).unwrap();
    assert_eq!(library.feed(feed).unwrap().asked, Some(now().as_second()));
    assert!(library.move_feed(feed, "https://new.example/feed").unwrap());
    let known = library.feed(feed).unwrap();
    assert_eq!((&*known.address, known.validators.etag, known.unread), ("https://new.example/feed", None, 3));
    assert!(!library.move_feed(wire, "https://new.example/feed").unwrap(), "another feed is there");
}
