//! What stands before the text: headline, standfirst, and who, when, where, how long.

use super::flow::{Flow, Label};
use super::places::Places;
use super::setter::{Breaking, Setter, Shape};
use super::{PACE, Role};
use crate::model::{Clean, Front, Part, Reading};

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
pub(super) fn set(setter: &mut Setter, reading: &Reading, with_imprint: bool) {
    let of = |part: Part| reading.article.front.iter().filter(move |front| front.part == part);
    let mut titled = false;
    for front in of(Part::Title) {
        set_front(setter, front, Role::Title, Breaking::Even);
        titled = true;
    }
    if let Some(title) = reading.metadata.title.as_ref().filter(|_| !titled) {
        setter.set(Flow::plain(title, Role::Title), None, Shape::full(Breaking::Even));
    }
    for front in of(Part::Standfirst) {
        setter.blank();
        set_front(setter, front, Role::Standfirst, Breaking::Words);
    }
    if with_imprint {
        set_imprint(setter, reading);
    }
}

fn set_front(setter: &mut Setter, front: &Front, role: Role, breaking: Breaking) {
    let flow = Flow::of(&front.block, role, &Places::none());
    setter.set(flow, Some(front.block.id), Shape::full(breaking));
}

fn set_imprint(setter: &mut Setter, reading: &Reading) {
    let Imprint { site, date, byline, minutes } = imprint(reading);
    let time = minutes.map(|minutes| format!("{minutes} min"));
    let mut flow = Flow::default();
    for (text, role) in [(byline, Role::Byline), (date, Role::Date), (site, Role::Site), (time, Role::Faint)]
    {
        let Some(text) = text else { continue };
        if !flow.text.is_empty() {
            flow.push_exact(" · ", Label::of(Role::Faint));
        }
        flow.push_exact(&text, Label::of(role));
    }
    if !flow.text.is_empty() {
        setter.blank();
        setter.set(flow, None, Shape::full(Breaking::Words));
    }
}
