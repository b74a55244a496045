//! The headline: what the page's data calls it, judged by what the page shows.

use super::linked::{self, Linked};
use super::visible;
use super::wording::{fold, plain, squeeze};
use crate::model::{Clean, Document};
use crate::read::html::Head;

/// A title longer than this is none.
const TITLE: usize = 500;

/// The headline, and every wording of it that the page gives.
pub(super) fn choose(
    head: &Head,
    linked: &Linked<'_>,
    document: &Document,
    sites: &[String],
) -> (Option<Clean>, Vec<Clean>) {
    let is_title = |text: &Clean| !text.is_empty() && text.chars().count() <= TITLE;
    let shown = visible::headlines(document).map(|block| block.clean_text().folded());
    let shown: Vec<Clean> = shown.filter(is_title).collect();
    let known: Vec<String> = shown.iter().map(|text| fold(text)).collect();
    let lines: Vec<String> = visible::lines(document).collect();
    let strip = |title: &Clean| part_on_page(&without_site(title, sites, &known), &lines, sites);
    let wordings: Vec<Clean> = candidates(head, linked).iter().map(strip).collect();
    let anywhere: Vec<String> = visible::first_level(document).map(|block| fold(&block.text())).collect();
    let news = linked.news_headline().map(|title| strip(&title));
    let title = news
        .map(|news| in_spelling_of_page(&news, &shown))
        .or_else(|| judge(&wordings, &shown, &anywhere))
        .or_else(|| shown.first().cloned());
    let mut titles: Vec<Clean> = Vec::new();
    let alike = shown.iter().filter(|shown| wordings.iter().any(|wording| is_alike(wording, shown)));
    for wording in title.iter().chain(&wordings).chain(alike) {
        if !titles.iter().any(|known| fold(known) == fold(wording)) {
            titles.push(wording.clone());
        }
    }
    (title, titles)
}

/// The part of a title that the page shows as a line of its own, without the site's name.
fn part_on_page(title: &Clean, lines: &[String], sites: &[String]) -> Clean {
    let cuts = [" | ", " – ", " — ", " - ", " » ", " · ", ": "];
    let shows = |part: &str| part.split_whitespace().count() >= 3 && lines.contains(&fold(part));
    if shows(title) {
        return title.clone();
    }
    let halves = cuts.iter().flat_map(|cut| title.split_once(cut).into_iter().chain(title.rsplit_once(cut)));
    // A kicker and a headline with a colon between them are one; a site's name is none of it.
    let in_capitals = |part: &str| part.contains(' ') && !part.chars().any(char::is_lowercase);
    let is_named = |part: &str| sites.contains(&squeeze(part)) || in_capitals(part);
    let is_site = |(before, after): &(&str, &str)| {
        !title.contains(&format!("{before}: {after}")) || is_named(before) || is_named(after)
    };
    let parts = halves.filter(is_site).flat_map(|(before, after)| [before, after]).filter(|part| shows(part));
    parts.max_by_key(|part| part.len()).map_or_else(|| title.clone(), Clean::field)
}

/// What the page's data calls the page, the most trustworthy first.
fn candidates(head: &Head, linked: &Linked<'_>) -> Vec<Clean> {
    let metas = [
        "og:title",
        "twitter:title",
        "twitter:text:title",
        "headline",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "cxenseparse:title",
        "title",
    ];
    let data = linked.text(&["headline"]);
    // Other objects have names as well: a video's name is no headline.
    let named = linked.article().and_then(|article| {
        let of_article = |key: &&str| plain(linked::text(article.get(*key)?)?);
        ["name", "alternativeHeadline"].iter().find_map(of_article)
    });
    let metas = metas.iter().filter_map(|name| plain(head.meta(&[name])?));
    let title = head.title.as_deref().and_then(plain);
    let all = data.into_iter().chain(metas).chain(title).chain(named);
    all.filter(|text| text.chars().count() <= TITLE).collect()
}

/// The page's own spelling of a headline that it shows.
fn in_spelling_of_page(title: &Clean, shown: &[Clean]) -> Clean {
    shown.iter().find(|shown| fold(shown) == fold(title)).unwrap_or(title).clone()
}

/// The wording that the page shows, in the page's own spelling; else the most trustworthy.
fn judge(wordings: &[Clean], shown: &[Clean], anywhere: &[String]) -> Option<Clean> {
    let same = wordings.iter().find_map(|wording| shown.iter().find(|shown| fold(shown) == fold(wording)));
    let elsewhere = || wordings.iter().find(|wording| anywhere.contains(&fold(wording)));
    let held = || shown.iter().find_map(|shown| wordings.iter().find_map(|wording| of_held(wording, shown)));
    let alike = || shown.iter().find(|shown| wordings.iter().any(|wording| is_alike(wording, shown)));
    same.or_else(elsewhere).or_else(held).or_else(alike).or_else(|| wordings.first()).cloned()
}

/// When one wording holds the other: what stands before a headline belongs to it only in the
/// page's data (on the page it is a kicker), and what follows it only on the page (in the
/// data it was cut off, or something was hung on).
fn of_held<'a>(wording: &'a Clean, shown: &'a Clean) -> Option<&'a Clean> {
    let (data, page) = (fold(wording), fold(shown));
    let is_close = |short: &str, long: &str| short.len() * 2 > long.len();
    if page.starts_with(&data) && is_close(&data, &page) || data.starts_with(&page) && is_close(&page, &data)
    {
        return Some(shown);
    }
    let is_kicked =
        page.ends_with(&data) && is_close(&data, &page) || data.ends_with(&page) && is_close(&page, &data);
    is_kicked.then_some(wording)
}

/// Whether two wordings share so many words that they must tell of the same thing.
fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let words: Vec<&str> = one.split(' ').collect();
    let others: Vec<&str> = other.split(' ').collect();
    let common = words.iter().filter(|word| others.contains(word)).count();
    common >= 2 && common * 5 >= words.len().min(others.len()) * 2
}

/// A title without the name of the site before or behind it.
fn without_site(title: &Clean, sites: &[String], known: &[String]) -> Clean {
    let whole = fold(title);
    if known.contains(&whole) {
        return title.clone();
    }
    let cuts = cuts(title);
    let held = cuts.iter().flat_map(|(front, back)| [*front, *back]).find(|part| {
        let folded = fold(part);
        known.contains(&folded) && (folded.len() >= 15 || folded.len() * 2 > whole.len())
    });
    if let Some(held) = held {
        return Clean::field(held);
    }
    let tail = without_tail(title, &cuts, sites);
    let is_prefixed = |front: &str, back: &str| is_site(front, sites) && back.split_whitespace().count() > 1;
    match cuts.first() {
        Some((front, back)) if tail == title.as_str() && is_prefixed(front, back) => Clean::field(back),
        _ => Clean::field(tail),
    }
}

/// A title without the site's name behind it, and without a section's name before that.
fn without_tail<'a>(title: &'a str, cuts: &[(&'a str, &'a str)], sites: &[String]) -> &'a str {
    let mut rest = title;
    for (front, back) in cuts.iter().rev() {
        let name = rest.get(front.len()..).unwrap_or(back).trim_matches(is_edge);
        let is_tail = is_site(name, sites) || rest.len() < title.len() && is_section(name, front);
        if !is_tail {
            break;
        }
        rest = front;
    }
    rest
}

/// The parts before and behind each mark that can part a headline from a name.
fn cuts(title: &str) -> Vec<(&str, &str)> {
    let mut cuts = Vec::new();
    for (at, mark) in title.char_indices().filter(|(_, c)| is_edge(*c) && !c.is_whitespace()) {
        let Some((front, behind)) = title.split_at_checked(at) else { continue };
        let back = behind.get(mark.len_utf8()..).unwrap_or_default();
        let is_apart = front.ends_with(' ') && back.starts_with(' ');
        let is_strong =
            matches!(mark, '|' | '：' | 'ㅣ' | '｜') || matches!(mark, '-' | '»') && has_wide(title);
        if is_apart || is_strong {
            cuts.push((front.trim_end_matches(is_gap), back.trim_start_matches(is_gap)));
        }
    }
    cuts
}

/// Scripts whose titles part names without spaces.
fn has_wide(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'))
}

/// Marks that part names, and white space. Those that are quotation marks elsewhere stay.
fn is_gap(c: char) -> bool {
    is_edge(c) && !matches!(c, '»' | '«' | '›' | '‹')
}

fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '–' | '—' | '|' | '｜' | '»' | '«' | '›' | '‹' | '·' | '•' | ':' | '：' | 'ㅣ' | '/'
        )
}

/// Whether a part of a title is the name of the site, perhaps with a word about it.
fn is_site(part: &str, sites: &[String]) -> bool {
    let squeezed = squeeze(part);
    let is_short = part.split_whitespace().count() <= 6;
    let length = squeezed.chars().count();
    let names = |site: &String| {
        // A short name such as `news` is part of many headlines.
        let own = site.chars().count();
        let is_telling = own >= 8 || own >= 4 && own * 2 >= length;
        let holds = is_telling && squeezed.contains(site.as_str());
        *site == squeezed || holds || length >= 4 && site.contains(&squeezed)
    };
    length > 0 && is_short && sites.iter().any(names)
}

/// Whether a part between a headline and the site's name is but the name of a section.
fn is_section(part: &str, before: &str) -> bool {
    part.split_whitespace().count() <= 3 && before.split_whitespace().count() >= 4
}

#[cfg(test)]
mod tests {
    use super::super::tests::of;

    fn title(page: &str) -> String {
        of(page).title.map_or_else(String::new, |title| title.to_string())
    }

    #[test]
    fn the_site_is_no_part_of_the_title() {
        assert_eq!(title("<title>Ferry stays in port - Harbour Post</title>"), "Ferry stays in port");
        assert_eq!(title("<title>Ferry stays in port | News | Harbour Post</title>"), "Ferry stays in port");
        assert_eq!(title("<title>Harbour Post » Ferry stays in port</title>"), "Ferry stays in port");
        assert_eq!(title("<title>Ferry: »We stay« - Harbour Post</title>"), "Ferry: »We stay«");
        assert_eq!(title("<title>Ferry-free - the long year</title>"), "Ferry-free - the long year");
        assert_eq!(
            title("<title>Ferry stays in port - An unknown name</title><h1>Ferry stays in port</h1>"),
            "Ferry stays in port"
        );
    }

    #[test]
    fn the_page_has_the_last_word_and_its_own_spelling() {
        let head =
            "<meta property=og:title content=\"The 'long' year at sea\"><title>Sea guide: a year</title>";
        assert_eq!(title(&format!("{head}<h1>The “long” year at sea</h1>")), "The “long” year at sea");
        assert_eq!(
            title(&format!("{head}<h1>How the long year at sea began</h1>")),
            "How the long year at sea began"
        );
        assert_eq!(title(&format!("{head}<h1>Log in</h1>")), "The 'long' year at sea");
    }

    #[test]
    fn a_kicker_on_the_page_is_left_out() {
        let page = "<meta property=og:title content='Ferry stays in port today'><h1><span>Harbour</span> Ferry stays in port today</h1>";
        assert_eq!(title(page), "Ferry stays in port today");
    }

    #[test]
    fn the_headline_of_a_news_desk_is_trusted() {
        let page = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry &amp; crew stay"}</script>
            <meta property="og:title" content="Why the ferry stays"><h1>Why the ferry stays</h1>"#;
        assert_eq!(title(page), "Ferry & crew stay");
        let titles: Vec<String> = of(page).titles.iter().map(ToString::to_string).collect();
        assert_eq!(titles, ["Ferry & crew stay", "Why the ferry stays"]);
    }

    #[test]
    fn a_title_of_a_whole_page_is_none() {
        assert_eq!(title(&format!("<title>{}</title>", "word ".repeat(200))), "");
    }
}
