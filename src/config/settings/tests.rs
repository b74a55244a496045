//! Settings files in, values or mistakes out.

use super::*;
use crate::app::{Action, Looks, actions};
use crate::config::{current, default_file};

fn names() -> Vec<String> {
    ["dark", "light", "sepia"].map(str::to_owned).into()
}

fn told(text: &str) -> String {
    let mistakes = settings(text, &names()).unwrap_err();
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_chosen_is_read_and_the_rest_left_open() {
    let chosen = settings("theme = \"light\"\n", &names()).unwrap();
    assert_eq!((chosen.theme.as_deref(), chosen.measure), (Some("light"), None));
    assert_eq!(settings("measure = 60", &names()).unwrap().measure, Some(60));
    assert_eq!(settings("", &names()).unwrap(), Settings::default());
    let text = "\
bidi = \"off\"
justify = true
[open]
browser = [\"firefox\", \"--new-tab\"]
[[open.host]]
host = \"*.tube.example\"
command = [\"mpv\"]
[[open.host]]
host = \"*\"
command = [\"w3m\"]
[save]
folder = \"~/read\"
[pipe]
words = [\"wc\", \"-w\"]
";
    let chosen = settings(text, &names()).unwrap();
    assert_eq!((chosen.bidi, chosen.justify), (Some(Switch::Off), Some(true)));
    assert_eq!(chosen.browser.unwrap(), ["firefox", "--new-tab"]);
    let hosts: Vec<String> =
        chosen.hosts.iter().map(|(host, command)| format!("{host}: {}", command.join(" "))).collect();
    assert_eq!(hosts, ["tube.example: mpv", "every page: w3m"]);
    assert_eq!(chosen.save.unwrap(), PathBuf::from("~/read"));
    assert_eq!(chosen.pipes, [("words".to_owned(), vec!["wc".to_owned(), "-w".to_owned()])]);
}

#[test]
fn every_mistake_is_told_at_once_with_a_way_out() {
    insta::assert_snapshot!(told("theme = \"ligth\"\nmeasure = 5\nmesure = 70\nfont = 1\nopn = 1\nbrowser = 1\npreset = 1\n"), @"
    line 1: there is no theme `ligth` (did you mean `light`?)
    line 2: a measure of 5 columns is not from 32 to 120 (write measure = 72)
    line 3: `mesure` is not a setting (did you mean `measure`?)
    line 4: `font` is not a setting (newsprint config --default lists the settings)
    line 5: `opn` is not a setting (did you mean `open`?)
    line 6: `browser` is not a setting (it stands under [open])
    line 7: `preset` is not a setting (it stands under [keys])
    ");
    insta::assert_snapshot!(told("theme = 3\nmeasure = \"wide\"\nmouse = \"no\"\nbidi = \"atuo\"\nsidebar-width = 9\n"), @r#"
    line 1: `theme` is a name, not a number (write theme = "light")
    line 2: `measure` is a whole number, not a text (write measure = 72)
    line 3: `mouse` is true or false, not a text (write mouse = true)
    line 4: `bidi` cannot be `atuo` (one of auto, on, off)
    line 5: a sidebar-width of 9 columns is not from 24 to 60 (write sidebar-width = 34)
    "#);
    insta::assert_snapshot!(told("theme = \"oak\"\nmeasure = 70.5\ntheme-dark = \"auto\"\nkeys = 3\n"), @"
    line 1: there is no theme `oak` (newsprint themes lists them)
    line 2: `measure` is a whole number, not a fraction (write measure = 72)
    line 3: there is no theme `auto` (newsprint themes lists them)
    line 4: `keys` is a table of settings, not a number (write [keys])
    ");
    insta::assert_snapshot!(told("[open]\nbrowser = \"firefox --new-tab\"\nplayer = []\neditor = [\"vi\", 3]\nmeasure = 70\nfolder = 1\n[save]\nfolder = \"here\"\n[pipe]\nx = 1\n"), @r#"
    line 2: `browser` is a list of a program and its arguments, not a text (write browser = ["firefox", "--new-tab"])
    line 3: `player` names no program (write player = ["program", "argument"])
    line 4: `editor`: an argument is a text, not a number (write editor = ["program", "argument"])
    line 5: `measure` is not a setting (it stands at the beginning of the file, before all [sections])
    line 6: `folder` is not a setting (it stands under [save])
    line 8: `here` is not a whole path: it would be another folder every time (write folder = "~/here")
    line 10: `x` is a list of a program and its arguments, not a number (write x = ["program", "argument"])
    "#);
    insta::assert_snapshot!(told("[[open.host]]\nhost = \"https://a.example\"\ncomand = [\"mpv\"]\n[[open.host]]\n"), @r#"
    line 1: this [[open.host]] has no host (write host = "*.example.com")
    line 1: this [[open.host]] has no command (write command = ["mpv"])
    line 2: `https://a.example` is not a host (such as *.example.com)
    line 2: this [[open.host]] has no command (write command = ["mpv"])
    line 3: `comand` is not a part of [[open.host]] (did you mean `command`?)
    "#);
    insta::assert_snapshot!(told("[open]\nhost = 3\n"), @r#"line 2: a host is a table in a list, not a number (write [[open.host]], and below it host = "*.example.com" and command = [..])"#);
}

#[test]
fn broken_files_are_plain_mistakes() {
    insta::assert_snapshot!(told("measure = 99999999999999999999999\nmouse = nan\n"), @"
    line 1: `measure` is a whole number, not one so large (write measure = 72)
    line 2: `mouse` is true or false, not a fraction (write mouse = true)
    ");
    insta::assert_snapshot!(told("theme = \n[[[\nmeasure = 3\n"), @"
    line 1: string values must be quoted, expected literal string
    line 2: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`
    line 3: `measure` is a whole number, not a list (write measure = 72)
    ");
    insta::assert_snapshot!(told_nul("theme = \"a\\u0000b\"\n[open]\nbrowser = [\"a\\u0000\"]\n"), @"
    line 1: there is no theme `a␀b` (newsprint themes lists them)
    line 3: `browser`: no program takes a NUL
    ");
    let deep = format!("a = {}", "[".repeat(100_000));
    assert!(!told(&deep).is_empty());
    let dotted = format!("[{}]\n", vec!["a"; 20_000].join("."));
    assert!(told(&dotted).starts_with("line 1: "));
    let long = told(&format!("theme = '{}'\n", "x".repeat(5_000_000)));
    assert!(long.len() < 400, "{}", long.len());
    let many = (0..10_000).map(|number| format!("k{number} = 1")).collect::<Vec<_>>().join("\n");
    assert_eq!(told(&many).lines().count(), 10_000);
}

fn told_nul(text: &str) -> String {
    told(text).replace('\0', "␀")
}

/// The file as it comes, with every setting and every example switched on.
fn switched_on() -> String {
    let on = |line: &str| {
        let setting = line.strip_prefix('#').filter(|rest| !rest.is_empty() && !rest.starts_with(' '));
        format!("{}\n", setting.unwrap_or(line))
    };
    default_file().lines().map(on).collect()
}

#[test]
fn the_default_file_changes_nothing_as_it_comes() {
    assert_eq!(settings(&default_file(), &names()).unwrap(), Settings::default());
}

#[test]
fn the_default_file_names_every_setting_and_every_action_with_its_default() {
    let text = switched_on();
    let chosen = settings(&text, &names()).unwrap();
    for row in rows() {
        assert!(text.contains(&format!("\n{} = {}\n", row.name, row.usual)), "{}", row.name);
        let told = (row.chosen)(&chosen);
        assert!(told.as_deref().is_none_or(|told| told == row.usual), "{}", row.name);
        assert!(row.usual == "\"auto\"" || told.is_some(), "{}", row.name);
    }
    for row in actions() {
        assert_eq!(chosen.keymap.spelled(row.action), row.keys, "{}", row.name);
        assert!(text.contains(&format!("\n{} = [", row.name)), "{}", row.name);
    }
    let looks = Looks::default();
    assert_eq!(
        (chosen.measure, chosen.sidebar, chosen.mouse),
        (Some(looks.measure), Some(looks.sidebar), Some(looks.mouse))
    );
    assert!(default_file().lines().all(|line| line.chars().count() <= 100), "a long line");
}

#[test]
fn what_holds_is_a_file_of_settings_that_says_the_same() {
    let text = "theme = \"sepia\"\nmeasure = 60\n[open]\nplayer = [\"mpv\"]\n[[open.host]]\nhost = \"tube.example\"\ncommand = [\"vlc\"]\n[keys]\npreset = \"vim\"\ntop = \"T\"\n";
    let chosen = settings(text, &names()).unwrap();
    let holds = current(&chosen, &[]);
    let again = settings(&holds, &names()).unwrap();
    assert_eq!(again.keymap.keys(Action::Top), ["T"]);
    for action in actions() {
        assert_eq!(again.keymap.keys(action.action), chosen.keymap.keys(action.action), "{}", action.name);
    }
    assert_eq!((again.theme, again.measure, again.hosts), (chosen.theme, chosen.measure, chosen.hosts));
    let screen = current(&settings("measure = 60\n", &names()).unwrap(), &[("measure", "66".to_owned())]);
    assert!(screen.contains("measure = 66  # chosen on the screen; the file says 60\n"), "{screen}");
}
