//! The signs that a terminal can show: whatever it cannot is replaced at the very last, by a sign
//! as wide, so that nothing on the screen moves.

use std::ops::RangeInclusive;

use ratatui::buffer::{Buffer, Cell};
use unicode_width::UnicodeWidthStr;

/// The signs that a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// All.
    #[default]
    Unicode,
    /// Letters, and such lines and arrows as the fonts of the Linux console have.
    Console,
    /// Lines, arrows and quotation marks of ASCII; letters as they are.
    Ascii,
    /// ASCII only: the terminal knows another character set than this program.
    Bare,
}

impl Glyphs {
    /// From `TERM` and from `LC_ALL`, `LC_CTYPE` and `LANG`, of which the first that is set
    /// counts. Where none is, as in most containers, the terminal is taken for one of today.
    #[must_use]
    pub fn from_environment(term: Option<&str>, locale: [Option<&str>; 3]) -> Self {
        let locale = locale.into_iter().flatten().find(|value| !value.is_empty());
        let locale = locale.map(str::to_lowercase).unwrap_or_default();
        let name = locale.split('@').next().unwrap_or_default();
        let charset = name.split_once('.').map(|(_, charset)| charset);
        match charset {
            Some(charset) if !charset.replace('-', "").contains("utf8") => Self::Bare,
            None if ["c", "posix"].contains(&name) => Self::Ascii,
            _ if term == Some("linux") => Self::Console,
            _ => Self::Unicode,
        }
    }

    /// Replaces on the screen what cannot be shown.
    pub fn apply(self, buffer: &mut Buffer) {
        if self == Self::Unicode {
            return;
        }
        let width = usize::from(buffer.area.width).max(1);
        for row in buffer.content.chunks_mut(width) {
            self.apply_to(row);
        }
    }

    fn apply_to(self, row: &mut [Cell]) {
        for column in 0..row.len() {
            let Some(sign) = row.get(column).map(|cell| cell.symbol().to_owned()) else { return };
            if sign.is_ascii() {
                continue;
            }
            if sign == "…" && dots(row, column) {
                continue;
            }
            if let (Some(cell), Some(shown)) = (row.get_mut(column), self.shown(&sign)) {
                cell.set_symbol(&shown);
            }
        }
    }

    /// What stands for a sign; none if it can be shown.
    fn shown(self, sign: &str) -> Option<String> {
        let first = sign.chars().next()?;
        if self == Self::Console && console_has(first) {
            return None;
        }
        let stand_in = match self {
            Self::Unicode => None,
            Self::Console => console(first).or_else(|| ascii(first)),
            Self::Ascii => ascii(first),
            Self::Bare => ascii(first).or_else(|| letter(first)).or(Some('?')),
        };
        // A letter of two columns needs two signs, and an accent of its own none.
        stand_in.map(|stand_in| stand_in.to_string().repeat(sign.width().max(1)))
    }
}

/// Three dots where there is room for them at the end of what is said.
fn dots(row: &mut [Cell], column: usize) -> bool {
    let room =
        row.get(column + 1..column + 3).is_some_and(|cells| cells.iter().all(|cell| cell.symbol() == " "));
    let end = row.get(column + 3).is_none_or(|cell| cell.symbol() == " ");
    if room && end {
        for cell in row.iter_mut().skip(column).take(3) {
            cell.set_symbol(".");
        }
    }
    room && end
}

/// Lines, blocks and arrows that are in the character set of the first PCs, and so in every font
/// of the console.
fn console_has(sign: char) -> bool {
    "│─┌┐└┘├┤┬┴┼║═╔╗╚╝█▄▌▐▀░▒▓■·•◦→←↑↓►◄▲▼«»°±²½¼".contains(sign)
}

fn console(sign: char) -> Option<char> {
    Some(match sign {
        '▶' | '▸' | '▷' | '▹' => '►',
        '◀' | '◂' => '◄',
        '┃' => '║',
        '▎' | '▍' | '▏' => '▌',
        '▣' | '▪' | '◼' => '■',
        '╎' | '┆' | '┊' | '╵' | '╷' => '│',
        '━' | '╌' | '┄' | '┈' => '─',
        '‹' => '«',
        '›' => '»',
        _ => return None,
    })
}

/// Signs and the nearest ones of ASCII.
const SIGNS: &[(char, &str)] = &[
    ('.', "…"),
    ('>', "▶▸▷▹►›"),
    ('<', "◀◂◄‹←↩⇐⏎"),
    ('^', "→↗⇒↪⟶▴▲△↑"),
    ('v', "▾▼▽↓"),
    ('*', "•◦▪▣■●○◆★☆♪✱∗"),
    ('-', "·‐‑‒–—―−─━═╌┄┈"),
    ('\'', "‘’‚‛′ʼ´"),
    ('"', "“”„‟″«»"),
    ('x', "×✕✗"),
    ('+', "↕↔✓✔"),
    (':', "¦┆┊╎╵╷"),
    ('|', "│║▏▎▍▌"),
    ('#', "┃▐▕"),
    ('!', "¡"),
    ('?', "¿"),
    (' ', "\u{A0}\u{202F}\u{3000}"),
];

/// What whole families of signs become, where no sign of theirs is named.
const FAMILIES: &[(RangeInclusive<char>, char)] =
    &[('─'..='╿', '+'), ('▀'..='▟', '#'), ('■'..='◿', '*'), ('←'..='⇿', '>'), ('\u{2000}'..='\u{200A}', ' ')];

/// The nearest sign of ASCII for what is drawn and for punctuation; none for a letter.
fn ascii(sign: char) -> Option<char> {
    // Dots that turn while one waits.
    if ('⠀'..='⣿').contains(&sign) {
        return ['|', '/', '-', '\\'].get(sign as usize % 4).copied();
    }
    let named = SIGNS.iter().find(|(_, signs)| signs.contains(sign)).map(|(ascii, _)| *ascii);
    let family = || FAMILIES.iter().find(|(family, _)| family.contains(&sign)).map(|(_, ascii)| *ascii);
    named.or_else(family)
}

/// The letter of ASCII under the accents of the languages of Europe.
fn letter(letter: char) -> Option<char> {
    const LETTERS: &[(char, &str)] = &[
        ('A', "ÀÁÂÃÄÅĀĂĄÆ"),
        ('C', "ÇĆĈĊČ"),
        ('D', "ĎĐÐ"),
        ('E', "ÈÉÊËĒĔĖĘĚ"),
        ('G', "ĜĞĠĢ"),
        ('I', "ÌÍÎÏĨĪĬĮİ"),
        ('L', "ĹĻĽŁ"),
        ('N', "ÑŃŅŇ"),
        ('O', "ÒÓÔÕÖØŌŎŐŒ"),
        ('R', "ŔŖŘ"),
        ('S', "ŚŜŞŠȘ"),
        ('T', "ŢŤȚ"),
        ('U', "ÙÚÛÜŨŪŬŮŰŲ"),
        ('Y', "ÝŸ"),
        ('Z', "ŹŻŽ"),
    ];
    if letter == 'ß' {
        return Some('s');
    }
    let upper = letter.to_uppercase().next()?;
    let (plain, _) = LETTERS.iter().find(|(_, accented)| accented.contains(upper))?;
    Some(if upper == letter { *plain } else { plain.to_ascii_lowercase() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn shown(glyphs: Glyphs, text: &str) -> String {
        let width = u16::try_from(text.width()).unwrap();
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height: 1 });
        buffer.set_string(0, 0, text, Style::new());
        glyphs.apply(&mut buffer);
        let mut line = String::new();
        let mut skip = 0;
        for cell in &buffer.content {
            if skip == 0 {
                line.push_str(cell.symbol());
                skip = cell.symbol().width().max(1);
            }
            skip -= 1;
        }
        assert_eq!(line.width(), text.width(), "{line}");
        line
    }

    #[test]
    fn every_set_keeps_the_width_of_what_it_replaces() {
        let text = "▶1 Fähre “zu” – 渡船… →3 ┃│▐╎ ‹ad› ‘é’ • ⠋";
        assert_eq!(shown(Glyphs::Unicode, text), text);
        assert_eq!(shown(Glyphs::Console, text), "►1 Fähre \"zu\" - 渡船. →3 ║│▐│ «ad» 'é' • \\");
        assert_eq!(shown(Glyphs::Ascii, text), ">1 Fähre \"zu\" - 渡船. ^3 #|#: <ad> 'é' * \\");
        assert_eq!(shown(Glyphs::Bare, text), ">1 Fahre \"zu\" - ????. ^3 #|#: <ad> 'e' * \\");
    }

    #[test]
    fn dots_are_three_where_there_is_room() {
        assert_eq!(shown(Glyphs::Ascii, "loading …  "), "loading ...");
        assert_eq!(shown(Glyphs::Ascii, "said … no"), "said . no");
        assert_eq!(shown(Glyphs::Ascii, "Halif…"), "Halif.");
    }

    #[test]
    fn the_environment_tells_what_can_be_shown() {
        let of = |term, all, lang| Glyphs::from_environment(Some(term), [all, None, lang]);
        assert_eq!(of("xterm", None, Some("en_GB.UTF-8")), Glyphs::Unicode);
        assert_eq!(of("xterm", None, Some("C.UTF-8")), Glyphs::Unicode);
        assert_eq!(of("xterm", None, None), Glyphs::Unicode);
        assert_eq!(of("xterm", Some("C"), Some("en_GB.UTF-8")), Glyphs::Ascii);
        assert_eq!(of("linux", None, Some("POSIX")), Glyphs::Ascii);
        assert_eq!(of("linux", Some(""), Some("de_DE.utf8")), Glyphs::Console);
        assert_eq!(of("xterm", None, Some("de_DE.ISO-8859-15@euro")), Glyphs::Bare);
        assert_eq!(of("xterm", None, Some("en_GB")), Glyphs::Unicode);
    }
}
