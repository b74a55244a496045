//! What a feed says of itself, gathered value by value. The first of several wins.

use super::dates;
use super::fields::Field;
use super::nouns::Feed;
use super::plain;
use super::value::{Value, shortened};
use crate::model::Clean;

/// The longest time between two looks that is believed: a month.
const MONTH: u32 = 60 * 24 * 31;

/// The days as RSS writes them, Monday first.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What is known only when all was heard.
#[derive(Debug, Default)]
pub(super) struct Channel {
    period: Option<u32>,
    frequency: Option<u32>,
    spare_title: Option<Clean>,
}

impl Channel {
    /// Hears a value.
    pub(super) fn set(&mut self, feed: &mut Feed, field: Field, mut value: Value<'_>) {
        match field {
            Field::Title => first(&mut feed.title, || value.line()),
            Field::SpareTitle => first(&mut self.spare_title, || value.line()),
            Field::Summary | Field::SpareSummary => first(&mut feed.description, || {
                let (text, _) = plain::words(&value.html()?);
                let (text, _) = shortened(Clean::field(&text));
                (!text.is_empty()).then_some(text)
            }),
            Field::Link => link(feed, &value),
            Field::Published | Field::Updated => {
                let date = dates::rfc3339(&value.text);
                if field == Field::Updated {
                    feed.updated = date.or_else(|| feed.updated.take());
                } else {
                    first(&mut feed.updated, || date);
                }
            }
            Field::Language => first(&mut feed.language, || language(&value.text)),
            Field::Picture => {
                first(&mut feed.picture, || value.address_in("href").or_else(|| value.address()));
            }
            Field::Thumbnail => first(&mut feed.picture, || value.address_in("url")),
            Field::Minutes => {
                first(&mut feed.rhythm.minutes, || {
                    value.text.trim().parse().ok().filter(|n| (1..=MONTH).contains(n))
                });
            }
            Field::Period => first(&mut self.period, || period(&value.text)),
            Field::Frequency => first(&mut self.frequency, || value.text.trim().parse().ok()),
            Field::Hour => quiet(&mut feed.rhythm.quiet_hours, hour(&value.text)),
            Field::Day => quiet(&mut feed.rhythm.quiet_days, day(&value.text)),
            _ => {}
        }
    }

    /// What follows from all that was heard.
    pub(super) fn finish(self, feed: &mut Feed) {
        first(&mut feed.title, || self.spare_title);
        let often = self.frequency.unwrap_or(1).max(1);
        first(&mut feed.rhythm.minutes, || self.period.map(|period| (period / often).clamp(1, MONTH)));
    }
}

/// Sets what is not known yet.
pub(super) fn first<T>(to: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if to.is_none() {
        *to = value();
    }
}

fn link(feed: &mut Feed, value: &Value<'_>) {
    let Some(written) = value.attribute("href") else {
        return first(&mut feed.site, || value.address());
    };
    let url = || super::links::web(&written, value.base.as_ref());
    let relation = value.attribute("rel").map(|rel| rel.trim().to_ascii_lowercase());
    match relation.as_deref() {
        None | Some("alternate" | "") => first(&mut feed.site, url),
        Some("self") => first(&mut feed.itself, url),
        Some("next" | "prev-archive") => first(&mut feed.next, url),
        Some("hub") => first(&mut feed.hub, url),
        Some(_) => {}
    }
}

/// `en-GB`, as it may be written.
pub(super) fn language(text: &str) -> Option<Clean> {
    let text = text.trim().replace('_', "-");
    let is_tag = (2..=35).contains(&text.len())
        && text.split('-').all(|part| !part.is_empty() && part.len() <= 8)
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    is_tag.then(|| Clean::field(&text))
}

fn period(text: &str) -> Option<u32> {
    Some(match text.trim().to_ascii_lowercase().as_str() {
        "hourly" => 60,
        "daily" => 60 * 24,
        "weekly" => 60 * 24 * 7,
        "monthly" | "yearly" => MONTH,
        _ => return None,
    })
}

fn hour(text: &str) -> Option<u8> {
    text.trim().parse::<u8>().ok().filter(|hour| *hour <= 24).map(|hour| hour % 24)
}

fn day(text: &str) -> Option<u8> {
    let text = text.trim().to_ascii_lowercase();
    let found = DAYS.iter().position(|day| text.starts_with(day))?;
    u8::try_from(found).ok()
}

fn quiet(known: &mut Vec<u8>, more: Option<u8>) {
    known.extend(more.filter(|more| !known.contains(more)));
}
