//! What is known of sites, as a file: a line that says what it is, then a line for each site, in
//! order. The same knowledge is the same bytes.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::read::{Site, Sites};

/// The form of the file.
const FORM: u32 = 1;

/// What a site has returning, in the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    host: String,
    pages: u32,
    /// Hashes as they are commonly written: a number of 64 bits is more than some programs can read.
    returning: BTreeMap<String, u32>,
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    #[serde(rename = "newsprint-sites")]
    form: u32,
    sites: usize,
}

/// Why a file does not say what is known of sites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is another kind of file.
    Foreign,
    /// A later version wrote it.
    Later,
    /// This line cannot be read.
    Line(usize),
    /// It ends too early.
    Cut,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("not a file of --learn-sites"),
            Self::Later => f.write_str("a later version of newsprint wrote it"),
            Self::Line(line) => write!(f, "line {line} is damaged"),
            Self::Cut => f.write_str("its end is missing"),
        }
    }
}

/// Writes what is known.
#[must_use]
pub fn write(sites: &Sites) -> String {
    let mut text = line(&Head { form: FORM, sites: sites.iter().count() });
    for (host, site) in sites.iter() {
        let returning = site.returning.iter().map(|(hash, pages)| (format!("{hash:016x}"), *pages)).collect();
        text.push_str(&line(&Entry { host: host.to_owned(), pages: site.pages, returning }));
    }
    text
}

fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default() + "\n"
}

/// Reads what is known.
///
/// # Errors
/// When it is not what [`write()`] wrote.
pub fn read(text: &str) -> Result<Sites, Unfit> {
    let mut lines = text.lines();
    let head: Head = lines.next().and_then(|line| serde_json::from_str(line).ok()).ok_or(Unfit::Foreign)?;
    if head.form != FORM {
        return Err(Unfit::Later);
    }
    let entry = |(at, line)| site(line).ok_or(Unfit::Line(at + 2));
    let sites = lines.enumerate().map(entry).collect::<Result<Vec<_>, _>>()?;
    if sites.len() == head.sites { Ok(sites.into_iter().collect()) } else { Err(Unfit::Cut) }
}

fn site(line: &str) -> Option<(String, Site)> {
    let Entry { host, pages, returning } = serde_json::from_str(line).ok()?;
    let hashes =
        returning.into_iter().map(|(hash, pages)| Some((u64::from_str_radix(&hash, 16).ok()?, pages)));
    Some((host, Site { pages, returning: hashes.collect::<Option<_>>()? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_is_damaged_is_told() {
        let site = |pages| Site { pages, returning: [(u64::MAX, pages), (1, 5)].into() };
        let sites: Sites =
            [("b.example".to_owned(), site(40)), ("a.example".to_owned(), site(9))].into_iter().collect();
        let text = write(&sites);
        assert_eq!(read(&text), Ok(sites));
        assert!(text.starts_with("{\"newsprint-sites\":1,\"sites\":2}\n{\"host\":\"a.example\""), "{text}");
        let (cut, _) = text.trim_end().rsplit_once('\n').unwrap();
        assert_eq!(read(cut), Err(Unfit::Cut));
        assert_eq!(read(&text.replace("ffff", "fxff")), Err(Unfit::Line(2)));
        assert_eq!(read(&text.replace("sites\":1", "sites\":2")), Err(Unfit::Later));
        assert_eq!(read("{\"id\": 1}"), Err(Unfit::Foreign));
        assert_eq!(read(""), Err(Unfit::Foreign));
    }
}
