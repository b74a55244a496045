//! The command line as a person meets it: what a run prints and how it ends.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod common;

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::process::{Command, Stdio};

use common::{STORY, Stage};

#[test]
fn without_arguments_it_says_what_to_type() {
    insta::assert_snapshot!(Stage::new().run::<&str>(&[]), @"
    -- stderr --
    newsprint: say what to read; in a terminal, newsprint alone opens your library:
      newsprint https://example.com/story    an address
      newsprint page.html                    a file, or - for standard input
      newsprint dump page.html               its clean text on standard output
      newsprint --help                       everything else
    -- exit 2 --
    ");
}

#[test]
fn the_reader_needs_a_terminal() {
    insta::assert_snapshot!(Stage::with_story().run(&["story.html"]), @r#"
    -- stderr --
    newsprint: the reader needs a terminal (use `newsprint dump` to print)
    -- exit 2 --
    "#);
}

#[test]
fn a_story_is_printed_clean() {
    let stage = Stage::with_story();
    insta::assert_snapshot!(stage.run(&["dump", "--width", "60", "story.html"]), @r#"
    Bridge reopens after nine weeks

    The swing bridge over the Marl opened to carts and cyclists
    on Tuesday morning, nine weeks after a barge bent its
    eastern gate and left two villages without a crossing.

    Engineers replaced forty metres of rail and the whole of the
    turning gear, said the county, which put the cost at two
    million crowns and hopes to recover half.

    What comes next

    Lorries will have to wait until the autumn, when divers are
    to look at the piers once more and the speed limit on the
    deck is raised from twenty to forty.
    -- exit 0 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "-f", "markdown", "--links", "footnotes", "story.html"]), @r#"
    # Bridge reopens after nine weeks

    The swing bridge over the Marl opened to carts and cyclists on Tuesday morning, nine weeks after a barge bent its eastern gate and left two villages without a crossing.

    Engineers replaced forty metres of rail and the whole of the turning gear, said the county, which put the cost at two million crowns[^1] and hopes to recover half.

    ## What comes next

    Lorries will have to wait until the autumn, when divers are to look at the piers once more and the speed limit on the deck is raised from twenty to forty.

    [^1]: <https://county.example/costs>
    -- exit 0 --
    "#);
    insta::assert_snapshot!(stage.run(&["explain", "story.html"]), @r#"
    article: 5 blocks, 5 kept, 0 shelved, 0 dropped
    0  heading 1  keep    title  …l[1] > body[1] > article[1] > h1[1]  Bridge reopens after nine weeks
    1  paragraph  keep    body   …ml[1] > body[1] > article[1] > p[1]  The swing bridge over the Marl opened to carts and cyclists…
    2  paragraph  keep    body   …ml[1] > body[1] > article[1] > p[2]  Engineers replaced forty metres of rail and the whole of th…
    3  heading 2  keep    body   …l[1] > body[1] > article[1] > h2[1]  What comes next
    4  paragraph  keep    body   …ml[1] > body[1] > article[1] > p[3]  Lorries will have to wait until the autumn, when divers are…
    -- exit 0 --
    "#);
}

#[test]
fn the_same_story_comes_from_a_file_and_from_standard_input() {
    let stage = Stage::with_story();
    for format in ["text", "markdown", "html", "ansi"] {
        let from_file = stage.run(&["dump", "-f", format, "story.html"]);
        assert_eq!(from_file, stage.run_with(&["dump", "-f", format, "-"], STORY), "{format}");
        assert!(from_file.ends_with("-- exit 0 --"), "{from_file}");
    }
}

#[test]
fn several_stories_are_told_apart() {
    let stage = Stage::new();
    stage.write(
        "a.txt",
        "Mill sold to its workers\n\nThe paper mill at Brook was sold to the people who run it.\n",
    );
    insta::assert_snapshot!(stage.run(&["dump", "a.txt", "a.txt"]), @r#"
    ==> a.txt <==

    Mill sold to its workers

    The paper mill at Brook was sold to the people who run it.

    ==> a.txt <==

    Mill sold to its workers

    The paper mill at Brook was sold to the people who run it.
    -- exit 0 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "-f", "markdown", "a.txt", "a.txt"]), @r#"
    # Mill sold to its workers

    The paper mill at Brook was sold to the people who run it.

    ---

    # Mill sold to its workers

    The paper mill at Brook was sold to the people who run it.
    -- exit 0 --
    "#);
}

#[test]
fn clean_text_stays_as_it_is_when_it_is_cleaned_again() {
    let once = Stage::with_story().stdout(&["dump", "story.html"], "");
    assert_eq!(Stage::new().stdout(&["dump", "--input", "text", "-"], once.as_str()), once);
}

#[test]
fn a_page_without_an_article_says_so() {
    let stage = Stage::new();
    stage.write("bare.html", "<!doctype html><title>Sund Courier</title><script>start()</script>");
    insta::assert_snapshot!(stage.run(&["dump", "bare.html"]), @r#"
    Sund Courier
    -- stderr --
    newsprint: no article in bare.html: it is a page with nothing in it to read
    -- exit 4 --
    "#);
}

#[test]
fn a_listing_and_a_product_are_no_articles_and_a_thread_is_read() {
    let stage = Stage::new();
    stage.write("listing.html", include_str!("pages/listing/page.html"));
    stage.write("product.html", include_str!("pages/product/page.html"));
    stage.write("thread.html", include_str!("pages/thread/page.html"));
    let end = |name: &str| {
        let said = stage.run(&["dump", name]);
        assert!(said.lines().count() > 5, "what there is is printed: {said}");
        said.split_once("-- stderr --").map_or_else(|| said.clone(), |(_, end)| end.to_owned())
    };
    insta::assert_snapshot!(end("listing.html"), @r"
    newsprint: no article in listing.html: it is a listing: it leads to other pages (open one of the pages it leads to; what was found is printed)
    -- exit 4 --
    ");
    insta::assert_snapshot!(end("product.html"), @r"
    newsprint: no article in product.html: it is a product page: it sells something (what was found is printed all the same)
    -- exit 4 --
    ");
    assert!(stage.run(&["dump", "thread.html"]).ends_with("-- exit 0 --"));
}

#[test]
fn usage_errors_are_one_line() {
    let stage = Stage::new();
    insta::assert_snapshot!(stage.run(&["dump"]), @r#"
    -- stderr --
    newsprint: the following required arguments were not provided: <SOURCE>... (newsprint --help lists what can be typed)
    -- exit 2 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "--formt", "json", "x"]), @r#"
    -- stderr --
    newsprint: unexpected argument '--formt' found (a similar argument exists: '--format')
    -- exit 2 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "-f", "yaml", "x"]), @r#"
    -- stderr --
    newsprint: invalid value 'yaml' for '--format <FORMAT>' [possible values: text, markdown, json, ndjson, html, ansi] (newsprint --help lists what can be typed)
    -- exit 2 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "--width", "0", "x"]), @r#"
    -- stderr --
    newsprint: invalid value '0' for '--width <N>': 0 is not in 1..=65535 (newsprint --help lists what can be typed)
    -- exit 2 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "--base", "nowhere", "x"]), @r#"
    -- stderr --
    newsprint: --base nowhere: relative URL without a base (such as https://example.com/)
    -- exit 2 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "-", "-"]), @r#"
    -- stderr --
    newsprint: standard input (-) can be read once only
    -- exit 2 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "-f", "json", "a", "b"]), @r#"
    -- stderr --
    newsprint: json and html hold one page, and several were named (--format ndjson prints one object a line)
    -- exit 2 --
    "#);
}

#[test]
fn sources_that_cannot_be_read_are_named() {
    let stage = Stage::new();
    stage.write("empty.html", "");
    stage.write("blank.html", " \n\t");
    stage.write("report.pdf", "%PDF-1.7\n");
    stage.write("zeros", [0; 4096]);
    insta::assert_snapshot!(stage.run(&["dump", "missing.html"]), @r#"
    -- stderr --
    newsprint: cannot read missing.html: no such file or directory
    -- exit 3 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "example.com/story"]), @r#"
    -- stderr --
    newsprint: cannot read example.com/story: no such file or directory (an address begins with https://)
    -- exit 3 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "."]), @r#"
    -- stderr --
    newsprint: . is a directory
    -- exit 3 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "/dev/zero"]), @r#"
    -- stderr --
    newsprint: /dev/zero is a pipe or a device, not a file (give it on standard input: newsprint dump - < /dev/zero)
    -- exit 3 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "empty.html", "blank.html"]), @r#"
    -- stderr --
    newsprint: nothing to read in empty.html
    newsprint: nothing to read in blank.html
    -- exit 3 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "report.pdf", "zeros"]), @r#"
    -- stderr --
    newsprint: report.pdf is a PDF, not a page or a text
    newsprint: zeros is binary, not a page or a text
    -- exit 3 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "-"]), @r#"
    -- stderr --
    newsprint: nothing to read in standard input
    -- exit 3 --
    "#);
    insta::assert_snapshot!(stage.run(&["dump", "http://127.0.0.1:1/"]), @"
    -- stderr --
    newsprint: cannot fetch http://127.0.0.1:1/: connection refused (the machine is there, but nothing answers; is the port right?)
    -- exit 3 --
    ");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_to_is_not_waited_for() {
    let stage = Stage::new();
    let made = Command::new("mkfifo").arg(stage.path().join("pipe")).status();
    if made.is_ok_and(|status| status.success()) {
        insta::assert_snapshot!(stage.run(&["dump", "pipe"]), @r#"
        -- stderr --
        newsprint: pipe is a pipe or a device, not a file (give it on standard input: newsprint dump - < pipe)
        -- exit 3 --
        "#);
    }
}

#[test]
fn escapes_in_arguments_do_not_reach_the_terminal() {
    let stage = Stage::new();
    for args in [&["dump", "a\x1b]0;x\x07b\nc"][..], &["dump", "--\x1b[31m"], &["\u{9b}31m", "--\u{202e}"]] {
        let output = stage.command(args).output().expect("a run");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        let line = said.strip_suffix('\n').expect("a line");
        assert!(!line.chars().any(|c| c.is_control() || c == '\u{202e}'), "{said:?}");
        assert!(output.stdout.is_empty());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_name_need_not_be_utf_8() {
    use std::os::unix::ffi::OsStringExt as _;

    let stage = Stage::new();
    let name = OsString::from_vec(b"caf\xE9.html".to_vec());
    stage.write(&name, STORY);
    let output = stage.command(&[OsString::from("dump"), name]).output().expect("a run");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let missing = OsString::from_vec(b"\xFF.html".to_vec());
    insta::assert_snapshot!(stage.run(&[OsString::from("dump"), missing]), @r#"
    -- stderr --
    newsprint: cannot read �.html: no such file or directory
    -- exit 3 --
    "#);
}

#[test]
fn a_file_named_like_a_command_is_typed_with_its_folder() {
    let stage = Stage::new();
    stage.write("dump", STORY);
    assert_eq!(stage.run(&["dump", "./dump"]), stage.run(&["dump", "dump"]));
    assert!(stage.run(&["./dump"]).contains("needs a terminal"));
}

#[test]
fn one_bad_source_does_not_stop_the_others() {
    let stage = Stage::with_story();
    let run = stage.run(&["dump", "missing.html", "story.html", "-f", "ndjson"]);
    assert!(run.starts_with("{\"schema\":\"newsprint/1\",\"source\":\"story.html\""), "{run}");
    assert!(run.ends_with("cannot read missing.html: no such file or directory\n-- exit 3 --"), "{run}");
}

/// A story long enough to fill a pipe.
fn long_story() -> String {
    let paragraph =
        "<p>The river rose again in the night, and the mill at the upper weir stood dry no longer.</p>\n";
    format!("<article><h1>The long flood</h1>{}</article>", paragraph.repeat(20_000))
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let stage = Stage::new();
    stage.write("long.html", long_story());
    for taken in [1, 4096] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_newsprint"))
            .args(["dump", "-f", "json", "long.html"])
            .env_clear()
            .current_dir(stage.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a run");
        let mut stdout = child.stdout.take().expect("its output");
        let mut taken = vec![0; taken];
        stdout.read_exact(&mut taken).expect("a beginning");
        drop(stdout);
        let output = child.wait_with_output().expect("an end");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let stage = Stage::with_story();
    for args in [&["dump", "-f", "json", "story.html"][..], &["man"]] {
        let full = File::options().write(true).open("/dev/full").expect("a full device");
        let output = Command::new(env!("CARGO_BIN_EXE_newsprint"))
            .args(args)
            .env_clear()
            .current_dir(stage.path())
            .stdout(full)
            .output()
            .expect("a run");
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(said, "newsprint: cannot write the output: no space left on device\n");
    }
}

#[test]
fn a_source_longer_than_the_cap_is_cut_and_says_so() {
    let output =
        Stage::new().command(&["dump", "-"]).write_stdin(format!("A line.{}", " ".repeat(17 << 20))).output();
    let said = String::from_utf8(output.expect("a run").stderr).expect("UTF-8");
    assert!(said.starts_with("newsprint: -: longer than 16 MB; the rest was not read\n"), "{said}");
}

#[test]
fn help_names_every_command_that_is_there() {
    let help = Stage::new().stdout(&["--help"], "");
    for command in ["dump", "explain", "batch", "themes", "completions", "man"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}: {help}");
    }
    assert!(Stage::new().stdout(&["--version"], "").starts_with("newsprint 0."));
}

#[test]
fn the_manual_has_a_part_for_every_command() {
    let manual = Stage::new().stdout(&["man"], "");
    assert!(manual.contains(".TH newsprint 1"), "{manual}");
    for part in [".SH NEWSPRINT DUMP", ".SH NEWSPRINT BATCH", "\\-\\-format", "\\-\\-timings", "Exit codes"] {
        assert!(manual.contains(part), "{part}: {manual}");
    }
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(Stage::new().stdout(&["completions", shell], "").contains("newsprint"), "{shell}");
    }
}
