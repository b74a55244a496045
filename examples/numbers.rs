//! What the learned judge is told about the blocks of many pages: lines of JSON in, as `batch`
//! takes them, lines of JSON out. `.ci/learn` reads them.

use std::io::{BufRead, BufWriter, Write};

use newsprint::model::{BlockKind, Page, Source};
use newsprint::read::{Input, Numbers, Options, judge};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", json!(Numbers::names()))?;
    for line in std::io::stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let mut page =
            Page::new(Source::Stdin, record.get("html").and_then(Value::as_str).unwrap_or_default().into());
        page.base = record.get("url").and_then(Value::as_str).and_then(|url| url.parse().ok());
        let judged = judge(&page, &Options { input: Input::Html, ..Options::default() });
        let mut numbers = judged.numbers.iter().peekable();
        let blocks: Vec<Value> = judged
            .document
            .blocks
            .iter()
            .map(|block| {
                let known = numbers.next_if(|(id, _)| *id == block.id).map(|(_, numbers)| numbers.values());
                json!({ "text": block.text(), "caption": matches!(block.kind, BlockKind::Caption), "numbers": known })
            })
            .collect();
        writeln!(out, "{}", json!({ "id": record.get("id"), "blocks": blocks }))?;
    }
    Ok(())
}
