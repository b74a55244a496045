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
    insta::assert_snapshot!(typed(&Stage::with_story(), &["--unwrapped", "story.html"], "\n\nn\n\nt\nl\nq\n"), @"");
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
    insta::assert_snapshot!(typed(&stage, &["none.html", "story.html", "gone.html", "other.txt"], "P\nN\nN\n\nN\nf 1\n"), @"");
    insta::assert_snapshot!(typed(&stage, &["none.html"], "\n"), @"");
}

#[test]
fn a_page_without_an_article_says_so_and_odd_lines_do_no_harm() {
    let stage = Stage::new();
    stage.write("wall.html", "<title>Empty</title><p></p>");
    insta::assert_snapshot!(typed(&stage, &["wall.html"], "\nG\nb\nn\np\n/x\n.\nx\nX\no\n\x1b[31m\n\u{9b}2J\nq\n"), @"");
    let mut noise = vec![0xFF, 0, 0x1B];
    noise.extend(std::iter::repeat_n(b'z', 100_000));
    let said = Stage::with_story().run_with(&["--plain", "story.html"], noise);
    assert!(said.ends_with("-- exit 0 --") && !said.contains('\0'));
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
    assert!(said.contains("/no/such/program: no such file or directory\n"), "{said}");
}
