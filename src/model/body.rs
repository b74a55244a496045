//! The text of a reading: cut into sections, its links listed, and a block of the ledger put
//! back into it or taken out again. Blocks move; none is copied or lost.

use super::{
    Anchor, Block, BlockId, BlockKind, Clean, Dropped, Link, LinkId, LinkKind, Reading, Reason, Section,
    count_words,
};

/// A link of so many words that is all of its block leads nowhere in particular.
const SENTENCE: usize = 14;

/// Cuts the text at its headings; a text without headings after the blocks in `breaks`, where
/// its embeds stood. From the end, so that no block is moved twice.
#[must_use]
pub fn sections(mut body: Vec<Block>, breaks: &[BlockId]) -> Vec<Section> {
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    let headed = body.iter().any(is_heading);
    let begins = |at: usize, block: &Block| {
        let before = at.checked_sub(1).and_then(|before| body.get(before));
        if headed {
            at > 0 && is_heading(block)
        } else {
            before.is_some_and(|before| breaks.contains(&before.id))
        }
    };
    let cuts: Vec<usize> =
        body.iter().enumerate().filter(|(at, block)| begins(*at, block)).map(|(at, _)| at).collect();
    let mut sections: Vec<Section> = Vec::with_capacity(cuts.len() + 1);
    for cut in cuts.into_iter().rev() {
        sections.push(Section { blocks: body.split_off(cut) });
    }
    if !body.is_empty() {
        sections.push(Section { blocks: body });
    }
    sections.reverse();
    sections
}

/// The links within the sentences of a block: they stay there, and are listed.
#[must_use]
pub fn inline_links(block: &Block, anchors: &[Anchor]) -> Vec<Link> {
    let mut links = Vec::new();
    let mut spans = block.spans.iter().peekable();
    while let Some(span) = spans.next() {
        let Some(id) = span.link else { continue };
        let mut text = span.text.clone();
        while let Some(next) = spans.next_if(|next| next.link == Some(id)) {
            text.push(&next.text);
        }
        // A whole sentence and more is no link text: the link was never closed.
        if count_words(&text) >= SENTENCE && text.len() == block.text().len() {
            continue;
        }
        let anchor = anchors.get(id.index()).filter(|anchor| !anchor.local);
        links.extend(anchor.map(|anchor| inline_link(block.id, id, &text, anchor)));
    }
    links.retain(|link| !link.text.is_empty());
    links
}

fn inline_link(block: BlockId, id: LinkId, text: &Clean, anchor: &Anchor) -> Link {
    Link {
        text: text.folded(),
        url: Some(anchor.url.clone()),
        kind: LinkKind::Inline,
        what: None,
        after: Some(block),
        anchor: Some(id),
        block: None,
    }
}

impl Reading {
    /// Puts a block of the ledger, or one that was shelved by itself, back into the text, where
    /// it stood. False if it is in neither.
    pub fn restore(&mut self, id: BlockId) -> bool {
        let Some(block) = self.take_dropped(id).or_else(|| self.take_shelved(id)) else { return false };
        let links = inline_links(&block, &self.anchors);
        let place = self.sidebar.links.partition_point(|link| !is_inline(link) || link.after < Some(id));
        self.sidebar.links.splice(place..place, links);
        self.change_body(|body| {
            let place = body.partition_point(|other| other.id < id);
            body.insert(place, block);
        });
        true
    }

    /// Takes a block out of the text and writes it into the ledger. False if it is not in the
    /// text.
    pub fn drop_block(&mut self, id: BlockId, reason: Reason) -> bool {
        let Some(block) = self.take_kept(id) else { return false };
        let place = self.ledger.partition_point(|dropped| dropped.block.id < id);
        let after = self.body().map(|block| block.id).take_while(|other| *other < id).last();
        self.ledger.insert(place, Dropped { block, reason, after });
        true
    }

    /// Takes a block out of the text and puts it beside it, among the related stories. False if
    /// it is not in the text.
    pub fn shelve_block(&mut self, id: BlockId) -> bool {
        let Some(block) = self.take_kept(id) else { return false };
        let after = self.body().map(|block| block.id).take_while(|other| *other < id).last();
        let anchor = block.spans.iter().find_map(|span| self.anchors.get(span.link?.index()));
        let link = Link {
            text: block.clean_text().folded(),
            url: anchor.filter(|anchor| !anchor.local).map(|anchor| anchor.url.clone()),
            kind: LinkKind::Related,
            what: None,
            after,
            anchor: None,
            block: Some(block),
        };
        let stands_before = |other: &Link| !is_inline(other) && other.after <= after;
        let place = self.sidebar.links.partition_point(stands_before);
        self.sidebar.links.insert(place, link);
        true
    }

    fn take_dropped(&mut self, id: BlockId) -> Option<Block> {
        let at = self.ledger.iter().position(|dropped| dropped.block.id == id)?;
        Some(self.ledger.remove(at).block)
    }

    fn take_shelved(&mut self, id: BlockId) -> Option<Block> {
        let is_it = |link: &Link| link.block.as_ref().is_some_and(|block| block.id == id);
        let at = self.sidebar.links.iter().position(is_it)?;
        self.sidebar.links.remove(at).block
    }

    fn take_kept(&mut self, id: BlockId) -> Option<Block> {
        let mut taken = None;
        self.change_body(|body| {
            let at = body.iter().position(|block| block.id == id);
            taken = at.map(|at| body.remove(at));
        });
        self.sidebar.links.retain(|link| taken.is_none() || !is_inline(link) || link.after != Some(id));
        taken
    }

    /// Changes the text as a whole, cuts it into sections anew, and lets everything beside it
    /// know the block of the text that it stands after now.
    fn change_body(&mut self, change: impl FnOnce(&mut Vec<Block>)) {
        let parts = std::mem::take(&mut self.article.sections);
        let mut body: Vec<Block> = parts.into_iter().flat_map(|section| section.blocks).collect();
        change(&mut body);
        self.settle_places(&body);
        let breaks: Vec<BlockId> = self.sidebar.videos.iter().filter_map(|video| video.after).collect();
        self.article.sections = sections(body, &breaks);
    }

    /// What was moved stands after the last block of the text that is before it on the page.
    fn settle_places(&mut self, body: &[Block]) {
        let before = |id: BlockId| {
            let at = body.partition_point(|block| block.id < id);
            at.checked_sub(1).and_then(|at| body.get(at)).map(|block| block.id)
        };
        // Where it stood itself is not known: where it was said to stand, else before that.
        let near = |id: BlockId| {
            let is_there = body.binary_search_by_key(&id, |block| block.id).is_ok();
            if is_there { Some(id) } else { before(id) }
        };
        for video in &mut self.sidebar.videos {
            let first = video.blocks.first().map(|block| block.id);
            video.after = first.map_or_else(|| video.after.and_then(near), before);
        }
        for link in self.sidebar.links.iter_mut().filter(|link| !is_inline(link)) {
            let own = link.block.as_ref().map(|block| block.id);
            link.after = own.map_or_else(|| link.after.and_then(near), before);
        }
        for dropped in &mut self.ledger {
            dropped.after = before(dropped.block.id);
        }
    }
}

fn is_inline(link: &Link) -> bool {
    link.kind == LinkKind::Inline
}

#[cfg(test)]
mod tests;
