//! The headline: what the page's data calls it, judged by what the page shows.

use std::borrow::Cow;

use super::linked::{self, Linked};
use super::visible;
use super::wording::{fold, plain, squeeze};
use crate::model::{Clean, Document};
use crate::read::html::Head;

/// A title longer than this is none.
const TITLE: usize = 500;
/// Titles of this length may have been cut off: search engines ask for no more than 110 characters.
const CUT: usize = 100;
/// A line of the page that is longer, folded, is no title.
const LINE: usize = 300;

/// The headline, and every wording of it that the page gives.
pub(super) fn choose(
    head: &Head,
    linked: &Linked<'_>,
    document: &Document,
    sites: &[String],
) -> (Option<Clean>, Vec<Clean>) {
    let is_title = |text: &Clean| !text.is_empty() && text.chars().count() <= TITLE;
    let shown = visible::headlines(document).map(|block| block.clean_text().folded());
    let written: Vec<Clean> = shown.filter(is_title).collect();
    let shown: Vec<Clean> = written.iter().map(|text| without_signature(text, sites)).collect();
    let known: Vec<String> = shown.iter().map(|text| fold(text)).collect();
    let lines: Vec<Cow<'_, str>> = visible::lines(document).collect();
    let strip = |title: &Clean| part_on_page(&without_site(title, sites, &known), &lines, sites);
    let wordings: Vec<Clean> = candidates(head, linked).iter().map(strip).collect();
    let anywhere: Vec<String> = visible::first_level(document).map(|block| fold(&block.text())).collect();
    let news = linked.news_headline().map(|title| strip(&title));
    let title = news
        .map(|news| in_spelling_of_page(&news, &shown))
        .or_else(|| judge(&wordings, &shown, &anywhere))
        .or_else(|| shown.first().cloned())
        .map(|title| whole(&title, &wordings, &shown).clone());
    let mut titles: Vec<Clean> = Vec::new();
    let alike = written.iter().filter(|shown| wordings.iter().any(|wording| is_alike(wording, shown)));
    for wording in title.iter().chain(&wordings).chain(alike) {
        if !titles.iter().any(|known| fold(known) == fold(wording)) {
            titles.push(wording.clone());
        }
    }
    (title, titles)
}

/// The part of a title that the page shows as a line of its own, without the site's name.
fn part_on_page(title: &Clean, lines: &[Cow<'_, str>], sites: &[String]) -> Clean {
    let cuts = [" | ", " – ", " — ", " - ", " » ", " · ", ": "];
    let shows = |part: &str| part.split_whitespace().count() >= 3 && is_line(part, lines);
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

/// Whether a line of the page says the same and no more.
fn is_line(part: &str, lines: &[Cow<'_, str>]) -> bool {
    let wanted = fold(part);
    let first = wanted.chars().next();
    // To fold every line takes long, and few begin with the same letter.
    let begins = |line: &str| match line.chars().find(|c| !c.is_ascii() || c.is_ascii_alphanumeric()) {
        Some(c) if c.is_ascii() => Some(c.to_ascii_lowercase()) == first,
        c => c.is_some() || first.is_none(),
    };
    wanted.len() <= LINE && lines.iter().any(|line| begins(line) && fold(line) == wanted)
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
        "citation_title",
        "title",
    ];
    let data = linked.text(&["headline"]);
    // Other objects have names as well: a video's name is no headline.
    let named = linked.article().and_then(|article| {
        let of_article = |key: &&str| plain(linked::text(article.get(*key)?)?);
        ["name", "alternativeHeadline"].iter().find_map(of_article)
    });
    let metas = metas.iter().filter_map(|name| plain(head.meta(&[name])?));
    let marked = head.marked(&["headline"]).filter_map(plain);
    let title = head.title.as_deref().and_then(plain);
    let all = data.into_iter().chain(metas).chain(marked).chain(title).chain(named);
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

/// A title that was cut off for its length, as a longer wording has it in full. What the page
/// shows so is whole, unless it ends in an ellipsis.
fn whole<'a>(title: &'a Clean, wordings: &'a [Clean], shown: &[Clean]) -> &'a Clean {
    let is_cut = title.ends_with('…') || title.ends_with("...");
    let begun = fold(title);
    if !is_cut && (title.chars().count() < CUT || shown.iter().any(|shown| fold(shown) == begun)) {
        return title;
    }
    let goes_on = |wording: &&Clean| fold(wording).strip_prefix(&begun).is_some_and(|rest| !rest.is_empty());
    let ends = |wording: &&Clean| !wording.ends_with('…') && !wording.ends_with("...");
    wordings.iter().filter(goes_on).filter(ends).max_by_key(|wording| wording.len()).unwrap_or(title)
}

/// When one wording holds the other: a kicker before a headline belongs to it only in the
/// page's data, and what follows it only on the page (in the data it was cut off, or something
/// was hung on). A number before a headline is no kicker.
fn of_held<'a>(wording: &'a Clean, shown: &'a Clean) -> Option<&'a Clean> {
    let (data, page) = (fold(wording), fold(shown));
    let is_close = |short: &str, long: &str| short.len() * 2 > long.len();
    if page.starts_with(&data) && is_close(&data, &page) || data.starts_with(&page) && is_close(&page, &data)
    {
        return Some(shown);
    }
    let counts = |front: &str| front.split_whitespace().all(|word| word.parse::<u32>().is_ok());
    if let Some(front) = page.strip_suffix(&data).filter(|_| is_close(&data, &page)) {
        return Some(if counts(front) { shown } else { wording });
    }
    let front = data.strip_suffix(&page).filter(|_| is_close(&page, &data))?;
    Some(if counts(front) || is_parted(wording, &page) { wording } else { shown })
}

/// Whether a mark parts a title from what stands before it.
fn is_parted(whole: &str, title: &str) -> bool {
    let marks = whole.char_indices().filter(|(_, c)| !c.is_alphanumeric() && !c.is_whitespace());
    let behind = marks.filter_map(|(at, mark)| whole.get(at + mark.len_utf8()..));
    behind.into_iter().any(|behind| fold(behind) == title)
}

/// Whether two wordings share so many words that they must tell of the same thing.
fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let words: Vec<&str> = one.split(' ').collect();
    let others: Vec<&str> = other.split(' ').collect();
    let common = words.iter().filter(|word| others.contains(word)).count();
    // A paragraph that is set as a heading holds the words of many titles.
    let (short, long) = (words.len().min(others.len()), words.len().max(others.len()));
    long <= short * 2 + 8 && common >= 2 && common * 5 >= words.len().min(others.len()) * 2
}

/// A title without the name of the site before or behind it.
fn without_site(title: &Clean, sites: &[String], known: &[String]) -> Clean {
    let whole = fold(title);
    if known.contains(&whole) {
        return title.clone();
    }
    let cuts = cuts(title);
    let shows = |part: &str| known.contains(&fold(part));
    let is_long = |part: &str| fold(part).len() >= 15 || fold(part).len() * 2 > whole.len();
    let is_name = |part: &str| shows(part) || is_site(part, sites);
    let held = cuts.iter().find_map(|(front, back)| {
        let is_front = shows(front) && (is_long(front) || is_name(back));
        let is_back = || shows(back) && is_long(back);
        if is_front { Some(*front) } else { is_back().then_some(*back) }
    });
    if let Some(held) = held {
        return Clean::field(held);
    }
    // A site that signs before a colon: only where the page shows the rest as its headline.
    if let Some((front, back)) = title.split_once(": ")
        && is_site(front, sites)
        && shows(back)
    {
        return Clean::field(back);
    }
    let tail = without_tail(title, &cuts, sites);
    let is_prefixed = |front: &str, back: &str| is_site(front, sites) && back.split_whitespace().count() > 1;
    match cuts.first() {
        Some((front, back)) if tail == title.as_str() && is_prefixed(front, back) => Clean::field(back),
        _ => Clean::field(tail),
    }
}

/// A headline on the page without the site's own name behind it.
fn without_signature(title: &Clean, sites: &[String]) -> Clean {
    let cuts = cuts(title);
    let signed = cuts.iter().rev().find(|(_, back)| sites.contains(&squeeze(back)));
    let front = signed.map(|(front, _)| *front).filter(|front| front.split_whitespace().count() >= 3);
    front.map_or_else(|| title.clone(), Clean::field)
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
        // Titles are cut off in the middle of the name.
        let is_begun = length >= 3 && site.starts_with(&squeezed);
        *site == squeezed || holds || is_begun || length >= 4 && site.contains(&squeezed)
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
    fn what_stands_before_a_headline_is_a_kicker_only_behind_a_mark() {
        let title_of = |data: &str, page: &str| {
            title(&format!("<meta property=og:title content='{data}'><h1>{page}</h1>"))
        };
        assert_eq!(
            title_of("Strait: Ferry stays in port today", "Ferry stays in port today"),
            "Strait: Ferry stays in port today"
        );
        assert_eq!(title_of("Why the ferry stays in port", "Ferry stays in port"), "Ferry stays in port");
        assert_eq!(
            title_of("7 ferries that stay in port", "Ferries that stay in port"),
            "7 ferries that stay in port"
        );
        assert_eq!(
            title_of("Ferries that stay in port", "7 ferries that stay in port"),
            "7 ferries that stay in port"
        );
    }

    #[test]
    fn a_title_that_was_cut_off_is_given_whole() {
        let long = "Ferry stays in port for a third week while the pilots of the strait and the harbour board wait for a word";
        let page = |short: &str| {
            format!(
                r#"<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{short}"}}</script>
                <title>{long} from the minister - Har</title>"#
            )
        };
        assert_eq!(title(&page(long)), format!("{long} from the minister"));
        assert_eq!(title(&page("Ferry stays in port for …")), format!("{long} from the minister"));
        assert_eq!(title(&format!("{}<h1>{long}</h1>", page(long))), long);
    }

    #[test]
    fn the_site_s_name_as_a_heading_is_no_headline() {
        let page = "<meta property=og:title content='Ferry on time • Ann Reed-Lindqvist'><h1><a href='/'>Ann Reed-Lindqvist</a></h1>";
        assert_eq!(title(page), "Ferry on time");
        assert_eq!(
            title("<title>Harbour Post: Ferry on time</title><h1>Ferry on time</h1>"),
            "Ferry on time"
        );
        assert_eq!(title("<h1>Ferry is on time - Harbour Post</h1>"), "Ferry is on time");
        assert_eq!(
            title("<title>Ferry | Ministry of the Sea</title><h1>Ferry</h1><h1>Ministry of the Sea</h1>"),
            "Ferry"
        );
    }

    #[test]
    fn a_paragraph_set_as_a_heading_is_no_headline() {
        let long = "word and ".repeat(15);
        let page =
            format!("<meta property=og:title content='Ferry and crew stay'><h1>Ferry and crew {long}</h1>");
        assert_eq!(title(&page), "Ferry and crew stay");
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
