//! The real binary in a pseudo-terminal: it opens, reads keys, and gives the terminal back
//! whatever happens to it.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    reason = "a test that cannot go on has failed"
)]

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const PAGE: &str = "<html><head><title>Ferry terminal closed</title></head><body><article>
<h1>Ferry terminal closed</h1>
<p>A loaded gravel barge struck the ferry dock early on Wednesday, cracking two pilings and stopping all service.</p>
<p>No one was hurt, said the spokesperson of the transit agency, and divers will look at the dock in the afternoon.</p>
<p>Council meets again on Tuesday evening to choose among the three plans that its engineers have drawn up for it.</p>
</article></body></html>";

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the program may take to end once it is told to.
const PROMPT: Duration = Duration::from_millis(1500);

struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    seen: Arc<Mutex<Seen>>,
    folder: tempfile::TempDir,
}

struct Seen {
    screen: vt100::Parser,
    raw: Vec<u8>,
    /// Asks the thread that reads to let go of the terminal after the next output.
    enough: bool,
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsprint");

impl Session {
    /// Runs the program on the page.
    fn open(environment: &[(&str, &str)]) -> Self {
        Self::run(|page| vec![PROGRAM.into(), page.into()], environment)
    }

    /// Runs the program on an address.
    fn fetch(address: &str) -> Self {
        Self::run(|_| vec![PROGRAM.into(), address.into()], &[])
    }

    /// Runs a line of shell; `$0` is the program, `$1` the page.
    fn shell(line: &str) -> Self {
        Self::run(|page| vec!["sh".into(), "-c".into(), line.into(), PROGRAM.into(), page.into()], &[])
    }

    fn run(command: impl FnOnce(&Path) -> Vec<std::ffi::OsString>, environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("page.html");
        std::fs::write(&page, PAGE).unwrap();
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::from_argv(command(&page));
        command.cwd(folder.path());
        for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("RUST_BACKTRACE", "0")]
        {
            command.env(name, value);
        }
        command.env("NEWSPRINT_CONFIG_DIR", folder.path());
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

    fn press(&mut self, keys: &str) {
        self.keys.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    fn contents(&self) -> String {
        self.seen.lock().unwrap().screen.screen().contents()
    }

    fn wait_for(&self, what: &str, found: impl Fn(&Seen) -> bool) {
        let begun = Instant::now();
        while !found(&self.seen.lock().unwrap()) {
            assert!(begun.elapsed() < PATIENCE, "no {what}:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn wait_for_text(&self, text: &str) {
        self.wait_for(text, |seen| seen.screen.screen().contents().contains(text));
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Closes the terminal, as a window that is shut or a connection that is lost.
    fn hang_up(&mut self) {
        self.seen.lock().unwrap().enough = true;
        self.press("j?");
        std::thread::sleep(Duration::from_millis(300));
        (self.keys, self.master) = (None, None);
    }

    /// The exit code, once it has ended.
    fn end(&mut self) -> u32 {
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
    fn assert_given_back(&self) {
        self.wait_for("end of the alternate screen", |seen| !seen.screen.screen().alternate_screen());
        let seen = self.seen.lock().unwrap();
        let screen = seen.screen.screen();
        assert!(!screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let modes = format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap().local_flags);
        assert!(modes.contains("ECHO") && modes.contains("ICANON") && modes.contains("ISIG"), "{modes}");
    }

    /// The state letter and the clock ticks used, from /proc.
    fn process(&self) -> Option<(String, u64)> {
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

/// A server on this machine that gives one answer, once it is told to.
struct Server {
    address: String,
    go: std::sync::mpsc::Sender<()>,
}

impl Server {
    fn with(answer: String) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/story", listener.local_addr().unwrap());
        let (go, wait) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]).unwrap();
            let _ = wait.recv();
            let _ = stream.write_all(answer.as_bytes());
        });
        Self { address, go }
    }

    fn answer(&self) {
        self.go.send(()).unwrap();
    }
}

fn http(status: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn watch(mut from: Box<dyn Read + Send>, seen: Arc<Mutex<Seen>>) {
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

#[test]
fn it_opens_scrolls_and_gives_the_terminal_back() {
    let mut session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    session.press("G");
    session.wait_for_text("100 %");
    session.press("?");
    session.wait_for_text("Down a line");
    session.press("\x1b");
    session.wait_for_text("A loaded gravel barge");
    session.press("q");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}

#[test]
fn a_page_of_the_web_is_loaded_while_the_screen_is_up() {
    let server = Server::with(http("200 OK", PAGE));
    let mut session = Session::fetch(&server.address);
    session.wait_for_text("loading 127.0.0.1");
    session.press("?");
    session.wait_for_text("Down a line");
    session.press("?");
    session.wait_for_text("loading 127.0.0.1");
    server.answer();
    session.wait_for_text("A loaded gravel barge");
    session.press("q");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}

#[test]
fn a_page_that_is_not_there_is_said_on_the_screen_and_after_it() {
    let server = Server::with(http("404 Not Found", "no"));
    let mut session = Session::fetch(&server.address);
    server.answer();
    session.wait_for_text("the server answers 404 (Not Found)");
    session.press("q");
    assert_eq!(session.end(), 3);
    session.assert_given_back();
    session.wait_for_text("newsprint: cannot fetch http://127.0.0.1");
}

#[test]
fn nobody_has_to_wait_for_a_page() {
    let server = Server::with(http("200 OK", PAGE));
    let mut session = Session::fetch(&server.address);
    session.wait_for_text("loading 127.0.0.1");
    session.press("\x1b");
    session.wait_for_text("stopped before it arrived");
    server.answer();
    std::thread::sleep(Duration::from_millis(200));
    assert!(!session.contents().contains("barge"));
    session.press("q");
    assert_eq!(session.end(), 3);
}

#[test]
fn one_page_that_can_be_read_is_enough() {
    let line = "\"$0\" http://127.0.0.1:1/ \"$1\"; echo \"ended $?\"; read wait";
    let mut session = Session::shell(line);
    session.wait_for_text("connection refused");
    session.press("J");
    session.wait_for_text("A loaded gravel barge");
    session.press("q");
    session.wait_for_text("ended 0");
}

#[test]
fn a_signal_ends_it_at_once_with_the_code_that_shells_expect() {
    for (name, number) in [("INT", 2), ("TERM", 15), ("HUP", 1), ("QUIT", 3)] {
        let mut session = Session::open(&[]);
        session.wait_for_text("A loaded gravel barge");
        session.press("?");
        session.signal(name);
        assert_eq!(session.end(), 128 + number, "{name}");
        session.assert_given_back();
    }
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_says_what_happened() {
    let mut session = Session::open(&[("NEWSPRINT_PANIC", "draw")]);
    assert_ne!(session.end(), 0);
    session.wait_for_text("asked to panic while drawing");
    session.assert_given_back();
}

#[test]
fn a_terminal_that_goes_away_ends_it() {
    let mut session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    session.hang_up();
    assert_eq!(session.end(), 129);
}

#[test]
fn a_terminal_that_goes_away_without_a_signal_ends_it_too() {
    // The shell leads the session, so the signal goes to the shell, which does not care.
    let mut session = Session::shell("trap '' HUP; \"$0\" \"$1\"; echo $? > ended");
    session.wait_for_text("A loaded gravel barge");
    session.hang_up();
    session.end();
    assert_eq!(std::fs::read_to_string(session.folder.path().join("ended")).unwrap().trim(), "129");
}

#[test]
fn a_stop_gives_the_terminal_to_the_shell_and_fg_brings_the_screen_back() {
    let mut session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    session.press("\x1a");
    session.wait_for("shell's screen", |seen| !seen.screen.screen().alternate_screen());
    let begun = Instant::now();
    while session.process().unwrap().0 != "T" {
        assert!(begun.elapsed() < PATIENCE, "it does not stop");
        std::thread::sleep(Duration::from_millis(10));
    }
    session.assert_given_back();
    session.signal("CONT");
    session.wait_for("alternate screen", |seen| seen.screen.screen().alternate_screen());
    session.wait_for_text("A loaded gravel barge");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn with_the_page_on_standard_input_keys_come_from_the_terminal() {
    let mut session = Session::shell("cat \"$1\" | \"$0\" -");
    session.wait_for_text("A loaded gravel barge");
    session.press("?");
    session.wait_for_text("Down a line");
    session.press("Q");
    assert_eq!(session.end(), 0);
}

#[test]
fn without_colours_none_are_sent() {
    let mut session = Session::open(&[("NO_COLOR", "1")]);
    session.wait_for_text("A loaded gravel barge");
    session.press("tab/barge\rq");
    session.end();
    let raw = String::from_utf8_lossy(&session.seen.lock().unwrap().raw).into_owned();
    for sequence in raw.split("\x1b[").skip(1) {
        let (codes, _) = sequence.split_once(|c: char| !c.is_ascii_digit() && c != ';').unwrap();
        let is_style = sequence[codes.len()..].starts_with('m');
        let coloured = codes.split(';').any(|code| code.parse().is_ok_and(|code: u8| code >= 30));
        assert!(!is_style || !coloured, "{sequence:?}");
    }
}

#[test]
fn the_readers_files_dress_the_screen_and_what_is_typed_goes_before_them() {
    let line = "mkdir themes; printf '[styles]\\ntitle = \"#0a0b0c\"\\n' > themes/sepia.toml
        printf 'theme = \"sepia\"\\nmeasure = 40\\n[keys]\\nquit = \"^q\"\\n' > config.toml
        \"$0\" \"$1\"; \"$0\" --theme light --measure 60 \"$1\"; \"$0\" --theme none \"$1\"; echo \"ended $?\"; read wait";
    let mut session = Session::shell(line);
    session.wait_for_text("A loaded gravel barge struck the ferry");
    let title = "38;2;10;11;12";
    let wears =
        |session: &Session| String::from_utf8_lossy(&session.seen.lock().unwrap().raw).contains(title);
    assert!(wears(&session) && !session.contents().contains("ferry dock early on"), "{}", session.contents());
    session.seen.lock().unwrap().raw.clear();
    session.press("q\x11");
    session.wait_for_text("A loaded gravel barge struck the ferry dock early on");
    assert!(!wears(&session));
    session.press("\x11");
    session.wait_for_text("there is no theme `none`; `newsprint themes` lists them");
    session.wait_for_text("ended 2");
}

#[test]
fn what_was_chosen_on_the_screen_is_there_the_next_time() {
    let line =
        "\"$0\" \"$1\"; echo; echo 'once more'; read wait; \"$0\" \"$1\"; cat state.toml; ls; read wait";
    let mut session = Session::shell(line);
    session.wait_for_text("Welcome: space turns the page");
    session.wait_for_text("A loaded gravel barge struck the ferry dock early on");
    session.press("j");
    session.wait_for("the welcome to go", |seen| !seen.screen.screen().contents().contains("Welcome"));
    session.press(&"<".repeat(20));
    session.wait_for("a narrow column", |seen| {
        !seen.screen.screen().contents().contains("A loaded gravel barge struck the ferry dock")
    });
    session.press("q");
    session.wait_for_text("once more");
    session.press("\r");
    session.wait_for_text("A loaded gravel barge struck the");
    let contents = session.contents();
    assert!(!contents.contains("struck the ferry dock") && !contents.contains("Welcome"), "{contents}");
    session.press("q");
    session.wait_for_text("chosen = 32");
    session.wait_for_text("page.html  state.toml");
}

/// Nothing moves the cursor, and nothing is coloured.
#[test]
fn a_choice_becomes_a_rule_and_the_next_reading_obeys_it() {
    let line = "\"$0\" \"$1\"; cat rules.toml; \"$0\" dump \"$1\" | wc -l; ls; read wait";
    let mut session = Session::shell(line);
    session.wait_for_text("A loaded gravel barge struck the ferry dock");
    session.press("R");
    session.wait_for_text("drop this?");
    session.press("\r");
    session.wait_for_text("dropped  (U undoes, W makes a rule of it)");
    session.press("W");
    session.wait_for_text("It is for 1 line of this page, which is removed already.");
    session.press("\r");
    session.wait_for_text("rule 1 is in");
    session.press("q");
    session.wait_for_text("page.html  rules.toml  state.toml");
    let contents = session.contents();
    let written =
        "# made on “Ferry terminal closed”\nhost = \"*\"\ntext = \"No one was hurt,*\"\ndo = \"drop\"";
    // The headline, two paragraphs, and a blank line between them.
    assert!(contents.contains(&format!("[[rule]]\n{written}\n5\n")), "{contents}");
}

fn is_plain(session: &Session) -> bool {
    !session.seen.lock().unwrap().raw.contains(&0x1b)
}

#[test]
fn a_terminal_that_can_only_print_is_read_to_line_by_line() {
    let mut session = Session::open(&[("TERM", "dumb")]);
    session.wait_for_text("TERM=dumb");
    session.wait_for_text("Enter reads on");
    session.press("\r");
    session.wait_for_text("A loaded gravel barge struck the ferry dock early on");
    assert!(!session.contents().contains("No one was hurt"));
    session.press("\r");
    session.wait_for_text("No one was hurt");
    session.press("q\r");
    assert_eq!(session.end(), 0);
    assert!(is_plain(&session));
}

#[test]
fn with_the_page_on_standard_input_lines_come_from_the_terminal() {
    let mut session = Session::shell("\"$0\" --plain - < \"$1\"; echo \"ended $?\"; read wait");
    session.wait_for_text("Enter reads on");
    session.press("/council\r");
    session.wait_for_text("Council meets again");
    session.press("\x04");
    session.wait_for_text("ended 0");
    assert!(is_plain(&session));
}

#[test]
fn when_nothing_happens_it_sleeps() {
    let session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    std::thread::sleep(Duration::from_millis(300));
    let before = session.process().unwrap().1;
    std::thread::sleep(Duration::from_millis(1500));
    assert!(session.process().unwrap().1 - before <= 1);
}

#[test]
fn noise_for_input_is_survived() {
    let mut session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    let noise: Vec<u8> = (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    // Not the keys that end or stop it.
    let noise: Vec<u8> =
        noise.into_iter().filter(|byte| !b"qQ\x03\x1aovy3enter\r\n".contains(byte)).collect();
    for piece in noise.chunks(512) {
        session.keys.as_mut().unwrap().write_all(piece).unwrap();
    }
    session.press("\x1b\x1b\x1b");
    std::thread::sleep(Duration::from_millis(500));
    assert!(session.child.try_wait().unwrap().is_none(), "{}", session.contents());
}

/// The ground of the themes `dark` and `light`, as it is sent.
const GROUNDS: [&str; 2] = ["48;2;21;23;28", "48;2;251;248;241"];

impl Session {
    fn wait_for_bytes(&self, what: &str) {
        self.wait_for(what, |seen| String::from_utf8_lossy(&seen.raw).contains(what));
    }
}

#[test]
fn the_theme_is_the_one_that_fits_the_terminals_ground() {
    let [dark, light] = GROUNDS;
    let mut session = Session::open(&[("SSH_TTY", ""), ("COLORFGBG", "")]);
    session.wait_for_bytes("\x1b]11;?\x1b\\");
    // What is typed around the answer is no part of it, and the answer is nothing typed.
    session.press("?\x1b]11;rgb:ffff/fafa/f0f0\x1b\\");
    session.wait_for_bytes(light);
    session.wait_for_text("Down a line");
    session.press("?");
    session.wait_for_text("A loaded gravel barge");
    assert!(!String::from_utf8_lossy(&session.seen.lock().unwrap().raw).contains(dark));
    session.press("Q");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}

#[test]
fn a_late_answer_changes_the_screen_once_and_a_silent_terminal_is_not_waited_for() {
    let [dark, light] = GROUNDS;
    let mut session = Session::open(&[("COLORFGBG", "")]);
    session.wait_for_text("A loaded gravel barge");
    session.wait_for_bytes(dark);
    session.press("\x1b]11;rgb:ff/ff/ff\x07");
    session.wait_for_bytes(light);
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_terminal_that_would_print_the_question_or_needs_no_answer_is_not_asked() {
    let asked = |environment: &[(&str, &str)], first: &str| {
        let mut session = Session::open(environment);
        session.wait_for_text("A loaded gravel barge");
        session.wait_for_bytes(first);
        session.press("q");
        session.end();
        let raw = String::from_utf8_lossy(&session.seen.lock().unwrap().raw).into_owned();
        raw.contains("\x1b]11;?")
    };
    assert!(!asked(&[("TERM", "linux"), ("COLORTERM", "")], "barge"));
    assert!(!asked(&[("NO_COLOR", "1")], "barge"));
    assert!(asked(&[("COLORFGBG", "0;15")], GROUNDS[1]));
}

#[test]
fn on_a_terminal_without_such_signs_others_stand_for_them() {
    for (environment, thumb, none) in [
        (("LC_ALL", "C"), "#", "▐"),
        (("LC_ALL", "en_GB.ISO-8859-1"), "#", "▐"),
        (("LC_ALL", "C.UTF-8"), "▐", "#"),
    ] {
        let mut session = Session::open(&[environment]);
        session.wait_for_text("A loaded gravel barge");
        session.press("z>>>>>>>>x/é");
        session.press("\x1b");
        let size = PtySize { rows: 8, cols: 60, pixel_width: 0, pixel_height: 0 };
        session.master.as_ref().unwrap().resize(size).unwrap();
        session.wait_for_bytes(thumb);
        assert!(
            !String::from_utf8_lossy(&session.seen.lock().unwrap().raw).contains(none),
            "{environment:?}"
        );
        session.press("Q");
        session.end();
    }
}
