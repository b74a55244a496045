//! Throw-away: measures.
use std::io::Write;
#[test]
#[ignore]
fn measure() {
    let list = std::fs::read_to_string("/tmp/meta/list.tsv").unwrap();
    let mut out = std::fs::File::create("/tmp/meta/out.ndjson").unwrap();
    for line in list.lines() {
        let f: Vec<&str> = line.split('\t').collect();
        let html = std::fs::read_to_string(f[2]).unwrap();
        let base = url::Url::parse(f[1]).ok();
        let (d, h) = crate::read::html::read(&html, base.as_ref());
        let m = super::gather(&h, &d);
        let s = |c: &Option<crate::model::Clean>| c.as_ref().map(|c| c.to_string());
        let h1: Vec<String> = super::visible::headlines(&d).map(|b| b.text()).collect();
        writeln!(out, "{}", serde_json::json!({"id": f[0], "title": s(&m.title), "byline": s(&m.byline), "published": s(&m.published), "modified": s(&m.modified), "site": s(&m.site), "language": s(&m.language), "url": s(&m.url), "image": s(&m.image), "description": s(&m.description), "titles": m.titles.iter().map(|t| t.to_string()).collect::<Vec<_>>(), "h1": h1, "body": m.body.as_ref().map(|b| b.len()), "videos": m.videos.len()})).unwrap();
    }
}
