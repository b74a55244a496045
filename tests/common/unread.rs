//! Batches of pages that nobody reads: what was handed over stands in the title.

use newsprint::batch::{self, Settings, Tally};
use newsprint::model::{Article, Class, Clean, Metadata, Page, Reading, Sidebar, Tree};
use serde_json::Value;

/// A reading of a page that was not read, with this title.
pub(crate) fn titled(page: &Page, title: &str) -> Reading {
    Reading {
        source: page.source.clone(),
        class: Class::Article,
        metadata: Metadata { title: Some(Clean::field(title)), ..Metadata::default() },
        article: Article::default(),
        sidebar: Sidebar::default(),
        ledger: Vec::new(),
        anchors: Vec::new(),
        tree: Tree::default(),
    }
}

/// What becomes of an input, each document accounted for.
pub(crate) fn batch(bytes: &[u8], settings: &Settings) -> (Tally, Vec<Value>) {
    let mut output = Vec::new();
    let tally = batch::run(&mut &*bytes, &mut output, settings, None).expect("a run");
    let output = String::from_utf8(output).expect("UTF-8");
    let lines: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(tally.read + tally.failed + tally.skipped, lines.len());
    (tally, lines)
}
