//! How the fields of a record are called: ours, or those of whoever wrote the file.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The names of the fields. A name with dots in it leads into objects: `metadata.url`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// What the answer is known by.
    pub id: String,
    /// The address of the page.
    pub url: String,
    /// The page.
    pub html: String,
    /// A text, where there is no page.
    pub text: String,
}

impl Default for Names {
    fn default() -> Self {
        let name = str::to_owned;
        Self { id: name("id"), url: name("url"), html: name("html"), text: name("text") }
    }
}

/// A field under another name, or all those of a well-known corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mapping {
    /// One of our fields and what it is called.
    Field(Field, String),
    /// The names of a corpus.
    Corpus(Corpus),
}

/// One of our fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What the answer is known by.
    Id,
    /// The address of the page.
    Url,
    /// The page.
    Html,
    /// A text.
    Text,
}

/// A corpus whose names are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corpus {
    /// text, url, timestamp.
    C4,
    /// text, url, title and more.
    RealNews,
    /// text, id, metadata.url: what datatrove writes.
    Datatrove,
}

impl Names {
    /// These names, but for one or some.
    #[must_use]
    pub fn with(mut self, mapping: &Mapping) -> Self {
        match mapping {
            Mapping::Field(Field::Id, name) => self.id.clone_from(name),
            Mapping::Field(Field::Url, name) => self.url.clone_from(name),
            Mapping::Field(Field::Html, name) => self.html.clone_from(name),
            Mapping::Field(Field::Text, name) => self.text.clone_from(name),
            // They have no id of their own.
            Mapping::Corpus(Corpus::C4 | Corpus::RealNews) => "url".clone_into(&mut self.id),
            Mapping::Corpus(Corpus::Datatrove) => "metadata.url".clone_into(&mut self.url),
        }
        self
    }

    /// What is to be said where there is nothing to be read.
    pub(super) fn neither(&self) -> String {
        let Self { html, text, .. } = self;
        format!("neither {html:?} nor {text:?} is there")
    }

    /// Whether all fields stand at the top, each with a name of its own: then a line is read in one pass.
    pub(super) fn are_flat(&self) -> bool {
        let all = [&self.id, &self.url, &self.html, &self.text];
        let mut apart = all.to_vec();
        apart.sort_unstable();
        apart.dedup();
        apart.len() == all.len() && all.iter().all(|name| !name.contains(['.', '\\', '"']))
    }
}

/// `id=url`, or `c4`.
impl FromStr for Mapping {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (field, name) = match text.split_once('=') {
            Some((field, name)) if !name.is_empty() => (field, name.to_owned()),
            Some(_) => return Err(()),
            None => {
                return match text {
                    "c4" => Ok(Self::Corpus(Corpus::C4)),
                    "realnews" => Ok(Self::Corpus(Corpus::RealNews)),
                    "datatrove" => Ok(Self::Corpus(Corpus::Datatrove)),
                    _ => Err(()),
                };
            }
        };
        let field = match field {
            "id" => Field::Id,
            "url" => Field::Url,
            "html" => Field::Html,
            "text" => Field::Text,
            _ => return Err(()),
        };
        Ok(Self::Field(field, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_corpora_are_known_by_name_and_nothing_else() {
        assert_eq!("html=raw.page".parse(), Ok(Mapping::Field(Field::Html, "raw.page".into())));
        assert_eq!("c4".parse(), Ok(Mapping::Corpus(Corpus::C4)));
        for text in ["", "=", "id=", "date=x", "C4", "id"] {
            assert_eq!(text.parse::<Mapping>(), Err(()), "{text}");
        }
    }

    #[test]
    fn two_fields_of_one_name_are_not_flat() {
        let names = Names::default();
        assert!(names.are_flat());
        assert!(!names.clone().with(&Mapping::Corpus(Corpus::C4)).are_flat());
        assert!(!names.with(&Mapping::Corpus(Corpus::Datatrove)).are_flat());
    }
}
