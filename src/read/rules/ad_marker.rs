//! Lines that mark the place of an advertisement.

use super::super::judge::{Case, Verdicts};
use super::super::labels::Topic;
use crate::model::{Reason, Verdict};

/// A marker has no more words than this.
const WORDS: usize = 16;

/// Drops lines that are, as a whole, the marker of an advertisement.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        if facts.words <= WORDS && facts.line.has(Topic::Ad) {
            verdicts.settle(block.id, Verdict::Drop(Reason::AdMarker));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::{in_story, in_text};

    #[test]
    fn a_line_that_says_only_that_an_advertisement_stands_here_is_dropped() {
        assert_eq!(in_text("Story continues below advertisement"), "ad-marker");
        assert_eq!(in_story("<div><span>- ADVERTISEMENT -</span></div>", "ADVERTISEMENT"), "ad-marker");
        assert_eq!(in_story("<p>Anzeige</p>", "Anzeige"), "ad-marker");
    }

    #[test]
    fn sentences_about_advertisements_stay() {
        let line = "Advertisement of a kind never seen before brought the bridge to every breakfast table.";
        assert_eq!(in_text(line), "body");
        assert_eq!(in_story("<p>The story continues below the surface, divers said.</p>", "surface"), "body");
    }
}
