//! What stands for Parquet in a program that was built without it: a line that says so.

use std::convert::Infallible;
use std::io::{self, Read, Write};
use std::path::Path;

use crate::batch::Settings;
use crate::batch::answer::Document;

/// Rows that are never had.
pub(in crate::batch) struct Rows(Infallible);

impl Rows {
    pub(in crate::batch) fn open(_: Option<&Path>, _: &mut dyn Read, _: &Settings) -> io::Result<Self> {
        let why = "it is Parquet, and this newsprint was built without it (the feature parquet); \
                   DuckDB or pandas write it as lines of JSON";
        Err(io::Error::new(io::ErrorKind::Unsupported, why))
    }

    pub(in crate::batch) fn next(&mut self) -> io::Result<Option<Document>> {
        match self.0 {}
    }

    pub(in crate::batch) fn share(&self) -> (u64, u64) {
        match self.0 {}
    }
}

/// A table that is never made.
pub(in crate::batch) struct Table<W>(Infallible, std::marker::PhantomData<W>);

impl<W: Write> Table<W> {
    pub(in crate::batch) fn new(_: W) -> io::Result<Self> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "this newsprint was built without Parquet"))
    }

    pub(in crate::batch) fn line(&mut self, _: &str) -> io::Result<()> {
        match self.0 {}
    }

    pub(in crate::batch) fn finish(self) -> io::Result<W> {
        match self.0 {}
    }
}
