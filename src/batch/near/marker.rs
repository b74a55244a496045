//! Marks in a stream: each answer is marked as it passes, in the order of the output.

use serde_json::value::RawValue;

use super::{Index, Mark, Sketched};
use crate::batch::answer::Answer;

/// Marks answers whose body was there before.
#[derive(Debug)]
pub struct Marker {
    index: Index,
    /// Of every first its id and its line.
    firsts: Vec<(Box<str>, u64)>,
    line: u64,
    memory: u64,
    forgotten: u64,
}

impl Marker {
    /// A marker that remembers as much as so many bytes hold.
    #[must_use]
    pub fn within(memory: u64) -> Self {
        Self { index: Index::within(memory), firsts: Vec::new(), line: 0, memory, forgotten: 0 }
    }

    /// How many articles were not remembered, for want of room: copies of them are not marked.
    #[must_use]
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Marks an answer, if its body was there before, and remembers it if not.
    pub(in crate::batch) fn mark(&mut self, answer: &mut Answer) {
        self.line += 1;
        let Some(sketched) = answer.sketched.take() else { return };
        if let Some(found) = self.index.find(&sketched.sketch) {
            let first = usize::try_from(found.first).ok().and_then(|first| self.firsts.get(first));
            let Some((id, line)) = first else { return };
            if let Ok(id) = serde_json::from_str::<&RawValue>(id) {
                add(&mut answer.line, &Mark::new(id, None, *line, found.likeness));
            }
            return;
        }
        let Sketched { id, sketch } = *sketched;
        // An id has its bytes, and a place in a list that may be half empty.
        let bytes = (id.len() + 2 * size_of::<(Box<str>, u64)>() + Index::BYTES) as u64;
        let left = self.memory.checked_sub(bytes).filter(|_| self.forgotten == 0);
        match left.filter(|_| self.index.keep(sketch).is_some()) {
            Some(left) => {
                self.memory = left;
                self.firsts.push((id.into_boxed_str(), self.line));
            }
            None => self.forgotten += 1,
        }
    }
}

/// Adds a mark to a line of JSON, as its last key.
fn add(line: &mut String, mark: &Mark) {
    if let Ok(mark) = serde_json::to_string(mark)
        && line.ends_with("}\n")
    {
        line.truncate(line.len() - 2);
        line.push_str(",\"near_duplicate\":");
        line.push_str(&mark);
        line.push_str("}\n");
    }
}
