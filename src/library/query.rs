//! What a reader types to find an article. Everything that can be typed means something: what is
//! no field is a word.
//!
//! ```text
//! harbour ferry          both words, somewhere
//! "ferry dock"           these words in this order
//! ferr*   -barge         the beginning of a word; without a word
//! site:gazette tag:sea is:unread is:starred has:video
//! before:2021-03-04 after:2021 feed:gazette
//! ```

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Filter;
use super::segment;
use crate::model::is_unspaced;

/// A query, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What the text must have in it, or must not.
    pub terms: Vec<Term>,
    /// What else must be true.
    pub filter: Filter,
}

/// Words that stand behind each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The words.
    pub words: Vec<String>,
    /// Whether the last word may go on.
    pub is_begun: bool,
    /// Whether the text must not have them.
    pub is_refused: bool,
}

/// What a phrase stands between.
const QUOTES: [char; 3] = ['"', '“', '”'];

/// A piece as it was typed.
struct Piece<'a> {
    text: &'a str,
    /// What stands before the colon of `field:value`, small.
    field: Option<String>,
    is_refused: bool,
    is_begun: bool,
}

impl Query {
    /// Takes a query apart. Dates without a zone are those of the zone given.
    #[must_use]
    pub fn parse(text: &str, zone: &TimeZone) -> Self {
        let mut query = Self::default();
        for piece in pieces(text) {
            if !query.take_field(&piece, zone) {
                query.take_words(&piece);
            }
        }
        query
    }

    /// The same, as a reader types: the last word may go on.
    #[must_use]
    pub fn typing(text: &str, zone: &TimeZone) -> Self {
        let mut query = Self::parse(text, zone);
        let goes_on = text.ends_with(|c: char| c.is_alphanumeric());
        let is_whole = text.chars().next_back().is_some_and(is_unspaced);
        if let Some(last) = query.terms.last_mut().filter(|_| goes_on && !is_whole) {
            last.is_begun = true;
        }
        query
    }

    /// Whether the piece is a field that means something.
    fn take_field(&mut self, piece: &Piece<'_>, zone: &TimeZone) -> bool {
        let value = piece.text.to_owned();
        let is = Some(!piece.is_refused);
        let filter = &mut self.filter;
        match (piece.field.as_deref(), &*piece.text.to_lowercase()) {
            (None, _) | (_, "") => return false,
            (Some("is"), "unread") => filter.unread = is,
            (Some("is"), "read") => filter.unread = Some(piece.is_refused),
            (Some("is"), "starred") => filter.starred = is,
            (Some("has"), "video") => filter.video = is,
            _ if piece.is_refused => return false,
            (Some("site"), _) => filter.sites.push(value),
            (Some("tag"), _) => filter.tags.push(value),
            (Some("feed"), _) => filter.feed_named.push(value),
            (Some("before"), day) => match date(day, zone) {
                Some(day) => filter.before = Some(filter.before.map_or(day, |other| other.min(day))),
                None => return false,
            },
            (Some("after"), day) => match date(day, zone) {
                Some(day) => filter.after = Some(filter.after.map_or(day, |other| other.max(day))),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    fn take_words(&mut self, piece: &Piece<'_>) {
        let field = piece.field.as_deref().unwrap_or_default();
        let words = segment::words(&format!("{field} {}", piece.text));
        if !words.is_empty() {
            self.terms.push(Term { words, is_begun: piece.is_begun, is_refused: piece.is_refused });
        }
    }

    /// The query as the indexes take it.
    pub(super) fn sought(&self) -> Sought {
        let mut sought = Sought::default();
        for term in &self.terms {
            let side = if term.is_refused { &mut sought.refused } else { &mut sought.wanted };
            side.take(term);
        }
        sought
    }

    /// The whole query as an index takes it that is small enough to look for what is only begun.
    pub(super) fn expression(&self) -> Option<String> {
        let phrases = |is_refused: bool| -> Vec<String> {
            let terms = self.terms.iter().filter(|term| term.is_refused == is_refused);
            terms.map(|term| phrase(&term.words, term.is_begun)).collect()
        };
        let (wanted, refused) = (phrases(false), phrases(true));
        if wanted.is_empty() {
            return None;
        }
        let wanted = wanted.join(" AND ");
        if refused.is_empty() {
            Some(wanted)
        } else {
            Some(format!("({wanted}) NOT ({})", refused.join(" OR ")))
        }
    }
}

/// What is looked for in which index.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sought {
    pub(super) wanted: Side,
    pub(super) refused: Side,
}

impl Sought {
    /// Everything that the index of words is asked, as one expression, if words are wanted.
    pub(super) fn words(&self) -> Option<String> {
        let [wanted, _] = self.wanted.expressions(" AND ");
        let [refused, _] = self.refused.expressions(" OR ");
        match (wanted, refused) {
            (Some(wanted), Some(refused)) => Some(format!("({wanted}) NOT ({refused})")),
            (wanted, _) => wanted,
        }
    }
}

/// Phrases, and beginnings of words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Side {
    phrases: Vec<String>,
    begun: Vec<String>,
    /// Whether a phrase was taken apart, since its last word is only begun.
    pub(super) is_loose: bool,
}

impl Side {
    fn take(&mut self, term: &Term) {
        let begun = term.words.last().filter(|_| term.is_begun);
        let Some(begun) = begun.and_then(|word| segment::beginning(word)) else {
            return self.phrases.push(phrase(&term.words, term.is_begun));
        };
        self.begun.push(phrase(&[begun], false));
        let before = term.words.split_last().map_or(&[][..], |(_, before)| before);
        if !before.is_empty() {
            self.is_loose = true;
            self.phrases.push(phrase(before, false));
        }
    }

    /// Expressions for the index of words and the index of beginnings.
    pub(super) fn expressions(&self, joint: &str) -> [Option<String>; 2] {
        [&self.phrases, &self.begun].map(|all| (!all.is_empty()).then(|| all.join(joint)))
    }
}

/// Words in quotes, so that none is syntax.
fn phrase(words: &[String], is_begun: bool) -> String {
    let words: Vec<String> = words.iter().map(|word| word.replace('"', "")).collect();
    format!("\"{}\"{}", words.join(" "), if is_begun { "*" } else { "" })
}

/// Cuts at white space outside of quotes. A quote that is not closed reaches to the end.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let signless = rest.strip_prefix('-').filter(|rest| !rest.starts_with(char::is_whitespace));
        let is_refused = signless.is_some();
        rest = signless.unwrap_or(rest);
        let field = field(rest);
        if let Some(field) = &field {
            rest = rest.get(field.len() + 1..).unwrap_or_default();
        }
        let quoted = rest.strip_prefix(QUOTES);
        let end = match quoted {
            Some(quoted) => quoted.find(QUOTES).unwrap_or(quoted.len()),
            None => rest.find(char::is_whitespace).unwrap_or(rest.len()),
        };
        let (text, behind) = quoted.unwrap_or(rest).split_at(end);
        let is_begun = text.len() > 1 && text.ends_with('*') && quoted.is_none();
        let behind = if quoted.is_some() { behind.trim_start_matches(QUOTES) } else { behind };
        let star = behind.strip_prefix('*').filter(|_| quoted.is_some());
        let piece = Piece { text, field, is_refused, is_begun: is_begun || star.is_some() };
        let behind = star.unwrap_or(behind);
        pieces.push(piece);
        rest = behind.trim_start();
    }
    pieces
}

/// The letters before a colon, if there are nothing but letters.
fn field(text: &str) -> Option<String> {
    let (name, _) = text.split_once(':')?;
    let is_name = !name.is_empty() && name.len() <= 6 && name.bytes().all(|b| b.is_ascii_alphabetic());
    is_name.then(|| name.to_ascii_lowercase())
}

/// The beginning of a day, a month or a year.
fn date(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let mut parts = text.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: i8 = parts.next().map_or(Some(1), |month| month.parse().ok())?;
    let day: i8 = parts.next().map_or(Some(1), |day| day.parse().ok())?;
    if parts.next().is_some() || year < 1000 {
        return None;
    }
    Date::new(year, month, day).ok()?.to_zoned(zone.clone()).ok().map(|day| day.timestamp())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Query {
        Query::parse(text, &TimeZone::UTC)
    }

    fn shown(text: &str) -> String {
        parse(text).expression().unwrap_or_default()
    }

    #[test]
    fn words_phrases_beginnings_and_refusals() {
        assert_eq!(shown("harbour ferry"), "\"harbour\" AND \"ferry\"");
        assert_eq!(shown("\"ferry dock\" ferr* -barge"), "(\"ferry dock\" AND \"ferr\"*) NOT (\"barge\")");
        assert_eq!(shown("“ferry dock” d'Or"), "\"ferry dock\" AND \"d Or\"");
        assert_eq!(shown("東京港"), "\"東 京 港\"");
        assert_eq!(shown("-barge"), "");
    }

    #[test]
    fn fields_are_filters() {
        let query = parse(
            "site:Gazette tag:\"the sea\" is:unread -is:starred has:video before:2021-03-04 after:2021 x",
        );
        assert_eq!(query.filter.sites, ["Gazette"]);
        assert_eq!(query.filter.tags, ["the sea"]);
        assert_eq!((query.filter.unread, query.filter.starred), (Some(true), Some(false)));
        assert_eq!(query.filter.video, Some(true));
        assert_eq!(query.filter.before.unwrap().to_string(), "2021-03-04T00:00:00Z");
        assert_eq!(query.filter.after.unwrap().to_string(), "2021-01-01T00:00:00Z");
        assert_eq!(query.expression().unwrap(), "\"x\"");
    }

    #[test]
    fn what_is_no_field_is_words() {
        assert_eq!(shown("is:purple"), "\"is purple\"");
        assert_eq!(shown("before:tomorrow"), "\"before tomorrow\"");
        assert_eq!(shown("12:30 http://a.example/b"), "\"12 30\" AND \"http a example b\"");
        assert_eq!(shown("\"open AND ( * ^ NEAR"), "\"open AND NEAR\"");
        assert_eq!(parse(" - \" * : \"\" -"), Query::default());
    }

    #[test]
    fn while_typing_the_last_word_may_go_on() {
        let typed = Query::typing("harbour fer", &TimeZone::UTC);
        assert_eq!(typed.expression().unwrap(), "\"harbour\" AND \"fer\"*");
        let sought = typed.sought().wanted;
        assert_eq!(sought.expressions(" AND "), [Some("\"harbour\"".into()), Some("\"fer\"".into())]);
        let long = Query::typing("harbou", &TimeZone::UTC).sought().wanted;
        assert_eq!(long.expressions(" AND "), [Some("\"harbou\"*".into()), None]);
        let apart = Query::typing("don't", &TimeZone::UTC).sought().wanted;
        assert_eq!(apart.expressions(" AND "), [Some("\"don\"".into()), Some("\"t\"".into())]);
        assert!(apart.is_loose);
        assert_eq!(Query::typing("桟", &TimeZone::UTC).expression().unwrap(), "\"桟\"");
        assert_eq!(Query::typing("fer ", &TimeZone::UTC).expression().unwrap(), "\"fer\"");
    }

    #[test]
    fn a_beginning_is_one_in_any_script() {
        let library = crate::library::Library::in_memory().unwrap();
        for typed in ["𞥐\u{cd5}𞸩", "कहा", "ⓐⓑ", "e\u{301}c", "ภาษ"] {
            let found = library.search(&Query::typing(typed, &TimeZone::UTC), 10);
            assert!(found.is_ok(), "{typed}: {:?}", found.err());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn whatever_is_typed_the_index_takes_it(text in "[a-z:\"“*()^{}+\\-. 東\u{301}\0]{0,40}|\\PC{0,40}") {
            let library = crate::library::Library::in_memory().unwrap();
            let query = Query::typing(&text, &TimeZone::UTC);
            let found = library.search(&query, 10);
            prop_assert!(found.is_ok(), "{:?}: {:?}", query.expression(), found.err());
        }
    }
}
