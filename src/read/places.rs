//! What can be counted about the places of a page, and what stands around each.

use foldhash::HashMap;

use super::facts::Facts;
use super::judge::Belief;
use crate::model::{Cue, Cues, Document, Landmark, Place, PlaceId};

/// What is counted about one place, everything inside it included.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// Running text, in letters.
    pub(super) mass: f64,
    /// Running text, less what stands in parts that are hardly the article.
    pub(super) worth: f64,
    /// Letters.
    pub(super) letters: usize,
    /// Letters inside links.
    pub(super) linked: usize,
    /// How many links.
    pub(super) links: usize,
    /// How many blocks.
    pub(super) blocks: usize,
    /// How many blocks read like prose.
    pub(super) sentences: usize,
}

impl Measure {
    /// The share of the letters that are inside links, in percent.
    pub(super) fn link_share(&self) -> u8 {
        u8::try_from((self.linked * 100).checked_div(self.letters).unwrap_or(0)).unwrap_or(100)
    }

    fn add(&mut self, other: &Self) {
        self.mass += other.mass;
        self.worth += other.worth;
        self.letters += other.letters;
        self.linked += other.linked;
        self.links += other.links;
        self.blocks += other.blocks;
        self.sentences += other.sentences;
    }
}

/// The measures of all places of a page.
pub(super) struct Places {
    measures: Vec<Measure>,
    /// For each place the running text of all places of its tag and name, nested ones counted
    /// once.
    alike: Vec<f64>,
    /// The first block of each place and one past its last, places inside it included.
    spans: Vec<(usize, usize)>,
}

/// Cues of parts that are hardly ever the article.
const FOREIGN: Cues = Cues::of(Cue::Related)
    .with(Cues::of(Cue::Recirculation))
    .with(Cues::of(Cue::Newsletter))
    .with(Cues::of(Cue::Comments))
    .with(Cues::of(Cue::Menu))
    .with(Cues::of(Cue::Footer))
    .with(Cues::of(Cue::Sidebar))
    .with(Cues::of(Cue::Consent))
    .with(Cues::of(Cue::Overlay))
    .with(Cues::of(Cue::Ad))
    .with(Cues::of(Cue::Biography))
    .with(Cues::of(Cue::Legal))
    .with(Cues::of(Cue::Paywall));

impl Places {
    /// Counts everything about every place.
    pub(super) fn measure(document: &Document, facts: &[Facts], belief: Belief) -> Self {
        let mut places = Self {
            measures: vec![Measure::default(); document.tree.len()],
            alike: Vec::new(),
            spans: spans(document),
        };
        for (block, facts) in document.blocks.iter().zip(facts) {
            let mass = facts.mass;
            let own = Measure {
                mass,
                worth: mass,
                letters: facts.letters,
                linked: facts.linked,
                links: facts.links as usize,
                blocks: 1,
                sentences: usize::from(mass > 0.0),
            };
            if let Some(measure) = places.measures.get_mut(block.origin.place.index()) {
                measure.add(&own);
            }
        }
        places.sum(document);
        places.compare(document);
        let whole = places.get(PlaceId::ROOT).mass;
        let masses: Vec<f64> = places.measures.iter().map(|measure| measure.mass).collect();
        let alike = places.alike.clone();
        let share = |id: PlaceId| {
            let own = masses.get(id.index()).copied().unwrap_or(0.0);
            own.max(alike.get(id.index()).copied().unwrap_or(0.0)) / whole.max(1.0)
        };
        places.weigh(document, share, belief);
        places
    }

    /// The running text of all places of the same tag and name as this one. Pages wrap each
    /// stretch of their text in boxes of one kind; what is said of the kind holds for each.
    pub(super) fn of_kind(&self, id: PlaceId) -> f64 {
        self.alike.get(id.index()).copied().unwrap_or(0.0)
    }

    fn compare(&mut self, document: &Document) {
        let mut kinds: HashMap<(&str, &str), f64> = HashMap::default();
        for (id, place) in document.tree.iter().filter(|(_, place)| !place.name.is_empty()) {
            let mass = self.get(id).mass;
            let is_same = |other: &Place| other.tag == place.tag && other.name == place.name;
            let nested = place.parent.is_some_and(|parent| is_same(document.tree.get(parent)));
            if mass > 0.0 && !nested {
                *kinds.entry((&place.tag, &place.name)).or_default() += mass;
            }
        }
        let of_kind = |place: &Place| kinds.get(&(&*place.tag, &*place.name)).copied().unwrap_or(0.0);
        self.alike = document.tree.iter().map(|(_, place)| of_kind(place)).collect();
    }

    /// The blocks of a place, places inside it included, as a range of the document's blocks.
    /// Blocks of other places may stand in the range: text beside a line comes behind it.
    pub(super) fn span(&self, id: PlaceId) -> (usize, usize) {
        self.spans.get(id.index()).copied().unwrap_or_default()
    }

    /// What is counted about a place.
    pub(super) fn get(&self, id: PlaceId) -> Measure {
        self.measures.get(id.index()).copied().unwrap_or_default()
    }

    /// Adds every place to the one around it, inner places first.
    fn sum(&mut self, document: &Document) {
        for index in (1..self.measures.len()).rev() {
            let id = PlaceId(u32::try_from(index).unwrap_or(u32::MAX));
            let Some(parent) = document.tree.get(id).parent else { continue };
            let inner = self.get(id);
            if let Some(measure) = self.measures.get_mut(parent.index()) {
                measure.add(&inner);
            }
        }
    }

    /// Makes the worth of every place: the mass of what is inside it, each part times the
    /// doubt about what it is.
    fn weigh(&mut self, document: &Document, share: impl Fn(PlaceId) -> f64, belief: Belief) {
        let mut own: Vec<f64> = self.measures.iter().map(|measure| measure.mass).collect();
        for index in (1..own.len()).rev() {
            let id = PlaceId(u32::try_from(index).unwrap_or(u32::MAX));
            let parent = document.tree.get(id).parent.map_or(0, PlaceId::index);
            let inner = self.get(id).mass;
            if let Some(mass) = own.get_mut(parent) {
                *mass -= inner;
            }
        }
        let mut worth = own;
        for index in (0..worth.len()).rev() {
            let id = PlaceId(u32::try_from(index).unwrap_or(u32::MAX));
            let place = document.tree.get(id);
            let cues =
                if belief == Belief::Names { place.cues } else { place.cues.and(Cues::of(Cue::Comments)) };
            let shown = |landmark: &Landmark| *landmark != Landmark::Hidden || belief == Belief::Names;
            let weight = trust(place.landmark.filter(shown), cues, share(id));
            let total = worth.get(index).copied().unwrap_or(0.0).max(0.0) * weight;
            if let Some(measure) = self.measures.get_mut(index) {
                measure.worth = total;
            }
            if let Some(parent) = place.parent
                && let Some(outer) = worth.get_mut(parent.index())
            {
                *outer += total;
            }
        }
    }
}

/// The first block of each place and one past its last.
fn spans(document: &Document) -> Vec<(usize, usize)> {
    let mut spans = vec![(usize::MAX, 0); document.tree.len()];
    let widen = |span: Option<&mut (usize, usize)>, from: usize, to: usize| {
        if let Some((first, last)) = span {
            (*first, *last) = ((*first).min(from), (*last).max(to));
        }
    };
    for block in &document.blocks {
        let index = block.id.index();
        widen(spans.get_mut(block.origin.place.index()), index, index + 1);
    }
    for index in (1..spans.len()).rev() {
        let id = PlaceId(u32::try_from(index).unwrap_or(u32::MAX));
        let (from, to) = spans.get(index).copied().unwrap_or_default();
        widen(document.tree.get(id).parent.and_then(|parent| spans.get_mut(parent.index())), from, to);
    }
    spans
}

/// How far text in such a place can be trusted to be the article's. A place that holds most
/// of the page's text is believed whatever it is called: pages wrap themselves in forms, and
/// name the whole after one part.
fn trust(landmark: Option<Landmark>, cues: Cues, share: f64) -> f64 {
    let by_landmark = match landmark {
        Some(Landmark::Navigation | Landmark::Control | Landmark::Graphic) => 0.05,
        Some(Landmark::Footer | Landmark::Dialog | Landmark::Fallback | Landmark::Hidden) if share < 0.75 => {
            0.05
        }
        Some(Landmark::Aside) if share < 0.7 => 0.1,
        Some(Landmark::Form) if share < 0.5 => 0.1,
        _ => 1.0,
    };
    // Comments can be more than the article, but where they are all there is, they are the page.
    let by_name = if cues.has(Cue::Comments) && share < 0.95 && !cues.has(Cue::Body) {
        0.02
    } else if share < 0.5 && cues.any(FOREIGN) && !cues.has(Cue::Body) {
        0.15
    } else {
        1.0
    };
    by_landmark * by_name
}

#[cfg(test)]
mod tests {
    use super::super::facts;
    use super::super::labels::book;
    use super::super::{Input, Options, parse};
    use super::*;
    use crate::model::{Page, Source};

    /// The measure of the first place of that name.
    fn of(html: &str, name: &str) -> Measure {
        let page = Page::new(Source::Stdin, html.as_bytes().to_vec());
        let document = parse(&page, &Options::of(Input::Html));
        let facts = facts::measure(&document, book());
        let places = Places::measure(&document, &facts, Belief::Names);
        let found =
            document.tree.iter().find(|(_, place)| place.name.trim_start_matches('#') == name).unwrap().0;
        places.get(found)
    }

    const LINE: &str =
        "<p>The swing bridge over the Marl opened to carts and cyclists on Tuesday morning.</p>";

    #[test]
    fn a_place_counts_everything_inside_it() {
        let html = format!("<div id=a><div id=b>{LINE}<p>Coast</p></div><p><a href=/c>Marl</a></p></div>");
        let (outer, inner) = (of(&html, "a"), of(&html, "b"));
        assert_eq!((outer.blocks, inner.blocks), (3, 2));
        assert_eq!((outer.links, inner.links), (1, 0));
        assert_eq!((outer.sentences, inner.sentences), (1, 1));
        assert!(outer.letters == inner.letters + 4 && inner.link_share() == 0);
    }

    #[test]
    fn text_in_a_part_that_is_hardly_the_article_is_worth_less() {
        let html = format!(
            "<div id=story>{LINE}{LINE}</div><aside id=side>{LINE}</aside><div id=comments>{LINE}</div>"
        );
        let worth = |name| of(&html, name).worth;
        assert!(worth("story") > 10.0 * worth("side") && worth("story") > 10.0 * worth("comments"));
        assert!((of(&html, "story").mass - worth("story")).abs() < 1.0);
    }
}
