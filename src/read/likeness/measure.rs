//! Counts, for each block that is still taken for text, how it stands among the others.

use foldhash::HashMap;

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::fold;
use super::super::rules::FOREIGN;
use super::super::rules::own_data::Told;
use super::number::{Number, Numbers};
use super::setting::{Setting, home, names, setting};
use super::signs::{Signs, is_quotation};
use super::vocabulary::{Vocabulary, telling};
use crate::model::{Block, BlockId, BlockKind, Cue, Cues, Landmark, Marks, Place, PlaceId};

/// Blocks further away than this are far.
const FAR: usize = 40;

/// Text in more places than this is none that the model could know.
const DEEP: u32 = 100;
/// Names around a block that tell something each.
const NAMED: &[(Number, Cue)] = &[
    (Number::NamedInfo, Cue::Info),
    (Number::NamedWidget, Cue::Widget),
    (Number::NamedSummary, Cue::Summary),
    (Number::NamedGallery, Cue::Gallery),
    (Number::NamedLive, Cue::Live),
    (Number::NamedLegal, Cue::Legal),
    (Number::NamedCaption, Cue::Caption),
    (Number::NamedStandfirst, Cue::Standfirst),
    (Number::NamedEmbed, Cue::Embed),
];

/// The numbers of every block that is text so far and shows some.
pub(super) fn measure(case: &Case<'_>, verdicts: &Verdicts) -> Vec<(BlockId, Numbers)> {
    let page = Survey::of(case, verdicts);
    let open = |(block, facts): &(&Block, &Facts<'_>)| {
        let is_text = facts.letters > 0 && facts.media.is_none();
        is_text && verdicts.is_open(block.id) && page.place(block.origin.place).depth <= DEEP
    };
    case.each().filter(open).map(|(block, facts)| (block.id, page.numbers(block, facts))).collect()
}

/// Blocks that are set alike.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    mass: f64,
    count: usize,
    kept: usize,
    letters: usize,
    linked: usize,
    words: usize,
}

impl Group {
    fn add(&mut self, facts: &Facts<'_>, kept: bool) {
        self.mass += facts.mass;
        self.count += 1;
        self.kept += usize::from(kept);
        self.letters += facts.letters;
        self.linked += facts.linked;
        self.words += facts.words;
    }
}

/// What must be known of the whole page first.
struct Survey<'c, 'd> {
    case: &'c Case<'d>,
    kept: Vec<bool>,
    /// The number of each place's tag and name.
    names: Vec<usize>,
    alike: HashMap<Setting, Group>,
    /// By the number of tag and name.
    named: Vec<Group>,
    /// By place.
    beside: Vec<(usize, usize)>,
    lines: HashMap<&'c str, usize>,
    vocabulary: Vocabulary<'c>,
    authors: Vec<String>,
    description: String,
    data: Option<Told>,
    host: &'c str,
    /// The running text above each block, in the region.
    above: Vec<f64>,
    to_previous: Vec<usize>,
    to_next: Vec<usize>,
}

impl<'c, 'd> Survey<'c, 'd> {
    fn of(case: &'c Case<'d>, verdicts: &Verdicts) -> Self {
        let kept: Vec<bool> = case.each().map(|(block, _)| verdicts.is_body(block.id)).collect();
        let metadata = &case.document.metadata;
        let byline = metadata.byline.as_deref().unwrap_or_default();
        let mut survey = Self {
            case,
            names: names(case.document),
            alike: HashMap::default(),
            named: Vec::new(),
            beside: vec![(0, 0); case.document.tree.len()],
            lines: HashMap::default(),
            vocabulary: Vocabulary::with_title(&case.titles),
            authors: byline.split(',').map(fold).filter(|name| name.contains(' ')).collect(),
            description: metadata.description.as_deref().map(fold).unwrap_or_default(),
            data: metadata.body.as_deref().map(Told::of),
            host: metadata.url.as_deref().and_then(|url| url.split('/').nth(2)).unwrap_or_default(),
            above: Vec::with_capacity(kept.len()),
            to_previous: Vec::new(),
            to_next: Vec::new(),
            kept,
        };
        survey.group();
        survey.walk();
        survey
    }

    /// Counts the blocks that are set alike, stand beside each other or say the same.
    fn group(&mut self) {
        self.named.resize(self.names.iter().max().map_or(0, |last| last + 1), Group::default());
        for ((block, facts), kept) in self.case.each().zip(self.kept.iter().copied()) {
            let setting = setting(self.case.document, &self.names, block);
            self.alike.entry(setting).or_default().add(facts, kept);
            if let Some(named) = self.named.get_mut(setting.1) {
                named.add(facts, kept);
            }
            let is_prose = kept && facts.mass > 0.0;
            if let Some((beside, prose)) = self.beside.get_mut(home(self.case.document, block).index()) {
                *beside += 1;
                *prose += usize::from(is_prose);
            }
            if facts.letters > 3 {
                *self.lines.entry(&facts.folded).or_default() += 1;
            }
            if is_prose {
                self.vocabulary.add(&facts.folded, block.id);
            }
        }
    }

    /// Counts how far each block is from the paragraphs around it.
    fn walk(&mut self) {
        let prose: Vec<bool> =
            self.case.each().zip(&self.kept).map(|((_, facts), kept)| *kept && facts.mass > 0.0).collect();
        let away = |far: &mut usize, is_prose: bool| {
            let here = *far;
            *far = if is_prose { 1 } else { (*far + 1).min(FAR) };
            Some(here)
        };
        self.to_previous = prose.iter().scan(FAR, |far, is_prose| away(far, *is_prose)).collect();
        self.to_next = prose.iter().rev().scan(FAR, |far, is_prose| away(far, *is_prose)).collect();
        self.to_next.reverse();
        let mut mass = 0.0;
        for (block, facts) in self.case.each() {
            self.above.push(mass);
            if self.case.is_inside(block) {
                mass += facts.mass;
            }
        }
    }

    fn place(&self, id: PlaceId) -> &'c Place {
        self.case.document.tree.get(id)
    }

    fn numbers(&self, block: &Block, facts: &Facts<'_>) -> Numbers {
        let mut numbers = Numbers::default();
        self.of_text(&mut numbers, block, facts);
        of_kind(&mut numbers, block);
        self.of_subject(&mut numbers, facts);
        self.of_position(&mut numbers, block);
        self.of_neighbours(&mut numbers, block.id.index());
        self.of_place(&mut numbers, block);
        self.of_box(&mut numbers, block);
        self.of_group(&mut numbers, block);
        numbers
    }

    fn of_text(&self, numbers: &mut Numbers, block: &Block, facts: &Facts<'_>) {
        let text = facts.text.trim();
        let share = |count: usize| part(count, facts.letters);
        let links = || block.spans.iter().filter_map(|span| span.link);
        let is_external = |url: &str| url.starts_with("http") && !url.contains(self.host);
        let anchors = links().filter_map(|link| self.case.document.anchor(link));
        let external = anchors.filter(|anchor| !self.host.is_empty() && is_external(&anchor.url)).count();
        numbers.set(Number::Letters, facts.letters);
        numbers.set(Number::Words, facts.words);
        numbers.set(Number::Sentences, facts.sentences);
        numbers.set(Number::Ends, facts.ends);
        numbers.set(Number::Mass, whole(facts.mass));
        numbers.set(Number::LinkShare, facts.link_share());
        numbers.set(Number::Links, facts.links);
        numbers.set(Number::External, external);
        numbers.set(Number::StartsLink, block.spans.first().is_some_and(|span| span.link.is_some()));
        let signs = Signs::of(text);
        numbers.set(Number::Commas, signs.commas);
        numbers.set(Number::Digits, share(signs.digits));
        numbers.set(Number::Capitals, share(signs.capitals));
        numbers.set(Number::Colon, text.ends_with([':', '：']));
        numbers.set(Number::Quotes, signs.quotes);
        numbers.set(Number::Bars, signs.bars);
        numbers.set(Number::At, signs.at);
        numbers.set(Number::Year, signs.digits >= 4 && names_year(text));
        numbers.set(Number::Symbol, text.chars().last().is_some_and(is_symbol));
        numbers.set(Number::Strong, is_all(block, Marks::STRONG));
        numbers.set(Number::Emphasis, is_all(block, Marks::EMPHASIS));
        numbers.set(Number::Labelled, facts.label.is_some());
        numbers.set(Number::Told, facts.line.with(facts.phrases).bits().count_ones());
    }

    fn of_subject(&self, numbers: &mut Numbers, facts: &Facts<'_>) {
        // A paragraph's own words are in the vocabulary once.
        let own = u32::from(facts.mass > 0.0);
        let (mut words, mut topical, mut of_title) = (0, 0, 0);
        for word in telling(&facts.folded) {
            let known = self.vocabulary.get(word);
            words += 1;
            topical += usize::from(known.paragraphs > own);
            of_title += usize::from(known.in_title);
        }
        let folded: &str = &facts.folded;
        let in_data = match &self.data {
            None => 0_u8,
            Some(data) if data.holds(folded) => 2,
            Some(_) => 1,
        };
        numbers.set(Number::Topical, part(topical, words));
        numbers.set(Number::OfTitle, part(of_title, words));
        numbers.set(Number::Author, self.authors.iter().any(|name| folded.contains(name.as_str())));
        numbers.set(Number::Described, folded.len() > 20 && self.description.contains(folded));
        numbers.set(Number::Twins, self.lines.get(folded).copied().unwrap_or_default());
        numbers.set(Number::News, self.case.document.metadata.is_news);
        numbers.set(Number::InData, in_data);
    }

    fn of_position(&self, numbers: &mut Numbers, block: &Block) {
        let index = block.id.index();
        let whole = self.case.places.get(self.case.region).mass.max(1.0);
        let above = self.above.get(index).copied().unwrap_or_default();
        let far = |list: &[usize]| list.get(index).copied().unwrap_or(FAR);
        numbers.set(Number::Before, self.case.is_before_prose(block.id));
        numbers.set(Number::Behind, self.case.is_behind_prose(block.id));
        numbers.set(Number::Inside, self.case.is_inside(block));
        numbers.set(Number::MassBefore, above / whole);
        numbers.set(Number::MassAfter, (whole - above) / whole);
        numbers.set(Number::ToPrevious, far(&self.to_previous));
        numbers.set(Number::ToNext, far(&self.to_next));
    }

    fn of_neighbours(&self, numbers: &mut Numbers, index: usize) {
        use Number as N;
        let above = index.checked_sub(1);
        let sides = [
            (
                above,
                [N::PreviousWords, N::PreviousLinkShare, N::PreviousLevel, N::PreviousKept, N::PreviousMass],
            ),
            (Some(index + 1), [N::NextWords, N::NextLinkShare, N::NextLevel, N::NextKept, N::NextMass]),
        ];
        for (beside, [words, link_share, level_of, kept, mass]) in sides {
            let Some((block, facts)) = beside
                .and_then(|beside| self.case.document.blocks.get(beside).zip(self.case.facts.get(beside)))
            else {
                continue;
            };
            numbers.set(words, facts.words);
            numbers.set(link_share, facts.link_share());
            numbers.set(level_of, level(&block.kind));
            numbers.set(kept, self.kept.get(block.id.index()).copied().unwrap_or_default());
            numbers.set(mass, whole(facts.mass));
        }
    }

    fn of_place(&self, numbers: &mut Numbers, block: &Block) {
        let place = self.place(block.origin.place);
        let top = self.place(self.case.region).depth;
        let cues =
            self.case.inside_region(block).fold(block.origin.cues, |cues, (_, place)| cues.with(place.cues));
        let mut around = self.case.inside_region(block);
        let is_aside = |landmark: Landmark| {
            matches!(landmark, Landmark::Aside | Landmark::Form | Landmark::Footer | Landmark::Details)
        };
        let home = home(self.case.document, block);
        let measure = self.case.places.get(home);
        let (beside, prose) = self.beside.get(home.index()).copied().unwrap_or_default();
        numbers.set(Number::Depth, place.depth.saturating_sub(top));
        numbers.set(Number::Unnamed, place.name.is_empty());
        numbers.set(Number::Nth, place.nth);
        numbers.set(Number::Foreign, cues.and(FOREIGN).count());
        numbers.set(Number::InBody, cues.any(Cues::of(Cue::Body)));
        for (number, cue) in NAMED {
            numbers.set(*number, cues.has(*cue));
        }
        numbers.set(Number::InAside, around.any(|(_, place)| place.landmark.is_some_and(is_aside)));
        numbers.set(Number::KindShare, self.case.share_of_kind(block.origin.place));
        numbers.set(Number::HomeShare, self.case.share(home));
        numbers.set(Number::HomeSentences, measure.sentences);
        numbers.set(Number::HomeLinks, measure.links);
        numbers.set(Number::HomeLinkShare, measure.link_share());
        numbers.set(Number::HomeBlocks, measure.blocks);
        numbers.set(Number::Siblings, beside);
        numbers.set(Number::ProseSiblings, part(prose, beside));
    }

    /// The box of a block is the smallest place around it that holds three blocks.
    fn of_box(&self, numbers: &mut Numbers, block: &Block) {
        let mut around = self.case.document.tree.around(block.origin.place).map(|(id, _)| id);
        let id = around.find(|id| self.case.places.get(*id).blocks >= 3).unwrap_or(PlaceId::ROOT);
        let measure = self.case.places.get(id);
        numbers.set(Number::BoxShare, self.case.share(id));
        numbers.set(Number::BoxSentences, measure.sentences);
        numbers.set(Number::BoxLinks, measure.links);
        numbers.set(Number::BoxLinkShare, measure.link_share());
        numbers.set(Number::BoxBlocks, measure.blocks);
    }

    fn of_group(&self, numbers: &mut Numbers, block: &Block) {
        let setting = setting(self.case.document, &self.names, block);
        let alike = self.alike.get(&setting).copied().unwrap_or_default();
        let named = self.named.get(setting.1).copied().unwrap_or_default();
        let whole = self.case.places.get(self.case.region).mass.max(1.0);
        numbers.set(Number::AlikeMass, alike.mass / whole);
        numbers.set(Number::AlikeCount, alike.count);
        numbers.set(Number::AlikeKept, part(alike.kept, alike.count));
        numbers.set(Number::AlikeLinkShare, part(alike.linked, alike.letters));
        numbers.set(Number::AlikeWords, alike.words.checked_div(alike.count).unwrap_or_default());
        numbers.set(Number::NamedMass, named.mass / whole);
        numbers.set(Number::NamedCount, named.count);
    }
}

fn of_kind(numbers: &mut Numbers, block: &Block) {
    numbers.set(Number::Level, level(&block.kind));
    numbers.set(Number::Item, matches!(block.kind, BlockKind::Item { .. }));
    numbers.set(Number::Quote, matches!(block.kind, BlockKind::Quote));
    numbers.set(Number::Row, matches!(block.kind, BlockKind::Row));
    numbers.set(Number::Loose, matches!(block.kind, BlockKind::Loose));
}

/// A part of a whole, in percent.
fn part(count: usize, of: usize) -> usize {
    (count * 100).checked_div(of).unwrap_or_default().min(100)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of letters")]
fn whole(mass: f64) -> usize {
    mass as usize
}

fn level(kind: &BlockKind) -> u8 {
    if let BlockKind::Heading(level) = kind { level.get() } else { 0 }
}

fn is_all(block: &Block, marks: Marks) -> bool {
    block.spans.iter().all(|span| span.marks.has(marks) || span.text.trim().is_empty())
}

/// Whether a line that ends so ends in neither a word nor a sentence.
fn is_symbol(c: char) -> bool {
    let ends = matches!(c, '.' | '?' | '!' | ')' | ':' | '。' | '」' | ',' | '\'' | '’' | '…' | '؟' | '।');
    !c.is_alphanumeric() && !is_quotation(c) && !ends
}

fn names_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")))
}

#[cfg(test)]
mod tests;
