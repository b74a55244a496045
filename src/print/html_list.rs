//! The tags around the items of nested lists: which to close and which to open.

use std::fmt::Write as _;

/// The lists that are open, outermost first.
#[derive(Default)]
pub(super) struct ListTags {
    open: Vec<&'static str>,
}

impl ListTags {
    /// The tags before the text of an item. An item that skips a depth stands one deeper
    /// than the last.
    pub(super) fn enter(&mut self, depth: u8, ordinal: Option<u32>) -> String {
        let tag = if ordinal.is_some() { "ol" } else { "ul" };
        let level = usize::from(depth).min(self.open.len());
        let mut tags = self.close_to(level + 1);
        match self.open.get(level).copied() {
            Some(open) if open == tag => tags.push_str("</li>\n"),
            Some(_) => {
                tags.push_str(&self.close_to(level));
                self.begin(tag, &mut tags);
            }
            None => self.begin(tag, &mut tags),
        }
        tags.push_str(
            &ordinal.map_or_else(|| "<li>".to_owned(), |number| format!("<li value=\"{number}\">")),
        );
        tags
    }

    /// The tags that end all lists.
    pub(super) fn leave(&mut self) -> String {
        self.close_to(0)
    }

    fn begin(&mut self, tag: &'static str, tags: &mut String) {
        _ = writeln!(tags, "<{tag}>");
        self.open.push(tag);
    }

    fn close_to(&mut self, level: usize) -> String {
        let mut tags = String::new();
        while self.open.len() > level {
            if let Some(tag) = self.open.pop() {
                _ = writeln!(tags, "</li>\n</{tag}>");
            }
        }
        tags
    }
}

#[cfg(test)]
mod tests {
    use super::ListTags;

    #[test]
    fn every_tag_that_opens_closes() {
        let mut lists = ListTags::default();
        let mut out = String::new();
        for (depth, ordinal) in [(0, Some(1)), (1, None), (1, None), (0, Some(2)), (0, None), (7, Some(1))] {
            out.push_str(&lists.enter(depth, ordinal));
        }
        out.push_str(&lists.leave());
        for tag in ["li", "ul", "ol"] {
            let opened = out.matches(&format!("<{tag}")).count();
            assert_eq!(opened, out.matches(&format!("</{tag}>")).count(), "{tag}: {out}");
        }
        assert_eq!(lists.leave(), "");
    }
}
