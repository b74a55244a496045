//! `newsprint rules`: the reader's own rules, and what they do to a page.

use std::path::PathBuf;

use super::error::{Error, Kind};
use super::output::Streams;
use super::plan::{How, Rules, RulesFrom};
use super::rulebook::change;
use super::settings::{folder, text, told};
use super::source::load as load_page;
use crate::config::Mistake;
use crate::model::{Source, WrittenRule};
use crate::read::{self, UserRules};
use crate::{config, print};

/// Lists the rules in force, shows what some do, tells the mistakes in a file, writes one or
/// takes some out.
pub(super) fn run(rules: &Rules, streams: &mut Streams) -> Result<u8, Error> {
    match rules {
        Rules::List => list(streams),
        Rules::Test(page, how) => test(page, how, streams),
        Rules::Check(from) => check(from, streams),
        Rules::Add(from, rule) => add(from, rule, streams),
        Rules::Remove(from, numbers) => remove(from, numbers, streams),
    }
}

/// Reads the rules that are wanted into how pages are read; all that is wrong with them.
pub(super) fn load(how: &mut How) -> Result<(), Vec<Error>> {
    how.options.rules = rules(&how.rules)?;
    Ok(())
}

pub(super) fn rules(from: &RulesFrom) -> Result<UserRules, Vec<Error>> {
    let Some(path) = path(from) else { return Ok(UserRules::default()) };
    let text = written(from).map_err(|error| vec![error])?;
    config::rules(&text).map_err(|wrong| wrong.into_iter().map(|mistake| told(&path, mistake)).collect())
}

/// The rules as they are written; nothing where there are none.
pub(super) fn written(from: &RulesFrom) -> Result<String, Error> {
    match path(from) {
        Some(path) if *from != RulesFrom::Usual || path.exists() => text(&path),
        _ => Ok(String::new()),
    }
}

pub(super) fn path(from: &RulesFrom) -> Option<PathBuf> {
    match from {
        RulesFrom::Usual => folder().map(|folder| folder.join("rules.toml")),
        RulesFrom::File(path) => Some(path.clone()),
        RulesFrom::Nowhere => None,
    }
}

/// The name of the file that rules are in, for a message.
fn name(from: &RulesFrom) -> String {
    path(from).map_or_else(|| "rules.toml".to_owned(), |path| path.display().to_string())
}

fn list(streams: &mut Streams) -> Result<u8, Error> {
    let from = RulesFrom::Usual;
    match rules(&from) {
        Ok(rules) if rules.is_empty() => {
            streams
                .note(&format!("there are no rules in {} (newsprint rules --help shows one)", name(&from)));
            Ok(0)
        }
        Ok(rules) => streams.print(&print::rules(&rules, &name(&from))).map(|()| 0),
        Err(wrong) => Ok(report(&wrong, streams)),
    }
}

fn test(page: &Source, how: &How, streams: &mut Streams) -> Result<u8, Error> {
    if how.options.rules.is_empty() {
        streams.note(&format!("no rules in {}", name(&how.rules)));
        return Ok(0);
    }
    let page = load_page(page, how, streams)?;
    let with = read::judge(&page, &how.options);
    let without = read::judge(&page, &read::Options::of(how.options.input));
    streams.print(&print::effects(&how.options.rules, &with, &without))?;
    Ok(0)
}

fn check(from: &RulesFrom, streams: &mut Streams) -> Result<u8, Error> {
    match rules(from) {
        Ok(rules) => {
            let count = if rules.len() == 1 { "1 rule".to_owned() } else { format!("{} rules", rules.len()) };
            streams.print(&format!("{}: {count}, no mistake\n", name(from)))?;
            Ok(0)
        }
        Err(wrong) => Ok(report(&wrong, streams)),
    }
}

fn add(from: &RulesFrom, rule: &WrittenRule, streams: &mut Streams) -> Result<u8, Error> {
    // What was typed is at fault, not a line of a file.
    if let Err(wrong) = config::rules(&rule.to_string()) {
        let typed = |mistake: Mistake| mistake.hint.into_iter().fold(Error::usage(mistake.what), Error::hint);
        return Ok(report(&wrong.into_iter().map(typed).collect::<Vec<_>>(), streams));
    }
    match change(from, |text| config::with_rule(text, rule)) {
        Ok((path, number)) => streams.print(&format!("rule {number} is in {}\n", path.display())).map(|()| 0),
        Err(wrong) => Ok(report(&wrong, streams)),
    }
}

fn remove(from: &RulesFrom, numbers: &[usize], streams: &mut Streams) -> Result<u8, Error> {
    let gone = |text: &str| {
        let left = config::without_rules(text, numbers)?;
        let (before, after) = (config::rules(text)?, config::rules(&left)?);
        let gone = before.iter().filter(|rule| numbers.contains(&(rule.number as usize)));
        Ok((left, (gone.cloned().collect::<Vec<_>>(), after.len())))
    };
    match change(from, gone) {
        Ok((path, (gone, left))) => {
            streams.print(&print::gone(&gone, left, &path.display().to_string())).map(|()| 0)
        }
        Err(wrong) => Ok(report(&wrong, streams)),
    }
}

/// Tells everything that is wrong; the exit code.
pub(super) fn report(wrong: &[Error], streams: &mut Streams) -> u8 {
    for error in wrong {
        streams.report(error);
    }
    Kind::Usage.exit_code()
}
