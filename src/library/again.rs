//! Pages that are kept, read again by a better judge: what it says of them goes in place of what was
//! said before, and the page stays as it came.

use jiff::Timestamp;
use rusqlite::params;

use super::articles::put_facts;
use super::intake::{put_text, put_words, words};
use super::pack::Packer;
use super::{Error, Library, Sync, twins};
use crate::model::{ArticleId, Reading};

impl Library {
    /// Keeps what the page of an article is read as today. What a feed said of an item, its headline
    /// and its date, is not for a reading to say. Nothing that the reader did is touched.
    pub fn reread(&mut self, id: ArticleId, reading: &Reading, now: Timestamp) -> Result<(), Error> {
        let row = self.row(id)?;
        self.write(Sync::Normal, |tx| {
            if row.is_whole {
                return put_facts(tx, id.0, None, reading, now.as_second());
            }
            let text = reading.text();
            let videos = i64::try_from(reading.sidebar.videos.len()).unwrap_or(i64::MAX);
            tx.prepare_cached("UPDATE articles SET words = ?2, videos = max(videos, ?3) WHERE id = ?1")?
                .execute(params![id.0, words(&text), videos])?;
            put_text(tx, &mut Packer::new(), id.0, &text)?;
            twins::put_print(tx, id.0, &text)?;
            put_words(tx, id.0, &row.title, &text, &row.site)
        })
    }
}
