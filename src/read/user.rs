//! A reader's own rules: on which pages, which blocks, and what becomes of them. They go before
//! all of ours, since they are what the person wants. Where they are written is not known here.

use std::sync::Arc;

use super::facts::Facts;
use super::html::Selector;
use super::judge::Verdicts;
use crate::model::{Block, BlockId, BlockKind, Clean, MediaKind, Part, Reason, Shelf, Verdict, VideoPart};
pub use crate::model::{Deed, TextPattern};

/// A reader's rules, in the order in which they speak. Cheap to copy.
pub type UserRules = Arc<[UserRule]>;

/// One rule of a reader.
#[derive(Clone, Debug)]
pub struct UserRule {
    /// Its number among the rules, from 1.
    pub number: u32,
    /// The line of its file that it begins on.
    pub line: usize,
    /// The pages that it is for.
    pub host: HostPattern,
    /// The blocks that it is for.
    pub wanted: Wanted,
    /// What becomes of them.
    pub deed: Deed,
    /// What the reader wrote beside it.
    pub note: Option<Clean>,
}

/// The blocks that a rule is for.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// Those in an element that fits.
    Selector(Selector),
    /// Those whose whole text fits.
    Text(TextPattern),
}

/// The hosts that a rule is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPattern {
    /// Every page, those without an address among them.
    Every,
    /// A host and all below it.
    Below(Box<str>),
}

impl HostPattern {
    /// A pattern as it is written: `*`, `gazette.example` or `*.gazette.example`, which both mean
    /// the host and all below it. A port is of no account, and the dot of the root is no part of a
    /// name.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(written: &str) -> Result<Self, String> {
        let host = written.trim().to_ascii_lowercase();
        if host == "*" {
            return Ok(Self::Every);
        }
        let bare = host.strip_prefix("*.").unwrap_or(&host);
        let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        let bare = bare.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(bare, |(name, _)| name);
        let bare = bare.strip_suffix('.').unwrap_or(bare);
        let is_label = |label: &str| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        };
        if !bare.is_empty() && bare.split('.').all(is_label) {
            // Hosts of other scripts are looked up in the form that addresses have.
            let known = url::Host::parse(bare).map_or_else(|_| bare.to_owned(), |host| host.to_string());
            return Ok(Self::Below(known.into()));
        }
        Err(format!("`{written}` is not a host"))
    }

    /// Whether a page of that host is meant.
    #[must_use]
    pub fn fits(&self, host: Option<&str>) -> bool {
        let Self::Below(wanted) = self else { return true };
        let rest = host.and_then(|host| host.trim_end_matches('.').strip_suffix(&**wanted));
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }
}

impl std::fmt::Display for HostPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Every => f.write_str("every page"),
            Self::Below(host) => f.write_str(host),
        }
    }
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Selector(selector) => write!(f, "{selector}"),
            Self::Text(text) => write!(f, "\"{text}\""),
        }
    }
}

/// A block that a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The block.
    pub block: BlockId,
    /// The number of the rule.
    pub rule: u32,
}

/// What the rules say of a page: every block that one is for, by block and then by rule.
pub(super) fn matches(
    blocks: &[Block],
    rules: &UserRules,
    host: Option<&str>,
    selected: Vec<Hit>,
) -> Vec<Hit> {
    let mut found = selected;
    for rule in rules.iter().filter(|rule| rule.host.fits(host)) {
        if let Wanted::Text(pattern) = &rule.wanted {
            let fitting =
                blocks.iter().filter(|block| !block.spans.is_empty() && pattern.fits(&block.text()));
            found.extend(fitting.map(|block| Hit { block: block.id, rule: rule.number }));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Gives every block that rules are for the verdict of the first of them. What is to be kept
/// may still turn out to be the headline or the byline.
pub(super) fn judge(
    blocks: &[Block],
    facts: &[Facts<'_>],
    rules: &[UserRule],
    hits: &[Hit],
    verdicts: &mut Verdicts,
) {
    for Hit { block, rule } in hits {
        let rule = rules.iter().find(|known| known.number == *rule);
        let at = blocks.get(block.index()).zip(facts.get(block.index()));
        if let Some((rule, (block, facts))) = rule.zip(at) {
            match verdict(rule, block, facts) {
                Some(verdict) => verdicts.settle(block.id, verdict),
                None => verdicts.want(block.id),
            }
        }
    }
}

/// The verdict of a rule; none when it only says that the block is part of the article.
fn verdict(rule: &UserRule, block: &Block, facts: &Facts<'_>) -> Option<Verdict> {
    let is_video = matches!(&block.kind, BlockKind::Media(media) if media.kind == MediaKind::Video);
    Some(match rule.deed {
        Deed::Keep if block.kind == BlockKind::Caption => Verdict::Keep(Part::Caption),
        Deed::Keep => return None,
        Deed::Drop => Verdict::Drop(Reason::ByRule { rule: rule.number, note: rule.note.clone() }),
        Deed::Shelve if is_video => Verdict::Shelve(Shelf::Video { lead: block.id, part: VideoPart::Player }),
        Deed::Shelve if matches!(block.kind, BlockKind::Media(_)) => Verdict::Shelve(Shelf::Embed),
        // A text is a story beside this one, with an address or, as in flat text, without.
        Deed::Shelve => {
            let label = facts.label.map_or(0, |label| label.length);
            Verdict::Shelve(Shelf::Related { label: u32::try_from(label).unwrap_or(0) })
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Input, Options, judge, read};
    use super::*;
    use crate::model::{LinkKind, Page, Source};

    fn rule(number: u32, host: &str, wanted: Wanted, deed: Deed) -> UserRule {
        UserRule { number, line: 1, host: HostPattern::parse(host).unwrap(), wanted, deed, note: None }
    }

    fn selector(written: &str) -> Wanted {
        Wanted::Selector(Selector::parse(written).unwrap())
    }

    fn text(written: &str) -> Wanted {
        Wanted::Text(TextPattern::parse(written).unwrap())
    }

    fn options(input: Input, rules: Vec<UserRule>) -> Options {
        Options { input, rules: rules.into(), ..Options::default() }
    }

    fn page(bytes: &str) -> Page {
        let mut page = Page::new(Source::Stdin, bytes.as_bytes().to_vec());
        page.base = url::Url::parse("https://www.gazette.example/a").ok();
        page
    }

    const PAGE: &str = "<main><h1>Bridge opens</h1><p>The swing bridge over the Marl opened to carts on Tuesday, nine weeks after a barge bent its gate.</p><div class=box><p>Buy the Courier's new calendar, which has a bridge for every month.</p></div><p>The keeper of the bridge lost his last game of chess on the morning that it opened again.</p></main><footer><p>Printed on the old press.</p></footer>";

    #[test]
    fn hosts_fit_themselves_and_what_is_below_them() {
        let ways = [
            "gazette.example",
            "*.gazette.example",
            "GAZETTE.example",
            "gazette.example.",
            "gazette.example:8080",
            "*.gazette.example.:80",
        ];
        for written in ways {
            let host = HostPattern::parse(written).unwrap();
            assert!(host.fits(Some("gazette.example")) && host.fits(Some("www.gazette.example.")));
            assert!(
                !host.fits(Some("thegazette.example")) && !host.fits(Some("example")) && !host.fits(None)
            );
        }
        assert!(HostPattern::parse("*").unwrap().fits(None));
        for wrong in
            ["", "a.*.example", "https://gazette.example", "*.", "a b", ".", "a..", "a:b", ":80", "a:"]
        {
            assert!(HostPattern::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_text_fits_as_a_whole() {
        let fits = |pattern: &str, text: &str| TextPattern::parse(pattern).unwrap().fits(text);
        assert!(
            fits("sign up for*", "Sign up  for\nthe Tide") && !fits("sign up for*", "Please sign up for it")
        );
        assert!(fits("*tide*news*", "The Tide has news.") && !fits("*tide*news*", "News of the tide"));
        assert!(fits("Tide", "TIDE") && !fits("Tide", "Tides"));
        assert!(fits("a*a", "aba") && !fits("a*a", "a"));
        assert!(TextPattern::parse("**").is_err());
    }

    #[test]
    fn a_rule_goes_before_ours_and_its_number_is_the_evidence() {
        let rules = vec![rule(1, "gazette.example", selector("div.box"), Deed::Drop)];
        let reading = read(&page(PAGE), &options(Input::Html, rules));
        assert!(!reading.text().contains("calendar"));
        let dropped =
            reading.ledger.iter().find(|dropped| dropped.block.text().contains("calendar")).unwrap();
        assert_eq!(dropped.reason, Reason::ByRule { rule: 1, note: None });
        let rules = vec![rule(1, "other.example", selector("div.box"), Deed::Drop)];
        assert!(read(&page(PAGE), &options(Input::Html, rules)).text().contains("calendar"));
    }

    #[test]
    fn what_is_outside_of_the_article_can_be_kept_and_prose_shelved() {
        let rules = vec![
            rule(1, "*", text("printed on*"), Deed::Keep),
            rule(2, "*", text("the keeper of the bridge*"), Deed::Shelve),
        ];
        let reading = read(&page(PAGE), &options(Input::Html, rules));
        assert!(reading.text().ends_with("Printed on the old press."));
        let [link] = reading.sidebar.links.as_slice() else { panic!("{:?}", reading.sidebar) };
        assert!(!reading.text().contains("keeper") && link.text.starts_with("The keeper"));
        assert_eq!((link.kind, &link.url), (LinkKind::Related, &None));
    }

    #[test]
    fn a_headline_that_is_kept_is_still_the_headline() {
        let rules = vec![rule(1, "*", selector("main"), Deed::Keep)];
        let reading = read(&page(PAGE), &options(Input::Html, rules));
        assert!(!reading.text().contains("Bridge opens") && reading.text().contains("calendar"));
        assert_eq!(reading.article.front.len(), 1);
    }

    #[test]
    fn the_first_rule_wins_and_every_match_is_told() {
        let rules =
            vec![rule(1, "*", selector(".box p"), Deed::Keep), rule(2, "*", selector("p"), Deed::Drop)];
        let judged = judge(&page(PAGE), &options(Input::Html, rules));
        let by = |rule: u32| judged.hits.iter().filter(|hit| hit.rule == rule).count();
        assert_eq!((by(1), by(2)), (1, 4));
        assert_eq!(judged.verdicts[2], Verdict::Keep(Part::Body));
        assert_eq!(judged.verdicts[3], Verdict::Drop(Reason::ByRule { rule: 2, note: None }));
    }

    #[test]
    fn an_inline_element_counts_where_it_holds_the_whole_block() {
        let rules = || vec![rule(1, "*", selector("span.ad"), Deed::Drop)];
        let hits = |html: &str| judge(&page(html), &options(Input::Html, rules())).hits.len();
        assert_eq!(hits("<p><span class=ad>One <b>and</b> two.</span></p><p>Three.</p>"), 1);
        assert_eq!(hits("<p>One <span class=ad>and</span> two.</p>"), 0);
        assert_eq!(hits("<span class=ad>One.<p>Two.</p></span>"), 2);
    }

    #[test]
    fn texts_without_markup_know_text_patterns() {
        let plain = "Bridge opens\n\nSend us your bridge pictures today.\n\nThe swing bridge over the Marl opened to carts on Tuesday.\n";
        let rules = vec![rule(1, "*", text("send us*"), Deed::Drop), rule(2, "*", selector("p"), Deed::Drop)];
        let reading = read(&page(plain), &options(Input::Text, rules));
        assert!(!reading.text().contains("Send us") && reading.text().contains("swing bridge"));
    }
}
