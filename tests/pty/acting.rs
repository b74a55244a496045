//! Programs that are started from the screen, and what is given to them.

use std::path::Path;

use crate::session::{Session, wait};

/// A program that tells what it was called with.
const LOG: &str = "printf '%s\\n' \"$@\" > argv.new; mv argv.new argv";

fn alive(pid: &str) -> bool {
    Path::new("/proc").join(pid.trim()).exists()
}

fn end(pid: &str) {
    assert!(std::process::Command::new("kill").args(["-9", pid.trim()]).status().unwrap().success());
}

/// The fields of `/proc/PID/stat` behind the name: state, parent, group, session.
fn stat(pid: &str) -> Vec<String> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
    stat.rsplit(") ").next().unwrap_or_default().split(' ').map(str::to_owned).collect()
}

/// The children of the program that have ended and were not buried.
fn zombies(session: &Session) -> usize {
    let parent = session.child.process_id().unwrap().to_string();
    let processes =
        std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    let mine = processes.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit())).map(|pid| stat(&pid));
    mine.filter(|fields| fields.len() > 3 && fields[0] == "Z" && fields[1] == parent).count()
}

#[test]
fn a_link_is_one_argument_of_the_browser_wherever_it_is_put() {
    let mut session = Session::acting(&[("browse", LOG)], &[("BROWSER", "missing:browse 'a b' --at=%s -x")]);
    session.wait_for_article();
    session.press("2o");
    let url = "https://agency.example/?a=1&b=$(touch%20pwned)";
    assert_eq!(session.file("argv"), format!("a b\n--at={url}\n-x\n"));
    session.wait_for_text("opening agency.example");
    std::fs::remove_file(session.path("argv")).unwrap();
    session.press("o");
    assert_eq!(session.file("argv"), "a b\n--at=https://gazette.example/ferry\n-x\n");
    assert!(!session.path("pwned").exists());
}

#[test]
fn an_address_that_may_deceive_is_opened_at_the_second_press() {
    let mut session = Session::acting(&[("browse", LOG)], &[("BROWSER", "browse")]);
    session.wait_for_article();
    session.press("3o");
    session.wait_for_text("o again opens raw address 10.0.0.1");
    session.press("j3o");
    session.wait_for_text("o again opens raw address 10.0.0.1");
    assert!(!session.path("argv").exists());
    session.press("3o");
    assert_eq!(session.file("argv"), "http://10.0.0.1/plans\n");
}

#[test]
fn a_player_is_asked_before_the_browser_and_gets_no_options_from_a_page() {
    let mut session = Session::acting(&[("mpv", LOG)], &[]);
    session.wait_for_article();
    session.press("v");
    assert_eq!(session.file("argv"), "--\nhttps://video.example/barge.mp4\n");
    session.wait_for_text("playing from video.example");
    let mut session = Session::acting(&[("stub", LOG), ("mpv", LOG)], &[("NEWSPRINT_PLAYER", "stub --loud")]);
    session.wait_for_article();
    session.press("v");
    assert_eq!(session.file("argv"), "--loud\nhttps://video.example/barge.mp4\n");
}

#[test]
fn whatever_a_browser_does_the_screen_is_as_it_was() {
    for (script, told) in [
        ("exec yes", ""),
        ("exec sleep 999", ""),
        ("echo rubbish; echo rubbish > /dev/tty; echo $? > tty; exec sleep 999", ""),
        ("exit 1", "browse: exit status: 1 · https://gazette.example/ferry"),
        ("kill -11 $$", "SIGSEGV"),
    ] {
        let script = format!("echo $$ > pid; {script}");
        let mut session = Session::acting(&[("browse", &script)], &[("BROWSER", "browse")]);
        session.wait_for_article();
        session.press("o");
        let pid = session.file("pid");
        if told.is_empty() {
            wait("session of its own", || stat(&pid).get(3).is_some_and(|session| *session == pid.trim()));
            session.press("?");
            session.wait_for_text("Down a line");
            session.press("\x1b");
            session.wait_for_article();
            assert!(!session.contents().contains("rubbish"));
            assert!(alive(&pid));
            end(&pid);
        } else {
            session.wait_for_text(told);
        }
        wait("burial", || zombies(&session) == 0);
        session.press("q");
        assert_eq!(session.end(), 0);
        session.assert_given_back();
    }
}

#[test]
fn without_any_browser_the_address_is_told() {
    let mut session = Session::acting(&[], &[("BROWSER", "no-such-browser"), ("PATH", "/nowhere")]);
    session.wait_for_article();
    session.press("o");
    session.wait_for_text("no-such-browser is not installed · https://gazette.example/ferry");
}

#[test]
fn copies_go_through_the_terminal_and_to_the_clipboard_of_the_screen() {
    let mut session = Session::acting(&[("xclip", "echo \"$@\" > argv; cat > clip")], &[("DISPLAY", ":9")]);
    session.wait_for_article();
    session.press("y");
    session.wait_for_text("link copied");
    assert_eq!(session.file("clip"), "https://gazette.example/ferry");
    assert_eq!(session.file("argv"), "-selection clipboard\n");
    // The same in base64.
    let sent = "\x1b]52;c;aHR0cHM6Ly9nYXpldHRlLmV4YW1wbGUvZmVycnk=";
    assert!(session.raw().contains(sent));
    session.press("Y");
    session.wait_for_text("words copied");
    wait("article on the clipboard", || session.file("clip").contains("No one was hurt"));
}

#[test]
fn an_article_is_saved_and_not_over_another_unasked() {
    let mut session = Session::acting(&[], &[]);
    session.wait_for_article();
    session.press("s");
    session.wait_for_text("kept in your library; s again saves it as a file");
    session.press("s");
    session.wait_for_text("save as: ferry-terminal-closed.md");
    session.press("\r");
    session.wait_for_text("saved as ");
    assert!(session.file("ferry-terminal-closed.md").contains("# Ferry terminal closed"));
    std::fs::write(session.path("ferry-terminal-closed.md"), "mine").unwrap();
    session.press("s\r");
    session.wait_for_text("there is one already");
    assert_eq!(session.file("ferry-terminal-closed.md"), "mine");
    session.press("\r");
    session.wait_for_text("saved as ");
    assert!(session.file("ferry-terminal-closed.md").contains("# Ferry"));
    session.press("s\x15nowhere/x.json\r");
    session.wait_for_text("cannot save ");
    session.press("s\x15notes.pdf\r");
    session.wait_for_text(".md, .txt, .html or .json");
    session.press("\x15notes.json\r");
    assert!(session.file("notes.json").contains("newsprint/1"));
}

#[test]
fn a_program_is_given_the_text_and_its_answer_is_a_page() {
    let stub = ("shout", "tr a-z A-Z | sed 's/GRAVEL/'\"$1\"'/'");
    let mut session = Session::acting(&[stub], &[]);
    session.wait_for_article();
    session.press("|");
    session.wait_for_text("pipe text to: ");
    session.type_line("shout 'so called'");
    session.wait_for_text("A LOADED so called BARGE");
    session.press("q");
    session.wait_for_article();
    session.press("|\t\tcat\r");
    session.wait_for_text("\"schema\": \"newsprint/1\"");
    session.press("q|true\r");
    session.wait_for_text("true: done");
    session.press("|false\r");
    session.wait_for_text("false: exit status: 1");
    session.press("|ls nosuchfile\r");
    session.wait_for_text("nosuchfile");
    session.press("|no-such-program\r");
    session.wait_for_text("no-such-program is not installed");
    session.press("|'open\r");
    session.wait_for_text("a quotation does not end");
    session.press("|\x1b[A\x1b[A\x1b[A");
    session.wait_for_text("pipe text to: ls nosuchfile");
    session.press("\x03|yes\r");
    session.wait_for_text("only the first 1 MB are shown");
    session.press("q");
    session.wait_for_article();
    wait("burial", || zombies(&session) == 0);
}

#[test]
fn a_program_that_takes_long_shows_itself_and_can_be_stopped() {
    let mut session = Session::acting(&[("ponder", "echo $$ > pid; sleep 999")], &[]);
    session.wait_for_article();
    session.press("|ponder\r");
    let pid = session.file("pid");
    session.wait_for_text("waiting for ponder, 1 s");
    session.press("|");
    session.wait_for_text("ponder is still at work");
    session.press("\x1b");
    session.wait_for_text("ponder was stopped");
    wait("end of it", || !alive(&pid));
    session.press("|ponder\r");
    session.wait_for_text("waiting for ponder");
    wait("another one", || session.file("pid") != pid);
    let pid = session.file("pid");
    session.press("q");
    assert_eq!(session.end(), 0);
    wait("end of it", || !alive(&pid));
}

#[test]
fn a_program_after_a_mark_has_the_terminal_to_itself() {
    let pager = "cat > got; printf 'PAGER WAITS'; stty -a < /dev/tty > modes; read key < /dev/tty; echo \"$key\" > key";
    let mut session = Session::acting(&[("pager", pager)], &[]);
    session.wait_for_article();
    session.press("|!pager\r");
    session.wait_for_text("PAGER WAITS");
    assert!(session.file("modes").contains(" echo "), "the terminal is as a program expects it");
    session.type_line("jjGq");
    assert_eq!(session.file("key"), "jjGq\n");
    session.wait_for_article();
    assert!(session.file("got").contains("No one was hurt"));
    session.press("?");
    session.wait_for_text("Down a line");
    session.press("qq");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}

#[test]
fn an_editor_has_a_copy_of_the_article_and_the_terminal() {
    let editor =
        "echo \"$1\" > asked; echo \"$2\" > path; ls -ld \"$(dirname \"$2\")\" > folder; cat \"$2\" > copy
        printf 'EDITOR WAITS'; read line; echo \"$line\" > line; echo more >> \"$2\"";
    let mut session =
        Session::acting(&[("pen", editor)], &[("EDITOR", "pen --wait"), ("XDG_RUNTIME_DIR", "")]);
    session.wait_for_article();
    session.press("M");
    session.wait_for("mouse", |seen| {
        seen.screen.screen().mouse_protocol_mode() == vt100::MouseProtocolMode::ButtonMotion
    });
    session.press("e");
    session.wait_for_text("EDITOR WAITS");
    let mouse = session.seen.lock().unwrap().screen.screen().mouse_protocol_mode();
    assert_eq!(mouse, vt100::MouseProtocolMode::None);
    session.type_line("a line for the editor");
    session.wait_for_text("the copy is gone");
    session.wait_for_article();
    assert_eq!(session.file("line"), "a line for the editor\n");
    assert_eq!(session.file("asked"), "--wait\n");
    assert!(session.file("copy").contains("# Ferry terminal closed"));
    assert!(session.file("folder").starts_with("drwx------"));
    assert!(!Path::new(session.file("path").trim()).exists());
    session.wait_for("mouse", |seen| {
        seen.screen.screen().mouse_protocol_mode() == vt100::MouseProtocolMode::ButtonMotion
    });
    session.press("?");
    session.wait_for_text("Down a line");
    session.press("Q");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}

#[test]
fn an_interrupt_is_for_the_program_that_has_the_terminal() {
    let mut session =
        Session::acting(&[("pen", "printf 'EDITOR WAITS'; exec sleep 999")], &[("VISUAL", "pen")]);
    session.wait_for_article();
    session.press("e");
    session.wait_for_text("EDITOR WAITS");
    session.press("\x03");
    session.wait_for_text("pen: signal: 2");
    session.wait_for_article();
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn settings_say_which_programs_and_where_to_save() {
    let mut session = Session::acting_with(
        "mouse = true\n[open]\nbrowser = [\"surf\", \"-n\"]\neditor = [\"pen\"]\n\
         [[open.host]]\nhost = \"*.video.example\"\ncommand = [\"vid\"]\n\
         [save]\nfolder = \"HERE/texts\"\n[pipe]\nshout = [\"tr\", \"a-z\"]\n",
        &[("surf", LOG), ("vid", LOG), ("mpv", LOG), ("pen", "echo edited > edited")],
    );
    std::fs::create_dir(session.path("texts")).unwrap();
    session.wait_for_article();
    session.wait_for("mouse", |seen| {
        seen.screen.screen().mouse_protocol_mode() == vt100::MouseProtocolMode::ButtonMotion
    });
    session.press("o");
    assert_eq!(session.file("argv"), "-n\nhttps://gazette.example/ferry\n");
    std::fs::remove_file(session.path("argv")).unwrap();
    session.press("v");
    assert_eq!(session.file("argv"), "https://video.example/barge.mp4\n");
    session.press("e");
    assert_eq!(session.file("edited"), "edited\n");
    session.wait_for_article();
    session.press("s");
    session.wait_for_text("kept in your library");
    session.press("s\r");
    assert!(session.file("texts/ferry-terminal-closed.md").contains("# Ferry"));
    session.press("|shout A-Z\r");
    session.wait_for_text("A LOADED GRAVEL BARGE");
    session.press("qQ");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}
