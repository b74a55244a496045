//! Lines that belong to a player, a gallery or a button, and counters found by their shape.

use super::super::judge::{Case, Verdicts};
use super::super::labels::Topic;
use super::{caption, prompt};
use crate::model::{BlockKind, Fixture, Reason, Verdict};

/// A notice of copyright has no more words than this.
const NOTICE: usize = 60;

/// Drops lines of the page's interface.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        if matches!(block.kind, BlockKind::Code | BlockKind::Media(_)) {
            continue;
        }
        if facts.phrases.has(Topic::Consent) && facts.words <= 40 && case.document.marked_up {
            verdicts.settle(block.id, Verdict::Drop(Reason::Interface(Fixture::Consent)));
            prompt::box_around(case, verdicts, block, &Reason::Interface(Fixture::Consent));
        }
        let is_notice = facts.text.trim_start().starts_with('©') && facts.words <= NOTICE;
        if is_notice && !caption::is_in_figure(case, block) {
            verdicts.settle(block.id, Verdict::Drop(Reason::Interface(Fixture::Copyright)));
        }
        if facts.words > 14 {
            continue;
        }
        let line = facts.line;
        let marked_up = case.document.marked_up;
        let fixture = if line.has(Topic::PlayerLine) {
            Some(Fixture::Player)
        } else if line.has(Topic::GalleryLine) || is_counter(&facts.text) {
            Some(Fixture::Gallery)
        } else if line.has(Topic::ButtonLine) && !matches!(block.kind, BlockKind::Heading(_)) {
            Some(Fixture::Button)
        } else if facts.phrases.has(Topic::Counter) && facts.words <= 6 && !facts.ends {
            Some(Fixture::Counter)
        } else if facts.text.contains('©')
            || (facts.phrases.has(Topic::Copyright) && (marked_up || facts.words <= 8))
        {
            Some(Fixture::Copyright)
        } else {
            None
        };
        if let Some(fixture) = fixture {
            verdicts.settle(block.id, Verdict::Drop(Reason::Interface(fixture)));
        }
    }
}

/// `3 / 12`, `1 of 9`: a counter of pictures.
fn is_counter(text: &str) -> bool {
    let text = text.trim();
    let Some((before, after)) = text.split_once('/') else { return false };
    let is_number = |part: &str| {
        !part.trim().is_empty() && part.trim().len() <= 3 && part.trim().bytes().all(|b| b.is_ascii_digit())
    };
    is_number(before) && is_number(after)
}

#[cfg(test)]
mod tests {
    use super::super::trial::in_story;

    #[test]
    fn notices_of_players_and_galleries_are_dropped() {
        assert_eq!(in_story("<p>Play video</p>", "Play"), "interface");
        assert_eq!(in_story("<div>3 / 12</div>", "3 / 12"), "interface");
    }

    #[test]
    fn the_copyright_line_is_dropped() {
        assert_eq!(in_story("<p>© 2024 Sund Courier. All rights reserved.</p>", "©"), "interface");
        let notice = "<p>© 2024, Sund Courier. What you read here is ours, and whoever wants to print it elsewhere has to write a letter to the office at the mill first.</p>";
        assert_eq!(in_story(notice, "©"), "interface");
    }

    #[test]
    fn sentences_with_the_same_words_stay() {
        let rights = "<p>The rights of the tenants are reserved for those who have a written lease, the court said.</p>";
        assert_eq!(in_story(rights, "The rights"), "body");
        let cookies = "<p>The baker put cookies on the bridge for the first hundred to cross it.</p>";
        assert_eq!(in_story(cookies, "The baker"), "body");
    }
}
