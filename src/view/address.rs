//! An address with its host set apart, because a page can write much around it.

use super::paint::Paint;
use crate::app::Pane;
use crate::layout::Role;
use crate::wrap::clip;

/// Writes an address on the first row of a pane, cut to some columns; returns the column after it.
pub(super) fn draw(paint: &mut Paint<'_>, pane: Pane, column: usize, address: &str, columns: usize) -> usize {
    let shown = clip(address, columns);
    let (before, host, after) = parts(&shown);
    let column = paint.text(pane, 0, column, before, Role::Status);
    let column = paint.text(pane, 0, column, host, Role::Host);
    paint.text(pane, 0, column, after, Role::Status)
}

/// What stands before the host, the host, and the rest.
fn parts(address: &str) -> (&str, &str, &str) {
    let Some((scheme, rest)) = address.split_once("://") else { return (address, "", "") };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // What stands before an @ is a name, however much it looks like a host.
    let name = authority.rfind('@').map_or(0, |at| at + 1);
    let start = scheme.len() + 3 + name;
    let end = scheme.len() + 3 + authority.len();
    let part = |from: usize, to: usize| address.get(from..to).unwrap_or_default();
    (part(0, start), part(start, end), part(end, address.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_what_the_browser_would_call() {
        assert_eq!(parts("https://a.example/b?c"), ("https://", "a.example", "/b?c"));
        assert_eq!(
            parts("https://bank.example@evil.example/"),
            ("https://bank.example@", "evil.example", "/")
        );
        assert_eq!(parts("mailto:a@b.example"), ("mailto:a@b.example", "", ""));
        assert_eq!(parts("https://a.ex…"), ("https://", "a.ex…", ""));
    }
}
