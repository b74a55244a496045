//! What scraping does to lines: labels glued to what they label ("Media captionFerry halted"),
//! numbers that keep a line from being known ("Slideshow (15 images)").

use super::labels::{Book, Labelled, Topic, Topics, fold};

/// A label is looked for in so many bytes.
const LABEL: usize = 40;

/// Labels that pages set in an element of their own, so that they can be glued.
const GLUED: &[Topic] = &[Topic::Credit, Topic::CaptionLabel, Topic::Watch, Topic::Related];

/// Lines of which the numbers are left out.
const COUNTED: &[Topic] = &[Topic::PlayerLine, Topic::GalleryLine, Topic::CommentLine];

/// The label that a small letter ends and a capital follows, without a space.
pub(super) fn glued_label(text: &str, book: &Book) -> Option<Labelled> {
    let mut last = ' ';
    for (at, c) in text.char_indices().take_while(|(at, _)| *at <= LABEL) {
        if last.is_lowercase() && c.is_uppercase() {
            let before = text.get(..at).unwrap_or_default();
            let topics = book.line(&fold(before));
            return (before.contains(' ') && topics.any(GLUED)).then_some(Labelled { topics, length: at });
        }
        last = c;
    }
    None
}

/// What a line is about when its numbers are left out.
pub(super) fn counted_line(folded: &str, book: &Book) -> Topics {
    let is_number = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    if !folded.split(' ').any(|word| is_number(&word)) {
        return Topics::default();
    }
    let words: Vec<&str> = folded.split(' ').filter(|word| !is_number(word)).collect();
    let topics = book.line(&words.join(" "));
    if topics.any(COUNTED) { topics } else { Topics::default() }
}

#[cfg(test)]
mod tests {
    use super::super::labels::book;
    use super::*;

    #[test]
    fn a_label_may_be_glued_to_its_line() {
        let text = "Media captionThe first cart crosses";
        assert_eq!(glued_label(text, book()).map(|label| label.length), Some("Media caption".len()));
        assert_eq!(glued_label("PhotoSynthesis is a band from Marl", book()), None);
        assert_eq!(glued_label("The McCaption of the barge", book()), None);
    }

    #[test]
    fn numbers_are_left_out_of_lines_that_count() {
        assert!(counted_line("slideshow 15 images", book()).has(Topic::GalleryLine));
        assert!(counted_line("12 march", book()).is_empty());
    }
}
