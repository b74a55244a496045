//! What `--near-dup` finds and what it costs: syndicated copies made of real articles, and what must not be
//! taken for one; the memory and the time of a million articles.
//!
//! ```sh
//! newsprint batch pages.ndjson > read.ndjson                  # any pages; their bodies are the originals
//! ARTICLES=1000000 cargo bench --bench near -- read.ndjson    # without a file only memory and time
//! ```

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench")]
#![allow(clippy::disallowed_methods, reason = "a bench has a clock and an environment")]
#![allow(clippy::indexing_slicing, reason = "a bench")]
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a bench")]

use newsprint::batch::{Index, Sketch};
use rustix::time::{ClockId, clock_gettime};

/// Numbers that look like chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

fn main() {
    let articles = std::env::var("ARTICLES").ok().and_then(|typed| typed.parse().ok());
    // First, since memory is measured at its most.
    size(articles.unwrap_or(1_000_000));
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    if let Some(path) = path {
        let bodies = bodies(&path);
        cost(&bodies);
        copies(&bodies);
        others(&bodies);
        themselves(&bodies);
    }
}

/// The bodies of a batch that are long enough to be compared, with their ids.
fn bodies(path: &str) -> Vec<(String, String)> {
    let lines = std::fs::read_to_string(path).unwrap();
    let values = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let body = |value: serde_json::Value| Some((value["id"].to_string(), value["text"].as_str()?.to_owned()));
    values.filter_map(body).filter(|(_, text)| text.split_whitespace().count() >= 30).collect()
}

fn cost(bodies: &[(String, String)]) {
    let bytes: usize = bodies.iter().map(|(_, body)| body.len()).sum();
    let start = worked();
    let made = bodies.iter().filter_map(|(_, body)| Sketch::of(body)).count();
    let each = (worked() - start) * 1e6 / made as f64;
    println!("a sketch: {each:.0} µs, of a body of {} bytes\n", bytes / made);
}

type Change = fn(&str, &mut Chance) -> String;

/// Copies of each, changed as copies are, looked for among all.
fn copies(bodies: &[(String, String)]) {
    let mut index = Index::within(u64::MAX);
    let mut kept: Vec<(usize, u32)> = Vec::new();
    for (number, (_, body)) in bodies.iter().enumerate() {
        let sketch = Sketch::of(body).unwrap();
        if index.find(&sketch).is_none() {
            kept.push((number, index.keep(sketch).unwrap()));
        }
    }
    println!("copies of {} articles: found, taken for a copy of another", kept.len());
    let changes: [(&str, Change); 15] = [
        ("nothing changed", |text, _| text.to_owned()),
        ("other case, punctuation, space", |text, _| text.to_uppercase().replace([',', '"', '“', '”'], " ")),
        ("dateline", dateline),
        ("byline, agency's tail (41 words)", |text, _| byline(text)),
        ("last tenth cut", |text, _| cut(text, 0.1)),
        ("last fifth cut", |text, _| cut(text, 0.2)),
        ("last three tenths cut", |text, _| cut(text, 0.3)),
        ("last half cut", |text, _| cut(text, 0.5)),
        ("one word of 100 changed", |text, chance| edited(text, 1, chance)),
        ("two", |text, chance| edited(text, 2, chance)),
        ("three", |text, chance| edited(text, 3, chance)),
        ("five", |text, chance| edited(text, 5, chance)),
        ("quotes translated", quotes),
        ("dateline, byline, tail, 1 of 100, a fifth cut", |text, chance| {
            let text = byline(&dateline(text, chance));
            edited(&cut(&text, 0.2), 1, chance)
        }),
        ("dateline, quotes translated, a tenth cut", |text, chance| {
            cut(&dateline(&quotes(text, chance), chance), 0.1)
        }),
    ];
    let mut chance = Chance(7);
    for (name, change) in changes {
        let (mut right, mut wrong) = (0, 0);
        for (number, first) in &kept {
            let copy = Sketch::of(&change(&bodies[*number].1, &mut chance)).unwrap();
            match index.find(&copy) {
                Some(found) if found.first == *first => right += 1,
                Some(_) => wrong += 1,
                None => {}
            }
        }
        println!("  {name:48} {:.1} % {wrong}", 100.0 * f64::from(right) / kept.len() as f64);
    }
}

fn dateline(text: &str, chance: &mut Chance) -> String {
    let place = chance.of(&["LISBON", "Tern Island", "GENEVA, March 3", "Oslo"]);
    format!("{place} (Harbour Press) — {text}")
}

fn byline(text: &str) -> String {
    format!(
        "By Ana Ferreira and Jo Berg, Staff Writers\n\n{text}\n\nReporting by Ana Ferreira in Lisbon and Jo Berg in Oslo; \
         additional reporting by Lin Wu; editing by Kim Dahl.\n\nThe Harbour Press receives support from several \
         private foundations."
    )
}

/// Whole paragraphs at the end go, but never all.
fn cut(text: &str, share: f64) -> String {
    let left = text.len() as f64 * (1.0 - share);
    let mut kept = String::new();
    for paragraph in text.split("\n\n") {
        if !kept.is_empty() && (kept.len() + paragraph.len() / 2) as f64 > left {
            break;
        }
        kept.push_str(paragraph);
        kept.push_str("\n\n");
    }
    kept
}

fn edited(text: &str, of_hundred: usize, chance: &mut Chance) -> String {
    let others = ["however", "meanwhile", "reported", "officials", "people", "about", "nearly", "stated"];
    let words =
        text.split(' ').map(|word| if chance.below(100) < of_hundred { chance.of(&others) } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// What stands in quotation marks is in another language.
fn quotes(text: &str, chance: &mut Chance) -> String {
    let pieces = text.split(['"', '“', '”', '«', '»', '„']).enumerate();
    let mut other = |piece: &str| -> String {
        piece
            .split(' ')
            .map(|word| format!("z{}{}", word.len(), chance.below(500)))
            .collect::<Vec<_>>()
            .join(" ")
    };
    // A mark that nobody closed is no quote.
    let piece = |(number, piece): (usize, &str)| {
        if number % 2 == 1 && piece.len() < 600 { other(piece) } else { piece.to_owned() }
    };
    pieces.map(piece).collect::<Vec<_>>().join("\"")
}

/// What makes the next report of a series.
type Next<'a> = Box<dyn FnMut() -> String + 'a>;

type Report = fn(&mut Chance) -> String;

/// What is not the same however alike it looks: each series as a stream.
fn others(bodies: &[(String, String)]) {
    println!("a thousand of each that are not the same: how many were marked");
    let entries: Vec<&str> = bodies.iter().flat_map(|(_, body)| body.split("\n\n")).collect();
    let entries: Vec<&str> = entries.into_iter().filter(|entry| (150..500).contains(&entry.len())).collect();
    let blogs = [("live blogs of one site, twelve entries", blogs(&entries)), (GROWING, growing(&entries))];
    let reports: [(&str, Report); 4] = [
        ("the weather, 90 words", weather),
        ("the weather, and 190 words that are the same", |chance| format!("{}\n\n{NOTE}", weather(chance))),
        ("shares, 90 words", shares),
        ("shares, and 190 words that are the same", |chance| format!("{}\n\n{NOTE}", shares(chance))),
    ];
    let reports = reports.into_iter().map(|(name, report)| {
        let mut chance = Chance(12);
        (name, Box::new(move || report(&mut chance)) as Next<'_>)
    });
    for (name, mut next) in reports.chain(blogs) {
        let mut index = Index::within(u64::MAX);
        let mut marked = 0;
        for _ in 0..1000 {
            let sketch = Sketch::of(&next()).unwrap();
            match index.find(&sketch) {
                Some(_) => marked += 1,
                None => _ = index.keep(sketch),
            }
        }
        println!("  {name:48} {marked}");
    }
}

const GROWING: &str = "one live blog, each time three entries more (it is the same)";

fn blogs<'a>(entries: &'a [&'a str]) -> Next<'a> {
    let mut chance = Chance(15);
    Box::new(move || (0..12).fold(NOTE.to_owned(), |text, hour| entry(text, hour, entries, &mut chance)))
}

fn growing<'a>(entries: &'a [&'a str]) -> Next<'a> {
    let (mut chance, mut hour, mut blog) = (Chance(16), 0, String::new());
    Box::new(move || {
        // A new day, a new blog.
        if hour % 36 == 0 {
            NOTE.clone_into(&mut blog);
        }
        hour += 3;
        blog = (0..3).fold(blog.clone(), |text, _| entry(text, hour, entries, &mut chance));
        blog.clone()
    })
}

fn entry(text: String, hour: usize, entries: &[&str], chance: &mut Chance) -> String {
    text + &format!(
        "\n\n{}.{:02}\n\n{}",
        8 + hour % 12,
        chance.below(60),
        entries[chance.below(entries.len())]
    )
}

fn weather(chance: &mut Chance) -> String {
    let day = chance.of(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]);
    let sky = chance.of(&["sunny", "cloudy", "rainy", "windy"]);
    let wind = chance.of(&["west", "north", "east"]);
    let mut number = |from: usize, to: usize| from + chance.below(to - from);
    format!(
        "Forecast for the coast for {day}: {sky} with a high of {} degrees and a low of {} degrees. Winds from the {wind} \
         at {} to {} knots, gusting to {}. The chance of rain is {} per cent in the morning and {} per cent in the \
         afternoon. High tide at the harbour is at {}:{:02} and low tide at {}:{:02}. The water is {} degrees. Sunrise is \
         at 6:{:02} and sunset at 19:{:02}.",
        number(15, 30),
        number(0, 10),
        number(5, 15),
        number(15, 25),
        number(25, 45),
        number(0, 100),
        number(0, 100),
        number(1, 13),
        number(0, 60),
        number(1, 13),
        number(0, 60),
        number(8, 16),
        number(0, 60),
        number(0, 60)
    )
}

fn shares(chance: &mut Chance) -> String {
    let who = chance.of(&["Northern Rope", "Tern Ferries", "Harbour Steel", "Gull Foods", "Causeway Bank"]);
    let day = chance.of(&["Monday", "Tuesday", "Friday"]);
    let (way, other) = (chance.of(&["up", "down"]), chance.of(&["higher", "lower"]));
    let mut number = |from: usize, to: usize| from + chance.below(to - from);
    format!(
        "Shares of {who} closed at {}.{:02} on {day}, {way} {}.{} per cent, after {} thousand shares changed hands. The \
         company has a market value of {}.{} billion and trades at {} times its earnings. Its highest price of the last \
         year was {}.{:02} and its lowest {}.{:02}. Analysts expect earnings of {}.{:02} a share for the quarter. The \
         index stood at {} points, {}.{} per cent {other}.",
        number(10, 100),
        number(0, 100),
        number(0, 9),
        number(0, 10),
        number(10, 900),
        number(1, 20),
        number(0, 10),
        number(4, 40),
        number(50, 150),
        number(0, 100),
        number(5, 60),
        number(0, 100),
        number(0, 4),
        number(0, 100),
        number(3000, 12000),
        number(0, 3),
        number(0, 10)
    )
}

/// What stands below every report of a site.
const NOTE: &str = "The forecast is made by the harbour office from measurements of the buoys along the coast and is \
    renewed twice a day, in the morning before the first ferry and in the evening after the last one. Small boats are \
    asked to stay within sight of the shore when the flag at the end of the pier is red, and to tell the harbour master \
    by radio where they are going and when they mean to be back. Swimmers should keep to the guarded beaches, as the \
    current along the causeway is stronger than it looks, above all in the two hours before low water. The harbour \
    office takes no responsibility for damage that comes of a forecast that was wrong. Whoever sees a buoy adrift, a \
    sign washed away or oil on the water is asked to call the office at any time of the day or night, and to say where \
    it was, how large it was and which way it went. The next forecast will be given out this evening at the usual time \
    and will be put up at the office door, at the ferry landing and in the market hall.";

/// The articles against each other: every pair that is marked, to be looked at.
fn themselves(bodies: &[(String, String)]) {
    let mut index = Index::within(u64::MAX);
    let mut firsts = Vec::new();
    let (mut exact, mut near) = (0, Vec::new());
    for (id, body) in bodies {
        let sketch = Sketch::of(body).unwrap();
        match index.find(&sketch) {
            Some(found) if found.likeness.is_exact => exact += 1,
            Some(found) => near.push((id, firsts[found.first as usize], found.likeness.hundredths)),
            None => {
                index.keep(sketch).unwrap();
                firsts.push(id);
            }
        }
    }
    println!("the articles themselves: {} firsts, {exact} the same, {} nearly so:", firsts.len(), near.len());
    for (id, first, hundredths) in near {
        println!("  {hundredths} {id} {first}");
    }
}

/// The memory and the time of so many articles, a tenth of them copies.
fn size(articles: usize) {
    let mut chance = Chance(3);
    let mut index = Index::within(u64::MAX);
    let before = resident();
    let (mut copied, mut copy) = (0, Vec::new());
    let start = worked();
    for number in 0..articles {
        let mut bytes: Vec<u8> = (0..157).map(|_| (chance.below(1 << 20) >> 6) as u8).collect();
        bytes[156] = 0;
        if number % 10 == 9 {
            bytes = std::mem::take(&mut copy);
        } else if number % 10 == 0 {
            copy.clone_from(&bytes);
            // A copy differs a little.
            for at in 0..8 {
                copy[at * 13] ^= 1;
            }
        }
        let sketch = Sketch::from_bytes(&bytes).unwrap();
        match index.find(&sketch) {
            Some(_) => copied += 1,
            None => _ = index.keep(sketch),
        }
    }
    let seconds = worked() - start;
    let grown = resident().saturating_sub(before);
    println!(
        "{articles} articles, {copied} of them copies: {:.1} s, {} MB; {} bytes for each of {} firsts, at most {}\n",
        seconds,
        grown >> 20,
        grown / index.len().max(1),
        index.len(),
        Index::BYTES
    );
}

/// What the processor has done for this program, in seconds: the same on a busy machine.
fn worked() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// How much memory this program has had at most.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<usize>().ok()).unwrap_or_default() << 10
}
