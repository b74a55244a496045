//! A first pass over the documents: what returns on many pages of a site is learned, kept in a file
//! if somebody wants it, and handed to the judge. Only hashes are kept, in bounded memory.

mod file;
mod learner;
mod pages;

pub use file::{Unfit, read, write};
pub use learner::Learner;
