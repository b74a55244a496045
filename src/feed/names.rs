//! Names of elements in the vocabularies that feeds mix. A prefix means what the document says it
//! means, else what everybody means by it.

/// A vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// The feed's own: RSS, or Atom without a prefix.
    Own,
    /// Atom, named as such.
    Atom,
    /// RSS 1.0's `content`.
    Content,
    /// Dublin Core and its terms.
    Dublin,
    /// Media RSS.
    Media,
    /// What podcasts use.
    Podcast,
    /// XHTML.
    Page,
    /// How often a feed is written.
    Rhythm,
    /// Any other.
    Foreign,
}

/// How each vocabulary is called: by address, and by the prefix that everybody uses.
const KNOWN: &[(&str, &str, Words)] = &[
    ("http://www.w3.org/2005/Atom", "atom", Words::Atom),
    ("http://purl.org/atom/ns#", "atom03", Words::Atom),
    ("http://purl.org/rss/1.0/", "rss", Words::Own),
    ("http://my.netscape.com/rdf/simple/0.9/", "rss090", Words::Own),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf", Words::Own),
    ("http://purl.org/rss/1.0/modules/content/", "content", Words::Content),
    ("http://purl.org/dc/elements/1.1/", "dc", Words::Dublin),
    ("http://purl.org/dc/terms/", "dcterms", Words::Dublin),
    ("http://search.yahoo.com/mrss/", "media", Words::Media),
    ("http://search.yahoo.com/mrss", "media", Words::Media),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes", Words::Podcast),
    ("http://www.w3.org/1999/xhtml", "xhtml", Words::Page),
    ("http://purl.org/rss/1.0/modules/syndication/", "sy", Words::Rhythm),
];

/// How many prefixes of its own a document may have.
const PREFIXES: usize = 32;

/// What the prefixes of a document mean.
#[derive(Debug, Default)]
pub(super) struct Prefixes<'a> {
    declared: Vec<(&'a str, Words)>,
}

impl<'a> Prefixes<'a> {
    /// Hears of a prefix (`xmlns:media="..."`). Only what is known is worth remembering.
    pub(super) fn declare(&mut self, prefix: &'a str, address: &str) {
        let address = address.trim();
        let known = KNOWN.iter().find(|(known, ..)| known.eq_ignore_ascii_case(address));
        if let Some((_, _, words)) = known
            && self.declared.len() < PREFIXES
            && !self.declared.contains(&(prefix, *words))
        {
            self.declared.insert(0, (prefix, *words));
        }
    }

    /// The vocabulary of a name, and the name without its prefix.
    pub(super) fn split<'n>(&self, name: &'n str) -> (Words, &'n str) {
        let Some((prefix, local)) = name.split_once(':') else { return (Words::Own, name) };
        let declared = self.declared.iter().find(|(known, _)| *known == prefix).map(|(_, words)| *words);
        let usual = || KNOWN.iter().find(|(_, known, _)| *known == prefix).map(|(.., words)| *words);
        (declared.or_else(usual).unwrap_or(Words::Foreign), local)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_means_what_the_document_says_else_the_usual() {
        let mut prefixes = Prefixes::default();
        assert_eq!(prefixes.split("media:content"), (Words::Media, "content"));
        assert_eq!(prefixes.split("m:content"), (Words::Foreign, "content"));
        prefixes.declare("m", "http://search.yahoo.com/mrss/");
        prefixes.declare("x", "http://nobody.example/");
        assert_eq!(prefixes.split("m:content"), (Words::Media, "content"));
        assert_eq!(prefixes.split("x:content"), (Words::Foreign, "content"));
        assert_eq!(prefixes.split("item"), (Words::Own, "item"));
    }
}
