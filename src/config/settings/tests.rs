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
    assert_eq!((chosen.bidi, chosen.justify), (Some(Bidi::Off), Some(true)));
    assert_eq!(chosen.browser.unwrap(), ["firefox", "--new-tab"]);
    let hosts: Vec<String> =
        chosen.hosts.iter().map(|(host, command)| format!("{host}: {}", command.join(" "))).collect();
    assert_eq!(hosts, ["tube.example: mpv", "every page: w3m"]);
    assert_eq!(chosen.save.unwrap(), PathBuf::from("~/read"));
    assert_eq!(chosen.pipes, [("words".to_owned(), vec!["wc".to_owned(), "-w".to_owned()])]);
}

#[test]
fn every_mistake_is_told_at_once_with_a_way_out() {
    insta::assert_snapshot!(told("theme = \"ligth\"\nmeasure = 5\nmesure = 70\nfont = 1\nopn = 1\nbrowser = 1\n"), @"");
    insta::assert_snapshot!(told("theme = 3\nmeasure = \"wide\"\nmouse = \"no\"\nbidi = \"atuo\"\nsidebar-width = 9\n"), @"");
    insta::assert_snapshot!(told("theme = \"oak\"\nmeasure = 70.5\ntheme-dark = \"auto\"\nkeys = 3\n"), @"");
    insta::assert_snapshot!(told("[open]\nbrowser = \"firefox --new-tab\"\nplayer = []\neditor = [\"vi\", 3]\nmeasure = 70\nfolder = 1\n[save]\nfolder = \"here\"\n[pipe]\nx = 1\n"), @"");
    insta::assert_snapshot!(told("[[open.host]]\nhost = \"https://a.example\"\ncomand = [\"mpv\"]\n[[open.host]]\n"), @"");
    insta::assert_snapshot!(told("[open]\nhost = 3\n"), @"");
}

#[test]
fn broken_files_are_plain_mistakes() {
    insta::assert_snapshot!(told("measure = 99999999999999999999999\nmouse = nan\n"), @"");
    insta::assert_snapshot!(told("theme = \n[[[\nmeasure = 3\n"), @"");
    insta::assert_snapshot!(told("theme = \"a\\u0000b\"\n[open]\nbrowser = [\"a\\u0000\"]\n"), @"");
    let deep = format!("a = {}", "[".repeat(100_000));
    assert!(!told(&deep).is_empty());
    let dotted = format!("[{}]\n", vec!["a"; 20_000].join("."));
    assert!(told(&dotted).starts_with("line 1: "));
    let long = told(&format!("theme = '{}'\n", "x".repeat(5_000_000)));
    assert!(long.len() < 400, "{}", long.len());
    let many: String = (0..100_000).map(|number| format!("k{number} = 1\n")).collect();
    assert_eq!(told(&many).lines().count(), 100_000);
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
        assert_eq!(chosen.keymap.keys(row.action), row.keys, "{}", row.name);
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
