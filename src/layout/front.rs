//! What stands before the text: headline, standfirst, and who, when, where, how long.

use super::flow::{Flow, Label};
use super::places::Places;
use super::setter::{Breaking, Setter, Shape};
use super::{PACE, Role, Run};
use crate::model::{Clean, Front, Part, Reading};
use crate::wrap::width;

/// In narrower columns who, when and where share their lines.
const ROOMY: usize = 50;

/// What stands between these takes no part in the order of what stands around it.
const ISOLATE: (&str, &str) = ("\u{2068}", "\u{2069}");

/// Who, when, where, how long: as short texts, each if known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imprint {
    /// The site's name.
    pub site: Option<String>,
    /// When it was published, as a person writes a date.
    pub date: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Minutes to read; none for a text of no words.
    pub minutes: Option<usize>,
}

/// The imprint of a reading.
#[must_use]
pub fn imprint(reading: &Reading) -> Imprint {
    let metadata = &reading.metadata;
    let front = |part: Part| {
        let found = reading.article.front.iter().find(|front| front.part == part);
        found.map(|front| front.block.clean_text().folded().into_string()).filter(|text| !text.is_empty())
    };
    let known = |field: &Option<Clean>| field.as_ref().map(|text| text.folded().into_string());
    let words = reading.words();
    Imprint {
        site: known(&metadata.site).or_else(|| host(reading)),
        date: metadata.published.as_ref().and_then(|date| written(date)).or_else(|| front(Part::Date)),
        byline: known(&metadata.byline).or_else(|| front(Part::Byline)),
        minutes: (words > 0).then(|| words.div_ceil(PACE)),
    }
}

fn host(reading: &Reading) -> Option<String> {
    let address = url::Url::parse(reading.metadata.url.as_ref()?).ok()?;
    let host = address.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// `2021-03-03T09:14:00-04:00` as `3 March 2021`, in the offset that it was written in.
fn written(date: &str) -> Option<String> {
    let pieces = jiff::fmt::temporal::Pieces::parse(date).ok()?;
    Some(pieces.date().strftime("%-d %B %Y").to_string())
}

/// Sets the title block.
pub(super) fn set(setter: &mut Setter, reading: &Reading, imprint: &Imprint, whole: bool) {
    let of = |part: Part| reading.article.front.iter().filter(move |front| front.part == part);
    let mut titled = false;
    for front in of(Part::Title) {
        set_front(setter, front, Role::Title, Breaking::Even);
        titled = true;
    }
    if let Some(title) = reading.metadata.title.as_ref().filter(|_| !titled) {
        setter.set(Flow::plain(title, Role::Title), None, Shape::full(Breaking::Even));
    }
    for front in of(Part::Standfirst).filter(|front| !front.block.text().trim().is_empty()) {
        setter.blank();
        set_front(setter, front, Role::Standfirst, Breaking::Words);
    }
    set_imprint(setter, imprint, whole);
    if !setter.lines.is_empty() {
        let columns = setter.width();
        setter.ornament(vec![Run::label("─".repeat(columns), Role::Rule)]);
    }
}

fn set_front(setter: &mut Setter, front: &Front, role: Role, breaking: Breaking) {
    let flow = Flow::of(&front.block, role, &Places::none());
    if flow.text.is_empty() {
        return;
    }
    setter.set(flow, Some(front.block.id), Shape::full(breaking));
}

/// Who and when; where and how long too, if nothing else on the screen says it.
fn set_imprint(setter: &mut Setter, imprint: &Imprint, whole: bool) {
    let Imprint { site, date, byline, minutes } = imprint;
    let time = minutes.map(|minutes| format!("{minutes}\u{A0}min"));
    let (typesetting, columns) = (setter.typesetting(), setter.width());
    let known =
        |text: &Option<String>| text.as_deref().is_some_and(|text| typesetting.begins_at_the_right(text));
    // Where a line begins at the right, a date in Latin letters is held together.
    let (open, close) = if known(byline) || known(site) { ISOLATE } else { ("", "") };
    let row = |parts: &[(&Option<String>, Role)]| {
        let mut flow = Flow::default();
        for (text, role) in parts {
            let Some(text) = text else { continue };
            if !flow.text.is_empty() {
                flow.push_exact(" · ", Label::of(Role::Faint));
            }
            // A short part stays together.
            let short = width(text) * 2 <= columns;
            let text = if short { text.replace(' ', "\u{A0}") } else { text.clone() };
            flow.push_folded(&format!("{open}{text}{close}"), Label::of(*role));
        }
        flow
    };
    let (who, when) = ((byline, Role::Byline), (date, Role::Date));
    let rows = if whole && setter.width() < ROOMY {
        vec![row(&[who, when, (site, Role::Site), (&time, Role::Faint)])]
    } else if whole {
        vec![row(&[who]), row(&[when, (site, Role::Site), (&time, Role::Faint)])]
    } else {
        vec![row(&[who, when])]
    };
    let rows: Vec<Flow> = rows.into_iter().filter(|row| !row.text.is_empty()).collect();
    if !rows.is_empty() {
        setter.blank();
    }
    for row in rows {
        setter.set(row, None, Shape::full(Breaking::Words));
    }
}
