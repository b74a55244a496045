//! What `batch` was asked, as meant.

use std::path::PathBuf;
use std::time::Duration;

use super::{How, file, only_one_stdin, rules_from};
use crate::batch::corpus::Format;
use crate::batch::{Allowance, Names};
use crate::cli::args::batch::{BatchArgs, FormatArg, NearDupArg, ProgressArg};
use crate::cli::error::Error;
use crate::model::Source;

/// Documents to be cleaned.
#[derive(Debug)]
pub(in crate::cli) struct Batch {
    pub(in crate::cli) inputs: Vec<Source>,
    pub(in crate::cli) timings: bool,
    pub(in crate::cli) allowance: Option<Allowance>,
    /// How the fields of a record are called.
    pub(in crate::cli) names: Names,
    /// Whether the digests of archives are checked.
    pub(in crate::cli) verify: bool,
    /// The longest line, record or page.
    pub(in crate::cli) longest: usize,
    pub(in crate::cli) how: How,
    pub(in crate::cli) sites: Known,
    pub(in crate::cli) form: Form,
    /// How many workers, if it was said.
    pub(in crate::cli) jobs: Option<usize>,
    /// Whether documents are read in processes of their own, and what those may take.
    pub(in crate::cli) guard: Option<Bounds>,
    /// Whether articles that are alike are found.
    pub(in crate::cli) near: Option<Near>,
}

/// How articles that are alike are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Near {
    /// Whether they are marked, or only made ready for that.
    pub(in crate::cli) marks: bool,
    /// How much memory that may take.
    pub(in crate::cli) memory: u64,
}

/// From where it is known what returns on the pages of sites.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) enum Known {
    /// It is not known.
    Nothing,
    /// From a file.
    File(PathBuf),
    /// From the inputs, read once before; and into which file it is written.
    Inputs(Option<PathBuf>),
}

/// What a guarded process may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Bounds {
    pub(in crate::cli) memory: u64,
    pub(in crate::cli) patience: Duration,
}

/// Where answers go.
#[derive(Debug)]
pub(in crate::cli) enum Form {
    /// To standard output.
    Filter,
    /// To a file each.
    Corpus(Corpus),
    /// Nowhere: what is there is told.
    Status { folder: PathBuf, is_json: bool },
}

/// A file for every file.
#[derive(Debug)]
pub(in crate::cli) struct Corpus {
    pub(in crate::cli) out: PathBuf,
    pub(in crate::cli) list: Option<Source>,
    pub(in crate::cli) resume: bool,
    pub(in crate::cli) format: Format,
    pub(in crate::cli) progress: ProgressArg,
}

pub(super) fn batch(args: BatchArgs) -> Result<Batch, Error> {
    let bounds = bounds(&args)?;
    let names = names(&args.map)?;
    let longest =
        size(&args.max_size).and_then(|bytes| usize::try_from(bytes).ok()).filter(|bytes| *bytes > 0);
    let longest = longest.ok_or_else(|| unfit("--max-size", &args.max_size))?;
    let near = near(&args)?;
    let allowance = match (&args.max_errors, &args.max_error_rate) {
        (Some(typed), _) => Some(allowance(typed)?),
        (None, Some(typed)) => Some(rate(typed)?),
        (None, None) => None,
    };
    let mut inputs: Vec<Source> = args.paths.into_iter().map(file).collect();
    only_one_stdin(&inputs)?;
    let how = How { rules: rules_from(&args.own), ..How::default() };
    let jobs = args.jobs.map(usize::from);
    let is_guarded = args.guard || args.out.is_some() && !args.no_guard;
    let list = args.list.map(file);
    let form = match (args.status, args.out) {
        (Some(folder), _) => Form::Status { folder, is_json: args.json },
        (None, None) => Form::Filter,
        (None, Some(out)) => {
            let format = format(args.format, args.zst)?;
            let (resume, progress) = (args.resume, args.progress);
            Form::Corpus(Corpus { out, list, resume, format, progress })
        }
    };
    match &form {
        Form::Corpus(corpus) => files_only(&inputs, corpus, near)?,
        Form::Filter if inputs.is_empty() => inputs.push(Source::Stdin),
        Form::Filter | Form::Status { .. } => {}
    }
    let sites = match (args.learn_sites, args.sites) {
        (None, None) => Known::Nothing,
        (None, Some(file)) => Known::File(file),
        (Some(into), _) => Known::Inputs(into),
    };
    only_once(&inputs, &sites)?;
    let guard = is_guarded.then_some(bounds);
    let (timings, verify) = (args.timings, args.verify);
    Ok(Batch { inputs, timings, allowance, names, verify, longest, how, sites, form, jobs, guard, near })
}

/// Standard input cannot be read a second time.
fn only_once(inputs: &[Source], sites: &Known) -> Result<(), Error> {
    if matches!(sites, Known::Inputs(_)) && inputs.contains(&Source::Stdin) {
        let once = "--learn-sites reads its input twice, and standard input comes only once";
        return Err(
            Error::usage(once).hint("learn from files, --learn-sites=FILE, then give it --sites FILE")
        );
    }
    Ok(())
}

fn format(typed: Option<FormatArg>, is_packed: bool) -> Result<Format, Error> {
    match typed {
        Some(FormatArg::Parquet) if !cfg!(feature = "parquet") => {
            let lacking = "--format parquet: this newsprint was built without Parquet (the feature parquet)";
            Err(Error::usage(lacking)
                .hint("--format ndjson.zst, which DuckDB, pandas and Spark read as well"))
        }
        Some(FormatArg::Parquet) => Ok(Format::Parquet),
        Some(FormatArg::NdjsonZst) => Ok(Format::Packed),
        None if is_packed => Ok(Format::Packed),
        Some(FormatArg::Ndjson) | None => Ok(Format::Lines),
    }
}

fn near(args: &BatchArgs) -> Result<Option<Near>, Error> {
    let typed = &args.near_dup_memory;
    let unfit =
        || Error::usage(format!("--near-dup-memory {typed}: no size of memory")).hint("such as 512M or 3G");
    let memory = size(typed).filter(|bytes| *bytes > 0).ok_or_else(unfit)?;
    if args.near_dup == Some(NearDupArg::Sketch) && args.out.is_none() {
        return Err(Error::usage("--near-dup=sketch writes files: it needs --out DIR"));
    }
    Ok(args.near_dup.map(|typed| Near { marks: typed == NearDupArg::Mark, memory }))
}

/// An output has the name of its input. Without any input, what is there can be marked.
fn files_only(inputs: &[Source], corpus: &Corpus, near: Option<Near>) -> Result<(), Error> {
    if inputs.contains(&Source::Stdin) {
        let nameless = "with --out every input has a name, and standard input has none";
        return Err(Error::usage(nameless).hint("--paths - takes names from it"));
    }
    let marks = near.is_some_and(|near| near.marks);
    if inputs.is_empty() && corpus.list.is_none() && !marks {
        return Err(Error::usage("no input files").hint("newsprint batch PATH... --out DIR"));
    }
    Ok(())
}

fn bounds(args: &BatchArgs) -> Result<Bounds, Error> {
    let memory = size(&args.max_memory).filter(|bytes| *bytes > 0);
    let memory = memory.ok_or_else(|| unfit("--max-memory", &args.max_memory))?;
    let typed = &args.timeout;
    let unfit = || Error::usage(format!("--timeout {typed}: no number of seconds")).hint("such as 30 or 0.5");
    let seconds = typed.parse().ok().filter(|seconds: &f64| *seconds > 0.0);
    let patience = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).ok_or_else(unfit)?;
    Ok(Bounds { memory, patience })
}

fn unfit(flag: &str, typed: &str) -> Error {
    Error::usage(format!("{flag} {typed}: no size")).hint("such as 512M or 2G")
}

/// `1000`, `64K`, `512M`, `2G`.
fn size(typed: &str) -> Option<u64> {
    let units = [('K', 10), ('M', 20), ('G', 30)];
    let unit = units.iter().find_map(|(unit, bits)| Some((typed.strip_suffix(*unit)?, *bits)));
    let (digits, bits) = unit.unwrap_or((typed, 0));
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse::<u64>().ok().filter(|_| is_number)?.checked_mul(1 << bits)
}

fn allowance(typed: &str) -> Result<Allowance, Error> {
    let unfit = || Error::usage(format!("--max-errors {typed}: neither a number nor a share"));
    typed.parse().map_err(|()| unfit().hint("such as 10 or 2%"))
}

fn names(typed: &[String]) -> Result<Names, Error> {
    let unfit = |typed| Error::usage(format!("--map {typed}: neither a field with its name nor a corpus"));
    typed.iter().try_fold(Names::default(), |names, typed| match typed.parse() {
        Ok(mapping) => Ok(names.with(&mapping)),
        Err(()) => Err(unfit(typed).hint("such as html=page, url=metadata.url, c4, realnews or datatrove")),
    })
}

fn rate(typed: &str) -> Result<Allowance, Error> {
    let unfit = || Error::usage(format!("--max-error-rate {typed}: not a share")).hint("such as 0.02 or 2%");
    Allowance::rate(typed).ok_or_else(unfit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_nothing_else() {
        assert_eq!([size("12"), size("3K"), size("2G")], [Some(12), Some(3 << 10), Some(2 << 30)]);
        for typed in ["", "K", "-1", "+1", "1.5G", "2g", "99999999999999999999", "18446744073709551615G"] {
            assert_eq!(size(typed), None, "{typed}");
        }
    }
}
