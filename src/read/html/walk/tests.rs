//! Small pages in, the kinds and texts of their blocks out.

use super::*;

fn blocks(html: &str) -> Vec<String> {
    let document = crate::read::html::read(html, None, &[]).0;
    let name = |block: &Block| match &block.kind {
        BlockKind::Heading(level) => format!("h{}", level.get()),
        BlockKind::Item { depth, ordinal } => format!("item {depth} {}", ordinal.unwrap_or(0)),
        BlockKind::Media(media) => format!("{:?}", media.kind),
        kind => format!("{kind:?}"),
    };
    document.blocks.iter().map(|block| format!("{}: {}", name(block), block.text())).collect()
}

#[test]
fn text_beside_paragraphs_is_a_block_of_its_own() {
    assert_eq!(
        blocks("<div>a<p>b</p>c<span>d</span></div>e"),
        ["Loose: a", "Paragraph: b", "Loose: cd", "Loose: e"]
    );
}

#[test]
fn an_empty_line_parts_blocks_and_a_break_does_not() {
    assert_eq!(blocks("<div>a<br>b<br><br>c</div>"), ["Loose: a\nb", "Loose: c"]);
}

#[test]
fn a_button_in_a_sentence_does_not_tear_it() {
    assert_eq!(
        blocks("<p>The bridge <button>Share</button>is open.</p>"),
        ["Paragraph: The bridge is open.", "Loose: Share"]
    );
}

#[test]
fn nested_and_numbered_lists_keep_their_order() {
    let html = "<ol start=3><li>a<ul><li>b</ul><li>c</ol>";
    assert_eq!(blocks(html), ["item 0 3: a", "item 1 0: b", "item 0 4: c"]);
}

#[test]
fn a_row_is_one_block_and_a_table_for_layout_is_none() {
    assert_eq!(blocks("<table><tr><th>a<th>b<tr><td>c<td>d</table>"), ["Row: a\tb", "Row: c\td"]);
    assert_eq!(blocks("<table><tr><td><p>a</p><p>b</p></table>"), ["Paragraph: a", "Paragraph: b"]);
}

#[test]
fn a_picture_in_a_paragraph_follows_its_text() {
    assert_eq!(
        blocks("<p>a<img src=https://img.example/a.jpg>b</p><p>c</p>"),
        ["Paragraph: ab", "Image: ", "Paragraph: c"]
    );
}
