//! The words that mark clutter, by language, as data. Code holds structure, data holds words.
//!
//! Each language has a file named by its code, `en.toml`; the build script compiles them all.
//! Entries are compared folded: lower case, everything but letters and digits a single space.
//! An entry may hold alternatives in brackets: `(story|article) continues (on|) next page`.

mod book;
mod fold;
mod heads;
mod sieve;
mod topic;

use std::sync::LazyLock;

pub(super) use book::{Book, Labelled};
pub(super) use fold::{fold, letter};
pub(super) use topic::{Topic, Topics};

static BOOK: LazyLock<Book> = LazyLock::new(Book::open);

/// The words of every language.
pub(super) fn book() -> &'static Book {
    &BOOK
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Page, Source};
    use crate::read::{Input, Options, read};

    /// What a data file claims of one of its lists: a line that it tells, and one that it must not.
    struct Claim {
        file: String,
        section: String,
        drop: String,
        trap: String,
    }

    #[expect(clippy::disallowed_methods, reason = "the test reads the data files themselves")]
    fn claims() -> Vec<Claim> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/read/labels");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.file_stem().is_some_and(|stem| stem.len() == 2));
        let mut claims = Vec::new();
        for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")) {
            let data: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            for test in data.get("test").and_then(toml::Value::as_array).into_iter().flatten() {
                let text =
                    |key: &str| test.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                claims.push(Claim { file, section: text("section"), drop: text("drop"), trap: text("trap") });
            }
        }
        claims
    }

    /// What the lists of a section know of a line, whichever list it is.
    fn told(line: &str, section: &str) -> bool {
        let folded = fold(line);
        let first = folded.split(' ').take(3).collect::<Vec<_>>();
        let fronts = (1..=first.len()).map(|count| book().line(&first[..count].join(" ")));
        let mut found = book().line(&folded).with(book().phrases(&folded));
        found = fronts.fold(found, Topics::with);
        found = folded.split(' ').fold(found, |found, word| found.with(book().line(word)));
        if let Some(label) = book().label(line) {
            found = found.with(label.topics);
        }
        topic::TOPICS.iter().any(|(topic, named, _)| *named == section && found.has(*topic))
    }

    #[test]
    fn every_list_tells_the_line_that_its_file_names() {
        let missed: Vec<String> = claims()
            .into_iter()
            .filter(|claim| !claim.drop.is_empty() && !told(&claim.drop, &claim.section))
            .map(|claim| format!("{} [{}] {}", claim.file, claim.section, claim.drop))
            .collect();
        assert!(missed.is_empty(), "{missed:#?}");
    }

    #[test]
    fn no_list_takes_a_trap_out_of_a_text() {
        let taken: Vec<String> = claims()
            .into_iter()
            .filter(|claim| !claim.trap.is_empty() && !stays(&claim.trap))
            .map(|claim| format!("{} [{}] {}", claim.file, claim.section, claim.trap))
            .collect();
        assert!(taken.is_empty(), "{taken:#?}");
    }

    /// Whether a sentence between two paragraphs of a text is kept as it is.
    fn stays(trap: &str) -> bool {
        let around = "The harbour office said on Wednesday that the beams had been looked at by divers.";
        let text = format!("Ferry halted\n\n{around}\n\n{trap}\n\n{around} It will open soon.\n");
        let page = Page::new(Source::Stdin, text.into_bytes());
        read(&page, &Options::of(Input::Text)).text().contains(trap.trim())
    }
}
