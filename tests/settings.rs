//! A reader's own files: what they change, and what is said when they make no sense.

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test sets its own stage")]

mod common;

use common::Stage;

/// A stage with the reader's files, by name below the folder of settings.
fn stage(files: &[(&str, &str)]) -> Stage {
    let stage = Stage::with_story();
    std::fs::create_dir_all(stage.path().join("config/themes")).expect("a folder for the test");
    for (name, text) in files {
        stage.write(format!("config/{name}"), text);
    }
    stage
}

#[test]
fn every_mistake_in_every_file_is_told_at_once() {
    let stage = stage(&[
        ("config.toml", "theme = \"sepai\"\nmeasure = 500\n[keys]\nscrol-down = \"j\"\n"),
        ("themes/sepia.toml", "[styles]\ntitel = \"red\"\n"),
        ("themes/broken.toml", "[styles\n"),
    ]);
    insta::assert_snapshot!(stage.run(&["story.html"]), @"
    -- stderr --
    newsprint: STAGE/config/themes/broken.toml:1: unclosed table, expected `]`
    newsprint: STAGE/config/themes/sepia.toml:2: `titel` is not a role (did you mean `title`?)
    newsprint: STAGE/config/config.toml:1: there is no theme `sepai` (did you mean `sepia`?)
    newsprint: STAGE/config/config.toml:2: a measure of 500 columns is not from 32 to 120 (write measure = 72)
    newsprint: STAGE/config/config.toml:4: `scrol-down` is not an action (did you mean `scroll-down`?)
    -- exit 2 --
    ");
}

#[test]
fn files_that_make_sense_are_taken_and_missing_ones_are_no_mistake() {
    let needs_a_terminal = Stage::with_story().run(&["story.html"]);
    assert!(needs_a_terminal.contains("needs a terminal"), "{needs_a_terminal}");
    let stage = stage(&[
        ("config.toml", "theme = \"sepia\"\nmeasure = 60\n[keys]\nquit = \"^q\"\n"),
        ("themes/sepia.toml", "base = \"light\"\n[styles]\ntitle = \"red\"\n"),
    ]);
    assert_eq!(stage.run(&["story.html"]), needs_a_terminal);
}

#[test]
fn files_of_before_are_named_with_what_to_do() {
    let stage = stage(&[("settings.toml", "measure = 60\n"), ("keys.toml", "[keys]\n")]);
    insta::assert_snapshot!(stage.run(&["config", "--check"]), @"
    STAGE/config/config.toml: not there, and no mistakes beside it
    -- stderr --
    newsprint: STAGE/config/settings.toml is no longer read: move its lines to STAGE/config/config.toml
    newsprint: STAGE/config/keys.toml is no longer read: move its lines to STAGE/config/config.toml
    -- exit 0 --
    ");
    assert!(stage.run(&["story.html"]).contains("is no longer read"));
}

#[test]
fn config_says_where_the_settings_are_and_what_holds() {
    let stage = Stage::with_story();
    let said = stage.run(&["config"]);
    let (head, rest) = said.split_once("\n\n[open]").expect("sections");
    insta::assert_snapshot!(head, @r#"
    # STAGE/config/config.toml  (not there: newsprint config --default prints one)

    theme = "auto"
    theme-dark = "dark"
    theme-light = "light"
    measure = 72
    justify = false
    hyphenate = false
    bidi = "auto"
    sidebar = true
    # sidebar-width is not set
    mouse = false
    hyperlinks = "auto"

    [desk]
    mark-read = "open"
    refresh = "start"
    "#);
    assert!(rest.contains("\n[keys]\npreset = \"newsprint\"\nscroll-down = [\"j\", \"down\"]\n"), "{rest}");
    let stage = self::stage(&[(
        "config.toml",
        "measure = 60\n[open]\nplayer = [\"mpv\"]\n[keys]\npreset = \"less\"\ntop = \"A\"\n",
    )]);
    stage.write("config/state.toml", "[measure]\nchosen = 66\nover = 60\n[theme]\nchosen = \"light\"\n");
    let said = stage.run(&["config"]);
    let told: Vec<&str> = said.lines().filter(|line| line.contains('#')).collect();
    insta::assert_snapshot!(told.join("\n"), @r##"
    # STAGE/config/config.toml
    # STAGE/config/state.toml  (what was chosen on the screen)
    theme = "light"  # chosen on the screen; the file says nothing
    measure = 66  # chosen on the screen; the file says 60
    # sidebar-width is not set
    # browser is not set
    player = ["mpv"]  # yours
    # editor is not set
    # user-agent is not set
    # accept-language is not set
    # folder is not set
    preset = "less"  # yours
    top = ["A"]  # yours
    tag = ["#", "desk:T"]
    "##);
}

#[test]
fn the_default_file_is_one_that_makes_sense_and_changes_nothing() {
    let stage = stage(&[]);
    let before = stage.run(&["config"]);
    let default = stage.stdout(&["config", "--default"], "");
    stage.write("config/config.toml", &default);
    insta::assert_snapshot!(stage.run(&["config", "--check"]), @"
    STAGE/config/config.toml: no mistakes
    -- exit 0 --
    ");
    let after = stage.run(&["config"]);
    assert_eq!(before.split_once("\n\n").map(|it| it.1), after.split_once("\n\n").map(|it| it.1));
}

#[test]
fn the_files_in_the_readme_make_sense() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("a README");
    let stage = stage(&[]);
    let mut checked = 0;
    for block in readme.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("```")).map(|it| it.0) {
        let name = block.trim_start_matches("# ").split([' ', '\n', ':']).next().expect("a name");
        let name = if name == "sepia.toml" { "themes/sepia.toml" } else { name };
        stage.write(format!("config/{name}"), block);
        checked += 1;
    }
    let said = stage.run(&["config", "--check"]);
    assert!(checked == 3 && said.ends_with("no mistakes\n-- exit 0 --"), "{said}");
}

#[test]
fn config_check_tells_every_mistake_of_a_file_or_of_all() {
    let stage = stage(&[
        ("config.toml", "measure = 9\n[keys]\ntop = [\"x\"]\nfind = [\"x\", \"gg\"]\n"),
        ("themes/mine.toml", "[styles]\ntitel = \"red\"\n"),
        ("rules.toml", "[[rule]]\nhost = \"*\"\ntext = \"a*\"\n"),
    ]);
    insta::assert_snapshot!(stage.run(&["config", "--check"]), @r#"
    -- stderr --
    newsprint: STAGE/config/themes/mine.toml:2: `titel` is not a role (did you mean `title`?)
    newsprint: STAGE/config/config.toml:1: a measure of 9 columns is not from 32 to 120 (write measure = 72)
    newsprint: STAGE/config/config.toml:4: `gg` is not a key (a chord is written with spaces: "g g")
    newsprint: STAGE/config/config.toml:4: `x` is `top` already, in line 3 (leave it with one of top and find)
    newsprint: STAGE/config/rules.toml:2: rule 1 does nothing (write do = "drop", "keep" or "shelve")
    -- exit 2 --
    "#);
    insta::assert_snapshot!(stage.run(&["config", "--check", "config/themes/mine.toml"]), @"
    -- stderr --
    newsprint: config/themes/mine.toml:2: `titel` is not a role (did you mean `title`?)
    -- exit 2 --
    ");
    insta::assert_snapshot!(stage.run(&["config", "--check", "config/rules.toml"]), @r#"
    -- stderr --
    newsprint: config/rules.toml:2: rule 1 does nothing (write do = "drop", "keep" or "shelve")
    -- exit 2 --
    "#);
    stage.write("good.toml", "[keys]\ntheme = [\"n\"]\n");
    insta::assert_snapshot!(stage.run(&["config", "--check", "good.toml"]), @"
    good.toml: no mistakes
    -- stderr --
    newsprint: good.toml:2: `find-next` has no key any more: this line took its last (find-next = [] says that it is meant)
    -- exit 0 --
    ");
    insta::assert_snapshot!(stage.run(&["config", "--check", "none.toml"]), @"
    -- stderr --
    newsprint: cannot read none.toml: no such file or directory
    -- exit 2 --
    ");
    stage.write("many.toml", (0..5000).map(|number| format!("k{number} = 1")).collect::<Vec<_>>().join("\n"));
    let said = stage.run(&["config", "--check", "many.toml"]);
    assert!(said.contains("newsprint: many.toml: and 4900 mistakes more\n"), "{said}");
}

#[test]
fn a_damaged_or_foreign_state_never_matters() {
    let stage = stage(&[("state.toml", "\u{0}[[[")]);
    assert!(!stage.run(&["config"]).contains("chosen"));
    assert!(stage.run(&["config", "--check"]).ends_with("-- exit 0 --"));
}

#[test]
fn printing_asks_no_settings() {
    let stage = stage(&[("config.toml", "nonsense")]);
    assert!(stage.run(&["dump", "story.html"]).ends_with("-- exit 0 --"));
}

#[test]
fn a_file_that_is_no_text_is_named() {
    let stage = stage(&[]);
    stage.write("config/config.toml", b"\xFF");
    insta::assert_snapshot!(stage.run(&["story.html"]), @"
    -- stderr --
    newsprint: STAGE/config/config.toml: is not UTF-8
    -- exit 2 --
    ");
}

#[test]
fn without_a_home_there_are_no_settings() {
    let stage = Stage::with_story();
    let output = stage.command(&["themes"]).env_remove("NEWSPRINT_CONFIG_DIR").output().expect("a run");
    assert!(output.status.success());
}

#[test]
fn themes_are_listed_with_the_readers_own() {
    let stage = stage(&[("themes/mine.toml", ""), ("themes/dark.toml", ""), ("themes/notes.txt", "")]);
    let shipped = newsprint::config::theme_names().collect::<Vec<_>>().join("\n") + "\n";
    assert_eq!(stage.run(&["themes"]), format!("{shipped}mine\n-- exit 0 --"));
}

#[test]
fn the_file_of_a_theme_is_printed_to_make_another_of() {
    let stage = stage(&[("themes/nord.toml", "base = \"light\"\n")]);
    insta::assert_snapshot!(stage.run(&["themes", "ansi-light"]));
    insta::assert_snapshot!(stage.run(&["themes", "nord"]), @r#"
    base = "light"
    -- exit 0 --
    "#);
    insta::assert_snapshot!(stage.run(&["themes", "../settings"]), @"
    -- stderr --
    newsprint: there is no theme `../settings` (newsprint themes lists them)
    -- exit 2 --
    ");
    insta::assert_snapshot!(stage.run(&["themes", "nordd"]), @"
    -- stderr --
    newsprint: there is no theme `nordd` (did you mean `nord`?)
    -- exit 2 --
    ");
}

#[test]
fn a_measure_is_a_number_of_columns() {
    insta::assert_snapshot!(Stage::with_story().run(&["--measure", "9", "story.html"]), @"
    -- stderr --
    newsprint: invalid value '9' for '--measure <N>': 9 is not in 32..=120 (newsprint --help lists what can be typed)
    -- exit 2 --
    ");
}

/// A story with a box that only its reader knows, and a rule for it.
const BOXED: &str = "<title>Bridge opens</title><link rel=canonical href=https://www.gazette.example/bridge><main><h1>Bridge opens</h1><p>The swing bridge over the Marl opened to carts on Tuesday, nine weeks after a barge bent its gate.</p><div class=calendar><p>The calendar of the Gazette has a bridge for every month, and two for May.</p></div><p>The keeper of the bridge lost his last game of chess on the morning that it opened again.</p></main><footer><p>Printed on the old press.</p></footer>";

const RULES: &str = "\
[[rule]]
host = \"*.gazette.example\"
selector = \"div.calendar\"
do = \"drop\"
note = \"the calendar\"

[[rule]]
host = \"*\"
text = \"printed on*\"
do = \"keep\"

[[rule]]
host = \"*\"
selector = \"p\"
do = \"shelve\"

[[rule]]
host = \"courier.example\"
text = \"*\\u00a0chess*\"
do = \"drop\"
";

fn boxed() -> Stage {
    let first_two = RULES.split_once("\n\n[[rule]]\nhost = \"*\"\nselector").expect("two rules").0;
    let stage = stage(&[("rules.toml", first_two)]);
    stage.write("boxed.html", BOXED);
    stage.write("four.toml", RULES);
    stage
}

#[test]
fn rules_hold_wherever_a_page_is_read() {
    let stage = boxed();
    let text = stage.run(&["dump", "boxed.html"]);
    assert!(!text.contains("calendar") && text.contains("Printed on"), "{text}");
    let record = serde_json::json!({"id": 1, "html": BOXED}).to_string();
    let line = stage.stdout(&["batch"], record.as_str());
    let value = common::check_json(&line);
    assert!(!value["text"].as_str().expect("a text").contains("calendar"));
    let removed = value["removed"].as_array().expect("a list");
    let by_rule = removed.iter().find(|removed| removed["rule"] == "by-rule").expect("the calendar");
    assert_eq!(by_rule["why"], "your rule 1: the calendar");
    insta::assert_snapshot!(stage.run(&["explain", "boxed.html"]), @r"
    article: 5 blocks, 4 kept, 0 shelved, 1 dropped
    0  heading 1  keep    title                               html[1] > body[1] > main[1] > h1[1]   Bridge opens
    1  paragraph  keep    body                                html[1] > body[1] > main[1] > p[1]    The swing bridge over the Marl opened to carts on Tuesday,…
    2  paragraph  drop    by-rule: your rule 1: the calendar  …[1] > main[1] > div.calendar > p[1]  The calendar of the Gazette has a bridge for every month, a…
    3  paragraph  keep    body                                html[1] > body[1] > main[1] > p[2]    The keeper of the bridge lost his last game of chess on the…
    4  paragraph  keep    body, by your rule 2                html[1] > body[1] > footer[1] > p[1]  Printed on the old press.
    -- exit 0 --
    ");
}

#[test]
fn rules_may_be_left_aside_or_taken_from_another_file() {
    let stage = boxed();
    for command in ["dump", "batch", "explain"] {
        let record = serde_json::json!({"id": 1, "html": BOXED}).to_string();
        let said = |options: &[&str]| {
            let source = if command == "batch" { "-" } else { "boxed.html" };
            stage.run_with(&[&[command], options, &[source]].concat(), record.as_str())
        };
        assert_ne!(said(&[]), said(&["--no-rules"]), "{command}");
        assert_ne!(said(&[]), said(&["--rules", "four.toml"]), "{command}");
        assert!(said(&["--rules", "four.toml", "--no-rules"]).ends_with("-- exit 2 --"));
        assert!(said(&["--rules", "none.toml"]).ends_with("-- exit 2 --"));
    }
}

#[test]
fn mistakes_in_rules_stop_every_command_that_reads() {
    let stage = stage(&[("rules.toml", "[[rule]]\nhost = \"*\"\nselector = \"p[\"\ndo = \"dropp\"\n")]);
    insta::assert_snapshot!(stage.run(&["dump", "story.html"]), @r"
    -- stderr --
    newsprint: STAGE/config/rules.toml:3: `p[` is not a CSS selector: Unexpected EOL (such as div.promo, aside#box or [data-ad])
    newsprint: STAGE/config/rules.toml:4: `dropp` is nothing that a rule can do (did you mean `drop`?)
    -- exit 2 --
    ");
    for command in
        [&["batch"][..], &["explain", "story.html"], &["story.html"], &["rules"], &["rules", "check"]]
    {
        let said = stage.run(command);
        assert!(said.contains("rules.toml:3") && said.ends_with("-- exit 2 --"), "{said}");
    }
    assert!(stage.run(&["dump", "--no-rules", "story.html"]).ends_with("-- exit 0 --"));
}

#[test]
fn rules_are_listed_checked_and_tried() {
    let stage = boxed();
    insta::assert_snapshot!(stage.run(&["rules"]), @r#"
    1  drop div.calendar on gazette.example  (the calendar)  STAGE/config/rules.toml:2
    2  keep "printed on*" on every page  STAGE/config/rules.toml:8
    -- exit 0 --
    "#);
    insta::assert_snapshot!(stage.run(&["rules", "check", "four.toml"]), @r"
    four.toml: 4 rules, no mistake
    -- exit 0 --
    ");
    insta::assert_snapshot!(stage.run(&["rules", "test", "four.toml", "boxed.html"]), @r#"
    1  drop div.calendar on gazette.example  (the calendar): 1 block
        2  keep body -> drop by-rule: your rule 1: the calendar  The calendar of the Gazette has a bridge for every month, a…
    2  keep "printed on*" on every page: 1 block
        4  drop furniture: page footer, footer[1] -> keep body  Printed on the old press.
    3  shelve p on every page: 4 blocks
        1  keep body -> shelve related story  The swing bridge over the Marl opened to carts on Tuesday,…
        2  keep body -> drop by-rule: your rule 1: the calendar [rule 1 was first]  The calendar of the Gazette has a bridge for every month, a…
        3  keep body -> shelve related story  The keeper of the bridge lost his last game of chess on the…
        4  drop furniture: page footer, footer[1] -> keep body [rule 2 was first]  Printed on the old press.
    4  drop "* chess*" on courier.example: matches nothing here
    -- exit 0 --
    "#);
    insta::assert_snapshot!(Stage::new().run(&["rules"]), @r"
    -- stderr --
    newsprint: there are no rules in STAGE/config/rules.toml (newsprint rules --help shows one)
    -- exit 0 --
    ");
}

/// What is in the file of rules now.
fn book(stage: &Stage) -> String {
    #[expect(clippy::disallowed_methods, reason = "a test looks at what was written")]
    let text = std::fs::read_to_string(stage.path().join("config/rules.toml"));
    text.unwrap_or_default()
}

#[test]
fn rules_are_written_and_taken_out_and_all_else_stays() {
    let stage = stage(&[(
        "rules.toml",
        "# mine\n[[rule]]\nhost = \"*\"   # everywhere\ntext = \"ad*\"\ndo = \"drop\"\n\n# the end\n",
    )]);
    let before = book(&stage);
    let add = [
        "rules",
        "add",
        "--host",
        "Gazette.example:8080",
        "--selector",
        "a[title='b \"c\"']",
        "--do",
        "shelve",
    ];
    insta::assert_snapshot!(stage.run(&[&add[..], &["--note", "the\nbox"]].concat()), @r"
    rule 2 is in STAGE/config/rules.toml
    -- exit 0 --
    ");
    insta::assert_snapshot!(book(&stage), @r#"
    # mine
    [[rule]]
    host = "*"   # everywhere
    text = "ad*"
    do = "drop"

    # the end

    [[rule]]
    host = "Gazette.example:8080"
    selector = """a[title='b "c"']"""
    do = "shelve"
    note = "the box"
    "#);
    insta::assert_snapshot!(stage.run(&["rules"]), @r#"
    1  drop "ad*" on every page  STAGE/config/rules.toml:3
    2  shelve a[title='b "c"'] on gazette.example  (the box)  STAGE/config/rules.toml:10
    -- exit 0 --
    "#);
    insta::assert_snapshot!(stage.run(&["rules", "remove", "2"]), @r#"
    removed 2  shelve a[title='b "c"'] on gazette.example  (the box)
    1 rule is left in STAGE/config/rules.toml
    -- exit 0 --
    "#);
    assert_eq!(book(&stage), before);
    insta::assert_snapshot!(stage.run(&["rules", "remove", "1", "4"]), @r"
    -- stderr --
    newsprint: STAGE/config/rules.toml: there is no rule 4 (there is 1)
    -- exit 2 --
    ");
    assert_eq!(book(&stage), before);
    insta::assert_snapshot!(stage.run(&["rules", "remove", "1"]), @r#"
    removed 1  drop "ad*" on every page
    no rule is left in STAGE/config/rules.toml
    -- exit 0 --
    "#);
    assert_eq!(book(&stage), "# mine\n\n# the end\n");
}

#[test]
fn a_rule_that_makes_no_sense_is_not_written() {
    let stage = Stage::new();
    let add = |host: &str, wanted: [&str; 2]| {
        stage.run(&["rules", "add", "--host", host, wanted[0], wanted[1], "--do", "drop"])
    };
    insta::assert_snapshot!(add("a b", ["--selector", "p["]), @r"
    -- stderr --
    newsprint: `a b` is not a host (such as gazette.example, or * for every page)
    newsprint: `p[` is not a CSS selector: Unexpected EOL (such as div.promo, aside#box or [data-ad])
    -- exit 2 --
    ");
    assert!(add("*", ["--text", "**"]).contains("`**` fits every text"));
    assert!(stage.run(&["rules", "add", "--host", "*", "--do", "drop"]).ends_with("-- exit 2 --"));
    assert_eq!(book(&stage), "");
    assert!(add("*", ["--text", "Sign up*"]).contains("rule 1 is in STAGE/config/rules.toml"));
    assert!(book(&stage).starts_with("[[rule]]\nhost = \"*\"\ntext = \"Sign up*\"\n"), "{}", book(&stage));
    let left: Vec<_> = stage.path().join("config").read_dir().expect("a folder").collect();
    assert_eq!(left.len(), 1, "nothing is left beside the file");
}

#[test]
fn a_file_of_rules_with_none_in_it_says_so() {
    let stage = Stage::with_story();
    stage.write("none.toml", "# none yet\n");
    insta::assert_snapshot!(stage.run(&["rules", "test", "none.toml", "story.html"]), @r"
    -- stderr --
    newsprint: no rules in none.toml
    -- exit 0 --
    ");
}
