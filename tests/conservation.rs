//! The law of conservation: every visible text node of a page, and every line of a text, is in
//! exactly one block; every block has exactly one verdict; letters in = article + sidebar + ledger.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test reads the corpus, and says when it skips itself"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use newsprint::model::{Block, BlockKind, Clean, Page, Source};
use newsprint::read::{self, Input, Options};
use proptest::prelude::*;
use scraper::{Html, HtmlTreeSink, Node};

/// How often each letter occurs.
type Letters = BTreeMap<char, usize>;

fn add(letters: &mut Letters, text: &str) {
    for c in Clean::text(text).chars().filter(|c| c.is_alphanumeric()) {
        *letters.entry(c).or_default() += 1;
    }
}

/// The letters of every visible text node, found without any of the program's own code.
fn visible(html: &str) -> Letters {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..Default::default() },
        ..Default::default()
    };
    let html = parse_document(HtmlTreeSink::new(Html::new_document()), options).one(html);
    let unseen = [
        "script", "style", "head", "iframe", "noembed", "noframes", "title", "desc", "template", "datalist",
        "rp",
    ];
    let mut letters = Letters::new();
    for node in html.tree.root().descendants() {
        let Node::Text(text) = node.value() else { continue };
        let is_unseen = node.ancestors().any(|outer| {
            outer.value().as_element().is_some_and(|element| {
                let shown = element.name() == "template" && element.attr("shadowrootmode").is_some();
                unseen.contains(&element.name()) && !shown
            })
        });
        if !is_unseen {
            add(&mut letters, text);
        }
    }
    letters
}

fn of_blocks<'a>(blocks: impl Iterator<Item = &'a Block>) -> Letters {
    let mut letters = Letters::new();
    for block in blocks {
        for span in &block.spans {
            add(&mut letters, &span.text);
        }
    }
    letters
}

fn page(bytes: &[u8]) -> Page {
    Page::new(Source::Stdin, bytes.to_vec())
}

/// Rules of a reader that do everything that rules can do.
const RULES: &str = "\
[[rule]]\nhost = \"*\"\nselector = \"div, li, b\"\ndo = \"drop\"\n
[[rule]]\nhost = \"*\"\nselector = \"p > a, section, iframe, video, aside\"\ndo = \"shelve\"\n
[[rule]]\nhost = \"*\"\ntext = \"*e*\"\ndo = \"keep\"\n
[[rule]]\nhost = \"*\"\ntext = \"a*\"\ndo = \"shelve\"\n";

/// Holds the law over the part of a reading that does not depend on the input's kind, with and
/// without rules of a reader's own.
fn check_moves(page: &Page, input: Input) {
    check_moves_with(page, &Options::of(input));
    let rules = newsprint::config::rules(RULES).unwrap_or_default();
    assert_eq!(rules.len(), 4, "the rules are without mistakes");
    check_moves_with(page, &Options { input, rules, ..Options::default() });
}

fn check_moves_with(page: &Page, options: &Options) {
    let judged = read::judge(page, options);
    assert_eq!(judged.document.blocks.len(), judged.verdicts.len(), "one verdict a block");
    let ids: Vec<_> = judged.document.blocks.iter().map(|block| block.id).collect();
    let letters = of_blocks(judged.document.blocks.iter());
    let reading = read::read(page, options);
    let mut moved: Vec<_> = reading.blocks().map(|block| block.id).collect();
    moved.sort_unstable();
    assert_eq!(moved, ids, "every block is in exactly one place of the reading");
    assert_eq!(of_blocks(reading.blocks()), letters, "no letter is lost on the move");
}

fn check_html(html: &str) {
    let page = page(html.as_bytes());
    let document = read::parse(&page, &Options::of(Input::Html));
    assert_eq!(
        of_blocks(document.blocks.iter()),
        visible(html),
        "{}",
        html.chars().take(2000).collect::<String>()
    );
    check_moves(&page, Input::Html);
}

fn check_text(text: &str) {
    let page = page(text.as_bytes());
    let document = read::parse(&page, &Options::of(Input::Text));
    let mut expected = Letters::new();
    add(&mut expected, text);
    let mut found = of_blocks(document.blocks.iter());
    for block in &document.blocks {
        // The number of an item is said by its kind.
        if let BlockKind::Item { ordinal: Some(number), .. } = block.kind {
            add(&mut found, &number.to_string());
        }
    }
    assert_eq!(found, expected);
    check_moves(&page, Input::Text);
}

#[test]
fn small_pages_lose_nothing() {
    for html in [
        "",
        "text",
        "<div>bare<p>one</p>two<span>three</span></div>four",
        "<ul><li><p>a</p><p>b</p></li><li>c<ul><li>d</ul>e</ul>",
        "<p>a<button>b</button>c<svg><text>d</text></svg>e<noscript>f</noscript>g",
        "<p>a<span hidden>b</span>c<span class=sr-only>d<b>e</b></span>f",
        "<table><tr><td>a<td><p>b</p>c<tr><th>d</table>",
        "<figure><img src=a.png alt=x><figcaption>a <a href=b>b</a></figcaption></figure>",
        "<video src=a.mp4>a<p>b</p></video><iframe src=b>c</iframe>d<object>e</object>",
        "<template>a</template><template shadowrootmode=open><p>b</p></template>c",
        "<p>a<br>b<br><br>c<pre>  d\n e</pre>f",
        "<select><option>a<option>b</select><textarea>c</textarea>d",
        "<a href=a><h3>b</h3><p>c</p></a><details><summary>d</summary>e</details>",
        "<p>a<iframe><p>b</iframe>c<noscript><p>d</p></noscript>e",
        "<my-box><p>a</p>b</my-box>c<p>d<my-word>e</my-word>f</p>",
        "<ol start=7><li>a<li value=x>b</ol><dl><dt>c<dd>d</dl>",
        "<p>a<style>b</style><script>c</script><!-- d -->e",
        "<ruby>a<rp>(</rp><rt>b</rt></ruby><frameset>c",
        // A script in a drawing is no script of the page: its body is markup, and a picture ends it.
        "<svg><script><img src=a.png><br>&nbsp;<pre><br>n    s  r  i</pre><script><button>&nbsp;</button>",
        "<svg><script>a<p>b</p></script></svg>c<math><style>d<b>e</b></style></math>f",
    ] {
        check_html(html);
    }
}

#[test]
fn small_texts_lose_nothing() {
    for text in
        ["", "a", "a\n\n\nb\r\nc\rd", "1. a\n2) b\n- c\n# d\n> e\n----\nf\tg", "\u{feff}a\u{a0}b\u{2028}c"]
    {
        check_text(text);
    }
}

/// Pages of a small grammar: every element that the walk treats in its own way.
fn any_page() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-z ]{0,12}".prop_map(|text| text),
        Just("<br>".to_owned()),
        Just("<img src=a.png>".to_owned()),
        Just("<iframe src=https://www.youtube.com/embed/a>x</iframe>".to_owned()),
        Just("&nbsp;".to_owned()),
    ];
    leaf.prop_recursive(6, 60, 5, |inner| {
        let tags = prop::sample::select(vec![
            "div",
            "p",
            "span",
            "a href=b",
            "ul",
            "ol",
            "li",
            "h2",
            "blockquote",
            "pre",
            "table",
            "tr",
            "td",
            "button",
            "svg",
            "noscript",
            "span hidden",
            "div hidden",
            "span class=sr-only",
            "figure",
            "figcaption",
            "section",
            "aside",
            "form",
            "video",
            "b",
            "em",
            "template",
            "my-box",
            "details",
            "article",
            "nav",
            "select",
            "option",
            "script",
        ]);
        (tags, prop::collection::vec(inner, 0..5), any::<bool>()).prop_map(|(tag, inner, closed)| {
            let name = tag.split(' ').next().unwrap_or(tag);
            let end = if closed { format!("</{name}>") } else { String::new() };
            format!("<{tag}>{}{end}", inner.concat())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_pages_lose_nothing(html in any_page()) {
        check_html(&html);
    }

    #[test]
    fn generated_texts_lose_nothing(lines in prop::collection::vec("[ ]{0,4}[-*#>0-9.]{0,3}[ ]?[A-Za-z:.,]{0,9}( [A-Za-z.]{1,9}){0,14}", 0..20)) {
        check_text(&lines.join("\n"));
    }

    #[test]
    fn any_bytes_become_clean_text(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for input in [Input::Auto, Input::Html, Input::Text] {
            check_moves(&page(&bytes), input);
            let text = read::read(&page(&bytes), &Options::of(input)).text();
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{text:?}");
        }
    }
}

/// Every page of tests/pages, whole and cut at places that are the same at each run.
#[test]
fn pages_of_the_corpus_lose_nothing_whole_or_cut() {
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")).unwrap();
    for folder in folders.map(|entry| entry.unwrap().path()) {
        let (html, text) = (fs::read(folder.join("page.html")), fs::read(folder.join("page.txt")));
        let check = if html.is_ok() { check_html } else { check_text };
        let page = String::from_utf8(html.or(text).unwrap()).unwrap();
        let cuts = (0..8).map(|eighth| page.len() * eighth / 8).chain([page.len()]);
        for mut cut in cuts {
            while !page.is_char_boundary(cut) {
                cut += 1;
            }
            check(page.get(..cut).unwrap());
        }
    }
}

/// The pages of the shared corpus on development machines. None elsewhere.
fn corpus() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(".html.gz") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn unpack(path: &Path) -> String {
    let bytes = fs::read(path).expect("a page of the corpus");
    let mut raw = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(bytes.as_slice()), &mut raw)
        .expect("gzip");
    String::from_utf8_lossy(&raw).into_owned()
}

/// Every page of the corpus with `NEWSPRINT_ALL_PAGES` set, else one in 23: the whole takes
/// minutes in a debug build.
#[test]
fn real_pages_lose_nothing_whole_or_cut() {
    let pages = corpus();
    if pages.is_empty() {
        eprintln!("skipped: ../shared/corpus is not on this machine");
        return;
    }
    let step = if std::env::var_os("NEWSPRINT_ALL_PAGES").is_some() { 1 } else { 23 };
    for (number, path) in pages.iter().enumerate().step_by(step) {
        let html = unpack(path);
        check_html(&html);
        // A different place for each page, the same at each run.
        let mut cut = html.len() * (number * 7919 % 1000) / 1000;
        while !html.is_char_boundary(cut) {
            cut += 1;
        }
        check_html(html.get(..cut).unwrap_or_default());
    }
}
