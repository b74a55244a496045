//! Lines that say when a text was changed: the date of the change is not that of publication.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde::Deserialize;

use super::dates::{self, Parsed};

/// A label of more letters than this is a sentence.
const LABEL: usize = 30;

#[derive(Default, Deserialize)]
struct Vocabulary {
    words: Vec<String>,
    within: Vec<String>,
}

/// A word that tells of a change, made ready for looking: lines are many, and so are the words.
struct Word {
    finder: Finder<'static>,
    is_whole: bool,
    /// The pairs of bytes in it.
    pairs: u128,
}

/// The pairs of bytes in a text, as bits: a word is in no text that lacks one of its pairs.
fn pairs(text: &[u8]) -> u128 {
    let bit =
        |pair: &[u8]| pair.iter().fold(0_u8, |bit, byte| bit.wrapping_mul(37).wrapping_add(*byte)) % 128;
    text.windows(2).fold(0, |pairs, pair| pairs | 1 << bit(pair))
}

static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let data = include_str!("../labels/changed.toml");
    let vocabulary: Vocabulary = toml::from_str(data).unwrap_or_default();
    let word = |word: &String, is_whole| {
        let pairs = pairs(word.as_bytes());
        Word { finder: Finder::new(word.as_bytes()).into_owned(), is_whole, pairs }
    };
    let whole = vocabulary.words.iter().map(|found| word(found, true));
    whole.chain(vocabulary.within.iter().map(|found| word(found, false))).collect()
});

/// The date in a line, unless it is that of a change.
pub(super) fn published(line: &str) -> Option<Parsed> {
    let line = line.to_lowercase();
    let Some((before, behind)) = around(&line) else { return dates::parse(&line) };
    // `Updated 9 May | Published 7 May`: the second date is the one.
    let second = || behind.split(['|', '•', '·', '\n']).skip(1).find_map(dates::parse);
    dates::parse(before).or_else(second)
}

/// The date of a change in a line, or in the line behind a label that stands alone.
pub(super) fn changed(line: &str, next: Option<&str>) -> Option<Parsed> {
    let line = line.to_lowercase();
    let (before, behind) = around(&line)?;
    let is_label = line.chars().count() <= LABEL && !line.chars().any(|c| c.is_ascii_digit());
    let alone = || next.filter(|_| is_label).and_then(dates::parse);
    dates::parse(behind).or_else(alone).or_else(|| dates::parse(before))
}

/// What stands before and behind the word that tells of a change.
fn around(line: &str) -> Option<(&str, &str)> {
    let found = pairs(line.as_bytes());
    let may_be = |word: &&Word| found & word.pairs == word.pairs;
    WORDS.iter().filter(may_be).filter_map(|word| split(line, word)).min_by_key(|(before, _)| before.len())
}

fn split<'a>(line: &'a str, word: &Word) -> Option<(&'a str, &'a str)> {
    word.finder.find_iter(line.as_bytes()).find_map(|at| {
        let (before, behind) = (line.get(..at)?, line.get(at + word.finder.needle().len()..)?);
        let is_apart = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphabetic);
        (is_apart || !word.is_whole).then_some((before, behind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(parsed: Option<Parsed>) -> String {
        parsed.map_or_else(|| "none".to_owned(), |parsed| parsed.rfc3339().chars().take(10).collect())
    }

    #[test]
    fn both_dates_of_a_line() {
        for line in [
            "Published 7 May 2024, updated 9 May 2024",
            "Veröffentlicht am 07.05.2024 | Zuletzt aktualisiert: 09.05.2024, 10:30 Uhr",
            "Publié le 7 mai 2024 - Mis à jour le 9 mai 2024",
            "Publicado: 7 de mayo de 2024. Actualizado: 9 de mayo de 2024",
            "Julkaistu 7.5.2024, päivitetty 9.5.2024",
            "Giriş: 7 Mayıs 2024 • Güncelleme: 9 Mayıs 2024",
            "Опубликовано 7 мая 2024, обновлено 9 мая 2024",
            "입력 2024.05.07 수정 2024.05.09",
            "公開 2024年5月7日 更新 2024年5月9日",
            "Updated 9 May 2024 | Published 7 May 2024",
        ] {
            assert_eq!(day(published(line)), "2024-05-07", "{line}");
            assert_eq!(day(changed(line, None)), "2024-05-09", "{line}");
        }
    }

    #[test]
    fn a_label_alone_speaks_for_the_next_line() {
        assert_eq!(day(changed("Last updated", Some("9 May 2024"))), "2024-05-09");
        assert_eq!(day(changed("The updated ferry sails for a longer line", Some("9 May 2024"))), "none");
        assert_eq!(day(changed("7 May 2024", None)), "none");
    }

    #[test]
    fn a_word_is_no_part_of_another() {
        assert_eq!(day(changed("Outdated 9 May 2024", None)), "none");
        assert_eq!(day(published("Outdated 9 May 2024")), "2024-05-09");
    }

    #[test]
    fn every_language_of_the_labels_has_its_word() {
        for line in [
            "Aktualizováno 9. května 2024",
            "Opdateret 9. maj 2024",
            "Geändert am 9. Mai 2024",
            "Ενημερώθηκε 9 Μαΐου 2024",
            "Last modified May 9, 2024",
            "Modificado el 9 de mayo de 2024",
            "Muokattu 9. toukokuuta 2024",
            "Dernière modification : 9 mai 2024",
            "Frissítve: 2024. május 9.",
            "Ultimo aggiornamento: 9 maggio 2024",
            "最終更新 2024年5月9日",
            "최종수정 2024년 5월 9일",
            "Bijgewerkt op 9 mei 2024",
            "Sist oppdatert 9. mai 2024",
            "Zaktualizowano 9 maja 2024",
            "Atualizado em 9 de maio de 2024",
            "Actualizat: 9 mai 2024",
            "Обновлено 9 мая 2024",
            "Uppdaterad 9 maj 2024",
            "Son güncelleme: 9 Mayıs 2024",
            "Оновлено 9 травня 2024",
            "最后更新：2024年5月9日",
        ] {
            assert_eq!(day(changed(line, None)), "2024-05-09", "{line}");
        }
    }
}
