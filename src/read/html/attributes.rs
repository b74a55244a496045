//! What an element says in its attributes.

use html5ever::ns;
use scraper::node::Element;

/// Looks an attribute up by its name.
pub(super) trait Attributes {
    /// The value of the attribute that is called so.
    fn said(&self, name: &str) -> Option<&str>;
}

impl Attributes for Element {
    /// Compares the names: scraper's own way enters the name that is looked for into a table that
    /// all threads share, which costs more than a look at the few attributes that elements have.
    fn said(&self, name: &str) -> Option<&str> {
        let is_it = |own: &html5ever::QualName| own.ns == ns!() && &*own.local == name;
        self.attrs.iter().find(|(own, _)| is_it(own)).map(|(_, value)| &**value)
    }
}
