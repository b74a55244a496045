//! argv in, exit code out.

use std::io::{self, BufReader, BufWriter, IsTerminal, Write};
use std::panic::{self, PanicHookInfo};
use std::process::ExitCode;

use newsprint::batch::last_words;
use newsprint::cli::{self, Streams};

/// Output leaves in pieces of this size.
const BUFFER: usize = 64 << 10;

fn main() -> ExitCode {
    panic::set_hook(Box::new(report));
    panic::catch_unwind(run).map_or(ExitCode::FAILURE, ExitCode::from)
}

fn run() -> u8 {
    // Not locked for the whole run: the reader's own threads may need them.
    let mut streams = Streams {
        input: &mut BufReader::with_capacity(BUFFER, io::stdin()),
        output: &mut BufWriter::with_capacity(BUFFER, io::stdout()),
        errors: &mut io::stderr(),
        terminal: io::stdout().is_terminal(),
    };
    cli::run(std::env::args_os(), &mut streams)
}

/// A fault of ours, as one line that no page can smuggle anything into.
fn report(info: &PanicHookInfo) {
    let place = info.location().map(|place| format!(" at {place}")).unwrap_or_default();
    _ = writeln!(io::stderr(), "newsprint: internal error{place}: {}", last_words(info.payload()));
}
