//! `newsprint man`: the manual page, from the same table as the help.

use std::io;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::args::Typed;
use super::error::Error;
use super::output::Streams;

/// Prints the page, in roff.
pub(super) fn run(streams: &mut Streams) -> Result<u8, Error> {
    let page = page().map_err(|error| Error::output(&error))?;
    streams.print(&String::from_utf8_lossy(&page))?;
    Ok(0)
}

fn page() -> io::Result<Vec<u8>> {
    let mut command = Typed::command();
    command.build();
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    for sub in command.get_subcommands() {
        section(sub, &mut page)?;
    }
    man.render_extra_section(&mut page)?;
    man.render_version_section(&mut page)?;
    Ok(page)
}

/// A command's own part of the page: what it is for and what it takes. Then those of the commands in
/// it.
fn section(sub: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    let man = Man::new(sub.clone());
    let mut inner = Vec::new();
    man.render_synopsis_section(&mut inner)?;
    man.render_description_section(&mut inner)?;
    man.render_options_section(&mut inner)?;
    if sub.get_after_help().is_some() {
        man.render_extra_section(&mut inner)?;
    }
    let inner = String::from_utf8_lossy(&inner).replace(".SH ", ".SS ");
    let name = sub.get_bin_name().unwrap_or(sub.get_name()).to_uppercase();
    page.extend(format!(".SH {name}\n{inner}").bytes());
    let mut inside = sub.get_subcommands().filter(|inside| inside.get_name() != "help");
    inside.try_for_each(|inside| section(inside, page))
}
