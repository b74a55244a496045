//! Which program opens an address, as an argument list. No shell ever sees it.

use crate::app::Address;
use crate::app::outside::words::split;

/// What a reader and the environment say of programs. What is missing was not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// `$BROWSER`: command lines, separated by colons.
    pub browser_line: Option<String>,
    /// The browser of the settings.
    pub browser: Option<Vec<String>>,
    /// `$NEWSPRINT_PLAYER`: a command line.
    pub player_line: Option<String>,
    /// The player of the settings.
    pub player: Option<Vec<String>>,
    /// Players for some hosts, by pattern: `*.video.example`.
    pub hosts: Vec<(String, Vec<String>)>,
    /// `$VISUAL`, else `$EDITOR`: a command line.
    pub editor_line: Option<String>,
    /// The editor of the settings.
    pub editor: Option<Vec<String>>,
}

/// The programs that open addresses and edit texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Openers {
    browsers: Vec<Vec<String>>,
    player: Vec<String>,
    hosts: Vec<(String, Vec<String>)>,
    editor: Vec<String>,
}

/// Programs of the system that hand an address to the browser that was chosen there.
const BROWSERS: &[&str] = &["xdg-open", "wslview", "open", "rundll32 url.dll,FileProtocolHandler"];
/// Players, and editors for those who named none.
const PLAYERS: &[&str] = &["mpv"];
const EDITORS: &[&str] = &["sensible-editor", "nano", "vi", "notepad"];

impl Openers {
    /// From what was wished for and what is installed.
    #[must_use]
    pub fn new(wishes: Wishes, installed: impl Fn(&str) -> bool) -> Self {
        let there = |line: &&&str| line.split(' ').next().is_some_and(&installed);
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let found = |lines: &[&str]| lines.iter().find(there).map(|line| words(line));
        let said = |command: Option<Vec<String>>| command.filter(|command| !command.is_empty());
        let line = |line: Option<String>| said(line.and_then(|line| split(&line).ok()));
        let listed = wishes.browser_line.unwrap_or_default();
        let listed = lines(&listed).filter_map(|one| said(split(one).ok()));
        let system = BROWSERS.iter().find(there).map(|line| words(line));
        Self {
            browsers: listed.chain(said(wishes.browser)).chain(system).collect(),
            player: line(wishes.player_line)
                .or_else(|| said(wishes.player))
                .or_else(|| found(PLAYERS))
                .unwrap_or_default(),
            hosts: wishes.hosts,
            editor: line(wishes.editor_line)
                .or_else(|| said(wishes.editor))
                .or_else(|| found(EDITORS))
                .unwrap_or_default(),
        }
    }

    /// The argument lists that open an address in a browser, to be tried in turn.
    #[must_use]
    pub fn browse(&self, address: &Address) -> Vec<Vec<String>> {
        self.browsers.iter().map(|command| with_address(command, address)).collect()
    }

    /// The argument lists that play an address, to be tried in turn.
    #[must_use]
    pub fn play(&self, address: &Address) -> Vec<Vec<String>> {
        let by_host = self.hosts.iter().find(|(pattern, _)| matches(pattern, address.host()));
        let player = by_host.map_or(&self.player, |(_, command)| command);
        if player.is_empty() { self.browse(address) } else { vec![with_address(player, address)] }
    }

    /// The argument list that edits a file, without the file.
    #[must_use]
    pub fn edit(&self) -> &[String] {
        &self.editor
    }
}

/// The command lines of `$BROWSER`. The colon of an address within one does not end it.
fn lines(listed: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends = listed.match_indices(':').map(|(at, _)| at).chain([listed.len()]);
    let is_end = |at: &usize| !listed.get(*at..).is_some_and(|rest| rest.starts_with("://"));
    ends.filter(is_end).filter_map(move |at| {
        let line = listed.get(from..at);
        from = at + 1;
        line
    })
}

/// Puts the address where the command wants it, else at the end: always within one argument.
/// mpv takes what begins with a dash for an option, and so might what is called like it.
fn with_address(command: &[String], address: &Address) -> Vec<String> {
    let address = address.to_string();
    if command.iter().skip(1).any(|word| word.contains("%s")) {
        return command.iter().map(|word| word.replace("%s", &address)).collect();
    }
    let program = command.first().and_then(|program| program.rsplit(['/', '\\']).next());
    let guard = program.is_some_and(|program| matches!(program, "mpv" | "mpv.exe"));
    let guard = guard && !command.iter().any(|word| word == "--");
    command.iter().cloned().chain(guard.then(|| "--".to_owned())).chain([address]).collect()
}

/// Whether a host fits a pattern: itself, or for `*.name` the name and whatever is below it.
fn matches(pattern: &str, host: &str) -> bool {
    let (pattern, host) = (pattern.to_ascii_lowercase(), host.trim_end_matches('.').to_ascii_lowercase());
    match pattern.strip_prefix("*.") {
        Some(name) => host == name || host.strip_suffix(name).is_some_and(|below| below.ends_with('.')),
        None => pattern == "*" || host == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> Address {
        Address::parse("https://clips.a.example/$(touch x)';--").unwrap()
    }

    fn with_browser(line: &str) -> Openers {
        Openers::new(Wishes { browser_line: Some(line.into()), ..Wishes::default() }, |_| false)
    }

    #[test]
    fn the_address_is_within_one_argument_whatever_is_in_it() {
        let url = address().to_string();
        for (line, expected) in [
            ("firefox --new-tab", vec![vec!["firefox", "--new-tab", &url]]),
            ("'my browser' \"--at=%s\" x", vec![vec!["my browser", &*format!("--at={url}"), "x"]]),
            ("w3m:lynx %s:", vec![vec!["w3m", &url], vec!["lynx", &url]]),
            (
                "b --home=http://h.example:c",
                vec![vec!["b", "--home=http://h.example", &url], vec!["c", &url]],
            ),
            ("", vec![]),
            ("  : :", vec![]),
            ("'never ends", vec![]),
            ("%s", vec![vec!["%s", &url]]),
        ] {
            assert_eq!(with_browser(line).browse(&address()), expected, "{line}");
        }
    }

    #[test]
    fn the_environment_goes_before_the_settings_and_those_before_the_system() {
        let wishes = Wishes {
            browser_line: Some("first".into()),
            browser: Some(vec!["second".into()]),
            ..Wishes::default()
        };
        let openers = Openers::new(wishes, |program| program == "rundll32");
        let programs: Vec<String> =
            openers.browse(&address()).iter().map(|command| command[0].clone()).collect();
        assert_eq!(programs, ["first", "second", "rundll32"]);
        assert_eq!(Openers::default().browse(&address()), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_host_may_have_its_player_and_mpv_takes_no_address_for_an_option() {
        let hosts = vec![("*.a.example".to_owned(), vec!["viewer".to_owned()])];
        let with_mpv =
            |hosts| Openers::new(Wishes { hosts, ..Wishes::default() }, |program| program == "mpv");
        assert_eq!(with_mpv(hosts).play(&address())[0][0], "viewer");
        assert_eq!(with_mpv(Vec::new()).play(&address())[0][..2], ["mpv", "--"]);
        let no_player = with_browser("firefox");
        assert_eq!(no_player.play(&address()), no_player.browse(&address()));
        for (pattern, host, fits) in [
            ("*.a.example", "A.example", true),
            ("*.a.example", "nota.example", false),
            ("a.example", "b.a.example", false),
            ("*", "x.example", true),
        ] {
            assert_eq!(matches(pattern, host), fits, "{pattern} {host}");
        }
    }

    #[test]
    fn an_editor_is_a_command_line_too() {
        let wishes = Wishes { editor_line: Some("code --wait".into()), ..Wishes::default() };
        assert_eq!(Openers::new(wishes, |_| true).edit(), ["code", "--wait"]);
        assert_eq!(Openers::new(Wishes::default(), |program| program == "vi").edit(), ["vi"]);
    }
}
