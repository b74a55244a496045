//! html5ever's own tokenizer, with the same tree builder behind it, is the judge: whatever
//! the page, both must make the same tree, but for what is passed over on purpose.

use ego_tree::iter::Edge;
use html5ever::driver::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use proptest::prelude::*;
use scraper::{Html, HtmlTreeSink, Node};

use super::feed;

fn options() -> TreeBuilderOpts {
    TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() }
}

fn own(page: &str) -> Html {
    let builder = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), options());
    feed(page, &builder);
    builder.sink.finish()
}

fn theirs(page: &str) -> Html {
    let tokenizer = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let options = ParseOpts { tokenizer, tree_builder: options() };
    html5ever::parse_document(HtmlTreeSink::new(Html::new_document()), options).one(page)
}

/// A tree as lines: tags with their attributes, and texts. Without what comments, scripts and
/// styles hold.
fn told(html: &Html) -> Vec<String> {
    let mut lines = vec![format!("{:?}", html.quirks_mode)];
    for edge in html.tree.root().traverse() {
        let (node, sign) = match edge {
            Edge::Open(node) => (node, ""),
            Edge::Close(node) => (node, "/"),
        };
        match node.value() {
            Node::Text(_) if sign == "/" || is_passed_over(node.parent()) => {}
            Node::Text(text) => lines.push(format!("{:?}", &**text)),
            Node::Comment(_) => lines.push("<!>".to_owned()),
            Node::Element(element) => {
                let attributes: Vec<_> = element.attrs().collect();
                let namespace = &element.name.ns;
                lines.push(format!("<{sign}{} {namespace} {attributes:?}>", element.name()));
            }
            _ => {}
        }
    }
    lines
}

fn is_passed_over(parent: Option<ego_tree::NodeRef<'_, Node>>) -> bool {
    let Some(element) = parent.and_then(|parent| parent.value().as_element()) else { return false };
    let is_html = element.name.ns == html5ever::ns!(html);
    let is_data = || element.attrs().any(|(_, value)| value.contains("ld+json"));
    is_html && (element.name() == "style" || (element.name() == "script" && !is_data()))
}

#[track_caller]
fn agrees(page: &str) {
    assert_eq!(told(&own(page)), told(&theirs(page)), "{page:?}");
}

#[test]
fn odd_pages_make_the_same_tree() {
    for page in [
        "",
        "<",
        "</",
        "</>a</ b>c<?d>e<!f>g<! h>i",
        "1 < 2 <3 </ <",
        "<p a='1' A=2 b = \"3\" c d=e/f/g /><p =x==y '\"=z>text",
        "<p a=>b<p a=\n'c'd=e>f<p a",
        "<P CLASS=Story\r\nID=x>a\r\nb\rc<br/>d<br / >e",
        "a\0b<p c\0d='e\0f'>\0<svg>\0</svg><title>g\0</title>",
        "<!--a-->b<!-->c<!--->d<!---->e<!----!>f<!--g--!>h<!--i--->j<!-- k",
        "<title>a &amp; <!-- b</title>c<textarea>\n\nd</textarea><pre>\r\ne</pre><xmp>f &amp;</xmp>",
        "<title>a</titles></title x=y>b<title>c</title",
        "<script><!-- <script> </script> --></script>b<script>--></script>c<script>d",
        "<script type='application/ld+json'>{\"a\": \"<b>&amp;\"}</script >e",
        "<svg><style/></svg><p>text<svg><style>a<b></style><script/></svg>c",
        "<svg><![CDATA[a<b>&amp;\0]]>c<![CDATA[d]]]]>e</svg><![CDATA[f]]>g<math><![CDATA[h",
        "<noscript><img src=a></noscript><iframe><p>b</iframe>c<noembed><i>d</noembed>",
        "<style>p{}</style x>a<style><!-- </style> -->b",
        "<plaintext>a</plaintext>&amp;<b>",
        "<!doctype html><p><table>",
        "<!doctype html public \"-//IETF//DTD HTML//\"><p><table>",
        "<!doctype html public '-//W3C//DTD HTML 4.01 Transitional//'><p><table>",
        "<!doctype html public '-//W3C//DTD HTML 4.01 Transitional//' 'a'><p><table>",
        "<!doctype html system 'about:legacy-compat'><p><table><!doctypehtml>",
        "<a href='?a=1&copy=2&amp;b&lt'>&copy=2 &#x80; &#xD800; &notin; &notit; &#</a>&",
        "<table>a<tr>b<td>c</table>d<select><option>e<p>f</select></p></br>g",
        "<template><p>a</template>b<frameset>",
        "\u{feff}a\u{feff}",
        "<pre></>\n<pre>\na<pre></ >\n<pre><?>\nb<pre></p/ x>\nc<pre><!>\nd<textarea></>\n</textarea>",
        "<pre>&#10;a<pre>&#10\nb<pre>&#xA c<pre>&#x0a;<pre>&#10</pre><pre>&#10",
        "<textarea>&#10\n</textarea><listing>&#x0Ag</listing><pre>&NewLine;a<pre>\r\n<pre>&#13\n<pre>\0\n",
        "<pre x x>\na<pre/>\nb<pre></pre x><pre><!doctype a>\nc<pre><\n<pre><=\n<pre>&#\n<pre>&\n<pre></",
    ] {
        agrees(page);
    }
}

#[test]
fn the_pages_of_the_tests_make_the_same_tree_wherever_they_are_cut() {
    for (number, page) in pages().into_iter().enumerate() {
        agrees(&page);
        let borders: Vec<usize> = page.char_indices().map(|(at, _)| at).collect();
        let (front, back) = page.split_at(borders[borders.len() * (number % 7 + 1) / 9]);
        agrees(front);
        agrees(back);
    }
}

#[expect(clippy::disallowed_methods, reason = "the pages of the tests are files")]
fn pages() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let pages = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("page.html"));
    let pages: Vec<String> = pages.filter_map(|page| std::fs::read_to_string(page).ok()).collect();
    assert!(pages.len() > 20, "{}", pages.len());
    pages
}

/// Pieces of markup that go wrong in interesting ways when they are put together at random.
const PIECES: &str = "<p>~</p>~<p class=a~ b='c'~ d=\"e\"~>~/>~<~</~!~<!--~-->~--!>~-~<b>~</b>~<a href=~<svg>~</svg>~\
    <![CDATA[~]]>~<script>~</script>~<style>~</style~<title>~</title>~<textarea>~</textarea >~<table>~<td>~</table>~\
    &amp~;~&#38~&notin~=~'~\"~ ~\n~\r~\0~é~word~<br/>~<!doctype html>~<math>~<li>~<select>~<option>~<template>~\
    </template>~<iframe>~</iframe>~ld+json~<P ID=X ~<h1>~</div>~?~/~<!doctype ~public~system~<pre>~</>~&#10~&#xA;";

fn soup() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split('~').collect();
    prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        // More where the environment asks for more.
        cases: ProptestConfig::default().cases.max(2000),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn markup_put_together_at_random_makes_the_same_tree(page in soup()) {
        prop_assert_eq!(told(&own(&page)), told(&theirs(&page)));
    }
}

fn attributes(page: &str) -> Vec<(String, String)> {
    let html = own(page);
    let p = html.tree.nodes().filter_map(|node| node.value().as_element()).find(|e| e.name() == "p");
    p.unwrap().attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn attributes_past_the_limit_are_cut_and_the_text_stays() {
    let many: Vec<String> = (0..60_000).map(|n| format!(" a{n}=\"{n}\"")).collect();
    let many = many.concat();
    let page = format!("<p{many}>text</p>");
    assert_eq!(attributes(&page).len(), 256);
    assert!(told(&own(&page)).contains(&"\"text\"".to_owned()));
}

#[test]
fn a_huge_value_is_cut_and_its_neighbours_stay() {
    let found = attributes(&format!("<p class=a title=\"{}\" id=b>text</p>", "x".repeat(1 << 20)));
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["class", "id"]);
}

#[test]
fn scripts_styles_and_comments_are_passed_over_and_data_stays() {
    let html = own(
        "<p>a<script>b</script><style>c</style><!-- d -->e<script type='application/ld+json'>{}</script>",
    );
    let text: String = html.root_element().text().collect();
    assert_eq!(text, "ae{}");
}
