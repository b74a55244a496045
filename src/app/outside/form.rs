//! The forms in which an article is given away. What they look like, the edge knows.

/// A form of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Plain text.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// One JSON object.
    Json,
    /// A page of its own.
    Html,
}

impl Form {
    /// The next form that a program may be given.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Text => Self::Markdown,
            Self::Markdown => Self::Json,
            Self::Json | Self::Html => Self::Text,
        }
    }

    /// Its name, for a person.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Json => "JSON",
            Self::Html => "HTML",
        }
    }

    /// The form that the end of a file's name asks for.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let (stem, end) = file.rsplit_once('.')?;
        if stem.is_empty() {
            return None;
        }
        match end.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "json" => Some(Self::Json),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }
}

/// A name for a file, from a headline: `ferry-terminal-closed.md`.
pub(in crate::app) fn file_name(title: &str) -> String {
    let mut stem = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() => stem.push(c),
            // What is within a word joins it: the ferry's, not the-ferry-s.
            '\'' | '’' => {}
            _ if stem.ends_with('-') || stem.is_empty() => {}
            _ => stem.push('-'),
        }
        if stem.chars().count() >= LONGEST {
            // The last word was cut.
            stem.truncate(stem.rfind('-').unwrap_or(stem.len()));
            break;
        }
    }
    let stem = stem.trim_end_matches('-');
    format!("{}.md", if stem.is_empty() { "article" } else { stem })
}

/// Letters of a file's name, so that it can be read in a list.
const LONGEST: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_becomes_a_name_without_anything_that_a_shell_would_obey() {
        assert_eq!(file_name("Halifax’s ferry: terminal closed!"), "halifaxs-ferry-terminal-closed.md");
        assert_eq!(file_name("../../etc/passwd; rm -rf"), "etc-passwd-rm-rf.md");
        assert_eq!(file_name("Été à Zürich"), "été-à-zürich.md");
        assert_eq!(file_name("  …  "), "article.md");
        let long = file_name(&"barge ".repeat(40));
        assert!(long.len() <= 63 && long.ends_with("-barge.md"), "{long}");
    }

    #[test]
    fn the_end_of_a_name_says_the_form() {
        assert_eq!(Form::of_name("a/b.md"), Some(Form::Markdown));
        assert_eq!(Form::of_name("~/B.TXT"), Some(Form::Text));
        assert_eq!(Form::of_name("x.html"), Some(Form::Html));
        for name in ["", "notes", ".md", "a.d/b", "x.pdf", "a.md/"] {
            assert_eq!(Form::of_name(name), None, "{name}");
        }
    }
}
