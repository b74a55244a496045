//! newsprint: a news reader for the terminal that gives you the article and nothing else,
//! and can prove that it lost nothing.
//!
//! ```text
//!  URL  file  stdin  NDJSON                     edges: cli, fetch, batch
//!   └────┴──────┴──────┘
//!        Page { bytes, url, content type }
//!               │ decode       never fails
//!     ┌─────────┴──────────┐
//!  html: one walk     text: lines               two parsers, one output
//!     └─────────┬──────────┘
//!          Document { blocks, tree }            every visible text node in one block
//!               │ measure, judge                one verdict a block, evidence inside
//!               │ assemble                      moves blocks; never copies
//!     Reading { article, sidebar, ledger }
//!       ┌───────┴─────────┐
//!     print        layout → app → view
//! ```
//!
//! Modules in reading order: [`model`] (the nouns), [`read`] (bytes to a reading), [`feed`] (bytes to items),
//! [`wrap`] (text to a width), [`mod@print`] (a reading to text), [`layout`] (a reading to
//! lines), [`aloud`] (a reading as spoken lines), [`app`] (the state of the screen), [`view`] (draws it), [`config`] (settings, themes
//! and keys), [`unpack`] (gzip, brotli, zstd), and the edges that touch the world: [`fetch`], [`library`], [`refresh`], [`batch`], [`cli`].
//! `ARCHITECTURE.md` says who may name whom.

pub mod aloud;
pub mod app;
pub mod batch;
pub mod cli;
pub mod config;
pub mod feed;
pub mod fetch;
pub mod layout;
pub mod library;
pub mod model;
pub mod print;
pub mod read;
pub mod refresh;
pub mod unpack;
pub mod view;
pub mod wrap;
