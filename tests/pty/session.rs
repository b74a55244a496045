//! A run of the program in a terminal of its own.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

pub(crate) const PAGE: &str = "<html><head><title>Ferry terminal closed</title></head><body><article>
<h1>Ferry terminal closed</h1>
<p>A loaded gravel barge struck the ferry dock early on Wednesday, cracking two pilings and stopping all service.</p>
<p>No one was hurt, said the spokesperson of the transit agency, and divers will look at the dock in the afternoon.</p>
<p>Council meets again on Tuesday evening to choose among the three plans that its engineers have drawn up for it.</p>
</article></body></html>";

/// How long anything may take on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
/// How long the program may take to end once it is told to.
pub(crate) const PROMPT: Duration = Duration::from_millis(1500);

/// A page with a video, with links that are and are not what they seem.
const ACTING: &str = "<html><head><title>Ferry terminal closed</title>
<link rel=canonical href='https://gazette.example/ferry'></head><body><article>
<h1>Ferry terminal closed</h1>
<p>A loaded gravel barge struck the ferry dock early on Wednesday, cracking two pilings and stopping all service.</p>
<video src='https://video.example/barge.mp4' title='Barge breaks free'></video>
<p>No one was hurt, said the <a href='https://agency.example/?a=1&b=$(touch%20pwned)'>transit agency</a>, and divers will look at the dock in the afternoon.</p>
<p>Council meets again on Tuesday evening to choose among the <a href='http://10.0.0.1/plans'>three plans</a> that its engineers have drawn up for it.</p>
</article></body></html>";

/// What a test's own surroundings may say, and these runs must not hear.
const STRANGE: &[&str] = &[
    "BROWSER",
    "NEWSPRINT_PLAYER",
    "VISUAL",
    "EDITOR",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "TMUX",
    "SSH_TTY",
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "NEWSPRINT_NO_OSC8",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "NO_COLOR",
];

/// A folder with a page and with programs.
fn stage(page: &str, programs: &[(&str, &str)]) -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("page.html"), page).unwrap();
    let bin = folder.path().join("bin");
    std::fs::create_dir(&bin).unwrap();
    for (name, script) in programs {
        let path = bin.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

/// Waits until something is so.
pub(crate) fn wait(what: &str, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < PATIENCE, "no {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

pub(crate) struct Session {
    pub(crate) child: Box<dyn Child + Send + Sync>,
    pub(crate) master: Option<Box<dyn MasterPty + Send>>,
    pub(crate) keys: Option<Box<dyn Write + Send>>,
    pub(crate) seen: Arc<Mutex<Seen>>,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) struct Seen {
    pub(crate) screen: vt100::Parser,
    pub(crate) raw: Vec<u8>,
    /// Asks the thread that reads to let go of the terminal after the next output.
    pub(crate) enough: bool,
}

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_newsprint");

impl Session {
    /// Runs the program on the page.
    pub(crate) fn open(environment: &[(&str, &str)]) -> Self {
        Self::run(|page| vec![PROGRAM.into(), page.into()], environment)
    }

    /// Runs the program on an address.
    pub(crate) fn fetch(address: &str) -> Self {
        Self::run(|_| vec![PROGRAM.into(), address.into()], &[])
    }

    /// Runs a line of shell; `$0` is the program, `$1` the page.
    pub(crate) fn shell(line: &str) -> Self {
        Self::run(|page| vec!["sh".into(), "-c".into(), line.into(), PROGRAM.into(), page.into()], &[])
    }

    /// Runs the program on a page that does things, with programs for it to find.
    pub(crate) fn acting(programs: &[(&str, &str)], environment: &[(&str, &str)]) -> Self {
        let folder = stage(ACTING, programs);
        let command = |page: &Path| vec![PROGRAM.into(), page.into()];
        Self::run_in(folder, command, environment)
    }

    /// The same, with a file of settings, in which HERE is the folder.
    pub(crate) fn acting_with(settings: &str, programs: &[(&str, &str)]) -> Self {
        let folder = stage(ACTING, programs);
        let settings = settings.replace("HERE", folder.path().to_str().unwrap());
        std::fs::write(folder.path().join("config.toml"), settings).unwrap();
        Self::run_in(folder, |page| vec![PROGRAM.into(), page.into()], &[])
    }

    /// Runs a line of shell where the library holds some articles; `$0` is the program.
    pub(crate) fn desk(line: &str, fill: impl FnOnce(&Path)) -> Self {
        let folder = stage(PAGE, &[]);
        fill(&folder.path().join("library.db"));
        let command = |page: &Path| vec!["sh".into(), "-c".into(), line.into(), PROGRAM.into(), page.into()];
        Self::run_in(folder, command, &[])
    }

    fn run(command: impl FnOnce(&Path) -> Vec<std::ffi::OsString>, environment: &[(&str, &str)]) -> Self {
        Self::run_in(stage(PAGE, &[]), command, environment)
    }

    fn run_in(
        folder: tempfile::TempDir,
        command: impl FnOnce(&Path) -> Vec<std::ffi::OsString>,
        environment: &[(&str, &str)],
    ) -> Self {
        let page = folder.path().join("page.html");
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::from_argv(command(&page));
        command.cwd(folder.path());
        for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("RUST_BACKTRACE", "0")]
        {
            command.env(name, value);
        }
        command.env("NEWSPRINT_CONFIG_DIR", folder.path());
        command.env("NEWSPRINT_LIBRARY", folder.path().join("library.db"));
        for name in STRANGE {
            command.env_remove(name);
        }
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{}:{path}", folder.path().join("bin").display()));
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let [rows, columns] = [24, 80].map(|count| NonZero::new(count).unwrap());
        let screen = vt100::Parser::new(rows, columns, 0);
        let seen = Arc::new(Mutex::new(Seen { screen, raw: Vec::new(), enough: false }));
        watch(pair.master.try_clone_reader().unwrap(), Arc::clone(&seen));
        let keys = pair.master.take_writer().unwrap();
        Self { child, master: Some(pair.master), keys: Some(keys), seen, folder }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    /// Chooses a key sequence for each letter of a line, and enter.
    pub(crate) fn type_line(&mut self, line: &str) {
        self.press(line);
        self.press("\r");
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a program has written, once it has.
    pub(crate) fn file(&self, name: &str) -> String {
        let mut text = String::new();
        wait(name, || {
            text = std::fs::read_to_string(self.path(name)).unwrap_or_default();
            !text.is_empty()
        });
        text
    }

    pub(crate) fn raw(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap().raw).into_owned()
    }

    /// Waits for the article to be on the whole screen.
    pub(crate) fn wait_for_article(&self) {
        self.wait_for("article", |seen| {
            let screen = seen.screen.screen();
            screen.alternate_screen() && screen.contents().contains("A loaded gravel barge")
        });
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let [new_rows, new_columns] = [rows, columns].map(|count| NonZero::new(count).unwrap());
        self.seen.lock().unwrap().screen.screen_mut().set_size(new_rows, new_columns);
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    pub(crate) fn contents(&self) -> String {
        self.seen.lock().unwrap().screen.screen().contents()
    }

    pub(crate) fn wait_for(&self, what: &str, found: impl Fn(&Seen) -> bool) {
        let begun = Instant::now();
        while !found(&self.seen.lock().unwrap()) {
            assert!(begun.elapsed() < PATIENCE, "no {what}:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn wait_for_text(&self, text: &str) {
        self.wait_for(text, |seen| seen.screen.screen().contents().contains(text));
    }

    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Closes the terminal, as a window that is shut or a connection that is lost.
    pub(crate) fn hang_up(&mut self) {
        self.seen.lock().unwrap().enough = true;
        self.press("j?");
        std::thread::sleep(Duration::from_millis(300));
        (self.keys, self.master) = (None, None);
    }

    /// The exit code, once it has ended.
    pub(crate) fn end(&mut self) -> u32 {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(begun.elapsed() < PROMPT, "it does not end:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Nothing that the screen switched on is left on, and the line discipline is as it was.
    pub(crate) fn assert_given_back(&self) {
        self.wait_for("end of the alternate screen", |seen| !seen.screen.screen().alternate_screen());
        let seen = self.seen.lock().unwrap();
        let screen = seen.screen.screen();
        assert!(!screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let modes = format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap().local_flags);
        assert!(modes.contains("ECHO") && modes.contains("ICANON") && modes.contains("ISIG"), "{modes}");
    }

    /// The state letter and the clock ticks used, from /proc.
    pub(crate) fn process(&self) -> Option<(String, u64)> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.process_id()?)).ok()?;
        let fields: Vec<&str> = stat.rsplit(") ").next()?.split(' ').collect();
        Some((
            fields.first()?.to_string(),
            fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?,
        ))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn watch(mut from: Box<dyn Read + Send>, seen: Arc<Mutex<Seen>>) {
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            let mut seen = seen.lock().unwrap();
            seen.screen.process(&bytes[..count]);
            seen.raw.extend(&bytes[..count]);
            if seen.enough {
                return;
            }
        }
    });
}
