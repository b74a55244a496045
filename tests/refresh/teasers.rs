//! Teasers that are made whole by their pages, and pages that are no better than the teaser.

use newsprint::library::Details;
use newsprint::model::{ArticleId, Completion};

use super::*;

const HTML: &str = "Content-Type: text/html\r\n";
const TEASER: &str = "The pilot of the night ferry counted the lamps ...";

fn page(number: usize) -> String {
    format!(
        "<!doctype html><html><head><title>Story {number}</title></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>Story {number}</h1>{}{}</article></body></html>",
        whole(number),
        whole(number + 100)
    )
}

/// A library with the feed, refreshed once.
fn refreshed(site: &Site, completion: Completion) -> (Library, Summary) {
    let (mut library, ids) = library(&[site.url("/feed")]);
    library.complete_feed(ids[0], completion).unwrap();
    let (_, summary) = refresh(&mut library, &Which::Due);
    (library, summary)
}

fn first(library: &Library) -> Details {
    let row = library.list(&Filter::default(), Sort::Newest, None, 1).unwrap().rows.remove(0);
    library.details(row.id).unwrap()
}

fn text(library: &Library, id: ArticleId) -> String {
    refresh::read_kept(&library.get(id).unwrap(), &newsprint::read::UserRules::default()).text()
}

#[test]
fn a_teaser_is_made_whole_and_its_page_not_fetched_again() {
    let site = Site::new();
    site.says("/feed", "200 OK", RSS, rss(&[(1, TEASER), (2, &whole(2))]));
    site.says("/story-1", "200 OK", HTML, page(1));
    let (mut library, summary) = refreshed(&site, Completion::Auto);
    assert_eq!((summary.new, summary.completed, summary.in_vain), (2, 1, 0));
    assert_eq!((site.asked("/story-1").0, site.asked("/story-2").0), (1, 0), "only the teaser");
    let article = first(&library);
    assert!(article.row.is_whole && article.row.words > 50);
    assert!(text(&library, article.row.id).contains("found one missing"));
    refresh(&mut library, &Which::All);
    assert_eq!(site.asked("/story-1").0, 1);
}

#[test]
fn a_feed_is_completed_always_or_never_as_its_reader_says() {
    let site = Site::new();
    site.says("/feed", "200 OK", RSS, rss(&[(1, TEASER), (2, &whole(2))]));
    for number in [1, 2] {
        site.says(&format!("/story-{number}"), "200 OK", HTML, page(number));
    }
    assert_eq!(refreshed(&site, Completion::Never).1.completed, 0);
    assert_eq!(site.asked("/story-1").0, 0);
    assert_eq!(refreshed(&site, Completion::Always).1.completed, 2);
}

#[test]
fn walls_and_stubs_leave_the_text_of_the_feed_and_are_named() {
    for (path, class) in [
        ("consent-wall", "consent-wall"),
        ("bot-check", "bot-check"),
        ("paywall-stub", "paywall-stub"),
        ("script-only", "script-only"),
        ("listing", "listing"),
    ] {
        let site = Site::new();
        site.says("/feed", "200 OK", RSS, rss(&[(1, TEASER)]));
        let file = format!("{}/tests/pages/{path}/page.html", env!("CARGO_MANIFEST_DIR"));
        #[expect(clippy::disallowed_methods, reason = "a page for the test")]
        site.says("/story-1", "200 OK", HTML, std::fs::read(file).unwrap());
        let (mut library, summary) = refreshed(&site, Completion::Auto);
        assert_eq!((summary.completed, summary.in_vain), (0, 1), "{path}");
        let article = first(&library);
        assert_eq!(&*article.tried.as_ref().unwrap().got, class);
        assert_eq!(article.row.title.as_str(), "Story 1");
        assert!(text(&library, article.row.id).contains("counted the lamps"), "{path}");
        assert!(article.due.unwrap() > Timestamp::now().as_second() + 3000, "not again at once");
        refresh(&mut library, &Which::All);
        assert_eq!(site.asked("/story-1").0, 1, "{path}");
    }
}

#[test]
fn a_page_that_is_refused_poorer_or_no_page_leaves_the_text_of_the_feed() {
    let site = Site::new();
    site.says("/feed", "200 OK", RSS, rss(&[(1, &whole(1)), (2, TEASER), (3, TEASER), (4, TEASER)]));
    site.says(
        "/story-1",
        "200 OK",
        HTML,
        "<article><h1>Story 1</h1><p>The ferry was late again today, it is said.</p></article>",
    );
    site.says("/story-2", "404 Not Found", "", "");
    site.says("/story-3", "200 OK", "Content-Type: application/pdf\r\n", &b"%PDF-1.7\n%\xE2\xE3"[..]);
    site.says("/story-4", "503 Service Unavailable", "Retry-After: 20000\r\n", "");
    let (library, summary) = refreshed(&site, Completion::Always);
    assert_eq!((summary.completed, summary.in_vain), (0, 4));
    let rows = library.list(&Filter::default(), Sort::Oldest, None, 10).unwrap().rows;
    let details: Vec<Details> = rows.iter().map(|row| library.details(row.id).unwrap()).collect();
    let due: Vec<Option<i64>> = details
        .iter()
        .map(|known| known.due.map(|due| (due - Timestamp::now().as_second() + 50) / 100))
        .collect();
    assert_eq!(due, [Some(200), None, None, None], "only the busy server is asked again, when it wants");
    assert!(text(&library, rows[3].id).contains("found one missing"), "the longer text is shown");
}

#[test]
fn a_page_that_fails_is_tried_a_few_times() {
    let site = Site::new();
    site.says("/feed", "200 OK", RSS, rss(&[(1, TEASER)]));
    site.says("/story-1", "500 Oops", "", "");
    let (mut library, _) = refreshed(&site, Completion::Auto);
    let id = first(&library).row.id;
    let mut tries = 1;
    while first(&library).due.is_some() && tries < 10 {
        refresh::page(&mut library, id, &settings()).unwrap();
        tries += 1;
    }
    assert_eq!((tries, site.asked("/story-1").0), (4, 4));
}

#[test]
fn of_many_teasers_the_newest_come_first_and_the_others_the_next_time() {
    let site = Site::new();
    let items: Vec<(usize, &str)> = (0..30).map(|number| (number, TEASER)).collect();
    site.says("/feed", "200 OK", RSS, rss(&items));
    for number in 0..30 {
        site.says(&format!("/story-{number}"), "200 OK", HTML, page(number));
    }
    let (mut library, summary) = refreshed(&site, Completion::Auto);
    assert_eq!(summary.completed, 20);
    assert_eq!((site.asked("/story-0").0, site.asked("/story-29").0), (1, 0));
    assert_eq!(refresh(&mut library, &Which::All).1.completed, 10);
}

#[test]
fn a_teaser_that_is_opened_is_made_whole_at_once() {
    let site = Site::new();
    site.says("/feed", "200 OK", RSS, rss(&[(1, TEASER)]));
    let (mut library, _) = library(&[site.url("/feed")]);
    let without = Settings { teasers: 0, ..settings() };
    refresh::run(&mut library, &Which::Due, &without, &Stop::default(), |_| ()).unwrap();
    let id = first(&library).row.id;
    let paged = refresh::page(&mut library, id, &without).unwrap();
    assert!(paged.instead.unwrap().contains("404"));
    assert!(paged.reading.text().contains("counted the lamps"));
    site.says("/story-1", "200 OK", HTML, page(1));
    let paged = refresh::page(&mut library, id, &without).unwrap();
    assert_eq!((paged.article, paged.instead), (id, None));
    assert!(paged.reading.text().contains("found one missing"));
    assert_eq!(site.asked("/story-1").0, 2);
    refresh::page(&mut library, id, &without).unwrap();
    assert_eq!(site.asked("/story-1").0, 2, "what is here is not fetched");
}

#[test]
fn a_few_lines_are_the_whole_of_an_item() {
    let site = Site::new();
    site.says("/feed", "200 OK", RSS, rss(&[(1, "Share this: the ferry is late.")]));
    let (library, _) = refreshed(&site, Completion::Never);
    let article = first(&library);
    assert!(
        text(&library, article.row.id).contains("the ferry is late"),
        "{:?}",
        text(&library, article.row.id)
    );
}
