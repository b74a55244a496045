//! The words of all languages, ready for look-up.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::fold::{expand, fold};

macro_rules! topics {
    ($($name:ident $section:literal $list:literal),+ $(,)?) => {
        /// What a line, a label or a phrase is about. A row names its section and list in the
        /// data files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(in crate::read) enum Topic { $($name),+ }

        const TOPICS: &[(Topic, &str, &str)] = &[$((Topic::$name, $section, $list)),+];
    };
}

topics! {
    Ad "ad" "lines",
    Watch "watch" "labels",
    PlayerLine "player" "lines",
    Related "related" "labels",
    RelatedHeading "related" "headings",
    Recirculation "recirculation" "headings",
    ShareWord "share" "words",
    ShareLine "share" "lines",
    Newsletter "newsletter" "phrases",
    NewsletterLine "newsletter" "lines",
    Subscribe "subscribe" "phrases",
    SubscribeLine "subscribe" "lines",
    App "app" "phrases",
    Follow "follow" "phrases",
    Comment "comment" "phrases",
    CommentLine "comment" "lines",
    Feedback "feedback" "phrases",
    Donate "donate" "phrases",
    GalleryLine "gallery" "lines",
    ButtonLine "button" "lines",
    Credit "credit" "labels",
    CaptionLabel "caption" "labels",
    BylinePrefix "byline" "prefixes",
    BylineRole "byline" "roles",
    DatePrefix "date" "prefixes",
    Month "date" "months",
    Weekday "date" "weekdays",
    Counter "counter" "phrases",
    Tags "tags" "labels",
    Copyright "copyright" "phrases",
    Consent "consent" "phrases",
    Bot "bot" "phrases",
    Script "script" "phrases",
    Biography "biography" "phrases",
    Poll "poll" "phrases",
}

/// A set of topics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Topics(u64);

impl Topics {
    pub(in crate::read) const fn of(topic: Topic) -> Self {
        Self(1 << topic as u64)
    }

    pub(in crate::read) const fn has(self, topic: Topic) -> bool {
        self.0 & (1 << topic as u64) != 0
    }

    pub(in crate::read) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(in crate::read) fn any(self, topics: &[Topic]) -> bool {
        topics.iter().any(|topic| self.has(*topic))
    }

    pub(in crate::read) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A label found at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Labelled {
    /// What the label is about.
    pub(in crate::read) topics: Topics,
    /// How many bytes the label, its separator and the space behind it take.
    pub(in crate::read) length: usize,
}

/// The words of all languages.
pub(in crate::read) struct Book {
    /// Whole lines, labels and single words, folded.
    entries: HashMap<String, Topics>,
    phrases: Option<AhoCorasick>,
    phrase_topics: Vec<Topics>,
}

impl Book {
    /// Reads data files. What is no list of strings is passed over; a test looks for that.
    pub(super) fn of<'a>(files: impl Iterator<Item = &'a str>) -> Self {
        let mut entries: HashMap<String, Topics> = HashMap::new();
        let mut phrases: HashMap<String, Topics> = HashMap::new();
        for file in files {
            let Ok(sections) = toml::from_str::<HashMap<String, toml::Value>>(file) else { continue };
            for (topic, section, list) in TOPICS {
                let words = sections.get(*section).and_then(|section| section.get(*list));
                for entry in words.and_then(toml::Value::as_array).into_iter().flatten() {
                    let table = if *list == "phrases" { &mut phrases } else { &mut entries };
                    for entry in entry.as_str().map(expand).into_iter().flatten() {
                        let slot = table.entry(fold(&entry)).or_default();
                        *slot = slot.with(Topics::of(*topic));
                    }
                }
            }
        }
        entries.remove("");
        phrases.remove("");
        let mut phrases: Vec<_> = phrases.into_iter().collect();
        phrases.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let (patterns, phrase_topics): (Vec<_>, Vec<_>) = phrases.into_iter().unzip();
        let phrases = AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns).ok();
        Self { entries, phrases, phrase_topics }
    }

    /// What a whole folded line, or a single word, is about.
    pub(in crate::read) fn line(&self, folded: &str) -> Topics {
        self.entries.get(folded).copied().unwrap_or_default()
    }

    /// What the phrases inside a folded text are about. Phrases match at word borders.
    pub(in crate::read) fn phrases(&self, folded: &str) -> Topics {
        let Some(phrases) = &self.phrases else { return Topics::default() };
        let bytes = folded.as_bytes();
        let mut found = Topics::default();
        for hit in phrases.find_overlapping_iter(folded) {
            let unspaced = folded.get(hit.start()..).and_then(|text| text.chars().next());
            let unspaced = unspaced.is_some_and(crate::model::is_unspaced);
            let starts = hit.start() == 0 || bytes.get(hit.start() - 1) == Some(&b' ');
            let ends = bytes.get(hit.end()).is_none_or(|b| *b == b' ');
            if unspaced || (starts && ends) {
                let topics = self.phrase_topics.get(hit.pattern().as_usize()).copied();
                found = found.with(topics.unwrap_or_default());
            }
        }
        found
    }

    /// The longest label at the start of a text that a separator follows.
    pub(in crate::read) fn label(&self, text: &str) -> Option<Labelled> {
        let separators = text.char_indices().take(80).filter(|(_, c)| is_separator(*c));
        let found = separators.filter_map(|(at, c)| {
            let before = text.get(..at)?;
            if matches!(c, '-' | '–' | '—') && !before.ends_with(' ') {
                return None;
            }
            let topics = self.line(&fold(before));
            let rest = text.get(at + c.len_utf8()..)?;
            let space = rest.len() - rest.trim_start().len();
            (!topics.is_empty()).then_some(Labelled { topics, length: at + c.len_utf8() + space })
        });
        found.last()
    }
}

/// What stands between a label and what it labels.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        ':' | ';'
            | '|'
            | '：'
            | '｜'
            | '»'
            | '›'
            | '>'
            | '→'
            | '►'
            | '▶'
            | '】'
            | ']'
            | '-'
            | '–'
            | '—'
            | '/'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> Book {
        let data = "[ad]\nlines = [\"(story|article) continues below\"]\n[related]\nlabels = [\"read more\", \"関連記事\"]\n[newsletter]\nphrases = [\"sign up for\"]";
        Book::of([data].into_iter())
    }

    #[test]
    fn whole_lines_match_whatever_their_case_and_signs() {
        assert!(book().line(&fold("— STORY CONTINUES BELOW —")).has(Topic::Ad));
        assert!(book().line(&fold("Story continues below the fold")).is_empty());
    }

    #[test]
    fn labels_end_at_a_separator() {
        let text = "READ MORE: Ferry: the end";
        let label = book().label(text).unwrap();
        assert_eq!(&text[label.length..], "Ferry: the end");
        assert!(label.topics.has(Topic::Related));
        let text = "【関連記事】港の橋";
        assert_eq!(&text[book().label(text).unwrap().length..], "港の橋");
        assert_eq!(book().label("Read more than a page: it helps"), None);
    }

    #[test]
    fn phrases_match_at_word_borders() {
        assert!(book().phrases("please sign up for news").has(Topic::Newsletter));
        assert!(book().phrases("resign up for news").is_empty());
    }
}
