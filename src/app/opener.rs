//! Which program opens an address, as an argument list. No shell ever sees it.

use super::Address;

/// The programs that open addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Openers {
    /// Program and arguments of the browser; the address is added at the end.
    pub browser: Vec<String>,
    /// Program and arguments of the player; none means the browser.
    pub player: Vec<String>,
}

impl Openers {
    /// From `$BROWSER` and `$NEWSPRINT_PLAYER` as they are set, and what is installed.
    #[must_use]
    pub fn new(browser: Option<&str>, player: Option<&str>, installed: impl Fn(&str) -> bool) -> Self {
        let split = |command: &str| command.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let first = |programs: &[&str]| programs.iter().find(|program| installed(program)).map(|p| split(p));
        let wanted = |command: Option<&str>| command.map(split).filter(|command| !command.is_empty());
        Self {
            browser: wanted(browser).or_else(|| first(&["xdg-open", "open"])).unwrap_or_default(),
            player: wanted(player).or_else(|| first(&["mpv"])).unwrap_or_default(),
        }
    }

    /// The argument list that opens an address in the browser.
    #[must_use]
    pub fn browse(&self, address: &Address) -> Option<Vec<String>> {
        let mut command = Some(self.browser.clone()).filter(|command| !command.is_empty())?;
        command.push(address.to_string());
        Some(command)
    }

    /// The argument list that plays an address: `--` keeps it from being read as an option.
    #[must_use]
    pub fn play(&self, address: &Address) -> Option<Vec<String>> {
        if self.player.is_empty() {
            return self.browse(address);
        }
        let mut command = self.player.clone();
        if command.first().is_some_and(|program| program.rsplit('/').next() == Some("mpv")) {
            command.push("--".into());
        }
        command.push(address.to_string());
        Some(command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> Address {
        Address::parse("https://a.example/$(touch x)';--").unwrap()
    }

    #[test]
    fn the_address_is_one_argument_whatever_is_in_it() {
        let openers = Openers::new(Some("firefox --new-tab"), None, |program| program == "mpv");
        let browse = openers.browse(&address()).unwrap();
        assert_eq!(browse[..2], ["firefox", "--new-tab"]);
        assert_eq!(browse.len(), 3);
        assert_eq!(openers.play(&address()).unwrap()[..2], ["mpv", "--"]);
    }

    #[test]
    fn without_a_player_the_browser_plays_and_without_any_there_is_none() {
        let openers = Openers::new(None, None, |program| program == "xdg-open");
        assert_eq!(openers.play(&address()).unwrap()[0], "xdg-open");
        assert_eq!(Openers::default().browse(&address()), None);
    }
}
