//! `--plain` with the real program: typed lines in, printed lines out.

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test sets its own stage")]

mod common;

use common::Stage;

/// What is printed when these lines are typed.
fn typed(stage: &Stage, args: &[&str], lines: &str) -> String {
    let said = stage.run_with(&[&["--plain"], args].concat(), lines);
    assert!(said.chars().all(|c| c == '\n' || !c.is_control()), "{said:?}");
    said
}

#[test]
fn an_article_is_read_a_paragraph_at_a_time() {
    insta::assert_snapshot!(typed(&Stage::with_story(), &["--unwrapped", "story.html"], "\n\nn\n\nt\nl\nq\n"), @"
    Bridge reopens after nine weeks
    1 minute to read.
    1 link; Enter reads on, h for help.
    The swing bridge over the Marl opened to carts and cyclists on Tuesday morning, nine weeks after a barge bent its eastern gate and left two villages without a crossing.
    Engineers replaced forty metres of rail and the whole of the turning gear, said the county, which put the cost at two million crowns [link 1] and hopes to recover half.
    Section 2 of 2: What comes next
    Lorries will have to wait until the autumn, when divers are to look at the piers once more and the speed limit on the deck is raised from twenty to forty.
    This is the end. b goes back, l lists the links, q quits.
    100 percent, nothing left.
    Section 2 of 2: What comes next
    link 1: two million crowns, at county.example
    -- exit 0 --
    ");
}

#[test]
fn lines_fit_the_columns_that_are_said() {
    let stage = Stage::with_story();
    let widest = |columns: &str, args: &[&str]| {
        let args = [&["--plain"], args, &["story.html"]].concat();
        let output = stage.command(&args).env("COLUMNS", columns).write_stdin("G\n").output().expect("a run");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.lines().map(|line| line.chars().count()).max()
    };
    assert!((31..=40).contains(&widest("40", &[]).expect("lines")));
    assert!((41..=50).contains(&widest("200", &["--measure", "50"]).expect("lines")));
    assert!(widest("40", &["--unwrapped"]).expect("lines") > 100);
    assert!((61..=80).contains(&widest("0", &[]).expect("lines")));
}

#[test]
fn whoever_types_nothing_hears_everything() {
    let stage = Stage::with_story();
    let all = typed(&stage, &["story.html"], "");
    assert!(all.contains("raised from") && all.ends_with("-- exit 0 --"), "{all}");
    let piped = stage.run_with(&["--plain", "-"], common::STORY);
    assert!(piped.contains("Heading 2: What comes next") && piped.contains("raised from"), "{piped}");
}

#[test]
fn several_articles_are_read_one_after_the_other() {
    let stage = Stage::with_story();
    stage.write("other.txt", "Ferry sails\n\nThe ferry sailed on Tuesday, with a cow on board.\n");
    insta::assert_snapshot!(typed(&stage, &["none.html", "story.html", "gone.html", "other.txt"], "P\n\nN\n\nN\nP\n"), @"
    Bridge reopens after nine weeks
    1 minute to read.
    1 link; Enter reads on, h for help.
    This is the first article.
    The swing bridge over the Marl opened to carts and cyclists on Tuesday morning,
    nine weeks after a barge bent its eastern gate and left two villages without a
    crossing.
    Ferry sails
    1 minute to read.
    No videos, no links; Enter reads on, h for help.
    The ferry sailed on Tuesday, with a cow on board.
    This is the end. b goes back, l lists the links, q quits.
    This is the last article.
    Bridge reopens after nine weeks
    33 percent, about 1 minute left.
    Section 1 of 2: The swing bridge over the Marl opened to ...
    -- stderr --
    newsprint: cannot read none.html: no such file or directory
    newsprint: cannot read gone.html: no such file or directory
    -- exit 0 --
    ");
    insta::assert_snapshot!(typed(&stage, &["none.html"], "\n"), @"
    -- stderr --
    newsprint: cannot read none.html: no such file or directory
    -- exit 3 --
    ");
}

#[test]
fn a_page_without_an_article_says_so_and_odd_lines_do_no_harm() {
    let stage = Stage::new();
    stage.write("wall.html", "<title>Empty</title><p></p>");
    insta::assert_snapshot!(typed(&stage, &["wall.html"], "\nG\nb\nn\np\n/x\n.\nx\nX\no\n\x1b[31m\n\u{9b}2J\nq\n"), @r#"
    Empty
    There is no text to read here; h for help, q quits.
    This is the end. b goes back, l lists the links, q quits.
    This is the end. b goes back, l lists the links, q quits.
    This is the beginning.
    This is the end. b goes back, l lists the links, q quits.
    This is the last section.
    This is the first section.
    "x" is not in the text.
    Empty
    There is no text to read here; h for help, q quits.
    Nothing was removed.
    Nothing was removed.
    The article has no address.
    "�[31m" is no command; h for help.
    "�2J" is no command; h for help.
    -- stderr --
    newsprint: no article in wall.html: it is a page with nothing in it to read
    -- exit 0 --
    "#);
    let mut noise = vec![0xFF, 0, 0x1B];
    noise.extend(std::iter::repeat_n(b'z', 100_000));
    let said = Stage::with_story().run_with(&["--plain", "story.html"], noise);
    assert!(said.ends_with("-- exit 0 --") && !said.contains('\0'));
}

/// An address that answers once with a story.
fn served() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = listener.accept().expect("a reader");
        _ = stream.read(&mut [0; 4096]);
        let page = common::STORY;
        _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
            page.len()
        );
    });
    address
}

#[test]
fn a_link_is_read_here_and_there_is_a_way_back() {
    let stage = Stage::new();
    let page = common::STORY.replace("https://county.example/costs", &served()).replace("Bridge", "Ferry");
    stage.write("other.html", page);
    insta::assert_snapshot!(typed(&stage, &["other.html"], "\nf 1\nP\n\nN\nf 7\n"), @"
    Ferry reopens after nine weeks
    1 minute to read.
    1 link; Enter reads on, h for help.
    The swing bridge over the Marl opened to carts and cyclists on Tuesday morning,
    nine weeks after a barge bent its eastern gate and left two villages without a
    crossing.
    Bridge reopens after nine weeks
    127.0.0.1. 1 minute to read.
    1 link; Enter reads on, h for help.
    Ferry reopens after nine weeks
    33 percent, about 1 minute left.
    Section 1 of 2: The swing bridge over the Marl opened to ...
    Engineers replaced forty metres of rail and the whole of the turning gear, said
    the county, which put the cost at two million crowns [link 1] and hopes to
    recover half.
    Bridge reopens after nine weeks
    127.0.0.1. 1 minute to read.
    1 link; Enter reads on, h for help.
    There is no item 7; l and v list them.
    -- stderr --
    newsprint: fetching 127.0.0.1 ...
    -- exit 0 --
    ");
}

#[test]
fn programs_are_opened_as_the_settings_say() {
    let stage = Stage::with_story();
    std::fs::create_dir_all(stage.path().join("config")).expect("a folder");
    let note = stage.path().join("note");
    let command =
        format!("[open]\nbrowser = [\"/bin/sh\", \"-c\", \"echo $1 > {} \", \"x\"]\n", note.display());
    stage.write("config/config.toml", command);
    let said = typed(&stage, &["story.html"], "o 1\n");
    assert!(said.contains("opening county.example\n"), "{said}");
    for _ in 0..500 {
        if std::fs::read_to_string(&note).is_ok_and(|text| text.ends_with('\n')) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(std::fs::read_to_string(&note).expect("a note"), "https://county.example/costs\n");
    stage.write("config/config.toml", "[open]\nbrowser = [\"/no/such/program\"]\n");
    let said = typed(&stage, &["story.html"], "o 1\n");
    assert!(said.contains("/no/such/program is not installed\n"), "{said}");
}
