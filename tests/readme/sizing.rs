//! The README's page on sizing, reckoned from the few figures that were measured.

use std::fmt::Write;

use serde_json::Value;

/// The sorts of input that were measured, with what they are called.
const SORTS: [(&str, &str); 3] =
    [("lines", "lines"), ("warc", "`.warc.gz`"), ("small", "lines, pages under 100 KB")];

/// What was measured of a sort of input, on one core.
struct Measured {
    pages: f64,
    html: f64,
    read: f64,
    written: f64,
    packed: f64,
    seconds: f64,
}

impl Measured {
    fn of(sort: &Value) -> Self {
        let [pages, html, read, written, packed, seconds] =
            ["pages", "html MB", "in MB", "out MB", "out zst MB", "seconds"].map(|name| number(sort, name));
        Self { pages, html, read, written, packed, seconds }
    }

    fn a_second(&self) -> f64 {
        self.pages / self.seconds
    }

    fn read_a_second(&self) -> f64 {
        self.read / self.seconds
    }

    fn hours_a_million(&self) -> f64 {
        1e6 / self.a_second() / 3600.0
    }
}

/// What is reckoned for a sort of input: how it is called, how it is got, the number.
type Row = (String, String, Box<dyn Fn(&Measured) -> String>);

/// The page.
pub(crate) fn sizing(inputs: &str) -> String {
    let inputs: Value = serde_json::from_str(inputs).unwrap();
    let [price, gigabit, twice, memory] =
        ["dollars a core-hour", "gigabit", "two jobs", "MB a job"].map(|name| number(&inputs, name));
    let sorts = SORTS.map(|(key, _)| Measured::of(inputs.get(key).unwrap_or_else(|| panic!("no {key}"))));
    let [lines, warc, small] = &sorts;
    let link = gigabit * 1000.0 / 8.0;
    let mut page = format!(
        "\nMeasured: {} pages of {} KB on average, and the {} of them under 100 KB ({} KB), seconds of the processor on one core.\n\
         **Assumed: ${price} for an hour of a core, and {} Gbit/s ({} MB/s) from where the files are.** MB are of a million bytes.\n\n",
        shown(lines.pages),
        shown(lines.html / lines.pages * 1e3),
        shown(small.pages),
        shown(small.html / small.pages * 1e3),
        shown(gigabit),
        shown(link),
    );
    let names = SORTS.map(|(_, name)| name).join(" | ");
    _ = writeln!(page, "| | how | {names} |\n| --- | --- | --- | --- | --- |");
    for (name, how, number) in rows(price, link) {
        _ = writeln!(page, "| {name} | {how} | {} |", sorts.each_ref().map(number).join(" | "));
    }
    _ = writeln!(
        page,
        "\nSo past {} cores on packed archives, and {} on bare lines, the network is the limit and not the processor: keep\n\
         the files packed, and near. Two jobs did {twice} times as much as one, on two cores; more were not measured. Pages of\n\
         another size: take the megabytes, {} MB a second of large pages and {} of small ones, that is {} pages of 200 KB or {}\n\
         of 50 KB. A job took {} MB of memory at most, its guarded process included.\n",
        cores(link / warc.read_a_second()),
        cores(link / lines.read_a_second()),
        shown(lines.html / lines.seconds),
        shown(small.html / small.seconds),
        shown(lines.html / lines.seconds / 0.2),
        shown(small.html / small.seconds / 0.05),
        shown(memory),
    );
    page
}

fn rows(price: f64, link: f64) -> Vec<Row> {
    fn row(name: &str, how: &str, number: impl Fn(&Measured) -> String + 'static) -> Row {
        (name.to_owned(), how.to_owned(), Box::new(number))
    }
    vec![
        row("pages, MB of HTML", "measured", |of| format!("{}, {}", shown(of.pages), shown(of.html))),
        row("MB read, written, written with `--zst`", "measured", |of| {
            [of.read, of.written, of.packed].map(shown).join(", ")
        }),
        row("seconds", "measured", |of| shown(of.seconds)),
        row("**pages a second and core**", "pages / seconds", |of| format!("**{}**", shown(of.a_second()))),
        row("**MB of HTML a second and core**", "MB of HTML / seconds", |of| {
            format!("**{}**", shown(of.html / of.seconds))
        }),
        row("core-hours, a million pages", "1,000,000 / pages a second / 3,600", |of| {
            shown(of.hours_a_million())
        }),
        row("cost, a million pages", &format!("core-hours x ${price}"), move |of| {
            format!("${}", shown(of.hours_a_million() * price))
        }),
        row("**cost, a billion pages**", "1,000 x that", move |of| {
            format!("**${}**", shown(of.hours_a_million() * price * 1e3))
        }),
        row("cores, a billion pages in a day", "1,000 x core-hours / 24", |of| {
            cores(of.hours_a_million() * 1e3 / 24.0)
        }),
        row(
            "cores until the network is full",
            &format!("{} / (MB read / seconds)", shown(link)),
            move |of| cores(link / of.read_a_second()),
        ),
        row("written, a million pages", "MB written / pages", |of| {
            format!("{} GB", shown(of.written / of.pages * 1e3))
        }),
        row("the same with `--zst`", "MB written / pages", |of| {
            format!("{} GB", shown(of.packed / of.pages * 1e3))
        }),
        row("a task: a file of 1 GB", "1,000 / (MB read / seconds)", |of| {
            format!("{} s", shown(1e3 / of.read_a_second()))
        }),
    ]
}

fn number(inputs: &Value, name: &str) -> f64 {
    inputs.get(name).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {name}"))
}

/// A number of whole cores.
fn cores(number: f64) -> String {
    grouped(&format!("{:.0}", number.ceil()))
}

/// A number to three digits, without zeros at its end.
fn shown(number: f64) -> String {
    let places = [100.0, 10.0, 1.0, 0.1, 0.01].iter().position(|least| number >= *least).unwrap_or(5);
    let text = format!("{number:.places$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    grouped(text)
}

/// Thousands apart.
fn grouped(text: &str) -> String {
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let digits: Vec<char> = whole.chars().rev().collect();
    let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
    let whole: String = groups.join(",").chars().rev().collect();
    rest.map_or(whole.clone(), |rest| format!("{whole}.{rest}"))
}

#[test]
fn what_is_reckoned_is_right() {
    let inputs = r#"{"two jobs": 1.5, "MB a job": 120, "dollars a core-hour": 0.5, "gigabit": 8,
        "lines": {"pages": 1000, "html MB": 200, "in MB": 250, "out MB": 50, "out zst MB": 10, "seconds": 2.5},
        "warc": {"pages": 1000, "html MB": 200, "in MB": 30, "out MB": 50, "out zst MB": 10, "seconds": 4},
        "small": {"pages": 100, "html MB": 5, "in MB": 6, "out MB": 2, "out zst MB": 0.5, "seconds": 0.1}}"#;
    let page = sizing(inputs);
    for line in [
        "| seconds | measured | 2.5 | 4 | 0.1 |",
        "| **pages a second and core** | pages / seconds | **400** | **250** | **1,000** |",
        "| **MB of HTML a second and core** | MB of HTML / seconds | **80** | **50** | **50** |",
        "| core-hours, a million pages | 1,000,000 / pages a second / 3,600 | 0.694 | 1.11 | 0.278 |",
        "| cost, a million pages | core-hours x $0.5 | $0.347 | $0.556 | $0.139 |",
        "| **cost, a billion pages** | 1,000 x that | **$347** | **$556** | **$139** |",
        "| cores, a billion pages in a day | 1,000 x core-hours / 24 | 29 | 47 | 12 |",
        "| cores until the network is full | 1,000 / (MB read / seconds) | 10 | 134 | 17 |",
        "| written, a million pages | MB written / pages | 50 GB | 50 GB | 20 GB |",
        "| the same with `--zst` | MB written / pages | 10 GB | 10 GB | 5 GB |",
        "| a task: a file of 1 GB | 1,000 / (MB read / seconds) | 10 s | 133 s | 16.7 s |",
    ] {
        assert!(page.lines().any(|found| found == line), "{line}\nis not in\n{page}");
    }
    assert!(page.contains("past 134 cores on packed archives, and 10 on bare lines"), "{page}");
    assert!(
        page.contains(
            "80 MB a second of large pages and 50 of small ones, that is 400 pages of 200 KB or 1,000"
        ),
        "{page}"
    );
}
