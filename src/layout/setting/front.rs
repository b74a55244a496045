//! What stands before the text: headline, standfirst, and who, when, where, how long.

use crate::layout::galley::places::Places;
use crate::layout::setting::flow::{Flow, Label};
use crate::layout::setting::setter::{Breaking, Setter, Shape};
use crate::layout::{Item, Role, Run, minutes};
use crate::model::{Clean, Front, Part, Reading, host};
use crate::wrap::width;

/// What divides who, when and where.
const DOT: &str = " · ";

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
    Imprint {
        site: known(&metadata.site).or_else(|| metadata.url.as_deref().and_then(host)),
        date: metadata.published.as_ref().and_then(|date| written(date)).or_else(|| front(Part::Date)),
        byline: known(&metadata.byline).or_else(|| front(Part::Byline)),
        minutes: minutes(reading.words()),
    }
}

/// `2021-03-03T09:14:00-04:00` as `3 March 2021`, in the offset that it was written in.
fn written(date: &str) -> Option<String> {
    let pieces = jiff::fmt::temporal::Pieces::parse(date).ok()?;
    Some(pieces.date().strftime("%-d %B %Y").to_string())
}

/// Lets a line begin at the right whatever comes first in it.
const FROM_THE_RIGHT: &str = "\u{200F}";

/// Sets the title block, and beside who and when the marks of what stood before all text. In a
/// narrow column its parts stand close. `whole` if nothing else on the screen names the site.
pub(in crate::layout) fn set(
    setter: &mut Setter,
    reading: &Reading,
    imprint: &Imprint,
    marks: &[&Item],
    whole: bool,
) {
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
        air(setter);
        set_front(setter, front, Role::Standfirst, Breaking::Words);
    }
    set_imprint(setter, imprint, marks, whole);
    if !setter.lines.is_empty() {
        let columns = setter.width();
        setter.ornament(vec![Run::label("─".repeat(columns), Role::Rule)]);
    }
    air(setter);
}

/// A blank line where there is room for one.
fn air(setter: &mut Setter) {
    if setter.is_roomy() {
        setter.blank();
    }
}

fn set_front(setter: &mut Setter, front: &Front, role: Role, breaking: Breaking) {
    let flow = Flow::of(&front.block, role, &Places::none());
    if flow.text.is_empty() {
        return;
    }
    setter.set(flow, Some(front.block.id), Shape::full(breaking));
}

/// Who and when; where and how long too, if nothing else on the screen says it. Lines break
/// between these, and no line ends in the dot that divides them.
fn set_imprint(setter: &mut Setter, imprint: &Imprint, marks: &[&Item], whole: bool) {
    let Imprint { site, date, byline, minutes } = imprint;
    let time = minutes.map(|minutes| format!("{minutes} min"));
    let (site, time) = if whole { (site, &time) } else { (&None, &None) };
    let (typesetting, columns) = (setter.typesetting(), setter.width());
    let known =
        |text: &Option<String>| text.as_deref().is_some_and(|text| typesetting.begins_at_the_right(text));
    // Where a line begins at the right, a date in Latin letters is held together.
    let right = known(byline) || known(site);
    let (open, close) = if right { ISOLATE } else { ("", "") };
    let parts = [(byline, Role::Byline), (date, Role::Date), (site, Role::Site), (time, Role::Faint)];
    let mut rows = vec![Flow::default()];
    let mut used = 0;
    for (text, role) in parts {
        let Some((text, row)) = text.as_ref().zip(rows.last_mut()) else { continue };
        let wide = width(text) + width(DOT);
        let row = if used > 0 && used + wide > columns {
            used = 0;
            rows.push(Flow::default());
            rows.last_mut()
        } else {
            Some(row)
        };
        let Some(row) = row else { continue };
        if used > 0 {
            row.push_exact(DOT, Label::of(Role::Faint));
        }
        if used == 0 && right && !typesetting.begins_at_the_right(text) {
            row.push_exact(FROM_THE_RIGHT, Label::of(Role::Faint));
        }
        used += wide;
        row.push_folded(&format!("{open}{text}{close}"), Label::of(role));
    }
    if let Some(row) = rows.last_mut() {
        row.mark_places(marks);
    }
    rows.retain(|row| !row.text.is_empty());
    if !rows.is_empty() {
        air(setter);
    }
    for row in rows {
        setter.set(row, None, Shape::full(Breaking::Words));
    }
}
