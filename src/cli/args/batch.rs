//! What `batch` takes, as typed.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::OwnRules;

pub(super) const HELP: &str = "\
Input lines: {\"id\": any, \"url\"?: text, \"html\": text} or {\"id\": any, \"url\"?: text, \"text\": text}.
Archives (WARC 1.0, 1.1) and Parquet are known by their first bytes, and so are .gz and .zst of any.
A row of Parquet is a document; its columns have the names of the fields.
Output lines keep the order. A document that cannot be read gives {\"id\": .., \"error\": {..}} in its
place, a record of an archive that is no page {\"id\": .., \"skip\": {..}}, and the run goes on.

With --out every input file becomes a file of that folder, NAME.ndjson, and when it is whole and on
the disk, NAME.done.json says so: its size, how many documents were in it, how many were read, could
not be read, were skipped. The same input gives the same bytes, whatever --jobs. Killed at any
moment, the same command with --resume does what is left.

With --near-dup an article whose body was there before gets {\"near_duplicate\": {\"of\": ID, \"line\": N,
\"kind\": \"exact\" or \"near\", \"similarity\": 0.93}}, never the first; with --out the outputs stay as they
are, and the marks of all files stand in near-duplicates.jsonl. Of bodies under 30 words only the same
are told. It takes about 300 bytes an article that is like none before it: 10 million are 3 GB.";

/// What `batch` takes.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag as typed")]
pub(in crate::cli) struct BatchArgs {
    /// Files of documents, or - for standard input, which is read when there are none.
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<OsString>,
    /// Add how long each document took, in milliseconds ("ms").
    #[arg(long)]
    pub(in crate::cli) timings: bool,
    /// Fields under other names: FIELD=NAME for id, url, html or text (metadata.url for one within
    /// an object), or those of a corpus: c4, realnews, datatrove.
    #[arg(long, value_name = "FIELD=NAME|CORPUS")]
    pub(in crate::cli) map: Vec<String>,
    /// Check the digests of archives; a record that does not fit is an error.
    #[arg(long)]
    pub(in crate::cli) verify: bool,
    /// End with exit code 5 if more documents failed: a number, or a share such as 2%.
    #[arg(long, value_name = "N|P%")]
    pub(in crate::cli) max_errors: Option<String>,
    /// End with exit code 5 if a larger share of the documents failed: 0.02, or 2%.
    #[arg(long, value_name = "SHARE", conflicts_with = "max_errors")]
    pub(in crate::cli) max_error_rate: Option<String>,
    /// How many documents are read at once. With --out as many as there are processors, else 1.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(in crate::cli) jobs: Option<u16>,
    /// Read each document in a process of its own with limits, so that a crash, a hang or a lack of
    /// memory costs one document. It is so with --out.
    #[arg(long, conflicts_with = "no_guard")]
    pub(in crate::cli) guard: bool,
    /// With --out: read documents in this process, without limits.
    #[arg(long)]
    pub(in crate::cli) no_guard: bool,
    /// The longest line, record or page that is read: bytes, or with K, M or G.
    #[arg(long, value_name = "SIZE", default_value = "16M")]
    pub(in crate::cli) max_size: String,
    /// How much memory a guarded process may take for a document: bytes, or with K, M or G.
    #[arg(long, value_name = "SIZE", default_value = "128M")]
    pub(in crate::cli) max_memory: String,
    /// How many seconds a guarded document may take.
    #[arg(long, value_name = "SECONDS", default_value = "30")]
    pub(in crate::cli) timeout: String,
    /// Write a file for every input file into this folder.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Take the names of input files from the lines of this file, or - for standard input.
    #[arg(long = "paths", value_name = "FILE", requires = "out")]
    pub(in crate::cli) list: Option<OsString>,
    /// Leave files alone that are done: of the same size, by this version, read in the same way.
    #[arg(long, requires = "out")]
    pub(in crate::cli) resume: bool,
    /// What the output files are: lines of JSON (NAME.ndjson), those packed, or tables.
    #[arg(long, value_enum, value_name = "FORMAT", requires = "out")]
    pub(in crate::cli) format: Option<FormatArg>,
    /// The same as --format ndjson.zst.
    #[arg(long, requires = "out", conflicts_with = "format")]
    pub(in crate::cli) zst: bool,
    /// Mark articles whose body is the same as an earlier one, or nearly so; drop none. With --out the
    /// marks are made at the end, of all files of the folder; =sketch leaves that to a last
    /// newsprint batch --near-dup --out DIR.
    #[arg(long, value_name = "WHEN", value_enum, num_args = 0..=1, require_equals = true,
        default_missing_value = "mark", conflicts_with = "status")]
    pub(in crate::cli) near_dup: Option<NearDupArg>,
    /// How much memory that may take. With less, --out takes longer, and a pipe remembers no more
    /// articles, and says so.
    #[arg(long, value_name = "SIZE", default_value = "3G")]
    pub(in crate::cli) near_dup_memory: String,
    /// How to tell how far it is, on standard error: a bar, a line of JSON every ten seconds, or by
    /// itself the bar on a terminal and the lines elsewhere.
    #[arg(long, value_enum, default_value_t = ProgressArg::Auto)]
    pub(in crate::cli) progress: ProgressArg,
    /// Say what a folder of outputs holds, and which of its manifests are not true.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["paths", "out"])]
    pub(in crate::cli) status: Option<PathBuf>,
    /// With --status: as JSON.
    #[arg(long, requires = "status")]
    pub(in crate::cli) json: bool,
    /// Read the files twice: first learn what stands on many pages of a site, its sign-off or a box
    /// that promotes, then tell it from the text. With =FILE, write what was learned to it.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, conflicts_with = "status")]
    #[expect(clippy::option_option, reason = "not there, there, there with a file")]
    pub(in crate::cli) learn_sites: Option<Option<PathBuf>>,
    /// Use what was learned before, by --learn-sites=FILE.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["learn_sites", "status"])]
    pub(in crate::cli) sites: Option<PathBuf>,
    /// Which rules hold.
    #[command(flatten)]
    pub(in crate::cli) own: OwnRules,
}

/// `--near-dup` as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum NearDupArg {
    /// Find what is alike, and say so.
    Mark,
    /// Only write what that takes, a file for every file.
    Sketch,
}

/// `--format` as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FormatArg {
    /// Lines.
    Ndjson,
    /// Packed lines.
    #[value(name = "ndjson.zst")]
    NdjsonZst,
    /// Tables.
    Parquet,
}

/// `--progress` as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ProgressArg {
    /// What fits.
    Auto,
    /// A bar.
    Bar,
    /// Lines of JSON.
    Json,
    /// Nothing.
    None,
}
