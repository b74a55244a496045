//! Arabic letters as they join: each letter's form beside its neighbours, for terminals that
//! draw every cell on its own. Works on text in the order in which it is drawn, and never
//! changes how many columns it takes.

use unicode_segmentation::UnicodeSegmentation;

/// A letter, its form when it stands alone, and whether it joins on both sides. The forms
/// follow one another: alone, joined to the letter before, to the one after, to both.
const FORMS: &[(char, char, bool)] = &[
    ('\u{622}', '\u{FE81}', false),
    ('\u{623}', '\u{FE83}', false),
    ('\u{624}', '\u{FE85}', false),
    ('\u{625}', '\u{FE87}', false),
    ('\u{626}', '\u{FE89}', true),
    ('\u{627}', '\u{FE8D}', false),
    ('\u{628}', '\u{FE8F}', true),
    ('\u{629}', '\u{FE93}', false),
    ('\u{62A}', '\u{FE95}', true),
    ('\u{62B}', '\u{FE99}', true),
    ('\u{62C}', '\u{FE9D}', true),
    ('\u{62D}', '\u{FEA1}', true),
    ('\u{62E}', '\u{FEA5}', true),
    ('\u{62F}', '\u{FEA9}', false),
    ('\u{630}', '\u{FEAB}', false),
    ('\u{631}', '\u{FEAD}', false),
    ('\u{632}', '\u{FEAF}', false),
    ('\u{633}', '\u{FEB1}', true),
    ('\u{634}', '\u{FEB5}', true),
    ('\u{635}', '\u{FEB9}', true),
    ('\u{636}', '\u{FEBD}', true),
    ('\u{637}', '\u{FEC1}', true),
    ('\u{638}', '\u{FEC5}', true),
    ('\u{639}', '\u{FEC9}', true),
    ('\u{63A}', '\u{FECD}', true),
    ('\u{641}', '\u{FED1}', true),
    ('\u{642}', '\u{FED5}', true),
    ('\u{643}', '\u{FED9}', true),
    ('\u{644}', '\u{FEDD}', true),
    ('\u{645}', '\u{FEE1}', true),
    ('\u{646}', '\u{FEE5}', true),
    ('\u{647}', '\u{FEE9}', true),
    ('\u{648}', '\u{FEED}', false),
    ('\u{649}', '\u{FEEF}', false),
    ('\u{64A}', '\u{FEF1}', true),
    ('\u{679}', '\u{FB66}', true),
    ('\u{67E}', '\u{FB56}', true),
    ('\u{686}', '\u{FB7A}', true),
    ('\u{688}', '\u{FB88}', false),
    ('\u{691}', '\u{FB8C}', false),
    ('\u{698}', '\u{FB8A}', false),
    ('\u{6A9}', '\u{FB8E}', true),
    ('\u{6AF}', '\u{FB92}', true),
    ('\u{6BA}', '\u{FB9E}', false),
    ('\u{6BE}', '\u{FBAA}', true),
    ('\u{6C0}', '\u{FBA4}', false),
    ('\u{6C1}', '\u{FBA6}', true),
    ('\u{6CC}', '\u{FBFC}', true),
    ('\u{6D2}', '\u{FBAE}', false),
    ('\u{6D3}', '\u{FBB0}', false),
];

/// A stroke that joins on both sides and has one form.
const STROKE: char = '\u{640}';

/// Written after a letter that shall not join the next one.
const APART: char = '\u{200C}';

/// The pieces of a line, left to right, with their letters joined; none if there is nothing
/// to join. Letters join across the borders of pieces.
#[must_use]
pub fn join_letters(pieces: &[&str]) -> Option<Vec<String>> {
    if pieces.iter().all(|piece| !piece.contains(is_letter)) {
        return None;
    }
    let clusters: Vec<(usize, &str)> = pieces
        .iter()
        .enumerate()
        .flat_map(|(index, piece)| piece.graphemes(true).map(move |grapheme| (index, grapheme)))
        .collect();
    let mut done = vec![String::new(); pieces.len()];
    for (at, (piece, cluster)) in clusters.iter().enumerate() {
        let beside =
            |at: Option<usize>| at.and_then(|at| clusters.get(at)).map_or("", |(_, cluster)| *cluster);
        let before = gives(beside(Some(at + 1))) && takes(cluster);
        let after = gives(cluster) && takes(beside(at.checked_sub(1)));
        if let Some(text) = done.get_mut(*piece) {
            text.extend(cluster.chars().enumerate().map(|(index, c)| match index {
                0 => form(c, before, after),
                _ => c,
            }));
        }
    }
    Some(done)
}

fn is_letter(c: char) -> bool {
    known(c).is_some()
}

fn known(c: char) -> Option<&'static (char, char, bool)> {
    let at = FORMS.binary_search_by_key(&c, |(letter, ..)| *letter).ok()?;
    FORMS.get(at)
}

/// Whether a letter reaches out to the next one.
fn gives(cluster: &str) -> bool {
    let both = |c: char| c == STROKE || known(c).is_some_and(|(_, _, both)| *both);
    cluster.chars().next().is_some_and(both) && !cluster.contains(APART)
}

/// Whether a letter lets the one before it join.
fn takes(cluster: &str) -> bool {
    cluster.chars().next().is_some_and(|c| c == STROKE || is_letter(c))
}

fn form(c: char, before: bool, after: bool) -> char {
    let Some((_, alone, _)) = known(c) else { return c };
    let step = u32::from(before) + 2 * u32::from(after);
    char::from_u32(u32::from(*alone) + step).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wrap::{visual, width};

    fn drawn(text: &str) -> String {
        join_letters(&[&visual(text)]).map_or_else(|| text.to_owned(), |pieces| pieces.concat())
    }

    #[test]
    fn letters_take_the_form_of_their_place() {
        // Beh alone; lam, yeh, teh; alef does not join what follows.
        assert_eq!(drawn("ب"), "\u{FE8F}");
        assert_eq!(drawn("بيت"), "\u{FE96}\u{FEF4}\u{FE91}");
        assert_eq!(drawn("دار"), "\u{FEAD}\u{FE8D}\u{FEA9}");
        assert_eq!(drawn("باب"), "\u{FE8F}\u{FE8E}\u{FE91}");
    }

    #[test]
    fn vowels_stay_on_their_letters_and_do_not_part_them() {
        assert_eq!(drawn("بَت"), "\u{FE96}\u{FE91}\u{64E}");
    }

    #[test]
    fn a_persian_prefix_stays_apart() {
        assert_eq!(drawn("می\u{200C}شد"), "\u{FEAA}\u{FEB7}\u{FBFD}\u{200C}\u{FEE3}");
    }

    #[test]
    fn letters_join_across_pieces_and_nothing_else_changes() {
        assert_eq!(join_letters(&["ت", "ب"]), Some(vec!["\u{FE96}".into(), "\u{FE91}".into()]));
        assert_eq!(join_letters(&["ferry", "שלום"]), None);
    }

    #[test]
    fn every_form_takes_one_column_and_the_table_is_in_order() {
        assert!(FORMS.is_sorted_by_key(|(letter, ..)| *letter));
        for (_, alone, both) in FORMS {
            for step in 0..if *both { 4 } else { 2 } {
                let form = char::from_u32(u32::from(*alone) + step).unwrap();
                assert_eq!(width(&form.to_string()), 1, "{:x}", u32::from(form));
            }
        }
    }
}
