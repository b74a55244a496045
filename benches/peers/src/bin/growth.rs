//! How newsprint's time grows with the page, for pages made to hurt a parser or a reader: the
//! exponent between a page, twice and four times as much of it. 1 is linear; 2 is an attack.
//!
//! `growth [FAMILY]...`; exits with 1 when an exponent is over the limit.

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use newsprint::model::{Page, Source};
use newsprint::print::{Envelope, ndjson_in};
use newsprint::read::{self, Input, Options};

/// An exponent over this is no longer the machine's noise.
const LIMIT: f64 = 1.4;

/// So big is the smallest page of a family, in bytes.
const SIZE: usize = 128 * 1024;

/// A family of pages: its name, what opens each piece, and what closes it at the end of the page.
/// `#` becomes the number of the piece.
const FAMILIES: &[(&str, &str, &str)] = &[
    ("nested divs", "<div>", "</div>"),
    ("nested divs with text", "<div class=\"a#\">text # ", "</div>"),
    ("nested lists", "<ul><li>a", ""),
    ("nested tables", "<table><tr><td>a", ""),
    ("nested quotes", "<blockquote><p>Words # here.</p>", "</blockquote>"),
    ("nested hidden spans", "<div class=\"a#\"><span hidden>x</span>", ""),
    ("nested custom elements", "<x-box>word ", "</x-box>"),
    ("nested drawings", "<svg><g>", ""),
    ("formatting never closed", "<b a#>x", ""),
    ("formatting closed in disorder", "<b #><i #>x</b>", ""),
    ("formatting closed at the end", "<font a#>x", "</font>"),
    ("links never closed", "<p><a href=\"/#\">word ", ""),
    ("paragraph ends alone", "</p>", ""),
    ("ends of nothing", "</x#></b></a>", ""),
    ("paragraphs", "<p>Words of a sentence number # that ends here, and so it is prose.</p>", ""),
    ("line breaks", "Words of a line # <br>", ""),
    ("many empty elements", "<i></i>", ""),
    ("many classes", "<p class=\"story-# promo-# teaser# c-related__#\">word #</p>", ""),
    ("many links", "<p><a href=\"/s#\">A headline of some words number #</a></p>", ""),
    ("links in a sentence", "word <a href=\"https://a.example/#\">more</a> ", ""),
    ("cards", "<div><h3><a href=\"/s#\">A headline with a number #</a></h3><p>Teaser.</p></div>", ""),
    ("headings", "<h2>Heading number # is here</h2>", ""),
    ("tables", "<table><tr><td>one #</td><td>two</td></tr></table>", ""),
    ("rows", "<tr><td>one #</td><td>two</td></tr>", ""),
    ("pictures", "<figure><img src=\"#.png\"><figcaption>Words under # Photo: X</figcaption></figure>", ""),
    ("videos", "<iframe src=\"https://www.youtube.com/embed/#\"></iframe><p>Title # of it</p>", ""),
    ("labels", "<p>READ MORE: Something happened at the place #</p>", ""),
    ("the same paragraph", "<p>Words of a sentence that ends here, and so it is prose.</p>", ""),
    ("buttons in a line", "word <button>b#</button> ", ""),
    ("prompts", "<div><div><p>Sign up for our newsletter #</p><p>more words</p></div></div>", ""),
    ("comments", "<!-- - -- word # -->", ""),
    ("comments never closed", "<!-- ", ""),
    ("angles", "<", ""),
    ("lone ampersands", "&am &#x &", ""),
    ("entities", "&amp;&#233;&hellip;&notin; ", ""),
    ("long text", "word # and ", ""),
    ("one long word", "word", ""),
    ("unspaced text", "港の橋が開いた。", ""),
    ("combining marks", "e\u{301}\u{301}\u{301}", ""),
    ("scripts", "<script>if (a < #) b('<!--')</script>", ""),
    ("scripts never closed", "<script><!-- <script> ", ""),
    (
        "data of JSON-LD",
        "<script type=\"application/ld+json\">{\"@type\":\"Thing\",\"name\":\"#\"}</script>",
        "",
    ),
    ("metas", "<meta property=\"a:#\" content=\"b #\">", ""),
    ("templates", "<template><div>x", ""),
    ("selects", "<select><option>#", ""),
    ("frames with text", "<iframe>x", ""),
    ("null characters", "a\0", ""),
];

/// Families that stand inside one tag: what opens it, and each piece.
const TAGS: &[(&str, &str, &str)] = &[
    ("attributes", "<p", " a#=\"#\""),
    ("attributes without values", "<p", " a#"),
    ("attributes of one name", "<p", " a=1"),
    ("classes of one element", "<p class=\"", "a# "),
    ("one long style", "<p style=\"", "color: red; "),
    ("one long quoted value", "<p title=\"", "'>&amp; "),
];

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let pieces = FAMILIES.iter().map(|(name, open, close)| (*name, String::new(), *open, *close));
    let tags = TAGS.iter().map(|(name, tag, piece)| (*name, (*tag).to_owned(), *piece, ""));
    let mut worst = 0.0_f64;
    println!("{:32} {:>8} {:>8} {:>8} {:>9}", "", "ms", "x2", "x4", "exponent");
    for (name, front, open, close) in pieces.chain(tags) {
        if !wanted.is_empty() && !wanted.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        let count = SIZE / open.len();
        let [one, two, four] = [1, 2, 4].map(|times| time(&page(&front, open, close, count * times)));
        let exponent = (four / one).log2() / 2.0;
        // What takes no time at all has no exponent worth a name.
        worst = if four < 5.0 { worst } else { worst.max(exponent) };
        println!("{name:32} {one:8.1} {two:8.1} {four:8.1} {exponent:9.2}");
    }
    if worst > LIMIT { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn page(front: &str, open: &str, close: &str, count: usize) -> String {
    let mut page = format!("<html><body><article><h1>T</h1><p>Honest words come first.</p>{front}");
    for number in 0..count {
        let mut parts = open.split('#');
        page.extend(parts.next());
        parts.for_each(|part| _ = write!(page, "{number}{part}"));
    }
    page + &close.repeat(count)
}

/// The least time of three readings, in milliseconds.
fn time(html: &str) -> f64 {
    let page = Page::new(Source::Stdin, html.as_bytes().to_vec());
    let options = Options { input: Input::Html, ..Options::default() };
    let once = |_| {
        let start = Instant::now();
        black_box(ndjson_in(&read::read(&page, &options), &Envelope::default()));
        start.elapsed().as_secs_f64() * 1e3
    };
    (0..3).map(once).fold(f64::MAX, f64::min)
}
