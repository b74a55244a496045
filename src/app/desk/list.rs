//! The list of articles, which comes in parts and is steady under the cursor.

use std::collections::{HashMap, HashSet};

use super::List;
use crate::model::{ArticleId, ArticleRow};

impl List {
    /// The selected row.
    #[must_use]
    pub fn row(&self) -> Option<&ArticleRow> {
        self.rows.get(self.selected)
    }

    /// The last row that there is.
    pub(super) fn last(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// Selects a row.
    pub(super) fn select(&mut self, row: usize) {
        self.selected = row.min(self.last());
    }

    /// Where an article is.
    pub(super) fn place(&self, id: ArticleId) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// Takes rows that are not as they were.
    pub(super) fn change(&mut self, changed: &[ArticleRow]) {
        let changed: HashMap<ArticleId, &ArticleRow> = changed.iter().map(|row| (row.id, row)).collect();
        for row in &mut self.rows {
            if let Some(now) = changed.get(&row.id) {
                *row = (*now).clone();
            }
        }
    }

    /// Changes the rows of some articles at once, before the library has said so.
    pub(super) fn each(&mut self, ids: &[ArticleId], change: impl Fn(&mut ArticleRow)) {
        let ids: HashSet<ArticleId> = ids.iter().copied().collect();
        self.rows.iter_mut().filter(|row| ids.contains(&row.id)).for_each(change);
    }

    /// Takes articles out; the selection goes to what stands in their place.
    pub(super) fn remove(&mut self, ids: &[ArticleId]) {
        let before = self.rows.iter().take(self.selected).filter(|row| ids.contains(&row.id)).count();
        let count = self.rows.len();
        self.rows.retain(|row| !ids.contains(&row.id));
        let gone = u64::try_from(count - self.rows.len()).unwrap_or_default();
        self.total = self.total.map(|total| total.saturating_sub(gone));
        self.select(self.selected - before);
    }

    /// Another list.
    pub(super) fn replace(&mut self, rows: Vec<ArticleRow>, more: bool, total: Option<u64>) {
        *self = Self { rows, more, total, selected: 0, top: 0 };
    }

    /// The next part of the list.
    pub(super) fn append(&mut self, rows: Vec<ArticleRow>, more: bool, total: Option<u64>) {
        self.rows.extend(rows);
        self.more = more;
        self.total = total.or(self.total);
    }

    /// The same list as it is by now, from its first row. Rows that are to linger stay where they
    /// were, and so does all behind the last row of the answer. The selected row stays selected.
    pub(super) fn renew(
        &mut self,
        rows: Vec<ArticleRow>,
        more: bool,
        total: Option<u64>,
        linger: &HashSet<ArticleId>,
    ) {
        let selected = self.row().map(|row| row.id);
        let old = std::mem::take(&mut self.rows);
        let fresh: HashSet<ArticleId> = rows.iter().map(|row| row.id).collect();
        let known = old.iter().rposition(|row| fresh.contains(&row.id));
        let behind = match known {
            // What was asked for before and lies further down is still there.
            Some(known) if more => old.len() - known - 1,
            _ => 0,
        };
        let (head, tail) = old.split_at(old.len() - behind);
        self.rows = woven(rows, head, &fresh, linger);
        self.rows.extend(tail.iter().filter(|row| !fresh.contains(&row.id)).cloned());
        self.more = if behind > 0 { self.more } else { more };
        self.total = total;
        let found = selected.and_then(|id| self.place(id));
        self.selected = found.unwrap_or_else(|| self.selected.min(self.last()));
    }
}

/// The new rows, with those old ones that are to linger before the one that stood behind them.
fn woven(
    rows: Vec<ArticleRow>,
    old: &[ArticleRow],
    fresh: &HashSet<ArticleId>,
    linger: &HashSet<ArticleId>,
) -> Vec<ArticleRow> {
    let mut before: HashMap<ArticleId, Vec<ArticleRow>> = HashMap::new();
    let mut waiting = Vec::new();
    for row in old {
        if fresh.contains(&row.id) {
            before.entry(row.id).or_default().append(&mut waiting);
        } else if linger.contains(&row.id) {
            waiting.push(row.clone());
        }
    }
    let mut woven = Vec::with_capacity(rows.len());
    for row in rows {
        woven.extend(before.remove(&row.id).unwrap_or_default());
        woven.push(row);
    }
    woven.append(&mut waiting);
    woven
}
