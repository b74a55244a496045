//! The headline: what the page's data calls it, judged by what the page shows.

use super::linked::Linked;
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
    let shown: Vec<Clean> = visible::headlines(document).map(|block| block.clean_text().folded()).collect();
    let known: Vec<String> = shown.iter().map(|text| fold(text)).collect();
    let strip = |title: &Clean| without_site(title, sites, &known);
    let wordings: Vec<Clean> = candidates(head, linked).iter().map(strip).collect();
    let title = judge(&wordings, &shown).or_else(|| shown.first().cloned());
    let mut titles: Vec<Clean> = Vec::new();
    for wording in title.iter().chain(&wordings) {
        if !titles.iter().any(|known| fold(known) == fold(wording)) {
            titles.push(wording.clone());
        }
    }
    (title, titles)
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
    let named = linked.article().and_then(|_| linked.text(&["name", "alternativeHeadline"]));
    let metas = metas.iter().filter_map(|name| plain(head.meta(&[name])?));
    let title = head.title.as_deref().and_then(plain);
    let all = data.into_iter().chain(metas).chain(title).chain(named);
    all.filter(|text| text.chars().count() <= TITLE).collect()
}

/// The wording that the page shows, in the page's own spelling; else the first.
fn judge(wordings: &[Clean], shown: &[Clean]) -> Option<Clean> {
    let pair = wordings
        .iter()
        .find_map(|wording| Some((wording, shown.iter().find(|shown| is_near(wording, shown))?)));
    match pair {
        Some((wording, shown)) if fold(wording) == fold(shown) => Some(shown.clone()),
        // One holds the other and a kicker with it, or a word was changed.
        Some((wording, _)) => Some(wording.clone()),
        None => wordings.first().cloned(),
    }
}

/// Whether two wordings are the same but for a kicker or a word.
fn is_near(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let (short, long) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) };
    let is_held = long.starts_with(short.as_str()) || long.ends_with(short.as_str());
    one == other || is_held && short.len() * 2 > long.len()
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
    let mut rest = title.as_str();
    let mut was_cut = false;
    for (front, back) in cuts.iter().rev() {
        let name = rest.get(front.len()..).unwrap_or(back).trim_matches(is_edge);
        if !is_site(name, sites) && !(was_cut && is_section(name, front)) {
            break;
        }
        rest = front;
        was_cut = true;
    }
    if !was_cut
        && let Some((front, back)) = cuts.first()
        && is_site(front, sites)
        && back.split_whitespace().count() > 1
    {
        rest = back;
    }
    Clean::field(rest.trim_matches(is_edge))
}

/// The parts before and behind each mark that can part a headline from a name.
fn cuts(title: &str) -> Vec<(&str, &str)> {
    let mut cuts = Vec::new();
    for (at, mark) in title.char_indices().filter(|(_, c)| is_edge(*c) && !c.is_whitespace()) {
        let Some((front, behind)) = title.split_at_checked(at) else { continue };
        let back = behind.get(mark.len_utf8()..).unwrap_or_default();
        let is_apart = front.ends_with(' ') && back.starts_with(' ');
        let is_strong =
            matches!(mark, '|' | '：' | 'ㅣ' | '»' | '-' | '｜') && !(mark == '-' && !has_wide(title));
        if is_apart || is_strong {
            cuts.push((front.trim_end_matches(is_edge), back.trim_start_matches(is_edge)));
        }
    }
    cuts
}

/// Scripts whose titles part names without spaces.
fn has_wide(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'))
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
    !squeezed.is_empty()
        && is_short
        && sites.iter().any(|site| {
            let long = site.chars().count() >= 4;
            *site == squeezed
                || long && squeezed.contains(site.as_str())
                || squeezed.chars().count() >= 4 && site.contains(&squeezed)
        })
}

/// Whether a part between a headline and the site's name is but the name of a section.
fn is_section(part: &str, before: &str) -> bool {
    part.split_whitespace().count() <= 3 && before.split_whitespace().count() >= 4
}
