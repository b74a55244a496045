//! Everything a key can do: one row an action. Its name, its help line, its default keys and
//! its row in the README all come from here.

use std::fmt;
use std::str::FromStr;

/// What an action is about; the help page is divided by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Moving in the text.
    Reading,
    /// Videos, links and outline.
    Sidebar,
    /// Search, ledger, details.
    Looking,
    /// Several articles.
    Articles,
    /// What is done with an article of the library, on the desk and in the article.
    Library,
    /// The desk: the list of articles and the feeds.
    Desk,
    /// How it looks.
    Screen,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help page.
    pub const ALL: &[Self] = &[
        Self::Reading,
        Self::Sidebar,
        Self::Looking,
        Self::Articles,
        Self::Library,
        Self::Desk,
        Self::Screen,
        Self::Program,
    ];

    /// Its name, for a person.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Reading => "Reading",
            Self::Sidebar => "Videos and links",
            Self::Looking => "Looking closer",
            Self::Articles => "Articles",
            Self::Library => "Library",
            Self::Desk => "The desk",
            Self::Screen => "Screen",
            Self::Program => "Program",
        }
    }
}

/// A row of the table of actions.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// What it is about.
    pub group: Group,
    /// Its name in a keys file.
    pub name: &'static str,
    /// What it does, in a line.
    pub help: &'static str,
    /// The keys that do it unless the reader chose others; a chord's keys are separated by a space.
    /// With `desk:` before them they do it on the desk only, whatever they do elsewhere.
    pub keys: &'static [&'static str],
}

macro_rules! actions {
    ($($group:ident: { $($action:ident = $name:literal, $help:literal, [$($key:literal),*];)+ })+) => {
        /// Something a key can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[doc = $help] $action),+),+ }

        const TABLE: &[Row] = &[$($(Row {
            action: Action::$action,
            group: Group::$group,
            name: $name,
            help: $help,
            keys: &[$($key),*],
        }),+),+];

        impl Action {
            /// Its name in a keys file.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($(Self::$action => $name),+),+ }
            }
        }
    };
}

actions! {
    Reading: {
        ScrollDown = "scroll-down", "Down a line; in the sidebar, the next item", ["j", "down"];
        ScrollUp = "scroll-up", "Up a line; in the sidebar, the previous item", ["k", "up"];
        HalfDown = "half-page-down", "Down half a page", ["d", "^d"];
        HalfUp = "half-page-up", "Up half a page", ["u", "^u"];
        PageDown = "page-down", "Down a page", ["space", "^f", "pgdn"];
        PageUp = "page-up", "Up a page", ["b", "^b", "pgup"];
        Top = "top", "To the beginning; 40g to 40 %", ["g", "home"];
        Bottom = "bottom", "To the end; 40G to 40 %", ["G", "end"];
        Percent = "percent", "40% goes to 40 % of the article", ["%"];
        NextSection = "next-section", "To the next section; 2] one further", ["]"];
        PreviousSection = "previous-section", "To the previous section", ["["];
        JumpBack = "jump-back", "Back to where you jumped from", ["^o", "' '"];
        JumpForward = "jump-forward", "Forward again to where you jumped", ["^n", "alt-o"];
        Fold = "fold", "Fold or unfold this section", ["-"];
        FoldAll = "fold-all", "Fold all sections to their headings, or unfold them", ["="];
    }
    Sidebar: {
        FocusNext = "focus-next", "Text, videos, related, links, outline in turn", ["tab"];
        FocusPrevious = "focus-previous", "The same, backwards", ["shift-tab"];
        FocusShelf = "focus-sidebar", "To the sidebar", ["l", "right"];
        FocusText = "focus-text", "Back to the text", ["h", "left"];
        Follow = "follow", "Open the chosen item here; 3 enter opens item 3", ["enter"];
        OpenBrowser = "open-in-browser", "Open it in the browser; 3o opens item 3; in the text, the article", ["o"];
        Play = "play", "Play the video in your player, else in the browser", ["v"];
        CopyLink = "copy-link", "Copy the link; in the text, the article's", ["y"];
        Hints = "hints", "Letters on the links: type them to follow one", ["f"];
        HintsBrowser = "hints-in-browser", "The same, to open in the browser", ["F"];
    }
    Looking: {
        Find = "find", "Find in the text; capitals count if you type any", ["/"];
        FindNext = "find-next", "The next match; with no search, the next unread article of the desk", ["n"];
        FindPrevious = "find-previous", "The previous match", ["N"];
        ShowRemoved = "show-removed", "Show what was removed, in its place", ["x"];
        Ledger = "ledger", "List what was removed, by rule", ["X"];
        Restore = "restore", "Mark a removed line; again puts it back; 2r takes the second", ["r"];
        Drop = "drop", "Mark a line of the text; again drops it", ["R"];
        Undo = "undo", "Undo what was put back or dropped last", ["U"];
        KeepRule = "keep-rule", "Keep that choice as a rule for the site", ["W"];
        Details = "details", "What is known about the article", ["i"];
    }
    Articles: {
        NextArticle = "next-article", "The next article", ["J"];
        PreviousArticle = "previous-article", "The previous article", ["K"];
        HistoryBack = "history-back", "Back to the article that led here", ["H", "backspace", "alt-left"];
        HistoryForward = "history-forward", "Forward again to the one that was followed", ["L", "alt-right"];
        Reload = "reload", "Fetch the page again", ["^r", "f5"];
        CopyArticle = "copy-article", "Copy the article's text", ["Y"];
        Save = "save", "Save it as a file: .md, .txt, .html or .json", ["s"];
        Pipe = "pipe", "Give its text to a program; !less gets the terminal", ["|"];
        Edit = "edit", "Open a copy of it in your editor", ["e"];
    }
    Library: {
        Star = "star", "Star it, or take the star off", ["*", "S"];
        Mark = "mark", "Mark it read, or unread", ["m"];
        Tag = "tag", "Tag it; on a feed, tag the feed; -NAME takes a tag off", ["#", "desk:T"];
        NextUnread = "next-unread", "The next unread article, in this list or in the next feed", [".", "desk:n"];
        TakeBack = "take-back", "Undo what was marked, starred, tagged or removed last", ["desk:u", "Z"];
    }
    Desk: {
        Filter = "filter", "Filter the list as you type: words, site:gazette, tag:sea, is:starred", ["desk:/"];
        MarkAll = "mark-all", "Mark all of the list read", ["desk:A"];
        Remove = "remove", "Take the article out of the library; on a feed, give it up", ["desk:D"];
        AddFeed = "add-feed", "Add a feed, by its address or that of its site", ["desk:a"];
        Refresh = "refresh", "Ask all feeds for news; esc stops", ["desk:R"];
        RefreshFeed = "refresh-feed", "Ask this feed, or those that are due", ["desk:r"];
        Sort = "sort", "Another order: date, newest, oldest, longest, shortest, title, site", ["desk:O"];
    }
    Screen: {
        Narrower = "narrower", "A narrower column", ["<"];
        Wider = "wider", "A wider column", [">"];
        Theme = "theme", "Choose a theme; what you move to is tried on at once", ["t"];
        NextTheme = "next-theme", "The next theme, without asking", ["T"];
        Justify = "justify", "Lines of one length, or ragged ones", [];
        Hyphenate = "hyphenate", "Divide words at the end of a line, or keep them whole", [];
        Zen = "zen", "Nothing but the text", ["z"];
        Sidebar = "sidebar", "Show or hide the sidebar", ["\\"];
        Mouse = "mouse", "Let the mouse choose and drag; off, it selects text", ["M"];
        Redraw = "redraw", "Draw the screen anew", ["^l"];
    }
    Program: {
        Help = "help", "All the keys", ["?"];
        Command = "command", "Type a command: measure 66, 40%, any action by name", [":"];
        Back = "back", "Back: closes what is open, leaves the sidebar, the article", ["esc"];
        Quit = "quit", "The same; with nothing left to close, quit", ["q"];
        QuitNow = "quit-now", "Quit at once", ["Q", "^c"];
        Suspend = "suspend", "Back to the shell until fg", ["^z"];
    }
}

/// The table of actions, in the order of the help page.
pub fn actions() -> impl Iterator<Item = &'static Row> {
    TABLE.iter()
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Action {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        actions().find(|row| row.name == name).map(|row| row.action).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_actions_share_a_name_or_a_key() {
        let names: HashSet<_> = actions().map(|row| row.name).collect();
        assert_eq!(names.len(), actions().count());
        let keys: Vec<_> = actions().flat_map(|row| row.keys).collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
    }

    #[test]
    fn every_action_is_found_by_its_name() {
        assert!(actions().all(|row| row.name.parse() == Ok(row.action)));
    }
}
