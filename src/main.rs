//! argv in, exit code out.
use newsprint::model::{Page, Source};
use newsprint::read::{Input, Options};
use std::io::{BufRead, Write};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args.get(1).map(String::as_str) == Some("batch") {
        let out = std::io::stdout();
        for line in std::io::stdin().lock().lines() {
            let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
            let mut page = Page::new(
                Source::Record("x".into()),
                v["html"].as_str().unwrap_or_default().as_bytes().to_vec(),
            );
            page.base = v["url"].as_str().and_then(|u| url::Url::parse(u).ok());
            let t = std::time::Instant::now();
            let r = newsprint::read::read(&page, &Options { input: Input::Html });
            let text = r.text();
            let ms = t.elapsed().as_secs_f64() * 1e3;
            let videos: Vec<_> = r.sidebar.videos.iter().map(|v| serde_json::json!({"title": v.title.as_deref(), "description": v.description.as_deref(), "url": v.url.as_deref()})).collect();
            let links: Vec<_> = r
                .sidebar
                .links
                .iter()
                .map(
                    |l| serde_json::json!({"text": &*l.text, "url": l.url.as_deref(), "kind": l.kind.name()}),
                )
                .collect();
            writeln!(&out, "{}", serde_json::json!({"id": v["id"], "text": text, "title": r.title().as_deref(), "ms": ms, "videos": videos, "links": links, "class": r.class.name()})).unwrap();
        }
        return;
    }
    let bytes = std::fs::read(&args[1]).unwrap();
    let mut page = Page::new(Source::File(args[1].clone().into()), bytes);
    page.base = args.get(2).and_then(|u| url::Url::parse(u).ok());
    let judged = newsprint::read::judge(&page, &Options::default());
    for (b, v) in judged.document.blocks.iter().zip(&judged.verdicts) {
        let v = match v {
            newsprint::model::Verdict::Drop(r) => format!("DROP {}: {}", r.rule(), r.words()),
            v => format!("{v:?}"),
        };
        let k = format!("{:?}", b.kind);
        let k: String = k.chars().take(12).collect();
        println!(
            "{:4} {:12} {:40} {:?}   [{}]",
            b.id.0,
            k,
            v,
            b.text().chars().take(110).collect::<String>(),
            judged
                .document
                .tree
                .path(b.origin.place)
                .chars()
                .rev()
                .take(110)
                .collect::<String>()
                .chars()
                .rev()
                .collect::<String>()
        );
    }
    println!("{:?}", judged.class);
}
