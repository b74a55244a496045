//! `newsprint themes`: the names that `--theme` takes.

use super::error::{Error, Kind};
use super::output::Streams;

/// Lists them. Branch `tui` owns the themes; until it is merged there are none to list.
pub(super) fn run(_streams: &mut Streams) -> Result<u8, Error> {
    Err(Error::new(Kind::Unexpected, "the themes are not built in yet"))
}
