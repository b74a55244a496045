//! Parquet: tables in files, as clusters keep them. Rows in, and rows out. What a file says is held to what
//! it can be before room is made for it; the values are read and written by the `parquet` crate, which can
//! be left out of the program (the feature `parquet`).

#[cfg(feature = "parquet")]
mod column;
#[cfg(feature = "parquet")]
mod delta;
#[cfg(feature = "parquet")]
mod footer;
#[cfg(feature = "parquet")]
mod pages;
#[cfg(feature = "parquet")]
mod rows;
#[cfg(feature = "parquet")]
mod store;
#[cfg(feature = "parquet")]
mod table;
#[cfg(feature = "parquet")]
mod thrift;
#[cfg(feature = "parquet")]
pub(super) use {rows::Rows, table::Table};

#[cfg(not(feature = "parquet"))]
mod absent;
#[cfg(not(feature = "parquet"))]
pub(super) use absent::{Rows, Table};

/// What every file begins with.
pub(super) const BEGINNING: &[u8] = b"PAR1";
