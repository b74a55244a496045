//! The process that reads documents for a guarded batch: ourselves, started anew, with limits.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;

use crate::batch::sites;
use crate::batch::{self, Guard, Hello, Settings, Terms};
use crate::cli::error::{Error, Kind};
use crate::cli::output::Streams;
use crate::cli::plan::batch::{Batch, Bounds};
use crate::cli::rules::written;
use crate::model::{Page, Reading};
use crate::read::{self, Options};
use crate::{cli::error::plain, config};

/// What the first argument is when we are to be a worker. Never typed by anybody.
const WORKER: &str = "--newsprint-batch-worker";

/// A guard for a batch.
pub(super) fn guard(plan: &Batch, bounds: Bounds, settings: &Settings) -> Result<Guard, Error> {
    let hello = Hello {
        rules: written(&plan.how.rules)?,
        timings: settings.timings,
        longest: settings.longest,
        names: settings.names.clone(),
        verify: settings.verify,
        sketches: settings.sketches,
        sites: (!settings.sites.is_empty()).then(|| sites::write(&settings.sites)),
        learns: settings.learns,
        memory: Some(bounds.memory),
    };
    let arguments = vec![OsString::from(WORKER)];
    Ok(Guard::new(Terms { program: ourselves()?, arguments, hello, patience: bounds.patience }))
}

/// Our own file; on Linux even when a newer one has taken its place.
fn ourselves() -> Result<PathBuf, Error> {
    let unknown =
        |error: io::Error| Error::new(Kind::Unexpected, format!("where is newsprint? {}", plain(&error)));
    let named = std::env::current_exe().map_err(unknown)?;
    let link = PathBuf::from("/proc/self/exe");
    Ok(if cfg!(target_os = "linux") && link.exists() { link } else { named })
}

/// Is a worker, if the arguments say so: the exit code.
pub(in crate::cli) fn become_worker(argv: &[OsString], streams: &mut Streams) -> Option<u8> {
    let [_, first] = argv else { return None };
    if first != OsStr::new(WORKER) {
        return None;
    }
    Some(match work(streams) {
        Ok(()) => 0,
        Err(error) => {
            streams.report(&error);
            error.kind.exit_code()
        }
    })
}

fn work(streams: &mut Streams) -> Result<(), Error> {
    let failed = |error: io::Error| Error::output(&error);
    let Some(hello) = batch::hello(&mut *streams.input).map_err(failed)? else { return Ok(()) };
    limits::keep(hello.memory);
    let room = pipes::widen();
    let unfit = |_| Error::usage("the rules cannot be read");
    let rules = config::rules(&hello.rules).map_err(unfit)?;
    let unfit = |unfit| Error::usage(format!("what is known of sites cannot be read: {unfit}"));
    let sites = hello.sites.as_deref().map(sites::read).transpose().map_err(unfit)?.unwrap_or_default();
    let Hello { timings, longest, names, verify, learns, sketches, .. } = hello;
    let read = reading();
    let given = Settings::default();
    let settings =
        Settings { timings, longest, names, verify, sketches, rules, sites, learns, read, ..given };
    batch::serve(&mut *streams.input, &mut *streams.output, &settings, room).map_err(failed)
}

/// How a page is read; in a build for tests, if they wish, badly.
pub(super) fn reading() -> fn(&Page, &Options) -> Reading {
    #[cfg(debug_assertions)]
    if poison::is_wished() {
        return poison::read;
    }
    read::read
}

#[cfg(debug_assertions)]
mod poison {
    //! What no page can do, for tests of the guard. No release has it.

    use std::time::Duration;

    use crate::model::{Page, Reading};
    use crate::read::{self, Options};

    #[expect(clippy::disallowed_methods, reason = "tests say by the environment that they are tests")]
    pub(super) fn is_wished() -> bool {
        std::env::var_os("NEWSPRINT_POISON").is_some()
    }

    #[expect(clippy::disallowed_methods, clippy::panic, reason = "that is what is tested")]
    pub(super) fn read(page: &Page, options: &Options) -> Reading {
        let holds = |word: &str| memchr::memmem::find(&page.bytes, word.as_bytes()).is_some();
        if holds("POISON-PANIC") {
            std::panic::panic_any("as the page wished");
        } else if holds("POISON-ABORT") {
            std::process::abort();
        } else if holds("POISON-HANG") {
            loop {
                std::thread::sleep(Duration::from_secs(60));
            }
        } else if holds("POISON-MEMORY") {
            // Taken and not touched: that is quick on any machine, and where a limit does not hold it
            // does not take the machine with it.
            let all: Vec<Vec<u8>> = (0..64).map(|_| Vec::with_capacity(64 << 20)).collect();
            std::hint::black_box(&all);
        }
        read::read(page, options)
    }
}

#[cfg(target_os = "linux")]
mod pipes {
    //! Pipes that hold a whole document, so that neither side waits for the other within one.

    use std::io::{stdin, stdout};

    use rustix::pipe::{fcntl_getpipe_size, fcntl_setpipe_size};

    /// What is asked for; to have more, one must be somebody.
    const DOCUMENTS: usize = 1 << 20;
    const ANSWERS: usize = 256 << 10;

    /// Makes them as wide as the system allows. How much the one for documents holds.
    pub(super) fn widen() -> usize {
        _ = fcntl_setpipe_size(stdout(), ANSWERS);
        fcntl_setpipe_size(stdin(), DOCUMENTS).or_else(|_| fcntl_getpipe_size(stdin())).unwrap_or(0)
    }
}

#[cfg(not(target_os = "linux"))]
mod pipes {
    //! Nobody says how much a pipe holds.

    pub(super) fn widen() -> usize {
        0
    }
}

#[cfg(unix)]
mod limits {
    //! Limits that a process sets itself.

    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use signal_hook::consts::{SIGINT, SIGTERM};

    /// Takes no more memory than this, and leaves it to the parent to stop.
    pub(super) fn keep(memory: Option<u64>) {
        if let Some(memory) = memory {
            // What we are ourselves is not for the document.
            let memory = memory.saturating_add(crate::batch::own_size().unwrap_or(0));
            let maximum = getrlimit(Resource::As).maximum;
            let memory = maximum.map_or(memory, |maximum| maximum.min(memory));
            _ = setrlimit(Resource::As, Rlimit { current: Some(memory), maximum });
        }
        // An abort that was foreseen leaves no file behind.
        _ = setrlimit(
            Resource::Core,
            Rlimit { current: Some(0), maximum: getrlimit(Resource::Core).maximum },
        );
        #[cfg(target_os = "linux")]
        {
            _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
        }
        for signal in [SIGINT, SIGTERM] {
            _ = signal_hook::flag::register(signal, Arc::new(AtomicBool::new(false)));
        }
    }
}

#[cfg(not(unix))]
mod limits {
    //! No limits but time.

    pub(super) fn keep(_memory: Option<u64>) {}
}
