//! What a page costs newsprint, beside the bare parse it is built on and two other readers:
//! time, allocations and peak memory, all contenders on one thread in one run, taking turns.
//!
//! `peers [--rounds N] [--only NAME,NAME] [FOLDER|PAGE]...` reads every `.html` and `.html.gz` it finds. Without
//! paths: the development machine's news pages where they are, else the repository's own.

mod counted;
mod guard;
mod pages;

use std::hint::black_box;
use std::process::ExitCode;

use newsprint::print::{Envelope, ndjson_in};
use newsprint::read;
use pages::Case;

#[global_allocator]
static ALLOCATOR: counted::Counted = counted::Counted;

/// Who is measured: a name, and one page from its text or bytes to the end.
struct Contender {
    name: &'static str,
    run: fn(&Case),
    /// Whether it may hang on a page, so that a child process tries its pages first.
    guarded: bool,
}

const CONTENDERS: &[Contender] = &[
    Contender { name: "scraper, bare parse", run: bare, guarded: false },
    Contender { name: "newsprint: parse", run: parse, guarded: false },
    Contender { name: "newsprint: + judge", run: judge, guarded: false },
    Contender { name: "newsprint: + assemble", run: assemble, guarded: false },
    Contender { name: "newsprint, all to JSON", run: whole, guarded: false },
    Contender { name: "dom_smoothie", run: smoothie, guarded: true },
    Contender { name: "rs-trafilatura", run: trafilatura, guarded: true },
];

fn bare(case: &Case) {
    black_box(scraper::Html::parse_document(&case.html));
}

fn parse(case: &Case) {
    black_box(read::parse(&case.page, &case.options));
}

fn judge(case: &Case) {
    black_box(read::judge(&case.page, &case.options));
}

fn assemble(case: &Case) {
    black_box(read::read(&case.page, &case.options));
}

fn whole(case: &Case) {
    black_box(ndjson_in(&read::read(&case.page, &case.options), &Envelope::default()));
}

fn smoothie(case: &Case) {
    let reader = dom_smoothie::Readability::new(case.html.as_str(), None, None);
    _ = black_box(reader.map(|mut reader| reader.parse().ok()));
}

fn trafilatura(case: &Case) {
    _ = black_box(rs_trafilatura::extract(&case.html));
}

/// What one contender cost on one page.
#[derive(Clone, Copy, Default)]
struct Cost {
    ms: f64,
    allocations: usize,
    bytes: usize,
    peak: usize,
}

fn main() -> ExitCode {
    let mut arguments = pages::Arguments::parse(std::env::args().skip(1));
    let mut cases = arguments.load();
    if cases.is_empty() {
        eprintln!("no pages found");
        return ExitCode::from(2);
    }
    if let Some((name, from)) = arguments.trial.take() {
        return guard::try_all(CONTENDERS, &name, &cases, from);
    }
    let contenders: Vec<&Contender> =
        CONTENDERS.iter().filter(|contender| arguments.is_wanted(contender.name)).collect();
    for contender in contenders.iter().filter(|contender| contender.guarded) {
        let slow = guard::slow_pages(contender.name, &arguments, cases.len());
        if !slow.is_empty() {
            let names: Vec<&str> = slow.iter().map(|number| cases[*number].name.as_str()).collect();
            println!("left out, {} takes over {:?}: {}", contender.name, guard::LIMIT, names.join(" "));
        }
        let mut number = 0..;
        cases.retain(|_| number.next().is_some_and(|number| !slow.contains(&number)));
    }
    report(&cases, &contenders, &measure(&cases, &contenders, arguments.rounds));
    ExitCode::SUCCESS
}

/// The least time of all rounds by contender and page; what was allocated comes from one more.
fn measure(cases: &[Case], contenders: &[&Contender], rounds: usize) -> Vec<Vec<Cost>> {
    let mut costs = vec![vec![Cost { ms: f64::MAX, ..Cost::default() }; cases.len()]; contenders.len()];
    for _ in 0..rounds {
        for (number, case) in cases.iter().enumerate() {
            for (contender, costs) in contenders.iter().zip(&mut costs) {
                let start = clock();
                (contender.run)(case);
                costs[number].ms = costs[number].ms.min(clock() - start);
            }
        }
    }
    for (contender, costs) in contenders.iter().zip(&mut costs) {
        for (case, cost) in cases.iter().zip(costs) {
            (cost.allocations, cost.bytes, cost.peak) = counted::count(|| (contender.run)(case));
        }
    }
    costs
}

/// Milliseconds of the processor's time: a machine shared with others does not falsify it.
fn clock() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

fn report(cases: &[Case], contenders: &[&Contender], costs: &[Vec<Cost>]) {
    let bytes: usize = cases.iter().map(|case| case.html.len()).sum();
    println!("{} pages, {:.1} MB", cases.len(), bytes as f64 / 1e6);
    println!(
        "{:24} {:>9} {:>8} {:>8} {:>7} {:>9} {:>9} {:>9} {:>9}",
        "", "total ms", "ms/page", "median", "ratio", "allocs/p", "MB/page", "peak MB", "max peak"
    );
    let total = |costs: &[Cost]| costs.iter().map(|cost| cost.ms).sum::<f64>();
    let bare = costs.first().map_or(1.0, |costs| total(costs));
    let count = cases.len() as f64;
    for (contender, costs) in contenders.iter().zip(costs) {
        let mean = |of: fn(&Cost) -> usize| costs.iter().map(of).sum::<usize>() as f64 / count;
        let mut times: Vec<f64> = costs.iter().map(|cost| cost.ms).collect();
        times.sort_by(f64::total_cmp);
        println!(
            "{:24} {:9.1} {:8.3} {:8.3} {:7.2} {:9.0} {:9.2} {:9.2} {:9.2}",
            contender.name,
            total(costs),
            total(costs) / count,
            times[times.len() / 2],
            total(costs) / bare,
            mean(|cost| cost.allocations),
            mean(|cost| cost.bytes) / 1e6,
            mean(|cost| cost.peak) / 1e6,
            costs.iter().map(|cost| cost.peak).max().unwrap_or(0) as f64 / 1e6,
        );
    }
}
