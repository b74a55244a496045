//! The rules, in the order in which they speak. One rule a file, its tests beside it.

use super::judge::{Case, Verdicts};

mod ad_marker;
mod biography;
mod blank;
mod boxes;
mod caption;
mod card;
mod digest;
mod edges;
mod front;
mod furniture;
mod heading;
mod interface;
mod link_list;
mod on_many_pages;
mod outside;
pub(super) mod own_data;
mod prompt;
mod related;
mod repeated;
mod series;
mod share_bar;
mod stub;
mod thread;
#[cfg(test)]
mod trial;
pub(super) mod unlike;
mod video;

pub(super) use furniture::FOREIGN;

/// A rule looks at the case and gives verdicts to blocks that have none.
pub(super) type Rule = fn(&Case<'_>, &mut Verdicts);

/// Rules that need not know where the running text begins and ends.
pub(super) const FIRST: &[Rule] = &[
    blank::judge,
    ad_marker::judge,
    thread::judge,
    outside::judge,
    edges::judge,
    furniture::judge,
    share_bar::judge,
    interface::judge,
    prompt::judge,
];

/// Rules that look at what stands above the running text.
pub(super) const SECOND: &[Rule] = &[front::judge, digest::judge];

/// Rules that must know where the running text begins and ends.
pub(super) const THIRD: &[Rule] = &[
    video::judge,
    card::judge,
    related::judge,
    series::judge,
    caption::judge,
    repeated::judge,
    boxes::judge,
    biography::judge,
    link_list::judge,
    stub::judge,
    own_data::judge,
];

/// Rules that look at what is left of the article.
pub(super) const LAST: &[Rule] = &[on_many_pages::judge, heading::judge];
