//! A reader's own files, and the reader of lines.

use crate::session::Session;

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
    session.wait_for_text("Welcome: ? lists all keys");
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

/// Nothing moves the cursor, and nothing is coloured.
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
